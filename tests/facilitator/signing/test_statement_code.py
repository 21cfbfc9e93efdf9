import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.documents.qr import QUIET_MODULES, qr_code
from facilitator.errors import Refused
from facilitator.signing import code_text
from facilitator.signing.statement_code import (
    KINDS,
    MAX_HOLDER,
    MAX_PROGRAMME,
    MAX_SERIAL,
    MAX_TITLE,
    PREFIX,
    read_signed_text,
)
from facilitator.signing.verdict import Verdict, verify_text
from tests.facilitator.signing.builders import OTHER, PAIR, a_signed_text, a_statement, known

ODD = st.text(st.characters(), max_size=300)


@given(st.binary(max_size=300))
def test_bytes_survive_being_written_as_text(content):
    text = code_text.written(content)

    assert code_text.read(text) == content
    assert not re.search(r"[^0-9A-Z$*\-./]", text)


@given(st.text(code_text.ALPHABET, max_size=60))
def test_a_text_is_read_in_one_way_only(text):
    content = code_text.read(text)

    assert content is None or code_text.written(content) == text


def test_what_was_signed_is_read_again_and_holds():
    signed = read_signed_text(a_signed_text())

    assert signed.statement == a_statement()
    assert signed.key_id == PAIR.key_id
    assert signed.is_signed_by(PAIR.public)
    assert not signed.is_signed_by(OTHER.public)


@settings(max_examples=60)
@given(ODD, ODD, ODD, ODD, st.sampled_from(KINDS), st.integers(0, 6_000_000))
def test_any_text_in_a_name_is_signed_within_limits(
    serial, title, holder, programme, kind, minutes
):
    text = a_signed_text(
        serial=serial, title=title, holder=holder, programme=programme, kind=kind,
        contact_minutes=minutes, offered_minutes=minutes,
    )  # fmt: skip
    found = verify_text(text, known(), {})

    assert found.verdict is Verdict.VALID
    kept = found.statement
    assert len(kept.holder.encode()) <= MAX_HOLDER
    assert len(kept.title.encode()) <= MAX_TITLE
    assert len(kept.programme.encode()) <= MAX_PROGRAMME
    assert len(kept.serial.encode()) <= MAX_SERIAL
    assert not any(unicodedata.category(char) == "Cc" for char in kept.holder)


def test_a_long_name_ends_with_dots_and_never_in_the_middle_of_a_letter():
    found = read_signed_text(a_signed_text(holder="क्षि" * 75)).statement

    assert found.holder.endswith("…")
    assert found.holder != "क्षि" * 75
    assert found.holder.removesuffix("…")[-1] != "�"


def test_a_text_may_be_wrapped_indented_and_in_small_letters():
    text = a_signed_text()
    pasted = "\ufeff \u202e" + "\n  ".join(re.findall(".{1,40}", text.lower())) + "\u200b\r\n"

    assert read_signed_text(pasted) == read_signed_text(text)


def test_a_code_cut_anywhere_is_cut_short_and_never_believed():
    text = a_signed_text()

    for length in range(len(PREFIX), len(text)):
        found = verify_text(text[:length], known(), {})
        assert (found.verdict, found.why) == (Verdict.UNREADABLE, "cut-short"), length


def test_no_changed_character_is_ever_believed():
    text = a_signed_text()
    verdicts = set()
    for place in range(len(PREFIX), len(text)):
        for char in ("A", "0", "/"):
            if text[place] != char:
                changed = text[:place] + char + text[place + 1 :]
                verdicts.add(verify_text(changed, known(), {}).verdict)

    assert verdicts == {Verdict.ALTERED, Verdict.UNKNOWN_ISSUER, Verdict.UNREADABLE}


@settings(max_examples=300)
@given(
    st.one_of(
        st.text(max_size=200),
        st.text(code_text.ALPHABET, max_size=600).map(lambda text: PREFIX + text),
        st.binary(max_size=600).map(lambda content: PREFIX + code_text.written(content)),
        st.binary(max_size=200).map(
            lambda content: PREFIX + code_text.written(b"\1" + bytes([len(content)]) + content)
        ),
    )
)
def test_the_reader_takes_any_text_calmly(text):
    found = verify_text(text, known(), {})

    assert not found.verdict.holds
    assert found.verdict in {Verdict.UNREADABLE, Verdict.UNKNOWN_ISSUER, Verdict.ALTERED}


@settings(max_examples=200)
@given(st.data())
def test_bytes_changed_at_random_are_never_believed(data):
    content = bytearray(code_text.read(a_signed_text().removeprefix(PREFIX)))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] ^= data.draw(st.integers(1, 255))

    text = PREFIX + code_text.written(bytes(content))
    found = verify_text(text, known(), {})

    assert text == a_signed_text() or not found.verdict.holds


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not-a-statement"),
        ("https://example.org/verify/1", "not-a-statement"),
        ("LQC-2026-0001\nAmina", "not-a-statement"),
        ("FAC1:", "cut-short"),
        ("FAC1:é", "garbled"),
        ("FAC1:000000", "garbled"),
        ("FAC1:" + code_text.written(b"\2\0\0"), "newer-format"),
        ("FAC1:" + "0" * 100_000, "too-long"),
    ],
)
def test_why_a_text_is_no_statement_is_told(text, why):
    with pytest.raises(Refused) as refusal:
        read_signed_text(text)

    assert refusal.value.params["why"] == why


def test_nothing_may_follow_a_statement():
    assert verify_text(a_signed_text() + "000", known(), {}).verdict is Verdict.UNREADABLE


def test_a_usual_code_prints_small_and_the_longest_still_fits_a_certificate():
    usual = a_signed_text()
    longest = a_signed_text(
        serial="LANTERNQ-2026-K7QX2-0001-K",
        title="प्रमाणपत्र" * 30,
        holder="क्षि" * 75,
        programme="कार्यशाला" * 50,
    )

    def side(text):
        return (qr_code(text).modules + 2 * QUIET_MODULES) * 0.4

    assert re.fullmatch(r"[0-9A-Z $%*+\-./:]+", usual)
    assert len(usual) <= 290
    assert side(usual) <= 26.4
    assert side(longest) <= 38.4
