"""The room display: readable far away, quiet, and blind to everything that is not for the room."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QRect, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QRegion

from facilitator.live.machine import replay
from facilitator.live.model import (
    EventKind,
    Instant,
    Phase,
    PlannedActivity,
    PlannedTrack,
    RunEvent,
    RunPlan,
)
from tests.ui.live.conftest import Stage
from ui.live.room_display import RoomDisplay
from ui.live.room_paint import SMALLEST, RoomPainter
from ui.live.room_screens import RoomPlace, RoomScreens, chosen_screen
from ui.live.room_view import RoomLayout, RoomView, room_view_of
from ui.settings_store import SettingsStore
from ui.theme.palette import screen_palette
from ui.theme.theme import Theme
from ui.theme.tokens import Type

START = datetime(2026, 10, 8, 16, 30, tzinfo=UTC)
SECRET = "SECRET"
LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


def a_planned(number: int, kind: str = "creative") -> PlannedActivity:
    """An activity with marked text in every field that is not for the room."""
    return PlannedActivity(
        id=f"{SECRET}-{number}",
        title=f"Activity {number}",
        kind=kind,
        planned_seconds=600,
        starts_at=START + timedelta(minutes=10 * number),
        warn_seconds=180,
        last_seconds=60,
        task=f"Task {number}",
        lead_name=SECRET,
        grouping=SECRET,
        room_layout=SECRET,
        aim=SECRET,
        say=SECRET,
        do=SECRET,
        watch=SECRET,
        if_short=SECRET,
        method_id=SECRET,
        materials=(SECRET,),
        tracks=(PlannedTrack(SECRET, SECRET, ((SECRET, 60),)),),
    )


def a_plan() -> RunPlan:
    return RunPlan(
        workshop_id=SECRET,
        title="A workshop",
        time_zone="Europe/London",
        starts_at=START,
        ends_at=START + timedelta(minutes=30),
        target_end=START + timedelta(minutes=30),
        activities=(a_planned(0), a_planned(1, "break"), a_planned(2)),
        programme_id=SECRET,
        programme_title="A programme",
    )


def at(minutes: float) -> Instant:
    return Instant.of(START, 0, "boot").moved(round(minutes * 60_000))


def seen(minutes: float, *events: tuple[EventKind, float]) -> RoomView:
    """What the room sees so many minutes after the planned start."""
    plan, now = a_plan(), at(minutes)
    log = [RunEvent(kind, at(when)) for kind, when in events]
    return room_view_of(plan, replay(plan, log, now), now.wall_utc)


STARTED = (EventKind.START, 0.0)
MOMENTS: dict[str, RoomView] = {
    "welcome": seen(-20),
    "late welcome": seen(5),
    "activity": seen(3, STARTED),
    "warning": seen(8, STARTED),
    "last minute": seen(9.5, STARTED),
    "overtime": seen(12.5, STARTED),
    "paused": seen(4, STARTED, (EventKind.PAUSE, 3)),
    "paused overtime": seen(14, STARTED, (EventKind.PAUSE, 12)),
    "break": seen(14, STARTED, (EventKind.NEXT, 10)),
    "last activity": seen(21, STARTED, (EventKind.NEXT, 10), (EventKind.NEXT, 20)),
    "finished": seen(31, STARTED, (EventKind.FINISH, 30)),
}
PHASES = ["activity", "warning", "last minute", "overtime"]


@pytest.fixture
def families(theme: Theme) -> list[str]:
    return theme.font(Type.BODY).families()


@pytest.fixture
def painter(families: list[str]) -> RoomPainter:
    return RoomPainter(screen_palette(dark=False), families)


def painted(painter: RoomPainter, view: RoomView, direction: Any = LTR) -> QImage:
    image = QImage(1024, 768, QImage.Format.Format_RGB32)
    brush = QPainter(image)
    arrangement = painter.arrange(view, QSizeF(1024, 768), direction)
    painter.paint(brush, view, arrangement, QRegion(0, 0, 1024, 768))
    brush.end()
    return image


# What it can show -----------------------------------------------------------------------------


@pytest.mark.parametrize("moment", MOMENTS)
def test_no_name_note_or_id_ever_reaches_it(moment: str) -> None:
    view = MOMENTS[moment]
    for field in fields(view):
        assert SECRET not in str(getattr(view, field.name)), field.name


def test_its_input_has_room_for_nothing_but_plain_words_and_numbers() -> None:
    assert {str(field.type) for field in fields(RoomView)} == {
        "str",
        "bool",
        "int",
        "float",
        "Phase",
        "RoomLayout",
    }


@pytest.mark.parametrize("moment", MOMENTS)
def test_it_draws_no_other_words_than_those_of_its_view(moment: str, painter: RoomPainter) -> None:
    view = MOMENTS[moment]
    arrangement = painter.arrange(view, QSizeF(1024, 768), LTR)
    for piece in arrangement.pieces:
        assert piece.text in view.words
        assert piece.lines.text() == piece.text


def test_what_is_drawn_is_also_told_to_screen_readers(theme: Theme, qtbot: Any) -> None:
    display = RoomDisplay(theme, dark=False)
    qtbot.addWidget(display)
    display.show_view(MOMENTS["break"])
    for word in ("Back at", "Activity 1", "Task 1", "Activity 2"):
        assert word in display.accessibleDescription()


# How it looks ---------------------------------------------------------------------------------


@pytest.mark.parametrize("moment", MOMENTS)
def test_no_letter_is_too_small_for_eight_metres(moment: str, painter: RoomPainter) -> None:
    arrangement = painter.arrange(MOMENTS[moment], QSizeF(1024, 768), LTR)
    sizes = [piece.lines.font().pixelSize() for piece in arrangement.pieces]
    sizes += [arrangement.now_font.pixelSize(), arrangement.clock_font.pixelSize()]
    assert min(sizes) >= SMALLEST == 34


@pytest.mark.parametrize("moment", ["activity", "break", "welcome"])
def test_the_time_is_the_largest_thing_after_the_disc(moment: str, painter: RoomPainter) -> None:
    arrangement = painter.arrange(MOMENTS[moment], QSizeF(1024, 768), LTR)
    assert arrangement.clock_font.pixelSize() == 132


@pytest.mark.parametrize("size", [(1024, 768), (1280, 800), (1366, 768), (1920, 1080)])
def test_the_disc_takes_nearly_half_the_width(size: tuple[int, int], painter: RoomPainter) -> None:
    arrangement = painter.arrange(MOMENTS["activity"], QSizeF(*size), LTR)
    assert arrangement.disc.width() >= 0.45 * size[0]
    assert QRect(0, 0, *size).contains(arrangement.disc.toAlignedRect())


@pytest.mark.parametrize("size", [(1024, 768), (1280, 800), (1366, 768), (1920, 1080)])
def test_nothing_leaves_the_picture_or_lies_on_the_disc(
    size: tuple[int, int], painter: RoomPainter
) -> None:
    long = replace(
        MOMENTS["last minute"],
        title="A title far longer than anybody should write for people who sit at the back",
        task="Take a sheet, write three questions, hand it on, read, add one, mark the best one,"
        " hand it back, and then say aloud what you found and why you marked it.",
        clock_text="1:05:30",
        next_title="Another title that is much longer than the strip at the foot is wide",
    )
    for direction in (LTR, RTL):
        arrangement = painter.arrange(long, QSizeF(*size), direction)
        rects = [piece.rect.toRect() for piece in arrangement.pieces]
        rects.append(arrangement.clock.toRect())
        for rect in rects:
            assert QRect(0, 0, *size).contains(rect)
            assert not rect.intersects(arrangement.disc.toRect())


def test_each_phase_has_its_own_word() -> None:
    words = [MOMENTS[moment].phase_text for moment in PHASES]
    assert words == ["", "Nearly time", "Last minute", "past the plan"]


def test_each_phase_has_its_own_shape_also_in_grey(painter: RoomPainter) -> None:
    """Where there is anything but paper just outside the disc, and in its middle."""
    told = []
    for moment in PHASES:
        view = replace(MOMENTS[moment], share_left=0.5, clock_text="5:00", phase_text="x")
        image = painted(painter, view).convertToFormat(QImage.Format.Format_Grayscale8)
        disc = painter.arrange(view, QSizeF(1024, 768), LTR).disc
        paper = image.pixelColor(2, 400).value()
        y = round(disc.center().y())

        def ink(x: float, y: int = y, image: QImage = image, paper: int = paper) -> bool:
            return abs(image.pixelColor(round(x), y).value() - paper) > 12

        told.append(
            (
                ink(disc.left() - 9),
                ink(disc.left() - 20),
                ink(disc.left() + disc.width() * 0.2),
            )
        )
    assert told == [
        (False, False, True),
        (True, False, True),
        (True, True, True),
        (False, False, False),
    ]


def test_light_and_dark_rooms(families: list[str]) -> None:
    light, dark = (
        painted(RoomPainter(screen_palette(dark=each), families), MOMENTS["activity"])
        for each in (False, True)
    )
    assert light.pixelColor(2, 400).lightness() > 220
    assert dark.pixelColor(2, 400).lightness() < 40


def test_right_to_left_the_disc_is_on_the_right_and_still_runs_clockwise(
    painter: RoomPainter,
) -> None:
    view = replace(MOMENTS["activity"], share_left=0.75)
    disc = painter.arrange(view, QSizeF(1024, 768), RTL).disc
    assert disc.center().x() > 700
    image = painted(painter, view, RTL)
    fill = screen_palette(dark=False)["disc-fill"]
    centre, quarter = disc.center(), disc.width() / 4
    gone = image.pixelColor(round(centre.x() + quarter), round(centre.y() - quarter))
    left = image.pixelColor(round(centre.x() - quarter), round(centre.y() - quarter))
    assert (gone == fill, left == fill) == (False, True)


# A second -------------------------------------------------------------------------------------


def test_a_second_repaints_the_digits_and_a_sliver_and_arranges_nothing(
    theme: Theme, qtbot: Any
) -> None:
    display = RoomDisplay(theme, dark=False)
    qtbot.addWidget(display)
    display.resize(1024, 768)
    display.show()
    display.show_view(seen(3, STARTED))
    display.grab()
    arranged = display.arranged
    for second in range(1, 50):
        display.show_view(seen(3 + second / 60, STARTED))
        display.grab()
    assert display.arranged == arranged


def test_a_second_changes_less_than_a_tenth_of_the_picture(painter: RoomPainter) -> None:
    old, new = seen(3, STARTED), seen(3 + 1 / 60, STARTED)
    assert painter.same_places(old, new)
    arrangement = painter.arrange(old, QSizeF(1024, 768), LTR)
    region = painter.changed(arrangement, old, new)
    area = sum(rect.width() * rect.height() for rect in region)
    assert 0 < area < 0.1 * 1024 * 768


def test_what_is_repainted_is_all_that_changed(painter: RoomPainter) -> None:
    old, new = seen(3, STARTED), seen(3 + 7 / 60, STARTED)
    arrangement = painter.arrange(old, QSizeF(1024, 768), LTR)
    region = painter.changed(arrangement, old, new)
    image = painted(painter, old)
    brush = QPainter(image)
    brush.setClipRegion(region)
    painter.paint(brush, new, arrangement, region)
    brush.end()
    # The rim of a longer arc is rounded a little otherwise: a few grey levels, seen by nobody.
    rgb = QImage.Format.Format_RGB888
    images = (image.convertToFormat(rgb), painted(painter, new).convertToFormat(rgb))
    pairs = zip(*(bytes(each.constBits()) for each in images), strict=True)
    assert max(abs(one - other) for one, other in pairs) <= 16


# Where it is ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "remembered", "expected"),
    [
        (["a|x|1|P1"], "", None),
        (["a|x|1|P1", "b|y|2|P2"], "", "b|y|2|P2"),
        (["a|x|1|P1", "b|y|2|P2", "c|z|3|P3"], "c|z|3|P3", "c|z|3|P3"),
        (["a|x|1|P1", "b|y|2|P2", "c|z|3|P9"], "c|z|3|P3", "c|z|3|P9"),
        (["a|x|1|P1", "b|y|2|P2"], "c|z|3|P3", "b|y|2|P2"),
        (["a|x|1|P1", "b|y|2|P2"], "a|x|1|P1", "b|y|2|P2"),
        (["|||P1", "|||P2", "|||P3"], "|||P4", "|||P2"),
    ],
)
def test_the_rooms_screen_is_the_remembered_one_and_never_the_consoles(
    keys: list[str], remembered: str, expected: str | None
) -> None:
    assert chosen_screen(keys, remembered, keys[0]) == expected


@pytest.fixture
def rooms(theme: Theme, settings: SettingsStore, qtbot: Any) -> Iterator[RoomScreens]:
    display = RoomDisplay(theme, dark=False)
    qtbot.addWidget(display)
    made = RoomScreens(theme, settings, display)
    yield made
    made.close()


def test_with_one_screen_it_is_a_plain_window(rooms: RoomScreens) -> None:
    rooms.show_view(MOMENTS["activity"])
    rooms.open()
    assert rooms.place is RoomPlace.WINDOW
    assert rooms.display is not None
    assert rooms.display.view == MOMENTS["activity"]
    assert not rooms.display.windowFlags() & Qt.WindowType.FramelessWindowHint


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
    assert SettingsStore(settings.path.parent).path.exists()
    assert rooms.dark


def test_d_opens_and_closes_it_and_the_status_line_says_so(stage: Stage) -> None:
    stage.press(Qt.Key.Key_D)
    keeper = stage.screen._keeper
    assert keeper.rooms.place is RoomPlace.WINDOW
    assert stage.text("run_room_where") == "In a window: there is only this screen."
    stage.window.activateWindow()
    stage.press(Qt.Key.Key_D)
    assert keeper.rooms.place is RoomPlace.CLOSED


def test_it_follows_the_run_and_the_likeness_shows_the_same(stage: Stage) -> None:
    keeper = stage.screen._keeper
    keeper.rooms.open()
    likeness = stage.screen._console.side.room.canvas
    assert likeness.view is not None
    assert likeness.view.layout is RoomLayout.WELCOME
    stage.window.activateWindow()
    stage.press(Qt.Key.Key_Space)
    stage.minutes(1)
    assert keeper.rooms.display is not None
    assert keeper.rooms.display.view == likeness.view
    assert likeness.view.clock_text == "9:00"


def test_a_break_says_when_it_is_over(painter: RoomPainter) -> None:
    view = MOMENTS["break"]
    assert (view.layout, view.clock_label, view.clock_text) == (
        RoomLayout.BREAK,
        "Back at",
        "17:50",
    )
    assert painter.arrange(view, QSizeF(1024, 768), LTR).cup is not None


def test_a_message_takes_the_place_of_the_task() -> None:
    plan, now = a_plan(), at(3)
    run = replay(plan, [RunEvent(EventKind.START, at(0))], now)
    view = room_view_of(plan, run, now.wall_utc, message="Tea is ready")
    assert "Tea is ready" in view.words
    assert "Task 0" not in view.words


def test_overtime_is_counted_up() -> None:
    assert MOMENTS["overtime"].clock_text == "+2:30"
    assert MOMENTS["overtime"].phase is Phase.OVERTIME
