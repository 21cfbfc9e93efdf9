"""How large letters are: by the paper, and in large print for eyes that need it."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.documents.paper import Paper, Sheet

LARGE_PRINT = 16.0
"""Points: nothing in large print is set smaller."""


@dataclass(frozen=True, slots=True)
class TypeSizes:
    """Points of each kind of text on a paper."""

    title: float
    subtitle: float
    heading: float
    body: float
    small: float
    foot: float

    @property
    def is_large(self) -> bool:
        """Whether this is large print."""
        return self.small >= LARGE_PRINT


_USUAL = TypeSizes(title=22, subtitle=12, heading=13, body=10, small=8.5, foot=7.5)
_ON_A5 = TypeSizes(title=17, subtitle=10.5, heading=11.5, body=9, small=8, foot=7)
_LARGE = TypeSizes(title=26, subtitle=18, heading=20, body=16, small=16, foot=16)


def sizes_for(sheet: Sheet, *, large: bool) -> TypeSizes:
    """The sizes for a sheet."""
    if large:
        return _LARGE
    return _ON_A5 if sheet.paper is Paper.A5 else _USUAL
