"""Issuers that need no web site: ``did:key``, a public key that is its own address.

By the W3C Community Group's did:key method: the multibase letter ``z`` and base 58 of the bytes
``ed 01`` (Ed25519 public key) and the key.
"""

from __future__ import annotations

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519 = b"\xed\x01"
_LONGEST = 200


def base58(content: bytes) -> str:
    """Bytes in the base 58 of Bitcoin."""
    number, chars = int.from_bytes(content, "big"), ""
    while number:
        number, place = divmod(number, len(_ALPHABET))
        chars = _ALPHABET[place] + chars
    return "1" * (len(content) - len(content.lstrip(b"\0"))) + chars


def from_base58(text: str) -> bytes | None:
    """The bytes again; None when the text is none."""
    if len(text) > _LONGEST or any(char not in _ALPHABET for char in text):
        return None
    number = 0
    for char in text:
        number = number * len(_ALPHABET) + _ALPHABET.index(char)
    zeros = len(text) - len(text.lstrip("1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def did_of(public: bytes) -> str:
    """The did:key of a public key."""
    return f"did:key:z{base58(_ED25519 + public)}"


def verification_method(public: bytes) -> str:
    """What a proof says it can be checked with."""
    did = did_of(public)
    return f"{did}#{did.removeprefix('did:key:')}"


def public_of(did: str) -> bytes | None:
    """The public key of a did:key, with or without its fragment; None for any other."""
    name = did.partition("#")[0]
    if not name.startswith("did:key:z"):
        return None
    content = from_base58(name.removeprefix("did:key:z"))
    if content is None or len(content) != 34 or not content.startswith(_ED25519):
        return None
    return content[2:]
