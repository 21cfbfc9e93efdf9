"""Commands: one object serves menu, palette and shortcut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.theme.theme import Theme


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Command:
    """Something a person can do, by name.

    Attributes:
        key: names it in code and as object name of its action (``"people.add"``).
        words: what it says in menus and in the palette (``t("Add a participant")``).
        do: does it; called without arguments in the GUI thread.
        shortcut: as `QKeySequence` reads it (``"Ctrl+N"``); single letters are fine for screens,
            they give way while somebody writes in a field.
        icon: a Lucide name.
        enabled: asked each time it is shown or triggered.
        in_palette: whether the palette offers it.
        about: a quieter word beside it in the palette (the programme it concerns).

    """

    key: str
    words: str
    do: Callable[[], object]
    shortcut: str = ""
    icon: str = ""
    enabled: Callable[[], bool] = _always
    in_palette: bool = True
    about: str = ""


class AmbiguousShortcut(ValueError):
    """Two commands at one place want the same keys."""


class CommandRegistry:
    """The commands that hold now: those of the window always, those of the screen while shown.

    Each becomes one `QAction` on the window, which carries the shortcut.
    """

    def __init__(self, theme: Theme, window: QWidget) -> None:
        self._theme = theme
        self._window = window
        self._of_window: dict[str, Command] = {}
        self._of_screen: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        theme.changed.connect(self._dress)

    def add(self, commands: Iterable[Command]) -> None:
        """Add commands that hold everywhere; raises `AmbiguousShortcut`."""
        for command in commands:
            self._of_window[command.key] = command
            self._make_action(command)
        check_unambiguous(self.commands())

    def show_screen(self, commands: Iterable[Command]) -> None:
        """Replace the commands of the screen; raises `AmbiguousShortcut`."""
        for key in self._of_screen:
            action = self._actions.pop(key)
            self._window.removeAction(action)
            action.deleteLater()
        self._of_screen = {command.key: command for command in commands}
        check_unambiguous(self.commands())
        for command in self._of_screen.values():
            self._make_action(command)

    def replace(self, commands: Iterable[Command]) -> None:
        """Take other commands for everywhere, and none of a screen: words are others now."""
        self.show_screen(())
        for key in self._of_window:
            action = self._actions.pop(key)
            self._window.removeAction(action)
            action.deleteLater()
        self._of_window.clear()
        self.add(commands)

    def commands(self) -> list[Command]:
        """All that hold now, those of the screen first."""
        return [*self._of_screen.values(), *self._of_window.values()]

    def find(self, key: str) -> Command:
        """A command by its key; KeyError when it does not hold now."""
        return self._of_screen.get(key) or self._of_window[key]

    def action(self, key: str) -> QAction:
        """The action of a command, for menus."""
        return self._actions[key]

    def trigger(self, key: str) -> bool:
        """Do a command if it is enabled; returns whether it was done."""
        command = self.find(key)
        if not command.enabled():
            return False
        command.do()
        return True

    def _make_action(self, command: Command) -> None:
        action = QAction(command.words.replace("&", "&&"), self._window)
        action.setObjectName(f"command_{command.key}")
        if command.shortcut:
            action.setShortcut(QKeySequence(command.shortcut))
        if command.icon:
            action.setIcon(self._theme.icon(command.icon))
        key = command.key
        action.triggered.connect(lambda _checked=False: self.trigger(key))
        self._window.addAction(action)
        self._actions[command.key] = action

    def _dress(self) -> None:
        for command in self.commands():
            if command.icon:
                self._actions[command.key].setIcon(self._theme.icon(command.icon))


def check_unambiguous(commands: Sequence[Command]) -> None:
    """Raise `AmbiguousShortcut` when two commands want the same keys."""
    owners: dict[str, str] = {}
    for command in commands:
        if not command.shortcut:
            continue
        keys = QKeySequence(command.shortcut).toString()
        if keys in owners and owners[keys] != command.key:
            raise AmbiguousShortcut(f"{keys}: {owners[keys]} and {command.key}")
        owners[keys] = command.key
