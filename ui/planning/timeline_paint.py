"""Draws the parts of the timeline: blocks, lanes, free time, the target end, what is being dragged.

Everything is said by shape or words as well as by colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen, QPolygonF

from facilitator.live.learned import Usual
from ui.day_words import short_day
from ui.planning.plan_words import clock_text, duration, minutes_of
from ui.planning.timeline_layout import Free, TimelineLayout
from ui.planning.timeline_scale import Block, Turn, clock_marks, clock_step, epoch, turns
from ui.planning.usual_words import usual_short
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.kind_mark import draw_kind
from ui.widgets.painting import (
    CENTRE,
    END,
    START,
    chip_size,
    draw_chip,
    draw_icon,
    draw_line_of_text,
    mirrored,
)
from ui.words import t, tn

_MARK = 12
_PAD = 8
_NARROW = 76
_WIDE = 112
_LEAST_TITLE = 26


@dataclass(frozen=True, slots=True)
class Look:
    """How a block is shown just now."""

    chosen: bool = False
    lifted: bool = False
    least_shown: bool = False
    usual: Usual | None = None


class TimelinePainter:
    """Paints one layout with one painter."""

    def __init__(
        self,
        theme: Theme,
        painter: QPainter,
        layout: TimelineLayout,
        whole: QRect,
        direction: Qt.LayoutDirection,
    ) -> None:
        self._theme = theme
        self._painter = painter
        self._layout = layout
        self._whole = whole
        self._direction = direction
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    # --------------------------------------------------------------------------------- blocks

    def block(self, block: Block, look: Look) -> None:
        """An activity or a step: its mark, its title, its minutes, a lock."""
        rect = self._layout.rect(block.id)
        if block.is_split:
            self._split(block, rect, look)
            return
        self._ground(block, rect, look)
        if block.parent_id:
            self._step_words(block, rect, look)
        else:
            self._words(block, self._layout.seen(block), look)
        if look.least_shown:
            self._least(block, rect)

    def overlap(self, block: Block) -> None:
        """That the predecessor runs into a locked start: hatched, and said in words."""
        seconds = block.slot.overlap_before_seconds
        rect = self._layout.rect(block.id)
        end = self._layout.scale.y(block.begins + seconds)
        spot = QRect(rect.left(), rect.top(), rect.width(), max(end - rect.top(), 4))
        self._hatch(spot.intersected(rect), "warn")
        words = tn("{n} min too long", "{n} min too long", -(-seconds // 60))
        width, height = chip_size(self._theme, words, "triangle-alert")
        width = min(width, rect.width() - 8)
        middle = (rect.top() + end) // 2
        place = QRect(rect.right() - width - 4, middle - height // 2, width, height)
        draw_chip(
            self._painter,
            self._theme,
            mirrored(place, rect, self._direction),
            words,
            tone="warn",
            icon="triangle-alert",
            direction=self._direction,
        )

    def _ground(self, block: Block, rect: QRect, look: Look) -> None:
        colours = self._theme.palette.kind(block.activity.kind)
        pen = QPen(colours.line, 1)
        if block.activity.optional:
            pen.setStyle(Qt.PenStyle.DashLine)
        self._painter.setPen(pen)
        self._painter.setBrush(colours.soft)
        self._painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if look.chosen or look.lifted:
            pen = QPen(self._theme.color("focus"), 2)
            self._painter.setPen(pen)
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRoundedRect(QRectF(rect), 5, 5)

    def _words(self, block: Block, rect: QRect, look: Look) -> None:
        if rect.height() < self._theme.metrics(Type.CAPTION).height() - 4:
            self._mark(block, rect)
            return
        # A tall block says what it is where it begins, as the clock beside it does.
        line = QRect(rect)
        tallest = self._theme.px(40)
        if rect.height() > 2 * tallest:
            line.setHeight(tallest)
        self._mark(block, line)
        room = self._figures(block, line, look)
        title = line.left() + self._theme.px(_MARK) + 2 * _PAD
        spot = QRect(title, line.top(), line.left() + room - title, line.height())
        self._text(
            mirrored(spot, rect, self._direction),
            block.activity.title,
            Type.BODY if line.height() >= self._theme.line(Type.BODY) - 1 else Type.CAPTION,
            "text",
            weight=600 if look.chosen else 500,
        )

    def _step_words(self, block: Block, rect: QRect, look: Look) -> None:
        """Titles of steps take several lines where the lane is narrow and there is height."""
        theme = self._theme
        line_height = theme.metrics(Type.CAPTION).height()
        if rect.height() < line_height - 3:
            self._mark(block, rect, pad=4)
            return
        weight = 600 if look.chosen else 500
        wide = rect.width() >= theme.px(_WIDE)
        line = QRect(rect.left(), rect.top() + 1, rect.width(), line_height + 2)
        if rect.height() <= line.height() + 8:
            line = QRect(rect)
        from_left = theme.px(_MARK) + 8
        several = not wide and rect.height() >= 2 * line_height + 2
        self._mark(block, line, pad=4)
        figure = minutes_of(block.slot.seconds)
        width = self._width(figure)
        cramped = rect.width() < from_left + theme.px(_LEAST_TITLE)
        if wide or several or cramped:
            end = QRect(rect.right() - width - 3, line.top(), width, line.height())
            self._text(self._in(end, rect), figure, Type.CAPTION, "text-2", align=END)
        if several:
            below = rect.adjusted(4, line.height() + 1, -3, -1)
            self._several_lines(below, block.activity.title, weight)
        elif not cramped:
            room = rect.width() - from_left - (width + 6 if wide else 3)
            spot = QRect(rect.left() + from_left, line.top(), room, line.height())
            title = block.activity.title
            self._text(self._in(spot, rect), title, Type.CAPTION, "text", weight=weight)

    def _several_lines(self, rect: QRect, text: str, weight: int) -> None:
        metrics = self._theme.metrics(Type.CAPTION, weight=weight, tabular=True)
        height = metrics.height()
        lines = wrapped(text, rect.width(), rect.height() // height, metrics)
        for number, words in enumerate(lines):
            spot = QRect(rect.left(), rect.top() + number * height, rect.width(), height)
            self._text(spot, words, Type.CAPTION, "text", weight=weight)

    def _split(self, block: Block, rect: QRect, look: Look) -> None:
        """A split activity: its heading, and below it a column a group."""
        theme = self._theme
        self._ground(block, rect, look)
        head = self._layout.head_rect(block)
        title_line = QRect(head.left(), head.top() + 1, head.width(), head.height() // 2)
        self._words_of_head(block, title_line, look)
        names = QRect(head.left(), head.top() + head.height() // 2, head.width(), 0)
        names.setHeight(head.height() // 2 - 1)
        columns = len(block.activity.tracks)
        room = names.width() // columns - 8
        shown = group_names(
            [track.name for track in block.activity.tracks], room, theme.metrics(Type.CAPTION)
        )
        for lane, (words, steps) in enumerate(zip(shown, block.slot.tracks, strict=True)):
            column = self._layout.lane_rect(block, lane)
            spot = QRect(column.left() + 2, names.top(), column.width() - 4, names.height())
            self._text(spot, words, Type.CAPTION, "text-2")
            last = max((epoch(step.end) for step in steps), default=epoch(block.slot.start))
            idle = epoch(block.slot.end) - last
            if idle > 0:
                y = self._layout.scale.y(block.ends - idle, below_head=not steps)
                spot = QRect(column.left(), y, column.width(), column.bottom() - y)
                self._hatch(spot, "text-3")
        if look.least_shown and theme.metrics(Type.CAPTION).height() < rect.height():
            self._least(block, rect)

    def _words_of_head(self, block: Block, line: QRect, look: Look) -> None:
        self._mark(block, line)
        room = self._figures(block, line, look)
        count = len(block.activity.tracks)
        words = tn("{n} group", "{n} groups", count)
        title = line.left() + self._theme.px(_MARK) + 2 * _PAD
        width = self._width(words) + 8
        title_width = self._theme.metrics(Type.BODY, weight=600).horizontalAdvance(
            block.activity.title
        )
        space = line.left() + room - title
        if title_width + width <= space:
            spot = QRect(title + title_width + 8, line.top(), width, line.height())
            self._text(self._in(spot, line), words, Type.CAPTION, "text-2")
        spot = QRect(title, line.top(), space, line.height())
        self._text(
            self._in(spot, line),
            block.activity.title,
            Type.BODY,
            "text",
            weight=600 if look.chosen else 500,
        )

    def _figures(self, block: Block, line: QRect, look: Look) -> int:
        """Minutes at the end of a line, the lock before them; gives the pixels left for words."""
        figure = minutes_of(block.slot.seconds)
        width = self._width(figure)
        right = line.right() - width - 7
        spot = QRect(right, line.top(), width, line.height())
        self._text(self._in(spot, line), figure, Type.CAPTION, "text-2", align=END)
        if look.usual is not None and look.usual.differs:
            words = usual_short(look.usual)
            wide = self._width(words)
            if line.width() > wide + width + self._theme.px(130):
                right -= wide + 8
                spot = QRect(right, line.top(), wide, line.height())
                self._text(self._in(spot, line), words, Type.CAPTION, "info", align=END)
        if block.slot.locked:
            size = self._theme.px(12)
            right -= size + 6
            spot = QRect(right, line.center().y() - size // 2 + 1, size, size)
            draw_icon(
                self._painter,
                self._theme,
                self._in(spot, line),
                "lock",
                self._theme.color("accent"),
            )
        return right - 6 - line.left()

    def _mark(self, block: Block, rect: QRect, pad: int = _PAD) -> None:
        size = min(self._theme.px(_MARK), rect.height() - 3)
        if size < 4:
            return
        spot = QRect(rect.left() + pad, rect.center().y() - size // 2 + 1, size, size)
        draw_kind(
            self._painter,
            self._theme.palette,
            block.activity.kind,
            QRectF(self._in(spot, rect)),
        )

    def _least(self, block: Block, rect: QRect) -> None:
        """A line where the activity would end at its shortest."""
        least = block.activity.least_seconds
        if not 0 < least < block.slot.seconds:
            return
        y = self._layout.scale.y(block.begins + least, below_head=bool(block.parent_id))
        pen = QPen(self._theme.color("text-2"), 1)
        pen.setStyle(Qt.PenStyle.DotLine)
        self._painter.setPen(pen)
        self._painter.drawLine(rect.left() + 2, y, rect.right() - 2, y)
        if rect.bottom() - y < 8 or rect.width() < self._theme.px(_NARROW):
            return
        words = t("least {minutes}", minutes=minutes_of(least))
        height = self._theme.metrics(Type.CAPTION).height()
        width = self._width(words) + 8
        spot = QRect(rect.center().x() - width // 2, y - height // 2, width, height)
        self._painter.fillRect(spot, self._theme.palette.kind(block.activity.kind).soft)
        self._text(spot, words, Type.CAPTION, "text-2", align=CENTRE)

    # ---------------------------------------------------------------------- free and too much

    def free(self, free: Free) -> None:
        """Free time, hatched, with words where there is room for them."""
        self._hatch(free.rect, "text-3")
        height = self._theme.metrics(Type.CAPTION).height()
        if free.rect.height() < height - 2:
            return
        minutes = free.seconds // 60
        words = (
            tn("{n} min free at the end", "{n} min free at the end", minutes)
            if free.at_end
            else tn(
                "{n} min free until {time}", "{n} min free until {time}", minutes, time=free.until
            )
        )
        width = min(self._width(words) + 12, free.rect.width() - 4)
        spot = QRect(0, 0, width, min(height + 2, free.rect.height()))
        spot.moveCenter(free.rect.center())
        self._painter.fillRect(spot, self._theme.color("canvas"))
        self._text(spot, words, Type.CAPTION, "text-2", align=CENTRE)

    def target(self) -> None:
        """The promised end across the day, and what runs past it."""
        times = self._layout.agenda.schedule
        if times.target_end is None:
            return
        start = epoch(times.start)
        target, end = epoch(times.target_end) - start, epoch(times.end) - start
        over = end > target
        ink = "warn" if over else "text-2"
        y = self._layout.scale.y(target)
        left = self._layout.left()
        if over:
            below = self._layout.scale.y(end)
            strip = QRect(left - 7, y, 5, below - y)
            self._hatch(mirrored(strip, self._whole, self._direction), "warn")
            words = tn(
                "{n} min over",
                "{n} min over",
                -(-(end - target) // 60),
            )
            line = QRect(
                left, below, self._whole.width() - left - 2, self._theme.line(Type.CAPTION) + 4
            )
            self._text(
                mirrored(line, self._whole, self._direction),
                words,
                Type.CAPTION,
                "warn",
                weight=600,
            )
        pen = QPen(self._theme.color(ink), 1.5)
        pen.setDashPattern([3, 2])
        self._painter.setPen(pen)
        line = mirrored(
            QRect(left - 4, y, self._whole.width() - left + 4, 1), self._whole, self._direction
        )
        self._painter.drawLine(line.left(), y, line.right(), y)
        self._time(clock_text(times.target_end), y, ink, strong=True)

    # ------------------------------------------------------------------------------ the clock

    def clock(self, seen: QRect) -> None:
        """Times beside the blocks that are seen, a short line at each."""
        layout, theme = self._layout, self._theme
        times = layout.agenda.schedule
        line = theme.line(Type.CAPTION)
        step = clock_step(layout.scale.a_minute, line * 1.6)
        taken = []
        if times.target_end is not None:
            taken.append(layout.scale.y(epoch(times.target_end) - epoch(times.start)))
        taken += [layout.scale.y(block.begins) for block in self._locked()]
        marks = clock_marks(times.start, layout.seconds, step)
        for mark in marks:
            y = layout.scale.y(mark.seconds)
            if not seen.top() <= y <= seen.bottom():
                continue
            if any(abs(y - other) < line for other in taken):
                continue
            taken.append(y)
            self._tick(y)
            self._time(clock_text(mark.moment), y, "text-3")
        for block in self._locked():
            y = layout.scale.y(block.begins)
            self._time(clock_text(block.slot.start), y, "accent", strong=True)

    def turns(self) -> None:
        """Midnight, and the clocks going forward or back."""
        theme = self._theme
        for turn in turns(self._layout.agenda.schedule.start, self._layout.seconds):
            y = self._layout.scale.y(turn.seconds)
            words = turn_words(turn)
            width, height = chip_size(theme, words)
            # Left of where the minutes of a block stand.
            left = self._whole.right() - width - theme.px(36)
            line = QRect(self._layout.left() - 8, y, 8, 1)
            line = mirrored(line, self._whole, self._direction)
            self._painter.setPen(QPen(theme.color("info"), 2))
            self._painter.drawLine(line.left(), y, line.right(), y)
            draw_chip(
                self._painter,
                theme,
                mirrored(QRect(left, y - height // 2, width, height), self._whole, self._direction),
                words,
                tone="info",
                direction=self._direction,
            )

    def now(self, moment: datetime) -> None:
        """The line of now, with its time as a chip: no other time has one."""
        times = self._layout.agenda.schedule
        seconds = epoch(moment) - epoch(times.start)
        y = self._layout.scale.y(seconds, below_head=True)
        accent = self._theme.color("accent")
        left = self._layout.left()
        self._painter.setPen(QPen(accent, 2))
        line = mirrored(
            QRect(left - 4, y, self._whole.width() - left + 4, 1), self._whole, self._direction
        )
        self._painter.drawLine(line.left(), y, line.right(), y)
        words = clock_text(moment.astimezone(times.start.tzinfo))
        width, height = chip_size(self._theme, words)
        # Over the other times, clear of the blocks.
        spot = QRect(max(left - 4 - width, 0), y - height // 2, width, height)
        draw_chip(
            self._painter,
            self._theme,
            mirrored(spot, self._whole, self._direction),
            words,
            tone="accent",
            direction=self._direction,
        )

    def _locked(self) -> list[Block]:
        return [block for block in self._layout.blocks if block.slot.locked and not block.parent_id]

    def _tick(self, y: int) -> None:
        left = self._layout.left()
        tick = mirrored(QRect(left - 6, y, 4, 1), self._whole, self._direction)
        self._painter.setPen(QPen(self._theme.color("border"), 1))
        self._painter.drawLine(tick.left(), y, tick.right(), y)

    def _time(self, text: str, y: int, ink: str, *, strong: bool = False) -> None:
        height = self._theme.line(Type.CAPTION)
        spot = QRect(0, y - height // 2, self._layout.left() - 9, height)
        self._text(
            mirrored(spot, self._whole, self._direction),
            text,
            Type.CAPTION,
            ink,
            align=END,
            weight=600 if strong else None,
        )

    # ------------------------------------------------------------------------------- dragging

    def bubble(self, at: QPoint, lines: Sequence[str]) -> None:
        """What dragging would do, beside the pointer: the first line counts, others explain."""
        theme = self._theme
        strong = theme.metrics(Type.BODY, weight=600, tabular=True)
        plain = theme.metrics(Type.CAPTION)
        width = max(
            strong.horizontalAdvance(lines[0]),
            *(plain.horizontalAdvance(each) for each in lines[1:]),
            0,
        )
        width = min(width + 22, self._whole.width() - 4)
        heights = [strong.height() + 2, *(plain.height() + 1 for _ in lines[1:])]
        box = QRect(0, 0, width, sum(heights) + 10)
        box.moveTopLeft(at + QPoint(14, 16))
        if self._direction == Qt.LayoutDirection.RightToLeft:
            box.moveTopRight(at + QPoint(-14, 16))
        box.moveRight(min(box.right(), self._whole.right() - 2))
        box.moveLeft(max(box.left(), 2))
        if box.bottom() > self._whole.bottom() - 2:
            box.moveBottom(at.y() - 12)
        painter = self._painter
        painter.setPen(QPen(theme.color("border-strong"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        y = box.top() + 5
        for number, (words, height) in enumerate(zip(lines, heights, strict=True)):
            spot = QRect(box.left() + 10, y, box.width() - 18, height)
            first = number == 0
            self._text(
                spot,
                words,
                Type.BODY if first else Type.CAPTION,
                "text" if first else "text-2",
                weight=600 if first else None,
            )
            y += height

    def place(self, rect: QRect) -> None:
        """Where what is being moved would come to stand."""
        pen = QPen(self._theme.color("accent"), 2)
        pen.setDashPattern([3, 2])
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)
        middle = rect.center().y()
        x = rect.left() if self._direction == Qt.LayoutDirection.LeftToRight else rect.right()
        step = -6 if self._direction == Qt.LayoutDirection.LeftToRight else 6
        arrow = QPolygonF(
            [QPointF(x, middle), QPointF(x + step, middle - 5), QPointF(x + step, middle + 5)]
        )
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.color("accent"))
        self._painter.drawPolygon(arrow)

    # -------------------------------------------------------------------------------- private

    def _hatch(self, rect: QRect, ink: str) -> None:
        colour = QColor(self._theme.color(ink))
        colour.setAlphaF(0.32 if ink == "text-3" else 0.6)
        self._painter.setPen(QPen(colour, 1))
        self._painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern))
        self._painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def _text(
        self,
        rect: QRect,
        text: str,
        step: Type,
        ink: str,
        *,
        align: Qt.AlignmentFlag = START,
        weight: int | None = None,
    ) -> None:
        if rect.width() <= 0:
            return
        draw_line_of_text(
            self._painter,
            rect,
            text,
            self._theme.font(step, weight=weight, tabular=True),
            self._theme.color(ink),
            align=align,
            direction=self._direction,
        )

    def _in(self, spot: QRect, rect: QRect) -> QRect:
        return mirrored(spot, rect, self._direction)

    def _width(self, text: str) -> int:
        metrics = self._theme.metrics(Type.CAPTION, tabular=True)
        return metrics.horizontalAdvance(text) + 3


def turn_words(turn: Turn) -> str:
    """What happens to the clock or the calendar there."""
    if not turn.shift_seconds:
        return short_day(turn.moment.date())
    time = duration(abs(turn.shift_seconds))
    if turn.shift_seconds > 0:
        return t("clocks go forward {time}", time=time)
    return t("clocks go back {time}", time=time)


def wrapped(text: str, width: int, most: int, metrics: QFontMetrics) -> list[str]:
    """A text in at most so many lines; what does not fit the last one is left to be cut there."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if metrics.horizontalAdvance(longer) <= width or not lines[-1] or len(lines) >= most:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def group_names(names: Sequence[str], room: int, metrics: QFontMetrics) -> list[str]:
    """Names of groups as they fit their columns: where one does not, the words that all of them
    begin with ("Group 1", "Group 2") are left out.
    """
    if all(metrics.horizontalAdvance(name) <= room for name in names) or len(names) < 2:
        return list(names)
    words = [name.split() for name in names]
    common = 0
    while (
        all(len(each) > common + 1 for each in words) and len({each[common] for each in words}) == 1
    ):
        common += 1
    return [" ".join(each[common:]) or name for each, name in zip(words, names, strict=True)]
