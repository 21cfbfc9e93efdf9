"""The room display on its screen: the right one, not the console's, back after a cable fell out."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.live.conftest import Stage
from ui.live.room_identity import ScreenIdentity, chosen_screen
from ui.live.room_keys import KEYS, RoomDeed
from ui.live.room_screens import RoomPlace, RoomScreens
from ui.settings_store import ROOM_SCREEN, SettingsStore
from ui.theme.theme import Theme

ROOT = Path(__file__).resolve().parents[3]
EPSON = ScreenIdentity("EPSON", "EB-W06", "X1", "HDMI-1", "1366,0 1024×768")
CHEAP = ScreenIdentity("", "", "", "HDMI-1", "1366,0 1280×720")
TV = ScreenIdentity("Philips", "TV", "9", "HDMI-2", "1366,0 1920×1080")


# Which screen ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("others", "remembered", "expected"),
    [
        ([], EPSON, None),
        ([TV], ScreenIdentity(), 0),
        ([TV, EPSON], EPSON, 1),
        # The same projector at another plug.
        ([TV, ScreenIdentity("EPSON", "EB-W06", "X1", "DP-3", "0,900 800×600")], EPSON, 1),
        # Two of the same make and no serial: the plug decides, then the place.
        (
            [
                ScreenIdentity("EPSON", "EB", "", "DP-1", "1366,0 1024×768"),
                ScreenIdentity("EPSON", "EB", "", "DP-2", "2390,0 1024×768"),
            ],
            ScreenIdentity("EPSON", "EB", "", "DP-2", "1366,0 1024×768"),
            1,
        ),
        # Another make at the plug of the remembered one is another screen.
        ([TV, ScreenIdentity("Acer", "A", "2", "HDMI-1", "1366,0 1024×768")], EPSON, 0),
        # Adapters that say nothing: the plug.
        ([ScreenIdentity("", "", "", "VGA-1", "9,9 8×6"), CHEAP], CHEAP, 1),
    ],
)
def test_the_rooms_screen_is_the_one_most_like_the_remembered(
    others: list[ScreenIdentity], remembered: ScreenIdentity, expected: int | None
) -> None:
    assert chosen_screen(others, remembered) == expected


def test_an_identity_is_kept_as_text_also_that_of_an_older_version() -> None:
    assert ScreenIdentity.from_text(EPSON.text) == EPSON
    old = ScreenIdentity.from_text("EPSON|EB-W06|X1|HDMI-1")
    assert old.likeness(EPSON) == 6
    assert ScreenIdentity.from_text("").likeness(CHEAP) == 0


# One screen -----------------------------------------------------------------------------------


@pytest.fixture
def rooms(theme: Theme, settings: SettingsStore, qtbot: Any) -> Iterator[RoomScreens]:
    console = QWidget()
    qtbot.addWidget(console)
    console.show()
    made = RoomScreens(theme, settings, console)
    yield made
    made.close()


def test_with_one_screen_it_is_a_window_that_can_be_resized(rooms: RoomScreens) -> None:
    rooms.open()
    assert rooms.place is RoomPlace.WINDOW
    assert rooms.display is not None
    assert not rooms.display.isFullScreen()
    assert not rooms.display.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert rooms.display.minimumSize() == QSize(320, 240)


def test_it_covers_the_consoles_screen_only_when_asked(rooms: RoomScreens, qtbot: Any) -> None:
    rooms.open()
    assert rooms.display is not None
    qtbot.keyClick(rooms.display, Qt.Key.Key_F11)
    assert (rooms.place, rooms.display.isFullScreen()) == (RoomPlace.FULL, True)
    qtbot.keyClick(rooms.display, Qt.Key.Key_Escape)
    assert (rooms.place, rooms.display.isFullScreen()) == (RoomPlace.WINDOW, False)
    qtbot.keyClick(rooms.display, Qt.Key.Key_Escape)
    assert rooms.place is RoomPlace.CLOSED


def test_closing_the_window_by_hand_closes_the_display(rooms: RoomScreens) -> None:
    rooms.open()
    assert rooms.display is not None
    rooms.display.close()
    assert (rooms.place, rooms.display) == (RoomPlace.CLOSED, None)
    rooms.toggle()
    assert rooms.place is RoomPlace.WINDOW


def test_the_look_for_dark_rooms_is_remembered(rooms: RoomScreens, settings: SettingsStore) -> None:
    rooms.open()
    rooms.use_dark(True)
    assert rooms.display is not None
    assert rooms.display.dark
    assert rooms.dark
    assert SettingsStore(settings.path.parent).get(ROOM_SCREEN) == ""


# Screens that come and go ---------------------------------------------------------------------


class Screen(QObject):
    """A screen of a computer that is not there."""

    geometryChanged = Signal(QRect)  # noqa: N815 - Qt's name

    def __init__(self, name: str, box: QRect) -> None:
        super().__init__()
        self._name, self.box = name, box

    def name(self) -> str:
        return self._name

    def manufacturer(self) -> str:
        return "Maker"

    def model(self) -> str:
        return self._name

    def serialNumber(self) -> str:  # noqa: N802 - Qt's name
        return ""

    def geometry(self) -> QRect:
        return self.box

    def availableSize(self) -> QSize:  # noqa: N802 - Qt's name
        return self.box.size()


class Desk:
    """A laptop with screens to plug in, and the room display on them."""

    def __init__(self, theme: Theme, settings: SettingsStore, qtbot: Any) -> None:
        self.laptop = Screen("laptop", QRect(0, 0, 1366, 768))
        self.beamer = Screen("beamer", QRect(1366, 0, 1024, 768))
        self.tv = Screen("tv", QRect(1366, 768, 1920, 1080))
        self.screens = [self.laptop]
        self.console = QWidget()
        qtbot.addWidget(self.console)
        self.console.show()
        self.console.screen = lambda: self.laptop  # type: ignore[assignment, method-assign, return-value]
        self.rooms = RoomScreens(theme, settings, self.console, screens=lambda: self.screens)  # type: ignore[arg-type, return-value]
        self.put: list[str] = []
        self.rooms._show_on = lambda display, screen: self.put.append(screen.name())  # type: ignore[assignment, attr-defined]

    def plug(self, screen: Screen) -> None:
        self.screens = [*self.screens, screen]
        self.rooms._screen_came(screen)  # type: ignore[arg-type]

    def unplug(self, screen: Screen) -> None:
        self.screens = [each for each in self.screens if each is not screen]
        self.rooms._screen_gone(screen)  # type: ignore[arg-type]


@pytest.fixture
def desk(theme: Theme, settings: SettingsStore, qtbot: Any) -> Iterator[Desk]:
    made = Desk(theme, settings, qtbot)
    yield made
    made.rooms.close()


def test_when_its_cable_comes_out_it_is_put_away_and_comes_back_by_itself(desk: Desk) -> None:
    desk.screens.append(desk.beamer)
    desk.rooms.open()
    assert (desk.rooms.place, desk.put) == (RoomPlace.SCREEN, ["beamer"])
    desk.unplug(desk.beamer)
    assert desk.rooms.place is RoomPlace.WAITING
    assert desk.rooms.display is not None
    assert not desk.rooms.display.isVisible()
    desk.rooms._look_again()
    assert desk.rooms.place is RoomPlace.WAITING
    desk.plug(Screen("beamer", QRect(1366, 0, 1024, 768)))
    assert (desk.rooms.place, desk.put) == (RoomPlace.SCREEN, ["beamer", "beamer"])


def test_a_screen_that_comes_takes_the_display_out_of_its_window(desk: Desk) -> None:
    desk.rooms.open()
    assert desk.rooms.place is RoomPlace.WINDOW
    desk.plug(desk.beamer)
    assert (desk.rooms.place, desk.rooms.screen_number) == (RoomPlace.SCREEN, 2)


def test_a_screen_that_mirrors_the_console_is_never_filled(desk: Desk) -> None:
    desk.screens.append(Screen("mirror", QRect(0, 0, 1366, 768)))
    desk.rooms.open()
    assert (desk.rooms.place, desk.rooms.has_second_screen) == (RoomPlace.WINDOW, False)


def test_the_chosen_screen_is_remembered(desk: Desk, settings: SettingsStore) -> None:
    desk.screens += [desk.beamer, desk.tv]
    desk.rooms.open()
    desk.rooms.next_screen()
    assert (desk.put[-1], desk.rooms.screen_number) == ("tv", 3)
    desk.rooms.close()
    desk.rooms.open()
    assert desk.put[-1] == "tv"
    assert ScreenIdentity.from_text(settings.get(ROOM_SCREEN)).model == "tv"


def test_another_resolution_is_filled_anew(desk: Desk) -> None:
    desk.screens.append(desk.beamer)
    desk.rooms.open()
    desk.beamer.box = QRect(1366, 0, 800, 600)
    desk.beamer.geometryChanged.emit(desk.beamer.box)
    assert desk.put == ["beamer", "beamer"]


def test_when_the_console_is_moved_to_its_screen_the_display_makes_way(desk: Desk) -> None:
    desk.screens.append(desk.beamer)
    desk.rooms.open()
    desk.console.screen = lambda: desk.beamer  # type: ignore[assignment, method-assign, return-value]
    desk.rooms._look_again()
    assert desk.put[-1] == "laptop"


_TWO_SCREENS = """
import json, sys
from PySide6.QtWidgets import QLabel, QWidget
from ui.app import make_application
from ui.live.room_screens import RoomScreens
from ui.settings_store import SettingsStore
from ui.theme.theme import Mode, Theme

app = make_application()
console = QWidget()
console.show()
settings = SettingsStore()
rooms = RoomScreens(Theme(mode=Mode.LIGHT), settings, console)
rooms.open()
app.processEvents()
display = rooms.display
box = display.geometry()
told = {
    "place": rooms.place.value,
    "screen": display.screen().name(),
    "box": [box.x(), box.y(), box.width(), box.height()],
}
second = next(screen for screen in app.screens() if screen.name() == "beamer")
app.screenRemoved.emit(second)
told["without"] = [rooms.place.value, display.isVisible()]
app.screenAdded.emit(second)
told["again"] = [rooms.place.value, display.isVisible(), display.screen().name()]
rooms.close()
print(json.dumps(told))
"""


def test_on_a_computer_with_two_screens_it_fills_the_second(tmp_path: Path) -> None:
    """Qt's own screens, in a process of its own: Qt reads the list of screens once."""
    sizes = {"laptop": (0, 1366, 768), "beamer": (1366, 1024, 768)}
    screens = [
        {"name": name, "x": x, "y": 0, "width": width, "height": height, "dpr": 1}
        | {"logicalDpi": 96, "logicalBaseDpi": 96}
        for name, (x, width, height) in sizes.items()
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "FACILITATOR_CONFIG_DIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", _TWO_SCREENS],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "place": "screen",
        "screen": "beamer",
        "box": [1366, 0, 1024, 768],
        "without": ["waiting", False],
        "again": ["screen", True, "beamer"],
    }


# A clicker ------------------------------------------------------------------------------------


def test_a_clicker_works_when_the_room_display_has_the_keys(stage: Stage) -> None:
    rooms = stage.screen._keeper.rooms
    stage.press(Qt.Key.Key_Space)
    first = stage.title
    rooms.open()
    assert rooms.display is not None

    def click(key: Qt.Key) -> None:
        stage.qtbot.keyClick(rooms.display, key)

    click(Qt.Key.Key_PageDown)
    assert stage.title != first
    click(Qt.Key.Key_PageUp)
    assert stage.title == first
    click(Qt.Key.Key_B)
    assert (rooms.blank, rooms.display.blank) == (True, True)
    click(Qt.Key.Key_B)
    assert not rooms.display.blank
    click(Qt.Key.Key_F5)
    assert rooms.place is RoomPlace.WINDOW
    click(Qt.Key.Key_Escape)
    assert rooms.place is RoomPlace.CLOSED


def test_a_display_that_covers_the_only_screen_says_how_to_get_the_console_back(
    stage: Stage,
) -> None:
    rooms = stage.screen._keeper.rooms
    rooms.open()
    stage.qtbot.keyClick(rooms.display, Qt.Key.Key_F11)
    assert rooms.place is RoomPlace.FULL
    assert any("Esc brings the console back" in each.text() for each in labels(stage))
    stage.qtbot.keyClick(rooms.display, Qt.Key.Key_Escape)
    assert rooms.place is RoomPlace.WINDOW


def labels(stage: Stage) -> list[QLabel]:
    return stage.screen.findChildren(QLabel)


def test_esc_ends_a_blank_picture_before_it_ends_the_display(rooms: RoomScreens) -> None:
    rooms.do(RoomDeed.OPEN)
    rooms.do(RoomDeed.BLANK)
    rooms.do(RoomDeed.LEAVE)
    assert (rooms.place, rooms.blank) == (RoomPlace.WINDOW, False)
    rooms.do(RoomDeed.LEAVE)
    assert rooms.place is RoomPlace.CLOSED


def test_the_mute_key_works_there_too(stage: Stage) -> None:
    keeper = stage.screen._keeper
    keeper.rooms.open()
    stage.qtbot.keyClick(keeper.rooms.display, Qt.Key.Key_M)
    assert keeper.sounds.on


def test_every_key_means_something_and_no_other_does(rooms: RoomScreens, qtbot: Any) -> None:
    asked: list[str] = []
    rooms.act_requested.connect(asked.append)
    rooms.open()
    for key in (Qt.Key.Key_A, Qt.Key.Key_Return, Qt.Key.Key_N):
        qtbot.keyClick(rooms.display, key)
    qtbot.keyClick(rooms.display, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert asked == []
    qtbot.keyClick(rooms.display, Qt.Key.Key_Plus)
    assert asked == ["extend"]
    assert set(KEYS.values()) == set(RoomDeed)


def test_this_platform_has_one_screen() -> None:
    """What the tests of one screen above rely on."""
    assert len(QGuiApplication.screens()) == 1
