"""Puts the room display on a screen, and keeps it there when cables are pulled.

A second screen is filled without a frame. Where there is only the console's own screen, the
display is a plain window beside the console. When its screen goes, the display is put away (it
would cover the console) and comes back by itself with the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from ui.live.room_display import RoomDisplay
from ui.live.room_view import RoomView
from ui.settings_store import ROOM_DARK, ROOM_SCREEN, SettingsStore
from ui.theme.theme import Theme

_WINDOW_SIZE = QSize(1024, 768)


class RoomPlace(Enum):
    """Where the room display is."""

    CLOSED = "closed"
    SCREEN = "screen"
    WINDOW = "window"
    WAITING = "waiting"
    """Its screen is gone; it returns with it."""


def key_of(screen: QScreen) -> str:
    """What tells a screen from others, also after it was unplugged: its make and its plug."""
    parts = (screen.manufacturer(), screen.model(), screen.serialNumber(), screen.name())
    return "|".join(part.strip() for part in parts)


def chosen_screen(keys: Sequence[str], remembered: str, console: str) -> str | None:
    """Which screen is the room's: the remembered one, else the same make at another plug, else
    the first that is not the console's own; None when there is no such screen.
    """
    others = [key for key in keys if key != console]
    if remembered in others:
        return remembered
    make = remembered.rpartition("|")[0]
    if make.strip("|"):
        for key in others:
            if key.rpartition("|")[0] == make:
                return key
    return others[0] if others else None


class RoomScreens(QObject):
    """Opens, moves and closes the one room display of a console.

    Signals:
        place_changed: it was opened, closed, moved, or lost or found its screen.
    """

    place_changed = Signal()

    def __init__(
        self, theme: Theme, settings: SettingsStore, console: QWidget, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settings = settings
        self._console = console
        self._display: RoomDisplay | None = None
        self._view: RoomView | None = None
        self._place = RoomPlace.CLOSED
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._screens_changed)
            app.screenRemoved.connect(self._screen_gone)

    @property
    def place(self) -> RoomPlace:
        """Where the display is now."""
        return self._place

    @property
    def display(self) -> RoomDisplay | None:
        """The window, while there is one."""
        return self._display

    @property
    def screen_number(self) -> int:
        """The number of the display's screen; the console's own is the first."""
        console = self._console.screen()
        others = [screen for screen in self._screens() if screen is not console]
        screen = self._display.screen() if self._display else None
        return others.index(screen) + 2 if screen in others else 1

    @property
    def has_choice(self) -> bool:
        """Whether there is more than one screen for the room."""
        console = self._console.screen()
        return sum(screen is not console for screen in self._screens()) > 1

    @property
    def dark(self) -> bool:
        """Whether the display is drawn for a dark room."""
        return self._settings.get(ROOM_DARK)

    def open(self) -> None:
        """Show the display on the room's screen, or in a window where there is only one screen."""
        if self._display is None:
            self._display = RoomDisplay(self._theme, dark=self.dark)
            self._display.setLayoutDirection(self._console.layoutDirection())
            self._display.closed.connect(self._closed_by_hand)
            if self._view is not None:
                self._display.show_view(self._view)
        self._put(self._wanted_screen())

    def close(self) -> None:
        """Take the display away."""
        if self._display is not None:
            display, self._display = self._display, None
            display.closed.disconnect(self._closed_by_hand)
            display.close()
            display.deleteLater()
        self._be(RoomPlace.CLOSED)

    def toggle(self) -> None:
        """Open the display, or take it away."""
        if self._place is RoomPlace.CLOSED:
            self.open()
        else:
            self.close()

    def next_screen(self) -> None:
        """Move on to the next screen that is not the console's, and remember it."""
        others = [screen for screen in self._screens() if screen is not self._console.screen()]
        if not others or self._display is None:
            return
        current = self._display.screen()
        index = others.index(current) + 1 if current in others else 0
        chosen = others[index % len(others)]
        self._settings.set(ROOM_SCREEN, key_of(chosen))
        self._put(chosen)

    def use_dark(self, dark: bool) -> None:
        """Draw for a dark room, or for a lit one; remembered."""
        self._settings.set(ROOM_DARK, dark)
        if self._display is not None:
            self._display.use_dark(dark)
        self.place_changed.emit()

    def show_view(self, view: RoomView) -> None:
        """What the room is to see from now on."""
        self._view = view
        if self._display is not None:
            self._display.show_view(view)

    # Screens -------------------------------------------------------------------------------------

    def _wanted_screen(self) -> QScreen | None:
        console = self._console.screen()
        by_key = {key_of(screen): screen for screen in self._screens()}
        wanted = chosen_screen(list(by_key), self._settings.get(ROOM_SCREEN), key_of(console))
        return by_key[wanted] if wanted is not None else None

    def _put(self, screen: QScreen | None) -> None:
        display = self._display
        if display is None:
            return
        if screen is None:
            display.setWindowFlags(Qt.WindowType.Window)
            display.setWindowState(Qt.WindowState.WindowNoState)
            display.resize(_WINDOW_SIZE.boundedTo(self._room_for_window()))
            display.show()
            self._be(RoomPlace.WINDOW)
            return
        display.setWindowFlags(
            Qt.WindowType.Window
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        display.setScreen(screen)
        display.setGeometry(screen.geometry())
        # Not showFullScreen(), which would take the keys away from the console.
        display.setWindowState(Qt.WindowState.WindowFullScreen)
        display.show()
        if not self._settings.get(ROOM_SCREEN):
            self._settings.set(ROOM_SCREEN, key_of(screen))
        self._be(RoomPlace.SCREEN)

    def _room_for_window(self) -> QSize:
        screen = self._console.screen()
        return screen.availableSize() * 0.7

    def _screens_changed(self, _screen: QScreen) -> None:
        if self._place in {RoomPlace.WAITING, RoomPlace.WINDOW}:
            screen = self._wanted_screen()
            if screen is not None:
                self._put(screen)

    def _screen_gone(self, gone: QScreen) -> None:
        if self._display is None or self._place is not RoomPlace.SCREEN:
            return
        # Qt has moved the window to another screen by now, or is about to.
        lost = self._display.screen()
        if lost is gone or lost is self._console.screen():
            self._display.hide()
            self._be(RoomPlace.WAITING)

    def _screens(self) -> list[QScreen]:
        return list(QGuiApplication.screens())

    def _closed_by_hand(self) -> None:
        self._display = None
        self._be(RoomPlace.CLOSED)

    def _be(self, place: RoomPlace) -> None:
        self._place = place
        self.place_changed.emit()
