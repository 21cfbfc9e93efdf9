from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout

from facilitator.errors import Refused, StorageTrouble
from tests.ui.pseudo import faults_of
from ui.screens import SCREENS, ScreenEntry
from ui.settings_store import RECENT_WORKBOOKS, TEXT_SCALE, THEME
from ui.shell.command import Command, check_unambiguous
from ui.shell.failed_screen import FailedScreen
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.workbooks import free_sample_path, say_backup
from ui.widgets.buttons import Button
from ui.widgets.cards import ActionCard
from ui.words import set_language, spoken

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class NotesScreen(Screen):
    """A screen for tests: a field, a letter as shortcut, and a record of what happened to it."""

    shows = frozenset({"participant"})
    needs_workbook = False

    def __init__(self, shell, route):
        super().__init__(shell, route)
        self.loads, self.pressed = 0, []
        column = QVBoxLayout(self)
        self.field = QLineEdit(self)
        self.words = QLabel(route.screen)
        column.addWidget(self.field)
        column.addWidget(self.words)

    def title(self):
        return self.route.screen

    def commands(self):
        return [Command("notes.late", "Late", lambda: self.pressed.append("L"), "L")]

    async def load(self):
        self.loads += 1


class BrokenScreen(Screen):
    def __init__(self, shell, route):
        super().__init__(shell, route)
        raise ValueError("broken on purpose")


class Entry:
    def __init__(self, kind, place):
        self.make, self.place = kind, place


PLACES = ("today", "programmes", "people", "library", "reports", "settings")
TABLE = {
    "welcome": SCREENS["welcome"],
    "broken": Entry(BrokenScreen, ""),
    **{name: Entry(NotesScreen, name) for name in PLACES},
}


@pytest.fixture
def window(make_window, sample):
    return make_window(sample, Route("today"), screens=TABLE)


def test_every_place_is_reached_with_the_keyboard(qtbot, window):
    for number, place in enumerate(("today", "programmes", "people", "library", "reports"), 1):
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{number}"), CTRL)
        assert window.route == Route(place)
        assert window._rail.button(place).isChecked()
    qtbot.keyClick(window, Qt.Key.Key_Comma, CTRL)
    assert window.route == Route("settings")


def test_alt_and_arrows_go_back_and_forward(qtbot, window):
    window.go(Route("people"))
    window.go(Route("reports"))

    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window.route == Route("people")
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window.route == Route("today")
    qtbot.keyClick(window, Qt.Key.Key_Right, ALT)
    assert window.route == Route("people")


def test_without_a_workbook_every_way_leads_to_the_welcome_page(make_window):
    window = make_window(screens=TABLE)
    window.go(Route("people"))

    assert window.route == Route("welcome")


def test_a_letter_is_a_command_until_somebody_writes(qtbot, window):
    screen = window.current
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    screen.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    screen.setFocus()
    qtbot.keyClick(screen, Qt.Key.Key_L)
    assert screen.pressed == ["L"]

    screen.field.setFocus()
    qtbot.keyClicks(screen.field, "l")
    assert screen.pressed == ["L"]
    assert screen.field.text() == "l"


def test_a_screen_reads_again_only_what_concerns_it(window):
    screen = window.current
    before = screen.loads

    window.session.changed.emit(frozenset({"venue"}))
    assert screen.loads == before
    window.session.changed.emit(frozenset({"venue", "participant"}))
    assert screen.loads == before + 1
    window.session.changed.emit(frozenset())
    assert screen.loads == before + 2


def test_no_two_commands_of_the_window_want_the_same_keys(make_window):
    check_unambiguous(list(make_window().window_commands()))


def test_a_screen_that_fails_leaves_the_window_alive_with_a_report(make_window, sample, caplog):
    window = make_window(sample, Route("broken"), screens=TABLE)

    assert isinstance(window.current, FailedScreen)
    facts = window._errors.report.facts()
    assert "ValueError: broken on purpose" in facts
    assert "PySide6" in facts
    window._errors.report.accept()
    window.go(Route("people"))
    assert window.current.title() == "people"


def test_a_failure_in_a_coroutine_is_shown_and_not_lost(window, caplog):
    async def fail():
        raise KeyError("lost?")

    window.spawn(fail())

    assert "KeyError" in window._errors.report.facts()
    window._errors.report.reject()
    assert window._errors.report is None


def test_a_refusal_is_a_sentence_and_no_alarm(window):
    window.present_error(Refused("name-empty"))

    assert window._notice_bar.text() != ""
    assert not window._trouble_bar.isVisible()


def test_a_full_disk_is_trouble_with_ways_out(window):
    tried = []
    window.present_error(StorageTrouble("disk-full", path="/x"), again=lambda: tried.append(1))
    bar = window._trouble_bar
    assert "disk is full" in bar._headline.text()

    bar.findChild(Button, "way_out_1").click()
    assert tried == [1]
    assert not bar.isVisible()


def test_undo_is_offered_only_while_it_takes_back_what_the_notice_says(window, sample):
    sample.people.add("Amina")
    window.notice("Amina added", undo=True)
    assert window._notice_bar.isVisible()

    sample.people.add("Kwame")

    assert not window._notice_bar.isVisible()


def test_undo_says_what_was_undone_and_offers_to_do_it_again(qtbot, window, sample):
    sample.people.add("Amina <b>El</b> Idrissi")
    before = sample.people.count()

    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert sample.people.count() == before - 1
    assert window._notice_bar.text() == "Undone: Amina <b>El</b> Idrissi was added"

    window._notice_bar.findChild(Button, "notice_action").click()
    assert sample.people.count() == before
    assert window._notice_bar.text().startswith("Done again: Amina")

    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL | SHIFT)
    assert sample.people.count() == before


def test_a_read_only_workbook_says_so_and_cannot_be_undone(make_window, sample_path, clock):
    from facilitator.workbook import Workbook

    with Workbook.open(sample_path, clock=clock, read_only=True) as book:
        window = make_window(book, Route("today"), screens=TABLE)
        assert window._read_only_bar.isVisible()
        assert window._status._saving.text() == "Read only"
        assert window.commands.trigger("edit.undo") is False


def test_the_status_line_names_file_saving_and_backup(window, sample):
    assert sample.path.name in window._status._file.text()
    assert window._status._saving.text() == "Every mark saved"
    window.show_waiting(1)
    assert window._status._saving.text() == "1 mark NOT SAVED yet"
    window.show_waiting(0)
    assert window._status._saving.text() == "Every mark saved"
    assert window._status._backup.text() != ""


def test_the_age_of_the_backup_is_said_in_days(clock):
    from datetime import timedelta

    now = clock.now()
    assert say_backup(None, now) == "No backup yet"
    assert say_backup(now, now).startswith("Backup today ")
    assert say_backup(now - timedelta(days=1), now).startswith("Backup yesterday ")
    assert say_backup(now - timedelta(days=7), now) == "Backup 1 October, checked"


def test_looks_follow_the_settings_at_once(window):
    window.settings.set(THEME, "dark")
    assert window.theme.dark
    window.settings.set(TEXT_SCALE, 200)
    assert window.theme.text_scale == 200
    assert window._status.height() > 40


def test_keys_make_the_text_larger_and_smaller(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_Plus, CTRL)
    assert window.theme.text_scale == 125
    qtbot.keyClick(window, Qt.Key.Key_Minus, CTRL)
    assert window.theme.text_scale == 100


def test_the_sample_opens_in_one_click(qtbot, make_window, tmp_path, monkeypatch):
    monkeypatch.setattr("ui.shell.workbooks.documents_folder", lambda: tmp_path)
    window = make_window(screens=TABLE)

    window.current.findChild(Button, "welcome_sample").click()

    assert window.session.path == tmp_path / "Sample programme.facilitator"
    assert window.route == Route("today")
    assert window.settings.get(RECENT_WORKBOOKS) == [str(window.session.path)]
    window.spawn(window.session.close())


def test_a_second_sample_gets_a_name_of_its_own(tmp_path):
    taken = {tmp_path / "Sample programme.facilitator", tmp_path / "Sample programme 2.facilitator"}

    path = free_sample_path(tmp_path, exists=lambda each: each in taken)

    assert path.name == "Sample programme 3.facilitator"


def test_recent_workbooks_open_from_the_welcome_page(qtbot, make_window, sample_path, settings):
    settings.remember_workbook(sample_path)
    window = make_window(screens=TABLE)

    window.current.findChild(ActionCard, "welcome_recent_1").click()

    assert window.session.path == sample_path
    window.spawn(window.session.close())


def test_a_recent_workbook_that_is_gone_is_said_and_forgotten(make_window, settings, tmp_path):
    settings.remember_workbook(tmp_path / "gone.facilitator")
    window = make_window(screens=TABLE)

    window.current.findChild(ActionCard, "welcome_recent_1").click()

    assert "gone.facilitator" in window._trouble_bar._headline.text()
    assert settings.get(RECENT_WORKBOOKS) == []


def test_a_wrong_file_is_a_plain_sentence(make_window, tmp_path):
    path = tmp_path / "picture.facilitator"
    path.write_bytes(b"\xff\xd8\xff not a workbook")
    window = make_window(screens=TABLE)

    window.workbooks.open(path)

    assert "is not a workbook" in window._trouble_bar._headline.text()
    assert not window.session.is_open


def test_a_workbook_dropped_on_the_window_is_opened(make_window, sample_path):
    window = make_window(screens=TABLE)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sample_path))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(drop)

    assert window.session.path == Path(sample_path)
    window.spawn(window.session.close())


def test_the_first_request_to_close_starts_the_stages_and_the_last_one_ends(
    qtbot, make_window, sample_path, clock
):
    from facilitator.workbook import Workbook

    window = make_window(Workbook.open(sample_path, clock=clock), Route("today"), screens=TABLE)
    with qtbot.waitSignal(window.closed):
        window.close()

    assert not window.isVisible()
    assert not window.session.is_open
    assert window.settings.get(window_geometry()) != ""


def window_geometry():
    from ui.settings_store import GEOMETRY

    return GEOMETRY


def test_a_backup_that_fails_on_closing_keeps_the_window_open_with_a_way_out(
    qtbot, make_window, sample_path, clock, monkeypatch
):
    from facilitator.workbook import Workbook

    book = Workbook.open(sample_path, clock=clock)
    window = make_window(book, Route("today"), screens=TABLE)
    close = book.close

    def full(*, back_up=True):
        if back_up:
            raise StorageTrouble("disk-full", path="x")
        close(back_up=False)

    monkeypatch.setattr(book, "close", full)
    window.close()
    assert window.isVisible()
    assert window._trouble_bar.isVisible()

    with qtbot.waitSignal(window.closed):
        window._trouble_bar.findChild(Button, "way_out_2").click()
    assert not window.isVisible()


def test_marks_that_wait_for_the_disk_are_not_dropped_by_closing(
    qtbot, make_window, sample_path, clock
):
    from facilitator.workbook import Workbook

    book = Workbook.open(sample_path, clock=clock)
    window = make_window(book, Route("today"), screens=TABLE)
    window.show_waiting(2)
    window.close()
    assert window.isVisible()
    assert window.session.is_open
    assert "2 marks" in window._trouble_bar._headline.text()

    window.show_waiting(0)
    assert not window._trouble_bar.isVisible()
    window.show_waiting(1)
    window.close()
    assert window.isVisible()
    with qtbot.waitSignal(window.closed):
        window._trouble_bar.findChild(Button, "way_out_1").click()
    assert not window.isVisible()


def test_the_window_comes_back_where_it_stood(qtbot, make_window):
    first = make_window()
    first.resize(1100, 700)
    with qtbot.waitSignal(first.closed):
        first.close()

    from ui.settings_store import GEOMETRY, SettingsStore

    assert SettingsStore().get(GEOMETRY) != ""


@pytest.mark.parametrize("look", ["usual", "large"])
def test_no_word_of_the_shell_is_bare_or_clipped(qtbot, make_window, sample, look):
    with spoken("xx-pseudo"):
        window = make_window(sample, Route("welcome"))
        if look == "large":
            window.theme.choose(text_scale=150)
        window.notice("[À~]", undo=True)
        window.present_error(StorageTrouble("disk-full", path="/x"), again=print)
        qtbot.wait(1)

        assert faults_of(window, data=("Facilitator", "facilitator", sample.path.stem)) == []


def test_another_language_is_spoken_at_once_by_frame_and_screen(
    qtbot, make_window, sample, settings
):
    from ui.settings_store import LANGUAGE

    window = make_window(sample, Route("welcome"))
    settings.set(LANGUAGE, "xx-pseudo")
    qtbot.wait(1)

    assert faults_of(window, data=("Facilitator", "facilitator", sample.path.stem)) == []
    assert window.commands.action("edit.undo").text().startswith("[")

    settings.set(LANGUAGE, "en")
    assert window._rail.button("people").words == "People"


def test_no_word_of_the_palette_and_the_keys_is_bare(qtbot, make_window):
    with spoken("xx-pseudo"):
        window = make_window()
        window.open_palette()
        hits = window._palette.hits()
        faults = faults_of(window, data=("Facilitator", "facilitator"))
        window.show_keys()
        sheet = window.findChild(QLabel, "").window()
        faults += faults_of(sheet, data=("Facilitator", "facilitator"))

    assert faults == []
    assert all(hit.words.startswith("[") for hit in hits)


def test_everything_one_can_use_has_an_accessible_name(make_window, sample):
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView

    window = make_window(sample, Route("welcome"))
    kinds = (QAbstractButton, QLineEdit, QAbstractItemView)
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for kind in kinds
        for widget in window.findChildren(kind)
        if widget.isVisible() and not widget.accessibleName()
    ]

    assert nameless == []


def test_the_whole_window_mirrors_for_a_language_from_right_to_left(qapp, make_window):
    set_language("ar")
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window = make_window()

    assert window._rail.geometry().right() == window.width() - 1
    window.notice("x")
    assert window._notice_bar.geometry().right() > window.width() / 2


def test_the_table_of_screens_names_real_classes():
    missing = []
    for name, entry in SCREENS.items():
        assert isinstance(entry, ScreenEntry)
        path = Path(*entry.module.split(".")).with_suffix(".py")
        if not (Path(__file__).resolve().parents[3] / path).exists():
            missing.append(name)

    assert missing == []


def test_places_of_the_table_are_places_of_the_rail():
    assert {entry.place for entry in SCREENS.values()} == {"", *PLACES}
