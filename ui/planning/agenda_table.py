"""The agenda's table with its keys: edit, insert, remove, move, longer, shorter, lock, copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QTableView,
    QWidget,
)
from typing_extensions import override

from facilitator.live.learned import Usual
from facilitator.planning.insertion import AgendaPlace
from facilitator.planning.model import Agenda
from facilitator.planning.timing import MAX_ACTIVITY_SECONDS
from ui.planning.agenda_columns import AgendaColumns
from ui.planning.agenda_delegate import AgendaDelegate
from ui.planning.agenda_model import FIELDS, AgendaModel, Col, Index
from ui.planning.agenda_note import CellNote
from ui.planning.agenda_places import behind, into_group, one_step, out_of_group
from ui.planning.agenda_rows import AgendaLine, EndLine, Key, SpotLine, TrackLine
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.painting import mirrored
from ui.words import t

_WIDTHS = {
    Col.START: 74,
    Col.KIND: 102,
    Col.MINUTES: 62,
    Col.LEAST: 48,
    Col.LEAD: 66,
    Col.GROUPING: 96,
    Col.ROOM: 96,
    Col.SKILLS: 120,
    Col.MATERIALS: 130,
}
# Where there is little room, these go first; they stay in the details below.
_FOLDS = (
    Col.MATERIALS,
    Col.SKILLS,
    Col.ROOM,
    Col.GROUPING,
    Col.LEAD,
    Col.LEAST,
    Col.KIND,
)
_LEAST_TITLE = 190
_SHIFTED_DIGITS = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
_NO_UPDATE = QItemSelectionModel.SelectionFlag.NoUpdate
_CHOOSE = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_CHOOSE_ALONE = _CHOOSE | QItemSelectionModel.SelectionFlag.Clear


class AgendaTable(QTableView):
    """Rows of the agenda.

    Signals:
        activity_chosen(str): another activity is the current one; "" when none is. For the heading
            of a group it is the activity that is split, see `current_track`.
        insert_requested(object): a new activity is wanted at this `AgendaPlace`.
        delete_requested(object, object): these activities and groups (ids) are to go.
        duplicate_requested(object, object): copies of these activities or groups are wanted.
        lock_requested(object): the starts of these activities are to be locked, or set free.
        copy_requested(object), cut_requested(object): activities for the clipboard.
        paste_requested(object): what is on the clipboard is wanted at this place.
        split_requested(str): this activity is to be split in parallel groups.
        details_requested(str): all details of this activity are wanted.
    """

    activity_chosen = Signal(str)
    insert_requested = Signal(object)
    delete_requested = Signal(object, object)
    duplicate_requested = Signal(object, object)
    lock_requested = Signal(object)
    copy_requested = Signal(object)
    cut_requested = Signal(object)
    paste_requested = Signal(object)
    split_requested = Signal(str)
    details_requested = Signal(str)

    def __init__(
        self,
        theme: Theme,
        model: AgendaModel,
        columns: AgendaColumns,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns = columns
        self._agenda_model = model
        self._wanted = ""
        self._spanned: list[tuple[int, int]] = []
        self.setObjectName("agenda_table")
        self.setAccessibleName(t("Agenda"))
        self.setModel(model)
        self._delegate = AgendaDelegate(theme, model, self)
        self.setItemDelegate(self._delegate)
        self.note = CellNote(theme, self.viewport())
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(Col.TITLE, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.selectionModel().selectionChanged.connect(self._tell_chosen)
        self._delegate.refused.connect(self._say_refused)
        self._delegate.taken.connect(self.note.hide)
        self._delegate.details_wanted.connect(self.ask_for_details)
        columns.changed.connect(self._fold)
        theme.changed.connect(self._measure)
        self._measure()

    # --------------------------------------------------------------------------------- showing

    def show_usual(self, usual: Mapping[str, Usual]) -> None:
        """Say beside activities what they usually take, by id, where that differs."""
        if usual != self._delegate.usual:
            self._delegate.usual = usual
            self.viewport().update()

    def show_agenda(
        self,
        agenda: Agenda,
        heads: dict[str, int] | None = None,
        rooms: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Show an agenda; what is chosen and the scrolling stay where they were.

        `heads` are people by group, `rooms` (id, name) what the room of an activity may be.
        """
        row_before, column = self.currentIndex().row(), max(self.currentIndex().column(), 1)
        scrolled = self.verticalScrollBar().value()
        self._delegate.leads = [(each.id, each.name) for each in agenda.workshop.team]
        self._delegate.rooms = rooms
        self._agenda_model.set_agenda(agenda, heads)
        self._span_rows()
        self._find_current(row_before, column)
        self.verticalScrollBar().setValue(scrolled)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self._tell_chosen()
        self._tell_current()

    def _find_current(self, row_before: int, column: int) -> None:
        """Stand where one is wanted, else where one stood; else near where that was."""
        model = self._agenda_model
        row = model.row_of(self._wanted) if self._wanted else None
        if row is not None:
            self._wanted = ""
            self._stand_on(row, column)
            return
        if model.row_at(self.currentIndex().row()) is not None and self._selected_keys():
            return
        rows = model.rows()
        usable = [at for at, each in enumerate(rows) if isinstance(each, AgendaLine | TrackLine)]
        if usable:
            near = min(usable, key=lambda at: (abs(at - max(row_before, 0)), at))
            self._stand_on(near, column)

    def _stand_on(self, row: int, column: int) -> None:
        """Make a row the current one and choose it alone, whatever keys are held meanwhile."""
        index = self._agenda_model.index(row, column)
        self.selectionModel().setCurrentIndex(index, _CHOOSE_ALONE)
        self.scrollTo(index)

    def _span_rows(self) -> None:
        rows = self._agenda_model.rows()
        wide = len(Col) - Col.TITLE
        spans = [(at, wide) for at, row in enumerate(rows) if isinstance(row, SpotLine | EndLine)]
        spans += [(at, 2) for at, row in enumerate(rows) if isinstance(row, TrackLine)]
        if spans == self._spanned and spans:
            return
        self.clearSpans()
        for at, columns in spans:
            self.setSpan(at, Col.TITLE, 1, columns)
        self._spanned = spans

    def current_activity(self) -> str:
        """The id of the activity the keys act on; "" for none."""
        line = self._agenda_model.line(self.currentIndex().row())
        return line.activity.id if line is not None else ""

    def current_track(self) -> TrackLine | None:
        """The group whose heading is the current row."""
        return self._agenda_model.track_line(self.currentIndex().row())

    def current_line(self) -> AgendaLine | None:
        """The activity in the current row."""
        return self._agenda_model.line(self.currentIndex().row())

    def chosen_activities(self) -> list[str]:
        """The ids of all activities chosen, in order."""
        return [key for kind, key in self._selected_keys() if kind == "activity"]

    def chosen_tracks(self) -> list[str]:
        """The ids of the groups whose headings are chosen."""
        return [key for kind, key in self._selected_keys() if kind == "track"]

    def choose(self, activity_id: str) -> None:
        """Make an activity the current one; if it is not there yet, as soon as it is."""
        model = self._agenda_model
        home = model.home_of(activity_id)
        if home and model.row_of(activity_id) is None:
            self.set_open(home, shown=True)
        row = model.row_of(activity_id)
        if row is None:
            self._wanted = activity_id
            return
        if row == self.currentIndex().row() and len(self._selected_keys()) == 1:
            return
        self._stand_on(row, max(self.currentIndex().column(), Col.TITLE))

    def choose_all(self, activity_ids: Sequence[str]) -> None:
        """Choose several activities, the first of them as the current one."""
        rows = [row for key in activity_ids if (row := self._agenda_model.row_of(key)) is not None]
        if not rows:
            if activity_ids:
                self._wanted = activity_ids[0]
            return
        self._stand_on(rows[0], Col.TITLE)
        for row in rows[1:]:
            self.selectionModel().select(self._agenda_model.index(row, Col.TITLE), _CHOOSE)

    def set_open(self, activity_id: str, *, shown: bool) -> None:
        """Show or hide the groups of an activity."""
        self._agenda_model.set_open(activity_id, shown=shown)
        self._span_rows()
        self._find_current(self.currentIndex().row(), Col.TITLE)

    def set_all_open(self, *, shown: bool) -> None:
        """Show or hide the groups of all activities."""
        for line in self._agenda_model.lines():
            if line.groups and line.open != shown:
                self.set_open(line.activity.id, shown=shown)

    def edit_column(self, column: Col, text: str | None = None) -> None:
        """Open the editor of a cell in the current row, with `text` typed already if given.

        What is chosen stays chosen: what is entered counts for all of it.
        """
        index = self._agenda_model.index(self.currentIndex().row(), column)
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return
        if self.isColumnHidden(column):
            self.ask_for_details()
            return
        self.selectionModel().setCurrentIndex(index, _NO_UPDATE)
        self.edit(index)
        field = self._delegate.editor
        if text is not None and isinstance(field, QLineEdit):
            field.setText(text)
            field.setModified(True)
            field.deselect()

    def offer_columns(self, where: QPoint) -> None:
        """Let the person choose columns in a menu that opens at `where`."""
        hidden = [each for each in self._columns.chosen() if self.isColumnHidden(each)]
        self._columns.menu(self, hidden).popup(where)

    # ------------------------------------------------------------------------------------ asks

    def place_behind(self) -> AgendaPlace:
        """Where something new comes to stand: behind the current row, or at the end."""
        return behind(self._agenda_model.rows(), self.currentIndex().row())

    def ask_to_insert(self) -> None:
        """Ask for a new activity behind the current one, or at the end."""
        self.insert_requested.emit(self.place_behind())

    def ask_to_delete(self) -> None:
        """Ask for what is chosen to be removed."""
        activities, tracks = self.chosen_activities(), self.chosen_tracks()
        if activities or tracks:
            self.delete_requested.emit(activities, tracks)

    def ask_to_duplicate(self) -> None:
        """Ask for copies of what is chosen."""
        home = self._of_one_home()
        if home or self.chosen_tracks():
            self.duplicate_requested.emit(home, [] if home else self.chosen_tracks())

    def ask_to_lock(self) -> None:
        """Ask for the starts of what is chosen to be locked, or set free."""
        if self.chosen_activities():
            self.lock_requested.emit(self.chosen_activities())

    def ask_to_copy(self, *, cut: bool = False) -> None:
        """Ask for what is chosen to be put on the clipboard."""
        asked = self.chosen_activities()
        track = self.current_track()
        if not asked and track is not None and not cut:
            asked = [step.id for step in track.track.steps]
        if asked:
            (self.cut_requested if cut else self.copy_requested).emit(asked)

    def ask_to_paste(self) -> None:
        """Ask for what is on the clipboard, behind the current row."""
        if self._agenda_model.editable:
            self.paste_requested.emit(self.place_behind())

    def ask_to_move(self, by: int) -> None:
        """Ask for what is chosen to stand one place up (−1) or down (1)."""
        self._ask_to_stand(one_step(self._agenda_model.rows(), self._of_one_home(), by))

    def ask_to_join_group(self) -> None:
        """Ask for what is chosen to become steps of the group above."""
        self._ask_to_stand(into_group(self._agenda_model.rows(), self._of_one_home()))

    def ask_to_leave_group(self) -> None:
        """Ask for chosen steps to stand behind the activity that is split."""
        self._ask_to_stand(out_of_group(self._agenda_model.rows(), self._of_one_home()))

    def ask_to_split(self) -> None:
        """Ask for the current activity to be split in parallel groups."""
        track, line = self.current_track(), self.current_line()
        if track is not None:
            self.split_requested.emit(track.parent.id)
        elif line is not None:
            self.split_requested.emit(line.parent_id or line.activity.id)

    def ask_for_details(self) -> None:
        """Ask for all details of the current activity."""
        if self.current_activity():
            self.details_requested.emit(self.current_activity())

    def change_minutes(self, by: int) -> None:
        """Give what is chosen so many minutes more or less; never less than one."""
        model = self._agenda_model
        chosen = self.chosen_activities() or [self.current_activity()]
        if not model.editable or chosen == [""]:
            return
        wanted = {}
        for each in chosen:
            now = model.seconds_now(each)
            seconds = min(max(60, now + by * 60), MAX_ACTIVITY_SECONDS)
            if seconds != now:
                wanted[each] = seconds
        model.enter_minutes_of(wanted)

    def _ask_to_stand(self, place: AgendaPlace | None) -> None:
        if place is not None and self._agenda_model.editable:
            self._agenda_model.ask_to_move(self._of_one_home(), place)

    def _of_one_home(self) -> list[str]:
        """The chosen activities that stand where the current one does: in one agenda or group."""
        model = self._agenda_model
        lines = [model.line(row) for row in self._selected_rows()]
        current = self.current_line()
        found = [line for line in lines if line is not None]
        if not found:
            return []
        home = (current if current in found else found[0]).track_id  # type: ignore[union-attr]
        return [line.activity.id for line in found if line.track_id == home]

    # ------------------------------------------------------------------------------------ keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = isinstance(
            self._agenda_model.row_at(self.currentIndex().row()), AgendaLine | TrackLine
        )
        if self._clipboard_key(event):
            return
        if here and (self._edit_key(event) or self._minutes_key(event) or self._row_key(event)):
            return
        if event.key() == Qt.Key.Key_Insert and not event.modifiers():
            if self._agenda_model.editable:
                self.ask_to_insert()
            return
        super().keyPressEvent(event)

    def _clipboard_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.ask_to_copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            if self._agenda_model.editable:
                self.ask_to_copy(cut=True)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.ask_to_paste()
        else:
            return False
        return True

    def _edit_key(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        enter = key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.ask_for_details()
            return True
        if modifiers & ~_SHIFTED_DIGITS:
            return False
        if enter or key == Qt.Key.Key_F2:
            self.edit_column(Col(self._column_to_edit()))
            return True
        line = self.current_line()
        if key == Qt.Key.Key_Space and line is not None and line.groups:
            self.set_open(line.activity.id, shown=not line.open)
            return True
        if event.text().isdecimal() and line is not None:
            column = Col(self.currentIndex().column())
            self.edit_column(
                column if column in {Col.START, Col.LEAST} else Col.MINUTES, event.text()
            )
            return True
        return False

    def _column_to_edit(self) -> int:
        column = self.currentIndex().column()
        if self.current_track() is not None:
            return column if column in {Col.LEAD, Col.ROOM} else Col.TITLE
        return column if column in FIELDS else Col.TITLE

    def _minutes_key(self, event: QKeyEvent) -> bool:
        if not self._agenda_model.editable or not self.current_activity():
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.change_minutes(1)
            return True
        if event.key() in {Qt.Key.Key_Minus, Qt.Key.Key_Underscore}:
            self.change_minutes(-1)
            return True
        if event.key() == Qt.Key.Key_L and not event.modifiers():
            self.ask_to_lock()
            return True
        return False

    def _row_key(self, event: QKeyEvent) -> bool:
        if not self._agenda_model.editable:
            return False
        key, modifiers = event.key(), event.modifiers()
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if alt and not shift and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.ask_to_move(-1 if key == Qt.Key.Key_Up else 1)
        elif alt and shift and key == Qt.Key.Key_Right:
            self.ask_to_join_group()
        elif alt and shift and key == Qt.Key.Key_Left:
            self.ask_to_leave_group()
        elif key == Qt.Key.Key_Delete and not modifiers:
            self.ask_to_delete()
        elif key == Qt.Key.Key_D and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.ask_to_duplicate()
        elif key == Qt.Key.Key_G and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.ask_to_split()
        else:
            return False
        return True

    # ----------------------------------------------------------------------------------- mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        line = self._agenda_model.line(index.row())
        if line is not None and line.groups and index.column() == Col.TITLE:
            cell = self.visualRect(index)
            spot = mirrored(self._delegate.chevron(cell), cell, self.layoutDirection())
            if spot.adjusted(-4, -6, 4, 6).contains(point):
                self.set_open(line.activity.id, shown=not line.open)
                return
        super().mousePressEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        row = index.row() if index.isValid() else len(self._agenda_model.rows())
        below = index.isValid() and point.y() > self.visualRect(index).center().y()
        if self._agenda_model.drop(event.mimeData(), row, below=below):
            # Qt would take the dragged rows away; they move once the move is saved.
            event.setDropAction(Qt.DropAction.IgnoreAction)
            event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._find_current(0, Col.TITLE)

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self.setFocus()

    # --------------------------------------------------------------------------------- private

    def _say_refused(self, index: Index, sentence: str) -> None:
        cell = self._agenda_model.index(index.row(), index.column())
        self.note.say(sentence, self.visualRect(cell))

    def _selected_rows(self) -> list[int]:
        return sorted({index.row() for index in self.selectionModel().selectedRows(Col.TITLE)})

    def _selected_keys(self) -> list[Key]:
        rows = (self._agenda_model.row_at(row) for row in self._selected_rows())
        return [row.key for row in rows if row is not None]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _align_heading(self) -> None:
        # The first heading stands over the times, which keep the margin of the page.
        mirror = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        # Style sheets count sections from the left.
        place, side = ("last", "right") if mirror else ("first", "left")
        self.horizontalHeader().setStyleSheet(
            f"QHeaderView::section:{place} {{ padding-{side}: {self._theme.space(4)}px; }}"
        )

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align_heading()

    def _measure(self) -> None:
        self._align_heading()
        self.verticalHeader().setDefaultSectionSize(self._theme.px(31))
        self.verticalHeader().setMinimumSectionSize(self._theme.row_height("row-dense"))
        header = self.horizontalHeader()
        for column in _WIDTHS:
            header.resizeSection(column, self._wide(column))
        self._fold()

    def _wide(self, column: Col) -> int:
        heading = str(self._agenda_model.headerData(column, Qt.Orientation.Horizontal))
        least = self._theme.metrics(Type.LABEL).horizontalAdvance(heading) + 20
        return max(self._theme.px(_WIDTHS[column]), least)

    def _fold(self) -> None:
        room = self.viewport().width() - self._theme.px(_LEAST_TITLE)
        chosen = self._columns.chosen()
        widths = {column: self._wide(column) for column in _WIDTHS if column in chosen}
        needed = sum(widths.values())
        hidden = {column for column in Col if column not in chosen}
        for column in _FOLDS:
            if column in chosen and needed > room:
                needed -= widths[column]
                hidden.add(column)
        for column in Col:
            if self.isColumnHidden(column) != (column in hidden):
                self.setColumnHidden(column, column in hidden)

    def _tell_chosen(self) -> None:
        self._agenda_model.chosen = self.chosen_activities()

    def _tell_current(
        self, _current: QModelIndex | None = None, _before: QModelIndex | None = None
    ) -> None:
        track = self.current_track()
        self.activity_chosen.emit(track.parent.id if track is not None else self.current_activity())
