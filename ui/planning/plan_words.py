"""Words and figures of a plan as the agenda writes them."""

from __future__ import annotations

import re
from datetime import datetime

from facilitator.planning.model import Activity, ActivityKind, Agenda
from facilitator.words.names import NAMES
from ui.words import t, tn

GROUPINGS = (
    "whole-group",
    "individual",
    "pairs",
    "groups-of-3",
    "groups-of-4",
    "groups-of-5",
    "groups-of-6",
)
_MINUTES = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:min)?")
_HOURS_AND_MINUTES = re.compile(r"(\d{1,2})\s*(?:h|:)\s*(?:(\d{1,2})\s*(?:min)?)?")
_GROUPS_OF = re.compile(r"groups-of-(\d+)")


def kind_word(kind: str) -> str:
    """What a kind of activity is called."""
    return t(NAMES["kind"].get(kind, kind))


def family_word(family: str) -> str:
    """What a family of kinds is called."""
    return t(NAMES["kind-family"].get(family, family))


def grouping_word(grouping: str) -> str:
    """How people work together; words of one's own stay as they are."""
    of = _GROUPS_OF.fullmatch(grouping)
    if of:
        return t("Groups of {size}", size=of[1])
    known = NAMES["grouping"].get(grouping)
    return t(known) if known else grouping


def clock_text(moment: datetime) -> str:
    """A wall time, ``18:05``."""
    return f"{moment.hour:02}:{moment.minute:02}"


def minutes_of(seconds: int) -> str:
    """Minutes as a figure; where seconds are left over, as a decimal: ``7.5``."""
    minutes, rest = divmod(seconds, 60)
    return f"{seconds / 60:.2f}".rstrip("0") if rest else str(minutes)


def duration(seconds: int) -> str:
    """A length as people say it: ``25 min``, ``1 h 55 min``."""
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return tn("{n} min", "{n} min", minutes)
    if not minutes:
        return t("{hours} h", hours=hours)
    return t("{hours} h {minutes} min", hours=hours, minutes=minutes)


def read_minutes(text: str) -> int | None:
    """Seconds for what was typed as minutes: ``25``, ``7.5``, ``1 h 30``, ``1:30``; None: none."""
    typed = text.strip().lower()
    plain = _MINUTES.fullmatch(typed)
    if plain is not None:
        return round(float(plain[1].replace(",", ".")) * 60)
    long = _HOURS_AND_MINUTES.fullmatch(typed)
    if long is None:
        return None
    return (int(long[1]) * 60 + int(long[2] or 0)) * 60


def contact_words(agenda: Agenda) -> str:
    """``1 h 55 min contact + 10 min break``, above the timeline."""
    contact = t("{time} contact", time=duration(agenda.contact_seconds))
    breaks = sum(
        activity.planned_seconds
        for activity in agenda.activities
        if activity.kind is ActivityKind.BREAK
    )
    return (
        t("{contact} + {time} break", contact=contact, time=duration(breaks))
        if breaks
        else (contact)
    )


def spoken_activity(activity: Activity, start: str) -> str:
    """An activity as one sentence, for screen readers."""
    minutes = tn("{n} minute", "{n} minutes", activity.planned_seconds // 60)
    parts = [start, activity.title, kind_word(activity.kind), minutes]
    parts += [activity.lead_name, grouping_word(activity.grouping)]
    return ", ".join(part for part in parts if part)
