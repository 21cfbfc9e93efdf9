"""Builders for plans and logs of live runs: five activities in the evening of 8 October 2026."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from facilitator.live.machine import RunState, apply, begin, state_after, view_at
from facilitator.live.model import (
    EventKind,
    Instant,
    PlannedActivity,
    RunEvent,
    RunPlan,
    RunView,
    TimerOrder,
)

START = datetime(2026, 10, 8, 16, 30, tzinfo=UTC)
FIRST_BOOT = "boot-1"


def at(seconds: float = 0, *, wall: float | None = None, boot: str = FIRST_BOOT) -> Instant:
    """An instant that many seconds after the planned start; `wall` if the wall clock differs."""
    wall_seconds = seconds if wall is None else wall
    return Instant.of(START + timedelta(seconds=wall_seconds), 100_000 + seconds, boot)


def a_plan(
    *minutes: float,
    locks: dict[int, float] | None = None,
    auto: tuple[int, ...] = (),
    target_minutes: float | None = None,
) -> RunPlan:
    """A plan of activities a, b, c ...; `locks` maps an index to minutes after the start."""
    locked = locks or {}
    cursor = 0.0
    activities = []
    for index, length in enumerate(minutes or (10, 10, 20, 10, 5)):
        cursor = locked.get(index, cursor)
        activities.append(
            PlannedActivity(
                id=chr(ord("a") + index),
                title=f"Activity {index}",
                kind="input",
                planned_seconds=int(length * 60),
                starts_at=START + timedelta(minutes=cursor),
                lock_at=START + timedelta(minutes=locked[index]) if index in locked else None,
                auto_advance=index in auto,
                warn_seconds=180,
                last_seconds=60,
            )
        )
        cursor += length
    ends_at = START + timedelta(minutes=cursor)
    return RunPlan(
        workshop_id="w",
        title="Ideas for a greener street",
        time_zone="Europe/London",
        starts_at=START,
        ends_at=ends_at,
        target_end=None if target_minutes is None else START + timedelta(minutes=target_minutes),
        activities=tuple(activities),
    )


class Log:
    """A log in the making: `log.at(60).next()` enters `next` a minute after the planned start."""

    def __init__(self, plan: RunPlan | None = None) -> None:
        self.plan = plan or a_plan()
        self.events: list[RunEvent] = []
        self.state: RunState = begin(self.plan)

    def enter(
        self,
        kind: str,
        when: float | Instant = 0,
        *,
        activity: str | None = None,
        seconds: int | None = None,
    ) -> Log:
        instant = when if isinstance(when, Instant) else at(when)
        return self.take(RunEvent(EventKind(kind), instant, activity, seconds))

    def timer(self, when: float, order: TimerOrder) -> Log:
        return self.take(RunEvent(EventKind.TIMER, at(when), timer=order))

    def take(self, event: RunEvent) -> Log:
        self.state = apply(self.plan, self.state, event)
        self.events.append(event)
        assert self.state == state_after(self.plan, self.events)
        return self

    def view(self, when: float | Instant = 0) -> RunView:
        return view_at(self.plan, self.state, when if isinstance(when, Instant) else at(when))
