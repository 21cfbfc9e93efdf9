import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.certificates.serials import Serial, following, parse

PREFIXES = st.text(min_size=1, max_size=8).filter(lambda text: text == text.strip())


def test_a_serial_reads_as_on_the_sample_certificates():
    assert str(Serial("LQC", 2026, 1)) == "LQC-2026-0001"


def test_numbers_go_on_past_four_digits():
    assert str(Serial("LQC", 2026, 12345)) == "LQC-2026-12345"


@given(PREFIXES, st.integers(1, 9999), st.integers(1, 999_999_999))
def test_a_serial_survives_being_written_and_read(prefix, year, number):
    assert parse(str(Serial(prefix, year, number))) == Serial(prefix, year, number)


@given(PREFIXES, st.integers(0, 5000), st.lists(st.integers(0, 50), max_size=8))
def test_no_number_is_given_twice(prefix, last, batches):
    given_out = []
    for count in batches:
        batch = following(prefix, 2026, last, count)
        given_out += batch
        last = max([last, *(serial.number for serial in batch)])

    assert len(set(given_out)) == len(given_out) == sum(batches)
    assert given_out == sorted(given_out)


@pytest.mark.parametrize("text", ["", "LQC", "LQC-2026", "LQC-26-0001", "LQC-2026-1", "-2026-0001"])
def test_what_is_no_serial_is_told_apart(text):
    assert parse(text) is None


def test_blanks_around_a_typed_serial_do_not_matter():
    assert parse("  LQC-2026-0007 ") == Serial("LQC", 2026, 7)
