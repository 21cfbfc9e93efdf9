"""Paints the rows of the agenda and gives each cell its editor."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from facilitator.planning.model import ActivityKind
from ui.planning.agenda_model import (
    END_ROLE,
    FAILED_ROLE,
    LINE_ROLE,
    AgendaLine,
    Col,
    EndLine,
    Index,
)
from ui.planning.plan_words import GROUPINGS, duration, grouping_word, kind_word
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.fields import Choice
from ui.widgets.kind_mark import draw_kind
from ui.widgets.painting import (
    END,
    START,
    chip_size,
    draw_chip,
    draw_hairline,
    draw_icon,
    draw_line_of_text,
    mirrored,
    plain_tip,
)
from ui.words import t

_PAD = 8
# Widths of text are rounded down; a chip keeps its last letter with a little more.
_ROUNDING = 3
_DONE_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_QUIET = {Col.KIND: "text-2", Col.LEAST: "text-3", Col.LEAD: "text-2", Col.GROUPING: "text-2"}


class AgendaDelegate(QStyledItemDelegate):
    """Start and lock, kind mark and title, words, figures; the last row as a chip.

    `leads` are (id, name) of those who can lead, for the editor of that column.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.leads: Sequence[tuple[str, str]] = ()

    # ------------------------------------------------------------------------------- painting

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.row_height())

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        end: EndLine | None = index.data(END_ROLE)
        if end is not None:
            self._paint_end(painter, option, index, end)
            return
        line: AgendaLine | None = index.data(LINE_ROLE)
        if line is None:
            return
        painter.save()
        theme, whole = self._theme, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(whole, theme.color("selection"))
        draw_hairline(painter, theme, whole.left(), whole.right(), whole.bottom())
        room = whole.adjusted(_PAD, 0, -_PAD, 0)
        column = Col(index.column())
        if column is Col.START:
            self._paint_start(painter, option, line)
        elif column is Col.TITLE:
            self._paint_title(painter, option, index, line, room)
        else:
            self._paint_words(painter, option, index, room, chosen=chosen)
        view = option.widget
        current = isinstance(view, QAbstractItemView) and view.currentIndex() == index
        if current and view.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(whole).adjusted(2, 2, -2, -3), 4, 4)
        painter.restore()

    def _paint_start(
        self, painter: QPainter, option: QStyleOptionViewItem, line: AgendaLine
    ) -> None:
        theme, whole, direction = self._theme, option.rect, option.direction
        left = whole.left() + theme.space(4)
        font = theme.font(Type.BODY, tabular=True)
        width = theme.metrics(Type.BODY, tabular=True).horizontalAdvance(line.start) + 2
        spot = QRect(left, whole.top(), width, whole.height())
        over = line.slot.overlap_before_seconds > 0
        ink = theme.color("warn" if over else "text")
        draw_line_of_text(
            painter, mirrored(spot, whole, direction), line.start, font, ink, direction=direction
        )
        if line.slot.locked:
            size = theme.px(14)
            where = QRect(left + width + 4, whole.center().y() - size // 2 + 1, size, size)
            draw_icon(painter, theme, mirrored(where, whole, direction), "lock", "accent")

    def _paint_title(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        line: AgendaLine,
        room: QRect,
    ) -> None:
        theme, whole, direction = self._theme, option.rect, option.direction
        size = theme.px(13)
        mark = QRect(room.left(), whole.center().y() - size // 2 + 1, size, size)
        where = QRectF(mirrored(mark, whole, direction))
        draw_kind(painter, theme.palette, line.activity.kind, where)
        left = mark.right() + theme.space(2)
        chip, tone = _chip_of(line)
        right = room.right()
        if chip:
            width, height = chip_size(theme, chip)
            width = min(width + _ROUNDING, room.width() // 2)
            spot = QRect(right - width, whole.center().y() - height // 2, width, height)
            shown = mirrored(spot, whole, direction)
            draw_chip(painter, theme, shown, chip, tone=tone, direction=direction)
            right -= width + theme.space(2)
        failed = bool(index.data(FAILED_ROLE))
        draw_line_of_text(
            painter,
            mirrored(QRect(left, whole.top(), right - left, whole.height()), whole, direction),
            str(index.data()),
            theme.font(Type.ROW),
            theme.color("danger" if failed else "text"),
            direction=direction,
        )

    def _paint_words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        room: QRect,
        *,
        chosen: bool,
    ) -> None:
        theme, column = self._theme, Col(index.column())
        figures = column in {Col.MINUTES, Col.LEAST}
        ink = _QUIET.get(column, "text")
        if chosen and ink == "text-3":
            ink = "text-2"
        if index.data(FAILED_ROLE) and column is Col.MINUTES:
            ink = "danger"
        draw_line_of_text(
            painter,
            room,
            str(index.data()),
            theme.font(Type.BODY, weight=500 if column is Col.MINUTES else None, tabular=figures),
            theme.color(ink),
            align=END if figures else START,
            direction=option.direction,
        )

    def _paint_end(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, end: EndLine
    ) -> None:
        theme, whole, direction = self._theme, option.rect, option.direction
        painter.save()
        if index.column() == Col.START:
            spot = whole.adjusted(theme.space(4), 0, 0, 0)
            draw_line_of_text(
                painter,
                mirrored(spot, whole, direction),
                end.time,
                theme.font(Type.BODY, weight=500, tabular=True),
                theme.color("warn" if end.over else "text-2"),
                direction=direction,
            )
        elif index.column() == Col.TITLE:
            room = whole.adjusted(_PAD, 0, -_PAD, 0)
            icon = "flag"
            width, height = chip_size(theme, end.chip, icon)
            top = whole.center().y() - height // 2
            chip = QRect(room.left(), top, width + _ROUNDING, height)
            draw_chip(
                painter,
                theme,
                mirrored(chip, whole, direction),
                end.chip,
                tone="warn" if end.over else "",
                icon=icon,
                direction=direction,
            )
            aside = QRect(
                chip.right() + theme.space(3), whole.top(), room.right() - chip.right(), 0
            )
            aside.setHeight(whole.height())
            draw_line_of_text(
                painter,
                mirrored(aside, whole, direction),
                end.aside,
                theme.font(Type.CAPTION),
                theme.color("text-2"),
                direction=direction,
            )
        painter.restore()

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        line: AgendaLine | None = index.data(LINE_ROLE)
        if event.type() == QEvent.Type.ToolTip and line is not None:
            if index.column() == Col.START and line.slot.locked:
                QToolTip.showText(event.globalPos(), t("The start is locked"), view)
                return True
            text = str(index.data())
            metrics = self._theme.metrics(Type.ROW)
            if metrics.horizontalAdvance(text) > option.rect.width() - 2 * _PAD - 24:
                QToolTip.showText(event.globalPos(), plain_tip(text), view)
                return True
        QToolTip.hideText()
        return False

    # -------------------------------------------------------------------------------- editing

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = Col(index.column())
        heading = index.model().headerData(column, Qt.Orientation.Horizontal)
        options = self._options(column)
        if options:
            choice = Choice(self._theme, name=f"edit_{column.name.lower()}", parent=parent)
            for value, words in options:
                choice.addItem(words, value)
            choice.setAccessibleName(str(heading))
            choice.activated.connect(lambda: self._finish(choice))
            return choice
        field = QLineEdit(parent)
        field.setObjectName(f"edit_{column.name.lower()}")
        field.setAccessibleName(str(heading))
        field.setProperty("inline", "true")
        if column in {Col.MINUTES, Col.LEAST}:
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
        return field

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, Choice):
            editor.setCurrentIndex(max(0, editor.findData(value)))
            editor.showPopup()
        elif isinstance(editor, QLineEdit):
            editor.setText(value)
            editor.selectAll()

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, Choice):
            model.setData(index, editor.currentData(), Qt.ItemDataRole.EditRole)
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect = option.rect.adjusted(1, 1, -1, -2)
        if index.column() == Col.TITLE:
            rect = rect.adjusted(self._theme.px(18), 0, 0, 0)
        if isinstance(editor, Choice):
            rect.setWidth(max(rect.width(), editor.sizeHint().width()))
        editor.setGeometry(mirrored(rect, option.rect, option.direction))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Enter would reach the table too and edit again; Tab would run on through every cell.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            done = event.key() in _DONE_KEYS and not isinstance(watched, Choice)
            tab = event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
            if (done or tab) and isinstance(watched, QWidget):
                self._finish(watched)
                return True
        return super().eventFilter(watched, event)

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _options(self, column: Col) -> list[tuple[str, str]]:
        if column is Col.KIND:
            return [(kind.value, kind_word(kind)) for kind in ActivityKind]
        if column is Col.GROUPING:
            return [(each, grouping_word(each)) for each in GROUPINGS]
        if column is Col.LEAD:
            return [("", t("Nobody yet")), *self.leads]
        return []


def _chip_of(line: AgendaLine) -> tuple[str, str]:
    """What is to be said at the spot where it arises."""
    slot = line.slot
    if slot.overlap_before_seconds:
        return t("overlaps by {time}", time=duration(slot.overlap_before_seconds)), "warn"
    if slot.gap_before_seconds:
        return t("{time} free before", time=duration(slot.gap_before_seconds)), ""
    return "", ""
