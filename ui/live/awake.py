"""When the computer has to stay awake for a run."""

from __future__ import annotations

from facilitator.live.model import RunStatus, RunView

LONG_PAUSE_SECONDS = 45 * 60
"""A pause that lasts longer is no pause: people have gone home, and the lid may be closed."""

BEFORE_SECONDS = 60 * 60
"""So long before the start the room display may already show its welcome."""


def must_stay_awake(view: RunView | None, *, room_shown: bool) -> bool:
    """Whether sleep would disturb a workshop: while it runs or makes a short pause, and while the
    room display welcomes people around the time it begins.
    """
    if view is None:
        return False
    if view.state is RunStatus.RUNNING:
        return True
    if view.state is RunStatus.PAUSED:
        return view.paused_now_seconds < LONG_PAUSE_SECONDS
    if view.state is RunStatus.READY and room_shown:
        away = abs((view.planned_start - view.now.wall_utc).total_seconds())
        return away < BEFORE_SECONDS
    return False
