"""A chip: a state in a word, never a button."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.widgets.painting import chip_size, draw_chip


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
