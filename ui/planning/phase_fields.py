"""When phases begin and tones are heard, as people write it: a share in percent, a few moments."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.errors import Refused
from ui.planning.plan_words import read_minutes


def read_percent(field: str, text: str) -> int | None:
    """``25`` or ``25 %``; nothing at all is None. Refused: "percent-out-of-range"."""
    typed = text.strip().rstrip("%").strip()
    if not typed:
        return None
    if not typed.isdecimal():
        raise Refused("percent-out-of-range", low=0, high=100, field=field)
    return int(typed)


def read_moments(field: str, text: str) -> tuple[int, ...] | None:
    """``5, 2`` (minutes before the end) as seconds; nothing at all is None. Refused:
    "minutes-unreadable".
    """
    parts = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    if not parts:
        return None
    found = []
    for part in parts:
        seconds = read_minutes(part)
        if seconds is None:
            raise Refused("minutes-unreadable", text=part, field=field)
        found.append(seconds)
    return tuple(found)


def percent_text(percent: int | None) -> str:
    """A share as it is typed."""
    return "" if percent is None else str(percent)


def moments_text(moments: Sequence[int] | None) -> str:
    """Moments (seconds before the end) as they are typed."""
    return ", ".join(f"{each / 60:g}" for each in moments or ())
