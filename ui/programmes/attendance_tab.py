"""The attendance of a whole programme: who came when, for how long, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.attendance.model import AttendanceGrid, GridRow, Status
from ui.day_words import percent, short_day
from ui.programmes.attendance_words import AttendanceWords
from ui.programmes.grid_model import GridModel
from ui.programmes.grid_totals import GridTotals
from ui.programmes.grid_view import GridView
from ui.programmes.programme_tab import ProgrammeTab
from ui.sentences import name_of
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.disc import draw_disc
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import SearchField
from ui.widgets.labels import TextLabel
from ui.widgets.status_line import KeyHint
from ui.words import isolate, t

_EVERYONE, _MISSED, _BELOW = "everyone", "missed", "below"
_MISSED_IN_A_ROW = 2


@dataclass(frozen=True)
class _Shown:
    """What one reading of the workbook brought."""

    grid: AttendanceGrid
    statuses: tuple[Status, ...]
    awards: dict[str, str]
    asked_percent: float | None


class AttendanceTab(ProgrammeTab):
    """Grid with keyboard marking, filters, the trail of one cell, register and export."""

    shows = frozenset(
        {
            "attendance",
            "enrolment",
            "participant",
            "workshop",
            "activity",
            "head_count",
            "programme",
        }
        | {"observation", "self_check", "certificate_rule", "award_override"}
    )

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._shown: _Shown | None = None
        self._found: frozenset[str] | None = None
        self._filter = _EVERYONE
        self._words = AttendanceWords()
        self._model = GridModel(self._words)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 20, 8)
        column.setSpacing(12)
        column.addLayout(self._build_tools())
        self._view = GridView(self.theme, self._words, self._model, t("Attendance"))
        self._view.setProperty("framed", "false")
        self._view.mark_requested.connect(self._mark)
        self._view.unmark_requested.connect(self._unmark)
        self._view.cell_changed.connect(self._tell_cell)
        self._view.person_opened.connect(lambda key: self.shell.go(Route("person", (key,))))
        self._sheet = QFrame()
        self._sheet.setProperty("card", "true")
        inner = QVBoxLayout(self._sheet)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        inner.addWidget(self._view, 1)
        self._totals = GridTotals(self.theme, self._view)
        inner.addWidget(self._totals)
        column.addWidget(self._sheet, 1)
        self._empty = EmptyState(
            self.theme,
            t("Nobody is enrolled yet"),
            t("Enrol people on the Participants page. Then each workshop has a row for everybody."),
            icon="users",
            buttons=(self._empty_button(),),
        )
        self._empty.hide()
        column.addWidget(self._empty, 1)
        column.addLayout(self._build_trail())

    def _empty_button(self) -> Button:
        button = Button(self.theme, t("Participants"), role="main", name="go_to_participants")
        button.clicked.connect(
            lambda: self.shell.go(Route("programme.participants", self.route.ids))
        )
        return button

    def _build_tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._search = SearchField(self.theme, t("Name, any spelling"), name="attendance_search")
        self._search.setMaximumWidth(self.theme.px(220))
        self._search.textChanged.connect(lambda _text: self.shell.spawn(self._find()))
        row.addWidget(self._search)
        self._filters: dict[str, Button] = {}
        group = QButtonGroup(self)
        for key in (_EVERYONE, _MISSED, _BELOW):
            button = Button(self.theme, "", role="quiet", name=f"filter_{key}")
            button.setCheckable(True)
            button.setChecked(key == _EVERYONE)
            button.clicked.connect(lambda _on=False, chosen=key: self._choose_filter(chosen))
            group.addButton(button)
            self._filters[key] = button
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(_Legend(self.theme))
        row.addSpacing(8)
        register = Button(self.theme, t("Register"), icon="printer", name="save_register")
        register.clicked.connect(lambda: self.shell.spawn(self._save_register()))
        export = Button(self.theme, t("Export"), icon="download", name="export_attendance")
        export.clicked.connect(lambda: self.shell.spawn(self._export()))
        row.addWidget(register)
        row.addWidget(export)
        return row

    def _build_trail(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        self._where = TextLabel(self.theme, "", Type.CAPTION, weight=600)
        self._what = TextLabel(self.theme, "", Type.CAPTION, color="text-2", elide=True)
        self._where.setObjectName("cell_where")
        self._what.setObjectName("cell_what")
        row.addWidget(self._where)
        row.addWidget(self._what, 1)
        return row

    # ------------------------------------------------------------------------- the window asks

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("P", t("present")),
            KeyHint("L", t("late")),
            KeyHint("E", t("left early")),
            KeyHint("X", t("excused")),
            KeyHint("A", t("absent")),
            KeyHint("Del", t("not marked")),
            KeyHint("Ctrl+Z", t("undo")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        return (
            Command(
                "attendance.register",
                t("Save the attendance register as PDF"),
                lambda: self.shell.spawn(self._save_register()),
                "Ctrl+P",
                "printer",
            ),
            Command(
                "attendance.export",
                t("Export attendance"),
                lambda: self.shell.spawn(self._export()),
                "Ctrl+E",
                "download",
            ),
            Command(
                "attendance.find", t("Find in this grid"), self._search.setFocus, "Ctrl+F", "search"
            ),
        )

    @override
    def first_focus(self) -> QWidget:
        return self._view

    @override
    async def show_programme(self) -> None:
        programme_id = self.programme_id

        def read(wb):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - the open workbook
            percents = [
                rule.conditions.min_contact_percent
                for rule in wb.certificates.rules(programme_id)
                if rule.conditions.min_contact_percent is not None
            ]
            return _Shown(
                wb.attendance.grid(programme_id),
                tuple(wb.attendance.statuses()),
                {
                    each.participant_id: each.award_title
                    for each in wb.certificates.candidates(programme_id)
                },
                float(min(percents)) if percents else None,
            )

        shown = await self.session.ask(read)
        self._shown = shown
        self._words.take_statuses(shown.statuses)
        self._show_rows()

    # ------------------------------------------------------------------------------- showing

    def _show_rows(self) -> None:
        shown = self._shown
        if shown is None:
            return
        everybody = shown.grid.people
        groups = {
            _EVERYONE: everybody,
            _MISSED: [p for p in everybody if p.total.missed_running >= _MISSED_IN_A_ROW],
            _BELOW: [p for p in everybody if _is_below(p, shown.asked_percent)],
        }
        self._filters[_EVERYONE].set_words(t("Everyone {n}", n=len(everybody)))
        self._filters[_MISSED].set_words(t("Missed 2 running {n}", n=len(groups[_MISSED])))
        if shown.asked_percent is not None:
            self._filters[_BELOW].set_words(
                t("Below {share}  {n}", share=percent(shown.asked_percent), n=len(groups[_BELOW]))
            )
        self._filters[_BELOW].setVisible(shown.asked_percent is not None)
        rows = tuple(
            person
            for person in groups[self._filter]
            if self._found is None or person.participant_id in self._found
        )
        self._model.show_grid(shown.grid, rows, shown.awards)
        self._totals.show_totals(shown.grid, sum(1 for each in shown.awards.values() if each))
        self._sheet.setVisible(bool(everybody))
        self._empty.setVisible(not everybody)
        if not self._view.currentIndex().isValid() and rows:
            self._view.setCurrentIndex(self._model.index(0, 1 if self._model.workshops else 0))
        self._tell_cell()

    def _choose_filter(self, key: str) -> None:
        self._filter = key
        self._show_rows()

    async def _find(self) -> None:
        text = self._search.text().strip()
        if not text:
            self._found = None
        else:
            programme_id = self.programme_id
            rows = await self.session.ask(
                lambda wb: wb.people.search(text, programme_id=programme_id, limit=10_000)
            )
            if text != self._search.text().strip():
                return
            self._found = frozenset(row.id for row in rows)
        self._show_rows()

    def _tell_cell(self) -> None:
        index = self._view.currentIndex()
        cell = self._model.cell_at(index) if index.isValid() else None
        workshop = self._model.workshop_at(index.column()) if index.isValid() else None
        if cell is None or workshop is None:
            self._where.setText("")
            self._what.setText("")
            return
        person = self._model.people[index.row()]
        self._where.setText(
            t("{name}, {day}", name=isolate(person.name), day=short_day(workshop.on))
        )
        said = self._words.cell_in_words(cell)
        self._what.setText(f"{said}   “{cell.note}”" if cell.note else said)

    # -------------------------------------------------------------------------------- marking

    def _mark(self, participant_id: str, workshop_id: str, status: str) -> None:
        async def mark() -> None:
            made = await self.session.do(
                lambda wb: wb.attendance.mark(workshop_id, participant_id, status)
            )
            self.shell.notice(
                t("{name}: {status}", name=isolate(made.name), status=self._words.status(status)),
                undo=True,
            )

        self.shell.spawn(mark())

    def _unmark(self, participant_id: str, workshop_id: str) -> None:
        async def unmark() -> None:
            index = self._view.currentIndex()
            cell = self._model.cell_at(index)
            if cell is None or cell.status_key is None:
                return
            made = await self.session.do(
                lambda wb: wb.attendance.unmark(workshop_id, participant_id)
            )
            self.shell.notice(t("{name}: not marked", name=isolate(made.name)), undo=True)

        self.shell.spawn(unmark())

    # ---------------------------------------------------------------------------------- files

    async def _save_register(self) -> None:
        title = self.programme.title if self.programme else ""
        target = await self.shell.choose_file_to_save(
            t("Save the attendance register"),
            t("PDF document (*.pdf)"),
            t("Register {title}.pdf", title=title),
        )
        if target is None:
            return
        programme_id = self.programme_id
        await self.session.ask(
            lambda wb: wb.reports.write_register(programme_id, target, name_of=name_of)
        )
        self.shell.notice(
            t("Register saved as {file}", file=target.name),
            action=t("Open"),
            do=lambda: self.shell.open_path(target),
        )

    async def _export(self) -> None:
        title = self.programme.title if self.programme else ""
        target = await self.shell.choose_file_to_save(
            t("Export attendance"),
            t("Excel workbook (*.xlsx);;Text table (*.csv);;PDF document (*.pdf)"),
            t("Attendance {title}.xlsx", title=title),
        )
        if target is None:
            return
        programme_id = self.programme_id
        await self.shell.run_job(
            t("Exporting attendance"),
            lambda progress: self.session.ask(
                lambda wb: wb.reports.export_attendance(
                    target, programme_id, progress, name_of=name_of
                )
            ),
        )
        self.shell.notice(
            t("Attendance saved as {file}", file=target.name),
            action=t("Open"),
            do=lambda: self.shell.open_path(target),
        )


class _Legend(QWidget):
    """What the discs mean."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        for share, words in ((1.0, t("whole")), (0.75, t("part")), (None, t("excused"))):
            row.addWidget(_LegendMark(theme, share))
            row.addWidget(TextLabel(theme, words, Type.CAPTION, color="text-2"))
            row.addSpacing(7)


class _LegendMark(QWidget):
    def __init__(self, theme: Theme, share: float | None) -> None:
        super().__init__()
        self._theme = theme
        self._share = share
        self._fix()
        theme.changed.connect(self._fix)

    def _fix(self) -> None:
        self.setFixedSize(self._theme.px(13), self._theme.px(13))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self.rect().toRectF().adjusted(1, 1, -1, -1)
        if self._share is None:
            painter.setPen(QPen(self._theme.color("border-strong"), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(rect)
            return
        draw_disc(painter, self._theme.palette, rect, self._share)


def _is_below(person: GridRow, asked: float | None) -> bool:
    """Whether somebody who came at all has less of the time than the lowest rule asks for."""
    return asked is not None and person.total.contact_percent < asked
