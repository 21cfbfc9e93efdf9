"""Where everything of the timeline lies on its widget, in pixels from the left and the top."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt

from facilitator.planning.model import Agenda
from ui.planning.timeline_scale import (
    LARGEST_A_MINUTE,
    MOST_A_MINUTE,
    Block,
    Fit,
    Scale,
    blocks_of,
    epoch,
    fitting_scale,
    legible_scale,
    whole_seconds,
)
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.painting import mirrored

GAP = 2
GRIP = 4
_LANE_GAP = 3
_INSET = 5
_LEAST_HEIGHT = 3
_NEARLY = 0.88


@dataclass(frozen=True, slots=True)
class Free:
    """Free time: before a locked start, or before the target end."""

    rect: QRect
    seconds: int
    until: str
    at_end: bool = False


class TimelineLayout:
    """The places of blocks, headings and free time for one width, direction and zoom.

    Attributes:
        agenda: what is laid out.
        blocks: its blocks in order, steps behind the activity they belong to.
        scale: seconds to pixels.

    """

    def __init__(
        self,
        theme: Theme,
        agenda: Agenda,
        width: int,
        a_minute: float,
        direction: Qt.LayoutDirection,
    ) -> None:
        self._theme = theme
        self._width = width
        self._direction = direction
        self._a_minute = a_minute
        self._left = left(theme)
        self.agenda = agenda
        self.blocks = blocks_of(agenda)
        self.by_id: Mapping[str, Block] = {block.id: block for block in self.blocks}
        self._in_order = {each.place: each for each in self.blocks if not each.parent_id}
        head = head_height(theme)
        heads = [(block.begins, head) for block in self.blocks if block.is_split]
        self.scale = Scale(a_minute, heads, top(theme))
        self.seconds = whole_seconds(agenda)
        self._whole = QRect(0, 0, width, 1)
        self._rects = {block.id: self._rect(block) for block in self.blocks}

    def lays_out(
        self, agenda: Agenda, width: int, a_minute: float, direction: Qt.LayoutDirection
    ) -> bool:
        """Whether this is the layout of just that."""
        asked = (self._width, self._a_minute, self._direction)
        return agenda is self.agenda and asked == (width, a_minute, direction)

    @property
    def height(self) -> int:
        """Pixels the day takes, with room for the words below it."""
        return self.scale.y(self.seconds) + foot(self._theme)

    def rect(self, activity_id: str) -> QRect:
        """Where a block lies, its heading included; an empty rectangle where there is none."""
        return QRect(self._rects.get(activity_id, QRect()))

    def at(self, point: QPoint) -> Block | None:
        """Whose block lies there, the step before the activity it belongs to."""
        # The later block lies on top where two overlap.
        for block in reversed(self.blocks):
            if self._rects[block.id].contains(point):
                return block
        return None

    def edge_at(self, point: QPoint) -> Block | None:
        """Whose lower edge lies there; a split activity has one only where its own minutes say
        how long it is.
        """
        for block in reversed(self.blocks):
            rect = self._rects[block.id]
            within = rect.left() <= point.x() <= rect.right()
            grip = min(GRIP, max(rect.height() // 3, 1))
            near = rect.bottom() - grip <= point.y() <= rect.bottom() + GAP
            if within and near and self._can_be_dragged_longer(block):
                return block
        return None

    def lane_at(self, parent_id: str, x: int) -> str:
        """The track of an activity whose lane lies there, or the nearest one."""
        parent = self.by_id[parent_id]
        tracks = parent.activity.tracks
        rect = self._rects[parent_id]
        from_start = (
            rect.right() - x
            if self._direction == Qt.LayoutDirection.RightToLeft
            else x - rect.left()
        )
        lane = from_start * len(tracks) // max(rect.width(), 1)
        return tracks[min(max(lane, 0), len(tracks) - 1)].id

    def head_rect(self, block: Block) -> QRect:
        """The heading of a split activity."""
        rect = self.rect(block.id)
        rect.setHeight(head_height(self._theme))
        return rect

    def lane_rect(self, block: Block, lane: int) -> QRect:
        """The column of one group, from below the heading to the end of the activity."""
        begins = self.scale.y(block.begins, below_head=True)
        ends = self.scale.y(block.ends)
        left, width = self._lane(lane, len(block.activity.tracks))
        rect = QRect(left, begins, width, max(ends - begins - GAP - 1, _LEAST_HEIGHT))
        return mirrored(rect, self._whole, self._direction)

    def frees(self) -> list[Free]:
        """Free time with room on the scale."""
        times = self.agenda.schedule
        found = []
        for block in self.blocks:
            gap = block.slot.gap_before_seconds
            if gap and not block.parent_id:
                rect = self._across(block.begins - gap, block.begins)
                found.append(Free(rect, gap, f"{block.slot.start:%H:%M}"))
        if times.target_end is not None and (times.over_seconds or 0) < 0:
            end, target = (
                epoch(each) - epoch(times.start) for each in (times.end, times.target_end)
            )
            rect = self._across(end, target)
            found.append(Free(rect, target - end, f"{times.target_end:%H:%M}", at_end=True))
        return found

    def seen(self, block: Block) -> QRect:
        """The part of a block that has room for its words: not what runs into a locked start,
        neither its own nor that of the next.
        """
        rect = self.rect(block.id)
        if block.parent_id:
            return rect
        over = block.slot.overlap_before_seconds
        if over:
            rect.setTop(min(self.scale.y(block.begins + over), rect.bottom()))
        following = self._in_order.get(block.place + 1)
        if following is not None and following.slot.overlap_before_seconds:
            rect.setBottom(max(self.scale.y(following.begins) - GAP, rect.top()))
        return self._beside_target(rect)

    def _beside_target(self, rect: QRect) -> QRect:
        """The larger part of a block that the line of the target end runs through."""
        times = self.agenda.schedule
        least = self._theme.metrics(Type.CAPTION).height() - 4
        if times.target_end is not None:
            y = self.scale.y(epoch(times.target_end) - epoch(times.start))
            above, below = QRect(rect), QRect(rect)
            above.setBottom(y - 1)
            below.setTop(y + 2)
            larger = max(above, below, key=lambda part: part.height())
            if rect.top() < y < rect.bottom() and larger.height() >= least:
                return larger
        return rect

    def left(self) -> int:
        """Where the blocks begin; before it stand the times."""
        return self._left

    def _across(self, begins: int, ends: int) -> QRect:
        y = self.scale.y(begins)
        rect = QRect(self.left(), y, self._width - self.left() - 2, 0)
        rect.setHeight(max(self.scale.y(ends) - y - GAP, 1))
        return mirrored(rect, self._whole, self._direction)

    def _rect(self, block: Block) -> QRect:
        below = bool(block.parent_id)
        begins = self.scale.y(block.begins, below_head=below)
        ends = self.scale.y(block.ends)
        if block.is_split:
            ends = max(ends, self.scale.y(block.begins, below_head=True))
        if not block.parent_id:
            spot = QRect(self.left(), begins, self._width - self.left() - 2, 0)
            spot.setHeight(max(ends - begins - GAP, _LEAST_HEIGHT))
        else:
            left_edge, width = self._lane(block.lane, block.lanes)
            spot = QRect(left_edge, begins, width, 0)
            spot.setHeight(max(ends - begins - GAP - 1, _LEAST_HEIGHT))
        return mirrored(spot, self._whole, self._direction)

    def _lane(self, lane: int, lanes: int) -> tuple[int, int]:
        """Left edge and width of a lane, as if the layout were not mirrored."""
        first = self.left() + _INSET
        room = self._width - 2 - _INSET - first
        begin = first + room * lane // lanes
        end = first + room * (lane + 1) // lanes - _LANE_GAP
        return begin, max(end - begin + (_LANE_GAP if lane + 1 == lanes else 0), 6)

    @staticmethod
    def _can_be_dragged_longer(block: Block) -> bool:
        return block.slot.seconds <= block.activity.planned_seconds or not block.is_split


def a_minute(theme: Theme, agenda: Agenda, room: int, fit: Fit, chosen: float) -> float:
    """Pixels a minute for a room of so many pixels in height."""
    blocks = blocks_of(agenda)
    heads = sum(head_height(theme) for block in blocks if block.is_split)
    inner = room - top(theme) - foot(theme)
    text_scale = theme.text_scale / 100
    whole = fitting_scale(whole_seconds(agenda), heads, inner)
    if fit is Fit.WHOLE:
        return min(whole, MOST_A_MINUTE * text_scale)
    if fit is Fit.CHOSEN:
        return min(max(chosen, whole), LARGEST_A_MINUTE * text_scale)
    lengths = [block.slot.seconds for block in blocks if not block.parent_id]
    legible = legible_scale(lengths, text_scale)
    # Nearly legible without scrolling is better than a little larger with it.
    wanted = whole if whole >= legible * _NEARLY else legible
    return min(wanted, MOST_A_MINUTE * text_scale)


def left(theme: Theme) -> int:
    """Pixels for the times beside the blocks."""
    return theme.metrics(Type.CAPTION, tabular=True, weight=600).horizontalAdvance("00:00") + 16


def top(theme: Theme) -> int:
    """Pixels above the first block: half a time stands there."""
    return theme.line(Type.CAPTION) // 2 + 1


def foot(theme: Theme) -> int:
    """Pixels below the last block: a line of words stands there."""
    return theme.line(Type.CAPTION) + 8


def head_height(theme: Theme) -> int:
    """Pixels of the heading of a split activity: its title, and the names of the groups."""
    return 2 * theme.line(Type.CAPTION) + 6
