"""A menu of commands, for a "More" button and for a right click on a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from ui.shell.command import Command
from ui.theme.theme import Theme
from ui.widgets.buttons import Button
from ui.words import t

Groups = Sequence[Sequence[Command]]


def deeds_menu(theme: Theme, parent: QWidget, groups: Groups) -> QMenu:
    """A menu with a line between groups; what cannot be done now is grey. It goes once closed."""
    menu = QMenu(parent)
    menu.setObjectName("deeds_menu")
    for group in groups:
        if not group:
            continue
        if menu.actions():
            menu.addSeparator()
        for command in group:
            keys = f"\t{command.shortcut}" if command.shortcut else ""
            action = menu.addAction(command.words.replace("&", "&&") + keys)
            action.setObjectName(f"deed_{command.key}")
            if command.icon:
                action.setIcon(theme.icon(command.icon))
            action.setEnabled(command.enabled())
            action.triggered.connect(lambda _checked=False, do=command.do: do())
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


class MoreButton(Button):
    """Opens a menu of what else can be done here."""

    def __init__(self, theme: Theme, groups: Callable[[], Groups], *, name: str = "more") -> None:
        super().__init__(theme, t("More"), icon="ellipsis", name=name)
        self._look = theme
        self._groups = groups
        self.clicked.connect(self.open_menu)

    def open_menu(self) -> None:
        """Show the menu under the button, without blocking."""
        menu = deeds_menu(self._look, self, self._groups())
        at = QPoint(0, self.height() + 2)
        if self.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            at.setX(self.width() - menu.sizeHint().width())
        menu.popup(self.mapToGlobal(at))
