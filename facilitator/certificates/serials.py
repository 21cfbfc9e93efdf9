"""Serial numbers of certificates: ``LQC-2026-0001``.

A serial is the centre's prefix, the year of issue and a running number within both. The number
has at least four digits and grows beyond them when needed. Each is given once and never again,
also after a revocation; the last one given is kept outside undo (table ``serial_counter``).

The parts are joined by hyphens, so that a desk's tag can later stand before the number
(``LQC-2026-B-0001``) and a check character after it (``LQC-2026-0001-K``): `parse` tells neither
from a mistyped serial today and answers None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SHAPE = re.compile(r"(?P<prefix>.{1,8})-(?P<year>\d{4})-(?P<number>\d{4,9})", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Serial:
    """One serial in its parts; as text it is what is printed."""

    prefix: str
    year: int
    number: int

    @property
    def series(self) -> str:
        """What it is counted within."""
        return series(self.prefix, self.year)

    def __str__(self) -> str:
        return f"{self.series}-{self.number:04d}"


def series(prefix: str, year: int) -> str:
    """The name of the series that numbers of one prefix and year are counted in."""
    return f"{prefix}-{year:04d}"


def following(prefix: str, year: int, last: int, count: int) -> list[Serial]:
    """The next `count` serials after `last`, the last number given in this series (0: none)."""
    return [Serial(prefix, year, number) for number in range(last + 1, last + count + 1)]


def parse(text: str) -> Serial | None:
    """The serial that a person typed, blanks around it ignored; None when it is none."""
    found = _SHAPE.fullmatch(text.strip())
    if found is None:
        return None
    return Serial(found["prefix"], int(found["year"]), int(found["number"]))
