"""What could become of the rest of a run that is late: previews, of which none applies itself.

Always the same three, side by side: shift everything (nothing is changed, the end moves), shorten
down to the shortest times, leave out what is optional; and a fourth that does both, where only that
brings the run in. They begin now, with what is left of the activity that is on. Locked starts hold:
time gained before one is only waiting. A locked start that is past already holds nothing any more.

Each preview shows what the run itself would show, because it is worked out by entering the change
into a copy. Pure. Neighbours: `planning.shortening` chooses, `machine` enters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from facilitator.errors import Refused
from facilitator.live.machine import RunState, apply, foreseen_from, view_at, waiting
from facilitator.live.model import (
    EventKind,
    Instant,
    PlannedActivity,
    PlannedStep,
    RunChange,
    RunEvent,
    RunPlan,
    RunStatus,
    RunView,
)
from facilitator.planning.fitting import KEPT_KINDS
from facilitator.planning.shortening import (
    NOTHING,
    Piece,
    Shortening,
    StepPiece,
    Stretch,
    dropped,
    dropped_and_shrunk,
    shortest_of,
    shrunk,
    steps_within,
)


class ReplanWay(StrEnum):
    """How the rest of a run could go on."""

    SHIFT = "shift"
    """Keep all minutes and end later."""
    SHRINK = "shrink"
    """Shorten down to the shortest times."""
    DROP = "drop"
    """Leave out what is optional."""
    BOTH = "drop-and-shrink"
    """Leave out only as much as is needed beside shortening."""


@dataclass(frozen=True, slots=True)
class ForeseenRow:
    """An activity as a preview shows it: what is left of it (`seconds`; without the re-plan
    `before_seconds`), and when (UTC).
    """

    activity_id: str
    title: str
    kind: str
    before_seconds: int
    seconds: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class RunProposal:
    """One way to go on, and what would then hold.

    `over_seconds`: + past the end aimed at, − before it. `late_for_locks_seconds`: by how much
    locked starts would be missed. `gained_seconds`: by how much earlier the run would end.
    """

    way: ReplanWay
    changes: tuple[RunChange, ...]
    rows: tuple[ForeseenRow, ...]
    end: datetime
    over_seconds: int
    late_for_locks_seconds: int
    gained_seconds: int

    @property
    def fits(self) -> bool:
        """Whether all comes out: the end and every locked start."""
        return self.over_seconds <= 0 and self.late_for_locks_seconds == 0


@dataclass(frozen=True, slots=True)
class ShortNote:
    """What the plan says on an activity for when time is short, and what that would gain."""

    activity_id: str
    title: str
    text: str
    can_lose_seconds: int


@dataclass(frozen=True, slots=True)
class Replans:
    """The ways to go on from now. `target` (UTC) is the end aimed at; `over_seconds` as it is."""

    target: datetime
    over_seconds: int
    starts_at: datetime
    proposals: tuple[RunProposal, ...]
    notes: tuple[ShortNote, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """An activity of the rest of the run; `lock_ms`: it does not begin before (on the timeline)."""

    index: int
    piece: Piece
    lock_ms: int | None


def replans(
    plan: RunPlan, state: RunState, now: Instant, *, end: datetime | None = None
) -> Replans:
    """The ways to go on from `now`, aiming at `end` (aware; None: the target end of the plan, else
    its planned end). Refused: "already-finished".
    """
    if state.status is RunStatus.FINISHED:
        raise Refused("already-finished")
    view = view_at(plan, state, now)
    target = end or _as_of_now(plan, state, now, plan.target_end or plan.ends_at)
    over = _seconds(view.projected_end - target)
    rest = _Rest(plan, state, now, target)
    ways: dict[ReplanWay, Callable[[Stretch], Shortening]] = {
        ReplanWay.SHIFT: lambda _stretch: NOTHING,
        ReplanWay.SHRINK: shrunk,
        ReplanWay.DROP: dropped,
        ReplanWay.BOTH: dropped_and_shrunk,
    }
    found = [_proposal(plan, state, now, way, rest.after(ways[way]), target) for way in ways]
    *three, both = found
    if both.fits and not any(each.fits for each in three):
        three.append(both)
    return Replans(
        target=target,
        over_seconds=over,
        starts_at=now.wall_utc,
        proposals=tuple(three),
        notes=_notes(plan, rest.indexes),
    )


def _notes(plan: RunPlan, indexes: Sequence[int]) -> tuple[ShortNote, ...]:
    rest = (plan.activities[index] for index in indexes)
    return tuple(
        ShortNote(each.id, each.title, each.if_short, each.can_lose_seconds)
        for each in rest
        if each.if_short
    )


class _Rest:
    """What is left of a run, in stretches from one locked start to the next."""

    def __init__(self, plan: RunPlan, state: RunState, now: Instant, target: datetime) -> None:
        self._plan = plan
        counted, zero_ms = foreseen_from(plan, state, now)
        self._state = counted
        self._begin_ms = counted.timeline_ms
        if counted.status is RunStatus.READY:
            self._begin_ms = max(self._begin_ms, zero_ms)
        self._zero_ms = zero_ms
        self._parts = self._all_parts()
        self._end_ms = counted.timeline_ms + _ms(target - now.wall_utc)

    @property
    def indexes(self) -> list[int]:
        """The activities of the rest, in their order."""
        return [part.index for part in self._parts]

    def after(self, way: Callable[[Stretch], Shortening]) -> tuple[RunChange, ...]:
        """What a way makes of the rest, stretch by stretch, each beginning when the one before it
        would then be over.
        """
        what = NOTHING
        cursor = self._begin_ms
        for parts, until_ms in self._stretches():
            begin = parts[0].lock_ms
            cursor = cursor if begin is None else max(cursor, begin)
            pieces = tuple(part.piece for part in parts)
            # A stretch that is too long by a part of a second is too long by a second.
            over = -((until_ms - cursor) // 1000) + sum(piece.seconds for piece in pieces)
            made = way(Stretch(pieces, over)) if over > 0 else NOTHING
            what = what.also(made)
            cursor += 1000 * sum(
                made.lengths.get(piece.id, piece.seconds)
                for piece in pieces
                if piece.id not in made.dropped
            )
        return tuple(change for part in self._parts for change in self._changes(part, what))

    def _all_parts(self) -> list[_Part]:
        state = self._state
        found: list[_Part] = []
        under_way = state.status in {RunStatus.RUNNING, RunStatus.PAUSED}
        if under_way and state.current is not None:
            found.append(_Part(state.current, self._piece(state.current, on=True), None))
        for index in waiting(state):
            lock = self._plan.activities[index].lock_at
            lock_ms = None
            if lock is not None:
                ahead = lock - self._plan.starts_at
                lock_ms = self._zero_ms + _ms(ahead)
            found.append(_Part(index, self._piece(index, on=False), lock_ms))
        return found

    def _left(self, index: int) -> int:
        """Seconds that are left of an activity, the last begun one counted whole."""
        left_ms = self._state.allotted_seconds[index] * 1000 - self._state.spent_ms[index]
        return max(-(-left_ms // 1000), 0)

    def _piece(self, index: int, *, on: bool) -> Piece:
        activity = self._plan.activities[index]
        left, spent = self._left(index), -(-self._state.spent_ms[index] // 1000)
        least = min(max(activity.least_seconds - spent, 0), left)
        begun = on or self._state.spent_ms[index] > 0
        if begun or not activity.tracks:
            optional = activity.optional and activity.lock_at is None and not on
            return Piece(activity.id, left, left, least, optional=optional)
        return _whole_piece(activity, left, self._state.dropped_steps)

    def _stretches(self) -> list[tuple[list[_Part], int]]:
        """The parts up to each locked start that is still to come, with where it lies."""
        found: list[tuple[list[_Part], int]] = []
        parts: list[_Part] = []
        for part in self._parts:
            if part.lock_ms is not None and part.lock_ms > self._begin_ms and parts:
                found.append((parts, part.lock_ms))
                parts = []
            parts.append(part)
        if parts:
            found.append((parts, self._end_ms))
        return found

    def _changes(self, part: _Part, what: Shortening) -> list[RunChange]:
        activity, piece = self._plan.activities[part.index], part.piece
        allotted = self._state.allotted_seconds[part.index]
        if piece.id in what.dropped:
            return [RunChange(piece.id, activity.title, allotted, None)]
        after = what.lengths.get(piece.id)
        if after is None:
            return []
        found = []
        if after < piece.seconds:
            less = piece.seconds - after
            found.append(RunChange(piece.id, activity.title, allotted, allotted - less))
        titles = {step.id: step.title for track in activity.tracks for step in track.steps}
        for steps in piece.tracks:
            staying = [step for step in steps if step.id not in what.dropped]
            lengths = dict(
                zip((step.id for step in staying), steps_within(staying, after), strict=True)
            )
            for step in steps:
                length = lengths.get(step.id)
                if length != step.seconds:
                    found.append(
                        RunChange(step.id, titles[step.id], step.seconds, length, piece.id)
                    )
        return found


def steps_of(
    activity: PlannedActivity, allotted_seconds: int, gone: frozenset[str]
) -> tuple[tuple[tuple[PlannedStep, int], ...], ...]:
    """The steps of each group that are done in a run, and how long each is when the activity has
    so much time.
    """
    found = []
    for track in activity.tracks:
        steps = [step for step in track.steps if step.id not in gone]
        pieces = [_step_piece(step) for step in steps]
        found.append(tuple(zip(steps, steps_within(pieces, allotted_seconds), strict=True)))
    return tuple(found)


def _whole_piece(activity: PlannedActivity, left: int, gone: frozenset[str]) -> Piece:
    """An activity with groups that has not begun, as it stands after what was changed before."""
    own = activity.planned_seconds if activity.own_seconds is None else activity.own_seconds
    least = activity.least_seconds
    if activity.own_least_seconds is not None:
        least = activity.own_least_seconds
    tracks = tuple(
        tuple(replace(_step_piece(step), seconds=seconds) for step, seconds in steps)
        for steps in steps_of(activity, left, gone)
    )
    longest = max((sum(step.seconds for step in steps) for steps in tracks), default=0)
    # More time than its groups need was given by hand; it is the activity's own.
    own = left if left > max(own, longest) else min(own, left)
    free = activity.lock_at is None
    piece = Piece(
        activity.id,
        left,
        own,
        min(least, own),
        optional=activity.optional and free,
        able=free and activity.kind not in KEPT_KINDS,
        tracks=tracks,
    )
    return piece if shortest_of(piece) <= left else replace(piece, tracks=())


def _step_piece(step: PlannedStep) -> StepPiece:
    return StepPiece(step.id, step.seconds, step.least_seconds, step.optional, step.locked)


def _proposal(
    plan: RunPlan,
    state: RunState,
    now: Instant,
    way: ReplanWay,
    changes: tuple[RunChange, ...],
    target: datetime,
) -> RunProposal:
    before = view_at(plan, state, now)
    after = state
    if changes:
        after = apply(plan, state, RunEvent(EventKind.REPLAN, now, changes=changes))
    view = view_at(plan, after, now)
    return RunProposal(
        way=way,
        changes=changes,
        rows=_rows(after, view, before),
        end=view.projected_end,
        over_seconds=_seconds(view.projected_end - target),
        late_for_locks_seconds=_late_for_locks(plan, after, view),
        gained_seconds=_seconds(before.projected_end - view.projected_end),
    )


def _rows(state: RunState, view: RunView, before: RunView) -> tuple[ForeseenRow, ...]:
    on = [] if view.index is None else [view.index]
    found: list[ForeseenRow] = []
    cursor = view.now.wall_utc
    for index in (*on, *waiting(state)):
        row, was = view.rows[index], before.rows[index]
        left = max(row.allotted_seconds - row.actual_seconds, 0)
        starts = cursor
        if index not in on and row.starts_at is not None and row.actual_seconds == 0:
            starts = row.starts_at
        ends = row.ends_at or starts
        found.append(
            ForeseenRow(
                activity_id=row.activity_id,
                title=row.title,
                kind=row.kind,
                before_seconds=max(was.allotted_seconds - was.actual_seconds, 0),
                seconds=left,
                starts_at=starts,
                ends_at=ends,
            )
        )
        cursor = max(cursor, ends)
    return tuple(found)


def _late_for_locks(plan: RunPlan, state: RunState, view: RunView) -> int:
    late = 0
    for index in waiting(state):
        lock, starts = plan.activities[index].lock_at, view.rows[index].starts_at
        if lock is not None and starts is not None and state.spent_ms[index] == 0:
            late += max(_seconds(starts - _as_of_now(plan, state, view.now, lock)), 0)
    return late


def _as_of_now(plan: RunPlan, state: RunState, now: Instant, moment: datetime) -> datetime:
    """A moment of the plan on the wall clock as it is now, however it was set in mid-run."""
    counted, zero_ms = foreseen_from(plan, state, now)
    at_ms = zero_ms + _ms(moment - plan.starts_at)
    return now.wall_utc + timedelta(milliseconds=at_ms - counted.timeline_ms)


def _ms(length: timedelta) -> int:
    return length // timedelta(milliseconds=1)


def _seconds(length: timedelta) -> int:
    return round(length.total_seconds())
