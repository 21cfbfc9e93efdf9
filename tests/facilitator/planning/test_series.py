"""Series: the days they take place on, and the workshops they become."""

# ruff: noqa: DTZ001 - a plan begins at a wall time, which has no zone yet

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import NotFound, Refused
from facilitator.planning.model import SkillAim
from facilitator.planning.series_dates import MAX_SERIES, Rhythm, series_dates
from tests.facilitator.planning.plans import EVENING, add, whole_file

FIRST = date(2026, 10, 8)
days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def of(*texts):
    return tuple(date.fromisoformat(text) for text in texts)


# The days ----------------------------------------------------------------------------------------


def test_ten_weekly_workshops_with_two_skips_take_twelve_weeks():
    skips = frozenset(of("2026-10-29", "2026-11-26"))
    found = series_dates(FIRST, Rhythm(count=10, skips=skips))

    assert len(found) == 10
    assert found[0] == FIRST
    assert found[-1] == FIRST + timedelta(weeks=11)
    assert skips.isdisjoint(found)


def test_a_series_ends_on_its_last_day_at_the_latest():
    until = date(2026, 10, 22)

    assert series_dates(FIRST, Rhythm(until=until)) == of("2026-10-08", "2026-10-15", "2026-10-22")
    assert len(series_dates(FIRST, Rhythm(until=until, count=2))) == 2


def test_several_days_a_week_begin_with_the_first_of_them():
    found = series_dates(FIRST, Rhythm(weekdays=frozenset({2, 4}), count=4))

    assert found == of("2026-10-08", "2026-10-13", "2026-10-15", "2026-10-20")


def test_every_other_week_counts_from_the_week_of_the_first_day():
    found = series_dates(FIRST, Rhythm(every_days=14, weekdays=frozenset({1, 5}), count=4))

    assert found == of("2026-10-09", "2026-10-19", "2026-10-23", "2026-11-02")


def test_workshops_on_days_that_follow_each_other():
    assert series_dates(FIRST, Rhythm(every_days=1, count=3)) == of(
        "2026-10-08", "2026-10-09", "2026-10-10"
    )


@pytest.mark.parametrize(
    ("rhythm", "code"),
    [
        (Rhythm(), "series-without-end"),
        (Rhythm(count=0), "series-empty"),
        (Rhythm(until=date(2026, 10, 7)), "series-empty"),
        (Rhythm(until=FIRST, skips=frozenset({FIRST})), "series-empty"),
        (Rhythm(count=MAX_SERIES + 1), "series-too-long"),
        (Rhythm(every_days=1, until=date(2027, 10, 8)), "series-too-long"),
        (Rhythm(every_days=0, count=2), "rhythm-out-of-range"),
        (Rhythm(every_days=367, count=2), "rhythm-out-of-range"),
        (Rhythm(weekdays=frozenset({0}), count=2), "rhythm-out-of-range"),
        (Rhythm(every_days=10, weekdays=frozenset({1}), count=2), "rhythm-out-of-range"),
    ],
)
def test_a_rhythm_that_makes_no_sense_is_refused(rhythm, code):
    with pytest.raises(Refused, match=code):
        series_dates(FIRST, rhythm)


@given(
    first=days,
    every=st.integers(1, 40),
    count=st.integers(1, 60),
    offsets=st.frozensets(st.integers(0, 60), max_size=10),
)
def test_skips_cost_days_but_no_workshops(first, every, count, offsets):
    skips = frozenset(first + timedelta(days=every * offset) for offset in offsets)
    found = series_dates(first, Rhythm(every_days=every, count=count, skips=skips))
    rest = series_dates(first, Rhythm(every_days=every, count=count + len(offsets)))

    assert len(found) == count
    assert skips.isdisjoint(found)
    assert list(found) == [day for day in rest if day not in skips][:count]


@given(
    first=days,
    weekdays=st.frozensets(st.integers(1, 7), min_size=1),
    weeks=st.integers(1, 4),
    count=st.integers(1, 30),
)
def test_weekdays_are_all_kept_in_each_week_that_counts(first, weekdays, weeks, count):
    found = series_dates(first, Rhythm(every_days=7 * weeks, weekdays=weekdays, count=count))
    monday = first - timedelta(days=first.weekday())

    assert list(found) == sorted(set(found))
    assert found[0] >= first
    assert {day.isoweekday() for day in found} <= weekdays
    assert all((day - monday).days // 7 % weeks == 0 for day in found)
    missed = (
        first + timedelta(days=number)
        for number in range((found[-1] - first).days)
        if first + timedelta(days=number) not in found
    )
    assert not any(
        day.isoweekday() in weekdays and (day - monday).days // 7 % weeks == 0 for day in missed
    )


# The workshops -----------------------------------------------------------------------------------


def test_a_series_is_one_step_and_comes_behind_what_is_there(
    planning, programme_id, workshop_id, database
):
    before = whole_file(database)
    made = planning.add_series(
        programme_id,
        "Open evening",
        "2026-10-15T17:30",
        "Europe/London",
        Rhythm(count=10, skips=frozenset(of("2026-10-29", "2026-12-24"))),
        target_seconds=7200,
    )
    rows = planning.workshops(programme_id)

    assert [row.id for row in rows] == [workshop_id, *made]
    assert [row.number for row in rows] == list(range(1, 12))
    assert rows[-1].starts_local == datetime(2026, 12, 31, 17, 30)
    assert {row.title for row in rows[1:]} == {"Open evening"}
    assert database.history()[0].name == "series-added"
    assert database.history()[0].params == {"title": "Open evening", "count": 10}
    database.undo()
    assert whole_file(database) == before
    database.redo()
    assert len(planning.workshops(programme_id)) == 11


def test_a_series_keeps_its_wall_time_over_a_change_of_the_clocks(planning, programme_id):
    planning.add_series(
        programme_id, "Evening", "2026-10-22T17:30", "Europe/London", Rhythm(count=2)
    )
    before, after = planning.workshops(programme_id)

    assert (before.starts_local.hour, after.starts_local.hour) == (17, 17)
    assert (before.starts_utc.hour, after.starts_utc.hour) == (16, 17)


@given(first=st.datetimes(datetime(2001, 1, 1), datetime(2080, 1, 1)), every=st.integers(1, 30))
def test_every_workshop_of_a_series_shows_the_time_of_the_first(first, every):
    zone = ZoneInfo("America/New_York")
    for day in series_dates(first.date(), Rhythm(every_days=every, count=12)):
        moment = datetime.combine(day, first.time(), zone)
        assert moment.time() == first.time()


def test_moving_one_workshop_of_a_series_leaves_the_others_untouched(
    planning, programme_id, database
):
    made = planning.add_series(programme_id, "Evening", EVENING, "Europe/London", Rhythm(count=5))
    others = [planning.workshop(each) for each in made if each != made[2]]
    planning.update_workshop(made[2], starts_local="2026-10-23T10:00")

    assert [planning.workshop(each) for each in made if each != made[2]] == others
    changed = database.changes_in(database.history()[0].sequence)
    assert [(change.table, change.row_id) for change in changed] == [("workshop", made[2])]


def test_a_series_like_a_workshop_begins_with_its_plan_each_its_own(
    planning, programme_id, workshop_id, skills
):
    first = add(planning, workshop_id, "Open", skills=[SkillAim("critical")])
    track = planning.add_track(first, "Table 1")
    add(planning, workshop_id, "Step", track_id=track)
    planning.update_workshop(workshop_id, skills=["creative"], status="held")
    made = planning.add_series(
        programme_id,
        ["Two", "Three"],
        "2026-10-15T17:30",
        "Europe/London",
        Rhythm(count=2),
        like_workshop_id=workshop_id,
    )

    for workshop, title in zip(made, ["Two", "Three"], strict=True):
        agenda = planning.agenda(workshop)
        assert agenda.workshop.title == title
        assert agenda.workshop.target_seconds == 7200
        assert agenda.workshop.status == "planned"
        assert agenda.activities[0].tracks[0].steps[0].workshop_id == workshop
        assert [skill.id for skill in agenda.workshop.skills] == ["creative"]
    planning.update_activity(planning.agenda(made[0]).activities[0].id, title="Changed")
    assert planning.agenda(made[1]).activities[0].title == "Open"
    assert planning.agenda(workshop_id).activities[0].title == "Open"


def test_titles_are_one_for_all_or_one_each(planning, programme_id, database):
    with pytest.raises(Refused, match="titles-do-not-match"):
        planning.add_series(programme_id, ["One", "Two"], EVENING, "Europe/London", Rhythm(count=3))
    assert planning.workshops(programme_id) == []
    assert database.history()[0].name == "programme-added"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"titles": " "}, Refused),
        ({"first_local": "soon"}, Refused),
        ({"time_zone": "Mars/Olympus"}, Refused),
        ({"target_seconds": 0}, Refused),
        ({"programme_id": "none"}, NotFound),
        ({"like_workshop_id": "none"}, NotFound),
        ({"team": [("nobody", "")]}, NotFound),
    ],
)
def test_a_series_that_breaks_a_rule_is_refused_whole(
    planning, programme_id, database, changes, error
):
    before = whole_file(database)
    given_values = {
        "programme_id": programme_id,
        "titles": "Evening",
        "first_local": EVENING,
        "time_zone": "Europe/London",
        "rhythm": Rhythm(count=3),
    }
    with pytest.raises(error):
        planning.add_series(**{**given_values, **changes})
    assert whole_file(database) == before
