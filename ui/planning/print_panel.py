"""What to print and how: which paper, on which sheet, how large; and where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from facilitator.documents.paper import Paper
from facilitator.documents.plan_sheet import PlanPaperKind
from ui.planning.print_words import paper_words
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.labels import TextLabel, line
from ui.widgets.side_panel import SidePanel
from ui.widgets.toggles import RadioMark, Switch
from ui.words import t

KINDS: Sequence[PlanPaperKind] = tuple(PlanPaperKind)
WIDTH = 340


@dataclass(frozen=True)
class PrintChoices:
    """Everything that decides what the pages look like."""

    kind: PlanPaperKind = PlanPaperKind.RUN_SHEET
    paper: Paper = Paper.A4
    large: bool = False
    with_notes: bool = True
    every_group: bool = False


class PrintPanel(SidePanel):
    """Shows and changes `choices`.

    Signals:
        chosen(object): other `PrintChoices` hold.
        print_wanted, save_wanted, open_wanted: a button was pressed.
    """

    chosen = Signal(object)
    print_wanted = Signal()
    save_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, t("Which paper"), width=WIDTH, name="print_choices")
        self.choices = PrintChoices()
        self._theme = theme
        self._kinds: dict[PlanPaperKind, RadioMark] = {}
        self._papers: dict[Paper, RadioMark] = {}
        self._build_kinds()
        self._build_sheet()
        self._build_foot()

    def show_choices(self, choices: PrintChoices) -> None:
        """Show what holds, telling nobody."""
        self.choices = choices
        marks = (self._kinds[choices.kind], self._papers[choices.paper])
        switches = {
            self._large: choices.large,
            self._notes: choices.with_notes,
            self._every_group: choices.every_group,
        }
        for mark in marks:
            with QSignalBlocker(mark):
                mark.setChecked(True)
        for switch, on in switches.items():
            with QSignalBlocker(switch):
                switch.setChecked(on)
        self._follow_kind()

    def first(self) -> QWidget:
        """The chosen paper, where the keyboard begins."""
        return self._kinds[self.choices.kind]

    def choose_kind(self, kind: PlanPaperKind) -> None:
        """Take another paper."""
        self._kinds[kind].setChecked(True)
        self._take(replace(self.choices, kind=kind))

    def set_ready(self, ready: bool) -> None:
        """Whether there are pages to print."""
        for button in (self.print_button, self.save_button, self.open_button):
            button.setEnabled(ready)

    def show_pages(self, words: str) -> None:
        """How many pages there are, in words."""
        self._pages.setText(words)

    # Building -------------------------------------------------------------------------------------

    def _build_kinds(self) -> None:
        box = QWidget()
        column = QVBoxLayout(box)
        # Room for the ring around the mark that has the focus.
        column.setContentsMargins(4, 2, 4, 0)
        column.setSpacing(1)
        group = QButtonGroup(box)
        for kind in KINDS:
            words = paper_words(kind)
            mark = RadioMark(self._theme, words.title, name=f"paper_{kind.value}")
            mark.setAccessibleDescription(words.about)
            mark.clicked.connect(lambda _on=False, kind=kind: self.choose_kind(kind))
            group.addButton(mark)
            column.addWidget(mark, 0, Qt.AlignmentFlag.AlignLeft)
            about = TextLabel(self._theme, words.about, Type.CAPTION, color="text-3", wrap=True)
            about.setContentsMargins(self._theme.px(26), 0, 0, 3)
            column.addWidget(about)
            self._kinds[kind] = mark
        self.add(box)

    def _build_sheet(self) -> None:
        self.add_section(t("Paper"))
        sizes = QWidget()
        row = QHBoxLayout(sizes)
        row.setContentsMargins(4, 2, 4, 2)
        row.setSpacing(20)
        group = QButtonGroup(sizes)
        words = {Paper.A4: t("A4"), Paper.LETTER: t("Letter"), Paper.A5: t("A5")}
        for paper, text in words.items():
            mark = RadioMark(self._theme, text, name=f"sheet_{paper.value.lower()}")
            mark.clicked.connect(
                lambda _on=False, paper=paper: self._take(replace(self.choices, paper=paper))
            )
            group.addButton(mark)
            row.addWidget(mark)
            self._papers[paper] = mark
        row.addStretch(1)
        self.add(sizes)
        self._large = self._switch(t("Large print, 16 points and more"), "large_print")
        self._large.toggled.connect(lambda on: self._take(replace(self.choices, large=on)))
        self._notes = self._switch(t("With what to say and do"), "with_notes")
        self._notes.toggled.connect(lambda on: self._take(replace(self.choices, with_notes=on)))
        self._every_group = self._switch(t("A sheet for every group"), "every_group")
        self._every_group.toggled.connect(
            lambda on: self._take(replace(self.choices, every_group=on))
        )

    def _switch(self, words: str, name: str) -> Switch:
        switch = Switch(self._theme, words, name=name)
        self.add(switch)
        return switch

    def _build_foot(self) -> None:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        self._pages = TextLabel(self._theme, "", color="text-2", wrap=True)
        self._pages.setObjectName("pages_there_are")
        column.addWidget(self._pages)
        self.print_button = Button(
            self._theme, t("Print…"), role="main", size="large", icon="printer", keys="Ctrl+P",
            name="print",
        )  # fmt: skip
        column.addWidget(self.print_button)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.save_button = Button(
            self._theme, t("Save PDF…"), icon="file-down", keys="Ctrl+S", name="save_pdf"
        )
        self.open_button = Button(self._theme, t("Open"), role="quiet", name="open_pdf")
        self.open_button.setAccessibleDescription(t("With the program this computer has for PDFs"))
        row.addWidget(self.save_button, 1)
        row.addWidget(self.open_button)
        column.addLayout(row)
        outer = self.layout()
        if outer is not None:
            outer.addWidget(line("horizontal"))
            outer.addWidget(foot)
        self.print_button.clicked.connect(self.print_wanted)
        self.save_button.clicked.connect(self.save_wanted)
        self.open_button.clicked.connect(self.open_wanted)

    # ----------------------------------------------------------------------------------------------

    def _take(self, choices: PrintChoices) -> None:
        if choices == self.choices:
            return
        self.choices = choices
        self._follow_kind()
        self.chosen.emit(choices)

    def _follow_kind(self) -> None:
        """A choice that does nothing to this paper is not offered."""
        kind, large = self.choices.kind, self.choices.large
        shown: dict[QAbstractButton, bool] = {
            self._large: kind is not PlanPaperKind.ROOM_SIGNS,
            self._notes: kind is PlanPaperKind.RUN_SHEET and not large,
            self._every_group: kind is PlanPaperKind.TASK_SHEETS,
        }
        for switch, wanted in shown.items():
            switch.setVisible(wanted)
