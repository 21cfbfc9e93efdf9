"""What activities usually take: from finished runs of this file, and only from enough of them."""

# ruff: noqa: DTZ001 - a plan begins at a wall time, which has no zone yet

from datetime import datetime
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.clock import SetClock
from facilitator.live.learned import Usual
from facilitator.live.live import LiveRuns
from facilitator.planning.planning import Planning

EVENING = datetime(2026, 10, 8, 16)


@pytest.fixture
def planning(database):
    return Planning(database)


@pytest.fixture
def runs(database, planning):
    return LiveRuns(database, planning)


def an_evening(planning, *titles, method_id=None, minutes=15):
    workshop = planning.add_workshop(None, "Evening", EVENING, "Europe/London")
    for title in titles:
        planning.add_activity(workshop, None, title, "practice", minutes * 60, method_id=method_id)
    return workshop


def held(runs, workshop, clock, *minutes):
    """Run a workshop once, each activity for so many minutes; None skips it."""
    run = runs.open(workshop)
    waiting = [row.activity_id for row in run.view().rows]
    for activity_id, length in zip(waiting, minutes, strict=True):
        if length is None:
            run.skip(activity_id)
    run.start()
    lengths = [length for length in minutes if length is not None]
    for number, length in enumerate(lengths):
        clock.pass_seconds(length * 60)
        if number + 1 < len(lengths):
            run.next()
    return run.finish()


def usual_in(runs, workshop, index=0):
    activity_id = runs._planning.agenda(workshop).activities[index].id
    return runs.usual(workshop).get(activity_id)


def test_after_three_runs_an_activity_says_what_it_usually_takes(runs, planning, clock):
    for minutes in (20, 24):
        held(runs, an_evening(planning, "Fact-check", "Close"), clock, minutes, 15)
    workshop = an_evening(planning, "  fact-CHECK", "Close")
    assert runs.usual(workshop) == {}
    held(runs, workshop, clock, 21, 15)

    usual = usual_in(runs, workshop)
    assert usual == Usual(planned_seconds=900, usual_seconds=21 * 60, runs=3)
    assert usual.differs
    assert not usual_in(runs, workshop, 1).differs


def test_the_usual_time_is_taken_into_the_plan_with_one_key(runs, planning, clock, database):
    workshop = an_evening(planning, "Fact-check")
    for _ in range(3):
        held(runs, workshop, clock, 21)
    activity_id = planning.agenda(workshop).activities[0].id
    planning.adopt_usual(activity_id, runs.usual(workshop)[activity_id].usual_seconds)

    assert planning.agenda(workshop).activities[0].planned_seconds == 21 * 60
    assert not runs.usual(workshop)[activity_id].differs
    assert database.history()[0].name == "usual-adopted"
    assert database.history()[0].params == {"title": "Fact-check", "minutes": 21}
    database.undo()
    assert planning.agenda(workshop).activities[0].planned_seconds == 15 * 60


def test_the_same_method_under_other_titles_counts(runs, planning, clock):
    method = planning.add_method("World café", "discussion", 1200)
    for title, minutes in (("Street", 30), ("Park", 31), ("Market", 35)):
        held(runs, an_evening(planning, title, method_id=method), clock, minutes)
    other = an_evening(planning, "Harbour", method_id=method)

    assert usual_in(runs, other) == Usual(900, 31 * 60, 3)
    assert runs.usual_of_method(method) == Usual(1200, 31 * 60, 3)
    assert usual_in(runs, an_evening(planning, "Harbour")) is None


def test_runs_of_the_same_title_go_before_those_of_the_method(runs, planning, clock):
    method = planning.add_method("Short talk", "input", 600)
    for _ in range(3):
        held(runs, an_evening(planning, "Long story", method_id=method), clock, 40)
        held(runs, an_evening(planning, "In brief", method_id=method), clock, 5)

    assert usual_in(runs, an_evening(planning, "In brief", method_id=method)).usual_seconds == 300
    assert usual_in(runs, an_evening(planning, "New", method_id=method)).usual_seconds == 22 * 60


def test_what_was_skipped_or_passed_over_says_nothing(runs, planning, clock):
    for minutes in (20, None, 1, 22):
        held(runs, an_evening(planning, "Fact-check", "Close"), clock, minutes, 5)

    workshop = an_evening(planning, "Fact-check")
    assert runs.usual(workshop) == {}
    held(runs, workshop, clock, 24)
    assert usual_in(runs, workshop).usual_seconds == 22 * 60


def test_a_run_that_is_on_and_a_practice_run_say_nothing(runs, planning, clock):
    workshop = an_evening(planning, "Fact-check")
    for _ in range(2):
        held(runs, workshop, clock, 21)
    own = SetClock(clock.now())
    practice = runs.practice(workshop, own)
    practice.start()
    own.pass_seconds(1260)
    practice.finish()
    run = runs.open(workshop)
    run.start()
    clock.pass_seconds(1260)

    assert runs.usual(workshop) == {}
    run.finish()
    assert usual_in(runs, workshop).runs == 3


def test_a_run_that_goes_on_after_its_end_is_read_again(runs, planning, clock):
    workshop = an_evening(planning, "Fact-check")
    for _ in range(3):
        held(runs, workshop, clock, 20)
    assert usual_in(runs, workshop).usual_seconds == 1200
    run = runs.resume(workshop)
    run.reopen()
    assert runs.usual(workshop) == {}
    clock.pass_seconds(600)
    run.finish()

    assert sorted(each.seconds for each in runs._experience.took()) == [1200, 1200, 1800]


def test_a_run_kept_by_another_version_is_left_out(runs, planning, clock, database):
    workshop = an_evening(planning, "Fact-check")
    for _ in range(3):
        held(runs, workshop, clock, 20)
    with database.log():
        database.update("run", runs.runs(workshop)[0].id, {"plan": '{"version": 99}'})

    assert runs.usual(workshop) == {}


@pytest.mark.parametrize(
    ("planned", "usual", "differs"),
    [
        (15, 21, True),
        (15, 16, False),
        (15, 17, True),
        (60, 65, False),
        (60, 54, True),
        (5, 3, True),
    ],
)
def test_only_a_time_far_enough_from_the_plan_is_worth_saying(planned, usual, differs):
    assert Usual(planned * 60, usual * 60, 3).differs is differs


@given(st.lists(st.integers(2, 60), min_size=1, max_size=6))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_usual_time_is_the_median_to_the_full_minute(database, planning, clock, lengths):
    runs = LiveRuns(database, planning)
    title = f"Activity {len(planning.workshops())}"
    for minutes in lengths:
        held(runs, an_evening(planning, title), clock, minutes)
    usual = usual_in(runs, an_evening(planning, title))

    if len(lengths) < 3:
        assert usual is None
    else:
        assert usual.runs == len(lengths)
        assert abs(usual.usual_seconds - median(lengths) * 60) <= 30
        assert usual.usual_seconds % 60 == 0
