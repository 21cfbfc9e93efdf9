"""Any one wrong character and any swap of neighbours in a printed serial is caught: all of them
tried on many serials, and some at random.
"""

import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.certificates.serials import (
    Serial,
    check_character,
    following,
    is_tag,
    parse,
    parse_printed,
)

WRITTEN = string.digits + string.ascii_uppercase + "-*"
CAPITALS = string.digits + string.ascii_uppercase
SERIALS = st.builds(
    Serial,
    st.text(CAPITALS, min_size=1, max_size=8),
    st.integers(1000, 9999),
    st.integers(1, 999_999_999),
    st.one_of(st.just(""), st.text(CAPITALS, min_size=1, max_size=8).filter(is_tag)),
)
SOME = [
    *following("LQC", 2026, 0, 40),
    *following("LQC", 2026, 9998, 4),
    *following("C", 2027, 120, 20, "K7QX2"),
    *following("7A", 2026, 0, 20, "B"),
]


def slips(text):
    """The text with one wrong character, and with two neighbours in the wrong order."""
    for place, char in enumerate(text):
        for other in WRITTEN:
            if other != char:
                yield text[:place] + other + text[place + 1 :]
    for place, (first, second) in enumerate(pairwise(text)):
        if first != second:
            yield text[:place] + second + first + text[place + 2 :]


def test_every_single_slip_is_caught():
    tried = 0
    for serial in SOME:
        for slip in slips(serial.printed):
            tried += 1
            assert parse_printed(slip) is None, (serial.printed, slip)

    assert tried > 40_000


@given(SERIALS)
def test_every_single_slip_is_caught_in_any_serial(serial):
    for slip in slips(serial.printed):
        assert parse_printed(slip) is None, slip


@given(SERIALS)
def test_what_is_printed_is_read_again(serial):
    assert parse_printed(f" {serial.printed.lower()} ") == serial
    assert parse(str(serial)) == serial


def test_every_value_of_the_check_character_occurs():
    checks = {serial.printed[-1] for serial in following("LQC", 2026, 0, 1000)}

    assert checks == set(CAPITALS + "*")


def test_the_sum_comes_to_one_as_the_standard_wants():
    # The example of ISO/IEC 7064 for MOD 37-2: G123 489 654 321 has the check character Y.
    assert check_character("G123489654321") == "Y"


@pytest.mark.parametrize("text", ["", "-", "LQC-2026-0001", "LQC-2026-0001-", "LQC-2026-0001-PP"])
def test_what_has_no_check_character_is_told_apart(text):
    assert parse_printed(text) is None


@pytest.mark.parametrize("tag", ["", "1A", "a", "TOOLONGTAG", "A-B", "Ä"])
def test_a_tag_is_a_capital_and_a_few_more(tag):
    assert not is_tag(tag)


def test_tags_keep_the_numbers_of_two_computers_apart():
    here, there = following("LQC", 2026, 0, 50), following("LQC", 2026, 0, 50, "K7QX2")

    assert not {str(each) for each in here} & {str(each) for each in there}
