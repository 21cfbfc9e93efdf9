"""The Check-in tab: forty people through the door in a minute, by keyboard, scanner or mouse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from facilitator.attendance.marking import Times
from facilitator.attendance.model import (
    ABSENT,
    EXCUSED,
    LATE,
    LEFT_EARLY,
    PRESENT,
    Desk,
    Mark,
    Status,
)
from facilitator.errors import Refused, StorageTrouble
from facilitator.file_names import file_name
from ui.attendance.board_panel import BoardPanel
from ui.attendance.desk_finder import DeskFinder
from ui.attendance.desk_model import DeskModel
from ui.attendance.desk_table import GONE, NOT_YET, STATUS_KEYS, DeskTable
from ui.attendance.desk_words import DeskWords
from ui.attendance.waiting_marks import Change, WaitingMark, WaitingMarks
from ui.attendance.walk_in_bar import WalkInBar
from ui.planning.workshop_screen import WorkshopScreen
from ui.sentences import say_error
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import SearchField
from ui.widgets.labels import TextLabel
from ui.widgets.status_line import KeyHint
from ui.words import isolate, t, tn

_BOARD_FROM = 840
_HINTS_FROM = 1040
_CLOCK_EVERY = 5_000
_TAKEN_BACK = frozenset(
    {"attendance-marked", "attendance-checked-out", "all-present", "walk-in", "attendance-unmarked"}
)


class CheckInScreen(WorkshopScreen):
    """Search, list and live board. Every mark is on disk before it is shown."""

    shows = frozenset(
        {"attendance", "head_count", "enrolment", "participant", "workshop", "activity"}
    )

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._desk: Desk | None = None
        self._finder = DeskFinder()
        self._words = DeskWords()
        self._model = DeskModel(self._words, self)
        self._needs_shown = False
        self._table = DeskTable(self.theme, self._model)
        self._waiting = WaitingMarks.of(shell, shell if isinstance(shell, QWidget) else self)
        self._board = BoardPanel(self.theme)
        self._walk_in = WalkInBar(self.theme)
        self._clock = TextLabel(self.theme, "", Type.SCREEN, tabular=True)
        self._clock.setObjectName("desk_clock")
        self._sheet = Button(
            self.theme, t("Sign-in sheet"), icon="printer", name="print_sign_in_sheet"
        )
        self._build()
        self._connect()
        self._timer = QTimer(self)
        self._timer.setInterval(_CLOCK_EVERY)
        self._timer.timeout.connect(self._show_clock)
        self._timer.start()

    # What the window asks ------------------------------------------------------------------------

    @override
    def header_actions(self) -> Sequence[QWidget]:
        return (self._clock, self._sheet)

    @override
    def first_focus(self) -> QWidget | None:
        return self._search

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("Enter", t("present")),
            KeyHint("Alt+L", t("late")),
            KeyHint("Alt+X", t("apologies")),
            KeyHint("Alt+A", t("absent")),
            KeyHint("Alt+O", t("gone home")),
            KeyHint("Ctrl+Z", t("undo")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        may, chosen = self._may_mark, self._someone_chosen
        found = [
            Command("desk.walk_in", t("Walk-in"), self._open_walk_in, "F2", "user-plus", may),
            Command(
                "desk.all", t("Mark all as present"), self._all_present, "F4", "check-check", may
            ),
            Command("desk.needs", t("Needs of those here"), self._toggle_needs, "F6", "eye"),
            Command("desk.sheet", t("Print the sign-in sheet"), self._print, icon="printer"),
        ]
        marks = (
            (LATE, t("Mark as late"), "Alt+L"),
            (LEFT_EARLY, t("Mark as left early"), "Alt+E"),
            (EXCUSED, t("Mark apologies"), "Alt+X"),
            (ABSENT, t("Mark as absent"), "Alt+A"),
            (GONE, t("Mark as gone home"), "Alt+O"),
            (PRESENT, t("Mark as present"), "Alt+P"),
            (NOT_YET, t("Remove the mark"), ""),
        )
        found += [
            Command(f"desk.{key}", words, self._marker(key), keys, "", chosen)
            for key, words, keys in marks
        ]
        return found

    @override
    async def load(self) -> None:
        workshop_id = self.workshop_id
        needs_shown = self._needs_shown

        def read(wb: Any) -> tuple[Desk, tuple[Status, ...], list[Any] | None]:
            desk: Desk = wb.attendance.desk(workshop_id)
            statuses = tuple(wb.attendance.statuses())
            words = DeskWords(statuses)
            here = [row.participant_id for row in desk.rows if words.in_room(row.status_key)]
            return desk, statuses, wb.people.needs(here) if needs_shown else None

        await self.load_workshop()
        desk, statuses, needs = await self.session.ask(read)
        self._words = self._model.words = DeskWords(statuses)
        self._show(desk)
        self._board.show_needs(needs)

    @override
    def about_to_leave(self) -> None:
        self._timer.stop()

    # Showing -------------------------------------------------------------------------------------

    def _show(self, desk: Desk) -> None:
        self._desk = desk
        self._finder.set_rows(desk.rows)
        self._model.set_rows(desk.rows)
        self._show_waiting()
        self._table.fit()
        self._board.set_writable(writable=self._may_mark())
        self._board.show_board(desk.board, sum(desk.heads.values()))
        self._board.show_marks(desk.last_marks, self._words)
        for button in (self._walk_in_button, self._all_button):
            button.setEnabled(self._may_mark())
        self._pages.setCurrentIndex(0 if desk.rows else 1)
        self._search_again()
        self._show_clock()

    def _show_clock(self) -> None:
        if self.workshop is None:
            return
        now = self.shell.clock.now().astimezone(ZoneInfo(self.workshop.time_zone))
        self._clock.setText(f"{now:%H:%M}")
        self._clock.setAccessibleName(t("It is {time}", time=f"{now:%H:%M}"))

    def _search_again(self) -> None:
        matches = self._finder.matches(self._search.text())
        self._model.show_only(matches)
        everybody = len(self._model.everybody())
        if matches is None:
            words = tn(
                "{n} person, in order of first name",
                "{n} people, in order of first name",
                everybody,
            )
        elif not matches:
            words = t("Nobody here has that name. Enter looks for a card; F2 adds a walk-in.")
        elif len(matches) == 1:
            self._table.choose(matches[0])
            words = t("One match. Enter marks present.")
        else:
            words = tn(
                "{n} match. Arrows choose, Enter marks present.",
                "{n} matches. Arrows choose, Enter marks present.",
                len(matches),
            )
        self._caption.setText(words)

    def _typed(self) -> None:
        # A choice made for other letters must not be marked by these.
        self._table.choose("")
        self._said.setText("")
        self._search_again()

    def _say(self, sentence: str, tone: str = "ok") -> None:
        self._said.setText(sentence)
        self._said.set_color(tone)

    # Marking -------------------------------------------------------------------------------------

    def _enter(self) -> None:
        """Enter in the search: the one chosen or the one match; with nothing typed, nobody else."""
        text = self._search.text().strip()
        if self._table.chosen:
            self._request(self._table.chosen, PRESENT)
        elif text:
            matches = self._finder.matches(text) or []
            # Emptied at once, so that the next card can be scanned while this one is looked up.
            self._search.clear()
            self.shell.spawn(self._enter_code(text, len(matches)))

    async def _enter_code(self, text: str, matches: int) -> None:
        found = await self.session.ask(lambda wb: wb.attendance.find_card(text))
        if found is None and isValid(self):
            if not self._search.text():
                self._search.setText(text)
            if matches > 1:
                self._say(t("Several match. Choose one with the arrows."), "warn")
            else:
                self._say(
                    t("No name and no card is “{entry}”. F2 adds a walk-in.", entry=isolate(text)),
                    "warn",
                )
        if found is not None:
            await self._mark(found, PRESENT)

    def _request(self, participant_id: str, status: str) -> None:
        if not self._may_mark():
            self._say(t("The workbook is open for reading only."), "warn")
            return
        if self._search.text():
            self._search.clear()
        # Of the window: a mark is made even if one leaves the screen at once.
        self.shell.spawn(self._mark(participant_id, status))

    async def _mark(self, participant_id: str, status: str) -> None:
        workshop_id, waiting = self.workshop_id, self._waiting
        if waiting.drop(workshop_id, participant_id) and status == NOT_YET:
            return
        change = _change(workshop_id, participant_id, status, self._times())
        pressed_at = self.shell.clock.now()
        name = self._name_of(participant_id)
        try:
            mark = await self.session.do(lambda wb: change(wb, None))
        except StorageTrouble as trouble:
            waiting.keep(
                WaitingMark(workshop_id, participant_id, name, pressed_at, change), trouble
            )
            return
        except Refused as refusal:
            if isValid(self):
                self._say(say_error(refusal), "warn")
            return
        if not isValid(self):
            return
        if mark.participant_id == self._table.chosen or self._search.hasFocus():
            self._table.show_row(mark.participant_id)
        self._say(self._words.said(mark))

    def _times(self) -> Times | None:
        """When the workshop is on, once that is known."""
        found = self.workshop
        return Times(found.starts_utc, found.ends_utc) if found is not None else None

    def _name_of(self, participant_id: str) -> str:
        row = self._model.row(participant_id)
        return row.name if row is not None else ""

    def _show_waiting(self) -> None:
        self._model.show_waiting(
            {
                who: t("{time}, waiting for the disk", time=self._local_time(mark.pressed_at))
                for who, mark in self._waiting.at(self.workshop_id).items()
            }
        )

    def _local_time(self, moment: datetime) -> str:
        zone = ZoneInfo(self.workshop.time_zone) if self.workshop is not None else None
        return f"{moment.astimezone(zone):%H:%M}"

    def _marker(self, status: str) -> Any:
        def do() -> None:
            if self._table.chosen:
                self._request(self._table.chosen, status)

        return do

    def _all_present(self) -> None:
        self.spawn(self._mark_all())

    async def _mark_all(self) -> None:
        workshop_id = self.workshop_id
        count = await self.session.do(lambda wb: wb.attendance.all_present(workshop_id))
        if not count:
            self._say(t("Everybody is marked already."), "text-2")
            return
        self.shell.notice(
            tn("{n} person was marked present", "{n} people were marked present", count), undo=True
        )
        self._say(t("Now the exceptions: choose with the arrows, then L, X, A or O."), "text-2")
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._table.step(Qt.Key.Key_Down)

    def _undo_last(self) -> None:
        self.spawn(self._take_back())

    async def _take_back(self) -> None:
        desk = self._desk
        if desk is None or not desk.last_marks:
            return
        newest = desk.last_marks[0]
        workshop_id = self.workshop_id

        def change(wb: Any) -> None:
            done = next((each for each in wb.history(1) if each.state == "done"), None)
            if done is not None and done.name in _TAKEN_BACK:
                wb.undo()
            else:
                wb.attendance.unmark(workshop_id, newest.participant_id)

        await self.session.do(change)
        self._say(t("The mark of {name} was taken back", name=isolate(newest.name)), "text-2")

    # Walk-ins and heads --------------------------------------------------------------------------

    def _open_walk_in(self) -> None:
        text = self._search.text().strip()
        matches = self._finder.matches(text)
        self._walk_in.begin("" if matches else text)

    def _close_walk_in(self) -> None:
        self._walk_in.hide()
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_walk_in(self, name: str) -> None:
        self.spawn(self._walk(name))

    async def _walk(self, name: str) -> None:
        workshop_id = self.workshop_id
        try:
            found = await self.session.do(lambda wb: wb.attendance.walk_in(workshop_id, name))
        except Refused as refusal:
            self._walk_in.refuse(say_error(refusal))
            return
        self._search.clear()
        self._close_walk_in()
        self._table.show_row(found)
        self._say(t("{name} is here; details can follow later", name=isolate(name.strip())))

    def _set_heads(self, heads: int) -> None:
        workshop_id = self.workshop_id
        self.shell.spawn(
            self.session.do(lambda wb: wb.attendance.set_heads(workshop_id, "", heads))
        )

    def _toggle_needs(self) -> None:
        self._needs_shown = not self._needs_shown
        self.reload()

    # Paper ---------------------------------------------------------------------------------------

    def _print(self) -> None:
        self.spawn(self._write_sheet())

    async def _write_sheet(self) -> None:
        if self.workshop is None:
            return
        workshop_id = self.workshop_id
        name = file_name(t("Sign-in sheet {title}", title=self.workshop.title), ".pdf")
        path = await self.shell.choose_file_to_save(
            t("Save the sign-in sheet"), t("PDF documents (*.pdf)"), name
        )
        if path is None:
            return
        await self.shell.run_job(
            t("Writing the sign-in sheet"),
            lambda _progress: self.session.ask(
                lambda wb: wb.reports.write_sign_in_sheet(workshop_id, path)
            ),
        )
        self.shell.notice(
            t("The sign-in sheet was saved as {file}", file=isolate(path.name)),
            action=t("Open"),
            do=lambda: self.shell.open_path(path),
        )

    # Keys ----------------------------------------------------------------------------------------

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._search
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self._search_key(event)
        ):
            return True
        return super().eventFilter(watched, event)

    def _search_key(self, event: QKeyEvent) -> bool:
        """Keys that act on the list while the search keeps the focus; letters stay letters."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        plain = not modifiers & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in _UP_AND_DOWN:
            self._table.step(key)
            return True
        sideways = key in {Qt.Key.Key_Left, Qt.Key.Key_Right}
        if plain and sideways and not self._search.text() and self._table.chosen:
            self._table.step(key)
            return True
        if plain and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
            return True
        if key == Qt.Key.Key_Escape and not self._search.text() and self._table.chosen:
            self._table.choose("")
            return True
        alone = modifiers == Qt.KeyboardModifier.AltModifier
        if alone and key in STATUS_KEYS and self._table.chosen:
            self._request(self._table.chosen, STATUS_KEYS[key])
            return True
        return False

    def _type_into_search(self, text: str) -> None:
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._search.insert(text)

    def _may_mark(self) -> bool:
        return not self.session.read_only

    def _someone_chosen(self) -> bool:
        return bool(self._table.chosen) and self._may_mark()

    # Building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(24, 16, 22, 16)
        column.setSpacing(8)
        column.addLayout(self._build_top())
        column.addWidget(self._walk_in)
        self._walk_in.hide()
        lines = QHBoxLayout()
        self._caption = TextLabel(self.theme, "", Type.CAPTION, color="text-2", elide=True)
        self._caption.setObjectName("desk_caption")
        self._said = TextLabel(self.theme, "", Type.BODY_STRONG, color="ok", elide=True)
        self._said.setObjectName("desk_said")
        self._said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        lines.addWidget(self._caption, 1)
        lines.addWidget(self._said, 1)
        column.addLayout(lines)
        self._pages = QStackedWidget()
        people = QWidget()
        around = QVBoxLayout(people)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._table, 1)
        around.addStretch(0)
        self._pages.addWidget(people)
        self._pages.addWidget(self._build_empty())
        column.addWidget(self._pages, 1)
        row.addWidget(left, 1)
        row.addWidget(self._board)

    def _build_top(self) -> QHBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(10)
        self._search = SearchField(
            self.theme,
            t("Name, card or scan"),
            size="desk",
            hints=(("Enter", t("marks present")),),
            name="desk_search",
        )
        self._walk_in_button = Button(
            self.theme, t("Walk-in"), size="large", icon="user-plus", keys="F2", name="walk_in"
        )
        self._all_button = Button(
            self.theme,
            t("All present"),
            size="large",
            icon="check-check",
            keys="F4",
            name="all_present",
        )
        self._measure_top()
        self.theme.changed.connect(self._measure_top)
        top.addWidget(self._search, 1)
        top.addWidget(self._walk_in_button)
        top.addWidget(self._all_button)
        return top

    def _measure_top(self) -> None:
        # As high as the field in which one types at arm's length; less the two lines around it.
        height = self.theme.control("height-hero") - 2
        letters = self.theme.font(Type.SCREEN).pixelSize()
        self._search.setStyleSheet(
            f"QLineEdit {{ min-height: {height}px; font-size: {letters}px; border-radius: 8px; }}"
        )
        for button in (self._walk_in_button, self._all_button):
            button.setStyleSheet(f"QPushButton {{ min-height: {height}px; }}")

    def _build_empty(self) -> QWidget:
        walk_in = Button(
            self.theme,
            t("Add a walk-in"),
            role="main",
            size="large",
            icon="user-plus",
            keys="F2",
            name="first_walk_in",
        )
        walk_in.clicked.connect(lambda _checked=False: self._open_walk_in())
        return EmptyState(
            self.theme,
            t("Nobody is enrolled yet"),
            t(
                "Whoever is enrolled in the programme stands here on the day, ready to be ticked"
                " off. Somebody who just comes in needs only a name."
            ),
            icon="users",
            buttons=(walk_in,),
            name="empty_desk",
        )

    def _connect(self) -> None:
        self._waiting.changed.connect(self._show_waiting)
        self._search.textChanged.connect(lambda _text: self._typed())
        self._search.installEventFilter(self)
        self._table.status_requested.connect(self._request)
        self._table.typed.connect(self._type_into_search)
        self._walk_in.name_given.connect(self._add_walk_in)
        self._walk_in.closed.connect(self._close_walk_in)
        self._walk_in_button.clicked.connect(lambda _checked=False: self._open_walk_in())
        self._all_button.clicked.connect(lambda _checked=False: self._all_present())
        self._sheet.clicked.connect(lambda _checked=False: self._print())
        self._board.undo_requested.connect(self._undo_last)
        self._board.heads_changed.connect(self._set_heads)
        self._board.needs_toggled.connect(self._toggle_needs)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = self.theme.text_scale / 100
        self._board.setVisible(self.width() >= _BOARD_FROM * scale)
        roomy = self.width() >= _HINTS_FROM * scale
        self._search.set_hints((("Enter", t("marks present")),) if roomy else ())


def _change(workshop_id: str, participant_id: str, status: str, times: Times | None) -> Change:
    """What makes a mark; tried again later, it still counts from the moment of the key."""

    def change(wb: Any, pressed_at: datetime | None) -> Mark:
        at = times.live(pressed_at) if times is not None and pressed_at is not None else None
        mark: Mark
        if status == GONE:
            mark = wb.attendance.check_out(workshop_id, participant_id, at)
        elif status == NOT_YET:
            mark = wb.attendance.unmark(workshop_id, participant_id)
        else:
            mark = wb.attendance.mark(workshop_id, participant_id, status, at=at)
        return mark

    return change


_UP_AND_DOWN = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
