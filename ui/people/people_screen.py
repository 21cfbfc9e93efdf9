"""Everybody the workbook knows: found as one types, added by name, put away without a question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.errors import Refused
from facilitator.people.model import ParticipantRow
from ui.people.column_room import fit_columns
from ui.people.paged_model import PAGE, PagedTableModel
from ui.people.people_words import age_band, name_cell, to_know
from ui.sentences import say_error
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.buttons import Button, IconButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import SearchField
from ui.widgets.labels import TextLabel
from ui.widgets.status_line import KeyHint
from ui.widgets.tables import Cell, Column, TableView
from ui.words import isolate, locale, t, tn

_NAME_WIDTH = 220
# What to know, what to call them, the age, the district.
_BY_WORTH = (4, 1, 2, 3)
_LIST_KINDS = "*.csv *.tsv *.txt *.xlsx"


class PeopleScreen(Screen):
    """The table of everybody; Enter opens one, Insert adds one, Delete archives."""

    shows = frozenset({"participant", "enrolment", "guardian"})

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._text = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(self._build_search())
        column.addWidget(self._build_adding())
        self._build_table(column)
        self._build_empty(column)
        self._import = Button(self.theme, t("Bring in a list"), icon="upload", name="import_list")
        self._import.clicked.connect(lambda: self.spawn(self._choose_list()))
        self._add = Button(
            self.theme, t("Add a person"), role="main", icon="user-plus", keys="Ins", name="add_one"
        )
        self._add.clicked.connect(self._begin_adding)

    def _build_search(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        self._search = SearchField(
            self.theme,
            t("Name, any spelling"),
            size="large",
            name="people_search",
        )
        self._search.textChanged.connect(lambda _text: self.reload())
        self._search.installEventFilter(self)
        row.addWidget(self._search, 1)
        self._count = TextLabel(self.theme, "", color="text-2", tabular=True)
        self._count.setObjectName("people_count")
        row.addWidget(self._count)
        return row

    def _build_adding(self) -> QFrame:
        self._adding = QFrame()
        self._adding.setObjectName("adding")
        self._adding.setProperty("card", "true")
        column = QVBoxLayout(self._adding)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(12)
        label = TextLabel(self.theme, t("Name"), weight=500)
        row.addWidget(label)
        self._new_name = QLineEdit()
        self._new_name.setObjectName("new_name")
        self._new_name.setAccessibleName(t("Name"))
        label.setBuddy(self._new_name)
        self._new_name.returnPressed.connect(lambda: self.spawn(self._add_one()))
        self._new_name.installEventFilter(self)
        row.addWidget(self._new_name, 1)
        self._keep_new = Button(
            self.theme, t("Add"), role="main", keys="Enter", name="add_this_name"
        )
        self._keep_new.clicked.connect(lambda: self.spawn(self._add_one()))
        row.addWidget(self._keep_new)
        close = IconButton(self.theme, "x", t("Close"), keys="Esc", name="close_adding")
        close.clicked.connect(self._end_adding)
        row.addWidget(close)
        column.addLayout(row)
        self._adding_says = TextLabel(self.theme, "", Type.CAPTION, color="text-3", wrap=True)
        column.addWidget(self._adding_says)
        self._adding.hide()
        return self._adding

    def _build_table(self, column: QVBoxLayout) -> None:
        self._model = PagedTableModel[ParticipantRow](
            (
                Column(t("Name"), name_cell),
                Column(t("Call"), lambda row: Cell(row.call_name, color="text-2"), 150),
                Column(t("Age"), lambda row: Cell(age_band(row.age_band), color="text-2"), 90),
                Column(t("District"), lambda row: Cell(row.district, color="text-2"), 170),
                Column(t("To know"), to_know, 240),
            ),
            self,
        )
        self._model.pages_wanted.connect(lambda pages: self.spawn(self._fetch(pages)))
        self._table = TableView(self.theme, name="people", title=t("People"), framed=True)
        self._table.set_table_model(self._model)
        self._table.opened.connect(self._open)
        self.theme.changed.connect(self._fit_columns)
        column.addWidget(self._table, 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        fit_columns(self.theme, self._table, _NAME_WIDTH, _BY_WORTH)

    def _build_empty(self, column: QVBoxLayout) -> None:
        first = Button(
            self.theme, t("Add a person"), role="main", icon="user-plus", keys="Ins", name="first"
        )
        first.clicked.connect(self._begin_adding)
        bring = Button(self.theme, t("Bring in a list"), icon="upload", name="first_list")
        bring.clicked.connect(lambda: self.spawn(self._choose_list()))
        self._empty = EmptyState(
            self.theme,
            t("Nobody is in this workbook yet"),
            t(
                "People come in by name, one at a time, from a list, or at the door. A name is "
                "all that is needed, written as the person writes it."
            ),
            icon="users",
            buttons=(first, bring),
        )
        self._empty.hide()
        column.addWidget(self._empty, 1)
        self._add_found = Button(
            self.theme, t("Add"), role="main", icon="user-plus", keys="Enter", name="add_searched"
        )
        self._add_found.clicked.connect(lambda: self.spawn(self._add_searched()))
        self._nobody = EmptyState(
            self.theme,
            t("Nobody of that name"),
            t("Every word you type is looked for at the beginning of a name, in any spelling."),
            icon="search",
            buttons=(self._add_found,),
            name="nobody_found",
        )
        self._nobody.hide()
        column.addWidget(self._nobody, 1)

    # ------------------------------------------------------------------------- the window asks

    @override
    def title(self) -> str:
        return t("People")

    @override
    def header_actions(self) -> Sequence[QWidget]:
        return (self._import, self._add)

    @override
    def first_focus(self) -> QWidget:
        return self._search

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("Up Down", t("choose")),
            KeyHint("Enter", t("open")),
            KeyHint("Ins", t("add")),
            KeyHint("Del", t("archive")),
            KeyHint("/", t("search")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        def somebody() -> bool:
            return self._table.hasFocus() and self._table.current_row() is not None

        return (
            Command("people.add", t("Add a person"), self._begin_adding, "Ins", "user-plus"),
            Command(
                "people.import",
                t("Bring in a list"),
                lambda: self.spawn(self._choose_list()),
                "Ctrl+I",
                "upload",
            ),
            Command(
                "people.archive",
                t("Archive this person"),
                lambda: self.spawn(self._archive()),
                "Del",
                "archive",
                enabled=somebody,
            ),
            Command("people.search", t("Search people"), self._begin_search, "/", "search"),
        )

    @override
    async def load(self) -> None:
        text = self._search.text().strip()
        count, everybody, first = await self.session.ask(lambda wb: _first_page(wb, text))
        if text != self._search.text().strip():
            return
        same = text == self._text and count == self._model.rowCount() and count > 0
        self._text = text
        if same:
            wanted = self._model.known_pages()
            pages = await self.session.ask(lambda wb: _pages(wb, text, wanted))
            self._model.renew(pages)
        else:
            self._show_anew(count, first)
        self._say_count(count, everybody)
        self._table.setVisible(count > 0)
        self._empty.setVisible(everybody == 0 and not text)
        self._nobody.setVisible(count == 0 and bool(text))
        self._add_found.set_words(t("Add “{name}”", name=text))
        self._nobody.title.setText(t("Nobody is called “{name}”", name=text))

    def _show_anew(self, count: int, first: Sequence[ParticipantRow]) -> None:
        """Another list, or another length: the chosen person and the place are kept if they can."""
        bar = self._table.verticalScrollBar()
        place, current = bar.value(), self._table.current_row()
        self._model.set_count(count, first)
        bar.setValue(place)
        if current is not None:
            rows = [row.id for row in first]
            if current.id in rows:
                self._table.setCurrentIndex(self._model.index(rows.index(current.id), 0))
                return
        if count and (self._search.text() or current is not None):
            self._table.setCurrentIndex(self._model.index(0, 0))

    def _say_count(self, count: int, everybody: int) -> None:
        if count == everybody:
            self._count.setText(tn("{n} person", "{n} people", count))
        else:
            shown = locale().toString(count)
            self._count.setText(
                t("{found} of {all}", found=shown, all=locale().toString(everybody))
            )

    async def _fetch(self, pages: list[int]) -> None:
        text = self._text
        for number, rows in (await self.session.ask(lambda wb: _pages(wb, text, pages))).items():
            if text == self._text:
                self._model.set_page(number, rows)

    # --------------------------------------------------------------------------------- typing

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self._search:
                return self._typed_in_search(event)
            if watched is self._new_name and event.key() == Qt.Key.Key_Escape:
                self._end_adding()
                return True
        return super().eventFilter(watched, event)

    def _typed_in_search(self, event: QKeyEvent) -> bool:
        """Arrows move in the list and Enter opens, while the letters stay in the field."""
        key = event.key()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and self._model.rowCount():
            step = 1 if key == Qt.Key.Key_Down else -1
            row = self._table.currentIndex().row() + step
            row = max(0, min(row, self._model.rowCount() - 1))
            self._table.setCurrentIndex(self._model.index(row, 0))
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            row = self._table.current_row()
            if row is not None and self._table.isVisible():
                self._open(row)
            elif self._nobody.isVisible():
                self.spawn(self._add_searched())
            return True
        return False

    def _begin_search(self) -> None:
        self._search.setFocus()
        self._search.selectAll()

    def _begin_adding(self) -> None:
        self._say_of_adding(
            t("As the person writes it, in any script and order. Everything else can wait.")
        )
        self._adding.show()
        self._new_name.setFocus()

    def _end_adding(self) -> None:
        self._adding.hide()
        self._new_name.clear()
        self._table.setFocus()

    def _say_of_adding(self, text: str, *, wrong: bool = False) -> None:
        self._adding_says.setText(text)
        self._adding_says.set_color("danger" if wrong else "text-3")
        self._new_name.setAccessibleDescription(text)

    # ---------------------------------------------------------------------------------- doing

    async def _add_one(self) -> None:
        name = self._new_name.text()
        try:
            await self.session.do(lambda wb: wb.people.add(name))
        except Refused as refusal:
            self._say_of_adding(say_error(refusal), wrong=True)
            return
        self._new_name.clear()
        self._say_of_adding(
            t("{name} is in. The next name, or Escape to finish.", name=isolate(name.strip()))
        )
        self.shell.notice(t("{name} was added", name=isolate(name.strip())), undo=True)

    async def _add_searched(self) -> None:
        name = self._search.text()
        await self.session.do(lambda wb: wb.people.add(name))
        self.shell.notice(t("{name} was added", name=isolate(name.strip())), undo=True)

    async def _archive(self) -> None:
        row: ParticipantRow | None = self._table.current_row()
        if row is None:
            return
        key, place = row.id, self._table.currentIndex().row()
        await self.session.do(lambda wb: wb.people.archive(key))
        if self._model.rowCount():
            place = min(place, self._model.rowCount() - 1)
            self._table.setCurrentIndex(self._model.index(place, 0))
        self.shell.notice(
            t("{name} is archived; marks and certificates stay", name=isolate(row.name)), undo=True
        )

    async def _choose_list(self) -> None:
        kinds = t("Lists ({kinds})", kinds=_LIST_KINDS)
        path = await self.shell.choose_file_to_open(t("Which list?"), kinds)
        if path is not None:
            self.shell.go(Route("people.import", (str(path),)))

    def _open(self, row: ParticipantRow) -> None:
        self.shell.go(Route("person", (row.id,)))


def _first_page(wb: Any, text: str) -> tuple[int, int, list[ParticipantRow]]:
    """How many fit, how many there are, and the first of those that fit; read at one moment."""
    count = wb.people.count(text)
    everybody = wb.people.count() if text else count
    return count, everybody, wb.people.search(text, limit=PAGE)


def _pages(wb: Any, text: str, pages: Sequence[int]) -> dict[int, Sequence[ParticipantRow]]:
    return {number: wb.people.search(text, limit=PAGE, offset=number * PAGE) for number in pages}
