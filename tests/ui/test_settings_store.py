import json
from pathlib import Path

import pytest

from ui import settings_store as stores
from ui.settings_store import (
    DECLARED,
    KEY_HINTS,
    RECENT_WORKBOOKS,
    TEXT_SCALE,
    THEME,
    Setting,
    SettingsStore,
    UnknownSetting,
    WrongSetting,
)


@pytest.fixture
def store(qapp, tmp_path):
    return SettingsStore(tmp_path)


def test_a_value_is_there_after_a_restart(store, tmp_path):
    store.set(THEME, "dark")

    assert SettingsStore(tmp_path).get(THEME) == "dark"


def test_a_change_is_told_by_its_key(qtbot, store):
    with qtbot.waitSignal(store.changed) as told:
        store.set(TEXT_SCALE, 150)

    assert told.args == ["text_scale"]


def test_the_same_value_again_is_no_change(qtbot, store):
    with qtbot.assertNotEmitted(store.changed):
        store.set(TEXT_SCALE, 100)
    assert not store.path.exists()


def test_every_default_fits_its_own_declaration():
    assert [key for key, setting in DECLARED.items() if not setting.fits(setting.default)] == []


@pytest.mark.parametrize(
    ("setting", "value"),
    [(THEME, "pink"), (TEXT_SCALE, 99), (TEXT_SCALE, True), (KEY_HINTS, "yes")],
)
def test_a_value_that_does_not_fit_is_refused(store, setting, value):
    with pytest.raises(WrongSetting):
        store.set(setting, value)


def test_a_setting_that_nobody_declared_is_refused(store):
    stranger = Setting("colour_of_the_cat", "black", lambda _: True)

    with pytest.raises(UnknownSetting):
        store.get(stranger)
    with pytest.raises(UnknownSetting):
        store.set(stranger, "white")


@pytest.mark.parametrize("content", ["", "{", "[]", "\x00\x01", '{"theme": "dark"'])
def test_a_damaged_file_gives_defaults_and_is_kept_aside(qapp, tmp_path, content):
    path = tmp_path / stores.FILE_NAME
    path.write_text(content, encoding="utf-8")

    store = SettingsStore(tmp_path)

    assert store.get(THEME) == "system"
    assert store.put_aside is not None
    assert store.put_aside.read_text(encoding="utf-8") == content


def test_only_what_does_not_fit_is_left_out_of_a_sound_file(qapp, tmp_path):
    path = tmp_path / stores.FILE_NAME
    path.write_text(json.dumps({"theme": "dark", "text_scale": 7, "unknown": 1}), encoding="utf-8")

    store = SettingsStore(tmp_path)

    assert (store.get(THEME), store.get(TEXT_SCALE)) == ("dark", 100)
    assert store.put_aside is not None


def test_a_write_that_fails_leaves_the_old_file_whole(store, monkeypatch):
    store.set(THEME, "dark")
    before = store.path.read_bytes()

    def full(_self, _target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        store.set(THEME, "light")

    assert store.path.read_bytes() == before
    assert [path.name for path in store.path.parent.iterdir()] == [stores.FILE_NAME]


def test_recent_workbooks_are_kept_newest_first_without_repeats(store, tmp_path):
    for name in ("a", "b", "a", *"cdefghij"):
        store.remember_workbook(tmp_path / name)

    names = [Path(text).name for text in store.get(RECENT_WORKBOOKS)]
    assert names == list("jihgfedc")

    store.forget_workbook(tmp_path / "j")
    assert Path(store.get(RECENT_WORKBOOKS)[0]).name == "i"


def test_a_list_handed_out_is_a_copy(store, tmp_path):
    store.remember_workbook(tmp_path / "a")
    store.get(RECENT_WORKBOOKS).clear()

    assert len(store.get(RECENT_WORKBOOKS)) == 1


def test_the_folder_can_be_named_from_outside(qapp, tmp_path, monkeypatch):
    monkeypatch.setenv(stores.FOLDER_VARIABLE, str(tmp_path / "stick"))

    assert SettingsStore().path == tmp_path / "stick" / stores.FILE_NAME
