"""Where a method would stand in the agenda, with all times that would follow from it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from facilitator.planning.insertion import PREVIEW_ID, AgendaPlace, Push, slots_of, stands_in
from facilitator.planning.model import Agenda
from ui.planning.library_list import METHOD_TYPE
from ui.planning.plan_words import clock_text, duration
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.cards import Note
from ui.widgets.kind_mark import draw_kind
from ui.widgets.labels import TextLabel
from ui.widgets.painting import draw_icon, draw_line_of_text, mirrored
from ui.widgets.rows import ROW_ROLE, RowsModel, RowWords
from ui.words import isolate, t, tn

Index = QModelIndex | QPersistentModelIndex
_EDGE = 16


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """An activity, or the method that is not there yet (`made`)."""

    activity_id: str
    kind: str
    time: str
    title: str
    seconds: int
    locked: bool
    late: bool
    made: bool


def place_rows(agenda: Agenda, track_id: str | None) -> list[PlaceRow]:
    """The rows of an agenda, or of one of its parallel groups."""
    activities, slots = stands_in(agenda, track_id), slots_of(agenda, track_id)
    return [
        PlaceRow(
            activity_id=activity.id,
            kind=activity.kind.value,
            time=clock_text(slot.start),
            title=activity.title,
            seconds=slot.seconds,
            locked=slot.locked,
            late=slot.overlap_before_seconds > 0,
            made=activity.id == PREVIEW_ID,
        )
        for activity, slot in zip(activities, slots, strict=True)
    ]


def push_words(push: Push) -> str:
    """What adding would make too late, and that nothing gives way by itself."""
    minutes = (push.seconds + 30) // 60
    time = clock_text(push.at)
    if push.kind == "break" and push.title:
        said = tn(
            "{n} minute over before the break, which is locked at {time}.",
            "{n} minutes over before the break, which is locked at {time}.",
            minutes,
            time=time,
        )
    elif push.title:
        said = tn(
            "{n} minute over before “{title}”, which is locked at {time}.",
            "{n} minutes over before “{title}”, which is locked at {time}.",
            minutes,
            title=isolate(push.title),
            time=time,
        )
    else:
        said = tn(
            "{n} minute past the target end, {time}.",
            "{n} minutes past the target end, {time}.",
            minutes,
            time=time,
        )
    return t("{what} Nothing is shortened unless you say so.", what=said)


def end_words(agenda: Agenda) -> str:
    """When the workshop would end."""
    schedule = agenda.schedule
    time = clock_text(schedule.end)
    over = schedule.over_seconds
    if over is None or over == 0:
        return t("Ends at {time}", time=time)
    minutes = (abs(over) + 30) // 60
    if over > 0:
        return tn(
            "Ends at {time}, {n} min over", "Ends at {time}, {n} min over", minutes, time=time
        )
    return tn("Ends at {time}, {n} min free", "Ends at {time}, {n} min free", minutes, time=time)


class _PlaceDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: PlaceRow | None = index.data(ROW_ROLE)
        theme = self._theme
        if row is not None and row.made:
            return QSize(0, 2 * theme.line(Type.BODY) + theme.px(18))
        return QSize(0, max(theme.px(28), theme.line(Type.BODY) + 4))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: PlaceRow | None = index.data(ROW_ROLE)
        if row is None:
            return
        painter.save()
        if row.made:
            self._paint_made(painter, option.rect, row, option.direction)
        else:
            self._paint_row(painter, option.rect, row, option.direction)
        painter.restore()

    def _paint_made(
        self, painter: QPainter, whole: QRect, row: PlaceRow, direction: Qt.LayoutDirection
    ) -> None:
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = whole.adjusted(_EDGE - 4, 4, 4 - _EDGE, -4)
        painter.setBrush(theme.color("accent-soft"))
        painter.setPen(QPen(theme.color("accent"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        inner = card.adjusted(8, theme.px(4), -8, -theme.px(4))
        ink = theme.color("on-accent-soft")
        half = inner.height() // 2
        for top, words, weight in (
            (inner.top(), f"{row.time} {isolate(row.title)}", 600),
            (inner.top() + half, duration(row.seconds), 400),
        ):
            draw_line_of_text(
                painter,
                QRect(inner.left(), top, inner.width(), half),
                words,
                theme.font(Type.BODY, weight=weight, tabular=True),
                ink,
                direction=direction,
            )

    def _paint_row(
        self, painter: QPainter, whole: QRect, row: PlaceRow, direction: Qt.LayoutDirection
    ) -> None:
        theme = self._theme
        size = theme.px(12)
        left = whole.left() + _EDGE
        mark = QRect(left, whole.center().y() - size // 2 + 1, size, size)
        draw_kind(painter, theme.palette, row.kind, QRectF(mirrored(mark, whole, direction)))
        left += size + 8
        font = theme.font(Type.BODY, tabular=True)
        width = theme.metrics(Type.BODY, tabular=True).horizontalAdvance("00:00") + 2
        draw_line_of_text(
            painter,
            mirrored(QRect(left, whole.top(), width, whole.height()), whole, direction),
            row.time,
            font,
            theme.color("warn" if row.late else "text-2"),
            direction=direction,
        )
        left += width + 8
        right = whole.right() + 1 - _EDGE
        if row.locked:
            icon = theme.px(14)
            spot = QRect(right - icon, whole.center().y() - icon // 2 + 1, icon, icon)
            where = mirrored(spot, whole, direction)
            draw_icon(painter, theme, where, "lock", "warn" if row.late else "text-3")
            right -= icon + 6
        draw_line_of_text(
            painter,
            mirrored(QRect(left, whole.top(), right - left, whole.height()), whole, direction),
            row.title,
            theme.font(Type.BODY),
            theme.color("text"),
            direction=direction,
        )


class PlacesView(QListView):
    """The agenda with a gap for the method. Arrows or a click move the gap; methods are dropped.

    Signals:
        place_chosen(int): the method is to stand before the activity of this number.
        method_dropped(str, int): this method was let go there.
    """

    place_chosen = Signal(int)
    method_dropped = Signal(str, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._drop_at: int | None = None
        self.rows_model: RowsModel[PlaceRow] = RowsModel(_said, self)
        self.setObjectName("agenda_places")
        self.setAccessibleName(t("Goes into the agenda here"))
        self.setModel(self.rows_model)
        self.setItemDelegate(_PlaceDelegate(theme, self))
        self.setProperty("framed", "false")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.setProperty("paper", "canvas")
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("QListView#agenda_places { background: transparent; }")
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_rows(self, rows: list[PlaceRow]) -> None:
        """Show these; the gap stays in view."""
        self.rows_model.set_rows(rows)
        # Which of them is the tall one may have changed without a row coming or going.
        self.doItemsLayout()
        self._take_height()
        place = self.place()
        if place is not None:
            self.scrollTo(self.rows_model.index(place))

    def _take_height(self) -> None:
        """No higher than its rows: what is to be said of them stands right below."""
        heights = (self.sizeHintForRow(row) for row in range(self.rows_model.rowCount()))
        self.setMaximumHeight(sum(heights) + 2)

    def place(self) -> int | None:
        """Before which activity the method stands."""
        rows = self.rows_model.rows()
        return next((number for number, row in enumerate(rows) if row.made), None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        by = steps.get(Qt.Key(event.key()))
        place = self.place()
        if by is None or place is None or event.modifiers():
            super().keyPressEvent(event)
            return
        self.place_chosen.emit(place + by)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rows_model.rows():
            index = self.indexAt(event.position().toPoint())
            if not index.isValid() or not self.rows_model.row(index).made:
                self.place_chosen.emit(self._place_at(event.position().toPoint()))
        super().mousePressEvent(event)

    # Dropping ------------------------------------------------------------------------------------

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(METHOD_TYPE):
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if not event.mimeData().hasFormat(METHOD_TYPE):
            event.ignore()
            return
        self._drop_at = self._place_at(event.position().toPoint())
        self.viewport().update()
        event.acceptProposedAction()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_at = None
        self.viewport().update()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_at = None
        self.viewport().update()
        data = event.mimeData()
        if data.hasFormat(METHOD_TYPE):
            method_id = bytes(data.data(METHOD_TYPE).data()).decode()
            event.acceptProposedAction()
            self.method_dropped.emit(method_id, self._place_at(event.position().toPoint()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop_at is None:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self._theme.color("accent"), 2))
        y = self._edge_of(self._drop_at)
        painter.drawLine(_EDGE - 4, y, self.viewport().width() - _EDGE + 4, y)

    def _place_at(self, point: QPoint) -> int:
        """The place nearest to a point: so many activities stand above it."""
        above = 0
        for number, row in enumerate(self.rows_model.rows()):
            middle = self.visualRect(self.rows_model.index(number)).center().y()
            if not row.made and middle < point.y():
                above += 1
        return above

    def _edge_of(self, place: int) -> int:
        passed = bottom = 0
        for number, row in enumerate(self.rows_model.rows()):
            rect = self.visualRect(self.rows_model.index(number))
            if not row.made:
                if passed == place:
                    return max(1, rect.top())
                passed += 1
            bottom = rect.bottom()
        return bottom


class LibraryPlaces(QWidget):
    """The column: a heading, the agenda, what would be too late, when it would end."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("library_places")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 12)
        column.setSpacing(8)
        self._heading = TextLabel(
            theme, t("Goes into the agenda here"), Type.LABEL, color="text-3", wrap=True
        )
        self._heading.setContentsMargins(_EDGE, 0, _EDGE, 0)
        column.addWidget(self._heading)
        self.view = PlacesView(theme)
        column.addWidget(self.view, 1000)
        foot = QVBoxLayout()
        foot.setContentsMargins(_EDGE, 0, _EDGE, 0)
        foot.setSpacing(8)
        self.lock_warning = Note(theme, "", tone="warn", icon="lock")
        self.end_warning = Note(theme, "", tone="warn", icon="clock")
        for warning in (self.lock_warning, self.end_warning):
            warning.hide()
            foot.addWidget(warning)
        self._end = TextLabel(theme, "", Type.CAPTION, color="text-2", wrap=True)
        self._end.setObjectName("places_end")
        foot.addWidget(self._end)
        column.addLayout(foot)
        column.addStretch(0)

    def show_agenda(self, agenda: Agenda, place: AgendaPlace, push: Push | None) -> None:
        """Show the agenda as it would be."""
        self.view.show_rows(place_rows(agenda, place.track_id))
        if place.track_id is None:
            self._heading.setText(t("Goes into the agenda here"))
        else:
            name = next(
                (
                    track.name
                    for activity in agenda.activities
                    for track in activity.tracks
                    if track.id == place.track_id
                ),
                "",
            )
            self._heading.setText(t("Goes into the group “{name}” here", name=isolate(name)))
        locked = push is not None and bool(push.title)
        # The warning tells already that it ends too late.
        told = push is not None and not push.title
        self.lock_warning.setVisible(locked)
        self.end_warning.setVisible(told)
        if push is not None:
            (self.lock_warning if locked else self.end_warning).set_text(push_words(push))
        self._end.setText("" if told else end_words(agenda))
        self._end.setVisible(not told)


def _said(row: PlaceRow) -> RowWords:
    minutes = duration(row.seconds)
    title = isolate(row.title)
    if row.made:
        said = t("{time} {title}, {minutes}, goes in here", time=row.time, title=title,
                 minutes=minutes)  # fmt: skip
    elif row.locked:
        said = t("{time} {title}, {minutes}, start locked", time=row.time, title=title,
                 minutes=minutes)  # fmt: skip
    else:
        said = t("{time} {title}, {minutes}", time=row.time, title=title, minutes=minutes)
    return RowWords(row.title, spoken=said)
