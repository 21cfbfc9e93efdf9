"""Keys of rows: time-ordered UUIDs (version 7, RFC 9562), so that two workbooks can be merged."""

from __future__ import annotations

import os
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """A new key. Keys made by one process rise strictly, also within a millisecond."""
    global _last
    with _lock:
        # 48 bits of Unix milliseconds and 12 bits of sub-millisecond order (RFC 9562, 6.2).
        ticks = max((time.time_ns() * 4096) // 1_000_000, _last + 1)
        _last = ticks
    milliseconds, order = divmod(ticks, 4096)
    tail = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    number = (milliseconds << 80) | (0x7 << 76) | (order << 64) | (0b10 << 62) | tail
    return str(UUID(int=number))
