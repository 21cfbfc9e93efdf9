"""A computer that stays awake while a workshop is on, and not longer."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.facilitator.live.runs import Log
from tests.ui.live.conftest import Stage
from ui.live.awake import LONG_PAUSE_SECONDS, must_stay_awake
from ui.machine.awake import Awake, AwakeState, kept_presenting


class Desktop:
    """A desktop that is asked to stay awake; it counts how often it is and is not any more."""

    def __init__(self, answer: bool = True) -> None:
        self.answer = answer
        self.held = 0
        self.threads: set[str] = set()

    def hold(self) -> AbstractContextManager[bool]:
        return self._held()

    @contextmanager
    def _held(self) -> Iterator[bool]:
        self.threads.add(threading.current_thread().name)
        self.held += 1
        try:
            yield self.answer
        finally:
            self.held -= 1


# When -----------------------------------------------------------------------------------------


def test_it_stays_awake_while_a_run_goes_on_and_not_after_its_end() -> None:
    log = Log().enter("start", 0)
    assert must_stay_awake(log.view(5), room_shown=False)
    assert must_stay_awake(log.view(50_000), room_shown=False)
    log.enter("finish", 60_000)
    assert not must_stay_awake(log.view(60_001), room_shown=True)
    assert not must_stay_awake(None, room_shown=True)


def test_a_long_pause_lets_it_sleep() -> None:
    log = Log().enter("start", 0).enter("pause", 100)
    assert must_stay_awake(log.view(100 + LONG_PAUSE_SECONDS - 1), room_shown=False)
    assert not must_stay_awake(log.view(100 + LONG_PAUSE_SECONDS), room_shown=True)


def test_before_the_start_it_stays_awake_for_the_welcome_on_the_wall() -> None:
    log = Log()
    assert must_stay_awake(log.view(-600), room_shown=True)
    assert not must_stay_awake(log.view(-600), room_shown=False)
    assert not must_stay_awake(log.view(-7200), room_shown=True)


# How ------------------------------------------------------------------------------------------


@pytest.fixture
def make_awake(qtbot: Any) -> Iterator[Callable[..., Awake]]:
    made: list[Awake] = []

    def make(desktop: Desktop) -> Awake:
        made.append(Awake(desktop.hold))
        return made[-1]

    yield make
    for awake in made:
        awake.close()


def test_it_is_asked_once_and_let_go_once(make_awake: Any, qtbot: Any) -> None:
    desktop = Desktop()
    awake = make_awake(desktop)
    awake.keep(True)
    awake.keep(True)
    qtbot.waitUntil(lambda: awake.state is AwakeState.AWAKE)
    assert (desktop.held, desktop.threads) == (1, {"awake"})
    awake.keep(False)
    awake.wait()
    assert (desktop.held, awake.state) == (0, AwakeState.ASLEEP_AS_EVER)
    awake.keep(True)
    qtbot.waitUntil(lambda: awake.state is AwakeState.AWAKE)
    awake.close()
    assert desktop.held == 0


def test_a_desktop_that_refuses_is_believed(make_awake: Any, qtbot: Any) -> None:
    awake = make_awake(Desktop(answer=False))
    awake.keep(True)
    qtbot.waitUntil(lambda: awake.state is AwakeState.NOT_POSSIBLE)


def test_a_desktop_that_breaks_disturbs_nobody(qtbot: Any) -> None:
    @contextmanager
    def broken() -> Iterator[bool]:
        raise ConnectionResetError("the bus went away")
        yield True

    awake = Awake(broken)
    awake.keep(True)
    qtbot.waitUntil(lambda: awake.state is AwakeState.NOT_POSSIBLE)
    awake.close()


def test_without_a_session_bus_the_real_one_says_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    with kept_presenting() as awake:
        assert awake is False


def test_the_status_line_says_so_while_a_run_is_on(stage: Stage, qtbot: Any) -> None:
    keeper = stage.screen._keeper
    told: list[list[str]] = []
    stage.window.show_facts = lambda facts: told.append([words for _, words in facts])  # type: ignore[method-assign]
    awake = keeper._awake
    awake._hold = Desktop(answer=False).hold
    stage.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: awake.state is AwakeState.NOT_POSSIBLE)
    assert told[-1] == ["This computer may fall asleep"]
    stage.press(Qt.Key.Key_F)
    assert awake.state is AwakeState.ASLEEP_AS_EVER
    assert told[-1] == []


def test_another_workbook_lets_it_sleep(stage: Stage, qtbot: Any) -> None:
    keeper = stage.screen._keeper
    stage.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: keeper._awake.state is AwakeState.AWAKE)
    keeper._forget()
    keeper._awake.wait()
    assert keeper._awake.state is AwakeState.ASLEEP_AS_EVER
