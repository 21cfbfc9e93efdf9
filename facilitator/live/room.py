"""What the room may see of a run, with no words of its own: the display adds those.

The way in is narrow: `room_plan` takes titles, tasks, kinds and times out of a run's plan and
nothing else. `Public` texts are made here only, from what the plan shows to participants anyway and
from the facilitator's message; names of people, notes, needs and ratings have no field to travel
in. Timers show a number, not what somebody called them.

Pure. Times are aware UTC on the wall clock as it is now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from facilitator.live.model import (
    ActivityStatus,
    ClockMode,
    Phase,
    RoomChoice,
    RoomLayout,
    RunPlan,
    RunStatus,
    RunView,
    TimerKind,
    TimerView,
)
from facilitator.planning.model import ActivityKind

Public = NewType("Public", str)
"""A text that is fit for everybody's eyes."""

WELCOME_SECONDS = 3600
"""So long before the start the disc of the welcome begins to shrink."""


@dataclass(frozen=True, slots=True)
class RoomActivity:
    """An activity as participants know it."""

    id: str
    title: Public
    kind: ActivityKind
    task: Public


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """All that the room display ever learns of a plan."""

    title: Public
    programme_title: Public
    time_zone: str
    activities: tuple[RoomActivity, ...]


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A line of the agenda on the wall."""

    title: Public
    kind: ActivityKind
    starts_at: datetime | None
    minutes: int
    status: ActivityStatus


@dataclass(frozen=True, slots=True)
class RoomTimer:
    """A timer on the wall, known by its number (from 1)."""

    number: int
    kind: TimerKind
    lap: int
    laps: int
    left_seconds: int
    share_left: float


@dataclass(frozen=True, slots=True)
class RoomView:
    """One moment of the room display.

    `seconds` is what its clock counts (None: a wall clock, or none at all), `minutes` how many
    ticks its disc has, `share_left` (0 to 1) how much of it is filled. `now_at`, `starts_at`,
    `ends_at` and `back_at` are for times of the day. `countdown_seconds`: the last seconds before
    the next activity begins by itself.
    """

    layout: RoomLayout
    mode: ClockMode
    heading: Public
    title: Public
    task: Public
    message: Public
    kind: ActivityKind | None
    phase: Phase
    paused: bool
    seconds: int | None
    share_left: float
    minutes: int
    time_zone: str
    now_at: datetime
    starts_at: datetime
    ends_at: datetime | None
    back_at: datetime | None
    next_title: Public
    next_kind: ActivityKind | None
    next_at: datetime | None
    agenda: tuple[RoomRow, ...]
    timers: tuple[RoomTimer, ...]
    countdown_seconds: int | None = None


NOTHING = Public("")


def room_plan(plan: RunPlan) -> RoomPlan:
    """What of a plan is fit for the room."""
    return RoomPlan(
        title=Public(plan.title),
        programme_title=Public(plan.programme_title),
        time_zone=plan.time_zone,
        activities=tuple(
            RoomActivity(each.id, Public(each.title), ActivityKind(each.kind), Public(each.task))
            for each in plan.activities
        ),
    )


def room_view(plan: RoomPlan, view: RunView, choice: RoomChoice | None = None) -> RoomView:
    """What the room sees at the instant of `view`; `choice` instead of what the run says."""
    chosen = view.room if choice is None else choice
    layout = chosen.layout or fitting_layout(plan, view)
    on = None if view.index is None else plan.activities[view.index]
    following = next((each for each in plan.activities if each.id == view.next_activity_id), None)
    back = _back_at(plan, view)
    welcome = layout is RoomLayout.WELCOME and view.state is RunStatus.READY
    return RoomView(
        layout=layout,
        mode=chosen.mode,
        heading=plan.programme_title if welcome else plan.title,
        title=plan.title if on is None else on.title,
        task=NOTHING if on is None else on.task,
        message=Public(chosen.message),
        kind=None if on is None else on.kind,
        phase=view.phase,
        paused=view.state is RunStatus.PAUSED,
        seconds=shown_seconds(view, chosen.mode),
        share_left=share_left(view),
        minutes=WELCOME_SECONDS // 60 if on is None else round(view.allotted_seconds / 60),
        time_zone=plan.time_zone,
        now_at=view.now.wall_utc,
        starts_at=view.planned_start,
        ends_at=view.ends_at,
        back_at=back,
        next_title=NOTHING if following is None else following.title,
        next_kind=None if following is None else following.kind,
        next_at=_starts_at(view, None if following is None else following.id),
        agenda=_agenda(plan, view),
        timers=_timers(view.timers),
        countdown_seconds=view.countdown_seconds,
    )


def fitting_layout(plan: RoomPlan, view: RunView) -> RoomLayout:
    """The layout for the moment where nobody chose one."""
    if view.state is RunStatus.READY:
        return RoomLayout.WELCOME
    if view.index is None:
        return RoomLayout.THANKS
    if plan.activities[view.index].kind is ActivityKind.BREAK:
        return RoomLayout.BREAK
    return RoomLayout.DISC_TASK


def shown_seconds(view: RunView, mode: ClockMode) -> int | None:
    """What a clock shows that counts this way: seconds left (negative when over) or gone; None
    where it shows the time of the day or nothing, or where no activity is on.
    """
    if view.index is None:
        return None
    if mode is ClockMode.DOWN:
        return view.remaining_seconds
    return view.elapsed_seconds if mode is ClockMode.UP else None


def share_left(view: RunView) -> float:
    """How much of the disc is filled: of the activity's time, before the start of the last hour."""
    if view.state is RunStatus.READY:
        left = (view.planned_start - view.now.wall_utc).total_seconds()
        return min(max(left / WELCOME_SECONDS, 0.0), 1.0)
    if view.index is None or view.allotted_seconds <= 0:
        return 0.0
    return min(max(view.remaining_seconds / view.allotted_seconds, 0.0), 1.0)


def _back_at(plan: RoomPlan, view: RunView) -> datetime | None:
    """When a break is over: as somebody said, else by the plan."""
    said = [timer.back_at for timer in view.timers if timer.back_at is not None]
    if said:
        return said[-1]
    in_break = view.index is not None and plan.activities[view.index].kind is ActivityKind.BREAK
    return view.ends_at if in_break and view.state is RunStatus.RUNNING else None


def _starts_at(view: RunView, activity_id: str | None) -> datetime | None:
    return next((row.starts_at for row in view.rows if row.activity_id == activity_id), None)


def _agenda(plan: RoomPlan, view: RunView) -> tuple[RoomRow, ...]:
    return tuple(
        RoomRow(
            activity.title,
            activity.kind,
            row.starts_at,
            round(row.allotted_seconds / 60),
            row.status,
        )
        for activity, row in zip(plan.activities, view.rows, strict=True)
    )


def _timers(timers: Sequence[TimerView]) -> tuple[RoomTimer, ...]:
    shown = [timer for timer in timers if timer.kind is not TimerKind.SILENT]
    return tuple(
        RoomTimer(number, timer.kind, timer.lap, timer.laps, timer.left_seconds, timer.share_left)
        for number, timer in enumerate(shown, start=1)
    )
