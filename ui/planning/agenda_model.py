"""The agenda as a table model: edits are asked for by signal and shown when they are saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
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

from facilitator.planning.insertion import AgendaPlace
from facilitator.planning.model import Activity, ActivityKind, Agenda
from ui.planning.activity_words import (
    least_trouble,
    lock_near,
    minutes_trouble,
    read_time,
    start_trouble,
    title_trouble,
)
from ui.planning.agenda_places import after, between
from ui.planning.agenda_rows import AgendaLine, EndLine, Key, Row, SpotLine, TrackLine, rows_of
from ui.planning.plan_words import (
    grouping_word,
    kind_word,
    minutes_of,
    read_minutes,
    spoken_activity,
)
from ui.words import t, tn

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
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
    ROOM = 7
    SKILLS = 8
    MATERIALS = 9


FIGURES = frozenset({Col.MINUTES, Col.LEAST})
FIELDS = {
    Col.START: "locked_start_seconds",
    Col.TITLE: "title",
    Col.KIND: "kind",
    Col.MINUTES: "planned_seconds",
    Col.LEAST: "minimum_seconds",
    Col.LEAD: "lead_id",
    Col.GROUPING: "grouping",
    Col.ROOM: "room_id",
}
_SHOWN = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})
_OF_TRACKS = {Col.TITLE: "name", Col.LEAD: "team_member_id", Col.ROOM: "room_id"}
_CHOOSABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_MOVABLE = _CHOOSABLE | Qt.ItemFlag.ItemIsDragEnabled
_EDITABLE = _MOVABLE | Qt.ItemFlag.ItemIsEditable
# What is set for one activity alone, however many are chosen.
_ONE_ONLY = frozenset({Col.TITLE, Col.START})


class AgendaModel(QAbstractTableModel):
    """Shows an agenda.

    Attributes:
        editable: whether anything may be changed.
        chosen: ids of the activities that are chosen; what is entered counts for all of them.
        rooms, skill_titles: names by id, for their columns.
        short_names: what people of the team are called where there is little room.

    Signals:
        change_requested(str, object): activity id, fields to change.
        changes_requested(object): fields to change by activity id, as one step.
        track_change_requested(str, object): the id of a group's track, fields to change.
        move_requested(object, object): activity ids, and the `AgendaPlace` they are to stand at,
            its position counted among those that stay.

    """

    change_requested = Signal(str, object)
    changes_requested = Signal(object)
    track_change_requested = Signal(str, object)
    move_requested = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._places: dict[Key, int] = {}
        self._agenda: Agenda | None = None
        self._heads: Mapping[str, int] = {}
        self._closed: set[str] = set()
        self._entries: dict[tuple[str, int], str] = {}
        self._saving: Counter[tuple[str, int]] = Counter()
        self._failed: set[str] = set()
        self._cut: frozenset[str] = frozenset()
        self._names_by_id: tuple[Mapping[str, str], ...] = ()
        self.editable = True
        self.chosen: Sequence[str] = ()
        self.rooms: Mapping[str, str] = {}
        self.short_names: Mapping[str, str] = {}
        self.skill_titles: Mapping[str, str] = {}

    # ------------------------------------------------------------------------------- showing

    def set_agenda(self, agenda: Agenda, heads: Mapping[str, int] | None = None) -> None:
        """Show an agenda; `heads` are people by track. Rows that stay keep who chose them."""
        self._agenda = agenda
        names = [activity.lead_name for activity in agenda.activities]
        self.short_names = short_names(
            list(dict.fromkeys([*(each.name for each in agenda.workshop.team), *names]))
        )
        self._heads = heads if heads is not None else self._heads
        typed = bool(self._entries or self._failed)
        # What is on its way to the disk stays as typed: the next key counts on from it.
        self._entries = {
            cell: typed for cell, typed in self._entries.items() if self._saving[cell] > 0
        }
        self._failed.clear()
        self._take(rows_of(agenda, self._heads, self._closed))
        names_by_id = (dict(self.short_names), dict(self.rooms), dict(self.skill_titles))
        if typed or names_by_id != self._names_by_id:
            # Rows may say something else though their activities are as before.
            self._names_by_id = names_by_id
            self._tell_all()

    def set_open(self, activity_id: str, *, shown: bool) -> None:
        """Show or hide the groups of an activity."""
        if shown != (activity_id in self._closed) or self._agenda is None:
            return
        self._closed.symmetric_difference_update({activity_id})
        self._take(rows_of(self._agenda, self._heads, self._closed))

    def mark_cut(self, activity_ids: Collection[str]) -> None:
        """Show activities as about to be taken elsewhere."""
        self._cut = frozenset(activity_ids)
        self._tell_all()

    @property
    def agenda(self) -> Agenda | None:
        """What is shown."""
        return self._agenda

    def rows(self) -> Sequence[Row]:
        """All rows, the end of the day last."""
        return tuple(self._rows)

    def row_at(self, row: int) -> Row | None:
        """What a row shows."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def line(self, row: int) -> AgendaLine | None:
        """The activity in a row; None where there is something else."""
        found = self.row_at(row)
        return found if isinstance(found, AgendaLine) else None

    def track_line(self, row: int) -> TrackLine | None:
        """The group whose heading a row is."""
        found = self.row_at(row)
        return found if isinstance(found, TrackLine) else None

    def lines(self) -> Sequence[AgendaLine]:
        """All activities and steps, in order."""
        return tuple(row for row in self._rows if isinstance(row, AgendaLine))

    def ids(self) -> list[str]:
        """Their ids."""
        return [line.activity.id for line in self.lines()]

    def row_of(self, activity_id: str) -> int | None:
        """In which row an activity stands."""
        return self._places.get(("activity", activity_id))

    def row_of_key(self, key: Key) -> int | None:
        """In which row something stands."""
        return self._places.get(key)

    def home_of(self, activity_id: str) -> str:
        """The activity of the agenda that holds a step; "" when it is not a step here."""
        for activity in self._agenda.activities if self._agenda else ():
            for track in activity.tracks:
                if any(step.id == activity_id for step in track.steps):
                    return activity.id
        return ""

    # ------------------------------------------------------------------------------- entering

    def seconds_now(self, activity_id: str) -> int:
        """Planned seconds with what was typed since and is being saved."""
        row = self.row_of(activity_id)
        entry = self._entries.get((activity_id, Col.MINUTES))
        typed = read_minutes(entry) if entry is not None else None
        if typed is not None:
            return typed
        line = self.line(row) if row is not None else None
        return line.activity.planned_seconds if line is not None else 0

    def settle(self, activity_id: str, fields: Mapping[str, object]) -> None:
        """A change that was asked for is on disk, or was refused."""
        row = self.row_of(activity_id)
        shown = self.line(row) if row is not None else None
        for column, field in FIELDS.items():
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
        self.enter_minutes_of({activity_id: seconds})

    def enter_minutes_of(self, seconds_of: Mapping[str, int]) -> None:
        """Ask for other minutes of some activities, as one step."""
        self._enter_many(
            Col.MINUTES,
            {
                activity_id: ({"planned_seconds": seconds}, minutes_of(seconds))
                for activity_id, seconds in seconds_of.items()
                if seconds >= 0 and self.row_of(activity_id) is not None
            },
        )

    def trouble(self, index: Index, text: str) -> str:
        """Why a text cannot be entered in a cell, as a sentence; "" where it can."""
        line, column = self.line(index.row()), Col(index.column())
        if column is Col.TITLE:
            return title_trouble(text)
        if line is None:
            return ""
        if column is Col.MINUTES:
            return minutes_trouble(text)
        if column is Col.LEAST:
            return least_trouble(text, line.activity.planned_seconds)
        return start_trouble(text) if column is Col.START else ""

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        column, track = Col(index.column()), self.track_line(index.row())
        if track is not None:
            return self._set_of_track(track, column, value)
        line = self.line(index.row())
        if line is None or column not in FIELDS or self.trouble(index, str(value)):
            return False
        given, shown = self._given(line, column, value)
        chosen = self.chosen if line.activity.id in self.chosen else ()
        wanted = [line.activity.id] if column in _ONE_ONLY or len(chosen) < 2 else list(chosen)
        found = [each for key in wanted if (each := self._line_of(key)) is not None]
        asked = {
            each.activity.id: ({FIELDS[column]: given}, shown)
            for each in found
            if getattr(each.activity, FIELDS[column]) != given
        }
        self._enter_many(column, asked)
        return bool(asked)

    def _given(self, line: AgendaLine, column: Col, value: Any) -> tuple[object, str]:
        """What the file is to hold, and what the cell shows meanwhile ("" for as before)."""
        text = str(value or "").strip()
        given: tuple[object, str] = (text, text)
        if column is Col.MINUTES:
            given = read_minutes(text), minutes_of(read_minutes(text) or 0)
        elif column is Col.LEAST:
            given = read_minutes(text) if text else None, text
        elif column is Col.KIND:
            given = ActivityKind(text), kind_word(text)
        elif column is Col.GROUPING:
            given = text, grouping_word(text)
        elif column in {Col.LEAD, Col.ROOM}:
            given = text or None, ""
        elif column is Col.START:
            given = self._lock_of(line, text), ""
        return given

    def _lock_of(self, line: AgendaLine, text: str) -> int | None:
        typed = read_time(text)
        if typed is None or self._agenda is None:
            return None
        return lock_near(typed, self._agenda.schedule.start, line.slot.start)

    def _set_of_track(self, row: TrackLine, column: Col, value: Any) -> bool:
        field = _OF_TRACKS.get(column)
        given = str(value or "").strip() or None
        if field is None or getattr(row.track, field) == given or (field == "name" and not given):
            return False
        self.track_change_requested.emit(row.track.id, {field: given})
        return True

    def _enter_many(self, column: Col, asked: Mapping[str, tuple[dict[str, object], str]]) -> None:
        for activity_id, (_fields, shown) in asked.items():
            if shown:
                self._entries[activity_id, column] = shown
                self._saving[activity_id, int(column)] += 1
                row = self.row_of(activity_id)
                if row is not None:
                    self.dataChanged.emit(self.index(row, column), self.index(row, column))
        if len(asked) == 1:
            ((activity_id, (fields, _shown)),) = asked.items()
            self.change_requested.emit(activity_id, fields)
        elif asked:
            self.changes_requested.emit({key: fields for key, (fields, _) in asked.items()})

    # ------------------------------------------------------------------------------- Qt's own

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(Col)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        row, column = self.row_at(index.row()), index.column()
        if isinstance(row, AgendaLine):
            if not self.editable:
                return _CHOOSABLE
            return _EDITABLE if column in FIELDS else _MOVABLE
        if isinstance(row, TrackLine):
            edit = self.editable and column in _OF_TRACKS
            return _CHOOSABLE | Qt.ItemFlag.ItemIsEditable if edit else _CHOOSABLE
        return Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index.row())
        if row is None or not index.isValid():
            return None
        column = Col(index.column())
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | _side(column)
        if isinstance(row, AgendaLine):
            return self._data_of(row, column, role)
        if isinstance(row, TrackLine):
            return self._data_of_track(row, column, role)
        return _said(row, column) if role in _SHOWN else None

    def _data_of_track(self, row: TrackLine, column: Col, role: int) -> Any:
        if role == Qt.ItemDataRole.EditRole:
            return str(getattr(row.track, _OF_TRACKS.get(column, "name")) or "")
        return self._words_of_track(row, column) if role in _SHOWN else None

    def _data_of(self, line: AgendaLine, column: Col, role: int) -> Any:
        if role == Qt.ItemDataRole.EditRole:
            return _to_edit(line, column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column is Col.START:
            return spoken_activity(line.activity, _spoken_start(line))
        return self.shown(line, column) if role in _SHOWN else None

    def _words_of_track(self, row: TrackLine, column: Col) -> str:
        name = row.track.team_member_name
        return {
            Col.START: row.start,
            Col.TITLE: row.title,
            Col.MINUTES: minutes_of(row.seconds),
            Col.LEAD: self.short_names.get(name, name),
            Col.ROOM: self.rooms.get(row.track.room_id or "", ""),
        }.get(column, "")

    def shown(self, line: AgendaLine, column: int) -> str:
        """What a cell of an activity says; what was typed and is being saved comes first."""
        entry = self._entries.get((line.activity.id, column)) if self._entries else None
        return entry if entry is not None else _WORDS[column](self, line)

    def is_cut(self, activity_id: str) -> bool:
        """Whether an activity is about to be taken elsewhere."""
        return activity_id in self._cut

    def is_failed(self, activity_id: str) -> bool:
        """Whether what was typed could not be saved."""
        return activity_id in self._failed

    def _minutes(self, line: AgendaLine) -> str:
        # A split activity lasts as long as its longest group.
        activity = line.activity
        return minutes_of(line.slot.seconds if activity.tracks else activity.planned_seconds)

    def _least(self, line: AgendaLine) -> str:
        least = line.activity.least_seconds
        return minutes_of(least) if least != line.activity.planned_seconds else ""

    def _lead(self, line: AgendaLine) -> str:
        return self.short_names.get(line.activity.lead_name, line.activity.lead_name)

    def _skills(self, line: AgendaLine) -> str:
        known = (self.skill_titles.get(aim.skill_id, "") for aim in line.activity.skills)
        return ", ".join(dict.fromkeys(title for title in known if title))

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
        place = row if row >= 0 else parent.row() if parent.isValid() else len(self._rows)
        self.drop(data, place, below=False)
        # The rows move when the move is saved; Qt must not take them away now.
        return False

    def drop(self, data: QMimeData, row: int, *, below: bool) -> bool:
        """Let dragged rows stand above a row, or below it; tells whether it could be."""
        if not data.hasFormat(_MOVED) or not self.editable:
            return False
        moved = bytes(data.data(_MOVED).data()).decode().split("\n")
        place = between(self._rows, row, below=below)
        self.ask_to_move(moved, place)
        return True

    def ask_to_move(self, moved: Sequence[str], place: AgendaPlace) -> None:
        """Ask for activities to stand before the one that is at a place now."""
        chosen = self.without_kept_along(moved)
        if not chosen or self._agenda is None:
            return
        split = {each.id for each in self._agenda.activities if each.tracks}
        if place.track_id is not None and split & set(chosen):
            # Groups do not split again: it stands beside the band instead.
            place = after(self._rows, self._home_of_track(place.track_id))
        siblings = self._siblings(place.track_id)
        stay_before = sum(1 for each in siblings[: place.position] if each not in set(chosen))
        self.move_requested.emit(chosen, replace(place, position=stay_before))

    def without_kept_along(self, activity_ids: Sequence[str]) -> list[str]:
        """Activities in the order of the rows, without steps that go along with their activity."""
        asked = set(activity_ids)
        return [
            line.activity.id
            for line in self.lines()
            if line.activity.id in asked and line.parent_id not in asked
        ]

    def _siblings(self, track_id: str | None) -> list[str]:
        return [line.activity.id for line in self.lines() if line.track_id == track_id]

    def _home_of_track(self, track_id: str) -> str:
        for row in self._rows:
            if isinstance(row, TrackLine) and row.track.id == track_id:
                return row.parent.id
        return ""

    # -------------------------------------------------------------------------------- private

    def _line_of(self, activity_id: str) -> AgendaLine | None:
        row = self.row_of(activity_id)
        return self.line(row) if row is not None else None

    def _take(self, rows: list[Row]) -> None:
        """Show other rows; those that stay keep their selection, editor and place on screen."""
        before, wanted = [row.key for row in self._rows], [row.key for row in rows]
        if before == wanted:
            other = [at for at, row in enumerate(rows) if row != self._rows[at]]
            self._rows = rows
            # What a change leaves as it was is not painted again.
            if other:
                last = self.index(other[-1], len(Col) - 1)
                self.dataChanged.emit(self.index(other[0], 0), last)
            return
        fresh = {row.key: row for row in rows}
        self._remove_all_but(fresh.keys())
        self._reorder([key for key in wanted if key in self._places])
        for first, run in _runs(wanted, self._places.keys()):
            self.beginInsertRows(QModelIndex(), first, first + len(run) - 1)
            self._rows[first:first] = [fresh[key] for key in run]
            self._index_rows()
            self.endInsertRows()
        self._rows = rows
        self._index_rows()
        self._tell_all()

    def _remove_all_but(self, stay: Collection[Key]) -> None:
        last = len(self._rows) - 1
        while last >= 0:
            if self._rows[last].key in stay:
                last -= 1
                continue
            first = last
            while first > 0 and self._rows[first - 1].key not in stay:
                first -= 1
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
            last = first - 1
        self._index_rows()

    def _reorder(self, wanted: list[Key]) -> None:
        before = [row.key for row in self._rows]
        if before == wanted:
            return
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        by_key = {row.key: row for row in self._rows}
        self._rows = [by_key[key] for key in wanted]
        self._index_rows()
        moved = [self.index(self._places[before[each.row()]], each.column()) for each in held]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _index_rows(self) -> None:
        self._places = {row.key: at for at, row in enumerate(self._rows)}

    def _tell_all(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(Col) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


# Looked up for every cell that is painted.
_WORDS: Mapping[int, Callable[[AgendaModel, AgendaLine], str]] = {
    Col.START: lambda _model, line: line.start,
    Col.TITLE: lambda _model, line: line.activity.title,
    Col.KIND: lambda _model, line: kind_word(line.activity.kind),
    Col.MINUTES: AgendaModel._minutes,  # noqa: SLF001 - the model's own table
    Col.LEAST: AgendaModel._least,  # noqa: SLF001
    Col.LEAD: AgendaModel._lead,  # noqa: SLF001
    Col.GROUPING: lambda _model, line: line.sizes or grouping_word(line.activity.grouping),
    Col.ROOM: lambda model, line: model.rooms.get(line.activity.room_id or "", ""),
    Col.SKILLS: AgendaModel._skills,  # noqa: SLF001
    Col.MATERIALS: lambda _model, line: ", ".join(use.label for use in line.activity.materials),
}


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
        Col.ROOM: t("Room"),
        Col.SKILLS: t("Skills"),
        Col.MATERIALS: t("Materials"),
    }[column]


def short_names(names: Sequence[str]) -> dict[str, str]:
    """First words of names, where they tell people apart; else the names as they are."""
    firsts = Counter(name.split()[0] for name in names if name.strip())
    return {
        name: name.split()[0] if firsts[name.split()[0]] == 1 else name
        for name in names
        if name.strip()
    }


def _runs(wanted: Sequence[Key], there: Collection[Key]) -> list[tuple[int, list[Key]]]:
    """Keys that are not there yet, in runs with the place of each run's first."""
    runs: list[tuple[int, list[Key]]] = []
    known = set(there)
    for at, key in enumerate(wanted):
        if key in known:
            continue
        if runs and runs[-1][0] + len(runs[-1][1]) == at:
            runs[-1][1].append(key)
        else:
            runs.append((at, [key]))
    return runs


def _said(row: SpotLine | EndLine, column: Col) -> str:
    if column is Col.START:
        return row.time
    return f"{row.chip}. {row.aside}".strip() if column is Col.TITLE else ""


def _to_edit(line: AgendaLine, column: Col) -> str:
    activity: Activity = line.activity
    if column is Col.START:
        return line.start
    if column is Col.MINUTES:
        return minutes_of(activity.planned_seconds)
    if column is Col.LEAST:
        least = activity.minimum_seconds
        return "" if least is None else minutes_of(least)
    return str(getattr(activity, FIELDS.get(column, "title")) or "")


def _spoken_start(line: AgendaLine) -> str:
    if not line.days:
        return line.start
    days = tn("{n} day later", "{n} days later", line.days)
    return t("{time}, {days}", time=line.start, days=days)


def _side(column: Col) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
