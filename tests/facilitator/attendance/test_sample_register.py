"""The sample programme's register, counted from the workbook, equals its worked results."""

import json
from datetime import date

import pytest

from facilitator.attendance.attendance import Attendance
from facilitator.exchange.sample import load_sample
from facilitator.people.people import People
from facilitator.resources import resource

SAMPLE = json.loads(resource("content", "sample_programme.json").read_text("utf-8"))


@pytest.fixture
def sample(database):
    programme_id = load_sample(database, time_zone="Europe/Lisbon")
    return Attendance(database, People(database)), programme_id


@pytest.fixture
def keys(database):
    """Seed keys of participants and workshops by their ids."""
    rows = database.rows(
        "SELECT id, seed_key FROM participant UNION SELECT id, seed_key FROM workshop"
    )
    return {row["id"]: row["seed_key"] for row in rows}


def test_every_person_has_the_expected_totals(sample, keys):
    attendance, programme_id = sample
    got = {
        keys[total.participant_id]: (
            total.workshops_attended, total.contact_minutes, total.contact_percent,
        )
        for total in attendance.person_totals(programme_id)
    }  # fmt: skip
    assert got == {
        row["participant"]: (
            row["sessions_attended"], row["contact_minutes"], row["contact_percent"],
        )
        for row in SAMPLE["expected"]["participants"]
    }  # fmt: skip


def test_the_programme_has_the_expected_figures(sample, keys):
    attendance, programme_id = sample
    figures = attendance.figures(programme_id)
    expected = SAMPLE["expected"]["totals"]
    same = (
        "planned_minutes", "contact_minutes_offered_per_person", "enrolled",
        "unique_participants", "did_not_start", "attendances", "contact_minutes_delivered",
        "learner_hours_delivered", "expected_learner_minutes", "late_arrivals",
        "early_departures", "attended_4_or_more", "retention_percent", "people_by_age_band",
        "people_by_gender", "people_by_district", "people_by_internet_at_home",
    )  # fmt: skip
    assert {name: getattr(figures, name) for name in same} == {
        name: expected[name] for name in same
    }
    assert figures.attended_all == expected["attended_all_sessions"]
    by_workshop = {keys[key]: came for key, came in figures.attendance_by_workshop.items()}
    assert by_workshop == expected["attendance_by_session"]


def test_the_grid_has_every_cell_of_the_register(sample, keys):
    attendance, programme_id = sample
    grid = attendance.grid(programme_id)
    for row in grid.people:
        for workshop, cell in zip(grid.workshops, row.cells, strict=True):
            told = next(
                each
                for each in SAMPLE["attendance"]
                if each["participant"] == keys[row.participant_id]
                and each["session"] == keys[workshop.workshop_id]
            )
            status = cell.status_key or str(cell.standing)
            times = (cell.arrived_local or None, cell.left_local or None)
            assert (status, cell.minutes, *times) == (
                told["status"], told["contact_minutes"], told["arrived"], told["left"],
            )  # fmt: skip
    assert (grid.attendances, grid.contact_minutes) == (102, 11020)
    assert [workshop.enrolled_then for workshop in grid.workshops] == [23, 24, 23, 23, 23]


def test_first_and_last_day_are_those_attended(sample, keys):
    attendance, programme_id = sample
    totals = {keys[t.participant_id]: t for t in attendance.person_totals(programme_id)}
    assert totals["p-somchai"].first_on == date(2026, 9, 24)
    assert totals["p-yael"].last_on == date(2026, 9, 24)
    assert totals["p-mehmet"].first_on is None
    assert totals["p-mehmet"].missed_running == 5


def test_the_desk_of_a_held_workshop_agrees_with_the_grid(sample):
    attendance, programme_id = sample
    for workshop in attendance.grid(programme_id).workshops:
        desk = attendance.desk(workshop.workshop_id)
        assert sum((row.minutes or 0) > 0 for row in desk.rows) == workshop.came
        assert sum(row.minutes or 0 for row in desk.rows) == workshop.minutes_delivered
        assert desk.board.enrolled == workshop.enrolled_then
    assert attendance.contact_minutes() == 11020


def test_marking_somebody_again_in_a_held_register_changes_nothing(sample):
    attendance, programme_id = sample
    workshop = attendance.grid(programme_id).workshops[1].workshop_id
    for row in attendance.desk(workshop).rows:
        if row.status_key in ("present", "late"):
            assert attendance.mark(workshop, row.participant_id).outcome == "already"
