"""One spelling for all the spellings of a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.people.folding import fold


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folded_text_is_words_with_single_spaces(text):
    assert fold(text) == " ".join(fold(text).split())


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x24F)))
def test_letter_case_makes_no_difference_in_latin(text):
    assert fold(text.swapcase()) == fold(text) or "ŉ" in text or "ǰ" in text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("İzmir", "izmir"),
        ("ISPARTA", "ısparta"),
        ("Ørsted", "ORSTED"),
        ("محمّد", "محمد"),
        ("إيمان", "ايمان"),
        ("فاطمة", "فاطمه"),
        ("کریم", "كريم"),
        ("Алёна", "алена"),
        ("ЙОГА", "иога"),
        ("ﾀﾅｶ", "たなか"),
        ("Ｔｏｋｙｏ", "tokyo"),
        ("Σίσυφος", "ΣΙΣΥΦΟΣ"),
        ("בֵּן", "בן"),
        ("ਗ਼ਜ਼ਲ", "ਗਜਲ"),
        ("O\u2019Brien", "obrien"),
        ("Anne\u00a0Marie", "anne marie"),
        ("e\u0301", "\u00e9"),
        ("a\u200db", "ab"),
    ],
)
def test_spellings_of_one_name_fold_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Anna", "Hanna"), ("राम", "रमा"), ("สี", "สา"), ("გია", "გიო")]
)
def test_different_names_stay_different(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize("text", ["", "   ", "---", "\u200f", "!?"])
def test_text_without_letters_folds_to_nothing(text):
    assert fold(text) == ""
