"""The page one begins from: the ring, a heading, what it is for, ways in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.cards import ActionCard
from ui.widgets.labels import TextLabel
from ui.widgets.thread_ring import ThreadRing
from ui.words import t

_WIDTH = 860


class StartPage(QScrollArea):
    """Ring at the start side, words and buttons beside it, a row of cards below; scrolls if it must.

    With little width the cards stand below each other.
    """

    def __init__(
        self,
        theme: Theme,
        title: str,
        text: str,
        *,
        buttons: Sequence[Button],
        aside: str = "",
        cards: Sequence[ActionCard] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cards = list(cards)
        self.setObjectName("start_page")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setProperty("paper", "canvas")
        self.setWidget(body)
        outer = QVBoxLayout(body)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(5)
        self._middle = QWidget()
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(12))
        column.addLayout(self._build_head(title, text, buttons, aside))
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.space(4))
        column.addLayout(self._grid)
        outer.addWidget(self._middle, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(6)
        self._columns = 0
        self._arrange()
        theme.changed.connect(self._arrange)

    def set_cards(self, cards: Sequence[ActionCard]) -> None:
        """Show other cards."""
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = list(cards)
        self._columns = 0
        self._arrange()

    @override
    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._arrange()

    def _build_head(
        self, title: str, text: str, buttons: Sequence[Button], aside: str
    ) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(theme.space(12))
        steps = (t("Plan"), t("Run"), t("Attend"), t("Observe"), t("Certify"), t("Report"))
        row.addWidget(ThreadRing(theme, steps), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(theme.space(3))
        words.addStretch(1)
        words.addWidget(TextLabel(theme, title, Type.DISPLAY, wrap=True))
        words.addWidget(TextLabel(theme, text, Type.SECTION, weight=400, color="text-2", wrap=True))
        words.addSpacing(theme.space(2))
        line = QHBoxLayout()
        line.setSpacing(theme.space(3))
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        words.addLayout(line)
        if aside:
            words.addWidget(TextLabel(theme, aside, Type.CAPTION, color="text-2", wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)
        return row

    def _arrange(self) -> None:
        width = min(self._theme.px(_WIDTH), max(320, self.viewport().width() - 48))
        self._middle.setFixedWidth(width)
        least = self._theme.px(260)
        columns = max(1, min(len(self._cards), width // least))
        if columns == self._columns:
            return
        self._columns = columns
        for index, card in enumerate(self._cards):
            self._grid.addWidget(card, index // columns, index % columns)
            card.show()
