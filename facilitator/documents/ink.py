"""Writes shaped lines as PDF operators.

Latin, Greek and Cyrillic are real text in an embedded subset of the font. Other scripts are
drawn as outlines with their characters lying unseen over them, so that searching, copying and
reading aloud give the name as it was typed. (`/ActualText` would be the other way; measured
against two reader programs, both turned round the letters of right-to-left words inside it.)
"""

from __future__ import annotations

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from facilitator.documents import unseen_font
from facilitator.documents.fonts import Face
from facilitator.documents.outlines import Colour, outline_code
from facilitator.documents.text import Line, Piece, PlainPiece

__all__ = ["Colour", "Ink"]

_REMEMBERED = 2_000
_UNSEEN_NAME = "Unseen"


class Ink:
    """Puts lines on the pages of one document; keeps that document's embedded fonts."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._embedded: dict[Face, TTFont] = {}
        self._written: dict[tuple[int, float], tuple[Line, str]] = {}

    def draw(self, line: Line, x: float, y: float, size: float, fill: Colour) -> None:
        """Draw a line from `x` on the base line `y` (points, y upwards)."""
        red, green, blue = fill
        self._canvas.addLiteral(
            f"q {red:.3f} {green:.3f} {blue:.3f} rg 1 0 0 1 {x:.3f} {y:.3f} cm\n"
            f"{self._code_for(line, size)}\nQ"
        )

    def _code_for(self, line: Line, size: float) -> str:
        """The operators that draw a line from the origin. Titles and statements come back on
        every page of a batch, so they are kept; the line itself is kept with them, as its
        identity is the key.
        """
        key = (id(line), round(size, 4))
        found = self._written.get(key)
        if found is None:
            if len(self._written) >= _REMEMBERED:
                self._written.clear()
            code: list[str] = []
            for piece in line.pieces:
                if piece.plain and piece.face is not None:
                    code.append(self._as_text(piece, piece.face, piece.x * size, 0.0, size))
                else:
                    code.extend(self._as_outlines(piece, 0.0, 0.0, size))
            found = self._written[key] = (line, "\n".join(code))
        return found[1]

    def _font(self, face: Face) -> TTFont:
        found = self._embedded.get(face)
        if found is None:
            # Known to this document only, never registered: two documents may be open at once.
            found = self._embedded[face] = TTFont(face.path.stem, str(face.path))
        return found

    def _as_text(
        self, piece: Piece | PlainPiece, face: Face, x: float, y: float, size: float
    ) -> str:
        font = self._font(face)
        document = self._canvas._doc  # noqa: SLF001 - TTFont's own methods ask for it
        code = [f"BT 1 0 0 1 {x:.3f} {y:.3f} Tm"]
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

    def _as_outlines(self, piece: Piece | PlainPiece, x: float, y: float, size: float) -> list[str]:
        """The shapes of a piece, then its characters, unseen, from left to right: that order
        is the one from which reader programs find their way back to the order of reading.
        """
        _add_unseen(self._canvas._doc)  # noqa: SLF001 - no public way to add a font
        return outline_code(piece, x, y, size)


def _add_unseen(document: pdfdoc.PDFDocument) -> None:
    """Make the font known to all pages of a document under its name; once is enough."""
    fonts = document.idToObject["BasicFonts"].dict
    if unseen_font.NAME[1:] in fonts:
        return
    descriptor = pdfdoc.PDFDictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": f"/{_UNSEEN_NAME}",
            "Flags": 4,
            "FontBBox": pdfdoc.PDFArray([0, -200, 500, 800]),
            "ItalicAngle": 0,
            "Ascent": 800,
            "Descent": -200,
            "CapHeight": 700,
            "StemV": 80,
            "FontFile2": _stream(
                document, unseen_font.font_file(), "unseen:file", with_length=True
            ),
        }
    )
    descendant = pdfdoc.PDFDictionary(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": f"/{_UNSEEN_NAME}",
            "CIDSystemInfo": pdfdoc.PDFDictionary(
                {
                    "Registry": pdfdoc.PDFString("Adobe"),
                    "Ordering": pdfdoc.PDFString("Identity"),
                    "Supplement": 0,
                }
            ),
            "FontDescriptor": document.Reference(descriptor, "unseen:descriptor"),
            "DW": int(1000 * unseen_font.WIDTH),
            # Every character shows the one glyph that there is.
            "CIDToGIDMap": _stream(document, bytes(2 * 0x10000), "unseen:glyphs"),
        }
    )
    font = pdfdoc.PDFDictionary(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": f"/{_UNSEEN_NAME}",
            "Encoding": "/Identity-H",
            "DescendantFonts": pdfdoc.PDFArray(
                [document.Reference(descendant, "unseen:descendant")]
            ),
            "ToUnicode": _stream(document, unseen_font.TO_UNICODE, "unseen:characters"),
        }
    )

    # As an object of its own: some readers skip a composite font that lies inside the list.
    fonts[unseen_font.NAME[1:]] = document.Reference(font, "unseen:font")


def _stream(
    document: pdfdoc.PDFDocument, content: bytes, name: str, *, with_length: bool = False
) -> pdfdoc.PDFObjectReference:
    stream = pdfdoc.PDFStream()
    stream.content = content
    stream.filters = [pdfdoc.PDFZCompress]
    if with_length:
        stream.dictionary["Length1"] = len(content)
    return document.Reference(stream, name)
