"""A private key under a passphrase, and as lines on paper for the day the computer is gone.

Sealed: scrypt (RFC 7914; 64 MiB, r 8, p 1) makes a key from the passphrase, ChaCha20-Poly1305
(RFC 8439) hides the 32 bytes, and both the settings and the public half are under its seal:

    5 bytes ``FKEY1``, 1 byte log2 of scrypt's N, 1 byte r, 1 byte p, 16 bytes salt,
    12 bytes nonce, 48 bytes sealed

On paper: four lines of sixteen characters of Crockford's base 32 (no I, L, O, U), each with eight
bytes of the key and two that check the line, so that a slip of the pen is found in its line.
Whoever holds the paper holds the key: it belongs in an envelope under lock.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from facilitator.errors import Refused
from facilitator.signing.key_pair import KeyPair

SHORTEST_PASSPHRASE, LONGEST_PASSPHRASE = 10, 500

USUAL_COST = 16
"""log2 of scrypt's N: 64 MiB, about a fifth of a second."""

_MAGIC = b"FKEY1"
_R, _P = 8, 1
_MOST_COST = 18
_SALT, _NONCE, _SEALED = 16, 12, 48
_HEAD = len(_MAGIC) + 3 + _SALT

_PAPER = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAPER_VALUES = {
    **{char: value for value, char in enumerate(_PAPER)},
    # What a pen makes of the others.
    "O": 0,
    "I": 1,
    "L": 1,
}
_LINES, _LINE_BYTES, _LINE_CHARS = 4, 8, 16


def sealed(pair: KeyPair, passphrase: str, cost: int = USUAL_COST) -> bytes:
    """The private half under a passphrase. Refused: ``passphrase-short``, ``passphrase-long``."""
    check_passphrase(passphrase)
    head = _MAGIC + bytes((cost, _R, _P)) + os.urandom(_SALT)
    nonce = os.urandom(_NONCE)
    box = ChaCha20Poly1305(_stretched(passphrase, head))
    return head + nonce + box.encrypt(nonce, pair.private, head + pair.public)


def opened(content: bytes, public: bytes, passphrase: str) -> KeyPair:
    """The key again. Refused: ``passphrase-wrong``, ``key-unreadable``."""
    if len(content) != _HEAD + _NONCE + _SEALED or not content.startswith(_MAGIC):
        raise Refused("key-unreadable")
    cost, r, p = content[len(_MAGIC) : len(_MAGIC) + 3]
    if not 10 <= cost <= _MOST_COST or (r, p) != (_R, _P):
        # A file that asks for gigabytes is no key of ours.
        raise Refused("key-unreadable")
    head, nonce = content[:_HEAD], content[_HEAD : _HEAD + _NONCE]
    if len(passphrase) > LONGEST_PASSPHRASE:
        raise Refused("passphrase-wrong")
    box = ChaCha20Poly1305(_stretched(passphrase, head))
    try:
        private = box.decrypt(nonce, content[_HEAD + _NONCE :], head + public)
    except InvalidTag:
        raise Refused("passphrase-wrong") from None
    pair = KeyPair.from_private(private)
    if pair.public != public:
        raise Refused("key-unreadable")
    return pair


def check_passphrase(passphrase: str) -> None:
    """Refused: ``passphrase-short`` (of 10 characters), ``passphrase-long``."""
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        raise Refused("passphrase-short", limit=SHORTEST_PASSPHRASE)
    if len(passphrase) > LONGEST_PASSPHRASE:
        raise Refused("passphrase-long", limit=LONGEST_PASSPHRASE)


def recovery_lines(pair: KeyPair) -> tuple[str, ...]:
    """The private half as four lines for paper, such as ``7KQ2-M4TX-0A9D-11ZW``."""
    lines = []
    for number in range(_LINES):
        part = pair.private[number * _LINE_BYTES : (number + 1) * _LINE_BYTES]
        value = int.from_bytes(part + _line_check(number, part), "big")
        chars = [_PAPER[value >> 5 * place & 31] for place in reversed(range(_LINE_CHARS))]
        groups = ["".join(chars[start : start + 4]) for start in range(0, _LINE_CHARS, 4)]
        lines.append("-".join(groups))
    return tuple(lines)


def from_recovery(text: str | Sequence[str]) -> KeyPair:
    """The key behind lines that were typed from paper; small letters, O for 0, I and L for 1, and
    any blanks or hyphens will do. Refused: ``recovery-lines-missing``, ``recovery-line-wrong``
    with `line` (from 1).
    """
    typed = text if isinstance(text, str) else "\n".join(text)
    if len(typed) > 1000:
        raise Refused("recovery-lines-missing", lines=_LINES)
    chars = re.sub(r"[\s\-–—.]+", "", unicodedata.normalize("NFKC", typed)).upper()
    lines = [chars[start : start + _LINE_CHARS] for start in range(0, len(chars), _LINE_CHARS)]
    private = b""
    for number, line in enumerate(lines[:_LINES]):
        part = _line_bytes(line)
        if part is None or part[_LINE_BYTES:] != _line_check(number, part[:_LINE_BYTES]):
            raise Refused("recovery-line-wrong", line=number + 1)
        private += part[:_LINE_BYTES]
    if len(lines) != _LINES:
        raise Refused("recovery-lines-missing", lines=_LINES)
    return KeyPair.from_private(private)


def _line_bytes(line: str) -> bytes | None:
    value = 0
    for char in line:
        if char not in _PAPER_VALUES:
            return None
        value = value << 5 | _PAPER_VALUES[char]
    return value.to_bytes(_LINE_BYTES + 2, "big") if len(line) == _LINE_CHARS else None


def _line_check(number: int, part: bytes) -> bytes:
    return hashlib.sha256(b"Facilitator recovery line" + bytes((number,)) + part).digest()[:2]


def _stretched(passphrase: str, head: bytes) -> bytes:
    # The same passphrase on another keyboard may compose its letters otherwise.
    plain = unicodedata.normalize("NFKC", passphrase.strip()).encode()
    cost, r, p = head[len(_MAGIC) : len(_MAGIC) + 3]
    return Scrypt(salt=head[len(_MAGIC) + 3 :], length=32, n=1 << cost, r=r, p=p).derive(plain)
