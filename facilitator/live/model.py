"""What a run is made of: moments, the events of its log, the plan it was opened with, its view.

A run is the log of what the facilitator pressed, each entry with the moment it was pressed.
Everything shown follows from the log and the plan alone (`facilitator.live.machine`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from facilitator.clock import Clock


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment on both clocks: the wall (aware UTC) and the seconds since a named boot.

    Milliseconds count; both clocks are cut to them, so that sums of times come out exact.
    """

    wall_utc: datetime
    boot_ms: int
    boot_id: str

    @classmethod
    def of(cls, wall_utc: datetime, boot_seconds: float, boot_id: str) -> Instant:
        """An instant from clock readings."""
        wall = wall_utc.replace(microsecond=wall_utc.microsecond // 1000 * 1000)
        return cls(wall, round(boot_seconds * 1000), boot_id)

    @classmethod
    def now(cls, clock: Clock) -> Instant:
        """What the clock says."""
        return cls.of(clock.now(), clock.boot_seconds(), clock.boot_id())

    @property
    def boot_seconds(self) -> float:
        """Seconds since that boot."""
        return self.boot_ms / 1000

    def moved(self, milliseconds: int) -> Instant:
        """The instant that much later (earlier if negative) on both clocks."""
        wall = self.wall_utc + timedelta(milliseconds=milliseconds)
        return Instant(wall, self.boot_ms + milliseconds, self.boot_id)


def elapsed_ms(earlier: Instant, later: Instant) -> int:
    """Milliseconds between two instants, never negative.

    Within one boot the boot clock alone counts, so that setting the wall clock changes nothing.
    Across boots only the wall clock is left; if it went backwards, no time is known to have
    passed.
    """
    if earlier.boot_id == later.boot_id:
        return max(later.boot_ms - earlier.boot_ms, 0)
    return max((later.wall_utc - earlier.wall_utc) // timedelta(milliseconds=1), 0)


class EventKind(StrEnum):
    """What can be entered in the log of a run."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    NEXT = "next"
    BACK = "back"
    GO_TO = "go-to"
    EXTEND = "extend"
    SHORTEN = "shorten"
    SKIP = "skip"
    UNSKIP = "unskip"
    FINISH = "finish"
    REOPEN = "reopen"
    CORRECT_START = "correct-start"
    ANCHOR = "anchor"
    """Changes nothing; ties the log to the clocks as they are now (after a reboot or a jump)."""
    NOT_COUNTED = "not-counted"
    """The last so many seconds were no time of the activity but a pause."""
    REPLAN = "replan"
    """Gives what is left other lengths and leaves things out, all at once."""
    UNDO_REPLAN = "undo-replan"
    TIMER = "timer"
    """Something done to a timer beside the main one."""
    ROOM = "room"
    """What the room is to see from now on."""


class TimerKind(StrEnum):
    """What a timer beside the main one is for."""

    GROUP = "group"
    TURN = "turn"
    BREAK = "break"
    SILENT = "silent"


class TimerAct(StrEnum):
    """What can be done to such a timer."""

    ADD = "add"
    PAUSE = "pause"
    RESUME = "resume"
    NEXT = "next"
    BACK = "back"
    EXTEND = "extend"
    RESTART = "restart"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class TimerSpec:
    """How a timer was set: one length (seconds) a lap, and what each lap is called, if anything.

    `automatic`: the next lap begins by itself when one is over.
    """

    kind: TimerKind
    laps: tuple[int, ...]
    label: str = ""
    lap_labels: tuple[str, ...] = ()
    automatic: bool = True


@dataclass(frozen=True, slots=True)
class TimerOrder:
    """One thing done to one timer; `spec` where it is added, `seconds` where it is extended."""

    act: TimerAct
    timer_id: str
    spec: TimerSpec | None = None
    seconds: int = 0


class TimerState(StrEnum):
    """Where a timer stands."""

    RUNNING = "running"
    PAUSED = "paused"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class TimerView:
    """What a timer shows. `left_seconds` is that of the lap, negative when the last one is over.

    `ends_at` (UTC): when the lap ends, None at a stand; `back_at`: when a break is over.
    """

    id: str
    kind: TimerKind
    label: str
    lap: int
    laps: int
    lap_label: str
    lap_seconds: int
    elapsed_seconds: int
    left_seconds: int
    total_left_seconds: int
    state: TimerState
    automatic: bool
    silent: bool
    ends_at: datetime | None
    back_at: datetime | None
    share_left: float


class RoomLayout(StrEnum):
    """What the room display shows."""

    DISC = "disc"
    DISC_TASK = "disc-task"
    AGENDA = "agenda"
    BREAK = "break"
    WELCOME = "welcome"
    THANKS = "thanks"


class ClockMode(StrEnum):
    """Which way a display counts."""

    DOWN = "down"
    UP = "up"
    CLOCK = "clock"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RoomChoice:
    """What the facilitator wants the room to see. `layout` None: what fits the moment."""

    layout: RoomLayout | None = None
    mode: ClockMode = ClockMode.DOWN
    message: str = ""


NO_CHOICE = RoomChoice()
"""What the room sees when nobody has said anything."""


@dataclass(frozen=True, slots=True)
class RunChange:
    """What a re-plan makes of an activity, or of a step of a parallel group (`step_of`: the
    activity that it is a step of). `after_seconds` None: it is left out.
    """

    activity_id: str
    title: str
    before_seconds: int
    after_seconds: int | None
    step_of: str = ""


@dataclass(frozen=True, slots=True)
class RunEvent:
    """One entry of the log. `seconds` and `activity_id` where the kind needs them; `changes` of a
    re-plan, `timer` and `room` where something was done to those.

    `by_itself`: entered by the clock (an activity that advances by itself), not by a person.
    """

    kind: EventKind
    instant: Instant
    activity_id: str | None = None
    seconds: int | None = None
    by_itself: bool = False
    changes: tuple[RunChange, ...] = ()
    timer: TimerOrder | None = None
    room: RoomChoice | None = None


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of a parallel group."""

    id: str
    title: str
    seconds: int
    least_seconds: int = 0
    optional: bool = False
    locked: bool = False


@dataclass(frozen=True, slots=True)
class PlannedTrack:
    """What one parallel group does, as the console shows it."""

    name: str
    task: str
    steps: tuple[PlannedStep, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedActivity:
    """An activity as it stood in the plan when the run was opened.

    `planned_seconds` is its whole length, parallel groups included; `own_seconds` and
    `own_least_seconds` are without them. `starts_at` and `lock_at` are aware UTC. The phases begin
    `warn_seconds` and `last_seconds` before its end, or when `warn_percent` and `last_percent` of
    its time are left; `cues` are the moments, in seconds before its end, chosen for a sound.
    """

    id: str
    title: str
    kind: str
    planned_seconds: int
    starts_at: datetime
    least_seconds: int = 0
    optional: bool = False
    lock_at: datetime | None = None
    counts_as_contact: bool = True
    auto_advance: bool = False
    warn_seconds: int = 0
    last_seconds: int = 0
    lead_name: str = ""
    grouping: str = ""
    room_layout: str = ""
    aim: str = ""
    task: str = ""
    say: str = ""
    do: str = ""
    watch: str = ""
    if_short: str = ""
    can_lose_seconds: int = 0
    method_id: str | None = None
    materials: tuple[str, ...] = ()
    tracks: tuple[PlannedTrack, ...] = ()
    warn_percent: int | None = None
    last_percent: int | None = None
    cues: tuple[int, ...] = ()
    own_seconds: int | None = None
    own_least_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class RunPlan:
    """The agenda of one workshop as it stood when the run was opened. Times are aware UTC."""

    workshop_id: str
    title: str
    time_zone: str
    starts_at: datetime
    ends_at: datetime
    target_end: datetime | None
    activities: tuple[PlannedActivity, ...]
    programme_id: str | None = None
    programme_title: str = ""


class RunStatus(StrEnum):
    """Where a run stands."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


class Phase(StrEnum):
    """How the time of the current activity stands."""

    TIME_ENOUGH = "time-enough"
    WARNING = "warning"
    LAST_MINUTE = "last-minute"
    OVERTIME = "overtime"


class ActivityStatus(StrEnum):
    """Where an activity stands in a run."""

    WAITING = "waiting"
    CURRENT = "current"
    DONE = "done"
    SKIPPED = "skipped"
    LEFT_OUT = "left-out"
    """Still waiting when the run was finished."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """Planned against actual for one activity.

    `allotted_seconds` is planned plus what was given or taken while running. `starts_at` and
    `ends_at` (UTC): what happened for those done, what is foreseen for those waiting; None for
    those skipped or left out and never begun.
    """

    activity_id: str
    title: str
    kind: str
    planned_seconds: int
    allotted_seconds: int
    actual_seconds: int
    status: ActivityStatus
    starts_at: datetime | None
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Away:
    """Running time during which nothing was heard of the program: it was ended, the power was out
    or the computer slept. `certain`: the boot clock vouches for its length.
    """

    since: datetime
    seconds: int
    certain: bool


@dataclass(frozen=True, slots=True)
class Missed:
    """An advance that nobody was there to see, so that it was not made: when it was due, and where
    the room would be had all gone by plan since.
    """

    due_at: datetime
    seconds_ago: int
    likely_activity_id: str


@dataclass(frozen=True, slots=True)
class RunView:
    """Everything a console shows at one instant.

    elapsed + remaining = allotted (remaining is negative in overtime, and then
    overtime = −remaining). `ahead_behind_seconds` is + when behind the plan: by how much the
    foreseen end (locked starts held, free time used up) is later than the planned one.
    `projected_end` and the other times are UTC on the wall clock as it is now; a wall clock that
    was set in mid-run moves them together and changes no duration.
    `doubtful_seconds`: time counted across a restart of the computer, known from the wall clock
    alone; worth a question to the person. `auto_advance_in_seconds`: None where the activity
    waits for a person; `countdown_seconds` is the same for the last ten, to be shown. `due_advance`
    is an advance to be entered now, `missed` one that was due too long ago for that. `replans`:
    how many re-plans can be taken back.
    """

    state: RunStatus
    now: Instant
    activity_id: str | None
    index: int | None
    next_activity_id: str | None
    allotted_seconds: int
    elapsed_seconds: int
    remaining_seconds: int
    overtime_seconds: int
    ends_at: datetime | None
    phase: Phase
    ahead_behind_seconds: int
    planned_start: datetime
    planned_end: datetime
    projected_end: datetime
    target_end: datetime | None
    over_target_seconds: int | None
    started_at: datetime | None
    finished_at: datetime | None
    running_seconds: int
    paused_seconds: int
    paused_now_seconds: int
    doubtful_seconds: int
    auto_advance_in_seconds: int | None
    due_advance: Instant | None
    rows: tuple[RunRow, ...]
    countdown_seconds: int | None = None
    missed: Missed | None = None
    away: Away | None = None
    replans: int = 0
    timers: tuple[TimerView, ...] = ()
    room: RoomChoice = NO_CHOICE


@dataclass(frozen=True, slots=True)
class RunHandle:
    """A run in the workbook."""

    id: str
    workshop_id: str
    workshop_title: str
    programme_title: str
    opened_at: datetime
    finished_at: datetime | None
    started: bool


@dataclass(frozen=True, slots=True)
class RunNote:
    """A note stamped with time and activity."""

    id: str
    workshop_id: str
    run_id: str | None
    activity_id: str | None
    activity_title: str
    noted_at: datetime
    text: str
    next_time: bool = False
    """It says what to change next time."""


@dataclass(frozen=True, slots=True)
class ActualRow:
    """Planned against actual of one activity, for the report."""

    activity_id: str
    title: str
    kind: str
    method_id: str | None
    planned_seconds: int
    allotted_seconds: int
    actual_seconds: int
    status: ActivityStatus
    started_at: datetime | None
    ended_at: datetime | None
