"""Parallel groups and several rows at once, as people do it by keys and by hand."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QSpinBox

from facilitator.clock import SetClock
from facilitator.planning.model import Activity
from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.planning.agenda_model import Col
from ui.planning.agenda_screen import AgendaScreen
from ui.planning.agenda_table import AgendaTable
from ui.planning.track_details import TrackDetails
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.words import spoken

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
TITLES = ("Open", "Work", "Talk", "Close")


@pytest.fixture
def small(tmp_path: Path, clock: SetClock) -> Iterator[Workbook]:
    """A workbook with one workshop of four activities of 10 minutes and 23 people."""
    book = Workbook.create(tmp_path / "small.facilitator", time_zone="UTC", clock=clock)
    programme_id = book.planning.add_programme("Evenings")
    for title in ("First", "Second"):
        workshop_id = book.planning.add_workshop(
            programme_id, title, "2026-10-08T17:30", "UTC", 3600, expected_heads=23
        )
        for each in TITLES if title == "First" else ("Other",):
            book.planning.add_activity(workshop_id, None, each, "discussion", 600)
    yield book
    book.close(back_up=False)


@pytest.fixture
def first(small: Workbook) -> str:
    return small.planning.workshops()[0].id


@pytest.fixture
def window(make_window: Callable[..., MainWindow], small: Workbook, first: str) -> MainWindow:
    return make_window(small, Route("workshop.agenda", (first,)))


@pytest.fixture
def table(window: MainWindow) -> AgendaTable:
    return window.findChild(AgendaTable)


def _activities(book: Workbook, workshop_id: str) -> list[Activity]:
    return list(book.planning.agenda(workshop_id).activities)


def _outline(book: Workbook, workshop_id: str) -> list[Any]:
    """Titles; of split activities with the titles in each of their groups."""
    return [
        (each.title, *([step.title for step in track.steps] for track in each.tracks))
        if each.tracks
        else each.title
        for each in _activities(book, workshop_id)
    ]


def _choose(table: AgendaTable, *titles: str) -> None:
    """Stand on the first row of a title, and extend the choice to the others."""
    model = table.model()
    rows = [model.index(row, Col.TITLE) for row in range(model.rowCount())]
    found = [next(row for row in rows if _bare(row.data()) == title) for title in titles]
    flag = QItemSelectionModel.SelectionFlag
    table.setFocus()
    table.selectionModel().setCurrentIndex(found[0], flag.ClearAndSelect | flag.Rows)
    for index in found[1:]:
        table.selectionModel().select(index, flag.Select | flag.Rows)


def _field(table: AgendaTable) -> QLineEdit:
    """The editor that is open."""
    field = table._delegate.editor
    assert isinstance(field, QLineEdit)
    return field


def _bare(text: object) -> str:
    return str(text).replace("\u2068", "").replace("\u2069", "").partition(" ·")[0]


def _answer(window: MainWindow, monkeypatch: pytest.MonkeyPatch, do: Callable[..., None]) -> None:
    async def ask(dialog: QDialog) -> int:
        do(dialog)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(window, "ask_dialog", ask)


@pytest.fixture
def split(small: Workbook, first: str, window: MainWindow) -> list[str]:
    """ "Work" is split in two groups: a1, a2 and b1."""
    work = _activities(small, first)[1]
    tracks = small.planning.add_tracks(work.id, ["A", "B"])
    for track, titles in zip(tracks, (("a1", "a2"), ("b1",)), strict=True):
        for title in titles:
            small.planning.add_activity(first, None, title, "creative", 300, track_id=track)
    return tracks


# ---------------------------------------------------------------------------------------- groups


def test_ctrl_g_splits_an_activity_and_says_who_would_be_where(
    qtbot: Any,
    window: MainWindow,
    table: AgendaTable,
    small: Workbook,
    first: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []

    def five(dialog: QDialog) -> None:
        dialog.findChild(QSpinBox, "number_of_groups").setValue(5)
        said.append(dialog._row.help.text())

    _answer(window, monkeypatch, five)
    _choose(table, "Work")
    qtbot.keyClick(table, Key.Key_G, CTRL)

    assert said == ["23 people: 5, 5, 5, 4, 4"]
    tracks = _activities(small, first)[1].tracks
    assert [track.name for track in tracks] == [f"Group {each}" for each in "ABCDE"]
    row = table._agenda_model.row_of(_activities(small, first)[1].id)
    assert table.model().index(row, Col.GROUPING).data() == "5/5/5/4/4"


def test_insert_in_a_group_adds_a_step_to_it(
    qtbot: Any, table: AgendaTable, small: Workbook, first: str, split: list[str]
) -> None:
    _choose(table, "a1")
    qtbot.keyClick(table, Key.Key_Insert)
    field = _field(table)
    field.setText("between")
    qtbot.keyClick(field, Key.Key_Return)

    assert _outline(small, first)[1] == ("Work", ["a1", "between", "a2"], ["b1"])


def test_steps_move_within_their_group_into_the_next_and_out_of_it(
    qtbot: Any, table: AgendaTable, small: Workbook, first: str, split: list[str]
) -> None:
    _choose(table, "a1")
    qtbot.keyClick(table, Key.Key_Down, ALT)
    assert _outline(small, first)[1] == ("Work", ["a2", "a1"], ["b1"])
    qtbot.keyClick(table, Key.Key_Down, ALT)
    assert _outline(small, first)[1] == ("Work", ["a2"], ["a1", "b1"])
    qtbot.keyClick(table, Key.Key_Left, ALT | SHIFT)
    assert _outline(small, first)[1:3] == [("Work", ["a2"], ["b1"]), "a1"]
    qtbot.keyClick(table, Key.Key_Right, ALT | SHIFT)
    assert _outline(small, first)[1] == ("Work", ["a2"], ["b1", "a1"])
    assert table.current_line().activity.title == "a1"


def test_rows_dropped_on_a_group_become_its_steps(
    table: AgendaTable, small: Workbook, first: str, split: list[str]
) -> None:
    model = table._agenda_model
    ids = {each.title: each.id for each in _activities(small, first)}
    rows = [model.row_of(ids[title]) for title in ("Talk", "Close")]
    data = model.mimeData([model.index(row, Col.TITLE) for row in rows])
    b1 = next(line.activity.id for line in model.lines() if line.activity.title == "b1")
    cell = table.visualRect(model.index(model.row_of(b1), Col.TITLE))
    _drop(table, data, QPoint(cell.center().x(), cell.bottom() - 2))

    assert _outline(small, first) == ["Open", ("Work", ["a1", "a2"], ["b1", "Talk", "Close"])]


def _drop(table: AgendaTable, data: QMimeData, where: QPoint) -> None:
    event = QDropEvent(
        QPointF(where),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    table.dropEvent(event)


def test_a_split_activity_dropped_on_a_group_stands_beside_the_band(
    table: AgendaTable, small: Workbook, first: str, split: list[str]
) -> None:
    talk = _activities(small, first)[2]
    small.planning.add_tracks(talk.id, ["X", "Y"])
    model = table._agenda_model
    data = model.mimeData([model.index(model.row_of(talk.id), Col.TITLE)])
    model.drop(data, model.row_of_key(("track", split[0])), below=True)

    assert _outline(small, first)[1:3] == [("Work", ["a1", "a2"], ["b1"]), ("Talk", [], [])]


def test_space_closes_and_opens_the_groups(
    qtbot: Any, table: AgendaTable, split: list[str]
) -> None:
    _choose(table, "Work")
    rows = table.model().rowCount()
    qtbot.keyClick(table, Key.Key_Space)
    assert table.model().rowCount() == rows - 5
    qtbot.keyClick(table, Key.Key_Space)
    assert table.model().rowCount() == rows
    assert table.current_line().activity.title == "Work"


def test_a_group_is_renamed_given_a_task_and_removed_where_it_stands(
    qtbot: Any,
    window: MainWindow,
    table: AgendaTable,
    small: Workbook,
    first: str,
    split: list[str],
) -> None:
    _choose(table, "B")
    panel = window.findChild(TrackDetails)
    assert panel.isVisible()
    name = panel.findChild(QLineEdit, "track_name")
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Blue table")
    qtbot.keyClick(name, Key.Key_Return)
    panel.findChild(QPushButton, "duplicate_track").click()

    names = [track.name for track in _activities(small, first)[1].tracks]
    assert names == ["A", "Blue table", "Group C"]
    _choose(table, "Blue table")
    qtbot.keyClick(table, Key.Key_Delete)
    assert [track.name for track in _activities(small, first)[1].tracks] == ["A", "Group C"]


def test_removing_an_activity_with_its_groups_is_one_step(
    qtbot: Any, table: AgendaTable, small: Workbook, first: str, split: list[str]
) -> None:
    before = _outline(small, first)
    _choose(table, "Work", "a1", "B", "Close")
    qtbot.keyClick(table, Key.Key_Delete)
    assert _outline(small, first) == ["Open", "Talk"]

    small.undo()
    assert _outline(small, first) == before


# --------------------------------------------------------------------------------- several rows


def test_shift_and_arrows_choose_and_alt_moves_all_of_them(
    qtbot: Any, table: AgendaTable, small: Workbook, first: str
) -> None:
    _choose(table, "Work")
    qtbot.keyClick(table, Key.Key_Down, SHIFT)
    qtbot.keyClick(table, Key.Key_Up, ALT)

    assert _outline(small, first) == ["Work", "Talk", "Open", "Close"]
    assert len(table.chosen_activities()) == 2


def test_what_is_entered_counts_for_all_that_is_chosen_as_one_step(
    qtbot: Any, table: AgendaTable, small: Workbook, first: str
) -> None:
    _choose(table, "Open")
    qtbot.keyClick(table, Key.Key_A, CTRL)
    qtbot.keyClick(table, Key.Key_2)
    field = _field(table)
    qtbot.keyClicks(field, "5")
    qtbot.keyClick(field, Key.Key_Return)
    assert {each.planned_seconds for each in _activities(small, first)} == {1500}

    small.undo()
    assert {each.planned_seconds for each in _activities(small, first)} == {600}


def test_plus_gives_each_chosen_one_a_minute_more(
    qtbot: Any, table: AgendaTable, small: Workbook, first: str
) -> None:
    small.planning.update_activity(_activities(small, first)[0].id, planned_seconds=300)
    _choose(table, "Open", "Talk")
    qtbot.keyClick(table, Key.Key_Plus)
    qtbot.keyClick(table, Key.Key_Plus)

    minutes = [each.planned_seconds // 60 for each in _activities(small, first)]
    assert minutes == [7, 10, 12, 10]


def test_minus_never_goes_below_one_minute(
    qtbot: Any, table: AgendaTable, small: Workbook, first: str
) -> None:
    small.planning.update_activity(_activities(small, first)[0].id, planned_seconds=120)
    _choose(table, "Open")
    for _ in range(4):
        qtbot.keyClick(table, Key.Key_Minus)

    assert _activities(small, first)[0].planned_seconds == 60


def test_copies_of_several_stand_behind_them_and_are_chosen(
    qtbot: Any, table: AgendaTable, small: Workbook, first: str
) -> None:
    _choose(table, "Open", "Work")
    qtbot.keyClick(table, Key.Key_D, CTRL)

    assert _outline(small, first) == ["Open", "Work", "Open", "Work", "Talk", "Close"]
    assert len(table.chosen_activities()) == 2


def test_cut_and_paste_moves_within_the_agenda(
    qtbot: Any, table: AgendaTable, small: Workbook, first: str
) -> None:
    ids = [each.id for each in _activities(small, first)]
    _choose(table, "Open")
    qtbot.keyClick(table, Key.Key_X, CTRL)
    assert _outline(small, first)[0] == "Open"
    _choose(table, "Talk")
    qtbot.keyClick(table, Key.Key_V, CTRL)

    assert _outline(small, first) == ["Work", "Talk", "Open", "Close"]
    assert {each.id for each in _activities(small, first)} == set(ids)


def test_cut_here_and_pasted_in_another_workshop(
    qtbot: Any, window: MainWindow, table: AgendaTable, small: Workbook, first: str
) -> None:
    second = small.planning.workshops()[1].id
    _choose(table, "Work", "Talk")
    qtbot.keyClick(table, Key.Key_X, CTRL)
    window.go(Route("workshop.agenda", (second,)))
    there = window.current.findChild(AgendaTable)
    _choose(there, "Other")
    qtbot.keyClick(there, Key.Key_V, CTRL)

    assert _outline(small, first) == ["Open", "Close"]
    assert _outline(small, second) == ["Other", "Work", "Talk"]
    small.undo()
    assert _outline(small, first) == list(TITLES)


def test_lines_of_text_are_pasted_as_activities(
    qtbot: Any, table: AgendaTable, small: Workbook, first: str
) -> None:
    QGuiApplication.clipboard().setText("Warm up\t5\nMap the street\t25")
    _choose(table, "Open")
    qtbot.keyClick(table, Key.Key_V, CTRL)

    assert _outline(small, first)[:3] == ["Open", "Warm up", "Map the street"]
    assert _activities(small, first)[2].planned_seconds == 25 * 60


def test_what_is_copied_is_text_for_other_programs(qtbot: Any, table: AgendaTable) -> None:
    _choose(table, "Open", "Work")
    qtbot.keyClick(table, Key.Key_C, CTRL)

    assert QGuiApplication.clipboard().text() == "Open\t10\nWork\t10"


# ----------------------------------------------------------------------------- locks and editing


def test_a_time_typed_in_the_start_locks_it_there(
    qtbot: Any, table: AgendaTable, small: Workbook, first: str
) -> None:
    _choose(table, "Talk")
    table.edit_column(Col.START, "18:00")
    qtbot.keyClick(_field(table), Key.Key_Return)
    assert _activities(small, first)[2].locked_start_seconds == 18 * 3600
    titles = [table.model().index(row, Col.TITLE).data() for row in range(6)]
    assert "10 min free. Before the locked start." in titles

    _choose(table, "Talk")
    table.edit_column(Col.START, "")
    qtbot.keyClick(_field(table), Key.Key_Return)
    assert _activities(small, first)[2].locked_start_seconds is None


def test_looking_at_a_start_does_not_lock_it(
    qtbot: Any, table: AgendaTable, small: Workbook, first: str
) -> None:
    _choose(table, "Talk")
    table.edit_column(Col.START)
    qtbot.keyClick(_field(table), Key.Key_Return)

    assert _activities(small, first)[2].locked_start_seconds is None


def test_the_editor_stays_open_while_the_agenda_changes_around_it(
    qtbot: Any, table: AgendaTable, small: Workbook, first: str
) -> None:
    _choose(table, "Talk")
    table.edit_column(Col.TITLE, "Talk it ov")
    small.planning.delete_activities([_activities(small, first)[0].id])
    field = _field(table)
    qtbot.keyClicks(field, "er")
    qtbot.keyClick(field, Key.Key_Return)

    assert _outline(small, first) == ["Work", "Talk it over", "Close"]


def test_every_word_about_groups_can_be_translated(
    make_window: Callable[..., MainWindow], small: Workbook, first: str, split: list[str]
) -> None:
    with spoken("xx-pseudo"):
        window = make_window(small, Route("workshop.agenda", (first,)))
        screen = window.findChild(AgendaScreen)
        table = window.findChild(AgendaTable)
        row = table._agenda_model.row_of_key(("track", split[0]))
        table.setCurrentIndex(table.model().index(row, Col.TITLE))
        data = {*TITLES, "a1", "a2", "b1", "A", "B", "Evenings", "First"}
        assert faults_of(screen, data=data) == []
