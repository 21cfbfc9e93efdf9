"""A list that somebody sent: every row with what would happen to it, and nothing before yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from facilitator.errors import Refused
from facilitator.exchange.column_words import Field
from facilitator.exchange.people_import import (
    ImportAnswers,
    PeopleImportPlan,
    Question,
    import_people,
    plan_import,
)
from facilitator.exchange.written_dates import DateOrder
from facilitator.progress import Progress
from facilitator.storage.backup import Reason
from ui.day_words import day_month_year
from ui.people.column_room import fit_columns
from ui.people.import_preview import PreviewRow, preview_rows
from ui.people.import_words import (
    DELIMITERS,
    ENCODINGS,
    delimiter_words,
    field_words,
    flag_words,
)
from ui.sentences import say_error
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.beside import Beside
from ui.widgets.buttons import Button
from ui.widgets.cards import Note
from ui.widgets.emptied import emptied
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import Choice
from ui.widgets.labels import TextLabel, line
from ui.widgets.page_header import Crumb
from ui.widgets.side_panel import SidePanel
from ui.widgets.status_line import KeyHint
from ui.widgets.tables import Cell, Column, TableModel, TableView
from ui.widgets.toggles import RadioMark
from ui.words import isolate, locale, t, tn

_WHAT_INKS = {"in": "ok", "ask": "warn", "no": "danger", "out": "text-3", "skip": "text-3"}
_INKS = {"in": "text", "ask": "text", "no": "text", "out": "text-3", "skip": "text-3"}


_PANEL, _NAME_WIDTH = 340, 160


class ImportScreen(Screen):
    """Bring in a list. The route's id is the path of the file."""

    shows = frozenset({"participant"})

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._path = Path(route.id)
        self._answers = ImportAnswers()
        self._plan: PeopleImportPlan | None = None
        self._skipped: dict[int, PreviewRow] = {}
        self._done = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._panel = SidePanel(self.theme, isolate(self._path.name), width=_PANEL)
        self._middle = self._build_middle()
        row.addWidget(
            Beside(
                self.theme,
                (t("Rows of the file"), self._middle),
                (t("Questions and columns"), self._panel),
                fixed=1,
                fixed_width=_PANEL,
                least=700,
            )
        )
        self._build_panel()

    def _build_middle(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_reading())
        column.addWidget(line("horizontal"))
        self._model = TableModel[PreviewRow](
            (
                Column(t("Row"), lambda row: Cell(str(row.number), color="text-3"), 60, True),
                Column(t("Name"), _name),
                Column(t("Born"), lambda row: Cell(row.born, color=_INKS[row.state]), 160),
                Column(t("Contact"), lambda row: Cell(row.contact, color="text-2"), 120),
                Column(t("What happens"), _what, 320),
            )
        )
        self._table = TableView(self.theme, name="import_rows", title=t("Rows of the file"))
        self._table.set_table_model(self._model)
        self._table.current_changed.connect(self._show_choice)
        self.theme.changed.connect(self._fit_columns)
        column.addWidget(self._table, 1)
        self._other = self._other_button()
        self._wrong = EmptyState(
            self.theme, t("This file cannot be read as a list"), "", icon="file-spreadsheet",
            buttons=(self._other,), name="unreadable",
        )  # fmt: skip
        self._wrong.hide()
        column.addWidget(self._wrong, 1)
        column.addWidget(line("horizontal"))
        column.addWidget(self._build_foot())
        return middle

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        # The date of birth is worth more than the contact; number, name and outcome always stay.
        fit_columns(self.theme, self._table, _NAME_WIDTH, (2, 3))

    def _build_reading(self) -> QWidget:
        bar = QWidget()
        bar.setProperty("paper", "surface-alt")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(8)
        self._encoding = self._reading_choice(row, t("Letters"), "import_letters")
        self._delimiter = self._reading_choice(row, t("Cut at"), "import_delimiter")
        self._header = self._reading_choice(row, t("Column names in"), "import_header")
        row.addStretch(1)
        self._encoding.activated.connect(
            lambda _at: self._answer(encoding=str(self._encoding.currentData()))
        )
        self._delimiter.activated.connect(
            lambda _at: self._answer(delimiter=str(self._delimiter.currentData()))
        )
        self._header.activated.connect(
            lambda _at: self._answer(header_row=int(self._header.currentData()))
        )
        return bar

    def _reading_choice(self, row: QHBoxLayout, label: str, name: str) -> Choice:
        words = TextLabel(self.theme, label, color="text-2")
        choice = Choice(self.theme, name=name)
        choice.setAccessibleName(label)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(8)
        words.setBuddy(choice)
        row.addWidget(words)
        row.addWidget(choice)
        row.addSpacing(8)
        return choice

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 10, 24, 10)
        row.setSpacing(16)
        self._bring = Button(
            self.theme, t("Bring in"), role="main", size="large", keys="Ctrl+Enter", name="bring_in"
        )
        self._bring.clicked.connect(self._bring_in)
        row.addWidget(self._bring)
        self._promise = TextLabel(self.theme, "", Type.CAPTION, color="text-2", wrap=True)
        row.addWidget(self._promise, 1)
        row.addWidget(self._other_button())
        cancel = Button(self.theme, t("Cancel"), role="quiet", keys="Esc", name="cancel_import")
        cancel.clicked.connect(self._leave)
        row.addWidget(cancel)
        return foot

    def _other_button(self) -> Button:
        other = Button(self.theme, t("Another file…"), icon="folder-open", name="other_file")
        other.clicked.connect(lambda: self.spawn(self._choose_other()))
        return other

    def _build_panel(self) -> None:
        counts = QWidget()
        row = QHBoxLayout(counts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._numbers: dict[str, TextLabel] = {}
        for key, words, color in (
            ("in", t("come in"), "ok"),
            ("ask", t("twins?"), "warn"),
            ("no", t("cannot"), "danger"),
            ("out", t("left out"), "text-2"),
        ):
            box = QVBoxLayout()
            box.setSpacing(0)
            number = TextLabel(self.theme, "0", Type.TITLE, color=color, tabular=True)
            number.setObjectName(f"count_{key}")
            box.addWidget(number)
            box.addWidget(TextLabel(self.theme, words, Type.CAPTION, color="text-2"))
            row.addLayout(box, 1)
            self._numbers[key] = number
        self._panel.add(counts)
        self._read = TextLabel(self.theme, "", Type.CAPTION, color="text-3", wrap=True)
        self._panel.add(self._read)
        self._asks = QVBoxLayout()
        self._asks.setSpacing(10)
        self._panel.add(_boxed(self._asks))
        self._panel.add_section(t("The chosen row"))
        self._chosen_says = TextLabel(
            self.theme, t("Choose a row to take it out."), color="text-2", wrap=True
        )
        self._panel.add(self._chosen_says)
        self._take_out = Button(self.theme, "", icon="minus", name="take_out_row")
        self._take_out.clicked.connect(self._toggle_row)
        self._take_out.hide()
        self._panel.add(self._take_out)
        self._panel.add_section(t("Columns"))
        self._columns = TextLabel(self.theme, "", color="text-2", wrap=True)
        self._panel.add(self._columns)
        self._panel.add_section(t("Noticed"))
        self._flags = TextLabel(self.theme, "", Type.CAPTION, color="text-2", wrap=True)
        self._panel.add(self._flags)

    # ------------------------------------------------------------------------- the window asks

    @override
    def title(self) -> str:
        return t("Bring in a list")

    @override
    def trail(self) -> Sequence[Crumb]:
        return (Crumb(t("People"), Route("people")),)

    @override
    def first_focus(self) -> QWidget:
        return self._table

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("Up Down", t("row")),
            KeyHint("Del", t("take out the row, or back in")),
            KeyHint("Ctrl+Enter", t("bring in")),
            KeyHint("Esc", t("cancel")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        return (
            Command(
                "import.bring", t("Bring in these people"), self._bring_in, "Ctrl+Return", "check",
                enabled=self._bring.isEnabled,
            ),
            Command(
                "import.skip", t("Take out this row, or back in"), self._toggle_row, "Del", "minus"
            ),
            Command("import.cancel", t("Cancel"), self._leave, "Esc", in_palette=False),
        )  # fmt: skip

    @override
    async def load(self) -> None:
        if self._done:
            return
        answers, path = self._answers, self._path
        zone = ZoneInfo(await self.session.ask(lambda wb: wb.centre.time_zone()))
        today = self.shell.clock.now().astimezone(zone).date()
        try:
            plan = await self.session.ask(
                lambda wb: plan_import(path, wb.people, today=today, answers=answers)
            )
        except Refused as refusal:
            self._show_unreadable(say_error(refusal))
            return
        self._show_plan(plan)

    # --------------------------------------------------------------------------------- showing

    def _show_unreadable(self, words: str) -> None:
        self._plan = None
        self._table.hide()
        self._wrong.text.setText(words)
        self._wrong.show()
        self._bring.setEnabled(False)
        self._promise.setText(t("Nothing was brought in."))
        self._other.setFocus()

    def _show_plan(self, plan: PeopleImportPlan) -> None:
        self._plan = plan
        self._wrong.hide()
        self._table.show()
        rows = preview_rows(plan, self._skipped)
        current = self._table.current_row()
        place = self._table.verticalScrollBar().value()
        self._model.set_rows(rows)
        if current is not None:
            at = next((n for n, row in enumerate(rows) if row.number == current.number), 0)
            self._table.setCurrentIndex(self._model.index(at, 1))
        self._table.verticalScrollBar().setValue(place)
        self._show_reading(plan)
        self._show_counts(plan, rows)
        self._show_questions(plan)

    def _show_reading(self, plan: PeopleImportPlan) -> None:
        is_text = bool(plan.encoding)
        for choice in (self._encoding, self._delimiter):
            choice.setEnabled(is_text)
        _offer(self._encoding, plan.encoding, {e: isolate(e.upper()) for e in ENCODINGS})
        _offer(self._delimiter, plan.delimiter, {d: delimiter_words(d) for d in DELIMITERS})
        numbers = {n: t("row {n}", n=n) for n in range(1, 11)}
        _offer(self._header, plan.header_row, {0: t("no row"), **numbers})
        self._read.setText(tn("{n} row read", "{n} rows read", plan.rows_read))
        held = [
            t("{place} · {what}", place=_letter(place), what=field_words(what))
            for place, what in sorted(plan.columns.items())
        ]
        self._columns.setText("\n".join(held))
        flags = [flag_words(flag) for flag in plan.flags if not flag.row]
        self._flags.setText("\n".join(flags) or t("Nothing unusual."))

    def _show_counts(self, plan: PeopleImportPlan, rows: Sequence[PreviewRow]) -> None:
        twins = sum(row.state == "ask" for row in rows)
        counts = {
            "in": plan.persons,
            "ask": twins,
            "no": len(plan.rejected),
            "out": len(plan.ignored) + len(self._skipped),
        }
        for key, number in counts.items():
            self._numbers[key].setText(locale().toString(number))
        self._bring.set_words(tn("Bring in {n} person", "Bring in {n} people", plan.persons))
        self._bring.setEnabled(not plan.questions and plan.persons > 0)
        if plan.questions:
            self._promise.setText(t("One question is open. Nothing is kept before that."))
        elif plan.persons:
            self._promise.setText(t("Nothing is kept before that, and one undo takes it all out."))
        else:
            self._promise.setText(t("There is nobody to bring in."))

    def _show_questions(self, plan: PeopleImportPlan) -> None:
        emptied(self._asks)
        for question in plan.questions:
            self._asks.addWidget(self._ask(question, plan))
        if any(row.state == "ask" for row in self._model.rows()):
            note = t("Nobody is ever merged. Take out a row if that person is here already.")
            self._asks.addWidget(Note(self.theme, note, tone="warn", icon="users"))

    def _ask(self, question: Question, plan: PeopleImportPlan) -> QWidget:
        box = QFrame()
        box.setObjectName(f"question_{question.code}")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 8, 0, 4)
        group = QButtonGroup(box)
        if question.code == "date-order":
            rows = ", ".join(str(row) for row in question.rows[:6])
            column.addWidget(self._question(t("Which number is the day?")))
            column.addWidget(
                TextLabel(
                    self.theme, t("Rows {rows}", rows=rows), Type.CAPTION, color="text-3", wrap=True
                )
            )
            first, _bar, second = question.example.partition(" / ")
            offers = ((DateOrder.DAY_FIRST, first), (DateOrder.MONTH_FIRST, second))
            for order, example in offers:
                words = t("the first: {day}", day=_day(example))
                if order is DateOrder.MONTH_FIRST:
                    words = t("the second: {day}", day=_day(example))
                mark = RadioMark(self.theme, words, name=f"answer_{order}")
                mark.clicked.connect(partial(self._answer_dates, order))
                group.addButton(mark)
                column.addWidget(mark)
        else:
            column.addWidget(self._question(t("Which column holds the names?")))
            for choice in question.choices:
                place = int(choice)
                heading = plan.headings[place] if place < len(plan.headings) else ""
                letter = _letter(place)
                words = t("Column {place}: {heading}", place=letter, heading=isolate(heading))
                mark = RadioMark(self.theme, words, name=f"answer_column_{place}")
                mark.clicked.connect(partial(self._answer_column, place))
                group.addButton(mark)
                column.addWidget(mark)
        return box

    def _question(self, text: str) -> QLabel:
        return TextLabel(self.theme, text, Type.BODY_STRONG, wrap=True)

    def _show_choice(self, row: PreviewRow | None) -> None:
        self._take_out.setVisible(row is not None and row.state in {"in", "ask", "skip"})
        if row is None:
            self._chosen_says.setText(t("Choose a row to take it out."))
            return
        self._chosen_says.setText(
            t("Row {n}: {name}\n{what}", n=row.number, name=isolate(row.name), what=row.what)
        )
        out = row.state == "skip"
        self._take_out.set_words(t("Take it back in") if out else t("Take this row out"))
        self._take_out.set_icon("plus" if out else "minus")

    # ---------------------------------------------------------------------------------- doing

    def _answer(self, **answers: Any) -> None:
        self._answers = replace(self._answers, **answers)
        self.reload()

    def _answer_dates(self, order: DateOrder) -> None:
        self._answer(date_order=order)

    def _answer_column(self, place: int) -> None:
        self._answer(columns={**self._answers.columns, place: Field.NAME})

    def _toggle_row(self) -> None:
        row: PreviewRow | None = self._table.current_row()
        if row is None or row.state not in {"in", "ask", "skip"}:
            return
        if row.number in self._skipped:
            del self._skipped[row.number]
        else:
            self._skipped[row.number] = row
        self._answer(skip_rows=frozenset(self._skipped))

    def _bring_in(self) -> None:
        if self._plan is not None and self._bring.isEnabled():
            self.spawn(self._bring_in_now(self._plan))

    async def _bring_in_now(self, plan: PeopleImportPlan) -> None:
        self._bring.setEnabled(False)
        self._done = True
        try:
            await self.shell.run_job(
                t("Bringing in {file}", file=isolate(plan.file_name)),
                lambda progress: self.session.do(lambda wb: _keep_and_bring_in(wb, plan, progress)),
            )
        except BaseException:
            self._done = False
            self._bring.setEnabled(True)
            raise
        self.shell.refresh_status()
        self.shell.go(Route("people"))
        self.shell.notice(
            tn(
                "{n} person came in from {file}",
                "{n} people came in from {file}",
                plan.persons,
                file=isolate(plan.file_name),
            ),
            undo=True,
        )

    async def _choose_other(self) -> None:
        kinds = t("Lists ({kinds})", kinds="*.csv *.tsv *.txt *.xlsx")
        path = await self.shell.choose_file_to_open(t("Which list?"), kinds)
        if path is not None:
            self.shell.go(Route("people.import", (str(path),)))

    def _leave(self) -> None:
        self.shell.go(Route("people"))


def _keep_and_bring_in(wb: Any, plan: PeopleImportPlan, progress: Progress) -> None:
    """A backup first, as a long list is much to sort out again by hand; then all of it."""
    wb.back_up(Reason.BEFORE_IMPORT, progress)
    import_people(plan, wb.people, progress=progress)


def _name(row: PreviewRow) -> Cell:
    return Cell(row.name, color=_INKS[row.state], strong=row.state in {"in", "ask"})


def _what(row: PreviewRow) -> Cell:
    return Cell(row.what, color=_WHAT_INKS[row.state])


def _offer(choice: Choice, chosen: Any, options: dict[Any, str]) -> None:
    """Fill a choice; what was detected is in it even if it is not one of the usual ones."""
    choice.blockSignals(True)
    choice.clear()
    if chosen not in options:
        options = {**options, chosen: isolate(str(chosen)) if chosen else "–"}
    for value, words in options.items():
        choice.addItem(words, value)
    choice.setCurrentIndex(choice.findData(chosen))
    choice.blockSignals(False)


def _letter(place: int) -> str:
    """A column as a spreadsheet names it."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return isolate(letters)


def _day(iso: str) -> str:
    return day_month_year(date.fromisoformat(iso))


def _boxed(column: QVBoxLayout) -> QWidget:
    box = QWidget()
    column.setContentsMargins(0, 0, 0, 0)
    box.setLayout(column)
    return box
