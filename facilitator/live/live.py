"""Live runs: opened from a plan, run key by key, resumed after anything.

Every key is on disk before its view comes back. All figures are those of
`facilitator.live.machine`; a caller that repaints often asks `LiveRun.snapshot` once after each
key and works out views by itself with `machine.view_at`, without touching the file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import time, timedelta

from facilitator.clock import Clock
from facilitator.errors import NotFound, Refused
from facilitator.ids import new_id
from facilitator.live import store
from facilitator.live.catching_up import caught_up
from facilitator.live.group_timers import group_specs, seconds_until
from facilitator.live.learned import Experience, Usual
from facilitator.live.machine import (
    ADVANCE_PATIENCE_MS,
    RunState,
    apply,
    likely_activity_id,
    state_after,
    view_at,
)
from facilitator.live.model import (
    ActivityStatus,
    ActualRow,
    EventKind,
    Instant,
    RoomChoice,
    RunEvent,
    RunHandle,
    RunNote,
    RunPlan,
    RunStatus,
    RunView,
    TimerAct,
    TimerKind,
    TimerOrder,
    TimerSpec,
    elapsed_ms,
)
from facilitator.live.practice import PracticeClock
from facilitator.live.replanning import RunProposal
from facilitator.live.snapshot import plan_of
from facilitator.live.store import MemoryLog, RunLog, WorkbookLog
from facilitator.live.summary import RunSummary, summarised
from facilitator.live.timers import MOST_LAPS, check_spec
from facilitator.people.names import clean_text
from facilitator.planning import fields
from facilitator.planning.model import Agenda, PhaseRule
from facilitator.planning.planning import Planning
from facilitator.planning.timing import zone_named
from facilitator.storage import Database
from facilitator.workbook_settings import WorkbookSettings

ANCHOR_EVERY_MS = 30_000
"""While running, the log is tied to the clocks at least this often (see `LiveRun.tick`)."""

PHASES_SETTING = "run-phases"

WALL_JUMP_MS = 2_000
"""A wall clock that moved by more than this against the boot clock was set by somebody."""

_RAN = frozenset({ActivityStatus.DONE, ActivityStatus.CURRENT})


class LiveRun:
    """One run of a workshop, whose log is kept somewhere (`RunLog`).

    Methods enter one event each and return what then holds. An event that makes no sense raises
    `Refused` with the codes of `machine`; an event that could not be kept raises what the log
    raised. Neither changes anything.

    Attributes:
        plan: what the run was opened with.
        patience_ms: how long ago an advance may have been due and still be made unasked; to be
            raised where time passes faster than usual.

    """

    def __init__(
        self,
        plan: RunPlan,
        log: RunLog,
        clock: Clock,
        events: Sequence[RunEvent] = (),
        *,
        patience_ms: int = ADVANCE_PATIENCE_MS,
    ) -> None:
        self.plan = plan
        self.patience_ms = patience_ms
        self._log = log
        self._clock = clock
        self._state = state_after(plan, events)

    def view(self) -> RunView:
        """What holds now. Writes nothing."""
        return self._view(self._now())

    def snapshot(self) -> tuple[RunPlan, RunState]:
        """Unchanging values from which `machine.view_at` works out views at any instant."""
        return self.plan, self._state

    def tick(self) -> RunView:
        """What holds now, after what the clock does by itself; to be called every second or so.

        Enters `next` at the very instant at which an activity was due to advance by itself, as
        often as that was due, but not what was due too long ago (`RunView.missed`). Ties the log to
        the clocks every half minute and whenever the wall clock was set, so that after a power cut
        no more than that rests on the wall clock.
        """
        view = self.view()
        while view.due_advance is not None:
            self._keep(RunEvent(EventKind.NEXT, view.due_advance, by_itself=True))
            view = self.view()
        if view.state is RunStatus.RUNNING and self._wants_anchor(view.now):
            self._keep(RunEvent(EventKind.ANCHOR, view.now, by_itself=True))
        return view

    def start(self, activity_id: str | None = None, *, began_seconds_ago: int = 0) -> RunView:
        """Begin with the first activity, or with the one named; it may have begun a while ago."""
        now = self._now()
        events = [RunEvent(EventKind.START, now, activity_id)]
        if began_seconds_ago:
            events.append(RunEvent(EventKind.CORRECT_START, now, None, began_seconds_ago))
        self._keep(*events)
        return self._view(now)

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

    def not_counted(self, seconds: int) -> RunView:
        """Say that so many of the current activity's seconds were a pause."""
        return self._enter(EventKind.NOT_COUNTED, None, seconds)

    def catch_up(self, activity_id: str | None = None) -> RunView:
        """Say that the room went on by plan while nobody told the computer, and is now in that
        activity (None: the one that would be on by now). Each gets the time it had by plan.

        Refused: "already-there", "not-running", and as `go_to` says.
        """
        now = self._now()
        wanted = activity_id or likely_activity_id(self.plan, self._state, now)
        if wanted is None:
            raise Refused("not-running")
        self._keep(*caught_up(self.plan, self._state, now, wanted))
        return self._view(now)

    def replan(self, proposal: RunProposal) -> RunView:
        """Take a proposal of `replanning.replans`: only what is left of this run changes, not the
        plan. Shifting changes nothing. Refused: "replan-out-of-date", "already-finished".
        """
        if not proposal.changes:
            return self.view()
        now = self._now()
        self._keep(RunEvent(EventKind.REPLAN, now, changes=proposal.changes))
        return self._view(now)

    def undo_replan(self) -> RunView:
        """Take back the last re-plan; what was done by hand since stays. Refused: "no-replan"."""
        return self._enter(EventKind.UNDO_REPLAN)

    def show_in_room(self, choice: RoomChoice) -> RunView:
        """Say what the room is to see. Refused: "message-too-long"."""
        now = self._now()
        message = clean_text(choice.message)
        self._keep(RunEvent(EventKind.ROOM, now, room=replace(choice, message=message)))
        return self._view(now)

    # Timers beside the main one: refused as `timers.ordered` says ---------------------------------

    def add_group_timers(self) -> RunView:
        """One timer for each parallel group of the current activity, with its steps as laps.
        Refused: "no-groups".
        """
        now = self._now()
        on = self._state.current
        groups: list[TimerSpec] = []
        if on is not None:
            allotted, gone = self._state.allotted_seconds[on], self._state.dropped_steps
            groups = group_specs(self.plan.activities[on], allotted, gone)
        if not groups:
            raise Refused("no-groups")
        self._keep(*(_order(now, TimerAct.ADD, new_id(), spec) for spec in groups))
        return self._view(now)

    def add_group_timer(self, label: str, seconds: int) -> RunView:
        """A timer for one group."""
        return self._add_timer(TimerSpec(TimerKind.GROUP, (seconds,), clean_text(label)))

    def add_turn_timer(
        self, turns: int, seconds: int, *, label: str = "", automatic: bool = True
    ) -> RunView:
        """So many turns of the same length; `automatic`: the next begins by itself."""
        if not 0 < turns <= MOST_LAPS:
            check_spec(TimerSpec(TimerKind.TURN, ()))
        laps = (seconds,) * turns
        spec = TimerSpec(TimerKind.TURN, laps, clean_text(label), automatic=automatic)
        return self._add_timer(spec)

    def add_break_timer(self, seconds: int) -> RunView:
        """A countdown to the end of a break; a pause of the run does not stop it."""
        return self._add_timer(TimerSpec(TimerKind.BREAK, (seconds,)))

    def break_until(self, wall: time | str) -> RunView:
        """A countdown to a time of the day (``15:20``) in the zone of the workshop; one that is
        past means tomorrow's. Refused: "date-invalid", "timer-out-of-range".
        """
        seconds = seconds_until(self._now().wall_utc, wall, self.plan.time_zone)
        return self.add_break_timer(seconds)

    def add_silent_timer(self, seconds: int, label: str = "") -> RunView:
        """A timer that makes no sound."""
        return self._add_timer(TimerSpec(TimerKind.SILENT, (seconds,), clean_text(label)))

    def timer_pause(self, timer_id: str) -> RunView:
        """Let a timer stand still."""
        return self._order(TimerAct.PAUSE, timer_id)

    def timer_resume(self, timer_id: str) -> RunView:
        """End its pause."""
        return self._order(TimerAct.RESUME, timer_id)

    def timer_next(self, timer_id: str) -> RunView:
        """On to its next lap."""
        return self._order(TimerAct.NEXT, timer_id)

    def timer_back(self, timer_id: str) -> RunView:
        """Back to the beginning of the lap before."""
        return self._order(TimerAct.BACK, timer_id)

    def timer_restart(self, timer_id: str) -> RunView:
        """Back to its beginning."""
        return self._order(TimerAct.RESTART, timer_id)

    def timer_extend(self, timer_id: str, seconds: int) -> RunView:
        """Give its lap more time (less if negative)."""
        return self._order(TimerAct.EXTEND, timer_id, seconds)

    def timer_remove(self, timer_id: str) -> RunView:
        """Take a timer away."""
        return self._order(TimerAct.REMOVE, timer_id)

    def finish_when_left(self) -> RunView:
        """End a run that nobody finished at the last moment that its log knows of."""
        last = self._state.last or self._now()
        self._keep(RunEvent(EventKind.FINISH, last))
        return self.view()

    def finish(self) -> RunView:
        """End the run, early or late; `reopen` takes it back."""
        return self._enter(EventKind.FINISH)

    def reopen(self) -> RunView:
        """Go on as before the finish."""
        return self._enter(EventKind.REOPEN)

    def anchor(self) -> RunView:
        """Tie the log to the clocks as they are: after a restart of the computer."""
        return self._enter(EventKind.ANCHOR)

    def note(self, text: str, *, next_time: bool = False) -> RunNote:
        """Keep a note with the time and the activity that is on: "text-empty", "text-too-long".

        `next_time`: it says what to change next time.
        """
        cleaned = fields.written("text", text)
        on = self.view().activity_id
        return self._log.note(on, self._clock.now(), cleaned, next_time=next_time)

    def practice_notes(self) -> tuple[RunNote, ...]:
        """The notes of a run that leaves no trace; those of any other are in the workbook."""
        return tuple(self._log.notes) if isinstance(self._log, MemoryLog) else ()

    def _add_timer(self, spec: TimerSpec) -> RunView:
        now = self._now()
        self._keep(_order(now, TimerAct.ADD, new_id(), spec))
        return self._view(now)

    def _order(self, act: TimerAct, timer_id: str, seconds: int = 0) -> RunView:
        now = self._now()
        self._keep(_order(now, act, timer_id, seconds=seconds))
        return self._view(now)

    def _enter(
        self, kind: EventKind, activity_id: str | None = None, seconds: int | None = None
    ) -> RunView:
        now = self._now()
        self._keep(RunEvent(kind, now, activity_id, seconds))
        return self._view(now)

    def _keep(self, *events: RunEvent) -> None:
        state = self._state
        for event in events:
            state = apply(self.plan, state, event)
        self._log.append(*events)
        self._state = state

    def _view(self, now: Instant) -> RunView:
        return view_at(self.plan, self._state, now, patience_ms=self.patience_ms)

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


def _order(
    now: Instant, act: TimerAct, timer_id: str, spec: TimerSpec | None = None, seconds: int = 0
) -> RunEvent:
    return RunEvent(EventKind.TIMER, now, timer=TimerOrder(act, timer_id, spec, seconds))


class LiveRuns:
    """The runs of one open workbook."""

    def __init__(self, db: Database, planning: Planning) -> None:
        self._db = db
        self._planning = planning
        self._experience = Experience(db)
        self._settings = WorkbookSettings(db)

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

    def practice(
        self, workshop_id: str, clock: Clock | None = None, *, speed: float = 1
    ) -> LiveRun:
        """A run of the plan as it is now that leaves no trace, on a clock of the caller's, else on
        one that goes `speed` (1 to 60) times as fast. Refused: "speed-out-of-range".
        """
        chosen = clock or PracticeClock(self._db.clock, speed)
        return LiveRun(self._plan(workshop_id), MemoryLog(workshop_id), chosen)

    def usual_phases(self) -> PhaseRule:
        """When phases begin and sounds are heard where activity and workshop say nothing."""
        kept = json.loads(str(self._settings.value(PHASES_SETTING)))
        cues = tuple(kept.pop("cues", None) or ())
        return PhaseRule(cues=cues, **kept)

    def set_usual_phases(self, rule: PhaseRule) -> None:
        """Choose that; refused as `fields.PHASES` says."""
        values = fields.checked(fields.PHASES, asdict(rule))
        cues = json.loads(str(values.pop("cues") or "[]"))
        text = json.dumps({**values, "cues": cues})
        self._settings.choose(PHASES_SETTING, text)

    def notes(self, workshop_id: str) -> list[RunNote]:
        """The notes of a workshop in the order in which they were taken."""
        return list(store.notes_of(self._db, workshop_id))

    def add_note(
        self,
        workshop_id: str,
        text: str,
        *,
        next_time: bool = True,
        activity_id: str | None = None,
    ) -> RunNote:
        """Keep a note on a workshop afterwards; usually what to change next time."""
        cleaned = fields.written("text", text)
        self._planning.workshop_row(workshop_id)
        now = self._db.clock.now()
        return store.new_note(
            self._db, workshop_id, None, activity_id, now, cleaned, next_time=next_time
        )

    def summary(self, workshop_id: str) -> RunSummary | None:
        """What became of the plan in the last run that began, with its notes; None if none did."""
        found = self._last_begun(workshop_id)
        if found is None:
            return None
        plan, events = found
        state = state_after(plan, events)
        now = Instant.now(self._db.clock)
        return summarised(plan, state, now, self.notes(workshop_id))

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
        return self.usual_in(self._planning.agenda(workshop_id))

    def usual_in(self, agenda: Agenda) -> dict[str, Usual]:
        """The same for an agenda that was just read."""
        return self._experience.usual(
            [
                (each.id, each.title, each.method_id, each.planned_seconds)
                for each in agenda.activities
            ]
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
        return plan_of(agenda, self.usual_phases())

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
