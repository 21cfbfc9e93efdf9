"""The agenda edited as people do: by keys in the table, by mouse on the timeline."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QPixmap
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPlainTextEdit, QPushButton

from facilitator.planning.model import Activity
from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.planning.agenda_model import Col
from ui.planning.agenda_screen import AgendaScreen
from ui.planning.agenda_table import AgendaTable
from ui.planning.timeline import Timeline
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.words import spoken

Key = Qt.Key


@pytest.fixture
def table(screen: AgendaScreen) -> AgendaTable:
    found = screen.findChild(AgendaTable)
    assert found is not None
    return found


def without_isolates(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def _activities(book: Workbook, workshop_id: str) -> list[Activity]:
    return list(book.planning.agenda(workshop_id).activities)


def _titles(book: Workbook, workshop_id: str) -> list[str]:
    return [each.title for each in _activities(book, workshop_id)]


def _choose(table: AgendaTable, title: str) -> None:
    model = table.model()
    for row in range(model.rowCount()):
        if model.index(row, Col.TITLE).data() == title:
            table.setFocus()
            table.setCurrentIndex(model.index(row, Col.TITLE))
            return
    raise AssertionError(title)


def _column(table: AgendaTable, column: Col) -> list[str]:
    model = table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_times_follow_at_once_when_minutes_are_typed(
    qtbot: Any, table: AgendaTable, book: Workbook, workshop_id: str
) -> None:
    _choose(table, "Build a quick model")
    qtbot.keyClick(table, Key.Key_3)
    field = table.findChild(QLineEdit, "edit_minutes")
    qtbot.keyClicks(field, "0")
    qtbot.keyClick(field, Key.Key_Return)

    assert _column(table, Col.START)[-2:] == ["19:30", "19:35"]
    assert _activities(book, workshop_id)[7].planned_seconds == 30 * 60


def test_an_overfull_day_says_so_and_shortens_nothing(qtbot: Any, table: AgendaTable) -> None:
    _choose(table, "Break")
    for _ in range(5):
        qtbot.keyClick(table, Key.Key_Plus)

    words = _column(table, Col.TITLE)[-1]
    assert words == "5 min over the target end, 19:30. Nothing has been shortened."
    assert _column(table, Col.MINUTES)[5] == "15"


def test_free_minutes_are_told_at_the_end(qtbot: Any, table: AgendaTable) -> None:
    _choose(table, "Break")
    qtbot.keyClick(table, Key.Key_Minus)

    assert _column(table, Col.TITLE)[-1] == "1 min free before the target end, 19:30."


def test_keys_pressed_faster_than_the_disk_all_count(
    table: AgendaTable, book: Workbook, workshop_id: str
) -> None:
    model = table.model()
    asked: list[int] = []
    model.change_requested.disconnect()
    model.change_requested.connect(lambda _key, fields: asked.append(fields["planned_seconds"]))
    _choose(table, "Break")
    table.change_minutes(1)
    table.change_minutes(1)
    # The first change is read back while the second is still on its way.
    model.settle(_activities(book, workshop_id)[5].id, {"planned_seconds": 660})
    model.set_agenda(book.planning.agenda(workshop_id))
    table.change_minutes(1)

    assert asked == [660, 720, 780]


def test_enter_edits_the_title_in_place(
    qtbot: Any, table: AgendaTable, book: Workbook, workshop_id: str
) -> None:
    _choose(table, "Break")
    qtbot.keyClick(table, Key.Key_Return)
    field = table.findChild(QLineEdit, "edit_title")
    field.setText("Tea and air")
    qtbot.keyClick(field, Key.Key_Return)

    assert "Tea and air" in _titles(book, workshop_id)


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_a_kind_is_chosen_from_the_list_of_kinds(
    qtbot: Any, table: AgendaTable, book: Workbook, workshop_id: str
) -> None:
    _choose(table, "Pass the page")
    table.edit_column(Col.KIND)
    choice = table.findChild(QComboBox, "edit_kind")
    choice.setCurrentIndex(choice.findData("discussion"))
    choice.hidePopup()
    choice.activated.emit(choice.currentIndex())

    assert _activities(book, workshop_id)[6].kind == "discussion"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("soon", "“soon” is no length of time"),
        ("-5", "is no length of time"),
        ("0", "at least one minute"),
        ("9000", "24 hours at most"),
    ],
)
def test_minutes_that_cannot_be_are_refused_at_the_field(
    qtbot: Any, table: AgendaTable, book: Workbook, workshop_id: str, typed: str, said: str
) -> None:
    _choose(table, "Break")
    table.edit_column(Col.MINUTES, typed)
    field = table.findChild(QLineEdit, "edit_minutes")
    qtbot.keyClick(field, Key.Key_Return)

    assert said in without_isolates(table.note.words)
    assert field.isVisible()
    qtbot.keyClick(field, Key.Key_Escape)
    assert table.note.words == ""
    assert _column(table, Col.MINUTES)[5] == "10"
    assert _activities(book, workshop_id)[5].planned_seconds == 600


def test_leaving_a_field_that_cannot_be_read_keeps_the_old_value_and_says_why(
    table: AgendaTable, book: Workbook, workshop_id: str, screen: AgendaScreen
) -> None:
    _choose(table, "Break")
    table.edit_column(Col.MINUTES, "soon")
    screen.findChild(QPlainTextEdit, "details_say").setFocus()

    assert "soon" in table.note.words
    assert _activities(book, workshop_id)[5].planned_seconds == 600


@pytest.mark.parametrize(
    ("typed", "minutes"), [("90", 90), ("1h30", 90), ("1:30", 90), ("7.5", 7.5)]
)
def test_minutes_are_read_as_people_write_them(
    qtbot: Any, table: AgendaTable, book: Workbook, workshop_id: str, typed: str, minutes: float
) -> None:
    _choose(table, "Break")
    table.edit_column(Col.MINUTES, typed)
    qtbot.keyClick(table.findChild(QLineEdit, "edit_minutes"), Key.Key_Return)

    assert _activities(book, workshop_id)[5].planned_seconds == minutes * 60


def test_insert_adds_after_the_current_row_and_asks_for_the_title(
    qtbot: Any, table: AgendaTable, book: Workbook, workshop_id: str
) -> None:
    _choose(table, "Break")
    qtbot.keyClick(table, Key.Key_Insert)
    field = table.findChild(QLineEdit, "edit_title")
    field.setText("Stretch")
    qtbot.keyClick(field, Key.Key_Return)

    titles = _titles(book, workshop_id)
    assert titles[titles.index("Break") + 1] == "Stretch"


def test_delete_removes_and_undo_brings_back(
    qtbot: Any, screen: AgendaScreen, table: AgendaTable, book: Workbook, workshop_id: str
) -> None:
    before = _titles(book, workshop_id)
    _choose(table, "Break")
    qtbot.keyClick(table, Key.Key_Delete)
    assert _titles(book, workshop_id) == [title for title in before if title != "Break"]

    undo = screen.findChild(QPushButton, "undo_in_agenda")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert _titles(book, workshop_id) == before
    assert _column(table, Col.TITLE)[5] == "Break"


def test_alt_and_arrows_move_a_row_which_stays_the_current_one(
    qtbot: Any, table: AgendaTable, book: Workbook, workshop_id: str
) -> None:
    _choose(table, "Break")
    qtbot.keyClick(table, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert _titles(book, workshop_id).index("Break") == 4
    assert table.currentIndex().row() == 4

    qtbot.keyClick(table, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert _titles(book, workshop_id).index("Break") == 5


def test_rows_dropped_elsewhere_move_there(
    table: AgendaTable, book: Workbook, workshop_id: str
) -> None:
    model = table.model()
    data = model.mimeData([model.index(8, Col.TITLE), model.index(9, Col.TITLE)])
    model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, model.index(-1, -1))

    assert _titles(book, workshop_id)[:2] == ["Two stars and a wish", "One-word close"]


def test_a_locked_start_holds_while_others_move(
    qtbot: Any, table: AgendaTable, book: Workbook, workshop_id: str
) -> None:
    _choose(table, "Break")
    qtbot.keyClick(table, Key.Key_L)
    _choose(table, "Problem tree of our street")
    qtbot.keyClick(table, Key.Key_Minus)

    assert "18:24" not in _column(table, Col.START)
    assert _column(table, Col.TITLE)[5] == "1 min free. Before the locked start."
    assert _column(table, Col.START)[6] == "18:25"
    slot = book.planning.agenda(workshop_id).schedule.rows[5]
    assert slot.gap_before_seconds == 60


def test_a_click_on_the_timeline_chooses_the_row(
    qtbot: Any, screen: AgendaScreen, table: AgendaTable, book: Workbook, workshop_id: str
) -> None:
    timeline = screen.findChild(Timeline)
    wanted = _activities(book, workshop_id)[8]
    spot = timeline.block_rect(wanted.id).center()
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=spot)

    assert table.current_activity() == wanted.id


def test_dragging_a_lower_edge_changes_the_minutes(
    qtbot: Any, screen: AgendaScreen, book: Workbook, workshop_id: str
) -> None:
    timeline = screen.findChild(Timeline)
    first = _activities(book, workshop_id)[0]
    rect = timeline.block_rect(first.id)
    edge = QPoint(rect.center().x(), rect.bottom())
    a_minute = (rect.height() + 2) / 10
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=edge)
    there = edge + QPoint(0, round(a_minute * 5))
    qtbot.mouseMove(timeline, there)
    qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=there)

    assert _activities(book, workshop_id)[0].planned_seconds == 15 * 60


def test_notes_of_the_activity_are_saved_on_leaving_the_field(
    qtbot: Any, screen: AgendaScreen, table: AgendaTable, book: Workbook, workshop_id: str
) -> None:
    _choose(table, "Break")
    watch = screen.findChild(QPlainTextEdit, "details_watch")
    watch.setFocus()
    watch.selectAll()
    qtbot.keyClicks(watch, "Who stays alone?")
    table.setFocus()

    assert _activities(book, workshop_id)[5].watch == "Who stays alone?"


def test_an_empty_agenda_teaches_and_begins_with_one_key(
    qtbot: Any, make_window: Any, book: Workbook
) -> None:
    programme_id = book.planning.programmes()[0].id
    empty = book.planning.add_workshop(
        programme_id, "Another evening", "2026-12-03T17:30", "Europe/London", 7200
    )
    window = make_window(book, Route("workshop.agenda", (empty,)))
    first = window.findChild(QPushButton, "add_first_activity")
    assert first.isVisible()

    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert len(_activities(book, empty)) == 1
    assert window.findChild(AgendaTable).isVisible()


def test_print_shows_the_papers_of_this_workshop(qtbot: Any, window: MainWindow) -> None:
    print_button = window.findChild(QPushButton, "print_plan")
    qtbot.mouseClick(print_button, Qt.MouseButton.LeftButton)

    assert window.current is not None
    assert window.current.route.screen == "workshop.print"


def test_a_column_is_chosen_once_and_remembered(
    qtbot: Any,
    screen: AgendaScreen,
    table: AgendaTable,
    make_window: Any,
    book: Workbook,
    workshop_id: str,
) -> None:
    assert not table.isColumnHidden(Col.LEAD)
    qtbot.mouseClick(screen.findChild(QPushButton, "agenda_columns"), Qt.MouseButton.LeftButton)
    screen.findChild(QAction, "column_lead").trigger()
    screen.findChild(QMenu, "columns_menu").close()

    assert table.isColumnHidden(Col.LEAD)
    again = make_window(book, Route("workshop.agenda", (workshop_id,)))
    assert again.findChild(AgendaTable).isColumnHidden(Col.LEAD)


def test_read_only_workbooks_can_be_looked_at_and_not_edited(
    qtbot: Any, window: MainWindow, screen: AgendaScreen, table: AgendaTable
) -> None:
    window.session.read_only = True
    screen.reload()
    _choose(table, "Break")
    qtbot.keyClick(table, Key.Key_Plus)
    qtbot.keyClick(table, Key.Key_Return)

    assert table.findChild(QLineEdit, "edit_title") is None
    assert _column(table, Col.MINUTES)[5] == "10"


def test_every_word_of_the_agenda_can_be_translated(
    make_window: Any, book: Workbook, workshop_id: str
) -> None:
    with spoken("xx-pseudo"):
        window = make_window(book, Route("workshop.agenda", (workshop_id,)))
        screen = window.findChild(AgendaScreen)
        agenda = book.planning.agenda(workshop_id)
        framework = book.skills.framework()
        data = {text for each in agenda.activities for text in (each.title, each.lead_name)}
        data |= {use.label for each in agenda.activities for use in each.materials}
        for skill in framework.skills:
            data |= {skill.title, *(part.title for part in skill.indicators)}
        data |= {member.name for member in agenda.workshop.team}
        data |= {member.name.split()[0] for member in agenda.workshop.team}
        assert faults_of(screen, data=data - {""}) == []


def test_every_state_of_the_agenda_can_be_painted(
    window: MainWindow, screen: AgendaScreen, book: Workbook, workshop_id: str
) -> None:
    first = _activities(book, workshop_id)[0]
    book.planning.update_activity(first.id, title="Ж" * 300, planned_seconds=24 * 3600)
    second = _activities(book, workshop_id)[1]
    book.planning.update_activity(second.id, planned_seconds=60, locked_start_seconds=3600)
    pixmap: QPixmap = screen.grab()

    assert not pixmap.isNull()
