"""The library: ways to run an activity, found as one types, each with where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.planning.library import MethodFilter
from facilitator.planning.model import ActivityKind, Method, MethodRow
from ui.planning.method_page import MethodPage
from ui.sentences import name_of
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.beside import Beside
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import Choice, SearchField
from ui.widgets.labels import TextLabel, line
from ui.widgets.rows import RowsModel, RowsView, RowWords
from ui.widgets.status_line import KeyHint
from ui.words import t, tn

_LIST_WIDTH = 440
_MINUTES = (5, 10, 15, 20, 30, 45, 60)
_MOST = 500


class LibraryScreen(Screen):
    """Search and filters above the list, the chosen method beside it.

    The route's first id, if there is one, is the method to begin with.
    """

    shows = frozenset({"method", "method_skill"})

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._wanted = route.ids[0] if route.ids else ""
        self._skills: dict[str, str] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._beside = Beside(
            self.theme,
            (t("Methods"), self._build_list()),
            (t("The chosen method"), self._build_page()),
            fixed=0,
            fixed_width=_LIST_WIDTH,
            least=360,
        )
        row.addWidget(self._beside)

    def _build_list(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(24, 0, 16, 10)
        head.setSpacing(10)
        self._search = SearchField(
            self.theme,
            t("Title, other name, or what people do"),
            size="large",
            name="method_search",
        )
        self._search.textChanged.connect(lambda _text: self.reload())
        self._search.installEventFilter(self)
        head.addWidget(self._search)
        head.addLayout(self._build_filters())
        self._count = TextLabel(self.theme, "", Type.CAPTION, color="text-2")
        self._count.setObjectName("method_count")
        counts = QHBoxLayout()
        counts.addWidget(self._count, 1)
        self._clear = Button(self.theme, t("Clear filters"), role="link", name="clear_filters")
        self._clear.clicked.connect(self._clear_filters)
        self._clear.hide()
        counts.addWidget(self._clear)
        head.addLayout(counts)
        column.addLayout(head)
        column.addWidget(line("horizontal"))
        self._model = RowsModel[MethodRow](_words)
        self._list = RowsView(self.theme, name="methods", title=t("Methods"), inset=24)
        self._list.set_rows_model(self._model)
        self._list.opened.connect(lambda _row: self._beside.show_part(1))
        self._list.current_changed.connect(lambda row: self.spawn(self._show(row)))
        column.addWidget(self._list, 1)
        return side

    def _build_filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._minutes = Choice(self.theme, name="filter_minutes")
        self._minutes.setAccessibleName(t("Minutes"))
        self._minutes.addItem(t("Any length"), 0)
        for minutes in _MINUTES:
            self._minutes.addItem(tn("Up to {n} min", "Up to {n} min", minutes), minutes)
        self._kind = Choice(self.theme, name="filter_kind")
        self._kind.setAccessibleName(t("Kind"))
        self._kind.addItem(t("Any kind"), "")
        for kind in ActivityKind:
            self._kind.addItem(name_of("kind", kind.value), kind.value)
        for choice in (self._minutes, self._kind):
            choice.activated.connect(lambda _at: self.reload())
            row.addWidget(choice, 1)
        return row

    def _build_page(self) -> QWidget:
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        body = QWidget()
        body.setProperty("paper", "canvas")
        column = QVBoxLayout(body)
        column.setContentsMargins(28, 20, 28, 24)
        self._page = MethodPage(self.theme)
        self._page.setMaximumWidth(self.theme.px(640))
        column.addWidget(self._page)
        self._nothing = EmptyState(
            self.theme,
            t("No method fits"),
            t("Try fewer words, or clear the filters."),
            icon="search",
            name="no_method",
        )
        self._nothing.hide()
        column.addWidget(self._nothing)
        column.addStretch(1)
        self._area.setWidget(body)
        return self._area

    # ------------------------------------------------------------------------- the window asks

    @override
    def title(self) -> str:
        return t("Library")

    @override
    def first_focus(self) -> QWidget:
        return self._search

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("Up Down", t("choose")),
            KeyHint("/", t("search")),
            KeyHint("Esc", t("empty the search")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        return (
            Command("library.search", t("Search methods"), self._begin_search, "/", "search"),
            Command("library.clear", t("Clear filters"), self._clear_filters, icon="filter"),
        )

    @override
    async def load(self) -> None:
        text = self._search.text().strip()
        minutes, kind = int(self._minutes.currentData()), str(self._kind.currentData())
        chosen = MethodFilter(
            kinds=(ActivityKind(kind),) if kind else (), seconds=minutes * 60 or None
        )
        rows, every, framework = await self.session.ask(
            lambda wb: (
                wb.planning.methods(text, chosen, limit=_MOST),
                len(wb.planning.methods(limit=_MOST)),
                wb.skills.framework(),
            )
        )
        if text != self._search.text().strip():
            return
        self._skills = {skill.id: skill.title for skill in framework.skills}
        self._clear.setVisible(bool(minutes or kind))
        self._show_rows(rows, every)

    def _show_rows(self, rows: list[MethodRow], every: int) -> None:
        current = self._list.current_row()
        wanted = self._wanted or (current.id if current else "")
        self._wanted = ""
        self._model.set_rows(rows)
        if len(rows) == every:
            self._count.setText(tn("{n} method", "{n} methods", every))
        else:
            self._count.setText(t("{n} of {all} methods fit", n=len(rows), all=every))
        self._page.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        if rows:
            place = next((n for n, row in enumerate(rows) if row.id == wanted), 0)
            index = self._model.index(place)
            if index == self._list.currentIndex():
                self.spawn(self._show(rows[place]))
            self._list.setCurrentIndex(index)

    async def _show(self, row: MethodRow | None) -> None:
        if row is None:
            return
        key = row.id
        method: Method = await self.session.ask(lambda wb: wb.planning.method(key))
        current = self._list.current_row()
        if current is not None and current.id == key:
            self._page.show_method(method, self._skills)
            self._area.verticalScrollBar().setValue(0)

    # --------------------------------------------------------------------------------- typing

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}
            and self._model.rows()
        ):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            row = self._list.currentIndex().row() + step
            row = max(0, min(row, len(self._model.rows()) - 1))
            self._list.setCurrentIndex(self._model.index(row))
            return True
        return super().eventFilter(watched, event)

    def _begin_search(self) -> None:
        self._search.setFocus()
        self._search.selectAll()

    def _clear_filters(self) -> None:
        self._minutes.setCurrentIndex(0)
        self._kind.setCurrentIndex(0)
        self.reload()


def _words(row: MethodRow) -> RowWords:
    return RowWords(
        row.title,
        second=row.summary,
        trailing=t("{n} min", n=row.usual_seconds // 60),
        kind=row.kind.value,
        chip=t("own") if row.own else "",
    )
