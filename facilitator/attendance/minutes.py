"""The counting rule: how many minutes of a workshop a person was there for.

Presence is counted against the activities that count as contact time (breaks only if the
programme says so): where the two overlap, in seconds, summed and cut to whole minutes once, then
rounded as the programme says. Nothing else enters: no mark and no status changes a minute. Funders
differ on breaks and rounding, so the rule is part of the programme and printed on every report.

All times are aware; they are compared as moments, so that midnight and a change of the clocks
count as what they are. Pure: no clock, no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from facilitator.planning.timing import Span

ROUNDINGS = (0, 5, 10, 15, 30)
"""Minutes to round to; 0 counts every minute."""

_WHOLE_PERCENT = 1000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class CountingRule:
    """How a programme counts.

    `rounding_minutes`: to the nearest multiple, half up, as a person with a sheet would; who was
    there for everything is never rounded down, and nobody gets more than was offered.
    """

    breaks_count: bool = False
    rounding_minutes: int = 0

    def __post_init__(self) -> None:
        if self.rounding_minutes not in ROUNDINGS:
            raise ValueError(f"rounding to {self.rounding_minutes} minutes is not offered")


EXACT = CountingRule()


@dataclass(frozen=True, slots=True)
class Lateness:
    """When a presence is called late or leaving early: only a word, never a minute.

    `grace_seconds` from the start or before the end are still in time; None: nobody is ever late
    unless told so.
    """

    grace_seconds: int | None = 600

    def is_late(self, arrived: datetime | None, starts_at: datetime) -> bool:
        """Whether somebody arrived the grace or more after the start."""
        if arrived is None or self.grace_seconds is None:
            return False
        return _milliseconds(arrived) - _milliseconds(starts_at) >= self._grace

    def is_early_departure(self, left: datetime | None, ends_at: datetime) -> bool:
        """Whether somebody left the grace or more before the end."""
        if left is None or self.grace_seconds is None:
            return False
        return _milliseconds(ends_at) - _milliseconds(left) >= self._grace

    @property
    def _grace(self) -> int:
        # Without any grace the first moment after the start is late, the start itself is not.
        return max((self.grace_seconds or 0) * 1000, 1)


USUAL_LATENESS = Lateness()
"""Ten minutes of grace at either end."""


@dataclass(frozen=True, slots=True)
class ContactTime:
    """When a workshop offers contact time: `slots` in milliseconds since 1970, in order, apart."""

    slots: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, spans: Iterable[Span]) -> ContactTime:
        """From spans in any order; where they overlap, no minute is counted twice."""
        found: list[tuple[int, int]] = []
        for start, end in sorted((_milliseconds(s.start), _milliseconds(s.end)) for s in spans):
            if end <= start:
                continue
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            else:
                found.append((start, end))
        return cls(tuple(found))

    @property
    def offered_minutes(self) -> int:
        """Whole contact minutes that are offered."""
        return sum(end - start for start, end in self.slots) // _MINUTE

    def minutes(self, arrived: datetime | None, left: datetime | None, rule: CountingRule) -> int:
        """Minutes that count for somebody who was in the room; see `contact_minutes`."""
        begin = None if arrived is None else _milliseconds(arrived)
        until = None if left is None else _milliseconds(left)
        present = 0
        for start, end in self.slots:
            first = start if begin is None else max(start, begin)
            last = end if until is None else min(end, until)
            present += max(last - first, 0)
        return rounded(present // _MINUTE, self.offered_minutes, rule)


def contact_minutes(
    arrived: datetime | None,
    left: datetime | None,
    contact: Sequence[Span],
    rule: CountingRule = EXACT,
) -> int:
    """Minutes that count for somebody who was in the room.

    `arrived` None: there from the start. `left` None: stayed to the end. Arriving after the end,
    or leaving before arriving, gives 0. `contact` are the spans that count: the caller has applied
    `breaks_count` when choosing them.
    """
    return ContactTime.of(contact).minutes(arrived, left, rule)


def offered_minutes(contact: Iterable[Span]) -> int:
    """Whole contact minutes that a workshop offers."""
    return ContactTime.of(contact).offered_minutes


def rounded(minutes: int, offered: int, rule: CountingRule) -> int:
    """Exact minutes as the rule rounds them; see `CountingRule`."""
    step = rule.rounding_minutes
    if step == 0 or minutes >= offered:
        return min(minutes, offered)
    return min((2 * minutes + step) // (2 * step) * step, offered)


def percent(part: int, whole: int) -> float:
    """Part of a whole in percent with one decimal, half up; 0 of 0 is 0."""
    if whole <= 0:
        return 0.0
    return (part * _WHOLE_PERCENT * 2 + whole) // (2 * whole) / 10


def hours(minutes: int) -> float:
    """Minutes as hours with two decimals, half up."""
    return (minutes * 100 * 2 + 60) // 120 / 100


def _milliseconds(moment: datetime) -> int:
    """Since 1970. The epoch's zone is another one, so Python subtracts moments, not wall times."""
    return (moment - _EPOCH) // _MILLISECOND
