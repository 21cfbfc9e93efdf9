"""Timers beside the main one: T and a letter start one, keys move it on."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from facilitator.live.model import TimerKind, TimerState
from facilitator.workbook import Workbook
from tests.ui.live.conftest import Stage

KEY = Qt.Key


def timers(stage: Stage) -> Any:
    return stage.screen._desk.view().timers


def test_six_turns_of_two_minutes_are_three_keys(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    for key in (KEY.Key_T, KEY.Key_T, KEY.Key_Return):
        stage.press(key)
    [timer] = timers(stage)
    assert (timer.kind, timer.laps, timer.lap_seconds) == (TimerKind.TURN, 6, 120)
    stage.minutes(2.5)
    assert timers(stage)[0].lap == 2
    assert stage.text("run_timer_title_1") == "Turn timer: 2 of 6"


def test_a_break_until_a_time_says_when_it_is_over(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.press(KEY.Key_T)
    stage.press(KEY.Key_B)
    stage.write("17:45")
    stage.press(KEY.Key_Return)
    [timer] = timers(stage)
    assert timer.kind is TimerKind.BREAK
    assert stage.screen._console.timers._rows[0]._about.text() == "Back at 17:45"


def test_keys_pause_move_on_extend_and_remove_the_chosen_timer(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    for key in (KEY.Key_T, KEY.Key_T, KEY.Key_Return):
        stage.press(key)
    stage.press(KEY.Key_Space)
    assert timers(stage)[0].state is TimerState.PAUSED
    stage.press(KEY.Key_Space)
    stage.press(KEY.Key_Return)
    assert timers(stage)[0].lap == 2
    stage.press(KEY.Key_Plus)
    assert timers(stage)[0].lap_seconds == 180
    stage.press(KEY.Key_Delete)
    assert timers(stage) == ()
    stage.press(KEY.Key_Escape)
    # The keys are the console's again: the run pauses.
    stage.press(KEY.Key_Space)
    assert stage.screen._desk.status.value == "paused"


def test_the_arrows_choose_among_several(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    for key in (KEY.Key_T, KEY.Key_T, KEY.Key_Return, KEY.Key_S, KEY.Key_Return):
        stage.press(key)
    assert stage.screen._console.timers.chosen.kind is TimerKind.SILENT
    stage.press(KEY.Key_Up)
    stage.press(KEY.Key_Space)
    assert [each.state for each in timers(stage)] == [TimerState.PAUSED, TimerState.RUNNING]


def test_a_length_that_is_none_is_asked_for_again(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.press(KEY.Key_T)
    stage.press(KEY.Key_T)
    stage.write("soon")
    stage.press(KEY.Key_Return)
    assert timers(stage) == ()
    assert stage.text("run_timer_length_tip") == "Like 6 x 2"
    assert stage.screen._console.timer_line.isVisible()


def test_an_absurd_length_is_refused_in_words_beside_the_field(stage: Stage) -> None:
    stage.press(KEY.Key_Space)
    stage.press(KEY.Key_T)
    stage.press(KEY.Key_S)
    stage.write("9999")
    stage.press(KEY.Key_Return)
    assert timers(stage) == ()
    assert "minutes" in stage.text("run_timer_length_tip")


def test_each_parallel_group_gets_its_timer_with_its_steps(
    make_stage: Callable[..., Stage], book: Workbook, workshop_id: str
) -> None:
    first = book.planning.agenda(workshop_id).activities[0]
    for name in ("Red", "Blue"):
        track = book.planning.add_track(first.id, name)
        for title in ("Look", "Draw"):
            book.planning.add_activity(workshop_id, None, title, "group-work", 300, track_id=track)
    stage = make_stage()
    stage.press(KEY.Key_Space)
    stage.press(KEY.Key_T)
    stage.press(KEY.Key_G)
    assert [(each.label, each.laps, each.lap_label) for each in timers(stage)] == [
        ("Red", 2, "Look"),
        ("Blue", 2, "Look"),
    ]
    lines = [stage.screen._console.agenda.model.line(row) for row in range(5)]
    assert [each.is_step for each in lines] == [False, True, True, True, True]
