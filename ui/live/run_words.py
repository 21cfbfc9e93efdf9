"""The sentences of the console: how far ahead or behind, what phase, how long an activity took."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from facilitator.live.model import (
    ActivityStatus,
    Phase,
    PlannedActivity,
    RunPlan,
    RunRow,
    RunStatus,
    RunView,
)
from facilitator.live.replanning import steps_of
from facilitator.words.names import NAMES
from ui.live.time_words import MINUS, left_to_right, minutes_and_seconds
from ui.words import isolate, locale, t, tn

PhaseLook = tuple[str, str, str]


def whole_minutes(seconds: int) -> int:
    """Minutes as people say them: to the nearest, halves up."""
    return (abs(seconds) + 30) // 60 * (1 if seconds >= 0 else -1)


def signed_minutes(seconds: int) -> str:
    """``+2`` or ``−1``; nothing when it is no whole minute."""
    minutes = whole_minutes(seconds)
    if not minutes:
        return ""
    return f"+{minutes}" if minutes > 0 else f"{MINUS}{-minutes}"


def pace(view: RunView) -> PhaseLook:
    """How the run stands against the plan: words, tone and icon of a chip."""
    seconds = view.ahead_behind_seconds
    minutes = abs(whole_minutes(seconds))
    if not minutes:
        return t("On time"), "ok", "check"
    if seconds > 0:
        return tn("{n} min behind", "{n} min behind", minutes), "warn", "arrow-right-from-line"
    return tn("{n} min ahead", "{n} min ahead", minutes), "ok", "check"


def pace_exactly(view: RunView) -> str:
    """The same to the second, for the tooltip."""
    seconds = view.ahead_behind_seconds
    if seconds > 0:
        return t("{time} behind the plan", time=minutes_and_seconds(seconds))
    if seconds < 0:
        return t("{time} ahead of the plan", time=minutes_and_seconds(-seconds))
    return t("Exactly as planned")


def exact_difference(view: RunView) -> str:
    """The same as a figure, ``+2:05`` behind or ``−0:40`` ahead; nothing when exactly on time."""
    seconds = view.ahead_behind_seconds
    return left_to_right(minutes_and_seconds(seconds, sign="+")) if seconds else ""


def against_target(view: RunView, plan: RunPlan, target: str) -> PhaseLook | None:
    """How the foreseen end stands to the end that was promised; None where none was."""
    if view.over_target_seconds is None or plan.target_end is None:
        return None
    minutes = whole_minutes(view.over_target_seconds)
    if minutes > 0:
        return tn("{n} min after {time}", "{n} min after {time}", minutes, time=target), "warn", ""
    if minutes < 0:
        words = tn("{n} min before {time}", "{n} min before {time}", -minutes, time=target)
        return words, "ok", ""
    return t("as promised"), "ok", ""


def phase_look(view: RunView) -> PhaseLook:
    """The phase as a chip: words, tone and icon."""
    if view.state is RunStatus.PAUSED:
        return t("Paused"), "info", "pause"
    looks = {
        Phase.TIME_ENOUGH: (t("Time enough"), "ok", "circle"),
        Phase.WARNING: (t("Nearly time"), "warn", "circle-dot"),
        Phase.LAST_MINUTE: (t("Last minute"), "warn", "timer"),
        Phase.OVERTIME: (t("Overtime"), "warn", "timer-reset"),
    }
    return looks[view.phase]


def minutes_taken(row: RunRow) -> tuple[str, str]:
    """The figure at the end of a row of the agenda, and its colour."""
    if row.status is ActivityStatus.SKIPPED:
        return t("skipped"), "text-3"
    if row.status is ActivityStatus.LEFT_OUT:
        return t("left out"), "text-3"
    if row.status is ActivityStatus.DONE:
        difference = row.actual_seconds - row.planned_seconds
        taken = str(whole_minutes(row.actual_seconds))
        change = signed_minutes(difference)
        words = f"{taken} ({change})" if change else taken
        return words, "warn" if whole_minutes(difference) > 0 else "text-2"
    minutes = whole_minutes(row.allotted_seconds)
    change = signed_minutes(row.allotted_seconds - row.planned_seconds)
    words = tn("{n} min", "{n} min", minutes)
    return (f"{words} ({change})" if change else words), "text"


def spoken_row(row: RunRow, time_text: str, kind: str) -> str:
    """A row of the agenda as one sentence, for screen readers and the tooltip."""
    states = {
        ActivityStatus.WAITING: t("to come"),
        ActivityStatus.CURRENT: t("on now"),
        ActivityStatus.DONE: t("done"),
        ActivityStatus.SKIPPED: t("skipped"),
        ActivityStatus.LEFT_OUT: t("left out"),
    }
    parts = [time_text, row.title, kind, states[row.status]]
    planned = whole_minutes(row.planned_seconds)
    parts.append(tn("{n} minute planned", "{n} minutes planned", planned))
    if row.status is ActivityStatus.DONE:
        taken = whole_minutes(row.actual_seconds)
        parts.append(tn("{n} minute taken", "{n} minutes taken", taken))
    return ", ".join(part for part in parts if part)


def day_words(moment: datetime, time_zone: str) -> str:
    """The day of a moment in that zone, ``Thursday 8 October``."""
    day = moment.astimezone(ZoneInfo(time_zone)).date()
    return locale().toString(day, "dddd d MMMM")  # type: ignore[call-overload]


def duration_words(seconds: int) -> str:
    """A length as people say it: ``25 min``, ``1 h 5 min``."""
    minutes = whole_minutes(seconds)
    if minutes < 60:
        return tn("{n} min", "{n} min", minutes)
    return t("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)


def kind_words(kind: str) -> str:
    """What a kind of activity is called."""
    return t(NAMES["kind"].get(kind, kind))


def grouping_words(grouping: str) -> str:
    """How people sit together; words of one's own stay as they are."""
    size = grouping.removeprefix("groups-of-")
    if size.isdigit() and size != grouping:
        return t("Groups of {size}", size=size)
    known = NAMES["grouping"].get(grouping)
    return t(known) if known else grouping


def groups_words(
    activity: PlannedActivity, allotted_seconds: int, gone_steps: frozenset[str]
) -> str:
    """What each parallel group does, a line each: ``Tables: look 10, build 15``."""
    lines = []
    steps = steps_of(activity, allotted_seconds, gone_steps)
    for track, found in zip(activity.tracks, steps, strict=True):
        parts = [
            t("{title} {minutes}", title=isolate(step.title), minutes=whole_minutes(seconds))
            for step, seconds in found
        ]
        said = ", ".join(parts) or isolate(track.task)
        lines.append(t("{group}: {steps}", group=isolate(track.name), steps=said))
    return "\n".join(lines)
