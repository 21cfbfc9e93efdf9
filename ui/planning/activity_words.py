"""Words and readings of one activity's fields, shared by the table and the form."""

from __future__ import annotations

import re
from datetime import datetime

from facilitator.planning.timing import MAX_ACTIVITY_SECONDS, MAX_LOCK_SECONDS
from ui.planning.plan_words import duration, minutes_of, read_minutes
from ui.words import isolate, t

_TIME = re.compile(r"(\d{1,2})\s*(?:[:.h]\s*(\d{2})?)?\s*h?|(\d{1,2})(\d{2})")
_LONGEST_TITLE = 300
_DAY = 24 * 3600


def layout_word(layout: str) -> str:
    """How the room is set; words of one's own stay as they are."""
    known = {
        "any": t("Any layout"),
        "circle": t("Circle of chairs"),
        "tables": t("Tables for groups of 4 to 6"),
        "cafe-tables": t("Small café tables for 4 to 5"),
        "open-floor": t("Open floor, chairs to the side"),
        "walls": t("Free wall space to walk along"),
        "stations": t("Stations around the room"),
        "fishbowl": t("Inner and outer circle of chairs"),
        "breakout-corners": t("Corners or small rooms"),
        "outdoors": t("Outdoors"),
    }
    return known.get(layout, layout)


LAYOUTS = (
    "any",
    "circle",
    "tables",
    "cafe-tables",
    "open-floor",
    "walls",
    "stations",
    "fishbowl",
    "breakout-corners",
    "outdoors",
)


def clock_of(seconds: int) -> str:
    """A wall time after midnight, ``18:25``; the day is told apart."""
    minutes = seconds % _DAY // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"


def read_time(text: str) -> int | None:
    """Seconds after midnight for ``18:25``, ``18.25``, ``1825``, ``18h25``, ``18``; None: none."""
    found = _TIME.fullmatch(text.strip().lower())
    if found is None:
        return None
    hours = int(found[1] or found[3])
    minutes = int(found[2] or found[4] or 0)
    return hours * 3600 + minutes * 60 if hours < 24 and minutes < 60 else None


def lock_near(typed: int, day_start: datetime, now: datetime) -> int:
    """The locked start that a typed time of day means: on that day of the workshop where it is
    nearest to when the activity begins now.

    `day_start` is when the workshop begins, `now` when the activity does (wall times count).
    """
    midnight = day_start.replace(hour=0, minute=0, second=0, tzinfo=None)
    begins = int((now.replace(tzinfo=None) - midnight).total_seconds())
    days = (typed, typed + _DAY, typed + 2 * _DAY)
    return min(
        (each for each in days if each <= MAX_LOCK_SECONDS), key=lambda each: abs(each - begins)
    )


def minutes_trouble(text: str) -> str:
    """Why a text cannot be the planned minutes; "" where it can."""
    seconds = read_minutes(text)
    if seconds is None:
        return t("“{entry}” is no length of time. Write 90, 1h30 or 1:30.", entry=isolate(text))
    if seconds <= 0:
        return t("An activity takes at least one minute.")
    if seconds > MAX_ACTIVITY_SECONDS:
        return t("An activity takes 24 hours at most.")
    return ""


def least_trouble(text: str, planned_seconds: int) -> str:
    """Why a text cannot be the least minutes; nothing written means: as planned."""
    if not text.strip():
        return ""
    seconds = read_minutes(text)
    if seconds is None:
        return minutes_trouble(text)
    if seconds > planned_seconds:
        return t("That is more than the {time} planned.", time=duration(planned_seconds))
    return ""


def start_trouble(text: str) -> str:
    """Why a text cannot be a locked start; nothing written means: not locked."""
    if not text.strip() or read_time(text) is not None:
        return ""
    return t("“{entry}” is no time of day. Write it like 18:25.", entry=isolate(text))


def title_trouble(text: str) -> str:
    """Why a text cannot be a title."""
    if not text.strip():
        return t("A title is needed.")
    if len(text.strip()) > _LONGEST_TITLE:
        return t("A title has {most} letters at most.", most=_LONGEST_TITLE)
    return ""


def saves_words(seconds: int) -> str:
    """What leaving out saves; "" for nothing."""
    return t("saves {minutes} min", minutes=minutes_of(seconds)) if seconds else ""
