"""Names are cleaned of what cannot be seen, and never changed otherwise."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import Refused
from facilitator.people.names import (
    MAX_LETTERS,
    clean_name,
    clean_note,
    clean_text,
    letter_count,
    sort_key,
)
from tests.facilitator.people.names_in_many_scripts import TYPED


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text())
def test_cleaned_text_holds_no_control_and_no_direction_override(text):
    cleaned = clean_text(text)
    assert not [c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs")]
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    assert cleaned == cleaned.strip()
    cleaned.encode()


@pytest.mark.parametrize("name", sorted({name for name, _ in TYPED}))
def test_names_of_every_script_stay_as_written(name):
    assert clean_name(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Amina \t El\u00a0 Idrissi\r\n", "Amina El Idrissi"),
        ("Zoe\u0301", "Zoé"),
        ("A\x00li\x07", "Ali"),
        ("\u202eevil\u202c Ann", "evil Ann"),
        ("\ufeffBom", "Bom"),
        ("\u200fيوسف\u200f", "يوسف"),
        ("می\u200cرا", "می\u200cرا"),
        ("അനില്\u200d", "അനില്\u200d"),
        ("李\U0002f9d4", "李\U0002f9d4"),
        ("\ufa19谷", "\ufa19谷"),
        ("Ali\ud800", "Ali"),
        ("İREM", "İREM"),
        ("straße", "straße"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("<b>Robert</b>; DROP TABLE", "<b>Robert</b>; DROP TABLE"),
        ("../../etc/passwd", "../../etc/passwd"),
        ("👩‍👩‍👧 Ana", "👩‍👩‍👧 Ana"),
        ("5", "5"),
    ],
)
def test_only_what_cannot_be_seen_goes(written, kept):
    assert clean_name(written) == kept


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "\x00", "-", "…", "\u202e\u202c", "??"])
def test_a_name_without_letter_number_or_sign_is_refused(name):
    with pytest.raises(Refused) as refusal:
        clean_name(name)
    assert refusal.value.code == "name-empty"


def test_three_hundred_letters_are_a_name_and_one_more_is_not():
    assert clean_name("é" * MAX_LETTERS) == "é" * MAX_LETTERS
    with pytest.raises(Refused) as refusal:
        clean_name("x" * (MAX_LETTERS + 1))
    assert refusal.value.code == "name-too-long"


def test_marks_do_not_count_as_letters_but_have_an_end():
    assert clean_name("ஸ்ரீ" * 100)
    assert letter_count("👨‍👩‍👧‍👦") == 1
    assert letter_count("สี่") == 1
    with pytest.raises(Refused):
        clean_name("a" + "\u0301" * 5000)


def test_notes_keep_their_lines():
    assert clean_note("\n one \x00\n\n two\n") == "one\n\ntwo"


def test_a_list_sorts_by_what_was_chosen_then_family_then_the_name_as_written():
    assert sort_key("Amina El Idrissi", sort_as="El Idrissi, Amina") == "el idrissi  amina"
    assert sort_key("Amina El Idrissi", given="Amina", family="El Idrissi") == "el idrissi  amina"
    assert sort_key("Sulastri") == "sulastri"


def test_the_part_before_the_comma_sorts_first():
    keys = [sort_key("", sort_as=text) for text in ("El, Zoe", "El Idrissi, Amina", "Elan, Bo")]
    assert keys == sorted(keys)


def test_a_name_of_signs_alone_still_has_a_sort_key():
    assert sort_key("🙂") == "🙂"
