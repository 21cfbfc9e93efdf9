"""What the console knows of its run, and how it does things to it.

The run itself lives beside the workbook's file, on its thread. Each act is awaited, and only then
is the state it led to shown. Between acts every moment is worked out here from that state and the
clock, in memory: a tick opens no file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from PySide6.QtCore import QObject, Signal

from facilitator.clock import Clock
from facilitator.errors import Refused
from facilitator.live.live import ANCHOR_EVERY_MS, LiveRun
from facilitator.live.machine import (
    ADVANCE_PATIENCE_MS,
    RunState,
    likely_activity_id,
    view_at,
)
from facilitator.live.model import (
    Instant,
    RunHandle,
    RunNote,
    RunPlan,
    RunStatus,
    RunView,
    elapsed_ms,
)
from facilitator.live.practice import MOST_SPEED, PracticeClock
from facilitator.live.replanning import Replans, replans
from facilitator.live.summary import RunSummary, summarised
from facilitator.storage.backup import Reason
from facilitator.workbook import Workbook
from ui.jobs.session import Session

MINUTE = 60
_BEFORE_START = timedelta(minutes=1)


class ShiftedClock:
    """A clock that shows `begin` (aware) at this moment, and goes on like the real one."""

    def __init__(self, real: Clock, begin: datetime) -> None:
        self._real = real
        self._shift = begin - real.now()

    def now(self) -> datetime:
        """The shifted wall clock."""
        return self._real.now() + self._shift

    def boot_seconds(self) -> float:
        """As the real clock says."""
        return self._real.boot_seconds()

    def boot_id(self) -> str:
        """As the real clock says."""
        return self._real.boot_id()


class Standing(Enum):
    """What there is to run."""

    EMPTY = "empty"
    """The agenda has no activities."""
    READY = "ready"
    """Not begun; the plan is shown as it is now."""
    OPEN = "open"
    """A run is on, or finished."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    standing: Standing
    run: LiveRun | None = None
    plan: RunPlan | None = None
    state: RunState | None = None
    notes: tuple[RunNote, ...] = ()
    found_open: bool = False
    elsewhere: RunHandle | None = None
    last: RunSummary | None = None


class RunDesk(QObject):
    """The run of one workshop, for the console.

    Attributes:
        standing: what there is to run.
        found_open: the run was on when it was loaded: worth an offer to go on with it.
        elsewhere: a run of another workshop that is still on.
        notes: the notes of this workshop, oldest first.
        last: what became of the run before, where another is about to begin.
        practice: the clock of a rehearsal, None where the run is real.

    Signals:
        changed: there is something else to show, and not only because time has passed.

    """

    changed = Signal()

    def __init__(self, session: Session, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._real_clock = self._clock = clock
        self._workshop_id = ""
        self._run: LiveRun | None = None
        self._plan: RunPlan | None = None
        self._state: RunState | None = None
        self._asked_at: Instant | None = None
        self.standing = Standing.READY
        self.found_open = False
        self.elsewhere: RunHandle | None = None
        self.notes: tuple[RunNote, ...] = ()
        self.last: RunSummary | None = None
        self.practice: PracticeClock | None = None

    # What is known -------------------------------------------------------------------------------

    @property
    def workshop_id(self) -> str:
        """The workshop that was loaded last."""
        return self._workshop_id

    @property
    def plan(self) -> RunPlan | None:
        """The plan of the run; None where the agenda is empty."""
        return self._plan

    @property
    def state(self) -> RunState | None:
        """What the log says; None where the agenda is empty."""
        return self._state

    def now(self) -> Instant:
        """This moment on both clocks."""
        return Instant.now(self._clock)

    def view(self) -> RunView | None:
        """What holds at this moment, worked out in memory."""
        if self._plan is None or self._state is None:
            return None
        patience = ADVANCE_PATIENCE_MS if self._run is None else self._run.patience_ms
        return view_at(self._plan, self._state, self.now(), patience_ms=patience)

    def replans(self) -> Replans | None:
        """The ways to go on from this moment; None where no run is on."""
        if self._plan is None or self._state is None:
            return None
        if self.status not in {RunStatus.RUNNING, RunStatus.PAUSED}:
            return None
        return replans(self._plan, self._state, self.now())

    def likely_id(self) -> str | None:
        """What would be on by now had all gone by plan since somebody last did something."""
        if self._plan is None or self._state is None:
            return None
        return likely_activity_id(self._plan, self._state, self.now())

    @property
    def dropped_steps(self) -> frozenset[str]:
        """The steps of groups that this run leaves out."""
        return self._state.dropped_steps if self._state is not None else frozenset()

    def summary(self) -> RunSummary | None:
        """What has become of the plan up to now; None before the start."""
        if self._plan is None or self._state is None or not self._state.visits:
            return None
        return summarised(self._plan, self._state, self.now(), self.notes)

    @property
    def status(self) -> RunStatus:
        """Where the run stands."""
        return self._state.status if self._state is not None else RunStatus.READY

    @property
    def can_back(self) -> bool:
        """Whether there is an activity to return to."""
        return self._state is not None and bool(self._state.way_back)

    def ms_into_second(self) -> int:
        """How far the second that is shown has passed: that of the activity while it runs, else
        that of the wall clock.
        """
        now, state = self.now(), self._state
        if state is None or state.status is not RunStatus.RUNNING or state.last is None:
            return now.wall_utc.microsecond // 1000
        current = state.current
        spent = state.spent_ms[current] if current is not None else 0
        return (spent + elapsed_ms(state.last, now)) % 1000

    def wants_tick(self, view: RunView) -> bool:
        """Whether the clock itself has something to enter: an advance that is due, or the half
        minute after which the log is tied to the clocks anew.
        """
        if self._run is None or view.state is not RunStatus.RUNNING:
            return False
        asked = self._asked_at
        if asked is not None and elapsed_ms(asked, view.now) < 1000:
            return False
        state = self._state
        stale = (
            state is not None
            and state.last is not None
            and elapsed_ms(state.last, view.now) >= ANCHOR_EVERY_MS
        )
        return view.due_advance is not None or stale

    # What can be done ----------------------------------------------------------------------------

    async def load(self, workshop_id: str) -> None:
        """Find out how the run of a workshop stands. A rehearsal that is on stays."""
        if self.practice is not None and workshop_id == self._workshop_id:
            return
        again = workshop_id == self._workshop_id and self._run is not None
        if again and self.status in {RunStatus.RUNNING, RunStatus.PAUSED}:
            # What is on is known here; only notes can have changed (on Wrap-up, or by undo).
            notes = await self._session.ask(lambda book: tuple(book.live.notes(workshop_id)))
            self.notes, self.found_open = notes, False
            self.changed.emit()
            return
        clock = self._clock
        found = await self._session.ask(lambda book: _load(book, workshop_id, clock))
        # A console that comes back to its own run need not be told that it is on.
        self.found_open = found.found_open and not again
        self._workshop_id = workshop_id
        self._take(found)

    async def load_again(self) -> None:
        """Make ready for another run of a workshop whose last one is finished."""
        workshop_id, clock = self._workshop_id, self._clock
        self.found_open = False
        self._take(await self._session.ask(lambda book: _ready(book, workshop_id, clock)))

    async def rehearse(self, speed: float) -> None:
        """Begin a rehearsal of the plan as it is now, a minute before its start: it leaves no
        trace.
        """
        begin = self._plan.starts_at - _BEFORE_START if self._plan else self._real_clock.now()
        clock = PracticeClock(ShiftedClock(self._real_clock, begin), speed)
        workshop_id = self._workshop_id
        found = await self._session.ask(lambda book: _practice(book, workshop_id, clock))
        self.practice, self._clock = clock, clock
        self.found_open = False
        self._take(found)

    def change_speed(self, speed: float) -> None:
        """Let a rehearsal go faster or slower from now on."""
        if self.practice is not None:
            self.practice.speed = speed
            self.changed.emit()

    async def end_practice(self) -> None:
        """Let the rehearsal go, and show how the real run stands."""
        self.practice, self._clock = None, self._real_clock
        self._run = None
        await self.load(self._workshop_id)

    async def start(self, *, began_seconds_ago: int = 0) -> None:
        """Open a run of the plan as it is now, and begin. Raises what `LiveRuns.open` raises.

        The backup that each workshop begins with comes after: the start is the moment of the key.
        """
        if self.practice is not None:
            await self.enter(lambda run: run.start(began_seconds_ago=began_seconds_ago))
            return
        workshop_id = self._workshop_id

        def begin(book: Workbook) -> _Loaded:
            run = book.live.open(workshop_id)
            run.start(began_seconds_ago=began_seconds_ago)
            plan, state = run.snapshot()
            notes = tuple(book.live.notes(workshop_id))
            return _Loaded(Standing.OPEN, run, plan, state, notes, elsewhere=self.elsewhere)

        self._take(await self._session.do(begin))
        await self._session.do(lambda book: book.back_up(Reason.BEFORE_WORKSHOP))

    async def tick(self) -> None:
        """Let the clock enter what is due."""
        self._asked_at = self.now()
        await self.enter(lambda run: run.tick())

    async def act(self, name: str, activity_id: str | None = None) -> None:
        """Do one thing to the run; returns when it is on disk. Raises `Refused` and known trouble.

        `name` is one of the acts of the key bar; `activity_id` the one that was chosen, if any.
        """
        status = self.status
        if name in {"pause", "next"} and status is RunStatus.READY:
            await self.start()
            return
        acts: dict[str, Callable[[LiveRun], object]] = {
            "pause": lambda run: run.resume() if status is RunStatus.PAUSED else run.pause(),
            "next": lambda run: run.next(),
            "back": lambda run: run.back(),
            "extend": lambda run: run.extend(MINUTE),
            "shorten": lambda run: run.shorten(MINUTE),
            "extend_five": lambda run: run.extend(5 * MINUTE),
            "shorten_five": lambda run: run.shorten(5 * MINUTE),
            "skip": lambda run: run.skip(activity_id),
            "unskip": lambda run: run.unskip(activity_id or ""),
            "go_to": lambda run: run.go_to(activity_id or ""),
            "wait": lambda run: run.extend(MINUTE),
            "undo_replan": lambda run: run.undo_replan(),
            "finish": lambda run: run.reopen() if status is RunStatus.FINISHED else run.finish(),
        }
        await self.enter(acts[name])

    async def note(self, text: str, *, next_time: bool = False) -> None:
        """Keep a note; returns when it is on disk. Before the start there is no run to note in."""
        run, workshop_id = self._run, self._workshop_id
        if run is None:
            raise Refused("not-running")

        def keep(book: Workbook) -> tuple[RunNote, ...]:
            run.note(text, next_time=next_time)
            return run.practice_notes() or tuple(book.live.notes(workshop_id))

        self.notes = await self._changing(keep)
        self.changed.emit()

    async def enter(self, act: Callable[[LiveRun], object]) -> None:
        """Do something to the run; returns when it is on disk. Raises as the act does."""
        run = self._run
        if run is None:
            raise Refused("not-running")

        def enter(_book: Workbook) -> tuple[RunPlan, RunState]:
            act(run)
            return run.snapshot()

        plan, state = await self._changing(enter)
        if run is self._run:
            moved = state is not self._state
            self._plan, self._state = plan, state
            if moved:
                self.changed.emit()

    async def _changing(self, change: Callable[[Workbook], Any]) -> Any:
        """A rehearsal changes no file, so nobody need be told that one did."""
        if self.practice is not None:
            return await self._session.ask(change)
        return await self._session.do(change)

    def _take(self, found: _Loaded) -> None:
        self.standing = found.standing
        self._run, self._plan, self._state = found.run, found.plan, found.state
        self.notes = found.notes
        self.elsewhere = found.elsewhere
        self.last = found.last
        self._asked_at = None
        self.changed.emit()


def _load(book: Workbook, workshop_id: str, clock: Clock) -> _Loaded:
    """How the run of a workshop stands; runs on the workbook's thread."""
    if not any(handle.started for handle in book.live.runs(workshop_id)):
        return _ready(book, workshop_id, clock)
    run = book.live.resume(workshop_id)
    plan, state = run.snapshot()
    return _Loaded(
        Standing.OPEN,
        run,
        plan,
        state,
        notes=tuple(book.live.notes(workshop_id)),
        found_open=state.status is not RunStatus.FINISHED,
        elsewhere=_elsewhere(book, workshop_id),
    )


def _ready(book: Workbook, workshop_id: str, clock: Clock) -> _Loaded:
    """The plan as it is now, to look at before anything has begun."""
    known: dict[str, Any] = {
        "notes": tuple(book.live.notes(workshop_id)),
        "elsewhere": _elsewhere(book, workshop_id),
    }
    try:
        # A run that keeps nothing.
        plan, state = book.live.practice(workshop_id, clock).snapshot()
    except Refused as refused:
        if refused.code != "agenda-empty":
            raise
        return _Loaded(Standing.EMPTY, **known)
    last = book.live.summary(workshop_id)
    return _Loaded(Standing.READY, None, plan, state, last=last, **known)


def _practice(book: Workbook, workshop_id: str, clock: PracticeClock) -> _Loaded:
    run = book.live.practice(workshop_id, clock)
    # At sixty times the speed two minutes of patience are two seconds of a busy computer.
    run.patience_ms = ADVANCE_PATIENCE_MS * MOST_SPEED
    plan, state = run.snapshot()
    return _Loaded(Standing.OPEN, run, plan, state)


def _elsewhere(book: Workbook, workshop_id: str) -> RunHandle | None:
    unfinished = (handle for handle in book.live.unfinished() if handle.started)
    return next((each for each in unfinished if each.workshop_id != workshop_id), None)
