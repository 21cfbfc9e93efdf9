"""On which days a series of workshops takes place. Pure: calendar dates alone.

Workshops keep their wall time, so a change of the clocks moves none of these days: the time of
day is joined to each date as it is, and `facilitator.planning.timing` says what it means there.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count as counting
from itertools import pairwise

from facilitator.errors import Refused
from facilitator.planning.timing import FIRST_YEAR, LAST_YEAR

MAX_SERIES = 200
"""More workshops than this at once is a typing mistake."""

MAX_EVERY_DAYS = 366
"""The longest time from one workshop of a series to the next."""

MAX_EVERY_MONTHS = 12
"""The same, in months."""

_LAST_OF_MONTH = 5
"""The fifth Thursday is read as the last one, which every month has."""

_SEEN = 9
"""From so many of the latest days the rhythm of a programme is read."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, how many or until when, and on which days not.

    `every_days`: from one workshop to the next. `weekdays` (1 is Monday, 7 Sunday): on each of
    these days instead; `every_days` then says how often such a week comes (7: each, 14: every
    other). `every_months` above 0 goes by months instead: on the weekday of the first day at its
    place in the month ("the second Thursday"; a fifth one is the last of the month), or with
    `same_date` on its date (the last day of months that are too short). `count` workshops take
    place, those on `skips` not among them; `until` is the last day
    that can be one. With both, whichever ends it first.
    """

    every_days: int = 7
    weekdays: frozenset[int] = frozenset()
    every_months: int = 0
    same_date: bool = False
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
    by_weeks_too = rhythm.every_months and rhythm.weekdays
    if not 0 <= rhythm.every_months <= MAX_EVERY_MONTHS or by_weeks_too:
        raise Refused("rhythm-out-of-range", field="every_months", value=rhythm.every_months)
    if rhythm.count is None and rhythm.until is None:
        raise Refused("series-without-end")
    if rhythm.count is not None and rhythm.count < 1:
        raise Refused("series-empty")
    if rhythm.count is not None and rhythm.count > MAX_SERIES:
        raise Refused("series-too-long", limit=MAX_SERIES)


def _candidates(first: date, rhythm: Rhythm) -> Iterator[date]:
    """Every day that could be one, up to the last year a plan may lie in."""
    if rhythm.every_months:
        yield from _by_months(first, rhythm.every_months, same_date=rhythm.same_date)
        return
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


def _by_months(first: date, every: int, *, same_date: bool) -> Iterator[date]:
    for number in counting():
        months = first.month - 1 + number * every
        year, month = first.year + months // 12, months % 12 + 1
        if year > LAST_YEAR:
            return
        yield _date_in(year, month, first) if same_date else _weekday_in(year, month, first)


def _date_in(year: int, month: int, like: date) -> date:
    return date(year, month, min(like.day, monthrange(year, month)[1]))


def _weekday_in(year: int, month: int, like: date) -> date:
    """The day of a month that stands in it as `like` does in its own: the second Thursday."""
    place = week_of_month(like)
    starts_on, length = monthrange(year, month)
    day = 1 + (like.weekday() - starts_on) % 7 + (place - 1) * 7
    return date(year, month, day if day <= length else day - 7)


def week_of_month(day: date) -> int:
    """1 for the first of its weekday in the month, up to 5, which always is the last."""
    return min((day.day - 1) // 7 + 1, _LAST_OF_MONTH)


def next_day(days: Sequence[date]) -> date:
    """The day after the last on which the rhythm of `days` (in order, at least one) goes on.

    The latest days tell it: several weekdays that come back every week, the same place in each
    month, else the distance that comes most often. Without a rhythm, a week later.
    """
    last = days[-1]
    seen = sorted(dict.fromkeys(days))[-_SEEN:]
    gaps = [(later - earlier).days for earlier, later in pairwise(seen)]
    if not gaps:
        return last + timedelta(days=7)
    weekdays = {
        weekday for weekday, times in Counter(day.weekday() for day in seen).items() if times > 1
    }
    if len(weekdays) > 1 and max(gaps) <= 7:
        ahead = (last + timedelta(days=number) for number in range(1, 8))
        return next(day for day in ahead if day.weekday() in weekdays)
    monthly = _monthly(seen)
    if monthly is not None:
        return monthly
    often = Counter(gaps)
    # Of distances that come equally often the latest counts.
    gap = max(reversed(gaps), key=lambda each: often[each])
    return last + timedelta(days=min(gap, MAX_EVERY_DAYS))


def _monthly(seen: Sequence[date]) -> date | None:
    """The next day of a series that goes by months; None when it does not."""
    if len(seen) < 3:
        return None
    for same_date in (False, True):
        expected = list(zip(seen, _by_months(seen[0], 1, same_date=same_date), strict=False))
        if all(day == found for day, found in expected):
            rhythm = Rhythm(every_months=1, same_date=same_date, count=len(seen) + 1)
            return series_dates(seen[0], rhythm)[-1]
    return None
