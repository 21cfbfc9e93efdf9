"""The room display: the window that forty people look at.

It is given a `RoomView` of the core and nothing else: no workbook, no run, no session. Its keys
are those of a clicker; it does nothing with them but say what was asked for.
"""

from __future__ import annotations

from PySide6.QtCore import QSizeF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from facilitator.live.room import RoomView
from ui.live.room_keys import RoomDeed, deed_of
from ui.live.room_paint import Arrangement, RoomPainter
from ui.live.room_words import RoomWords, room_words
from ui.theme.palette import screen_palette
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.words import t


class RoomCanvas(QWidget):
    """Paints room views; the room display itself, and its small likeness on the console.

    It has no timer: it paints when it is told something else, and then only what differs.

    Attributes:
        arranged: how often the pieces were given their places: not once a second.
        seconds_painted: how often only figures and slivers were painted.

    """

    def __init__(self, theme: Theme, *, dark: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: RoomView | None = None
        self._words: RoomWords | None = None
        self._arrangement: Arrangement | None = None
        self._blank = False
        self.arranged = 0
        self.seconds_painted = 0
        self._dark = dark
        self._painter = self._painter_in(dark=dark)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(t("What the room sees"))
        theme.changed.connect(self._renew)

    @property
    def view(self) -> RoomView | None:
        """What is shown."""
        return self._view

    @property
    def words(self) -> RoomWords | None:
        """The same in words."""
        return self._words

    @property
    def dark(self) -> bool:
        """Whether it is drawn for a dark room."""
        return self._dark

    @property
    def blank(self) -> bool:
        """Whether it shows nothing, so that people look at the person who speaks."""
        return self._blank

    def show_view(self, view: RoomView) -> None:
        """Show another view; where only digits and discs differ, only these are painted."""
        self._view = view
        old, new = self._words, room_words(view)
        if old == new:
            return
        self._words = new
        if self._blank:
            self._arrangement = None
            return
        if old is not None and self._arrangement is not None and RoomPainter.same_places(old, new):
            self.seconds_painted += 1
            self.update(RoomPainter.changed(self._arrangement, old, new))
            return
        self._arrangement = None
        self._describe()
        self.update()

    def use_dark(self, dark: bool) -> None:
        """Draw for a dark room, or for a lit one."""
        if dark != self._dark:
            self._dark = dark
            self._renew()

    def set_blank(self, blank: bool) -> None:
        """Show nothing, or what there is to show."""
        if blank != self._blank:
            self._blank = blank
            self._arrangement = None
            self._describe()
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._words is None or self._blank:
            painter.fillRect(
                event.rect(), self._painter.palette["ground" if self._blank else "canvas"]
            )
            return
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        self._painter.paint(painter, self._words, self._arranged(self._words), event.region())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrangement = None
        super().resizeEvent(event)

    def _arranged(self, words: RoomWords) -> Arrangement:
        if self._arrangement is None:
            self.arranged += 1
            size = QSizeF(self.width(), self.height())
            self._arrangement = self._painter.arrange(words, size, self.layoutDirection())
        return self._arrangement

    def _describe(self) -> None:
        said = () if self._words is None else self._words.sentences
        self.setAccessibleDescription(t("Blank") if self._blank else " · ".join(said))

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
        deed_requested(RoomDeed): a key of a clicker was pressed here.
    """

    closed = Signal()
    deed_requested = Signal(RoomDeed)

    def __init__(self, theme: Theme, *, dark: bool) -> None:
        super().__init__(theme, dark=dark)
        self.setObjectName("room_display")
        self.setWindowTitle(t("Room display"))
        self.setAccessibleName(t("Room display"))
        # The console keeps the keys; those that come here all the same are handed on.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 240)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        deed = deed_of(event.key(), event.modifiers())
        if deed is None:
            super().keyPressEvent(event)
            return
        event.accept()
        # A key that is held down must not run through the whole agenda.
        if not event.isAutoRepeat():
            self.deed_requested.emit(deed)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.deed_requested.emit(RoomDeed.FULL)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)
