"""The thread of the work as a ring: plan, run, attend, observe, certify, report."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.palette import mixed
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.painting import draw_logo

_SIDE = 228
_GAP_DEGREES = 8.0


class ThreadRing(QWidget):
    """As many arcs as there are steps, from twelve o'clock on; step `at` is the one for now."""

    def __init__(
        self, theme: Theme, steps: Sequence[str], *, at: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps = tuple(steps)
        self._at = at
        self.setObjectName("thread_ring")
        self.setAccessibleName(", ".join(steps))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._remeasure)

    @override
    def sizeHint(self) -> QSize:
        widest = max(self._theme.metrics(Type.BODY).horizontalAdvance(s) for s in self._steps)
        # Two words and the logo stand side by side within the ring.
        side = max(self._theme.px(_SIDE), round(2 * widest + self._theme.px(96)))
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        side = float(min(self.width(), self.height()))
        width = side * 0.07
        ring = QRectF(0, 0, side, side).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        share = 360 / len(self._steps)
        pale = mixed(theme.color("accent"), theme.color("canvas"), 0.22)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for index, step in enumerate(self._steps):
            now = index == self._at
            pen = QPen(theme.color("accent") if now else pale, width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            begin = 90 - index * share - _GAP_DEGREES / 2
            span = -(share - _GAP_DEGREES)
            if right_to_left:
                begin, span = 180 - begin, -span
            painter.drawArc(ring, round(begin * 16), round(span * 16))
            self._paint_step(painter, ring, begin + span / 2, step, now=now)
        logo = QRectF(0, 0, theme.px(38), theme.px(38))
        logo.moveCenter(ring.center())
        draw_logo(painter, logo, theme.color("accent"))

    def _paint_step(
        self, painter: QPainter, ring: QRectF, degrees: float, step: str, *, now: bool
    ) -> None:
        theme = self._theme
        font = theme.font(Type.BODY_STRONG if now else Type.BODY)
        metrics = theme.metrics(Type.BODY_STRONG if now else Type.BODY)
        angle = math.radians(degrees)
        radius = ring.width() / 2 * 0.62
        centre = ring.center() + QPointF(math.cos(angle) * radius, -math.sin(angle) * radius)
        rect = QRectF(0, 0, metrics.horizontalAdvance(step) + 4, metrics.height())
        rect.moveCenter(centre)
        painter.setFont(font)
        painter.setPen(theme.color("accent" if now else "text-2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, step)

    def _remeasure(self) -> None:
        self.updateGeometry()
        self.update()
