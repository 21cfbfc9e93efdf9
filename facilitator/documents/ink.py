"""Writes shaped lines as PDF operators.

Latin, Greek and Cyrillic are real text in an embedded subset of the font. Other scripts are
drawn as outlines, each letter with its marks in a span that carries the characters it stands for
(`/ActualText`), in reading order and with an invisible letter in its place: so that searching,
copying and reading aloud give the name as it was typed, whatever order the shapes stand in.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from facilitator.documents.fonts import Face
from facilitator.documents.text import Glyph, Line, Piece

_INVISIBLE = "x"  # not a blank: readers drop spans that hold nothing but blanks
_INVISIBLE_WIDTH = 0.5  # of an em, the width of x in Helvetica

Colour = tuple[float, float, float]


def colour(hexadecimal: str) -> Colour:
    """A colour written ``#RRGGBB`` as three numbers from 0 to 1."""
    red, green, blue = (int(hexadecimal[index : index + 2], 16) / 255 for index in (1, 3, 5))
    return red, green, blue


@dataclass(slots=True)
class _Span:
    """A letter with its marks: the characters, where it stands, and what is drawn for it."""

    start: int
    text: str
    x: float
    width: float
    face: Face | None
    glyphs: list[Glyph] = field(default_factory=list)


class Ink:
    """Puts lines on the pages of one document; keeps that document's embedded fonts."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._embedded: dict[Face, TTFont] = {}

    def draw(self, line: Line, x: float, y: float, size: float, fill: Colour) -> None:
        """Draw a line from `x` on the base line `y` (points, y upwards)."""
        code = [f"{fill[0]:.3f} {fill[1]:.3f} {fill[2]:.3f} rg"]
        for piece in sorted(line.pieces, key=lambda piece: piece.start):
            if piece.plain and piece.face is not None:
                code.append(self._as_text(piece, piece.face, x, y, size))
            else:
                code.extend(self._as_outlines(piece, x, y, size))
        self._canvas.addLiteral("\n".join(code))

    def _font(self, face: Face) -> TTFont:
        found = self._embedded.get(face)
        if found is None:
            # Known to this document only, never registered: two documents may be open at once.
            found = self._embedded[face] = TTFont(face.path.stem, str(face.path))
        return found

    def _as_text(self, piece: Piece, face: Face, x: float, y: float, size: float) -> str:
        font = self._font(face)
        document = self._canvas._doc  # noqa: SLF001 - TTFont's own methods ask for it
        code = [f"BT 1 0 0 1 {x + piece.x * size:.3f} {y:.3f} Tm"]
        subset_in_use = -1
        row: list[str] = []
        for char, glyph in zip(piece.text, piece.glyphs, strict=True):
            ((subset, code_bytes),) = font.splitString(char, document)
            if subset != subset_in_use:
                if row:
                    code.append(f"[{''.join(row)}] TJ")
                    row = []
                name = font.getSubsetInternalName(subset, document)
                code.append(f"{name} {size:.3f} Tf")
                subset_in_use = subset
            row.append(f"<{code_bytes.hex()}>")
            shift = round(1000 * (face.advance(glyph.number) / face.units - glyph.advance))
            if shift:
                row.append(str(shift))
        code.append(f"[{''.join(row)}] TJ ET".replace("><", ""))
        return " ".join(code)

    def _as_outlines(self, piece: Piece, x: float, y: float, size: float) -> list[str]:
        code: list[str] = []
        for span in _spans(piece):
            code.append(f"/Span <</ActualText <{_utf16(span.text)}>>> BDC")
            code.extend(_shapes(span, x, y, size))
            code.append(self._invisible(x + span.x * size, y, size, span.width))
            code.append("EMC")
        return code

    def _invisible(self, x: float, y: float, size: float, width: float) -> str:
        stretch = max(1.0, 100 * max(width, 0.02) / _INVISIBLE_WIDTH)
        # Rendering mode and stretch outlive the text object, so the state is saved around it.
        name = self._canvas._doc.getInternalFontName("Helvetica")  # noqa: SLF001
        return (
            f"q BT 3 Tr {stretch:.1f} Tz {name} {size:.2f} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm"
            f" ({_INVISIBLE}) Tj ET Q"
        )


def _spans(piece: Piece) -> list[_Span]:
    """The letters of a piece in reading order, each with the glyphs that are drawn for it."""
    starts = sorted({glyph.cluster for glyph in piece.glyphs})
    ends = dict(zip(starts, [*starts[1:], piece.start + len(piece.text)], strict=True))
    found: dict[int, _Span] = {}
    for glyph in piece.glyphs:
        span = found.get(glyph.cluster)
        if span is None:
            part = piece.text[glyph.cluster - piece.start : ends[glyph.cluster] - piece.start]
            span = found[glyph.cluster] = _Span(glyph.cluster, part, glyph.x, 0.0, piece.face)
        span.glyphs.append(glyph)
        span.width += glyph.advance
    spans: list[_Span] = []
    for start in starts:
        span = found[start]
        if spans and (span.width < 0.01 or unicodedata.category(span.text[0]) in {"Mn", "Cf"}):
            before = spans[-1]
            left = min(before.x, span.x)
            before.width = max(before.x + before.width, span.x + span.width) - left
            before.x = left
            before.text += span.text
            before.glyphs.extend(span.glyphs)
        else:
            spans.append(span)
    return spans


def _shapes(span: _Span, x: float, y: float, size: float) -> list[str]:
    if span.face is None:
        return [
            f"q {size * 0.03:.3f} w 0.35 G {x + (glyph.x + 0.06) * size:.3f} {y:.3f}"
            f" {0.5 * size:.3f} {0.72 * size:.3f} re S Q"
            for glyph in span.glyphs
        ]
    scale = size / span.face.units
    code: list[str] = []
    for glyph in span.glyphs:
        outline = span.face.outline(glyph.number)
        if outline:
            across, up = x + glyph.x * size, y + glyph.y * size
            code.append(f"q {scale:.6f} 0 0 {scale:.6f} {across:.3f} {up:.3f} cm {outline} f Q")
    return code


def _utf16(text: str) -> str:
    return ("\ufeff" + text).encode("utf-16-be").hex()
