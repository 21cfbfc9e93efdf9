"""What is to be heard: a sound for each moment at which so much time is left.

It is heard when that moment passes, and once: of several that pass at once (the computer slept,
somebody took five minutes away) only the latest. Who gives an activity more time comes by the same
moment again, and hears it again.

Pure: `cues_between` needs nothing but two instants; `CueWatch` remembers the earlier one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from facilitator.live.machine import RunState
from facilitator.live.model import Instant, RunPlan, RunStatus, elapsed_ms
from facilitator.live.phases import COUNTDOWN_SECONDS, phase_starts
from facilitator.live.timers import Timer, position


class CueKind(StrEnum):
    """What a sound says."""

    WARNING = "warning"
    LAST_MINUTE = "last-minute"
    OVERTIME = "overtime"
    MOMENT = "moment"
    """A moment that somebody chose ("2 minutes left")."""
    ADVANCE = "advance"
    """It is about to advance by itself."""
    TURN = "turn"
    """The next lap of a timer has begun, or waits."""
    TIMER_OVER = "timer-over"


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to be heard. `left_seconds`: how much time its moment leaves; `timer_id` where it
    is of a timer beside the main one, `silent` where that one makes no sound.
    """

    kind: CueKind
    activity_id: str
    left_seconds: int
    timer_id: str = ""
    silent: bool = False


def cues_between(
    plan: RunPlan, state: RunState, earlier: Instant, later: Instant
) -> tuple[Cue, ...]:
    """What is to be heard of the activity between two instants at which the log stood the same:
    none, or the latest.
    """
    before, after = _left_at(state, earlier), _left_at(state, later)
    if before is None or after is None:
        return ()
    return _crossed(plan, state, before, after)


class CueWatch:
    """Tells what is to be heard since it looked last: the first look is silent."""

    def __init__(self) -> None:
        self._run: tuple[str, int] | None = None
        self._left_ms: int | None = None
        self._timers: dict[str, tuple[int, bool]] = {}

    def look(self, plan: RunPlan, state: RunState, now: Instant) -> tuple[Cue, ...]:
        """What is to be heard up to `now`: at most one sound for the activity and each timer."""
        left = _left_at(state, now)
        visit = (plan.workshop_id, len(state.visits))
        before = self._left_ms
        known = self._run is not None and self._run[0] == plan.workshop_id
        if known and visit != self._run and left is not None:
            # Another activity since: its time counts from the moment it came on.
            before = left + _since_entered(state, now)
        cues: tuple[Cue, ...] = ()
        if known and before is not None and left is not None:
            cues = _crossed(plan, state, before, left)
        timers = self._of_timers(state, now, quiet=not known)
        if left is not None or not known:
            self._run, self._left_ms = visit, left
        return (*cues, *timers)

    def _of_timers(self, state: RunState, now: Instant, *, quiet: bool) -> tuple[Cue, ...]:
        found: list[Cue] = []
        seen: dict[str, tuple[int, bool]] = {}
        for timer in state.timers:
            lap, over = _lap_and_over(timer, state, now)
            seen[timer.id] = (lap, over)
            before = self._timers.get(timer.id)
            if quiet or before is None or before == (lap, over) or lap < before[0]:
                continue
            if over:
                found.append(_of_timer(CueKind.TIMER_OVER, timer))
            elif lap > before[0]:
                found.append(_of_timer(CueKind.TURN, timer))
        self._timers = seen
        return tuple(found)


def _left_at(state: RunState, now: Instant) -> int | None:
    """What is left of the current activity (milliseconds); None when none is on."""
    if state.status not in {RunStatus.RUNNING, RunStatus.PAUSED} or state.current is None:
        return None
    on = state.current
    passed = _passed(state, now) if state.status is RunStatus.RUNNING else 0
    return state.allotted_seconds[on] * 1000 - state.spent_ms[on] - passed


def _passed(state: RunState, now: Instant) -> int:
    return 0 if state.last is None else elapsed_ms(state.last, now)


def _since_entered(state: RunState, now: Instant) -> int:
    passed = _passed(state, now) if state.status is RunStatus.RUNNING else 0
    return state.visits[-1].spent_ms + passed


def _crossed(plan: RunPlan, state: RunState, before_ms: int, after_ms: int) -> tuple[Cue, ...]:
    on = state.current
    if on is None:
        return ()
    activity = plan.activities[on]
    warn_ms, last_ms = phase_starts(activity, state.allotted_seconds[on])
    moments = [(each * 1000, CueKind.MOMENT) for each in activity.cues]
    if activity.auto_advance:
        moments.append((COUNTDOWN_SECONDS * 1000, CueKind.ADVANCE))
    # Where two fall on one moment, what the phase says is heard.
    moments += [(0, CueKind.OVERTIME), (last_ms, CueKind.LAST_MINUTE), (warn_ms, CueKind.WARNING)]
    passed = [
        (left_ms, -order, kind)
        for order, (left_ms, kind) in enumerate(moments)
        if before_ms > left_ms >= after_ms and (left_ms > 0 or kind is CueKind.OVERTIME)
    ]
    if not passed:
        return ()
    left_ms, _, kind = min(passed)
    return (Cue(kind, activity.id, left_ms // 1000),)


def _lap_and_over(timer: Timer, state: RunState, now: Instant) -> tuple[int, bool]:
    lap, spent_ms = position(timer, *state.clocks_at(now))
    return lap, spent_ms >= timer.laps[lap] * 1000


def _of_timer(kind: CueKind, timer: Timer) -> Cue:
    return Cue(kind, timer.activity_id, 0, timer.id, timer.silent)
