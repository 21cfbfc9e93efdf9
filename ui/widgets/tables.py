"""Tables: columns declared once, painted cells, hairlines instead of grids, rows by the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.chosen_outside import follow_selection
from ui.widgets.kind_mark import draw_kind
from ui.widgets.painting import (
    END,
    START,
    chip_size,
    draw_chip,
    draw_hairline,
    draw_line_of_text,
    mirrored,
    plain_tip,
)

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
CELL_ROLE = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True)
class Cell:
    """What one cell shows: a text, after it quieter words, or a chip, or a kind mark before it."""

    text: str
    quiet: str = ""
    chip_tone: str | None = None
    chip_icon: str = ""
    kind: str = ""
    color: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: `cell` makes the cell of a row; figures go to the end side with `figures`.

    `width` is at 100 % text size; 0 takes what is left.
    """

    heading: str
    cell: Callable[[Row], Cell | str]
    width: int = 0
    figures: bool = False
    tip: str = ""


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows as the use case gave them, shown through columns."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def append_rows(self, rows: Sequence[Row]) -> None:
        """Add the next page at the end."""
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()

    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        return self.value(self._rows[index.row()], index.column(), role)

    def value(self, row: Row, number: int, role: int) -> Any:
        """What a role asks of a row in the column of that number."""
        column = self.columns[number]
        if role == ROW_ROLE:
            return row
        wanted = {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            CELL_ROLE,
        }
        if role in wanted:
            cell = column.cell(row)
            cell = Cell(cell) if isinstance(cell, str) else cell
            if role == CELL_ROLE:
                return cell
            return f"{cell.text} {cell.quiet}".strip()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Vertical or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading
        if role == Qt.ItemDataRole.ToolTipRole and column.tip:
            return plain_tip(column.tip)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class CellDelegate(QStyledItemDelegate):
    """Paints `Cell`s: figures tabular at the end side, chips, kind marks, one hairline below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, height: str = "row") -> None:
        super().__init__(parent)
        self._theme = theme
        self._height = height

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        cell: Cell | None = index.data(CELL_ROLE)
        width = self._width(cell) + 2 * self._theme.space(2) if cell is not None else 0
        return QSize(width, self._theme.row_height(self._height))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: Cell | None = index.data(CELL_ROLE)
        if cell is None:
            return
        theme, direction, whole = self._theme, option.direction, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(whole, theme.color("selection"))
        draw_hairline(painter, theme, whole.left(), whole.right(), whole.bottom())
        room = whole.adjusted(theme.space(2), 0, -theme.space(2), 0)
        figures = bool(
            Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
            & Qt.AlignmentFlag.AlignRight
        )
        if cell.chip_tone is not None:
            width, height = chip_size(theme, cell.text, cell.chip_icon)
            rect = room.adjusted(0, 0, 0, 0)
            rect.setWidth(min(width, room.width()))
            rect.setHeight(height)
            rect.moveTop(whole.center().y() - height // 2)
            draw_chip(
                painter,
                theme,
                mirrored(rect, whole, direction),
                cell.text,
                tone=cell.chip_tone,
                icon=cell.chip_icon,
                direction=direction,
            )
            painter.restore()
            return
        if cell.kind:
            size = theme.px(13)
            spot = QRectF(room.left(), whole.center().y() - size / 2 + 0.5, size, size)
            where = mirrored(spot.toRect(), whole, direction)
            draw_kind(painter, theme.palette, cell.kind, QRectF(where))
            room.setLeft(room.left() + size + theme.space(2))
        self._paint_text(painter, option, cell, room, figures=figures, chosen=chosen)
        painter.restore()

    def _paint_text(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        cell: Cell,
        room: Any,
        *,
        figures: bool,
        chosen: bool,
    ) -> None:
        theme, direction, whole = self._theme, option.direction, option.rect
        color = cell.color or "text"
        if chosen and color == "text-3":
            color = "text-2"
        step = Type.ROW if cell.strong else Type.BODY
        font = theme.font(step, tabular=figures)
        width = draw_line_of_text(
            painter,
            mirrored(room, whole, direction),
            cell.text,
            font,
            theme.color(color),
            align=END if figures else START,
            direction=direction,
        )
        if cell.quiet and not figures:
            room.setLeft(room.left() + width + theme.space(2))
            draw_line_of_text(
                painter,
                mirrored(room, whole, direction),
                cell.quiet,
                theme.font(Type.BODY),
                theme.color("text-2"),
                direction=direction,
            )

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        cell: Cell | None = index.data(CELL_ROLE)
        if event.type() == QEvent.Type.ToolTip and cell is not None:
            if self._width(cell) > option.rect.width() - 2 * self._theme.space(2):
                whole = f"{cell.text} {cell.quiet}".strip()
                QToolTip.showText(event.globalPos(), plain_tip(whole), view)
                return True
            QToolTip.hideText()
        return super().helpEvent(event, view, option, index)

    def _width(self, cell: Cell) -> int:
        if cell.chip_tone is not None:
            return chip_size(self._theme, cell.text, cell.chip_icon)[0]
        step = Type.ROW if cell.strong else Type.BODY
        width = self._theme.metrics(step).horizontalAdvance(cell.text) + 2
        if cell.quiet:
            metrics = self._theme.metrics(Type.BODY)
            width += metrics.horizontalAdvance(cell.quiet) + self._theme.space(2)
        return width + (self._theme.px(13) + self._theme.space(2) if cell.kind else 0)


class TableView(QTableView):
    """A table of rows: whole rows are chosen, Enter or a double click opens one.

    Signals:
        opened(object): the row was opened.
        current_changed(object): another row is the current one, or None.
        end_reached: the last rows are in view; the next page may be fetched.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    end_reached = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        name: str,
        title: str,
        height: str = "row",
        framed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._height = height
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setProperty("framed", "true" if framed else "false")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(24)
        self.setItemDelegate(CellDelegate(theme, self, height=height))
        self.doubleClicked.connect(self._open)
        self.verticalScrollBar().valueChanged.connect(self._watch_end)
        theme.changed.connect(self._measure)

    def set_table_model(self, model: TableModel[Any]) -> None:
        """Show a model with the widths its columns ask for."""
        self.setModel(model)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        follow_selection(self)
        self._measure()

    def current_row(self) -> Any:
        return self.currentIndex().data(ROW_ROLE) if self.currentIndex().isValid() else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            if self.currentIndex().isValid():
                self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.row_height(self._height))
        model = self.model()
        if not isinstance(model, TableModel):
            return
        header = self.horizontalHeader()
        for index, column in enumerate(model.columns):
            if column.width:
                header.setSectionResizeMode(index, QHeaderView.ResizeMode.Interactive)
                heading = self._theme.metrics(Type.LABEL).horizontalAdvance(column.heading)
                least = heading + 2 * self._theme.space(2) + 4
                header.resizeSection(index, max(self._theme.px(column.width), least))
            else:
                header.setSectionResizeMode(index, QHeaderView.ResizeMode.Stretch)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(ROW_ROLE))

    def _tell_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(current.data(ROW_ROLE) if current.isValid() else None)

    def _watch_end(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if bar.maximum() and value >= bar.maximum() - bar.pageStep():
            self.end_reached.emit()
