"""The library: ways to run an activity, those that came along and one's own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from facilitator.planning.model import MethodRow
from ui.planning.library_browser import MethodBrowser, foot_bar
from ui.planning.method_desk import (
    add_to_workshop,
    adopt_usual_of_method,
    archive_method,
    copy_method,
    delete_method,
    edit_method,
    new_method,
)
from ui.planning.plan_words import minutes_of
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.widgets.buttons import Button, IconButton
from ui.widgets.status_line import KeyHint
from ui.words import t


class LibraryScreen(MethodBrowser):
    """Search and filters, the list, the chosen method and what one can do with it.

    The route's first id, if there is one, is the method to begin with.
    """

    shows = frozenset({"method", "method_skill", "activity", "workshop", "run"})

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route, order=t("A to Z"), put_away=True)
        if route.ids:
            self.want(route.ids[0])
        self._new = Button(self.theme, t("New method"), icon="plus", keys="N", name="new_method")
        self._new.clicked.connect(self._make)

    # The window asks -----------------------------------------------------------------------------

    @override
    def title(self) -> str:
        return t("Library")

    @override
    def header_actions(self) -> Sequence[QWidget]:
        return (self._new,)

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("Up Down", t("choose")),
            KeyHint("Enter", t("add to a workshop")),
            KeyHint("/", t("search")),
            KeyHint("F", t("filters")),
            KeyHint("N", t("new")),
            KeyHint("E", t("edit")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        rows: tuple[tuple[str, str, str, str, Callable[[], object], Callable[[], bool]], ...] = (
            ("new", t("New method"), "N", "plus", self._make, self._may_write),
            ("edit", t("Edit the method"), "E", "pencil", self._edit, self._may_change),
            ("copy", t("Copy the method"), "Ctrl+D", "copy", self._copy, self._may_change),
            (
                "archive",
                t("Put the method away, or bring it back"),
                "",
                "archive",
                self._archive,
                self._may_change,
            ),
            ("delete", t("Delete the method"), "Del", "trash-2", self._delete, self._may_delete),
            (
                "add",
                t("Add the method to a workshop"),
                "A",
                "calendar-plus",
                self._add,
                self._may_change,
            ),
            (
                "usual",
                t("Take the time it usually takes"),
                "U",
                "history",
                self.take_usual,
                self._may_adopt,
            ),
        )
        return (
            *super().commands(),
            *(
                Command(f"method.{key}", words, do, keys, icon, may)
                for key, words, keys, icon, do, may in rows
            ),
        )

    # What the browser asks -----------------------------------------------------------------------

    @override
    def build_foot(self) -> QWidget:
        theme = self.theme
        bar, column = foot_bar("library_foot")
        row = QHBoxLayout()
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(8)
        self._add_button = Button(
            theme, t("Add to a workshop…"), role="main", keys="Enter", name="add_to_workshop"
        )
        self._edit_button = Button(theme, t("Edit"), keys="E", name="edit_method")
        self._copy_button = IconButton(
            theme, "copy", t("Copy the method"), keys="Ctrl+D", name="copy_method"
        )
        self._archive_button = IconButton(theme, "archive", t("Put away"), name="archive_method")
        self._back_button = IconButton(
            theme, "rotate-ccw", t("Bring back"), name="bring_back_method"
        )
        self._delete_button = IconButton(
            theme, "trash-2", t("Delete the method"), keys="Del", name="delete_method"
        )
        for button, do in (
            (self._add_button, self._add),
            (self._edit_button, self._edit),
            (self._copy_button, self._copy),
            (self._archive_button, self._archive),
            (self._back_button, self._archive),
            (self._delete_button, self._delete),
        ):
            button.clicked.connect(do)
            row.addWidget(button)
            if button is self._edit_button:
                row.addStretch(1)
        column.addLayout(row)
        return bar

    @override
    def take(self, *, keep: bool) -> None:
        self._add()

    @override
    def adopt_words(self) -> str:
        told = self.told
        if told is None or told.usual is None or not self._may_adopt():
            return ""
        return t("Take {n} min", n=minutes_of(told.usual.usual_seconds))

    @override
    def take_usual(self) -> None:
        told = self.told
        if told is not None and told.usual is not None and self._may_adopt():
            seconds = told.usual.usual_seconds
            self.spawn(adopt_usual_of_method(self, told.method, seconds))

    @override
    def chose(self, row: MethodRow | None) -> None:
        self._foot.setEnabled(row is not None)

    @override
    def showed(self) -> None:
        told, write = self.told, self._may_write()
        own = told is not None and told.method.own
        archived = told is not None and told.method.archived
        self._new.setEnabled(write)
        self._add_button.setEnabled(write and not archived)
        self._edit_button.setEnabled(write)
        self._edit_button.set_words(t("Edit") if own or told is None else t("Make it your own"))
        self._copy_button.setEnabled(write)
        # A shipped one is copied by making it one's own.
        self._copy_button.setVisible(own)
        self._archive_button.setVisible(not archived)
        self._archive_button.setEnabled(write)
        self._back_button.setVisible(archived)
        self._back_button.setEnabled(write)
        self._delete_button.setVisible(own)
        self._delete_button.setEnabled(self._may_delete())
        self._foot.setVisible(told is not None)
        self.fit_foot()

    # Doing ---------------------------------------------------------------------------------------

    def _may_write(self) -> bool:
        return not self.session.read_only

    def _may_change(self) -> bool:
        return self.told is not None and self._may_write()

    def _may_delete(self) -> bool:
        told = self.told
        return self._may_change() and told is not None and told.method.own and not told.uses

    def _may_adopt(self) -> bool:
        told = self.told
        return (
            told is not None
            and told.method.own
            and told.usual is not None
            and told.usual.differs
            and self._may_write()
        )

    def _make(self) -> None:
        self.spawn(self._then_show(new_method(self)))

    def _edit(self) -> None:
        if self.told is not None:
            self.spawn(self._then_show(edit_method(self, self.told.method.id)))

    def _copy(self) -> None:
        if self.told is not None:
            self.spawn(self._then_show(copy_method(self, self.told.method.id)))

    def _archive(self) -> None:
        if self.told is not None:
            self.spawn(archive_method(self, self.told.method))

    def _delete(self) -> None:
        if self.told is not None:
            self.spawn(delete_method(self, self.told.method))

    def _add(self) -> None:
        if self._may_change() and self.told is not None and not self.told.method.archived:
            self.spawn(add_to_workshop(self, self.told.method))

    async def _then_show(self, work: Awaitable[str]) -> None:
        method_id = await work
        if method_id:
            self.want(method_id)
            self.sift()
