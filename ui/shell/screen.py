"""How to write a screen.

A screen is a widget in the middle of the window. It is made when somebody goes to its route and
deleted when they leave, so it keeps nothing that matters: what was done is in the workbook.

1. Make a folder or module under ``ui/`` and a class that derives from `Screen`::

       class PeopleScreen(Screen):
           shows = frozenset({"participant", "enrolment"})

           def __init__(self, shell: Shell, route: Route) -> None:
               super().__init__(shell, route)
               self._search = SearchField(self.theme, t("Name, any spelling"))
               self._search.textChanged.connect(self._search_soon)
               ...

           @override
           def title(self) -> str:
               return t("People")

           @override
           async def load(self) -> None:
               rows = await self.session.ask(lambda wb: wb.people.search(self._search.text()))
               self._model.set_rows(rows)

2. Enter it in the table of ``ui/screens.py`` under its route name. The table imports it only when
   it is first shown, so heavy imports never slow the start.

3. Read in `load`: it is awaited after the screen is shown, and again whenever a commit changed one
   of the kinds in `shows` (table names; an empty set means any). Everything in `load` runs in the
   GUI thread except the function given to `session.ask`, which runs on the workbook's thread: give
   it plain values, never widgets, and take plain values back.

4. Change through ``self.session.do(lambda wb: wb.people.add(name))`` in a coroutine started with
   ``self.spawn(...)``. The change is on disk when the await returns. Then say so:
   ``self.shell.notice(t("{name} added", name=isolate(name)), undo=True)``. Errors need no handling:
   spawn shows them. Catch only `Refused` codes that belong beside a field (`FormRow.set_error`).

5. Tell the window the rest by overriding: `trail`, `tabs` (each a route of its own),
   `header_actions` (at most two widgets, kept by the screen), `keys` (for the status line),
   `commands` (menu, palette and shortcut at once). Call ``self.shell.refresh_header()`` when any
   of them changes.

6. Sizes come from the theme (`theme.px`, `theme.row_height`), never from numbers that hold text;
   words from `ui.words.t`; painting mirrored through `ui.widgets.painting`. Each widget gets an
   object name and, where it has no words, an accessible name. No dialog is ever `exec`-ed: use
   ``await self.shell.ask_dialog(dialog)``.

A test makes a screen with ``make_window(workbook, route)`` of ``tests/ui/conftest.py`` and walks it
with ``tests/ui/pseudo.py``.
"""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.jobs.session import Session
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.theme.theme import Theme
from ui.widgets.page_header import Crumb, Tab
from ui.widgets.status_line import KeyHint


class Screen(QWidget):
    """Base of every screen; what is not overridden says nothing.

    Attributes:
        shows: kinds of things (table names) whose change makes `load` run again; empty means any.
        needs_workbook: False for the few screens that make sense with no file open.
        shell, theme, session, route: given by the window.

    """

    shows: frozenset[str] = frozenset()
    needs_workbook = True

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__()
        self.shell = shell
        self.route = route
        self._loading = False
        self._stale = False
        self.setObjectName(f"screen_{route.screen.replace('.', '_')}")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("paper", "canvas")

    @property
    def theme(self) -> Theme:
        return self.shell.theme

    @property
    def session(self) -> Session:
        return self.shell.session

    # --------------------------------------------------------------- what the window asks for

    def title(self) -> str:
        """The title in the header."""
        return ""

    def trail(self) -> Sequence[Crumb]:
        """The way here, shown above the title."""
        return ()

    def tabs(self) -> Sequence[Tab]:
        """Tabs beside the title; the tab whose `key` is `tab_key` is the chosen one."""
        return ()

    def tab_key(self) -> str:
        """The chosen tab; by default the last part of the route's name."""
        return self.route.screen.rpartition(".")[2]

    def header_actions(self) -> Sequence[QWidget]:
        """At most two widgets at the end of the header; none leaves room for "Find anything"."""
        return ()

    def keys(self) -> Sequence[KeyHint]:
        """Keys that work here, the most useful first."""
        return ()

    def commands(self) -> Sequence[Command]:
        """What one can do here."""
        return ()

    def first_focus(self) -> QWidget | None:
        """The widget that gets the focus when the screen is shown."""
        return None

    def foot(self) -> QWidget | None:
        """The bar of buttons at the lower edge, where there is one: notices stay above it."""
        return None

    # ------------------------------------------------------------------- what happens to it

    async def load(self) -> None:
        """Read what is shown; after showing, and after each commit that concerns it."""

    def refresh(self, changed_kinds: frozenset[str]) -> None:
        """A commit changed these kinds; an empty set means anything may have changed."""
        if not self.shows or not changed_kinds or self.shows & changed_kinds:
            self.reload()

    def reload(self) -> None:
        """Run `load` again; asked for while it runs, it runs once more after that."""
        if self._loading:
            self._stale = True
            return
        self.spawn(self._load_until_fresh())

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        """Run a coroutine of this screen; the window shows what goes wrong in it."""
        self.shell.spawn(work, self)

    def about_to_leave(self) -> None:
        """The person goes elsewhere: stop timers, keep what was being written."""

    async def _load_until_fresh(self) -> None:
        self._loading = True
        try:
            self._stale = True
            while self._stale:
                self._stale = False
                await self.load()
        finally:
            self._loading = False
