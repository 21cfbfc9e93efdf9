"""The agenda drawn to scale: a block an activity, the clock beside it, the promised end across."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import groupby

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from facilitator.live.learned import Usual
from facilitator.planning.model import Agenda
from ui.planning.timeline_drag import Drag, Hold
from ui.planning.timeline_layout import TimelineLayout, a_minute
from ui.planning.timeline_paint import Look, TimelinePainter
from ui.planning.timeline_scale import ZOOM_STEP, Block, Fit, epoch
from ui.planning.timeline_words import BlockReader, facts_of
from ui.theme.theme import Theme
from ui.widgets.painting import plain_tip
from ui.words import t, tn

_NOW_EVERY_MS = 20_000
_COARSE_MINUTES = 5
_AROUND = 24
_SETTLED_MS = 3000
"""What was let go and is not in the plan by then could not be saved."""


class Timeline(QWidget):
    """Blocks to scale. A click chooses; dragging a lower edge changes minutes, dragging a block
    its place; the keys do the same.

    Signals:
        activity_chosen(str): a block was clicked or reached with the keys.
        minutes_dragged(str, int): an edge was let go; the seconds that are now asked for.
        minutes_stepped(str, int): so many minutes more or less are asked for by a key.
        move_requested(str, int): an activity is to stand at this place among those that stay.
        step_move_requested(str, str, int): a step is to stand at a place of this track.
        edit_requested(str): the activity is to be edited.
        usual_requested(str): the activity is to take what it usually takes.
        previewed(object): the agenda as it would become while dragging; None when that is over.
        pointer_dragged(QPoint): the pointer is there while dragging.
    """

    activity_chosen = Signal(str)
    minutes_dragged = Signal(str, int)
    minutes_stepped = Signal(str, int)
    move_requested = Signal(str, int)
    step_move_requested = Signal(str, str, int)
    edit_requested = Signal(str)
    usual_requested = Signal(str)
    previewed = Signal(object)
    pointer_dragged = Signal(QPoint)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._now = now
        self._agenda: Agenda | None = None
        self._layout: TimelineLayout | None = None
        self._usual: Mapping[str, Usual] = {}
        self._readers: list[BlockReader] = []
        self._chosen = ""
        self._hovered = ""
        self._drag: Drag | None = None
        self._fit = Fit.LEGIBLE
        self._chosen_scale = 0.0
        self._scale = 1.0
        self.editable = True
        self.setObjectName("timeline")
        self.setAccessibleName(t("Timeline"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._ticking = QTimer(self)
        self._ticking.setInterval(_NOW_EVERY_MS)
        self._ticking.timeout.connect(self.update)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLED_MS)
        self._settling.timeout.connect(self.remeasure)
        theme.changed.connect(self._redress)
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(0)
        self._telling.timeout.connect(self._tell_readers)

    # ---------------------------------------------------------------------------------- state

    def show_agenda(self, agenda: Agenda, usual: Mapping[str, Usual] | None = None) -> None:
        """Draw another state of the plan, and what activities usually take where known."""
        self._agenda = agenda
        self._settling.stop()
        if usual is not None:
            self._usual = usual
        if self._drag is not None:
            self._end_drag()
        self.remeasure()

    def choose(self, activity_id: str) -> None:
        """Show which activity is the current one."""
        if activity_id != self._chosen:
            self._chosen = activity_id
            self.update()

    @property
    def chosen(self) -> str:
        """The id of the activity the keys act on; "" for none."""
        return self._chosen

    def block_rect(self, activity_id: str) -> QRect:
        """Where the block of an activity lies; an empty rectangle when there is none."""
        return self._layout.rect(activity_id) if self._layout is not None else QRect()

    def activity_at(self, point: QPoint) -> str:
        """Whose block lies there; "" for none."""
        found = self._layout.at(point) if self._layout is not None else None
        return found.id if found is not None else ""

    # ----------------------------------------------------------------------------------- zoom

    @property
    def fit(self) -> Fit:
        """How large the day is drawn."""
        return self._fit

    def zoom(self, by: int) -> None:
        """Larger (1) or smaller (−1); never smaller than the whole day."""
        self._fit = Fit.CHOSEN
        self._chosen_scale = self._scale * (ZOOM_STEP**by)
        self.remeasure()
        # Where smaller is no more possible, the next step larger begins from what is shown.
        self._chosen_scale = self._scale

    def set_fit(self, fit: Fit) -> None:
        """The whole day in the height there is, or as large as it can be read."""
        self._fit = fit
        self.remeasure()

    def needs_scrolling(self) -> bool:
        """Whether the day is higher than the room for it."""
        return self._layout is not None and self._layout.height > self._room()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        event.ignore()

    # -------------------------------------------------------------------------------- measures

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(300), self.minimumSizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        height = self._layout.height if self._layout is not None else 60
        return QSize(self._theme.px(180), height)

    def remeasure(self) -> None:
        """The agenda, the room or the look is another: lay everything out again."""
        agenda, drag = self._agenda, self._drag
        if agenda is None:
            return
        if drag is not None and drag.begun:
            # The scale holds while something is held, so that nothing slips from under the hand.
            self._lay_out(drag.preview or agenda)
            return
        self._scale = a_minute(self._theme, agenda, self._room(), self._fit, self._chosen_scale)
        self._lay_out(agenda)

    def _redress(self) -> None:
        """Fonts are others: what was measured with the old ones is worth nothing."""
        self._layout = None
        self.remeasure()

    def _lay_out(self, agenda: Agenda) -> None:
        before = self._layout
        if before is not None and before.lays_out(
            agenda, self.width(), self._scale, self.layoutDirection()
        ):
            # A change of the agenda often changes the height too, and is laid out already.
            return
        self._layout = TimelineLayout(
            self._theme, agenda, self.width(), self._scale, self.layoutDirection()
        )
        if before is None or before.height != self._layout.height:
            self.updateGeometry()
        self.update()
        # After the blocks are painted: nobody hears faster than that.
        self._telling.start()

    def _room(self) -> int:
        """The height there is to be seen: of the scroll area, where there is one."""
        parent = self.parentWidget()
        return parent.height() if parent is not None else self.height()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.remeasure()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.remeasure()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._now is not None:
            self._ticking.start()
        self.remeasure()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticking.stop()

    # ------------------------------------------------------------------------------- painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        layout = self._layout
        if layout is None or not layout.blocks:
            return
        painter = QPainter(self)
        paint = TimelinePainter(self._theme, painter, layout, self.rect(), self.layoutDirection())
        for free in layout.frees():
            paint.free(free)
        # Of a long day only what is scrolled into view is drawn.
        seen = event.rect().adjusted(0, -_AROUND, 0, _AROUND)
        paint.clock(seen)
        blocks = [each for each in layout.blocks if layout.rect(each.id).intersects(seen)]
        for block in blocks:
            paint.block(block, self._look(block))
        for block in blocks:
            if block.slot.overlap_before_seconds and not block.parent_id:
                paint.overlap(block)
        self._paint_chosen_on_top(paint, layout)
        paint.turns()
        paint.target()
        moment = self._moment_now()
        if moment is not None:
            paint.now(moment)
        drag = self._drag
        if drag is not None and drag.begun:
            if drag.hold is Hold.BODY:
                paint.place(layout.rect(drag.block.id))
            paint.bubble(drag.at, drag.lines(layout))

    def _paint_chosen_on_top(self, paint: TimelinePainter, layout: TimelineLayout) -> None:
        """The ring of the chosen block is not covered by its neighbours."""
        block = layout.by_id.get(self._chosen)
        if block is not None and not block.is_split and not block.slot.overlap_before_seconds:
            paint.block(block, self._look(block))

    def _look(self, block: Block) -> Look:
        held = self._drag is not None and self._drag.begun and self._drag.block.id == block.id
        resizing = held and self._drag is not None and self._drag.hold is Hold.EDGE
        moving = held and not resizing
        return Look(
            chosen=block.id == self._chosen and not moving,
            lifted=resizing,
            least_shown=resizing or (self._hovered == block.id and self.editable),
            usual=self._usual.get(block.id),
        )

    def _moment_now(self) -> datetime | None:
        """Now, while the workshop would be on."""
        layout = self._layout
        if self._now is None or layout is None:
            return None
        moment = self._now()
        seconds = epoch(moment) - epoch(layout.agenda.schedule.start)
        return moment if 0 <= seconds <= layout.seconds else None

    # ---------------------------------------------------------------------------------- mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        layout = self._layout
        if event.button() != Qt.MouseButton.LeftButton or layout is None:
            return
        point = event.position().toPoint()
        edge = layout.edge_at(point) if self.editable else None
        block = edge or layout.at(point)
        if block is None:
            return
        self._choose(block.id)
        if self.editable:
            hold = Hold.EDGE if edge is not None else Hold.BODY
            self._drag = Drag(hold, block, layout, point, point)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        drag = self._drag
        if drag is None:
            self._hover(point)
            return
        far = (point - drag.pressed).manhattanLength() >= QApplication.startDragDistance()
        if drag.hold is Hold.BODY and not drag.begun and not far:
            return
        drag.follow(point, fine=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        if drag.hold is Hold.BODY:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._lay_out(drag.preview or drag.layout.agenda)
        self.previewed.emit(drag.preview)
        self.pointer_dragged.emit(point)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag = self._drag
        if drag is None or event.button() != Qt.MouseButton.LeftButton:
            return
        # What was let go stays as it is shown until the plan says so itself.
        self._end_drag(keep=drag.changes)
        if not drag.changes:
            return
        if drag.hold is Hold.EDGE:
            self.minutes_dragged.emit(drag.block.id, drag.seconds)
        elif drag.track_id:
            self.step_move_requested.emit(drag.block.id, drag.track_id, drag.place)
        else:
            self.move_requested.emit(drag.block.id, drag.place)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self.activity_at(event.position().toPoint())
        if found:
            self.edit_requested.emit(found)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._hovered:
            self._hovered = ""
            self.update()

    def _hover(self, point: QPoint) -> None:
        layout = self._layout
        if layout is None:
            return
        edge = layout.edge_at(point) if self.editable else None
        shape = Qt.CursorShape.SizeVerCursor if edge is not None else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        found = (edge or layout.at(point)) if self.editable else None
        hovered = found.id if found is not None else ""
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def _end_drag(self, *, keep: bool = False) -> None:
        drag, self._drag = self._drag, None
        self.unsetCursor()
        if drag is None or not drag.begun:
            return
        if keep:
            self._settling.start()
        else:
            self.remeasure()
        self.previewed.emit(None)
        self.update()

    # ----------------------------------------------------------------------------------- keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._drag is not None and event.key() == Qt.Key.Key_Escape:
            self._end_drag()
            return
        block = self._layout.by_id.get(self._chosen) if self._layout is not None else None
        handled = self._walk(event, block)
        if not handled and block is not None:
            handled = self._edit(event, block)
        if not handled:
            super().keyPressEvent(event)

    def _walk(self, event: QKeyEvent, block: Block | None) -> bool:
        layout = self._layout
        if layout is None or not layout.blocks or event.modifiers() & ~_KEYPAD:
            return False
        siblings = [
            other
            for other in layout.blocks
            if (other.parent_id, other.track_id)
            == ((block.parent_id, block.track_id) if block is not None else ("", ""))
        ]
        at = siblings.index(block) if block is not None else -1
        places = {
            Qt.Key.Key_Up: max(at - 1, 0),
            Qt.Key.Key_Down: min(at + 1, len(siblings) - 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(siblings) - 1,
        }
        key = Qt.Key(event.key())
        if key in places:
            self._choose(siblings[places[key]].id)
            return True
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and block is not None:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            forward = (key == Qt.Key.Key_Right) != mirrored
            return self._walk_lanes(layout, block, 1 if forward else -1)
        return False

    def _walk_lanes(self, layout: TimelineLayout, block: Block, by: int) -> bool:
        """Into the groups of a split activity, from group to group, and out of them again."""
        parent = block.parent_id or block.id
        steps = [other for other in layout.blocks if other.parent_id == parent]
        if not steps:
            return False
        lanes = [list(lane) for _, lane in groupby(steps, lambda step: step.lane)]
        at = next((n for n, lane in enumerate(lanes) if block in lane), -1) + by
        if at < 0:
            self._choose(parent)
        elif at < len(lanes):
            self._choose(min(lanes[at], key=lambda step: abs(step.begins - block.begins)).id)
        return True

    def _edit(self, event: QKeyEvent, block: Block) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~_KEYPAD
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2} and not modifiers:
            self.edit_requested.emit(block.id)
        elif not self.editable:
            return False
        elif key in _STEPS and not modifiers & Qt.KeyboardModifier.ControlModifier:
            self.minutes_stepped.emit(block.id, _STEPS[key])
        elif key == Qt.Key.Key_U and not modifiers and block.id in self._usual:
            self.usual_requested.emit(block.id)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            return self._push(block, 1 if key == Qt.Key.Key_Down else -1, modifiers)
        else:
            return False
        return True

    def _push(self, block: Block, by: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Shift pushes the lower edge, Alt the block."""
        if modifiers == Qt.KeyboardModifier.ShiftModifier:
            self.minutes_stepped.emit(block.id, by * _COARSE_MINUTES)
            return True
        if modifiers == Qt.KeyboardModifier.AltModifier:
            self._move_by(block, by)
            return True
        return False

    def _move_by(self, block: Block, by: int) -> None:
        place = block.place + by
        if self._layout is None or place < 0:
            return
        siblings = sum(
            (other.parent_id, other.track_id) == (block.parent_id, block.track_id)
            for other in self._layout.blocks
        )
        if place >= siblings:
            return
        if block.track_id:
            self.step_move_requested.emit(block.id, block.track_id, place)
        else:
            self.move_requested.emit(block.id, place)

    def _choose(self, activity_id: str) -> None:
        self.choose(activity_id)
        self.activity_chosen.emit(activity_id)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._chosen and self._layout is not None and self._layout.blocks:
            self._choose(self._layout.blocks[0].id)

    # ---------------------------------------------------------------------------------- words

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.words_at(event.pos())
            if words and self._drag is None:
                QToolTip.showText(event.globalPos(), plain_tip(words), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def words_at(self, point: QPoint) -> str:
        """What the block, or the free time, under the pointer is; "" for nothing."""
        layout = self._layout
        if layout is None:
            return ""
        block = layout.at(point)
        if block is not None:
            return "\n".join(facts_of(block, self._usual.get(block.id)))
        for free in layout.frees():
            if free.rect.contains(point):
                minutes = free.seconds // 60
                return tn(
                    "{n} min free until {time}",
                    "{n} min free until {time}",
                    minutes,
                    time=free.until,
                )
        return ""

    def _tell_readers(self) -> None:
        """Give screen readers a button a block; a person with eyes and a mouse never meets it."""
        layout = self._layout
        if layout is None:
            return
        while len(self._readers) < len(layout.blocks):
            self._readers.append(BlockReader(self, self._choose))
        for reader in self._readers[len(layout.blocks) :]:
            reader.hide()
        for reader, block in zip(self._readers, layout.blocks, strict=False):
            reader.tell(block, layout.rect(block.id))
        self.setAccessibleDescription(t("A click chooses. Up and Down go from one to the next."))


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_STEPS = {
    Qt.Key.Key_Plus: 1,
    Qt.Key.Key_Equal: 1,
    Qt.Key.Key_Minus: -1,
    Qt.Key.Key_Underscore: -1,
}
