"""Times as people write and type them beside a name: ``9:05``, ``9.05``, ``905``, ``17h30``."""

from __future__ import annotations

import re
from datetime import time

from facilitator.errors import Refused

_PARTED = re.compile(r"(\d{1,2})\s*[:.,hH ]\s*(\d{2})")
_TOGETHER = re.compile(r"(\d{1,2})(\d{2})")
_HOUR = re.compile(r"(\d{1,2})\s*[hH]?")


def read_time(text: str) -> time | None:
    """The time of day that was typed; None for nothing. Refused: "time-not-understood"."""
    compact = text.strip()
    if not compact:
        return None
    for form in (_PARTED, _TOGETHER, _HOUR):
        found = form.fullmatch(compact)
        if found is not None:
            hour, minute = int(found[1]), int(found[2]) if form is not _HOUR else 0
            if hour < 24 and minute < 60:
                return time(hour, minute)
    raise Refused("time-not-understood", text=compact[:20])
