"""Practice: everything works, nothing is left behind."""

import hashlib

import pytest

from facilitator.clock import SetClock
from facilitator.errors import Refused
from facilitator.live.live import LiveRuns
from facilitator.live.model import ActivityStatus, RoomChoice, RoomLayout, RunStatus
from facilitator.live.practice import PracticeClock
from facilitator.live.replanning import ReplanWay, replans
from facilitator.live.summary import summarised
from facilitator.planning.planning import Planning
from facilitator.storage.workbook_file import open_database
from tests.facilitator.live.runs import START


def fingerprint(path):
    return {
        each.name: hashlib.sha256(each.read_bytes()).hexdigest()
        for each in path.parent.iterdir()
        # What is shared by those who read tells of readers, not of content.
        if each.is_file() and not each.name.endswith("-shm")
    }


@pytest.fixture
def closed_file(database, planning, workshop_id, workbook_path):
    activities = planning.agenda(workshop_id).activities
    planning.update_activity(activities[0].id, auto_advance=True)
    planning.update_activity(activities[1].id, minimum_seconds=300)
    database.close()
    return workbook_path


def test_a_whole_practice_run_leaves_every_byte_as_it_was(closed_file, workshop_id):
    real = SetClock(START)
    database = open_database(closed_file, real)
    planning = Planning(database)
    planning.agenda(workshop_id)
    before = fingerprint(closed_file)
    clock = PracticeClock(real, 60)
    run = LiveRuns(database, planning).practice(workshop_id, clock)
    counted = {name: database.value(f'SELECT count(*) FROM "{name}"') for name in database.tables}

    run.start(began_seconds_ago=60)
    for _ in range(11):
        real.pass_seconds(1)
        view = run.tick()
    assert view.rows[0].status is ActivityStatus.DONE
    assert view.rows[0].actual_seconds == 600
    run.note("Too fast.", next_time=True)
    run.add_turn_timer(3, 20)
    run.break_until("18:30")
    run.show_in_room(RoomChoice(RoomLayout.AGENDA))
    run.extend(1500)
    found = replans(*run.snapshot(), run.view().now)
    run.replan(next(each for each in found.proposals if each.way is ReplanWay.SHRINK))
    run.undo_replan()
    run.pause()
    run.resume()
    run.skip()
    run.back()
    run.next()
    assert run.finish().state is RunStatus.FINISHED
    plan, state = run.snapshot()
    summary = summarised(plan, state, run.view().now, run.practice_notes())
    assert [note.text for note in summary.next_time] == ["Too fast."]

    assert counted == {
        name: database.value(f'SELECT count(*) FROM "{name}"') for name in database.tables
    }
    assert database.history() == open_history(closed_file, real)
    assert fingerprint(closed_file) == before
    database.close()


def open_history(path, clock):
    database = open_database(path, clock, read_only=True)
    found = database.history()
    database.close()
    return found


def test_time_passes_faster_and_the_speed_can_change_in_mid_run():
    real = SetClock(START)
    clock = PracticeClock(real, 60)
    real.pass_seconds(10)
    assert (clock.now() - START).total_seconds() == 600
    clock.speed = 1
    real.pass_seconds(10)
    assert (clock.now() - START).total_seconds() == 610
    assert clock.boot_seconds() - 1000 == 610
    assert clock.boot_id() != real.boot_id()


@pytest.mark.parametrize("speed", [0, 0.5, 61, -1])
def test_speeds_beyond_one_to_sixty_are_refused(speed):
    with pytest.raises(Refused, match="speed-out-of-range"):
        PracticeClock(SetClock(START), speed)
    clock = PracticeClock(SetClock(START), 2)
    with pytest.raises(Refused, match="speed-out-of-range"):
        clock.speed = speed
    assert clock.speed == 2


def test_setting_the_wall_clock_does_not_disturb_a_practice(runs, workshop_id, clock):
    run = runs.practice(workshop_id, speed=10)
    run.start()
    clock.pass_seconds(30)
    clock.set_wall(START.replace(year=2020))

    assert run.view().elapsed_seconds == 300
