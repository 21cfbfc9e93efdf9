"""The row of buttons above the agenda; what has no room there is in its menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from ui.shell.command import Command
from ui.theme.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.words import t

Groups = Sequence[tuple[str, Sequence[Command]]]
"""Commands by the title of their menu; those of "" stand in the menu itself."""


class AgendaBar(QWidget):
    """Add, from the library, undo and redo; columns, kit list and more at the end.

    The screen connects the buttons; `offer` gives the menu its commands. Where the bar is narrow,
    the last buttons go first: everything they do is in the menu and in the palette too.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._groups: Callable[[], Groups] = tuple
        self._held: list[QWidget] = []
        self.setObjectName("agenda_bar")
        # The bar gives way to the table, never the other way round.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.add = Button(
            theme, t("Activity"), role="main", icon="plus", keys="Ins", name="add_activity"
        )
        self.add.setToolTip(t("Add an activity after the current one"))
        self.library = Button(
            theme, t("From library"), icon="library", keys="Ctrl+L", name="add_from_library"
        )
        self.library.setToolTip(t("Choose a method and put it after the current activity"))
        self.undo = IconButton(theme, "undo-2", t("Undo"), keys="Ctrl+Z", name="undo_in_agenda")
        self.redo = IconButton(
            theme, "redo-2", t("Redo"), keys="Ctrl+Shift+Z", name="redo_in_agenda"
        )
        self.columns = Button(
            theme, t("Columns"), role="quiet", icon="columns-3", name="agenda_columns"
        )
        self.columns.setToolTip(t("Choose which columns are shown"))
        self.kit = Button(theme, t("Kit list"), role="quiet", icon="package", name="kit_list")
        self.kit.setToolTip(t("What to pack for this workshop"))
        self.more = IconButton(theme, "ellipsis", t("More"), name="more_of_agenda")
        self.more.clicked.connect(self._open_menu)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 10, 12, 10)
        self._row.setSpacing(8)
        for widget in (self.add, self.library, self.undo, self.redo):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        for widget in (self.columns, self.kit, self.more):
            self._row.addWidget(widget)
        theme.changed.connect(self._fold)

    def hold(self, button: QWidget) -> None:
        """Keep a button of another part before those at the end; it shows and hides itself."""
        self._held.append(button)
        self._row.insertWidget(self._row.indexOf(self.columns), button)
        button.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self._fold()
        return super().eventFilter(watched, event)

    def offer(self, groups: Callable[[], Groups]) -> None:
        """What the menu shows, asked for each time it opens."""
        self._groups = groups

    def menu_of(self, groups: Groups) -> QMenu:
        """A menu of commands, those of a title in a menu of their own; gone once it is closed."""
        menu = QMenu(self)
        menu.setObjectName("more_menu")
        for title, commands in groups:
            if not commands:
                continue
            part = menu.addMenu(title) if title else menu
            for command in commands:
                part.addAction(self._entry(part, command))
            if not title:
                menu.addSeparator()
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _entry(self, menu: QMenu, command: Command) -> QAction:
        words = command.words.replace("&", "&&")
        # The tab puts the keys where a menu shows them; the shortcut itself is the window's.
        keys = f"\t{command.shortcut}" if command.shortcut else ""
        entry = QAction(words + keys, menu)
        entry.setObjectName(f"menu_{command.key}")
        if command.icon:
            entry.setIcon(self._theme.icon(command.icon))
        entry.setEnabled(command.enabled())
        entry.triggered.connect(lambda _checked=False: command.do())
        return entry

    def _open_menu(self) -> None:
        self.menu_of(self._groups()).popup(below(self.more))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Take away buttons until the rest fits: first what the menu holds as well."""
        folding = (self.kit, self.columns, self.library)
        shown = dict.fromkeys(folding, True)
        for widget in (None, *folding):
            if widget is not None:
                shown[widget] = False
            if self._needed(shown) <= self.width():
                break
        for each, visible in shown.items():
            each.setVisible(visible)

    def _needed(self, shown: dict[Button, bool]) -> int:
        held = (each for each in self._held if not each.isHidden())
        buttons = (self.add, self.undo, self.redo, self.more, *held)
        buttons += tuple(each for each in shown if shown[each])
        margins = self._row.contentsMargins()
        spaces = self._row.spacing() * (len(buttons) + 1)
        wide = sum(button.sizeHint().width() for button in buttons)
        return wide + spaces + margins.left() + margins.right()


def below(button: QWidget) -> QPoint:
    """Where a menu opens under a button, at its start."""
    return button.mapToGlobal(QPoint(0, button.height()))
