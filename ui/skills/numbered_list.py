"""A list whose rows are chosen by a digit: key, sign, words, a quieter line below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.painting import (
    chip_size,
    draw_chip,
    draw_hairline,
    draw_key_cap,
    draw_line_of_text,
    key_cap_height,
    mirrored,
)

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_INSET = 16
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """One row: `value` is given back when it is taken; `level` paints its swatch, 0 none."""

    value: Any
    title: str
    second: str = ""
    beside: str = ""
    chip: str = ""
    level: int = 0


class NumberedModel(QAbstractListModel):
    """Rows as given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[NumberedLine] = []

    def set_lines(self, lines: Sequence[NumberedLine]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def line(self, row: int) -> NumberedLine | None:
        """The row at that place, if there is one."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == LINE_ROLE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            number = str(index.row() + 1) if index.row() < 9 else ""
            parts = (number, line.title, line.beside, line.second, line.chip)
            return ", ".join(part for part in parts if part)
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: NumberedLine | None = index.data(LINE_ROLE)
        theme = self._theme
        if line is None or not line.second:
            return QSize(0, theme.row_height())
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 400
        metrics = theme.metrics(Type.BODY)
        room = max(80, width - self._text_left(line) - _INSET)
        box = metrics.boundingRect(QRect(0, 0, room, 10_000), int(_WRAPPED), line.second)
        return QSize(0, theme.line(Type.ROW) + box.height() + 2 * theme.space(2))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: NumberedLine | None = index.data(LINE_ROLE)
        if line is None:
            return
        theme, whole, direction = self._theme, option.rect, option.direction
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, theme.color("selection"))
        draw_hairline(painter, theme, whole.left(), whole.right(), whole.bottom())
        height = key_cap_height(theme) + 4
        if index.row() < 9:
            spot = QRect(whole.left() + _INSET, whole.center().y() - height // 2, height, height)
            draw_key_cap(painter, theme, mirrored(spot, whole, direction), str(index.row() + 1))
        if line.level:
            colours = theme.palette.level(line.level)
            spot = QRect(
                whole.left() + _INSET + height + theme.space(3),
                whole.center().y() - height // 2 - 2,
                theme.px(12),
                height + 4,
            )
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("border"), 1))
            painter.setBrush(colours.fill)
            painter.drawRoundedRect(mirrored(spot, whole, direction), 2, 2)
        self._paint_words(painter, whole, line, direction)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, whole: QRect, line: NumberedLine, direction: Qt.LayoutDirection
    ) -> None:
        theme = self._theme
        left, right = whole.left() + self._text_left(line), whole.right() - _INSET
        first = whole.height() if not line.second else theme.line(Type.ROW)
        top = whole.top() if not line.second else whole.top() + theme.space(2)
        if line.chip:
            width, height = chip_size(theme, line.chip)
            spot = QRect(right - width - 3, top + (first - height) // 2, width + 3, height)
            shown = mirrored(spot, whole, direction)
            draw_chip(painter, theme, shown, line.chip, tone="accent", direction=direction)
            right -= width + theme.space(3)
        width = draw_line_of_text(
            painter,
            mirrored(QRect(left, top, right - left, first), whole, direction),
            line.title,
            theme.font(Type.ROW, weight=600 if line.second else 500),
            theme.color("text"),
            direction=direction,
        )
        if line.beside:
            start = left + width + theme.space(2)
            draw_line_of_text(
                painter,
                mirrored(QRect(start, top, right - start, first), whole, direction),
                line.beside,
                theme.font(Type.BODY),
                theme.color("text-2"),
                direction=direction,
            )
        if line.second:
            spot = QRect(left, top + first, whole.right() - _INSET - left, whole.height() - first)
            painter.setFont(theme.font(Type.BODY))
            painter.setPen(theme.color("text-2"))
            side = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft)
            shown = mirrored(spot, whole, direction)
            painter.drawText(shown, int(_WRAPPED | side), line.second)

    def _text_left(self, line: NumberedLine) -> int:
        theme = self._theme
        left = _INSET + key_cap_height(theme) + 4 + theme.space(3)
        return left + theme.px(12) + theme.space(3) if line.level else left


class NumberedList(QListView):
    """Digits take a row at once; arrows and Enter, or a click, do the same.

    Signals:
        taken(object): the value of a row.
        back_requested: Backspace: what was said before is to be said again.
    """

    taken = Signal(object)
    back_requested = Signal()

    def __init__(self, theme: Theme, *, name: str, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._model = NumberedModel(self)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(theme, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def set_lines(
        self, lines: Sequence[NumberedLine], chosen: Any = None, *, none_yet: bool = False
    ) -> None:
        """Show these rows; the one with the value `chosen` is the current one, else the first.

        With `none_yet` there is no current one before an arrow is pressed.
        """
        self._model.set_lines(lines)
        values = [line.value for line in lines]
        row = values.index(chosen) if chosen in values else 0
        if none_yet:
            self.selectionModel().clear()
        else:
            self.setCurrentIndex(self._model.index(row, 0))

    def line(self, row: int) -> NumberedLine | None:
        """The row at that place, if there is one."""
        return self._model.line(row)

    def step(self, by: int) -> None:
        """Make the row before or after the current one the current one."""
        row = min(max(self.currentIndex().row() + by, 0), self._model.rowCount() - 1)
        # Without a current row, its number is −1: down begins at the first.
        self.setCurrentIndex(self._model.index(row, 0))

    def take_number(self, number: int) -> bool:
        """Take the row of that digit; False when there is none."""
        line = self._model.line(number - 1)
        if line is None or not 1 <= number <= 9:
            return False
        self.setCurrentIndex(self._model.index(number - 1, 0))
        self.taken.emit(line.value)
        return True

    def take_current(self) -> None:
        """Take the current row."""
        line = self._model.line(self.currentIndex().row())
        if line is not None:
            self.taken.emit(line.value)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdecimal() and event.text().isascii():
            self.take_number(int(event.text()))
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.take_current()
            return
        if event.key() == Qt.Key.Key_Backspace:
            self.back_requested.emit()
            return
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.step(-1 if event.key() == Qt.Key.Key_Up else 1)
            return
        # Letters are left over from a name typed further than needed: they choose nothing here.
        if event.text().isprintable() and event.text():
            return
        super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        line = self._model.line(index.row()) if index.isValid() else None
        if line is not None and event.button() == Qt.MouseButton.LeftButton:
            self.taken.emit(line.value)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Wrapped lines are as high as the width lets them be.
        self.scheduleDelayedItemsLayout()
        self.scrollTo(self.currentIndex())
