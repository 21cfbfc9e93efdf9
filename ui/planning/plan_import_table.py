"""The preview of a table: a choice above each column for what it holds, the outcome of each row."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QWidget
from typing_extensions import override

from facilitator.exchange.plan_columns import PlanField
from facilitator.exchange.plan_table_rows import PlanImportPlan
from ui.planning.plan_import_rows import IN, NO, OUT, PreviewRow, preview_rows
from ui.planning.plan_import_words import column_letter, field_words
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.fields import Choice
from ui.widgets.tables import Cell, Column, TableModel, TableView
from ui.words import isolate, t

_NUMBER_WIDTH, _WHAT_WIDTH = 56, 300
_NARROWEST, _WIDEST, _LOOKED_AT = 128, 240, 60
_FIRST = 2
"""Columns of ours before those of the file: the row's number and what happens to it."""


class ChoiceHeader(QHeaderView):
    """A header whose sections of the file are choices.

    Signals:
        chosen(int, object): the column at this place (from 0) holds this `PlanField`, or None.
    """

    chosen = Signal(int, object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._choices: list[Choice] = []
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(24)
        self.sectionResized.connect(lambda *_sizes: self._place())
        theme.changed.connect(self._grow)
        self._grow()

    def show_plan(self, plan: PlanImportPlan, columns: int) -> None:
        """One choice for each column of the file, showing what it holds."""
        while len(self._choices) > columns:
            self._choices.pop().deleteLater()
        while len(self._choices) < columns:
            self._choices.append(self._make(len(self._choices)))
        for place, choice in enumerate(self._choices):
            held = plan.columns.get(place)
            heading = plan.headings[place] if place < len(plan.headings) else ""
            letter = column_letter(place)
            choice.setAccessibleName(
                t("Column {letter}, {heading}", letter=letter, heading=isolate(heading))
                if heading
                else t("Column {letter}", letter=letter)
            )
            with QSignalBlocker(choice):
                choice.setCurrentIndex(choice.findData(held) if held is not None else 0)
        self._place()

    def choices(self) -> list[Choice]:
        """The fields above the columns, in their order."""
        return list(self._choices)

    def keep_in_place(self) -> None:
        """Put the choices where their sections are now."""
        self._place()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched in self._choices:
            self._bring_into_view(self._choices.index(watched))  # type: ignore[arg-type]
        return super().eventFilter(watched, event)

    def _make(self, place: int) -> Choice:
        choice = Choice(self._theme, name=f"column_{column_letter(place)}")
        choice.setParent(self.viewport())
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.addItem(t("leave out"), None)
        for held in PlanField:
            choice.addItem(field_words(held), held)
        choice.activated.connect(lambda at: self._tell(place, choice.itemData(at)))
        choice.view().setMinimumWidth(self._theme.px(200))
        choice.installEventFilter(self)
        choice.show()
        return choice

    def _tell(self, place: int, value: str | None) -> None:
        # Qt keeps an enumeration of texts as a plain text.
        self.chosen.emit(place, PlanField(value) if value else None)

    def _bring_into_view(self, place: int) -> None:
        table = self.parent()
        if isinstance(table, TableView) and table.model() is not None:
            table.scrollTo(table.model().index(max(table.currentIndex().row(), 0), place + _FIRST))

    def _place(self) -> None:
        height = self._theme.control("height")
        top = (self.height() - height) // 2
        for place, choice in enumerate(self._choices):
            section = place + _FIRST
            if section >= self.count():
                continue
            left = self.sectionViewportPosition(section)
            choice.setGeometry(left + 4, top, max(self.sectionSize(section) - 8, 20), height)

    def _grow(self) -> None:
        self.setFixedHeight(self._theme.control("height") + self._theme.px(14))
        self._place()


class ImportTable(TableView):
    """Rows of the file, each with its number and its outcome.

    Signals:
        column_chosen(int, object): see `ChoiceHeader`.
    """

    column_chosen = Signal(int, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="plan_import_rows", title=t("Rows of the file"))
        self._columns = -1
        self._rows_model: TableModel[PreviewRow] | None = None
        self._header = ChoiceHeader(theme, self)
        self.setHorizontalHeader(self._header)
        self._header.chosen.connect(self.column_chosen)
        self.horizontalScrollBar().valueChanged.connect(lambda _at: self._header.keep_in_place())

    def show_plan(self, plan: PlanImportPlan) -> None:
        """Show what the plan says of each row; the chosen row stays chosen."""
        rows = preview_rows(plan)
        columns = max((len(row.cells) for row in rows), default=0)
        current, place = self.current_row(), self.verticalScrollBar().value()
        if self._rows_model is None or columns != self._columns:
            self._columns = columns
            self._rows_model = TableModel[PreviewRow](self._make_columns(rows, columns), self)
            self.set_table_model(self._rows_model)
        self._rows_model.set_rows(rows)
        self._header.show_plan(plan, columns)
        wanted = current.number if current is not None else _first_to_look_at(rows)
        at = next((n for n, row in enumerate(rows) if row.number == wanted), 0)
        self.setCurrentIndex(self._rows_model.index(at, 0))
        self.verticalScrollBar().setValue(place)

    def header(self) -> ChoiceHeader:
        """The choices above the columns."""
        return self._header

    def go_to_row(self, state: str) -> None:
        """Make the next row in a state the current one, from the top again after the last."""
        model = self._rows_model
        if model is None:
            return
        rows = model.rows()
        after = self.currentIndex().row()
        order = [*range(after + 1, len(rows)), *range(after + 1)]
        found = next((n for n in order if rows[n].state == state), None)
        if found is not None:
            self.setCurrentIndex(model.index(found, 0))

    def _make_columns(self, rows: list[PreviewRow], count: int) -> list[Column[PreviewRow]]:
        own = [
            Column[PreviewRow](
                t("Row"),
                lambda row: Cell(str(row.number), color="text-3"),
                _NUMBER_WIDTH,
                figures=True,
            ),
            Column[PreviewRow](t("What happens"), _what, _WHAT_WIDTH),
        ]
        return own + [
            Column[PreviewRow]("", _cell_at(place), self._width_of(rows, place))
            for place in range(count)
        ]

    def _width_of(self, rows: list[PreviewRow], place: int) -> int:
        metrics = self._theme.metrics(Type.BODY)
        widths = [
            metrics.horizontalAdvance(_one_line(row.cells[place]))
            for row in rows[:_LOOKED_AT]
            if place < len(row.cells)
        ]
        wanted = round(max(widths, default=0) * 100 / self._theme.text_scale) + 20
        return min(max(wanted, _NARROWEST), _WIDEST)


def _first_to_look_at(rows: list[PreviewRow]) -> int:
    """The number of the first row that cannot come in, else of the first that does."""
    for state in (NO, IN):
        for row in rows:
            if row.state == state:
                return row.number
    return 0


def _what(row: PreviewRow) -> Cell:
    if row.state == NO:
        return Cell(row.what, color="danger")
    if row.state == OUT:
        return Cell(row.what, color="text-3")
    return Cell(row.what, color="warn" if row.noticed else "ok")


def _cell_at(place: int) -> Callable[[PreviewRow], Cell]:
    def cell(row: PreviewRow) -> Cell:
        text = _one_line(row.cells[place]) if place < len(row.cells) else ""
        return Cell(text, color="text-3" if row.state == OUT else "text")

    return cell


def _one_line(text: str) -> str:
    return " ".join(text.split())
