"""When the phases of an activity begin: by minutes before its end, or by what is left of its time.

Each activity says so itself, else its workshop, else the centre, else what is usual here. A percent
is of the time allotted, so it moves when an activity is given more.

Pure. Neighbour: `cues` tells when that is to be heard.
"""

from __future__ import annotations

from facilitator.live.model import Phase, PlannedActivity
from facilitator.planning.model import PhaseRule

USUAL = PhaseRule(cues=())
"""Where nobody said anything: `USUAL_WARN_SECONDS` and `USUAL_LAST_SECONDS`, no other sounds."""

USUAL_WARN_SECONDS = 180
"""The warning phase begins this long before the end, but not before two thirds have passed."""

USUAL_LAST_SECONDS = 60
"""The last-minute phase begins this long before the end, but not before three quarters have."""

COUNTDOWN_SECONDS = 10
"""So long before an activity advances by itself that is announced."""


def usual_phases(planned_seconds: int) -> tuple[int, int]:
    """Seconds before the end at which warning and last minute begin where nobody said otherwise."""
    return (
        min(USUAL_WARN_SECONDS, planned_seconds // 3),
        min(USUAL_LAST_SECONDS, planned_seconds // 4),
    )


def phase_starts(activity: PlannedActivity, allotted_seconds: int) -> tuple[int, int]:
    """Milliseconds before the end at which warning and last minute begin; 0 for a phase that the
    activity does not have.
    """
    return (
        _before_end(activity.warn_seconds, activity.warn_percent, allotted_seconds),
        _before_end(activity.last_seconds, activity.last_percent, allotted_seconds),
    )


def phase_of(activity: PlannedActivity, allotted_seconds: int, left_ms: int) -> Phase:
    """How the time of an activity stands with so much of it left."""
    if left_ms <= 0:
        return Phase.OVERTIME
    warn_ms, last_ms = phase_starts(activity, allotted_seconds)
    if left_ms <= last_ms:
        return Phase.LAST_MINUTE
    return Phase.WARNING if left_ms <= warn_ms else Phase.TIME_ENOUGH


def _before_end(seconds: int, percent: int | None, allotted_seconds: int) -> int:
    return seconds * 1000 if percent is None else allotted_seconds * 10 * percent
