"""Draws the room display: discs, times, what we do now and what comes next.

Where the pieces stand is worked out once for each size and set of words (`room_arrange`); a second
that passes changes the digits, slivers of discs and nothing else (`changed`).
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap, QRegion

from facilitator.live.model import RoomLayout
from ui.live.phase_disc import RIM_ROOM, paint_done, paint_phase_disc
from ui.live.room_arrange import SMALLEST, Arrangement, Disc, arrange
from ui.live.room_words import COUNTDOWN_FROM, MAIN, RoomWords
from ui.theme.icons import icon_pixmap
from ui.theme.palette import Palette
from ui.widgets.disc import draw_disc, draw_ring
from ui.widgets.kind_mark import draw_kind
from ui.widgets.painting import draw_logo

__all__ = ["SMALLEST", "Arrangement", "RoomPainter"]


class RoomPainter:
    """Arranges and paints room words in one ink, with one family of letters."""

    def __init__(self, palette: Palette, families: list[str]) -> None:
        self.palette = palette
        self._families = families
        self._icons: dict[tuple[str, str, int, float], QPixmap] = {}

    def arrange(self, words: RoomWords, size: QSizeF, direction: Qt.LayoutDirection) -> Arrangement:
        """Give everything its place on a screen of that size."""
        return arrange(words, size, direction, self._families)

    @staticmethod
    def same_places(one: RoomWords, other: RoomWords) -> bool:
        """Whether both fit one arrangement: they differ in digits and in discs alone."""
        return one.lasting == other.lasting

    @staticmethod
    def changed(arrangement: Arrangement, old: RoomWords, new: RoomWords) -> QRegion:
        """What must be painted again when `new` follows `old` in the same arrangement."""
        region = QRegion()
        for figure in arrangement.figures:
            if old.figures.get(figure.key) != new.figures.get(figure.key):
                region += _outer(figure.rect)
        for disc in arrangement.discs:
            before, after = old.shares.get(disc.key, 0.0), new.shares.get(disc.key, 0.0)
            if before != after:
                region += _outer(_sliver(disc.rect, arrangement.scale, before, after))
        return region

    def paint(
        self, painter: QPainter, words: RoomWords, arrangement: Arrangement, region: QRegion
    ) -> None:
        """Draw what touches the region."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(QPointF(0, 0), arrangement.size), self.palette["canvas"])
        for rect, colour in arrangement.fills:
            if _touches(region, rect):
                self._paint_fill(painter, arrangement, rect, colour)
        for disc in arrangement.discs:
            reach = RIM_ROOM * disc.rect.width()
            if _touches(region, disc.rect.adjusted(-reach, -reach, reach, reach)):
                self._paint_disc(painter, words, disc)
        for piece in arrangement.pieces:
            if _touches(region, piece.rect):
                piece.paint(painter, self.palette)
        for figure in arrangement.figures:
            if _touches(region, figure.rect):
                painter.setFont(figure.font)
                painter.setPen(self.palette[figure.colour])
                painter.drawText(figure.rect, figure.alignment, words.figures.get(figure.key, ""))
        self._paint_signs(painter, words, arrangement, region)

    def _paint_fill(
        self, painter: QPainter, arrangement: Arrangement, rect: QRectF, colour: str
    ) -> None:
        if rect.width() >= arrangement.size.width():
            painter.fillRect(rect, self.palette[colour])
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette[colour])
        radius = 10 * arrangement.scale
        painter.drawRoundedRect(rect, radius, radius)

    def _paint_disc(self, painter: QPainter, words: RoomWords, disc: Disc) -> None:
        share = words.shares.get(disc.key, 0.0)
        if disc.plain:
            if disc.over:
                draw_ring(painter, self.palette, disc.rect)
            else:
                draw_disc(painter, self.palette, disc.rect, share)
            return
        if words.done:
            paint_done(painter, self.palette, disc.rect)
            return
        small = words.layout is RoomLayout.AGENDA and disc.key == MAIN
        paint_phase_disc(
            painter,
            self.palette,
            disc.rect,
            share,
            phase=words.phase,
            minutes=0 if small else words.minutes,
            paused=words.paused and not words.in_ring,
        )

    def _paint_signs(
        self, painter: QPainter, words: RoomWords, arrangement: Arrangement, region: QRegion
    ) -> None:
        for kind, rect in arrangement.marks:
            if _touches(region, rect):
                draw_kind(painter, self.palette, kind, rect)
        for name, rect, colour in arrangement.icons:
            if _touches(region, rect):
                painter.drawPixmap(rect.topLeft(), self._icon(painter, name, rect, colour))
        if arrangement.logo is not None and _touches(region, arrangement.logo):
            draw_logo(painter, arrangement.logo, self.palette["disc-fill"])
        bar = arrangement.countdown
        if bar is not None and words.countdown is not None and _touches(region, bar):
            left = QRectF(bar)
            left.setWidth(bar.width() * min(words.countdown / COUNTDOWN_FROM, 1.0))
            if arrangement.mirrored:
                left.moveRight(bar.right())
            painter.fillRect(left, self.palette["disc-fill"])

    def _icon(self, painter: QPainter, name: str, rect: QRectF, colour: str) -> QPixmap:
        """A sign for those who do not read the word; drawn once."""
        side, ratio = round(rect.width()), painter.device().devicePixelRatio()
        key = (name, colour, side, ratio)
        if key not in self._icons:
            self._icons[key] = icon_pixmap(name, self.palette[colour], side, ratio)
        return self._icons[key]


def _touches(region: QRegion, rect: QRectF) -> bool:
    return region.intersects(rect.toAlignedRect())


def _outer(rect: QRectF) -> QRegion:
    return QRegion(rect.toAlignedRect().adjusted(-1, -1, 1, 1))


def _sliver(disc: QRectF, scale: float, share: float, other: float) -> QRectF:
    """The box around the slice by which two shares differ."""
    low, high = sorted((share, other))
    path = QPainterPath(disc.center())
    path.arcTo(disc, 90 + 360 * low, 360 * (high - low))
    path.closeSubpath()
    edge = 2 * scale
    return path.boundingRect().adjusted(-edge, -edge, edge, edge)
