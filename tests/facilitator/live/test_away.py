"""The computer slept, was off, or was gone: nothing races on, and what happened can be said."""

import pytest

from facilitator.errors import Refused
from facilitator.live.catching_up import caught_up
from facilitator.live.machine import ADVANCE_PATIENCE_MS, likely_activity_id, view_at
from facilitator.live.model import Away, Phase, RunStatus
from tests.facilitator.live.runs import START, Log, a_plan, at

MINUTE = 60
ALL = (0, 1, 2, 3)


def catch_up(log, when, activity):
    for event in caught_up(log.plan, log.state, at(when), activity):
        log.take(event)
    return log.view(when)


def test_a_sleep_does_not_race_through_the_agenda():
    log = Log(a_plan(10, 10, 20, 10, auto=ALL)).enter("start", 0)
    view = log.view(35 * MINUTE)

    assert view.activity_id == "a"
    assert view.due_advance is None
    assert view.auto_advance_in_seconds is None
    assert view.phase is Phase.OVERTIME
    assert view.missed.seconds_ago == 25 * MINUTE
    assert (view.missed.due_at - START).total_seconds() == 600
    assert view.missed.likely_activity_id == "c"


def test_what_is_due_for_a_short_while_is_still_made():
    log = Log(a_plan(10, 10, auto=(0,))).enter("start", 0)
    patience = ADVANCE_PATIENCE_MS // 1000

    assert log.view(600 + patience).due_advance == at(600)
    assert log.view(600 + patience).missed is None
    assert log.view(601 + patience).due_advance is None
    assert log.view(601 + patience).missed is not None


def test_an_entry_made_by_the_clock_makes_nothing_due_again():
    log = Log(a_plan(10, 10, auto=(0,))).enter("start", 0).enter("anchor", 1000)

    assert log.view(1001).due_advance is None
    assert log.view(1001).missed.seconds_ago == 401


def test_whoever_gives_more_time_is_asked_no_more():
    log = Log(a_plan(10, 10, auto=(0,))).enter("start", 0).enter("extend", 1000, seconds=600)

    assert log.view(1000).missed is None
    assert log.view(1000).auto_advance_in_seconds == 200
    assert log.view(1200).due_advance == at(1200)


def test_where_time_passes_faster_patience_lasts_longer():
    log = Log(a_plan(10, 10, auto=(0,))).enter("start", 0)

    view = view_at(log.plan, log.state, at(1000), patience_ms=10**7)
    assert view.due_advance == at(600)


def test_catching_up_gives_each_activity_the_time_it_had_by_plan():
    log = Log(a_plan(10, 10, 20, 10, auto=ALL)).enter("start", 0).enter("anchor", 35 * MINUTE)
    view = catch_up(log, 35 * MINUTE, "c")

    assert view.activity_id == "c"
    assert view.elapsed_seconds == 15 * MINUTE
    assert [row.actual_seconds for row in view.rows] == [600, 600, 900, 0]
    assert view.ahead_behind_seconds == 0
    assert view.missed is None
    assert view.away is None


def test_catching_up_with_another_activity_than_the_likely_one():
    log = Log(a_plan(10, 10, 20, 10)).enter("start", 0)

    assert catch_up(log, 15 * MINUTE, "d").rows[3].actual_seconds == 0
    with pytest.raises(Refused, match="already-there"):
        caught_up(log.plan, log.state, at(16 * MINUTE), "d")
    with pytest.raises(Refused, match="activity-unknown"):
        caught_up(log.plan, log.state, at(16 * MINUTE), "x")


def test_catching_up_before_the_time_is_over_takes_none_of_it():
    log = Log(a_plan(10, 10)).enter("start", 0)
    view = catch_up(log, 4 * MINUTE, "b")

    assert [row.actual_seconds for row in view.rows] == [240, 0]


def test_where_the_room_would_be_heeds_locks():
    log = Log(a_plan(10, 10, 10, locks={2: 40})).enter("start", 0)

    assert likely_activity_id(log.plan, log.state, at(5 * MINUTE)) == "a"
    assert likely_activity_id(log.plan, log.state, at(30 * MINUTE)) == "b"
    assert likely_activity_id(log.plan, log.state, at(41 * MINUTE)) == "c"
    assert likely_activity_id(log.plan, Log(log.plan).state, at(0)) is None


def test_time_away_is_told_and_counts_until_somebody_says_otherwise():
    log = Log().enter("start", 0).enter("anchor", 30)
    view = log.view(30 + 20 * MINUTE)

    assert view.away == Away(at(30).wall_utc, 20 * MINUTE, certain=True)
    assert view.elapsed_seconds == 30 + 20 * MINUTE

    log.enter("anchor", 30 + 20 * MINUTE).enter("anchor", 60 + 20 * MINUTE)
    assert log.view(90 + 20 * MINUTE).away.seconds == 20 * MINUTE

    log.enter("not-counted", 90 + 20 * MINUTE, seconds=20 * MINUTE)
    view = log.view(90 + 20 * MINUTE)
    assert view.away is None
    assert (view.elapsed_seconds, view.running_seconds, view.paused_seconds) == (90, 90, 1200)
    assert view.started_at == START


def test_time_away_that_counts_is_asked_about_no_more():
    log = Log().enter("start", 0).enter("correct-start", 900, seconds=0)

    assert log.view(910).away is None
    assert log.view(910).elapsed_seconds == 910


def test_more_than_there_was_is_not_taken_out():
    log = Log().enter("start", 0)

    for seconds in (0, -1, 101, None):
        with pytest.raises(Refused, match="correction-out-of-range"):
            log.enter("not-counted", 100, seconds=seconds)


def test_time_away_across_a_restart_is_doubtful():
    log = Log().enter("start", 0).enter("anchor", at(5, wall=600, boot="boot-2"))
    view = log.view(at(10, wall=605, boot="boot-2"))

    assert (view.away.seconds, view.away.certain) == (600, False)
    assert view.doubtful_seconds == 600


def test_nobody_is_asked_about_a_pause():
    log = Log().enter("start", 0).enter("pause", 10)

    assert log.view(9999).away is None
    assert log.view(9999).state is RunStatus.PAUSED


def test_a_watched_run_is_never_away():
    log = Log().enter("start", 0)
    for when in range(30, 3000, 31):
        log.enter("anchor", when)
        assert log.view(when).away is None
