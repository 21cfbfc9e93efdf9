"""After a kill, a power cut, a closed lid or a clock that was set: where the room is now."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from facilitator.clock import SetClock
from facilitator.live.live import LiveRuns
from facilitator.live.model import ClockMode, RoomChoice, RoomLayout, RunStatus, TimerState
from facilitator.live.replanning import ReplanWay, replans
from facilitator.planning.planning import Planning
from facilitator.storage.workbook_file import open_database
from tests.facilitator.live.runs import START

MINUTE = 60
HOUR = 3600


@pytest.fixture
def begun(runs, workshop_id, clock):
    """A run that was on for four minutes, ticked every second."""
    run = runs.open(workshop_id)
    run.start()
    ticked(run, clock, 4 * MINUTE)
    return run


def ticked(run, clock, seconds):
    for _ in range(seconds):
        clock.pass_seconds(1)
        run.tick()


@pytest.fixture
def resumed(workbook_path, workshop_id):
    """What the program finds when it is started again, the other one being killed."""
    opened = []

    def resume(clock, *, read_only=False):
        database = open_database(workbook_path, clock, read_only=read_only)
        opened.append(database)
        return LiveRuns(database, Planning(database)).resume(workshop_id)

    yield resume
    for database in opened:
        database.close()


def a_clock(clock, **changed):
    """The clock that another start of the program reads."""
    values = {
        "now": clock.now(),
        "boot_seconds": clock.boot_seconds(),
        "boot_id": clock.boot_id(),
        **changed,
    }
    return SetClock(**values)


@pytest.mark.parametrize("killed_for", [0, 1, 40, 95, 20 * MINUTE])
def test_after_a_kill_the_time_is_right(begun, resumed, clock, killed_for):
    clock.pass_seconds(killed_for)
    view = resumed(a_clock(clock)).view()

    assert view.elapsed_seconds == 4 * MINUTE + killed_for
    assert view.doubtful_seconds == 0
    assert (view.away is not None) == (killed_for >= 95)
    assert replace(view, away=None) == replace(begun.view(), away=None)


@pytest.mark.parametrize(
    "jump",
    [timedelta(hours=1), -timedelta(hours=1), timedelta(days=1), -timedelta(days=5 * 365)],
)
def test_a_wall_clock_set_during_a_kill_changes_no_time(begun, resumed, clock, jump):
    clock.pass_seconds(60)
    clock.set_wall(clock.now() + jump)
    view = resumed(a_clock(clock)).view()

    assert view.elapsed_seconds == 5 * MINUTE
    assert view.remaining_seconds == 5 * MINUTE
    assert view.ahead_behind_seconds == 0
    assert view.projected_end - clock.now() == timedelta(minutes=40)


def test_after_a_power_cut_the_wall_clock_is_trusted_and_said_to_be(begun, resumed, clock):
    off = a_clock(clock, now=clock.now() + timedelta(minutes=3), boot_seconds=40, boot_id="next")
    view = resumed(off).view()

    assert view.elapsed_seconds == 7 * MINUTE
    assert 3 * MINUTE <= view.doubtful_seconds <= 3 * MINUTE + 30
    assert (view.away.certain, view.away.seconds) == (False, view.doubtful_seconds)
    assert view.auto_advance_in_seconds is None


def test_the_doubt_ends_with_one_key_either_way(begun, resumed, clock):
    off = a_clock(clock, now=clock.now() + timedelta(minutes=3), boot_seconds=40, boot_id="next")
    run = resumed(off)

    assert run.correct_start(0).away is None
    assert run.view().elapsed_seconds == 7 * MINUTE
    assert run.not_counted(3 * MINUTE).elapsed_seconds == 4 * MINUTE
    assert run.view().paused_seconds == 3 * MINUTE


@pytest.mark.parametrize("back", [timedelta(hours=2), timedelta(days=365)])
def test_a_clock_that_went_back_over_a_power_cut_gives_back_no_time(begun, resumed, clock, back):
    off = a_clock(clock, now=clock.now() - back, boot_seconds=5, boot_id="next")
    view = resumed(off).view()

    # The last half minute may rest on the wall clock alone; what the log knows stays.
    assert 4 * MINUTE - 30 <= view.elapsed_seconds <= 4 * MINUTE
    assert view.remaining_seconds >= 6 * MINUTE


def test_a_lid_closed_in_mid_run_is_counted_and_asked_about(begun, clock):
    clock.pass_seconds(25 * MINUTE)
    view = begun.tick()

    assert view.elapsed_seconds == 29 * MINUTE
    assert (view.away.seconds, view.away.certain) == (25 * MINUTE, True)
    assert begun.catch_up().activity_id == view.rows[1].activity_id
    assert begun.view().elapsed_seconds == 19 * MINUTE
    assert begun.view().ahead_behind_seconds == 0


def test_a_paused_run_is_still_paused(begun, resumed, clock):
    begun.pause()
    clock.pass_seconds(HOUR)
    view = resumed(a_clock(clock)).view()

    assert (view.state, view.elapsed_seconds) == (RunStatus.PAUSED, 4 * MINUTE)
    assert view.paused_now_seconds == HOUR
    assert view.away is None


def test_the_hour_that_the_clocks_change_in_is_as_long_as_any(planning, database, workbook_path):
    """The last Sunday of October: 02:00 summer time becomes 01:00."""
    night = planning.add_workshop(None, "Night", "2026-10-25T00:30", "Europe/London")
    for title in ("One", "Two", "Three"):
        planning.add_activity(night, None, title, "input", HOUR)
    clock = database.clock
    clock.set_wall(datetime(2026, 10, 24, 23, 30, tzinfo=UTC))
    run = LiveRuns(database, planning).open(night)
    run.start()
    clock.pass_seconds(90 * MINUTE)
    run.next()
    clock.pass_seconds(10 * MINUTE)
    view = run.view()

    assert view.ahead_behind_seconds == 30 * MINUTE
    assert view.elapsed_seconds == 10 * MINUTE
    assert view.projected_end == datetime(2026, 10, 25, 3, 0, tzinfo=UTC)


def test_timers_and_the_room_outlive_a_kill(runs, begun, resumed, clock, planning, workshop_id):
    begun.add_turn_timer(6, 120, label="One round")
    begun.break_until("17:50")
    begun.show_in_room(RoomChoice(RoomLayout.DISC, ClockMode.UP, "  Water is by the door. "))
    clock.pass_seconds(150)
    view = resumed(a_clock(clock)).view()

    turn, pause = view.timers
    assert (turn.lap, turn.laps, turn.left_seconds) == (2, 6, 90)
    assert turn.state is TimerState.RUNNING
    assert pause.back_at == START + timedelta(minutes=20)
    assert view.room == RoomChoice(RoomLayout.DISC, ClockMode.UP, "Water is by the door.")


def test_shifting_everything_writes_nothing(begun, database):
    begun.extend(30 * MINUTE)
    shift = replans(*begun.snapshot(), begun.view().now).proposals[0]
    before = database.value("SELECT count(*) FROM run_event")

    assert shift.way is ReplanWay.SHIFT
    assert begun.replan(shift) == begun.view()
    assert database.value("SELECT count(*) FROM run_event") == before


def test_groups_and_replans_in_a_workbook(runs, planning, clock, workbook_path):
    made = planning.add_workshop(None, "Groups", "2026-10-08T17:30", "Europe/London", 40 * MINUTE)
    planning.add_activity(made, None, "Open", "input", 10 * MINUTE)
    groups = planning.add_activity(
        made, None, "Groups", "group-work", 30 * MINUTE, minimum_seconds=10 * MINUTE
    )
    for track in planning.add_tracks(groups, ["Red", "Blue"]):
        planning.add_activity(made, None, "Draw", "creative", 20 * MINUTE, track_id=track)
        planning.add_activity(
            made, None, "Show", "discussion", 10 * MINUTE, track_id=track, optional=True
        )
    run = runs.open(made)
    run.start()
    clock.pass_seconds(18 * MINUTE)
    run.tick()
    found = replans(*run.snapshot(), run.view().now)
    drop = next(each for each in found.proposals if each.way is ReplanWay.DROP)
    assert (found.over_seconds, drop.over_seconds) == (8 * MINUTE, -2 * MINUTE)
    run.replan(drop)
    run.next()
    timers = run.add_group_timers().timers

    assert [(timer.label, timer.lap_label, timer.laps) for timer in timers] == [
        ("Red", "Draw", 1),
        ("Blue", "Draw", 1),
    ]
    database = open_database(workbook_path, a_clock(clock), read_only=True)
    again = LiveRuns(database, Planning(database)).resume(made)
    assert again.view() == run.view()
    database.close()
    assert run.undo_replan().rows[1].allotted_seconds == 30 * MINUTE
    assert planning.agenda(made).activities[1].planned_seconds == 30 * MINUTE


def test_a_run_that_nobody_finished_ends_when_it_was_left(runs, begun, clock, workshop_id):
    clock.pass_seconds(20 * HOUR)
    view = runs.resume(workshop_id).finish_when_left()

    assert view.state is RunStatus.FINISHED
    assert 3 * MINUTE + 30 <= view.running_seconds <= 4 * MINUTE
    assert runs.unfinished() == []
    assert runs.open(workshop_id).view().state is RunStatus.READY


def test_a_run_that_began_a_while_ago(runs, workshop_id, clock):
    clock.pass_seconds(4 * MINUTE)
    run = runs.open(workshop_id)
    view = run.start(began_seconds_ago=4 * MINUTE)

    assert view.elapsed_seconds == 4 * MINUTE
    assert view.ahead_behind_seconds == 0
    assert view.started_at == START
    assert runs.resume(workshop_id).view() == view


def test_four_hours_of_ticking_sleeping_and_clock_setting_drift_by_nothing(runs, planning, clock):
    long = planning.add_workshop(None, "Long", "2026-10-08T17:30", "Europe/London")
    planning.add_activity(long, None, "All", "input", 5 * HOUR)
    run = runs.open(long)
    run.start()
    began = clock.boot_seconds()
    jumps = (HOUR, -HOUR, 86400, -5 * 365 * 86400, 0.25, -0.25)
    for step in range(120):
        clock.pass_seconds(119.999 if step % 7 else 600.001)
        if step % 11 == 0:
            clock.set_wall(clock.now() + timedelta(seconds=jumps[step // 11 % len(jumps)]))
        run.tick()
    spent = run.snapshot()[1].spent_ms[0] / 1000
    assert clock.boot_seconds() - began > 4 * HOUR
    assert abs(spent - (clock.boot_seconds() - began)) < 0.1
    view = runs.resume(long).view()
    assert abs(view.elapsed_seconds - (clock.boot_seconds() - began)) < 1
