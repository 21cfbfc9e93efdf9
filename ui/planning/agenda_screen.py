"""The Agenda tab: the plan of a workshop as a table and to scale, edited in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from facilitator.errors import Refused
from facilitator.planning.model import ActivityKind, Agenda
from facilitator.skills.model import Framework
from ui.planning import agenda_entries as entries
from ui.planning.activity_details import ActivityDetails
from ui.planning.agenda_bar import AgendaBar, Groups, below
from ui.planning.agenda_columns import AgendaColumns
from ui.planning.agenda_model import AgendaModel, Col
from ui.planning.agenda_table import AgendaTable
from ui.planning.minutes_panel import MinutesPanel
from ui.planning.plan_words import clock_text, contact_words
from ui.planning.timeline import Timeline
from ui.planning.workshop_screen import WorkshopScreen
from ui.programmes.workshop_details import edit_workshop
from ui.sentences import say_action
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.cards import SectionHeading
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import TextLabel, line
from ui.widgets.status_line import KeyHint
from ui.words import isolate, t, tn

_NEW_SECONDS = 10 * 60
_MINUTES_PANEL_FROM = 1200
_TIMELINE_FROM = 820
_DETAILS_FROM = 420


class AgendaScreen(WorkshopScreen):
    """Table, timeline, details of the current activity, minutes by kind and skill."""

    shows = frozenset({"workshop", "activity", "activity_skill", "track", "programme"})

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._agenda: Agenda | None = None
        self._titles: dict[str, str] = {}
        self._edit_title_of = ""
        self._model = AgendaModel(self)
        self._columns = AgendaColumns(shell.settings, self)
        self._table = AgendaTable(self.theme, self._model, self._columns)
        self._timeline = Timeline(self.theme)
        self._details = ActivityDetails(self.theme)
        self._minutes = MinutesPanel(self.theme)
        self._bar = AgendaBar(self.theme)
        self._print = Button(self.theme, t("Print…"), icon="printer", name="print_plan")
        self._run = Button(self.theme, t("Run"), role="main", icon="play", name="go_to_run")
        self._build()
        self._connect()

    # What the window asks ------------------------------------------------------------------------

    @override
    def header_actions(self) -> Sequence[QWidget]:
        return (self._print, self._run)

    @override
    def first_focus(self) -> QWidget | None:
        return self._add_first if self._pages.currentIndex() else self._table

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("Alt+Up Down", t("move")),
            KeyHint("Enter", t("edit")),
            KeyHint("+ -", t("minutes")),
            KeyHint("L", t("lock start")),
            KeyHint("Del", t("remove")),
            KeyHint("E", t("details")),
            KeyHint("Ctrl+Z", t("undo")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        table = self._table
        rows: tuple[tuple[str, str, str, str, Callable[[], object]], ...] = (
            ("add", t("Add an activity"), "Ins", "plus", table.ask_to_insert),
            ("remove", t("Remove the activity"), "Del", "trash-2", table.ask_to_delete),
            ("up", t("Move the activity up"), "Alt+Up", "chevron-up", self._move_up),
            ("down", t("Move the activity down"), "Alt+Down", "chevron-down", self._move_down),
            ("copy", t("Copy the activity"), "Ctrl+D", "copy", self._duplicate_current),
            ("lock", t("Lock or free the start"), "L", "lock", self._lock_current),
            ("edit", t("Edit the activity's title"), "", "pencil", self._edit_title),
            ("longer", t("One minute more"), "", "plus", lambda: table.change_minutes(1)),
            ("shorter", t("One minute less"), "", "minus", lambda: table.change_minutes(-1)),
        )
        found = [
            Command(f"agenda.{key}", words, do, keys, icon, self._may_edit)
            for key, words, keys, icon, do in rows
        ]
        found.append(
            Command(
                "agenda.workshop",
                t("Edit the details of this workshop"),
                self._open_details,
                "E",
                "pencil",
                self._may_edit,
            )
        )
        found += [
            Command(
                "agenda.library",
                t("Add from the library"),
                self._from_library,
                "Ctrl+L",
                "library",
                self._may_edit,
            ),
            Command("agenda.print", t("Print…"), self._open_print, "Ctrl+P", "printer"),
            Command("agenda.columns", t("Choose columns"), self._choose_columns, icon="columns-3"),
        ]
        if entries.has_kit():
            found.append(Command("agenda.kit", t("Kit list"), self._open_kit, icon="package"))
        for group in entries.entries(self, self.workshop_id):
            found += group
        return found

    @override
    async def load(self) -> None:
        workshop_id = self.workshop_id
        await self.load_workshop()
        agenda, framework = await self.session.ask(
            lambda wb: (wb.planning.agenda(workshop_id), wb.skills.framework())
        )
        self._titles = _skill_titles(framework)
        self._show(agenda)

    @override
    def about_to_leave(self) -> None:
        self._details.save_now()

    # Showing -------------------------------------------------------------------------------------

    def _show(self, agenda: Agenda) -> None:
        before = self._pages.currentIndex()
        self._agenda = agenda
        editable = self._may_edit()
        self._model.editable = editable
        self._timeline.editable = editable
        bar = self._bar
        for button in (bar.add, bar.library, bar.undo, bar.redo, self._add_first):
            button.setEnabled(editable)
        self._table.show_agenda(agenda)
        self._timeline.show_agenda(agenda)
        self._minutes.show_agenda(agenda, self._titles)
        self._contact.setText(contact_words(agenda))
        self._show_ends(agenda)
        empty = not agenda.activities
        self._pages.setCurrentIndex(1 if empty else 0)
        self._print.setEnabled(not empty)
        self._run.setEnabled(not empty)
        if before and not empty:
            self._table.setFocus()
        self._fold()
        if self._edit_title_of and self._model.row_of(self._edit_title_of) is not None:
            self._table.choose(self._edit_title_of)
            self._edit_title_of = ""
            self._table.setFocus()
            self._table.edit_column(Col.TITLE)

    def _show_ends(self, agenda: Agenda) -> None:
        schedule = agenda.schedule
        ends = (schedule.longest_end, schedule.end, schedule.shortest_end)
        for label, end in zip(self._ends, ends, strict=True):
            label.setText(clock_text(end))
            over = schedule.target_end is not None and end > schedule.target_end
            label.set_color("warn" if over else "text")

    def _show_chosen(self, activity_id: str) -> None:
        self._timeline.choose(activity_id)
        agenda = self._agenda
        row = self._model.row_of(activity_id)
        found = self._model.line(row) if row is not None else None
        self._details.setVisible(found is not None and self.height() >= _DETAILS_FROM)
        if agenda is not None and found is not None:
            self._details.show_activity(
                found.activity, found.slot, self._titles, editable=self._may_edit()
            )

    # Doing ---------------------------------------------------------------------------------------

    def _change(self, activity_id: str, fields: dict[str, object]) -> None:
        # Of the window, not of this screen: a note is saved even if one leaves the screen.
        self.shell.spawn(self._save(activity_id, fields))

    async def _save(self, activity_id: str, fields: dict[str, object]) -> None:
        try:
            await self.session.do(lambda wb: wb.planning.update_activity(activity_id, **fields))
        except Refused:
            if isValid(self):
                self._model.keep_failed(activity_id)
            raise
        finally:
            # The person may have left the screen while the note was written.
            if isValid(self):
                self._model.settle(activity_id, fields)

    def _insert(self, place: int) -> None:
        self.spawn(self._add_activity(place))

    def _open_details(self) -> None:
        self.spawn(edit_workshop(self, self.workshop_id))

    async def _add_activity(self, place: int) -> None:
        workshop_id = self.workshop_id
        title = t("New activity")
        kind = ActivityKind.GROUP_WORK if place else ActivityKind.WELCOME
        self._edit_title_of = await self.session.do(
            lambda wb: wb.planning.add_activity(workshop_id, place, title, kind, _NEW_SECONDS)
        )
        self.reload()

    def _delete(self, activity_ids: list[str]) -> None:
        self.spawn(self._remove(activity_ids))

    async def _remove(self, activity_ids: list[str]) -> None:
        titles = [
            line.activity.title for line in self._model.lines() if line.activity.id in activity_ids
        ]
        await self.session.do(lambda wb: wb.planning.delete_activities(activity_ids))
        if len(titles) == 1:
            self.shell.notice(t("“{title}” was removed", title=isolate(titles[0])), undo=True)
        else:
            count = len(titles)
            words = tn("{n} activity was removed", "{n} activities were removed", count)
            self.shell.notice(words, undo=True)

    def _move(self, activity_ids: list[str], place: int) -> None:
        self.spawn(self.session.do(lambda wb: wb.planning.move_activities(activity_ids, place)))

    def _duplicate(self, activity_id: str) -> None:
        self.spawn(self._copy(activity_id))

    async def _copy(self, activity_id: str) -> None:
        copied = await self.session.do(lambda wb: wb.planning.duplicate_activity(activity_id))
        self._table.choose(copied)
        self.reload()

    def _lock(self, activity_id: str) -> None:
        row = self._model.row_of(activity_id)
        found = self._model.line(row) if row is not None else None
        if found is None or self._agenda is None:
            return
        lock: int | None = None
        if found.activity.locked_start_seconds is None:
            start = found.slot.start
            days = (start.date() - self._agenda.schedule.start.date()).days
            lock = days * 86400 + start.hour * 3600 + start.minute * 60 + start.second
        self._change(activity_id, {"locked_start_seconds": lock})

    async def _take_back(self, *, again: bool) -> None:
        record = await self.session.do(lambda wb: wb.redo() if again else wb.undo())
        if record is None:
            self.shell.notice(
                t("There is nothing to redo.") if again else t("There is nothing to undo.")
            )
            return
        what = say_action(record.name, record.params)
        if again:
            self.shell.notice(t("Done again: {what}", what=what), undo=True)
        else:
            self.shell.notice(t("Undone: {what}", what=what))

    def _open_print(self) -> None:
        entries.open_print(self, self.workshop_id)

    def _open_kit(self) -> None:
        entries.go_to_kit(self, self.workshop_id)

    def _from_library(self) -> None:
        entries.go_to_library(self, self.workshop_id, self._table.current_activity())

    def _choose_columns(self) -> None:
        self._table.offer_columns(below(self._bar.columns))

    def _menu(self) -> Groups:
        """What the menu of the bar offers, in its groups."""
        known = {command.key: command for command in self.commands()}
        first = ("agenda.workshop", "agenda.library", "agenda.kit", "agenda.columns")
        return [
            [known[key] for key in first if key in known],
            *entries.entries(self, self.workshop_id),
        ]

    # Commands ------------------------------------------------------------------------------------

    def _may_edit(self) -> bool:
        return not self.session.read_only

    def _move_up(self) -> None:
        self._table.ask_to_move(-1)

    def _move_down(self) -> None:
        self._table.ask_to_move(1)

    def _duplicate_current(self) -> None:
        if self._table.current_activity():
            self._duplicate(self._table.current_activity())

    def _lock_current(self) -> None:
        if self._table.current_activity():
            self._lock(self._table.current_activity())

    def _edit_title(self) -> None:
        self._table.setFocus()
        self._table.edit_column(Col.TITLE)

    # Building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._pages = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._pages)
        page = QWidget()
        columns = QHBoxLayout(page)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self._build_left(), 1)
        self._timeline_line = line("vertical")
        columns.addWidget(self._timeline_line)
        self._timeline_part = self._build_timeline()
        columns.addWidget(self._timeline_part)
        columns.addWidget(self._minutes)
        self._pages.addWidget(page)
        self._pages.addWidget(self._build_empty())

    def _build_left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._bar.offer(self._menu)
        self._bar.kit.setEnabled(entries.has_kit())
        column.addWidget(self._bar)
        column.addWidget(line("horizontal"))
        column.addWidget(self._table, 1)
        column.addWidget(line("horizontal"))
        column.addWidget(self._details)
        return left

    def _build_timeline(self) -> QWidget:
        part = QFrame()
        part.setObjectName("timeline_part")
        part.setFixedWidth(self.theme.px(300))
        column = QVBoxLayout(part)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(4)
        heading = SectionHeading(self.theme, t("Timeline"))
        self._contact = TextLabel(self.theme, "", Type.CAPTION, color="text-2", wrap=True)
        column.addWidget(heading)
        column.addWidget(self._contact)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._timeline)
        area.viewport().setAutoFillBackground(False)
        self._timeline.setAutoFillBackground(False)
        column.addWidget(area, 1)
        column.addWidget(line("horizontal"))
        ends = QHBoxLayout()
        self._ends: list[TextLabel] = []
        names = (
            (t("Longest end"), "longest_end"),
            (t("Planned end"), "planned_end"),
            (t("Shortest end"), "shortest_end"),
        )
        for words, name in names:
            box = QVBoxLayout()
            box.setSpacing(0)
            box.addWidget(TextLabel(self.theme, words, Type.CAPTION, color="text-2"))
            figure = TextLabel(self.theme, "", Type.TITLE, tabular=True)
            figure.setObjectName(name)
            box.addWidget(figure)
            self._ends.append(figure)
            ends.addLayout(box)
            if len(self._ends) < len(names):
                ends.addStretch(1)
        column.addLayout(ends)
        return part

    def _build_empty(self) -> QWidget:
        self._add_first = Button(
            self.theme,
            t("Add the first activity"),
            role="main",
            size="large",
            icon="plus",
            keys="Ins",
            name="add_first_activity",
        )
        return EmptyState(
            self.theme,
            t("What will happen in this workshop?"),
            t(
                "An agenda is a list of activities with their minutes. The times follow by"
                " themselves, and so do the run sheet, the clock in the room and the hours on"
                " the certificates."
            ),
            icon="list-checks",
            buttons=(self._add_first,),
            aside=t("A welcome, something to do together and a look back make a good beginning."),
            name="empty_agenda",
        )

    def _connect(self) -> None:
        self._table.activity_chosen.connect(self._show_chosen)
        self._table.insert_requested.connect(self._insert)
        self._table.delete_requested.connect(self._delete)
        self._table.duplicate_requested.connect(self._duplicate)
        self._table.lock_requested.connect(self._lock)
        self._model.change_requested.connect(self._change)
        self._model.move_requested.connect(self._move)
        self._model.entry_refused.connect(self.shell.notice)
        self._timeline.activity_chosen.connect(self._choose)
        self._timeline.minutes_dragged.connect(self._model.enter_minutes)
        self._details.change_requested.connect(self._change)
        self._bar.add.clicked.connect(lambda _checked=False: self._table.ask_to_insert())
        self._bar.library.clicked.connect(self._from_library)
        self._bar.columns.clicked.connect(self._choose_columns)
        self._bar.kit.clicked.connect(self._open_kit)
        self._add_first.clicked.connect(lambda _checked=False: self._insert(0))
        self._bar.undo.clicked.connect(self._undo_one)
        self._bar.redo.clicked.connect(self._redo_one)
        self._print.clicked.connect(self._open_print)
        self._run.clicked.connect(lambda _checked=False: self.go_to_tab("run"))

    def _choose(self, activity_id: str) -> None:
        self._table.choose(activity_id)
        self._table.setFocus()

    def _undo_one(self) -> None:
        self.spawn(self._take_back(again=False))

    def _redo_one(self) -> None:
        self.spawn(self._take_back(again=True))

    # Folding -------------------------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        scale = self.theme.text_scale / 100
        self._minutes.setVisible(self.width() >= _MINUTES_PANEL_FROM * scale)
        shown = self.width() >= _TIMELINE_FROM * scale
        self._timeline_part.setVisible(shown)
        self._timeline_line.setVisible(shown)
        self._details.setMaximumHeight(max(self.theme.px(150), self.height() * 2 // 5))
        chosen = bool(self._table.current_activity())
        self._details.setVisible(chosen and self.height() >= _DETAILS_FROM)


def _skill_titles(framework: Framework) -> dict[str, str]:
    """Titles of skills and of their indicators, by id."""
    titles = {skill.id: skill.title for skill in framework.skills}
    titles |= {
        indicator.id: indicator.title
        for skill in framework.skills
        for indicator in skill.indicators
    }
    return titles
