import subprocess
import sys
from pathlib import Path

import pytest

from facilitator.clock import SetClock
from facilitator.errors import StorageTrouble
from facilitator.storage.backup import Reason
from facilitator.storage.workbook_file import create_workbook, open_database, open_workbook


def set_value(workbook, key: str = "a") -> None:
    with workbook.database.action("setting-changed"):
        workbook.database.insert("setting", {"key": key, "value": "1"})


def test_closing_leaves_the_file_and_its_backups_and_nothing_else(
    workbook_path: Path, clock: SetClock
) -> None:
    workbook = open_workbook(workbook_path, clock)
    set_value(workbook)
    workbook.close()
    assert sorted(path.name for path in workbook_path.parent.iterdir()) == [
        "centre backups",
        "centre.facilitator",
    ]
    (backup,) = workbook.backups.all()
    assert backup.reason == "closing"


def test_closing_without_a_change_takes_no_backup(workbook_path: Path, clock: SetClock) -> None:
    open_workbook(workbook_path, clock).close()
    assert [path.name for path in workbook_path.parent.iterdir()] == [workbook_path.name]


def test_a_failed_backup_keeps_the_file_open_for_a_choice(
    workbook_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = open_workbook(workbook_path, clock)
    set_value(workbook)
    monkeypatch.setattr("facilitator.storage.copying.free_bytes", lambda _: 0)
    with pytest.raises(StorageTrouble) as trouble:
        workbook.close()
    assert trouble.value.code == "disk-full"
    set_value(workbook, "still-open")
    workbook.close(back_up=False)
    assert not (workbook_path.parent / f"{workbook_path.name}.lock").exists()


def test_a_failed_daily_backup_does_not_stop_the_work(
    workbook_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = open_workbook(workbook_path, clock)
    set_value(workbook)
    workbook.close()
    clock.pass_seconds(86400)
    workbook = open_workbook(workbook_path, clock)
    set_value(workbook, "b")
    workbook.close(back_up=False)
    clock.pass_seconds(86400)
    monkeypatch.setattr("facilitator.storage.copying.free_bytes", lambda _: 0)
    workbook = open_workbook(workbook_path, clock)
    (notice,) = [notice for notice in workbook.notices if notice.code == "backup-failed"]
    assert notice.params == {"code": "disk-full"}
    workbook.close(back_up=False)


def test_opening_on_another_day_takes_the_daily_backup(
    workbook_path: Path, clock: SetClock
) -> None:
    workbook = open_workbook(workbook_path, clock)
    set_value(workbook)
    workbook.close(back_up=False)
    clock.pass_seconds(86400)
    workbook = open_workbook(workbook_path, clock)
    assert [backup.reason for backup in workbook.backups.all()] == ["daily"]
    workbook.close()


def test_a_backup_can_be_asked_for_while_working(workbook_path: Path, clock: SetClock) -> None:
    workbook = open_workbook(workbook_path, clock)
    set_value(workbook)
    taken = workbook.back_up(Reason.BEFORE_WORKSHOP)
    assert taken.backup.reason == "before-workshop"
    assert taken.rows >= 2
    workbook.idle()
    assert workbook.check_content() == ()
    workbook.close()


def test_a_workbook_in_a_synced_folder_uses_no_log_and_says_so(
    tmp_path: Path, clock: SetClock
) -> None:
    path = tmp_path / "Dropbox" / "centre.facilitator"
    path.parent.mkdir()
    create_workbook(path)
    workbook = open_workbook(path, clock)
    set_value(workbook)
    assert ("synced", "Dropbox") in [(n.code, n.params.get("service")) for n in workbook.notices]
    assert workbook.database.value("PRAGMA journal_mode") == "delete"
    assert workbook.database.value("PRAGMA synchronous") == 3
    workbook.close()


def test_a_workbook_made_on_a_local_disk_works_on_a_stick_and_back(
    workbook_path: Path, tmp_path: Path, clock: SetClock
) -> None:
    for number, folder in enumerate(("local", "OneDrive", "local again")):
        path = tmp_path / folder / "centre.facilitator"
        path.parent.mkdir()
        path.write_bytes(workbook_path.read_bytes())
        workbook = open_workbook(path, clock)
        set_value(workbook, f"k{number}")
        workbook.close(back_up=False)
        workbook_path = path
    database = open_database(workbook_path, clock, read_only=True)
    assert database.value("SELECT count(*) FROM setting") == 3
    database.close()


def test_conflict_copies_beside_the_file_are_told(workbook_path: Path, clock: SetClock) -> None:
    other = workbook_path.with_name("centre (conflicted copy).facilitator")
    other.write_bytes(workbook_path.read_bytes())
    workbook = open_workbook(workbook_path, clock)
    assert {"files": [other.name]} in [notice.params for notice in workbook.notices]
    workbook.close()


def test_names_of_any_script_and_shape_can_be_file_names(tmp_path: Path, clock: SetClock) -> None:
    for name in ("Żółta łódź", "مركز", "a#b?c%20d&mode=ro", "[x]*", "日本 🎉", "x" * 200):
        path = tmp_path / f"{name}.facilitator"
        create_workbook(path)
        workbook = open_workbook(path, clock)
        set_value(workbook)
        workbook.close()
        assert path.exists()
    assert len(list(tmp_path.iterdir())) == 12


def test_a_link_leads_to_the_file_itself(
    workbook_path: Path, tmp_path: Path, clock: SetClock
) -> None:
    link = tmp_path / "link.facilitator"
    link.symlink_to(workbook_path)
    workbook = open_workbook(link, clock)
    assert workbook.path == workbook_path.resolve()
    set_value(workbook)
    workbook.close()
    assert link.is_symlink()


def test_reading_a_file_marked_for_a_log_leaves_nothing_beside_it(
    workbook_path: Path, clock: SetClock
) -> None:
    # Closed while another program was reading, a file keeps the mark of the log in its header.
    whole = bytearray(workbook_path.read_bytes())
    whole[18:20] = b"\x02\x02"
    workbook_path.write_bytes(whole)
    workbook = open_workbook(workbook_path, clock, read_only=True)
    assert workbook.database.value("SELECT count(*) FROM participant") == 0
    workbook.close()
    assert [path.name for path in workbook_path.parent.iterdir()] == [workbook_path.name]


def test_opening_an_up_to_date_workbook_does_not_import_sqlite_utils(
    workbook_path: Path,
) -> None:
    script = (
        "import sys; from pathlib import Path; from facilitator.clock import SystemClock;"
        " from facilitator.storage.workbook_file import open_workbook;"
        f" w = open_workbook(Path({str(workbook_path)!r}), SystemClock());"
        " w.close(); print('sqlite_utils' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
