"""What was noted tonight, newest first, each whole."""

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
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from facilitator.skills.model import ObservationRow
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.painting import draw_hairline, draw_line_of_text, mirrored
from ui.words import t

Index = QModelIndex | QPersistentModelIndex
NOTED_ROLE = Qt.ItemDataRole.UserRole + 1
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True)
class Noted:
    """An observation with the time on the wall when it was made."""

    row: ObservationRow
    time: str

    def what(self) -> str:
        """What was seen: the skill and its part."""
        return ": ".join(part for part in (self.row.skill_title, self.row.indicator_title) if part)


class NotedModel(QAbstractListModel):
    """Observations as given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Noted] = []

    def set_rows(self, rows: Sequence[Noted]) -> None:
        """Show these, in this order."""
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        noted = self._rows[index.row()]
        if role == NOTED_ROLE:
            return noted
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            row = noted.row
            parts = (noted.time, row.participant_name, noted.what(), row.level_label, row.note)
            return ", ".join(part for part in parts if part)
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        noted: Noted | None = index.data(NOTED_ROLE)
        if noted is None:
            return QSize()
        theme, view = self._theme, option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 400
        height = theme.line(Type.ROW) + theme.line(Type.CAPTION) + 2 * theme.space(2) + 2
        if noted.row.note:
            room = QRect(0, 0, max(80, width - self._left() - 16), 10_000)
            metrics = theme.metrics(Type.BODY)
            height += metrics.boundingRect(room, int(_WRAPPED), noted.row.note).height() + 2
        return QSize(0, height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        noted: Noted | None = index.data(NOTED_ROLE)
        if noted is None:
            return
        theme, whole, direction = self._theme, option.rect, option.direction
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected and option.widget.hasFocus():
            painter.fillRect(whole, theme.color("selection"))
        draw_hairline(painter, theme, whole.left(), whole.right(), whole.bottom())
        first, second = theme.line(Type.ROW), theme.line(Type.CAPTION)
        top = whole.top() + theme.space(2)
        left, right = whole.left() + self._left(), whole.right() - 16
        spot = QRect(whole.left() + 16, top, self._left() - 20, first)
        font = theme.font(Type.BODY, tabular=True)
        draw_line_of_text(
            painter,
            mirrored(spot, whole, direction),
            noted.time,
            font,
            theme.color("text-2"),
            direction=direction,
        )
        right_of_name = right
        if noted.row.level is not None:
            right_of_name = self._paint_level(painter, option, noted.row, top, right)
        lines = (
            (noted.row.participant_name, Type.ROW, "text", top, first, right_of_name),
            (noted.what(), Type.CAPTION, "text-2", top + first, second, right),
        )
        for words, step, ink, line_top, height, end in lines:
            spot = QRect(left, line_top, end - left, height)
            draw_line_of_text(
                painter,
                mirrored(spot, whole, direction),
                words,
                theme.font(step),
                theme.color(ink),
                direction=direction,
            )
        if noted.row.note:
            spot = QRect(left, top + first + second + 2, right - left, whole.height())
            painter.setFont(theme.font(Type.BODY))
            painter.setPen(theme.color("text"))
            side = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft)
            shown = mirrored(spot, whole, direction)
            painter.drawText(shown, int(_WRAPPED | side), noted.row.note)
        painter.restore()

    def _paint_level(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        row: ObservationRow,
        top: int,
        right: int,
    ) -> int:
        theme = self._theme
        colours = theme.palette.level(row.level or 1)
        font = theme.font(Type.CAPTION, weight=500)
        words = row.level_label
        width = theme.metrics(Type.CAPTION, weight=500).horizontalAdvance(words) + 18
        spot = QRect(right - width, top, width, theme.px(20))
        shown = mirrored(spot, option.rect, option.direction)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.fill)
        painter.drawRoundedRect(shown, 4, 4)
        painter.setFont(font)
        painter.setPen(colours.ink)
        painter.drawText(shown, Qt.AlignmentFlag.AlignCenter, words)
        return right - width - 8

    def _left(self) -> int:
        return 16 + self._theme.metrics(Type.BODY, tabular=True).horizontalAdvance("00:00") + 12


class NotedList(QListView):
    """The list; Delete asks for the current note to go.

    Signals:
        delete_requested(str): the id of an observation.
    """

    delete_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._notes = NotedModel(self)
        self.setObjectName("noted_list")
        self.setAccessibleName(t("Noted"))
        self.setModel(self._notes)
        self.setItemDelegate(_Delegate(theme, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def set_rows(self, rows: Sequence[Noted]) -> None:
        """Show these notes."""
        self._notes.set_rows(rows)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        noted: Noted | None = self.currentIndex().data(NOTED_ROLE)
        if event.key() == Qt.Key.Key_Delete and noted is not None:
            self.delete_requested.emit(noted.row.id)
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
