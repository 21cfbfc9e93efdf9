"""Workshops as a calendar file that phones and mail programs take in (RFC 5545, iCalendar).

Times are UTC: they name the same moment in every program, also when the clocks change. An entry
keeps its UID for ever, and its SEQUENCE never falls, so that a second file moves the entry of the
first. Nobody is named in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

MOST_OCTETS = 75
"""Of a line, its break not counted (RFC 5545, 3.1)."""

_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A workshop in a calendar. All times aware; `made` is when the file is made."""

    uid: str
    title: str
    start: datetime
    end: datetime
    made: datetime
    sequence: int = 0
    place: str = ""
    details: str = ""
    cancelled: bool = False


def calendar_text(name: str, events: Iterable[CalendarEvent]) -> bytes:
    """A whole calendar file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Facilitator//Workshops//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def folded(line: str) -> Sequence[str]:
    """A line in parts of at most 75 octets that never cut a character; all but the first begin
    with a blank, which readers take away again.
    """
    parts: list[str] = []
    part, octets = "", 0
    for letter in line:
        more = len(letter.encode())
        if octets + more > MOST_OCTETS:
            parts.append(part)
            part, octets = " ", 1
        part += letter
        octets += more
    parts.append(part)
    return parts


def _event(event: CalendarEvent) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}",
        f"DTSTAMP:{_moment(event.made)}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTART:{_moment(event.start)}",
    ]
    # An entry that ends when it starts has no end (3.6.1).
    if event.end > event.start:
        lines.append(f"DTEND:{_moment(event.end)}")
    lines.append(f"SUMMARY:{_text(event.title)}")
    if event.place:
        lines.append(f"LOCATION:{_text(event.place)}")
    if event.details:
        lines.append(f"DESCRIPTION:{_text(event.details)}")
    lines.append(f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}")
    lines.append("END:VEVENT")
    return lines


def _text(text: str) -> str:
    plain = _UNHOLDABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_ESCAPED.get(letter, letter) for letter in plain)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
