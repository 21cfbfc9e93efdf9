"""Numbers, texts and days as bytes, in one way only: the small format of signed texts.

Whole numbers are written seven bits a byte, the lowest first, the eighth bit says that more
follow (as in DWARF's ULEB128); texts are UTF-8 after their length; days count from 2000-01-01.
Reading takes nothing that writing would not have made: no padded numbers, no broken UTF-8.
"""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

_FIRST_DAY = date(2000, 1, 1)
_LAST_DAYS = 365_000
_MOST = 2**32 - 1


class Garbled(Exception):
    """The bytes are not what this format writes."""


class Writer:
    """Collects the bytes."""

    def __init__(self) -> None:
        self._content = bytearray()

    def number(self, value: int) -> None:
        """A whole number from 0."""
        while value > 0x7F:
            self._content.append(value & 0x7F | 0x80)
            value >>= 7
        self._content.append(value)

    def text(self, value: str, limit: int) -> None:
        """A text of at most `limit` bytes; a longer one ends with ``…``."""
        content = shortened(value, limit).encode()
        self.number(len(content))
        self._content += content

    def day(self, value: date) -> None:
        """A day from 2000 on; earlier ones are written as the first of them."""
        self.number(max((value - _FIRST_DAY).days, 0))

    def raw(self, value: bytes) -> None:
        """Bytes as they are; whoever reads must know how many."""
        self._content += value

    def content(self) -> bytes:
        """All that was written."""
        return bytes(self._content)


class Reader:
    """Takes the bytes apart again; raises `Garbled`."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._place = 0

    @property
    def rest(self) -> int:
        """How many bytes are left."""
        return len(self._content) - self._place

    def raw(self, size: int) -> bytes:
        """The next bytes as they are."""
        if size > self.rest:
            raise Garbled
        start, self._place = self._place, self._place + size
        return self._content[start : self._place]

    def number(self, most: int = _MOST) -> int:
        """The next number."""
        value = 0
        for shift in range(0, 35, 7):
            byte = self.raw(1)[0]
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                if value > most or (byte == 0 and shift):
                    raise Garbled
                return value
        raise Garbled

    def text(self, limit: int) -> str:
        """The next text, without control characters."""
        content = self.raw(self.number(limit))
        try:
            text = content.decode()
        except UnicodeDecodeError:
            raise Garbled from None
        if any(unicodedata.category(char) == "Cc" for char in text):
            raise Garbled
        return text

    def day(self) -> date:
        """The next day."""
        return _FIRST_DAY + timedelta(days=self.number(_LAST_DAYS))

    def end(self) -> None:
        """Nothing may be left."""
        if self.rest:
            raise Garbled


def shortened(text: str, limit: int) -> str:
    """At most `limit` bytes of a text without control characters; what is cut ends with ``…``."""
    plain = "".join(
        char if unicodedata.category(char) not in {"Cc", "Cs"} else " " for char in text
    )
    if len(plain.encode()) <= limit:
        return plain
    end = "…"
    kept = plain.encode()[: limit - len(end.encode())].decode(errors="ignore")
    # Never a letter without its marks: what is cut goes back to the last whole letter.
    while kept and unicodedata.category(plain[len(kept)])[0] == "M":
        kept = kept[:-1]
    return kept.rstrip() + end
