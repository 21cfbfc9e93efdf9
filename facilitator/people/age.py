"""Age from what is known: a birth date, an age band, or only that there is a guardian."""

from __future__ import annotations

import re
from datetime import date

from facilitator.errors import Refused

ADULT = 18
"""The age from which nobody is a minor, as the UN Convention on the Rights of the Child has it."""

AGE_BANDS = ("0-5", "6-11", "12-15", "16-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65-74",
             "75+")  # fmt: skip
"""The bands offered; a workbook may hold others."""

_FIRST_YEAR = 1900
_FROM_TO = re.compile(r"(\d{1,3})\s*[-–—]\s*(\d{1,3})")
_UNDER = re.compile(r"(?:<|under|u)\s*-?(\d{1,3})", re.IGNORECASE)


def age_on(birth_date: date, day: date) -> int:
    """Whole years lived on a day; people born on 29 February turn a year older on 1 March."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (0 if had_birthday else 1)


def age_band_of(birth_date: date, day: date) -> str:
    """The band of `AGE_BANDS` that somebody is in on a day."""
    age = age_on(birth_date, day)
    for band in AGE_BANDS:
        bounds = _FROM_TO.match(band)
        if bounds and int(bounds[1]) <= age <= int(bounds[2]):
            return band
    return AGE_BANDS[-1]


def is_minor(birth_date: date | None, age_band: str, day: date, *, has_guardian: bool) -> bool:
    """Whether somebody is under 18: by birth date, else by band, else by having a guardian."""
    if birth_date is not None:
        return age_on(birth_date, day) < ADULT
    bounds = _FROM_TO.search(age_band)
    if bounds:
        return int(bounds[2]) < ADULT
    under = _UNDER.search(age_band)
    if under:
        return int(under[1]) <= ADULT
    if re.search(r"\d", age_band):
        return False
    return has_guardian


def checked_birth_date(birth_date: date, today: date) -> date:
    """The date itself. Raises `Refused` ("birth-date-impossible") in the future or before 1900."""
    if not date(_FIRST_YEAR, 1, 1) <= birth_date <= today:
        raise Refused("birth-date-impossible", value=birth_date.isoformat())
    return birth_date
