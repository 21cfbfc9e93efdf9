"""The marks of the eight families of activity kinds: one shape each, on screen and on paper."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPaintEvent, QTransform
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.theme.palette import Palette
from ui.theme.theme import Theme
from ui.theme.tokens import kind_family

_SIDE = 14.0


def kind_path(kind: str, rect: QRectF) -> QPainterPath:
    """The filled shape of an activity kind (or family), scaled into `rect`.

    `lookback` is a ring: fill with the winding as it is. Works on any `QPainter`, also a printer.
    """
    path = _SHAPES[kind_family(kind)]()
    side = min(rect.width(), rect.height())
    left = rect.center().x() - side / 2
    top = rect.center().y() - side / 2
    return QTransform.fromTranslate(left, top).scale(side / _SIDE, side / _SIDE).map(path)


def draw_kind(painter: QPainter, palette: Palette, kind: str, rect: QRectF) -> None:
    """Fill the mark of a kind in its colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(kind_path(kind, rect), palette.kind(kind).mark)
    painter.restore()


class KindMark(QWidget):
    """The mark of a kind as a widget; the word for it always stands beside it."""

    def __init__(
        self, theme: Theme, kind: str, *, size: int = 14, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = kind
        self._size = size
        self._measure()
        theme.changed.connect(self._measure)

    def set_kind(self, kind: str) -> None:
        self._kind = kind
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(self._size), self._theme.px(self._size))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        draw_kind(QPainter(self), self._theme.palette, self._kind, QRectF(self.rect()))

    def _measure(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()


def kind_mark_rect(theme: Theme, row: QRect, left: int) -> QRectF:
    """Where the mark stands in a painted row, starting at `left`."""
    size = theme.px(13)
    return QRectF(left, row.center().y() - size / 2 + 0.5, size, size)


def _half_disc() -> QPainterPath:
    path = QPainterPath(QPointF(0.5, 10.5))
    path.arcTo(QRectF(0.5, 3.0, 13, 15), 180, -180)
    path.closeSubpath()
    return path


def _spark() -> QPainterPath:
    return _polygon(
        *((7, 0.6), (8.9, 5.1), (13.4, 7), (8.9, 8.9), (7, 13.4), (5.1, 8.9), (0.6, 7), (5.1, 5.1))
    )


def _square() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(1.5, 1.5, 11, 11), 1.5, 1.5)
    return path


def _bubble() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(1, 1.5, 12, 8.5), 1.5, 1.5)
    return path.united(_polygon((3.5, 9), (7.5, 9.6), (3.5, 13)))


def _hexagon() -> QPainterPath:
    return _polygon((7, 0.8), (12.6, 4), (12.6, 10), (7, 13.2), (1.4, 10), (1.4, 4))


def _triangle() -> QPainterPath:
    return _polygon((7, 1.3), (13.3, 12.5), (0.7, 12.5))


def _ring() -> QPainterPath:
    circle = QPainterPath()
    circle.addEllipse(QPointF(7, 7), 4.7, 4.7)
    stroker = QPainterPathStroker()
    stroker.setWidth(3)
    return stroker.createStroke(circle)


def _bars() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(2, 1.5, 3.6, 11), 1.2, 1.2)
    path.addRoundedRect(QRectF(8.4, 1.5, 3.6, 11), 1.2, 1.2)
    return path


def _polygon(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    path.closeSubpath()
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


_SHAPES = {
    "frame": _half_disc,
    "warmup": _spark,
    "input": _square,
    "talk": _bubble,
    "make": _hexagon,
    "practise": _triangle,
    "lookback": _ring,
    "pause": _bars,
}
