"""The live run: what each key does, and what follows from the log."""

from datetime import timedelta

import pytest

from facilitator.errors import Refused
from facilitator.live.machine import replay, start_meant
from facilitator.live.model import Phase, RunStatus
from tests.facilitator.live.runs import START, Log, a_plan, at

MINUTE = 60


def statuses(view):
    return [row.status.value for row in view.rows]


def actual_minutes(view):
    return [row.actual_seconds / 60 for row in view.rows]


def wall_minutes(moment):
    return (moment - START) / timedelta(minutes=1)


# Before it begins ---------------------------------------------------------------------------------


def test_before_the_start_the_plan_stands():
    view = Log().view(-5 * MINUTE)

    assert view.state is RunStatus.READY
    assert view.activity_id is None
    assert view.next_activity_id == "a"
    assert view.projected_end == view.planned_end
    assert view.ahead_behind_seconds == 0
    assert [wall_minutes(row.starts_at) for row in view.rows] == [0, 10, 20, 40, 50]


def test_while_nobody_starts_the_end_moves_along():
    view = Log().view(4 * MINUTE)

    assert view.ahead_behind_seconds == 4 * MINUTE
    assert wall_minutes(view.projected_end) == 59


# The ordinary way -----------------------------------------------------------------------------


def test_time_runs_from_the_start():
    view = Log().enter("start", 0).view(90)

    assert (view.activity_id, view.index, view.next_activity_id) == ("a", 0, "b")
    assert (view.elapsed_seconds, view.remaining_seconds) == (90, 510)
    assert wall_minutes(view.ends_at) == 10
    assert view.ahead_behind_seconds == 0


def test_a_whole_run_to_plan_ends_as_planned():
    log = Log().enter("start", 0)
    for minute in (10, 20, 40, 50):
        log.enter("next", minute * MINUTE)
    view = log.enter("finish", 55 * MINUTE).view(9999)

    assert view.state is RunStatus.FINISHED
    assert actual_minutes(view) == [10, 10, 20, 10, 5]
    assert statuses(view) == ["done"] * 5
    assert view.ahead_behind_seconds == 0
    assert wall_minutes(view.finished_at) == 55


def test_a_late_start_is_behind_and_a_short_activity_wins_it_back():
    log = Log().enter("start", 3 * MINUTE)
    assert log.view(4 * MINUTE).ahead_behind_seconds == 3 * MINUTE

    log.enter("next", 11 * MINUTE)

    assert log.view(11 * MINUTE).ahead_behind_seconds == 1 * MINUTE
    assert wall_minutes(log.view(12 * MINUTE).projected_end) == 56


def test_overtime_counts_and_pushes_the_end():
    view = Log().enter("start", 0).view(12 * MINUTE + 40)

    assert view.phase is Phase.OVERTIME
    assert (view.overtime_seconds, view.remaining_seconds) == (160, -160)
    assert view.ahead_behind_seconds == 160


def test_the_phases_of_an_activity():
    log = Log().enter("start", 0)

    assert log.view(6 * MINUTE).phase is Phase.TIME_ENOUGH
    assert log.view(7 * MINUTE).phase is Phase.WARNING
    assert log.view(9 * MINUTE).phase is Phase.LAST_MINUTE
    assert log.view(10 * MINUTE).phase is Phase.OVERTIME


def test_the_target_end_is_held_against_the_foreseen_one():
    log = Log(a_plan(target_minutes=50)).enter("start", 0)

    assert log.view(60).over_target_seconds == 5 * MINUTE


def test_what_is_to_come_shows_when_it_is_foreseen():
    log = Log().enter("start", 0).enter("next", 12 * MINUTE)
    rows = log.view(13 * MINUTE).rows

    assert [wall_minutes(row.starts_at) for row in rows] == [0, 12, 22, 42, 52]
    assert [wall_minutes(row.ends_at) for row in rows] == [12, 22, 42, 52, 57]


# Pauses ------------------------------------------------------------------------------------------


def test_a_pause_belongs_to_no_activity_but_moves_the_end():
    log = Log().enter("start", 0).enter("pause", 120)
    view = log.view(300)

    assert view.state is RunStatus.PAUSED
    assert (view.elapsed_seconds, view.paused_now_seconds) == (120, 180)
    assert view.ahead_behind_seconds == 180

    view = log.enter("resume", 300).view(360)
    assert (view.elapsed_seconds, view.paused_seconds, view.paused_now_seconds) == (180, 180, 0)
    assert view.ahead_behind_seconds == 180


def test_moving_on_while_paused_stays_paused():
    log = Log().enter("start", 0).enter("pause", 60).enter("next", 120)
    view = log.view(500)

    assert (view.state, view.activity_id, view.elapsed_seconds) == (RunStatus.PAUSED, "b", 0)


# Back, jumps, skips ------------------------------------------------------------------------------


def test_back_goes_on_with_the_time_the_activity_already_had():
    log = Log().enter("start", 0).enter("next", 300).enter("back", 320)
    view = log.view(380)

    assert (view.activity_id, view.elapsed_seconds) == ("a", 360)
    assert statuses(view)[:2] == ["current", "waiting"]
    assert view.rows[1].actual_seconds == 20

    view = log.enter("next", 600).view(630)
    assert (view.activity_id, view.elapsed_seconds) == ("b", 50)


def test_back_is_the_way_one_came_not_the_order_of_the_plan():
    log = Log().enter("start", 0).enter("go-to", 60, activity="d").enter("back", 120)

    assert log.view(120).activity_id == "a"
    assert statuses(log.view(120)) == ["current", "waiting", "waiting", "waiting", "waiting"]


def test_back_after_a_look_at_something_done_leaves_it_done():
    log = Log().enter("start", 0).enter("next", 60)
    log.enter("go-to", 120, activity="a").enter("back", 180)

    assert statuses(log.view(180))[:2] == ["done", "current"]


def test_back_undoes_a_skip_of_the_current_activity():
    log = Log().enter("start", 0).enter("skip", 30)
    assert statuses(log.view(30))[:2] == ["skipped", "current"]

    log.enter("back", 40)
    assert statuses(log.view(40))[:2] == ["current", "waiting"]


def test_what_a_jump_left_out_still_waits_and_counts():
    log = Log().enter("start", 0).enter("go-to", 600, activity="d")
    assert log.view(600).ahead_behind_seconds == 0
    for expected in ("e", "b", "c"):
        log.enter("next", 601)
        assert log.view(601).activity_id == expected
    with pytest.raises(Refused, match="no-next-activity"):
        log.enter("next", 602)


def test_a_skipped_activity_is_passed_over_and_wins_its_minutes():
    log = Log().enter("start", 0).enter("skip", 60, activity="b")
    view = log.view(60)

    assert view.next_activity_id == "c"
    assert view.ahead_behind_seconds == -10 * MINUTE
    assert view.rows[1].starts_at is None

    log.enter("unskip", 70, activity="b")
    assert log.view(70).ahead_behind_seconds == 0
    assert log.view(70).next_activity_id == "b"


def test_actual_times_are_right_though_activities_ran_out_of_order():
    log = (
        Log().enter("start", 0).enter("go-to", 300, activity="c").enter("go-to", 900, activity="a")
    )
    log.enter("skip", 1000, activity="b").enter("finish", 1200)

    assert [row.actual_seconds for row in log.view().rows] == [600, 0, 600, 0, 0]
    assert statuses(log.view()) == ["done", "skipped", "done", "left-out", "left-out"]


# Minutes given and taken -------------------------------------------------------------------------


def test_extend_and_shorten_change_the_activity_and_the_end():
    log = Log().enter("start", 0).enter("extend", 60, seconds=300)
    view = log.view(60)
    assert (view.allotted_seconds, view.remaining_seconds) == (900, 840)
    assert view.ahead_behind_seconds == 300

    view = log.enter("shorten", 120, seconds=420).view(120)
    assert (view.allotted_seconds, view.remaining_seconds) == (480, 360)
    assert view.ahead_behind_seconds == -120


def test_an_activity_to_come_can_be_shortened_too():
    log = Log().enter("start", 0).enter("shorten", 10, activity="c", seconds=600)

    assert log.view(10).rows[2].allotted_seconds == 600
    assert log.view(10).ahead_behind_seconds == -600


def test_shortened_below_what_it_took_an_activity_is_over():
    log = Log().enter("start", 0).enter("shorten", 480, seconds=300)

    assert log.view(480).phase is Phase.OVERTIME
    assert log.view(480).overtime_seconds == 180


@pytest.mark.parametrize("seconds", [0, -60, 86401, 10**12, None])
def test_absurd_minutes_are_refused(seconds):
    log = Log().enter("start", 0)

    for kind in ("extend", "shorten"):
        with pytest.raises(Refused, match=r"minutes-out-of-range|extension-too-long"):
            log.enter(kind, 10, seconds=seconds)
    assert log.view(10).allotted_seconds == 600


def test_an_activity_cannot_be_shortened_below_nothing_nor_grow_beyond_a_day():
    log = Log().enter("start", 0)

    with pytest.raises(Refused, match="minutes-out-of-range"):
        log.enter("shorten", 10, seconds=601)
    with pytest.raises(Refused, match="extension-too-long") as refused:
        log.enter("extend", 10, seconds=86400)
    assert refused.value.params["most_minutes"] == 24 * 60


# A late start put right --------------------------------------------------------------------------


def test_began_four_minutes_ago_puts_the_run_right():
    log = Log().enter("start", 4 * MINUTE).enter("correct-start", 5 * MINUTE, seconds=240)
    view = log.view(5 * MINUTE)

    assert view.elapsed_seconds == 5 * MINUTE
    assert view.ahead_behind_seconds == 0
    assert view.started_at == START
    assert view.running_seconds == 5 * MINUTE
    assert view.rows[0].starts_at == START


def test_a_later_activity_that_began_earlier_takes_the_time_from_the_one_before():
    log = Log().enter("start", 0).enter("next", 14 * MINUTE)
    log.enter("correct-start", 15 * MINUTE, seconds=240)
    view = log.view(15 * MINUTE)

    assert actual_minutes(view)[:2] == [10, 5]
    assert view.ahead_behind_seconds == 0
    assert view.running_seconds == 15 * MINUTE
    assert wall_minutes(view.rows[0].ends_at) == wall_minutes(view.rows[1].starts_at) == 10


def test_an_activity_that_began_later_gives_the_time_back():
    log = Log().enter("start", 0).enter("next", 10 * MINUTE)
    log.enter("correct-start", 15 * MINUTE, seconds=-120)

    assert actual_minutes(log.view(15 * MINUTE))[:2] == [12, 3]


def test_a_run_that_began_later_than_it_was_started():
    log = Log().enter("start", 0).enter("correct-start", 300, seconds=-120)
    view = log.view(300)

    assert (view.elapsed_seconds, view.running_seconds) == (180, 180)
    assert wall_minutes(view.started_at) == 2
    assert view.ahead_behind_seconds == 120


@pytest.mark.parametrize("seconds", [12 * 3600 + 1, -61, 10**12])
def test_an_impossible_beginning_of_the_run_is_refused(seconds):
    log = Log().enter("start", 0)

    with pytest.raises(Refused, match="correction-out-of-range"):
        log.enter("correct-start", 60, seconds=seconds)


def test_an_activity_cannot_have_begun_before_the_one_it_followed():
    log = Log().enter("start", 0).enter("next", 60)

    with pytest.raises(Refused) as refusal:
        log.enter("correct-start", 70, seconds=61)
    assert refusal.value.params == {"seconds": 61, "earlier_by_most": 60, "later_by_most": 10}


# Locked starts -----------------------------------------------------------------------------------


def test_a_locked_start_absorbs_lateness_in_the_free_time_before_it():
    log = Log(a_plan(10, 10, 10, locks={2: 30})).enter("start", 6 * MINUTE)

    assert log.view(6 * MINUTE).ahead_behind_seconds == 0
    assert wall_minutes(log.view(6 * MINUTE).rows[2].starts_at) == 30


def test_what_does_not_fit_before_a_lock_makes_it_late_to_the_second():
    log = Log(a_plan(10, 10, 10, locks={2: 30})).enter("start", 13 * MINUTE + 7)

    assert log.view(14 * MINUTE).ahead_behind_seconds == 3 * MINUTE + 7


def test_nobody_is_ahead_of_a_lock():
    log = Log(a_plan(10, 10, 10, locks={2: 20})).enter("start", 0).enter("next", 60)

    assert log.view(60).ahead_behind_seconds == 0
    assert wall_minutes(log.view(60).rows[1].ends_at) == 11


# Advancing by itself -----------------------------------------------------------------------------


def test_an_activity_that_waits_for_a_person_is_never_due():
    view = Log().enter("start", 0).view(99 * MINUTE)

    assert view.due_advance is None
    assert view.auto_advance_in_seconds is None


def test_an_activity_that_advances_by_itself_is_due_at_the_very_end_of_its_time():
    log = Log(a_plan(10, 10, auto=(0,))).enter("start", 0.25)

    assert log.view(590).auto_advance_in_seconds == 11
    assert log.view(600.2).due_advance is None
    assert log.view(700).due_advance == at(600.25)

    log.enter("next", log.view(700).due_advance)
    assert (log.view(700).activity_id, log.view(700).elapsed_seconds) == ("b", 99)
    assert log.view(700).rows[0].actual_seconds == 600


def test_an_activity_shortened_into_overtime_is_due_then_and_not_before():
    log = Log(a_plan(10, 10, auto=(0,))).enter("start", 0).enter("shorten", 500, seconds=300)

    assert log.view(520).due_advance == at(500)


def test_nothing_is_due_while_paused_or_with_nothing_left():
    paused = Log(a_plan(10, 10, auto=(0,))).enter("start", 0).enter("pause", 60)
    last = Log(a_plan(10, auto=(0,))).enter("start", 0)

    assert paused.view(9999).due_advance is None
    assert last.view(9999).due_advance is None


def test_no_activity_advances_into_a_locked_start_before_its_time():
    log = Log(a_plan(10, 10, locks={1: 15}, auto=(0,))).enter("start", 0)

    assert log.view(14 * MINUTE).due_advance is None
    assert log.view(14 * MINUTE).auto_advance_in_seconds == MINUTE
    assert log.view(16 * MINUTE).due_advance == at(15 * MINUTE)


# Finishing and reopening -------------------------------------------------------------------------


def test_finishing_early_leaves_the_rest_out():
    view = Log().enter("start", 0).enter("next", 300).enter("finish", 400).view(9999)

    assert statuses(view) == ["done", "done", "left-out", "left-out", "left-out"]
    assert [row.actual_seconds for row in view.rows[:2]] == [300, 100]
    assert view.remaining_seconds == 0
    assert view.activity_id is None
    assert view.ahead_behind_seconds == 400 - 55 * MINUTE


def test_a_finished_run_reads_the_same_ever_after():
    log = Log().enter("start", 0).enter("finish", 400)
    much_later = at(10**8, boot="another")

    assert log.view(500) == log.view(much_later)


def test_reopening_goes_on_as_before_without_the_time_between():
    log = Log().enter("start", 0).enter("finish", 120).enter("reopen", 300)
    view = log.view(360)

    assert (view.state, view.activity_id, view.elapsed_seconds) == (RunStatus.RUNNING, "a", 180)
    assert view.ahead_behind_seconds == 180
    assert view.finished_at is None


def test_reopening_a_paused_run_leaves_it_paused():
    log = Log().enter("start", 0).enter("pause", 60).enter("finish", 120).enter("reopen", 300)

    assert log.view(400).state is RunStatus.PAUSED
    assert log.view(400).elapsed_seconds == 60


def test_a_run_that_never_began_can_be_given_up_and_taken_up_again():
    log = Log().enter("finish", 0)
    assert statuses(log.view()) == ["left-out"] * 5
    assert log.view().ahead_behind_seconds == 0

    log.enter("reopen", 10).enter("start", 60)
    assert log.view(60).ahead_behind_seconds == 60


# The clocks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("jump", [-3600, 3600, 86400, -5 * 365 * 86400])
def test_a_wall_clock_set_in_mid_run_changes_nothing(jump):
    log = Log().enter("start", 120).enter("next", 700)
    as_it_was = log.view(900)
    view = log.view(at(900, wall=900 + jump))

    assert view.elapsed_seconds == as_it_was.elapsed_seconds == 200
    assert view.remaining_seconds == as_it_was.remaining_seconds
    assert view.ahead_behind_seconds == as_it_was.ahead_behind_seconds
    assert view.phase is as_it_was.phase
    # Times of day follow the clock on the wall, all together.
    assert view.projected_end - as_it_was.projected_end == timedelta(seconds=jump)
    assert view.ends_at - view.now.wall_utc == timedelta(seconds=400)

    log.enter("next", at(1000, wall=1000 + jump))
    assert log.view(at(1060, wall=1060 + jump)).elapsed_seconds == 60
    assert log.view(at(1060, wall=1060 + jump)).rows[1].actual_seconds == 300


def test_after_a_reboot_the_wall_clock_tells_how_long_it_was():
    log = Log().enter("start", 0)
    view = log.view(at(5, wall=300, boot="boot-2"))

    assert view.elapsed_seconds == 300
    assert view.doubtful_seconds == 300


def test_after_a_reboot_with_a_clock_gone_back_no_time_is_given():
    log = Log().enter("start", 0).enter("extend", 200, seconds=60)
    before = log.view(200)
    view = log.view(at(5, wall=-10_000, boot="boot-2"))

    assert view.elapsed_seconds == before.elapsed_seconds == 200
    assert view.remaining_seconds == before.remaining_seconds


def test_once_anchored_after_a_reboot_a_clock_set_back_changes_nothing():
    log = Log().enter("start", 0).enter("anchor", at(5, wall=300, boot="boot-2"))

    assert log.view(at(65, wall=-3240, boot="boot-2")).elapsed_seconds == 360


def test_no_activity_ends_by_the_clock_of_a_restarted_computer():
    log = Log(a_plan(10, 10, auto=(0,))).enter("start", 0)
    log.enter("anchor", at(5, wall=99_999, boot="boot-2"))
    assert log.view(at(65, wall=99_999, boot="boot-2")).due_advance is None

    # A person says that the time shown is right; then it may.
    log.enter("correct-start", at(70, boot="boot-2"), seconds=0)
    assert log.view(at(70, boot="boot-2")).doubtful_seconds == 0
    assert log.view(at(70, boot="boot-2")).due_advance == at(70, boot="boot-2")


def test_after_four_hours_with_jumps_the_timer_is_right_to_the_second():
    log = Log(a_plan(240, 10)).enter("start", 0)
    for hour in (1, 2, 3):
        log.enter("anchor", at(hour * 3600, wall=(-1) ** hour * 7200))

    assert log.view(4 * 3600).elapsed_seconds == 4 * 3600
    assert log.view(4 * 3600).ahead_behind_seconds == 0


# Another day -------------------------------------------------------------------------------------


def test_the_same_evening_a_week_later_keeps_the_times_of_day():
    a_week = 7 * 86400
    log = Log(a_plan(10, 10, locks={1: 15})).enter("start", a_week + 120)
    view = log.view(a_week + 120)

    assert view.ahead_behind_seconds == 0
    assert view.planned_start == START + timedelta(seconds=a_week)
    assert view.rows[1].starts_at == START + timedelta(seconds=a_week + 900)


def test_over_a_change_of_the_clocks_the_wall_time_is_kept():
    three_weeks_in_winter = 21 * 86400 + 3600

    assert start_meant(a_plan(), START + timedelta(seconds=three_weeks_in_winter)) == (
        START + timedelta(seconds=three_weeks_in_winter)
    )


def test_at_quite_another_time_of_day_the_plan_moves_along():
    log = Log().enter("start", 86400 + 5 * 3600)
    view = log.view(86400 + 5 * 3600 + 60)

    assert view.ahead_behind_seconds == 0
    assert view.planned_start == START + timedelta(seconds=86400 + 5 * 3600)


def test_a_plan_for_just_before_midnight_started_just_after_is_late_not_early():
    late = a_plan()
    zone_midnight = START.replace(hour=23, minute=10)

    assert start_meant(late, START + timedelta(hours=2, minutes=59)) == START
    assert start_meant(late, zone_midnight) == zone_midnight


# Refusals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", ["pause", "resume", "next", "back", "extend", "shorten", "skip", "correct-start"]
)
def test_before_the_start_there_is_nothing_to_do_that_to(kind):
    with pytest.raises(Refused, match="not-running"):
        Log().enter(kind, 0, seconds=60)


@pytest.mark.parametrize(
    "kind",
    ["start", "pause", "resume", "next", "back", "go-to", "extend", "skip", "unskip", "finish"],
)
def test_after_the_finish_there_is_nothing_to_do_that_to(kind):
    log = Log().enter("start", 0).enter("finish", 10)

    with pytest.raises(Refused, match="already-finished"):
        log.enter(kind, 20, activity="b", seconds=60)


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        ("start", {}, "already-started"),
        ("resume", {}, "not-paused"),
        ("back", {}, "no-previous-activity"),
        ("go-to", {"activity": "a"}, "already-there"),
        ("go-to", {"activity": "zzz"}, "activity-unknown"),
        ("go-to", {}, "activity-unknown"),
        ("skip", {"activity": "zzz"}, "activity-unknown"),
        ("unskip", {"activity": "b"}, "not-skipped"),
        ("reopen", {}, "not-finished"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_reason(kind, fields, code):
    log = Log().enter("start", 0)
    before = log.state

    with pytest.raises(Refused) as refusal:
        log.enter(kind, 10, **fields)
    assert refusal.value.code == code
    assert log.state is before


def test_pausing_twice_is_refused():
    with pytest.raises(Refused, match="already-paused"):
        Log().enter("start", 0).enter("pause", 1).enter("pause", 2)


def test_what_is_done_or_skipped_is_not_lengthened_or_skipped_again():
    log = Log().enter("start", 0).enter("next", 10).enter("skip", 20, activity="d")

    with pytest.raises(Refused, match="activity-done"):
        log.enter("extend", 30, activity="a", seconds=60)
    with pytest.raises(Refused, match="activity-done"):
        log.enter("skip", 30, activity="a")
    with pytest.raises(Refused, match="activity-skipped"):
        log.enter("skip", 30, activity="d")


def test_the_last_activity_cannot_be_skipped_into_nothing():
    log = Log(a_plan(10)).enter("start", 0)

    with pytest.raises(Refused, match="no-next-activity"):
        log.enter("skip", 10)


def test_an_empty_plan_cannot_start():
    empty = a_plan(10)
    empty = type(empty)(**{f: getattr(empty, f) for f in empty.__slots__} | {"activities": ()})

    with pytest.raises(Refused, match="agenda-empty"):
        Log(empty).enter("start", 0)


def test_a_run_may_start_with_a_later_activity():
    view = Log().enter("start", 0, activity="c").view(60)

    assert view.activity_id == "c"
    assert view.next_activity_id == "d"


def test_activities_of_no_length_wait_for_a_person():
    log = Log(a_plan(0, 10, auto=(0,))).enter("start", 0)

    assert log.view(0).due_advance is None
    assert log.view(0).auto_advance_in_seconds is None
    assert log.enter("next", 0).view(60).elapsed_seconds == 60


def test_replay_gives_what_the_log_gave_step_by_step():
    log = Log().enter("start", 0).enter("pause", 30).enter("resume", 40).enter("next", 50)

    assert replay(log.plan, log.events, at(99)) == log.view(99)
