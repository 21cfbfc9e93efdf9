"""Sheets of paper: their sizes and how they lie.

Neighbours: `page` opens a document on such a sheet; every input dataclass names one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MM = 72 / 25.4
"""Points in a millimetre. Everything in this folder is planned in millimetres."""


class Paper(StrEnum):
    """The sheets that lie in a centre's printer."""

    A4 = "A4"
    LETTER = "Letter"
    A5 = "A5"


_PORTRAIT_MM = {
    Paper.A4: (210.0, 297.0),
    Paper.LETTER: (215.9, 279.4),
    Paper.A5: (148.0, 210.0),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper and how it lies: the measure that every document is laid out for."""

    paper: Paper = Paper.A4
    landscape: bool = False

    @property
    def width(self) -> float:
        """Millimetres from left to right."""
        short, long = _PORTRAIT_MM[self.paper]
        return long if self.landscape else short

    @property
    def height(self) -> float:
        """Millimetres from top to bottom."""
        short, long = _PORTRAIT_MM[self.paper]
        return short if self.landscape else long


A4_PORTRAIT = Sheet(Paper.A4)
A4_LANDSCAPE = Sheet(Paper.A4, landscape=True)
