"""The two clocks, and times as stored text."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.clock import SetClock, SystemClock, from_stamp, to_stamp

NOON = datetime(2026, 9, 17, 12, 0, tzinfo=UTC)


@given(
    st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1)),  # noqa: DTZ001
    st.integers(-14 * 60, 14 * 60),
)
def test_a_stamp_is_the_same_moment_to_the_millisecond(wall: datetime, offset: int) -> None:
    moment = wall.replace(tzinfo=timezone(timedelta(minutes=offset)))
    back = from_stamp(to_stamp(moment))
    assert timedelta(0) <= moment - back < timedelta(milliseconds=1)
    assert to_stamp(back) == to_stamp(moment)


@given(st.lists(st.integers(0, 10**10), min_size=2, max_size=20))
def test_stamps_sort_as_the_moments_do(milliseconds: list[int]) -> None:
    moments = [NOON + timedelta(milliseconds=each) for each in milliseconds]
    assert sorted(to_stamp(each) for each in moments) == [
        to_stamp(each) for each in sorted(moments)
    ]


def test_setting_the_wall_clock_leaves_the_boot_clock_alone() -> None:
    clock = SetClock(NOON)
    clock.pass_seconds(90)
    clock.set_wall(NOON - timedelta(hours=1))
    assert clock.boot_seconds() == 1090.0
    assert clock.now() == NOON - timedelta(hours=1)


def test_a_reboot_begins_another_count() -> None:
    clock = SetClock(NOON)
    before = clock.boot_id()
    clock.reboot("second")
    assert (clock.boot_seconds(), clock.boot_id() != before) == (0.0, True)


def test_a_clock_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        SetClock(datetime(2026, 9, 17, 12, 0))  # noqa: DTZ001


def test_the_computers_clocks_go_on_and_keep_their_boot() -> None:
    clock = SystemClock()
    first = clock.boot_seconds()
    assert clock.boot_seconds() >= first
    assert clock.boot_id() == SystemClock().boot_id() != ""
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
