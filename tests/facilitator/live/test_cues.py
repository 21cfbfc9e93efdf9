"""Phases by minutes or percent, and what is heard when."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.live.cues import CueKind, CueWatch, cues_between
from facilitator.live.model import Phase, TimerAct, TimerKind, TimerOrder, TimerSpec
from facilitator.live.phases import phase_of, phase_starts
from tests.facilitator.live.runs import Log, a_plan, at

MINUTE = 60


def a_cued_plan(*cues, auto=(), **fields):
    plan = a_plan(10, 10, 10, auto=auto)
    activities = tuple(replace(each, cues=cues, **fields) for each in plan.activities)
    return replace(plan, activities=activities)


def heard(log, earlier, later):
    cues = cues_between(log.plan, log.state, at(earlier), at(later))
    return [(cue.kind.value, cue.left_seconds) for cue in cues]


def watched(watch, log, when):
    return [cue.kind.value for cue in watch.look(log.plan, log.state, at(when))]


# Phases ------------------------------------------------------------------------------------------


def test_phases_may_go_by_percent_of_the_time_left():
    activity = replace(a_plan(10).activities[0], warn_percent=50, last_percent=10)

    assert phase_starts(activity, 600) == (300_000, 60_000)
    assert phase_of(activity, 600, 300_001) is Phase.TIME_ENOUGH
    assert phase_of(activity, 600, 300_000) is Phase.WARNING
    assert phase_of(activity, 600, 60_000) is Phase.LAST_MINUTE
    assert phase_of(activity, 600, 0) is Phase.OVERTIME


def test_a_percent_is_of_the_time_that_was_given_too():
    plan = a_plan(10, 10)
    plan = replace(
        plan, activities=(replace(plan.activities[0], warn_percent=50), *plan.activities[1:])
    )
    log = Log(plan).enter("start", 0).enter("extend", 0, seconds=600)

    assert log.view(10 * MINUTE - 1).phase is Phase.TIME_ENOUGH
    assert log.view(10 * MINUTE).phase is Phase.WARNING


# What is heard -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        (0, 419, []),
        (419, 420, [("warning", 180)]),
        (420, 421, []),
        (479, 480.5, [("moment", 120)]),
        (539, 541, [("last-minute", 60)]),
        (599.9, 600, [("overtime", 0)]),
        (601, 9999, []),
    ],
)
def test_each_moment_is_heard_when_it_passes(earlier, later, expected):
    log = Log(a_cued_plan(120)).enter("start", 0)

    assert heard(log, earlier, later) == expected


def test_of_what_passed_in_a_sleep_only_the_latest_is_heard():
    log = Log(a_cued_plan(120, 300)).enter("start", 0)

    assert heard(log, 10, 500) == [("moment", 120)]
    assert heard(log, 10, 5000) == [("overtime", 0)]


def test_it_is_said_that_an_activity_is_about_to_go_on_by_itself():
    log = Log(a_cued_plan(auto=(0,))).enter("start", 0)

    assert heard(log, 589, 590) == [("advance", 10)]
    assert log.view(589).countdown_seconds is None
    assert log.view(590).countdown_seconds == 10
    assert log.view(599.5).countdown_seconds == 1


def test_nothing_is_heard_of_a_phase_that_an_activity_does_not_have():
    log = Log(a_cued_plan(warn_seconds=0, last_seconds=0)).enter("start", 0)

    assert heard(log, 0, 599) == []
    assert heard(log, 0, 600) == [("overtime", 0)]


def test_nothing_is_heard_in_a_pause():
    log = Log(a_cued_plan(120)).enter("start", 0).enter("pause", 300)

    assert heard(log, 300, 5000) == []


def test_the_watch_is_silent_at_first_and_hears_each_moment_once():
    log, watch = Log(a_cued_plan(120)).enter("start", 0), CueWatch()

    assert watched(watch, log, 500) == []
    assert watched(watch, log, 545) == ["last-minute"]
    assert watched(watch, log, 545) == []
    assert watched(watch, log, 605) == ["overtime"]


def test_the_watch_hears_what_passes_right_after_another_activity_came_on():
    log, watch = Log(a_plan(10, 0.02)).enter("start", 0), CueWatch()
    watched(watch, log, 500)
    log.enter("next", 510)

    assert watched(watch, log, 512) == ["overtime"]


def test_more_time_brings_the_same_moment_once_more():
    log, watch = Log(a_cued_plan()).enter("start", 0), CueWatch()
    watched(watch, log, 400)
    assert watched(watch, log, 430) == ["warning"]
    log.enter("extend", 431, seconds=60)

    assert watched(watch, log, 432) == []
    assert watched(watch, log, 481) == ["warning"]


def test_taking_time_away_is_heard_like_time_passing():
    log, watch = Log(a_cued_plan(120)).enter("start", 0), CueWatch()
    watched(watch, log, 10)
    log.enter("shorten", 11, seconds=540)

    assert watched(watch, log, 11) == ["last-minute"]


def test_turns_are_heard_and_so_is_the_end_of_a_timer():
    log, watch = Log().enter("start", 0), CueWatch()
    spec = TimerSpec(TimerKind.TURN, (30, 30))
    watched(watch, log, 1)
    log.timer(2, TimerOrder(TimerAct.ADD, "t", spec))

    assert watched(watch, log, 3) == []
    assert watched(watch, log, 33) == ["turn"]
    assert watched(watch, log, 34) == []
    assert watched(watch, log, 62) == ["timer-over"]
    assert watched(watch, log, 99) == []


def test_a_silent_timer_says_that_it_is_silent():
    log, watch = Log().enter("start", 0), CueWatch()
    log.timer(0, TimerOrder(TimerAct.ADD, "t", TimerSpec(TimerKind.SILENT, (30,))))
    watch.look(log.plan, log.state, at(1))

    (cue,) = watch.look(log.plan, log.state, at(31))
    assert (cue.kind, cue.silent, cue.timer_id) == (CueKind.TIMER_OVER, True, "t")


@given(
    st.lists(st.integers(0, 1500), min_size=2, max_size=60, unique=True),
    st.lists(st.integers(1, 599), max_size=4, unique=True),
)
def test_however_often_one_looks_each_moment_is_heard_once_at_most(looks, cues):
    log, watch = Log(a_cued_plan(*cues)).enter("start", 0), CueWatch()

    sounds = []
    for when in sorted(looks):
        sounds += watch.look(log.plan, log.state, at(when))
    assert len(sounds) == len({(cue.kind, cue.left_seconds) for cue in sounds})
    last = max(looks)
    if last >= 600 and min(looks) < 600:
        assert CueKind.OVERTIME in {cue.kind for cue in sounds}


@given(st.integers(0, 1400), st.integers(0, 1400))
def test_looking_in_between_misses_nothing(split, end):
    log = Log(a_cued_plan(120)).enter("start", 0)
    split, end = sorted((split, end))

    parts = heard(log, 0, split) + heard(log, split, end)
    whole = heard(log, 0, end)
    assert parts[-1:] == whole
