"""The disc of a running activity, in the shape of its phase.

Time enough is a plain disc. The warning puts a thin ring around it, the last minute a thick one
and another colour; past the plan the disc is gone and an open ring is left. A pause puts two bars
in the middle. So each phase can be told by its shape alone, also in grey.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from facilitator.live.model import Phase
from ui.theme.palette import Palette
from ui.theme.theme import Theme
from ui.widgets.disc import draw_disc

RIM_ROOM = 0.055
"""How far the ring of a warning reaches beyond the disc, as a share of the disc's width."""
RING_WIDTH = 0.073
"""Width of the open ring, as a share of the disc's width."""
_RING_GAP_DEGREES = 37
_RING_INSET = 0.026


def paint_phase_disc(
    painter: QPainter,
    palette: Palette,
    disc: QRectF,
    share_left: float,
    *,
    phase: Phase = Phase.TIME_ENOUGH,
    minutes: int = 0,
    paused: bool = False,
) -> None:
    """Paint the disc with `share_left` (0 to 1) of it left and a tick for each of `minutes`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if phase is Phase.OVERTIME:
        _paint_ring(painter, palette["disc-over"], disc)
        if paused:
            _paint_bars(painter, palette, disc)
        return
    last = phase is Phase.LAST_MINUTE
    draw_disc(
        painter,
        palette,
        disc,
        share_left,
        ticks=minutes,
        fill="disc-warn" if last else "disc-fill",
        tick_colour=palette["canvas"],
    )
    if last or phase is Phase.WARNING:
        _paint_rim(painter, palette["disc-warn"], disc, (0.034 if last else 0.017) * disc.width())
    if paused:
        _paint_bars(painter, palette, disc)


def paint_done(painter: QPainter, palette: Palette, disc: QRectF) -> None:
    """A closed ring with a tick: we are through."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = RING_WIDTH * disc.width()
    inset = _RING_INSET * disc.width() + width / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_round_pen(palette["disc-fill"], width))
    painter.drawEllipse(disc.adjusted(inset, inset, -inset, -inset))
    corners = [_within(disc, 0.33, 0.52), _within(disc, 0.45, 0.64), _within(disc, 0.68, 0.38)]
    painter.drawPolyline(corners)


def _paint_ring(painter: QPainter, colour: QColor, disc: QRectF) -> None:
    width = RING_WIDTH * disc.width()
    inset = _RING_INSET * disc.width() + width / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_round_pen(colour, width))
    painter.drawArc(
        disc.adjusted(inset, inset, -inset, -inset),
        round((90 + _RING_GAP_DEGREES / 2) * 16),
        round((360 - _RING_GAP_DEGREES) * 16),
    )


def _paint_rim(painter: QPainter, colour: QColor, disc: QRectF, width: float) -> None:
    reach = 0.013 * disc.width() + width / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, width))
    painter.drawEllipse(disc.adjusted(-reach, -reach, reach, reach))


def _paint_bars(painter: QPainter, palette: Palette, disc: QRectF) -> None:
    unit = disc.width() / 20
    centre = disc.center()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette["canvas"])
    painter.drawEllipse(centre, unit * 3.6, unit * 3.6)
    painter.setBrush(palette["text"])
    for offset in (-1.7, 0.5):
        bar = QRectF(centre.x() + offset * unit, centre.y() - 1.9 * unit, 1.2 * unit, 3.8 * unit)
        painter.drawRoundedRect(bar, unit * 0.2, unit * 0.2)


def _round_pen(colour: QColor, width: float) -> QPen:
    return QPen(
        colour,
        width,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def _within(rect: QRectF, across: float, down: float) -> QPointF:
    return QPointF(rect.left() + across * rect.width(), rect.top() + down * rect.height())


class PhaseDisc(QWidget):
    """The disc as a widget; it has no clock, others tell it what to show.

    `side` is the disc's width at 100 %; the room for the ring of a warning comes on top.
    """

    def __init__(
        self, theme: Theme, *, side: int, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._side = side
        self._share, self._minutes = 1.0, 0
        self._phase, self._paused, self._done = Phase.TIME_ENOUGH, False, False
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._remeasure)

    def show_share(
        self,
        share_left: float,
        *,
        phase: Phase = Phase.TIME_ENOUGH,
        minutes: int = 0,
        paused: bool = False,
        done: bool = False,
    ) -> None:
        """Show another moment; paints only when something differs that can be seen."""
        wanted = (share_left, minutes, phase, paused, done)
        if wanted == (self._share, self._minutes, self._phase, self._paused, self._done):
            return
        self._share, self._minutes, self._phase, self._paused, self._done = wanted
        self.update()

    def set_side(self, side: int) -> None:
        """Take another width (at 100 %)."""
        if side != self._side:
            self._side = side
            self._remeasure()

    @override
    def sizeHint(self) -> QSize:
        # As large as the window allows, not as the text: at 200 % the digits need the room.
        side = round(self._side * (1 + 2 * RIM_ROOM))
        return QSize(side, side)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        whole = min(self.width(), self.height())
        side = whole / (1 + 2 * RIM_ROOM)
        disc = QRectF(0, 0, side, side)
        disc.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        if self._done:
            paint_done(painter, self._theme.palette, disc)
            return
        paint_phase_disc(
            painter,
            self._theme.palette,
            disc,
            self._share,
            phase=self._phase,
            minutes=self._minutes,
            paused=self._paused,
        )

    def _remeasure(self) -> None:
        self.updateGeometry()
        self.update()
