"""Two records of one person made one, and taken apart again."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.attendance.attendance import Attendance
from facilitator.attendance.statuses import seed_statuses
from facilitator.errors import NotFound, Refused
from facilitator.people.likeness import LikeReason, Strength
from facilitator.people.merge_rows import MOVED
from facilitator.people.merging import (
    Presence,
    Side,
    Stay,
    joined,
    merged_fields,
    merged_presence,
    merged_stay,
)
from facilitator.people.people import People

STAMP = "2026-10-08T15:00:00.000Z"


@pytest.fixture
def people(database):
    return People(database)


@pytest.fixture
def attendance(database, people):
    with database.action("made"):
        seed_statuses(database)
        database.insert("programme", {"id": "programme", "title": "Skills"})
        for place, key in enumerate(("w1", "w2")):
            database.insert(
                "workshop",
                {
                    "id": key, "programme_id": "programme", "title": key, "position": place,
                    "starts_local": f"2026-10-0{8 + place}T15:00", "time_zone": "UTC",
                    "target_seconds": 7200,
                },
            )  # fmt: skip
    return Attendance(database, people)


def whole_file(database):
    return {
        name: [tuple(row) for row in database.rows(f'SELECT * FROM "{name}" ORDER BY 1, 2')]
        for name in database.tables
        if name not in ("action", "action_change")
    }


def test_every_table_that_refers_to_a_person_is_thought_of(database):
    referring = {
        row["name"]
        for row in database.rows(
            "SELECT t.name FROM main.sqlite_schema t JOIN pragma_foreign_key_list(t.name) k"
            " WHERE t.type = 'table' AND k.\"table\" = 'participant'"
        )
    }
    assert referring == {*MOVED, "not_same_person"}


def test_a_walk_in_becomes_the_known_person_without_losing_presence(database, people, attendance):
    known = people.add("Amina El Idrissi", birth_date=date(1988, 3, 24), phone="555 0142")
    people.enrol(known, "programme", date(2026, 10, 1))
    attendance.mark("w2", known, at=datetime.fromisoformat("2026-10-09T15:00+00:00"))
    walk_in = attendance.walk_in("w1", "Amina Idrissi")
    people.add_contact(walk_in, "phone", "555 0199")
    people.add_guardian(walk_in, "Samira")
    people.update(walk_in, notes="Likes to sit in front")
    before = whole_file(database)

    [pair] = people.twins.pairs()
    assert {pair.one_id, pair.other_id} == {known, walk_in}
    assert pair.reasons == (LikeReason.PARTICLES, LikeReason.WALK_IN)
    assert pair.strength is Strength.LIKELY
    assert people.twins.better_kept(walk_in, known) == known
    preview = people.twins.preview(known, walk_in)
    assert whole_file(database) == before
    assert {(each.table, each.moved, each.made_one) for each in preview.rows} == {
        ("attendance", 1, 0), ("participant_contact", 1, 0), ("guardian", 1, 0),
        ("enrolment", 1, 1),
    }  # fmt: skip
    people.twins.merge(known, walk_in)

    person = people.participant(known)
    assert person.name == "Amina El Idrissi"
    assert person.notes == "Likes to sit in front"
    assert not person.complete_later
    assert [contact.value for contact in person.contacts] == ["555 0142", "555 0199"]
    assert [each.enrolled_on for each in person.enrolments] == [date(2026, 10, 1)]
    [total] = attendance.person_totals("programme")
    assert total.workshops_attended == 2
    assert [row.id for row in people.search("amina")] == [known]
    assert people.count() == 1
    card = people.participant(walk_in).card_code
    assert people.find_card(card) == known
    assert people.twins.standing_for([known, walk_in, "x"]) == {known: known, walk_in: known}
    with pytest.raises(Refused) as refused:
        people.restore(walk_in)
    assert refused.value.code == "participant-merged"

    database.undo()
    assert whole_file(database) == before
    database.redo()
    assert people.count() == 1


def test_both_at_one_workshop_become_one_presence(database, people, attendance):
    one, other = people.add("Maria Silva"), people.add("María Silva")
    for person, first, last in ((one, "15:20", "16:00"), (other, "15:05", "16:30")):
        attendance.mark("w1", person)
        attendance.set_times(
            "w1",
            person,
            datetime.fromisoformat(f"2026-10-08T{first}+00:00"),
            datetime.fromisoformat(f"2026-10-08T{last}+00:00"),
            "seen",
        )
    assert [each.workshop_id for each in people.twins.preview(one, other).both_at] == ["w1"]
    people.twins.merge(one, other)
    [row] = attendance.desk("w1").rows
    assert (row.arrived_local, row.left_local, row.status_key) == ("15:05", "16:30", "left-early")
    assert row.minutes == 85


def test_certificates_keep_their_numbers_and_everything_else_goes_along(database, people):
    one, other = people.add("Maria Silva"), people.add("Maria da Silva")
    with database.action("made"):
        database.insert("programme", {"id": "p", "title": "Skills"})
        database.insert("framework", {"id": "f", "title": "F"})
        database.insert("skill", {"id": "s", "framework_id": "f", "key": "k", "title": "Listen"})
        for person, serial in ((one, "C-1"), (other, "C-2")):
            database.insert(
                "certificate",
                {
                    "id": serial, "serial": serial, "participant_id": person, "programme_id": "p",
                    "award": "a", "kind": "attendance", "title": "T", "holder": "H",
                    "programme_title": "P", "statement": "S", "issuer": "I", "template": "t",
                    "workshops_attended": 1, "workshops_planned": 1, "contact_minutes": 1,
                    "offered_minutes": 1, "first_on": "2026-10-08", "last_on": "2026-10-08",
                    "issued_on": "2026-10-08", "issued_at": STAMP,
                },
            )  # fmt: skip
            database.insert(
                "observation",
                {
                    "id": f"o{serial}", "participant_id": person, "programme_id": "p",
                    "skill_id": "s", "level": 2 if person == one else 3, "source": "self",
                    "moment": "now",
                    "observed_at": STAMP if person == one else STAMP.replace("-08T", "-09T"),
                    "note": serial,
                },
            )  # fmt: skip
            database.insert(
                "observation",
                {
                    "id": f"f{serial}", "participant_id": person, "programme_id": "p",
                    "skill_id": "s", "level": 2, "source": "facilitator", "observed_at": STAMP,
                },
            )  # fmt: skip
    guardian = people.add_guardian(one, "Rosa")
    not_her = people.add_guardian(other, "ROSA", may_collect=False)
    people.record_consent(other, "photos", "no", guardian_id=not_her)
    third = people.add("Maria Silva")
    people.twins.not_same(third, other)
    preview = people.twins.preview(one, other)
    assert preview.serials == ("C-2",)
    assert preview.doubled == (("C-1", "C-2"),)

    people.twins.merge(one, other)

    held = database.rows("SELECT serial FROM certificate WHERE participant_id = ?", (one,))
    assert {row["serial"] for row in held} == {"C-1", "C-2"}
    rows = database.rows(
        "SELECT source, level, note FROM observation WHERE participant_id = ?", (one,)
    )
    assert sorted((row["source"], row["level"]) for row in rows) == [
        ("facilitator", 2), ("facilitator", 2), ("self", 3),
    ]  # fmt: skip
    [rosa] = people.participant(one).guardians
    assert rosa.id == guardian
    assert not rosa.may_collect, "who may not collect in one of the records may not"
    [consent] = people.participant(one).consents
    assert consent.guardian_id == guardian
    assert people.twins.kept_apart() == [tuple(sorted((third, one)))]
    assert people.twins.pairs() == []


def test_a_person_chooses_which_value_stays(people):
    one = people.add("Maria Silva", district="Harbour", allergies="nuts")
    other = people.add("María Silva", district="Hillside", allergies="eggs", gender="f")
    found = {
        each.field: each for each in people.twins.preview(one, other, {"name": "other"}).fields
    }
    assert found["name"].result == "María Silva"
    assert found["district"].differs
    assert found["district"].side is Side.KEPT
    assert found["gender"].side is Side.OTHER
    people.twins.merge(one, other, {"name": Side.OTHER, "district": Side.OTHER})
    person = people.participant(one)
    assert (person.name, person.district, person.gender) == ("María Silva", "Hillside", "f")
    assert person.allergies == "nuts\neggs"
    assert people.search("maria") == people.search("María")
    with pytest.raises(Refused):
        people.twins.preview(one, people.add("M"), {"secret": "other"})


def test_nobody_is_merged_with_nobody_or_themselves(people):
    one = people.add("Maria Silva")
    with pytest.raises(Refused) as refused:
        people.twins.merge(one, one)
    assert refused.value.code == "merge-with-itself"
    with pytest.raises(NotFound):
        people.twins.merge(one, "nobody")


def test_those_said_to_be_two_stay_two_until_somebody_doubts_it(database, people):
    one, other = people.add("Maria Silva"), people.add("Maria Silva")
    people.twins.not_same(one, other)
    assert people.twins.like(one) == []
    people.twins.perhaps_same(other, one)
    assert [each.other_id for each in people.twins.like(one)] == [other]
    assert [each.other_id for each in people.twins.like(other)] == [one]
    database.undo()
    assert people.twins.pairs() == []


stamps = st.none() | st.sampled_from([f"2026-10-08T1{n}:00:00.000Z" for n in range(6)])
presences = st.builds(
    Presence,
    status=st.sampled_from(["present", "late", "left-early"]),
    in_room=st.booleans(),
    arrived=stamps,
    left=stamps,
)


@given(presences, presences)
def test_presence_made_one_is_never_less_than_either(one, other):
    merged = merged_presence(one, other)
    assert merged.in_room == (one.in_room or other.in_room)
    for mark in (one, other):
        if mark.in_room:
            assert (merged.arrived or "") <= (mark.arrived or "")
            assert (merged.left or "9") >= (mark.left or "9")
    assert merged_presence(one, one).arrived == one.arrived
    turned = merged_presence(other, one)
    assert (turned.arrived, turned.left) == (merged.arrived, merged.left) or not merged.in_room


days = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(date.isoformat)
stays = st.builds(Stay, days, days)


@given(stays, stays)
def test_stays_made_one_reach_over_both(one, other):
    merged = merged_stay(one, other)
    assert merged == merged_stay(other, one)
    assert (merged.since or "") <= min(one.since or "", other.since or "")
    assert (merged.until or "9") >= max(one.until or "9", other.until or "9")


texts = st.dictionaries(
    st.sampled_from(["name", "district", "notes", "allergies"]), st.text("ab\n")
)


@given(texts, texts)
def test_no_need_and_no_note_is_lost(kept, other):
    for each in merged_fields(kept, other, {}):
        assert each.result
        if each.field in ("notes", "allergies"):
            lines = set(each.result.splitlines())
            assert lines >= {line for line in each.kept.splitlines() if line.strip()}
            assert lines >= {line for line in each.other.splitlines() if line.strip()}
    assert joined("a\nb", "b\nc") == "a\nb\nc"
