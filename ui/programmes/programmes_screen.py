"""All programmes of the centre that are not archived."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.planning.model import ProgrammeRow
from ui.day_words import period
from ui.planning.plan_exchange import exchange_commands
from ui.programmes.deeds_menu import MoreButton, deeds_menu
from ui.programmes.new_programme import duplicate_programme, new_programme
from ui.programmes.programme_details import edit_programme
from ui.programmes.programme_lists import ProgrammeLists
from ui.programmes.templates_desk import save_programme_as_template
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.status_line import KeyHint
from ui.widgets.tables import Cell, Column, TableModel, TableView
from ui.words import isolate, t


class ProgrammesScreen(ProgrammeLists):
    """List of programmes; Enter opens one, Insert makes one, Delete archives."""

    shows = frozenset({"programme", "workshop", "enrolment", "attendance"})

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        self._model = TableModel[ProgrammeRow](programme_columns())
        self._table = TableView(
            self.theme, name="programmes", title=t("Programmes"), height="row-desk", framed=True
        )
        self._table.set_table_model(self._model)
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._table.customContextMenuRequested.connect(self._offer_deeds)
        self._table.opened.connect(
            lambda row: self.shell.go(Route("programme.workshops", (row.id,)))
        )
        column.addWidget(self._table)
        self._exchange = exchange_commands(self)
        self._more = MoreButton(self.theme, self._deeds, name="more_programmes")
        self._new = self._new_button("new_programme")
        self._sample = Button(
            self.theme, t("Open the sample programme"), icon="sparkles", name="open_sample"
        )
        self._sample.clicked.connect(lambda: self.spawn(self._load_sample()))
        self._empty = EmptyState(
            self.theme,
            t("No programme yet"),
            t(
                "A programme is a series of workshops with the people who take part, the skills "
                "it aims at and the certificates it gives."
            ),
            icon="calendar-range",
            buttons=(self._new_button("first_programme"), self._sample),
        )
        self._empty.hide()
        column.addWidget(self._empty)

    def _new_button(self, name: str) -> Button:
        button = Button(
            self.theme, t("New programme"), role="main", icon="plus", keys="Ins", name=name
        )
        button.clicked.connect(lambda: self.spawn(self._add()))
        return button

    @override
    def header_actions(self) -> Sequence[QWidget]:
        return (self._more, self._new)

    @override
    def first_focus(self) -> QWidget:
        return self._table

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("Enter", t("open")),
            KeyHint("Ins", t("new programme")),
            KeyHint("F2", t("details")),
            KeyHint("Ctrl+D", t("once more")),
            KeyHint("Del", t("archive")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        add = self.deed("programmes.add", t("New programme"), self._add, "Ins", "plus")
        return (add, *(command for group in self._deeds() for command in group))

    def _deeds(self) -> list[list[Command]]:
        return [self._of_the_row(), self._exchange]

    def _of_the_row(self) -> list[Command]:
        return [
            self.deed(
                "programmes.edit",
                t("Edit the details of the programme"),
                self._edit,
                "F2",
                "pencil",
                when=self._has_current,
            ),
            self.deed(
                "programmes.duplicate",
                t("This programme once more"),
                self._duplicate,
                "Ctrl+D",
                "copy",
                when=self._has_current,
            ),
            self.deed(
                "programmes.template",
                t("Save the programme as a template"),
                self._save_as_template,
                icon="files",
                when=self._has_current,
            ),
            self.deed(
                "programmes.archive",
                t("Archive this programme"),
                self._archive,
                "Del",
                "archive",
                when=self._has_current,
            ),
        ]

    def _offer_deeds(self, at: QPoint) -> None:
        if self._has_current():
            menu = deeds_menu(self.theme, self, [self._of_the_row()])
            menu.popup(self._table.viewport().mapToGlobal(at))

    def _has_current(self) -> bool:
        return self._table.current_row() is not None

    @override
    async def show_list(self) -> None:
        rows = await self.session.ask(lambda wb: wb.planning.programmes())
        sample = await self.session.ask(lambda wb: wb.planning.has_sample())
        current = self._table.current_row()
        self._model.set_rows(rows)
        self._table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._sample.setVisible(not sample)
        self._new.setEnabled(self.can_write())
        place = next((i for i, row in enumerate(rows) if current and row.id == current.id), 0)
        if rows:
            self._table.setCurrentIndex(self._model.index(place, 0))

    async def _add(self) -> None:
        made = await new_programme(self)
        if made is not None:
            self.shell.go(Route("programme.workshops", (made,)))

    async def _edit(self) -> None:
        row: ProgrammeRow | None = self._table.current_row()
        if row is not None:
            await edit_programme(self, row.id)

    async def _duplicate(self) -> None:
        row: ProgrammeRow | None = self._table.current_row()
        if row is None:
            return
        made = await duplicate_programme(self, row)
        if made is not None:
            self.shell.go(Route("programme.workshops", (made,)))

    async def _save_as_template(self) -> None:
        row: ProgrammeRow | None = self._table.current_row()
        if row is not None:
            await save_programme_as_template(self, row.id)

    async def _archive(self) -> None:
        row: ProgrammeRow | None = self._table.current_row()
        if row is None:
            return
        chosen = row.id
        await self.session.do(lambda wb: wb.planning.archive_programme(chosen))
        self.shell.notice(t("{title} archived", title=isolate(row.title)), undo=True)

    async def _load_sample(self) -> None:
        key = await self.session.do(lambda wb: wb.load_sample())
        self.shell.notice(t("The sample programme is open"), undo=True)
        self.shell.go(Route("programme.workshops", (key,)))


def programme_columns() -> tuple[Column[ProgrammeRow], ...]:
    """The columns of a list of programmes."""
    return (
        Column(t("Programme"), _title),
        Column(t("When"), lambda row: period(row.first_on, row.last_on), 260),
        Column(t("Workshops"), _held, 130, figures=True),
        Column(t("Enrolled"), lambda row: str(row.enrolled or ""), 100, figures=True),
        Column("", _state, 100),
    )


def _title(row: ProgrammeRow) -> Cell:
    return Cell(row.title, quiet=row.subtitle, strong=True)


def _held(row: ProgrammeRow) -> str:
    if not row.workshops:
        return ""
    return t("{count} of {all} held", count=row.held, all=row.workshops)


def _state(row: ProgrammeRow) -> Cell:
    return Cell(t("Sample"), chip_tone="info") if row.is_sample else Cell("")
