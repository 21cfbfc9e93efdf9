"""The trouble bar: what happened, what is safe, and the way out, under the header until solved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import IconLabel, TextLabel
from ui.words import t


@dataclass(frozen=True)
class WayOut:
    """One thing a person can do about trouble: words for the button, what it does."""

    words: str
    do: Callable[[], object]
    role: str = ""


@dataclass(frozen=True)
class Trouble:
    """Known trouble in words. `key` names it, so that the same trouble shows once."""

    key: str
    headline: str
    detail: str = ""
    ways_out: tuple[WayOut, ...] = ()
    icon: str = "triangle-alert"
    lasting: bool = False


class TroubleBar(QFrame):
    """Shows one trouble at a time, the newest; a `lasting` one stays until it is solved."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._troubles: list[Trouble] = []
        self.setObjectName("trouble_bar")
        self._grid = QGridLayout(self)
        row = self._grid
        row.setContentsMargins(24, 12, 20, 12)
        row.setHorizontalSpacing(14)
        row.setColumnStretch(1, 1)
        self._icon = IconLabel(theme, "triangle-alert", color="on-danger-soft", size=24)
        row.addWidget(self._icon, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._headline = TextLabel(theme, "", Type.SECTION, color="on-danger-soft", wrap=True)
        self._headline.setObjectName("trouble_headline")
        self._detail = TextLabel(theme, "", color="on-danger-soft", wrap=True)
        self._detail.setObjectName("trouble_detail")
        words.addWidget(self._headline)
        words.addWidget(self._detail)
        row.addLayout(words, 0, 1)
        self._ways = QHBoxLayout()
        self._ways.setSpacing(8)
        row.addLayout(self._ways, 0, 2)
        self._close = IconButton(theme, "x", t("Close"), role="trouble", name="trouble_close")
        self._close.clicked.connect(self._dismiss)
        row.addWidget(self._close, 0, 3)
        self._below = False
        self.hide()

    def tell(self, trouble: Trouble) -> None:
        """Show a trouble; one with the same key is replaced."""
        self._troubles = [each for each in self._troubles if each.key != trouble.key]
        self._troubles.append(trouble)
        self._show_newest()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, trouble.headline))

    def solved(self, key: str) -> None:
        """Take the trouble of this key away."""
        self._troubles = [each for each in self._troubles if each.key != key]
        self._show_newest()

    def clear(self) -> None:
        self._troubles.clear()
        self._show_newest()

    def troubles(self) -> Sequence[Trouble]:
        return tuple(self._troubles)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """With large text or a narrow window the ways out stand below the words."""
        below = self._ways.sizeHint().width() > self.width() * 0.45
        if below != self._below:
            self._below = below
            self._grid.removeItem(self._ways)
            spot = (1, 1) if below else (0, 2)
            side = Qt.AlignmentFlag.AlignLeading if below else Qt.AlignmentFlag(0)
            self._grid.setVerticalSpacing(10)
            self._grid.addLayout(self._ways, *spot, side)

    def _dismiss(self) -> None:
        if self._troubles:
            self._troubles.pop()
        self._show_newest()

    def _show_newest(self) -> None:
        while self._ways.count():
            item = self._ways.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not self._troubles:
            self.hide()
            return
        trouble = self._troubles[-1]
        self._icon.set_icon(trouble.icon)
        self._headline.setText(trouble.headline)
        self._detail.setText(trouble.detail)
        self._detail.setVisible(bool(trouble.detail))
        self.setAccessibleName(trouble.headline)
        for number, way in enumerate(trouble.ways_out):
            role = way.role or ("main" if number == 0 else "" if number == 1 else "trouble")
            button = Button(self._theme, way.words, role=role, name=f"way_out_{number + 1}")
            button.clicked.connect(way.do)
            self._ways.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._close.setVisible(not trouble.lasting)
        self.show()
        self._arrange()


class ReadOnlyBar(QFrame):
    """Says that the workbook can be looked at and not changed, and why."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("read_only_bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 20, 8)
        row.setSpacing(10)
        row.addWidget(IconLabel(theme, "lock", color="on-info-soft", size=16))
        self._words = TextLabel(theme, "", color="on-info-soft", wrap=True)
        self._words.setObjectName("read_only_words")
        row.addWidget(self._words, 1)
        self.hide()

    def show_reason(self, text: str) -> None:
        """Show the sentence, or nothing with ``""``."""
        self._words.setText(text)
        self.setVisible(bool(text))
