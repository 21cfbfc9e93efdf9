"""Which backups to keep as time passes: many of the last days, fewer of longer ago."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import groupby, islice

DAYS = 14
WEEKS = 8
MONTHS = 6


def kept(taken: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """The moments whose backups are kept, of all `taken` (aware UTC times).

    All of today and yesterday, and of what lies in the future when a clock was set back; then the
    newest of each of the last 14 days, 8 weeks and 6 months that have any. Days, weeks and months
    without a backup do not count, so that a long summer empties nothing; the newest is always
    kept.
    """
    moments = sorted(set(taken), reverse=True)
    recent = now.date() - timedelta(days=1)
    keep = {moment for moment in moments if moment.date() >= recent}
    keep.update(_newest_of_each(moments, DAYS, _day))
    keep.update(_newest_of_each(moments, WEEKS, _week))
    keep.update(_newest_of_each(moments, MONTHS, _month))
    return frozenset(keep)


def _newest_of_each(
    newest_first: list[datetime], count: int, span: Callable[[datetime], str]
) -> list[datetime]:
    """The newest moment of each of the latest `count` spans that have any."""
    return [next(group) for _, group in islice(groupby(newest_first, span), count)]


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"


def _week(moment: datetime) -> str:
    return f"{moment:%G-%V}"


def _month(moment: datetime) -> str:
    return f"{moment:%Y-%m}"
