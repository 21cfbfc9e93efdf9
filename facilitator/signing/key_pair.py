"""A centre's key: Ed25519 (RFC 8032), by the `cryptography` library.

The private half signs, the public half checks. A key is called by its id, the first eight bytes
of the SHA-256 of its public half in hexadecimal; a person compares the fingerprint, which is
longer. Neither is a secret.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

KEY_SIZE = 32
SIGNATURE_SIZE = 64
KEY_ID_SIZE = 8

_FINGERPRINT_BYTES = 20


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A key that can sign. `private`: the 32 secret bytes."""

    private: bytes = field(repr=False)
    public: bytes

    @classmethod
    def fresh(cls) -> KeyPair:
        """A new key, from the random numbers of the operating system."""
        return cls._of(Ed25519PrivateKey.generate())

    @classmethod
    def from_private(cls, private: bytes) -> KeyPair:
        """The key whose private half these 32 bytes are."""
        return cls._of(Ed25519PrivateKey.from_private_bytes(private))

    @classmethod
    def _of(cls, key: Ed25519PrivateKey) -> KeyPair:
        return cls(key.private_bytes_raw(), key.public_key().public_bytes_raw())

    @property
    def key_id(self) -> str:
        """What the key is called."""
        return key_id_of(self.public)

    def signer(self) -> Ed25519PrivateKey:
        """The key as the library signs with it: made once for many signatures."""
        return Ed25519PrivateKey.from_private_bytes(self.private)

    def sign(self, content: bytes) -> bytes:
        """The signature of some bytes."""
        return self.signer().sign(content)


def key_id_of(public: bytes) -> str:
    """The id of the key with this public half, 16 hexadecimal digits."""
    return hashlib.sha256(public).digest()[:KEY_ID_SIZE].hex()


def fingerprint_of(public: bytes) -> str:
    """What people read to one another to be sure of a key: eight groups of four characters."""
    digest = hashlib.sha256(public).digest()[:_FINGERPRINT_BYTES]
    letters = base64.b32encode(digest).decode()
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def is_signed_by(public: bytes, signature: bytes, content: bytes) -> bool:
    """Whether the key with this public half signed exactly these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True
