"""The panel at the end side of a screen: a title, and parts divided by hairlines."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.cards import SectionHeading
from ui.widgets.labels import TextLabel, line


class SidePanel(QFrame):
    """Fixed in width (it grows with the text), scrolls when its parts need more height.

    Put parts in with `add`; `add_section` writes a small heading first.
    """

    def __init__(
        self,
        theme: Theme,
        title: str = "",
        *,
        width: int = 316,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._width = width
        # The style sheet knows panels by object name; the own name is the accessible one.
        self.setObjectName("side_panel")
        self.setAccessibleName(title or name)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.heading: SectionHeading | None = None
        if title:
            self.heading = SectionHeading(theme, title, wrap=True)
            self.heading.row.setContentsMargins(16, 16, 16, 12)
            outer.addWidget(self.heading)
            outer.addWidget(line("horizontal"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget()
        self._body.setProperty("paper", "surface")
        self.column = QVBoxLayout(self._body)
        self.column.setContentsMargins(16, 12, 16, 16)
        self.column.setSpacing(10)
        self.column.addStretch(1)
        area.setWidget(self._body)
        outer.addWidget(area, 1)
        self._fix()
        theme.changed.connect(self._fix)

    def add(self, widget: QWidget) -> None:
        """Add a part below the others."""
        self.column.insertWidget(self.column.count() - 1, widget)

    def add_section(self, title: str) -> TextLabel:
        """A hairline (unless first) and a small heading; returns the heading."""
        if self.column.count() > 1:
            self.add(line("hair"))
        label = TextLabel(self._theme, title, Type.LABEL, color="text-3")
        self.add(label)
        return label

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._fix()

    def _fix(self) -> None:
        mirror = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setProperty("mirrored", "true" if mirror else "false")
        self.style().unpolish(self)
        self.style().polish(self)
        self.setFixedWidth(self._theme.px(self._width))
