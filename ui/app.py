"""Starts the window, in numbered phases: paint first, read the rest from disk afterwards."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from facilitator import __version__
from facilitator.clock import Clock, SystemClock
from ui.jobs.event_loop import run
from ui.jobs.garbage import GarbageTimer
from ui.jobs.session import WorkbookSession
from ui.jobs.watchdog import StallWatchdog
from ui.machine.machine import this_computer
from ui.settings_store import KEY_HINTS, LANGUAGE, REDUCED_MOTION, TEXT_SCALE, THEME, SettingsStore
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.theme.fonts import load_main_family, load_script_families
from ui.theme.theme import Mode, Theme
from ui.words import best_language, direction, set_language

DEVELOPER_VARIABLE = "FACILITATOR_DEV"
_LONGEST_WAIT_FOR_PAINT = 1.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the window, with a workbook when one is named; returns the exit code."""
    named = list(sys.argv[1:] if arguments is None else arguments)
    # Phase 1: the application, its settings, its language and its looks.
    app = make_application()
    settings = SettingsStore()
    speak(app, settings)
    theme = make_theme(settings)
    theme.dress(app)
    # Phase 2 and later run on the event loop.
    return run(app, lambda: _live(theme, settings, [Path(each) for each in named]))


def make_application() -> QApplication:
    """The application object, with the main font loaded."""
    QApplication.setApplicationName("facilitator")
    QApplication.setApplicationDisplayName("Facilitator")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("facilitator")
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    app.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, False)
    load_main_family()
    return app


def make_theme(settings: SettingsStore) -> Theme:
    """The theme as this computer remembers it."""
    return Theme(
        mode=Mode(settings.get(THEME)),
        text_scale=settings.get(TEXT_SCALE),
        key_hints=settings.get(KEY_HINTS),
        reduced_motion=settings.get(REDUCED_MOTION),
    )


def speak(app: QApplication, settings: SettingsStore) -> None:
    """Take the chosen language, or the system's when there is a catalog for it."""
    set_language(best_language(settings.get(LANGUAGE)))
    app.setLayoutDirection(direction())


async def _live(theme: Theme, settings: SettingsStore, named: list[Path]) -> int:
    # Phase 2: the window is built and painted, before anything of the workbook is imported.
    clock: Clock = SystemClock()
    session = WorkbookSession(clock=clock)
    machine = this_computer()
    window = MainWindow(theme, settings, session, clock, machine=machine)
    _catch_everything(window)
    over = asyncio.Event()
    window.closed.connect(over.set)
    window.go(Route("welcome"))
    window.show()
    await _first_paint(window)
    # Phase 3: what is not needed for the first picture.
    theme.use_families(load_script_families())
    garbage = GarbageTimer()
    watchdog = StallWatchdog() if os.environ.get(DEVELOPER_VARIABLE) else None
    _close_on_signals(window)
    # Phase 4: the workbook that was named. It is imported and opened on its own thread.
    if named:
        window.workbooks.open(named[0])
    await over.wait()
    # Shut down: the window has put everything away by now.
    machine.close()
    garbage.stop()
    if watchdog is not None:
        watchdog.stop()
    window.deleteLater()
    return 0


class _PaintWatcher(QObject):
    """Tells that a window was painted."""

    def __init__(self, painted: asyncio.Event) -> None:
        super().__init__()
        self._painted = painted

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._painted.set()
        return False


async def _first_paint(window: MainWindow) -> None:
    """Wait until the window has been painted once, or a moment if nobody can see it.

    Events are never pumped from here: other tasks would be entered from within this one.
    """
    painted = asyncio.Event()
    watcher = _PaintWatcher(painted)
    window.installEventFilter(watcher)
    try:
        async with asyncio.timeout(_LONGEST_WAIT_FOR_PAINT):
            await painted.wait()
    except TimeoutError:
        return
    finally:
        window.removeEventFilter(watcher)


def _catch_everything(window: MainWindow) -> None:
    """Whatever goes wrong outside of a coroutine also ends at the error presenter."""

    def hook(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            window.close()
        else:
            window.present_error(error)

    def thread_hook(failed: threading.ExceptHookArgs) -> None:
        error = failed.exc_value
        if error is not None:
            QTimer.singleShot(0, window, lambda: window.present_error(error))

    def loop_hook(_loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            window.present_error(error)
        else:
            sys.stderr.write(f"{context.get('message')}\n")

    sys.excepthook = hook
    threading.excepthook = thread_hook
    asyncio.get_running_loop().set_exception_handler(loop_hook)


def _close_on_signals(window: MainWindow) -> None:
    """Ctrl+C in a terminal and a polite kill close the window as its cross does.

    Python looks at signals between its own instructions; the garbage timer sees to it that there
    are some every second.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: QTimer.singleShot(0, window, window.close))
