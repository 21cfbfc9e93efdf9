"""What the agenda says while it is empty: what it is for, and the ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.cards import ActionCard
from ui.widgets.labels import TextLabel
from ui.words import t

_WIDTH = 720


class AgendaStart(QScrollArea):
    """One main button, and a card for each other way in.

    Attributes:
        add: begin with an activity.
        cards: the other ways, by key: library, template, import, paste.

    Signals:
        way_chosen(str): the key of a card that was pressed.

    """

    way_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("empty_agenda")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setProperty("paper", "canvas")
        outer = QVBoxLayout(body)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(2)
        middle = QWidget()
        middle.setMaximumWidth(theme.px(_WIDTH))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(
            TextLabel(theme, t("What will happen in this workshop?"), Type.TITLE, wrap=True)
        )
        about = t(
            "An agenda is a list of activities with their minutes. The times follow by themselves,"
            " and so do the run sheet, the clock in the room and the hours on the certificates."
        )
        column.addWidget(TextLabel(theme, about, Type.ROW, weight=400, color="text-2", wrap=True))
        column.addSpacing(8)
        self.add = Button(
            theme,
            t("Add the first activity"),
            role="main",
            size="large",
            icon="plus",
            keys="Ins",
            name="add_first_activity",
        )
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        hint = t("A welcome, something to do together and a look back make a good beginning.")
        column.addWidget(TextLabel(theme, hint, Type.CAPTION, color="text-3", wrap=True))
        column.addSpacing(12)
        self.cards = self._make_cards(theme)
        grid = QGridLayout()
        grid.setSpacing(16)
        for number, (key, card) in enumerate(self.cards.items()):
            card.clicked.connect(lambda _checked=False, key=key: self.way_chosen.emit(key))
            grid.addWidget(card, number // 2, number % 2)
        column.addLayout(grid)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle, 100)
        across.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(3)
        self.setWidget(body)

    def set_editable(self, *, editable: bool) -> None:
        """Whether anything may be begun here."""
        self.add.setEnabled(editable)
        for card in self.cards.values():
            card.setEnabled(editable)

    @staticmethod
    def _make_cards(theme: Theme) -> dict[str, ActionCard]:
        return {
            "library": ActionCard(
                theme,
                t("From the library"),
                t("Methods with steps, materials and minutes."),
                icon="library",
                keys="Ctrl+L",
                name="begin_from_library",
            ),
            "template": ActionCard(
                theme,
                t("From a template"),
                t("All activities of a workshop you kept."),
                icon="files",
                name="begin_from_template",
            ),
            "import": ActionCard(
                theme,
                t("From a spreadsheet"),
                t("A plan you wrote as a table."),
                icon="file-spreadsheet",
                name="begin_from_spreadsheet",
            ),
            "paste": ActionCard(
                theme,
                t("Paste a list"),
                t("One line an activity, its minutes behind it."),
                icon="clipboard-list",
                name="begin_by_pasting",
            ),
        }
