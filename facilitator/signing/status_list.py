r"""What an issuer says of certificates that hold no longer: a signed list that travels on a stick.

A list is whole, not a change to an earlier one: it names every certificate of its key that was
revoked or replaced (by serial alone, no names), has a number that rises and a date, and says when
the key itself was retired. Written as JSON; the signature (Ed25519) is of
``Facilitator status list 1\0`` and the JSON without it, keys sorted, no blanks, UTF-8.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from facilitator.errors import Refused
from facilitator.signing.key_pair import is_signed_by

SUFFIX = ".facilitator-revocations"
MAX_FILE = 20_000_000
MAX_ENTRIES = 200_000

_FORMAT = "facilitator-status-list"
_DOMAIN = b"Facilitator status list 1\0"
_FIELDS = frozenset(
    {"format", "version", "key", "issuer", "number", "made_on", "retired_on", "certificates"}
)


class ListedState(StrEnum):
    """Why a certificate no longer holds."""

    REVOKED = "revoked"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Listed:
    """A certificate that no longer holds. `by`: the serial of the one in its place."""

    serial: str
    state: ListedState
    on: date
    by: str = ""


@dataclass(frozen=True, slots=True)
class StatusList:
    """Everything an issuer took back, as of a day. `retired_on`: no certificate of this key that
    was issued after that day holds.
    """

    key_id: str
    issuer: str
    number: int
    made_on: date
    entries: tuple[Listed, ...]
    retired_on: date | None = None

    def of(self, serial: str) -> Listed | None:
        """What the list says of a certificate."""
        return next((each for each in self.entries if each.serial == serial), None)


def signed_list(listed: StatusList, sign: Callable[[bytes], bytes]) -> bytes:
    """The list as the content of its file."""
    values = _values(listed)
    signature = base64.b64encode(sign(_signed_bytes(values))).decode()
    return json.dumps({**values, "signature": signature}, ensure_ascii=False, indent=1).encode()


def read_list(content: bytes, public_of: Callable[[str], bytes | None]) -> StatusList:
    """The list of a file whose signature holds; `public_of` gives the public key for an id.

    Refused: ``status-list-unreadable``, ``status-list-of-unknown-issuer``, ``status-list-altered``.
    """
    if len(content) > MAX_FILE:
        raise Refused("status-list-unreadable")
    try:
        values = json.loads(content.decode("utf-8-sig"))
        signature = base64.b64decode(values.pop("signature"), validate=True)
        listed = _listed(values)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error):
        raise Refused("status-list-unreadable") from None
    public = public_of(listed.key_id)
    if public is None:
        raise Refused("status-list-of-unknown-issuer", name=listed.issuer)
    if not is_signed_by(public, signature, _signed_bytes(values)):
        raise Refused("status-list-altered", name=listed.issuer)
    return listed


def _values(listed: StatusList) -> dict[str, object]:
    return {
        "format": _FORMAT,
        "version": 1,
        "key": listed.key_id,
        "issuer": listed.issuer,
        "number": listed.number,
        "made_on": listed.made_on.isoformat(),
        "retired_on": listed.retired_on.isoformat() if listed.retired_on else "",
        "certificates": [
            [each.serial, each.state.value, each.on.isoformat(), each.by] for each in listed.entries
        ],
    }


def _signed_bytes(values: dict[str, object]) -> bytes:
    plain = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _DOMAIN + plain.encode()


def _listed(values: dict[str, object]) -> StatusList:
    """The list behind parsed JSON; raises ValueError, KeyError or TypeError for anything else."""
    number, rows = values["number"], values["certificates"]
    if (values["format"], values["version"]) != (_FORMAT, 1) or set(values) != _FIELDS:
        raise ValueError
    if type(number) is not int or number < 1 or not isinstance(rows, list):
        raise ValueError
    if len(rows) > MAX_ENTRIES:
        raise ValueError
    entries = []
    for serial, state, on, by in rows:
        if not isinstance(serial, str) or not isinstance(by, str):
            raise TypeError
        entries.append(Listed(serial, ListedState(state), date.fromisoformat(on), by))
    issuer, key_id, retired_on = str(values["issuer"]), str(values["key"]), values["retired_on"]
    return StatusList(
        key_id=key_id,
        issuer=issuer[:200],
        number=number,
        made_on=date.fromisoformat(str(values["made_on"])),
        entries=tuple(entries),
        retired_on=date.fromisoformat(str(retired_on)) if retired_on else None,
    )
