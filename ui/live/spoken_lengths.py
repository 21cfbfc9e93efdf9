"""Reads lengths and times of the day as people type them in a hurry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

_CLOCK = re.compile(r"(\d{1,2})\s*[:.h]\s*(\d{2})")
_TURNS = re.compile(r"(\d{1,3})\s*(?:[x×*]|\s)\s*(\d{1,3}(?:[.,]\d+)?)")
_MINUTES = re.compile(r"(\d{1,4}(?:[.,]\d+)?)\s*[^\d]*")
_HALF_A_DAY = 12 * 3600


@dataclass(frozen=True, slots=True)
class Turns:
    """So many turns of so many seconds."""

    count: int
    seconds: int


def read_clock(text: str) -> time | None:
    """A time of the day: ``15:20``, ``15.20`` or ``15h20``; None for anything else."""
    found = _CLOCK.fullmatch(_plain(text))
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_seconds(text: str) -> int | None:
    """Minutes as seconds: ``5``, ``2.5`` or ``5 min``; None for anything else."""
    found = _MINUTES.fullmatch(_plain(text))
    return None if found is None else round(float(found[1].replace(",", ".")) * 60)


def read_turns(text: str) -> Turns | None:
    """``6 x 2``, ``6×2`` or ``6 2``: six turns of two minutes each; None for anything else."""
    found = _TURNS.fullmatch(_plain(text))
    if found is None:
        return None
    return Turns(int(found[1]), round(float(found[2].replace(",", ".")) * 60))


def seconds_since(text: str, now: datetime, time_zone: str) -> int | None:
    """How long ago something was: minutes (``4``), or the time of the day (``17:32``) before `now`
    (aware). None where it is neither, or would lie ahead.
    """
    wall = read_clock(text)
    if wall is None:
        return read_seconds(text)
    here = now.astimezone(ZoneInfo(time_zone))
    then = here.replace(hour=wall.hour, minute=wall.minute, second=0, microsecond=0)
    # Across midnight the time of the day is yesterday's.
    ago = round((here - then).total_seconds()) % 86400
    return ago if ago <= _HALF_A_DAY else None


def _plain(text: str) -> str:
    """Digits of any script as the ones that Python counts with, without spaces around."""
    return "".join(str(int(each)) if each.isdecimal() else each for each in text.strip().lower())
