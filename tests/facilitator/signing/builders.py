"""Statements and keys for tests of signing."""

from datetime import date

from facilitator.signing.key_pair import KeyPair
from facilitator.signing.statement_code import Statement, signed_text
from facilitator.signing.verdict import KnownIssuer

PAIR = KeyPair.from_private(bytes(range(32)))
OTHER = KeyPair.from_private(bytes(range(1, 33)))


def a_statement(**changes):
    values = {
        "serial": "LQC-2026-0001-K",
        "kind": "achievement",
        "title": "Certificate of achievement",
        "holder": "Amina El Idrissi",
        "programme": "Future Skills in our City",
        "contact_minutes": 550,
        "offered_minutes": 550,
        "workshops_attended": 5,
        "workshops_planned": 5,
        "first_on": date(2026, 9, 17),
        "last_on": date(2026, 10, 15),
        "issued_on": date(2026, 10, 15),
    }
    return Statement(**{**values, **changes})


def a_signed_text(pair=PAIR, **changes):
    return signed_text(a_statement(**changes), pair.key_id, pair.sign)


def known(pair=PAIR, **changes):
    values = {"key_id": pair.key_id, "public": pair.public, "name": "Lantern Quay", **changes}
    return {pair.key_id: KnownIssuer(**values)}
