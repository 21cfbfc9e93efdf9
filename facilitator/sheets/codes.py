"""The code printed on a sign-in sheet: ``S1-7K2M9QX4``, on each page with its number.

`S1` tells a sheet from a participant's card and names the way its pages are laid out. Capitals,
digits and a few signs only: the smallest of QR codes holds it, with large squares.
"""

from __future__ import annotations

import re
import secrets

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 8
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_START = "S1-"
_CODE = re.compile(r"(?:S1[- ]?)?([0-9A-Z]{8})(?:/(\d{1,3}))?")


def new_sheet_code() -> str:
    """A code that no other sheet has (forty random bits)."""
    return _START + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def read_sheet_code(text: str) -> tuple[str, int] | None:
    """The sheet and the page (1 where none is said) meant by what was scanned or typed.

    None: this is no code of a sheet.
    """
    compact = "".join(text.split()).upper()
    found = _CODE.fullmatch(compact)
    if found is None:
        return None
    return _START + found[1].translate(_MISREAD), int(found[2] or 1)
