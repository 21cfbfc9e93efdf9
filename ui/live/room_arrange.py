"""Where everything stands on the room display, for each layout and every shape of screen.

All sizes are those of a picture 1024 × 768 (768 × 1024 upright) and grow with the screen; no
letter is smaller than `SMALLEST`, which on a picture two metres wide can be read eight metres
away. What has no room is made smaller as far as that, then takes fewer lines, then ends in "…".

Three shapes: wide (16:9, 16:10) with a disc as high as the picture beside the words; 4:3 with
disc, words and strips below; upright with the disc above the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont

from facilitator.live.model import ActivityStatus, RoomLayout
from ui.live.phase_disc import RIM_ROOM
from ui.live.room_text import Letters, Piece, figures_size
from ui.live.room_words import CLOCK, MAIN, NOW, AgendaLine, RoomWords, TimerLine
from ui.words import tn

DESIGN_SIZE = QSizeF(1024, 768)
SMALLEST = 34
"""Height in pixels (on `DESIGN_SIZE`) of the smallest letters."""

_MARGIN = 0.047
"""Free on each side, as a share of the width: projectors are badly set."""
_WIDE, _UPRIGHT = 1.45, 1.0
"""From this shape on (width to height) a screen is wide; below that one it is upright."""
_HEAD = 76
_BAND = 116
_GAP = 24
_MARK = 34
_EDGE, _RIM_EDGE = 44, 31
_ROW, _ROW_LEAST, _ROW_NOW = 64, 52, 116
_MOST_TIMER_LINES = 6
_SHRINKING = (
    *((1.0, 4), (0.9, 4), (0.8, 4), (0.7, 4), (0.7, 3)),
    *((0.6, 3), (0.6, 2), (0.5, 2), (0.5, 1)),
)
"""What is tried until the words fit: a part of their size, and the lines that each may take."""
_USUAL_CLOCK = "00:00"
_NORMAL, _MEDIUM, _STRONG = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold


class Shape(Enum):
    """How a screen is shaped."""

    WIDE = "wide"
    SQUARE = "square"
    UPRIGHT = "upright"


@dataclass(slots=True)
class Figure:
    """Where a figure stands that changes by itself."""

    key: str
    rect: QRectF
    font: QFont
    alignment: Qt.AlignmentFlag
    colour: str


@dataclass(slots=True)
class Disc:
    """Where a disc stands; `plain` for the small ones, which have neither ticks nor phases."""

    key: str
    rect: QRectF
    plain: bool = False
    over: bool = False


@dataclass(slots=True)
class Arrangement:
    """Where everything stands for one size and one set of words."""

    size: QSizeF
    scale: float
    mirrored: bool = False
    fills: list[tuple[QRectF, str]] = field(default_factory=list)
    discs: list[Disc] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    marks: list[tuple[str, QRectF]] = field(default_factory=list)
    icons: list[tuple[str, QRectF, str]] = field(default_factory=list)
    logo: QRectF | None = None
    countdown: QRectF | None = None
    """The whole length of the bar that runs out before what comes next begins by itself."""

    @property
    def disc(self) -> QRectF:
        """The disc of the activity; empty where there is none."""
        return next((each.rect for each in self.discs if each.key == MAIN), QRectF())

    @property
    def clock(self) -> Figure | None:
        """The big time."""
        return next((each for each in self.figures if each.key == CLOCK), None)


def arrange(
    words: RoomWords, size: QSizeF, direction: Qt.LayoutDirection, families: list[str]
) -> Arrangement:
    """Give every word, figure and disc its place on a screen of that size."""
    return _Arranger(words, size, direction, families).arranged()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A text of the column before it has a place."""

    text: str
    colour: str
    size: float
    smallest: float
    weight: QFont.Weight
    most_lines: int
    gap_after: float
    is_clock: bool = False
    has_cup: bool = False


class _Arranger:
    """Works one arrangement out. Everything is placed left to right and mirrored when added."""

    def __init__(
        self,
        words: RoomWords,
        size: QSizeF,
        direction: Qt.LayoutDirection,
        families: list[str],
    ) -> None:
        self._words = words
        self._size = size
        self._mirrored = direction is Qt.LayoutDirection.RightToLeft
        width, height = size.width(), size.height()
        self._shape = Shape.SQUARE
        if width >= _WIDE * height:
            self._shape = Shape.WIDE
        elif width < _UPRIGHT * height:
            self._shape = Shape.UPRIGHT
        design = DESIGN_SIZE.transposed() if self._shape is Shape.UPRIGHT else DESIGN_SIZE
        self._scale = min(width / design.width(), height / design.height())
        self._margin = max(_MARGIN * width, 16 * self._scale)
        self._letters = Letters(families, self._scale, self._mirrored)
        self._made = Arrangement(size, self._scale, self._mirrored)

    def arranged(self) -> Arrangement:
        """The arrangement for the layout of the words."""
        layouts = {
            RoomLayout.DISC: self._arrange_disc_only,
            RoomLayout.AGENDA: self._arrange_agenda,
            RoomLayout.WELCOME: self._arrange_welcome,
        }
        layouts.get(self._words.layout, self._arrange_disc_and_words)()
        return self._made

    # Layouts -------------------------------------------------------------------------------------

    def _arrange_disc_and_words(self) -> None:
        """Disc and task, break and thanks: the disc beside the words, or above them."""
        width, height, px = self._size.width(), self._size.height(), self._px
        if self._shape is Shape.WIDE:
            side = min(0.46 * width, (height - 2 * px(_RIM_EDGE)) / (1 + 2 * RIM_ROOM))
            disc = QRectF(self._margin, (height - side) / 2, side, side)
            left = disc.right() + px(64)
            area = QRectF(left, px(_EDGE), width - self._margin - left, height - 2 * px(_EDGE))
            area.setTop(self._header(area) + px(12))
            area.setBottom(self._next_below(area))
            area.setBottom(self._strips(area))
            self._add_disc(disc)
            self._fill_column(area, area.center().y())
            return
        area = self._framed()
        if self._shape is Shape.UPRIGHT:
            side = min(area.width(), 0.5 * area.height())
            disc = QRectF(area.center().x() - side / 2, area.top() + px(_GAP), side, side)
            below = disc.bottom() + px(_GAP + 20)
            self._add_disc(disc)
            column = QRectF(area.left(), below, area.width(), area.bottom() - below)
            self._fill_column(column, None)
            return
        side = min(0.457 * width, area.height() - 2 * px(_GAP))
        disc = QRectF(area.left(), area.center().y() - side / 2, side, side)
        left = disc.right() + px(49)
        self._add_disc(disc)
        column = QRectF(left, area.top(), area.right() - left, area.height())
        self._fill_column(column, disc.center().y())

    def _arrange_disc_only(self) -> None:
        """The disc as large as it can be, the big time below it or beside it, and nothing else."""
        width, height, px = self._size.width(), self._size.height(), self._px
        edge = px(_RIM_EDGE)
        area = QRectF(self._margin, edge, width - 2 * self._margin, height - 2 * edge)
        area.setBottom(self._strips(area))
        clock = "" if self._words.in_ring else self._words.clock
        # As wide as in the tens of minutes, so that nothing moves when they are over.
        shape = clock if len(clock) > len(_USUAL_CLOCK) else _USUAL_CLOCK
        if self._shape is Shape.WIDE and clock:
            side = min(area.height() / (1 + 2 * RIM_ROOM), 0.56 * area.width())
            gap = px(64) + RIM_ROOM * side
            font = self._letters.figures(shape, 216, 72, area.width() - side - gap)
            wide = figures_size(font, shape).width()
            left = area.left() + max((area.width() - side - gap - wide) / 2, 0.0)
            disc = QRectF(left, area.center().y() - side / 2, side, side)
            self._add_disc(disc)
            size, x = figures_size(font, clock), disc.right() + gap
            place = QRectF(QPointF(x, disc.center().y() - size.height() / 2), size)
            self._add_figure(CLOCK, place, font, Qt.AlignmentFlag.AlignLeft, "text")
            word = self._text(
                self._words.phase_text, *self._phase_ink(), _STRONG, area.right() - x, 2
            )
            self._add(word, x, place.bottom() + px(4))
            return
        # Room for the word of a phase also while there is none, so that the disc never jumps.
        foot = px(132) if clock else 0.0 if self._words.in_ring else px(56)
        room = area.height() - foot - px(12 if foot else 0)
        side = min(room, area.width()) / (1 + 2 * RIM_ROOM)
        top = area.top() + (area.height() - foot - px(12 if foot else 0)) / 2 - side / 2
        disc = QRectF(area.center().x() - side / 2, top, side, side)
        self._add_disc(disc)
        if foot:
            below = disc.bottom() + RIM_ROOM * side + px(12)
            self._centre_below(QRectF(area.left(), below, area.width(), foot))

    def _arrange_agenda(self) -> None:
        area = self._framed()
        self._fill_rows(area, self._words.rows, with_now=True)

    def _arrange_welcome(self) -> None:
        """What this is, when it begins, and all that will be done."""
        width, height, px, words = (
            self._size.width(),
            self._size.height(),
            self._px,
            self._words,
        )
        if self._shape is Shape.WIDE:
            left = QRectF(self._margin, px(_EDGE), 0.42 * width - self._margin, 0)
            left.setBottom(height - px(_EDGE))
            start = left.right() + px(64)
            right = QRectF(start, left.top(), width - self._margin - start, left.height())
            right.setTop(self._header(right, with_heading=False))
            right.setBottom(self._strips(right))
            self._fill_rows(right, words.rows, with_now=False, centred=True)
            heading = self._text(words.heading, "text-2", SMALLEST, _NORMAL, left.width(), 2)
            if words.heading:
                self._add(heading, left.left(), left.top())
                left.setTop(left.top() + heading.rect.height() + px(12))
            if MAIN in words.shares:
                side = min(left.width(), 0.36 * height)
                self._add_disc(QRectF(left.left(), left.bottom() - side, side, side))
                left.setBottom(left.bottom() - side - px(_GAP))
            self._fill_column(left, left.center().y(), clock_size=116)
            return
        area = self._framed()
        side = px(196 if MAIN in words.shares else 140)
        top = QRectF(area.left(), area.top() + px(8), area.width(), side)
        if MAIN in words.shares:
            self._add_disc(QRectF(top.left(), top.top(), side, side))
            top.setLeft(top.left() + side + px(40))
        self._fill_column(top, top.center().y(), clock_size=84, title_size=46)
        area.setTop(area.top() + side + px(_GAP + 8))
        self._fill_rows(area, words.rows, with_now=False)

    # Strips --------------------------------------------------------------------------------------

    def _framed(self) -> QRectF:
        """The area between header and the strips at the foot, which are as wide as the screen."""
        height = self._size.height()
        area = QRectF(self._margin, 0, self._size.width() - 2 * self._margin, height)
        area.setTop(self._header(area))
        area.setBottom(self._band(area))
        area.setBottom(self._strips(area))
        return area

    def _header(self, area: QRectF, *, with_heading: bool = True) -> float:
        """Logo and heading at the start, the time of day at the end; returns its lower edge.

        Beside a high disc there is no room for the logo: the disc says the same.
        """
        px, words = self._px, self._words
        wide = self._shape is Shape.WIDE and words.layout is not RoomLayout.AGENDA
        top = px(38) if not wide else area.top()
        middle = top if not wide else area.top() + px(24)
        now = words.figures.get(NOW, "")
        font = self._letters.font(SMALLEST, _MEDIUM)
        now_width = figures_size(font, now).width() if now else 0.0
        place = QRectF(area.right() - now_width, middle - px(24), now_width, px(48))
        if now:
            self._add_figure(NOW, place, font, Qt.AlignmentFlag.AlignRight, "text-2")
        left = area.left()
        if not wide:
            logo = QRectF(left, middle - px(21), px(42), px(42))
            self._made.logo = self._placed(logo)
            left = logo.right() + px(17)
        if words.heading and with_heading:
            room = place.left() - px(16) - left
            heading = self._text(words.heading, "text-2", SMALLEST, _NORMAL, room)
            self._add(heading, left, middle - heading.rect.height() / 2)
        return middle + px(_HEAD / 2)

    def _band(self, area: QRectF) -> float:
        """The strip with what comes next; returns its upper edge."""
        words, px = self._words, self._px
        if not words.next_title:
            return area.bottom() - self._margin / 2
        band = QRectF(0, area.bottom() - px(_BAND), self._size.width(), px(_BAND))
        self._fill(band, "ground")
        self._countdown_bar(QRectF(band.left(), band.top(), band.width(), px(8)))
        middle = band.center().y()
        label = self._text(words.next_label, "text-2", SMALLEST, _NORMAL, area.width() / 2)
        x = area.left()
        self._add(label, x, middle - label.rect.height() / 2)
        self._next_title(x + label.rect.width() + px(20), middle, area.right())
        return band.top()

    def _next_below(self, area: QRectF) -> float:
        """What comes next, at the foot of a column; returns its upper edge."""
        words, px = self._words, self._px
        if not words.next_title:
            return area.bottom()
        middle = area.bottom() - px(24)
        label = self._text(words.next_label, "text-2", SMALLEST, _NORMAL, area.width())
        top = middle - px(26) - label.rect.height()
        self._add(label, area.left(), top)
        self._next_title(area.left(), middle, area.right())
        self._countdown_bar(QRectF(area.left(), top - px(16), area.width(), px(8)))
        return top - px(_GAP)

    def _next_title(self, left: float, middle: float, right: float) -> None:
        px, words = self._px, self._words
        mark = QRectF(left, middle - px(_MARK / 2), px(_MARK), px(_MARK))
        self._made.marks.append((words.next_kind, self._placed(mark)))
        x = mark.right() + px(20)
        title = self._letters.fitting(
            words.next_title, "text", SMALLEST + 2, SMALLEST, _MEDIUM, right - x, 1
        )
        self._add(title, x, middle - title.rect.height() / 2)

    def _countdown_bar(self, bar: QRectF) -> None:
        if self._words.countdown is not None:
            self._made.countdown = self._placed(bar)

    def _strips(self, area: QRectF) -> float:
        """The message and the timers at the foot of an area; returns their upper edge."""
        return self._timer_strip(area, self._message_strip(area))

    def _message_strip(self, area: QRectF) -> float:
        words, px = self._words, self._px
        if not words.message:
            return area.bottom()
        inset = px(20)
        piece = self._letters.fitting(
            words.message,
            "on-accent-soft",
            SMALLEST + 2,
            SMALLEST,
            _MEDIUM,
            area.width() - 2 * inset,
            2,
        )
        height = piece.rect.height() + px(20)
        strip = QRectF(area.left(), area.bottom() - px(12) - height, area.width(), height)
        self._fill(strip, "accent-soft")
        self._add(piece, strip.left() + inset, strip.top() + px(10))
        return strip.top()

    def _timer_strip(self, area: QRectF, bottom: float) -> float:
        """Timers side by side, named as long as one line holds them all."""
        timers = self._words.timers
        if not timers:
            return bottom
        px = self._px
        bottom -= px(12)
        short = False
        cells = self._timer_cells(timers, short=False)
        if sum(width for _, _, width in cells) > area.width():
            short = True
            cells = self._timer_cells(timers, short=True)
        widest = max(width for _, _, width in cells)
        columns = len(cells)
        bare = False
        if sum(width for _, _, width in cells) > area.width():
            columns = max(1, int(area.width() // widest))
            bare = len(cells) > 2 * columns
        if bare:
            # So many that their discs have no room: number and time alone.
            less = px(44 + 14 + 12)
            cells = [(timer, label, width - less) for timer, label, width in cells]
            columns = max(1, int(area.width() // (widest - less)))
        lines = min(-(-len(cells) // columns), _MOST_TIMER_LINES)
        cells = cells[: lines * columns]
        columns = -(-len(cells) // lines)
        tall = px(56 if short else 92)
        top = bottom - lines * tall - (lines - 1) * px(12)
        spare = (area.width() - sum(width for _, _, width in cells)) / len(cells)
        x = area.left()
        for index, (timer, label, width) in enumerate(cells):
            line, column = divmod(index, columns)
            if lines > 1:
                x = area.left() + column * area.width() / columns
            place = QRectF(x, top + line * (tall + px(12)), width, tall)
            self._add_timer(timer, label, place, short=short, bare=bare)
            x += width + min(spare, px(60))
        return top

    def _timer_cells(
        self, timers: Sequence[TimerLine], *, short: bool
    ) -> list[tuple[TimerLine, Piece, float]]:
        """Each timer with its name and the width it takes."""
        px, figures = self._px, self._words.figures
        font = self._letters.font(40, _MEDIUM)
        cells: list[tuple[TimerLine, Piece, float]] = []
        for timer in timers:
            text = timer.short if short else timer.label
            label = self._text(text, "text-2", SMALLEST, _NORMAL, self._size.width() / 2)
            digits = figures_size(font, figures[timer.key]).width()
            name = label.rect.width() if text else 0.0
            if short:
                width = px(44 + 14) + name + (px(14) if name else 0.0) + digits
            else:
                width = px(72 + 16) + max(name, digits)
            cells.append((timer, label, width + px(24)))
        return cells

    def _add_timer(
        self, timer: TimerLine, label: Piece, cell: QRectF, *, short: bool, bare: bool
    ) -> None:
        px = self._px
        side = px(44 if short else 72)
        disc = QRectF(cell.left(), cell.center().y() - side / 2, side, side)
        if bare:
            disc.setWidth(0)
        else:
            small = Disc(timer.key, self._placed(disc), plain=True, over=timer.over)
            self._made.discs.append(small)
        font = self._letters.font(40, _MEDIUM)
        size = figures_size(font, self._words.figures[timer.key])
        x, y = (
            disc.right() + px(0 if bare else 14 if short else 16),
            cell.center().y() - size.height() / 2,
        )
        if short:
            if timer.short:
                self._add(label, x, cell.center().y() - label.rect.height() / 2)
                x += label.rect.width() + px(14)
        else:
            self._add(label, x, cell.top())
            y = cell.bottom() - size.height()
        colour = "disc-over" if timer.over else "text"
        place = QRectF(QPointF(x, y), size)
        self._add_figure(timer.key, place, font, Qt.AlignmentFlag.AlignLeft, colour)

    # Words ---------------------------------------------------------------------------------------

    def _fill_column(
        self,
        column: QRectF,
        centre_y: float | None,
        *,
        clock_size: float = 0,
        title_size: float = 0,
    ) -> None:
        """Words one below the other, made smaller until they fit: centred, or from the top."""
        wide = self._shape is not Shape.SQUARE
        wanted = self._wanted(
            title_size or (56 if wide else 50), clock_size or (168 if wide else 132)
        )
        if not wanted:
            return
        px, words = self._px, self._words
        # As if the word of a phase stood there: nothing is to shrink when it comes.
        will_have_word = MAIN in words.shares and not (words.done or words.in_ring)
        will_have_word = will_have_word and words.layout is not RoomLayout.WELCOME
        spare = px(66) if will_have_word and not words.phase_text else 0.0
        for shrink, most_lines in _SHRINKING:
            placed = [self._sized(want, column.width(), shrink, most_lines) for want in wanted]
            total = sum(rect.height() for _, rect, _ in placed)
            total += sum(px(want.gap_after) for want in wanted[:-1])
            if total + spare <= column.height():
                break
        y = column.top() if centre_y is None else centre_y - total / 2
        y = max(min(y, column.bottom() - total), column.top())
        for want, (piece, rect, font) in zip(wanted, placed, strict=True):
            left = column.left()
            if want.has_cup:
                side = px(50)
                cup = QRectF(left, y + (rect.height() - side) / 2, side, side)
                self._made.icons.append(("coffee", self._placed(cup), "text"))
                left += px(70)
            if piece is not None:
                self._add(piece, left, y)
            elif font is not None:
                rect.moveTopLeft(QPointF(left, y))
                self._add_figure(CLOCK, rect, font, Qt.AlignmentFlag.AlignLeft, "text")
            y += rect.height() + px(want.gap_after)

    def _wanted(self, title_size: float, clock_size: float) -> list[_Wanted]:
        words = self._words
        texts: list[_Wanted] = []
        if words.title:
            texts.append(
                _Wanted(words.title, "text", title_size, SMALLEST, _STRONG, 3, 8, has_cup=words.cup)
            )
        if words.clock_label and not words.in_ring:
            texts.append(_Wanted(words.clock_label, "text-2", SMALLEST, SMALLEST, _NORMAL, 1, -6))
        if words.clock and not words.in_ring:
            texts.append(_Wanted(words.clock, "text", clock_size, 72, _MEDIUM, 1, 4, is_clock=True))
        if words.phase_text:
            colour = "text-2" if words.paused else "warn"
            texts.append(_Wanted(words.phase_text, colour, 38, SMALLEST, _STRONG, 1, 14))
        if words.task:
            texts.append(_Wanted(words.task, "text", SMALLEST, SMALLEST, _NORMAL, 4, 0))
        return texts

    def _sized(
        self, want: _Wanted, width: float, shrink: float, most_lines: int
    ) -> tuple[Piece | None, QRectF, QFont | None]:
        size = max(want.size * shrink, want.smallest)
        if want.is_clock:
            font = self._letters.figures(want.text, size, SMALLEST, width)
            return None, QRectF(QPointF(0, 0), figures_size(font, want.text)), font
        room = width - (self._px(70) if want.has_cup else 0)
        lines = min(want.most_lines, most_lines)
        piece = self._letters.fitting(
            want.text, want.colour, size, want.smallest, want.weight, room, lines
        )
        return piece, QRectF(piece.rect), None

    def _centre_below(self, place: QRectF) -> None:
        """The big time and the word of the phase in one line, in the middle below the disc."""
        words, px = self._words, self._px
        word = self._text(words.phase_text, *self._phase_ink(), _STRONG, place.width())
        word_width = word.rect.width() if words.phase_text else 0.0
        if words.clock and not words.in_ring:
            gap = px(32) if word_width else 0.0
            font = self._letters.figures(words.clock, 124, 72, place.width() - word_width - gap)
            size = figures_size(font, words.clock)
            x = place.center().x() - (size.width() + gap + word_width) / 2
            self._add_figure(
                CLOCK,
                QRectF(QPointF(x, place.center().y() - size.height() / 2), size),
                font,
                Qt.AlignmentFlag.AlignLeft,
                "text",
            )
            if word_width:
                top = place.center().y() - word.rect.height() / 2
                self._add(word, x + size.width() + gap, top)
        elif word_width:
            x = place.center().x() - word_width / 2
            self._add(word, x, place.center().y() - word.rect.height() / 2)

    def _phase_ink(self) -> tuple[str, float]:
        return ("text-2" if self._words.paused else "warn"), 42

    def _fill_ring(self, disc: QRectF) -> None:
        """The time past the plan and its words, inside the open ring."""
        words, room = self._words, disc.width() * 0.7
        height, size, font = 0.0, QSizeF(), QFont()
        if words.clock:
            font = self._letters.figures(
                words.clock, 92 * disc.width() / self._px(468), SMALLEST, room
            )
            size = figures_size(font, words.clock)
            height = size.height()
        word = self._letters.piece(
            words.ring_text,
            "text-2",
            max(SMALLEST, SMALLEST * disc.width() / self._px(468) * 0.9),
            _NORMAL,
            room,
            2,
            centred=True,
        )
        both = height + (word.rect.height() if words.ring_text else 0.0)
        left, top = disc.center().x() - room / 2, disc.center().y() - both / 2
        if words.clock:
            place = QRectF(disc.center().x() - size.width() / 2, top, size.width(), height)
            self._add_figure(CLOCK, place, font, Qt.AlignmentFlag.AlignHCenter, "disc-over")
        if words.ring_text:
            self._add(word, left, top + height)

    # The agenda ----------------------------------------------------------------------------------

    def _fill_rows(
        self, area: QRectF, rows: Sequence[AgendaLine], *, with_now: bool, centred: bool = False
    ) -> None:
        """As many lines of the agenda as there is room for, from a little before the current."""
        px = self._px
        if not rows:
            return
        current = next(
            (at for at, row in enumerate(rows) if row.status is ActivityStatus.CURRENT), None
        )
        extra = px(_ROW_NOW - _ROW) if with_now and current is not None else 0.0
        step = (area.height() - extra) / len(rows)
        most = px(_ROW) * (1.3 if self._shape is Shape.UPRIGHT else 1.0)
        step = min(max(step, px(_ROW_LEAST)), most)
        fitting = max(1, int((area.height() - extra + 1) // step))
        first = 0
        if len(rows) > fitting:
            fitting -= 1
            first = min(max((current or 0) - 1, 0), len(rows) - fitting)
        shown = rows[first : first + fitting]
        hidden = len(rows) - first - len(shown)
        total = step * len(shown) + extra
        y = area.top() + (max((area.height() - total) / 2, 0.0) if centred else 0.0)
        time_width = max(self._row_time(row).rect.width() for row in shown)
        for row in shown:
            is_now = with_now and row.status is ActivityStatus.CURRENT
            tall = step + (extra if is_now else 0.0)
            place = QRectF(area.left(), y, area.width(), tall)
            if is_now:
                self._add_current(row, place, time_width)
            else:
                self._add_row(row, place, time_width, with_minutes=with_now)
            y += tall
        if hidden > 0:
            rest = tn("and {n} more", "and {n} more", hidden)
            more = self._text(rest, "text-2", SMALLEST, _NORMAL, area.width())
            self._add(more, area.left() + time_width + px(24), y + (step - more.rect.height()) / 2)

    def _row_time(self, row: AgendaLine, colour: str = "text-2") -> Piece:
        return self._text(row.time, colour, SMALLEST, _NORMAL, self._size.width())

    def _add_row(
        self, row: AgendaLine, place: QRectF, time_width: float, *, with_minutes: bool
    ) -> None:
        px, middle = self._px, place.center().y()
        done = row.status is ActivityStatus.DONE
        ink = "text-3" if done else "text"
        time = self._row_time(row, "text-3" if done else "text-2")
        self._add(time, place.left(), middle - time.rect.height() / 2)
        mark = QRectF(place.left() + time_width + px(24), middle - px(15), px(30), px(30))
        if done:
            self._made.icons.append(("check", self._placed(mark), "text-3"))
        else:
            self._made.marks.append((row.kind, self._placed(mark)))
        right = place.right()
        if with_minutes:
            minutes = self._text(row.minutes, ink, SMALLEST, _NORMAL, place.width() / 3)
            right -= minutes.rect.width()
            self._add(minutes, right, middle - minutes.rect.height() / 2)
            right -= px(24)
        x = mark.right() + px(20)
        title = self._text(row.title, ink, SMALLEST, _NORMAL if done else _MEDIUM, right - x)
        self._add(title, x, middle - title.rect.height() / 2)

    def _add_current(self, row: AgendaLine, place: QRectF, time_width: float) -> None:
        """The activity that is on: its disc, its title, the time and the word of its phase."""
        px, words, middle = self._px, self._words, place.center().y()
        reach = px(18)
        self._fill(place.adjusted(-reach, px(4), reach, -px(4)), "surface")
        time = self._row_time(row, "text")
        self._add(time, place.left(), middle - time.rect.height() / 2)
        disc = QRectF(place.left() + time_width + px(15), middle - px(34), px(68), px(68))
        self._made.discs.append(Disc(MAIN, self._placed(disc)))
        right = place.right()
        if words.clock:
            font = self._letters.font(60, _MEDIUM)
            size = figures_size(font, words.clock)
            clock = QRectF(QPointF(right - size.width(), middle - size.height() / 2), size)
            colour = "disc-over" if words.in_ring else "text"
            self._add_figure(CLOCK, clock, font, Qt.AlignmentFlag.AlignRight, colour)
            right -= size.width() + px(24)
        x = disc.right() + px(24)
        title = self._letters.fitting(row.title, "text", 42, SMALLEST, _STRONG, right - x, 1)
        says = words.ring_text or words.phase_text
        colour = "text-2" if words.paused else "warn"
        word = self._text(says, colour, SMALLEST, _MEDIUM, right - x)
        # By their middles: letters of some scripts ask for far higher lines than they fill.
        title_middle = middle - (px(20) if says else 0.0)
        self._add(title, x, title_middle - title.rect.height() / 2)
        if says:
            self._add(word, x, middle + px(30) - word.rect.height() / 2)

    # Placing -------------------------------------------------------------------------------------

    def _px(self, pixels: float) -> float:
        return pixels * self._scale

    def _text(
        self,
        text: str,
        colour: str,
        pixels: float,
        weight: QFont.Weight,
        width: float,
        most_lines: int = 1,
    ) -> Piece:
        return self._letters.piece(text, colour, pixels, weight, max(width, 1.0), most_lines)

    def _fill(self, rect: QRectF, colour: str) -> None:
        self._made.fills.append((self._placed(rect), colour))

    def _add_disc(self, disc: QRectF) -> None:
        self._made.discs.append(Disc(MAIN, self._placed(disc)))
        if self._words.in_ring:
            self._fill_ring(disc)

    def _add(self, piece: Piece, left: float, top: float) -> None:
        piece.rect.moveTopLeft(QPointF(left, top))
        piece.rect = self._placed(piece.rect)
        self._made.pieces.append(piece)

    def _add_figure(
        self, key: str, rect: QRectF, font: QFont, side: Qt.AlignmentFlag, colour: str
    ) -> None:
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if self._mirrored and side in {left, right}:
            side = right if side == left else left
        # Absolute: the painter of a mirrored widget would turn the sides round once more.
        upright = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        self._made.figures.append(Figure(key, self._placed(rect), font, side | upright, colour))

    def _placed(self, rect: QRectF) -> QRectF:
        """The rectangle, mirrored where the language runs from right to left."""
        if not self._mirrored:
            return rect
        return QRectF(self._size.width() - rect.right(), rect.top(), rect.width(), rect.height())
