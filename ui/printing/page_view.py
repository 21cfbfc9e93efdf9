"""Pages of a paper as they will print: one at a time, whole or as near as one likes."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame
from typing_extensions import override

from facilitator.documents.page_image import PageImage, PageSize
from ui.theme.theme import Theme
from ui.theme.tokens import Type

_AROUND = 24
_CSS_DOTS = 96 / 72
"""How many logical pixels a point has at 100 %."""


class Zoom(Enum):
    """How large the page is shown."""

    WHOLE = "whole"
    WIDTH = "width"
    REAL = "100"
    LARGE = "150"
    LARGEST = "200"

    @property
    def scale(self) -> float | None:
        """The fixed scale, None where it follows the room."""
        return float(self.value) / 100 if self.value.isdigit() else None


NEARER = tuple(Zoom)


class PageView(QAbstractScrollArea):
    """Paints one page of a PDF on the ground, with a thin edge like a sheet of paper.

    The page is asked for as an image of just the pixels that are shown (`pixels_wanted`), so it is
    sharp at every zoom. Page Up and Page Down, and the wheel at the end of a page, turn pages.

    Signals:
        turned(int): the person wants the next (1) or the previous page (-1).
        pixels_wanted(int): another width in device pixels is needed.
    """

    turned = Signal(int)
    pixels_wanted = Signal(int)

    def __init__(self, theme: Theme, *, name: str = "page_view") -> None:
        super().__init__()
        self._theme = theme
        self._size: PageSize | None = None
        self._image = QImage()
        self._words = ""
        self._zoom = Zoom.WHOLE
        self._asked = 0
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(280)
        theme.changed.connect(self.viewport().update)

    @property
    def zoom(self) -> Zoom:
        return self._zoom

    def set_zoom(self, zoom: Zoom) -> None:
        """Show the page at another size."""
        self._zoom = zoom
        self._fit()

    def show_size(self, size: PageSize, words: str) -> None:
        """Prepare for a page of this size; `words` say what it is, to those who cannot see it."""
        other = self._size != size
        self._size, self._words = size, ""
        self.setAccessibleName(words)
        if other:
            self._image = QImage()
        self._asked = 0
        self.verticalScrollBar().setValue(0)
        self._fit()

    def show_image(self, drawn: PageImage) -> None:
        """The page that was asked for."""
        image = QImage(
            drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32
        )
        self._image = image.copy()
        self.viewport().update()

    def show_words(self, text: str) -> None:
        """A sentence instead of a page."""
        self._image, self._size, self._words = QImage(), None, text
        self._asked = 0
        self.setAccessibleName(text)
        self._fit()

    def go_on(self, way: int) -> None:
        """Go on (1) or back (-1) by what is in view; from the end of a page, to the next one."""
        bar = self.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + way * bar.pageStep())
        if bar.value() == before:
            self.turned.emit(way)

    def wanted_pixels(self) -> int:
        """How wide the page must be drawn to be sharp here, in device pixels."""
        return max(160, round(self._sheet().width() * self.devicePixelRatioF()))

    # What Qt calls --------------------------------------------------------------------------------

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, 560)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme.color("ground"))
        if self._size is None:
            painter.setPen(self._theme.color("text-2"))
            painter.setFont(self._theme.font(Type.BODY))
            room = self.viewport().rect().adjusted(40, 40, -40, -40)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self._words)
            return
        sheet = self._sheet()
        if self._image.isNull():
            painter.fillRect(sheet, Qt.GlobalColor.white)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(sheet, self._image)
        painter.setPen(self._theme.color("border-strong"))
        painter.drawRect(sheet.adjusted(-1, -1, 0, 0))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {
            Qt.Key.Key_PageDown: 1,
            Qt.Key.Key_Space: 1,
            Qt.Key.Key_PageUp: -1,
        }
        way = ways.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        self.go_on(way)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta().y()
        bar = self.verticalScrollBar()
        if turn and not event.modifiers():
            at_end = bar.value() == (bar.minimum() if turn > 0 else bar.maximum())
            if at_end:
                self.turned.emit(-1 if turn > 0 else 1)
                event.accept()
                return
        super().wheelEvent(event)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    # Working it out -------------------------------------------------------------------------------

    def _extent(self) -> QSize:
        """How large the page is at this zoom, in logical pixels."""
        if self._size is None:
            return QSize()
        natural = QSize(round(self._size.width * _CSS_DOTS), round(self._size.height * _CSS_DOTS))
        scale = self._zoom.scale
        if scale is not None:
            return natural * scale
        room = self.maximumViewportSize() - QSize(2 * _AROUND, 2 * _AROUND)
        if self._zoom is Zoom.WIDTH:
            width = max(room.width() - self.verticalScrollBar().sizeHint().width(), 80)
            return QSize(width, round(width * natural.height() / max(natural.width(), 1)))
        least = QSize(80, 80)
        return natural.scaled(room.expandedTo(least), Qt.AspectRatioMode.KeepAspectRatio)

    def _sheet(self) -> QRect:
        """Where the page lies in the viewport: in the middle, or scrolled."""
        size, room = self._extent(), self.viewport().size()
        left = max((room.width() - size.width()) // 2, _AROUND)
        top = max((room.height() - size.height()) // 2, _AROUND)
        # Values of a scroll bar that is mirrored count from the other side; a page is not mirrored.
        across = self.horizontalScrollBar()
        moved = across.value()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            moved = across.maximum() - across.value()
        corner = QPoint(left - moved, top - self.verticalScrollBar().value())
        return QRect(corner, size)

    def _fit(self) -> None:
        size, room = self._extent(), self.viewport().size()
        for bar, whole, shown in (
            (self.verticalScrollBar(), size.height(), room.height()),
            (self.horizontalScrollBar(), size.width(), room.width()),
        ):
            bar.setRange(0, max(0, whole + 2 * _AROUND - shown) if whole > shown else 0)
            bar.setPageStep(shown - 40)
            bar.setSingleStep(40)
        wanted = self.wanted_pixels()
        if self._size is not None and wanted != self._asked:
            self._asked = wanted
            self.pixels_wanted.emit(wanted)
        self.viewport().update()
