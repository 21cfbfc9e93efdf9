"""What stands around the disc at one moment, whichever way the clock counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from facilitator.live.model import ClockMode, Phase, RunPlan, RunStatus, RunView
from ui.live.run_words import duration_words, whole_minutes
from ui.live.time_words import minutes_and_seconds, wall_time
from ui.words import t, tn

MODES = (ClockMode.DOWN, ClockMode.UP, ClockMode.CLOCK)
"""The ways in which the console counts, in the order of their key."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Words above the large figure, the figure, words below it; the share of the disc."""

    above: str
    figure: str
    below: str
    share_left: float
    minutes: int = 0
    color: str = "text"


def mode_words(mode: ClockMode) -> str:
    """What the key for the way of counting shows."""
    words = {
        ClockMode.DOWN: t("counts down"),
        ClockMode.UP: t("counts up"),
        ClockMode.CLOCK: t("time of day"),
    }
    return words[mode]


def moment_of(plan: RunPlan, view: RunView, now: datetime, mode: ClockMode) -> Moment:
    """The moment `now` (aware UTC) of a run."""
    if view.state is RunStatus.READY:
        return _before(plan, view, now)
    if view.state is RunStatus.FINISHED:
        ended = view.finished_at or now
        below = t("{time} without pauses", time=duration_words(view.running_seconds))
        return Moment(t("ended at"), wall_time(ended, plan.time_zone), below, 0.0)
    return _under_way(plan, view, now, mode)


def _under_way(plan: RunPlan, view: RunView, now: datetime, mode: ClockMode) -> Moment:
    minutes = whole_minutes(view.allotted_seconds)
    over = view.phase is Phase.OVERTIME
    left = tn("left of {n} minute", "left of {n} minutes", minutes)
    if over:
        left = tn("past {n} minute", "past {n} minutes", minutes)
    left_figure = minutes_and_seconds(view.remaining_seconds)
    if over:
        left_figure = minutes_and_seconds(view.overtime_seconds, sign="+")
    gone_figure = minutes_and_seconds(view.elapsed_seconds)
    gone = t("{time} gone", time=gone_figure)
    ends = ""
    if not over and view.ends_at is not None:
        ends = t("ends {time}", time=wall_time(view.ends_at, plan.time_zone))
    share = view.remaining_seconds / view.allotted_seconds if view.allotted_seconds else 0.0
    figures = {
        ClockMode.UP: (tn("gone of {n} minute", "gone of {n} minutes", minutes), gone_figure),
        ClockMode.CLOCK: (t("time of day"), wall_time(now, plan.time_zone)),
    }
    above, figure = figures.get(mode, (left, left_figure))
    beside = gone if mode is ClockMode.DOWN else f"{left_figure} {left}"
    return Moment(
        above,
        figure,
        "   ".join(part for part in (beside, ends) if part),
        0.0 if over else share,
        0 if over else minutes,
        "disc-over" if over else "text",
    )


def _before(plan: RunPlan, view: RunView, now: datetime) -> Moment:
    seconds = round((view.planned_start - now).total_seconds())
    if seconds >= 30:
        below = t("in {time}", time=duration_words(seconds))
    elif seconds > -30:
        below = t("now")
    else:
        below = t("{time} ago", time=duration_words(-seconds))
    figure = wall_time(view.planned_start, plan.time_zone)
    return Moment(t("planned start"), figure, below, 1.0, whole_minutes(view.allotted_seconds))
