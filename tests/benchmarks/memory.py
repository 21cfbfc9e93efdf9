"""How much memory this process has held at most; read on its own by the smallest processes."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

_STATUS, _FORGET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def peak_megabytes() -> float:
    """The highest memory held since `memory_from_here` (or since the start)."""
    told = _told("VmHWM")
    if told is not None:
        return told
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 if sys.platform != "darwin" else 1024 * 1024)


def held_megabytes() -> float:
    """The memory held now; the peak where the system does not tell."""
    told = _told("VmRSS")
    return peak_megabytes() if told is None else told


def memory_from_here() -> None:
    """Forget earlier peaks, where the system lets one (Linux)."""
    if _FORGET.exists():
        _FORGET.write_text("5", encoding="ascii")


def _told(what: str) -> float | None:
    if _STATUS.exists():
        for line in _STATUS.read_text(encoding="ascii").splitlines():
            if line.startswith(what):
                return int(line.split()[1]) / 1024
    return None
