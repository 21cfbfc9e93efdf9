"""Contacts, guardians, consents, what is asked, and groups."""

from datetime import date

import pytest

from facilitator.errors import NotFound, Refused
from facilitator.people.asked import SHIPPED
from facilitator.people.people import People
from facilitator.people.pickup import new_code, same_code


@pytest.fixture
def people(database):
    return People(database)


def refusal(call, *args, **more):
    with pytest.raises(Refused) as refused:
        call(*args, **more)
    return refused.value.code


def test_contacts_and_guardians_are_changed_and_removed_and_brought_back(database, people):
    amina = people.add("Amina")
    phone = people.add_contact(amina, "phone", "555 1")
    mother = people.add_guardian(amina, "Samira", relation="mother")
    people.record_consent(amina, "photos", "yes", guardian_id=mother)
    people.care.change_contact(phone, value="555 2", label="work")
    people.care.change_guardian(mother, may_collect=False, note="court order")
    person = people.participant(amina)
    assert [(each.value, each.label) for each in person.contacts] == [("555 2", "work")]
    assert [(each.may_collect, each.note) for each in person.guardians] == [(False, "court order")]
    people.care.remove_guardian(mother)
    people.care.remove_contact(phone)
    [consent] = people.participant(amina).consents
    assert (consent.guardian_id, consent.given_by) == (None, "Samira")
    database.undo()
    database.undo()
    assert [each.id for each in people.participant(amina).guardians] == [mother]
    assert refusal(people.care.change_contact, phone, value=" ") == "contact-empty"
    with pytest.raises(NotFound):
        people.care.remove_contact("nothing")


def test_the_latest_answer_of_each_purpose_holds_until_it_is_withdrawn(people):
    amina = people.add("Amina")
    people.record_consent(amina, "photos", "yes", given_on=date(2026, 9, 1))
    no = people.record_consent(amina, "photos", "no", given_on=date(2026, 10, 1))
    people.record_consent(amina, "contact", "yes")
    found = people.care.current_consents(amina)
    assert {purpose: each.answer for purpose, each in found.items()} == {
        "photos": "no", "contact": "yes",
    }  # fmt: skip
    people.care.withdraw_consent(no)
    assert set(people.care.current_consents(amina)) == {"contact"}
    assert len(people.participant(amina).consents) == 3


def test_pickup_codes_are_short_differ_and_are_read_in_any_digits(people):
    codes = set()
    for name in ("Amina", "Bo", "Cem"):
        codes.add(people.care.make_pickup_code(people.add(name)))
    assert len(codes) == 3
    assert all(len(code) == 4 and code.isdecimal() for code in codes)
    assert same_code("0412", " 04 12")
    assert same_code("0412", "٠٤١٢")
    assert not same_code("0412", "0421")
    assert not same_code("", "")
    assert len(set(new_code(frozenset({"0000"})))) > 1


def test_nothing_is_asked_until_somebody_says_why(database, people):
    assert people.asked.shown() == []
    assert [each.key for each in people.asked.all()] == list(SHIPPED)
    assert refusal(people.asked.ask, "gender", " ") == "field-reason-empty"
    people.asked.ask("gender", "Our funder asks.")
    school = people.asked.add(
        "School", reason="To ring you", kind="choice", choices=["A", "B", "A"]
    )
    assert [(each.key, each.reason) for each in people.asked.shown()] == [
        ("gender", "Our funder asks."), (school, "To ring you"),
    ]  # fmt: skip
    amina = people.add("Amina")
    people.asked.answer(amina, school, "B")
    assert people.participant(amina).custom == {school: "B"}
    assert refusal(people.asked.answer, amina, school, "C") == "field-answer-wrong"
    assert refusal(people.asked.answer, amina, "gender", "f") == "field-shipped"
    assert refusal(people.asked.add, "school", reason="x") == "field-name-taken"
    people.asked.ask_no_more(school)
    assert people.participant(amina).custom == {school: "B"}
    people.asked.answer(amina, school, "")
    assert people.participant(amina).custom == {}
    for kind, wrong, right in (("number", "x", "3,5"), ("date", "3.4.", "2026-01-02"),
                               ("yes-no", "maybe", "no")):  # fmt: skip
        key = people.asked.add(kind, reason="r", kind=kind)
        assert refusal(people.asked.answer, amina, key, wrong) == "field-answer-wrong"
        people.asked.answer(amina, key, right)


def test_groups_hold_people_from_a_day_to_a_day(database, people):
    with database.action("made"):
        for key in ("p", "q"):
            database.insert("programme", {"id": key, "title": key})
        database.insert(
            "workshop",
            {
                "id": "w", "programme_id": "p", "title": "w", "starts_local": "2026-10-08T15:00",
                "time_zone": "UTC",
            },
        )  # fmt: skip
    amina = people.add("Amina")
    early = people.groups.add("Early birds", "p")
    people.groups.join(early, amina, date(2026, 10, 1))
    people.groups.leave(early, amina, date(2026, 10, 7))
    assert [each.name for each in people.groups.members(early, date(2026, 10, 7))] == ["Amina"]
    assert people.groups.members(early, date(2026, 10, 8)) == []
    people.groups.mean_for("w", [early])
    assert people.groups.meant_for("w") == [early]
    other = people.groups.add("Early birds", "q")
    assert refusal(people.groups.mean_for, "w", [other]) == "group-of-other-programme"
    assert refusal(people.groups.add, "early BIRDS", "p") == "group-name-taken"
    people.groups.join(early, amina)
    assert people.groups.members(early)[0].left_on is None
    people.groups.remove(early)
    assert people.groups.meant_for("w") == []
    database.undo()
    assert [each.members for each in people.groups.all("p")] == [1]
