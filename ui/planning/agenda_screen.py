"""The Agenda tab: the plan of a workshop as a table and to scale, edited in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.live.learned import Usual
from facilitator.planning.insertion import AgendaPlace
from facilitator.planning.model import Agenda
from facilitator.planning.parallel import heads_of_tracks
from facilitator.skills.model import Framework
from facilitator.workbook import Workbook
from ui.planning import agenda_entries as entries
from ui.planning.activity_details import ActivityDetails
from ui.planning.activity_sheet import open_activity
from ui.planning.agenda_bar import AgendaBar, Groups, below
from ui.planning.agenda_columns import AgendaColumns
from ui.planning.agenda_deeds import AgendaDeeds
from ui.planning.agenda_model import AgendaModel, Col
from ui.planning.agenda_rows import AgendaLine
from ui.planning.agenda_start import AgendaStart
from ui.planning.agenda_table import AgendaTable
from ui.planning.hints_desk import WATCHED, HintsDesk
from ui.planning.hints_help import Advice
from ui.planning.timeline_pane import TimelinePane
from ui.planning.track_details import TrackDetails
from ui.planning.workshop_screen import WorkshopScreen
from ui.programmes.workshop_details import edit_workshop
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.labels import line
from ui.widgets.status_line import KeyHint
from ui.words import t

_DETAILS_FROM = 420


@dataclass(frozen=True)
class _Facts:
    """What the screen shows, read at once."""

    agenda: Agenda
    framework: Framework
    usual: Mapping[str, Usual]
    advice: Advice
    heads: int
    heads_of: dict[str, int]
    rooms: tuple[tuple[str, str], ...]


class AgendaScreen(WorkshopScreen):
    """Table, timeline, details of the current activity, hints, minutes by kind and skill."""

    shows = (
        frozenset(
            {"workshop", "activity", "activity_skill", "activity_material", "track", "programme"}
        )
        | WATCHED
    )

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._agenda: Agenda | None = None
        self._facts: _Facts | None = None
        self._titles: dict[str, str] = {}
        self._columns = AgendaColumns(shell.settings, self)
        self._model = AgendaModel(self)
        self._table = AgendaTable(self.theme, self._model, self._columns)
        self._deeds = AgendaDeeds(self, self.workshop_id, self._model, self._table)
        self._pane = TimelinePane(self.theme, now=shell.clock.now)
        self._timeline = self._pane.timeline
        self._details = ActivityDetails(self.theme)
        self._track = TrackDetails(self.theme)
        self._hints = HintsDesk(self, self.workshop_id, self._pane, self._table, self._choose)
        self._bar = AgendaBar(self.theme)
        self._bar.hold(self._hints.button)
        self._start = AgendaStart(self.theme)
        self._print = Button(self.theme, t("Print…"), icon="printer", name="print_plan")
        self._run = Button(self.theme, t("Run"), role="main", icon="play", name="go_to_run")
        self._build()
        self._connect()
        if route.focus:
            # Where one comes back from the library, or from the finder.
            self._table.choose(route.focus)

    # What the window asks ------------------------------------------------------------------------

    @override
    def header_actions(self) -> Sequence[QWidget]:
        return (self._print, self._run)

    @override
    def first_focus(self) -> QWidget | None:
        return self._start.add if self._pages.currentIndex() else self._table

    @override
    def keys(self) -> Sequence[KeyHint]:
        if self._pages.currentIndex():
            return (KeyHint("Ins", t("add an activity")), KeyHint("Ctrl+L", t("from the library")))
        return (
            KeyHint("Alt+Up Down", t("move")),
            KeyHint("Enter", t("edit")),
            KeyHint("+ -", t("minutes")),
            KeyHint("L", t("lock start")),
            KeyHint("Ctrl+G", t("split")),
            KeyHint("Del", t("remove")),
            KeyHint("Ctrl+Z", t("undo")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        found = [
            Command(f"agenda.{key}", words, do, keys, icon, self._may_edit)
            for key, words, keys, icon, do in self._edits()
        ]
        found += [
            Command(
                "agenda.details",
                t("All details of the activity"),
                self._open_activity,
                "Ctrl+Return",
                "list",
            ),
            Command("agenda.copy", t("Copy activities"), self._table.ask_to_copy, icon="copy"),
            Command("agenda.print", t("Print…"), self._open_print, "Ctrl+P", "printer"),
            Command("agenda.columns", t("Choose columns"), self._choose_columns, icon="columns-3"),
            Command(
                "agenda.open_groups",
                t("Show all parallel groups"),
                lambda: self._table.set_all_open(shown=True),
                icon="chevron-down",
            ),
            Command(
                "agenda.close_groups",
                t("Hide all parallel groups"),
                lambda: self._table.set_all_open(shown=False),
                icon="chevron-right",
            ),
        ]
        found.append(Command("agenda.kit", t("Kit list"), self._open_kit, icon="package"))
        found += self._hints.commands()
        for _title, group in entries.entries(self, self.workshop_id):
            found += group
        return found

    def _edits(self) -> tuple[tuple[str, str, str, str, Callable[[], object]], ...]:
        """Key, words, shortcut, icon and deed of what changes the plan."""
        table = self._table
        return (
            ("add", t("Add an activity"), "Ins", "plus", table.ask_to_insert),
            ("library", t("Add from the library"), "Ctrl+L", "library", self._from_library),
            ("remove", t("Remove activities"), "Del", "trash-2", table.ask_to_delete),
            ("up", t("Move up"), "Alt+Up", "chevron-up", lambda: table.ask_to_move(-1)),
            ("down", t("Move down"), "Alt+Down", "chevron-down", lambda: table.ask_to_move(1)),
            ("duplicate", t("Duplicate activities"), "Ctrl+D", "files", table.ask_to_duplicate),
            ("cut", t("Cut activities"), "", "copy", lambda: table.ask_to_copy(cut=True)),
            (
                "paste",
                t("Paste activities, or lines of text"),
                "",
                "clipboard-list",
                table.ask_to_paste,
            ),
            ("lock", t("Lock or free the start"), "L", "lock", table.ask_to_lock),
            ("keep", t("Save the activity as a method"), "", "library", self._keep_as_method),
            ("edit", t("Edit the title"), "", "pencil", self._edit_title),
            ("longer", t("One minute more"), "", "plus", lambda: table.change_minutes(1)),
            ("shorter", t("One minute less"), "", "minus", lambda: table.change_minutes(-1)),
            ("split", t("Split in parallel groups"), "Ctrl+G", "users", table.ask_to_split),
            (
                "join",
                t("Move into the group above"),
                "Alt+Shift+Right",
                "arrow-right",
                table.ask_to_join_group,
            ),
            (
                "leave",
                t("Move out of the group"),
                "Alt+Shift+Left",
                "arrow-left",
                table.ask_to_leave_group,
            ),
            (
                "workshop",
                t("Edit the details of this workshop"),
                "E",
                "pencil",
                self._edit_workshop,
            ),
        )

    @override
    async def load(self) -> None:
        workshop_id = self.workshop_id
        facts = await self.session.ask(lambda wb: _read(wb, workshop_id))
        self.show_workshop(facts.agenda.workshop)
        self._titles = _skill_titles(facts.framework)
        self._show(facts)

    @override
    def about_to_leave(self) -> None:
        self._details.save_now()
        self._track.save_now()

    # Showing -------------------------------------------------------------------------------------

    def _show(self, facts: _Facts) -> None:
        before = self._pages.currentIndex()
        agenda = facts.agenda
        self._agenda, self._facts = agenda, facts
        self._deeds.heads = facts.heads
        editable = self._may_edit()
        self._model.editable = editable
        self._timeline.editable = editable
        bar = self._bar
        for button in (bar.add, bar.library, bar.undo, bar.redo):
            button.setEnabled(editable)
        self._start.set_editable(editable=editable)
        self._model.rooms = dict(facts.rooms)
        self._model.skill_titles = self._titles
        self._table.show_agenda(agenda, facts.heads_of, facts.rooms)
        self._table.show_usual(facts.usual)
        self._pane.show_agenda(agenda, facts.usual)
        self._hints.show(agenda, facts.advice, facts.usual, self._titles)
        empty = not agenda.activities
        self._pages.setCurrentIndex(1 if empty else 0)
        if before != self._pages.currentIndex():
            self.shell.refresh_header()
        self._print.setEnabled(not empty)
        self._run.setEnabled(not empty)
        if before and not empty:
            self._table.setFocus()
        self._fold()
        self._ask_for_title()

    def _ask_for_title(self) -> None:
        fresh = self._deeds.edit_title_of
        if fresh and self._model.row_of(fresh) is not None:
            self._deeds.edit_title_of = ""
            self._table.choose(fresh)
            self._table.setFocus()
            self._table.edit_column(Col.TITLE)

    def _show_chosen(self, activity_id: str) -> None:
        self._pane.choose(activity_id)
        self._hints.choose(activity_id)
        facts, track = self._facts, self._table.current_track()
        found = self._table.current_line()
        if facts is None:
            return
        if track is not None:
            self._lower.setCurrentWidget(self._track)
            self._track.show_track(
                track, facts.agenda.workshop.team, facts.rooms, editable=self._may_edit()
            )
        elif found is not None:
            self._lower.setCurrentWidget(self._details)
            self._details.show_activity(
                found.activity,
                found.slot,
                self._titles,
                heads=self._heads_of(found),
                editable=self._may_edit(),
            )
        self._fold()

    def _heads_of(self, found: AgendaLine) -> int:
        assert self._facts is not None  # noqa: S101 - asked while something is shown
        if found.track_id is None:
            return self._facts.heads
        return self._facts.heads_of.get(found.track_id, self._facts.heads)

    # Doing ---------------------------------------------------------------------------------------

    def _edit_workshop(self) -> None:
        self.spawn(edit_workshop(self, self.workshop_id))

    def _open_activity(self, activity_id: str = "") -> None:
        chosen = activity_id or self._table.current_activity()
        if chosen:
            self._details.save_now()
            self.spawn(open_activity(self, self.workshop_id, chosen, chosen_now=self._choose))

    def _open_print(self) -> None:
        entries.open_print(self, self.workshop_id)

    def _open_kit(self) -> None:
        entries.go_to_kit(self, self.workshop_id)

    def _from_library(self) -> None:
        entries.go_to_library(self, self.workshop_id, self._table.current_activity())

    def _keep_as_method(self) -> None:
        entries.keep_as_method(self, self._table.current_activity())

    def _choose_columns(self) -> None:
        self._table.offer_columns(below(self._bar.columns))

    def _menu(self) -> Groups:
        """What the menu of the bar offers, in its groups."""
        known = {command.key.partition(".")[2]: command for command in self.commands()}
        groups = (
            ("", ("workshop", "library", "kit", "columns")),
            (t("Activity"), ("details", "duplicate", "cut", "copy", "paste", "keep")),
            (t("Parallel groups"), ("split", "join", "leave", "open_groups", "close_groups")),
            (t("Time and hints"), ("fit", "usual", "hints")),
        )
        own = [(title, [known[key] for key in keys]) for title, keys in groups]
        return [*own, *entries.entries(self, self.workshop_id)]

    def _add_first_one(self) -> None:
        self._deeds.insert(AgendaPlace(0))

    def _begin(self, way: str) -> None:
        """Fill an empty agenda in one of the ways that its page offers."""
        if way == "library":
            self._from_library()
        elif way == "paste":
            self._deeds.paste(AgendaPlace(0))
        else:
            wanted = {"template": "agenda.from_template", "import": "exchange.import"}[way]
            next(each for each in self.commands() if each.key == wanted).do()

    # Commands ------------------------------------------------------------------------------------

    def _may_edit(self) -> bool:
        return not self.session.read_only

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
        columns.addWidget(self._pane)
        columns.addWidget(self._hints.panel)
        self._pages.addWidget(page)
        self._pages.addWidget(self._start)

    def _build_left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._bar.offer(self._menu)
        column.addWidget(self._bar)
        column.addWidget(line("horizontal"))
        column.addWidget(self._table, 1)
        self._lower_line = line("horizontal")
        column.addWidget(self._lower_line)
        self._lower = QStackedWidget()
        self._lower.addWidget(self._details)
        self._lower.addWidget(self._track)
        column.addWidget(self._hints.note)
        column.addWidget(self._lower)
        return left

    def _connect(self) -> None:
        deeds, table, timeline, bar = self._deeds, self._table, self._timeline, self._bar
        table.activity_chosen.connect(self._show_chosen)
        table.insert_requested.connect(deeds.insert)
        table.delete_requested.connect(deeds.delete)
        table.duplicate_requested.connect(deeds.duplicate)
        table.lock_requested.connect(deeds.lock)
        table.copy_requested.connect(deeds.copy_out)
        table.cut_requested.connect(lambda ids: deeds.copy_out(ids, cut=True))
        table.paste_requested.connect(deeds.paste)
        table.split_requested.connect(deeds.split)
        table.details_requested.connect(self._open_activity)
        self._model.change_requested.connect(deeds.change)
        self._model.changes_requested.connect(deeds.change_many)
        self._model.track_change_requested.connect(deeds.change_track)
        self._model.move_requested.connect(deeds.move)
        timeline.activity_chosen.connect(table.choose)
        timeline.minutes_dragged.connect(self._model.enter_minutes)
        timeline.minutes_stepped.connect(self._step_minutes)
        timeline.move_requested.connect(lambda key, place: deeds.move([key], AgendaPlace(place)))
        timeline.step_move_requested.connect(
            lambda key, track, place: deeds.move([key], AgendaPlace(place, track))
        )
        timeline.edit_requested.connect(self._open_activity)
        self._details.change_requested.connect(deeds.change)
        self._details.details_requested.connect(self._open_activity)
        self._track.change_requested.connect(deeds.change_track)
        self._track.add_step_requested.connect(table.ask_to_insert)
        self._track.add_group_requested.connect(table.ask_to_split)
        self._track.duplicate_requested.connect(lambda key: deeds.duplicate([], [key]))
        self._track.delete_requested.connect(lambda key: deeds.delete([], [key]))
        self._track.move_requested.connect(deeds.move_track)
        bar.add.clicked.connect(lambda _checked=False: table.ask_to_insert())
        bar.library.clicked.connect(self._from_library)
        bar.columns.clicked.connect(self._choose_columns)
        bar.kit.clicked.connect(self._open_kit)
        bar.undo.clicked.connect(deeds.undo)
        bar.redo.clicked.connect(deeds.redo)
        self._start.add.clicked.connect(self._add_first_one)
        self._start.way_chosen.connect(self._begin)
        self._print.clicked.connect(self._open_print)
        self._run.clicked.connect(lambda _checked=False: self.go_to_tab("run"))

    def _choose(self, activity_id: str) -> None:
        self._table.choose(activity_id)
        self._table.setFocus()

    def _step_minutes(self, activity_id: str, minutes: int) -> None:
        now = self._model.seconds_now(activity_id)
        self._model.enter_minutes(activity_id, max(60, now + minutes * 60))

    # Folding -------------------------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        self._hints.fold(self.width(), self._timeline_line)
        self._lower.setMaximumHeight(max(self.theme.px(150), self.height() * 2 // 5))
        there = self._table.current_line() is not None or self._table.current_track() is not None
        self._lower.setVisible(there and self.height() >= self.theme.px(_DETAILS_FROM))
        self._lower_line.setVisible(self._lower.isVisibleTo(self))


def _read(wb: Workbook, workshop_id: str) -> _Facts:
    agenda = wb.planning.agenda(workshop_id)
    heads = wb.planning.heads(workshop_id)
    venue_id = agenda.workshop.venue_id
    venues = wb.centre.venues(include_inactive=True) if venue_id is not None else []
    rooms = next((venue.rooms for venue in venues if venue.id == venue_id), ())
    advice, usual = HintsDesk.read(wb, agenda)
    return _Facts(
        agenda,
        wb.skills.framework(),
        usual,
        advice,
        heads,
        heads_of_tracks(agenda.activities, heads),
        tuple((room.id, room.name) for room in rooms),
    )


def _skill_titles(framework: Framework) -> dict[str, str]:
    """Titles of skills and of their indicators, by id."""
    titles = {skill.id: skill.title for skill in framework.skills}
    titles |= {
        indicator.id: indicator.title
        for skill in framework.skills
        for indicator in skill.indicators
    }
    return titles
