"""Which columns of the agenda a person wants to see; this computer remembers it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.planning.agenda_model import Col, heading_of
from ui.settings_store import AGENDA_COLUMNS, SettingsStore
from ui.words import t

ALWAYS = frozenset({Col.START, Col.TITLE, Col.MINUTES})
"""Without these it is no agenda."""


class AgendaColumns(QObject):
    """The columns chosen, in the order of the table.

    Signals:
        changed: others are chosen now.
    """

    changed = Signal()

    def __init__(self, settings: SettingsStore, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings

    def chosen(self) -> frozenset[Col]:
        """The columns to show where there is room, those that are always there included."""
        names = self._settings.get(AGENDA_COLUMNS)
        return ALWAYS | {column for column in Col if column.name.lower() in names}

    def choose(self, column: Col, *, shown: bool) -> None:
        """Show or hide a column from now on."""
        wanted = (self.chosen() | {column}) if shown else (self.chosen() - {column})
        names = [each.name.lower() for each in Col if each in wanted and each not in ALWAYS]
        self._settings.set(AGENDA_COLUMNS, names)
        self.changed.emit()

    def menu(self, parent: QWidget, no_room_for: Sequence[Col]) -> QMenu:
        """A menu with a tick for each column; `no_room_for` are chosen and hidden just now."""
        menu = QMenu(parent)
        menu.setObjectName("columns_menu")
        for column in Col:
            if column in ALWAYS:
                continue
            words = heading_of(column)
            if column in no_room_for:
                words = t("{column} (no room just now)", column=words)
            entry = QAction(words.replace("&", "&&"), menu)
            entry.setObjectName(f"column_{column.name.lower()}")
            entry.setCheckable(True)
            entry.setChecked(column in self.chosen())
            entry.toggled.connect(lambda on, column=column: self.choose(column, shown=on))
            menu.addAction(entry)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu
