"""Dates of workshops: rhythms by month, titles of a series, what comes next, moves, clashes."""

# ruff: noqa: DTZ001 - a plan begins at a wall time, which has no zone yet

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import NotFound, Refused
from facilitator.planning.clashes import Booking, ClashKind, clashes_of
from facilitator.planning.series_dates import Rhythm, next_day, series_dates, week_of_month
from facilitator.planning.series_titles import listed, next_title, series_titles
from tests.facilitator.planning.plans import whole_file

FIRST = date(2026, 10, 8)
ZONE = "Europe/London"


def of(*texts):
    return tuple(date.fromisoformat(text) for text in texts)


# Rhythms by month --------------------------------------------------------------------------------


def test_every_month_means_the_same_weekday_at_the_same_place():
    found = series_dates(FIRST, Rhythm(every_months=1, count=4))

    assert found == of("2026-10-08", "2026-11-12", "2026-12-10", "2027-01-14")


def test_a_fifth_weekday_is_the_last_one_of_each_month():
    found = series_dates(date(2026, 10, 29), Rhythm(every_months=1, count=4))

    assert found == of("2026-10-29", "2026-11-26", "2026-12-31", "2027-01-28")


def test_every_month_on_a_date_ends_short_months_on_their_last_day():
    found = series_dates(date(2026, 12, 31), Rhythm(every_months=1, same_date=True, count=4))

    assert found == of("2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31")


@pytest.mark.parametrize(
    "rhythm",
    [
        Rhythm(every_months=-1, count=2),
        Rhythm(every_months=13, count=2),
        Rhythm(every_months=1, weekdays=frozenset({1}), count=2),
    ],
)
def test_months_that_make_no_sense_are_refused(rhythm):
    with pytest.raises(Refused, match="rhythm-out-of-range"):
        series_dates(FIRST, rhythm)


@given(
    first=st.dates(date(2000, 1, 1), date(2090, 12, 31)),
    every=st.integers(1, 12),
    count=st.integers(1, 30),
)
def test_months_keep_weekday_and_place(first, every, count):
    found = series_dates(first, Rhythm(every_months=every, count=count))

    assert found[0] == first
    assert {day.weekday() for day in found} == {first.weekday()}
    months = [day.year * 12 + day.month for day in found]
    assert months == [months[0] + number * every for number in range(count)]
    if week_of_month(first) < 5:
        assert {week_of_month(day) for day in found} == {week_of_month(first)}
    else:
        assert all((day + timedelta(days=7)).month != day.month for day in found)


# The day after the last --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "following"),
    [
        (of("2026-10-08"), "2026-10-15"),
        (of("2026-10-01", "2026-10-08", "2026-10-22"), "2026-11-05"),
        (of("2026-09-17", "2026-09-24", "2026-10-01", "2026-10-15"), "2026-10-22"),
        (of("2026-10-01", "2026-10-15", "2026-10-29"), "2026-11-12"),
        (of("2026-10-05", "2026-10-06", "2026-10-07"), "2026-10-08"),
        (of("2026-10-06", "2026-10-08", "2026-10-13", "2026-10-15"), "2026-10-20"),
        (of("2026-10-06", "2026-10-08", "2026-10-13", "2026-10-15", "2026-10-20"), "2026-10-22"),
        (of("2026-09-10", "2026-10-08", "2026-11-12"), "2026-12-10"),
        (of("2026-10-31", "2026-11-30", "2026-12-31"), "2027-01-31"),
    ],
)
def test_what_comes_next_follows_the_rhythm_so_far(days, following):
    assert next_day(days) == date.fromisoformat(following)


@given(st.lists(st.dates(date(2000, 1, 1), date(2200, 1, 1)), min_size=1, max_size=12))
def test_what_comes_next_is_always_later(days):
    days = sorted(days)
    assert next_day(days) > days[-1]


def test_the_next_workshop_begins_when_the_last_one_did(planning, programme_id):
    assert planning.next_start(programme_id) is None
    planning.add_series(
        programme_id, "Evening", "2026-10-08T17:30", ZONE, Rhythm(every_days=14, count=3)
    )
    assert planning.next_start(programme_id) == datetime(2026, 11, 19, 17, 30)


# Titles ------------------------------------------------------------------------------------------


def test_a_pattern_counts_on_from_what_is_there():
    assert series_titles("Workshop {n}", 3, 4) == ["Workshop 4", "Workshop 5", "Workshop 6"]
    assert series_titles("Open evening", 2) == ["Open evening", "Open evening"]


def test_a_list_gives_each_its_own_title():
    pasted = "Hello\n\n  True or false?  \n{n}. Tools\n"
    assert listed(pasted) == ["Hello", "True or false?", "{n}. Tools"]
    assert series_titles(pasted, 3, 2) == ["Hello", "True or false?", "4. Tools"]
    assert series_titles(pasted, 5) == ["Hello", "True or false?", "3. Tools"]


@pytest.mark.parametrize(
    ("title", "following"),
    [
        ("Workshop 3", "Workshop 4"),
        ("Workshop 9.", "Workshop 10."),
        ("Open evening", "Open evening"),
        ("2 hours of tools", "2 hours of tools"),
        ("Part 1 (of 5)", "Part 1 (of 6)"),
    ],
)
def test_a_number_at_the_end_of_a_title_counts_on(title, following):
    assert next_title(title) == following


# Moving several ----------------------------------------------------------------------------------


@pytest.fixture
def series(planning, programme_id):
    return planning.add_series(
        programme_id, "Evening", "2026-10-08T17:30", ZONE, Rhythm(count=4), target_seconds=7200
    )


def starts(planning, programme_id):
    rows = planning.workshops(programme_id)
    return {row.id: f"{row.starts_local:%m-%d %H:%M}" for row in rows}


def test_several_workshops_move_by_days_and_no_other(planning, programme_id, series, database):
    before = whole_file(database)
    planning.shift_workshops(series[1:3], 7)

    assert list(starts(planning, programme_id).values()) == [
        "10-08 17:30",
        "10-22 17:30",
        "10-29 17:30",
        "10-29 17:30",
    ]
    assert database.history()[0].params == {"title": "Evening", "count": 2}
    database.undo()
    assert whole_file(database) == before


def test_what_was_held_is_neither_moved_nor_called_off(planning, series, database):
    planning.update_workshop(series[0], status="held")
    before = whole_file(database)
    with pytest.raises(Refused, match="workshop-was-held"):
        planning.shift_workshops(series, 7)
    with pytest.raises(Refused, match="workshop-was-held"):
        planning.cancel_workshops(series)
    assert whole_file(database) == before


@pytest.mark.parametrize("days", [3661, -3661])
def test_a_move_by_decades_is_refused(planning, series, days):
    with pytest.raises(Refused, match="days-out-of-range"):
        planning.shift_workshops(series, days)


def test_a_move_of_what_is_gone_is_refused(planning, series):
    with pytest.raises(NotFound):
        planning.shift_workshops([series[0], "gone"], 7)


def test_numbers_follow_the_dates_when_asked(planning, programme_id, series, database):
    planning.update_workshop(series[1], starts_local="2026-12-01T17:30")
    assert [row.number for row in planning.workshops(programme_id)] == [1, 3, 4, 2]
    planning.number_by_date(programme_id)

    assert [row.number for row in planning.workshops(programme_id)] == [1, 2, 3, 4]
    assert database.history()[0].name == "workshops-numbered"
    planning.number_by_date(programme_id)
    assert database.history()[1].name == "workshop-changed"


def test_several_are_called_off_and_take_place_after_all(planning, programme_id, series):
    planning.cancel_workshops(series[:2])
    assert [row.status.value for row in planning.workshops(programme_id)] == [
        *("cancelled", "cancelled"),
        *("planned", "planned"),
    ]
    planning.uncancel_workshops(series)
    assert {row.status.value for row in planning.workshops(programme_id)} == {"planned"}


def test_several_are_deleted_in_one_step_or_none(planning, programme_id, series, database):
    before = whole_file(database)
    planning.delete_workshops(series[1:])
    assert [row.id for row in planning.workshops(programme_id)] == series[:1]
    database.undo()
    assert whole_file(database) == before
    planning.save_wrap_up(series[2], worked="The tables")
    with pytest.raises(Refused, match="workshop-has-records"):
        planning.delete_workshops(series)
    assert len(planning.workshops(programme_id)) == 4


# Clashes -----------------------------------------------------------------------------------------


def booked(key, hour, *, hours=2, **more):
    start = datetime(2026, 10, 8, hour, tzinfo=UTC)
    return Booking(
        workshop_id=key,
        title=key,
        programme_id=None,
        programme_title="",
        starts_local=datetime(2026, 10, 8, hour),
        start=start,
        end=start + timedelta(hours=hours),
        **more,
    )


def test_one_room_is_wanted_twice_only_while_both_last():
    one = booked("one", 17, venue_id="hall", room_id="blue", room_name="Blue room")
    during = booked("during", 18, venue_id="hall", room_id="blue", room_name="Blue room")
    after = booked("after", 19, venue_id="hall", room_id="blue", room_name="Blue room")

    found = clashes_of(one, [after, during, one])
    assert [(each.kind, each.name, each.other.title) for each in found] == [
        (ClashKind.ROOM, "Blue room", "during")
    ]


def test_two_rooms_of_a_place_do_not_clash_but_no_room_does():
    one = booked("one", 17, venue_id="hall", venue_name="Hall", room_id="blue")
    other_room = booked("other", 17, venue_id="hall", venue_name="Hall", room_id="red")
    no_room = booked("none", 17, venue_id="hall", venue_name="Hall")

    assert clashes_of(one, [other_room]) == []
    (clash,) = clashes_of(one, [no_room])
    assert (clash.kind, clash.name) == (ClashKind.PLACE, "Hall")


def test_nobody_can_be_at_two_workshops_at_once():
    ada, ben = ("ada", "Ada"), ("ben", "Ben")
    one = booked("one", 17, people=(ada, ben))
    other = booked("other", 18, people=(ben,))

    (clash,) = clashes_of(one, [other])
    assert (clash.kind, clash.name) == (ClashKind.PERSON, "Ben")


def test_places_and_people_are_read_with_their_times(planning, database, series):
    with database.action("seed"):
        database.insert("venue", {"id": "hall", "name": "Hall"})
        database.insert("team_member", {"id": "ada", "name": "Ada"})
    other = planning.add_programme("Another", venue_id="hall")
    planning.update_workshop(series[0], venue_id="hall", team=[("ada", "lead")])
    late = planning.add_workshop(
        other, "Late", "2026-10-08T19:00", ZONE, 3600, team=[("ada", "lead")]
    )
    archived = planning.add_programme("Old", venue_id="hall")
    planning.add_workshop(archived, "Old", "2026-10-08T18:00", ZONE, 3600)
    planning.archive_programme(archived)
    planning.cancel_workshops(series[1:2])

    bookings = {each.workshop_id: each for each in planning.bookings()}
    assert set(bookings) == {series[0], series[2], series[3], late}
    found = clashes_of(bookings[series[0]], bookings.values())
    assert [(each.kind.value, each.name, each.other.title) for each in found] == [
        ("place", "Hall", "Late"),
        ("person", "Ada", "Late"),
    ]
