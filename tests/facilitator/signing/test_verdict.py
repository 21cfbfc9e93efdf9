from datetime import date

import pytest

from facilitator.errors import Refused
from facilitator.signing.issuer_card import card_text, cards_file, read_card, read_cards
from facilitator.signing.key_pair import fingerprint_of, key_id_of
from facilitator.signing.statement_code import PREFIX, read_signed_text, signed_text
from facilitator.signing.status_list import (
    Listed,
    ListedState,
    StatusList,
    read_list,
    signed_list,
)
from facilitator.signing.verdict import Verdict, verify_text
from tests.facilitator.signing.builders import OTHER, PAIR, a_signed_text, a_statement, known

SERIAL = a_statement().serial
DAY = date(2026, 11, 2)


def a_list(*entries, **changes):
    values = {"key_id": PAIR.key_id, "issuer": "Lantern Quay", "number": 3, "made_on": DAY}
    return {PAIR.key_id: StatusList(**{**values, **changes}, entries=entries)}


def test_a_certificate_of_a_known_issuer_holds():
    found = verify_text(a_signed_text(), known(), {})

    assert found.verdict is Verdict.VALID
    assert found.verdict.holds
    assert (found.statement, found.issuer.name) == (a_statement(), "Lantern Quay")
    assert found.list_number is None


def test_the_newest_list_that_was_asked_is_named():
    found = verify_text(a_signed_text(), known(), a_list())

    assert (found.verdict, found.list_number, found.list_on) == (Verdict.VALID, 3, DAY)


@pytest.mark.parametrize("state", list(ListedState))
def test_what_was_taken_back_no_longer_holds(state):
    listed = a_list(Listed(SERIAL, state, DAY, "LQC-2026-0024-1"))
    found = verify_text(a_signed_text(), known(), listed)

    assert found.verdict.value == state.value
    assert not found.verdict.holds
    assert (found.on, found.by, found.statement) == (DAY, "LQC-2026-0024-1", a_statement())


def test_a_certificate_signed_by_another_key_under_a_known_name_is_altered():
    text = signed_text(a_statement(), PAIR.key_id, OTHER.sign)
    found = verify_text(text, known(), {})

    assert found.verdict is Verdict.ALTERED
    assert found.statement == a_statement()


def test_a_certificate_of_somebody_unknown_says_so_and_shows_what_it_claims():
    found = verify_text(a_signed_text(OTHER), known(), {})

    assert (found.verdict, found.key_id) == (Verdict.UNKNOWN_ISSUER, OTHER.key_id)
    assert found.statement == a_statement()


@pytest.mark.parametrize(
    ("retired_on", "verdict"),
    [
        (date(2026, 10, 15), Verdict.KEY_RETIRED),
        (date(2026, 10, 14), Verdict.AFTER_RETIREMENT),
    ],
)
def test_a_retired_key_still_answers_for_what_it_signed_before(retired_on, verdict):
    by_hand = verify_text(a_signed_text(), known(retired_on=retired_on), {})
    by_list = verify_text(a_signed_text(), known(), a_list(retired_on=retired_on))

    assert by_hand.verdict is by_list.verdict is verdict
    assert by_hand.on == retired_on


def test_altered_goes_before_revoked_as_the_serial_may_be_anybodys():
    text = signed_text(a_statement(), PAIR.key_id, OTHER.sign)
    listed = a_list(Listed(SERIAL, ListedState.REVOKED, DAY))

    assert verify_text(text, known(), listed).verdict is Verdict.ALTERED


# Cards ------------------------------------------------------------------------------------------


def test_a_card_says_whose_key_it_is():
    text = card_text(PAIR, "Lantern Quay Community Centre", "Novaport", DAY)
    card = read_card(text.lower())

    assert (card.name, card.city, card.made_on) == (
        "Lantern Quay Community Centre",
        "Novaport",
        DAY,
    )
    assert card.key_id == key_id_of(PAIR.public)
    assert card.fingerprint == fingerprint_of(PAIR.public)
    assert len(card.fingerprint.split()) == 8


def test_a_card_with_another_name_is_forged():
    genuine = card_text(PAIR, "Lantern Quay", "Novaport", DAY)
    other = card_text(OTHER, "Lantern Quay", "Novaport", DAY)
    half = len(genuine) // 2

    for text in (genuine[:half] + other[half:], other[:half] + genuine[half:]):
        with pytest.raises(Refused, match=r"issuer-card-(forged|unreadable)"):
            read_card(text)


def test_cards_travel_together_in_a_file():
    texts = [card_text(PAIR, "One", "", DAY), card_text(OTHER, "Two", "", DAY)]

    assert [card.name for card in read_cards(cards_file(texts))] == ["One", "Two"]
    assert [card.name for card in read_cards(texts[0].encode())] == ["One"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b"x" * 1_000_001, b'{"format": "other"}',
     b'{"format": "facilitator-issuers", "version": 1, "issuers": [{"card": 7}]}'],
)  # fmt: skip
def test_a_file_that_holds_no_card_is_refused(content):
    with pytest.raises(Refused, match="issuer-card-unreadable"):
        read_cards(content)


# Lists ------------------------------------------------------------------------------------------


def a_file(pair=PAIR):
    (listed,) = a_list(Listed(SERIAL, ListedState.REVOKED, DAY)).values()
    return signed_list(listed, pair.sign)


def public_of(key_id):
    return {PAIR.key_id: PAIR.public}.get(key_id)


def test_a_list_survives_being_written_and_read():
    assert {PAIR.key_id: read_list(a_file(), public_of)} == a_list(
        Listed(SERIAL, ListedState.REVOKED, DAY)
    )


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"LQC-2026-0001", b"LQC-2026-0002", "status-list-altered"),
        (b'"number": 3', b'"number": 4', "status-list-altered"),
        (b'"number": 3', b'"number": true', "status-list-unreadable"),
        (b'"number": 3', b'"number": 0', "status-list-unreadable"),
        (b"revoked", b"revived", "status-list-unreadable"),
        (b"2026-11-02", b"2026-13-02", "status-list-unreadable"),
        (b'"version"', b'"more": 1, "version"', "status-list-unreadable"),
        (b'"signature": "', b'"signature": "!', "status-list-unreadable"),
        (PAIR.key_id.encode(), OTHER.key_id.encode(), "status-list-of-unknown-issuer"),
    ],
)
def test_a_list_that_was_changed_is_refused(old, new, code):
    changed = a_file().replace(old, new)

    assert changed != a_file()
    with pytest.raises(Refused, match=code):
        read_list(changed, public_of)


@pytest.mark.parametrize("content", [b"", b"null", b"[1]", b"{}", b"\xff", b"[" * 200_000])
def test_what_is_no_list_is_refused(content):
    with pytest.raises(Refused, match="status-list-unreadable"):
        read_list(content, public_of)


def test_a_list_signed_by_somebody_else_is_refused():
    with pytest.raises(Refused, match="status-list-altered"):
        read_list(a_file(OTHER), public_of)


def test_a_forged_key_id_in_the_code_is_somebody_unknown():
    body = read_signed_text(a_signed_text()).body

    assert body[:8].hex() == PAIR.key_id
    assert verify_text(PREFIX + "A", known(), {}).verdict is Verdict.UNREADABLE
