"""The timeline beside the table: what is done in one is done in the plan, and undone at once."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from facilitator.planning.model import Activity
from facilitator.workbook import Workbook
from ui.planning.agenda_screen import AgendaScreen
from ui.planning.agenda_table import AgendaTable
from ui.planning.timeline import Timeline

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def timeline(screen: AgendaScreen) -> Timeline:
    found = screen.findChild(Timeline)
    assert found is not None
    return found


def _activities(book: Workbook, workshop_id: str) -> list[Activity]:
    return list(book.planning.agenda(workshop_id).activities)


def _titles(book: Workbook, workshop_id: str) -> list[str]:
    return [each.title for each in _activities(book, workshop_id)]


def _drag(qtbot: Any, timeline: Timeline, start: QPoint, there: QPoint) -> None:
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=start)
    for share in (1, 2, 3):
        to = start + (there - start) * share / 3
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(to),
            QPointF(timeline.mapToGlobal(to)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Mod.NoModifier,
        )
        QApplication.sendEvent(timeline, event)
    qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=there)


def test_a_block_stands_where_it_was_dropped_and_one_undo_puts_it_back(
    qtbot: Any, timeline: Timeline, book: Workbook, workshop_id: str
) -> None:
    before = _titles(book, workshop_id)
    first, _, third = _activities(book, workshop_id)[:3]
    start = timeline.block_rect(first.id).center()
    there = QPoint(start.x(), timeline.block_rect(third.id).bottom() - 4)
    _drag(qtbot, timeline, start, there)

    assert _titles(book, workshop_id) == [*before[1:3], before[0], *before[3:]]
    assert timeline.block_rect(third.id).top() < timeline.block_rect(first.id).top()
    book.undo()
    assert _titles(book, workshop_id) == before


def test_a_block_dragged_up_stands_there(
    qtbot: Any, timeline: Timeline, book: Workbook, workshop_id: str
) -> None:
    before = _titles(book, workshop_id)
    second, fifth = _activities(book, workshop_id)[1], _activities(book, workshop_id)[4]
    start = timeline.block_rect(fifth.id).center()
    there = QPoint(start.x(), timeline.block_rect(second.id).top() + 2)
    _drag(qtbot, timeline, start, there)

    assert _titles(book, workshop_id) == [before[0], before[4], *before[1:4], *before[5:]]


def test_a_step_dragged_to_another_group_belongs_to_it(
    qtbot: Any, screen: AgendaScreen, timeline: Timeline, book: Workbook, workshop_id: str
) -> None:
    split = _activities(book, workshop_id)[7].id
    blue, green = book.planning.add_tracks(split, ["Blue", "Green"])
    for track, title in ((blue, "Cut"), (blue, "Glue"), (green, "Draw")):
        book.planning.add_activity(workshop_id, None, title, "creative", 600, track_id=track)
    screen.reload()
    tracks = _activities(book, workshop_id)[7].tracks
    start = timeline.block_rect(tracks[0].steps[0].id).center()
    there = timeline.block_rect(tracks[1].steps[0].id).center() + QPoint(0, 8)
    _drag(qtbot, timeline, start, there)

    tracks = _activities(book, workshop_id)[7].tracks
    assert [[step.title for step in track.steps] for track in tracks] == [
        ["Glue"],
        ["Draw", "Cut"],
    ]


def test_an_edge_dragged_is_one_step_to_undo(
    qtbot: Any, timeline: Timeline, book: Workbook, workshop_id: str
) -> None:
    first = _activities(book, workshop_id)[0]
    rect = timeline.block_rect(first.id)
    edge = QPoint(rect.center().x(), rect.bottom())
    minutes = (rect.height() + 2) / 10
    _drag(qtbot, timeline, edge, edge + QPoint(0, round(minutes * 10)))
    assert _activities(book, workshop_id)[0].planned_seconds == 20 * 60

    book.undo()
    assert _activities(book, workshop_id)[0].planned_seconds == 10 * 60


def test_escape_reaches_the_timeline_while_something_is_held(
    qtbot: Any, timeline: Timeline, book: Workbook, workshop_id: str
) -> None:
    before = _titles(book, workshop_id)
    first = _activities(book, workshop_id)[0]
    rect = timeline.block_rect(first.id)
    edge = QPoint(rect.center().x(), rect.bottom())
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=edge)
    qtbot.mouseMove(timeline, edge + QPoint(0, 60))
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=edge + QPoint(0, 60))

    assert _activities(book, workshop_id)[0].planned_seconds == 10 * 60
    assert _titles(book, workshop_id) == before


def test_keys_on_the_timeline_change_the_plan_and_the_table_follows(
    qtbot: Any, screen: AgendaScreen, timeline: Timeline, book: Workbook, workshop_id: str
) -> None:
    wanted = _activities(book, workshop_id)[3]
    timeline.setFocus()
    timeline.choose(_activities(book, workshop_id)[2].id)
    qtbot.keyClick(timeline, Key.Key_Down)
    assert screen.findChild(AgendaTable).current_activity() == wanted.id
    for _ in range(3):
        qtbot.keyClick(timeline, Key.Key_Plus)
    qtbot.keyClick(timeline, Key.Key_Down, Mod.ShiftModifier)
    assert _activities(book, workshop_id)[3].planned_seconds == 18 * 60

    qtbot.keyClick(timeline, Key.Key_Up, Mod.AltModifier)
    assert _titles(book, workshop_id).index(wanted.title) == 2
    assert timeline.chosen == wanted.id
