"""Shaped letters as outlines, with their characters lying unseen over them.

Knows no library of pages: `ink` puts these operators on ReportLab's pages, `page_ink` on those of
certificates.
"""

from __future__ import annotations

from facilitator.documents import unseen_font
from facilitator.documents.text import Piece, PlainPiece

Colour = tuple[float, float, float]

_UNSEEN = str.maketrans("\u00a0", " ")
_NO_ROOM = 0.01  # of an em
# Seen from the left, brackets in right-to-left text are the other way round.
_MIRRORED = _UNSEEN | str.maketrans("()[]{}<>«»", ")(][}{><»«")


def colour(hexadecimal: str) -> Colour:
    """A colour written ``#RRGGBB`` as three numbers from 0 to 1."""
    red, green, blue = (int(hexadecimal[index : index + 2], 16) / 255 for index in (1, 3, 5))
    return red, green, blue


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
