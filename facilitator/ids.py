"""Keys of rows: time-ordered UUIDs (version 7, RFC 9562), so that two workbooks can be merged."""

from __future__ import annotations

import os
import threading
import time


class _Ticks:
    """48 bits of Unix milliseconds and 12 bits of order within one (RFC 9562, 6.2), ever rising."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def next(self) -> int:
        with self._lock:
            self._last = max((time.time_ns() * 4096) // 1_000_000, self._last + 1)
            return self._last


_ticks = _Ticks()


def new_id() -> str:
    """A new key. Keys made by one process rise strictly, also within a millisecond."""
    ticks = _ticks.next()
    milliseconds, order = divmod(ticks, 4096)
    tail = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    number = (milliseconds << 80) | (0x7 << 76) | (order << 64) | (0b10 << 62) | tail
    digits = f"{number:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
