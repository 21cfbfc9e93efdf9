import pytest
from PySide6.QtCore import Qt

from ui.words import (
    PSEUDO,
    direction,
    has_letters,
    is_pseudo,
    isolate,
    pseudo,
    set_language,
    spoken,
    t,
    tn,
)


def test_placeholders_are_filled_once_and_never_read_as_templates():
    assert t("{name} and {title}", name="{title}", title="<b>A</b>") == "{title} and <b>A</b>"


def test_a_placeholder_without_a_value_stays_to_be_seen():
    assert t("{name} added") == "{name} added"


def test_format_signs_in_a_text_do_nothing():
    assert t("100 % of {0} {name!r}", name="x") == "100 % of {0} {name!r}"


@pytest.mark.parametrize(("count", "words"), [(0, "0 people"), (1, "1 person"), (5, "5 people")])
def test_a_number_takes_its_form(count, words):
    assert tn("{n} person", "{n} people", count) == words


def test_the_pseudo_language_changes_letters_and_keeps_placeholders():
    with spoken(PSEUDO):
        shown = t("{name} added", name="Amina")

    assert shown.startswith("[Amina àddéd~")
    assert is_pseudo(shown)


def test_the_pseudo_language_is_two_fifths_longer():
    assert len(pseudo("Every mark saved")) >= len("Every mark saved") * 1.4
    assert pseudo("") == ""


def test_the_language_of_a_block_ends_with_it():
    with spoken(PSEUDO):
        assert t("Undo") != "Undo"
    assert t("Undo") == "Undo"


def test_a_language_without_a_catalog_is_english():
    set_language("tlh")
    assert t("Undo") == "Undo"


def test_arabic_runs_from_right_to_left():
    with spoken("ar"):
        assert direction() == Qt.LayoutDirection.RightToLeft
    assert direction() == Qt.LayoutDirection.LeftToRight


def test_a_name_is_its_own_island():
    assert isolate("יעל") == "\u2068יעל\u2069"


@pytest.mark.parametrize(("text", "letters"), [("17:30", False), ("−", False), ("4 of 5", True)])
def test_figures_and_signs_need_no_translation(text, letters):
    assert has_letters(text) is letters
