"""The rows of a packing list: a box to tick, the thing, how much, what it is for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget
from typing_extensions import override

from facilitator.planning.kit_list import KitLine
from ui.planning.kit_words import total_words, uses_words
from ui.theme.theme import Theme
from ui.widgets.painting import draw_hairline
from ui.widgets.tables import ROW_ROLE, Cell, CellDelegate, Column, TableModel, TableView
from ui.widgets.toggles import draw_tick
from ui.words import t

Index = QModelIndex | QPersistentModelIndex
TICK, _TICK_WIDTH = 0, 56
THING, HOW_MUCH, BACK, FOR = 1, 2, 3, 4


class KitModel(TableModel[KitLine]):
    """The lines of a list; the first column is the tick."""

    def __init__(self, whole_programme: Callable[[], bool]) -> None:
        super().__init__(
            (
                Column(t("Packed"), _ticked, _TICK_WIDTH),
                Column(t("What"), _thing),
                Column(t("How many"), _how_much, 130, figures=True),
                Column(t("Afterwards"), _afterwards, 120),
                Column(
                    t("For"),
                    lambda line: Cell(
                        uses_words(line, whole_programme=whole_programme()), color="text-2"
                    ),
                    330,
                ),
            )
        )

    @override
    def value(self, row: KitLine, number: int, role: int) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and number == TICK:
            return Qt.CheckState.Checked if row.row.packed else Qt.CheckState.Unchecked
        return super().value(row, number, role)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsUserCheckable if index.column() == TICK else found

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        # Ticks are kept by the use case; the row changes when the file holds it.
        return False

    def replace_lines(self, lines: tuple[KitLine, ...]) -> bool:
        """Show changed lines where the same things stand; False where others do."""
        old = [line.row.material_id for line in self._rows]
        if old != [line.row.material_id for line in lines]:
            return False
        for number, line in enumerate(lines):
            if line != self._rows[number]:
                self._rows[number] = line
                ends = (self.index(number, 0), self.index(number, len(self.columns) - 1))
                self.dataChanged.emit(*ends)
        return True


def _ticked(line: KitLine) -> Cell:
    return Cell(t("packed") if line.row.packed else t("not packed"))


def _thing(line: KitLine) -> Cell:
    return Cell(line.row.label, color="text-3" if line.row.packed else "text", strong=True)


def _how_much(line: KitLine) -> Cell:
    return Cell(total_words(line), color="text-3" if line.row.packed else "text")


def _afterwards(line: KitLine) -> Cell:
    return Cell(t("comes back") if line.row.reusable else t("used up"), color="text-3")


class _TickDelegate(CellDelegate):
    """Paints the box of a row."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, whole = self._theme, option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, theme.color("selection"))
        draw_hairline(painter, theme, whole.left(), whole.right(), whole.bottom())
        size = theme.px(18)
        box = QRect(0, 0, size, size)
        box.moveCenter(whole.center())
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        draw_tick(painter, theme, box, on=on, enabled=True)
        painter.restore()


class KitTable(TableView):
    """Space, Enter or a click on the box ticks.

    Signals:
        tick_wanted(object): the line whose tick is to change.
    """

    tick_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, name="kit", title=t("Packing list"), parent=parent)
        # Kept here: a view does not own the delegates of its columns.
        self._ticks = _TickDelegate(theme, self)
        self.setItemDelegateForColumn(TICK, self._ticks)
        self.opened.connect(self.tick_wanted)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            line = self.current_row()
            if line is not None:
                self.tick_wanted.emit(line)
            return
        super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and at.column() == TICK and event.button() == Qt.MouseButton.LeftButton:
            self.tick_wanted.emit(at.data(ROW_ROLE))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # Two quick clicks on a box are two ticks, and not a third by opening the row.
        at = self.indexAt(event.position().toPoint())
        if not at.isValid() or at.column() != TICK:
            super().mouseDoubleClickEvent(event)
