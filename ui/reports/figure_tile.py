"""One figure of a report: the number, of what it is a part, and how it is counted."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.labels import TextLabel


class FigureTile(QWidget):
    """Number and words stand together, the explanation below; nothing is a bare percentage."""

    def __init__(
        self,
        theme: Theme,
        number: str,
        words: str,
        explained: str,
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(f"{number} {words}")
        self.setAccessibleDescription(explained)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(TextLabel(theme, number, Type.DISPLAY, tabular=True))
        column.addWidget(TextLabel(theme, words, weight=500, wrap=True))
        column.addWidget(TextLabel(theme, explained, Type.CAPTION, color="text-3", wrap=True))
        column.addStretch(1)
