"""The agenda as a table: one row an activity, and a last row that says how the day ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from facilitator.planning.model import Activity, Agenda
from facilitator.planning.timing import Slot
from ui.planning.plan_words import (
    clock_text,
    grouping_word,
    kind_word,
    minutes_of,
    read_minutes,
    spoken_activity,
)
from ui.words import isolate, t, tn

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
END_ROLE = Qt.ItemDataRole.UserRole + 2
FAILED_ROLE = Qt.ItemDataRole.UserRole + 3
_MOVED = "application/x-facilitator-activities"


class Col(IntEnum):
    """The columns, in order."""

    START = 0
    TITLE = 1
    KIND = 2
    MINUTES = 3
    LEAST = 4
    LEAD = 5
    GROUPING = 6


_FIELDS = {
    Col.TITLE: "title",
    Col.KIND: "kind",
    Col.MINUTES: "planned_seconds",
    Col.LEAST: "minimum_seconds",
    Col.LEAD: "lead_id",
    Col.GROUPING: "grouping",
}


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An activity with its place in the day."""

    activity: Activity
    slot: Slot

    @property
    def start(self) -> str:
        """When it begins, ``18:05``."""
        return clock_text(self.slot.start)


@dataclass(frozen=True, slots=True)
class EndLine:
    """How the day ends: the time, what to say, and whether it is past what was promised."""

    time: str
    chip: str
    aside: str
    over: bool


def end_line(agenda: Agenda) -> EndLine:
    """What the last row says."""
    schedule = agenda.schedule
    time = clock_text(schedule.end)
    if schedule.target_end is None or schedule.over_seconds is None:
        return EndLine(time, t("End"), t("No target end is set."), over=False)
    target = clock_text(schedule.target_end)
    minutes = (abs(schedule.over_seconds) + 30) // 60
    if schedule.over_seconds > 0:
        chip = tn(
            "{n} min over the target end, {time}",
            "{n} min over the target end, {time}",
            minutes,
            time=target,
        )
        return EndLine(time, chip, t("Nothing has been shortened."), over=True)
    if schedule.over_seconds < 0:
        chip = tn(
            "{n} min free before the target end, {time}",
            "{n} min free before the target end, {time}",
            minutes,
            time=target,
        )
        return EndLine(time, chip, "", over=False)
    return EndLine(time, t("At the target end, {time}", time=target), "", over=False)


class AgendaModel(QAbstractTableModel):
    """Shows an agenda; edits are asked for by signal and shown when they are saved.

    Signals:
        change_requested(str, object): activity id, fields to change.
        move_requested(object, int): activity ids, place among those that stay.
        entry_refused(str): a sentence on what cannot be read.
    """

    change_requested = Signal(str, object)
    move_requested = Signal(object, int)
    entry_refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[AgendaLine] = []
        self._end: EndLine | None = None
        self._entries: dict[tuple[str, int], str] = {}
        self._saving: Counter[tuple[str, int]] = Counter()
        self._failed: set[str] = set()
        self.editable = True

    def set_agenda(self, agenda: Agenda) -> None:
        """Show an agenda; rows keep their place where the activities are the same."""
        slots = {slot.activity_id: slot for slot in agenda.schedule.rows}
        lines = [AgendaLine(each, slots[each.id]) for each in agenda.activities]
        end = end_line(agenda) if lines else None
        # What is on its way to the disk stays as typed: the next key counts on from it.
        self._entries = {
            cell: typed for cell, typed in self._entries.items() if self._saving[cell] > 0
        }
        self._failed.clear()
        if [line.activity.id for line in lines] == self.ids():
            self._lines, self._end = lines, end
            if lines:
                last = self.index(len(lines), len(Col) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._lines, self._end = lines, end
        self.endResetModel()

    def ids(self) -> list[str]:
        """The activities in order."""
        return [line.activity.id for line in self._lines]

    def lines(self) -> Sequence[AgendaLine]:
        """All rows but the last."""
        return tuple(self._lines)

    def line(self, row: int) -> AgendaLine | None:
        """The activity in a row; None for the last row, which is the end of the day."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, activity_id: str) -> int | None:
        """In which row an activity stands."""
        ids = self.ids()
        return ids.index(activity_id) if activity_id in ids else None

    def seconds_now(self, activity_id: str) -> int:
        """Planned seconds with what was typed since and is being saved."""
        row = self.row_of(activity_id)
        entry = self._entries.get((activity_id, Col.MINUTES))
        typed = read_minutes(entry) if entry is not None else None
        if typed is not None:
            return typed
        return self._lines[row].activity.planned_seconds if row is not None else 0

    def settle(self, activity_id: str, fields: Mapping[str, object]) -> None:
        """A change that was asked for is on disk, or was refused."""
        row = self.row_of(activity_id)
        shown = self.line(row) if row is not None else None
        for column, field in _FIELDS.items():
            cell = (activity_id, int(column))
            if field not in fields or self._saving[cell] == 0:
                continue
            self._saving[cell] -= 1
            if self._saving[cell] == 0 and row is not None and shown is not None:
                if getattr(shown.activity, field) == fields[field]:
                    self._entries.pop(cell, None)
                self.dataChanged.emit(self.index(row, column), self.index(row, column))

    def keep_failed(self, activity_id: str) -> None:
        """What was typed could not be saved: it stays on screen and says so."""
        self._failed.add(activity_id)
        row = self.row_of(activity_id)
        if row is not None:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Col) - 1))

    def enter_minutes(self, activity_id: str, seconds: int) -> None:
        """Ask for other minutes, shown at once as typed."""
        row = self.row_of(activity_id)
        if row is None or seconds < 0:
            return
        self._enter(row, Col.MINUTES, minutes_of(seconds), {"planned_seconds": seconds})

    # ------------------------------------------------------------------------------- Qt's own

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        if parent.isValid() or not self._lines:
            return 0
        return len(self._lines) + 1

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(Col)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.line(index.row()) is None:
            return Qt.ItemFlag.ItemIsDropEnabled if not index.isValid() else Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.editable:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
            if index.column() != Col.START:
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row())
        column = Col(max(index.column(), 0))
        if line is None:
            return self._end_data(column, role) if index.isValid() else None
        if role == LINE_ROLE:
            return line
        if role == FAILED_ROLE:
            return line.activity.id in self._failed
        if role == Qt.ItemDataRole.EditRole:
            return self._to_edit(line.activity, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | _side(column)
        return self._words(line, column, role)

    def _words(self, line: AgendaLine, column: Col, role: int) -> str | None:
        if role == Qt.ItemDataRole.AccessibleTextRole and column is Col.START:
            return spoken_activity(line.activity, line.start)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            entry = self._entries.get((line.activity.id, column))
            return entry if entry is not None else self._shown(line, column)
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self.line(index.row())
        column = Col(index.column())
        if line is None or role != Qt.ItemDataRole.EditRole or column not in _FIELDS:
            return False
        given: object = value
        shown = str(value)
        if column in {Col.MINUTES, Col.LEAST}:
            given = read_minutes(str(value))
            if given is None and not (column is Col.LEAST and not str(value).strip()):
                self.entry_refused.emit(
                    t("“{entry}” is no number of minutes.", entry=isolate(value))
                )
                return False
        elif column is Col.KIND:
            shown = kind_word(str(value))
        elif column is Col.GROUPING:
            shown = grouping_word(str(value))
        elif column is Col.LEAD:
            shown = ""
            given = value or None
        before = getattr(line.activity, _FIELDS[column])
        if given == before or (column is Col.TITLE and given == line.activity.title):
            return False
        self._enter(index.row(), column, shown, {_FIELDS[column]: given})
        return True

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return heading_of(Col(section))
        if role == Qt.ItemDataRole.ToolTipRole and section == Col.LEAST:
            return t("How short it may get when time runs out")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | _side(Col(section))
        return None

    # ------------------------------------------------------------------------------- dragging

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def mimeTypes(self) -> list[str]:
        return [_MOVED]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = sorted({index.row() for index in indexes})
        data = QMimeData()
        ids = [line.activity.id for row in rows if (line := self.line(row)) is not None]
        data.setData(_MOVED, "\n".join(ids).encode())
        return data

    @override
    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not data.hasFormat(_MOVED) or not self.editable:
            return False
        moved = bytes(data.data(_MOVED).data()).decode().split("\n")
        place = row if row >= 0 else parent.row() if parent.isValid() else len(self._lines)
        self.ask_to_move(moved, place)
        # The rows move when the move is saved; Qt must not take them away now.
        return False

    def ask_to_move(self, moved: Sequence[str], place: int) -> None:
        """Ask for rows to stand before the one that is now at `place`."""
        stay_before = sum(1 for each in self.ids()[:place] if each not in set(moved))
        known = [each for each in self.ids() if each in set(moved)]
        if known:
            self.move_requested.emit(known, stay_before)

    # -------------------------------------------------------------------------------- private

    def _enter(self, row: int, column: Col, shown: str, fields: dict[str, object]) -> None:
        line = self._lines[row]
        if shown:
            self._entries[line.activity.id, column] = shown
            self._saving[line.activity.id, int(column)] += 1
            self.dataChanged.emit(self.index(row, column), self.index(row, column))
        self.change_requested.emit(line.activity.id, fields)

    def _end_data(self, column: Col, role: int) -> Any:
        if self._end is None:
            return None
        if role == END_ROLE:
            return self._end
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            if column is Col.START:
                return self._end.time
            return f"{self._end.chip}. {self._end.aside}".strip() if column is Col.TITLE else ""
        return None

    @staticmethod
    def _shown(line: AgendaLine, column: Col) -> str:
        activity = line.activity
        least = activity.least_seconds
        return {
            Col.START: line.start,
            Col.TITLE: activity.title,
            Col.KIND: kind_word(activity.kind),
            Col.MINUTES: minutes_of(activity.planned_seconds),
            Col.LEAST: minutes_of(least) if least != activity.planned_seconds else "",
            Col.LEAD: activity.lead_name,
            Col.GROUPING: grouping_word(activity.grouping),
        }[column]

    @staticmethod
    def _to_edit(activity: Activity, column: Col) -> str:
        if column is Col.MINUTES:
            return minutes_of(activity.planned_seconds)
        if column is Col.LEAST:
            least = activity.minimum_seconds
            return "" if least is None else minutes_of(least)
        return str(getattr(activity, _FIELDS.get(column, "title")) or "")


def _side(column: Col) -> Qt.AlignmentFlag:
    figures = column in {Col.MINUTES, Col.LEAST}
    return Qt.AlignmentFlag.AlignRight if figures else Qt.AlignmentFlag.AlignLeft


def heading_of(column: Col) -> str:
    """What stands above a column."""
    return {
        Col.START: t("Start"),
        Col.TITLE: t("Activity"),
        Col.KIND: t("Kind"),
        Col.MINUTES: t("Minutes"),
        Col.LEAST: t("Least"),
        Col.LEAD: t("Lead"),
        Col.GROUPING: t("Grouping"),
    }[column]
