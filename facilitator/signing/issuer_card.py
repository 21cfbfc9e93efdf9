r"""A centre's public key with its name, as it travels: a printed QR code, a text or a file.

The text is ``FACI1:`` and bytes as `facilitator.signing.code_text` writes them:

    1 byte version (1), 32 bytes public key, name, city (texts), day it was made,
    64 bytes Ed25519 signature of ``Facilitator issuer 1\0`` and the bytes before it

Signed by the very key it carries, a card proves that its maker holds the key, not that the maker
is who the name says: that, people settle by comparing the fingerprint. A file holds one card or
many, as JSON with the texts; what else the file says is for the eye and is not believed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from facilitator.errors import Refused
from facilitator.signing import code_text
from facilitator.signing.key_pair import (
    KEY_SIZE,
    SIGNATURE_SIZE,
    KeyPair,
    fingerprint_of,
    is_signed_by,
    key_id_of,
)
from facilitator.signing.packed import Garbled, Reader, Writer

PREFIX = "FACI1:"
SUFFIX = ".facilitator-issuer"
MAX_NAME, MAX_CITY = 120, 80
MAX_FILE = 1_000_000
MAX_CARDS = 2000

_VERSION = 1
_DOMAIN = b"Facilitator issuer 1\0"
_FORMAT = "facilitator-issuers"


@dataclass(frozen=True, slots=True)
class IssuerCard:
    """Who a key belongs to, as its holder says."""

    public: bytes
    name: str
    city: str
    made_on: date

    @property
    def key_id(self) -> str:
        """What the key is called."""
        return key_id_of(self.public)

    @property
    def fingerprint(self) -> str:
        """What people compare."""
        return fingerprint_of(self.public)


def card_text(pair: KeyPair, name: str, city: str, made_on: date) -> str:
    """The card of one's own key."""
    body = Writer()
    body.number(_VERSION)
    body.raw(pair.public)
    body.text(name, MAX_NAME)
    body.text(city, MAX_CITY)
    body.day(made_on)
    content = body.content()
    return PREFIX + code_text.written(content + pair.sign(_DOMAIN + content))


def is_card(text: str) -> bool:
    """Whether a text sets out to be a card."""
    return code_text.tidied(text[:4096]).startswith(PREFIX)


def read_card(text: str) -> IssuerCard:
    """The card behind a text. Refused: ``issuer-card-unreadable``, ``issuer-card-forged``."""
    tidy = code_text.tidied(text[:4096])
    content = code_text.read(tidy.removeprefix(PREFIX)) if tidy.startswith(PREFIX) else None
    if content is None or len(content) < KEY_SIZE + SIGNATURE_SIZE:
        raise Refused("issuer-card-unreadable")
    body, signature = content[:-SIGNATURE_SIZE], content[-SIGNATURE_SIZE:]
    reader = Reader(body)
    try:
        if reader.number() != _VERSION:
            raise Refused("issuer-card-unreadable")
        public = reader.raw(KEY_SIZE)
        card = IssuerCard(public, reader.text(MAX_NAME), reader.text(MAX_CITY), reader.day())
        reader.end()
    except Garbled:
        raise Refused("issuer-card-unreadable") from None
    if not card.name.strip():
        raise Refused("issuer-card-unreadable")
    if not is_signed_by(public, signature, _DOMAIN + body):
        raise Refused("issuer-card-forged", name=card.name)
    return card


def cards_file(texts: Sequence[str]) -> bytes:
    """Cards as the content of a file."""
    cards = []
    for text in texts:
        card = read_card(text)
        shown = {"name": card.name, "city": card.city, "fingerprint": card.fingerprint}
        cards.append({**shown, "card": text})
    return json.dumps(
        {"format": _FORMAT, "version": 1, "issuers": cards}, ensure_ascii=False, indent=1
    ).encode()


def read_cards(content: bytes) -> list[IssuerCard]:
    """The cards of a file, or of a file with the text of one alone. Refused as `read_card`."""
    if len(content) > MAX_FILE:
        raise Refused("issuer-card-unreadable")
    try:
        text = content.decode("utf-8-sig")
        if is_card(text):
            return [read_card(text)]
        found = json.loads(text)
        if found["format"] != _FORMAT or found["version"] != 1:
            raise Refused("issuer-card-unreadable")
        texts = [each["card"] for each in found["issuers"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused("issuer-card-unreadable") from None
    if not 0 < len(texts) <= MAX_CARDS or not all(isinstance(each, str) for each in texts):
        raise Refused("issuer-card-unreadable")
    return [read_card(each) for each in texts]
