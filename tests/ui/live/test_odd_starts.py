"""Starts that were late, twice, on a computer that slept, or only a rehearsal."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from facilitator.clock import SetClock
from facilitator.live.model import RunStatus
from facilitator.workbook import Workbook
from tests.ui.live.conftest import Stage
from ui.shell.route import Route

KEY = Qt.Key


def offers(stage: Stage) -> list[str]:
    hint = stage.screen._console.hint.hint
    return [words for _, words in hint.actions] if hint else []


def on_disk(stage: Stage) -> Any:
    return stage.book.live.resume(stage.workshop_id).view()


def test_it_began_four_minutes_ago(stage: Stage) -> None:
    stage.minutes(5)
    stage.press(KEY.Key_G)
    stage.write("4")
    stage.press(KEY.Key_Return)
    assert on_disk(stage).state is RunStatus.RUNNING
    assert stage.time == "6:00"
    assert stage.screen._console.pace._pace.words == "On time"


def test_it_began_at_a_time_of_the_day_said_later(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.minutes(3)
    stage.press(KEY.Key_G)
    stage.write("17:28")
    stage.press(KEY.Key_Return)
    assert stage.time == "6:00"
    assert on_disk(stage).remaining_seconds == 360


def test_what_is_no_time_is_asked_for_again(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.press(KEY.Key_G)
    stage.write("long ago")
    stage.press(KEY.Key_Return)
    assert stage.text("run_began_ago_tip").startswith("Minutes as a number")
    assert stage.time == "10:00"


def test_an_absurd_correction_is_refused_beside_the_field(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.press(KEY.Key_G)
    stage.write("9999")
    stage.press(KEY.Key_Return)
    assert stage.screen._console.began.isVisible()
    assert stage.time == "10:00"


@pytest.mark.parametrize(("key", "left"), [(KEY.Key_1, "+2:00"), (KEY.Key_2, "8:00")])
def test_after_sleep_one_says_what_the_time_was(stage: Stage, key: Qt.Key, left: str) -> None:
    stage.press(KEY.Key_Space)
    stage.minutes(0.5)
    stage.minutes(0.5)
    stage.clock.pass_seconds(60)
    stage.press(KEY.Key_Plus)
    stage.press(KEY.Key_Minus)
    stage.minutes(10)
    assert stage.hint.startswith("The computer was away for 10 min")
    assert offers(stage)[:2] == ["All of it counts", "That was a break"]
    stage.press(key)
    assert stage.time == left
    assert stage.hint == ""


def test_after_sleep_one_says_where_the_room_is(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.minutes(14)
    assert offers(stage)[2].startswith("We are at")
    stage.press(KEY.Key_3)
    assert stage.title == "Three streets that changed"
    assert stage.time == "6:00"


def test_the_countdown_before_it_goes_on_by_itself_can_be_put_off(
    make_stage: Callable[..., Stage], book: Workbook, workshop_id: str
) -> None:
    first = book.planning.agenda(workshop_id).activities[0]
    book.planning.update_activity(first.id, auto_advance=True)
    stage = make_stage()
    stage.press(KEY.Key_Space)
    for _ in range(10):
        stage.minutes(1 - 0.6 / 60 * 1.35)
    chip = stage.screen._console.now._advance
    assert chip.words.startswith("Goes on by itself in")
    stage.press(KEY.Key_W)
    stage.minutes(0.5)
    assert stage.title == "Sign in and swap seats"
    stage.minutes(0.9)
    assert stage.title == "Three streets that changed"


def test_a_finished_run_can_be_run_again_and_the_last_one_is_told(stage: Stage) -> None:
    stage.minutes(1)
    stage.press(KEY.Key_Space)
    stage.minutes(10)
    stage.press(KEY.Key_N, Qt.KeyboardModifier.ShiftModifier)
    stage.write("Fewer chairs")
    stage.press(KEY.Key_Return)
    stage.press(KEY.Key_F)
    stage.press(KEY.Key_3)
    assert stage.hint.startswith("Last time it ended")
    assert "Fewer chairs" in stage.hint
    stage.press(KEY.Key_Space)
    assert on_disk(stage).state is RunStatus.RUNNING
    assert len(stage.book.live.runs(stage.workshop_id)) == 2


def test_a_run_left_open_elsewhere_is_finished_from_here(
    make_stage: Callable[..., Stage], book: Workbook, workshop_id: str, clock: SetClock
) -> None:
    other = next(row for row in book.planning.workshops() if row.id != workshop_id)
    book.live.open(other.id).start()
    clock.pass_seconds(60)
    stage = make_stage()
    assert offers(stage) == ["Go there", "It is over: finish it"]
    stage.press(KEY.Key_2)
    assert stage.book.live.unfinished() == []


def test_activities_of_no_minutes_wait_for_a_person(
    make_stage: Callable[..., Stage], book: Workbook, workshop_id: str
) -> None:
    first = book.planning.agenda(workshop_id).activities[0]
    book.planning.update_activity(first.id, auto_advance=True, planned_seconds=60)
    stage = make_stage()
    stage.press(KEY.Key_Space)
    stage.press(KEY.Key_L)
    assert stage.title == "Sign in and swap seats"
    stage.press(KEY.Key_Space)
    assert on_disk(stage).state is RunStatus.PAUSED


def test_a_rehearsal_keeps_nothing_and_says_so(stage: Stage) -> None:
    stage.press(KEY.Key_P)
    console = stage.screen._console
    assert console.practice.isVisible()
    assert stage.text("run_practice_words") == "Practice: nothing is kept"
    stage.press(KEY.Key_Space)
    stage.clock.pass_seconds(15)
    stage.screen._keeper._tick()
    assert stage.time == "5:00"
    stage.press(KEY.Key_N)
    stage.write("only tried")
    stage.press(KEY.Key_Return)
    stage.click("speed_60")
    stage.clock.pass_seconds(1)
    stage.screen._keeper._tick()
    assert stage.time == "4:00"
    stage.press(KEY.Key_P)
    assert not console.practice.isVisible()
    assert stage.book.live.runs(stage.workshop_id) == []
    assert stage.book.live.notes(stage.workshop_id) == []
    assert stage.screen._desk.status is RunStatus.READY


def test_one_key_counts_down_up_or_shows_the_time_of_day(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.minutes(1.5)
    shown = []
    for _ in range(4):
        shown.append(stage.time)
        stage.press(KEY.Key_V)
    assert shown == ["8:30", "1:30", "17:30", "8:30"]


def test_the_room_gets_another_layout_clock_and_message_by_keys(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.press(KEY.Key_Y)
    stage.press(KEY.Key_V, Qt.KeyboardModifier.ShiftModifier)
    stage.press(KEY.Key_E)
    stage.write("Back at the big table")
    stage.press(KEY.Key_Return)
    room = on_disk(stage).room
    assert (room.layout.value, room.mode.value, room.message) == (
        "disc",
        "up",
        "Back at the big table",
    )
    stage.press(KEY.Key_E)
    stage.screen._console.message.field.clear()
    stage.press(KEY.Key_Return)
    assert on_disk(stage).room.message == ""


def test_a_whole_run_from_start_to_wrap_up_needs_only_keys(stage: Stage) -> None:
    stage.minutes(1)
    stage.press(KEY.Key_PageDown)
    for _ in range(len(stage.screen._desk.plan.activities) - 1):
        stage.minutes(1)
        stage.press(KEY.Key_PageDown)
    stage.press(KEY.Key_F)
    assert on_disk(stage).state is RunStatus.FINISHED
    stage.press(KEY.Key_1)
    assert stage.window.current.route == Route("workshop.wrapup", (stage.workshop_id,))
    stage.press(KEY.Key_P, Qt.KeyboardModifier.ControlModifier)
    report = stage.window.current
    assert report.route.screen == "workshop.report"
    assert len(report._sizes) == 2
    stage.press(KEY.Key_Escape)
    assert stage.window.current.route.screen == "workshop.wrapup"
