"""Codes on participant cards: short, unguessable enough to be nobody else's, easy to type.

Ten characters of Crockford's base 32 (no I, L, O, U), which scanners and people read alike.
"""

from __future__ import annotations

import secrets

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 10
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_card_code() -> str:
    """A code that no other card has (fifty random bits)."""
    number = secrets.randbits(5 * _LENGTH)
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in range(_LENGTH))


def read_card_code(text: str) -> str:
    """The code meant by what was scanned or typed: any case, with or without spaces and hyphens."""
    compact = "".join(letter for letter in text if letter.isalnum())
    return compact.upper().translate(_MISREAD)
