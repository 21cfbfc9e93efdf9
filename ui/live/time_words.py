"""Durations and wall times as the console and the room display write them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

MINUS = "\N{MINUS SIGN}"


def minutes_and_seconds(seconds: int, *, sign: str = "") -> str:
    """``4:30``, ``12:00``, ``1:05:30``; a negative time begins with a minus sign."""
    lead = MINUS if seconds < 0 else sign
    minutes, second = divmod(abs(seconds), 60)
    hours, minute = divmod(minutes, 60)
    if hours:
        return f"{lead}{hours}:{minute:02d}:{second:02d}"
    return f"{lead}{minute}:{second:02d}"


def wall_time(moment: datetime, time_zone: str) -> str:
    """An aware time as the clock on the wall of that zone shows it, ``18:41``."""
    return f"{moment.astimezone(ZoneInfo(time_zone)):%H:%M}"


def left_to_right(figure: str) -> str:
    """A figure whose sign stays before it, also between words that are read the other way."""
    return f"\N{LEFT-TO-RIGHT ISOLATE}{figure}\N{POP DIRECTIONAL ISOLATE}"
