"""The attendance grid on screen: discs for shares of time, a keyboard cursor, one key a mark."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from facilitator.attendance.model import ABSENT, EXCUSED, LATE, LEFT_EARLY, PRESENT, GridCell
from ui.day_words import percent
from ui.programmes.attendance_words import AttendanceWords
from ui.programmes.grid_model import GRID_CELL_ROLE, GridModel, TotalCell, is_markable
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.disc import draw_disc
from ui.widgets.painting import END, draw_hairline, draw_line_of_text, mirrored, plain_tip

Index = QModelIndex | QPersistentModelIndex
KEYS_OF_STATUS = {
    Qt.Key.Key_P: PRESENT,
    Qt.Key.Key_L: LATE,
    Qt.Key.Key_E: LEFT_EARLY,
    Qt.Key.Key_X: EXCUSED,
    Qt.Key.Key_A: ABSENT,
}
_DISC_STEPS = 24
_NAME_WIDTH, _WORKSHOP_WIDTH = 210, 104
_TOTAL_WIDTHS = (84, 210, 168)


class GridDelegate(QStyledItemDelegate):
    """Paints marks as discs (letter and time where one is not whole) and totals as bars."""

    def __init__(self, theme: Theme, words: AttendanceWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._discs: dict[tuple[int, float], QPixmap] = {}
        theme.changed.connect(self._discs.clear)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.row_height("row-dense"))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        value = index.data(GRID_CELL_ROLE)
        theme, whole = self._theme, option.rect
        view = self.parent()
        current = isinstance(view, QTableView) and view.currentIndex().row() == index.row()
        painter.save()
        if current:
            painter.fillRect(whole, theme.color("selection"))
        draw_hairline(painter, theme, whole.left(), whole.right(), whole.bottom())
        if isinstance(value, GridCell):
            self._paint_mark(painter, option, value, chosen=current)
            if option.state & QStyle.StateFlag.State_HasFocus:
                self._paint_cursor(painter, whole)
        elif isinstance(value, TotalCell):
            if index.column() == 0:
                self._paint_name(painter, option, value)
            else:
                self._paint_total(painter, option, value, chosen=current)
        painter.restore()

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return False
        QToolTip.showText(
            event.globalPos(), plain_tip(str(index.data(Qt.ItemDataRole.DisplayRole))), view
        )
        return True

    # ------------------------------------------------------------------------------- private

    def _paint_name(
        self, painter: QPainter, option: QStyleOptionViewItem, value: TotalCell
    ) -> None:
        room = option.rect.adjusted(self._theme.space(2), 0, -self._theme.space(2), 0)
        draw_line_of_text(
            painter,
            room,
            value.words,
            self._theme.font(Type.BODY, weight=500),
            self._theme.color("text"),
            direction=option.direction,
        )

    def _paint_mark(
        self, painter: QPainter, option: QStyleOptionViewItem, cell: GridCell, *, chosen: bool
    ) -> None:
        theme, whole, direction = self._theme, option.rect, option.direction
        painter.setPen(QPen(theme.color("border"), 1))
        edge = whole.left() if direction == Qt.LayoutDirection.LeftToRight else whole.right()
        painter.drawLine(edge, whole.top(), edge, whole.bottom())
        left = whole.left() + theme.space(2)
        side = theme.px(15)
        spot = QRect(left, whole.center().y() - side // 2, side, side)
        where = mirrored(spot, whole, direction)
        quiet = "text-2" if chosen else "text-3"
        if self._paint_sign(painter, cell, where):
            left += side + theme.px(6)
        letter = self._words.letter(cell.status_key)
        if cell.status_key is not None and cell.status_key != PRESENT and letter:
            ink = "danger" if cell.status_key == ABSENT else "text"
            width = draw_line_of_text(
                painter,
                mirrored(QRect(left, whole.top(), theme.px(20), whole.height()), whole, direction),
                letter,
                theme.font(Type.BODY, weight=600),
                theme.color(ink),
                direction=direction,
            )
            left += width + theme.px(5)
        note = self._words.short_note(cell)
        if note:
            room = QRect(left, whole.top(), whole.right() - left - 2, whole.height())
            ink = "danger" if cell.status_key == ABSENT else quiet
            draw_line_of_text(
                painter,
                mirrored(room, whole, direction),
                note,
                theme.font(Type.CAPTION, tabular=True),
                theme.color(ink),
                direction=direction,
            )

    def _paint_sign(self, painter: QPainter, cell: GridCell, where: QRect) -> bool:
        """The disc or its stand-in; whether there is one."""
        theme = self._theme
        if cell.status_key is None:
            if not is_markable(cell):
                return False
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("border-control"), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(where).adjusted(1.5, 1.5, -1.5, -1.5))
            return True
        if cell.status_key == ABSENT:
            self._paint_struck(painter, where)
            return True
        if not self._words.in_room(cell.status_key):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("border-strong"), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(where).adjusted(1, 1, -1, -1))
            return True
        painter.drawPixmap(where.topLeft(), self._disc(cell.share, painter))
        return True

    def _paint_struck(self, painter: QPainter, where: QRect) -> None:
        """The circle with a stroke through it: nobody was there."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("danger"), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        circle = QRectF(where).adjusted(1, 1, -1, -1)
        painter.drawEllipse(circle)
        reach = circle.width() * 0.3536
        middle = circle.center()
        painter.drawLine(
            QPointF(middle.x() - reach, middle.y() + reach),
            QPointF(middle.x() + reach, middle.y() - reach),
        )

    def _disc(self, share: float, painter: QPainter) -> QPixmap:
        """A disc drawn once for each twenty-fourth of the whole."""
        step = _DISC_STEPS if share >= 1 else min(_DISC_STEPS - 1, round(share * _DISC_STEPS))
        ratio = painter.device().devicePixelRatioF()
        key = (step, ratio)
        if key not in self._discs:
            side = self._theme.px(15)
            pixmap = QPixmap(round(side * ratio), round(side * ratio))
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            drawing = QPainter(pixmap)
            drawing.setRenderHint(QPainter.RenderHint.Antialiasing)
            rect = QRectF(0.5, 0.5, side - 1, side - 1)
            draw_disc(drawing, self._theme.palette, rect, step / _DISC_STEPS)
            drawing.end()
            self._discs[key] = pixmap
        return self._discs[key]

    def _paint_cursor(self, painter: QPainter, whole: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(whole.adjusted(1, 1, -1, -2))

    def _paint_total(
        self, painter: QPainter, option: QStyleOptionViewItem, value: TotalCell, *, chosen: bool
    ) -> None:
        theme, whole, direction = self._theme, option.rect, option.direction
        room = whole.adjusted(theme.space(3), 0, -theme.space(3), 0)
        ink = ("text-2" if chosen else "text-3") if value.quiet else "text"
        if value.share is None:
            draw_line_of_text(
                painter,
                mirrored(room, whole, direction),
                value.words,
                theme.font(Type.BODY, tabular=True),
                theme.color(ink),
                direction=direction,
            )
            return
        share_width, bar, gap = theme.px(48), theme.px(56), theme.space(2)
        words = QRect(
            room.left(), room.top(), room.width() - share_width - bar - 2 * gap, room.height()
        )
        font = theme.font(Type.BODY, tabular=True)
        draw_line_of_text(
            painter,
            mirrored(words, whole, direction),
            value.words,
            font,
            theme.color(ink),
            align=END,
            direction=direction,
        )
        height = theme.px(5)
        track = QRect(words.right() + gap, whole.center().y() - height // 2, bar, height)
        filled = QRect(track.left(), track.top(), round(bar * min(value.share, 1)), height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("disc-track"))
        painter.drawRoundedRect(QRectF(mirrored(track, whole, direction)), height / 2, height / 2)
        painter.setBrush(theme.color("disc-fill"))
        painter.drawRoundedRect(QRectF(mirrored(filled, whole, direction)), height / 2, height / 2)
        share = QRect(track.right() + gap, room.top(), share_width, room.height())
        draw_line_of_text(
            painter,
            mirrored(share, whole, direction),
            percent(value.share * 100),
            font,
            theme.color("text-2"),
            align=END,
            direction=direction,
        )


class GridHeader(QHeaderView):
    """Two lines above each workshop (day, title), one above the rest."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    @override
    def sizeHint(self) -> QSize:
        height = self._theme.line(Type.LABEL) + self._theme.line(Type.CAPTION) + 8
        return QSize(super().sizeHint().width(), height)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, direction = self._theme, self.layoutDirection()
        painter.save()
        painter.fillRect(rect, theme.color("surface-alt"))
        draw_hairline(painter, theme, rect.left(), rect.right(), rect.bottom())
        text = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
        first, _, second = text.partition("\n")
        room = rect.adjusted(theme.space(2), 4, -theme.space(2), -4)
        if second:
            upper = QRect(room.left(), room.top(), room.width(), theme.line(Type.LABEL))
            lower = QRect(room.left(), upper.bottom() + 1, room.width(), theme.line(Type.CAPTION))
            self._line(painter, mirrored(upper, rect, direction), first, Type.LABEL, "text")
            self._line(painter, mirrored(lower, rect, direction), second, Type.CAPTION, "text-2")
        else:
            self._line(painter, mirrored(room, rect, direction), first, Type.LABEL, "text-3")
        painter.restore()

    def _line(self, painter: QPainter, rect: QRect, text: str, step: Type, color: str) -> None:
        draw_line_of_text(
            painter,
            rect,
            text,
            self._theme.font(step),
            self._theme.color(color),
            direction=self.layoutDirection(),
        )


class GridView(QTableView):
    """The grid with its cursor.

    Signals:
        mark_requested(str, str, str): participant id, workshop id and status key, by one key.
        unmark_requested(str, str): take the mark away (Delete).
        cell_changed: the cursor is on another cell.
        person_opened(str): Enter or a double click on a name.
    """

    mark_requested = Signal(str, str, str)
    unmark_requested = Signal(str, str)
    cell_changed = Signal()
    person_opened = Signal(str)

    def __init__(self, theme: Theme, words: AttendanceWords, model: GridModel, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self._model = model
        self.setObjectName("attendance_grid")
        self.setAccessibleName(title)
        self.setProperty("framed", "true")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalHeader(GridHeader(theme, self))
        self.setItemDelegate(GridDelegate(theme, words, self))
        self.setModel(model)
        model.modelReset.connect(self.measure)
        self.selectionModel().currentChanged.connect(self._moved)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self.measure)

    def measure(self) -> None:
        """Give rows and columns the sizes that the text size asks for."""
        theme = self._theme
        self.verticalHeader().setDefaultSectionSize(theme.row_height("row-dense"))
        header = self.horizontalHeader()
        count = len(self._model.workshops)
        for column in range(self._model.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            if column == 0:
                header.resizeSection(column, theme.px(_NAME_WIDTH))
            elif column <= count:
                header.resizeSection(column, theme.px(_WORKSHOP_WIDTH))
            else:
                header.resizeSection(column, theme.px(_TOTAL_WIDTHS[column - 1 - count]))
        header.setStretchLastSection(True)

    @override
    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() in {QEvent.Type.Polish, QEvent.Type.StyleChange}:
            # The style sheet leaves the ground see-through, and every step of the wheel would
            # paint all cells anew; filled, what is there is moved and only new rows are painted.
            self.viewport().setAutoFillBackground(True)
        return handled

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        workshop = self._model.workshop_at(index.column()) if index.isValid() else None
        cell = self._model.cell_at(index) if index.isValid() else None
        if plain and workshop is not None and cell is not None and is_markable(cell):
            person = self._model.people[index.row()]
            status = KEYS_OF_STATUS.get(Qt.Key(event.key()))
            if status is not None:
                self.mark_requested.emit(person.participant_id, workshop.workshop_id, status)
                return
            if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
                self.unmark_requested.emit(person.participant_id, workshop.workshop_id)
                return
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            self._open(index)
            return
        super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.open_marks(self.currentIndex() if by_keyboard else self.indexAt(event.pos()))

    def open_marks(self, index: QModelIndex) -> None:
        """The marks one can give here, for the mouse; each says its key."""
        cell = self._model.cell_at(index) if index.isValid() else None
        workshop = self._model.workshop_at(index.column()) if index.isValid() else None
        if cell is None or workshop is None or not is_markable(cell):
            return
        self.setCurrentIndex(index)
        person = self._model.people[index.row()].participant_id
        menu = QMenu(self)
        menu.setObjectName("marks_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, status in KEYS_OF_STATUS.items():
            action = menu.addAction(_with_key(self._words.status(status), key))
            action.triggered.connect(
                lambda _on=False, status=status: self.mark_requested.emit(
                    person, workshop.workshop_id, status
                )
            )
        menu.addSeparator()
        action = menu.addAction(_with_key(self._words.status(None), Qt.Key.Key_Delete))
        action.setEnabled(cell.status_key is not None)
        action.triggered.connect(
            lambda _on=False: self.unmark_requested.emit(person, workshop.workshop_id)
        )
        menu.popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))

    def _moved(self, current: QModelIndex, before: QModelIndex) -> None:
        for row in {current.row(), before.row()} - {-1}:
            for column in range(self._model.columnCount()):
                self.update(self._model.index(row, column))
        self.cell_changed.emit()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and index.column() == 0:
            self.person_opened.emit(self._model.people[index.row()].participant_id)
        else:
            self.open_marks(index)


def _with_key(words: str, key: Qt.Key) -> str:
    """A line of the menu: what stands after the tab is shown at its end, as its key."""
    return f"{words.replace('&', '&&')}\t{QKeySequence(key).toString()}"
