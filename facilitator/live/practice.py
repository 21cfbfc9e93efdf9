"""A clock for practice runs, on which time passes faster."""

from __future__ import annotations

from datetime import datetime, timedelta

from facilitator.clock import Clock
from facilitator.errors import Refused

LEAST_SPEED, MOST_SPEED = 1, 60


class PracticeClock:
    """Time that passes `speed` times as fast from the moment it was made; the speed can change.

    Counted on the real boot clock alone, so that nothing done to the wall clock shows here.
    """

    def __init__(self, real: Clock, speed: float = 1) -> None:
        self._real = real
        self._speed = _checked(speed)
        self._from = real.boot_seconds()
        self._now = real.now()
        self._boot = self._from
        self._boot_id = f"{real.boot_id()}-practice-{self._from}"

    @property
    def speed(self) -> float:
        """How many times as fast; setting it keeps the time reached.

        Refused: "speed-out-of-range" (with the limits).
        """
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        wanted = _checked(speed)
        passed = self._passed()
        self._now += timedelta(seconds=passed)
        self._boot += passed
        self._from = self._real.boot_seconds()
        self._speed = wanted

    def now(self) -> datetime:
        """The wall clock of the practice."""
        return self._now + timedelta(seconds=self._passed())

    def boot_seconds(self) -> float:
        """Seconds on it, likewise."""
        return self._boot + self._passed()

    def boot_id(self) -> str:
        """A name of its own: its seconds do not compare with those of the real clock."""
        return self._boot_id

    def _passed(self) -> float:
        return (self._real.boot_seconds() - self._from) * self._speed


def _checked(speed: float) -> float:
    if not LEAST_SPEED <= speed <= MOST_SPEED:
        raise Refused("speed-out-of-range", least=LEAST_SPEED, most=MOST_SPEED)
    return speed
