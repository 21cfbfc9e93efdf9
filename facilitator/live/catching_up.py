"""What to enter when the room went on while nobody told the computer: it slept, or was off.

Each activity gets the time that it had by plan from the moment the one that was on was over, and
the one that the room is in now gets what has passed since. Pure.
"""

from __future__ import annotations

from facilitator.errors import Refused
from facilitator.live.machine import RunState, apply, next_index
from facilitator.live.model import EventKind, Instant, RunEvent, RunPlan


def caught_up(
    plan: RunPlan, state: RunState, now: Instant, activity_id: str
) -> tuple[RunEvent, ...]:
    """The entries after which `activity_id` is on. Refused: "already-there", "activity-unknown"."""
    state = apply(plan, state, RunEvent(EventKind.ANCHOR, now))
    indexes = {activity.id: index for index, activity in enumerate(plan.activities)}
    if activity_id not in indexes:
        raise Refused("activity-unknown", activity_id=activity_id)
    if state.current == indexes[activity_id]:
        raise Refused("already-there")
    events: list[RunEvent] = []
    while state.current != indexes[activity_id]:
        following = next_index(state)
        step = RunEvent(EventKind.NEXT, now)
        if following is None or not _lies_ahead(state, following, indexes[activity_id]):
            step = RunEvent(EventKind.GO_TO, now, activity_id)
        over = _over_seconds(state)
        for event in (step, RunEvent(EventKind.CORRECT_START, now, None, over)):
            state = apply(plan, state, event)
            events.append(event)
    return tuple(events)


def _lies_ahead(state: RunState, following: int, wanted: int) -> bool:
    """Whether going on by plan from here comes by the activity that is wanted."""
    return state.current is not None and state.current < following <= wanted


def _over_seconds(state: RunState) -> int:
    """Whole seconds of the current visit that its activity was not allotted."""
    if state.current is None:
        return 0
    over_ms = state.spent_ms[state.current] - state.allotted_seconds[state.current] * 1000
    return max(min(over_ms, state.visits[-1].spent_ms), 0) // 1000
