"""Lists of people, workshops, hints…: one row delegate, one model, one view for them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.chosen_outside import follow_selection
from ui.widgets.kind_mark import draw_kind
from ui.widgets.painting import (
    CHIP_TONES,
    END,
    chip_size,
    draw_chip,
    draw_hairline,
    draw_icon,
    draw_keys,
    draw_line_of_text,
    keys_width,
    mirrored,
    plain_tip,
)

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
WORDS_ROLE = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True)
class RowWords:
    """What one row shows.

    `title` is what one looks for; `native` stands quieter beside it (a name in its own script);
    `second` is a line of its own below. At the end, in this order: `badges` (icons), the chip, the
    `trailing` text, the `keys` that act on the row while it is the current one. `icon` stands
    before everything, on a soft square when `icon_tone` is given; `kind` is an activity kind whose
    mark stands there instead. A `heading` row only parts the others and cannot be chosen.
    """

    title: str
    native: str = ""
    second: str = ""
    trailing: str = ""
    chip: str = ""
    chip_tone: str = ""
    chip_icon: str = ""
    icon: str = ""
    icon_tone: str = ""
    icon_color: str = "text-2"
    kind: str = ""
    badges: tuple[str, ...] = ()
    keys: str = ""
    quiet: bool = False
    strong: bool = True
    tone: str = ""
    heading: bool = False
    spoken: str = ""

    def whole(self) -> str:
        """The row as one text, for tooltips and screen readers."""
        if self.spoken:
            return self.spoken
        parts = (self.title, self.native, self.second, self.chip, self.trailing)
        return ", ".join(part for part in parts if part)


class RowsModel(QAbstractListModel, Generic[Row]):
    """Holds rows as the use case gave them and says how each is shown.

    `words` makes the `RowWords` of a row; they are made once, when a row is first painted.
    """

    def __init__(self, words: Callable[[Row], RowWords], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words_of = words
        self._rows: list[Row] = []
        self._words: dict[int, RowWords] = {}

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows. Rows changed in place keep selection and scrolling."""
        old, new = len(self._rows), len(rows)
        shared = min(old, new)
        if old and new:
            changed = [i for i in range(shared) if self._rows[i] != rows[i]]
            if new < old:
                self.beginRemoveRows(QModelIndex(), new, old - 1)
                del self._rows[new:]
                self.endRemoveRows()
            elif new > old:
                self.beginInsertRows(QModelIndex(), old, new - 1)
                self._rows.extend(rows[old:])
                self.endInsertRows()
            self._rows[:shared] = rows[:shared]
            self._words.clear()
            if changed:
                self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
            return
        self.beginResetModel()
        self._rows = list(rows)
        self._words.clear()
        self.endResetModel()

    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)

    def row(self, index: Index) -> Row:
        return self._rows[index.row()]

    def words(self, row: int) -> RowWords:
        found = self._words.get(row)
        if found is None:
            found = self._words[row] = self._words_of(self._rows[row])
        return found

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        if role == ROW_ROLE:
            return self._rows[index.row()]
        if role == WORDS_ROLE:
            return self.words(index.row())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.words(index.row()).whole()
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.words(index.row()).heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


@dataclass
class _Spots:
    """Where the parts of a row lie, mirrored already."""

    title: QRect = field(default_factory=QRect)
    native: QRect = field(default_factory=QRect)
    second: QRect = field(default_factory=QRect)


class RowDelegate(QStyledItemDelegate):
    """Paints `RowWords`; the height follows the text size and whether there is a second line."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        height: str = "row",
        hairlines: bool = True,
        inset: int = 16,
        rounded: bool = False,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._height = height
        self._hairlines = hairlines
        self._inset = inset
        self._rounded = rounded

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        words = index.data(WORDS_ROLE)
        theme = self._theme
        if words is not None and words.heading:
            return QSize(0, theme.line(Type.LABEL) + 14)
        height = theme.row_height(self._height)
        if words is not None and words.second:
            two = theme.line(Type.ROW) + theme.line(Type.CAPTION) + 2 * theme.space(2)
            height = max(height, two)
        return QSize(0, height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        words: RowWords | None = index.data(WORDS_ROLE)
        if words is None:
            return
        painter.save()
        direction = option.direction
        whole = option.rect
        if words.heading:
            self._paint_heading(painter, whole, words, direction)
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        self._paint_ground(painter, whole, words, chosen=chosen, over=over)
        left = self._paint_lead(painter, whole, words, direction, chosen=chosen)
        right = self._paint_end(painter, whole, words, direction, chosen=chosen)
        self._paint_words(painter, whole, words, left, right, direction, chosen=chosen)
        painter.restore()

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        words: RowWords | None = index.data(WORDS_ROLE)
        if words is None or event.type() != QEvent.Type.ToolTip or not self._cut(option, words):
            QToolTip.hideText()
            return False
        QToolTip.showText(event.globalPos(), plain_tip(words.whole()), view)
        return True

    # ------------------------------------------------------------------------------- private

    def _paint_ground(
        self, painter: QPainter, whole: QRect, words: RowWords, *, chosen: bool, over: bool
    ) -> None:
        theme = self._theme
        fill = ""
        if words.tone:
            fill = CHIP_TONES[words.tone][0]
        if chosen:
            fill = "selection"
        elif over and not fill:
            fill = "surface-alt"
        if fill:
            if self._rounded:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color(fill))
                painter.drawRoundedRect(QRectF(whole.adjusted(8, 0, -8, 0)), 8, 8)
            else:
                painter.fillRect(whole, theme.color(fill))
        if self._hairlines:
            draw_hairline(painter, theme, whole.left(), whole.right(), whole.bottom())

    def _paint_heading(
        self,
        painter: QPainter,
        whole: QRect,
        words: RowWords,
        direction: Qt.LayoutDirection,
    ) -> None:
        rect = whole.adjusted(self._inset + (6 if self._rounded else 0), 8, -self._inset, -2)
        draw_line_of_text(
            painter,
            rect,
            words.title,
            self._theme.font(Type.LABEL),
            self._theme.color("text-3"),
            direction=direction,
        )

    def _paint_lead(
        self,
        painter: QPainter,
        whole: QRect,
        words: RowWords,
        direction: Qt.LayoutDirection,
        *,
        chosen: bool,
    ) -> int:
        theme = self._theme
        left = whole.left() + self._inset + (6 if self._rounded else 0)
        if words.kind:
            size = theme.px(13)
            spot = QRect(left, whole.center().y() - size // 2 + 1, size, size)
            where = QRectF(mirrored(spot, whole, direction))
            draw_kind(painter, theme.palette, words.kind, where)
            return left + size + theme.space(2)
        if not words.icon:
            return left
        if words.icon_tone:
            side = theme.px(32)
            spot = QRect(left, whole.center().y() - side // 2 + 1, side, side)
            square = mirrored(spot, whole, direction)
            fill, ink = CHIP_TONES[words.icon_tone]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(fill))
            painter.drawRoundedRect(QRectF(square), 6, 6)
            size = theme.px(18)
            inner = QRect(0, 0, size, size)
            inner.moveCenter(square.center())
            draw_icon(painter, theme, inner, words.icon, ink)
            return left + side + theme.space(3)
        size = theme.px(18)
        spot = QRect(left, whole.center().y() - size // 2 + 1, size, size)
        color = "accent" if chosen and words.icon_color == "text-2" else words.icon_color
        draw_icon(painter, theme, mirrored(spot, whole, direction), words.icon, color)
        return left + size + theme.space(3)

    def _paint_end(
        self,
        painter: QPainter,
        whole: QRect,
        words: RowWords,
        direction: Qt.LayoutDirection,
        *,
        chosen: bool,
    ) -> int:
        theme = self._theme
        right = whole.right() + 1 - self._inset - (6 if self._rounded else 0)
        if words.keys and chosen and theme.key_hints:
            width = keys_width(theme, words.keys)
            spot = QRect(right - width, whole.top(), width, whole.height())
            draw_keys(painter, theme, spot, words.keys, within=whole, direction=direction)
            right -= width + theme.space(3)
        if words.trailing:
            width = theme.metrics(Type.CAPTION, tabular=True).horizontalAdvance(words.trailing) + 2
            width = min(width, whole.width() // 3)
            spot = QRect(right - width, whole.top(), width, whole.height())
            ink = CHIP_TONES[words.tone][1] if words.tone else "text-2"
            draw_line_of_text(
                painter,
                mirrored(spot, whole, direction),
                words.trailing,
                theme.font(Type.CAPTION, tabular=True),
                theme.color(ink),
                align=END,
                direction=direction,
            )
            right -= width + theme.space(3)
        if words.chip:
            width, height = chip_size(theme, words.chip, words.chip_icon)
            spot = QRect(right - width, whole.center().y() - height // 2, width, height)
            draw_chip(
                painter,
                theme,
                mirrored(spot, whole, direction),
                words.chip,
                tone=words.chip_tone,
                icon=words.chip_icon,
                direction=direction,
            )
            right -= width + theme.space(3)
        for badge in reversed(words.badges):
            size = theme.px(16)
            spot = QRect(right - size, whole.center().y() - size // 2 + 1, size, size)
            draw_icon(painter, theme, mirrored(spot, whole, direction), badge, "text-2")
            right -= size + theme.space(2)
        return right

    def _paint_words(
        self,
        painter: QPainter,
        whole: QRect,
        words: RowWords,
        left: int,
        right: int,
        direction: Qt.LayoutDirection,
        *,
        chosen: bool,
    ) -> None:
        theme = self._theme
        spots = self._spots(whole, words, left, right)
        ink = "text-2" if words.quiet else "text"
        if words.tone:
            ink = CHIP_TONES[words.tone][1]
        quiet = "text-2" if chosen else "text-3"
        if words.tone:
            quiet = ink
        title_font = theme.font(Type.ROW, weight=500 if words.strong else 400)
        draw_line_of_text(
            painter,
            mirrored(spots.title, whole, direction),
            words.title,
            title_font,
            theme.color(ink),
            direction=direction,
        )
        if words.native:
            draw_line_of_text(
                painter,
                mirrored(spots.native, whole, direction),
                words.native,
                theme.font(Type.ROW, weight=400),
                theme.color("text-2"),
                direction=direction,
            )
        if words.second:
            draw_line_of_text(
                painter,
                mirrored(spots.second, whole, direction),
                words.second,
                theme.font(Type.CAPTION),
                theme.color(quiet),
                direction=direction,
            )

    def _spots(self, whole: QRect, words: RowWords, left: int, right: int) -> _Spots:
        theme = self._theme
        metrics = theme.metrics(Type.ROW, weight=500)
        room = max(0, right - left)
        top, height = whole.top(), whole.height()
        spots = _Spots()
        if words.second:
            first, second = theme.line(Type.ROW), theme.line(Type.CAPTION)
            top = whole.top() + (whole.height() - first - second) // 2
            height = first
            spots.second = QRect(left, top + first, room, second)
        title = min(metrics.horizontalAdvance(words.title) + 2, room)
        if words.native:
            native = theme.metrics(Type.ROW).horizontalAdvance(words.native) + 4
            gap = theme.space(2) + 2
            if title + gap + native > room:
                # The printed name keeps two thirds of what there is.
                title = min(title, max(room - gap - native, room * 2 // 3))
            spots.native = QRect(left + title + gap, top, max(0, room - title - gap), height)
        spots.title = QRect(left, top, title, height)
        return spots

    def _cut(self, option: QStyleOptionViewItem, words: RowWords) -> bool:
        theme = self._theme
        least = self._inset * 2 + theme.metrics(Type.ROW, weight=500).horizontalAdvance(words.title)
        if words.native:
            least += 12 + theme.metrics(Type.ROW).horizontalAdvance(words.native)
        for text in (words.chip, words.trailing):
            if text:
                least += theme.metrics(Type.CAPTION).horizontalAdvance(text) + 26
        least += 30 if words.icon else 0
        second = theme.metrics(Type.CAPTION).horizontalAdvance(words.second) + 2 * self._inset
        return max(least, second) > option.rect.width()


class RowsView(QListView):
    """A list of rows. Enter or a double click opens the current one; arrows move.

    Signals:
        opened(object): the row (as the model holds it) was opened with Enter or a double click.
        current_changed(object): another row is the current one, or None.
    """

    opened = Signal(object)
    current_changed = Signal(object)

    def __init__(  # noqa: PLR0913 - looks, each by name
        self,
        theme: Theme,
        *,
        name: str,
        title: str,
        height: str = "row",
        framed: bool = False,
        hairlines: bool = True,
        inset: int = 16,
        rounded: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setProperty("framed", "true" if framed else "false")
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(
            RowDelegate(
                theme, self, height=height, hairlines=hairlines, inset=inset, rounded=rounded
            )
        )
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def set_rows_model(self, model: RowsModel[Any]) -> None:
        """Show a model and follow which row is the current one."""
        self.setModel(model)
        self.selectionModel().currentChanged.connect(self._tell_current)
        follow_selection(self)

    def current_row(self) -> Any:
        """The current row as the model holds it, or None."""
        return self.currentIndex().data(ROW_ROLE) if self.currentIndex().isValid() else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            if self.currentIndex().isValid():
                self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.opened.emit(index.data(ROW_ROLE))

    def _tell_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(current.data(ROW_ROLE) if current.isValid() else None)
