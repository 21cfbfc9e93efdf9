"""What the room display is told: plain strings and numbers that are fit for everybody's eyes.

The display can show nothing else. `room_view_of` takes the title, the task and the times out of
a run's plan and view; names, notes, needs and ratings have no field to travel in, and a test
fills all the others with marked text and looks for it here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from facilitator.live.model import Phase, PlannedActivity, RunPlan, RunStatus, RunView
from ui.live.time_words import minutes_and_seconds, wall_time
from ui.words import t

WELCOME_MINUTES = 60
"""How long before the start the disc of the welcome begins to shrink."""


class RoomLayout(StrEnum):
    """What the room display is for at the moment."""

    WELCOME = "welcome"
    ACTIVITY = "activity"
    BREAK = "break"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class RoomView:
    """One moment of the room display, words and numbers ready to be drawn.

    `heading`: what this is all about, at the top. `clock_label` stands above the time,
    `phase_text` below it. `share_left` (0 to 1) is what the disc shows, with a tick for each of
    `minutes`. `message` comes from the facilitator and takes the place of the task.
    """

    layout: RoomLayout
    heading: str
    now_text: str
    title: str
    task: str = ""
    message: str = ""
    clock_label: str = ""
    clock_text: str = ""
    phase: Phase = Phase.TIME_ENOUGH
    phase_text: str = ""
    paused: bool = False
    share_left: float = 1.0
    minutes: int = 0
    next_label: str = ""
    next_title: str = ""
    next_kind: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """All that can be read on the display, from top to bottom."""
        shown = (
            self.heading,
            self.now_text,
            self.title,
            self.clock_label,
            self.clock_text,
            self.phase_text,
            self.message or self.task,
            self.next_label,
            self.next_title,
        )
        return tuple(text for text in shown if text)


def room_view_of(plan: RunPlan, view: RunView, now: datetime, *, message: str = "") -> RoomView:
    """What the room sees of a run at `now` (aware UTC); `message` is the facilitator's own."""
    now_text = wall_time(now, plan.time_zone)
    if view.state is RunStatus.READY:
        return _welcome(plan, view, now, now_text, message)
    if view.state is RunStatus.FINISHED or view.index is None:
        return RoomView(
            RoomLayout.FINISHED,
            heading=plan.title,
            now_text=now_text,
            title=t("Thank you"),
            task=t("See you next time."),
            message=message,
            share_left=0.0,
        )
    return _activity(plan, view, plan.activities[view.index], now_text, message)


def _welcome(plan: RunPlan, view: RunView, now: datetime, now_text: str, message: str) -> RoomView:
    seconds_left = (view.planned_start - now).total_seconds()
    soon = seconds_left <= 0
    following = _next_of(plan, view)
    return RoomView(
        RoomLayout.WELCOME,
        heading=plan.programme_title,
        now_text=now_text,
        title=plan.title,
        task=t("We begin in a moment.") if soon else "",
        message=message,
        clock_label="" if soon else t("We begin at"),
        clock_text="" if soon else wall_time(view.planned_start, plan.time_zone),
        share_left=min(max(seconds_left / (WELCOME_MINUTES * 60), 0.0), 1.0),
        minutes=WELCOME_MINUTES,
        next_label=t("First") if following else "",
        next_title=following.title if following else "",
        next_kind=following.kind if following else "",
    )


def _activity(
    plan: RunPlan, view: RunView, activity: PlannedActivity, now_text: str, message: str
) -> RoomView:
    pause = activity.kind == "break"
    over = view.phase is Phase.OVERTIME
    paused = view.state is RunStatus.PAUSED
    following = _next_of(plan, view)
    clock_label, clock_text = "", minutes_and_seconds(view.remaining_seconds)
    if over:
        clock_text = minutes_and_seconds(view.overtime_seconds, sign="+")
    elif pause and not paused and view.ends_at is not None:
        clock_label, clock_text = t("Back at"), wall_time(view.ends_at, plan.time_zone)
    return RoomView(
        RoomLayout.BREAK if pause else RoomLayout.ACTIVITY,
        heading=plan.title,
        now_text=now_text,
        title=activity.title,
        task=activity.task,
        message=message,
        clock_label=clock_label,
        clock_text=clock_text,
        phase=view.phase,
        phase_text=_phase_text(view.phase, paused=paused),
        paused=paused,
        share_left=_share_left(view),
        minutes=round(view.allotted_seconds / 60),
        next_label=t("Next") if following else "",
        next_title=following.title if following else "",
        next_kind=following.kind if following else "",
    )


def _phase_text(phase: Phase, *, paused: bool) -> str:
    if paused:
        return t("Paused")
    if phase is Phase.OVERTIME:
        return t("past the plan")
    if phase is Phase.LAST_MINUTE:
        return t("Last minute")
    return t("Nearly time") if phase is Phase.WARNING else ""


def _share_left(view: RunView) -> float:
    if view.allotted_seconds <= 0:
        return 0.0
    return min(max(view.remaining_seconds / view.allotted_seconds, 0.0), 1.0)


def _next_of(plan: RunPlan, view: RunView) -> PlannedActivity | None:
    for activity in plan.activities:
        if activity.id == view.next_activity_id:
            return activity
    return None
