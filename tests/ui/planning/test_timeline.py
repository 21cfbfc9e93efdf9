"""The timeline under a person's hand: drag an edge, drag a block, walk with the keys."""

import time
from collections.abc import Callable
from datetime import UTC, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton

from facilitator.live.learned import Usual
from facilitator.planning.model import Agenda
from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.planning.timeline import Timeline
from ui.planning.timeline_pane import TimelinePane
from ui.planning.timeline_scale import Fit
from ui.theme.theme import Theme
from ui.words import spoken

Key, Mod = Qt.Key, Qt.KeyboardModifier
ShowPane = Callable[..., TimelinePane]


@pytest.fixture
def show(qtbot: Any, theme: Theme) -> ShowPane:
    def show(agenda: Agenda, *, height: int = 640, **more: Any) -> TimelinePane:
        pane = TimelinePane(theme, **more)
        qtbot.addWidget(pane)
        pane.resize(300, height)
        pane.show()
        pane.show_agenda(agenda)
        return pane

    return show


@pytest.fixture
def agenda(book: Workbook, workshop_id: str) -> Agenda:
    return book.planning.agenda(workshop_id)


@pytest.fixture
def pane(show: ShowPane, agenda: Agenda) -> TimelinePane:
    return show(agenda)


@pytest.fixture
def grouped(book: Workbook, workshop_id: str) -> Agenda:
    """The third activity split in two groups: 5 and 10 minutes, then 10."""
    split = book.planning.agenda(workshop_id).activities[2].id
    blue, green = book.planning.add_tracks(split, ["Group 1", "Group 2"])
    for track, minutes in ((blue, 5), (blue, 10), (green, 10)):
        title = f"Map {minutes}"
        book.planning.add_activity(
            workshop_id, None, title, "group-work", minutes * 60, track_id=track
        )
    return book.planning.agenda(workshop_id)


def _move(timeline: Timeline, to: QPoint, modifiers: Mod = Mod.NoModifier) -> None:
    """QTest moves the mouse without keys held."""
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(to),
        QPointF(timeline.mapToGlobal(to)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        modifiers,
    )
    QApplication.sendEvent(timeline, event)


def _take_edge(qtbot: Any, timeline: Timeline, activity_id: str) -> QPoint:
    rect = timeline.block_rect(activity_id)
    edge = QPoint(rect.center().x(), rect.bottom())
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=edge)
    return edge


def _a_minute(timeline: Timeline, agenda: Agenda) -> float:
    rect = timeline.block_rect(agenda.activities[0].id)
    return (rect.height() + 2) / (agenda.schedule.rows[0].seconds / 60)


def test_an_edge_snaps_to_five_minutes_and_says_the_new_end(
    qtbot: Any, pane: TimelinePane, agenda: Agenda
) -> None:
    timeline = pane.timeline
    first, second = agenda.activities[:2]
    below = timeline.block_rect(second.id).top()
    asked: list[tuple[str, int]] = []
    timeline.minutes_dragged.connect(lambda key, seconds: asked.append((key, seconds)))
    edge = _take_edge(qtbot, timeline, first.id)
    there = edge + QPoint(0, round(_a_minute(timeline, agenda) * 6))
    _move(timeline, there)

    # The next one has moved before anything is let go, and the foot says when the day ends.
    assert timeline.block_rect(second.id).top() > below
    assert pane.findChild(QLabel, "planned_end").text() == "19:35"
    assert asked == []
    qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=there)
    assert asked == [(first.id, 15 * 60)]


def test_with_alt_an_edge_goes_minute_by_minute(
    qtbot: Any, pane: TimelinePane, agenda: Agenda
) -> None:
    timeline = pane.timeline
    first = agenda.activities[0]
    edge = _take_edge(qtbot, timeline, first.id)
    there = edge + QPoint(0, round(_a_minute(timeline, agenda) * 2))
    _move(timeline, there, Mod.AltModifier)

    with qtbot.waitSignal(timeline.minutes_dragged) as asked:
        qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=there)
    assert asked.args == [first.id, 12 * 60]


def test_an_edge_stops_at_the_least_minutes(
    qtbot: Any, show: ShowPane, book: Workbook, workshop_id: str
) -> None:
    first = book.planning.agenda(workshop_id).activities[0]
    book.planning.update_activity(first.id, minimum_seconds=7 * 60)
    timeline = show(book.planning.agenda(workshop_id)).timeline
    edge = _take_edge(qtbot, timeline, first.id)
    there = edge - QPoint(0, 400)
    _move(timeline, there)

    with qtbot.waitSignal(timeline.minutes_dragged) as asked:
        qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=there)
    assert asked.args == [first.id, 7 * 60]


def test_escape_puts_everything_back_and_asks_for_nothing(
    qtbot: Any, pane: TimelinePane, agenda: Agenda
) -> None:
    timeline = pane.timeline
    before = [timeline.block_rect(each.id) for each in agenda.activities]
    edge = _take_edge(qtbot, timeline, agenda.activities[0].id)
    there = edge + QPoint(0, 80)
    _move(timeline, there)
    qtbot.keyClick(timeline, Key.Key_Escape)

    assert [timeline.block_rect(each.id) for each in agenda.activities] == before
    assert pane.findChild(QLabel, "planned_end").text() == "19:30"
    with qtbot.assertNotEmitted(timeline.minutes_dragged):
        qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=there)


def test_an_edge_let_go_where_it_was_asks_for_nothing(
    qtbot: Any, pane: TimelinePane, agenda: Agenda
) -> None:
    timeline = pane.timeline
    edge = _take_edge(qtbot, timeline, agenda.activities[0].id)
    _move(timeline, edge + QPoint(0, 60))
    _move(timeline, edge)

    with qtbot.assertNotEmitted(timeline.minutes_dragged):
        qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=edge)


def test_what_could_not_be_saved_goes_back_by_itself(
    qtbot: Any, pane: TimelinePane, agenda: Agenda
) -> None:
    timeline = pane.timeline
    second = agenda.activities[1].id
    before = timeline.block_rect(second)
    edge = _take_edge(qtbot, timeline, agenda.activities[0].id)
    _move(timeline, edge + QPoint(0, 60))
    qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=edge + QPoint(0, 60))
    assert timeline.block_rect(second) != before
    timeline._settling.timeout.emit()

    assert timeline.block_rect(second) == before


def test_a_block_dragged_below_others_asks_for_their_place(
    qtbot: Any, pane: TimelinePane, agenda: Agenda
) -> None:
    timeline = pane.timeline
    first, _, third = agenda.activities[:3]
    start = timeline.block_rect(first.id).center()
    there = QPoint(start.x(), timeline.block_rect(third.id).bottom() - 4)
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=start)
    _move(timeline, there)

    assert timeline.block_rect(third.id).top() < timeline.block_rect(first.id).top()
    with qtbot.waitSignal(timeline.move_requested) as asked:
        qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=there)
    assert asked.args == [first.id, 2]


def test_a_click_with_an_unsteady_hand_moves_nothing(
    qtbot: Any, pane: TimelinePane, agenda: Agenda
) -> None:
    timeline = pane.timeline
    spot = timeline.block_rect(agenda.activities[3].id).center()
    with qtbot.assertNotEmitted(timeline.move_requested):
        qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=spot)
        _move(timeline, spot + QPoint(2, 3))
        qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=spot + QPoint(2, 3))
    assert timeline.chosen == agenda.activities[3].id


def test_nothing_can_be_dragged_in_a_plan_that_is_only_looked_at(
    qtbot: Any, pane: TimelinePane, agenda: Agenda
) -> None:
    timeline = pane.timeline
    timeline.editable = False
    edge = _take_edge(qtbot, timeline, agenda.activities[0].id)
    _move(timeline, edge + QPoint(0, 60))
    with qtbot.assertNotEmitted(timeline.minutes_dragged):
        qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=edge + QPoint(0, 60))


# Parallel groups -----------------------------------------------------------------------------


def test_groups_lie_side_by_side_with_their_steps_to_scale(show: ShowPane, grouped: Agenda) -> None:
    timeline = show(grouped).timeline
    split = grouped.activities[2]
    first, second = (timeline.block_rect(step.id) for step in split.tracks[0].steps)
    other = timeline.block_rect(split.tracks[1].steps[0].id)

    assert first.right() < other.left()
    assert first.top() == other.top() > timeline.block_rect(split.id).top()
    assert second.height() == pytest.approx(2 * first.height(), abs=4)
    assert timeline.block_rect(split.id).contains(second)


def test_a_step_dragged_into_the_other_group_asks_for_that_track(
    qtbot: Any, show: ShowPane, grouped: Agenda
) -> None:
    timeline = show(grouped).timeline
    blue, green = grouped.activities[2].tracks
    start = timeline.block_rect(blue.steps[0].id).center()
    there = timeline.block_rect(green.steps[0].id).center() + QPoint(0, 6)
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=start)
    _move(timeline, there)

    with qtbot.waitSignal(timeline.step_move_requested) as asked:
        qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=there)
    assert asked.args == [blue.steps[0].id, green.id, 1]


def test_arrows_lead_into_the_groups_and_out_again(
    qtbot: Any, show: ShowPane, grouped: Agenda
) -> None:
    timeline = show(grouped).timeline
    split = grouped.activities[2]
    timeline.choose(split.id)
    walked = []
    for key in (Key.Key_Right, Key.Key_Down, Key.Key_Right, Key.Key_Left, Key.Key_Left):
        qtbot.keyClick(timeline, key)
        walked.append(timeline.chosen)

    blue, green = split.tracks
    first, second = (step.id for step in blue.steps)
    assert walked == [first, second, green.steps[0].id, first, split.id]


# Keys ----------------------------------------------------------------------------------------


def test_keys_choose_lengthen_and_move(qtbot: Any, pane: TimelinePane, agenda: Agenda) -> None:
    timeline = pane.timeline
    ids = [each.id for each in agenda.activities]
    asked: list[tuple[Any, ...]] = []
    timeline.activity_chosen.connect(lambda *args: asked.append(("chosen", *args)))
    timeline.minutes_stepped.connect(lambda *args: asked.append(("minutes", *args)))
    timeline.move_requested.connect(lambda *args: asked.append(("move", *args)))
    timeline.edit_requested.connect(lambda *args: asked.append(("edit", *args)))
    timeline.choose(ids[1])
    qtbot.keyClick(timeline, Key.Key_Down)
    qtbot.keyClick(timeline, Key.Key_Plus)
    qtbot.keyClick(timeline, Key.Key_Up, Mod.ShiftModifier)
    qtbot.keyClick(timeline, Key.Key_Up, Mod.AltModifier)
    qtbot.keyClick(timeline, Key.Key_Return)
    qtbot.keyClick(timeline, Key.Key_End)

    assert asked == [
        ("chosen", ids[2]),
        ("minutes", ids[2], 1),
        ("minutes", ids[2], -5),
        ("move", ids[2], 1),
        ("edit", ids[2]),
        ("chosen", ids[-1]),
    ]


def test_u_takes_what_an_activity_usually_takes(
    qtbot: Any, pane: TimelinePane, agenda: Agenda
) -> None:
    known = agenda.activities[2].id
    pane.show_agenda(agenda, {known: Usual(900, 1260, 3)})
    pane.choose(known)

    with qtbot.waitSignal(pane.timeline.usual_requested) as asked:
        qtbot.keyClick(pane.timeline, Key.Key_U)
    assert asked.args == [known]
    spot = pane.timeline.block_rect(known).center()
    assert "planned 15, usually 21" in pane.timeline.words_at(spot)


def test_screen_readers_meet_a_button_a_block(
    qtbot: Any, pane: TimelinePane, agenda: Agenda
) -> None:
    names = [each.accessibleName() for each in pane.timeline.findChildren(QAbstractButton)]
    assert names[0] == "17:30, Sign in and swap seats, Energiser, 10 minutes"
    assert len(names) == len(agenda.activities)

    with qtbot.waitSignal(pane.timeline.activity_chosen) as chosen:
        pane.timeline.findChildren(QAbstractButton)[4].click()
    assert chosen.args == [agenda.activities[4].id]


# Free time, too much, now, zoom --------------------------------------------------------------


def test_free_time_before_a_locked_start_is_said_where_it_lies(
    show: ShowPane, book: Workbook, workshop_id: str
) -> None:
    pause = book.planning.agenda(workshop_id).activities[5]
    book.planning.update_activity(pause.id, locked_start_seconds=(18 * 60 + 40) * 60)
    timeline = show(book.planning.agenda(workshop_id)).timeline
    above = timeline.block_rect(pause.id).center()
    above.setY(timeline.block_rect(pause.id).top() - 10)

    assert timeline.words_at(above) == "15 min free until 18:40"


def test_a_locked_start_that_is_run_into_says_by_how_much(
    show: ShowPane, book: Workbook, workshop_id: str
) -> None:
    pause = book.planning.agenda(workshop_id).activities[5]
    book.planning.update_activity(pause.id, locked_start_seconds=(18 * 60 + 20) * 60)
    timeline = show(book.planning.agenda(workshop_id)).timeline

    words = timeline.words_at(timeline.block_rect(pause.id).center())
    assert "What comes before runs 5 min into it" in words
    assert "Start locked at 18:20" in words


@pytest.fixture
def long_day(book: Workbook) -> Agenda:
    day = book.planning.add_workshop(None, "Long", "2026-12-05T09:00", "Europe/London", 9 * 3600)
    for number in range(60):
        book.planning.add_activity(day, None, f"Part {number}", "creative", (5 + number % 8) * 60)
    return book.planning.agenda(day)


def test_sixty_activities_can_be_read_and_seen_at_once_on_demand(
    qtbot: Any, show: ShowPane, long_day: Agenda
) -> None:
    pane = show(long_day)
    heights = [pane.timeline.block_rect(each.id).height() for each in long_day.activities]
    assert min(heights) >= 15
    assert pane.timeline.needs_scrolling()

    whole = pane.findChild(QPushButton, "timeline_whole")
    qtbot.mouseClick(whole, Qt.MouseButton.LeftButton)
    assert not pane.timeline.needs_scrolling()
    qtbot.mouseClick(pane.findChild(QPushButton, "timeline_larger"), Qt.MouseButton.LeftButton)
    assert pane.timeline.fit is Fit.CHOSEN
    assert not whole.isChecked()


def test_dragging_in_a_day_of_sixty_follows_within_fifty_milliseconds(
    qtbot: Any, show: ShowPane, long_day: Agenda
) -> None:
    timeline = show(long_day).timeline
    edge = _take_edge(qtbot, timeline, long_day.activities[3].id)
    took = []
    for step in range(1, 9):
        before = time.process_time()
        _move(timeline, edge + QPoint(0, step * 15))
        timeline.repaint()
        took.append(time.process_time() - before)
    qtbot.keyClick(timeline, Key.Key_Escape)

    # The best of them: other programs may hold up any single one.
    assert min(took) < 0.05


def test_the_line_of_now_is_there_while_the_workshop_is_on(show: ShowPane, agenda: Agenda) -> None:
    start = agenda.schedule.start.astimezone(UTC)
    moments = {"now": start + timedelta(minutes=40)}
    pane = show(agenda, now=lambda: moments["now"])
    during = pane.timeline.grab().toImage()
    moments["now"] = start - timedelta(days=1)
    before = pane.timeline.grab().toImage()

    assert during != before
    assert pane.timeline._moment_now() is None


def test_every_word_of_the_timeline_can_be_translated(
    qtbot: Any, theme: Theme, grouped: Agenda
) -> None:
    with spoken("xx-pseudo"):
        pane = TimelinePane(theme)
        qtbot.addWidget(pane)
        pane.resize(300, 640)
        pane.show_agenda(grouped)
        pane.show()
        data = {each.title for each in grouped.activities}
        data |= {track.name for track in grouped.activities[2].tracks}
        data |= {step.title for t in grouped.activities[2].tracks for step in t.steps}
        assert faults_of(pane, data=data) == []


def test_the_widget_reads_left_for_right_when_mirrored(
    qtbot: Any, show: ShowPane, grouped: Agenda
) -> None:
    pane = show(grouped)
    step = grouped.activities[2].tracks[0].steps[0].id
    before = pane.timeline.block_rect(step)
    pane.timeline.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    after = pane.timeline.block_rect(step)

    assert after.left() == pane.timeline.width() - 1 - before.right()
    assert not pane.grab().isNull()
