"""A panel that takes the place of what to say and do, while time and keys stay where they are.

Nothing of it is modal: the keys of the console go on, but for those that the panel itself uses.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.live.key_frame import KeyFrame
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.labels import TextLabel


class ConsolePanel(KeyFrame):
    """Base of the panels: a heading with its sentence and the way out, then `column`."""

    def __init__(
        self,
        theme: Theme,
        *,
        name: str,
        title: str,
        about: str,
        leave: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setProperty("paper", "canvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 12, 24, 12)
        self.column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        heading = TextLabel(theme, title, Type.SECTION)
        self.about = TextLabel(theme, about, color="text-2", wrap=True)
        self.about.setObjectName(f"{name}_about")
        head.addWidget(heading)
        head.addWidget(self.about, 1)
        close = Button(theme, leave, role="quiet", size="small", keys="Esc", name=f"{name}_leave")
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        close.clicked.connect(self.left)
        head.addWidget(close)
        self.column.addLayout(head)
