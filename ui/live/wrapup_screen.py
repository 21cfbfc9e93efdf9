"""The Wrap-up tab: what was planned and what happened, and what the team wants to remember."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from facilitator.attendance.model import Desk
from facilitator.errors import FacilitatorError
from facilitator.live.model import ActivityStatus, ActualRow, RunNote
from facilitator.planning.model import Agenda, WorkshopRow, WorkshopStatus, WrapUp
from ui.attendance.desk_words import DeskWords
from ui.live.run_words import signed_minutes, whole_minutes
from ui.planning.plan_words import clock_text
from ui.planning.saved_text import SavedText
from ui.planning.workshop_screen import WorkshopScreen
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.cards import SectionHeading
from ui.widgets.chip import Chip
from ui.widgets.labels import TextLabel, line
from ui.widgets.rows import RowsModel, RowsView, RowWords
from ui.widgets.status_line import KeyHint
from ui.widgets.tables import Cell, Column, TableModel, TableView
from ui.words import isolate, t, tn

_MOST_HEADS = 100_000
_SIDE_FROM = 1000
_BESIDE_FROM = 860
_ANY_WIDTH = 16_777_215
_FIELDS = ("worked", "change_next", "incidents")


@dataclass(frozen=True)
class _Read:
    agenda: Agenda
    desk: Desk
    actuals: list[ActualRow]
    notes: list[RunNote]
    wrap_up: WrapUp
    words: DeskWords


@dataclass(frozen=True, slots=True)
class _Line:
    """One activity: planned, and what it took if the workshop was run."""

    title: str
    kind: str
    start: str
    planned_seconds: int
    actual: ActualRow | None


class WrapUpScreen(WorkshopScreen):
    """Planned against actual, who came, notes of the run; words saved as they are typed."""

    shows = frozenset({"wrap_up", "workshop", "activity", "attendance", "run_note", "run_event"})

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._unsaved = 0
        self._heads_known = False
        self._held = Button(
            self.theme, t("Mark as held"), role="main", icon="check", name="mark_as_held"
        )
        self._build()
        self._connect()

    # What the window asks ------------------------------------------------------------------------

    @override
    def header_actions(self) -> Sequence[QWidget]:
        return (self._state, self._held)

    @override
    def first_focus(self) -> QWidget | None:
        return self._texts["worked"]

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (KeyHint("Ctrl+Return", t("save now")), KeyHint("Tab", t("next field")))

    @override
    def commands(self) -> Sequence[Command]:
        return [
            Command(
                "wrapup.held",
                t("Mark the workshop as held"),
                self._toggle_held,
                icon="check",
                enabled=lambda: not self.session.read_only,
            )
        ]

    @override
    async def load(self) -> None:
        workshop_id = self.workshop_id

        def read(wb: Any) -> _Read:
            return _Read(
                agenda=wb.planning.agenda(workshop_id),
                desk=wb.attendance.desk(workshop_id),
                actuals=wb.live.actuals(workshop_id),
                notes=wb.live.notes(workshop_id),
                wrap_up=wb.planning.wrap_up(workshop_id),
                words=DeskWords(tuple(wb.attendance.statuses())),
            )

        row = await self.load_workshop()
        self._show(row, await self.session.ask(read))

    @override
    def about_to_leave(self) -> None:
        for text in self._texts.values():
            text.save_now()

    # Showing -------------------------------------------------------------------------------------

    def _show(self, row: WorkshopRow, found: _Read) -> None:
        writable = not self.session.read_only
        held = row.status is WorkshopStatus.HELD
        self._state.set_state(
            t("Held") if held else t("Not held yet"), "ok" if held else "", "check" if held else ""
        )
        self._held.set_words(t("Take back “held”") if held else t("Mark as held"))
        self._held.set_role("" if held else "main")
        self._held.setEnabled(writable)
        self._show_times(found)
        self._show_people(found)
        self._show_notes(found)
        for name, text in self._texts.items():
            text.show_text(getattr(found.wrap_up, name))
            text.setReadOnly(not writable)
        self._show_heads(found)

    def _show_times(self, found: _Read) -> None:
        actuals = {each.activity_id: each for each in found.actuals}
        slots = {slot.activity_id: slot for slot in found.agenda.schedule.rows}
        lines = [
            _Line(
                each.title,
                each.kind.value,
                clock_text(slots[each.id].start),
                each.planned_seconds,
                actuals.get(each.id),
            )
            for each in found.agenda.activities
        ]
        # An activity that was run and is no longer planned still took its time.
        planned = {each.id for each in found.agenda.activities}
        lines += [
            _Line(each.title, each.kind, "", each.planned_seconds, each)
            for each in found.actuals
            if each.activity_id not in planned
        ]
        self._zone = ZoneInfo(found.agenda.workshop.time_zone)
        self._times.set_rows(lines)
        self._times_heading.set_aside(_sum_words(found.actuals))

    def _show_people(self, found: _Read) -> None:
        rows = found.desk.rows
        came = sum(1 for row in rows if found.words.in_room(row.status_key))
        board = found.desk.board
        figures = (
            (str(came), t("came, of {n} expected", n=len(rows))),
            (str(board.apologies), t("apologies")),
            (str(board.absent), t("absent")),
            (str(board.not_yet), t("not marked")),
            (str(board.anonymous), t("without a name")),
        )
        for (figure, label), (number, words) in zip(self._figures, figures, strict=True):
            figure.setText(number)
            label.setText(words)
            # The first three always; of the others, what there is to see to.
            shown = number != "0" or (figure, label) in self._figures[:3]
            figure.setVisible(shown)
            label.setVisible(shown)
        self._unmarked.setVisible(board.not_yet > 0 and came > 0)
        self._unmarked.setText(
            tn(
                "{n} person has no mark yet. Check-in can still be completed.",
                "{n} people have no mark yet. Check-in can still be completed.",
                board.not_yet,
            )
        )

    def _show_notes(self, found: _Read) -> None:
        self._notes.set_rows(found.notes)
        self._notes_heading.set_count(str(len(found.notes)) if found.notes else "")
        self._no_notes.setVisible(not found.notes)
        self._notes_view.setVisible(bool(found.notes))

    def _show_heads(self, found: _Read) -> None:
        heads = found.wrap_up.headcount
        self._heads.blockSignals(True)
        if not self._heads.hasFocus():
            self._heads.setValue(-1 if heads is None else heads)
        self._heads.setEnabled(not self.session.read_only)
        self._heads.blockSignals(False)

    # Saving --------------------------------------------------------------------------------------

    def _write(self, **values: object) -> None:
        # Of the window: what was written is saved even if one leaves the screen at once.
        self.shell.spawn(self._save(values))

    async def _save(self, values: dict[str, object]) -> None:
        workshop_id = self.workshop_id
        try:
            await self.session.do(lambda wb: wb.planning.save_wrap_up(workshop_id, **values))
        except FacilitatorError:
            if isValid(self):
                for name in values.keys() & self._texts.keys():
                    self._texts[name].keep_unsaved()
                self._say_saved(t("Not saved"), "danger")
            raise
        if isValid(self) and not any(text.is_unsaved() for text in self._texts.values()):
            self._say_saved(t("Saved"), "ok")

    def _say_saved(self, words: str, ink: str) -> None:
        self._saved.setText(words)
        self._saved.set_color(ink)

    def _toggle_held(self) -> None:
        self.spawn(self._set_held())

    async def _set_held(self) -> None:
        if self.workshop is None:
            return
        workshop_id, title = self.workshop_id, self.workshop.title
        self.about_to_leave()
        if self.workshop.status is WorkshopStatus.HELD:
            await self.session.do(
                lambda wb: wb.planning.update_workshop(workshop_id, status=WorkshopStatus.PLANNED)
            )
            words = t("“{title}” counts as planned again", title=isolate(title))
        else:
            await self.session.do(lambda wb: wb.planning.save_wrap_up(workshop_id, finished=True))
            words = t("“{title}” was held", title=isolate(title))
        self.shell.notice(words, undo=True)

    # Building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._state = Chip(self.theme, "", name="held_state")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(0)
        self._halves.addWidget(self._build_facts(), 1)
        self._side = self._build_words()
        self._halves.addWidget(self._side)
        area.setWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _build_facts(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addLayout(self._build_figures())
        self._unmarked = TextLabel(self.theme, "", Type.CAPTION, color="warn", wrap=True)
        column.addWidget(self._unmarked)
        self._times_heading = SectionHeading(self.theme, t("Planned and actual"))
        column.addWidget(self._times_heading)
        self._times: TableModel[_Line] = TableModel(
            (
                Column(t("Start"), self._start_of, width=64),
                Column(t("Activity"), _title),
                Column(
                    t("Planned"),
                    lambda each: str(whole_minutes(each.planned_seconds)),
                    width=72,
                    figures=True,
                ),
                Column(t("Took"), _took, width=64, figures=True),
                Column(t("Difference"), _difference, width=88, figures=True),
            ),
            self,
        )
        table = TableView(
            self.theme,
            name="planned_and_actual",
            title=t("Planned and actual"),
            height="row-dense",
            framed=True,
        )
        table.setMinimumHeight(self.theme.px(180))
        table.set_table_model(self._times)
        column.addWidget(table, 3)
        self._notes_heading = SectionHeading(self.theme, t("Notes of the run"))
        column.addWidget(self._notes_heading)
        self._no_notes = TextLabel(
            self.theme,
            t("Nothing was noted while the workshop ran."),
            Type.CAPTION,
            color="text-3",
            wrap=True,
        )
        column.addWidget(self._no_notes)
        self._notes: RowsModel[RunNote] = RowsModel(self._words_of_note)
        self._notes_view = RowsView(
            self.theme, name="notes_of_the_run", title=t("Notes of the run"), framed=True
        )
        self._notes_view.set_rows_model(self._notes)
        column.addWidget(self._notes_view, 1)
        return part

    def _build_figures(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(28)
        self._figures: list[tuple[TextLabel, TextLabel]] = []
        for number in range(5):
            box = QVBoxLayout()
            box.setSpacing(0)
            step = Type.FIGURE if number == 0 else Type.TITLE
            figure = TextLabel(self.theme, "", step, tabular=True)
            figure.setObjectName(f"wrap_up_figure_{number}")
            label = TextLabel(self.theme, "", Type.CAPTION, color="text-2")
            box.addStretch(1)
            box.addWidget(figure)
            box.addWidget(label)
            row.addLayout(box)
            self._figures.append((figure, label))
        row.addStretch(1)
        return row

    def _build_words(self) -> QWidget:
        side = QFrame()
        side.setObjectName("side_panel")
        side.setFixedWidth(self.theme.px(420))
        outer = QVBoxLayout(side)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        heading = SectionHeading(self.theme, t("For next time"))
        heading.row.setContentsMargins(20, 14, 20, 12)
        self._saved = TextLabel(self.theme, t("Saved as you type"), Type.CAPTION, color="text-3")
        self._saved.setObjectName("wrap_up_saved")
        heading.row.addWidget(self._saved)
        outer.addWidget(heading)
        outer.addWidget(line("horizontal"))
        body = QWidget()
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        body.setProperty("paper", "surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(6)
        labels = (
            t("What worked"),
            t("What to change next time"),
            t("Incidents, and what was done"),
        )
        self._texts: dict[str, SavedText] = {}
        for name, label in zip(_FIELDS, labels, strict=True):
            words = TextLabel(self.theme, label, Type.BODY_STRONG)
            text = SavedText(self.theme, label, name=f"wrap_up_{name}", lines=4)
            words.setBuddy(text)
            column.addWidget(words)
            column.addWidget(text, 1)
            column.addSpacing(6)
            self._texts[name] = text
        column.addLayout(self._build_heads())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        outer.addWidget(area, 1)
        return side

    def _build_heads(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        label = TextLabel(self.theme, t("Heads counted in the room"), Type.BODY_STRONG)
        self._heads = QSpinBox()
        self._heads.setObjectName("wrap_up_headcount")
        self._heads.setAccessibleName(t("Heads counted in the room"))
        # One below nought stands for "nobody counted".
        self._heads.setRange(-1, _MOST_HEADS)
        self._heads.setSpecialValueText("–")
        self._heads.setKeyboardTracking(False)
        self._heads.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._heads.setMinimumWidth(self.theme.px(96))
        label.setBuddy(self._heads)
        row.addWidget(label, 1)
        row.addWidget(self._heads)
        return row

    def _connect(self) -> None:
        self._held.clicked.connect(lambda _checked=False: self._toggle_held())
        for name, text in self._texts.items():
            text.written.connect(lambda: self._say_saved(t("Writing…"), "text-3"))
            text.save_requested.connect(lambda words, name=name: self._write(**{name: words}))
        self._heads.valueChanged.connect(
            lambda value: self._write(headcount=None if value < 0 else value)
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = self.theme.text_scale / 100
        if self.width() < _BESIDE_FROM * scale:
            # Large text or a small window: one below the other, and the whole scrolls.
            self._halves.setDirection(QBoxLayout.Direction.TopToBottom)
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(_ANY_WIDTH)
            return
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight)
        wide = self.width() >= _SIDE_FROM * scale
        self._side.setFixedWidth(self.theme.px(420 if wide else 340))

    # Words ---------------------------------------------------------------------------------------

    def _start_of(self, each: _Line) -> Cell:
        actual = each.actual
        if actual is not None and actual.started_at is not None:
            return Cell(clock_text(actual.started_at.astimezone(self._zone)))
        return Cell(each.start, color="text-3")

    def _words_of_note(self, note: RunNote) -> RowWords:
        time = clock_text(note.noted_at.astimezone(self._zone))
        return RowWords(note.text, trailing=time, second=note.activity_title, strong=False)


def _took(each: _Line) -> Cell:
    actual = each.actual
    if actual is None or actual.started_at is None or not actual.actual_seconds:
        return Cell("")
    return Cell(str(whole_minutes(actual.actual_seconds)))


def _difference(each: _Line) -> Cell:
    actual = each.actual
    if actual is None or actual.started_at is None or actual.status is ActivityStatus.CURRENT:
        return Cell("")
    seconds = actual.actual_seconds - actual.planned_seconds
    words = signed_minutes(seconds)
    return Cell(words or "0", color="warn" if whole_minutes(seconds) > 0 else "text-2")


def _title(each: _Line) -> Cell:
    words = {
        ActivityStatus.SKIPPED: t("skipped"),
        ActivityStatus.LEFT_OUT: t("left out"),
        ActivityStatus.CURRENT: t("on now"),
    }
    status = words.get(each.actual.status, "") if each.actual is not None else ""
    return Cell(each.title, quiet=status, kind=each.kind, strong=True)


def _sum_words(actuals: Sequence[ActualRow]) -> str:
    if not actuals:
        return t("This workshop was not run with the clock.")
    planned = sum(each.planned_seconds for each in actuals)
    took = sum(each.actual_seconds for each in actuals)
    return t(
        "{took} min of {planned} planned", took=whole_minutes(took), planned=whole_minutes(planned)
    )
