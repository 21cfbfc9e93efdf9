"""What became of a plan: planned against actual of each activity, with the notes taken in it.

It holds whatever happened: out of order, skipped, begun twice, re-planned, never begun. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitator.live.machine import RunState, view_at
from facilitator.live.model import (
    ActivityStatus,
    Instant,
    RunNote,
    RunPlan,
    RunStatus,
    elapsed_ms,
)


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One activity. `order`: as the how-manieth it began (from 1; None: never); `visits`: from when
    to when it was on (UTC), pauses included. `replanned`: a re-plan that stayed changed it.
    """

    activity_id: str
    title: str
    kind: str
    planned_seconds: int
    allotted_seconds: int
    actual_seconds: int
    status: ActivityStatus
    order: int | None
    visits: tuple[tuple[datetime, datetime], ...]
    out_of_order: bool
    replanned: bool
    notes: tuple[RunNote, ...]


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run from its end. Late is +, early −. `loose_notes` belong to no activity of this run;
    `next_time` are all notes on what to change (they stand with their activity too).
    """

    title: str
    programme_title: str
    time_zone: str
    rows: tuple[SummaryRow, ...]
    planned_start: datetime
    planned_end: datetime
    target_end: datetime | None
    started_at: datetime
    finished_at: datetime | None
    late_start_seconds: int
    late_end_seconds: int
    running_seconds: int
    paused_seconds: int
    replanned: int
    loose_notes: tuple[RunNote, ...]
    next_time: tuple[RunNote, ...]


def summarised(
    plan: RunPlan, state: RunState, now: Instant, notes: Sequence[RunNote]
) -> RunSummary:
    """The summary of a run that began; of one that is on, as it stands at `now`."""
    view = view_at(plan, state, now)
    begun: list[int] = []
    for visit in state.visits:
        if visit.index not in begun and (visit.spent_ms or visit.index == state.current):
            begun.append(visit.index)
    changed = {change.activity_id for each in state.replans for change in each}
    changed |= {change.step_of for each in state.replans for change in each if change.step_of}
    by_activity: dict[str, list[RunNote]] = {}
    for note in notes:
        by_activity.setdefault(note.activity_id or "", []).append(note)
    rows = tuple(
        SummaryRow(
            activity_id=row.activity_id,
            title=row.title,
            kind=row.kind,
            planned_seconds=row.planned_seconds,
            allotted_seconds=row.allotted_seconds,
            actual_seconds=row.actual_seconds,
            status=row.status,
            order=begun.index(index) + 1 if index in begun else None,
            visits=_visits(state, index, now),
            out_of_order=index in begun
            and any(other > index for other in begun[: begun.index(index)]),
            replanned=row.activity_id in changed,
            notes=tuple(by_activity.pop(row.activity_id, ())),
        )
        for index, row in enumerate(view.rows)
    )
    loose = sorted(
        (note for left in by_activity.values() for note in left), key=lambda note: note.noted_at
    )
    started = view.started_at or now.wall_utc
    return RunSummary(
        title=plan.title,
        programme_title=plan.programme_title,
        time_zone=plan.time_zone,
        rows=rows,
        planned_start=view.planned_start,
        planned_end=view.planned_end,
        target_end=view.target_end,
        started_at=started,
        finished_at=view.finished_at,
        late_start_seconds=round((state.start_ms - state.plan_zero_ms) / 1000),
        late_end_seconds=view.ahead_behind_seconds,
        running_seconds=view.running_seconds,
        paused_seconds=view.paused_seconds,
        replanned=len(state.replans),
        loose_notes=tuple(loose),
        next_time=tuple(note for note in notes if note.next_time),
    )


def _visits(state: RunState, index: int, now: Instant) -> tuple[tuple[datetime, datetime], ...]:
    """When an activity was on, on the wall clock as it was when the run ended (or is now)."""
    ended = state.finished
    if ended is None or not state.visits or state.visits[-1].ended_ms is None:
        passed = 0 if state.last is None else elapsed_ms(state.last, now)
        wall, here_ms = now.wall_utc, state.timeline_ms + passed
        if state.status is RunStatus.FINISHED:
            wall, here_ms = now.wall_utc, state.timeline_ms
    else:
        wall, here_ms = ended.wall_utc, state.visits[-1].ended_ms

    def at(timeline_ms: int) -> datetime:
        return wall + timedelta(milliseconds=timeline_ms - here_ms)

    return tuple(
        (at(visit.began_ms), at(here_ms if visit.ended_ms is None else visit.ended_ms))
        for visit in state.visits
        if visit.index == index
    )
