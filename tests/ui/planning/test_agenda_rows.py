"""What the rows of an agenda say, and where things come to stand; no window needed."""

# ruff: noqa: DTZ001 - a plan begins at a wall time, which has no zone yet

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from facilitator.planning.insertion import AgendaPlace
from tests.facilitator.planning.plans import a_track, an_activity, an_agenda
from ui.planning.activity_words import lock_near, read_time
from ui.planning.agenda_places import behind, between, into_group, one_step, out_of_group
from ui.planning.agenda_rows import AgendaLine, SpotLine, TrackLine, chip_of, rows_of

HOUR = 3600


def shown(rows):
    """Each row in a word: titles, groups in brackets, chips in angles."""
    words = []
    for row in rows:
        if isinstance(row, AgendaLine):
            words.append(("  " if row.is_step else "") + row.activity.title)
        elif isinstance(row, TrackLine):
            words.append(f"[{row.track.name}]")
        else:
            words.append(f"<{row.chip}>")
    return words


def group(name, *steps):
    return replace(a_track(*steps, name=name), id=name)


@pytest.fixture
def split():
    """Open, then an activity in two groups, then Close."""
    tracks = (
        group("A", an_activity(10, title="a1"), an_activity(20, title="a2")),
        group("B", an_activity(15, title="b1")),
    )
    return an_agenda(
        an_activity(5, title="Open"),
        an_activity(20, title="Split", tracks=tracks),
        an_activity(5, title="Close"),
    )


def test_groups_stand_under_the_activity_they_split(split):
    rows = rows_of(split, {"A": 5, "B": 4})

    assert shown(rows)[:7] == ["Open", "Split", "[A]", "  a1", "  a2", "[B]", "  b1"]
    assert [row.title for row in rows if isinstance(row, TrackLine)] == [
        "\u2068A\u2069 · 5 people",
        "\u2068B\u2069 · 4 people",
    ]


def test_each_group_begins_at_the_same_minute_and_the_shorter_says_by_how_much(split):
    rows = rows_of(split)
    groups = [row for row in rows if isinstance(row, TrackLine)]
    first_steps = [row for row in rows if isinstance(row, AgendaLine) and row.is_step]

    assert {row.start for row in groups} == {"17:35"}
    assert [row.start for row in first_steps] == ["17:35", "17:45", "17:35"]
    assert [row.chip for row in groups] == ["", "15 min shorter"]


def test_closed_groups_are_counted_and_not_listed(split):
    rows = rows_of(split, {}, {"Split-1"})

    assert shown(rows)[:3] == ["Open", "Split", "Close"]
    assert chip_of(rows[1]) == ("2 groups", "")


@pytest.mark.parametrize(
    ("heads", "said"),
    [((5, 5, 5, 4, 4), "5/5/5/4/4"), ((8, 8), "2 × 8"), ((3,) * 5 + (2,) * 5, "10 × 2 to 3")],
)
def test_sizes_of_groups_are_told_in_short(heads, said):
    tracks = tuple(group(f"G{n}") for n in range(len(heads)))
    agenda = an_agenda(an_activity(20, title="Split", tracks=tracks))
    (line, *_) = rows_of(agenda, {f"G{n}": size for n, size in enumerate(heads)})

    assert line.sizes == said


def test_missing_minutes_are_said_where_they_arise():
    lunch = replace(an_activity(60, title="Lunch"), locked_start_seconds=18 * HOUR)
    agenda = an_agenda(an_activity(37, title="Morning"), lunch)
    spot = rows_of(agenda)[1]

    assert isinstance(spot, SpotLine)
    assert spot.over
    assert spot.chip == "7 min over"
    assert "Morning" in spot.aside
    assert "18:07" in spot.aside
    assert "Nothing has been shortened" in spot.aside


def test_free_minutes_are_said_where_they_arise():
    lunch = replace(an_activity(60, title="Lunch"), locked_start_seconds=18 * HOUR)
    spot = rows_of(an_agenda(an_activity(18, title="Morning"), lunch))[1]

    assert isinstance(spot, SpotLine)
    assert not spot.over
    assert spot.chip == "12 min free"


def test_past_midnight_the_day_is_marked():
    parts = (an_activity(8 * 60, title="Long"), an_activity(10, title="Late"))
    rows = rows_of(an_agenda(*parts))

    assert [row.days for row in rows] == [0, 1, 1]
    assert rows[1].start == "01:30"


def test_a_night_on_which_the_clocks_change_says_so():
    night = datetime(2026, 10, 24, 22, 0)
    parts = (an_activity(180, title="Across"), an_activity(10, title="After"))
    rows = rows_of(an_agenda(*parts, starts=night, zone="Europe/London"))

    assert rows[1].start == "01:00"
    assert chip_of(rows[0])[0] == ""
    parts = (an_activity(240, title="Across"), an_activity(10, title="After"))
    rows = rows_of(an_agenda(*parts, starts=night, zone="Europe/London"))
    assert rows[1].start == "01:00"
    assert chip_of(rows[0])[0] == "the clocks change"


def test_a_start_that_the_clocks_jump_over_says_so():
    night = datetime(2026, 3, 29, 0, 0)
    locked = replace(an_activity(10, title="Locked"), locked_start_seconds=HOUR + HOUR // 2)
    rows = rows_of(an_agenda(locked, starts=night, zone="Europe/London"))
    line = next(row for row in rows if isinstance(row, AgendaLine))

    assert chip_of(line) == ("the clocks jump over this time", "warn")


# ---------------------------------------------------------------------------------------- places


def test_something_new_stands_behind_the_row_in_the_same_group(split):
    rows = rows_of(split)

    assert behind(rows, 0) == AgendaPlace(1)
    assert behind(rows, 1) == AgendaPlace(2)
    assert behind(rows, 2) == AgendaPlace(2, "A")
    assert behind(rows, 3) == AgendaPlace(1, "A")
    assert behind(rows, 99) == AgendaPlace(3)


def test_what_is_dropped_near_a_step_joins_its_group(split):
    rows = rows_of(split)

    assert between(rows, 4, below=False) == AgendaPlace(1, "A")
    assert between(rows, 4, below=True) == AgendaPlace(2, "A")
    assert between(rows, 5, below=False) == AgendaPlace(2, "A")
    assert between(rows, 5, below=True) == AgendaPlace(0, "B")
    assert between(rows, 1, below=True) == AgendaPlace(0, "A")
    assert between(rows, 7, below=False) == AgendaPlace(2)
    assert between(rows, 8, below=False) == AgendaPlace(3)


def test_at_the_edge_of_its_group_a_step_goes_into_the_next_and_then_out(split):
    rows = rows_of(split)

    assert one_step(rows, ["a2"], 1) == AgendaPlace(0, "B")
    assert one_step(rows, ["b1"], 1) == AgendaPlace(2)
    assert one_step(rows, ["b1"], -1) == AgendaPlace(2, "A")
    assert one_step(rows, ["a1"], -1) == AgendaPlace(1)
    assert one_step(rows, ["Open-0"], -1) is None
    assert one_step(rows, ["Open-0"], 1) == AgendaPlace(2)


def test_activities_join_the_group_above_and_steps_leave_behind_the_band(split):
    rows = rows_of(split)

    assert into_group(rows, ["Close-2"]) == AgendaPlace(1, "B")
    assert into_group(rows, ["Open-0"]) is None
    assert out_of_group(rows, ["a1"]) == AgendaPlace(2)
    assert out_of_group(rows, ["Close-2"]) is None


# ----------------------------------------------------------------------------------------- times


@pytest.mark.parametrize(
    ("typed", "hours", "minutes"),
    [("18:25", 18, 25), ("18.25", 18, 25), ("1825", 18, 25), ("18h25", 18, 25), ("9", 9, 0)],
)
def test_times_are_read_as_people_write_them(typed, hours, minutes):
    assert read_time(typed) == hours * HOUR + minutes * 60


@pytest.mark.parametrize("typed", ["", "noon", "25:00", "18:75", "-3", "182"])
def test_what_is_no_time_is_not_guessed(typed):
    assert read_time(typed) is None


def test_a_time_after_midnight_means_the_next_day():
    zone = ZoneInfo("Europe/London")
    starts = datetime(2026, 10, 8, 22, 0, tzinfo=zone)
    now = datetime(2026, 10, 8, 23, 40, tzinfo=zone)

    assert lock_near(30 * 60, starts, now) == 24 * HOUR + 30 * 60
    assert lock_near(22 * HOUR, starts, now) == 22 * HOUR
