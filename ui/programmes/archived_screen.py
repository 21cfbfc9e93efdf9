"""Programmes that were put out of sight; one key brings one back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.planning.model import ProgrammeRow
from ui.programmes.programme_lists import ProgrammeLists
from ui.programmes.programmes_screen import programme_columns
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.status_line import KeyHint
from ui.widgets.tables import TableModel, TableView
from ui.words import isolate, t


class ArchivedScreen(ProgrammeLists):
    """List of archived programmes; Enter opens one, B brings it back."""

    shows = frozenset({"programme", "workshop", "enrolment", "attendance"})

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        self._model = TableModel[ProgrammeRow](programme_columns())
        self._table = TableView(
            self.theme, name="archived", title=t("Archived"), height="row-desk", framed=True
        )
        self._table.set_table_model(self._model)
        self._table.opened.connect(
            lambda row: self.shell.go(Route("programme.workshops", (row.id,)))
        )
        column.addWidget(self._table)
        self._back = Button(self.theme, t("Bring back"), icon="undo-2", keys="B", name="bring_back")
        self._back.clicked.connect(lambda: self.spawn(self._bring_back()))
        self._empty = EmptyState(
            self.theme,
            t("Nothing is archived"),
            t(
                "A programme that is over can be archived: it leaves the lists and Today, and "
                "keeps its hours, certificates and reports."
            ),
            icon="archive",
        )
        self._empty.hide()
        column.addWidget(self._empty)

    @override
    def header_actions(self) -> Sequence[QWidget]:
        return (self._back,) if self._model.rows() else ()

    @override
    def first_focus(self) -> QWidget:
        return self._table

    @override
    def keys(self) -> Sequence[KeyHint]:
        if not self._model.rows():
            return ()
        return (KeyHint("Enter", t("open")), KeyHint("B", t("bring back")))

    @override
    def commands(self) -> Sequence[Command]:
        return (
            self.deed(
                "archived.back",
                t("Bring this programme back"),
                self._bring_back,
                "B",
                "undo-2",
                when=lambda: self._table.current_row() is not None,
            ),
        )

    @override
    async def show_list(self) -> None:
        everything = await self.session.ask(
            lambda wb: wb.planning.programmes(include_archived=True)
        )
        rows = [row for row in everything if row.archived]
        current = self._table.current_row()
        self._model.set_rows(rows)
        self._table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._back.setEnabled(self.can_write())
        place = next((i for i, row in enumerate(rows) if current and row.id == current.id), 0)
        if rows:
            self._table.setCurrentIndex(self._model.index(place, 0))

    async def _bring_back(self) -> None:
        row: ProgrammeRow | None = self._table.current_row()
        if row is None:
            return
        key = row.id
        await self.session.do(lambda wb: wb.planning.archive_programme(key, archived=False))
        self.shell.notice(t("{title} is back", title=isolate(row.title)), undo=True)
