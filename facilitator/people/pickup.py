"""Pick-up codes: four digits that somebody says when they collect a person. Checked offline."""

from __future__ import annotations

import hmac
import secrets

from facilitator.people.folding import fold

DIGITS = 4


def new_code(taken: frozenset[str] = frozenset()) -> str:
    """A code that none of the `taken` ones is; not of one digit only: these are guessed first."""
    while True:
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        if len(set(code)) > 1 and (code not in taken or len(taken) > 10**DIGITS // 2):
            return code


def same_code(known: str, said: str) -> bool:
    """Whether a code was said or typed, in any digits and with or without spaces."""
    typed = fold(said).replace(" ", "")
    return bool(known) and hmac.compare_digest(known.encode(), typed.encode())
