"""Writes shaped lines as operators of a page, with the fonts of a `PageFonts`.

The same division as in `ink`, which does this for ReportLab's pages: Latin, Greek and Cyrillic are
real text in an embedded font; other scripts are outlines with their characters unseen over them.
"""

from __future__ import annotations

from functools import lru_cache

from facilitator.documents.fonts import Face
from facilitator.documents.outlines import colour, outline_code
from facilitator.documents.page_fonts import PageFonts
from facilitator.documents.text import Line, Piece, PlainPiece


@lru_cache(maxsize=256)
def fill_of(hexadecimal: str) -> str:
    """The operator that fills in a colour written ``#RRGGBB``."""
    return _colour_operator(hexadecimal, "g", "rg")


@lru_cache(maxsize=256)
def stroke_of(hexadecimal: str) -> str:
    """The operator that strokes in a colour written ``#RRGGBB``."""
    return _colour_operator(hexadecimal, "G", "RG")


def _colour_operator(hexadecimal: str, grey: str, coloured: str) -> str:
    red, green, blue = colour(hexadecimal)
    if red == green == blue:
        return f"{red:.3g} {grey}"
    return f"{red:.3f} {green:.3f} {blue:.3f} {coloured}"


class PageInk:
    """Writes lines for the pages of one file; `used` collects the fonts they ask for."""

    def __init__(self, fonts: PageFonts) -> None:
        self._fonts = fonts
        self.used: set[str] = set()

    def line(self, line: Line, x: float, y: float, size: float, hexadecimal: str) -> str:
        """A line from `x` on the base line `y` (points, y upwards)."""
        code = [fill_of(hexadecimal)]
        for piece in line.pieces:
            if piece.plain and piece.face is not None:
                code.append(self._text(piece, piece.face, x + piece.x * size, y, size))
            else:
                self.used.add(self._fonts.unseen.name)
                code.extend(outline_code(piece, x, y, size))
        return "\n".join(code)

    def _text(self, piece: Piece | PlainPiece, face: Face, x: float, y: float, size: float) -> str:
        font = self._fonts.embedded(face)
        self.used.add(font.name)
        if isinstance(piece, PlainPiece):
            known = font.steps
            row = "".join(
                [
                    known.get(step) or font.step(*step)
                    for step in zip(piece.text, piece.numbers, piece.advances, strict=True)
                ]
            )
        else:
            row = "".join(
                font.step(char, glyph.number, glyph.advance)
                for char, glyph in zip(piece.text, piece.glyphs, strict=True)
            )
        size *= face.upem / face.units
        return f"BT {font.name} {size:.3f} Tf {x:.2f} {y:.2f} Td [<{row}>] TJ ET"
