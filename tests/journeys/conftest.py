"""The real window for journeys: its own loop, the workbook on its own thread, a file on disk."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtWidgets import QApplication

from facilitator import workbook
from facilitator.clock import Clock, SetClock
from tests.journeys.person import Person
from tests.ui.conftest import (  # noqa: F401 - fixtures and the loop, shared with the screens' tests
    _as_a_newcomer,
    _nothing_left_behind,
    clock,
    fonts,
    pytest_asyncio_loop_factories,
    settings,
    theme,
)
from ui.jobs.garbage import GarbageTimer
from ui.jobs.session import WorkbookSession
from ui.settings_store import SettingsStore
from ui.shell import workbooks
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.theme.theme import Theme

Somebody = TypeVar("Somebody", bound=Person)
Sit = Callable[..., Awaitable[Any]]


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this person keeps documents."""
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setattr(workbooks, "documents_folder", lambda: folder)
    # Where the computer stands, whichever one runs this.
    monkeypatch.setattr(workbook, "local_time_zone", lambda: "UTC")
    return folder


@pytest.fixture
def loop_faults() -> Iterator[list[str]]:
    """What the loop could tell nobody: none of it may happen."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
async def sit_down(
    theme: Theme,  # noqa: F811 - as fixtures are asked for
    settings: SettingsStore,  # noqa: F811
    clock: SetClock,  # noqa: F811
    documents: Path,
    loop_faults: list[str],
) -> AsyncIterator[Sit]:
    """Starts the window as the program does: `await sit_down(Mouse)`, with no workbook open.

    The window is closed as a person closes it, in its stages; nothing may be left running.
    """
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: loop_faults.append(str(context)))
    garbage = GarbageTimer()
    made: list[Person] = []

    async def sit(
        kind: type[Somebody], named: Path | None = None, clock: Clock = clock
    ) -> Somebody:
        session = WorkbookSession(clock=clock)
        window = MainWindow(theme, settings, session, clock)
        person = kind(window)
        made.append(person)
        window.resize(1366, 768)
        window.go(Route("welcome"))
        window.show()
        window.activateWindow()
        await person.until(window.isActiveWindow, "the window")
        if named is not None:
            window.workbooks.open(named)
            await person.settled()
        return person

    yield sit
    for person in made:
        await put_away(person)
    garbage.stop()
    QApplication.processEvents()


async def put_away(person: Person) -> None:
    """Close the window by its cross, if it is still there; tasks and thread end with it."""
    if person.is_gone:
        return
    window = person.window
    if not window._may_close:
        window.close()
    await person.until(lambda: window._may_close and not window.isVisible(), "the end")
    person.is_gone = True
    await person.until(lambda: not len(window._tasks), "the end of all tasks")
    assert not window.session.is_open
    window.deleteLater()
