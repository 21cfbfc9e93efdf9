"""Serial numbers of certificates: ``LQC-2026-0001``, printed ``LQC-2026-0001-P``.

A serial is the centre's prefix, the year of issue, the tag of the computer that gave it (nothing on
the first: ``LQC-2026-K7QX2-0001`` on another) and a running number within these. The number has
at least four digits and grows beyond them when needed. Each is given once and never again, also
after a revocation; the last one given is kept outside undo (table ``serial_counter``).

On paper a check character follows. It is that of ISO/IEC 7064, MOD 37-2: digits, capitals and one
more value are the numbers 0 to 36, each weighs a power of 2 modulo the prime 37, and the whole
comes to 1. Any single wrong character and any two neighbours in the wrong order are found, the
check character among them, as long as the prefix keeps to digits and capitals. Hyphens take part
with the value 36, so that none can wander; the check character of that value is written ``*``.
The check character follows from the serial: the register keeps the serial alone, and numbers
given before there was a check character are as good as ever.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass

_SHAPE = re.compile(
    r"(?P<prefix>.{1,8})-(?P<year>\d{4})(?:-(?P<tag>[A-Z][0-9A-Z]{0,7}))?"
    r"-(?P<number>\d{4,9})",
    re.ASCII | re.DOTALL,
)
_TAG = re.compile(r"[A-Z][0-9A-Z]{0,7}", re.ASCII)

_CHARACTERS = string.digits + string.ascii_uppercase + "*"
_MODULUS = len(_CHARACTERS)
_VALUES = {**{char: value for value, char in enumerate(_CHARACTERS)}, "-": _MODULUS - 1}


@dataclass(frozen=True, slots=True, order=True)
class Serial:
    """One serial in its parts; as text it is what the register keeps."""

    prefix: str
    year: int
    number: int
    tag: str = ""

    @property
    def series(self) -> str:
        """What it is counted within."""
        return series(self.prefix, self.year, self.tag)

    @property
    def printed(self) -> str:
        """With its check character, as it stands on paper."""
        return printed(str(self))

    def __str__(self) -> str:
        return f"{self.series}-{self.number:04d}"


def series(prefix: str, year: int, tag: str = "") -> str:
    """The name of the series that numbers of one prefix, year and computer are counted in."""
    return f"{prefix}-{year:04d}-{tag}" if tag else f"{prefix}-{year:04d}"


def following(prefix: str, year: int, last: int, count: int, tag: str = "") -> list[Serial]:
    """The next `count` serials after `last`, the last number given in this series (0: none)."""
    return [Serial(prefix, year, number, tag) for number in range(last + 1, last + count + 1)]


def is_tag(text: str) -> bool:
    """Whether a text can be a computer's tag: a capital, then up to seven capitals or digits."""
    return _TAG.fullmatch(text) is not None


def check_character(serial: str) -> str:
    """The check character of a serial's text."""
    total = 0
    for char in serial:
        # Letters of other scripts in an old prefix: most slips are found, not all.
        total = (total + _VALUES.get(char.upper(), ord(char))) * 2 % _MODULUS
    return _CHARACTERS[(1 - total) % _MODULUS]


def printed(serial: str) -> str:
    """A serial with its check character."""
    return f"{serial}-{check_character(f'{serial}-')}"


def parse(text: str) -> Serial | None:
    """The serial without a check character that a person typed or a register holds, blanks around
    it ignored; None when it is none.
    """
    found = _SHAPE.fullmatch(text.strip())
    if found is None:
        return None
    tag = found["tag"] or ""
    return Serial(found["prefix"], int(found["year"]), int(found["number"]), tag)


def parse_printed(text: str) -> Serial | None:
    """The serial behind what was copied from paper with its check character; None when it is none
    or a character of it is wrong. Small letters count as capitals.
    """
    typed = text.strip().upper()
    body, hyphen, check = typed.rpartition("-")
    if not hyphen or len(check) != 1 or check_character(f"{body}-") != check:
        return None
    return parse(body)
