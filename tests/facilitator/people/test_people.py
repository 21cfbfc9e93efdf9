"""People: finding, adding, changing, enrolling."""

from datetime import date

import pytest

from facilitator.errors import NotFound, Refused
from facilitator.people.model import EnrolmentStatus, NeedKind, NewPerson
from facilitator.people.people import People
from facilitator.progress import CancelAfter, Cancelled
from tests.facilitator.people.names_in_many_scripts import TYPED


@pytest.fixture
def people(database):
    return People(database)


@pytest.fixture
def programme(database):
    with database.action("programme-added"):
        database.insert("programme", {"id": "programme", "title": "Future Skills"})
    return "programme"


def names(rows):
    return [row.name for row in rows]


def test_every_name_is_found_by_its_unaccented_spelling(people):
    for name in dict.fromkeys(name for name, _ in TYPED):
        people.add(name)
    missed = [(name, typed) for name, typed in TYPED if name not in names(people.search(typed))]
    assert missed == []


def test_every_name_is_found_by_itself_and_by_each_of_its_words(people):
    for name in dict.fromkeys(name for name, _ in TYPED):
        people.add(name)
    for name, _ in TYPED:
        for text in (name, *name.split()):
            if any(letter.isalnum() for letter in text):
                assert name in names(people.search(text, limit=200)), (name, text)


def test_native_and_call_names_find_a_person_too(people):
    people.add("Li Xiuying", native_name="李秀英", call_name="Auntie Li")
    assert names(people.search("英")) == ["Li Xiuying"]
    assert names(people.search("aun")) == ["Li Xiuying"]
    assert names(people.search("auntie 李")) == ["Li Xiuying"]


def test_the_chosen_sort_key_finds_and_sorts(people):
    people.add("Amina El Idrissi", sort_as="El Idrissi, Amina")
    people.add("Zoe Abel", given="Zoe", family="Abel")
    people.add("Bo")
    assert names(people.search()) == ["Zoe Abel", "Bo", "Amina El Idrissi"]


def test_best_matches_come_first_sort_key_then_name_then_other_words(people):
    people.add("Ben Maria")
    people.add("Maria Zwick", sort_as="Zwick, Maria")
    people.add("Anna Marian", sort_as="Marian, Anna")
    assert names(people.search("mari")) == ["Anna Marian", "Maria Zwick", "Ben Maria"]


def test_pages_are_the_whole_in_order(people):
    for number in range(25):
        people.add(f"Anna {chr(65 + number)}")
        people.add(f"Bert Anna{chr(65 + number)}")
    whole = people.search("an", limit=100)
    pages = [row for start in range(0, 60, 7) for row in people.search("an", limit=7, offset=start)]
    assert len(whole) == 50
    assert pages == whole
    assert people.count("an") == 50
    assert people.count() == 50


@pytest.mark.parametrize(
    "text",
    ['"', '""', "'", "*", "^a", "a AND b", "a OR", "NEAR(a b)", "NOT", "(", "a:b", "-a", "+", "a*",
     "{a}", "\x00", "\ud800", "search_text:a", "%", "_", "\\", ";--"],
)  # fmt: skip
def test_nothing_typed_is_read_as_syntax(people, text):
    people.add("Amina")
    assert people.search(text) is not None
    assert people.count(text) == len(people.search(text))


def test_text_without_letters_finds_nobody_and_empty_text_everybody(people):
    people.add("Amina")
    assert people.search("!") == []
    assert names(people.search("  ")) == ["Amina"]


def test_archived_people_are_not_found_until_restored(people):
    key = people.add("Amina")
    people.archive(key)
    assert people.search("a") == []
    assert people.count() == 0
    people.restore(key)
    assert names(people.search("a")) == ["Amina"]


def test_search_within_a_programme(people, programme):
    inside = people.add("Anna In")
    people.add("Anna Out")
    people.enrol(inside, programme, date(2026, 9, 3))
    assert names(people.search("anna", programme_id=programme)) == ["Anna In"]
    assert names(people.search(programme_id=programme)) == ["Anna In"]
    assert people.count("anna", programme) == 1


def test_a_name_is_cleaned_and_kept_as_written(people):
    key = people.add("  Ngọzi\u202e \x00Ọkafọr ")
    assert people.participant(key).name == "Ngọzi Ọkafọr"


def test_a_person_without_a_name_is_refused_and_nothing_is_kept(people, database):
    with pytest.raises(Refused):
        people.add("\u200b")
    assert people.count() == 0
    assert database.history() == []


def test_a_birth_date_in_the_future_is_refused(people):
    with pytest.raises(Refused) as refusal:
        people.add("Amina", birth_date=date(2027, 1, 1))
    assert refusal.value.code == "birth-date-impossible"


def test_a_changed_name_sorts_and_is_found_anew(people):
    key = people.add("Amina", birth_date=date(1990, 1, 2))
    people.update(key, name="Zahra", birth_date=None, notes="one\ntwo")
    assert people.search("amina") == []
    assert names(people.search("zah")) == ["Zahra"]
    person = people.participant(key)
    assert (person.sort_key, person.birth_date, person.notes) == ("zahra", None, "one\ntwo")


def test_a_chosen_sort_key_outlives_a_change_of_name(people):
    key = people.add("Amina El Idrissi", sort_as="El Idrissi, Amina")
    people.update(key, name="Amina Idrissi")
    assert people.participant(key).sort_key == "el idrissi  amina"
    people.update(key, sort_as="Idrissi, Amina")
    assert people.participant(key).sort_key == "idrissi  amina"


def test_undo_takes_back_a_change_with_its_search_words(people, database):
    key = people.add("Amina")
    people.update(key, name="Zahra")
    database.undo()
    assert names(people.search("ami")) == ["Amina"]
    assert people.search("zah") == []
    database.undo()
    assert people.search("ami") == []
    database.redo()
    assert [row.id for row in people.search("ami")] == [key]


def test_contacts_guardians_and_consents_belong_to_the_person(people):
    key = people.add("Leïla Haddad", age_band="16-17", phone="+44 20 7946 0999", email="l@x.org")
    guardian = people.add_guardian(key, "Samir Haddad", relation="father")
    people.record_consent(key, "photos", "no", given_by="Samir", guardian_id=guardian)
    person = people.participant(key)
    assert [(c.kind, c.value) for c in person.contacts] == [
        ("phone", "+44 20 7946 0999"), ("email", "l@x.org"),
    ]  # fmt: skip
    assert person.guardians[0].name == "Samir Haddad"
    assert (person.consents[0].purpose, person.consents[0].answer) == ("photos", "no")
    assert person.minor


def test_needs_name_access_allergies_and_minors(people):
    sian = people.add("Siân", access_needs="Large print", allergies="Nuts")
    leila = people.add("Leïla", age_band="16-17")
    people.add_guardian(leila, "Samir Haddad")
    people.add("Nino")
    found = {(row.name, row.kind, row.text) for row in people.needs([sian, leila])}
    assert found == {
        ("Siân", NeedKind.ACCESS, "Large print"),
        ("Siân", NeedKind.ALLERGY, "Nuts"),
        ("Leïla", NeedKind.MINOR, "Samir Haddad"),
    }


def test_cards_are_found_however_they_are_typed(people):
    key = people.add("Amina")
    code = people.participant(key).card_code
    assert people.find_card(f" {code.lower()[:4]}-{code[4:]}\n") == key
    assert people.find_card(key) == key
    assert people.find_card("0000000000") is None
    assert people.find_card("") is None


def test_enrolling_twice_is_once_and_coming_back_ends_the_leaving(people, programme):
    key = people.add("Yael")
    first = people.enrol(key, programme, date(2026, 9, 3))
    assert people.enrol(key, programme, date(2026, 9, 10)) == first
    people.leave(first, date(2026, 9, 24), EnrolmentStatus.WITHDRAWN, "New job")
    row = people.roster(programme)[0]
    assert (row.status, row.left_on, row.note) == ("withdrawn", date(2026, 9, 24), "New job")
    assert row.enrolled_at(date(2026, 9, 24))
    assert not row.enrolled_at(date(2026, 9, 25))
    assert not row.enrolled_at(date(2026, 9, 2))
    people.enrol(key, programme, date(2026, 10, 1))
    assert people.roster(programme)[0].status == "active"
    assert people.roster(programme)[0].enrolled_on == date(2026, 9, 3)


def test_nobody_leaves_before_being_enrolled(people, programme):
    enrolment = people.enrol(people.add("Yael"), programme, date(2026, 9, 3))
    with pytest.raises(Refused) as refusal:
        people.leave(enrolment, date(2026, 9, 2))
    assert refusal.value.code == "leaves-before-enrolled"


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda people: people.participant("nobody"), "participant-unknown"),
        (lambda people: people.update("nobody", name="X"), "participant-unknown"),
        (lambda people: people.leave("none", None), "enrolment-unknown"),
        (lambda people: people.enrol(people.add("X"), "none", date(2026, 1, 1)),
         "programme-unknown"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_named(people, call, code):
    with pytest.raises(NotFound) as refusal:
        call(people)
    assert refusal.value.code == code


def test_a_list_comes_in_as_one_action_and_goes_as_one(people, programme, database):
    people.add_list(
        [NewPerson("Anna", phone="1"), NewPerson("Bo")],
        file_name="list.csv", rows_read=4, programme_id=programme, enrolled_on=date(2026, 9, 3),
    )  # fmt: skip
    assert names(people.search()) == ["Anna", "Bo"]
    assert [row.enrolled_on for row in people.roster(programme)] == [date(2026, 9, 3)] * 2
    assert database.history()[0].params == {"count": 2, "file": "list.csv"}
    database.undo()
    assert people.search() == []
    assert database.value("SELECT count(*) FROM list_import") == 0


def test_a_cancelled_list_leaves_nothing(people, database):
    crowd = [NewPerson(f"Person {number}") for number in range(2000)]
    with pytest.raises(Cancelled):
        people.add_list(crowd, file_name="x", rows_read=2000, progress=CancelAfter(1500))
    assert people.count() == 0
    assert database.history() == []
