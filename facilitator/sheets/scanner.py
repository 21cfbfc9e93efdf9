"""Tells what a scanner types from what a person types. Pure: keys and times in, codes out.

A scanner on a USB port is a keyboard that types a code in a few hundredths of a second, with or
without Enter at the end. A person never types ten letters that fast, so a search field can be
typed in with a scanner lying beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from facilitator.people.card_codes import read_card_code

_CARD = re.compile(r"[0-9A-HJKMNP-TV-Z]{10}")
_BETWEEN_KEYS = 0.06  # seconds: the slowest of scanners; the quickest of people need more
_AFTER_LAST = 0.12
_LONGEST = 64
_CARD_LETTERS = 10


def is_card_code(text: str) -> bool:
    """Whether a text has the form of a card's code, however it is written."""
    return _CARD.fullmatch(read_card_code(text)) is not None


@dataclass(slots=True)
class Scanner:
    """Collects keys. Times are seconds of any clock that only goes forward.

    Ask `idle` a moment after the last key, for scanners that send no Enter.
    """

    _typed: list[str] = field(default_factory=list)
    _last: float = 0.0

    def key(self, char: str, at: float) -> None:
        """One character was typed."""
        if self._typed and at - self._last > _BETWEEN_KEYS:
            self._forget()
        self._last = at
        if len(self._typed) < _LONGEST:
            self._typed.append(char)

    def enter(self, at: float) -> str | None:
        """Enter was pressed: the code, if a scanner typed it just now."""
        code = self._code() if at - self._last <= _AFTER_LAST else None
        self._forget()
        return code

    def idle(self, at: float) -> str | None:
        """Nothing was typed for a while: the code, if a scanner typed one without Enter."""
        if not self._typed or at - self._last < _AFTER_LAST:
            return None
        code = self._code()
        self._forget()
        return code

    @property
    def busy(self) -> bool:
        """Whether what is being typed may be a scanner's: hold the keys back from a search."""
        return len(self._typed) > 2

    def _code(self) -> str | None:
        text = "".join(self._typed).strip()
        if len(text) < _CARD_LETTERS or not is_card_code(text):
            return None
        return read_card_code(text)

    def _forget(self) -> None:
        self._typed.clear()
