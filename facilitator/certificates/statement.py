"""The sentences on a certificate: a text with placeholders from a fixed list, filled in once.

Placeholders are replaced as plain text in one pass: what is filled in is never looked at again,
so a name with braces stays a name, and no expression is ever evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

PLACEHOLDERS = (
    "display_name",
    "programme_title",
    "venue",
    "city",
    "first_date",
    "last_date",
    "dates",
    "sessions_attended",
    "sessions_planned",
    "contact_time",
    "learning_outcomes",
    "observed_skills_with_levels",
)
"""Every placeholder a statement or small print may hold, without its braces."""

LISTS = frozenset({"learning_outcomes", "observed_skills_with_levels"})
"""Placeholders that stand for a list: a sentence about an empty one is left out."""

_BRACED = re.compile(r"\{([A-Za-z_]+)\}")
# With the comma and the blank before it, which go when there is nothing to say.
_LED_IN = re.compile(r"(,? )?\{([A-Za-z_]+)\}")
_ANY_BRACED = re.compile(r"\{([^{}]*)\}")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?]) +")

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def unknown_placeholders(text: str) -> tuple[str, ...]:
    """The names in braces that are no placeholders, in the order of the text, each once."""
    names = dict.fromkeys(_ANY_BRACED.findall(text))
    return tuple(name for name in names if name not in PLACEHOLDERS)


def has_lone_brace(text: str) -> bool:
    """Whether a brace has lost its partner, so that a placeholder would print as it is typed."""
    rest = _ANY_BRACED.sub("", text)
    return "{" in rest or "}" in rest


def compose(text: str, values: Mapping[str, str]) -> str:
    """`text` filled in so that nothing reads as if something were missing.

    A sentence about a list that is empty is left out, unless it is all there is; anything else
    that is empty takes the comma and the blank before it along. Where nothing is empty this is
    `fill`.
    """
    empty = {name for name in PLACEHOLDERS if name in values and not values[name].strip()}
    if not empty:
        return fill(text, values)
    sentences = _BETWEEN_SENTENCES.split(text)
    told = [each for each in sentences if not empty & LISTS & set(_BRACED.findall(each))]
    kept = text if len(told) in {0, len(sentences)} else " ".join(told)

    def value(found: re.Match[str]) -> str:
        lead, name = found[1] or "", found[2]
        if name in empty:
            return ""
        return lead + values[name] if name in PLACEHOLDERS and name in values else found[0]

    return _LED_IN.sub(value, kept)


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with every known placeholder replaced by its value; anything else stays as it is."""

    def value(found: re.Match[str]) -> str:
        name = found[1]
        return values[name] if name in PLACEHOLDERS and name in values else found[0]

    return _BRACED.sub(value, text)


def date_in_words(day: date) -> str:
    """``17 September 2026``: the day as certificates in English write it."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def dates_in_words(first: date, last: date) -> str:
    """``on 17 September 2026``, ``from 17 September 2026 to 15 October 2026``."""
    if first == last:
        return f"on {date_in_words(first)}"
    return f"from {date_in_words(first)} to {date_in_words(last)}"


def month_in_short(day: date) -> str:
    """``Sep``: the month as narrow columns write it."""
    return _MONTHS[day.month - 1][:3]


def time_in_words(minutes: int) -> str:
    """``9 h 10 min``, ``9 h``, ``45 min``, ``0 h``: contact time as certificates write it."""
    hours, rest = divmod(minutes, 60)
    if rest == 0:
        return f"{hours} h"
    return f"{hours} h {rest} min" if hours else f"{rest} min"


def list_of_outcomes(texts: list[str]) -> str:
    """Whole sentences as one list: their full stops give way to semicolons."""
    return "; ".join(text.strip().removesuffix(".") for text in texts)


def list_of_skills(skills: list[tuple[str, str]]) -> str:
    """Skills with the word for their level: ``Creativity (Confident), Adaptability (Aware)``."""
    return ", ".join(f"{title} ({level})" for title, level in skills)
