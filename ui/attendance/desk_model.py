"""The people at the door in one or two columns, read downwards; rows never change places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from facilitator.attendance.model import DeskRow
from ui.attendance.desk_words import DeskWords

Index = QModelIndex | QPersistentModelIndex
DESK_ROLE = Qt.ItemDataRole.UserRole + 1


class DeskModel(QAbstractTableModel):
    """Shows those who match what is typed, in the order they have without it."""

    def __init__(self, words: DeskWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self._all: dict[str, DeskRow] = {}
        self._shown: list[str] = []
        self._filter: list[str] | None = None
        self.waiting: dict[str, str] = {}
        self._columns = 2
        self._least_rows = 0

    def set_rows(self, rows: Sequence[DeskRow]) -> None:
        """Show other people, or the same with other marks, which then stay where they are."""
        fresh = {row.participant_id: row for row in rows}
        if list(fresh) == list(self._all):
            changed = [key for key in fresh if fresh[key] != self._all[key]]
            self._all = fresh
            for key in changed:
                index = self.index_of(key)
                if index.isValid():
                    self.dataChanged.emit(index, index)
            return
        self.beginResetModel()
        self._all = fresh
        self._apply()
        self.endResetModel()

    def show_waiting(self, waiting: dict[str, str]) -> None:
        """Say beside these people (by id) that their mark is not saved, in these words."""
        touched = set(waiting) | set(self.waiting)
        self.waiting = waiting
        for key in touched:
            index = self.index_of(key)
            if index.isValid():
                self.dataChanged.emit(index, index)

    def show_only(self, participant_ids: Sequence[str] | None) -> None:
        """Show only these; None shows everybody."""
        wanted = None if participant_ids is None else list(participant_ids)
        if wanted == self._filter:
            return
        self.beginResetModel()
        self._filter = wanted
        self._apply()
        self.endResetModel()

    def set_shape(self, columns: int, least_rows: int) -> None:
        """Take so many columns; with few matches the first is filled before the next begins."""
        if (columns, least_rows) != (self._columns, self._least_rows):
            self.beginResetModel()
            self._columns, self._least_rows = columns, least_rows
            self.endResetModel()

    def rows_for_everybody(self) -> int:
        """How many rows there are while nothing is searched for."""
        return -(-len(self._all) // self._columns)

    def shown(self) -> tuple[str, ...]:
        """Ids of the people shown, in order."""
        return tuple(self._shown)

    def everybody(self) -> tuple[DeskRow, ...]:
        """All rows, shown or not."""
        return tuple(self._all.values())

    def row(self, participant_id: str) -> DeskRow | None:
        """The row of a person of the desk."""
        return self._all.get(participant_id)

    def index_of(self, participant_id: str) -> QModelIndex:
        """Where a person is shown; invalid when not."""
        if participant_id not in self._shown:
            return QModelIndex()
        number = self._shown.index(participant_id)
        rows = self.rowCount()
        return self.index(number % rows, number // rows)

    def at(self, index: Index) -> DeskRow | None:
        """Who is shown there."""
        if not index.isValid():
            return None
        number = index.column() * self.rowCount() + index.row()
        return self._all[self._shown[number]] if number < len(self._shown) else None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        if parent.isValid() or not self._shown:
            return 0
        count = len(self._shown)
        even = -(-count // self._columns)
        return even if self._filter is None else max(even, min(count, self._least_rows))

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else self._columns

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.at(index)
        if row is None:
            return None
        if role == DESK_ROLE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            waiting = self.waiting.get(row.participant_id)
            return f"{row.name}, {waiting}" if waiting else self.words.spoken(row)
        return None

    def _apply(self) -> None:
        if self._filter is None:
            self._shown = list(self._all)
        else:
            wanted = set(self._filter)
            self._shown = [key for key in self._all if key in wanted]
