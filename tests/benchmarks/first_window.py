"""Run as a program: shows one window, tells when it was painted, and is gone.

    first_window.py bare | window | workbook FILE

Prints one JSON object: points in time on the monotonic clock, which all processes share, and the
peak memory. The window is the product's own; only its `show` and the Today page's `load` are
wrapped here, to be told when they are over.
"""

from __future__ import annotations

import time

POINTS = {"python": time.monotonic()}

# Nothing of the project may be imported before this line: it would be counted as Python's start.
# ruff: noqa: E402
import json
import os
import sys


def _tell() -> None:
    POINTS["painted"] = time.monotonic()
    from tests.benchmarks.memory import peak_megabytes

    print(json.dumps(POINTS | {"megabytes": peak_megabytes()}), flush=True)
    # Nothing of this process is wanted any more, least of all its time to put things away.
    os._exit(0)


def bare() -> None:
    """The least that Qt can show."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    POINTS["imported"] = time.monotonic()
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    _tell()


def product(kind: str, files: list[str]) -> None:
    """The product's window; with a file, until the Today page shows it."""
    import ui.app
    from ui.shell.main_window import MainWindow

    POINTS["imported"] = time.monotonic()
    if kind == "window":
        _when_shown(MainWindow)
    else:
        _when_loaded()
    ui.app.main(files)


def _when_shown(window_class: type) -> None:
    show = window_class.show

    def shown(window) -> None:
        show(window)
        _tell_once_painted(lambda: window.windowHandle().isExposed())

    window_class.show = shown


def _when_loaded() -> None:
    from ui.today.today_screen import TodayScreen

    load = TodayScreen.load

    async def loaded(screen) -> None:
        await load(screen)
        _tell_once_painted(screen.isVisible)

    TodayScreen.load = loaded


def _tell_once_painted(is_there) -> None:
    """Paint what waits and tell; from Qt's own loop, as no task may be entered inside another."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    def paint() -> None:
        QApplication.processEvents()
        if not is_there():
            sys.stderr.write("nothing was painted\n")
            os._exit(1)
        _tell()

    QTimer.singleShot(0, paint)


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        product(sys.argv[1], sys.argv[2:])
