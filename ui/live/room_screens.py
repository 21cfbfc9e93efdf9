"""Puts the room display on a screen, and keeps it there when cables are pulled.

A second screen is filled without a frame. Where there is only the console's own screen, the
display is a plain window beside the console. When its screen goes, the display is put away (it
would cover the console) and comes back by itself with the screen. It never covers the console's
screen unless somebody asks for that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen, QWindow
from PySide6.QtWidgets import QWidget

from facilitator.live.room import RoomView
from ui.live.room_display import RoomDisplay
from ui.live.room_identity import ScreenIdentity, chosen_screen
from ui.live.room_keys import RUN_ACTS, RoomDeed
from ui.settings_store import ROOM_DARK, ROOM_SCREEN, SettingsStore
from ui.theme.theme import Theme

_WINDOW_SIZE = QSize(1024, 768)


class RoomPlace(Enum):
    """Where the room display is."""

    CLOSED = "closed"
    SCREEN = "screen"
    WINDOW = "window"
    FULL = "full"
    """Over the console's own screen, because somebody asked for it."""
    WAITING = "waiting"
    """Its screen is gone; it returns with it."""


def screens_of_the_computer() -> list[QScreen]:
    """The screens that are connected now."""
    return list(QGuiApplication.screens())


class RoomScreens(QObject):
    """Opens, moves and closes the one room display of a console.

    Signals:
        place_changed: it was opened, closed, moved or made blank, or lost or found its screen.
        act_requested(str): a clicker's key was pressed on it: `next`, `back`, `pause`, `extend` or
            `shorten`, as the console calls them.
        mute_requested: the mute key was pressed on it.
    """

    place_changed = Signal()
    act_requested = Signal(str)
    mute_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        settings: SettingsStore,
        console: QWidget,
        parent: QObject | None = None,
        *,
        screens: Callable[[], Sequence[QScreen]] = screens_of_the_computer,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settings = settings
        self._console = console
        self._screens = screens
        self._display: RoomDisplay | None = None
        self._view: RoomView | None = None
        self._place = RoomPlace.CLOSED
        self._blank = False
        self._handle: QWindow | None = None
        self._shown_on: QScreen | None = None
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._screen_came)
            app.screenRemoved.connect(self._screen_gone)
            app.primaryScreenChanged.connect(self._look_again)

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
        others = self.others()
        return others.index(self._shown_on) + 2 if self._shown_on in others else 1

    @property
    def has_choice(self) -> bool:
        """Whether there is more than one screen for the room."""
        return len(self.others()) > 1

    @property
    def has_second_screen(self) -> bool:
        """Whether there is a screen that is not the console's."""
        return bool(self.others())

    @property
    def dark(self) -> bool:
        """Whether the display is drawn for a dark room."""
        return self._settings.get(ROOM_DARK)

    @property
    def blank(self) -> bool:
        """Whether the room sees nothing for the moment."""
        return self._blank

    def others(self) -> list[QScreen]:
        """The screens that do not show the console: a mirrored one does, and is not for the room
        alone.
        """
        own = self._console.screen().geometry()
        return [screen for screen in self._screens() if not screen.geometry().intersects(own)]

    # What one can do -----------------------------------------------------------------------------

    def open(self) -> None:
        """Show the display on the room's screen, or in a window where there is only one screen."""
        if self._display is None:
            self._display = RoomDisplay(self._theme, dark=self.dark)
            self._display.setLayoutDirection(self._console.layoutDirection())
            self._display.closed.connect(self._closed_by_hand)
            self._display.deed_requested.connect(self.do)
            self._display.set_blank(self._blank)
            if self._view is not None:
                self._display.show_view(self._view)
        self._follow_console()
        self._put(self._wanted_screen())

    def close(self) -> None:
        """Take the display away."""
        if self._display is not None:
            display, self._display = self._display, None
            display.closed.disconnect(self._closed_by_hand)
            display.close()
            display.deleteLater()
        self._blank = False
        self._be(RoomPlace.CLOSED)

    def toggle(self) -> None:
        """Open the display, or take it away."""
        if self._place is RoomPlace.CLOSED:
            self.open()
        else:
            self.close()

    def next_screen(self) -> None:
        """Move on to the next screen that is not the console's, and remember it."""
        others = self.others()
        if not others or self._display is None:
            return
        index = others.index(self._shown_on) + 1 if self._shown_on in others else 0
        self.use_screen(others[index % len(others)])

    def use_screen(self, screen: QScreen) -> None:
        """Fill that screen, now and from now on."""
        self._settings.set(ROOM_SCREEN, ScreenIdentity.of(screen).text)
        if self._display is not None:
            self._put(screen)

    def use_dark(self, dark: bool) -> None:
        """Draw for a dark room, or for a lit one; remembered."""
        self._settings.set(ROOM_DARK, dark)
        if self._display is not None:
            self._display.use_dark(dark)
        self.place_changed.emit()

    def toggle_blank(self) -> None:
        """Show the room nothing, or again what there is."""
        self._blank = not self._blank
        if self._display is not None:
            self._display.set_blank(self._blank)
        self.place_changed.emit()

    def toggle_full(self) -> None:
        """Let the window cover the console's own screen, or be a window again."""
        if self._display is None:
            return
        if self._place is RoomPlace.WINDOW:
            self._display.setWindowState(Qt.WindowState.WindowFullScreen)
            self._display.activateWindow()
            self._be(RoomPlace.FULL)
        elif self._place is RoomPlace.FULL:
            self._put(None)

    def leave(self) -> None:
        """End what was begun last: the blank picture, the full screen, the display."""
        if self._blank:
            self.toggle_blank()
        elif self._place is RoomPlace.FULL:
            self.toggle_full()
        elif self._place is not RoomPlace.CLOSED:
            self.close()

    def do(self, deed: RoomDeed) -> None:
        """Do what a clicker's key asks for; what is done to the run is asked of others."""
        if deed in RUN_ACTS:
            self.act_requested.emit(deed.value)
            return
        deeds: dict[RoomDeed, Callable[[], None]] = {
            RoomDeed.BLANK: self.toggle_blank,
            RoomDeed.OPEN: self.open_if_closed,
            RoomDeed.LEAVE: self.leave,
            RoomDeed.FULL: self.toggle_full,
            RoomDeed.MUTE: self.mute_requested.emit,
        }
        deeds[deed]()

    def open_if_closed(self) -> None:
        """What F5 does: begin to show, never take away."""
        if self._place is RoomPlace.CLOSED:
            self.open()

    def show_view(self, view: RoomView) -> None:
        """What the room is to see from now on."""
        self._view = view
        if self._display is not None:
            self._display.show_view(view)

    # Screens -------------------------------------------------------------------------------------

    def _wanted_screen(self) -> QScreen | None:
        others = self.others()
        remembered = ScreenIdentity.from_text(self._settings.get(ROOM_SCREEN))
        index = chosen_screen([ScreenIdentity.of(screen) for screen in others], remembered)
        return None if index is None else others[index]

    def _put(self, screen: QScreen | None) -> None:
        display = self._display
        if display is None:
            return
        self._watch(screen)
        if screen is None:
            display.setWindowFlags(Qt.WindowType.Window)
            display.setWindowState(Qt.WindowState.WindowNoState)
            display.resize(_WINDOW_SIZE.boundedTo(self._room_for_window()))
            display.show()
            self._be(RoomPlace.WINDOW)
            return
        self._show_on(display, screen)
        if not self._settings.get(ROOM_SCREEN):
            self._settings.set(ROOM_SCREEN, ScreenIdentity.of(screen).text)
        self._be(RoomPlace.SCREEN)

    @staticmethod
    def _show_on(display: RoomDisplay, screen: QScreen) -> None:
        """Fill a screen; the console keeps the keys."""
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

    def _watch(self, screen: QScreen | None) -> None:
        """Follow the screen that is filled when its resolution changes."""
        if self._shown_on is screen:
            return
        if self._shown_on is not None and self._shown_on in self._screens():
            self._shown_on.geometryChanged.disconnect(self._look_again)
        self._shown_on = screen
        if screen is not None:
            screen.geometryChanged.connect(self._look_again)

    def _room_for_window(self) -> QSize:
        screen = self._console.screen()
        return screen.availableSize() * 0.7

    def _follow_console(self) -> None:
        """Notice when somebody drags the console to another screen."""
        handle: QWindow | None = self._console.window().windowHandle()  # None until it was shown
        if handle is not None and handle is not self._handle:
            self._handle = handle
            handle.screenChanged.connect(self._look_again)

    def _screen_came(self, _screen: QScreen) -> None:
        if self._place is RoomPlace.WAITING:
            # Whatever was plugged in now is meant for the room.
            wanted = self._wanted_screen()
            if wanted is not None:
                self._put(wanted)
        else:
            self._look_again()

    def _look_again(self, *_what: object) -> None:
        """Screens, or the console, are not where they were."""
        if self._place in {RoomPlace.CLOSED, RoomPlace.FULL, RoomPlace.WAITING}:
            return
        wanted = self._wanted_screen()
        if self._place is RoomPlace.SCREEN and wanted is None:
            self._wait()
        elif wanted is not None:
            self._put(wanted)

    def _screen_gone(self, gone: QScreen) -> None:
        if self._place is RoomPlace.SCREEN and self._shown_on is gone:
            self._wait()

    def _wait(self) -> None:
        """Qt moves the window to the console's screen, or is about to: put it away."""
        self._shown_on = None
        if self._display is not None:
            self._display.hide()
        self._be(RoomPlace.WAITING)

    def _closed_by_hand(self) -> None:
        self._display = None
        self._blank = False
        self._be(RoomPlace.CLOSED)

    def _be(self, place: RoomPlace) -> None:
        self._place = place
        if place in {RoomPlace.CLOSED, RoomPlace.WINDOW}:
            self._watch(None)
        self.place_changed.emit()
