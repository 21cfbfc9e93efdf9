"""Who takes part in a programme, since when, and what to know of them."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.people.model import EnrolmentRow, EnrolmentStatus, ParticipantRow
from ui.day_words import day_month_year
from ui.programmes.programme_tab import ProgrammeTab
from ui.sentences import name_of
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import SearchField
from ui.widgets.labels import TextLabel
from ui.widgets.rows import RowsModel, RowsView, RowWords
from ui.widgets.status_line import KeyHint
from ui.widgets.tables import Cell, Column, TableModel, TableView
from ui.words import isolate, t

_MOST_OFFERED = 6


class ParticipantsTab(ProgrammeTab):
    """The roster; a name typed above enrols somebody known, or adds and enrols somebody new."""

    shows = frozenset({"participant", "enrolment", "programme", "guardian"})

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(self._build_enrolling())
        self._offers = RowsView(
            self.theme, name="people_to_enrol", title=t("People to enrol"), framed=True
        )
        self._offer_model = RowsModel[ParticipantRow | str](_offer_words)
        self._offers.set_rows_model(self._offer_model)
        self._offers.opened.connect(lambda row: self.shell.spawn(self._enrol(row)))
        self._offers.clicked.connect(
            lambda index: self.shell.spawn(self._enrol(self._offer_model.row(index)))
        )
        self._offers.hide()
        column.addWidget(self._offers)
        self._model = TableModel[EnrolmentRow](
            (
                Column(t("Participant"), lambda row: Cell(row.name, _native(row), strong=True)),
                Column(t("Call"), lambda row: Cell(row.call_name, color="text-2"), 130),
                Column(t("Enrolled"), lambda row: day_month_year(row.enrolled_on), 150),
                Column(t("State"), _state, 150),
                Column(t("To know"), _to_know, 260),
            )
        )
        self._table = TableView(
            self.theme, name="participants", title=t("Participants"), framed=True
        )
        self._table.set_table_model(self._model)
        self._table.opened.connect(
            lambda row: self.shell.go(Route("person", (row.participant_id,)))
        )
        column.addWidget(self._table, 1)
        self._empty = EmptyState(
            self.theme,
            t("Nobody is enrolled yet"),
            t(
                "Type a name above and press Enter. A name is all that is needed; it is printed "
                "exactly as you write it."
            ),
            icon="user-plus",
        )
        self._empty.hide()
        column.addWidget(self._empty, 1)

    def _build_enrolling(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._field = SearchField(
            self.theme,
            t("Enrol somebody: name, any spelling"),
            size="large",
            hints=(("Enter", t("enrols")),),
            name="enrol_field",
        )
        self._field.textChanged.connect(lambda _text: self.shell.spawn(self._offer()))
        self._field.installEventFilter(self)
        row.addWidget(self._field, 1)
        self._leave = Button(self.theme, t("Left the programme"), name="leave_programme")
        self._leave.clicked.connect(lambda: self.shell.spawn(self._take_out()))
        row.addWidget(self._leave)
        self._about = TextLabel(self.theme, "", Type.CAPTION, color="text-3")
        row.addWidget(self._about)
        return row

    # ------------------------------------------------------------------------- the window asks

    @override
    def first_focus(self) -> QWidget:
        return self._field if not self._model.rows() else self._table

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("Ins", t("enrol")),
            KeyHint("Enter", t("open person")),
            KeyHint("Del", t("left the programme")),
            KeyHint("Ctrl+Z", t("undo")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        return (
            Command(
                "participants.enrol", t("Enrol somebody"), self._field.setFocus, "Ins", "user-plus"
            ),
            Command(
                "participants.leave",
                t("Take out of the programme"),
                lambda: self.shell.spawn(self._take_out()),
                "Del",
                "user-x",
                enabled=lambda: self._table.current_row() is not None,
            ),
        )

    @override
    async def show_programme(self) -> None:
        programme_id = self.programme_id
        rows = await self.session.ask(lambda wb: wb.people.roster(programme_id))
        current = self._table.current_row()
        self._model.set_rows(rows)
        self._table.setVisible(bool(rows))
        self._leave.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        place = next(
            (
                i
                for i, row in enumerate(rows)
                if current and row.enrolment_id == current.enrolment_id
            ),
            0,
        )
        if rows:
            self._table.setCurrentIndex(self._model.index(place, 0))
        capacity = self.programme.capacity if self.programme else None
        taken = sum(1 for row in rows if row.status is EnrolmentStatus.ACTIVE)
        self._about.setText(
            t("{taken} of {places} places", taken=taken, places=capacity) if capacity else ""
        )

    # ------------------------------------------------------------------------------ enrolling

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._typed(event)
        return super().eventFilter(watched, event)

    def _typed(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and self._offers.isVisible():
            step = 1 if key == Qt.Key.Key_Down else -1
            row = max(
                0, min(self._offers.currentIndex().row() + step, len(self._offer_model.rows()) - 1)
            )
            self._offers.setCurrentIndex(self._offer_model.index(row))
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            chosen = self._offers.current_row()
            if chosen is not None and self._offers.isVisible():
                self.shell.spawn(self._enrol(chosen))
            return True
        return False

    async def _offer(self) -> None:
        text = self._field.text().strip()
        if not text:
            self._offers.hide()
            return
        programme_id = self.programme_id
        found, enrolled = await self.session.ask(
            lambda wb: (
                wb.people.search(text, limit=_MOST_OFFERED * 5),
                {row.participant_id for row in wb.people.roster(programme_id)},
            )
        )
        if text != self._field.text().strip():
            return
        known = [row for row in found if row.id not in enrolled][:_MOST_OFFERED]
        self._offer_model.set_rows([*known, text])
        self._offers.setCurrentIndex(self._offer_model.index(0))
        height = self.theme.row_height("row") * (len(known) + 1) + 4
        self._offers.setFixedHeight(height)
        self._offers.show()

    async def _enrol(self, chosen: ParticipantRow | str) -> None:
        """Enrol a known person, or a new one of that name."""
        programme_id = self.programme_id
        zone = await self.session.ask(lambda wb: wb.centre.time_zone())
        today = self.shell.clock.now().astimezone(ZoneInfo(zone)).date()
        if isinstance(chosen, str):
            name = chosen
            await self.session.do(lambda wb: wb.people.add_to_programme(name, programme_id, today))
        else:
            name, key = chosen.name, chosen.id
            await self.session.do(lambda wb: wb.people.enrol(key, programme_id, today))
        self._field.clear()
        self._offers.hide()
        self.shell.notice(t("{name} is enrolled", name=isolate(name)), undo=True)

    async def _take_out(self) -> None:
        row: EnrolmentRow | None = self._table.current_row()
        if row is None:
            return
        zone = await self.session.ask(lambda wb: wb.centre.time_zone())
        today = self.shell.clock.now().astimezone(ZoneInfo(zone)).date()
        enrolment = row.enrolment_id
        await self.session.do(lambda wb: wb.people.leave(enrolment, today))
        self.shell.notice(
            t("{name} left the programme; all marks stay", name=isolate(row.name)), undo=True
        )


def _native(row: EnrolmentRow | ParticipantRow) -> str:
    """The name in its own script, where that is another text."""
    return row.native_name if row.native_name != row.name else ""


def _offer_words(row: ParticipantRow | str) -> RowWords:
    if isinstance(row, str):
        return RowWords(t("Add “{name}” as a new person", name=row), icon="user-plus", keys="Enter")
    second = ", ".join(part for part in (row.district, row.age_band) if part)
    return RowWords(row.name, native=_native(row), trailing=second, icon="user", keys="Enter")


def _state(row: EnrolmentRow) -> Cell:
    words = name_of("enrolment", row.status.value)
    if row.status is EnrolmentStatus.ACTIVE:
        if row.complete_later:
            return Cell(t("Complete later"), chip_tone="info")
        return Cell(words, color="text-2")
    return Cell(words, chip_tone="")


def _to_know(row: EnrolmentRow) -> Cell:
    told = []
    if row.minor:
        told.append(t("under 18"))
    if row.has_needs:
        told.append(t("has needs"))
    return Cell(", ".join(told), color="text-2")
