"""The questions before printing: which printer, which pages, how often, on both sides, in grey."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from ui.printing.printer import Errand, PrinterFacts, within
from ui.shell.dialogs import Sheet
from ui.theme.theme import Theme
from ui.widgets.fields import Choice
from ui.widgets.forms import Form, pad
from ui.widgets.labels import TextLabel
from ui.widgets.toggles import Switch
from ui.words import isolate, t, tn

_MOST_COPIES = 200


class PrinterSheet(Sheet):
    """Asks how to print; `errand` is the answer once it is accepted."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        title: str,
        known: Sequence[PrinterFacts],
        pages: int,
    ) -> None:
        super().__init__(
            theme,
            window,
            t("Print {title}", title=isolate(title)),
            main=t("Print"),
            width=520,
            name="printer_sheet",
        )
        self._known = list(known)
        self._pages = pages
        form = Form(theme)
        self._printer = Choice(theme, name="printer")
        for facts in known:
            self._printer.addItem(isolate(facts.words), facts.name)
        form.add_row(t("Printer"), self._printer)
        self._first = self._number("first_page", t("First page"), pages, 1)
        self._last = self._number("last_page", t("Last page"), pages, pages)
        form.add_row(
            t("Pages"),
            self._from_to(),
            help_text=tn("There is {n} page.", "There are {n} pages.", pages),
        )
        self._copies = self._number("copies", t("Copies"), _MOST_COPIES, 1)
        form.add_row(t("Copies"), self._copies, width=96)
        self._two_sided = Switch(theme, t("On both sides of the paper"), name="two_sided")
        form.add_whole(self._two_sided)
        self._grey = Switch(theme, t("In grey"), name="in_grey")
        form.add_whole(self._grey)
        self.column.addWidget(form)
        self._printer.activated.connect(lambda _at: self._follow_printer())
        self._first.valueChanged.connect(self._last.setMinimum)
        self._follow_printer()

    def errand(self) -> Errand:
        """What was chosen."""
        chosen = Errand(
            str(self._printer.currentData()),
            self._first.value(),
            self._last.value(),
            self._copies.value(),
            two_sided=self._two_sided.isEnabled() and self._two_sided.isChecked(),
            grey=self._grey.isChecked(),
        )
        return within(chosen, self._pages)

    def _number(self, name: str, words: str, most: int, value: int) -> QSpinBox:
        field = QSpinBox()
        field.setObjectName(name)
        field.setAccessibleName(words)
        field.setRange(1, most)
        field.setValue(value)
        field.setMinimumWidth(self.theme.px(72))
        pad(field)
        return field

    def _from_to(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._first)
        row.addWidget(TextLabel(self.theme, t("to"), color="text-2"))
        row.addWidget(self._last)
        row.addStretch(1)
        return box

    def _follow_printer(self) -> None:
        """What the chosen printer cannot do is not offered."""
        facts = self._known[self._printer.currentIndex()]
        self._two_sided.setEnabled(facts.two_sided and self._pages > 1)
        if not self._two_sided.isEnabled():
            self._two_sided.setChecked(False)
        self._grey.setEnabled(facts.colour)
        if not facts.colour:
            self._grey.setChecked(True)
