"""The room display: readable far away, quiet, and blind to everything that is not for the room."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

import pytest
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QRegion

from facilitator.live.machine import replay
from facilitator.live.model import (
    ClockMode,
    EventKind,
    Instant,
    Phase,
    PlannedActivity,
    PlannedStep,
    PlannedTrack,
    RoomChoice,
    RoomLayout,
    RunEvent,
    RunPlan,
    TimerAct,
    TimerKind,
    TimerOrder,
    TimerSpec,
)
from facilitator.live.room import RoomView, room_plan, room_view
from tests.ui.live.conftest import Stage
from ui.live.room_arrange import Arrangement
from ui.live.room_display import RoomDisplay
from ui.live.room_paint import SMALLEST, RoomPainter
from ui.live.room_screens import RoomPlace
from ui.live.room_words import MAIN, RoomWords, room_words
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
        tracks=(PlannedTrack(SECRET, SECRET, (PlannedStep(SECRET, SECRET, 60),)),),
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


def saw(
    minutes: float,
    *events: tuple[EventKind, float],
    choice: RoomChoice | None = None,
    timers: tuple[TimerSpec, ...] = (),
) -> RoomView:
    """What the room sees so many minutes after the planned start; `timers` from minute 1 on."""
    plan, now = a_plan(), at(minutes)
    log = [RunEvent(kind, at(when)) for kind, when in events]
    log += [
        RunEvent(EventKind.TIMER, at(1), timer=TimerOrder(TimerAct.ADD, f"{SECRET}{number}", spec))
        for number, spec in enumerate(timers)
    ]
    log.sort(key=lambda event: event.instant.wall_utc)
    return room_view(room_plan(plan), replay(plan, log, now), choice)


def seen(minutes: float, *events: tuple[EventKind, float], **more: Any) -> RoomWords:
    return room_words(saw(minutes, *events, **more))


STARTED = (EventKind.START, 0.0)
TIMERS = (
    TimerSpec(TimerKind.GROUP, (300, 300), SECRET, (SECRET, SECRET)),
    TimerSpec(TimerKind.GROUP, (240,), SECRET),
    TimerSpec(TimerKind.TURN, (120,) * 6, SECRET),
)
TWELVE = tuple(TimerSpec(TimerKind.GROUP, (300,), SECRET) for _ in range(12))


def chosen(layout: RoomLayout, mode: ClockMode = ClockMode.DOWN, message: str = "") -> RoomChoice:
    return RoomChoice(layout, mode, message)


MOMENTS: dict[str, RoomWords] = {
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
    "timers": seen(3, STARTED, timers=TIMERS),
    "twelve timers": seen(3, STARTED, timers=TWELVE),
    "message": seen(3, STARTED, choice=RoomChoice(message="Water is by the door.")),
    "break that is not planned": seen(
        3,
        STARTED,
        choice=chosen(RoomLayout.BREAK),
        timers=(TimerSpec(TimerKind.BREAK, (600,), SECRET),),
    ),
    "counting up": seen(12.5, STARTED, choice=RoomChoice(mode=ClockMode.UP)),
    "wall clock": seen(12.5, STARTED, choice=RoomChoice(mode=ClockMode.CLOCK)),
    "about to advance": room_words(replace(saw(9.9, STARTED), countdown_seconds=6)),
}
for _layout in RoomLayout:
    for _name, _minutes in (("activity", 3.0), ("last minute", 9.5), ("overtime", 12.5)):
        for _mode in (ClockMode.DOWN, ClockMode.NONE):
            MOMENTS[f"{_layout.value}, {_name}, {_mode.value}"] = seen(
                _minutes,
                STARTED,
                choice=chosen(_layout, _mode, "Water is by the door."),
                timers=TIMERS,
            )
PHASES = ["activity", "warning", "last minute", "overtime"]
SIZES = [
    (800, 600),
    (1024, 768),
    (1280, 800),
    (1366, 768),
    (1920, 1080),
    (3840, 2160),
    (1080, 1920),
]


@pytest.fixture
def families(theme: Theme) -> list[str]:
    return theme.font(Type.BODY).families()


@pytest.fixture
def painter(families: list[str]) -> RoomPainter:
    return RoomPainter(screen_palette(dark=False), families)


def painted(painter: RoomPainter, words: RoomWords, direction: Any = LTR) -> QImage:
    image = QImage(1024, 768, QImage.Format.Format_RGB32)
    brush = QPainter(image)
    arrangement = painter.arrange(words, QSizeF(1024, 768), direction)
    painter.paint(brush, words, arrangement, QRegion(0, 0, 1024, 768))
    brush.end()
    return image


def arranged(painter: RoomPainter, moment: str, size: tuple[int, int] = (1024, 768)) -> Arrangement:
    return painter.arrange(MOMENTS[moment], QSizeF(*size), LTR)


def all_texts(value: object) -> Iterator[str]:
    """Every text in a value and in what it is made of."""
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from all_texts(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from all_texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from all_texts(getattr(value, field.name))


# What it can show -----------------------------------------------------------------------------


@pytest.mark.parametrize("moment", MOMENTS)
def test_no_name_note_or_id_ever_reaches_it(moment: str) -> None:
    texts = list(all_texts(MOMENTS[moment]))
    assert texts
    assert not [text for text in texts if SECRET in text]


@pytest.mark.parametrize("moment", MOMENTS)
def test_it_draws_no_other_words_than_those_of_its_view(moment: str, painter: RoomPainter) -> None:
    words = MOMENTS[moment]
    shorts = [timer.short for timer in words.timers]
    for piece in arranged(painter, moment).pieces:
        if piece.text and not piece.text.startswith("and "):
            assert piece.text in (*words.sentences, *shorts)


def test_what_is_drawn_is_also_told_to_screen_readers(theme: Theme, qtbot: Any) -> None:
    display = RoomDisplay(theme, dark=False)
    qtbot.addWidget(display)
    display.show_view(saw(14, STARTED, (EventKind.NEXT, 10)))
    for word in ("Back at", "Activity 1", "Task 1", "Activity 2"):
        assert word in display.accessibleDescription()


# How it looks ---------------------------------------------------------------------------------


@pytest.mark.parametrize("moment", MOMENTS)
def test_no_letter_is_too_small_for_eight_metres(moment: str, painter: RoomPainter) -> None:
    made = arranged(painter, moment)
    sizes = [piece.pixels for piece in made.pieces]
    sizes += [figure.font.pixelSize() for figure in made.figures]
    assert min(sizes) >= SMALLEST == 34


@pytest.mark.parametrize("moment", ["activity", "break"])
def test_the_time_is_the_largest_thing_after_the_disc(moment: str, painter: RoomPainter) -> None:
    clock = arranged(painter, moment).clock
    assert clock is not None
    assert clock.font.pixelSize() == 132


@pytest.mark.parametrize("size", [(1024, 768), (1280, 800), (1366, 768), (1920, 1080)])
def test_the_disc_takes_nearly_half_the_width(size: tuple[int, int], painter: RoomPainter) -> None:
    disc = arranged(painter, "activity", size).disc
    assert disc.width() >= 0.45 * size[0]
    assert QRectF(0, 0, *size).contains(disc)


@pytest.mark.parametrize("size", SIZES)
def test_alone_the_disc_takes_most_of_the_height(
    size: tuple[int, int], painter: RoomPainter
) -> None:
    for minutes in (3.0, 9.5, 12.5):
        words = seen(minutes, STARTED, choice=chosen(RoomLayout.DISC))
        made = painter.arrange(words, QSizeF(*size), LTR)
        assert made.disc.width() >= 0.65 * min(size)
        assert {piece.text for piece in made.pieces} <= {"", "Last minute", "past the plan"}
        assert made.logo is None


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("direction", [LTR, RTL])
def test_nothing_leaves_the_picture_or_lies_on_something_else(
    size: tuple[int, int], direction: Any, painter: RoomPainter
) -> None:
    picture = QRectF(0, 0, *size)
    for name, words in MOMENTS.items():
        made = painter.arrange(words, QSizeF(*size), direction)
        boxes = [piece.rect for piece in made.pieces if piece.text]
        boxes += [figure.rect for figure in made.figures]
        boxes += [rect for _, rect in made.marks] + [rect for _, rect, _ in made.icons]
        discs = [disc.rect for disc in made.discs]
        for box in boxes + discs:
            assert picture.contains(box), name
        for number, box in enumerate(boxes):
            for other in boxes[number + 1 :]:
                # Lines of text stand close: what matters is that letters do not meet.
                shared = box.intersected(other)
                assert shared.height() <= 0.3 * min(box.height(), other.height()), name
            for disc in [] if words.in_ring else discs:
                assert not box.intersects(disc.adjusted(1, 1, -1, -1)), name


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("direction", [LTR, RTL])
def test_words_that_are_too_long_wrap_shrink_and_are_cut_at_last(
    size: tuple[int, int], direction: Any, painter: RoomPainter
) -> None:
    long = replace(
        MOMENTS["last minute"],
        title="A title far longer than anybody should write for people who sit at the back",
        task="Take a sheet, write three questions, hand it on, read, add one, mark the best one,"
        " hand it back, and then say aloud what you found and why you marked it.",
        figures={**MOMENTS["last minute"].figures, "clock": "1:05:30"},
        next_title="Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung",
        heading="Nachhaltigkeitsbildungsprogrammauftaktveranstaltungswochenende am See",
    )
    made = painter.arrange(long, QSizeF(*size), direction)
    boxes = [piece.rect for piece in made.pieces] + [figure.rect for figure in made.figures]
    for box in boxes:
        assert QRectF(0, 0, *size).contains(box)
        assert not box.intersects(made.disc)
    assert all(piece.lines.text() for piece in made.pieces)


def test_an_agenda_that_is_too_long_shows_what_is_on_and_what_follows(painter: RoomPainter) -> None:
    words = seen(3, STARTED, choice=chosen(RoomLayout.AGENDA))
    line = words.rows[2]
    rows = (*words.rows, *(replace(line, title=f"Later {number}") for number in range(30)))
    rows = (*(replace(line, title=f"Before {n}", status=rows[1].status) for n in range(9)), *rows)
    made = painter.arrange(replace(words, rows=rows), QSizeF(1024, 768), LTR)
    titles = [piece.text for piece in made.pieces]
    assert "Activity 0" in titles
    assert "Later 0" in titles
    assert any(text.startswith("and ") and text.endswith(" more") for text in titles)


def test_twelve_timers_all_have_a_place(painter: RoomPainter) -> None:
    for size in SIZES:
        made = arranged(painter, "twelve timers", size)
        assert sum(figure.key.startswith("timer-") for figure in made.figures) == 12


def test_each_phase_has_its_own_word() -> None:
    words = [MOMENTS[each].phase_text or MOMENTS[each].ring_text for each in PHASES]
    assert words == ["", "Nearly time", "Last minute", "past the plan"]


def test_each_phase_has_its_own_shape_also_in_grey(painter: RoomPainter) -> None:
    """Where there is anything but paper just outside the disc, and in its middle."""
    told = []
    for moment in PHASES:
        view = replace(MOMENTS[moment], shares={MAIN: 0.5})
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
    view = replace(MOMENTS["activity"], shares={MAIN: 0.75})
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
    display.show_view(saw(3, STARTED, timers=TIMERS))
    display.grab()
    arranged = display.arranged
    for second in range(1, 50):
        display.show_view(saw(3 + second / 60, STARTED, timers=TIMERS))
        display.grab()
    assert display.arranged == arranged
    assert display.seconds_painted == 49


def test_a_second_changes_less_than_a_tenth_of_the_picture(painter: RoomPainter) -> None:
    old, new = seen(3, STARTED), seen(3 + 1 / 60, STARTED)
    assert painter.same_places(old, new)
    arrangement = painter.arrange(old, QSizeF(1024, 768), LTR)
    region = painter.changed(arrangement, old, new)
    area = sum(rect.width() * rect.height() for rect in region)
    assert 0 < area < 0.1 * 1024 * 768


def test_what_is_repainted_is_all_that_changed(painter: RoomPainter) -> None:
    old, new = (seen(when, STARTED, timers=TIMERS) for when in (3, 3 + 7 / 60))
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
    assert max(abs(one - other) for one, other in pairs) <= 32


# On the console -------------------------------------------------------------------------------


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
    assert likeness.words is not None
    assert likeness.words.clock == "9:00"


# What it says -----------------------------------------------------------------------------------


def test_a_break_says_when_it_is_over(painter: RoomPainter) -> None:
    words = MOMENTS["break"]
    assert (words.layout, words.clock_label, words.clock) == (RoomLayout.BREAK, "Back at", "17:50")
    assert arranged(painter, "break").icons


def test_a_break_that_nobody_planned_shows_its_own_time_and_not_the_task() -> None:
    words = MOMENTS["break that is not planned"]
    assert (words.title, words.task, words.clock) == ("Break", "", "17:41")
    assert words.shares[MAIN] == pytest.approx(0.8)
    assert words.timers == ()


def test_a_message_stands_beside_the_task(painter: RoomPainter) -> None:
    drawn = {piece.text for piece in arranged(painter, "message").pieces}
    assert {"Water is by the door.", "Task 0"} <= drawn


def test_overtime_is_counted_up() -> None:
    assert MOMENTS["overtime"].clock == "+2:30"
    assert MOMENTS["overtime"].phase is Phase.OVERTIME


def test_what_counts_up_never_reads_as_time_past_the_plan() -> None:
    assert (MOMENTS["counting up"].clock, MOMENTS["counting up"].ring_text) == ("12:30", "so far")
    assert MOMENTS["counting up"].phase_text == "Past the plan"
    assert (MOMENTS["wall clock"].clock, MOMENTS["wall clock"].ring_text) == ("17:42", "")


def test_before_it_advances_by_itself_the_seconds_are_told_beside_what_comes(
    painter: RoomPainter,
) -> None:
    assert MOMENTS["about to advance"].next_label == "In 6 seconds"
    bar = arranged(painter, "about to advance").countdown
    assert bar is not None
    assert bar.width() == 1024


def test_timers_are_told_by_number_and_turns_by_count() -> None:
    words = MOMENTS["timers"]
    labels = [timer.label for timer in words.timers]
    assert labels == ["Group 1: 1/2", "Group 2", "Turn 2 of 6"]
    assert [words.figures[timer.key] for timer in words.timers] == ["3:00", "2:00", "2:00"]


def test_a_timer_that_is_over_counts_on_as_a_ring(painter: RoomPainter) -> None:
    words = seen(6.5, STARTED, timers=TIMERS[1:2])
    assert words.figures[words.timers[0].key] == "+1:30"
    made = painter.arrange(words, QSizeF(1024, 768), LTR)
    assert [disc.over for disc in made.discs if disc.plain] == [True]


def test_a_blank_room_sees_nothing_and_hears_of_nothing(theme: Theme, qtbot: Any) -> None:
    display = RoomDisplay(theme, dark=False)
    qtbot.addWidget(display)
    display.resize(400, 300)
    display.show_view(saw(3, STARTED))
    display.set_blank(True)
    image = display.grab().toImage()
    assert {image.pixelColor(x, y).rgb() for x in range(0, 400, 9) for y in range(0, 300, 9)} == {
        screen_palette(dark=False)["ground"].rgb()
    }
    assert "Activity" not in display.accessibleDescription()
    display.set_blank(False)
    assert "Activity 0" in display.accessibleDescription()
