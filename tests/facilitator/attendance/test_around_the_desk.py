"""Own statuses, counting rules, heads without names, handing over, groups and absences."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.attendance.attendance import Attendance
from facilitator.attendance.handing_over import HandoverWay
from facilitator.attendance.heads import Band, read_band
from facilitator.attendance.model import MinutesRule, Standing
from facilitator.attendance.statuses import seed_statuses
from facilitator.errors import NotFound, Refused
from facilitator.people.model import NeedKind
from facilitator.people.people import People

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
def enrolled(people, a_workshop):
    """Adds and enrols people by name."""

    def enrol(*names, on=date(2026, 9, 1)):
        ids = [people.add(name) for name in names]
        for key in ids:
            people.enrol(key, "programme", on)
        return ids if len(ids) > 1 else ids[0]

    return enrol


def row_of(desk, participant_id):
    return next(row for row in desk.rows if row.participant_id == participant_id)


def refusal(call, *args, **more):
    with pytest.raises(Refused) as refused:
        call(*args, **more)
    return refused.value.code


def test_own_statuses_count_as_they_say_and_old_records_keep_their_meaning(
    attendance, enrolled, workshop
):
    amina, bo, cem = enrolled("Amina", "Bo", "Cem")
    online = attendance.status_list.add("Online", letter="O", counts=True, minutes_rule="whole")
    guest = attendance.status_list.add("Looking in", letter="G", counts=True, minutes_rule="none")
    attendance.mark(workshop, amina, online, at=at(60))
    attendance.mark(workshop, bo, guest)
    attendance.mark(workshop, cem, at=at(25))
    rows = {row.name: row for row in attendance.desk(workshop).rows}
    assert [rows[name].minutes for name in ("Amina", "Bo", "Cem")] == [110, 0, 85]
    grid = {row.name: row.cells[0].minutes for row in attendance.grid("programme").people}
    assert grid == {"Amina": 110, "Bo": 0, "Cem": 85}
    change = attendance.status_list.change_counting
    assert refusal(change, online, counts=False) == "status-in-use"
    assert refusal(attendance.status_list.remove, online) == "status-in-use"
    attendance.status_list.change(online, label="By video", letter="V", tone="good")
    attendance.status_list.hide(online)
    row = row_of(attendance.desk(workshop), amina)
    assert (row.status_key, row.minutes) == (online, 110)
    status = next(each for each in attendance.statuses() if each.key == online)
    assert (status.label, status.letter, status.hidden) == ("By video", "V", True)
    assert status.minutes_rule is MinutesRule.WHOLE


def test_statuses_have_names_and_signs_of_their_own(attendance, database):
    add = attendance.status_list.add
    assert refusal(add, "", letter="Z", counts=True) == "status-label-empty"
    assert refusal(add, "PRESENT", letter="Z", counts=True) == "status-name-taken"
    assert refusal(add, "Ill", letter="p", counts=True) == "status-letter-taken"
    assert refusal(add, "Ill", letter="", counts=True) == "status-letter-length"
    assert refusal(attendance.status_list.hide, "present") == "status-needed"
    ill = add("Ill", letter="I", counts=False)
    attendance.status_list.put_at(ill, 0)
    assert attendance.statuses()[0].key == ill
    attendance.status_list.hide("excused")
    attendance.status_list.show("excused")
    attendance.status_list.remove(ill)
    database.undo()
    attendance.status_list.change_counting(ill, counts=True)
    assert next(each for each in attendance.statuses() if each.key == ill).in_room


def test_25_minutes_late_of_120_counts_95(attendance, people, database):
    with database.action("made"):
        database.insert("programme", {"id": "p", "title": "Skills"})
        database.insert(
            "workshop",
            {
                "id": "w", "programme_id": "p", "title": "w", "starts_local": "2026-10-08T15:00",
                "time_zone": "Europe/Lisbon", "target_seconds": 7200,
            },
        )  # fmt: skip
    amina = people.add("Amina")
    people.enrol(amina, "p", date(2026, 10, 1))
    attendance.mark("w", amina, at=at(25))
    assert row_of(attendance.desk("w"), amina).minutes == 95
    assert attendance.counting.rule("p").late_after_minutes == 10
    attendance.counting.set_rule("p", rounding_minutes=30, late_after_minutes=30)
    assert row_of(attendance.desk("w"), amina).minutes == 90
    assert attendance.figures("p").late_arrivals == 1, "said late when it was marked"
    bo = people.add("Bo")
    assert attendance.mark("w", bo, at=at(25)).status_key == "present"
    attendance.counting.set_rule("p", late_after_minutes=None, breaks_count=True, late_rule="So")
    rule = attendance.counting.rule("p")
    assert (rule.breaks_count, rule.late_after_minutes, rule.late_rule) == (True, None, "So")
    set_rule = attendance.counting.set_rule
    assert refusal(set_rule, "p", rounding_minutes=7) == "rounding-not-offered"
    assert refusal(set_rule, "p", late_after_minutes=999) == "minutes-out-of-range"
    assert refusal(set_rule, "p", follow_up_after=99) == "missed-out-of-range"


def test_corrections_tell_who_changed_what_from_what(attendance, enrolled, workshop, database):
    amina, bo = enrolled("Amina", "Bo")
    attendance.mark(workshop, amina)
    attendance.mark(workshop, bo)
    assert attendance.corrections(workshop_id=workshop) == []
    attendance.mark(workshop, amina, "absent")
    attendance.unmark(workshop, bo)
    found = attendance.corrections(programme_id="programme")
    assert [(each.name, each.field, each.after) for each in found if each.field == "status"] == [
        ("Bo", "status", None), ("Amina", "status", "absent"),
    ]  # fmt: skip
    assert found[0].action == "attendance-unmarked"
    assert attendance.corrections(workshop_id="elsewhere") == []
    database.undo()
    assert {each.name for each in attendance.corrections(workshop_id=workshop)} == {"Amina"}


def test_heads_are_in_every_total_and_naming_one_counts_nobody_twice(
    attendance, people, enrolled, workshop, database
):
    amina = enrolled("Amina")
    attendance.mark(workshop, amina)
    girls = Band("6-11", "girl")
    assert [attendance.heads.add(workshop, girls) for _ in range(3)] == [1, 2, 3]
    attendance.heads.add(workshop, Band(), 2)
    attendance.heads.add(workshop, girls, -1)
    figures = attendance.figures("programme")
    assert (figures.attendances, figures.anonymous_heads) == (1, 4)
    assert figures.attendances_with_heads == 5
    assert figures.heads_by_band == {"": 2, "6-11 | girl": 2}
    assert figures.anonymous_minutes == 4 * 110

    named = attendance.heads.name_one(workshop, girls, name="Zoe")
    after = attendance.figures("programme")
    assert after.attendances_with_heads == 5
    assert after.unique_participants == 2
    person = people.participant(named)
    assert (person.age_band, person.gender, person.complete_later) == ("6-11", "girl", True)
    known = people.add("Bo")
    attendance.heads.name_one(workshop, girls, participant_id=known)
    assert attendance.figures("programme").attendances_with_heads == 5
    assert attendance.heads.counted(workshop) == {Band(): 2}
    name_one = attendance.heads.name_one
    assert refusal(name_one, workshop, girls, name="More") == "no-heads-left"
    assert refusal(name_one, workshop, "", participant_id=amina) == "already-counted"
    assert refusal(attendance.heads.add, workshop, girls, -1) == "heads-out-of-range"
    database.undo()
    assert attendance.heads.counted(workshop)[girls] == 1
    ages, genders = attendance.heads.bands()
    assert "6-11" in ages
    assert genders == ("girl",)


@given(st.text("0-9+ abc", max_size=6), st.text("abcé ", max_size=8))
def test_a_band_is_read_back_as_it_was_written(age, gender):
    band = Band(age.strip(), gender.strip())
    assert read_band(band.text) == band


def test_only_who_may_collect_does(attendance, people, enrolled, workshop, database):
    amina = enrolled("Amina")
    attendance.mark(workshop, amina, at=at(0))
    mother = people.add_guardian(amina, "Samira")
    uncle = people.add_guardian(amina, "Karim", may_collect=False)
    hand = attendance.handing_over
    assert [each.name for each in hand.collectors(amina).not_allowed] == ["Karim"]
    assert refusal(hand.to_guardian, workshop, amina, uncle) == "not-allowed-to-collect"
    assert refusal(hand.by_code, workshop, amina, "Nadia", "1234") == "pickup-code-missing"
    code = people.care.make_pickup_code(amina)
    wrong = "1" + code[1:] if code[0] != "1" else "2" + code[1:]
    assert refusal(hand.by_code, workshop, amina, "Nadia", wrong) == "pickup-code-wrong"
    assert refusal(hand.by_code, workshop, amina, "KARIM", code) == "not-allowed-to-collect"
    assert refusal(hand.by_decision, workshop, amina, "Nadia", " ") == "reason-empty"
    assert hand.handovers() == []
    hand.by_code(workshop, amina, "Nadia", code, at=at(50))
    [done] = hand.handovers(workshop_id=workshop)
    assert (done.to_name, done.way, done.handed_at) == ("Nadia", HandoverWay.CODE, at(50))
    assert row_of(attendance.desk(workshop), amina).left_local == "15:50"
    database.undo()
    assert row_of(attendance.desk(workshop), amina).left_local == ""
    assert hand.handovers() == []
    hand.to_guardian(workshop, amina, mother)
    hand.by_decision(workshop, amina, "Neighbour", "mother rang")
    hand.leaves_alone(workshop, amina)
    assert len(hand.handovers(participant_id=amina)) == 3
    with pytest.raises(NotFound):
        hand.to_guardian(workshop, amina, "nobody")


def test_needs_of_those_present_are_at_hand(attendance, people, enrolled, workshop):
    amina, bo, cem, dai = enrolled("Amina", "Bo", "Cem", "Dai")
    people.update(amina, allergies="nuts")
    people.update(cem, access_needs="ramp")
    people.add_contact(bo, "emergency", "555 1", "brother")
    for person in (amina, bo, cem, dai):
        attendance.mark(workshop, person, at=at(0))
    attendance.check_out(workshop, cem, at(30))
    cards = attendance.needs_of_present(workshop)
    assert [card.name for card in cards] == ["Amina", "Bo"]
    assert cards[0].needs == ((NeedKind.ALLERGY, "nuts"),)
    assert [contact.value for contact in cards[1].emergency] == ["555 1"]


def test_a_workshop_meant_for_a_group_is_nobody_elses(attendance, people, enrolled, a_workshop):
    first, second = a_workshop("w1", "2026-10-01T15:00"), a_workshop("w2")
    amina, bo = enrolled("Amina", "Bo")
    mornings = people.groups.add("Mornings", "programme")
    people.groups.join(mornings, amina, date(2026, 10, 2))
    people.groups.mean_for(second, [mornings])
    attendance.mark(first, amina)
    attendance.mark(first, bo)
    attendance.mark(second, amina, "absent")
    assert [row.name for row in attendance.desk(second).rows] == ["Amina"]
    assert attendance.desk(second).board.enrolled == 1
    totals = {each.name: each for each in attendance.person_totals("programme")}
    assert totals["Amina"].contact_percent == 50.0
    assert totals["Bo"].contact_percent == 100.0
    assert totals["Bo"].missed_running == 0
    grid = attendance.grid("programme")
    assert [workshop.enrolled_then for workshop in grid.workshops] == [2, 1]
    bos = next(row for row in grid.people if row.name == "Bo")
    assert bos.cells[1].standing is Standing.OTHER_GROUP
    assert bos.cells[1].offered == 0
    assert attendance.all_present(second) == 0


def test_percentages_count_what_was_held_while_enrolled(attendance, enrolled, a_workshop):
    first, second = a_workshop("w1", "2026-10-01T15:00"), a_workshop("w2")
    amina = enrolled("Amina", on=date(2026, 10, 5))
    attendance.mark(second, amina, at=at(0))
    [total] = attendance.person_totals("programme")
    assert total.contact_percent == 50.0
    assert total.percent_while_enrolled == 100.0
    assert first != second


def test_who_missed_two_running_is_asked_after(attendance, people, enrolled, a_workshop, database):
    for day in range(1, 4):
        a_workshop(f"w{day}", f"2026-10-0{day}T15:00")
    amina, bo, cem = enrolled("Amina", "Bo", "Cem")
    people.add_contact(amina, "phone", "555 1")
    for day in range(1, 4):
        attendance.mark(f"w{day}", bo)
    attendance.mark("w1", amina)
    attendance.mark("w2", amina, "excused")
    [enrolment] = people.participant(cem).enrolments
    people.leave(enrolment.enrolment_id, date(2026, 10, 2))
    [row] = attendance.follow_up.missed("programme")
    assert (row.name, row.phones, row.last_came) == ("Amina", ("555 1",), date(2026, 10, 1))
    assert [(each.title, each.status_key) for each in row.missed] == [
        ("w3", None),
        ("w2", "excused"),
    ]
    assert not row.all_excused
    assert attendance.follow_up.missed("programme", running=3) == []
    entry = attendance.follow_up.note(
        amina, "programme", way="phone", reason="ill", next_step="ring again",
        next_on=date(2026, 10, 12),
    )  # fmt: skip
    [row] = attendance.follow_up.missed("programme")
    assert [(each.way, each.reason) for each in row.asked] == [("phone", "ill")]
    assert attendance.follow_up.due(date(2026, 10, 11)) == []
    assert [each.id for each in attendance.follow_up.due(date(2026, 10, 12))] == [entry]
    attendance.follow_up.change(entry, outcome="comes back", next_on=None)
    assert attendance.follow_up.due(date(2026, 10, 12)) == []
    assert refusal(attendance.follow_up.note, amina) == "contact-entry-empty"
    attendance.follow_up.remove(entry)
    assert attendance.follow_up.entries() == []
    database.undo()
    assert len(attendance.follow_up.entries(participant_id=amina)) == 1
    attendance.counting.set_rule("programme", follow_up_after=0)
    assert attendance.follow_up.missed("programme") == []
