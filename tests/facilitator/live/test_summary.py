"""Planned against actual, whatever happened; notes; when phases begin."""

import pytest

from facilitator.errors import NotFound, Refused
from facilitator.live.model import ActivityStatus
from facilitator.live.summary import summarised
from facilitator.planning.model import PhaseRule
from tests.facilitator.live.runs import START, Log, a_plan, at

MINUTE = 60


def summary_of(log, when, notes=()):
    return summarised(log.plan, log.state, at(when), notes)


def test_out_of_order_twice_begun_skipped_and_left_out():
    log = Log(a_plan(10, 10, 20, 10, 5)).enter("start", 120)
    log.enter("go-to", 720, activity="d").enter("go-to", 1020, activity="b")
    log.enter("pause", 1100).enter("resume", 1400)
    log.enter("go-to", 1620, activity="d").enter("skip", 1700, activity="c")
    log.enter("finish", 1800)
    summary = summary_of(log, 99_999)

    assert [row.order for row in summary.rows] == [1, 3, None, 2, None]
    assert [row.out_of_order for row in summary.rows] == [False, True, False, False, False]
    assert [row.actual_seconds for row in summary.rows] == [600, 300, 0, 480, 0]
    assert [len(row.visits) for row in summary.rows] == [1, 1, 0, 2, 0]
    assert [row.status.value for row in summary.rows] == [
        "done",
        "done",
        "skipped",
        "done",
        "left-out",
    ]
    assert summary.rows[3].visits[0] == (at(720).wall_utc, at(1020).wall_utc)
    assert summary.late_start_seconds == 120
    assert summary.late_end_seconds == 1800 - 55 * MINUTE
    assert (summary.running_seconds, summary.paused_seconds) == (1380, 300)
    assert summary.finished_at == at(1800).wall_utc


def test_a_run_that_is_on_is_summed_up_as_it_stands():
    log = Log().enter("start", 0).enter("next", 600)
    summary = summary_of(log, 700)

    assert summary.rows[1].status is ActivityStatus.CURRENT
    assert summary.rows[1].visits == ((at(600).wall_utc, at(700).wall_utc),)
    assert summary.finished_at is None


def test_notes_stand_with_their_activity(runs, workshop_id, clock, planning):
    run = runs.open(workshop_id)
    run.start()
    run.note("Drawing in threes worked.")
    clock.pass_seconds(600)
    run.next()
    run.note("Ten minutes are too short.", next_time=True)
    run.finish()
    clock.pass_seconds(3600)
    loose = runs.add_note(workshop_id, "Book the larger room.")
    summary = runs.summary(workshop_id)

    assert [[note.text for note in row.notes] for row in summary.rows] == [
        ["Drawing in threes worked."],
        ["Ten minutes are too short."],
        [],
    ]
    assert summary.loose_notes == (loose,)
    assert [note.text for note in summary.next_time] == [
        "Ten minutes are too short.",
        "Book the larger room.",
    ]
    assert summary.started_at == START


def test_a_note_afterwards_belongs_to_a_workshop_that_there_is(runs, workshop_id):
    with pytest.raises(NotFound):
        runs.add_note("nowhere", "Hello")
    with pytest.raises(Refused, match="text-empty"):
        runs.add_note(workshop_id, "  ")
    assert runs.summary(workshop_id) is None


def test_phases_are_those_of_the_activity_else_the_workshop_else_the_centre(
    runs, workshop_id, planning
):
    first, _, third = (each.id for each in planning.agenda(workshop_id).activities)
    runs.set_usual_phases(PhaseRule(warn_percent=20, last_seconds=30, cues=(120, 300)))
    planning.update_workshop(workshop_id, last_percent=5)
    planning.update_activity(first, warn_seconds=200, cues=[])
    planning.update_activity(third, last_seconds=10, cues=[60, 60])
    planned = runs.open(workshop_id).plan.activities

    assert [(each.warn_percent, each.last_percent, each.cues) for each in planned] == [
        (None, 5, ()),
        (20, 5, (300, 120)),
        (20, None, (60,)),
    ]
    assert planned[0].warn_seconds == 200
    assert planned[2].last_seconds == 10
    assert runs.usual_phases() == PhaseRule(warn_percent=20, last_seconds=30, cues=(300, 120))
    assert runs.resume(workshop_id).plan.activities == planned


def test_absurd_phases_are_refused(runs, workshop_id, planning):
    with pytest.raises(Refused, match="percent-out-of-range"):
        runs.set_usual_phases(PhaseRule(warn_percent=101))
    with pytest.raises(Refused, match="minutes-out-of-range"):
        planning.update_workshop(workshop_id, warn_seconds=-1)
    with pytest.raises(Refused, match="too-many-moments"):
        planning.update_workshop(workshop_id, cues=range(13))
