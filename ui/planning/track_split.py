"""Asks in how many parallel groups an activity is split, and shows who would be where."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox, QWidget

from facilitator.planning.splitting import split_heads
from ui.shell.dialogs import Sheet
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.forms import Form
from ui.widgets.labels import TextLabel
from ui.words import t, tn

_MOST = 30
_LETTERS = 26


def group_name(number: int) -> str:
    """What the group of this number (from 0) is called at first: Group A."""
    letter = chr(ord("A") + number) if number < _LETTERS else str(number + 1)
    return t("Group {letter}", letter=letter)


def sizes_words(heads: int, groups: int) -> str:
    """``23 people: 5, 5, 5, 4, 4``; "" where nobody is expected."""
    if not heads:
        return ""
    people = tn("{n} person", "{n} people", heads)
    sizes = ", ".join(map(str, split_heads(heads, groups)))
    return t("{people}: {sizes}", people=people, sizes=sizes)


class SplitSheet(Sheet):
    """How many groups; `there` are already."""

    def __init__(
        self, theme: Theme, window: QWidget, *, title: str, heads: int, there: int, suggested: int
    ) -> None:
        super().__init__(
            theme,
            window,
            t("Parallel groups"),
            main=t("Add groups") if there else t("Split in groups"),
            width=440,
            name="split_sheet",
        )
        self._heads = heads
        self._there = there
        about = (
            t("“{title}” is split already. More groups work beside those there are.", title=title)
            if there
            else t(
                "Each group does its own steps of “{title}” at the same time. Without steps of"
                " its own a group does what the activity says.",
                title=title,
            )
        )
        self.column.addWidget(TextLabel(theme, about, Type.BODY, color="text-2", wrap=True))
        form = Form(theme, label_width=120)
        self._number = QSpinBox()
        self._number.setObjectName("number_of_groups")
        self._number.setRange(1 if there else 2, _MOST - there)
        self._number.setValue(1 if there else suggested)
        row = form.add_row(t("More groups") if there else t("Groups"), self._number, width=120)
        self._row = row
        self._number.valueChanged.connect(self._say)
        self.column.addWidget(form)
        self._say()
        self._number.setFocus()
        self._number.selectAll()

    def names(self) -> list[str]:
        """The names of the groups to add."""
        return [group_name(self._there + number) for number in range(self._number.value())]

    def _say(self) -> None:
        self._row.set_help(sizes_words(self._heads, self._there + self._number.value()))
