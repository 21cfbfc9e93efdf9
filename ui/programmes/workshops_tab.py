"""The workshops of a programme: when, where, how full, how far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.planning.model import WorkshopRow, WorkshopStatus
from ui.day_words import from_to, short_day
from ui.programmes.new_workshop import NewWorkshop
from ui.programmes.programme_details import edit_programme
from ui.programmes.programme_tab import ProgrammeTab
from ui.programmes.workshop_details import edit_workshop
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.status_line import KeyHint
from ui.widgets.tables import Cell, Column, TableModel, TableView
from ui.words import isolate, t


class WorkshopsTab(ProgrammeTab):
    """Table of the workshops; Enter opens the agenda, C the check-in."""

    shows = frozenset(
        {"workshop", "programme", "attendance", "enrolment", "activity", "head_count"}
    )

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        self._model = TableModel[WorkshopRow](
            (
                Column("", lambda row: Cell(str(row.number), color="text-3"), 44, figures=True),
                Column(t("Workshop"), lambda row: Cell(row.title, strong=True)),
                Column(t("Day"), lambda row: short_day(row.starts_local.date()), 150),
                Column(t("Time"), lambda row: from_to(row.starts_local, row.ends_local), 130),
                Column(t("Place"), lambda row: Cell(row.venue_name, color="text-2"), 240),
                Column(t("Activities"), lambda row: str(row.activity_count), 90, figures=True),
                Column(t("Came"), _came, 110, figures=True),
                Column(t("State"), _state, 110),
            )
        )
        self._table = TableView(
            self.theme, name="workshops", title=t("Workshops"), height="row-desk", framed=True
        )
        self._table.set_table_model(self._model)
        self._table.opened.connect(lambda row: self._open(row, "agenda"))
        column.addWidget(self._table)
        self._new = Button(
            self.theme, t("New workshop"), role="main", icon="plus", keys="Ins", name="new_workshop"
        )
        self._new.clicked.connect(lambda: self.shell.spawn(self._add()))
        self._details = Button(
            self.theme, t("Details"), icon="pencil", keys="F2", name="edit_programme"
        )
        self._details.clicked.connect(self._edit_programme)
        first = Button(
            self.theme, t("New workshop"), role="main", icon="plus", name="first_workshop"
        )
        first.clicked.connect(lambda: self.shell.spawn(self._add()))
        self._empty = EmptyState(
            self.theme,
            t("No workshop yet"),
            t(
                "A workshop is one date with an agenda. Add the first one; the next can be made "
                "from it in two clicks."
            ),
            icon="calendar-plus",
            buttons=(first,),
        )
        self._empty.hide()
        column.addWidget(self._empty)

    @override
    async def show_programme(self) -> None:
        programme_id = self.programme_id
        rows = await self.session.ask(lambda wb: wb.planning.workshops(programme_id))
        current = self._table.current_row()
        self._model.set_rows(rows)
        self._details.setEnabled(not self.session.read_only)
        self._table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        place = next((i for i, row in enumerate(rows) if current and row.id == current.id), 0)
        if rows:
            self._table.setCurrentIndex(self._model.index(place, 1))

    @override
    def header_actions(self) -> Sequence[QWidget]:
        return (self._details, self._new)

    @override
    def first_focus(self) -> QWidget:
        return self._table

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("Enter", t("agenda")),
            KeyHint("C", t("check in")),
            KeyHint("R", t("run")),
            KeyHint("E", t("details")),
            KeyHint("Ins", t("new workshop")),
            KeyHint("Ctrl+D", t("next from this one")),
            KeyHint("Del", t("remove")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        return (
            Command(
                "workshops.add",
                t("New workshop"),
                lambda: self.shell.spawn(self._add()),
                "Ins",
                "calendar-plus",
            ),
            Command(
                "workshops.next",
                t("Next workshop from this one"),
                lambda: self.shell.spawn(self._next()),
                "Ctrl+D",
                "copy",
                enabled=self._has_current,
            ),
            Command(
                "workshops.checkin",
                t("Check in"),
                lambda: self._open(self._table.current_row(), "checkin"),
                "C",
                "user-check",
                enabled=self._has_current,
            ),
            Command(
                "workshops.run",
                t("Run"),
                lambda: self._open(self._table.current_row(), "run"),
                "R",
                "play",
                enabled=self._has_current,
            ),
            Command(
                "workshops.edit",
                t("Edit the details of this workshop"),
                self._edit_workshop,
                "E",
                "pencil",
                enabled=lambda: self._has_current() and not self.session.read_only,
            ),
            Command(
                "programme.edit",
                t("Edit the details of the programme"),
                self._edit_programme,
                "F2",
                "pencil",
                enabled=lambda: not self.session.read_only,
            ),
            Command(
                "workshops.remove",
                t("Remove this workshop"),
                lambda: self.shell.spawn(self._remove()),
                "Del",
                "trash-2",
                enabled=self._has_current,
            ),
        )

    def _has_current(self) -> bool:
        return self._table.current_row() is not None

    def _open(self, row: WorkshopRow, tab: str) -> None:
        self.shell.go(Route(f"workshop.{tab}", (row.id,)))

    async def _add(self) -> None:
        programme_id = self.programme_id
        zone, now = await self.session.ask(lambda wb: (wb.centre.time_zone(), wb.clock.now()))
        rows = self._model.rows()
        dialog = NewWorkshop(self.theme, rows[-1] if rows else None, now, zone, self)
        if not await self.shell.ask_dialog(dialog):
            return
        title, starts, seconds = dialog.answer()
        workshop_id = await self.session.do(
            lambda wb: wb.planning.add_workshop(
                programme_id,
                title,
                starts,
                zone,
                seconds,
                venue_id=wb.planning.programme(programme_id).venue_id,
            )
        )
        self.shell.notice(t("{title} added", title=isolate(title)), undo=True)
        self.shell.go(Route("workshop.agenda", (workshop_id,)))

    async def _next(self) -> None:
        """The plan of the chosen workshop a week after the last one; two keys in all."""
        row: WorkshopRow | None = self._table.current_row()
        if row is None:
            return
        zone, now = row.time_zone, self.shell.clock.now()
        dialog = NewWorkshop(self.theme, self._model.rows()[-1], now, zone, self)
        dialog.propose(row.title, row)
        if not await self.shell.ask_dialog(dialog):
            return
        title, starts, _seconds = dialog.answer()
        chosen = row.id
        await self.session.do(
            lambda wb: wb.planning.duplicate_workshop(chosen, starts, title=title)
        )
        self.shell.notice(
            t("{title} has the same plan, without marks or notes", title=isolate(title)), undo=True
        )

    def _edit_programme(self) -> None:
        self.spawn(edit_programme(self, self.programme_id))

    def _edit_workshop(self) -> None:
        row: WorkshopRow | None = self._table.current_row()
        if row is not None:
            self.spawn(edit_workshop(self, row.id))

    async def _remove(self) -> None:
        row: WorkshopRow | None = self._table.current_row()
        if row is None:
            return
        chosen = row.id
        await self.session.do(lambda wb: wb.planning.delete_workshop(chosen))
        self.shell.notice(t("{title} removed", title=isolate(row.title)), undo=True)


def _came(row: WorkshopRow) -> Cell:
    if row.came or row.status is WorkshopStatus.HELD:
        came = row.came + row.anonymous
        return Cell(t("{count} of {all}", count=came, all=row.enrolled))
    return Cell("")


def _state(row: WorkshopRow) -> Cell:
    words = {
        WorkshopStatus.HELD: (t("Held"), "ok", "check"),
        WorkshopStatus.PLANNED: (t("Planned"), "", ""),
        WorkshopStatus.CANCELLED: (t("Cancelled"), "warn", "x"),
    }
    text, tone, icon = words[row.status]
    return Cell(text, chip_tone=tone, chip_icon=icon)
