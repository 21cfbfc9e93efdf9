"""Where minutes lie on the timeline: marks of the clock, midnights, zoom, headings in between."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from ui.planning.timeline_paint import group_names
from ui.planning.timeline_scale import (
    Scale,
    clock_marks,
    clock_step,
    legible_scale,
    turns,
)
from ui.theme.theme import Theme
from ui.theme.tokens import Type

LONDON = ZoneInfo("Europe/London")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")


def _clock(start: datetime, hours: float, every: int) -> list[str]:
    marks = clock_marks(start, int(hours * 3600), every)
    return [f"{mark.moment:%H:%M}" for mark in marks]


def test_marks_begin_with_the_start_and_go_on_by_the_clock() -> None:
    start = datetime(2026, 10, 8, 17, 40, tzinfo=LONDON)

    assert _clock(start, 1.5, 30) == ["17:40", "18:00", "18:30", "19:00"]


def test_marks_over_the_end_of_summer_time_show_an_hour_twice() -> None:
    start = datetime(2026, 10, 25, 0, 30, tzinfo=LONDON)

    assert _clock(start, 2.5, 30) == ["00:30", "01:00", "01:30", "01:00", "01:30", "02:00"]


def test_marks_of_several_hours_stand_on_round_ones() -> None:
    start = datetime(2026, 10, 8, 9, 10, tzinfo=LONDON)

    assert _clock(start, 8, 120) == ["09:10", "10:00", "12:00", "14:00", "16:00"]


def test_midnight_and_the_clocks_going_back_are_told_apart() -> None:
    start = datetime(2026, 10, 24, 22, 30, tzinfo=LONDON)
    midnight, back = turns(start, 5 * 3600)

    assert (midnight.seconds, midnight.shift_seconds) == (90 * 60, 0)
    assert (back.seconds, back.shift_seconds) == (3 * 3600 + 30 * 60, -3600)


def test_clocks_that_go_forward_by_half_an_hour_are_found() -> None:
    start = datetime(2026, 10, 4, 1, 15, tzinfo=LORD_HOWE)
    (forward,) = turns(start, 2 * 3600)

    assert forward.shift_seconds == 1800


def test_a_day_without_turns_has_none() -> None:
    assert turns(datetime(2026, 10, 8, 9, 0, tzinfo=LONDON), 8 * 3600) == []


def test_times_beside_the_blocks_never_touch() -> None:
    assert clock_step(4.0, 24) == 15
    assert clock_step(1.0, 24) == 30
    assert clock_step(0.1, 24) == 240


def test_short_activities_make_the_day_larger_so_that_they_can_be_read() -> None:
    short = [300] * 20 + [3600] * 5

    assert legible_scale(short, 1.0) * 5 >= 18
    assert legible_scale([3600] * 5, 1.0) * 60 >= 18


@given(
    a_minute=st.floats(0.4, 40),
    heads=st.lists(
        st.tuples(st.integers(0, 86_400), st.integers(20, 60)), max_size=5, unique_by=lambda h: h[0]
    ),
    seconds=st.lists(st.integers(0, 86_400), min_size=2, max_size=20),
)
def test_later_is_never_above_earlier(
    a_minute: float, heads: list[tuple[int, int]], seconds: list[int]
) -> None:
    scale = Scale(a_minute, heads, 9)
    places = [scale.y(each) for each in sorted(seconds)]

    assert places == sorted(places)


@given(
    a_minute=st.floats(0.5, 40),
    heads=st.lists(
        st.tuples(st.integers(0, 86_400), st.integers(20, 60)), max_size=5, unique_by=lambda h: h[0]
    ),
    seconds=st.integers(0, 86_400),
)
def test_a_place_is_read_back_as_the_moment_it_stands_for(
    a_minute: float, heads: list[tuple[int, int]], seconds: int
) -> None:
    scale = Scale(a_minute, heads, 9)
    # Half a pixel is lost where a moment is put on a whole one.
    slack = 60 / a_minute

    assert abs(scale.seconds_at(scale.y(seconds)) - seconds) <= slack


def test_groups_in_narrow_columns_keep_what_tells_them_apart(theme: Theme) -> None:
    metrics = theme.metrics(Type.CAPTION)
    assert group_names(["Group 1", "Group 2"], 400, metrics) == ["Group 1", "Group 2"]
    assert group_names(["Group 1", "Group 2"], 12, metrics) == ["1", "2"]
    assert group_names(["Blue", "Green"], 4, metrics) == ["Blue", "Green"]
