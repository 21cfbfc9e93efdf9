"""One fact about a person in the panel: what, under it more quietly since when or how often."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.disc import DiscWidget
from ui.widgets.labels import TextLabel


class FactRow(QWidget):
    """A title (a link where it leads somewhere), a second line, a chip or a disc at the end."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        second: str = "",
        *,
        chip: str = "",
        tone: str = "",
        share: float | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 2, 0, 2)
        self.row.setSpacing(10)
        if share is not None:
            disc = DiscWidget(theme, size=theme.px(26), ground="surface")
            disc.set_part(share)
            self.row.addWidget(disc, 0, Qt.AlignmentFlag.AlignTop)
        self.words = QVBoxLayout()
        self.words.setSpacing(1)
        self.title = TextLabel(theme, title, weight=500, wrap=True)
        self.words.addWidget(self.title)
        if second:
            self.words.addWidget(TextLabel(theme, second, Type.CAPTION, color="text-2", wrap=True))
        self.row.addLayout(self.words, 1)
        if chip:
            label = Chip(theme, chip, tone=tone)
            label.setMinimumWidth(label.sizeHint().width())
            self.row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)

    def lead_to(self, shell: Shell, route: Route, name: str) -> None:
        """Make the title a link."""
        link = Button(self._theme, self.title.text(), role="link", name=name)
        link.clicked.connect(lambda: shell.go(route))
        self.words.replaceWidget(self.title, link)
        self.words.setAlignment(link, Qt.AlignmentFlag.AlignLeading)
        self.title.deleteLater()
