"""Lines of text at their place on the room display: wrapped, cut, mirrored, ready to be drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from ui.theme.fonts import font_of
from ui.theme.palette import Palette

ELLIPSIS = "…"


@dataclass(slots=True)
class Piece:
    """Lines of text at their place; `colour` is a name of the palette's."""

    text: str
    rect: QRectF
    lines: QTextLayout
    colour: str

    @property
    def is_cut(self) -> bool:
        """Whether something of the text had no room."""
        return self.lines.text() != self.text

    @property
    def pixels(self) -> int:
        """The size of the letters."""
        return self.lines.font().pixelSize()

    def paint(self, painter: QPainter, palette: Palette) -> None:
        """Draw the lines."""
        painter.setPen(palette[self.colour])
        self.lines.draw(painter, self.rect.topLeft())


@dataclass(frozen=True, slots=True)
class Letters:
    """Makes pieces in one family, at one scale, in one direction of reading.

    Sizes and widths: `pixels` are those of the picture the sizes are designed on and grow with
    `scale`; a width is one of the screen.
    """

    families: list[str]
    scale: float
    mirrored: bool

    def font(self, pixels: float, weight: QFont.Weight) -> QFont:
        """Letters of that size; all digits are of one width."""
        return font_of(self.families, pixels * self.scale, weight, tabular=True)

    def piece(
        self,
        text: str,
        colour: str,
        pixels: float,
        weight: QFont.Weight,
        width: float,
        most_lines: int = 1,
        *,
        centred: bool = False,
    ) -> Piece:
        """A text no wider than `width`; the box of a single line is as wide as the line."""
        font = self.font(pixels, weight)
        lines = _laid_out(text, font, width, most_lines, centred=centred, mirrored=self.mirrored)
        if most_lines == 1 and not centred:
            wide = min(width, math.ceil(lines.lineAt(0).naturalTextWidth()) + 2)
            lines = _laid_out(text, font, wide, 1, centred=False, mirrored=self.mirrored)
            width = wide
        return Piece(text, QRectF(QPointF(0, 0), QSizeF(width, _height_of(lines))), lines, colour)

    def fitting(
        self,
        text: str,
        colour: str,
        pixels: float,
        smallest: float,
        weight: QFont.Weight,
        width: float,
        most_lines: int,
    ) -> Piece:
        """A piece that is made smaller before it is cut."""
        piece = self.piece(text, colour, pixels, weight, width, most_lines)
        while piece.is_cut and pixels > smallest:
            pixels = max(pixels - 4, smallest)
            piece = self.piece(text, colour, pixels, weight, width, most_lines)
        return piece

    def figures(self, text: str, pixels: float, smallest: float, width: float) -> QFont:
        """The largest letters up to `pixels` in which figures fit the width."""
        font = self.font(pixels, QFont.Weight.Medium)
        while pixels > smallest and figures_size(font, text).width() > width:
            pixels = max(pixels - 4, smallest)
            font = self.font(pixels, QFont.Weight.Medium)
        return font


def figures_size(font: QFont, text: str) -> QSizeF:
    """Room for figures: as wide as they are, as high as the letters and a little air."""
    return QSizeF(
        math.ceil(QFontMetricsF(font).horizontalAdvance(text)) + 2, font.pixelSize() * 1.06
    )


def _laid_out(
    text: str, font: QFont, width: float, most_lines: int, *, centred: bool, mirrored: bool
) -> QTextLayout:
    """Lines no wider than `width`; the last one allowed ends in "…" if more would follow."""
    shown = text
    lines = _lines(shown, font, width, centred=centred, mirrored=mirrored)
    while lines.lineCount() > most_lines or _widest(lines) > width + 1:
        cut = shown.rstrip(ELLIPSIS).rstrip()
        # Whole words go first; a single long word is cut between letters.
        shorter = cut.rsplit(" ", 1)[0] if " " in cut else cut[:-1]
        if not shorter:
            break
        shown = shorter + ELLIPSIS
        lines = _lines(shown, font, width, centred=centred, mirrored=mirrored)
    return lines


def _lines(text: str, font: QFont, width: float, *, centred: bool, mirrored: bool) -> QTextLayout:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(
        Qt.AlignmentFlag.AlignHCenter if centred else side | Qt.AlignmentFlag.AlignAbsolute
    )
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if _runs_left(text) else Qt.LayoutDirection.LeftToRight
    )
    lines = QTextLayout(text, font)
    lines.setTextOption(option)
    lines.setCacheEnabled(True)
    lines.beginLayout()
    y = 0.0
    while (line := lines.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height()
    lines.endLayout()
    return lines


def _runs_left(text: str) -> bool:
    """Whether the first strong letter belongs to a script written from right to left."""
    for letter in text:
        kind = bidirectional(letter)
        if kind in {"R", "AL"}:
            return True
        if kind == "L":
            return False
    return False


def _height_of(lines: QTextLayout) -> float:
    return sum(lines.lineAt(index).height() for index in range(lines.lineCount()))


def _widest(lines: QTextLayout) -> float:
    count = lines.lineCount()
    return max((lines.lineAt(index).naturalTextWidth() for index in range(count)), default=0.0)
