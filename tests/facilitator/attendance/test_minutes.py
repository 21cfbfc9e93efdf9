"""The counting rule: presence against contact time."""

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.attendance.minutes import (
    ROUNDINGS,
    CountingRule,
    Lateness,
    contact_minutes,
    hours,
    offered_minutes,
    percent,
)
from facilitator.planning.timing import Span
from facilitator.resources import resource

START = datetime(2026, 9, 17, 17, 30, tzinfo=UTC)
EVENING = (
    Span(START, START + timedelta(minutes=60)),
    Span(START + timedelta(minutes=70), START + timedelta(minutes=120)),
)

moments = st.integers(-3600, 4 * 3600).map(lambda s: START + timedelta(seconds=s))
maybe_moments = st.none() | moments
slots = st.lists(
    st.tuples(st.integers(0, 3 * 3600), st.integers(0, 3600)).map(
        lambda pair: Span(
            START + timedelta(seconds=pair[0]), START + timedelta(seconds=pair[0] + pair[1])
        )
    ),
    max_size=6,
)
rules = st.sampled_from(ROUNDINGS).map(lambda step: CountingRule(rounding_minutes=step))


def at(minutes, seconds=0):
    return START + timedelta(minutes=minutes, seconds=seconds)


@given(maybe_moments, maybe_moments, slots, rules)
def test_minutes_lie_between_nothing_and_what_was_offered(arrived, left, contact, rule):
    assert 0 <= contact_minutes(arrived, left, contact, rule) <= offered_minutes(contact)


@given(slots, rules)
def test_who_was_there_for_everything_gets_everything(contact, rule):
    assert contact_minutes(None, None, contact, rule) == offered_minutes(contact)


@given(moments, moments, moments, moments, slots, rules)
def test_being_there_longer_never_counts_less(a, b, c, d, contact, rule):
    first, second, third, fourth = sorted((a, b, c, d))
    inner = contact_minutes(second, third, contact, rule)
    assert inner <= contact_minutes(first, third, contact, rule)
    assert inner <= contact_minutes(second, fourth, contact, rule)
    assert inner <= contact_minutes(None, None, contact, rule)


@given(moments, moments, moments, slots)
def test_two_parts_of_a_stay_add_up_but_for_the_cut_minute(a, b, c, contact):
    first, middle, last = sorted((a, b, c))
    parts = contact_minutes(first, middle, contact) + contact_minutes(middle, last, contact)
    assert 0 <= contact_minutes(first, last, contact) - parts <= 1


@given(st.integers(0, 180), st.integers(0, 180), st.integers(0, 180), slots)
def test_whole_minutes_add_up_exactly(a, b, c, contact):
    whole = [
        Span(s.start.replace(second=0), s.end.replace(second=0)) for s in contact
    ]  # fmt: skip
    first, middle, last = sorted((at(a), at(b), at(c)))
    parts = contact_minutes(first, middle, whole) + contact_minutes(middle, last, whole)
    assert contact_minutes(first, last, whole) == parts


@given(maybe_moments, maybe_moments, slots)
def test_overlapping_activities_count_once(arrived, left, contact):
    twice = [*contact, *contact]
    assert contact_minutes(arrived, left, twice) == contact_minutes(arrived, left, contact)


@pytest.mark.parametrize(
    ("arrived", "left", "minutes"),
    [
        (None, None, 110),
        (at(-20), at(200), 110),
        (at(10), None, 100),
        (None, at(90), 80),
        (at(62), at(68), 0),
        (at(65), None, 50),
        (at(120), None, 0),
        (at(300), None, 0),
        (None, at(-1), 0),
        (at(50), at(40), 0),
        (at(0, 1), None, 109),
        (at(0, 59), at(119, 59), 109),
    ],
)
def test_presence_is_counted_where_it_meets_contact_time(arrived, left, minutes):
    assert contact_minutes(arrived, left, EVENING) == minutes


@pytest.mark.parametrize(
    ("step", "stayed", "minutes"),
    [
        (5, 62, 60), (5, 2, 0), (5, 3, 5), (10, 4, 0), (10, 5, 10), (15, 7, 0), (15, 8, 15),
        (30, 14, 0), (30, 15, 30), (30, 110, 110),
    ],
)  # fmt: skip
def test_rounding_goes_to_the_nearest_half_up(step, stayed, minutes):
    contact = (Span(at(0), at(110)),)
    counted = contact_minutes(None, at(stayed), contact, CountingRule(rounding_minutes=step))
    assert counted == minutes


def test_a_rounding_that_is_not_offered_is_an_error():
    with pytest.raises(ValueError, match="7"):
        CountingRule(rounding_minutes=7)


def test_an_hour_that_the_clocks_skip_or_repeat_is_counted_as_it_passed():
    paris = ZoneInfo("Europe/Paris")
    spring = Span(
        datetime(2026, 3, 29, 1, 0, tzinfo=paris), datetime(2026, 3, 29, 4, 0, tzinfo=paris)
    )
    autumn = Span(
        datetime(2026, 10, 25, 1, 0, tzinfo=paris), datetime(2026, 10, 25, 4, 0, tzinfo=paris)
    )
    assert contact_minutes(None, None, (spring,)) == 120
    assert contact_minutes(None, None, (autumn,)) == 240
    second_half_past_two = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=paris)
    assert contact_minutes(second_half_past_two, None, (autumn,)) == 90


def test_midnight_is_nothing_special():
    late = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
    contact = (Span(late, late + timedelta(hours=3)),)
    assert contact_minutes(late + timedelta(minutes=50), None, contact) == 130


def test_ten_minutes_after_the_start_is_late_and_ten_before_the_end_is_early():
    lateness = Lateness()
    assert not lateness.is_late(at(9, 59), START)
    assert lateness.is_late(at(10), START)
    assert not lateness.is_early_departure(at(110, 1), at(120))
    assert lateness.is_early_departure(at(110), at(120))
    assert not lateness.is_late(None, START)
    assert not Lateness(None).is_late(at(60), START)
    assert not Lateness(0).is_late(START, START)
    assert Lateness(0).is_late(at(0, 1), START)


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(415, 550, 75.5), (380, 550, 69.1), (540, 550, 98.2), (0, 0, 0.0), (1, 3, 33.3),
     (2, 3, 66.7), (21, 23, 91.3), (1, 2000, 0.1), (5, 5, 100.0)],
)  # fmt: skip
def test_percentages_have_one_decimal_half_up(part, whole, shown):
    assert percent(part, whole) == shown


def test_hours_have_two_decimals_half_up():
    assert hours(11020) == 183.67
    assert hours(0) == 0.0
    assert hours(15) == 0.25


def sample_rows():
    sample = json.loads(resource("content", "sample_programme.json").read_text("utf-8"))
    zone = ZoneInfo("Europe/Lisbon")
    workshops = {w["id"]: w for w in sample["sessions"]}

    def moment(workshop, clock):
        day = date.fromisoformat(workshop["date"])
        return (
            None if clock is None else datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=zone)
        )

    for row in sample["attendance"]:
        workshop = workshops[row["session"]]
        contact = [
            Span(moment(workshop, b["start"]), moment(workshop, b["end"]))
            for b in workshop["blocks"]
            if b["counts_as_contact"]
        ]
        yield row, moment(workshop, row["arrived"]), moment(workshop, row["left"]), contact


def test_every_row_of_the_sample_register_is_reproduced():
    rows = list(sample_rows())
    assert len(rows) == 120
    for row, arrived, left, contact in rows:
        if arrived is None:
            assert row["contact_minutes"] == 0
        else:
            assert contact_minutes(arrived, left, contact) == row["contact_minutes"], row
