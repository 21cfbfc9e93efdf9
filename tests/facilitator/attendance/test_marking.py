"""What a mark means, given what was marked before."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.attendance.marking import Marked, Times, check_out, corrected, mark
from facilitator.attendance.minutes import Lateness
from facilitator.attendance.model import MarkOutcome
from facilitator.errors import Refused

START = datetime(2026, 10, 8, 15, 30, tzinfo=UTC)
TIMES = Times(START, START + timedelta(hours=2))
IN_ROOM = {"present": True, "late": True, "left-early": True, "excused": False, "absent": False,
           "on-line": True}  # fmt: skip


def at(minutes):
    return START + timedelta(minutes=minutes)


def marked_as(before, key, now, told=None):
    return mark(before, key, in_room=IN_ROOM[key], at=told, now=now, times=TIMES)


moments = st.integers(-300, 300).map(at)
steps = st.tuples(st.sampled_from(sorted(IN_ROOM)), moments)


@given(st.lists(steps, max_size=6), steps)
def test_the_same_mark_again_changes_nothing(history, last):
    before = None
    for key, now in history:
        before, _ = marked_as(before, key, now)
    once, _ = marked_as(before, last[0], last[1])
    again, outcome = marked_as(once, last[0], last[1])
    assert (again, outcome) == (once, MarkOutcome.ALREADY)


@given(st.lists(st.tuples(st.sampled_from(["present", "late", "on-line"]), moments), max_size=6))
def test_the_first_arrival_stands_while_somebody_is_in_the_room(history):
    before = None
    for key, now in history:
        after, _ = marked_as(before, key, now)
        assert before is None or after.arrived_at == before.arrived_at
        before = after


def test_a_mark_while_the_workshop_is_on_carries_the_time():
    assert marked_as(None, "present", at(-10))[0] == Marked("present", True, at(-10))
    assert marked_as(None, "present", at(3))[0] == Marked("present", True, at(3))


@pytest.mark.parametrize("now", [at(-121), at(120), at(24 * 60)])
def test_a_mark_entered_before_or_afterwards_counts_from_the_start(now):
    assert marked_as(None, "present", now)[0] == Marked("present", True)


def test_a_time_that_is_told_is_kept_whenever_it_is_told():
    assert marked_as(None, "present", at(600), told=at(5))[0].arrived_at == at(5)


def test_ten_minutes_after_the_start_present_becomes_late():
    assert marked_as(None, "present", at(9))[0].status_key == "present"
    assert marked_as(None, "present", at(10))[0].status_key == "late"
    never = Times(TIMES.starts_at, TIMES.ends_at, Lateness(None))
    after, _ = mark(None, "present", in_room=True, at=None, now=at(60), times=never)
    assert after.status_key == "present"


def test_a_second_scan_keeps_late():
    late, _ = marked_as(None, "present", at(15))
    assert marked_as(late, "present", at(20)) == (late, MarkOutcome.ALREADY)


def test_late_that_was_only_told_can_be_taken_back():
    told, _ = marked_as(None, "late", at(500))
    assert marked_as(told, "present", at(500)) == (Marked("present", True), MarkOutcome.CHANGED)


def test_apologies_have_no_times_and_coming_after_all_has():
    here, _ = marked_as(None, "present", at(1))
    excused, outcome = marked_as(here, "excused", at(2))
    assert (excused, outcome) == (Marked("excused", False), MarkOutcome.CHANGED)
    assert marked_as(excused, "present", at(8))[0] == Marked("present", True, at(8))


def test_leaving_early_keeps_the_arrival():
    here, _ = marked_as(None, "present", at(0))
    assert marked_as(here, "left-early", at(80))[0] == Marked("left-early", True, at(0), at(80))


def test_checking_out_before_the_end_is_leaving_early_and_at_the_end_is_not():
    here, _ = marked_as(None, "present", at(0))
    assert check_out(here, None, at(80), TIMES) == Marked("left-early", True, at(0), at(80))
    assert check_out(here, None, at(119), TIMES).status_key == "present"
    assert check_out(here, None, at(125), TIMES).left_at == at(125)


def test_who_left_stays_gone_and_who_is_marked_again_came_back():
    here, _ = marked_as(None, "present", at(0))
    gone = check_out(here, None, at(60), TIMES)
    assert check_out(gone, None, at(70), TIMES) == gone
    assert check_out(gone, at(65), at(70), TIMES).left_at == at(65)
    assert marked_as(gone, "present", at(75)) == (here, MarkOutcome.CAME_BACK)


def test_a_mark_after_staying_to_the_end_changes_nothing():
    stayed = Marked("present", True, at(0), at(120))
    assert marked_as(stayed, "present", at(130)) == (stayed, MarkOutcome.ALREADY)


def test_only_somebody_in_the_room_can_leave_and_not_before_arriving():
    for before in (None, Marked("absent", False)):
        with pytest.raises(Refused, match="not-in-room"):
            check_out(before, None, at(10), TIMES)
    with pytest.raises(Refused, match="leaves-before-arriving"):
        check_out(Marked("present", True, at(20)), at(10), at(30), TIMES)


def test_corrected_times_correct_the_word_but_never_an_own_status():
    late = Marked("late", True, at(15))
    assert corrected(late, at(2), None, TIMES).status_key == "present"
    assert corrected(late, at(2), at(60), TIMES).status_key == "left-early"
    assert corrected(late, at(20), at(60), TIMES).status_key == "late"
    assert corrected(Marked("on-line", True), at(20), None, TIMES).status_key == "on-line"
