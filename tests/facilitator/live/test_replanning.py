"""The rest of a run, re-planned: previews that hold what they say, one entry in, one back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.errors import Refused
from facilitator.live.machine import view_at
from facilitator.live.model import (
    ActivityStatus,
    EventKind,
    PlannedStep,
    PlannedTrack,
    RunEvent,
    RunStatus,
)
from facilitator.live.replanning import ReplanWay, replans
from tests.facilitator.live.runs import START, Log, a_plan, at

MINUTE = 60


def a_plan_with(plan, **changed):
    """Activities by letter with other fields."""
    activities = tuple(
        replace(each, **changed.get(each.id, {})) if each.id in changed else each
        for each in plan.activities
    )
    return replace(plan, activities=activities)


def late_log(minutes_late, plan):
    """Ten minutes of `a` took so many more; `b` has just begun."""
    when = (10 + minutes_late) * MINUTE
    return Log(plan).enter("start", 0).enter("next", when), when


def told(log, when, **wanted):
    found = replans(log.plan, log.state, at(when), **wanted)
    return {
        proposal.way.value: (
            {
                change.title: None if change.after_seconds is None else change.after_seconds // 60
                for change in proposal.changes
            },
            proposal.over_seconds // 60,
        )
        for proposal in found.proposals
    }


def replanned(log, when, way):
    found = replans(log.plan, log.state, at(when))
    proposal = next(each for each in found.proposals if each.way == way)
    log.take(RunEvent(EventKind.REPLAN, at(when), changes=proposal.changes))
    return proposal


PLAN = a_plan_with(
    a_plan(10, 20, 20, 10, 5),
    b={"least_seconds": 900},
    c={"least_seconds": 600, "if_short": "Ask three people only.", "can_lose_seconds": 600},
    d={"optional": True, "least_seconds": 600},
    e={"least_seconds": 300},
)


def test_three_ways_stand_side_by_side():
    log, when = late_log(8, PLAN)

    assert told(log, when) == {
        "shift": ({}, 8),
        "shrink": ({"Activity 1": 17, "Activity 2": 15}, 0),
        "drop": ({"Activity 3": None}, -2),
    }


def test_a_fourth_way_only_where_none_of_the_three_is_enough():
    log, when = late_log(20, PLAN)

    assert told(log, when) == {
        "shift": ({}, 20),
        "shrink": ({"Activity 1": 15, "Activity 2": 10}, 5),
        "drop": ({"Activity 3": None}, 10),
        "drop-and-shrink": ({"Activity 1": 17, "Activity 2": 13, "Activity 3": None}, 0),
    }


def test_who_is_not_late_is_offered_no_changes():
    log, when = late_log(0, PLAN)

    assert {way: changes for way, (changes, _) in told(log, when).items()} == {
        "shift": {},
        "shrink": {},
        "drop": {},
    }


def test_the_activity_that_is_on_gives_only_what_it_has_left():
    log, _ = late_log(8, PLAN)

    # Fourteen of its twenty minutes are gone: it can lose five; later only what is left.
    assert told(log, (18 + 14) * MINUTE)["shrink"] == ({"Activity 1": 17, "Activity 2": 15}, 0)
    assert told(log, (18 + 19) * MINUTE)["shrink"] == ({"Activity 1": 19, "Activity 2": 13}, 0)
    assert told(log, (18 + 20) * MINUTE)["shrink"] == ({"Activity 2": 12}, 0)


def test_in_overtime_the_preview_begins_now():
    log, when = late_log(0, PLAN)
    when += 26 * MINUTE
    found = replans(log.plan, log.state, at(when))

    assert found.starts_at == at(when).wall_utc
    assert found.over_seconds == 6 * MINUTE
    shift = found.proposals[0]
    assert [(row.title, row.seconds // 60) for row in shift.rows] == [
        ("Activity 1", 0),
        ("Activity 2", 20),
        ("Activity 3", 10),
        ("Activity 4", 5),
    ]
    assert shift.rows[1].starts_at == at(when).wall_utc
    assert shift.rows[-1].ends_at == shift.end == at(when + 35 * MINUTE).wall_utc


def test_what_the_plan_says_for_short_time_is_offered():
    log, when = late_log(8, PLAN)
    (note,) = replans(log.plan, log.state, at(when)).notes

    assert (note.activity_id, note.text, note.can_lose_seconds) == (
        "c",
        "Ask three people only.",
        600,
    )


def test_the_end_aimed_at_may_be_any():
    log, when = late_log(8, PLAN)

    assert told(log, when, end=START + timedelta(minutes=70))["shrink"][1] == 0
    assert told(log, when, end=START + timedelta(minutes=90))["shrink"] == ({}, -17)


def test_a_promised_end_goes_before_the_planned_one():
    log, when = late_log(0, replace(PLAN, target_end=START + timedelta(minutes=60)))

    assert replans(log.plan, log.state, at(when)).over_seconds == 5 * MINUTE


def test_time_before_a_locked_start_helps_the_locked_start_only():
    plan = a_plan_with(
        a_plan(10, 20, 20, 20, locks={3: 50}), b={"least_seconds": 300}, c={"least_seconds": 300}
    )
    log, when = late_log(6, plan)
    found = {each.way: each for each in replans(log.plan, log.state, at(when)).proposals}

    assert found[ReplanWay.SHIFT].late_for_locks_seconds == 6 * MINUTE
    assert not found[ReplanWay.SHIFT].fits
    assert found[ReplanWay.SHRINK].late_for_locks_seconds == 0
    assert found[ReplanWay.SHRINK].fits
    assert (
        sum(
            change.before_seconds - change.after_seconds
            for change in found[ReplanWay.SHRINK].changes
        )
        == 6 * MINUTE
    )


def test_a_locked_start_that_is_past_binds_nobody():
    plan = a_plan_with(a_plan(10, 20, 20, locks={2: 30}), b={"least_seconds": 1200})
    log, when = late_log(25, plan)

    assert told(log, when)["shrink"] == ({"Activity 2": 0}, 5)


def test_a_locked_activity_is_not_dropped():
    plan = a_plan_with(a_plan(10, 20, 20, locks={2: 30}), c={"optional": True})
    log, when = late_log(5, plan)

    assert told(log, when)["drop"] == ({}, 5)


def grouped(*tracks, own=20):
    steps = tuple(
        PlannedTrack(
            f"Group {number}",
            "",
            tuple(
                PlannedStep(f"{number}{place}", f"s{number}{place}", *step)
                for place, step in enumerate(track)
            ),
        )
        for number, track in enumerate(tracks)
    )
    least = max([0, *(sum(step.least_seconds for step in track.steps) for track in steps)])
    fields = {"tracks": steps, "own_seconds": own * 60, "own_least_seconds": 0}
    return a_plan_with(
        a_plan(10, 20, 20), b={"least_seconds": 1200}, c={**fields, "least_seconds": least}
    )


def test_steps_of_groups_that_may_be_left_out_are():
    plan = grouped([(900, 900, False), (300, 300, True)], [(600, 600, False), (600, 600, True)])
    log, when = late_log(5, plan)

    assert told(log, when)["drop"] == ({"Activity 2": 15, "s01": None, "s11": None}, 0)
    replanned(log, when, ReplanWay.DROP)
    assert log.state.dropped_steps == {"01", "11"}
    assert log.view(when).rows[2].allotted_seconds == 900
    log.enter("undo-replan", when)
    assert log.state.dropped_steps == frozenset()
    assert log.view(when).rows[2].allotted_seconds == 1200


def test_groups_shrink_together():
    plan = grouped([(600, 300, False), (600, 300, False)], [(1200, 600, False)])
    log, when = late_log(6, plan)

    assert told(log, when)["shrink"] == ({"Activity 2": 14, "s00": 7, "s01": 7, "s10": 14}, 0)


def test_one_entry_in_and_one_back():
    log, when = late_log(8, PLAN)
    before = log.view(when)
    proposal = replanned(log, when, ReplanWay.SHRINK)

    assert log.view(when).projected_end == proposal.end
    assert log.view(when).ahead_behind_seconds == 0
    assert log.view(when).replans == 1
    log.enter("undo-replan", when)
    assert log.view(when) == before
    with pytest.raises(Refused, match="no-replan"):
        log.enter("undo-replan", when)


def test_going_back_keeps_what_was_done_by_hand_since():
    log, when = late_log(8, PLAN)
    replanned(log, when, ReplanWay.SHRINK)
    log.enter("extend", when + 1, activity="c", seconds=120)
    log.enter("undo-replan", when + 2)

    assert log.view(when + 2).rows[2].allotted_seconds == 22 * MINUTE
    assert log.view(when + 2).rows[1].allotted_seconds == 20 * MINUTE


def test_what_is_done_stays_as_it_was_done():
    log, when = late_log(8, PLAN)
    replanned(log, when, ReplanWay.DROP)
    log.enter("unskip", when + 1, activity="d").enter("go-to", when + 2, activity="d")
    log.enter("next", when + 60).enter("undo-replan", when + 61)

    assert log.view(when + 61).rows[3].status is ActivityStatus.DONE


def test_a_preview_that_is_out_of_date_is_refused():
    log, when = late_log(8, PLAN)
    found = replans(log.plan, log.state, at(when))
    shrink = next(each for each in found.proposals if each.way is ReplanWay.SHRINK)
    log.enter("extend", when, activity="c", seconds=60)

    with pytest.raises(Refused, match="replan-out-of-date"):
        log.take(RunEvent(EventKind.REPLAN, at(when), changes=shrink.changes))
    with pytest.raises(Refused, match="nothing-to-replan"):
        log.take(RunEvent(EventKind.REPLAN, at(when)))


def test_what_is_over_is_not_replanned():
    log = Log(PLAN).enter("start", 0).enter("finish", 10)

    with pytest.raises(Refused, match="already-finished"):
        replans(log.plan, log.state, at(11))


def test_a_run_that_has_not_begun_can_be_replanned_too():
    log = Log(PLAN)

    assert told(log, 8 * MINUTE)["drop"] == ({"Activity 3": None}, -2)


def test_a_wall_clock_that_was_set_changes_no_preview():
    log, when = late_log(8, PLAN)
    plain = replans(log.plan, log.state, at(when + 5))
    jumped = replans(log.plan, log.state, at(when + 5, wall=when - 3600))

    assert [each.changes for each in plain.proposals] == [each.changes for each in jumped.proposals]
    assert [each.over_seconds for each in plain.proposals] == [
        each.over_seconds for each in jumped.proposals
    ]


@st.composite
def a_late_run(draw):
    minutes = draw(st.lists(st.integers(0, 25), min_size=1, max_size=6))
    lock = draw(st.integers(1, 12))
    plan = a_plan(
        *minutes,
        locks={lock: sum(minutes[:lock]) + draw(st.integers(0, 9))} if lock < len(minutes) else {},
        target_minutes=draw(st.none() | st.integers(10, 150)),
    )
    changed = {}
    for each in plan.activities:
        steps = draw(st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=3))
        tracks = ()
        if draw(st.booleans()) and sum(length for length, _ in steps) * 60 <= each.planned_seconds:
            tracks = (
                PlannedTrack(
                    "G",
                    "",
                    tuple(
                        PlannedStep(f"{each.id}{n}", "s", length * 60, length * 30, free)
                        for n, (length, free) in enumerate(steps)
                    ),
                ),
            )
        floor = sum(length for length, _ in steps) * 30 if tracks else 0
        own_least = draw(st.integers(0, each.planned_seconds // 60)) * 60
        changed[each.id] = {
            "optional": draw(st.booleans()),
            "tracks": tracks,
            "own_seconds": each.planned_seconds,
            "own_least_seconds": own_least,
            "least_seconds": max(floor, own_least),
        }
    log = Log(a_plan_with(plan, **changed)).enter("start", draw(st.integers(-300, 1800)))
    when = log.events[0].instant.boot_ms / 1000 - 100_000
    for _ in range(draw(st.integers(0, 4))):
        when += draw(st.integers(0, 1500))
        kind = draw(st.sampled_from(["next", "back", "pause", "resume"]))
        try:
            log.enter(kind, when)
        except Refused:
            continue
    return log, when + draw(st.integers(0, 900))


@settings(max_examples=150)
@given(a_late_run())
def test_every_preview_holds_what_it_says_and_takes_nothing_it_may_not(run):
    log, when = run
    found = replans(log.plan, log.state, at(when))
    before = view_at(log.plan, log.state, at(when))
    plan = {each.id: each for each in log.plan.activities}

    assert [each.way.value for each in found.proposals][:3] == ["shift", "shrink", "drop"]
    for proposal in found.proposals:
        if not proposal.changes:
            assert proposal.end == before.projected_end
            continue
        after = Log(log.plan)
        after.state, after.events = log.state, list(log.events)
        after.take(RunEvent(EventKind.REPLAN, at(when), changes=proposal.changes))
        view = after.view(when)
        assert view.projected_end == proposal.end
        assert proposal.gained_seconds >= 0
        assert [row.activity_id for row in view.rows] == [row.activity_id for row in before.rows]
        for change in proposal.changes:
            if change.step_of:
                continue
            activity = plan[change.activity_id]
            row = view.rows[log.plan.activities.index(activity)]
            if change.after_seconds is None:
                assert activity.optional
                assert activity.lock_at is None
                assert proposal.way in {ReplanWay.DROP, ReplanWay.BOTH}
                assert row.status is ActivityStatus.SKIPPED
            else:
                assert change.after_seconds < change.before_seconds
                dropped = {each.activity_id for each in proposal.changes if each.step_of}
                if not dropped:
                    assert change.after_seconds >= activity.least_seconds or proposal.way in {
                        ReplanWay.DROP,
                        ReplanWay.BOTH,
                    }
                assert row.allotted_seconds == change.after_seconds
        # One key back, and all is as it was.
        after.enter("undo-replan", when)
        assert after.view(when) == before
    if before.state is RunStatus.FINISHED:
        raise AssertionError("a run that is over has no previews")
