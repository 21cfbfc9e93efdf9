"""The desk as people work it: search, Enter, status keys, scanner, mouse."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from facilitator.attendance.model import DeskRow
from facilitator.clock import SetClock
from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.attendance.checkin_screen import CheckInScreen
from ui.attendance.desk_finder import DeskFinder
from ui.attendance.desk_table import DeskTable
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.words import spoken

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def search(screen: CheckInScreen) -> QLineEdit:
    found = screen.findChild(QLineEdit, "desk_search")
    assert found is not None
    return found


@pytest.fixture
def table(screen: CheckInScreen) -> DeskTable:
    found = screen.findChild(DeskTable)
    assert found is not None
    return found


def _row(book: Workbook, workshop_id: str, name: str) -> DeskRow:
    rows = {row.name: row for row in book.attendance.desk(workshop_id).rows}
    return rows[name]


def _marked(book: Workbook, workshop_id: str) -> list[str]:
    rows = book.attendance.desk(workshop_id).rows
    return [row.name for row in rows if row.status_key is not None]


def _words(widget: QWidget, name: str) -> str:
    found = widget.findChild(QLabel, name)
    assert found is not None
    return found.text().replace("\u2068", "").replace("\u2069", "")


def test_enter_marks_the_one_match_present_with_the_time(
    qtbot: Any, screen: CheckInScreen, search: QLineEdit, book: Workbook, workshop_id: str
) -> None:
    qtbot.keyClicks(search, "kwame")
    qtbot.keyClick(search, Key.Key_Return)

    row = _row(book, workshop_id, "Kwame Mensah")
    assert (row.status_key, row.arrived_local) == ("present", "17:15")
    assert _words(screen, "desk_said") == "Kwame Mensah: Present 17:15"
    assert search.text() == ""
    assert _marked(book, workshop_id) == ["Kwame Mensah"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("joao", "João Pedro dos Santos Silva"),
        ("silva jo", "João Pedro dos Santos Silva"),
        ("gudrun", "Guðrún Helgadóttir"),
        ("ngozi", "Ngọzi Ọkafọr"),
        ("김", "Kim Min-ji"),
        ("ليلى", "Leïla Haddad"),
        ("yildiz", "Mehmet Yıldız"),
    ],
)
def test_any_spelling_finds_the_name(
    typed: str, name: str, qtbot: Any, search: QLineEdit, book: Workbook, workshop_id: str
) -> None:
    search.insert(typed)
    qtbot.keyClick(search, Key.Key_Return)

    assert _marked(book, workshop_id) == [name]


def test_enter_with_several_matches_marks_nobody(
    qtbot: Any, screen: CheckInScreen, search: QLineEdit, book: Workbook, workshop_id: str
) -> None:
    qtbot.keyClicks(search, "m")
    qtbot.keyClick(search, Key.Key_Return)

    assert _marked(book, workshop_id) == []
    assert "Choose one" in _words(screen, "desk_said")
    assert search.text() == "m"


def test_enter_with_an_empty_search_marks_nobody(
    qtbot: Any, search: QLineEdit, book: Workbook, workshop_id: str
) -> None:
    qtbot.keyClick(search, Key.Key_Return)
    assert _marked(book, workshop_id) == []


def test_enter_with_an_empty_search_marks_whom_the_arrows_chose(
    qtbot: Any, search: QLineEdit, table: DeskTable, book: Workbook, workshop_id: str
) -> None:
    for _ in range(3):
        qtbot.keyClick(search, Key.Key_Down)
    chosen = table.chosen
    qtbot.keyClick(search, Key.Key_Return)

    rows = book.attendance.desk(workshop_id).rows
    assert chosen == rows[2].participant_id
    assert _marked(book, workshop_id) == [rows[2].name]


def test_after_a_search_enter_again_marks_nobody_else(
    qtbot: Any, search: QLineEdit, book: Workbook, workshop_id: str
) -> None:
    qtbot.keyClicks(search, "kwame")
    qtbot.keyClick(search, Key.Key_Return)
    qtbot.keyClick(search, Key.Key_Return)

    assert _marked(book, workshop_id) == ["Kwame Mensah"]


def test_letters_in_the_search_are_letters_and_alt_makes_them_status_keys(
    qtbot: Any, search: QLineEdit, book: Workbook, workshop_id: str
) -> None:
    qtbot.keyClicks(search, "sulastri")
    assert search.text() == "sulastri"
    qtbot.keyClick(search, Key.Key_X, ALT)

    assert _row(book, workshop_id, "Sulastri").status_key == "excused"


@pytest.mark.parametrize(
    ("key", "status"),
    [
        (Key.Key_P, "present"),
        (Key.Key_L, "late"),
        (Key.Key_E, "left-early"),
        (Key.Key_X, "excused"),
        (Key.Key_A, "absent"),
    ],
)
def test_single_letters_mark_while_the_list_has_the_focus(
    key: Key,
    status: str,
    qtbot: Any,
    clock: SetClock,
    table: DeskTable,
    book: Workbook,
    workshop_id: str,
) -> None:
    clock.pass_seconds(30 * 60)
    table.setFocus()
    table.choose(_row(book, workshop_id, "Sulastri").participant_id)
    qtbot.keyClick(table, key)

    expected = {"present": "late"}.get(status, status)
    assert _row(book, workshop_id, "Sulastri").status_key == expected


def test_gone_home_keeps_the_arrival_and_counts_on_the_board(
    qtbot: Any,
    clock: SetClock,
    screen: CheckInScreen,
    search: QLineEdit,
    table: DeskTable,
    book: Workbook,
    workshop_id: str,
) -> None:
    qtbot.keyClicks(search, "thandiwe")
    qtbot.keyClick(search, Key.Key_Return)
    clock.pass_seconds(3600)
    table.setFocus()
    table.choose(_row(book, workshop_id, "Thandiwe Nkosi").participant_id)
    qtbot.keyClick(table, Key.Key_O)

    row = _row(book, workshop_id, "Thandiwe Nkosi")
    assert (row.arrived_local, row.left_local) == ("17:15", "18:15")
    assert _words(screen, "gone_figure") == "1"
    assert _words(screen, "here_figure") == "0"


def test_nobody_goes_home_who_was_not_here(
    qtbot: Any, screen: CheckInScreen, table: DeskTable, book: Workbook, workshop_id: str
) -> None:
    table.setFocus()
    table.choose(_row(book, workshop_id, "Sulastri").participant_id)
    qtbot.keyClick(table, Key.Key_O)

    assert _marked(book, workshop_id) == []
    assert "room" in _words(screen, "desk_said")


def test_a_scanned_card_marks_its_holder(
    qtbot: Any, search: QLineEdit, book: Workbook, workshop_id: str
) -> None:
    holder = _row(book, workshop_id, "Yūki Tanaka")
    code = book.people.participant(holder.participant_id).card_code or holder.participant_id
    qtbot.keyClicks(search, code)
    qtbot.keyClick(search, Key.Key_Return)

    assert _marked(book, workshop_id) == ["Yūki Tanaka"]
    assert search.text() == ""


def test_a_double_scan_keeps_the_first_arrival_and_says_so(
    qtbot: Any,
    clock: SetClock,
    screen: CheckInScreen,
    search: QLineEdit,
    book: Workbook,
    workshop_id: str,
) -> None:
    for _ in range(2):
        qtbot.keyClicks(search, "kwame")
        qtbot.keyClick(search, Key.Key_Return)
        clock.pass_seconds(600)

    assert _row(book, workshop_id, "Kwame Mensah").arrived_local == "17:15"
    assert _words(screen, "desk_said") == "Kwame Mensah has been here since 17:15"


def test_an_unknown_code_offers_a_walk_in_with_what_was_typed(
    qtbot: Any, window: MainWindow, screen: CheckInScreen, search: QLineEdit
) -> None:
    qtbot.keyClicks(search, "Zebediah Quist")
    qtbot.keyClick(search, Key.Key_Return)
    assert "F2" in _words(screen, "desk_said")

    window.commands.trigger("desk.walk_in")
    assert screen.findChild(QLineEdit, "walk_in_name").text() == "Zebediah Quist"


def test_a_walk_in_needs_only_a_name(
    qtbot: Any, screen: CheckInScreen, book: Workbook, workshop_id: str
) -> None:
    button = screen.findChild(QPushButton, "walk_in")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    name = screen.findChild(QLineEdit, "walk_in_name")
    qtbot.keyClicks(name, "Zebediah <b>Quist</b>")
    qtbot.keyClick(name, Key.Key_Return)

    row = _row(book, workshop_id, "Zebediah <b>Quist</b>")
    assert (row.status_key, row.complete_later) == ("present", True)
    assert not name.isVisible()


def test_a_walk_in_without_a_name_is_asked_for_one(
    qtbot: Any, screen: CheckInScreen, book: Workbook, workshop_id: str
) -> None:
    qtbot.mouseClick(screen.findChild(QPushButton, "walk_in"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(screen.findChild(QLineEdit, "walk_in_name"), Key.Key_Return)

    assert _words(screen, "walk_in_error") == "A name is needed."
    assert _marked(book, workshop_id) == []


def test_all_present_and_then_the_exceptions(
    qtbot: Any, screen: CheckInScreen, table: DeskTable, book: Workbook, workshop_id: str
) -> None:
    button = screen.findChild(QPushButton, "all_present")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    rows = book.attendance.desk(workshop_id).rows
    assert {row.status_key for row in rows} == {"present"}
    assert table.chosen == rows[0].participant_id

    qtbot.keyClick(table, Key.Key_A)
    assert _row(book, workshop_id, rows[0].name).status_key == "absent"


def test_undo_beside_the_last_mark_takes_it_back(
    qtbot: Any, screen: CheckInScreen, search: QLineEdit, book: Workbook, workshop_id: str
) -> None:
    qtbot.keyClicks(search, "kwame")
    qtbot.keyClick(search, Key.Key_Return)
    undo = screen.findChild(QPushButton, "undo_last_mark")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)

    assert _marked(book, workshop_id) == []


def test_a_click_on_the_sign_marks_and_a_second_one_takes_it_away(
    qtbot: Any, table: DeskTable, book: Workbook, workshop_id: str
) -> None:
    first = book.attendance.desk(workshop_id).rows[0]
    spot = table.visualRect(table.model().index(0, 0)).topLeft() + QPoint(24, 20)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert _marked(book, workshop_id) == [first.name]

    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert _marked(book, workshop_id) == []


def test_rows_stay_where_they_are_after_a_mark(
    qtbot: Any, table: DeskTable, search: QLineEdit
) -> None:
    before = table.model().shown()
    scrolled = table.verticalScrollBar().value()
    for _ in range(5):
        qtbot.keyClick(search, Key.Key_Down)
    qtbot.keyClick(search, Key.Key_Return)

    assert table.model().shown() == before
    assert table.verticalScrollBar().value() == scrolled


def test_heads_without_a_name_are_counted_beside_the_named(
    qtbot: Any, screen: CheckInScreen, book: Workbook, workshop_id: str
) -> None:
    more = screen.findChild(QPushButton, "more_heads")
    for _ in range(3):
        qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.findChild(QPushButton, "fewer_heads"), Qt.MouseButton.LeftButton)

    assert book.attendance.desk(workshop_id).board.anonymous == 2
    assert _words(screen, "here_figure") == "2"


def test_needs_are_hidden_until_asked_for_and_only_of_those_here(
    qtbot: Any, window: MainWindow, screen: CheckInScreen, search: QLineEdit
) -> None:
    def needs() -> list[str]:
        box = screen.findChild(QWidget, "needs_list")
        return [
            label.text()
            for label in box.findChildren(QLabel)
            if not (label.isHidden() or label.parentWidget().isHidden())
        ]

    qtbot.keyClicks(search, "xiuying")
    qtbot.keyClick(search, Key.Key_Return)
    assert "Li Xiuying" not in needs()

    window.commands.trigger("desk.needs")
    qtbot.waitUntil(lambda: {"Li Xiuying", "Large print"} <= set(needs()))
    assert "Somchai Srisuk" not in needs()

    window.commands.trigger("desk.needs")
    assert "Li Xiuying" not in needs()


def test_a_read_only_workbook_marks_nobody_and_says_why(
    qtbot: Any, screen: CheckInScreen, search: QLineEdit, book: Workbook, workshop_id: str
) -> None:
    screen.session.read_only = True
    screen.reload()
    qtbot.keyClicks(search, "kwame")
    qtbot.keyClick(search, Key.Key_Return)

    assert _marked(book, workshop_id) == []
    assert "reading only" in _words(screen, "desk_said")


def test_the_sign_in_sheet_is_written_where_the_person_says(
    qtbot: Any, window: MainWindow, screen: CheckInScreen, tmp_path: Any, monkeypatch: Any
) -> None:
    out = tmp_path / "sign-in.pdf"

    async def there(*_asked: object) -> object:
        return out

    async def at_once(_what: str, work: Any) -> object:
        return await work(None)

    monkeypatch.setattr(window, "choose_file_to_save", there)
    monkeypatch.setattr(window, "run_job", at_once)
    sheet = window.findChild(QPushButton, "print_sign_in_sheet")
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton)

    assert out.read_bytes().startswith(b"%PDF")


def test_a_workshop_without_a_programme_takes_walk_ins(
    qtbot: Any, make_window: Any, book: Workbook
) -> None:
    alone = book.planning.add_workshop(
        None, "Open evening", "2026-09-24T17:30", "Europe/London", 7200
    )
    window = make_window(book, Route("workshop.checkin", (alone,)))
    qtbot.mouseClick(window.findChild(QPushButton, "first_walk_in"), Qt.MouseButton.LeftButton)
    name = window.findChild(QLineEdit, "walk_in_name")
    qtbot.keyClicks(name, "Ana")
    qtbot.keyClick(name, Key.Key_Return)

    assert _marked(book, alone) == ["Ana"]


def test_every_word_of_the_desk_can_be_translated(
    make_window: Any, book: Workbook, workshop_id: str
) -> None:
    with spoken("xx-pseudo"):
        window = make_window(book, Route("workshop.checkin", (workshop_id,)))
        screen = window.findChild(CheckInScreen)
        assert faults_of(screen) == []


def test_searching_answers_within_a_letter_even_in_a_long_list() -> None:
    rows = [
        DeskRow(
            participant_id=str(number),
            name=f"Person {number} Name{number % 97}",
            call_name="",
            native_name="",
            native_language="",
            sort_key="",
            status_key=None,
            arrived_local="",
            left_local="",
            has_needs=False,
            minor=False,
            complete_later=False,
            minutes=None,
            standing="enrolled",
            note="",
        )
        for number in range(2000)
    ]
    finder = DeskFinder(rows)

    assert finder.matches("name5 person 5") is not None
    assert "5" in (finder.matches("name5 person 5") or [])
    assert finder.matches("  ") is None
