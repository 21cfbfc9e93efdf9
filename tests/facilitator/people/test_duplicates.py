"""Who may be one person: by rules that never merge anybody by themselves."""

import random
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.people.duplicates import groups_of, like_pairs
from facilitator.people.likeness import (
    Likened,
    LikeReason,
    Strength,
    compared_names,
    is_slip,
    likeness,
    phone_digits,
)
from facilitator.people.transliteration import latin, skeleton
from tests.facilitator.people.names_in_many_scripts import TYPED

BORN = date(1990, 4, 3)
names = st.sampled_from([name for name, _ in TYPED]) | st.text("abcdé ñ’", max_size=12)
people = st.builds(
    Likened,
    id=st.sampled_from("abcdef"),
    name=names,
    birth_date=st.none() | st.sampled_from([BORN, date(1990, 3, 4), date(1980, 1, 1)]),
    phones=st.frozensets(st.sampled_from(["555014200", "555017700"]), max_size=1),
)


def a_person(key, name, **more):
    return Likened(key, name, **more)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("João dos Santos", "Joao dos Santos", LikeReason.OTHER_ACCENTS),
        ("Guðrún Helgadóttir", "Helgadottir Gudrun", LikeReason.OTHER_ORDER),
        ("Amina El Idrissi", "Amina Idrissi", LikeReason.PARTICLES),
        ("Nguyen Thi Hoa", "Nguyne Thi Hoa", LikeReason.SPELLING),
        ("Min-ji Kim", "Minji Kim", LikeReason.SPELLING),
        ("Mohammed Hussein", "Muhammad Hussain", LikeReason.SPELLING),
        ("Oleksandr Shevchenko", "Олександр Шевченко", LikeReason.OTHER_SCRIPT),
        ("Giorgos Papadopoulos", "Γιώργος Παπαδόπουλος", LikeReason.OTHER_SCRIPT),
        ("Mohammed Hussein", "محمد حسين", LikeReason.OTHER_SCRIPT),
        ("Giorgi Beridze", "გიორგი ბერიძე", LikeReason.OTHER_SCRIPT),
        ("Kim Minji", "김민지", LikeReason.OTHER_SCRIPT),
        ("Maria Silva", "Maria Silva Costa", LikeReason.SHORTER_NAME),
    ],
)  # fmt: skip
def test_names_are_one_as_people_vary_them(one, other, reason):
    assert compared_names(one, other) == {reason}
    assert compared_names(other, one) == {reason}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Robert Smith", "Bob Smith"),
        ("Maria Silva", "Mario Rossi"),
        ("Anna Lee", "Hanna Li"),
        ("Li Wei", "Li Na"),
        ("Ana Costa", "Eva Costa"),
    ],
)
def test_nicknames_and_other_names_are_not_guessed_at(one, other):
    assert compared_names(one, other) == frozenset()


@given(people, people)
def test_likeness_does_not_depend_on_the_order(one, other):
    assert likeness(one, other) == likeness(other, one)


@given(people)
def test_everybody_with_a_name_is_like_their_own_copy(person):
    found = likeness(person, person)
    if person.name:
        assert found is not None
        assert LikeReason.SAME_NAME in found.reasons


@given(st.text("abcdefgh", min_size=4, max_size=10), st.integers(0, 9), st.sampled_from("xyz"))
def test_one_slip_is_found_whatever_it_is(word, place, letter):
    place = min(place, len(word) - 1)
    assert is_slip(word, word[:place] + letter + word[place + 1 :])
    assert is_slip(word, word[:place] + letter + word[place:])
    assert is_slip(word[: place + 1] + letter + word[place + 1 :], word)
    assert not is_slip(word, "xy" + word[2:] + "z")


@given(st.text(max_size=30))
def test_any_text_has_a_skeleton(text):
    assert isinstance(skeleton(text), str)
    assert latin(latin(text)) == latin(text)


def test_a_birth_date_that_contradicts_ends_a_likeness():
    one = a_person("a", "Maria Silva", birth_date=BORN)
    assert likeness(one, a_person("b", "Maria Silva", birth_date=date(1971, 1, 2))) is None
    same = likeness(one, a_person("b", "María Silva", birth_date=BORN))
    assert same is not None
    assert same.strength is Strength.STRONG
    unknown = likeness(one, a_person("b", "Maria Silva"))
    assert unknown is not None
    assert unknown.strength is Strength.LIKELY
    swapped = likeness(one, a_person("b", "Silva Maria", birth_date=date(1990, 3, 4)))
    assert swapped is not None
    assert swapped.reasons == (LikeReason.OTHER_ORDER, LikeReason.BIRTH_DATE_SWAPPED)


def test_a_shared_phone_speaks_louder_than_a_birth_date():
    phones = frozenset({phone_digits("+351 912 345 678")})
    one = a_person("a", "Maria Silva", birth_date=BORN, phones=phones)
    other = a_person("b", "Maria Silva", birth_date=date(1971, 1, 2), phones=phones)
    found = likeness(one, other)
    assert found is not None
    assert found.strength is Strength.POSSIBLE
    assert phone_digits("912345678") in phones
    assert phone_digits("12") == ""


def test_families_with_one_phone_stay_apart():
    phones = frozenset({"912345678"})
    pairs = like_pairs(
        [a_person("a", "Maria Silva", phones=phones), a_person("b", "Rui Silva", phones=phones)]
    )
    assert pairs == []


def test_pairs_that_somebody_decided_on_are_not_brought_up_again():
    people = [a_person("a", "Maria Silva"), a_person("b", "María Silva"), a_person("c", "Ada")]
    assert [(p.one_id, p.other_id) for p in like_pairs(people)] == [("a", "b")]
    assert like_pairs(people, settled=frozenset({("a", "b")})) == []


def test_pairs_hang_together_as_groups():
    people = [a_person(key, "Maria Silva") for key in "abc"] + [a_person("d", "Ada Lovelace")]
    assert groups_of(like_pairs(people)) == [frozenset("abc")]


@given(st.lists(people, max_size=6, unique_by=lambda person: person.id))
def test_nobody_alike_is_missed_by_the_keys(persons):
    slow = {
        tuple(sorted((one.id, other.id)))
        for place, one in enumerate(persons)
        for other in persons[place + 1 :]
        if likeness(one, other) is not None
    }
    assert {(p.one_id, p.other_id) for p in like_pairs(persons)} == slow


def test_five_thousand_people_are_looked_through_in_a_moment():
    chance = random.Random(5)
    words = [
        "".join(chance.choices("abcdefghilmnorstu", k=chance.randint(4, 8))) for _ in range(900)
    ]
    crowd = [
        a_person(f"{n:05}", f"{chance.choice(words)} {chance.choice(words)}") for n in range(4_800)
    ]
    crowd += [a_person(f"m{n:04}", "Maria Silva") for n in range(200)]
    twin = a_person("z", "Zoltan Kovacs")
    crowd += [twin, a_person("zz", "Kovács Zoltán")]
    begun = time.process_time()
    pairs = like_pairs(crowd)
    taken = time.process_time() - begun
    assert ("z", "zz") in {(pair.one_id, pair.other_id) for pair in pairs}
    assert taken < 3
