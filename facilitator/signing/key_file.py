"""The backup of a key as a file: sealed as in the workbook, useless without the passphrase."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field

from facilitator.errors import Refused
from facilitator.signing.issuer_card import read_card
from facilitator.signing.key_pair import key_id_of

SUFFIX = ".facilitator-key"
_FORMAT = "facilitator-key"
_MAX_FILE = 20_000


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A key as its backup holds it."""

    public: bytes
    sealed: bytes = field(repr=False)
    card: str
    made_at: str

    @property
    def key_id(self) -> str:
        """What the key is called."""
        return key_id_of(self.public)


def key_file(kept: KeptKey) -> bytes:
    """The content of the file."""
    card = read_card(kept.card)
    values = {
        "format": _FORMAT,
        "version": 1,
        "key": kept.key_id,
        "issuer": card.name,
        "made_at": kept.made_at,
        "card": kept.card,
        "sealed": base64.b64encode(kept.sealed).decode(),
    }
    return json.dumps(values, ensure_ascii=False, indent=1).encode()


def read_key_file(content: bytes) -> KeptKey:
    """The key of a file. Refused: ``key-unreadable``."""
    try:
        if len(content) > _MAX_FILE:
            raise Refused("key-unreadable")
        values = json.loads(content.decode("utf-8-sig"))
        if (values["format"], values["version"]) != (_FORMAT, 1):
            raise Refused("key-unreadable")
        sealed = base64.b64decode(values["sealed"], validate=True)
        card = read_card(str(values["card"]))
        return KeptKey(card.public, sealed, str(values["card"]), str(values["made_at"])[:40])
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error):
        raise Refused("key-unreadable") from None
