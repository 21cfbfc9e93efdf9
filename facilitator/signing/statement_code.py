r"""The signed statement behind the QR code of a certificate.

Format, version 1. The text is ``FAC1:`` and bytes as `facilitator.signing.code_text` writes them:

    1 byte   version, 1
    number   length of the body
    body     8 bytes key id, then as `facilitator.signing.packed` writes them
             serial, kind (0 attendance, 1 participation, 2 achievement, 3 microcredential),
             title, holder, programme (texts), contact minutes, minutes offered, workshops
             attended, workshops planned, first day, days from there to the last, day of issue
    64 bytes Ed25519 signature of ``Facilitator certificate 1\0`` and the body

A usual certificate takes some 180 bytes, 275 characters, a QR code of 57 modules at level M: with
its quiet zone 26 mm at 0.4 mm a module. Each text has a limit in bytes, so that the longest
statement still prints; a longer one ends with ``…`` in the code (the page has all of it).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from facilitator.errors import Refused
from facilitator.signing import code_text
from facilitator.signing.key_pair import KEY_ID_SIZE, SIGNATURE_SIZE, is_signed_by
from facilitator.signing.packed import Garbled, Reader, Writer

PREFIX = "FAC1:"
KINDS = ("attendance", "participation", "achievement", "microcredential")

MAX_SERIAL, MAX_TITLE, MAX_HOLDER, MAX_PROGRAMME = 48, 72, 120, 96
"""The longest texts of a statement, in bytes of UTF-8."""

MAX_TEXT = 4096
"""Characters of a pasted text that are looked at; a statement has at most some 750."""

_VERSION = 1
_DOMAIN = b"Facilitator certificate 1\0"
_MAX_BODY = 480
_HEAD = 3  # version and the longest length
_MOST_MINUTES = 6_000_000


@dataclass(frozen=True, slots=True)
class Statement:
    """What a certificate says, as it is signed. Minutes are contact minutes."""

    serial: str
    kind: str
    title: str
    holder: str
    programme: str
    contact_minutes: int
    offered_minutes: int
    workshops_attended: int
    workshops_planned: int
    first_on: date
    last_on: date
    issued_on: date


@dataclass(frozen=True, slots=True)
class SignedStatement:
    """A statement as it was read. `statement` None: the bytes make no sense, so that only a
    signature that does not fit can follow.
    """

    key_id: str
    statement: Statement | None
    body: bytes
    signature: bytes

    def is_signed_by(self, public: bytes) -> bool:
        """Whether the key with this public half signed exactly this."""
        return is_signed_by(public, self.signature, _DOMAIN + self.body)


def signed_text(statement: Statement, key_id: str, sign: Callable[[bytes], bytes]) -> str:
    """The statement, signed, as the text of its QR code."""
    body = _body(statement, key_id)
    whole = Writer()
    whole.number(_VERSION)
    whole.number(len(body))
    whole.raw(body)
    whole.raw(sign(_DOMAIN + body))
    return PREFIX + code_text.written(whole.content())


def read_signed_text(text: str) -> SignedStatement:
    """The signed statement behind a text that was scanned or pasted; nothing is believed yet.

    Refused ``statement-unreadable`` with `why`: ``not-a-statement``, ``too-long``, ``cut-short``,
    ``newer-format``, ``garbled``.
    """
    if len(text) > MAX_TEXT:
        raise _unreadable("too-long")
    tidy = code_text.tidied(text)
    if not tidy.startswith(PREFIX):
        raise _unreadable("not-a-statement")
    written = tidy.removeprefix(PREFIX)
    content = code_text.read(written)
    if content is None and code_text.is_made_of_its_characters(written):
        # A text that was cut may end in the middle of two bytes.
        content = code_text.read(written[: len(written) // 3 * 3])
    if content is None:
        raise _unreadable("garbled")
    if len(content) < _HEAD:
        raise _unreadable("cut-short")
    reader = Reader(content)
    try:
        version = reader.number()
        if version != _VERSION:
            raise _unreadable("newer-format" if version > _VERSION else "garbled")
        size = reader.number(_MAX_BODY)
    except Garbled:
        raise _unreadable("garbled") from None
    if reader.rest < size + SIGNATURE_SIZE:
        raise _unreadable("cut-short")
    if reader.rest > size + SIGNATURE_SIZE or size < KEY_ID_SIZE:
        raise _unreadable("garbled")
    body = reader.raw(size)
    return SignedStatement(
        key_id=body[:KEY_ID_SIZE].hex(),
        statement=_read_body(body),
        body=body,
        signature=reader.raw(SIGNATURE_SIZE),
    )


def looks_signed(text: str) -> bool:
    """Whether a text sets out to be a signed statement."""
    return code_text.tidied(text[:MAX_TEXT]).startswith(PREFIX)


def _unreadable(why: str) -> Refused:
    return Refused("statement-unreadable", why=why)


def _body(statement: Statement, key_id: str) -> bytes:
    body = Writer()
    body.raw(bytes.fromhex(key_id))
    body.text(statement.serial, MAX_SERIAL)
    body.number(KINDS.index(statement.kind))
    body.text(statement.title, MAX_TITLE)
    body.text(statement.holder, MAX_HOLDER)
    body.text(statement.programme, MAX_PROGRAMME)
    for number in (
        *(statement.contact_minutes, statement.offered_minutes),
        *(statement.workshops_attended, statement.workshops_planned),
    ):
        body.number(number)
    body.day(statement.first_on)
    body.number(max((statement.last_on - statement.first_on).days, 0))
    body.day(statement.issued_on)
    return body.content()


def _read_body(body: bytes) -> Statement | None:
    reader = Reader(body)
    try:
        reader.raw(KEY_ID_SIZE)
        serial = reader.text(MAX_SERIAL)
        kind = KINDS[reader.number(len(KINDS) - 1)]
        title, holder = reader.text(MAX_TITLE), reader.text(MAX_HOLDER)
        programme = reader.text(MAX_PROGRAMME)
        contact, offered = reader.number(_MOST_MINUTES), reader.number(_MOST_MINUTES)
        attended, planned = reader.number(), reader.number()
        first_on = reader.day()
        last_on = first_on + timedelta(days=reader.number(36_500))
        issued_on = reader.day()
        reader.end()
    except Garbled:
        return None
    return Statement(
        serial, kind, title, holder, programme, contact, offered, attended, planned,
        first_on, last_on, issued_on,
    )  # fmt: skip
