"""Dates, digits, durations and lists as readers of a language write them.

What a language does comes from the Unicode CLDR by way of Babel (BSD): several hundred languages,
looked after by those who speak them, which no table of ours could match. Nothing in here reads a
clock or the settings of the machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import get_decimal_symbol
from babel.units import format_unit

from facilitator.language.calendars import Calendar, CalendarDay, day_in
from facilitator.language.month_names import era_of, month_name

_DIGITS = {
    "ar": "٠١٢٣٤٥٦٧٨٩", "ckb": "٠١٢٣٤٥٦٧٨٩", "ps": "۰۱۲۳۴۵۶۷۸۹", "fa": "۰۱۲۳۴۵۶۷۸۹",
    "bn": "০১২৩৪৫৬৭৮৯", "as": "০১২৩৪৫৬৭৮৯", "mr": "०१२३४५६७८९", "ne": "०१२३४५६७८९",
    "my": "၀၁၂၃၄၅၆၇၈၉", "dz": "༠༡༢༣༤༥༦༧༨༩",
}  # fmt: skip
"""Digits of languages whose printed matter usually has their own; where both are usual (Hindi,
Thai, Urdu, Khmer) those that CLDR gives as the default, which are 0 to 9."""

_IN_FULL = frozenset({"ar", "he"})
"""Languages whose short signs for hours and minutes are seldom printed."""

_WESTERN_ARABIC = frozenset({"DZ", "EH", "LY", "MA", "TN", "AE"})


def digits(text: str, language: str) -> str:
    """The text with its digits as the language writes them."""
    return text.translate(_digit_table(language))


def date_words(day: date, language: str) -> str:
    """A date in words: ``17 September 2026``, ``17 de septiembre de 2026``, ``١٧ سبتمبر ٢٠٢٦``."""
    words = format_date(day, "long", locale=locale_of(language))
    return digits(words, language)


def short_day(day: date, language: str) -> str:
    """A day for narrow places: ``17 Sept``, ``17. Sept.``."""
    locale = locale_of(language)
    pattern = locale.datetime_skeletons.get("MMMd")
    words = format_date(day, str(pattern) if pattern else "d MMM", locale=locale)
    return digits(words, language)


def dates_words(first: date, last: date, language: str) -> tuple[str, str]:
    """Two dates in words, for a sentence of its own language to join."""
    return date_words(first, language), date_words(last, language)


def time_words(minutes: int, language: str) -> str:
    """Contact time: ``9 h 10 min``, ``9 Std. 10 Min.``, ``٩ ساعات و١٠ دقائق``."""
    locale = locale_of(language)
    base = locale.language
    hours, rest = divmod(minutes, 60)
    length: Literal["long", "short"] = "long" if base in _IN_FULL else "short"
    units = (("duration-hour", hours, "h"), ("duration-minute", rest, "min"))
    parts = [
        f"{count} {sign}" if base == "en" else format_unit(count, unit, length, locale=locale)
        for unit, count, sign in units
        if count or (unit == "duration-hour" and not rest)
    ]
    joined = format_list(parts, locale=locale) if base in _IN_FULL else " ".join(parts)
    return digits(joined, language)


def list_words(items: Sequence[str], language: str) -> str:
    """Things one after the other: ``a, b and c``, ``a، b وc``."""
    return format_list(list(items), locale=locale_of(language)) if items else ""


def number_words(number: float, language: str, decimals: int = 0) -> str:
    """A number with as many decimals, its sign and digits as the language has them."""
    plain = f"{number:.{decimals}f}".replace(".", get_decimal_symbol(locale_of(language)))
    return digits(plain, language)


def date_in_calendar(day: date, calendar: Calendar, language: str) -> str:
    """The day in another calendar, in words: ``3 Jumada al-Ula 1448 AH``."""
    found = day_in(day, calendar)
    return digits(_calendar_words(found, language, day), language)


def both_dates(day: date, language: str, calendar: Calendar | None) -> str:
    """The civil date, with the second one in brackets where the centre wants one."""
    civil = date_words(day, language)
    if calendar is None:
        return civil
    return f"{civil} ({date_in_calendar(day, calendar, language)})"


def _calendar_words(found: CalendarDay, language: str, day: date) -> str:
    era = era_of(found.calendar, language)
    if found.calendar is Calendar.BUDDHIST:
        month = format_date(day, "MMMM", locale=locale_of(language))
    else:
        month = month_name(found, language)
    if language.startswith("th") and era:
        return f"{found.day} {month} {era} {found.year}"
    words = f"{found.day} {month} {found.year}"
    return f"{words} {era}" if era else words


@lru_cache(maxsize=128)
def locale_of(language: str) -> Locale:
    """What CLDR knows of a language (a BCP 47 tag); English for one it does not know."""
    # Most countries write English as Britain does; what America does is asked for by en-US.
    try:
        return Locale.parse("en-GB" if language == "en" else language, sep="-")
    except (UnknownLocaleError, ValueError):
        base = language.split("-", maxsplit=1)[0]
        return Locale("en", "GB") if base == language or not base.isalpha() else locale_of(base)


@lru_cache(maxsize=128)
def _digit_table(language: str) -> dict[int, str]:
    base, *rest = language.split("-")
    own = _DIGITS.get(base)
    if own is None or (base == "ar" and _WESTERN_ARABIC & {part.upper() for part in rest}):
        return {}
    return {ord(str(value)): digit for value, digit in enumerate(own)}
