"""Times of an agenda: chains, locks, gaps, overlaps, targets, midnight, changes of the clocks."""

# ruff: noqa: DTZ001 - a plan begins at a wall time, which has no zone yet

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import Refused
from facilitator.planning.timing import (
    MAX_ACTIVITY_SECONDS,
    Slot,
    Span,
    Timed,
    WallTime,
    resolve_wall_time,
    schedule,
    spans_of,
    zone_named,
)
from facilitator.resources import resource

LONDON = ZoneInfo("Europe/London")
BERLIN = ZoneInfo("Europe/Berlin")
EVENING = datetime(2026, 9, 17, 17, 30)
NIGHT_IT_SPRINGS = datetime(2026, 3, 29, 0, 30)
NIGHT_IT_FALLS_BACK = datetime(2026, 10, 25, 0, 30)


def an_activity(minutes=10, *, name="a", lock=None, **fields):
    locked = None
    if lock is not None:
        hours, rest = lock.split(":")
        locked = int(hours) * 3600 + int(rest) * 60
    return Timed(name, minutes * 60, locked_start_seconds=locked, **fields)


def wall(moment):
    return f"{moment:%H:%M}"


def real_seconds(earlier, later):
    return int(later.timestamp() - earlier.timestamp())


# The sample programme is the oracle ---------------------------------------------------------------

SAMPLE = json.loads(resource("content", "sample_programme.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("workshop", SAMPLE["sessions"], ids=lambda workshop: workshop["id"])
def test_the_sample_agenda_gets_the_times_that_were_worked_out_by_hand(workshop):
    blocks = workshop["blocks"]
    timed = [Timed(block["id"], block["minutes"] * 60) for block in blocks]
    starts = datetime.fromisoformat(f"{workshop['date']}T{workshop['start']}")

    computed = schedule(starts, LONDON, timed, workshop["planned_minutes"] * 60)

    assert [(row.activity_id, wall(row.start), wall(row.end)) for row in computed.rows] == [
        (block["id"], block["start"], block["end"]) for block in blocks
    ]
    assert wall(computed.end) == workshop["end"]
    assert computed.over_seconds == 0
    contact = {block["id"] for block in blocks if block["counts_as_contact"]}
    spans = spans_of(row for row in computed.rows if row.activity_id in contact)
    assert sum(span.seconds for span in spans) == workshop["contact_minutes"] * 60


def test_the_sample_has_the_51_activities_that_were_checked():
    assert sum(len(workshop["blocks"]) for workshop in SAMPLE["sessions"]) == 51


# Locks, gaps, overlaps ---------------------------------------------------------------------------


def test_free_time_before_a_locked_start_is_a_gap():
    computed = schedule(EVENING, LONDON, [an_activity(10), an_activity(10, lock="18:00")])

    assert wall(computed.rows[1].start) == "18:00"
    assert computed.rows[1].gap_before_seconds == 20 * 60
    assert computed.gap_seconds == 20 * 60
    assert computed.overlap_seconds == 0


def test_a_morning_seven_minutes_too_long_is_over_at_the_lunch_that_is_locked():
    morning = [an_activity(97), an_activity(30, lock="12:30", name="lunch"), an_activity(30)]

    computed = schedule(datetime(2026, 9, 17, 11, 0), LONDON, morning)

    assert [row.overlap_before_seconds for row in computed.rows] == [0, 7 * 60, 0]
    assert [row.seconds for row in computed.rows] == [97 * 60, 30 * 60, 30 * 60]
    assert wall(computed.rows[1].start) == "12:30"
    assert wall(computed.rows[2].start) == "13:00"


def test_a_first_activity_locked_before_the_workshop_begins_overlaps_its_start():
    computed = schedule(EVENING, LONDON, [an_activity(10, lock="17:20")])

    assert computed.rows[0].overlap_before_seconds == 600


def test_the_end_is_the_latest_end_even_if_a_lock_pulls_what_follows_far_back():
    computed = schedule(EVENING, LONDON, [an_activity(120), an_activity(5, lock="18:00")])

    assert wall(computed.rows[1].end) == "18:05"
    assert wall(computed.end) == "19:30"


def test_a_target_end_says_how_much_is_over_or_left():
    assert schedule(EVENING, LONDON, [an_activity(125)], 7200).over_seconds == 300
    assert schedule(EVENING, LONDON, [an_activity(110)], 7200).over_seconds == -600
    assert schedule(EVENING, LONDON, [an_activity(110)]).over_seconds is None


def test_longest_planned_and_shortest_ends_stand_side_by_side():
    activities = [
        an_activity(20, minimum_seconds=600, longest_seconds=1500),
        an_activity(10, optional=True),
        an_activity(10),
    ]

    computed = schedule(EVENING, LONDON, activities)

    assert wall(computed.longest_end) == "18:15"
    assert wall(computed.planned_end) == "18:10"
    assert wall(computed.shortest_end) == "17:50"


def test_a_lock_holds_in_the_shortest_day_too():
    activities = [an_activity(60, minimum_seconds=60), an_activity(10, lock="18:30")]

    assert wall(schedule(EVENING, LONDON, activities).shortest_end) == "18:40"


def test_an_empty_agenda_ends_as_it_begins():
    computed = schedule(EVENING, LONDON, [], 3600)

    assert computed.rows == ()
    assert computed.end == computed.start
    assert computed.over_seconds == -3600


def test_an_activity_of_no_length_has_its_place():
    computed = schedule(EVENING, LONDON, [an_activity(0), an_activity(5)])

    assert computed.rows[0].start == computed.rows[0].end == computed.rows[1].start


# Parallel groups ---------------------------------------------------------------------------------


def test_an_activity_lasts_as_long_as_its_longest_track():
    tracks = ((an_activity(10), an_activity(15)), (an_activity(20),))

    computed = schedule(EVENING, LONDON, [an_activity(15, tracks=tracks), an_activity(5)])

    assert computed.rows[0].seconds == 25 * 60
    assert wall(computed.rows[1].start) == "17:55"
    assert [wall(step.start) for step in computed.rows[0].tracks[0]] == ["17:30", "17:40"]
    assert [slot.seconds // 60 for slot in computed.slots()] == [25, 10, 15, 20, 5]


def test_an_activity_lasts_as_planned_if_its_tracks_are_shorter():
    computed = schedule(EVENING, LONDON, [an_activity(30, tracks=((an_activity(10),),))])

    assert computed.rows[0].seconds == 30 * 60


# Midnight and the changes of the clocks -----------------------------------------------------------


def test_an_agenda_runs_past_midnight():
    computed = schedule(
        datetime(2026, 9, 17, 23, 30), LONDON, [an_activity(45), an_activity(15, lock="24:30")]
    )

    assert computed.rows[0].end.isoformat() == "2026-09-18T00:15:00+01:00"
    assert computed.rows[1].start.isoformat() == "2026-09-18T00:30:00+01:00"
    assert computed.rows[1].gap_before_seconds == 15 * 60


def test_two_hours_over_the_spring_change_end_three_hours_later_on_the_wall():
    computed = schedule(NIGHT_IT_SPRINGS, BERLIN, [an_activity(60), an_activity(60)], 7200)

    assert wall(computed.end) == "03:30"
    assert computed.total_seconds == 7200
    assert computed.over_seconds == 0


def test_two_hours_over_the_autumn_change_end_one_hour_later_on_the_wall():
    computed = schedule(datetime(2026, 10, 25, 1, 30), BERLIN, [an_activity(60), an_activity(60)])

    assert wall(computed.end) == "02:30"
    assert computed.end.fold == 1
    assert computed.total_seconds == 7200


def test_a_locked_start_means_the_wall_on_a_day_whose_clocks_change():
    computed = schedule(NIGHT_IT_SPRINGS, BERLIN, [an_activity(60), an_activity(30, lock="09:00")])

    assert wall(computed.rows[1].start) == "09:00"
    assert computed.rows[1].gap_before_seconds == int(6.5 * 3600)


def test_a_skipped_start_is_moved_past_the_jump_and_flagged():
    computed = schedule(datetime(2026, 3, 29, 2, 30), BERLIN, [an_activity(10)])

    assert wall(computed.start) == "03:30"
    assert computed.start_wall_time is WallTime.SKIPPED


def test_a_doubled_start_is_the_first_of_the_two_and_flagged():
    computed = schedule(datetime(2026, 10, 25, 2, 30), BERLIN, [an_activity(10)])

    assert computed.start.utcoffset() == timedelta(hours=2)
    assert computed.start_wall_time is WallTime.DOUBLED


def test_skipped_and_doubled_locks_are_flagged():
    spring = schedule(NIGHT_IT_SPRINGS, BERLIN, [an_activity(10, lock="02:15")])
    autumn = schedule(NIGHT_IT_FALLS_BACK, BERLIN, [an_activity(10, lock="02:15")])

    assert spring.rows[0].lock_wall_time is WallTime.SKIPPED
    assert wall(spring.rows[0].start) == "03:15"
    assert autumn.rows[0].lock_wall_time is WallTime.DOUBLED
    assert autumn.rows[0].start.fold == 0


def test_an_ordinary_time_is_plain():
    assert resolve_wall_time(EVENING, LONDON)[1] is WallTime.PLAIN


# Refusals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", [-1, MAX_ACTIVITY_SECONDS + 1, 10**30])
def test_minutes_out_of_range_are_refused(seconds):
    with pytest.raises(Refused, match="minutes-out-of-range"):
        schedule(EVENING, LONDON, [Timed("a", seconds)])


def test_huge_minutes_of_a_step_are_refused():
    with pytest.raises(Refused, match="minutes-out-of-range"):
        schedule(EVENING, LONDON, [Timed("a", 60, tracks=((Timed("b", 10**9),),))])


@pytest.mark.parametrize("lock", [-1, 172801])
def test_a_lock_beyond_the_second_day_is_refused(lock):
    with pytest.raises(Refused, match="lock-out-of-range"):
        schedule(EVENING, LONDON, [Timed("a", 60, locked_start_seconds=lock)])


@pytest.mark.parametrize("target", [0, -60, MAX_ACTIVITY_SECONDS + 1])
def test_an_impossible_target_is_refused(target):
    with pytest.raises(Refused, match="target-out-of-range"):
        schedule(EVENING, LONDON, [], target)


@pytest.mark.parametrize(
    "starts", [datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59), datetime(2026, 1, 1, tzinfo=UTC)]
)
def test_a_start_that_is_no_plain_date_of_our_time_is_refused(starts):
    with pytest.raises(Refused, match="date-invalid"):
        schedule(starts, LONDON, [])


@pytest.mark.parametrize("name", ["", "Europe/Nowhere", "../etc/passwd", "/etc/passwd", "Europe"])
def test_an_unknown_time_zone_is_refused(name):
    with pytest.raises(Refused, match="time-zone-unknown"):
        zone_named(name)


# Contact spans -----------------------------------------------------------------------------------


def test_spans_merge_where_slots_touch_or_overlap():
    def slot(start, end):
        base = datetime(2026, 9, 17, tzinfo=UTC)
        begin, finish = base + timedelta(minutes=start), base + timedelta(minutes=end)
        return Slot("a", begin, finish, (end - start) * 60)

    spans = spans_of([slot(30, 40), slot(0, 10), slot(10, 20), slot(15, 18), slot(50, 50)])

    assert [span.seconds // 60 for span in spans] == [20, 10]
    assert isinstance(spans[0], Span)


# Properties --------------------------------------------------------------------------------------

# Days around changes of the clocks in both hemispheres, odd offsets, and a zone that skipped a day.
ZONES = st.sampled_from(
    [
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Pacific/Apia",
        "America/Santiago",
    ]
).map(ZoneInfo)
STARTS = st.one_of(
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),
    st.datetimes(datetime(2026, 3, 28, 20), datetime(2026, 3, 29, 4)),
    st.datetimes(datetime(2026, 10, 24, 20), datetime(2026, 10, 25, 4)),
    st.datetimes(datetime(2011, 12, 29), datetime(2011, 12, 31)),
).map(lambda moment: moment.replace(second=0, microsecond=0))
SECONDS = st.integers(0, 4 * 3600)


@st.composite
def activities(draw, *, locks=True, depth=1):
    planned = draw(SECONDS)
    return Timed(
        draw(st.uuids()).hex,
        planned,
        draw(st.none() | st.integers(0, planned)),
        draw(st.booleans()),
        draw(st.none() | st.integers(0, 172800)) if locks else None,
        tuple(
            tuple(draw(st.lists(activities(locks=locks, depth=0), max_size=3)))
            for _ in range(draw(st.integers(0, 2)) if depth else 0)
        ),
    )


@given(STARTS, ZONES, st.lists(activities(), max_size=8))
def test_times_chain_and_nothing_is_shortened(starts, zone, agenda):
    computed = schedule(starts, zone, agenda)

    for activity, row in zip(agenda, computed.rows, strict=True):
        assert row.activity_id == activity.activity_id
        assert real_seconds(row.start, row.end) == row.seconds
        assert row.seconds >= activity.planned_seconds
        assert row.gap_before_seconds == 0 or row.overlap_before_seconds == 0
        for track in row.tracks:
            assert all(step.end <= row.end for step in track)
        if activity.locked_start_seconds is None:
            assert row.gap_before_seconds == row.overlap_before_seconds == 0
    previous_end = computed.start
    for row in computed.rows:
        assert (
            real_seconds(previous_end, row.start)
            == row.gap_before_seconds - row.overlap_before_seconds
        )
        previous_end = row.end
    assert computed.end == max([computed.start, *(row.end for row in computed.rows)])


@given(STARTS, ZONES, st.lists(activities(locks=False), max_size=8))
def test_without_locks_the_lengths_add_up_on_every_day(starts, zone, agenda):
    computed = schedule(starts, zone, agenda)

    assert computed.total_seconds == sum(row.seconds for row in computed.rows)
    for row, following in pairwise(computed.rows):
        assert row.end == following.start


@given(STARTS, ZONES, st.lists(activities(), max_size=8))
def test_a_lock_shows_the_time_it_says_unless_the_clocks_skip_it(starts, zone, agenda):
    for activity, row in zip(agenda, schedule(starts, zone, agenda).rows, strict=True):
        if activity.locked_start_seconds is None or row.lock_wall_time is WallTime.SKIPPED:
            continue
        midnight = datetime(starts.year, starts.month, starts.day)
        meant = midnight + timedelta(seconds=activity.locked_start_seconds)
        assert row.start.replace(tzinfo=None) == meant


@given(STARTS, ZONES, st.lists(activities(), max_size=8))
def test_the_shortest_end_is_never_after_the_planned_nor_that_after_the_longest(
    starts, zone, agenda
):
    computed = schedule(starts, zone, agenda)

    assert computed.shortest_end <= computed.planned_end <= computed.longest_end


def test_sixty_activities_are_timed_in_under_two_milliseconds():
    agenda = [
        an_activity(7, name=str(number), lock="12:00" if number == 30 else None)
        for number in range(60)
    ]
    durations = []
    for _ in range(20):
        begun = perf_counter()
        schedule(datetime(2026, 9, 17, 9), LONDON, agenda)
        durations.append(perf_counter() - begun)

    assert min(durations) < 0.002, f"{min(durations) * 1000:.2f} ms"
    print(f"60 activities timed in {min(durations) * 1000:.2f} ms")
