"""Draws the room display: a disc, a time, what we do now and what comes next.

All sizes are those of a picture 1024 × 768 and grow with the screen; no letter is drawn smaller
than `SMALLEST`, which on a picture two metres wide can be read eight metres away. Where the
pieces stand is worked out once for each size and text (`arrange`); a second that passes changes
the digits, a sliver of the disc and nothing else (`changed`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QRegion,
    QTextLayout,
    QTextOption,
)

from facilitator.live.model import Phase
from ui.live.phase_disc import RIM_ROOM, paint_done, paint_phase_disc
from ui.live.room_view import RoomLayout, RoomView
from ui.theme.fonts import font_of
from ui.theme.icons import icon_pixmap
from ui.theme.palette import Palette
from ui.widgets.kind_mark import draw_kind
from ui.widgets.painting import draw_logo

DESIGN_SIZE = QSizeF(1024, 768)
SMALLEST = 34
"""Height in pixels (on `DESIGN_SIZE`) of the smallest letters."""

_MARGIN = 0.047
"""Free on each side, as a share of the width: projectors are badly set."""
_TITLE, _TITLE_WIDE, _TITLE_SMALL = 50, 56, SMALLEST
_CLOCK, _CLOCK_WIDE, _CLOCK_SMALL = 132, 168, 72
_RING_CLOCK = 92
_MARK = 34
_BODY = SMALLEST
_WIDE = 1.45
"""From this shape on (16:10, 16:9) the disc takes the whole height beside the words."""


@dataclass(slots=True)
class Piece:
    """Lines of text at their place. `lines` are ready to be drawn; `colour` is one of the ink's."""

    text: str
    rect: QRectF
    lines: QTextLayout
    colour: QColor

    def paint(self, painter: QPainter) -> None:
        """Draw the lines."""
        painter.setPen(self.colour)
        self.lines.draw(painter, self.rect.topLeft())


@dataclass(slots=True)
class Arrangement:
    """Where everything stands for one size and one set of words.

    `clock` is laid out for the width of its text; other digits of the same count fit it.
    """

    size: QSizeF
    scale: float
    disc: QRectF
    band: QRectF
    logo: QRectF | None
    mark: QRectF | None
    cup: QRectF | None
    clock: QRectF
    clock_font: QFont
    clock_alignment: Qt.AlignmentFlag
    now: QRectF
    now_font: QFont
    now_alignment: Qt.AlignmentFlag
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A text of the column before it has a place."""

    text: str
    colour: QColor
    size: float
    smallest: float
    weight: QFont.Weight
    most_lines: int
    gap_after: float
    is_clock: bool = False
    has_cup: bool = False


class RoomPainter:
    """Arranges and paints room views in one ink, with one family of letters."""

    def __init__(self, palette: Palette, families: list[str]) -> None:
        self.palette = palette
        self._families = families

    # Arranging -----------------------------------------------------------------------------------

    def arrange(self, view: RoomView, size: QSizeF, direction: Qt.LayoutDirection) -> Arrangement:
        """Give every piece of the view its place on a screen of that size."""
        return _Arranger(self.palette, self._families, view, size, direction).arranged()

    @staticmethod
    def same_places(one: RoomView, other: RoomView) -> bool:
        """Whether both fit one arrangement: they differ in digits and in the disc alone."""
        return _fixed_part(one) == _fixed_part(other)

    @staticmethod
    def changed(arrangement: Arrangement, old: RoomView, new: RoomView) -> QRegion:
        """What must be painted again when `new` follows `old` in the same arrangement."""
        region = QRegion()
        if old.clock_text != new.clock_text:
            region += _outer(arrangement.clock)
        if old.now_text != new.now_text:
            region += _outer(arrangement.now)
        if old.share_left != new.share_left:
            region += _outer(_sliver(arrangement, old.share_left, new.share_left))
        return region

    # Painting ------------------------------------------------------------------------------------

    def paint(
        self, painter: QPainter, view: RoomView, arrangement: Arrangement, region: QRegion
    ) -> None:
        """Draw those parts of the view that touch the region."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(QPointF(0, 0), arrangement.size)
        painter.fillRect(whole, self.palette["canvas"])
        painter.fillRect(arrangement.band, self.palette["ground"])
        reach = RIM_ROOM * arrangement.disc.width()
        if _touches(region, arrangement.disc.adjusted(-reach, -reach, reach, reach)):
            self._paint_disc(painter, view, arrangement.disc)
        for piece in arrangement.pieces:
            if _touches(region, piece.rect):
                piece.paint(painter)
        if view.clock_text and _touches(region, arrangement.clock):
            painter.setFont(arrangement.clock_font)
            over = view.phase is Phase.OVERTIME
            painter.setPen(self.palette["disc-over" if over else "text"])
            painter.drawText(arrangement.clock, arrangement.clock_alignment, view.clock_text)
        if _touches(region, arrangement.now):
            painter.setFont(arrangement.now_font)
            painter.setPen(self.palette["text-2"])
            painter.drawText(arrangement.now, arrangement.now_alignment, view.now_text)
        if arrangement.logo is not None and _touches(region, arrangement.logo):
            draw_logo(painter, arrangement.logo, self.palette["disc-fill"])
        if arrangement.mark is not None and _touches(region, arrangement.mark):
            draw_kind(painter, self.palette, view.next_kind, arrangement.mark)
        if arrangement.cup is not None and _touches(region, arrangement.cup):
            self._paint_cup(painter, arrangement.cup)

    def _paint_disc(self, painter: QPainter, view: RoomView, disc: QRectF) -> None:
        if view.layout is RoomLayout.FINISHED:
            paint_done(painter, self.palette, disc)
            return
        paint_phase_disc(
            painter,
            self.palette,
            disc,
            view.share_left,
            phase=view.phase,
            minutes=view.minutes,
            paused=view.paused and view.phase is not Phase.OVERTIME,
        )

    def _paint_cup(self, painter: QPainter, rect: QRectF) -> None:
        """A cup with steam, for those who do not read the word."""
        side = round(rect.width())
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect.topLeft(), icon_pixmap("coffee", self.palette["text"], side, ratio))


class _Arranger:
    """Works one arrangement out."""

    def __init__(
        self,
        palette: Palette,
        families: list[str],
        view: RoomView,
        size: QSizeF,
        direction: Qt.LayoutDirection,
    ) -> None:
        self._palette = palette
        self._families = families
        self._view = view
        self._size = size
        self._mirrored = direction is Qt.LayoutDirection.RightToLeft
        self._scale = min(size.width() / DESIGN_SIZE.width(), size.height() / DESIGN_SIZE.height())
        self._margin = max(_MARGIN * size.width(), 16 * self._scale)
        self._wide = size.width() >= _WIDE * size.height()
        self._in_ring = view.phase is Phase.OVERTIME
        self._pieces: list[Piece] = []
        self._mark: QRectF | None = None
        self._cup: QRectF | None = None
        self._clock = QRectF()
        self._clock_font = self._font(_CLOCK, QFont.Weight.Medium)
        self._logo: QRectF | None = None

    def arranged(self) -> Arrangement:
        width, height, scale = self._size.width(), self._size.height(), self._scale
        head = 104 * scale
        band_height = (140 if self._wide else 116) * scale
        if not self._view.next_title:
            band_height = self._margin
        disc = self._disc_rect(head, band_height)
        column_left = disc.right() + 49 * scale
        column = QRectF(
            column_left, head, width - self._margin - column_left, height - head - band_height
        )
        band = self._band(column, band_height)
        now = self._header(column if self._wide else None)
        self._fill_column(column, None if self._wide else disc.center().y())
        if self._in_ring:
            self._fill_ring(disc)
        leading = Qt.AlignmentFlag.AlignRight if self._mirrored else Qt.AlignmentFlag.AlignLeft
        centred = Qt.AlignmentFlag.AlignHCenter
        trailing = Qt.AlignmentFlag.AlignLeft if self._mirrored else Qt.AlignmentFlag.AlignRight
        # Absolute: the painter of a mirrored widget would turn the sides round once more.
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        return Arrangement(
            size=self._size,
            scale=scale,
            disc=self._placed(disc),
            band=band,
            logo=self._logo and self._placed(self._logo),
            mark=self._mark and self._placed(self._mark),
            cup=self._cup and self._placed(self._cup),
            clock=self._placed(self._clock),
            clock_font=self._clock_font,
            clock_alignment=(centred if self._in_ring else leading) | middle,
            now=self._placed(now),
            now_font=self._font(_BODY, QFont.Weight.Medium),
            now_alignment=trailing | middle,
            pieces=tuple(self._pieces),
        )

    # Regions -------------------------------------------------------------------------------------

    def _disc_rect(self, head: float, band_height: float) -> QRectF:
        """At least 45 % of the width, as far as the height allows."""
        width, height, scale = self._size.width(), self._size.height(), self._scale
        if self._wide:
            side = min(0.46 * width, height - 2 * 44 * scale)
            return QRectF(self._margin, (height - side) / 2, side, side)
        side = min(0.457 * width, height - head - band_height - 24 * scale)
        middle = (76 * scale + height - band_height) / 2
        return QRectF(self._margin, middle - side / 2, side, side)

    def _band(self, column: QRectF, band_height: float) -> QRectF:
        """The strip with what comes next, and the words in it; beside a high disc no strip, and
        the title below its label.
        """
        if not self._view.next_title:
            return QRectF()
        width, height, scale = self._size.width(), self._size.height(), self._scale
        left = column.left() if self._wide else self._margin
        top = height - band_height
        middle = top + band_height / 2
        normal, medium = QFont.Weight.Normal, QFont.Weight.Medium
        label = self._piece(self._view.next_label, self._palette["text-2"], _BODY, normal, width, 1)
        x = left
        if self._wide:
            middle = height - 44 * scale - 24 * scale
            label.rect.moveBottomLeft(QPointF(x, middle - 22 * scale))
        else:
            label.rect.moveTopLeft(QPointF(x, middle - label.rect.height() / 2))
            x = label.rect.right() + 22 * scale
        side = _MARK * scale
        self._mark = QRectF(x, middle - side / 2, side, side)
        x = self._mark.right() + 20 * scale
        room = width - self._margin - x
        title = self._piece(
            self._view.next_title, self._palette["text"], _BODY + 2, medium, room, 1
        )
        title.rect.moveTopLeft(QPointF(x, middle - title.rect.height() / 2))
        self._add(label)
        self._add(title)
        return QRectF() if self._wide else QRectF(0, top, width, band_height)

    def _header(self, column: QRectF | None) -> QRectF:
        """Logo and heading at the start, the time of day at the end; returns the latter's place.

        Beside a high disc there is no room for the logo: the disc says the same.
        """
        scale, width = self._scale, self._size.width()
        side, now_width = 42 * scale, 104 * scale
        top = (17 if column is None else 44) * scale
        left = self._margin if column is None else column.left()
        now = QRectF(width - self._margin - now_width, top - 3 * scale, now_width, 48 * scale)
        if column is None:
            self._logo = QRectF(left, top, side, side)
            left = self._logo.right() + 17 * scale
        room = now.left() - 16 * scale - left
        normal = QFont.Weight.Normal
        heading = self._piece(self._view.heading, self._palette["text-2"], _BODY, normal, room, 1)
        heading.rect.moveTopLeft(QPointF(left, now.center().y() - heading.rect.height() / 2))
        self._add(heading)
        return now

    def _fill_column(self, column: QRectF, centre_y: float | None) -> None:
        """The words beside the disc, centred on it, made smaller until they fit."""
        wanted = self._wanted()
        shrink, most_lines = 1.0, 4
        while True:
            placed = [self._sized(want, column.width(), shrink, most_lines) for want in wanted]
            total = sum(rect.height() for _, rect, _ in placed)
            total += sum(want.gap_after * self._scale for want in wanted[:-1])
            if total <= column.height() or (shrink <= 0.5 and most_lines == 1):
                break
            if shrink > 0.5:
                shrink -= 0.1
            else:
                most_lines -= 1
        centre = column.center().y() if centre_y is None else centre_y
        y = min(max(centre - total / 2, column.top()), column.bottom() - total)
        for want, (piece, rect, font) in zip(wanted, placed, strict=True):
            offset = 70 * self._scale if want.has_cup else 0
            rect.moveTopLeft(QPointF(column.left() + offset, y))
            if want.has_cup:
                side = 50 * self._scale
                self._cup = QRectF(column.left(), rect.center().y() - side / 2, side, side)
            if want.is_clock:
                self._clock, self._clock_font = rect, font
            elif piece is not None:
                piece.rect = rect
                self._add(piece)
            y = rect.bottom() + want.gap_after * self._scale

    def _wanted(self) -> list[_Wanted]:
        view, text, text_2 = self._view, self._palette["text"], self._palette["text-2"]
        normal, strong = QFont.Weight.Normal, QFont.Weight.DemiBold
        pause = view.layout is RoomLayout.BREAK
        title, clock = (_TITLE_WIDE, _CLOCK_WIDE) if self._wide else (_TITLE, _CLOCK)
        texts = [_Wanted(view.title, text, title, _TITLE_SMALL, strong, 3, 8, has_cup=pause)]
        if view.clock_label and not self._in_ring:
            texts.append(_Wanted(view.clock_label, text_2, _BODY, _BODY, normal, 1, -6))
        if view.clock_text and not self._in_ring:
            medium = QFont.Weight.Medium
            texts.append(
                _Wanted(view.clock_text, text, clock, _CLOCK_SMALL, medium, 1, 4, is_clock=True)
            )
        if view.phase_text and not self._in_ring:
            colour = text_2 if view.paused else self._palette["warn"]
            texts.append(_Wanted(view.phase_text, colour, 38, _BODY, strong, 1, 14))
        if view.message or view.task:
            texts.append(_Wanted(view.message or view.task, text, _BODY, _BODY, normal, 4, 0))
        return texts

    def _sized(
        self, want: _Wanted, width: float, shrink: float, most_lines: int
    ) -> tuple[Piece | None, QRectF, QFont]:
        size = max(want.size * shrink, want.smallest)
        if want.is_clock:
            font = self._clock_fitting(want.text, size, width)
            bounds = _digits_size(font, want.text)
            return None, QRectF(QPointF(0, 0), QSizeF(width, bounds.height())), font
        room = width - (70 * self._scale if want.has_cup else 0)
        lines = min(want.most_lines, most_lines)
        piece = self._piece(want.text, want.colour, size, want.weight, room, lines)
        while _is_cut(piece) and size > want.smallest:
            size = max(size - 4, want.smallest)
            piece = self._piece(want.text, want.colour, size, want.weight, room, lines)
        return piece, piece.rect, piece.lines.font()

    def _clock_fitting(self, text: str, size: float, width: float) -> QFont:
        font = self._font(size, QFont.Weight.Medium)
        while size > _BODY and _digits_size(font, text).width() > width:
            size -= 4
            font = self._font(size, QFont.Weight.Medium)
        return font

    def _fill_ring(self, disc: QRectF) -> None:
        """The time past the plan and its words, inside the open ring."""
        scale = self._scale
        room = disc.width() * 0.7
        self._clock_font = self._clock_fitting(
            self._view.clock_text, _RING_CLOCK * disc.width() / (468 * scale), room
        )
        clock_height = _digits_size(self._clock_font, self._view.clock_text).height()
        word = self._piece(
            self._view.phase_text, self._palette["text-2"], _BODY, QFont.Weight.Normal, room, 2
        )
        top = disc.center().y() - (clock_height + word.rect.height()) / 2
        self._clock = QRectF(disc.center().x() - room / 2, top, room, clock_height)
        word.rect.moveTopLeft(QPointF(self._clock.left(), self._clock.bottom()))
        word = self._piece(
            self._view.phase_text,
            self._palette["text-2"],
            _BODY,
            QFont.Weight.Normal,
            room,
            2,
            centred=True,
            at=word.rect.topLeft(),
        )
        self._add(word)

    # Text ----------------------------------------------------------------------------------------

    def _font(self, pixels: float, weight: QFont.Weight) -> QFont:
        return font_of(self._families, pixels * self._scale, weight, tabular=True)

    def _piece(
        self,
        text: str,
        colour: QColor,
        pixels: float,
        weight: QFont.Weight,
        width: float,
        most_lines: int,
        *,
        centred: bool = False,
        at: QPointF | None = None,
    ) -> Piece:
        font = self._font(pixels, weight)
        lines = _laid_out(text, font, width, most_lines, centred=centred, mirrored=self._mirrored)
        rect = QRectF(at or QPointF(0, 0), QSizeF(width, _height_of(lines)))
        if most_lines == 1 and not centred and not self._mirrored:
            rect.setWidth(min(width, math.ceil(lines.lineAt(0).naturalTextWidth()) + 2))
        elif most_lines == 1 and not centred:
            # Laid out flush right within a box as wide as the text, so that it mirrors with it.
            wide = min(width, math.ceil(lines.lineAt(0).naturalTextWidth()) + 2)
            lines = _laid_out(text, font, wide, 1, centred=False, mirrored=True)
            rect.setWidth(wide)
        return Piece(text, rect, lines, colour)

    def _add(self, piece: Piece) -> None:
        piece.rect = self._placed(piece.rect)
        self._pieces.append(piece)

    def _placed(self, rect: QRectF) -> QRectF:
        """The rectangle, mirrored where the language runs from right to left."""
        if not self._mirrored:
            return rect
        return QRectF(self._size.width() - rect.right(), rect.top(), rect.width(), rect.height())


def _laid_out(
    text: str, font: QFont, width: float, most_lines: int, *, centred: bool, mirrored: bool
) -> QTextLayout:
    """Lines no wider than `width`; the last one allowed ends in "…" if more would follow."""
    shown = text
    lines = _lines(shown, font, width, centred=centred, mirrored=mirrored)
    while lines.lineCount() > most_lines or _widest(lines) > width + 1:
        cut = shown.rstrip("…").rstrip()
        # Whole words go first; a single long word is cut between letters.
        shorter = cut.rsplit(" ", 1)[0] if " " in cut else cut[:-1]
        if not shorter:
            break
        shown = shorter + "…"
        lines = _lines(shown, font, width, centred=centred, mirrored=mirrored)
    return lines


def _lines(text: str, font: QFont, width: float, *, centred: bool, mirrored: bool) -> QTextLayout:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(
        Qt.AlignmentFlag.AlignHCenter if centred else side | Qt.AlignmentFlag.AlignAbsolute
    )
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if _runs_left(text) else Qt.LayoutDirection.LeftToRight
    )
    lines = QTextLayout(text, font)
    lines.setTextOption(option)
    lines.setCacheEnabled(True)
    lines.beginLayout()
    y = 0.0
    while (line := lines.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height()
    lines.endLayout()
    return lines


def _runs_left(text: str) -> bool:
    """Whether the first strong letter belongs to a script written from right to left."""
    for letter in text:
        kind = bidirectional(letter)
        if kind in {"R", "AL"}:
            return True
        if kind == "L":
            return False
    return False


def _height_of(lines: QTextLayout) -> float:
    return sum(lines.lineAt(index).height() for index in range(lines.lineCount()))


def _widest(lines: QTextLayout) -> float:
    count = lines.lineCount()
    return max((lines.lineAt(index).naturalTextWidth() for index in range(count)), default=0.0)


def _is_cut(piece: Piece) -> bool:
    return piece.lines.text() != piece.text


def _digits_size(font: QFont, text: str) -> QSizeF:
    """Room for figures: as wide as they are, as high as the letters and a little air."""
    return QSizeF(QFontMetricsF(font).horizontalAdvance(text), font.pixelSize() * 1.06)


def _fixed_part(view: RoomView) -> RoomView:
    """The view without what may change in one arrangement: figures keep their count, not values."""
    figures = "".join("0" if sign.isdigit() else sign for sign in view.clock_text)
    return replace(view, now_text="", clock_text=figures, share_left=0.0)


def _touches(region: QRegion, rect: QRectF) -> bool:
    return region.intersects(rect.toAlignedRect())


def _outer(rect: QRectF) -> QRegion:
    return QRegion(rect.toAlignedRect().adjusted(-1, -1, 1, 1))


def _sliver(arrangement: Arrangement, share: float, other: float) -> QRectF:
    """The box around the slice by which two shares differ."""
    low, high = sorted((share, other))
    path = QPainterPath(arrangement.disc.center())
    path.arcTo(arrangement.disc, 90 + 360 * low, 360 * (high - low))
    path.closeSubpath()
    edge = 2 * arrangement.scale
    return path.boundingRect().adjusted(-edge, -edge, edge, edge)
