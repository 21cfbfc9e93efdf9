"""What a page says while there is nothing on it: what it is for, and how to begin."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.labels import IconLabel, TextLabel


class EmptyState(QWidget):
    """Icon, title, one or two sentences, buttons; in the middle of the page, words to the start."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        text: str,
        *,
        icon: str = "",
        buttons: tuple[Button, ...] = (),
        aside: str = "",
        name: str = "empty_state",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addStretch(2)
        if icon:
            words.addWidget(IconLabel(theme, icon, color="text-3", size=32))
            words.addSpacing(8)
        self.title = TextLabel(theme, title, Type.TITLE, wrap=True)
        words.addWidget(self.title)
        self.text = TextLabel(theme, text, Type.ROW, weight=400, color="text-2", wrap=True)
        words.addWidget(self.text)
        if buttons:
            words.addSpacing(8)
            row = QHBoxLayout()
            row.setSpacing(12)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            words.addLayout(row)
        if aside:
            words.addWidget(TextLabel(theme, aside, Type.CAPTION, color="text-3", wrap=True))
        words.addStretch(3)
        outer.addLayout(words)
        outer.addStretch(1)
        self.title.setMinimumWidth(theme.px(440))
        self.text.setMaximumWidth(theme.px(520))
