"""What each field of a plan may hold, and how it is stored.

A rule takes the name of the field and what was given, and returns what the column holds. It
raises `Refused` with a code for the sentence and `field` for the place to show it at.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from facilitator.errors import Refused
from facilitator.people.names import clean_note, clean_text
from facilitator.planning.model import ActivityKind, TaskPhase, WorkshopStatus
from facilitator.planning.timing import (
    FIRST_YEAR,
    LAST_YEAR,
    MAX_ACTIVITY_SECONDS,
    MAX_LOCK_SECONDS,
    zone_named,
)

MAX_TITLE = 300
"""The longest title, in characters."""

MAX_NOTE = 20_000
"""The longest text of several lines, in characters."""

MAX_MOMENTS = 12
"""The most moments that a sound can be chosen for in one activity."""

Rule = Callable[[str, object], object]
Values = dict[str, object]


def checked(rules: Mapping[str, Rule], fields: Mapping[str, object]) -> Values:
    """The values to store for the fields given. A field that does not exist is our own mistake."""
    unknown = fields.keys() - rules.keys()
    if unknown:
        raise TypeError(f"unknown fields: {', '.join(sorted(unknown))}")
    return {name: rules[name](name, value) for name, value in fields.items()}


def title(field: str, value: object) -> str:
    """One line that must say something: "title-empty", "title-too-long"."""
    text = clean_text(str(value))
    if not text:
        raise Refused("title-empty", field=field)
    if len(text) > MAX_TITLE:
        raise Refused("title-too-long", field=field, length=len(text), limit=MAX_TITLE)
    return text


def line(field: str, value: object) -> str:
    """One line, which may be empty: "title-too-long"."""
    text = clean_text("" if value is None else str(value))
    if len(text) > MAX_TITLE:
        raise Refused("title-too-long", field=field, length=len(text), limit=MAX_TITLE)
    return text


def note(field: str, value: object) -> str:
    """Text of several lines, which may be empty: "text-too-long"."""
    text = clean_note("" if value is None else str(value))
    if len(text) > MAX_NOTE:
        raise Refused("text-too-long", field=field, length=len(text), limit=MAX_NOTE)
    return text


def written(field: str, value: object) -> str:
    """Text of several lines that must say something: "text-empty", "text-too-long"."""
    text = note(field, value)
    if not text.strip():
        raise Refused("text-empty", field=field)
    return text


def flag(_field: str, value: object) -> int:
    """Yes or no."""
    return 1 if value else 0


def reference(_field: str, value: object) -> str | None:
    """The key of another row, or none."""
    return None if value is None else str(value)


def whole(low: int, high: int, code: str, *, optional: bool = False) -> Rule:
    """A whole number in a range, refused with `code`; None where `optional`."""

    def rule(field: str, value: object) -> int | None:
        if value is None and optional:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise Refused(code, field=field, value=value, low=low, high=high)
        return value

    return rule


def lasting(field: str, value: object) -> object:
    """How long an activity is planned to last: in no way of making one, no time at all."""
    if value == 0 and not isinstance(value, bool):
        raise Refused("minutes-zero", field=field, value=value)
    return whole(1, MAX_ACTIVITY_SECONDS, "minutes-out-of-range")(field, value)


def one_of(options: Iterable[object], code: str = "choice-unknown") -> Rule:
    """One of a closed set, refused with `code`."""
    known = frozenset(options)

    def rule(field: str, value: object) -> object:
        if value not in known:
            raise Refused(code, field=field, value=value)
        return str(value) if isinstance(value, str) else value

    return rule


def texts(_field: str, value: object) -> str:
    """Several short texts, stored as a JSON array."""
    if not isinstance(value, Iterable) or isinstance(value, str):
        raise TypeError("several texts are needed")
    cleaned = (clean_text(str(item)) for item in value)
    return json.dumps([text for text in cleaned if text], ensure_ascii=False)


def wall_time(field: str, value: object) -> str:
    """A local date and time, to the minute: "date-invalid"."""
    moment = value
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError as error:
            raise Refused("date-invalid", field=field, value=value) from error
    if not isinstance(moment, datetime) or moment.tzinfo is not None:
        raise Refused("date-invalid", field=field, value=str(value))
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise Refused("date-invalid", field=field, value=str(value))
    return f"{moment:%Y-%m-%dT%H:%M}"


def time_zone(_field: str, value: object) -> str:
    """The IANA name of a zone: "time-zone-unknown"."""
    return zone_named(str(value)).key


def moments(field: str, value: object) -> str | None:
    """Moments before the end (seconds), each once, the longest first, stored as a JSON array; None
    stays None. "minutes-out-of-range", "too-many-moments".
    """
    if value is None:
        return None
    if not isinstance(value, Iterable) or isinstance(value, str):
        raise TypeError("several moments are needed")
    found = {seconds(field, each) for each in value}
    if len(found) > MAX_MOMENTS:
        raise Refused("too-many-moments", field=field, most=MAX_MOMENTS)
    return json.dumps(sorted(found, reverse=True))


seconds = whole(0, MAX_ACTIVITY_SECONDS, "minutes-out-of-range")
some_seconds = whole(0, MAX_ACTIVITY_SECONDS, "minutes-out-of-range", optional=True)
some_percent = whole(0, 100, "percent-out-of-range", optional=True)
kind = one_of(ActivityKind, "unknown-kind")
people = whole(1, 100_000, "heads-out-of-range", optional=True)

PHASES: Mapping[str, Rule] = {
    "warn_seconds": some_seconds,
    "warn_percent": some_percent,
    "last_seconds": some_seconds,
    "last_percent": some_percent,
    "cues": moments,
}

PROGRAMME: Mapping[str, Rule] = {
    "title": title,
    "subtitle": line,
    "summary": note,
    "language": line,
    "venue_id": reference,
    "audience": note,
    "capacity": people,
    "min_to_run": people,
    "themes": texts,
    "breaks_count": flag,
    "rounding_minutes": one_of((0, 5, 10, 15, 30)),
    "late_rule": note,
    "doors_open_minutes": whole(0, 240, "minutes-out-of-range"),
    "funder_partner_id": reference,
    "grant_reference": line,
    "smallest_group_shown": whole(1, 50, "heads-out-of-range"),
    "default_template": line,
    "highest_award_only": flag,
    "is_template": flag,
    "is_sample": flag,
    "seed_key": reference,
}

WORKSHOP: Mapping[str, Rule] = {
    "title": title,
    "aim": note,
    "starts_local": wall_time,
    "time_zone": time_zone,
    "target_seconds": whole(60, MAX_ACTIVITY_SECONDS, "target-out-of-range", optional=True),
    "venue_id": reference,
    "room_id": reference,
    "room_layout": line,
    "room_note": note,
    "expected_heads": whole(0, 100_000, "heads-out-of-range", optional=True),
    "status": one_of(WorkshopStatus),
    "is_template": flag,
    **PHASES,
    "seed_key": reference,
}

ACTIVITY: Mapping[str, Rule] = {
    "title": title,
    "kind": kind,
    "planned_seconds": lasting,
    "minimum_seconds": some_seconds,
    "optional": flag,
    "locked_start_seconds": whole(0, MAX_LOCK_SECONDS, "lock-out-of-range", optional=True),
    "counts_as_contact": flag,
    "method_id": reference,
    "grouping": line,
    "room_layout": line,
    "room_id": reference,
    "lead_id": reference,
    "aim": note,
    "task": note,
    "say": note,
    "do": note,
    "watch": note,
    "if_short": note,
    "can_lose_seconds": seconds,
    "auto_advance": flag,
    **PHASES,
    "seed_key": reference,
}

TRACK: Mapping[str, Rule] = {
    "name": title,
    "team_member_id": reference,
    "room_id": reference,
    "task": note,
}

METHOD: Mapping[str, Rule] = {
    "title": title,
    "aliases": texts,
    "kind": kind,
    "summary": note,
    "min_seconds": whole(1, MAX_ACTIVITY_SECONDS, "minutes-out-of-range"),
    "usual_seconds": whole(1, MAX_ACTIVITY_SECONDS, "minutes-out-of-range"),
    "max_seconds": whole(1, MAX_ACTIVITY_SECONDS, "minutes-out-of-range"),
    "group_min": whole(1, 100_000, "heads-out-of-range"),
    "group_max": whole(1, 100_000, "heads-out-of-range"),
    "grouping": line,
    "room_layout": line,
    "energy": one_of(("low", "medium", "high")),
    "preparation": one_of(("none", "some", "lots")),
    "materials": texts,
    "tip": note,
    "say": note,
    "watch": note,
    "inclusion": note,
    "origin_summary": note,
    "origin_status": line,
    "origin_credit": note,
    "origin_caution": note,
}

MATERIAL: Mapping[str, Rule] = {"label": title, "unit": line, "reusable": flag}

TASK: Mapping[str, Rule] = {
    "phase": one_of(TaskPhase),
    "due": line,
    "text": written,
    "role": line,
}

WRAP_UP: Mapping[str, Rule] = {
    "worked": note,
    "change_next": note,
    "incidents": note,
    "headcount": whole(0, 100_000, "heads-out-of-range", optional=True),
}

REFERENCES: Mapping[str, str] = {
    "venue_id": "venue",
    "room_id": "room",
    "method_id": "method",
    "lead_id": "team_member",
    "team_member_id": "team_member",
    "funder_partner_id": "partner",
    "programme_id": "programme",
    "workshop_id": "workshop",
}
"""Which table a field's key is looked up in."""


def check_activity_lengths(values: Mapping[str, object]) -> None:
    """A minimum or a loss longer than the activity is refused: "minimum-over-planned"."""
    planned = values["planned_seconds"]
    for name in ("minimum_seconds", "can_lose_seconds"):
        given = values.get(name)
        if isinstance(given, int) and isinstance(planned, int) and given > planned:
            raise Refused("minimum-over-planned", field=name, seconds=given, planned=planned)


def check_method_lengths(values: Mapping[str, object]) -> None:
    """Shortest, usual and longest in order; group sizes too: "range-reversed"."""
    for low, high in (
        ("min_seconds", "usual_seconds"),
        ("usual_seconds", "max_seconds"),
        ("group_min", "group_max"),
    ):
        lower, upper = values.get(low), values.get(high)
        if isinstance(lower, int) and isinstance(upper, int) and lower > upper:
            raise Refused("range-reversed", field=high, low=lower, high=upper)
