"""The list at the door: big rows, a sign for each state, status keys on the chosen one."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from facilitator.attendance.model import ABSENT, EXCUSED, LATE, LEFT_EARLY, PRESENT, DeskRow
from ui.attendance.desk_model import DESK_ROLE, DeskModel, Index
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.chosen_outside import follow_selection
from ui.widgets.painting import (
    END,
    draw_hairline,
    draw_icon,
    draw_key_cap,
    draw_line_of_text,
    key_cap_height,
    key_cap_width,
    key_parts,
    mirrored,
    plain_tip,
)
from ui.words import t

GONE, NOT_YET = "gone", "not-yet"
STATUS_KEYS = {
    Qt.Key.Key_P: PRESENT,
    Qt.Key.Key_L: LATE,
    Qt.Key.Key_E: LEFT_EARLY,
    Qt.Key.Key_X: EXCUSED,
    Qt.Key.Key_A: ABSENT,
    Qt.Key.Key_O: GONE,
    Qt.Key.Key_Delete: NOT_YET,
    Qt.Key.Key_Backspace: NOT_YET,
}
_TWO_COLUMNS_FROM = 640
_INSET = 14
_SIGN = 22


class DeskDelegate(QStyledItemDelegate):
    """Sign, name, native name quieter, badges, time; the key that acts on the chosen row."""

    def __init__(self, theme: Theme, model: DeskModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._desk = model
        self.chosen = ""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.row_height("row-desk"))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, whole, direction = self._theme, option.rect, option.direction
        painter.save()
        row: DeskRow | None = index.data(DESK_ROLE)
        chosen = row is not None and row.participant_id == self.chosen
        waiting = row is not None and row.participant_id in self._desk.waiting
        if waiting:
            painter.fillRect(whole, theme.color("danger-soft"))
        elif chosen:
            painter.fillRect(whole, theme.color("selection"))
        draw_hairline(painter, theme, whole.left(), whole.right(), whole.bottom())
        if index.column() + 1 < self._desk.columnCount():
            painter.setPen(QPen(theme.color("hairline"), 1))
            edge = mirrored(QRect(whole.right(), whole.top(), 1, 1), whole, direction).left()
            painter.drawLine(edge, whole.top(), edge, whole.bottom())
        view = option.widget
        if chosen and view.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(whole).adjusted(2, 2, -2, -3), 4, 4)
        if row is not None:
            size = theme.px(_SIGN)
            sign = QRect(whole.left() + _INSET, whole.center().y() - size // 2 + 1, size, size)
            self._paint_sign(painter, mirrored(sign, whole, direction), row)
            right = self._paint_end(painter, option, row, chosen=chosen)
            self._paint_name(painter, option, row, sign.right() + theme.space(3), right)
        painter.restore()

    def _paint_sign(self, painter: QPainter, rect: QRect, row: DeskRow) -> None:
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(rect).adjusted(1, 1, -1, -1)
        in_room = self._desk.words.in_room(row.status_key)
        inner = rect.adjusted(4, 4, -4, -4)
        if in_room and not row.left_local:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(circle)
            draw_icon(painter, theme, inner, "check", "on-accent")
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("border-strong"), 1.6))
        painter.drawEllipse(circle)
        if in_room:
            draw_icon(painter, theme, inner, "log-out", "text-2")
        elif row.status_key == EXCUSED:
            draw_icon(painter, theme, inner, "minus", "text-2")
        elif row.status_key is not None:
            draw_icon(painter, theme, inner, "x", "text-2")

    def _paint_end(
        self, painter: QPainter, option: QStyleOptionViewItem, row: DeskRow, *, chosen: bool
    ) -> int:
        theme, whole, direction = self._theme, option.rect, option.direction
        right = whole.right() - _INSET
        if chosen and theme.key_hints:
            text = key_parts("Enter")[0]
            width, height = key_cap_width(theme, text), key_cap_height(theme)
            spot = QRect(right - width, whole.center().y() - height // 2 + 1, width, height)
            draw_key_cap(painter, theme, mirrored(spot, whole, direction), text)
            right -= width + theme.space(2)
        waiting = self._desk.waiting.get(row.participant_id)
        if waiting or not (chosen and row.status_key is None):
            words = waiting or self._desk.words.trailing(row)
            metrics = theme.metrics(Type.BODY, tabular=True)
            width = min(metrics.horizontalAdvance(words) + 3, whole.width() // 2)
            spot = QRect(right - width, whole.top(), width, whole.height())
            draw_line_of_text(
                painter,
                mirrored(spot, whole, direction),
                words,
                theme.font(Type.BODY, tabular=True),
                theme.color("on-danger-soft" if waiting else "text-2"),
                align=END,
                direction=direction,
            )
            right -= width + theme.space(2)
        for icon in _badges(row):
            size = theme.px(16)
            spot = QRect(right - size, whole.center().y() - size // 2 + 1, size, size)
            draw_icon(painter, theme, mirrored(spot, whole, direction), icon, "text-2")
            right -= size + theme.space(2)
        return right

    def _paint_name(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        row: DeskRow,
        left: int,
        right: int,
    ) -> None:
        theme, whole, direction = self._theme, option.rect, option.direction
        waiting = row.status_key is None
        here = self._desk.words.in_room(row.status_key)
        font = theme.font(Type.ROW, weight=600 if waiting else 500)
        metrics = theme.metrics(Type.ROW, weight=600 if waiting else 500)
        room = max(right - left, 0)
        wide = min(metrics.horizontalAdvance(row.name) + 3, room)
        native_name = "" if row.native_name == row.name else row.native_name
        native = theme.metrics(Type.ROW).horizontalAdvance(native_name) + 3
        gap = theme.space(2) + 2
        if native_name and wide + gap + native > room:
            # The printed name is what one looks for: it is cut last.
            wide = min(wide, max(room - gap - native, room * 3 // 4))
        draw_line_of_text(
            painter,
            mirrored(QRect(left, whole.top(), wide, whole.height()), whole, direction),
            row.name,
            font,
            theme.color("text" if waiting or here else "text-2"),
            direction=direction,
        )
        rest = room - wide - gap
        if native_name and rest > theme.px(24):
            spot = QRect(left + wide + gap, whole.top(), rest, whole.height())
            draw_line_of_text(
                painter,
                mirrored(spot, whole, direction),
                native_name,
                theme.font(Type.ROW, weight=400),
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
        row: DeskRow | None = index.data(DESK_ROLE)
        if event.type() == QEvent.Type.ToolTip and row is not None:
            QToolTip.showText(event.globalPos(), plain_tip(self._desk.words.spoken(row)), view)
            return True
        return False


class DeskTable(QTableView):
    """People at the door.

    A row is *chosen* by the arrows or by a click, and then keys act on it. While the list itself
    has the focus, single letters are status keys; elsewhere they need Alt.

    Signals:
        status_requested(str, str): participant id, and a status key, GONE or NOT_YET.
        typed(str): a letter that is no status key; it belongs into the search.
        choice_changed(str): another row is chosen; "" for none.
    """

    status_requested = Signal(str, str)
    typed = Signal(str)
    choice_changed = Signal(str)

    def __init__(self, theme: Theme, model: DeskModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._desk = model
        self._delegate = DeskDelegate(theme, model, self)
        self.setObjectName("desk_list")
        self.setAccessibleName(t("People at the door"))
        self.setProperty("framed", "true")
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        model.modelReset.connect(self._keep_choice)
        follow_selection(self, self._choose_at)
        theme.changed.connect(self._measure)
        self._measure()

    @property
    def chosen(self) -> str:
        """The id of the chosen person; "" for none."""
        return self._delegate.chosen

    def choose(self, participant_id: str) -> None:
        """Choose a person who is shown, or nobody with ""."""
        index = self._desk.index_of(participant_id)
        now = participant_id if index.isValid() else ""
        flag = QItemSelectionModel.SelectionFlag
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect)
            self.scrollTo(index)
        else:
            self.selectionModel().clear()
        if now != self._delegate.chosen:
            self._delegate.chosen = now
            self.viewport().update()
            self.choice_changed.emit(now)

    def _choose_at(self, index: QModelIndex) -> None:
        row = self._desk.at(index)
        if row is not None:
            self.choose(row.participant_id)

    def show_row(self, participant_id: str) -> None:
        """Bring a person into view without choosing them."""
        index = self._desk.index_of(participant_id)
        if index.isValid():
            self.scrollTo(index)

    def step(self, key: int) -> None:
        """Choose the next row in the direction of an arrow key; the first if none is chosen."""
        shown = self._desk.shown()
        if not shown:
            return
        if self.chosen not in shown:
            self.choose(shown[0] if key != Qt.Key.Key_Up else shown[-1])
            return
        number = shown.index(self.chosen)
        rows = self._desk.rowCount()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            key = {Qt.Key.Key_Left: Qt.Key.Key_Right, Qt.Key.Key_Right: Qt.Key.Key_Left}.get(
                Qt.Key(key), key
            )
        page = max(1, self.viewport().height() // self._row_height() - 1)
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Right: rows,
            Qt.Key.Key_Left: -rows,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
        }
        wanted = number + steps[Qt.Key(key)]
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and not 0 <= wanted < len(shown):
            return
        self.choose(shown[min(max(wanted, 0), len(shown) - 1)])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        plain = not modifiers & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in _ARROWS:
            self.step(key)
            return
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            if self.chosen:
                self.status_requested.emit(self.chosen, PRESENT)
            return
        if key == Qt.Key.Key_Escape and self.chosen:
            self.choose("")
            return
        if plain and key in STATUS_KEYS:
            if self.chosen:
                self.status_requested.emit(self.chosen, STATUS_KEYS[key])
            return
        text = event.text()
        if text.isprintable() and text.strip() and plain:
            self.typed.emit(text)
            return
        super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self._desk.at(index)
        if row is None:
            return
        self.choose(row.participant_id)
        sign = _INSET + self._theme.px(_SIGN) + self._theme.space(2)
        rect = self.visualRect(index)
        x = round(event.position().x())
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inside = rect.right() - x if right_to_left else x - rect.left()
        if event.button() == Qt.MouseButton.LeftButton and inside <= sign:
            # The sign is a box to tick: a click marks, a click on a mark takes it away.
            now = PRESENT if row.status_key is None else NOT_YET
            self.status_requested.emit(row.participant_id, now)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self._desk.at(self.indexAt(event.position().toPoint()))
        if row is not None:
            self.status_requested.emit(row.participant_id, PRESENT)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shape()

    def fit(self) -> None:
        """Be no taller than everybody needs; with few matches the frame stays as it was."""
        rows = self._desk.rows_for_everybody()
        if rows:
            self.setMaximumHeight(rows * self._row_height() + 2)

    def _shape(self) -> None:
        two = self.viewport().width() >= self._theme.px(_TWO_COLUMNS_FROM)
        visible = max(1, self.viewport().height() // self._row_height())
        self._desk.set_shape(2 if two else 1, visible)
        self.fit()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._row_height())
        self._shape()

    def _row_height(self) -> int:
        return self._theme.row_height("row-desk")

    def _keep_choice(self) -> None:
        chosen = self._delegate.chosen
        index = self._desk.index_of(chosen) if chosen else QModelIndex()
        if index.isValid():
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect)
        elif chosen:
            self._delegate.chosen = ""
            self.choice_changed.emit("")


_ARROWS = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)


def _badges(row: DeskRow) -> list[str]:
    icons = []
    if row.complete_later:
        icons.append("pencil")
    if row.minor:
        icons.append("shield-check")
    if row.has_needs:
        icons.append("accessibility")
    return icons
