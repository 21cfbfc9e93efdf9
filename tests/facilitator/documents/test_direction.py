import pytest

from facilitator.documents.direction import base_level, levels, visual_order


def seen(text, base=None):
    """The characters from left to right, as a reader sees them; isolates are not seen."""
    level = base_level(text) if base is None else base
    order = visual_order(levels(text, level))
    return "".join(text[index] for index in order if text[index] not in "\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("abc", "abc"),
        ("אבג", "גבא"),
        ("abc אבג def", "abc גבא def"),
        ("אבג abc דהו", "והד abc גבא"),
        ("אבג 123", "123 גבא"),
        ("abc 123 אבג", "abc 123 גבא"),
        ("אבג (abc) דהו", "והד )abc( גבא"),
        ("abc (אבג) def", "abc (גבא) def"),
        ("אבג 12:30", "12:30 גבא"),
        ("אבג 5%", "5% גבא"),
    ],
)
def test_text_of_both_directions_stands_as_it_is_read(typed, shown):
    assert seen(typed) == shown


def test_an_isolated_name_does_not_move_what_stands_around_it():
    plain = "\u2068Ana\u2069, 3"
    hebrew = "\u2068אבג\u2069, 3"

    assert seen(plain, base=0).endswith(", 3")
    assert seen(hebrew, base=0) == "גבא, 3"


def test_an_isolate_that_is_never_closed_does_not_escape_its_text():
    assert levels("\u2067abc", 0)[0] == 0


def test_the_first_strong_letter_decides_the_direction_and_an_isolate_is_passed_over():
    assert base_level("אבג abc") == 1
    assert base_level("\u2068אבג\u2069 abc") == 0
    assert base_level("123", otherwise=1) == 1


def test_blanks_at_the_end_of_a_line_stand_at_its_end():
    assert levels("abc אבג ", 0)[-1] == 0
