"""The page one begins from: the ring, a heading, what it is for, ways in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
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
    """Ring at the start side, words and buttons beside it, cards below; scrolls if it must.

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
        outer.setContentsMargins(20, 24, 20, 24)
        outer.addStretch(5)
        self._middle = QWidget()
        column = self._column = QVBoxLayout(self._middle)
        column.setContentsMargins(4, 0, 4, 4)
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
        self._ring = ThreadRing(theme, steps)
        row.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(theme.space(3))
        words.addStretch(1)
        words.addWidget(TextLabel(theme, title, Type.DISPLAY, wrap=True))
        words.addWidget(TextLabel(theme, text, Type.SECTION, weight=400, color="text-2", wrap=True))
        words.addSpacing(theme.space(2))
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(theme.space(3))
        for button in buttons:
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        self._buttons.addStretch(1)
        words.addLayout(self._buttons)
        if aside:
            words.addWidget(TextLabel(theme, aside, Type.CAPTION, color="text-2", wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)
        return row

    def _arrange(self) -> None:
        width = min(self._theme.px(_WIDTH), max(320, self.viewport().width() - 40))
        self._middle.setFixedWidth(width)
        least = self._theme.px(260)
        with_ring = width >= least * 3
        self._ring.setVisible(with_ring)
        room = width - (self._ring.sizeHint().width() + self._theme.space(12)) * with_ring
        side_by_side = self._buttons_width() <= room
        self._buttons.setDirection(
            QBoxLayout.Direction.LeftToRight if side_by_side else QBoxLayout.Direction.TopToBottom
        )
        self._arrange_cards(width, least)
        # A fixed width hides from the scroll area how high the words are at that width.
        self._middle.setMinimumHeight(self._column.totalHeightForWidth(width))

    def _buttons_width(self) -> int:
        items = (self._buttons.itemAt(index) for index in range(self._buttons.count()))
        widgets = [item.widget() for item in items if item is not None]
        widths = [widget.sizeHint().width() for widget in widgets if widget is not None]
        return sum(widths) + self._theme.space(3) * len(widths)

    def _arrange_cards(self, width: int, least: int) -> None:
        columns = max(1, min(len(self._cards), width // least))
        if columns == self._columns:
            return
        self._columns = columns
        for index, card in enumerate(self._cards):
            self._grid.addWidget(card, index // columns, index % columns)
            card.show()
