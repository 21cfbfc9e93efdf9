"""What tests of the window start with: fonts, settings of their own, a window without a loop."""

import gc
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtWidgets import QApplication

from facilitator.clock import SetClock
from facilitator.workbook import Workbook
from tests.ui.workbooks import write_sample
from ui.jobs.event_loop import new_loop
from ui.jobs.session import DirectSession
from ui.jobs.tasks import DirectTasks
from ui.settings_store import SettingsStore
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.theme.fonts import load_main_family, load_script_families
from ui.theme.theme import Mode, Theme
from ui.words import set_language


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> dict[str, Any]:
    """Tests that are coroutines run on the loop that the window runs on."""
    return {"qt": lambda: new_loop(QApplication.instance() or QApplication([]))}


@pytest.fixture(scope="session")
def fonts(qapp: QApplication) -> list[str]:
    qapp.setStyle("Fusion")
    qapp.setQuitOnLastWindowClosed(False)
    load_main_family()
    return load_script_families()


@pytest.fixture(scope="session", autouse=True)
def _collect_between_tests_only() -> Iterator[None]:
    """As in the window, where a timer collects: in the middle of a paint event the collector may
    take the very window that is being painted, once the test that made it has returned.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _as_a_newcomer(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """No settings from before, English, left to right; the same afterwards."""
    folder = tmp_path_factory.mktemp("config")
    monkeypatch.setenv("FACILITATOR_CONFIG_DIR", str(folder))
    QLocale.setDefault(QLocale("en-GB"))
    set_language("en")
    yield
    set_language("en")
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test must not leave threads running or windows open."""
    threads = set(threading.enumerate())
    yield
    gc.collect()
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [
        thread.name
        for thread in threading.enumerate()
        if thread not in threads and not thread.name.startswith(("Dummy", "asyncio"))
    ]
    assert left == [], "threads left running"
    # pytest-qt closes the widgets it was given after this fixture.
    if "qtbot" not in request.fixturenames:
        assert [window for window in app.topLevelWidgets() if window.isVisible()] == []


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 10, 8, 15, 55, tzinfo=UTC))


@pytest.fixture
def theme(qapp: QApplication, fonts: list[str]) -> Iterator[Theme]:
    """The light theme at 100 %, on the application."""
    made = Theme(mode=Mode.LIGHT, reduced_motion=True)
    made.use_families(fonts)
    made.changed.connect(lambda: made.dress(qapp))
    made.dress(qapp)
    yield made
    qapp.setStyleSheet("")


@pytest.fixture
def settings() -> SettingsStore:
    return SettingsStore()


MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def make_window(
    qtbot: Any, theme: Theme, settings: SettingsStore, clock: SetClock
) -> Iterator[MakeWindow]:
    """Makes a shown window: `make_window(workbook=None, route=None, **more)`.

    It works without an event loop: the session answers at once and coroutines run at once.
    """
    made: list[MainWindow] = []

    def make(workbook: Any = None, route: Route | None = None, **more: Any) -> MainWindow:
        session = DirectSession(workbook, clock=clock)
        window = MainWindow(theme, settings, session, clock, tasks=DirectTasks, **more)
        qtbot.addWidget(window, before_close_func=_may_close)
        made.append(window)
        window.resize(1366, 768)
        if workbook is not None:
            window._workbook_opened()
        window.go(route or Route("today" if workbook is not None else "welcome"))
        window.show()
        # Keys reach an active window only.
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield make
    made.clear()


def _may_close(window: MainWindow) -> None:
    """Let pytest-qt close a window at once, without its stages."""
    window._may_close = True


@pytest.fixture(scope="session")
def _sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    clock = SetClock(datetime(2026, 10, 8, 15, 55, tzinfo=UTC))
    return write_sample(folder / "Lantern Quay.facilitator", clock)


@pytest.fixture
def sample_path(tmp_path: Path, _sample_file: Path) -> Path:
    """A closed workbook with the sample programme, for this test alone."""
    path = tmp_path / _sample_file.name
    path.write_bytes(_sample_file.read_bytes())
    return path


@pytest.fixture
def sample(sample_path: Path, clock: SetClock) -> Iterator[Workbook]:
    """The open workbook of `sample_path`."""
    workbook = Workbook.open(sample_path, clock=clock)
    yield workbook
    workbook.close(back_up=False)
