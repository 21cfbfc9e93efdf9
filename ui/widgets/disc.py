"""The disc: time left, time attended, places taken. It shrinks clockwise from twelve o'clock."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.palette import Palette
from ui.theme.theme import Theme

MOST_TICKS = 60


def draw_disc(
    painter: QPainter,
    palette: Palette,
    rect: QRectF,
    part: float,
    *,
    ticks: int = 0,
    fill: str = "disc-fill",
    tick_colour: QColor | None = None,
    hatched: bool = False,
) -> None:
    """Draw a disc with `part` (0 to 1) of it left.

    `ticks` divide the rim, one a minute; `hatched` is for paper in one ink.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette["disc-track"])
    painter.drawEllipse(rect)
    brush = QBrush(palette[fill])
    if hatched:
        brush.setStyle(Qt.BrushStyle.BDiagPattern)
    painter.setBrush(brush)
    left = min(max(part, 0.0), 1.0)
    if left >= 1.0:
        painter.drawEllipse(rect)
    elif left > 0.0:
        # Qt counts sixteenths of a degree against the clock: what is left ends at twelve.
        painter.drawPie(rect, 90 * 16, round(left * 360 * 16))
    if 1 < ticks <= MOST_TICKS:
        _draw_ticks(painter, rect, ticks, tick_colour or palette["canvas"])
    painter.restore()


def draw_ring(
    painter: QPainter, palette: Palette, rect: QRectF, part: float = 1.0, fill: str = "disc-over"
) -> None:
    """The open ring of overtime; `part` of it drawn, from twelve clockwise, the rest as track."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = rect.width() * 0.09
    inner = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    for colour, span in (("disc-track", 1.0), (fill, part)):
        pen = QPen(palette[colour], width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawArc(inner, 90 * 16, -round(min(max(span, 0.0), 1.0) * 360 * 16))
    painter.restore()


def _draw_ticks(painter: QPainter, rect: QRectF, ticks: int, colour: QColor) -> None:
    centre, radius = rect.center(), rect.width() / 2
    painter.setPen(QPen(colour, max(1.0, radius * 0.02)))
    for index in range(ticks):
        angle = 2 * math.pi * index / ticks
        direction = QPointF(math.sin(angle), -math.cos(angle))
        painter.drawLine(QLineF(centre + direction * radius * 0.91, centre + direction * radius))


class DiscWidget(QWidget):
    """A disc that others set; it has no clock of its own and repaints only when it changes.

    Attributes set by methods: the part left, the ticks, the colour (``disc-fill``, ``disc-warn``),
    and `overtime`, which turns the disc into an open ring.
    """

    def __init__(
        self,
        theme: Theme,
        *,
        size: int = 0,
        name: str = "",
        ground: str = "canvas",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = size
        self._ground = ground
        self._part = 1.0
        self._ticks = 0
        self._fill = "disc-fill"
        self._overtime = False
        if name:
            self.setObjectName(name)
        if size:
            self._fix()
            theme.changed.connect(self._fix)
        else:
            expanding = QSizePolicy.Policy.Expanding
            self.setSizePolicy(expanding, expanding)
        theme.changed.connect(self.update)

    def set_part(self, part: float) -> None:
        """How much is left, 0 to 1. Repaints only when at least a third of a degree differs."""
        part = min(max(part, 0.0), 1.0)
        if abs(part - self._part) * 1080 >= 1 or (part in {0.0, 1.0} and part != self._part):
            self._part = part
            self.update()

    def set_look(self, *, ticks: int = 0, fill: str = "disc-fill", overtime: bool = False) -> None:
        if (ticks, fill, overtime) != (self._ticks, self._fill, self._overtime):
            self._ticks, self._fill, self._overtime = ticks, fill, overtime
            self.update()

    @property
    def part(self) -> float:
        return self._part

    @override
    def sizeHint(self) -> QSize:
        side = self._theme.px(self._size or 240)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        side = min(self.width(), self.height()) - 2.0
        rect = QRectF(0, 0, side, side)
        rect.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        if self._overtime:
            draw_ring(painter, self._theme.palette, rect)
            return
        draw_disc(
            painter,
            self._theme.palette,
            rect,
            self._part,
            ticks=self._ticks,
            fill=self._fill,
            tick_colour=self._theme.color(self._ground),
        )

    def _fix(self) -> None:
        self.setFixedSize(self.sizeHint())
