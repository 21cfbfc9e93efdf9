"""Live runs in a workbook: kept key by key, resumed after anything."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from facilitator.clock import SetClock
from facilitator.errors import NotFound, Refused, StorageTrouble
from facilitator.live import store
from facilitator.live.live import LiveRuns
from facilitator.live.machine import view_at
from facilitator.live.model import ActivityStatus, Instant, Phase, RunStatus
from facilitator.live.snapshot import plan_from_text, plan_of, plan_to_text
from facilitator.planning.planning import Planning
from facilitator.storage.workbook_file import open_database

# 17:30 in London is half an hour after what the clock of the fixture says twice over.
START = datetime(2026, 10, 8, 16, 30, tzinfo=UTC)


@pytest.fixture
def planning(database):
    return Planning(database)


@pytest.fixture
def runs(database, planning, clock):
    clock.set_wall(START)
    return LiveRuns(database, planning)


@pytest.fixture
def workshop_id(planning):
    made = planning.add_workshop(None, "Greener street", "2026-10-08T17:30", "Europe/London", 3600)
    for title, minutes in (("Open", 10), ("Make", 30), ("Close", 5)):
        planning.add_activity(made, None, title, "input", minutes * 60)
    return made


def names(view):
    return [row.title for row in view.rows]


def on(view):
    return next((row.title for row in view.rows if row.activity_id == view.activity_id), None)


def reopened(database, workbook_path, clock):
    """What another start of the program finds, after this one was killed."""
    again = open_database(workbook_path, clock, read_only=True)
    return again, LiveRuns(again, Planning(again))


def test_a_run_opened_is_ready_with_the_plan(runs, workshop_id):
    run = runs.open(workshop_id)

    assert run.view().state is RunStatus.READY
    assert names(run.view()) == ["Open", "Make", "Close"]
    assert [(handle.workshop_id, handle.started) for handle in runs.unfinished()] == [
        (workshop_id, False)
    ]


def test_each_key_is_on_disk_before_its_view_is_back(
    runs, workshop_id, clock, database, workbook_path
):
    run = runs.open(workshop_id)
    keys = [
        run.start,
        run.pause,
        run.resume,
        lambda: run.extend(60),
        run.next,
        lambda: run.correct_start(3),
        run.back,
        lambda: run.shorten(30),
        run.skip,
        run.finish,
        run.reopen,
    ]
    for key in keys:
        view = key()
        again, found = reopened(database, workbook_path, clock)
        try:
            assert found.resume(workshop_id).view() == view
        finally:
            again.close()
        clock.pass_seconds(7.25)


def test_after_a_kill_the_run_is_where_the_room_is(
    runs, workshop_id, clock, database, workbook_path
):
    run = runs.open(workshop_id)
    run.start()
    clock.pass_seconds(600)
    run.next()
    clock.pass_seconds(125)
    # Meanwhile somebody sets the clock back by an hour.
    clock.set_wall(clock.now() - timedelta(hours=1))
    clock.pass_seconds(60)

    again, found = reopened(database, workbook_path, clock)
    with_view = found.resume(workshop_id).view()
    again.close()
    assert on(with_view) == "Make"
    assert with_view.elapsed_seconds == 185
    assert with_view.doubtful_seconds == 0


def test_after_a_power_cut_the_time_between_is_known_and_in_doubt(runs, workshop_id, clock):
    run = runs.open(workshop_id)
    run.start()
    clock.pass_seconds(100)
    run.tick()
    clock.set_wall(clock.now() + timedelta(seconds=200))
    clock.reboot("second")

    resumed = runs.resume(workshop_id)
    assert resumed.view().elapsed_seconds == 300
    assert resumed.view().doubtful_seconds == 200

    # From here on the new boot counts; setting the wall clock changes nothing.
    clock.set_wall(clock.now() - timedelta(hours=3))
    clock.pass_seconds(10)
    assert resumed.view().elapsed_seconds == 310
    assert resumed.correct_start(0).doubtful_seconds == 0


def test_ticking_ties_the_log_to_the_clocks_every_half_minute(runs, workshop_id, clock, database):
    run = runs.open(workshop_id)
    run.start()
    for _ in range(120):
        clock.pass_seconds(1)
        run.tick()

    assert database.value("SELECT count(*) FROM run_event WHERE kind = 'anchor'") == 4
    # So a power cut with a clock that lies afterwards gives back half a minute at the most.
    clock.pass_seconds(29)
    clock.set_wall(START - timedelta(days=2000))
    clock.reboot("second")
    assert runs.resume(workshop_id).view().elapsed_seconds == 120


def test_ticking_notes_at_once_that_the_wall_clock_was_set(runs, workshop_id, clock, database):
    run = runs.open(workshop_id)
    run.start()
    clock.pass_seconds(5)
    clock.set_wall(clock.now() + timedelta(hours=1))
    before = run.view()

    assert run.tick() == before
    assert database.value("SELECT count(*) FROM run_event WHERE kind = 'anchor'") == 1


def test_an_activity_advances_by_itself_at_the_very_instant(
    runs, workshop_id, planning, clock, database
):
    first, second, _ = (activity.id for activity in planning.agenda(workshop_id).activities)
    planning.update_activity(first, auto_advance=True)
    planning.update_activity(second, auto_advance=True)
    run = runs.open(workshop_id)
    run.start()
    # A tick that comes late, as on a busy computer, changes nothing.
    clock.pass_seconds(601.4)
    run.tick()
    clock.pass_seconds(1850)

    view = run.tick()

    assert on(view) == "Close"
    assert view.elapsed_seconds == 51
    assert [row.actual_seconds for row in view.rows] == [600, 1800, 51]
    assert view.ahead_behind_seconds == 0
    assert database.value("SELECT count(*) FROM run_event WHERE kind = 'next'") == 2
    assert runs.resume(workshop_id).view() == replace(view, away=None)


def test_an_activity_that_waits_for_a_person_never_advances(runs, workshop_id, clock):
    run = runs.open(workshop_id)
    run.start()
    clock.pass_seconds(9000)

    assert on(run.tick()) == "Open"
    assert run.view().phase is Phase.OVERTIME


def test_the_log_keeps_its_meaning_when_the_plan_changes(runs, workshop_id, planning, clock):
    run = runs.open(workshop_id)
    run.start()
    first = planning.agenda(workshop_id).activities[0]
    planning.update_activity(first.id, title="Another", planned_seconds=60)
    planning.delete_activities([planning.agenda(workshop_id).activities[2].id])

    resumed = runs.resume(workshop_id).view()
    assert names(resumed) == ["Open", "Make", "Close"]
    assert resumed.remaining_seconds == 600


def test_a_key_that_makes_no_sense_is_refused_and_not_kept(runs, workshop_id, database):
    run = runs.open(workshop_id)
    run.start()
    before = run.view()

    with pytest.raises(Refused, match="already-started"):
        run.start()
    with pytest.raises(Refused, match="extension-too-long"):
        run.extend(10**9)

    assert run.view() == before
    assert database.value("SELECT count(*) FROM run_event") == 1


def test_a_key_that_could_not_be_kept_changes_nothing(runs, workshop_id, workbook_path, clock):
    run = runs.open(workshop_id)
    run.start()
    moved = workbook_path.rename(workbook_path.with_suffix(".away"))
    before = run.view()

    with pytest.raises(StorageTrouble):
        run.next()
    assert run.view() == before

    moved.rename(workbook_path)
    assert on(run.next()) == "Make"


def test_an_empty_agenda_is_not_opened(runs, planning):
    empty = planning.add_workshop(None, "Empty", "2026-10-08T17:30", "Europe/London")

    with pytest.raises(Refused, match="agenda-empty"):
        runs.open(empty)
    with pytest.raises(NotFound):
        runs.open("nothing")


def test_a_run_that_is_on_must_be_resumed_not_opened_again(runs, workshop_id):
    runs.open(workshop_id).start()

    with pytest.raises(Refused, match="run-unfinished"):
        runs.open(workshop_id)


def test_a_run_never_started_takes_the_plan_as_it_is_now(runs, workshop_id, planning):
    runs.open(workshop_id)
    planning.add_activity(workshop_id, None, "One more", "closing", 60)

    assert names(runs.open(workshop_id).view())[-1] == "One more"
    assert len(runs.unfinished()) == 1


def test_the_wrong_day_is_refused_only_where_asked(runs, workshop_id, clock):
    clock.set_wall(START + timedelta(days=1))

    with pytest.raises(Refused, match="run-on-another-day"):
        runs.open(workshop_id, allow_any_day=False)
    assert runs.open(workshop_id).start().ahead_behind_seconds == 0


def test_finishing_marks_the_workshop_as_held(runs, workshop_id, planning, database):
    run = runs.open(workshop_id)
    run.start()
    run.finish()

    assert planning.workshop(workshop_id).status == "held"
    assert runs.unfinished() == []
    assert database.undo().name == "workshop-held"
    assert planning.workshop(workshop_id).status == "planned"
    assert runs.resume(workshop_id).view().state is RunStatus.FINISHED


def test_giving_up_a_run_that_never_began_holds_nothing(runs, workshop_id, planning):
    runs.open(workshop_id).finish()

    assert planning.workshop(workshop_id).status == "planned"
    assert runs.actuals(workshop_id) == []
    assert runs.report(workshop_id) is None


def test_a_finished_run_can_be_taken_up_again_unless_another_is_open(runs, workshop_id):
    first = runs.open(workshop_id)
    first.start()
    first.finish()
    assert runs.resume(workshop_id).reopen().state is RunStatus.RUNNING

    runs.resume(workshop_id).finish()
    runs.open(workshop_id)
    with pytest.raises(Refused, match="run-unfinished"):
        first.reopen()
    assert first.view().state is RunStatus.FINISHED


def test_a_workshop_never_run_has_nothing_to_resume(runs, workshop_id):
    with pytest.raises(NotFound, match="run-none"):
        runs.resume(workshop_id)


def test_actual_times_stand_beside_planned_ones(runs, workshop_id, clock):
    run = runs.open(workshop_id)
    run.start()
    clock.pass_seconds(660)
    run.next()
    clock.pass_seconds(300)
    run.finish()
    clock.pass_seconds(10**6)
    clock.reboot("much later")

    rows = runs.actuals(workshop_id)
    assert [(row.planned_seconds, row.actual_seconds, row.status) for row in rows] == [
        (600, 660, ActivityStatus.DONE),
        (1800, 300, ActivityStatus.DONE),
        (300, 0, ActivityStatus.LEFT_OUT),
    ]
    assert rows[1].started_at == START + timedelta(seconds=660)
    assert rows[2].started_at is None
    assert runs.report(workshop_id).running_seconds == 960


def test_notes_are_tied_to_time_and_activity(runs, workshop_id, clock, database):
    run = runs.open(workshop_id)
    run.start()
    clock.pass_seconds(30)
    run.note("Doors <b>late</b>\n=1+1")

    (note,) = runs.notes(workshop_id)
    assert note.text == "Doors <b>late</b>\n=1+1"
    assert note.activity_title == "Open"
    assert note.noted_at == START + timedelta(seconds=30)

    runs.update_note(note.id, "Doors early")
    assert runs.notes(workshop_id)[0].text == "Doors early"
    runs.delete_note(note.id)
    assert runs.notes(workshop_id) == []
    for _ in range(2):
        database.undo()
    assert runs.notes(workshop_id) == [note]


def test_an_empty_note_is_refused(runs, workshop_id):
    run = runs.open(workshop_id)

    with pytest.raises(Refused, match="text-empty"):
        run.note("  \n ")
    with pytest.raises(Refused, match="text-too-long"):
        run.note("x" * 20_001)
    with pytest.raises(NotFound):
        runs.delete_note("nothing")


def test_practice_leaves_no_trace(runs, workshop_id, database):
    clock = SetClock(START)
    run = runs.practice(workshop_id, clock)
    run.start()
    clock.pass_seconds(60)
    run.note("only tried")
    run.finish()

    assert runs.unfinished() == []
    assert runs.notes(workshop_id) == []
    assert database.value("SELECT count(*) FROM run") == 0


def test_a_caller_can_work_out_views_without_the_file(runs, workshop_id, clock):
    run = runs.open(workshop_id)
    run.start()
    plan, state = run.snapshot()
    clock.pass_seconds(42)

    assert view_at(plan, state, Instant.now(clock)) == run.view()


def test_the_plan_survives_as_text(planning, workshop_id):
    first = planning.agenda(workshop_id).activities[0]
    planning.update_activity(first.id, say="Hello", locked_start_seconds=63000, warn_seconds=90)
    track = planning.add_track(first.id, "Table 1", task="Draw")
    planning.add_activity(workshop_id, 0, "Step", "creative", 1200, track_id=track)
    plan = plan_of(planning.agenda(workshop_id))

    assert plan_from_text(plan_to_text(plan)) == plan
    assert plan.activities[0].planned_seconds == 1200
    assert plan.activities[0].lock_at == START


@pytest.mark.parametrize(
    "text", ["{}", "[]", "7", "not json", '{"version": 99}', '{"version": 1, "activities": [{}]}']
)
def test_a_plan_that_cannot_be_read_is_said_so(text):
    with pytest.raises(StorageTrouble, match="run-plan-unreadable"):
        plan_from_text(text)


def test_a_run_goes_to_any_activity_and_its_time_is_changed_by_hand(runs, workshop_id, clock):
    run = runs.open(workshop_id)
    run.start()
    last = run.view().rows[-1].activity_id

    assert on(run.shorten(60)) == "Open"
    assert [row.title for row in run.skip(last).rows if row.status is ActivityStatus.SKIPPED] == [
        "Close"
    ]
    assert all(row.status is not ActivityStatus.SKIPPED for row in run.unskip(last).rows)
    assert on(run.go_to(last)) == "Close"
    assert on(run.back()) == "Open"


def test_a_run_of_today_may_be_opened_where_only_today_is_allowed(runs, workshop_id):
    run = runs.open(workshop_id, allow_any_day=False)

    assert names(run.view()) == ["Open", "Make", "Close"]


def test_a_log_with_an_event_of_another_kind_is_told_not_guessed(runs, workshop_id, database):
    runs.open(workshop_id).start()
    database.connection.execute("PRAGMA ignore_check_constraints = ON")
    database.connection.execute("UPDATE run_event SET kind = 'dance'")

    with pytest.raises(StorageTrouble, match="run-log-unreadable"):
        runs.resume(workshop_id)


def test_a_run_that_is_gone_is_not_found(runs, workshop_id, database):
    run = runs.open(workshop_id)
    with pytest.raises(NotFound):
        store.run_plan(database, "nobody")
    with database.log():
        database.write("DELETE FROM run_event")
        database.write("DELETE FROM run")

    with pytest.raises(NotFound):
        run.start()


def test_a_plan_holds_nothing_that_cannot_be_read_back(runs, workshop_id, database):
    run = runs.open(workshop_id)
    plan, _ = run.snapshot()

    with pytest.raises(TypeError):
        plan_to_text(replace(plan, title=object()))
