import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.errors import Refused
from facilitator.signing.key_pair import KeyPair
from facilitator.signing.sealed_key import (
    from_recovery,
    opened,
    recovery_lines,
    sealed,
)
from tests.facilitator.signing.builders import OTHER, PAIR

CHEAP = 10
PASSPHRASE = "lantern quay tide room"


def test_a_sealed_key_opens_with_its_passphrase_alone():
    content = sealed(PAIR, PASSPHRASE, CHEAP)

    assert opened(content, PAIR.public, PASSPHRASE) == PAIR
    assert PAIR.private not in content
    with pytest.raises(Refused, match="passphrase-wrong"):
        opened(content, PAIR.public, PASSPHRASE + "!")


def test_a_passphrase_may_compose_its_letters_otherwise():
    content = sealed(PAIR, "cafe\u0301 de la paix", CHEAP)

    assert opened(content, PAIR.public, "café de la paix") == PAIR


def test_a_seal_put_over_another_public_key_does_not_open():
    with pytest.raises(Refused, match="passphrase-wrong"):
        opened(sealed(PAIR, PASSPHRASE, CHEAP), OTHER.public, PASSPHRASE)


@pytest.mark.parametrize("place", [0, 4, 6, 7, 8, 30, 60])
def test_a_seal_with_a_changed_byte_does_not_open(place):
    content = bytearray(sealed(PAIR, PASSPHRASE, CHEAP))
    content[place] ^= 1

    with pytest.raises(Refused):
        opened(bytes(content), PAIR.public, PASSPHRASE)


def test_a_seal_that_asks_for_gigabytes_is_refused():
    content = bytearray(sealed(PAIR, PASSPHRASE, CHEAP))
    content[5] = 30

    with pytest.raises(Refused, match="key-unreadable"):
        opened(bytes(content), PAIR.public, PASSPHRASE)


@pytest.mark.parametrize(("passphrase", "code"), [("short", "short"), ("x" * 501, "long")])
def test_a_passphrase_is_neither_short_nor_endless(passphrase, code):
    with pytest.raises(Refused, match=f"passphrase-{code}"):
        sealed(PAIR, passphrase, CHEAP)


@given(st.binary(min_size=32, max_size=32))
def test_a_key_comes_back_from_its_lines_on_paper(private):
    pair = KeyPair.from_private(private)

    assert from_recovery(recovery_lines(pair)).public == pair.public


def test_lines_may_be_typed_as_a_hand_writes_them():
    typed = " ".join(recovery_lines(PAIR)).lower().replace("0", "o").replace("-", " – ")

    assert from_recovery(typed) == PAIR


@settings(max_examples=60)
@given(st.integers(0, 3), st.integers(0, 15), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_slip_of_the_pen_is_found_in_its_line(line, place, char):
    lines = [each.replace("-", "") for each in recovery_lines(PAIR)]
    if lines[line][place] == char:
        return
    lines[line] = lines[line][:place] + char + lines[line][place + 1 :]

    with pytest.raises(Refused, match="recovery-line-wrong") as refusal:
        from_recovery(lines)
    assert refusal.value.params["line"] == line + 1


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "recovery-lines-missing"),
        ("\n".join(recovery_lines(PAIR)[:3]), "recovery-lines-missing"),
        ("\n".join([*recovery_lines(PAIR), "0000"]), "recovery-lines-missing"),
        ("\n".join(recovery_lines(PAIR)[::-1]), "recovery-line-wrong"),
        ("ÄÖÜ" * 6, "recovery-line-wrong"),
        ("0" * 5000, "recovery-lines-missing"),
    ],
)
def test_lines_that_are_no_key_are_refused(typed, code):
    with pytest.raises(Refused, match=code):
        from_recovery(typed)
