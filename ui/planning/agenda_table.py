"""The agenda's table with its keys: edit, insert, remove, move, longer, shorter, lock."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView, QWidget
from typing_extensions import override

from facilitator.planning.model import Agenda
from ui.planning.agenda_columns import AgendaColumns
from ui.planning.agenda_delegate import AgendaDelegate
from ui.planning.agenda_model import AgendaModel, Col
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.words import t

_WIDTHS = {
    Col.START: 76,
    Col.KIND: 104,
    Col.MINUTES: 62,
    Col.LEAST: 52,
    Col.LEAD: 80,
    Col.GROUPING: 98,
}
# Where there is little room, these go first; they stay in the details below.
_FOLDS = (Col.GROUPING, Col.LEAD, Col.LEAST)
_LEAST_TITLE = 190


class AgendaTable(QTableView):
    """Rows of the agenda.

    Signals:
        activity_chosen(str): another activity is the current one; "" when none is.
        insert_requested(int): a new activity is wanted at this place.
        delete_requested(object): these activities are to go.
        duplicate_requested(str): a copy of this activity is wanted.
        lock_requested(str): the start of this activity is to be locked, or set free.
    """

    activity_chosen = Signal(str)
    insert_requested = Signal(int)
    delete_requested = Signal(object)
    duplicate_requested = Signal(str)
    lock_requested = Signal(str)

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
        columns.changed.connect(self._fold)
        self._agenda_model = model
        self._wanted = ""
        self.setObjectName("agenda_table")
        self.setAccessibleName(t("Agenda"))
        self.setModel(model)
        self._delegate = AgendaDelegate(theme, self)
        self.setItemDelegate(self._delegate)
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
        theme.changed.connect(self._measure)
        self._measure()

    # --------------------------------------------------------------------------------- showing

    def show_agenda(self, agenda: Agenda) -> None:
        """Show an agenda; the current activity and the scrolling stay where they were."""
        before = self._wanted or self.current_activity()
        row_before, column = self.currentIndex().row(), max(self.currentIndex().column(), 1)
        scrolled = self.verticalScrollBar().value()
        self._delegate.leads = [(each.id, each.name) for each in agenda.workshop.team]
        self._agenda_model.set_agenda(agenda)
        self.clearSpans()
        lines = len(self._agenda_model.lines())
        if lines:
            self.setSpan(lines, Col.TITLE, 1, len(Col) - 1)
        row = self._agenda_model.row_of(before)
        if row is None and lines:
            row = min(max(row_before, 0), lines - 1)
        if row is not None and self.currentIndex().row() != row:
            self.setCurrentIndex(self._agenda_model.index(row, column))
        self.verticalScrollBar().setValue(scrolled)
        if row is not None:
            self.scrollTo(self._agenda_model.index(row, Col.TITLE))
        if self._wanted and row is not None:
            self._wanted = ""
        self._tell_current()

    def current_activity(self) -> str:
        """The id of the activity the keys act on; "" for none."""
        line = self._agenda_model.line(self.currentIndex().row())
        return line.activity.id if line is not None else ""

    def chosen_activities(self) -> list[str]:
        """The ids of all rows chosen, in order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        lines = (self._agenda_model.line(row) for row in rows)
        return [line.activity.id for line in lines if line is not None]

    def choose(self, activity_id: str) -> None:
        """Make an activity the current one; if it is not there yet, as soon as it is."""
        row = self._agenda_model.row_of(activity_id)
        if row is None:
            self._wanted = activity_id
            return
        column = max(self.currentIndex().column(), Col.TITLE)
        self.setCurrentIndex(self._agenda_model.index(row, column))

    def edit_column(self, column: Col, text: str | None = None) -> None:
        """Open the editor of a cell in the current row, with `text` typed already if given."""
        index = self._agenda_model.index(self.currentIndex().row(), column)
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return
        self.setCurrentIndex(index)
        self.edit(index)
        field = self.findChild(QLineEdit, f"edit_{column.name.lower()}")
        if text is not None and field is not None:
            field.setText(text)
            field.deselect()

    # ------------------------------------------------------------------------------------ keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current_activity()
        handled = bool(current) and (
            self._edit_key(event) or self._minutes_key(event, current) or self._row_key(event)
        )
        if handled:
            return
        if event.key() == Qt.Key.Key_Insert and not event.modifiers():
            self.ask_to_insert()
            return
        super().keyPressEvent(event)

    def ask_to_insert(self) -> None:
        """Ask for a new activity behind the current one, or at the end."""
        row = self.currentIndex().row()
        lines = len(self._agenda_model.lines())
        self.insert_requested.emit(row + 1 if 0 <= row < lines else lines)

    def ask_to_delete(self) -> None:
        """Ask for the chosen activities to be removed."""
        chosen = self.chosen_activities() or [self.current_activity()]
        if chosen != [""]:
            self.delete_requested.emit(chosen)

    def ask_to_move(self, by: int) -> None:
        """Ask for the chosen activities to stand one place up (−1) or down (1)."""
        chosen = self.chosen_activities()
        rows = [row for each in chosen if (row := self._agenda_model.row_of(each)) is not None]
        if not rows:
            return
        place = rows[0] - 1 if by < 0 else rows[-1] + 2
        if 0 <= place <= len(self._agenda_model.lines()):
            self._agenda_model.ask_to_move(chosen, place)

    def change_minutes(self, by: int) -> None:
        """Give the current activity so many minutes more or less; never less than none."""
        current = self.current_activity()
        if current and self._agenda_model.editable:
            seconds = self._agenda_model.seconds_now(current)
            self._agenda_model.enter_minutes(current, max(0, seconds + by * 60))

    def _edit_key(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if not plain:
            return False
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.edit_column(Col(max(self.currentIndex().column(), Col.TITLE)))
            return True
        if event.text().isdecimal():
            self.edit_column(Col.MINUTES, event.text())
            return True
        return False

    def _minutes_key(self, event: QKeyEvent, current: str) -> bool:
        if not self._agenda_model.editable:
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
            self.lock_requested.emit(current)
            return True
        return False

    def _row_key(self, event: QKeyEvent) -> bool:
        if not self._agenda_model.editable:
            return False
        key, modifiers = event.key(), event.modifiers()
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        if alt and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.ask_to_move(-1 if key == Qt.Key.Key_Up else 1)
            return True
        if key == Qt.Key.Key_Delete and not modifiers:
            self.ask_to_delete()
            return True
        if key == Qt.Key.Key_D and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.duplicate_requested.emit(self.current_activity())
            return True
        return False

    # --------------------------------------------------------------------------------- private

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _align_heading(self) -> None:
        # The first heading stands over the times, which keep the margin of the page.
        self.horizontalHeader().setStyleSheet(
            f"QHeaderView::section:first {{ padding-left: {self._theme.space(4)}px; }}"
        )

    def _measure(self) -> None:
        self._align_heading()
        self.verticalHeader().setDefaultSectionSize(self._theme.px(31))
        self.verticalHeader().setMinimumSectionSize(self._theme.row_height("row-dense"))
        header = self.horizontalHeader()
        metrics = self._theme.metrics(Type.LABEL)
        for column, width in _WIDTHS.items():
            heading = str(self._agenda_model.headerData(column, Qt.Orientation.Horizontal))
            least = metrics.horizontalAdvance(heading) + 20
            header.resizeSection(column, max(self._theme.px(width), least))
        self._fold()

    def offer_columns(self, where: QPoint) -> None:
        """Let the person choose columns in a menu that opens at `where`."""
        hidden = [each for each in self._columns.chosen() if self.isColumnHidden(each)]
        self._columns.menu(self, hidden).popup(where)

    def _fold(self) -> None:
        room = self.viewport().width() - self._theme.px(_LEAST_TITLE)
        chosen = self._columns.chosen()
        widths = {
            column: self._theme.px(width) for column, width in _WIDTHS.items() if column in chosen
        }
        needed = sum(widths.values())
        hidden = {column for column in Col if column not in chosen}
        for column in _FOLDS:
            if column in chosen and needed > room:
                needed -= widths[column]
                hidden.add(column)
        for column in Col:
            self.setColumnHidden(column, column in hidden)

    def _tell_current(
        self, _current: QModelIndex | None = None, _before: QModelIndex | None = None
    ) -> None:
        self.activity_chosen.emit(self.current_activity())
