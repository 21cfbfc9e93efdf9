"""The agenda drawn to scale: a block an activity, the clock beside it, the promised end across."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from facilitator.planning.model import Activity, Agenda
from facilitator.planning.timing import Slot
from ui.planning.plan_words import clock_text, kind_word, minutes_of
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.kind_mark import draw_kind
from ui.widgets.painting import END, START, draw_line_of_text, mirrored, plain_tip
from ui.words import t, tn

_GAP = 2
_LEAST_A_MINUTE = 2.2
_MOST_A_MINUTE = 9.0
_WORDS_FROM = 15
_GRIP = 4
_HALF_HOUR = 1800


@dataclass(frozen=True, slots=True)
class Block:
    """One activity on the scale: seconds from the first start to its own, and how long it is."""

    activity: Activity
    slot: Slot
    begins: int


class Timeline(QWidget):
    """Blocks to scale; a click chooses, dragging a lower edge changes minutes.

    Signals:
        activity_chosen(str): a block was clicked.
        minutes_dragged(str, int): the lower edge was let go; the seconds it now asks for.
    """

    activity_chosen = Signal(str)
    minutes_dragged = Signal(str, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._blocks: tuple[Block, ...] = ()
        self._agenda: Agenda | None = None
        self._chosen = ""
        self._dragged: tuple[str, int] | None = None
        self.editable = True
        self.setObjectName("timeline")
        self.setAccessibleName(t("Timeline"))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._remeasure)

    def show_agenda(self, agenda: Agenda) -> None:
        """Draw another state of the plan."""
        activities = {each.id: each for each in agenda.activities}
        start = agenda.schedule.start.timestamp()
        self._blocks = tuple(
            Block(activities[slot.activity_id], slot, int(slot.start.timestamp() - start))
            for slot in agenda.schedule.rows
        )
        self._agenda = agenda
        self._dragged = None
        self.setAccessibleDescription("; ".join(_spoken(block) for block in self._blocks))
        self._remeasure()

    def choose(self, activity_id: str) -> None:
        """Show which activity is the current one."""
        if activity_id != self._chosen:
            self._chosen = activity_id
            self.update()

    def block_rect(self, activity_id: str) -> QRect:
        """Where the block of an activity lies; an empty rectangle when there is none."""
        for block in self._blocks:
            if block.activity.id == activity_id:
                return self._rect(block)
        return QRect()

    def activity_at(self, point: QPoint) -> str:
        """Whose block lies there; "" for none."""
        # The later block lies on top where two overlap.
        for block in reversed(self._blocks):
            if self._rect(block).contains(point):
                return block.activity.id
        return ""

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(300), self.minimumSizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        least = round(self._seconds() / 60 * self._theme.exact(_LEAST_A_MINUTE))
        return QSize(self._theme.px(180), least + 2 * self._top())

    # ------------------------------------------------------------------------------- painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._agenda is None or not self._blocks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_clock(painter)
        for block in self._blocks:
            self._paint_block(painter, block, self._rect(block))
        self._paint_target(painter)

    def _paint_block(self, painter: QPainter, block: Block, rect: QRect) -> None:
        theme, direction = self._theme, self.layoutDirection()
        colours = theme.palette.kind(block.activity.kind)
        chosen = block.activity.id == self._chosen
        painter.setPen(QPen(colours.line, 1))
        painter.setBrush(colours.soft)
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if chosen:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(0, 0, 0, 0), 5, 5)
        size = min(theme.px(12), rect.height() - 4)
        if size >= 5:
            left = rect.left() + 8
            spot = QRect(left, rect.center().y() - size // 2 + 1, size, size)
            draw_kind(
                painter, theme.palette, block.activity.kind, QRectF(mirrored(spot, rect, direction))
            )
        if rect.height() < theme.px(_WORDS_FROM):
            return
        figure = self._minutes_words(block)
        metrics = theme.metrics(Type.CAPTION, tabular=True)
        width = metrics.horizontalAdvance(figure) + 2
        spot = QRect(rect.right() - width - 7, rect.top(), width, rect.height())
        draw_line_of_text(
            painter,
            mirrored(spot, rect, direction),
            figure,
            theme.font(Type.CAPTION, tabular=True),
            theme.color("text-2"),
            align=END,
            direction=direction,
        )
        title_left = rect.left() + theme.px(12) + 16
        spot = QRect(title_left, rect.top(), rect.right() - width - 14 - title_left, rect.height())
        draw_line_of_text(
            painter,
            mirrored(spot, rect, direction),
            block.activity.title,
            theme.font(Type.BODY, weight=600 if chosen else 500),
            theme.color("text"),
            align=START,
            direction=direction,
        )

    def _paint_clock(self, painter: QPainter) -> None:
        assert self._agenda is not None  # noqa: S101 - asked by paintEvent
        theme = self._theme
        schedule = self._agenda.schedule
        start = schedule.start
        target = schedule.target_end
        first = start.replace(minute=0, second=0)
        step = timedelta(seconds=_HALF_HOUR)
        marks = [start]
        moment = first
        while (moment - start).total_seconds() <= self._seconds():
            if (moment - start).total_seconds() >= 15 * 60:
                marks.append(moment)
            moment += step
        for moment in marks:
            seconds = int((moment - start).total_seconds())
            if target is not None and abs((moment - target).total_seconds()) < 8 * 60:
                continue
            self._paint_time(painter, clock_text(moment), self._y(seconds), "text-3")
        painter.setPen(QPen(theme.color("border"), 1))

    def _paint_target(self, painter: QPainter) -> None:
        assert self._agenda is not None  # noqa: S101 - asked by paintEvent
        schedule = self._agenda.schedule
        if schedule.target_end is None:
            return
        seconds = int(schedule.target_end.timestamp() - schedule.start.timestamp())
        over = (schedule.over_seconds or 0) > 0
        ink = "warn" if over else "text-2"
        y = self._y(seconds)
        pen = QPen(self._theme.color(ink), 1.5)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        line = mirrored(
            QRect(self._left() - 4, y, self.width() - self._left() + 4, 1),
            self.rect(),
            self.layoutDirection(),
        )
        painter.drawLine(line.left(), y, line.right(), y)
        self._paint_time(painter, clock_text(schedule.target_end), y, ink, strong=True)

    def _paint_time(
        self, painter: QPainter, text: str, y: int, ink: str, *, strong: bool = False
    ) -> None:
        theme = self._theme
        height = theme.line(Type.CAPTION)
        spot = QRect(0, y - height // 2, self._left() - 8, height)
        draw_line_of_text(
            painter,
            mirrored(spot, self.rect(), self.layoutDirection()),
            text,
            theme.font(Type.CAPTION, weight=600 if strong else None, tabular=True),
            theme.color(ink),
            align=END,
            direction=self.layoutDirection(),
        )

    def _minutes_words(self, block: Block) -> str:
        if self._dragged is not None and self._dragged[0] == block.activity.id:
            return minutes_of(self._dragged[1])
        return minutes_of(block.slot.seconds)

    # ---------------------------------------------------------------------------------- mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        edge = self._edge_at(event.position().toPoint())
        if edge is not None:
            self._dragged = (edge.activity.id, edge.slot.seconds)
            self.activity_chosen.emit(edge.activity.id)
            return
        found = self.activity_at(event.position().toPoint())
        if found:
            self.activity_chosen.emit(found)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._dragged is None:
            edge = self._edge_at(point)
            shape = Qt.CursorShape.SizeVerCursor if edge is not None else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            return
        block = next(each for each in self._blocks if each.activity.id == self._dragged[0])
        top = self._y(block.begins)
        minutes = max(1, round((point.y() - top + _GAP + 1) / self._a_minute()))
        self._dragged = (self._dragged[0], minutes * 60)
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged is None:
            return
        activity_id, seconds = self._dragged
        self._dragged = None
        before = next(each for each in self._blocks if each.activity.id == activity_id)
        if seconds != before.slot.seconds:
            self.minutes_dragged.emit(activity_id, seconds)
        self.update()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.activity_at(event.pos())
            for block in self._blocks:
                if block.activity.id == found:
                    QToolTip.showText(event.globalPos(), plain_tip(_spoken(block)), self)
                    return True
            QToolTip.hideText()
            return True
        return super().event(event)

    # -------------------------------------------------------------------------------- private

    def _edge_at(self, point: QPoint) -> Block | None:
        if not self.editable:
            return None
        for block in self._blocks:
            rect = self._rect(block)
            within = rect.left() <= point.x() <= rect.right()
            if within and abs(point.y() - rect.bottom()) <= _GRIP and not block.slot.tracks:
                return block
        return None

    def _rect(self, block: Block) -> QRect:
        top = self._y(block.begins)
        seconds = block.slot.seconds
        if self._dragged is not None and self._dragged[0] == block.activity.id:
            seconds = self._dragged[1]
        bottom = self._y(block.begins + seconds)
        rect = QRect(self._left(), top, self.width() - self._left() - 2, 0)
        rect.setHeight(max(bottom - top - _GAP, 3))
        return mirrored(rect, self.rect(), self.layoutDirection())

    def _y(self, seconds: int) -> int:
        return self._top() + round(seconds / 60 * self._a_minute())

    def _a_minute(self) -> float:
        minutes = max(self._seconds() / 60, 1)
        room = self.height() - 2 * self._top()
        scale = self._theme.text_scale / 100
        return min(max(room / minutes, _LEAST_A_MINUTE * scale), _MOST_A_MINUTE * scale)

    def _seconds(self) -> int:
        if self._agenda is None:
            return 60
        schedule = self._agenda.schedule
        last = (
            schedule.end if schedule.target_end is None else max(schedule.end, schedule.target_end)
        )
        return max(int(last.timestamp() - schedule.start.timestamp()), 60)

    def _left(self) -> int:
        return self._theme.metrics(Type.CAPTION, tabular=True).horizontalAdvance("00:00") + 14

    def _top(self) -> int:
        return self._theme.line(Type.CAPTION) // 2 + 1

    def _remeasure(self) -> None:
        self.updateGeometry()
        self.update()


def _spoken(block: Block) -> str:
    minutes = tn("{n} minute", "{n} minutes", block.slot.seconds // 60)
    parts = (clock_text(block.slot.start), block.activity.title, kind_word(block.activity.kind))
    return ", ".join((*parts, minutes))
