"""Lengths and times as people type them in a hurry."""

from datetime import UTC, datetime, time

import pytest

from ui.live.spoken_lengths import Turns, read_clock, read_seconds, read_turns, seconds_since


@pytest.mark.parametrize(
    ("text", "expected"),
    [("6 x 2", Turns(6, 120)), ("6×2", Turns(6, 120)), ("4 1,5", Turns(4, 90)), ("six", None)],
)
def test_turns_are_a_number_times_minutes(text: str, expected: Turns | None) -> None:
    assert read_turns(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("5", 300), ("2.5", 150), ("5 min", 300), ("٥", 300), ("", None), ("soon", None)],
)
def test_minutes_are_a_number_in_any_digits(text: str, expected: int | None) -> None:
    assert read_seconds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("15:20", time(15, 20)), ("15h20", time(15, 20)), ("25:00", None)]
)
def test_a_time_of_the_day_has_a_colon_or_an_h(text: str, expected: time | None) -> None:
    assert read_clock(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("4", 240), ("17:32", 600), ("17:50", None), ("x", None)],
)
def test_how_long_ago_is_minutes_or_a_time_before_now(text: str, expected: int | None) -> None:
    now = datetime(2026, 10, 8, 16, 42, tzinfo=UTC)
    assert seconds_since(text, now, "Europe/London") == expected


def test_across_midnight_the_time_is_yesterdays() -> None:
    now = datetime(2026, 10, 8, 23, 5, tzinfo=UTC)
    assert seconds_since("23:55", now, "Europe/London") == 600
