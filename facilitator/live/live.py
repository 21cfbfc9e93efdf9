"""Live runs: opened from a plan, run key by key, resumed after anything.

Every key is on disk before its view comes back. All figures are those of
`facilitator.live.machine`; a caller that repaints often asks `LiveRun.snapshot` once after each
key and works out views by itself with `machine.view_at`, without touching the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from facilitator.clock import Clock
from facilitator.errors import NotFound, Refused
from facilitator.live import store
from facilitator.live.learned import Experience, Usual
from facilitator.live.machine import RunState, apply, state_after, view_at
from facilitator.live.model import (
    ActivityStatus,
    ActualRow,
    EventKind,
    Instant,
    RunEvent,
    RunHandle,
    RunNote,
    RunPlan,
    RunStatus,
    RunView,
    elapsed_ms,
)
from facilitator.live.snapshot import plan_of
from facilitator.live.store import MemoryLog, RunLog, WorkbookLog
from facilitator.planning import fields
from facilitator.planning.planning import Planning
from facilitator.planning.timing import zone_named
from facilitator.storage import Database

ANCHOR_EVERY_MS = 30_000
"""While running, the log is tied to the clocks at least this often (see `LiveRun.tick`)."""

WALL_JUMP_MS = 2_000
"""A wall clock that moved by more than this against the boot clock was set by somebody."""

_RAN = frozenset({ActivityStatus.DONE, ActivityStatus.CURRENT})


class LiveRun:
    """One run of a workshop, whose log is kept somewhere (`RunLog`).

    Methods enter one event each and return what then holds. An event that makes no sense raises
    `Refused` with the codes of `machine`; an event that could not be kept raises what the log
    raised. Neither changes anything.
    """

    def __init__(
        self, plan: RunPlan, log: RunLog, clock: Clock, events: Sequence[RunEvent] = ()
    ) -> None:
        self.plan = plan
        self._log = log
        self._clock = clock
        self._state = state_after(plan, events)

    def view(self) -> RunView:
        """What holds now. Writes nothing."""
        return view_at(self.plan, self._state, self._now())

    def snapshot(self) -> tuple[RunPlan, RunState]:
        """Unchanging values from which `machine.view_at` works out views at any instant."""
        return self.plan, self._state

    def tick(self) -> RunView:
        """What holds now, after what the clock does by itself; to be called every second or so.

        Enters `next` at the very instant at which an activity was due to advance by itself, as
        often as that was due. Ties the log to the clocks every half minute and whenever the wall
        clock was set, so that after a power cut no more than that rests on the wall clock.
        """
        view = self.view()
        while view.due_advance is not None:
            self._keep(RunEvent(EventKind.NEXT, view.due_advance, by_itself=True))
            view = self.view()
        if view.state is RunStatus.RUNNING and self._wants_anchor(view.now):
            self._keep(RunEvent(EventKind.ANCHOR, view.now, by_itself=True))
        return view

    def start(self, activity_id: str | None = None) -> RunView:
        """Begin with the first activity, or with the one named."""
        return self._enter(EventKind.START, activity_id)

    def pause(self) -> RunView:
        """Let no activity's time run."""
        return self._enter(EventKind.PAUSE)

    def resume(self) -> RunView:
        """End a pause."""
        return self._enter(EventKind.RESUME)

    def next(self) -> RunView:
        """On to the next activity: "no-next-activity" after the last."""
        return self._enter(EventKind.NEXT)

    def back(self) -> RunView:
        """Back to where one came from; its time goes on where it stopped."""
        return self._enter(EventKind.BACK)

    def go_to(self, activity_id: str) -> RunView:
        """On to any other activity."""
        return self._enter(EventKind.GO_TO, activity_id)

    def extend(self, seconds: int, activity_id: str | None = None) -> RunView:
        """Give the current activity (or one to come) more time."""
        return self._enter(EventKind.EXTEND, activity_id, seconds)

    def shorten(self, seconds: int, activity_id: str | None = None) -> RunView:
        """Take time from the current activity (or one to come)."""
        return self._enter(EventKind.SHORTEN, activity_id, seconds)

    def skip(self, activity_id: str | None = None) -> RunView:
        """Leave an activity out; the current one if none is named."""
        return self._enter(EventKind.SKIP, activity_id)

    def unskip(self, activity_id: str) -> RunView:
        """Take an activity in again."""
        return self._enter(EventKind.UNSKIP, activity_id)

    def correct_start(self, seconds: int) -> RunView:
        """Say that the current activity began that much earlier; 0: the time shown is right."""
        return self._enter(EventKind.CORRECT_START, None, seconds)

    def finish(self) -> RunView:
        """End the run, early or late; `reopen` takes it back."""
        return self._enter(EventKind.FINISH)

    def reopen(self) -> RunView:
        """Go on as before the finish."""
        return self._enter(EventKind.REOPEN)

    def anchor(self) -> RunView:
        """Tie the log to the clocks as they are: after a restart of the computer."""
        return self._enter(EventKind.ANCHOR)

    def note(self, text: str) -> RunNote:
        """Keep a note with the time and the activity that is on: "text-empty", "text-too-long"."""
        cleaned = fields.written("text", text)
        return self._log.note(self.view().activity_id, self._clock.now(), cleaned)

    def _enter(
        self, kind: EventKind, activity_id: str | None = None, seconds: int | None = None
    ) -> RunView:
        now = self._now()
        self._keep(RunEvent(kind, now, activity_id, seconds))
        return view_at(self.plan, self._state, now)

    def _keep(self, event: RunEvent) -> None:
        state = apply(self.plan, self._state, event)
        self._log.append(event)
        self._state = state

    def _now(self) -> Instant:
        return Instant.now(self._clock)

    def _wants_anchor(self, now: Instant) -> bool:
        last = self._state.last
        if last is None:
            return False
        passed = elapsed_ms(last, now)
        wall = (now.wall_utc - last.wall_utc) // timedelta(milliseconds=1)
        return (
            last.boot_id != now.boot_id
            or passed >= ANCHOR_EVERY_MS
            or abs(wall - passed) > WALL_JUMP_MS
        )


class LiveRuns:
    """The runs of one open workbook."""

    def __init__(self, db: Database, planning: Planning) -> None:
        self._db = db
        self._planning = planning
        self._experience = Experience(db)

    def unfinished(self) -> list[RunHandle]:
        """Runs that were opened and not finished, the latest first; `started` tells which began."""
        return store.unfinished_runs(self._db)

    def runs(self, workshop_id: str) -> list[RunHandle]:
        """All runs of a workshop, the latest first."""
        return store.runs_of(self._db, workshop_id)

    def open(self, workshop_id: str, *, allow_any_day: bool = True) -> LiveRun:
        """A new run of the workshop's plan as it is now, ready to start.

        Raises `Refused`: "agenda-empty", "run-unfinished" (resume or finish that one first), and
        without `allow_any_day` "run-on-another-day". A run that was opened and never started is
        taken up again with the plan as it is now.
        """
        plan = self._plan(workshop_id)
        now = self._db.clock.now()
        if not allow_any_day:
            zone = zone_named(plan.time_zone)
            planned, today = plan.starts_at.astimezone(zone).date(), now.astimezone(zone).date()
            if planned != today:
                raise Refused("run-on-another-day", planned=planned.isoformat())
        open_run = self._unfinished_of(workshop_id)
        if open_run is None:
            run_id = store.new_run(self._db, plan, now)
            return self._live_run(run_id, workshop_id, plan, [])
        events = store.run_events(self._db, open_run.id)
        if events:
            raise Refused("run-unfinished", title=open_run.workshop_title)
        store.renew_plan(self._db, open_run.id, plan, now)
        return self._live_run(open_run.id, workshop_id, plan, [])

    def resume(self, workshop_id: str) -> LiveRun:
        """The unfinished run of a workshop, where the room is now; else the last one, finished
        (`reopen` goes on with it). Raises `NotFound` ("run-none") when it was never run.

        If the computer was restarted meanwhile, the log is tied to its clocks first: the time in
        between is known from the wall clock alone, and the view says how much that is.
        """
        runs = store.runs_of(self._db, workshop_id)
        if not runs:
            raise NotFound("run-none", workshop_id=workshop_id)
        chosen = next((run for run in runs if run.finished_at is None), runs[0])
        events = store.run_events(self._db, chosen.id)
        run = self._live_run(chosen.id, workshop_id, store.run_plan(self._db, chosen.id), events)
        if events and chosen.finished_at is None and not self._db.read_only:
            boot_id = self._db.clock.boot_id()
            if events[-1].instant.boot_id != boot_id:
                run.anchor()
        return run

    def practice(self, workshop_id: str, clock: Clock) -> LiveRun:
        """A run of the plan as it is now that leaves no trace, on a clock of the caller's."""
        return LiveRun(self._plan(workshop_id), MemoryLog(workshop_id), clock)

    def notes(self, workshop_id: str) -> list[RunNote]:
        """The notes of a workshop in the order in which they were taken."""
        return list(store.notes_of(self._db, workshop_id))

    def update_note(self, note_id: str, text: str) -> None:
        """Put a note in other words."""
        cleaned = fields.written("text", text)
        store.note(self._db, note_id)
        with self._db.action("note-changed", text=cleaned):
            self._db.update("run_note", note_id, {"text": cleaned})

    def delete_note(self, note_id: str) -> None:
        """Remove a note."""
        old = store.note(self._db, note_id)
        with self._db.action("note-deleted", text=old.text):
            self._db.delete("run_note", note_id)

    def report(self, workshop_id: str) -> RunView | None:
        """What holds at the end of the last run that began (now, while it is on); None if none."""
        found = self._last_begun(workshop_id)
        if found is None:
            return None
        plan, events = found
        return view_at(plan, state_after(plan, events), Instant.now(self._db.clock))

    def actuals(self, workshop_id: str) -> list[ActualRow]:
        """Planned against actual of the last run that began; empty if none did."""
        found = self._last_begun(workshop_id)
        if found is None:
            return []
        plan, events = found
        view = view_at(plan, state_after(plan, events), Instant.now(self._db.clock))
        visited = {row.activity_id for row in view.rows if row.actual_seconds or row.status in _RAN}
        return [
            ActualRow(
                activity_id=row.activity_id,
                title=row.title,
                kind=row.kind,
                method_id=activity.method_id,
                planned_seconds=row.planned_seconds,
                allotted_seconds=row.allotted_seconds,
                actual_seconds=row.actual_seconds,
                status=row.status,
                started_at=row.starts_at if row.activity_id in visited else None,
                ended_at=row.ends_at if row.activity_id in visited else None,
            )
            for row, activity in zip(view.rows, plan.activities, strict=True)
        ]

    def usual(self, workshop_id: str) -> dict[str, Usual]:
        """Activity id to what it usually takes, for those of a workshop known from enough runs.

        `Planning.adopt_usual` takes such a time into the plan.
        """
        activities = self._planning.agenda(workshop_id).activities
        return self._experience.usual(
            [(each.id, each.title, each.method_id, each.planned_seconds) for each in activities]
        )

    def usual_of_method(self, method_id: str) -> Usual | None:
        """What a method usually takes against the minutes in the library; None if too little is
        known.
        """
        method = self._planning.method(method_id)
        asked = (method.id, method.title, method.id, method.usual_seconds)
        return self._experience.usual([asked]).get(method.id)

    def _plan(self, workshop_id: str) -> RunPlan:
        agenda = self._planning.agenda(workshop_id)
        if not agenda.activities:
            raise Refused("agenda-empty", title=agenda.workshop.title)
        return plan_of(agenda)

    def _unfinished_of(self, workshop_id: str) -> RunHandle | None:
        runs = store.runs_of(self._db, workshop_id)
        return next((run for run in runs if run.finished_at is None), None)

    def _last_begun(self, workshop_id: str) -> tuple[RunPlan, list[RunEvent]] | None:
        runs = store.runs_of(self._db, workshop_id)
        begun = next((run for run in runs if run.started), None)
        if begun is None:
            return None
        return store.run_plan(self._db, begun.id), store.run_events(self._db, begun.id)

    def _live_run(
        self, run_id: str, workshop_id: str, plan: RunPlan, events: Sequence[RunEvent]
    ) -> LiveRun:
        log = WorkbookLog(self._db, run_id, workshop_id, len(events))
        return LiveRun(plan, log, self._db.clock, events)
