"""Bytes as text that a QR code packs closely and that survives being pasted.

The 41 characters are among the 45 of a QR code's alphanumeric mode, so that two bytes take three
characters of five and a half bits. RFC 9285 (Base45) does the same with all 45, blank included;
without the blank a text may be wrapped, indented and mailed, and is still the same text.
"""

from __future__ import annotations

import re

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-./"

_VALUES = {char: value for value, char in enumerate(ALPHABET)}
_BASE = len(ALPHABET)
# Blanks of every kind, and what no eye sees: marks of direction, joiners, byte order marks.
_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def written(content: bytes) -> str:
    """The bytes as text: three characters for two bytes, two for a last single one."""
    chars = []
    for start in range(0, len(content) - 1, 2):
        value = content[start] << 8 | content[start + 1]
        value, last = divmod(value, _BASE)
        chars.append(ALPHABET[value // _BASE] + ALPHABET[value % _BASE] + ALPHABET[last])
    if len(content) % 2:
        first, last = divmod(content[-1], _BASE)
        chars.append(ALPHABET[first] + ALPHABET[last])
    return "".join(chars)


def read(text: str) -> bytes | None:
    """The bytes behind a text of `written`; None when it is none."""
    try:
        values = [_VALUES[char] for char in text]
    except KeyError:
        return None
    content = bytearray()
    whole = len(values) // 3 * 3
    for start in range(0, whole, 3):
        value = (values[start] * _BASE + values[start + 1]) * _BASE + values[start + 2]
        if value > 0xFFFF:
            return None
        content += value.to_bytes(2, "big")
    rest = values[whole:]
    if len(rest) == 1:
        return None
    if rest:
        value = rest[0] * _BASE + rest[1]
        if value > 0xFF:
            return None
        content.append(value)
    return bytes(content)


def is_made_of_its_characters(text: str) -> bool:
    """Whether a text has no characters but those of this writing."""
    return all(char in _VALUES for char in text)


def tidied(text: str) -> str:
    """A pasted text without blanks and unseen characters, in capitals."""
    return _UNSEEN.sub("", text).upper()
