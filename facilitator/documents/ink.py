"""Writes shaped lines as PDF operators.

Latin, Greek and Cyrillic are real text in an embedded subset of the font. Other scripts are
drawn as outlines with their characters lying unseen over them, so that searching, copying and
reading aloud give the name as it was typed. (`/ActualText` would be the other way; measured
against two reader programs, both turned round the letters of right-to-left words inside it.)
"""

from __future__ import annotations

from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from facilitator.documents import unseen_font
from facilitator.documents.fonts import Face
from facilitator.documents.text import Line, Piece, PlainPiece

Colour = tuple[float, float, float]

_UNSEEN = str.maketrans("\u00a0", " ")
_REMEMBERED = 2_000
_NO_ROOM = 0.01  # of an em
# Seen from the left, brackets in right-to-left text are the other way round.
_MIRRORED = _UNSEEN | str.maketrans("()[]{}<>«»", ")(][}{><»«")


def colour(hexadecimal: str) -> Colour:
    """A colour written ``#RRGGBB`` as three numbers from 0 to 1."""
    red, green, blue = (int(hexadecimal[index : index + 2], 16) / 255 for index in (1, 3, 5))
    return red, green, blue


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
        unseen_font.add_to(self._canvas._doc)  # noqa: SLF001 - no public way to add a font
        return outline_code(piece, x, y, size)


def outline_code(piece: Piece | PlainPiece, x: float, y: float, size: float) -> list[str]:
    """The operators that draw a piece as shapes with its characters unseen over them. They ask
    for the font of `unseen_font` under its name.
    """
    code = _shapes(piece, x, y, size)
    code.append(f"q BT 3 Tr {unseen_font.NAME} {size:.2f} Tf")
    for left, width, characters in _words(piece):
        units = characters.encode("utf-16-be").hex()
        stretch = max(1.0, 100 * width / unseen_font.WIDTH / (len(units) // 4))
        code.append(f"{stretch:.1f} Tz 1 0 0 1 {x + left * size:.2f} {y:.2f} Tm <{units}> Tj")
    # Rendering mode and stretch outlive the text object, so the state is saved around it.
    code.append("ET Q")
    return code


def _words(piece: Piece | PlainPiece) -> list[tuple[float, float, str]]:
    """Words from left to right, each with the blank at its right: from where, how wide, which
    characters in the order they stand in. Reader programs take letters written one by one for
    a column of letters when a page has many of them.
    """
    words: list[tuple[float, float, str]] = []
    open_word = False
    for left, width, char in sorted(_slots(piece), key=lambda slot: slot[0]):
        if open_word:
            start, _, characters = words[-1]
            words[-1] = (start, left + width - start, characters + char)
        else:
            words.append((left, width, char))
        open_word = char != " "
    return words


def _slots(piece: Piece | PlainPiece) -> list[tuple[float, float, str]]:
    """Where each character stands: from where, how wide, which (ems). A letter, its marks and
    what is joined to it in one shape share that room, in the direction of the piece.
    """
    room: dict[int, tuple[float, float]] = {}
    pen = piece.x
    for glyph in piece.glyphs:
        left, width = room.get(glyph.cluster, (pen, 0.0))
        room[glyph.cluster] = (left, width + glyph.advance)
        pen += glyph.advance
    starts = [start for start in sorted(room) if room[start][1] > _NO_ROOM] or sorted(room)[:1]
    starts[0] = piece.start
    room.setdefault(piece.start, room[min(room, key=lambda start: (room[start][1] == 0, start))])
    slots: list[tuple[float, float, str]] = []
    for start, end in zip(starts, [*starts[1:], piece.start + len(piece.text)], strict=True):
        part = piece.text[start - piece.start : end - piece.start]
        left, width = room[start]
        each = max(width / len(part), _NO_ROOM)
        for index, char in enumerate(part):
            place = len(part) - 1 - index if piece.right_to_left else index
            shown = char.translate(_MIRRORED if piece.right_to_left else _UNSEEN)
            slots.append((left + place * each, each, shown))
    return slots


def _shapes(piece: Piece | PlainPiece, x: float, y: float, size: float) -> list[str]:
    if piece.face is None:
        return [
            f"q {size * 0.03:.3f} w 0.35 G {x + (glyph.x + 0.06) * size:.3f} {y:.3f}"
            f" {0.5 * size:.3f} {0.72 * size:.3f} re S Q"
            for glyph in piece.glyphs
        ]
    scale = size / piece.face.units
    code: list[str] = []
    for glyph in piece.glyphs:
        outline = piece.face.outline(glyph.number)
        if outline:
            across, up = x + glyph.x * size, y + glyph.y * size
            code.append(f"q {scale:.6f} 0 0 {scale:.6f} {across:.3f} {up:.3f} cm {outline} f Q")
    return code
