"""A window with the sample programme, a minute before its fourth workshop begins."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from facilitator.clock import SetClock
from facilitator.workbook import Workbook
from ui.live.run_screen import RunScreen
from ui.shell.main_window import MainWindow
from ui.shell.route import Route

FOURTH = "Ideas for a greener street"


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 10, 8, 16, 29, tzinfo=UTC))


@pytest.fixture(scope="session")
def _sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    path = folder / "sample.facilitator"
    clock = SetClock(datetime(2026, 9, 1, 8, 0, tzinfo=UTC))
    with Workbook.create(path, time_zone="Europe/London", clock=clock) as book:
        book.load_sample(through="planned")
    return path


@pytest.fixture
def book(_sample_file: Path, tmp_path: Path, clock: SetClock) -> Iterator[Workbook]:
    path = tmp_path / "centre.facilitator"
    path.write_bytes(_sample_file.read_bytes())
    book = Workbook.open(path, clock=clock)
    yield book
    book.close(back_up=False)


@pytest.fixture
def workshop_id(book: Workbook) -> str:
    return next(row.id for row in book.planning.workshops() if row.title == FOURTH)


@dataclass
class Stage:
    """The Run tab as a person has it before them."""

    window: MainWindow
    clock: SetClock
    book: Workbook
    workshop_id: str
    qtbot: Any

    @property
    def screen(self) -> RunScreen:
        screen = self.window.current
        assert isinstance(screen, RunScreen)
        return screen

    @property
    def title(self) -> str:
        return self.text("run_now_title")

    @property
    def time(self) -> str:
        return self.screen._console.now._clock.text

    @property
    def hint(self) -> str:
        hint = self.screen._console.hint.hint
        return hint.text if hint else ""

    def text(self, name: str) -> str:
        found = self.screen.findChild(object, name)
        return str(found.text())

    def press(self, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, pressed wherever the focus is."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def write(self, text: str) -> None:
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    def click(self, name: str) -> None:
        button = self.screen.findChild(QPushButton, name)
        assert button is not None, name
        assert button.isVisible(), name
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def minutes(self, minutes: float) -> None:
        """Let time pass, and the tick at its end."""
        self.clock.pass_seconds(minutes * 60)
        self.screen._keeper._tick()


@pytest.fixture
def make_stage(
    make_window: Any, clock: SetClock, book: Workbook, workshop_id: str, qtbot: Any
) -> Iterator[Callable[..., Stage]]:
    made: list[Stage] = []

    def make(of: str = "") -> Stage:
        chosen = of or workshop_id
        window = make_window(book, Route("workshop.run", (chosen,)))
        with qtbot.waitActive(window):
            window.activateWindow()
        window.current.first_focus().setFocus()
        stage = Stage(window, clock, book, chosen, qtbot)
        made.append(stage)
        return stage

    yield make
    for stage in made:
        if isinstance(stage.window.current, RunScreen):
            stage.screen._keeper.rooms.close()


@pytest.fixture
def stage(make_stage: Callable[..., Stage]) -> Stage:
    return make_stage()
