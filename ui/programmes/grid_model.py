"""The attendance grid as a table: people down, workshops across, totals at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from facilitator.attendance.model import AttendanceGrid, GridCell, GridRow, GridWorkshop, Standing
from ui.day_words import day_and_month, hours_and_minutes, percent
from ui.programmes.attendance_words import AttendanceWords
from ui.words import t

Index = QModelIndex | QPersistentModelIndex
GRID_CELL_ROLE = Qt.ItemDataRole.UserRole + 20
PERSON_ROLE = Qt.ItemDataRole.UserRole + 21
TOTAL_COLUMNS = 3


@dataclass(frozen=True)
class TotalCell:
    """What a column at the end shows: words, and a bar where there is a share (0 to 1)."""

    words: str
    share: float | None = None
    quiet: bool = False


class GridModel(QAbstractTableModel):
    """Rows of one programme. Columns: the name, each workshop, workshops, contact time, award."""

    def __init__(self, words: AttendanceWords) -> None:
        super().__init__()
        self._words = words
        self._grid: AttendanceGrid | None = None
        self._people: tuple[GridRow, ...] = ()
        self._awards: dict[str, str] = {}

    def show_grid(
        self, grid: AttendanceGrid, people: tuple[GridRow, ...], awards: dict[str, str]
    ) -> None:
        """Show these people of a grid; marks that changed in place keep cursor and scrolling."""
        same_shape = (
            self._grid is not None
            and [each.workshop_id for each in self._grid.workshops]
            == [each.workshop_id for each in grid.workshops]
            and [each.participant_id for each in self._people]
            == [each.participant_id for each in people]
        )
        if same_shape:
            self._grid, self._people, self._awards = grid, people, awards
            if people:
                last = self.index(len(people) - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._grid, self._people, self._awards = grid, people, awards
        self.endResetModel()

    @property
    def workshops(self) -> tuple[GridWorkshop, ...]:
        return self._grid.workshops if self._grid else ()

    @property
    def people(self) -> tuple[GridRow, ...]:
        return self._people

    def workshop_at(self, column: int) -> GridWorkshop | None:
        """The workshop of a column; None for the name and the totals."""
        place = column - 1
        return self.workshops[place] if 0 <= place < len(self.workshops) else None

    def cell_at(self, index: Index) -> GridCell | None:
        workshop = self.workshop_at(index.column())
        if workshop is None or index.row() >= len(self._people):
            return None
        return self._people[index.row()].cells[index.column() - 1]

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._people)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else 1 + len(self.workshops) + TOTAL_COLUMNS

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._people):
            return None
        person = self._people[index.row()]
        if role == PERSON_ROLE:
            return person
        if role == GRID_CELL_ROLE:
            if index.column() == 0:
                return TotalCell(person.name)
            return self.cell_at(index) or self._total(person, index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._spoken(person, index)
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            workshop = self.workshop_at(section)
            if workshop is not None:
                return f"{day_and_month(workshop.on)}\n{workshop.title}"
            if section == 0:
                return t("Participant")
            names = (t("Workshops"), t("Contact time"), t("Award, by the rules"))
            return names[section - 1 - len(self.workshops)]
        return None

    def _total(self, person: GridRow, column: int) -> TotalCell:
        total = person.total
        place = column - 1 - len(self.workshops)
        if place == 0:
            words = t(
                "{count} of {all}", count=total.workshops_attended, all=total.workshops_planned
            )
            return TotalCell(words)
        if place == 1:
            share = total.contact_minutes / total.offered_minutes if total.offered_minutes else 0.0
            return TotalCell(hours_and_minutes(total.contact_minutes), share)
        award = self._awards.get(person.participant_id, "")
        return TotalCell(award or t("None yet"), quiet=not award)

    def _spoken(self, person: GridRow, index: Index) -> str:
        cell = self.cell_at(index)
        if cell is not None:
            return f"{person.name}, {self._words.cell_in_words(cell)}"
        if index.column() == 0:
            return person.name
        total = self._total(person, index.column())
        if total.share is None:
            return total.words
        return f"{total.words}, {percent(total.share * 100)}"


def is_markable(cell: GridCell) -> bool:
    """Whether a person may be marked here: not before the enrolment and not after leaving."""
    return cell.standing in {Standing.ENROLLED, Standing.GUEST}
