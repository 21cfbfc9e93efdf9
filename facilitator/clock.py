"""The two clocks: what time it is, and how much time has passed.

The wall clock can be set back, jump with a time zone and lie after a power cut; the boot clock
only counts. Rules never read either: they take times as data. Everything that needs "now" gets
a `Clock` in its constructor.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from typing_extensions import override


class Clock(Protocol):
    """Tells the time; injected, so that tests and practice runs can bring their own."""

    def now(self) -> datetime:
        """The wall clock as an aware UTC time."""
        ...

    def boot_seconds(self) -> float:
        """Seconds on a clock that never jumps and keeps counting while the computer sleeps."""
        ...

    def boot_id(self) -> str:
        """Names this boot of the computer: boot seconds of two different boots don't compare."""
        ...


class SystemClock(Clock):
    """The computer's clocks.

    Linux' monotonic clock stops during sleep, so `CLOCK_BOOTTIME` is used there; the monotonic
    clocks of Windows and macOS that Python offers count sleep well enough for minutes.
    """

    def __init__(self) -> None:
        self._boot_id = _read_boot_id()

    @override
    def now(self) -> datetime:
        return datetime.now(UTC)

    @override
    def boot_seconds(self) -> float:
        if sys.platform == "linux":
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        return time.monotonic()

    @override
    def boot_id(self) -> str:
        return self._boot_id


class SetClock(Clock):
    """A clock that stands still until told otherwise: for tests, samples and practice runs."""

    def __init__(self, now: datetime, boot_seconds: float = 1000.0, boot_id: str = "set") -> None:
        if now.tzinfo is None:
            raise ValueError("SetClock needs an aware time")
        self._now = now.astimezone(UTC)
        self._boot_seconds = boot_seconds
        self._boot_id = boot_id

    @override
    def now(self) -> datetime:
        return self._now

    @override
    def boot_seconds(self) -> float:
        return self._boot_seconds

    @override
    def boot_id(self) -> str:
        return self._boot_id

    def pass_seconds(self, seconds: float) -> None:
        """Let time pass on both clocks."""
        self._now += timedelta(seconds=seconds)
        self._boot_seconds += seconds

    def set_wall(self, now: datetime) -> None:
        """Set the wall clock only, as a person or a time server does; the boot clock counts on."""
        self._now = now.astimezone(UTC)

    def reboot(self, boot_id: str) -> None:
        """Start the boot clock anew under another name."""
        self._boot_id = boot_id
        self._boot_seconds = 0.0


def to_stamp(moment: datetime) -> str:
    """An aware time as stored text: UTC, milliseconds, ``2026-09-17T17:30:00.000Z``."""
    utc = moment.astimezone(UTC)
    # "…+00:00" gives way to the Z; many times as fast as a format with directives.
    return utc.isoformat(timespec="milliseconds")[:-6] + "Z"


def from_stamp(stamp: str) -> datetime:
    """The aware UTC time of a stored stamp."""
    return datetime.fromisoformat(stamp)


def _read_boot_id() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        # No boot id on this system: the moment of boot, to the minute, stands in for it.
        return f"boot-{int((time.time() - time.monotonic()) // 60)}"
