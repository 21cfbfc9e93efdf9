"""The tick: at the second, from the clock alone, and away from the disk."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.ui.live.conftest import Stage
from ui.live.second_timer import SecondTimer
from ui.shell.route import Route


def test_the_timer_is_armed_for_what_is_left_of_the_second(qtbot: Any) -> None:
    places = iter((0, 250, 999, 12_400))
    timer = SecondTimer(lambda: next(places))
    waits = []
    for _ in range(4):
        timer.start()
        waits.append(timer.armed_ms)
    assert waits == [1002, 752, 3, 602]
    timer.stop()
    assert not timer.running


def test_it_arms_itself_again_from_the_clock_at_each_tick(qtbot: Any) -> None:
    asked: list[int] = []

    def place() -> int:
        asked.append(1)
        return 990

    timer = SecondTimer(place)
    with qtbot.waitSignals([timer.ticked, timer.ticked], timeout=2000):
        timer.start()
    timer.stop()
    assert len(asked) >= 3


def test_the_second_that_is_waited_for_is_that_of_the_activity(stage: Stage) -> None:
    stage.clock.pass_seconds(0.4)
    stage.press(Qt.Key.Key_Space)
    stage.clock.pass_seconds(10.75)
    desk = stage.screen._desk
    assert desk.ms_into_second() == 750
    stage.press(Qt.Key.Key_PageDown)
    assert desk.ms_into_second() == 0


def test_a_busy_computer_shows_the_right_second_afterwards(stage: Stage) -> None:
    stage.press(Qt.Key.Key_Space)
    stage.minutes(7.5)
    assert stage.time == "2:30"


def test_a_wall_clock_set_back_an_hour_changes_no_second(stage: Stage) -> None:
    stage.press(Qt.Key.Key_Space)
    stage.minutes(1)
    stage.clock.set_wall(stage.clock.now().replace(hour=15))
    stage.minutes(1)
    assert stage.time == "8:00"


def test_ticking_opens_no_file_but_for_an_anchor_each_half_minute(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.press(Qt.Key.Key_Space)
    session = stage.window.session
    asked: list[str] = []

    def counted(name: str) -> Callable[..., Any]:
        inner = getattr(session, name)

        async def count(job: Any) -> Any:
            asked.append(name)
            return await inner(job)

        return count

    monkeypatch.setattr(session, "ask", counted("ask"))
    monkeypatch.setattr(session, "do", counted("do"))
    counts = []
    for _ in range(65):
        stage.clock.pass_seconds(1)
        stage.screen._keeper._tick()
        counts.append(asked.count("do"))
    assert counts[28] == 0
    assert counts[-1] == 2
    # The session of the tests asks through `ask` what it is told to `do`.
    assert asked.count("ask") == 2


def test_the_run_goes_on_while_another_tab_is_shown(stage: Stage) -> None:
    stage.press(Qt.Key.Key_Space)
    keeper = stage.screen._keeper
    stage.window.go(Route("workshop.agenda", (stage.workshop_id,)))
    assert keeper.ticking
    keeper.rooms.open()
    stage.clock.pass_seconds(60)
    keeper._tick()
    assert keeper.rooms.display is not None
    assert keeper.rooms.display.words is not None
    assert keeper.rooms.display.words.clock == "9:00"
    keeper.rooms.close()
    stage.window.go(Route("workshop.run", (stage.workshop_id,)))
    assert stage.time == "9:00"
    assert stage.hint == ""


def test_an_activity_that_advances_by_itself_does_so_at_its_second(
    make_stage: Callable[..., Stage], book: Any, workshop_id: str
) -> None:
    first = book.planning.agenda(workshop_id).activities[0]
    book.planning.update_activity(first.id, auto_advance=True)
    stage = make_stage()
    stage.press(Qt.Key.Key_Space)
    stage.minutes(10.5)
    assert stage.title == "Three streets that changed"
    assert stage.time == "9:30"
