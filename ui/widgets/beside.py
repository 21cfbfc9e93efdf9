"""Two parts of a page: side by side where there is room, else one at a time behind two tabs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import line

_UNBOUNDED = 16_777_215


class Beside(QWidget):
    """`first` and `second` with their words; `fixed` is the one of the two that has a width.

    `fixed_width` and `least` (what the other one needs) are at 100 % text size. With less room, a
    large text or a small window, one of them is shown in full and the tabs choose which.

    Signals:
        folded_changed(bool): there is room for one only, or for both again.
    """

    folded_changed = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        first: tuple[str, QWidget],
        second: tuple[str, QWidget],
        *,
        fixed: int,
        fixed_width: int,
        least: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts = (first[1], second[1])
        self._fixed, self._fixed_width, self._least = fixed, fixed_width, least
        self._shown = 0
        self.folded = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._bar = self._build_bar((first[0], second[0]))
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.setSpacing(0)
        self._divider = line("vertical")
        for number, part in enumerate(self._parts):
            row.addWidget(part, 0 if number == fixed else 1)
        row.insertWidget(1, self._divider)
        column.addLayout(row, 1)
        theme.changed.connect(self._fit)
        self._bar.hide()
        self._fit()

    def _build_bar(self, words: tuple[str, str]) -> QWidget:
        bar = QWidget()
        column = QVBoxLayout(bar)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        group = QButtonGroup(bar)
        self._tabs = []
        for number, each in enumerate(words):
            tab = Button(self._theme, each, role="quiet", name=f"part_{number + 1}")
            tab.setCheckable(True)
            tab.clicked.connect(lambda _on=False, number=number: self.show_part(number))
            group.addButton(tab)
            row.addWidget(tab)
            self._tabs.append(tab)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(line("horizontal"))
        return bar

    def show_part(self, number: int) -> None:
        """Bring the first (0) or second (1) part to the front; both stay while there is room."""
        self._shown = number
        self._tabs[number].setChecked(True)
        # A panel at the end side brings its own edge.
        self._divider.setVisible(not self.folded and self._fixed == 0)
        for each, part in enumerate(self._parts):
            part.setVisible(not self.folded or each == number)

    def set_words(self, number: int, words: str) -> None:
        """Another word on a tab."""
        self._tabs[number].set_words(words)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        needed = self._theme.px(self._fixed_width + self._least)
        folded = self.width() < needed
        fixed = self._parts[self._fixed]
        if folded:
            fixed.setMinimumWidth(0)
            fixed.setMaximumWidth(_UNBOUNDED)
        else:
            fixed.setFixedWidth(self._theme.px(self._fixed_width))
        if folded != self.folded:
            self.folded = folded
            self._bar.setVisible(folded)
            self.folded_changed.emit(folded)
        self.show_part(self._shown)
