"""The workshops of a programme: when, how long, how full, how far, and what deserves a look."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.planning.model import WorkshopRow, WorkshopStatus
from ui.day_words import short_day
from ui.planning.plan_exchange import exchange_commands
from ui.planning.print_plan import open_print
from ui.programmes import workshop_columns as columns
from ui.programmes import workshops_deeds as deeds
from ui.programmes.deeds_menu import MoreButton, deeds_menu
from ui.programmes.move_bar import MoveBar
from ui.programmes.new_workshop import new_workshop
from ui.programmes.planned_rows import PlannedRow, PlannedSeries, read_planned
from ui.programmes.programme_details import edit_programme
from ui.programmes.programme_hints import ProgrammeHints
from ui.programmes.programme_tab import ProgrammeTab
from ui.programmes.series_panel import WIDTH, SeriesPanel
from ui.programmes.series_sheet import plan_series
from ui.programmes.templates_desk import save_programme_as_template, save_workshop_as_template
from ui.programmes.workshop_details import edit_workshop
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.widgets.beside import Beside
from ui.widgets.buttons import Button
from ui.widgets.cards import Note
from ui.widgets.empty_state import EmptyState
from ui.widgets.status_line import KeyHint
from ui.widgets.tables import ROW_ROLE, Cell, Column, TableModel, TableView
from ui.words import t

_TIME, _PLANNED, _CAME, _STATE = 3, 4, 6, 7
_GIVE_WAY = (_CAME, _PLANNED, _STATE, _TIME)
_LEAST_TITLE, _MARGIN = 180, 24


class WorkshopsTab(ProgrammeTab):
    """Table of the workshops; Enter opens the agenda, M moves, Ctrl+D makes the next one."""

    shows = frozenset(
        {
            *("workshop", "programme", "attendance", "enrolment", "activity", "head_count"),
            *("activity_skill", "programme_skill", "workshop_team", "track", "dismissed_hint"),
        }
    )

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._series: PlannedSeries | None = None
        self._exchange = exchange_commands(self, programme_id=self.programme_id)
        self._model = TableModel[PlannedRow](
            (
                Column("", lambda row: Cell(str(row.row.number), color="text-3"), 40, figures=True),
                Column(t("Workshop"), self._title_cell),
                Column(t("Day"), self._day_cell, 150),
                Column(t("Time"), columns.times, 120),
                Column(t("Planned"), columns.planned, 100, figures=True),
                Column(t("Hints"), columns.hints, 64),
                Column(t("Came"), columns.came, 80, figures=True),
                Column(t("State"), columns.state, 104),
            )
        )
        self._table = TableView(
            self.theme, name="workshops", title=t("Workshops"), height="row-desk", framed=True
        )
        self._table.set_table_model(self._model)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._table.customContextMenuRequested.connect(self._offer_deeds)
        self._table.opened.connect(lambda row: self._open(row.row, "agenda"))
        self._table.current_changed.connect(self._show_current)
        self._panel = SeriesPanel(self.theme)
        self._panel.skills_requested.connect(self._edit_programme)
        self._advice = ProgrammeHints(self)
        self._panel.add(self._advice)
        self._move_bar = MoveBar(self.theme)
        self._move_bar.move_requested.connect(
            lambda key, starts: self.spawn(self._move(key, starts))
        )
        self._move_bar.shift_requested.connect(
            lambda keys, days: self.spawn(self._shift(keys, days))
        )
        self._move_bar.closed.connect(self._table.setFocus)
        self._halves = Beside(
            self.theme,
            (t("Workshops"), self._build_list()),
            (t("Skills and hints"), self._panel),
            fixed=1,
            fixed_width=WIDTH,
            least=860,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._halves)
        self._empty = self._build_empty()
        column.addWidget(self._empty)
        self._new = Button(
            self.theme, t("New workshop"), role="main", icon="plus", keys="Ins", name="new_workshop"
        )
        self._new.clicked.connect(lambda: self.spawn(self._add()))
        self._details = Button(
            self.theme, t("Details"), icon="pencil", keys="F2", name="edit_programme"
        )
        self._details.clicked.connect(self._edit_programme)

    def _build_list(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(_MARGIN, 12, _MARGIN, 16)
        column.setSpacing(12)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        self._next = Button(
            self.theme, t("Next from the last"), icon="copy", role="", name="next_from_last"
        )
        self._next.clicked.connect(lambda: self.spawn(self._add(after_last=True)))
        self._several = Button(
            self.theme, t("Several workshops…"), icon="calendar-range", name="several_workshops"
        )
        self._several.clicked.connect(lambda: self.spawn(self._plan_series()))
        bar.addWidget(self._next)
        bar.addWidget(self._several)
        bar.addStretch(1)
        bar.addWidget(MoreButton(self.theme, self._deeds, name="more_deeds"))
        column.addLayout(bar)
        column.addWidget(self._move_bar)
        self._disorder = QWidget()
        row = QHBoxLayout(self._disorder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Note(self.theme, t("The numbers do not follow the dates any more.")), 1)
        number = Button(self.theme, t("Number by date"), name="number_by_date")
        number.clicked.connect(lambda: self.spawn(self._number()))
        row.addWidget(number)
        self._disorder.hide()
        column.addWidget(self._disorder)
        column.addWidget(self._table, 1)
        return part

    def _build_empty(self) -> EmptyState:
        first = self._first = Button(
            self.theme, t("New workshop"), role="main", icon="plus", name="first_workshop"
        )
        first.clicked.connect(lambda: self.spawn(self._add()))
        several = Button(
            self.theme, t("Several workshops…"), icon="calendar-range", name="first_series"
        )
        several.clicked.connect(lambda: self.spawn(self._plan_series()))
        empty = EmptyState(
            self.theme,
            t("No workshop yet"),
            t(
                "A workshop is one date with an agenda. Add the first one, or a whole series at "
                "once: ten weekly evenings with two holidays take half a minute."
            ),
            icon="calendar-plus",
            buttons=(first, several),
        )
        empty.hide()
        return empty

    # ---------------------------------------------------------------------------- showing

    @override
    async def show_programme(self) -> None:
        programme = self.programme
        assert programme is not None  # noqa: S101 - read by `load` just before
        series = await self.session.ask(lambda wb: read_planned(wb, programme))
        current, chosen = self._current(), {row.id for row in self._chosen()}
        self._series = series
        rows = series.rows
        self._model.set_rows(rows)
        can_write = not self.session.read_only
        for button in (self._details, self._new, self._next):
            button.setEnabled(can_write)
        self._several.setEnabled(can_write and not programme.is_template)
        self._several.setVisible(not programme.is_template)
        self._fit_columns()
        focused = QApplication.focusWidget()
        was_empty = not self._empty.isHidden()
        self._halves.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        if rows and was_empty and (focused is None or self._empty.isAncestorOf(focused)):
            # One goes on with what was just made.
            self._table.setFocus()
        if not rows and (focused is None or not self._empty.isAncestorOf(focused)):
            self._first.setFocus()
        numbers = [row.row.number for row in rows]
        self._disorder.setVisible(numbers != sorted(numbers) and can_write)
        self._panel.show_series(series)
        await self._advice.show_programme(programme.id)
        if rows:
            place = next(
                (i for i, row in enumerate(rows) if current and row.id == current.id), None
            )
            self._choose(place if place is not None else self._first_place(rows), chosen)
        self._show_current(self._current())

    def _first_place(self, rows: Sequence[PlannedRow]) -> int:
        """The workshop that comes next, else the first."""
        now = self.shell.clock.now()
        return next((i for i, row in enumerate(rows) if row.row.ends_utc > now), 0)

    def _choose(self, place: int, chosen: set[str]) -> None:
        self._table.setCurrentIndex(self._model.index(place, 1))
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for number, row in enumerate(self._model.rows()):
            if row.id in chosen:
                self._table.selectionModel().select(self._model.index(number, 0), flags)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Leave the title room to be read: what is told elsewhere too gives way first."""
        template = self._is_template()
        side = 0 if self._halves.folded else WIDTH
        room = self.width() - self.theme.px(side + _LEAST_TITLE) - 2 * _MARGIN
        # Nothing ever happens at a template.
        gone = {_CAME, _STATE} if template else set()
        for number in _GIVE_WAY:
            widths = (c.width for i, c in enumerate(self._model.columns) if i not in gone)
            if self.theme.px(sum(widths)) <= room:
                break
            gone.add(number)
        for number in range(len(self._model.columns)):
            self._table.setColumnHidden(number, number in gone)

    def _show_current(self, row: PlannedRow | None) -> None:
        self._panel.show_chosen(row)

    def _title_cell(self, row: PlannedRow) -> Cell:
        # A place is named only where it is not the place of all.
        places = {each.row.venue_name for each in self._model.rows()}
        place = row.row.venue_name if len(places) > 1 else ""
        cancelled = row.row.status is WorkshopStatus.CANCELLED
        return Cell(row.row.title, quiet=place, strong=True, color="text-3" if cancelled else "")

    def _day_cell(self, row: PlannedRow) -> Cell:
        day = row.row.starts_local.date()
        rows = self._model.rows()
        if self.programme is not None and self.programme.is_template:
            first = rows[0].row.starts_local.date() if rows else day
            return Cell(t("Day {number}", number=(day - first).days + 1))
        several_years = rows and rows[0].row.starts_local.year != rows[-1].row.starts_local.year
        words = columns.day_and_year(day) if several_years else short_day(day)
        return Cell(words)

    # ------------------------------------------------------------------- for the window

    @override
    def header_actions(self) -> Sequence[QWidget]:
        return (self._details, self._new)

    @override
    def first_focus(self) -> QWidget:
        return self._table

    @override
    def keys(self) -> Sequence[KeyHint]:
        if not self._model.rows():
            return (KeyHint("Ins", t("new workshop")),)
        happens = (KeyHint("C", t("check in")), KeyHint("R", t("run")))
        return (
            KeyHint("Enter", t("agenda")),
            *(() if self._is_template() else happens),
            KeyHint("E", t("details")),
            KeyHint("M", t("move")),
            KeyHint("Ins", t("new workshop")),
            KeyHint("Ctrl+D", t("next from this one")),
            KeyHint("Del", t("remove")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        return [command for group in self._deeds(everything=True) for command in group]

    def _deeds(self, *, everything: bool = False) -> list[list[Command]]:
        """What can be done, in groups; for the menus what stands on the page is left out."""
        template = self.programme is not None and self.programme.is_template
        groups = [
            self._of_the_row(template=template),
            self._of_the_programme(template=template),
            self._on_paper(),
            self._exchange,
        ]
        if not everything:
            return groups
        return [self._of_the_page(template=template), *groups]

    def _of_the_page(self, *, template: bool) -> list[Command]:
        found = [
            self._deed("workshops.add", t("New workshop"), self._add, "Ins", "calendar-plus"),
            self._deed(
                "workshops.next_last",
                t("Next workshop from the last one"),
                lambda: self._add(after_last=True),
                icon="copy",
                when=lambda: bool(self._model.rows()),
            ),
        ]
        if template:
            return found
        return [
            *found,
            self._deed(
                "workshops.series",
                t("Several workshops…"),
                self._plan_series,
                "Ctrl+Shift+N",
                "calendar-range",
            ),
            Command(
                "workshops.checkin",
                t("Check in"),
                lambda: self._open_current("checkin"),
                "C",
                "user-check",
                enabled=self._has_current,
            ),
            Command(
                "workshops.run",
                t("Run"),
                lambda: self._open_current("run"),
                "R",
                "play",
                enabled=self._has_current,
            ),
        ]

    def _of_the_row(self, *, template: bool) -> list[Command]:
        found = [
            self._deed(
                "workshops.edit",
                t("Edit the details of this workshop"),
                self._edit_workshop,
                "E",
                "pencil",
                when=self._has_current,
            ),
            Command(
                "workshops.move",
                t("Move to another day"),
                self._open_move_bar,
                "M",
                "calendar",
                enabled=lambda: bool(self._chosen()) and self._can_write(),
            ),
            self._deed(
                "workshops.next",
                t("Next workshop from this one"),
                self._next_from_this,
                "Ctrl+D",
                "copy",
                when=self._has_current,
            ),
            self._deed(
                "workshops.template",
                t("Save this workshop as a template"),
                self._save_as_template,
                icon="files",
                when=self._has_current,
            ),
        ]
        if not template:
            found.append(
                self._deed(
                    "workshops.cancel",
                    t("Take place after all") if self._all_cancelled() else t("Call off"),
                    self._cancel,
                    "X",
                    "x",
                    when=self._any_not_held,
                )
            )
        found.append(
            self._deed(
                "workshops.remove",
                t("Remove"),
                self._remove,
                "Del",
                "trash-2",
                when=self._has_current,
            )
        )
        return found

    def _of_the_programme(self, *, template: bool) -> list[Command]:
        found = [
            self._deed(
                "workshops.number",
                t("Number the workshops by date"),
                self._number,
                icon="list-checks",
                when=lambda: bool(self._model.rows()),
            ),
            Command(
                "programme.edit",
                t("Edit the details of the programme"),
                self._edit_programme,
                "F2",
                "pencil",
                enabled=self._can_write,
            ),
        ]
        if not template:
            found.append(
                self._deed(
                    "programme.template",
                    t("Save the programme as a template"),
                    self._save_programme,
                    icon="files",
                )
            )
        return found

    def _on_paper(self) -> list[Command]:
        """The papers and the kit of all workshops together."""
        return [
            Command(
                "programme.print",
                t("Print the plans…"),
                lambda: self.spawn(open_print(self, programme_id=self.programme_id)),
                "Ctrl+P",
                "printer",
                enabled=lambda: bool(self._model.rows()),
            ),
            Command(
                "programme.kit",
                t("Materials of all workshops"),
                lambda: self.shell.go(Route("programme.kit", (self.programme_id,))),
                "",
                "package",
                enabled=lambda: bool(self._model.rows()),
            ),
        ]

    def _deed(
        self,
        key: str,
        words: str,
        work: Callable[[], Coroutine[Any, Any, Any]],
        shortcut: str = "",
        icon: str = "",
        *,
        when: Callable[[], bool] = lambda: True,
    ) -> Command:
        """A command that changes the workbook: a coroutine, not while it is only looked at."""
        return Command(
            key,
            words,
            lambda: self.spawn(work()),
            shortcut,
            icon,
            enabled=lambda: when() and self._can_write(),
        )

    def _can_write(self) -> bool:
        return not self.session.read_only

    def _current(self) -> PlannedRow | None:
        row: PlannedRow | None = self._table.current_row()
        return row

    def _chosen(self) -> list[PlannedRow]:
        """The rows selected, in the order of the list; else the current one."""
        found = sorted(self._table.selectionModel().selectedRows(), key=lambda index: index.row())
        rows: list[PlannedRow] = [index.data(ROW_ROLE) for index in found]
        current = self._current()
        return rows or ([current] if current is not None else [])

    def _has_current(self) -> bool:
        return self._current() is not None

    def _any_not_held(self) -> bool:
        return any(row.row.status is not WorkshopStatus.HELD for row in self._chosen())

    def _all_cancelled(self) -> bool:
        chosen = self._chosen()
        return bool(chosen) and all(row.row.status is WorkshopStatus.CANCELLED for row in chosen)

    # ---------------------------------------------------------------------------- doing

    def _offer_deeds(self, at: QPoint) -> None:
        if self._has_current():
            menu = deeds_menu(self.theme, self, [self._of_the_row(template=self._is_template())])
            menu.popup(self._table.viewport().mapToGlobal(at))

    def _is_template(self) -> bool:
        return self.programme is not None and self.programme.is_template

    def _open(self, row: WorkshopRow, tab: str) -> None:
        self.shell.go(Route(f"workshop.{tab}", (row.id,)))

    def _open_current(self, tab: str) -> None:
        row = self._current()
        if row is not None:
            self._open(row.row, tab)

    async def _add(self, *, after_last: bool = False, like: str | None = None) -> None:
        rows = self._model.rows()
        if after_last and rows:
            like = rows[-1].id
        answer = await new_workshop(self, self.programme_id, like=like)
        if answer.series:
            await self._plan_series()
        elif answer.workshop_id and like is None:
            self.shell.go(Route("workshop.agenda", (answer.workshop_id,)))
        elif answer.workshop_id:
            self._choose_workshop(answer.workshop_id)

    async def _next_from_this(self) -> None:
        row = self._current()
        if row is not None:
            await self._add(like=row.id)

    async def _plan_series(self) -> None:
        made = await plan_series(self, self.programme_id)
        if made:
            self._choose_workshop(made[0])
            self._table.setFocus()

    def _choose_workshop(self, workshop_id: str) -> None:
        for place, row in enumerate(self._model.rows()):
            if row.id == workshop_id:
                self._table.setCurrentIndex(self._model.index(place, 1))

    def _edit_programme(self) -> None:
        self.spawn(edit_programme(self, self.programme_id))

    async def _edit_workshop(self) -> None:
        row = self._current()
        if row is not None:
            await edit_workshop(self, row.id)

    def _open_move_bar(self) -> None:
        rows = [row.row for row in self._chosen()]
        if rows and self._series is not None:
            self._move_bar.open_for(rows, self._series.bookings)

    async def _move(self, workshop_id: str, starts: datetime) -> None:
        title = next((row.row.title for row in self._model.rows() if row.id == workshop_id), "")
        await deeds.move(self, workshop_id, title, starts)
        self._move_bar.close_bar()

    async def _shift(self, workshop_ids: list[str], days: int) -> None:
        await deeds.shift(self, workshop_ids, days)
        self._move_bar.close_bar()

    async def _cancel(self) -> None:
        rows = [row.row for row in self._chosen() if row.row.status is not WorkshopStatus.HELD]
        await deeds.call_off(self, rows, back=self._all_cancelled())
        self.shell.refresh_header()

    async def _number(self) -> None:
        programme_id = self.programme_id
        await self.session.do(lambda wb: wb.planning.number_by_date(programme_id))
        self.shell.notice(t("The numbers follow the dates"), undo=True)

    async def _save_as_template(self) -> None:
        row = self._current()
        if row is not None:
            await save_workshop_as_template(self, row.id)

    async def _save_programme(self) -> None:
        await save_programme_as_template(self, self.programme_id)

    async def _remove(self) -> None:
        await deeds.remove(self, [row.row for row in self._chosen()])
