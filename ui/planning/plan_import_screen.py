"""A plan from a spreadsheet: each row with what becomes of it, and nothing before yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.errors import Refused
from facilitator.exchange.plan_columns import PlanField
from facilitator.exchange.plan_table_rows import PlanImportAnswers, PlanImportPlan
from facilitator.planning.model import ActivityKind, Agenda
from facilitator.progress import Progress
from facilitator.storage.backup import Reason
from ui.planning.plan_exchange import save_sample_table, table_kinds
from ui.planning.plan_import_panel import WIDTH, ImportPanel
from ui.planning.plan_import_rows import NO
from ui.planning.plan_import_table import ImportTable
from ui.planning.plan_import_words import DELIMITERS, ENCODINGS, delimiter_words
from ui.planning.workshop_screen import WorkshopScreen
from ui.sentences import say_error, words
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.beside import Beside
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import Choice
from ui.widgets.labels import TextLabel, line
from ui.widgets.page_header import Crumb, Tab
from ui.widgets.status_line import KeyHint
from ui.words import isolate, t, tn

_HEADER_ROWS = 12


class PlanImportScreen(WorkshopScreen):
    """Bring a table in. The route's ids are the workshop's and the path of the file."""

    shows = frozenset({"activity", "workshop", "team_member"})

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._path = Path(route.ids[1])
        self._answers = PlanImportAnswers()
        self._replace = False
        self._plan: PlanImportPlan | None = None
        self._agenda: Agenda | None = None
        self._done = False
        self._reading_parts: dict[Choice, QWidget] = {}
        self._table = ImportTable(self.theme)
        self._panel = ImportPanel(self.theme, self._path.name)
        self._sample = Button(
            self.theme, t("Sample table…"), icon="file-spreadsheet", name="sample_table"
        )
        self._build()
        self._connect()

    # Building -------------------------------------------------------------------------------------

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._reading = self._build_reading()
        column.addWidget(self._reading)
        column.addWidget(line("horizontal"))
        column.addWidget(self._table, 1)
        self._other = self._other_button("other_file")
        self._wrong = EmptyState(
            self.theme,
            t("This file cannot be read as a plan"),
            "",
            icon="file-spreadsheet",
            buttons=(self._other,),
            name="unreadable",
        )
        self._wrong.hide()
        column.addWidget(self._wrong, 1)
        column.addWidget(line("horizontal"))
        self._foot = self._build_foot()
        column.addWidget(self._foot)
        outer.addWidget(
            Beside(
                self.theme,
                (t("Rows of the file"), middle),
                (t("What comes in"), self._panel),
                fixed=1,
                fixed_width=WIDTH,
                least=640,
            )
        )

    def _build_reading(self) -> QWidget:
        bar = QWidget()
        bar.setProperty("paper", "surface-alt")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(8)
        self._sheet = self._reading_choice(row, t("Sheet"), "import_sheet")
        self._encoding = self._reading_choice(row, t("Letters"), "import_letters")
        self._delimiter = self._reading_choice(row, t("Cut at"), "import_delimiter")
        self._header = self._reading_choice(row, t("Column names in"), "import_header")
        row.addStretch(1)
        self._read = TextLabel(self.theme, "", Type.CAPTION, color="text-3")
        row.addWidget(self._read)
        return bar

    def _reading_choice(self, row: QHBoxLayout, label: str, name: str) -> Choice:
        said = TextLabel(self.theme, label, color="text-2")
        choice = Choice(self.theme, name=name)
        choice.setAccessibleName(label)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(8)
        said.setBuddy(choice)
        box = QWidget()
        inner = QHBoxLayout(box)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(8)
        inner.addWidget(said)
        inner.addWidget(choice)
        row.addWidget(box)
        self._reading_parts[choice] = box
        return choice

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 10, 24, 10)
        row.setSpacing(16)
        self._bring = Button(
            self.theme, t("Bring in"), role="main", size="large", keys="Ctrl+Enter", name="bring_in"
        )
        row.addWidget(self._bring)
        self._promise = TextLabel(self.theme, "", Type.CAPTION, color="text-2", wrap=True)
        row.addWidget(self._promise, 1)
        row.addWidget(self._other_button("another_file"))
        self._cancel = Button(
            self.theme, t("Cancel"), role="quiet", keys="Esc", name="cancel_import"
        )
        row.addWidget(self._cancel)
        return foot

    def _other_button(self, name: str) -> Button:
        other = Button(self.theme, t("Another file…"), icon="folder-open", name=name)
        other.clicked.connect(lambda: self.spawn(self._choose_other()))
        return other

    def _connect(self) -> None:
        self._sheet.activated.connect(lambda _at: self._answer(sheet=self._sheet.currentData()))
        self._encoding.activated.connect(
            lambda _at: self._answer(encoding=self._encoding.currentData())
        )
        self._delimiter.activated.connect(
            lambda _at: self._answer(delimiter=self._delimiter.currentData())
        )
        self._header.activated.connect(
            lambda _at: self._answer(header_row=self._header.currentData(), columns={})
        )
        self._table.column_chosen.connect(self._choose_column)
        self._table.current_changed.connect(self._panel.show_row)
        self._panel.leave_out_chosen.connect(lambda on: self._answer(leave_out_rejected=on))
        self._panel.start_chosen.connect(lambda on: self._answer(start_with_table=on))
        self._panel.replace_chosen.connect(self._choose_replace)
        self._panel.kind_chosen.connect(self._choose_kind)
        self._bring.clicked.connect(self._bring_in)
        self._cancel.clicked.connect(self._leave)
        self._sample.clicked.connect(lambda: self.spawn(save_sample_table(self)))

    # What the window asks -------------------------------------------------------------------------

    @override
    def title(self) -> str:
        return t("Bring in a plan")

    @override
    def trail(self) -> Sequence[Crumb]:
        found = self.workshop
        if found is None:
            return ()
        crumbs = [Crumb(found.title, Route("workshop.agenda", (self.workshop_id,)))]
        if found.programme_id is not None:
            programme = Route("programme.workshops", (found.programme_id,))
            crumbs.insert(0, Crumb(found.programme_title, programme))
        return crumbs

    @override
    def tabs(self) -> Sequence[Tab]:
        return ()

    @override
    def header_actions(self) -> Sequence[QWidget]:
        return (self._sample,)

    @override
    def foot(self) -> QWidget:
        return self._foot

    @override
    def first_focus(self) -> QWidget:
        return self._other if self._wrong.isVisible() else self._table

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("Up Down", t("row")),
            KeyHint("N", t("next row that cannot")),
            KeyHint("Ctrl+Enter", t("bring in")),
            KeyHint("Esc", t("cancel")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        return (
            Command(
                "import.bring", t("Bring in this plan"), self._bring_in, "Ctrl+Return", "check",
                enabled=self._bring.isEnabled,
            ),
            Command(
                "import.next", t("Next row that cannot come in"),
                lambda: self._table.go_to_row(NO), "N", "chevron-down",
            ),
            Command("import.sample", t("Get a sample table…"),
                    lambda: self.spawn(save_sample_table(self)), icon="file-spreadsheet"),
            Command("import.cancel", t("Cancel"), self._leave, "Esc", in_palette=False),
        )  # fmt: skip

    @override
    async def load(self) -> None:
        if self._done:
            return
        await self.load_workshop()
        workshop_id, path, answers = self.workshop_id, self._path, self._answers
        name_of = words().name
        try:
            plan, agenda = await self.session.ask(
                lambda wb: (
                    wb.plan_files.plan_import(path, workshop_id, answers=answers, word_of=name_of),
                    wb.planning.agenda(workshop_id),
                )
            )
        except Refused as refusal:
            self._show_unreadable(say_error(refusal))
            return
        if answers == self._answers:
            self._show_plan(plan, agenda)

    # Showing --------------------------------------------------------------------------------------

    def _show_unreadable(self, sentence: str) -> None:
        self._plan = None
        self._table.hide()
        self._reading.setVisible(self._answers != PlanImportAnswers())
        self._wrong.text.setText(sentence)
        self._wrong.show()
        self._bring.setEnabled(False)
        self._promise.setText(t("Nothing was brought in."))
        self._other.setFocus()

    def _show_plan(self, plan: PlanImportPlan, agenda: Agenda) -> None:
        first = self._plan is None
        self._plan, self._agenda = plan, agenda
        self._wrong.hide()
        self._table.show()
        self._reading.show()
        self._table.show_plan(plan)
        self._panel.show_plan(plan, agenda, replace=self._replace)
        self._panel.show_row(self._table.current_row())
        self._show_reading(plan)
        self._show_promise(plan)
        if first:
            self._table.setFocus()

    def _show_reading(self, plan: PlanImportPlan) -> None:
        is_text = bool(plan.encoding)
        self._reading_parts[self._sheet].setVisible(len(plan.sheets) > 1)
        for choice in (self._encoding, self._delimiter):
            self._reading_parts[choice].setVisible(is_text)
        _offer(self._sheet, plan.sheet, {name: isolate(name) for name in plan.sheets})
        _offer(self._encoding, plan.encoding, _letters(plan.encoding))
        _offer(
            self._delimiter, plan.delimiter, {each: delimiter_words(each) for each in DELIMITERS}
        )
        numbers = {n: t("row {n}", n=n) for n in range(1, _HEADER_ROWS + 1)}
        _offer(self._header, plan.header_row, {0: t("no row"), **numbers})
        self._read.setText(tn("{n} row read", "{n} rows read", plan.rows_read))

    def _show_promise(self, plan: PlanImportPlan) -> None:
        count, rejected = plan.activities, len(plan.rejected)
        self._bring.set_words(tn("Bring in {n} activity", "Bring in {n} activities", count))
        waits = bool(rejected) and not plan.answers.leave_out_rejected
        self._bring.setEnabled(
            not plan.questions and not waits and count > 0 and not self.session.read_only
        )
        if plan.questions:
            self._promise.setText(t("A question is open. Nothing is kept before that."))
        elif waits:
            self._promise.setText(
                tn(
                    "{n} row cannot come in. Correct it in the file, or have it left out.",
                    "{n} rows cannot come in. Correct them in the file, or have them left out.",
                    rejected,
                )
            )
        elif count:
            self._promise.setText(t("Nothing is kept before that, and one undo takes it all out."))
        else:
            self._promise.setText(t("There is nothing to bring in."))

    # Doing ----------------------------------------------------------------------------------------

    def _answer(self, **answers: Any) -> None:
        self._answers = replace(self._answers, **answers)
        self.reload()

    def _choose_column(self, place: int, held: PlanField | None) -> None:
        """What is chosen for one column decides the others too: the next time is as this one."""
        if self._plan is None:
            return
        columns: dict[int, PlanField | None] = {
            each: self._plan.columns.get(each) for each in range(len(self._plan.headings))
        }
        for each, other in columns.items():
            if other is held:
                columns[each] = None
        columns[place] = held
        self._answer(columns=columns)

    def _choose_kind(self, word: str, kind: ActivityKind) -> None:
        self._answer(kinds={**self._answers.kinds, word: kind})

    def _choose_replace(self, instead: bool) -> None:
        self._replace = instead
        if self._plan is not None and self._agenda is not None:
            self._panel.show_plan(self._plan, self._agenda, replace=instead)

    def _bring_in(self) -> None:
        if self._plan is not None and self._bring.isEnabled():
            self.spawn(self._bring_in_now(self._plan))

    async def _bring_in_now(self, plan: PlanImportPlan) -> None:
        self._bring.setEnabled(False)
        self._done = True
        workshop_id, instead = self.workshop_id, self._replace
        try:
            await self.shell.run_job(
                t("Bringing in {file}", file=isolate(plan.file_name)),
                lambda progress: self.session.do(
                    lambda wb: _back_up_and_bring_in(wb, plan, workshop_id, instead, progress)
                ),
            )
        except BaseException:
            self._done = False
            self._bring.setEnabled(True)
            raise
        self.shell.refresh_status()
        self._leave()
        self.shell.notice(
            tn(
                "{n} activity came in from {file}",
                "{n} activities came in from {file}",
                plan.activities,
                file=isolate(plan.file_name),
            ),
            undo=True,
        )

    async def _choose_other(self) -> None:
        path = await self.shell.choose_file_to_open(t("Which table?"), table_kinds())
        if path is not None:
            self.shell.go(Route("workshop.import", (self.workshop_id, str(path))))

    def _leave(self) -> None:
        self.shell.go(Route("workshop.agenda", (self.workshop_id,)))


def _back_up_and_bring_in(
    wb: Any, plan: PlanImportPlan, workshop_id: str, instead: bool, progress: Progress
) -> None:
    wb.back_up(Reason.BEFORE_IMPORT, progress)
    wb.plan_files.import_plan(plan, workshop_id, replace=instead)


def _offer(choice: Choice, chosen: object, offers: dict[Any, str]) -> None:
    """The offers of a choice, the chosen one among them even where it is none of the usual."""
    with QSignalBlocker(choice):
        choice.clear()
        for value, said in offers.items():
            choice.addItem(said, value)
        at = choice.findData(chosen)
        if at < 0 and chosen:
            choice.addItem(isolate(str(chosen)), chosen)
            at = choice.count() - 1
        choice.setCurrentIndex(max(at, 0))


def _letters(now: str) -> dict[str, str]:
    """What a file may be written in; the mark at its beginning makes no difference to a person."""
    alike = now.removesuffix("-sig")
    return {now if each == alike else each: isolate(each.upper()) for each in ENCODINGS}
