"""The heat map: people down, skills across, the level seen in words and as a fill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.painting import draw_hairline, draw_line_of_text
from ui.words import t, tn

Index = QModelIndex | QPersistentModelIndex
LEVEL_ROLE = Qt.ItemDataRole.UserRole + 30


@dataclass(frozen=True)
class PersonLevels:
    """One person: the highest level seen for each skill key, and how many notes there are."""

    participant_id: str
    name: str
    levels: dict[str, int]
    notes: int


class SkillsMapModel(QAbstractTableModel):
    """Columns: name, each skill, number of notes. A blank is unknown, never zero."""

    def __init__(self) -> None:
        super().__init__()
        self._skills: tuple[tuple[str, str], ...] = ()
        self._labels: dict[int, str] = {}
        self._people: tuple[PersonLevels, ...] = ()

    def show_levels(
        self,
        skills: tuple[tuple[str, str], ...],
        labels: dict[int, str],
        people: tuple[PersonLevels, ...],
    ) -> None:
        """Show these people; `skills` are (key, title), `labels` the words of the levels."""
        self.beginResetModel()
        self._skills, self._labels, self._people = skills, labels, people
        self.endResetModel()

    def person(self, row: int) -> PersonLevels:
        return self._people[row]

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._people)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(self._skills) + 2

    def level(self, index: Index) -> int | None:
        place = index.column() - 1
        if not 0 <= place < len(self._skills):
            return None
        return self._people[index.row()].levels.get(self._skills[place][0])

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        person = self._people[index.row()]
        if role == LEVEL_ROLE:
            return self.level(index)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            if index.column() == 0:
                return person.name
            if index.column() == len(self._skills) + 1:
                return tn("{n} note", "{n} notes", person.notes) if person.notes else ""
            level = self.level(index)
            return self._labels.get(level, "") if level is not None else ""
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == 0:
            return t("Participant")
        if section <= len(self._skills):
            return self._skills[section - 1][1]
        return t("Seen")


class SkillsMapDelegate(QStyledItemDelegate):
    """Paints a level as a fill with its word in it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.row_height("row-dense"))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, whole = self._theme, option.rect
        painter.save()
        draw_hairline(painter, theme, whole.left(), whole.right(), whole.bottom())
        level = index.data(LEVEL_ROLE)
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        room = whole.adjusted(theme.space(2), 0, -theme.space(2), 0)
        ink = theme.color("text" if index.column() == 0 else "text-2")
        if level is not None:
            shades = theme.palette.level(level)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shades.fill)
            painter.drawRoundedRect(QRectF(whole).adjusted(2, 2, -2, -3), 4, 4)
            ink = shades.ink
        draw_line_of_text(
            painter,
            room,
            text,
            theme.font(Type.BODY if index.column() == 0 else Type.CAPTION, weight=500),
            ink,
            direction=option.direction,
        )
        painter.restore()
