"""A sentence right under a cell that could not take what was typed."""

from __future__ import annotations

from PySide6.QtCore import QRect, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.labels import IconLabel, TextLabel

_STAYS_MS = 8000
_WIDEST = 360
_AIR = 3


class CellNote(QFrame):
    """Floats in a table, under the field it speaks of; goes by itself after a while."""

    def __init__(self, theme: Theme, within: QWidget) -> None:
        super().__init__(within)
        self._theme = theme
        self.setObjectName("cell_note")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(6)
        row.addWidget(IconLabel(theme, "circle-alert", color="danger", size=14))
        self._label = TextLabel(theme, "", Type.CAPTION, color="danger", wrap=True)
        row.addWidget(self._label, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYS_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._label.text() if self.isVisible() else ""

    def say(self, text: str, cell: QRect) -> None:
        """Say it under a cell, or above it where there is no room below."""
        parent = self.parentWidget()
        theme, within = self._theme, parent.rect() if parent is not None else QRect()
        border, paper = theme.color("danger").name(), theme.color("surface").name()
        self.setStyleSheet(
            f"QFrame#cell_note {{ background: {paper}; border: 1px solid {border};"
            f" border-radius: {theme.radius('control')}px; }}"
        )
        self._label.setText(text)
        self.setAccessibleName(text)
        words = theme.metrics(Type.CAPTION).horizontalAdvance(text) + theme.px(14) + 40
        width = min(words, theme.px(_WIDEST), within.width() - 8)
        height = self.heightForWidth(width)
        top = cell.bottom() + _AIR
        if top + height > within.bottom():
            top = cell.top() - height - _AIR
        left = min(max(cell.left(), within.left() + 4), within.right() - width - 4)
        self.setGeometry(left, top, width, height)
        self.show()
        self.raise_()
        self._timer.start()
