"""Who is a minor, from what is known."""

from datetime import date

import pytest

from facilitator.errors import Refused
from facilitator.people.age import age_band_of, age_on, checked_birth_date, is_minor

TODAY = date(2026, 10, 8)


def test_a_birthday_makes_a_year_older_on_the_day():
    assert age_on(date(2008, 10, 8), TODAY) == 18
    assert age_on(date(2008, 10, 9), TODAY) == 17


def test_people_of_29_february_turn_older_on_1_march():
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18


@pytest.mark.parametrize(
    ("birth_date", "band", "guardian", "minor"),
    [
        (date(2010, 1, 1), "", False, True),
        (date(2000, 1, 1), "16-17", True, False),
        (None, "16-17", False, True),
        (None, "16–17", False, True),
        (None, "18-24", True, False),
        (None, "75+", True, False),
        (None, "under 18", False, True),
        (None, "<12", False, True),
        (None, "", True, True),
        (None, "", False, False),
        (None, "adult", False, False),
    ],
)
def test_a_birth_date_decides_then_a_band_then_a_guardian(birth_date, band, guardian, minor):
    assert is_minor(birth_date, band, TODAY, has_guardian=guardian) is minor


def test_everybody_is_in_a_band():
    assert age_band_of(date(2009, 12, 31), TODAY) == "16-17"
    assert age_band_of(date(1930, 1, 1), TODAY) == "75+"


@pytest.mark.parametrize("birth_date", [date(2026, 10, 9), date(1899, 12, 31)])
def test_impossible_birth_dates_are_refused(birth_date):
    with pytest.raises(Refused) as refusal:
        checked_birth_date(birth_date, TODAY)
    assert refusal.value.code == "birth-date-impossible"
