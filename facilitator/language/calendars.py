"""Other calendars beside the civil one, for the second date on a certificate.

Sources: the arithmetic of E. M. Reingold and N. Dershowitz, "Calendrical Calculations", for the
Hebrew, the civil (tabular) Islamic, the Persian (33-year cycle), the Ethiopic and the Buddhist
calendar; the Umm al-Qura calendar of Saudi Arabia follows an official table, which the package
`hijridate` (MIT) holds for 1343 to 1500 AH. A few lines of whole numbers each; the tests hold
them against another implementation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hijridate import Gregorian


class Calendar(StrEnum):
    """The calendars that a centre may print beside the civil date."""

    HIJRI_CIVIL = "hijri-civil"
    UMM_AL_QURA = "umm-al-qura"
    PERSIAN = "persian"
    HEBREW = "hebrew"
    ETHIOPIC = "ethiopic"
    BUDDHIST = "buddhist"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day in one of the calendars. Months count from 1; in the Hebrew calendar from Nisan, so
    that Tishri is 7 and Adar II is 13.
    """

    calendar: Calendar
    year: int
    month: int
    day: int


_ISLAMIC_EPOCH = 227_015
_PERSIAN_EPOCH = 226_895
_HEBREW_EPOCH = -1_373_427
_ETHIOPIC_EPOCH = 2_796
_BUDDHIST_YEARS = 543
_FIRST_UMM_AL_QURA, _LAST_UMM_AL_QURA = date(1924, 8, 1), date(2077, 11, 16)


def day_in(day: date, calendar: Calendar) -> CalendarDay:
    """The same day in another calendar. Outside the years of the Umm al-Qura table, the civil
    Islamic calendar stands in for it, and says so.
    """
    fixed = day.toordinal()
    if calendar is Calendar.UMM_AL_QURA:
        if _FIRST_UMM_AL_QURA <= day <= _LAST_UMM_AL_QURA:
            hijri = Gregorian(day.year, day.month, day.day).to_hijri()
            return CalendarDay(calendar, hijri.year, hijri.month, hijri.day)
        calendar = Calendar.HIJRI_CIVIL
    if calendar is Calendar.BUDDHIST:
        return CalendarDay(calendar, day.year + _BUDDHIST_YEARS, day.month, day.day)
    parts = {
        Calendar.HIJRI_CIVIL: _islamic,
        Calendar.PERSIAN: _persian,
        Calendar.HEBREW: _hebrew,
        Calendar.ETHIOPIC: _ethiopic,
    }[calendar](fixed)
    return CalendarDay(calendar, *parts)


def _islamic(fixed: int) -> tuple[int, int, int]:
    """Thirty years hold eleven leap years."""
    year = (30 * (fixed - _ISLAMIC_EPOCH) + 10_646) // 10_631
    first = _ISLAMIC_EPOCH + 354 * (year - 1) + (3 + 11 * year) // 30
    month = min(12, (11 * (fixed - first) + 330) // 325)
    start = first + 29 * (month - 1) + month // 2
    return year, month, fixed - start + 1


def _persian(fixed: int) -> tuple[int, int, int]:
    """The 33-year cycle with eight leap years, which agrees with the equinox of Tehran from
    1799 to 2124 (leap years 1, 5, 9, 13, 17, 22, 26, 30 of each cycle).
    """
    guess = (fixed - _PERSIAN_EPOCH) * 33 // 12_053 + 1
    year = guess + 1
    while _persian_start(year) > fixed:
        year -= 1
    days = fixed - _persian_start(year)
    month = days // 31 + 1 if days < 186 else (days - 186) // 30 + 7
    passed = 31 * (month - 1) if month <= 7 else 30 * (month - 1) + 6
    return year, month, days - passed + 1


def _persian_start(year: int) -> int:
    return _PERSIAN_EPOCH + 365 * (year - 1) + (8 * year + 21) // 33


def _ethiopic(fixed: int) -> tuple[int, int, int]:
    """Twelve months of thirty days and one of five or six."""
    year = (4 * (fixed - _ETHIOPIC_EPOCH) + 1_463) // 1_461
    start = _ETHIOPIC_EPOCH + 365 * (year - 1) + year // 4
    month, day = divmod(fixed - start, 30)
    return year, month + 1, day + 1


def _hebrew(fixed: int) -> tuple[int, int, int]:
    """Months by the moon, years by the sun: seven years of nineteen have a thirteenth month."""
    year = (fixed - _HEBREW_EPOCH) * 98_496 // 35_975_351
    while _hebrew_new_year(year + 1) <= fixed:
        year += 1
    start = _hebrew_new_year(year)
    # The year begins with the seventh month.
    order = [*range(7, _last_month(year) + 1), *range(1, 7)]
    for month in order:
        length = _hebrew_month_length(year, month)
        if fixed < start + length:
            return year, month, fixed - start + 1
        start += length
    raise AssertionError(fixed)


def _is_hebrew_leap(year: int) -> bool:
    return (7 * year + 1) % 19 < 7


def _last_month(year: int) -> int:
    return 13 if _is_hebrew_leap(year) else 12


def _elapsed(year: int) -> int:
    """Days from the epoch to the new moon of the year, put off where tradition says so."""
    months = (235 * year - 234) // 19
    parts = 12_084 + 13_753 * months
    days = 29 * months + parts // 25_920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _hebrew_new_year(year: int) -> int:
    before, this, after = _elapsed(year - 1), _elapsed(year), _elapsed(year + 1)
    put_off = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return _HEBREW_EPOCH + this + put_off


def _hebrew_month_length(year: int, month: int) -> int:
    days = _hebrew_new_year(year + 1) - _hebrew_new_year(year)
    if month in {2, 4, 6, 10, 13}:
        return 29
    if month == 12 and not _is_hebrew_leap(year):
        return 29
    if month == 8 and days % 10 != 5:
        return 29
    if month == 9 and days % 10 == 3:
        return 29
    return 30
