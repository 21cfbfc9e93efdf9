"""How timers are set from what the plan says: one for each parallel group, one for a break."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from facilitator.errors import Refused
from facilitator.live.model import PlannedActivity, TimerKind, TimerSpec
from facilitator.live.replanning import steps_of
from facilitator.planning.timing import resolve_wall_time, zone_named


def group_specs(
    activity: PlannedActivity, allotted_seconds: int, gone: frozenset[str]
) -> list[TimerSpec]:
    """A timer for each group of an activity: its steps as this run has them, or (with none) all of
    the activity's time.
    """
    found: list[TimerSpec] = []
    tracks = steps_of(activity, allotted_seconds, gone)
    for track, steps in zip(activity.tracks, tracks, strict=True):
        timed = [(step.title, seconds) for step, seconds in steps if seconds > 0]
        timed = timed or [("", allotted_seconds)]
        found.append(
            TimerSpec(
                TimerKind.GROUP,
                tuple(seconds for _, seconds in timed),
                track.name,
                tuple(title for title, _ in timed),
            )
        )
    return found


def seconds_until(now: datetime, wall: time | str, time_zone: str) -> int:
    """Seconds from `now` (aware) to the next time that clocks in that zone show `wall`, at least
    one. Refused: "date-invalid".
    """
    try:
        wanted = time.fromisoformat(wall) if isinstance(wall, str) else wall
    except ValueError as error:
        raise Refused("date-invalid", field="wall", value=str(wall)) from error
    zone = zone_named(time_zone)
    today = now.astimezone(zone).date()
    for days in (0, 1, 2):
        day = today + timedelta(days=days)
        moment, _ = resolve_wall_time(datetime.combine(day, wanted.replace(tzinfo=None)), zone)
        seconds = (moment - now).total_seconds()
        if seconds > 0:
            return max(round(seconds), 1)
    raise Refused("date-invalid", field="wall", value=str(wall))
