"""Dates as people write them in lists, and when one cannot know which day is meant.

``05/06/1996`` is 5 June or 6 May. Which one is decided by the column: one date that can only be
read in one order settles the others; where none does, somebody has to be asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from facilitator.people.folding import fold


class DateOrder(StrEnum):
    """Which of two numbers is the day."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """What a text may mean. Neither day: unreadable; both and different: ambiguous.

    `year` alone is set where only a year was written.
    """

    day_first: date | None = None
    month_first: date | None = None
    year: int | None = None
    short_year: bool = False

    @property
    def ambiguous(self) -> bool:
        """Whether the order of day and month decides."""
        both = self.day_first is not None and self.month_first is not None
        return both and self.day_first != self.month_first

    @property
    def settles(self) -> DateOrder | None:
        """The only order in which the text is a date, where there is only one."""
        if self.day_first is not None and self.month_first is None:
            return DateOrder.DAY_FIRST
        if self.month_first is not None and self.day_first is None:
            return DateOrder.MONTH_FIRST
        return None

    def read(self, order: DateOrder | None) -> date | None:
        """The date, if the order is known or does not matter."""
        if not self.ambiguous:
            return self.day_first or self.month_first
        if order is None:
            return None
        return self.day_first if order is DateOrder.DAY_FIRST else self.month_first


_YEAR_FIRST = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([./\-\s,])\s*(\d{1,2})\s*[./\-\s,]\s*(\d{4}|\d{2})\.?$")
_YEAR = re.compile(r"\d{4}$")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_TIME = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|am|pm)?$", re.IGNORECASE)
_MONTHS = (
    "january jan janvier janv enero ene januar jaenner janeiro gennaio gen",
    "february feb fevrier fevr febrero februar fevereiro fev febbraio",
    "march mar mars marzo maerz marz mrz marco",
    "april apr avril avr abril abr aprile",
    "may mai mayo maio maggio mag",
    "june jun juin junio juni junho giugno giu",
    "july jul juillet juil julio juli julho luglio lug",
    "august aug aout agosto ago",
    "september sep sept septembre septiembre setembro set settembre",
    "october oct octobre octubre oktober okt outubro out ottobre ott",
    "november nov novembre noviembre novembro",
    "december dec decembre diciembre dic dezember dez dezembro dicembre",
)
_MONTH_NUMBERS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}


def read_date(text: str, today: date) -> WrittenDate:
    """What a written date may mean; two-digit years are of the last hundred years."""
    plain = _TIME.sub("", text.strip())
    found = _YEAR_FIRST.match(plain) or _COMPACT.match(plain)
    if found:
        day = _date(int(found[1]), int(found[2]), int(found[3]))
        return WrittenDate(day, day)
    found = _YEAR_LAST.match(plain)
    if found:
        return _year_last(found, today)
    if _YEAR.match(plain) and 1900 <= int(plain) <= today.year:
        return WrittenDate(year=int(plain))
    return _with_month_name(plain, today)


def order_of(dates: Iterable[WrittenDate]) -> DateOrder | None:
    """The order that a column's dates agree on; None when none settles it, or they disagree."""
    orders = {written.settles for written in dates} - {None}
    return orders.pop() if len(orders) == 1 else None


def _year_last(found: re.Match[str], today: date) -> WrittenDate:
    first, second = int(found[1]), int(found[3])
    short = len(found[4]) == 2
    year = _full_year(int(found[4]), today) if short else int(found[4])
    day_first = _date(year, second, first)
    if found[2] == ".":
        # Dots are only written where the day comes first.
        return WrittenDate(day_first, day_first, short_year=short)
    return WrittenDate(day_first, _date(year, first, second), short_year=short)


def _with_month_name(text: str, today: date) -> WrittenDate:
    words = fold(text).split()
    months = [_MONTH_NUMBERS[word] for word in words if word in _MONTH_NUMBERS]
    numbers = [int(digits) for word in words if (digits := re.sub(r"\D", "", word))]
    if len(months) != 1 or len(numbers) != 2:
        return WrittenDate()
    day, year = numbers if numbers[0] <= 31 else (numbers[1], numbers[0])
    short = year < 100
    read = _date(_full_year(year, today) if short else year, months[0], day)
    return WrittenDate(read, read, short_year=short)


def _full_year(year: int, today: date) -> int:
    century = today.year - today.year % 100
    return century + year if century + year <= today.year else century - 100 + year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
