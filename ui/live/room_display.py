"""The room display: the window that forty people look at.

It is given a `RoomView` and nothing else: no workbook, no run, no session. It takes no keys, so
that a presenter clicker goes on to the console.
"""

from __future__ import annotations

from PySide6.QtCore import QSizeF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.live.room_paint import Arrangement, RoomPainter
from ui.live.room_view import RoomView
from ui.theme.palette import screen_palette
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.words import t


class RoomCanvas(QWidget):
    """Paints room views; the room display itself, and its small likeness on the console.

    `arranged` counts how often the pieces were given their places: not once a second.
    """

    def __init__(self, theme: Theme, *, dark: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: RoomView | None = None
        self._arrangement: Arrangement | None = None
        self.arranged = 0
        self._painter = self._painter_in(dark=dark)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(t("What the room sees"))
        theme.changed.connect(self._renew)
        self._dark = dark

    @property
    def view(self) -> RoomView | None:
        """What is shown."""
        return self._view

    @property
    def dark(self) -> bool:
        """Whether it is drawn for a dark room."""
        return self._dark

    def show_view(self, view: RoomView) -> None:
        """Show another view; where only digits and the disc differ, only these are painted."""
        old, self._view = self._view, view
        if old == view:
            return
        if old is not None and self._arrangement is not None and RoomPainter.same_places(old, view):
            self.update(RoomPainter.changed(self._arrangement, old, view))
            return
        self._arrangement = None
        self.setAccessibleDescription(" · ".join(view.words))
        self.update()

    def use_dark(self, dark: bool) -> None:
        """Draw for a dark room, or for a lit one."""
        if dark != self._dark:
            self._dark = dark
            self._renew()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._view is None:
            painter.fillRect(event.rect(), self._painter.palette["canvas"])
            return
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        self._painter.paint(painter, self._view, self._arranged(self._view), event.region())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrangement = None
        super().resizeEvent(event)

    def _arranged(self, view: RoomView) -> Arrangement:
        if self._arrangement is None:
            self.arranged += 1
            size = QSizeF(self.width(), self.height())
            self._arrangement = self._painter.arrange(view, size, self.layoutDirection())
        return self._arrangement

    def _painter_in(self, *, dark: bool) -> RoomPainter:
        families = self._theme.font(Type.BODY).families()
        return RoomPainter(screen_palette(dark=dark), families)

    def _renew(self) -> None:
        self._painter = self._painter_in(dark=self._dark)
        self._arrangement = None
        self.update()


class RoomDisplay(RoomCanvas):
    """The window for the second screen: full of it, or a plain window where there is none.

    Signals:
        closed: somebody closed the window.
    """

    closed = Signal()

    def __init__(self, theme: Theme, *, dark: bool) -> None:
        super().__init__(theme, dark=dark)
        self.setObjectName("room_display")
        self.setWindowTitle(t("Room display"))
        self.setAccessibleName(t("Room display"))
        # The console keeps the keys, also those of a clicker.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setMinimumSize(320, 240)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)
