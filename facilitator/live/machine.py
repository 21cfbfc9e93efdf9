"""The live run as a state machine over its log: what holds now follows from log and plan alone.

Time is kept on the run's own timeline, in milliseconds that only the clock *between* two entries
moves (see `elapsed_ms`). The wall clock places that timeline in the day twice: at the start entry,
which says how late the workshop began, and now, for the times shown. So a wall clock set back an
hour in mid-run changes no duration, ends no activity and leaves ahead/behind as it was.

Decided here, because facilitators disagree and the log needs one meaning:

* Time belongs to the activity that was on. Pauses belong to none, but move the projected end.
* `next` goes to the first waiting activity after the current one, else to the first one that an
  earlier jump left waiting. With none left it is refused; finishing is a decision of its own.
* `back` returns to the activity one came from, which continues with the time it already had; the
  one that was left becomes what it was before (waiting, mostly) and keeps its time too.
* A pause is left only by `resume`: moving on while paused shows the next activity, at a stand.
* `skip` of the current activity moves on; its time stays on its account.
* `correct-start` says that the current activity began that many seconds earlier (later if
  negative): the time moves over from the activity before, or the run itself began earlier. With
  0 seconds it says that the time shown is right, which ends any doubt about it.
* `reopen` goes on as before `finish`; the time in between belongs to nothing, as in a pause.
* A locked start waits: what comes before it may end early, the lock's activity does not begin
  early. If it is missed the activity begins late; nothing is shortened.
* An activity that advances by itself does so only while somebody is there to see it: what was due
  more than two minutes ago (the computer slept, the program was gone) is offered, not done. So is
  nothing of no length ever passed by itself: it waits for a person.
* Running time during which the log stood still for longer than it ever does is time away; it counts
  until a person says that it was a pause (`not-counted`).
* `replan` gives what is left other lengths and leaves things out at once; `undo-replan` takes away
  what the last one gave, and leaves alone what was done since.
* A start more than three hours off the plan is no late start but another time or day: the whole
  plan, locks included, moves along (by whole days if that brings it within three hours).

Pure: no clock, no file. `apply` raises `Refused` for an event that makes no sense and changes
nothing then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import reduce
from typing import TypeVar
from zoneinfo import ZoneInfo

from facilitator.errors import Refused
from facilitator.live.model import (
    NO_CHOICE,
    ActivityStatus,
    Away,
    EventKind,
    Instant,
    Missed,
    Phase,
    RoomChoice,
    RunChange,
    RunEvent,
    RunPlan,
    RunRow,
    RunStatus,
    RunView,
    TimerView,
    elapsed_ms,
)
from facilitator.live.phases import COUNTDOWN_SECONDS, phase_of
from facilitator.live.timers import Timer, ordered, views

_T = TypeVar("_T")

MAX_SECONDS = 24 * 3600
"""The longest an activity can be extended to, and the most that one event can say."""

MAX_CORRECTION_SECONDS = 12 * 3600
"""The most that the beginning of a run can be corrected by."""

ADVANCE_PATIENCE_MS = 120_000
"""An advance that was due longer ago than this is not made unasked."""

AWAY_MS = 90_000
"""The log of a run that is watched never stands still for longer than this."""

MAX_MESSAGE = 200
"""The longest message to the room, in characters: more cannot be read from eight metres."""

ANOTHER_TIME = timedelta(hours=3)
"""A start further than this from the plan is held at another time, not early or late."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A stretch in which one activity was on: where on the timeline it began and ended (None:
    it is on), and the time counted for it, pauses left out.
    """

    index: int
    began_ms: int
    spent_ms: int = 0
    ended_ms: int | None = None


@dataclass(frozen=True, slots=True)
class CameFrom:
    """The way back: the activity that was left, and what the entered one was before."""

    index: int
    entered_was: ActivityStatus


@dataclass(frozen=True, slots=True)
class RunState:
    """All that the log says, as of its last entry. Made by `begin` and `apply` only.

    `timeline_ms` is the place of the last entry on the run's timeline, `plan_zero_ms` that of the
    planned start, `acted_ms` that of the last thing a person did. `clock_ms` is the time that the
    timers beside the main one know: it stands still in a pause. `doubtful_ms`: time of the visit
    on now that only the wall clock knows of; `away_ms`: the longest stretch of it with no sign of
    life, which began at `away_since_ms`. `replans`: what the re-plans that can be taken back
    changed.
    """

    status: RunStatus
    marks: tuple[ActivityStatus, ...]
    allotted_seconds: tuple[int, ...]
    spent_ms: tuple[int, ...]
    visits: tuple[Visit, ...] = ()
    way_back: tuple[CameFrom, ...] = ()
    last: Instant | None = None
    timeline_ms: int = 0
    start_ms: int = 0
    plan_zero_ms: int = 0
    plan_moved: timedelta = timedelta()
    running_ms: int = 0
    paused_ms: int = 0
    paused_since_ms: int = 0
    doubtful_ms: int = 0
    status_before_finish: RunStatus = RunStatus.READY
    finished: Instant | None = None
    acted_ms: int = 0
    clock_ms: int = 0
    away_ms: int = 0
    away_since_ms: int = 0
    away_doubtful: bool = False
    dropped_steps: frozenset[str] = frozenset()
    replans: tuple[tuple[RunChange, ...], ...] = ()
    timers: tuple[Timer, ...] = ()
    room: RoomChoice = NO_CHOICE

    def clocks_at(self, now: Instant) -> tuple[int, int]:
        """The two clocks of timers at an instant: the one that stops in a pause, and the other."""
        passed = 0 if self.last is None else elapsed_ms(self.last, now)
        running = passed if self.status is RunStatus.RUNNING else 0
        return self.clock_ms + running, self.timeline_ms + passed

    @property
    def current(self) -> int | None:
        """The index of the activity that is on, or was on when the run was finished."""
        return self.visits[-1].index if self.visits else None


def begin(plan: RunPlan) -> RunState:
    """The state of a run with an empty log."""
    activities = plan.activities
    return RunState(
        status=RunStatus.READY,
        marks=(ActivityStatus.WAITING,) * len(activities),
        allotted_seconds=tuple(activity.planned_seconds for activity in activities),
        spent_ms=(0,) * len(activities),
    )


def apply(plan: RunPlan, state: RunState, event: RunEvent) -> RunState:
    """The state after one more entry. Raises `Refused`; the codes are with each event below."""
    after = _EVENTS[event.kind](plan, _at(state, event.instant), event)
    if event.kind in _UNNOTICED:
        return after
    return replace(after, acted_ms=after.timeline_ms)


def state_after(plan: RunPlan, events: Sequence[RunEvent]) -> RunState:
    """The state that a whole log says."""
    return reduce(lambda state, event: apply(plan, state, event), events, begin(plan))


def replay(plan: RunPlan, events: Sequence[RunEvent], now: Instant) -> RunView:
    """What a console shows at `now`, from the log and the plan alone."""
    return view_at(plan, state_after(plan, events), now)


def next_index(state: RunState) -> int | None:
    """Where `next` leads: None when nothing waits."""
    return next(_waiting(state), None)


# Time passing ------------------------------------------------------------------------------------


def _at(state: RunState, instant: Instant) -> RunState:
    """The state with the time since its last entry counted."""
    if state.last is None:
        return replace(state, last=instant)
    passed = elapsed_ms(state.last, instant)
    moved = replace(state, last=instant, timeline_ms=state.timeline_ms + passed)
    if state.status is RunStatus.PAUSED:
        return replace(moved, paused_ms=state.paused_ms + passed)
    if state.status is not RunStatus.RUNNING:
        return moved
    doubtful = passed if instant.boot_id != state.last.boot_id else 0
    counted = replace(
        _with_time(moved, passed),
        running_ms=state.running_ms + passed,
        clock_ms=state.clock_ms + passed,
        doubtful_ms=state.doubtful_ms + doubtful,
    )
    if passed <= max(AWAY_MS, state.away_ms):
        return counted
    return replace(
        counted, away_ms=passed, away_since_ms=state.timeline_ms, away_doubtful=bool(doubtful)
    )


def _with_time(state: RunState, milliseconds: int, visit: int = -1) -> RunState:
    """The state with time added to (or taken from) a visit and its activity's account."""
    visits = list(state.visits)
    changed = visits[visit]
    visits[visit] = replace(changed, spent_ms=changed.spent_ms + milliseconds)
    spent = _put(state.spent_ms, changed.index, state.spent_ms[changed.index] + milliseconds)
    return replace(state, visits=tuple(visits), spent_ms=spent)


# Events ------------------------------------------------------------------------------------------


def _start(plan: RunPlan, state: RunState, event: RunEvent) -> RunState:
    """Refused: "already-started", "already-finished", "agenda-empty", "activity-unknown"."""
    _not_finished(state)
    if state.status is not RunStatus.READY:
        raise Refused("already-started")
    if event.activity_id is None:
        first = next_index(state)
        if first is None:
            raise Refused("agenda-empty")
    else:
        first = _index_of(plan, event.activity_id)
    wall = event.instant.wall_utc
    planned_start = start_meant(plan, wall)
    return replace(
        state,
        status=RunStatus.RUNNING,
        marks=_put(state.marks, first, ActivityStatus.CURRENT),
        visits=(Visit(first, state.timeline_ms),),
        start_ms=state.timeline_ms,
        plan_zero_ms=state.timeline_ms + _ms(planned_start - wall),
        plan_moved=planned_start - plan.starts_at,
    )


def _pause(_plan: RunPlan, state: RunState, _event: RunEvent) -> RunState:
    """Refused: "not-running", "already-paused", "already-finished"."""
    _under_way(state)
    if state.status is RunStatus.PAUSED:
        raise Refused("already-paused")
    return replace(state, status=RunStatus.PAUSED, paused_since_ms=state.timeline_ms)


def _resume(_plan: RunPlan, state: RunState, _event: RunEvent) -> RunState:
    """Refused: "not-running", "not-paused", "already-finished"."""
    _under_way(state)
    if state.status is not RunStatus.PAUSED:
        raise Refused("not-paused")
    return replace(state, status=RunStatus.RUNNING)


def _next(_plan: RunPlan, state: RunState, _event: RunEvent) -> RunState:
    """Refused: "not-running", "already-finished", "no-next-activity"."""
    _under_way(state)
    return _moved(state, _something_next(state), ActivityStatus.DONE)


def _back(_plan: RunPlan, state: RunState, _event: RunEvent) -> RunState:
    """Refused: "not-running", "already-finished", "no-previous-activity"."""
    current = _under_way(state)
    if not state.way_back:
        raise Refused("no-previous-activity")
    came = state.way_back[-1]
    marks = _put(state.marks, current, came.entered_was)
    return _entered(replace(state, marks=marks, way_back=state.way_back[:-1]), came.index)


def _go_to(plan: RunPlan, state: RunState, event: RunEvent) -> RunState:
    """Refused: "not-running", "already-finished", "activity-unknown", "already-there"."""
    current = _under_way(state)
    target = _index_of(plan, event.activity_id)
    if target == current:
        raise Refused("already-there")
    return _moved(state, target, ActivityStatus.DONE)


def _extend(plan: RunPlan, state: RunState, event: RunEvent) -> RunState:
    """Refused: "minutes-out-of-range", "activity-unknown", "activity-done", "activity-skipped"."""
    return _allotted(plan, state, event, 1)


def _shorten(plan: RunPlan, state: RunState, event: RunEvent) -> RunState:
    """As `_extend`; an activity may become shorter than it already took, and is over then."""
    return _allotted(plan, state, event, -1)


def _skip(plan: RunPlan, state: RunState, event: RunEvent) -> RunState:
    """Refused: "activity-unknown", "activity-done", "activity-skipped", "no-next-activity"."""
    index = _chosen(plan, state, event)
    if index == state.current:
        return _moved(state, _something_next(state), ActivityStatus.SKIPPED)
    return replace(state, marks=_put(state.marks, index, ActivityStatus.SKIPPED))


def _unskip(plan: RunPlan, state: RunState, event: RunEvent) -> RunState:
    """Refused: "already-finished", "activity-unknown", "not-skipped"."""
    _not_finished(state)
    index = _index_of(plan, event.activity_id)
    if state.marks[index] is not ActivityStatus.SKIPPED:
        raise Refused("not-skipped")
    return replace(state, marks=_put(state.marks, index, ActivityStatus.WAITING))


def _finish(_plan: RunPlan, state: RunState, event: RunEvent) -> RunState:
    """Refused: "already-finished". A run that never began may be finished too: it is given up."""
    _not_finished(state)
    marks, visits = state.marks, state.visits
    if visits:
        marks = _put(marks, visits[-1].index, ActivityStatus.DONE)
        visits = _ended(visits, state.timeline_ms)
    return replace(
        state,
        status=RunStatus.FINISHED,
        status_before_finish=state.status,
        finished=event.instant,
        marks=marks,
        visits=visits,
    )


def _reopen(_plan: RunPlan, state: RunState, _event: RunEvent) -> RunState:
    """Refused: "not-finished"."""
    if state.status is not RunStatus.FINISHED:
        raise Refused("not-finished")
    marks, visits = state.marks, state.visits
    if visits:
        marks = _put(marks, visits[-1].index, ActivityStatus.CURRENT)
        visits = (*visits[:-1], replace(visits[-1], ended_ms=None))
    return replace(
        state, status=state.status_before_finish, finished=None, marks=marks, visits=visits
    )


def _correct_start(_plan: RunPlan, state: RunState, event: RunEvent) -> RunState:
    """Refused: "not-running", "already-finished", "correction-out-of-range" (with the limits)."""
    _under_way(state)
    seconds = event.seconds or 0
    milliseconds = seconds * 1000
    first = len(state.visits) == 1
    latest = state.visits[-1].spent_ms
    earliest = MAX_CORRECTION_SECONDS * 1000 if first else state.visits[-2].spent_ms
    if not -latest <= milliseconds <= earliest:
        raise Refused(
            "correction-out-of-range",
            seconds=seconds,
            earlier_by_most=earliest // 1000,
            later_by_most=latest // 1000,
        )
    corrected = _answered(_with_time(state, milliseconds))
    visits = list(corrected.visits)
    began = visits[-1].began_ms - milliseconds
    visits[-1] = replace(visits[-1], began_ms=began)
    if first:
        return replace(
            corrected,
            visits=tuple(visits),
            start_ms=state.start_ms - milliseconds,
            running_ms=state.running_ms + milliseconds,
        )
    visits[-2] = replace(visits[-2], ended_ms=began)
    return _with_time(replace(corrected, visits=tuple(visits)), -milliseconds, visit=-2)


def _not_counted(_plan: RunPlan, state: RunState, event: RunEvent) -> RunState:
    """Refused: "not-running", "already-finished", "correction-out-of-range" (with the limits)."""
    _under_way(state)
    milliseconds = (event.seconds or 0) * 1000
    most = state.visits[-1].spent_ms
    if not 0 < milliseconds <= most:
        raise Refused(
            "correction-out-of-range",
            seconds=event.seconds or 0,
            earlier_by_most=0,
            later_by_most=most // 1000,
        )
    return replace(
        _answered(_with_time(state, -milliseconds)),
        running_ms=state.running_ms - milliseconds,
        paused_ms=state.paused_ms + milliseconds,
    )


def _answered(state: RunState) -> RunState:
    """The state with nothing left to be asked about the time of the current activity."""
    return replace(state, doubtful_ms=0, away_ms=0, away_doubtful=False)


def _replan(plan: RunPlan, state: RunState, event: RunEvent) -> RunState:
    """Refused: "already-finished", "nothing-to-replan", "replan-out-of-date"."""
    _not_finished(state)
    if not event.changes:
        raise Refused("nothing-to-replan")
    for change in event.changes:
        if change.step_of:
            if change.after_seconds is None:
                state = replace(state, dropped_steps=state.dropped_steps | {change.activity_id})
            continue
        index = _index_of(plan, change.activity_id)
        if state.allotted_seconds[index] != change.before_seconds or state.marks[index] not in {
            ActivityStatus.WAITING,
            ActivityStatus.CURRENT,
        }:
            raise Refused("replan-out-of-date", title=change.title)
        state = _changed(state, index, change.after_seconds)
    return replace(state, replans=(*state.replans, event.changes))


def _changed(state: RunState, index: int, after_seconds: int | None) -> RunState:
    if after_seconds is not None:
        if not 0 <= after_seconds <= MAX_SECONDS:
            raise Refused("minutes-out-of-range", seconds=after_seconds)
        allotted = _put(state.allotted_seconds, index, after_seconds)
        return replace(state, allotted_seconds=allotted)
    if state.marks[index] is ActivityStatus.CURRENT:
        raise Refused("already-there")
    return replace(state, marks=_put(state.marks, index, ActivityStatus.SKIPPED))


def _undo_replan(plan: RunPlan, state: RunState, _event: RunEvent) -> RunState:
    """Refused: "already-finished", "no-replan"."""
    _not_finished(state)
    if not state.replans:
        raise Refused("no-replan")
    allotted, marks, steps = list(state.allotted_seconds), list(state.marks), state.dropped_steps
    for change in state.replans[-1]:
        if change.step_of:
            steps -= {change.activity_id}
            continue
        index = _index_of(plan, change.activity_id)
        if change.after_seconds is None:
            if marks[index] is ActivityStatus.SKIPPED:
                marks[index] = ActivityStatus.WAITING
        elif marks[index] in {ActivityStatus.WAITING, ActivityStatus.CURRENT}:
            # What was given or taken by hand since stays.
            back = allotted[index] + change.before_seconds - change.after_seconds
            allotted[index] = min(max(back, 0), MAX_SECONDS)
    return replace(
        state,
        allotted_seconds=tuple(allotted),
        marks=tuple(marks),
        dropped_steps=steps,
        replans=state.replans[:-1],
    )


def _timer(plan: RunPlan, state: RunState, event: RunEvent) -> RunState:
    """Refused: "not-running", "already-finished", and as `timers.ordered` says."""
    on = _under_way(state)
    if event.timer is None:
        raise Refused("timer-unknown")
    timers = ordered(
        state.timers, event.timer, plan.activities[on].id, state.clock_ms, state.timeline_ms
    )
    return replace(state, timers=timers)


def _room(_plan: RunPlan, state: RunState, event: RunEvent) -> RunState:
    """Refused: "message-too-long" (with the limit)."""
    choice = event.room or NO_CHOICE
    if len(choice.message) > MAX_MESSAGE:
        raise Refused("message-too-long", limit=MAX_MESSAGE, length=len(choice.message))
    return replace(state, room=choice)


def _anchor(_plan: RunPlan, state: RunState, _event: RunEvent) -> RunState:
    return state


_EVENTS: Mapping[EventKind, Callable[[RunPlan, RunState, RunEvent], RunState]] = {
    EventKind.START: _start,
    EventKind.PAUSE: _pause,
    EventKind.RESUME: _resume,
    EventKind.NEXT: _next,
    EventKind.BACK: _back,
    EventKind.GO_TO: _go_to,
    EventKind.EXTEND: _extend,
    EventKind.SHORTEN: _shorten,
    EventKind.SKIP: _skip,
    EventKind.UNSKIP: _unskip,
    EventKind.FINISH: _finish,
    EventKind.REOPEN: _reopen,
    EventKind.CORRECT_START: _correct_start,
    EventKind.ANCHOR: _anchor,
    EventKind.NOT_COUNTED: _not_counted,
    EventKind.REPLAN: _replan,
    EventKind.UNDO_REPLAN: _undo_replan,
    EventKind.TIMER: _timer,
    EventKind.ROOM: _room,
}

_UNNOTICED = frozenset({EventKind.ANCHOR, EventKind.TIMER, EventKind.ROOM})
"""Entries that say nothing on how the activity goes on."""


def _not_finished(state: RunState) -> None:
    if state.status is RunStatus.FINISHED:
        raise Refused("already-finished")


def _under_way(state: RunState) -> int:
    """The current index. Raises `Refused` ("not-running", "already-finished")."""
    _not_finished(state)
    current = state.current
    if current is None:
        raise Refused("not-running")
    return current


def _something_next(state: RunState) -> int:
    target = next_index(state)
    if target is None:
        raise Refused("no-next-activity")
    return target


def _index_of(plan: RunPlan, activity_id: str | None) -> int:
    for index, activity in enumerate(plan.activities):
        if activity.id == activity_id:
            return index
    raise Refused("activity-unknown", activity_id=activity_id)


def _chosen(plan: RunPlan, state: RunState, event: RunEvent) -> int:
    """The activity that an event names, else the current one; it must be on or still to come."""
    _not_finished(state)
    if event.activity_id is None:
        return _under_way(state)
    index = _index_of(plan, event.activity_id)
    if state.marks[index] is ActivityStatus.DONE:
        raise Refused("activity-done", activity_id=event.activity_id)
    if state.marks[index] is ActivityStatus.SKIPPED:
        raise Refused("activity-skipped", activity_id=event.activity_id)
    return index


def _allotted(plan: RunPlan, state: RunState, event: RunEvent, sign: int) -> RunState:
    index = _chosen(plan, state, event)
    seconds = event.seconds or 0
    allotted = state.allotted_seconds[index] + sign * seconds
    if allotted > MAX_SECONDS and seconds > 0:
        raise Refused("extension-too-long", most_minutes=MAX_SECONDS // 60)
    if not 0 < seconds <= MAX_SECONDS or allotted < 0:
        raise Refused("minutes-out-of-range", seconds=seconds)
    return replace(state, allotted_seconds=_put(state.allotted_seconds, index, allotted))


def _moved(state: RunState, target: int, left_as: ActivityStatus) -> RunState:
    """On to another activity; what was current becomes `left_as`."""
    current = _under_way(state)
    way = CameFrom(current, state.marks[target])
    marks = _put(state.marks, current, left_as)
    return _entered(replace(state, marks=marks, way_back=(*state.way_back, way)), target)


def _entered(state: RunState, target: int) -> RunState:
    visits = _ended(state.visits, state.timeline_ms)
    return replace(
        state,
        marks=_put(state.marks, target, ActivityStatus.CURRENT),
        visits=(*visits, Visit(target, state.timeline_ms)),
        doubtful_ms=0,
        away_ms=0,
        away_doubtful=False,
    )


def _ended(visits: tuple[Visit, ...], at_ms: int) -> tuple[Visit, ...]:
    return (*visits[:-1], replace(visits[-1], ended_ms=at_ms))


def _waiting(state: RunState) -> Iterator[int]:
    """What is still to come, in the order in which `next` visits it."""
    after = 0 if state.current is None else state.current + 1
    count = len(state.marks)
    for index in (*range(after, count), *range(after)):
        if state.marks[index] is ActivityStatus.WAITING:
            yield index


# What is shown -----------------------------------------------------------------------------------


def start_meant(plan: RunPlan, wall_utc: datetime) -> datetime:
    """Which planned start a start at `wall_utc` is held against (aware UTC): the plan's own, the
    same wall time on another day, or, when that too is far off, the start itself.
    """
    if abs(wall_utc - plan.starts_at) <= ANOTHER_TIME:
        return plan.starts_at
    zone = ZoneInfo(plan.time_zone)
    planned = plan.starts_at.astimezone(zone)
    # The day before and after, because a start at 00:10 may be meant for 23:50.
    days = (wall_utc.astimezone(zone).date() - planned.date()).days
    for day in (days, days - 1, days + 1):
        moved = (planned.replace(tzinfo=None) + timedelta(days=day)).replace(tzinfo=zone)
        if abs(wall_utc - moved) <= ANOTHER_TIME:
            return moved.astimezone(UTC)
    return wall_utc


def view_at(
    plan: RunPlan, state: RunState, now: Instant, *, patience_ms: int = ADVANCE_PATIENCE_MS
) -> RunView:
    """What a console shows at `now`, from a state that the log led to.

    `patience_ms`: how long ago an advance may have been due and still be made unasked; longer than
    usual only where time passes faster than usual.
    """
    if state.status is RunStatus.READY:
        return _View(plan, _not_begun(plan, state, now), now, 0).made()
    if state.finished is not None:
        # Counted from the finish: a report says the same however much later it is read.
        return _View(plan, _at_finish(state), state.finished, 0).made()
    return _View(plan, _at(state, now), now, state.timeline_ms, patience_ms).made()


def likely_activity_id(plan: RunPlan, state: RunState, now: Instant) -> str | None:
    """Which activity the room would be in had all gone by plan since the last thing a person did;
    None unless a run is under way.
    """
    if state.status not in {RunStatus.RUNNING, RunStatus.PAUSED}:
        return None
    return _View(plan, _at(state, now), now, state.timeline_ms).likely()


def foreseen_from(plan: RunPlan, state: RunState, now: Instant) -> tuple[RunState, int]:
    """For what is worked out on top of a run: its state with the time up to `now` counted, and
    where the plan's own beginning lies on its timeline (milliseconds).
    """
    if state.status is RunStatus.READY:
        ready = _not_begun(plan, state, now)
        return ready, ready.plan_zero_ms
    return _at(state, now), state.plan_zero_ms


def waiting(state: RunState) -> tuple[int, ...]:
    """What is still to come, in the order in which `next` visits it."""
    return tuple(_waiting(state))


def _not_begun(plan: RunPlan, state: RunState, now: Instant) -> RunState:
    """The state as if the run began at the planned start, or now if that is past."""
    planned_start = start_meant(plan, now.wall_utc)
    return replace(
        state,
        timeline_ms=0,
        plan_zero_ms=_ms(planned_start - now.wall_utc),
        plan_moved=planned_start - plan.starts_at,
    )


def _at_finish(state: RunState) -> RunState:
    ended = state.visits[-1].ended_ms if state.visits else None
    return state if ended is None else replace(state, timeline_ms=ended)


class _View:
    """Works a view out of a state whose time has been counted up to `now`; `last_entry_ms` is
    where on the timeline the log ends.
    """

    def __init__(
        self,
        plan: RunPlan,
        state: RunState,
        now: Instant,
        last_entry_ms: int,
        patience_ms: int = ADVANCE_PATIENCE_MS,
    ) -> None:
        self._patience_ms = patience_ms
        self._last_entry_ms = last_entry_ms
        self._plan = plan
        self._state = state
        self._now = now
        self._foreseen: dict[int, tuple[int, int]] = {}
        self._projected_ms = self._foresee()

    def made(self) -> RunView:
        plan, state = self._plan, self._state
        on = self._on()
        allotted = 0 if on is None else state.allotted_seconds[on]
        elapsed = 0 if on is None else state.spent_ms[on] // 1000
        left_ms = 0 if on is None else self._left_ms(on)
        following = None if state.status is RunStatus.FINISHED else next_index(state)
        due_ms = self._due_ms(on, following)
        due_in = None if due_ms is None else due_ms - state.timeline_ms
        missed = due_in is not None and self._is_missed(on, following)
        counted_in = None if due_in is None or missed else max(-(-due_in // 1000), 0)
        began = bool(state.visits)
        return RunView(
            state=state.status,
            now=self._now,
            activity_id=None if on is None else plan.activities[on].id,
            index=on,
            next_activity_id=None if following is None else plan.activities[following].id,
            allotted_seconds=allotted,
            elapsed_seconds=elapsed,
            remaining_seconds=allotted - elapsed,
            overtime_seconds=max(elapsed - allotted, 0),
            ends_at=None if on is None else self._wall(state.timeline_ms + left_ms),
            phase=self._phase(on, allotted, left_ms),
            ahead_behind_seconds=self._against_plan(plan.ends_at),
            planned_start=plan.starts_at + state.plan_moved,
            planned_end=plan.ends_at + state.plan_moved,
            projected_end=self._wall(self._projected_ms),
            target_end=None if plan.target_end is None else plan.target_end + state.plan_moved,
            over_target_seconds=(
                None if plan.target_end is None else self._against_plan(plan.target_end)
            ),
            started_at=self._wall(state.start_ms) if began else None,
            finished_at=self._wall(state.timeline_ms) if state.finished is not None else None,
            running_seconds=state.running_ms // 1000,
            paused_seconds=state.paused_ms // 1000,
            paused_now_seconds=(
                (state.timeline_ms - state.paused_since_ms) // 1000
                if state.status is RunStatus.PAUSED
                else 0
            ),
            doubtful_seconds=0 if on is None else state.doubtful_ms // 1000,
            auto_advance_in_seconds=counted_in,
            due_advance=(
                self._now.moved(due_in)
                if due_in is not None and due_in <= 0 and not missed
                else None
            ),
            rows=tuple(self._row(index) for index in range(len(plan.activities))),
            countdown_seconds=(
                counted_in if counted_in is not None and counted_in <= COUNTDOWN_SECONDS else None
            ),
            missed=self._missed(on, following) if missed else None,
            away=self._away(on),
            replans=0 if state.status is RunStatus.FINISHED else len(state.replans),
            timers=self._timers(on),
            room=state.room,
        )

    def _on(self) -> int | None:
        if self._state.status in {RunStatus.RUNNING, RunStatus.PAUSED}:
            return self._state.current
        return None

    def _left_ms(self, index: int) -> int:
        return self._state.allotted_seconds[index] * 1000 - self._state.spent_ms[index]

    def _wall(self, timeline_ms: int) -> datetime:
        passed = timedelta(milliseconds=timeline_ms - self._state.timeline_ms)
        return self._now.wall_utc + passed

    def _plan_ms(self, moment: datetime) -> int:
        """A moment of the plan on the run's timeline."""
        return self._state.plan_zero_ms + _ms(moment - self._plan.starts_at)

    def _against_plan(self, moment: datetime) -> int:
        """Seconds by which the foreseen end is later than a moment of the plan."""
        if self._state.status is RunStatus.FINISHED and not self._state.visits:
            return 0  # given up before it began
        return (self._projected_ms - self._plan_ms(moment) + 500) // 1000

    def _foresee(self) -> int:
        """When what is to come begins and ends if nothing changes; returns the end of it all."""
        state = self._state
        cursor = state.timeline_ms
        if state.status is RunStatus.FINISHED:
            return cursor
        if state.status is RunStatus.READY:
            cursor = max(cursor, state.plan_zero_ms)
        on = self._on()
        if on is not None:
            cursor += max(self._left_ms(on), 0)
        for index in _waiting(state):
            begins = self._not_before(index, cursor)
            cursor = begins + max(self._left_ms(index), 0)
            self._foreseen[index] = (begins, cursor)
        return cursor

    def _not_before(self, index: int, timeline_ms: int) -> int:
        lock = self._plan.activities[index].lock_at
        return timeline_ms if lock is None else max(timeline_ms, self._plan_ms(lock))

    def _due_ms(self, on: int | None, following: int | None) -> int | None:
        """When the current activity advances by itself; None: it waits for a person.

        Not while time is in doubt (no clock of a restarted computer ends an activity), not into
        a locked start before its time, and not before the last entry of the log.
        """
        state = self._state
        if on is None or following is None or state.status is not RunStatus.RUNNING:
            return None
        activity = self._plan.activities[on]
        nothing = activity.planned_seconds == 0 == state.allotted_seconds[on]
        if not activity.auto_advance or state.doubtful_ms or nothing:
            return None
        due = max(state.timeline_ms + self._left_ms(on), self._last_entry_ms)
        return self._not_before(following, due)

    def _was_due_ms(self, on: int, following: int) -> int:
        """When the advance was due, not counting entries that the clock made by itself."""
        due = max(self._state.timeline_ms + self._left_ms(on), self._state.acted_ms)
        return self._not_before(following, due)

    def _is_missed(self, on: int | None, following: int | None) -> bool:
        if on is None or following is None:
            return False
        return self._state.timeline_ms - self._was_due_ms(on, following) > self._patience_ms

    def _missed(self, on: int | None, following: int | None) -> Missed | None:
        if on is None or following is None:
            return None
        due_ms = self._was_due_ms(on, following)
        return Missed(
            due_at=self._wall(due_ms),
            seconds_ago=(self._state.timeline_ms - due_ms) // 1000,
            likely_activity_id=self._plan.activities[self._likely(due_ms)].id,
        )

    def _likely(self, from_ms: int) -> int:
        """What would be on had all that waits gone by plan from then on."""
        cursor = from_ms
        likely = self._state.current or 0
        for index in _waiting(self._state):
            begins = self._not_before(index, cursor)
            if begins > self._state.timeline_ms:
                break
            likely = index
            cursor = begins + max(self._left_ms(index), 0)
        return likely

    def likely(self) -> str | None:
        """The id of what would be on had all gone by plan since the last thing a person did."""
        on = self._on()
        if on is None:
            return None
        over_ms = self._state.timeline_ms + self._left_ms(on)
        if over_ms > self._state.timeline_ms:
            return self._plan.activities[on].id
        return self._plan.activities[self._likely(max(over_ms, self._state.acted_ms))].id

    def _away(self, on: int | None) -> Away | None:
        state = self._state
        if on is None or not state.away_ms:
            return None
        return Away(self._wall(state.away_since_ms), state.away_ms // 1000, not state.away_doubtful)

    def _timers(self, on: int | None) -> tuple[TimerView, ...]:
        state = self._state
        if on is None:
            return ()
        return views(
            state.timers,
            self._plan.activities[on].id,
            state.clock_ms,
            state.timeline_ms,
            self._now.wall_utc,
            run_paused=state.status is RunStatus.PAUSED,
        )

    def _phase(self, on: int | None, allotted_seconds: int, left_ms: int) -> Phase:
        if on is None:
            return Phase.TIME_ENOUGH
        return phase_of(self._plan.activities[on], allotted_seconds, left_ms)

    def _row(self, index: int) -> RunRow:
        state, activity = self._state, self._plan.activities[index]
        status = state.marks[index]
        if status is ActivityStatus.WAITING and state.status is RunStatus.FINISHED:
            status = ActivityStatus.LEFT_OUT
        begins, ends = self._extent(index)
        return RunRow(
            activity_id=activity.id,
            title=activity.title,
            kind=activity.kind,
            planned_seconds=activity.planned_seconds,
            allotted_seconds=state.allotted_seconds[index],
            actual_seconds=state.spent_ms[index] // 1000,
            status=status,
            starts_at=None if begins is None else self._wall(begins),
            ends_at=None if ends is None else self._wall(ends),
        )

    def _extent(self, index: int) -> tuple[int | None, int | None]:
        """From the first time it was on to the last; foreseen for what is to come."""
        visits = [visit for visit in self._state.visits if visit.index == index]
        if index in self._foreseen and not visits:
            return self._foreseen[index]
        if not visits:
            return None, None
        if index == self._on():
            ends = self._state.timeline_ms + max(self._left_ms(index), 0)
        elif index in self._foreseen:
            ends = self._foreseen[index][1]
        else:
            ends = visits[-1].ended_ms or 0
        return visits[0].began_ms, ends


def _ms(length: timedelta) -> int:
    return length // timedelta(milliseconds=1)


def _put(values: tuple[_T, ...], index: int, value: _T) -> tuple[_T, ...]:
    return (*values[:index], value, *values[index + 1 :])
