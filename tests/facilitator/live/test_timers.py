"""Timers beside the main one: groups, turns, breaks, silent ones."""

import pytest

from facilitator.errors import Refused
from facilitator.live.model import TimerAct, TimerKind, TimerOrder, TimerSpec, TimerState
from facilitator.live.timers import MOST_TIMERS
from tests.facilitator.live.runs import Log

MINUTE = 60


def a_log(spec, when=0):
    return Log().enter("start", 0).timer(when, TimerOrder(TimerAct.ADD, "t", spec))


def turns(count=6, seconds=120, *, automatic=True):
    return TimerSpec(TimerKind.TURN, (seconds,) * count, automatic=automatic)


def shown(log, when):
    (timer,) = log.view(when).timers
    return timer.lap, timer.left_seconds, timer.state.value


def act(log, when, name, seconds=0):
    return log.timer(when, TimerOrder(TimerAct(name), "t", None, seconds))


def test_six_speakers_with_two_minutes_each_follow_one_another_by_themselves():
    log = a_log(turns())

    assert shown(log, 0) == (1, 120, "running")
    assert shown(log, 119) == (1, 1, "running")
    assert shown(log, 120) == (2, 120, "running")
    assert shown(log, 11 * MINUTE) == (6, 60, "running")
    assert shown(log, 12 * MINUTE) == (6, 0, "over")
    assert shown(log, 13 * MINUTE) == (6, -60, "over")


def test_turns_that_wait_go_on_by_hand():
    log = a_log(turns(2, automatic=False))

    assert shown(log, 150) == (1, -30, "over")
    act(log, 150, "next")
    assert shown(log, 160) == (2, 110, "running")
    with pytest.raises(Refused, match="timer-last-lap"):
        act(log, 161, "next")
    act(log, 161, "back")
    assert shown(log, 161) == (1, 120, "running")
    with pytest.raises(Refused, match="timer-first-lap"):
        act(log, 161, "back")


def test_a_timer_can_stand_still_by_itself():
    log = a_log(turns())
    act(log, 60, "pause")

    assert shown(log, 500) == (1, 60, "paused")
    with pytest.raises(Refused, match="timer-not-running"):
        act(log, 500, "pause")
    act(log, 500, "resume")
    assert shown(log, 530) == (1, 30, "running")
    with pytest.raises(Refused, match="timer-running"):
        act(log, 530, "resume")


def test_a_paused_run_holds_turns_but_not_a_break():
    log = a_log(turns()).timer(0, TimerOrder(TimerAct.ADD, "b", TimerSpec(TimerKind.BREAK, (600,))))
    log.enter("pause", 60)

    turn, pause = log.view(360).timers
    assert (turn.left_seconds, turn.state, turn.ends_at) == (60, TimerState.PAUSED, None)
    assert (pause.left_seconds, pause.state) == (240, TimerState.RUNNING)
    assert pause.back_at == log.view(600).now.wall_utc
    log.enter("resume", 360)
    assert log.view(370).timers[0].left_seconds == 50


def test_more_time_for_this_turn_only():
    log = a_log(turns(2, 60))
    act(log, 70, "extend", 30)

    assert shown(log, 70) == (2, 80, "running")
    with pytest.raises(Refused, match="timer-out-of-range"):
        act(log, 70, "extend", -200)
    act(log, 75, "restart")
    assert shown(log, 75) == (1, 60, "running")


def test_a_timer_is_taken_away_for_good():
    log = act(a_log(turns()), 5, "remove")

    assert log.view(6).timers == ()
    with pytest.raises(Refused, match="timer-unknown"):
        act(log, 6, "next")


def test_timers_of_turns_show_only_while_their_activity_is_on():
    log = a_log(turns()).timer(
        0, TimerOrder(TimerAct.ADD, "s", TimerSpec(TimerKind.SILENT, (600,)))
    )
    log.enter("next", 30)

    assert [timer.id for timer in log.view(40).timers] == ["s"]
    log.enter("back", 50)
    assert [timer.id for timer in log.view(60).timers] == ["t", "s"]


def test_correcting_the_start_moves_no_timer():
    log = a_log(turns(), 60)
    log.enter("correct-start", 70, seconds=300)

    assert shown(log, 70) == (1, 110, "running")
    log.enter("not-counted", 70, seconds=60)
    assert shown(log, 70) == (1, 110, "running")


@pytest.mark.parametrize("laps", [(), (0,), (60, -1), (13 * 3600,), (60,) * 201])
def test_absurd_timers_are_refused(laps):
    with pytest.raises(Refused, match="timer-out-of-range") as refused:
        a_log(TimerSpec(TimerKind.TURN, laps))
    assert refused.value.params == {"most_minutes": 720, "most_laps": 200}


def test_there_are_no_more_timers_than_one_can_watch():
    log = Log().enter("start", 0)
    spec = TimerSpec(TimerKind.GROUP, (60,))
    for number in range(MOST_TIMERS):
        log.timer(0, TimerOrder(TimerAct.ADD, str(number), spec))

    with pytest.raises(Refused, match="too-many-timers"):
        log.timer(0, TimerOrder(TimerAct.ADD, "one more", spec))
    # Those of an activity that is over need nobody's eyes.
    log.enter("next", 1).timer(1, TimerOrder(TimerAct.ADD, "one more", spec))
    assert len(log.view(1).timers) == 1


def test_before_the_start_there_is_nothing_to_time():
    with pytest.raises(Refused, match="not-running"):
        Log().timer(0, TimerOrder(TimerAct.ADD, "t", turns()))
