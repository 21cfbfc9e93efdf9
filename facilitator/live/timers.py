"""Timers beside the main one: for each group, for turns, for a break, or a silent one.

A timer is what was done to it and when, so that after a power cut it stands where it would stand.
Timers of groups and turns and silent ones stand still while the run is paused; a break's does not,
because people were told when it is over. Times are milliseconds on the run's own two clocks: the
one that stops in a pause and the one that does not.

Pure. Neighbours: `machine` enters what was done, `phases` tells what is heard of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from facilitator.errors import Refused
from facilitator.live.model import (
    TimerAct,
    TimerKind,
    TimerOrder,
    TimerSpec,
    TimerState,
    TimerView,
)

MOST_TIMERS = 12
"""So many at once; more cannot be watched."""

MOST_LAPS = 200
"""The most speakers, passes or steps of one timer."""

MAX_TIMER_SECONDS = 12 * 3600
"""The longest lap."""

_BOUND = frozenset({TimerKind.GROUP, TimerKind.TURN})


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer as the log left it: which lap is on, when it began, since when it is paused.

    `began_ms` and `paused_ms` are on the clock of its kind (`_clock`).
    """

    id: str
    spec: TimerSpec
    activity_id: str
    laps: tuple[int, ...]
    lap: int
    began_ms: int
    paused_ms: int | None = None

    @property
    def silent(self) -> bool:
        """Whether it makes no sound."""
        return self.spec.kind is TimerKind.SILENT


def check_spec(spec: TimerSpec) -> None:
    """Refused: "timer-out-of-range" (with the most minutes and laps)."""
    lengths_fit = all(0 < seconds <= MAX_TIMER_SECONDS for seconds in spec.laps)
    if not lengths_fit or not 0 < len(spec.laps) <= MOST_LAPS:
        raise Refused(
            "timer-out-of-range", most_minutes=MAX_TIMER_SECONDS // 60, most_laps=MOST_LAPS
        )


def ordered(
    timers: Sequence[Timer], order: TimerOrder, activity_id: str, clock_ms: int, timeline_ms: int
) -> tuple[Timer, ...]:
    """The timers after something was done to one of them.

    Refused: "timer-unknown", "timer-out-of-range", "too-many-timers" (with the most),
    "timer-running", "timer-not-running", "timer-last-lap", "timer-first-lap".
    """
    if order.act is TimerAct.ADD:
        return (*timers, _added(timers, order, activity_id, clock_ms, timeline_ms))
    for place, timer in enumerate(timers):
        if timer.id == order.timer_id:
            now_ms = _clock(timer, clock_ms, timeline_ms)
            changed = _ACTS[order.act](_moved_on(timer, now_ms), now_ms, order)
            kept = () if changed is None else (changed,)
            return (*timers[:place], *kept, *timers[place + 1 :])
    raise Refused("timer-unknown")


def position(timer: Timer, clock_ms: int, timeline_ms: int) -> tuple[int, int]:
    """The lap that is on (from 0), and how long it has been (milliseconds)."""
    now_ms = _clock(timer, clock_ms, timeline_ms)
    lap = timer.lap
    spent = (now_ms if timer.paused_ms is None else timer.paused_ms) - timer.began_ms
    while timer.spec.automatic and lap + 1 < len(timer.laps) and spent >= timer.laps[lap] * 1000:
        spent -= timer.laps[lap] * 1000
        lap += 1
    return lap, spent


def views(
    timers: Sequence[Timer],
    on_activity_id: str | None,
    clock_ms: int,
    timeline_ms: int,
    now: datetime,
    *,
    run_paused: bool,
) -> tuple[TimerView, ...]:
    """What the timers show. Those of groups and turns belong to the activity they were set in, and
    show only while it is on.
    """
    return tuple(
        _view(timer, clock_ms, timeline_ms, now, run_paused=run_paused)
        for timer in timers
        if timer.spec.kind not in _BOUND or timer.activity_id == on_activity_id
    )


def _view(
    timer: Timer, clock_ms: int, timeline_ms: int, now: datetime, *, run_paused: bool
) -> TimerView:
    lap, spent_ms = position(timer, clock_ms, timeline_ms)
    spec = timer.spec
    lap_ms = timer.laps[lap] * 1000
    left_ms = lap_ms - spent_ms
    to_come = sum(timer.laps[lap + 1 :])
    held = run_paused and spec.kind is not TimerKind.BREAK
    over = left_ms <= 0
    state = TimerState.OVER if over else TimerState.RUNNING
    if timer.paused_ms is not None or held:
        state = TimerState.PAUSED
    ends_at = now + timedelta(milliseconds=left_ms)
    moving = state is not TimerState.PAUSED
    elapsed = spent_ms // 1000
    return TimerView(
        id=timer.id,
        kind=spec.kind,
        label=spec.label,
        lap=lap + 1,
        laps=len(timer.laps),
        lap_label=spec.lap_labels[lap] if lap < len(spec.lap_labels) else "",
        lap_seconds=timer.laps[lap],
        elapsed_seconds=elapsed,
        left_seconds=timer.laps[lap] - elapsed,
        total_left_seconds=max(timer.laps[lap] - elapsed, 0) + to_come,
        state=state,
        automatic=spec.automatic,
        silent=timer.silent,
        ends_at=ends_at if moving else None,
        back_at=ends_at if moving and spec.kind is TimerKind.BREAK else None,
        share_left=min(max(left_ms / lap_ms, 0.0), 1.0),
    )


def _clock(timer: Timer, clock_ms: int, timeline_ms: int) -> int:
    return timeline_ms if timer.spec.kind is TimerKind.BREAK else clock_ms


def _added(
    timers: Sequence[Timer], order: TimerOrder, activity_id: str, clock_ms: int, timeline_ms: int
) -> Timer:
    if order.spec is None:
        raise Refused("timer-unknown")
    check_spec(order.spec)
    shown = [
        each for each in timers if each.spec.kind not in _BOUND or each.activity_id == activity_id
    ]
    if len(shown) >= MOST_TIMERS:
        raise Refused("too-many-timers", most=MOST_TIMERS)
    timer = Timer(order.timer_id, order.spec, activity_id, order.spec.laps, 0, 0)
    return replace(timer, began_ms=_clock(timer, clock_ms, timeline_ms))


def _moved_on(timer: Timer, now_ms: int) -> Timer:
    """The timer with the laps entered that began by themselves."""
    lap, spent = position(timer, now_ms, now_ms)
    reached = now_ms if timer.paused_ms is None else timer.paused_ms
    return replace(timer, lap=lap, began_ms=reached - spent)


def _pause(timer: Timer, now_ms: int, _order: TimerOrder) -> Timer:
    if timer.paused_ms is not None:
        raise Refused("timer-not-running")
    return replace(timer, paused_ms=now_ms)


def _resume(timer: Timer, now_ms: int, _order: TimerOrder) -> Timer:
    if timer.paused_ms is None:
        raise Refused("timer-running")
    return replace(timer, paused_ms=None, began_ms=timer.began_ms + now_ms - timer.paused_ms)


def _next(timer: Timer, now_ms: int, _order: TimerOrder) -> Timer:
    if timer.lap + 1 >= len(timer.laps):
        raise Refused("timer-last-lap")
    return _at_lap(timer, timer.lap + 1, now_ms)


def _back(timer: Timer, now_ms: int, _order: TimerOrder) -> Timer:
    if timer.lap == 0:
        raise Refused("timer-first-lap")
    return _at_lap(timer, timer.lap - 1, now_ms)


def _restart(timer: Timer, now_ms: int, _order: TimerOrder) -> Timer:
    return replace(_at_lap(timer, 0, now_ms), laps=timer.spec.laps)


def _at_lap(timer: Timer, lap: int, now_ms: int) -> Timer:
    paused = None if timer.paused_ms is None else now_ms
    return replace(timer, lap=lap, began_ms=now_ms, paused_ms=paused)


def _extend(timer: Timer, _now_ms: int, order: TimerOrder) -> Timer:
    seconds = timer.laps[timer.lap] + order.seconds
    if not 0 < seconds <= MAX_TIMER_SECONDS:
        raise Refused(
            "timer-out-of-range", most_minutes=MAX_TIMER_SECONDS // 60, most_laps=MOST_LAPS
        )
    laps = (*timer.laps[: timer.lap], seconds, *timer.laps[timer.lap + 1 :])
    return replace(timer, laps=laps)


def _remove(_timer: Timer, _now_ms: int, _order: TimerOrder) -> None:
    return None


_ACTS: Mapping[TimerAct, Callable[[Timer, int, TimerOrder], Timer | None]] = {
    TimerAct.PAUSE: _pause,
    TimerAct.RESUME: _resume,
    TimerAct.NEXT: _next,
    TimerAct.BACK: _back,
    TimerAct.EXTEND: _extend,
    TimerAct.RESTART: _restart,
    TimerAct.REMOVE: _remove,
}
