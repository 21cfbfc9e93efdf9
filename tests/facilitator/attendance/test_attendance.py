"""Attendance: the desk, marks, corrections, grid and figures."""

from datetime import UTC, date, datetime, timedelta

import pytest

from facilitator.attendance.attendance import Attendance
from facilitator.attendance.minutes import ContactTime
from facilitator.attendance.model import MarkOutcome, Standing
from facilitator.attendance.offers import offers
from facilitator.attendance.statuses import seed_statuses
from facilitator.errors import NotFound, Refused
from facilitator.people.people import People
from facilitator.planning.store import agenda

# The clock of the fixtures stands at 2026-10-08T15:00Z; the workshop begins at 15:00 in Lisbon
# (an hour before UTC in summer time: 14:00Z), so it is on.
START = datetime(2026, 10, 8, 14, 0, tzinfo=UTC)


def at(minutes):
    return START + timedelta(minutes=minutes)


@pytest.fixture
def people(database):
    return People(database)


@pytest.fixture
def attendance(database, people):
    with database.action("statuses-added"):
        seed_statuses(database)
    return Attendance(database, people)


@pytest.fixture
def a_workshop(database):
    """Makes a workshop of 60 minutes, a break of 10 and 50 minutes."""
    with database.action("programme-added"):
        database.insert("programme", {"id": "programme", "title": "Skills", "capacity": 24})

    def make(key="w1", starts="2026-10-08T15:00", **more):
        with database.action("workshop-added"):
            database.insert(
                "workshop",
                {
                    "id": key, "programme_id": "programme", "title": key, "starts_local": starts,
                    "time_zone": "Europe/Lisbon", "target_seconds": 7200,
                    "position": len(database.rows("SELECT id FROM workshop")), **more,
                },
            )  # fmt: skip
            blocks = (("input", 3600, 1), ("break", 600, 0), ("practice", 3000, 1))
            for position, (kind, seconds, counts) in enumerate(blocks):
                database.insert(
                    "activity",
                    {
                        "id": f"{key}-{position}", "workshop_id": key, "position": position,
                        "title": kind, "kind": kind, "planned_seconds": seconds,
                        "counts_as_contact": counts,
                    },
                )  # fmt: skip
        return key

    return make


@pytest.fixture
def workshop(a_workshop):
    return a_workshop()


@pytest.fixture
def enrolled(people, workshop):
    """Adds and enrols people by name."""

    def enrol(*names, on=date(2026, 9, 1)):
        ids = [people.add(name) for name in names]
        for key in ids:
            people.enrol(key, "programme", on)
        return ids if len(ids) > 1 else ids[0]

    return enrol


def row_of(desk, participant_id):
    return next(row for row in desk.rows if row.participant_id == participant_id)


def test_the_desk_knows_who_is_expected(attendance, enrolled, workshop):
    enrolled("Zoe Abel", "Amina El Idrissi")
    desk = attendance.desk(workshop)
    assert [row.name for row in desk.rows] == ["Amina El Idrissi", "Zoe Abel"]
    assert {row.status_key for row in desk.rows} == {None}
    assert (desk.board.not_yet, desk.board.enrolled, desk.board.capacity) == (2, 2, 24)
    assert desk.offered_minutes == 110


def test_the_desk_sorts_by_name_or_as_the_register_does(attendance, people, enrolled, workshop):
    enrolled("Bo Zwick")
    key = people.add("Zoe Abel", sort_as="Abel, Zoe")
    people.enrol(key, "programme", date(2026, 9, 1))
    assert [row.name for row in attendance.desk(workshop).rows] == ["Bo Zwick", "Zoe Abel"]
    register = attendance.desk(workshop, order="register")
    assert [row.name for row in register.rows] == ["Zoe Abel", "Bo Zwick"]


def test_a_mark_is_on_disk_with_its_time_when_it_returns(attendance, enrolled, workshop, database):
    key = enrolled("Amina")
    mark = attendance.mark(workshop, key)
    assert mark.outcome is MarkOutcome.MARKED
    assert (mark.status_key, mark.arrived_local) == ("late", "16:00")
    stored = database.row("SELECT * FROM attendance")
    assert stored["arrived_at"] == "2026-10-08T15:00:00.000Z"
    assert not database.connection.in_transaction


def test_a_double_scan_writes_nothing_and_keeps_the_first_arrival(
    attendance, enrolled, workshop, clock, database
):
    key = enrolled("Amina")
    first = attendance.mark(workshop, key, at=at(2))
    clock.pass_seconds(90)
    before = len(database.history())
    second = attendance.mark(workshop, key)
    assert second.outcome is MarkOutcome.ALREADY
    assert (second.arrived_local, second.sequence) == (first.arrived_local, first.sequence)
    assert len(database.history()) == before


def test_each_mark_has_a_higher_number_whatever_the_clock_says(
    attendance, enrolled, workshop, clock, database
):
    numbers = []
    for key in enrolled("A", "B", "C"):
        numbers.append(attendance.mark(workshop, key).sequence)
        clock.set_wall(clock.now() - timedelta(hours=1))
    database.undo()
    key = enrolled("D")
    numbers.append(attendance.mark(workshop, key).sequence)
    assert numbers == sorted(set(numbers))
    assert [mark.name for mark in attendance.desk(workshop).last_marks] == ["D", "B", "A"]


def test_undo_takes_a_mark_back_and_redo_gives_it_again(attendance, enrolled, workshop, database):
    key = enrolled("Amina")
    attendance.mark(workshop, key, at=at(0))
    database.undo()
    assert row_of(attendance.desk(workshop), key).status_key is None
    database.redo()
    assert row_of(attendance.desk(workshop), key).status_key == "present"


def test_the_board_puts_everybody_in_one_place(attendance, enrolled, workshop):
    a, b, c, d, e, f = enrolled("A", "B", "C", "D", "E", "F")
    attendance.mark(workshop, a, at=at(0))
    attendance.mark(workshop, b, "late", at=at(15))
    attendance.mark(workshop, c, "excused")
    attendance.mark(workshop, d, "absent")
    attendance.mark(workshop, e, at=at(0))
    attendance.check_out(workshop, e, at(40))
    attendance.set_heads(workshop, "12-15", 3)
    attendance.set_heads(workshop, "", 2)
    board = attendance.desk(workshop).board
    assert (board.here, board.gone, board.apologies, board.absent, board.not_yet) == (2, 1, 1, 1, 1)
    assert board.anonymous == 5
    attendance.check_out(workshop, a, at(120))
    assert attendance.desk(workshop).board.here == 2
    assert row_of(attendance.desk(workshop), f).minutes is None


def test_heads_are_set_not_added_and_none_is_no_row(attendance, workshop, database):
    attendance.set_heads(workshop, " 12-15 ", 3)
    attendance.set_heads(workshop, "12-15", 4)
    assert attendance.desk(workshop).heads == {"12-15": 4}
    attendance.set_heads(workshop, "12-15", 0)
    assert database.value("SELECT count(*) FROM head_count") == 0
    with pytest.raises(Refused, match="heads-out-of-range"):
        attendance.set_heads(workshop, "", -1)


def test_everybody_else_present_counts_from_the_start(attendance, enrolled, workshop, database):
    a, b, c = enrolled("A", "B", "C")
    attendance.mark(workshop, a, "excused")
    assert attendance.all_present(workshop) == 2
    desk = attendance.desk(workshop)
    assert [row_of(desk, key).minutes for key in (a, b, c)] == [0, 110, 110]
    assert attendance.all_present(workshop) == 0
    database.undo()
    assert [row_of(attendance.desk(workshop), key).status_key for key in (b, c)] == [None, None]


def test_a_walk_in_is_one_action(attendance, people, workshop, database):
    before = len(database.history())
    key = attendance.walk_in(workshop, "  Sulastri ")
    assert len(database.history()) == before + 1
    row = row_of(attendance.desk(workshop), key)
    assert (row.name, row.complete_later, row.status_key) == ("Sulastri", True, "late")
    assert people.roster("programme")[0].enrolled_on == date(2026, 10, 8)
    database.undo()
    assert attendance.desk(workshop).rows == ()
    assert people.search() == []


def test_a_walk_in_without_a_name_leaves_nothing(attendance, people, workshop):
    with pytest.raises(Refused, match="name-empty"):
        attendance.walk_in(workshop, " ")
    assert people.search() == []


def test_a_guest_is_on_the_desk_once_marked(attendance, people, workshop):
    key = people.add("Guest")
    assert attendance.desk(workshop).rows == ()
    attendance.mark(workshop, key, at=at(0))
    row = row_of(attendance.desk(workshop), key)
    assert (row.standing, row.minutes) == (Standing.GUEST, 110)
    figures = attendance.figures("programme")
    assert (figures.enrolled, figures.unique_participants, figures.attendances) == (0, 1, 1)


def test_those_not_enrolled_on_the_day_are_not_expected(attendance, people, enrolled, workshop):
    gone = enrolled("Gone")
    people.leave(people.participant(gone).enrolments[0].enrolment_id, date(2026, 10, 7))
    enrolled("Later", on=date(2026, 10, 9))
    here = enrolled("Here", on=date(2026, 10, 8))
    assert [row.participant_id for row in attendance.desk(workshop).rows] == [here]


def test_leaving_and_coming_back(attendance, enrolled, workshop):
    key = enrolled("Amina")
    attendance.mark(workshop, key, at=at(0))
    out = attendance.check_out(workshop, key, at(30), collected_by="Samir")
    assert (out.status_key, out.left_local) == ("left-early", "15:30")
    assert row_of(attendance.desk(workshop), key).minutes == 30
    back = attendance.mark(workshop, key)
    assert (back.outcome, back.status_key, back.left_local) == ("came-back", "present", "")
    assert row_of(attendance.desk(workshop), key).minutes == 110


def test_a_correction_needs_a_mark_and_leaves_a_trail(attendance, enrolled, workshop):
    key = enrolled("Amina")
    with pytest.raises(Refused, match="not-marked"):
        attendance.set_times(workshop, key, at(0), None)
    attendance.mark(workshop, key, at=at(20))
    attendance.set_times(workshop, key, at(5), at(60), "Sheet says 15:05")
    row = row_of(attendance.desk(workshop), key)
    assert (row.status_key, row.arrived_local, row.minutes) == ("left-early", "15:05", 55)
    trail = attendance.trail(workshop, key)
    assert [change.action.name for change in trail] == [
        "attendance-marked", "attendance-corrected",
    ]  # fmt: skip
    assert trail[1].before["arrived_at"] == "2026-10-08T14:20:00.000Z"
    assert trail[1].after["reason"] == "Sheet says 15:05"


def test_minutes_may_be_decided_by_a_person_with_a_reason(attendance, enrolled, workshop):
    key = enrolled("Amina")
    attendance.mark(workshop, key, at=at(0))
    with pytest.raises(Refused, match="reason-empty"):
        attendance.set_minutes(workshop, key, 60, " ")
    with pytest.raises(Refused, match="minutes-out-of-range"):
        attendance.set_minutes(workshop, key, 111, "x")
    attendance.set_minutes(workshop, key, 60, "Worked in the corridor")
    assert attendance.person_totals("programme")[0].contact_minutes == 60
    attendance.set_minutes(workshop, key, None, "")
    assert attendance.person_totals("programme")[0].contact_minutes == 110


def test_removing_a_mark_makes_it_not_yet(attendance, enrolled, workshop):
    key = enrolled("Amina")
    attendance.mark(workshop, key)
    assert attendance.unmark(workshop, key).status_key is None
    assert attendance.desk(workshop).board.not_yet == 1


def test_a_changed_plan_recounts_the_minutes(attendance, enrolled, workshop, database):
    key = enrolled("Amina")
    attendance.mark(workshop, key, at=at(0))
    with database.action("activity-changed"):
        database.update("activity", "w1-0", {"planned_seconds": 1800})
    assert attendance.person_totals("programme")[0].contact_minutes == 80
    with database.action("programme-changed"):
        database.update("programme", "programme", {"breaks_count": 1, "rounding_minutes": 30})
    attendance.set_times(workshop, key, at(0), at(50))
    assert attendance.person_totals("programme")[0].contact_minutes == 60


@pytest.mark.parametrize("breaks_count", [0, 1])
@pytest.mark.parametrize("break_is_contact", [0, 1])
def test_contact_time_is_that_of_the_agenda(workshop, database, breaks_count, break_is_contact):
    with database.action("plan-changed"):
        database.update("programme", "programme", {"breaks_count": breaks_count})
        database.update("activity", "w1-1", {"counts_as_contact": break_is_contact})
        database.update("activity", "w1-2", {"locked_start_seconds": 16 * 3600 + 900})
        database.insert("track", {"id": "t", "activity_id": "w1-2", "name": "Red"})
        database.insert(
            "activity",
            {
                "id": "step", "workshop_id": "w1", "track_id": "t", "title": "s", "kind": "input",
                "planned_seconds": 3900,
            },
        )  # fmt: skip
    spans = agenda(database, "w1").contact_spans
    offer = offers(database, ["w1"])[0]
    assert offer.contact == ContactTime.of(spans)
    assert offer.offered_minutes == 125 + 10 * (breaks_count or break_is_contact)


def test_a_workshop_without_an_agenda_offers_its_whole_time(
    attendance, people, a_workshop, database
):
    a_workshop("bare")
    with database.action("agenda-emptied"):
        database.write("DELETE FROM activity WHERE workshop_id = 'bare'")
    key = people.add("Amina")
    attendance.mark("bare", key, at=at(0))
    assert row_of(attendance.desk("bare"), key).minutes == 120


def test_a_workshop_outside_any_programme_has_a_desk_too(attendance, a_workshop):
    a_workshop("alone", programme_id=None)
    key = attendance.walk_in("alone", "Sulastri")
    assert row_of(attendance.desk("alone"), key).status_key == "late"
    assert attendance.contact_minutes() == 50


def test_the_grid_says_how_each_person_stood_on_the_day(attendance, people, enrolled, a_workshop):
    a_workshop("w2", "2026-10-15T15:00")
    a_workshop("w3", "2026-10-22T15:00", status="cancelled")
    early, late = enrolled("Early", "Late")
    people.leave(people.participant(early).enrolments[0].enrolment_id, date(2026, 10, 8))
    guest = enrolled("New", on=date(2026, 10, 10))
    attendance.mark("w1", early, at=at(0))
    attendance.mark("w1", late, "absent")
    grid = attendance.grid("programme")
    cells = {row.name: [(c.status_key, str(c.standing)) for c in row.cells] for row in grid.people}
    assert cells == {
        "Early": [("present", "enrolled"), (None, "withdrawn"), (None, "withdrawn")],
        "Late": [("absent", "enrolled"), (None, "enrolled"), (None, "enrolled")],
        "New": [(None, "not-enrolled"), (None, "enrolled"), (None, "enrolled")],
    }
    assert [(w.enrolled_then, w.came, w.marked) for w in grid.workshops] == [
        (2, 1, 2), (2, 0, 0), (2, 0, 0),
    ]  # fmt: skip
    totals = {row.name: row.total for row in grid.people}
    assert totals["Early"].workshops_planned == 2
    assert totals["Early"].contact_percent == 50.0
    assert totals["Early"].workshops_while_enrolled == 1
    assert totals["Late"].missed_running == 1
    assert totals["New"].missed_running == 0
    assert guest


def test_a_page_of_the_grid_has_the_totals_of_everybody(attendance, enrolled, workshop):
    for key in enrolled(*(f"Person {letter}" for letter in "ABCDEFG")):
        attendance.mark(workshop, key, at=at(0))
    page = attendance.grid("programme", limit=3, offset=5)
    assert [row.name for row in page.people] == ["Person F", "Person G"]
    assert (page.people_count, page.attendances, page.contact_minutes) == (7, 7, 770)


def test_registers_that_are_missing_or_have_gaps_need_attention(
    attendance, enrolled, a_workshop, clock
):
    a_workshop("w2", "2026-10-01T15:00")
    a_workshop("w3", "2026-09-24T15:00", status="cancelled")
    a_workshop("w4", "2026-10-15T15:00")
    a, b = enrolled("A", "B")
    assert [row.workshop_id for row in attendance.needs_attention(clock.now())] == ["w2"]
    attendance.mark("w1", a, at=at(0))
    attendance.mark("w2", a)
    attendance.mark("w2", b)
    clock.pass_seconds(3 * 3600)
    found = attendance.needs_attention(clock.now())
    assert [(row.code, row.workshop_id, row.unmarked) for row in found] == [
        ("register-incomplete", "w1", 1)
    ]


@pytest.mark.parametrize(
    ("call", "error", "code"),
    [
        (lambda a: a.desk("none"), NotFound, "workshop-unknown"),
        (lambda a: a.mark("w1", "nobody"), NotFound, "participant-unknown"),
        (lambda a: a.grid("none"), NotFound, "programme-unknown"),
        (lambda a: a.mark("w1", a.walk_in("w1", "X"), "asleep"), Refused, "status-unknown"),
        (lambda a: a.unmark("w1", "nobody"), NotFound, "participant-unknown"),
        (lambda a: a.check_out("w1", a._people.add("X")), Refused, "not-in-room"),
    ],
)
def test_what_cannot_be_is_refused_with_a_code(attendance, workshop, call, error, code):
    with pytest.raises(error) as refusal:
        call(attendance)
    assert refusal.value.code == code


def test_own_statuses_count_as_they_say(attendance, enrolled, workshop, database):
    with database.action("status-added"):
        database.insert(
            "attendance_status",
            {"id": "online", "key": "online", "letter": "O", "in_room": 1, "position": 9},
        )
    key = enrolled("Amina")
    attendance.mark(workshop, key, "online", at=at(15))
    row = row_of(attendance.desk(workshop), key)
    assert (row.status_key, row.minutes) == ("online", 95)
    assert attendance.figures("programme").late_arrivals == 1


def test_seeding_statuses_twice_adds_none(attendance, database):
    with database.action("again"):
        seed_statuses(database)
    assert [status.key for status in attendance.statuses()] == [
        "present", "late", "left-early", "excused", "absent",
    ]  # fmt: skip
