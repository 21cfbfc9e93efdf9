"""The list of methods: searched as one types, the best fit first, dragged into an agenda."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
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
    QHBoxLayout,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from facilitator.planning.model import MethodRow
from facilitator.planning.shelf import Facet, Fit
from ui.planning.library_filters import LibraryFilters
from ui.planning.plan_words import duration, kind_word
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.emptied import emptied
from ui.widgets.fields import SearchField
from ui.widgets.kind_mark import draw_kind
from ui.widgets.labels import IconLabel, TextLabel, line
from ui.widgets.painting import (
    END,
    chip_size,
    draw_chip,
    draw_hairline,
    draw_line_of_text,
    mirrored,
    plain_tip,
)
from ui.widgets.rows import ROW_ROLE, WORDS_ROLE, RowsModel, RowsView, RowWords
from ui.words import isolate, t, tn

METHOD_TYPE = "application/x-facilitator-method"
"""What is dragged: the id of a method, as UTF-8."""

Index = QModelIndex | QPersistentModelIndex
_MOST_WAYS_OUT = 3


class MethodsModel(RowsModel[MethodRow]):
    """Methods as rows that can be dragged; `used` are those that an agenda holds already."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self._said, parent)
        self._used: frozenset[str] = frozenset()

    def set_used(self, used: Collection[str]) -> None:
        """Mark these as being in the agenda."""
        if frozenset(used) != self._used:
            self._used = frozenset(used)
            self._words.clear()
            if self._rows:
                self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def place_of(self, method_id: str) -> int | None:
        """The row of a method."""
        return next((n for n, row in enumerate(self._rows) if row.id == method_id), None)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    @override
    def mimeTypes(self) -> list[str]:
        return [METHOD_TYPE]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        if indexes:
            row: MethodRow = indexes[0].data(ROW_ROLE)
            data.setData(METHOD_TYPE, row.id.encode())
            data.setText(row.title)
        return data

    def _said(self, row: MethodRow) -> RowWords:
        chip = t("in this agenda") if row.id in self._used else ""
        if not chip and row.own:
            chip = t("our own")
        minutes = duration(row.usual_seconds)
        parts = (row.title, kind_word(row.kind.value), minutes, chip, row.summary)
        return RowWords(
            row.title,
            second=row.summary,
            trailing=minutes,
            kind=row.kind.value,
            chip=chip,
            spoken=", ".join(part for part in parts if part),
        )


class MethodDelegate(QStyledItemDelegate):
    """Mark, title, chip and minutes on one line, what people do below it over the whole width."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = self._theme
        return QSize(0, theme.line(Type.ROW) + theme.line(Type.CAPTION) + theme.px(14))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        words: RowWords | None = index.data(WORDS_ROLE)
        if words is None:
            return
        theme, direction, whole = self._theme, option.direction, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(whole, theme.color("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(whole, theme.color("surface-alt"))
        draw_hairline(painter, theme, whole.left(), whole.right(), whole.bottom())
        first, second, right = self._lines(whole)
        size = theme.px(13)
        mark = QRect(whole.left() + 16, first.center().y() - size // 2 + 1, size, size)
        draw_kind(painter, theme.palette, words.kind, QRectF(mirrored(mark, whole, direction)))
        right = self._paint_end(painter, whole, first, words, right, direction)
        title = QRect(first.left(), first.top(), right - first.left(), first.height())
        draw_line_of_text(
            painter,
            mirrored(title, whole, direction),
            words.title,
            theme.font(Type.ROW, weight=500),
            theme.color("text"),
            direction=direction,
        )
        draw_line_of_text(
            painter,
            mirrored(second, whole, direction),
            words.second,
            theme.font(Type.CAPTION),
            theme.color("text-2" if chosen else "text-3"),
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
        words: RowWords | None = index.data(WORDS_ROLE)
        if words is None or event.type() != QEvent.Type.ToolTip:
            QToolTip.hideText()
            return False
        QToolTip.showText(event.globalPos(), plain_tip(f"{words.title}\n{words.second}"), view)
        return True

    def _lines(self, whole: QRect) -> tuple[QRect, QRect, int]:
        theme = self._theme
        one, two = theme.line(Type.ROW), theme.line(Type.CAPTION)
        left = whole.left() + 16 + theme.px(13) + 8
        right = whole.right() + 1 - 16
        top = whole.top() + (whole.height() - one - two) // 2
        return QRect(left, top, right - left, one), QRect(left, top + one, right - left, two), right

    def _paint_end(
        self,
        painter: QPainter,
        whole: QRect,
        first: QRect,
        words: RowWords,
        right: int,
        direction: Qt.LayoutDirection,
    ) -> int:
        theme = self._theme
        font = theme.font(Type.BODY, weight=500, tabular=True)
        width = theme.metrics(Type.BODY, weight=500, tabular=True).horizontalAdvance(words.trailing)
        spot = QRect(right - width - 2, first.top(), width + 2, first.height())
        draw_line_of_text(
            painter,
            mirrored(spot, whole, direction),
            words.trailing,
            font,
            theme.color("text"),
            align=END,
            direction=direction,
        )
        right -= width + 10
        if words.chip:
            chip, height = chip_size(theme, words.chip)
            # The title keeps half of the line: what the chip says is in the tooltip, too.
            if right - chip - first.left() >= first.width() // 3:
                top = first.center().y() - height // 2 + 1
                where = mirrored(QRect(right - chip, top, chip, height), whole, direction)
                draw_chip(painter, theme, where, words.chip, direction=direction)
                right -= chip + 8
        return right


class LibraryList(QWidget):
    """Search field, what fits, and the way out where nothing does.

    Signals:
        typed: the search is another now.
        row_chosen(object): another method is the current one, or None.
        taken(bool): Enter or a double click on the current method; True with Shift: keep looking.
        loosen_requested(object): a filter is in the way and is to go; `Facet.TEXT` for the search,
            None for all of them.
    """

    typed = Signal()
    row_chosen = Signal(object)
    taken = Signal(bool)
    loosen_requested = Signal(object)

    def __init__(self, theme: Theme, order: str) -> None:
        super().__init__()
        self._theme = theme
        self._order = order
        self.model = MethodsModel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._build_head())
        column.addWidget(line("horizontal"))
        self._pages = QStackedWidget()
        self._pages.addWidget(self._build_view())
        self._pages.addWidget(self._build_nothing())
        column.addWidget(self._pages, 1)

    def _build_head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(10)
        self.search = SearchField(
            self._theme,
            t("Title, other name, or what people do"),
            size="large",
            name="method_search",
        )
        self.search.textChanged.connect(lambda _text: self.typed.emit())
        self.search.installEventFilter(self)
        head.addWidget(self.search)
        counts = QHBoxLayout()
        self._count = TextLabel(self._theme, "", Type.CAPTION, color="text-2")
        self._count.setObjectName("method_count")
        counts.addWidget(self._count, 1)
        counts.addWidget(TextLabel(self._theme, self._order, Type.CAPTION, color="text-2"))
        head.addLayout(counts)
        return head

    def _build_view(self) -> RowsView:
        self.view = RowsView(self._theme, name="methods", title=t("Methods"))
        self.view.setItemDelegate(MethodDelegate(self._theme, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setProperty("paper", "surface")
        self.view.setDragEnabled(True)
        self.view.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.view.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.view.set_rows_model(self.model)
        self.view.installEventFilter(self)
        self.view.doubleClicked.connect(lambda _index: self.taken.emit(False))
        self.view.current_changed.connect(self.row_chosen)
        return self.view

    def _build_nothing(self) -> QWidget:
        page = QWidget()
        page.setObjectName("no_method")
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 28, 24, 24)
        column.setSpacing(8)
        column.addWidget(IconLabel(self._theme, "search", color="text-3", size=28))
        column.addWidget(TextLabel(self._theme, t("No method fits"), Type.TITLE))
        self._why = TextLabel(self._theme, "", Type.BODY, color="text-2", wrap=True)
        column.addWidget(self._why)
        self._ways = QVBoxLayout()
        self._ways.setContentsMargins(0, 8, 0, 0)
        self._ways.setSpacing(8)
        column.addLayout(self._ways)
        column.addStretch(1)
        return page

    # Showing -------------------------------------------------------------------------------------

    def current(self) -> MethodRow | None:
        """The current method."""
        row: MethodRow | None = self.view.current_row()
        return row

    def show_fit(self, fit: Fit, used: Collection[str], wanted: str, ways: LibraryFilters) -> None:
        """Show what fits, with `wanted` as the current method if it is among it."""
        self.model.set_used(used)
        before = self.current()
        self.model.set_rows(fit.rows)
        if len(fit.rows) == fit.total:
            self._count.setText(tn("{n} method", "{n} methods", fit.total))
        else:
            self._count.setText(t("{n} of {all} methods fit", n=len(fit.rows), all=fit.total))
        self._pages.setCurrentIndex(0 if fit.rows else 1)
        if not fit.rows:
            self._offer_ways(fit, ways)
            self.row_chosen.emit(None)
            return
        place = self.model.place_of(wanted) or 0
        index = self.model.index(place)
        self.view.setCurrentIndex(index)
        if place == 0:
            self.view.scrollToTop()
        else:
            self.view.scrollTo(index)
        # The same place may hold another method now, of which the view says nothing.
        if before != fit.rows[place]:
            self.row_chosen.emit(fit.rows[place])

    def step(self, by: int) -> None:
        """Make a method further down (or up) the current one."""
        rows = len(self.model.rows())
        if rows:
            row = max(0, min(self.view.currentIndex().row() + by, rows - 1))
            self.view.setCurrentIndex(self.model.index(row))

    def _offer_ways(self, fit: Fit, filters: LibraryFilters) -> None:
        emptied(self._ways)
        ways = sorted(fit.loosened.items(), key=lambda each: -each[1])[:_MOST_WAYS_OUT]
        for number, (facet, count) in enumerate(ways):
            what = t("the words typed")
            if facet is not Facet.TEXT:
                what = t("“{filter}”", filter=isolate(filters.words_of(facet)))
            self._add_way(
                tn("Without {what}, {n} fits", "Without {what}, {n} fit", count, what=what),
                facet,
                "main" if number == 0 else "",
            )
        if not fit.total:
            self._why.setText(t("There is nothing here yet."))
        elif ways:
            self._why.setText(t("One of these is in the way. Take it away:"))
        else:
            self._why.setText(t("Nothing fits all of the filters and words together."))
        if not ways and fit.total:
            self._add_way(t("Clear the search and all filters"), None, "main")

    def _add_way(self, words: str, facet: Facet | None, role: str) -> None:
        name = "loosen_all" if facet is None else f"loosen_{facet.value}"
        button = Button(self._theme, words, role=role, name=name)
        button.clicked.connect(lambda _on=False: self.loosen_requested.emit(facet))
        self._ways.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    # Keys ----------------------------------------------------------------------------------------

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                if self.model.rows():
                    self.taken.emit(shift)
                return True
            if watched is self.search and self._steps(event):
                return True
        return super().eventFilter(watched, event)

    def _steps(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        page = max(1, self.view.viewport().height() // max(1, self.view.sizeHintForRow(0)) - 1)
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
        }
        by = steps.get(Qt.Key(event.key()))
        if by is None or plain != Qt.KeyboardModifier.NoModifier:
            return False
        self.step(by)
        return True
