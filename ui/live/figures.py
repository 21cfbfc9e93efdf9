"""Large figures that change every second without anything around them moving."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type


class ClockFigure(QWidget):
    """A time in large figures. New digits repaint it; only another count of digits moves others.

    `smallest` is the height in pixels to which the figures may shrink where there is no room.
    """

    def __init__(
        self,
        theme: Theme,
        *,
        what: str,
        name: str,
        step: Type = Type.CLOCK,
        smallest: int = 20,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._what = what
        self._step = step
        self._smallest = smallest
        self._largest = 1000
        self._text = ""
        self._color = "text"
        self.setObjectName(name)
        self.setAccessibleName(what)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._remeasure)

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text

    def show_time(self, text: str, *, color: str = "text", what: str = "") -> None:
        """Show a time; `what` is what it tells, for screen readers."""
        self._what = what or self._what
        if (text, color) == (self._text, self._color):
            return
        moved = len(text) != len(self._text)
        self._text, self._color = text, color
        self.setAccessibleName(f"{self._what} {text}")
        if moved:
            self._remeasure()
        else:
            self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        width = metrics.horizontalAdvance(self._text or "00:00") + self._theme.px(4)
        return QSize(width, round(self._font().pixelSize() * 1.08))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(
            round(self.sizeHint().width() * self._smallest / self._font().pixelSize()),
            self.sizeHint().height(),
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self._font()
        while (
            font.pixelSize() > self._smallest
            and QFontMetrics(font).horizontalAdvance(self._text) > self.width()
        ):
            font.setPixelSize(font.pixelSize() - 2)
        painter.setFont(font)
        painter.setPen(self._theme.color(self._color))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        # Figures are never mirrored, only their place: a sign stays before what it is the sign of.
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect(), side | Qt.AlignmentFlag.AlignVCenter, self._text)

    def limit(self, pixels: int) -> None:
        """Draw figures no higher than that many pixels."""
        if pixels != self._largest:
            self._largest = pixels
            self._remeasure()

    def _font(self) -> QFont:
        font = self._theme.font(self._step, tabular=True)
        font.setPixelSize(max(min(font.pixelSize(), self._largest), self._smallest))
        return font

    def _remeasure(self) -> None:
        self.updateGeometry()
        self.update()
