"""Ahead or behind and the foreseen end, to the second after every key, against a slow model."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.errors import Refused
from facilitator.live.machine import apply, begin, view_at
from facilitator.live.model import EventKind, RunEvent
from facilitator.live.snapshot import plan_of
from tests.facilitator.live.runs import START, at
from tests.facilitator.live.slow_evening import SlowActivity, SlowEvening
from tests.facilitator.planning.plans import a_track, an_activity, an_agenda

BEGINS = datetime.fromisoformat("2026-10-08T17:30")

KEYS = [
    "start",
    "pause",
    "resume",
    "next",
    "next",
    "back",
    "go-to",
    "extend",
    "shorten",
    "skip",
    "unskip",
]
PRESSED = st.lists(
    st.tuples(st.sampled_from(KEYS), st.integers(0, 5), st.integers(1, 900), st.integers(0, 1200)),
    max_size=14,
)


@st.composite
def an_evening(draw):
    """The same evening for both: activities of whole minutes, some with groups, one locked."""
    activities, slow, cursor = [], [], 0
    count = draw(st.integers(1, 6))
    locked = draw(st.integers(1, 6))
    for number in range(count):
        minutes = draw(st.integers(0, 12))
        tracks = draw(st.lists(st.lists(st.integers(0, 8), min_size=1, max_size=3), max_size=2))
        lock = None
        if number == locked:
            lock = cursor + draw(st.integers(0, 10)) * 60
        one = SlowActivity(
            str(number),
            minutes * 60,
            lock,
            tuple(tuple(step * 60 for step in steps) for steps in tracks),
        )
        slow.append(one)
        cursor = max(cursor, lock or 0) + one.length
        activities.append(
            an_activity(
                minutes,
                id=str(number),
                title=str(number),
                locked_start_seconds=None if lock is None else 17 * 3600 + 1800 + lock,
                tracks=tuple(
                    a_track(*(an_activity(step, title="s") for step in steps), name=str(place))
                    for place, steps in enumerate(tracks)
                ),
            )
        )
    return activities, slow


@settings(max_examples=150)
@given(an_evening(), PRESSED, st.integers(-600, 1500))
def test_after_every_key_the_end_is_where_walking_there_leads(evening, pressed, begins):
    activities, slow_activities = evening
    plan = plan_of(an_agenda(*activities, starts=BEGINS))
    slow = SlowEvening(slow_activities, now=begins)
    state, moment = begin(plan), begins
    check(plan, state, slow, moment)

    for key, place, seconds, passed in [("start", 0, 0, 0), *pressed]:
        for _ in range(passed):
            slow.pass_second()
        moment += passed
        index = place % len(plan.activities)
        made_sense = slow.press(key, index, seconds)
        named = {"go-to", "extend", "shorten", "skip", "unskip"}
        event = RunEvent(
            EventKind(key),
            at(moment),
            plan.activities[index].id if key in named else None,
            seconds if key in {"extend", "shorten"} else None,
        )
        try:
            state = apply(plan, state, event)
        except Refused:
            assert not made_sense
        else:
            assert made_sense
        check(plan, state, slow, moment)


def check(plan, state, slow, moment):
    view = view_at(plan, state, at(moment))

    assert plan.starts_at == START
    assert (view.planned_end - START) == timedelta(seconds=slow.planned_end())
    assert (view.projected_end - START) == timedelta(seconds=slow.end())
    assert view.ahead_behind_seconds == slow.end() - slow.planned_end()
    assert [row.actual_seconds for row in view.rows] == [each.spent for each in slow.activities]
    assert [row.allotted_seconds for row in view.rows] == [each.length for each in slow.activities]
    assert view.index == slow.on
