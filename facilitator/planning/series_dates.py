"""On which days a series of workshops takes place. Pure: calendar dates alone.

Workshops keep their wall time, so a change of the clocks moves none of these days: the time of
day is joined to each date as it is, and `facilitator.planning.timing` says what it means there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count as counting

from facilitator.errors import Refused
from facilitator.planning.timing import FIRST_YEAR, LAST_YEAR

MAX_SERIES = 200
"""More workshops than this at once is a typing mistake."""

MAX_EVERY_DAYS = 366
"""The longest time from one workshop of a series to the next."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, how many or until when, and on which days not.

    `every_days`: from one workshop to the next. `weekdays` (1 is Monday, 7 Sunday): on each of
    these days instead; `every_days` then says how often such a week comes (7: each, 14: every
    other). `count` workshops take place, those on `skips` not among them; `until` is the last day
    that can be one. With both, whichever ends it first.
    """

    every_days: int = 7
    weekdays: frozenset[int] = frozenset()
    count: int | None = None
    until: date | None = None
    skips: frozenset[date] = frozenset()


def series_dates(first: date, rhythm: Rhythm) -> tuple[date, ...]:
    """The days of a series, in order; none before `first`.

    With weekdays, `first` is one of the days only if it falls on one. Raises `Refused`:
    "rhythm-out-of-range", "series-without-end", "series-too-long", "series-empty".
    """
    _check(first, rhythm)
    days: list[date] = []
    for day in _candidates(first, rhythm):
        if rhythm.until is not None and day > rhythm.until:
            break
        if day in rhythm.skips:
            continue
        if len(days) == MAX_SERIES:
            raise Refused("series-too-long", limit=MAX_SERIES)
        days.append(day)
        if len(days) == rhythm.count:
            break
    if not days:
        raise Refused("series-empty")
    return tuple(days)


def _check(first: date, rhythm: Rhythm) -> None:
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        raise Refused("date-invalid", field="first_local", value=first.isoformat())
    known_days = rhythm.weekdays <= frozenset(range(1, 8))
    whole_weeks = not rhythm.weekdays or rhythm.every_days % 7 == 0
    if not (1 <= rhythm.every_days <= MAX_EVERY_DAYS and known_days and whole_weeks):
        raise Refused("rhythm-out-of-range", field="every_days", value=rhythm.every_days)
    if rhythm.count is None and rhythm.until is None:
        raise Refused("series-without-end")
    if rhythm.count is not None and rhythm.count < 1:
        raise Refused("series-empty")
    if rhythm.count is not None and rhythm.count > MAX_SERIES:
        raise Refused("series-too-long", limit=MAX_SERIES)


def _candidates(first: date, rhythm: Rhythm) -> Iterator[date]:
    """Every day that could be one, up to the last year a plan may lie in."""
    step = 1 if rhythm.weekdays else rhythm.every_days
    monday = first - timedelta(days=first.weekday())
    for number in counting():
        day = first + timedelta(days=number * step)
        if day.year > LAST_YEAR:
            return
        if not rhythm.weekdays:
            yield day
        elif day.isoweekday() in rhythm.weekdays:
            weeks = (day - monday).days // 7
            if weeks % (rhythm.every_days // 7) == 0:
                yield day
