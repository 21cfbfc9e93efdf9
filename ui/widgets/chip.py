"""A chip: a state in a word, never a button; and the icon square of rows that ask."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.widgets.painting import CHIP_TONES, chip_size, draw_chip, draw_icon


class Chip(QWidget):
    """`tone`: ``""``, ``"ok"``, ``"warn"``, ``"danger"``, ``"info"`` or ``"accent"``."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        tone: str = "",
        icon: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.words = text
        self._tone = tone
        self._icon = icon
        if name:
            self.setObjectName(name)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._remeasure)

    def set_state(self, text: str, tone: str = "", icon: str = "") -> None:
        self.words, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self._remeasure()

    @override
    def sizeHint(self) -> QSize:
        return QSize(*chip_size(self._theme, self.words, self._icon))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        draw_chip(
            QPainter(self),
            self._theme,
            self.rect(),
            self.words,
            tone=self._tone,
            icon=self._icon,
            direction=self.layoutDirection(),
        )

    def _remeasure(self) -> None:
        self.updateGeometry()
        self.update()


class IconSquare(QWidget):
    """An icon on a soft square, at the start of a row that asks for something."""

    def __init__(
        self, theme: Theme, icon: str, tone: str, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._tone = tone
        self._fix()
        theme.changed.connect(self._fix)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        fill, ink = CHIP_TONES[self._tone]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(fill))
        painter.drawRoundedRect(self.rect(), 6, 6)
        size = self._theme.px(18)
        inner = QRect(0, 0, size, size)
        inner.moveCenter(self.rect().center())
        draw_icon(painter, self._theme, inner, self._icon, ink)

    def _fix(self) -> None:
        self.setFixedSize(self._theme.px(32), self._theme.px(32))
        self.update()
