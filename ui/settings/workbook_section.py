"""The workbook itself: the sample programme in it, and everything that was ever done."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from facilitator.storage.journal import ActionRecord
from ui.day_words import short_day, time_of_day
from ui.sentences import name_of, say_action
from ui.settings.section import Section
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.labels import TextLabel
from ui.widgets.tables import Cell, Column, TableModel, TableView
from ui.words import isolate, t

_PAGE = 100
_ROWS_SHOWN = 11


class WorkbookSection(Section):
    """Sample and history; undo and redo stand beside the history."""

    shows = frozenset({"*"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell, t("Workbook"), t("The file, the sample programme in it, and what changed.")
        )
        self._has_sample = False
        self._path = TextLabel(self.theme, "", Type.CAPTION, color="text-3", wrap=True)
        self.column.addWidget(self._path)
        self.add_heading(t("Sample programme"))
        self._sample_says = self.add_words("")
        row = QHBoxLayout()
        self._sample = Button(self.theme, "", icon="sparkles", name="sample")
        self._sample.clicked.connect(self._open_or_remove)
        row.addWidget(self._sample)
        row.addStretch(1)
        self.column.addLayout(row)
        self.add_heading(t("What changed"))
        self.column.addLayout(self._build_buttons())
        self._model = TableModel[ActionRecord](
            (
                Column(t("What"), _what),
                Column(t("When"), _when, 170),
                Column("", _state, 90),
            )
        )
        self._table = TableView(
            self.theme, name="history", title=t("What changed"), height="row-dense", framed=True
        )
        self._table.set_table_model(self._model)
        self._table.end_reached.connect(lambda: self.spawn(self._fetch_more()))
        self.column.addWidget(self._table)
        self.end()

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        undo = Button(self.theme, t("Undo"), icon="undo-2", keys="Ctrl+Z", name="undo_last")
        undo.clicked.connect(self.shell.workbooks.undo)
        redo = Button(self.theme, t("Redo"), icon="redo-2", keys="Ctrl+Shift+Z", name="redo_last")
        redo.clicked.connect(self.shell.workbooks.redo)
        row.addWidget(undo)
        row.addWidget(redo)
        row.addWidget(
            TextLabel(
                self.theme, t("The last first; also what was done before a restart."),
                Type.CAPTION, color="text-3", wrap=True,
            ), 1,
        )  # fmt: skip
        return row

    @override
    async def load(self) -> None:
        has, history = await self.session.ask(
            lambda wb: (wb.planning.has_sample(), wb.history(limit=_PAGE))
        )
        path = self.session.path
        self._path.setText(isolate(path) if path is not None else "")
        self._has_sample = has
        if has:
            self._sample_says.setText(
                t("It is in this workbook: five workshops and 24 invented people. Removing it "
                  "takes them all out, and one undo brings them back.")
            )  # fmt: skip
            self._sample.set_words(t("Remove the sample programme"))
            self._sample.set_icon("trash-2")
        else:
            self._sample_says.setText(
                t("A complete worked example: five workshops with 24 invented people.")
            )
            self._sample.set_words(t("Open the sample programme"))
            self._sample.set_icon("sparkles")
        self._sample.setEnabled(not self.session.read_only)
        current = self._table.current_row()
        place = self._table.verticalScrollBar().value()
        self._model.set_rows(history)
        shown = min(max(len(history), 3), _ROWS_SHOWN)
        self._table.setFixedHeight(self.theme.row_height("row-dense") * shown + self.theme.px(44))
        at = next((n for n, each in enumerate(history) if current and each.id == current.id), -1)
        if at >= 0:
            self._table.setCurrentIndex(self._model.index(at, 0))
        self._table.verticalScrollBar().setValue(place)

    async def _fetch_more(self) -> None:
        rows = self._model.rows()
        if not rows:
            return
        before = rows[-1].sequence
        more = await self.session.ask(lambda wb: wb.history(limit=_PAGE, before=before))
        if self._model.rows()[-1:] == rows[-1:]:
            self._model.append_rows(more)

    def _open_or_remove(self) -> None:
        self.spawn(self._remove_sample() if self._has_sample else self._open_sample())

    async def _remove_sample(self) -> None:
        await self.session.do(lambda wb: wb.planning.remove_sample())
        self.shell.notice(t("The sample programme is gone"), undo=True)

    async def _open_sample(self) -> None:
        await self.session.do(lambda wb: wb.load_sample())
        self.shell.notice(t("The sample programme is open"), undo=True)


def _what(row: ActionRecord) -> Cell:
    told = say_action(row.name, row.params)
    return Cell(told, color="text" if row.state in {"done", "lasting"} else "text-3")


def _when(row: ActionRecord) -> Cell:
    there = datetime.fromisoformat(row.done_at).astimezone()
    text = t("{day}, {time}", day=short_day(there.date()), time=time_of_day(there))
    return Cell(text, color="text-2")


def _state(row: ActionRecord) -> Cell:
    if row.state in {"undone", "dropped"}:
        return Cell(name_of("action-state", row.state), chip_tone="")
    return Cell("")
