"""A Qt application as the product dresses it, for the cases that paint; nothing outlives a case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.clock import Clock
from facilitator.workbook import Workbook
from ui.jobs.session import DirectSession
from ui.jobs.tasks import DirectTasks
from ui.settings_store import SettingsStore
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.theme.fonts import load_main_family, load_script_families
from ui.theme.theme import Mode, Theme

SIZE = (1366, 768)


def application() -> QApplication:
    """The one application of this process."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["benchmarks"])
        app.setStyle("Fusion")
        app.setQuitOnLastWindowClosed(False)
        load_main_family()
    return app


@cache
def _script_families() -> list[str]:
    return load_script_families()


@contextmanager
def dressed() -> Iterator[Theme]:
    """The light theme on the application, with the fonts of all scripts."""
    app = application()
    theme = Theme(mode=Mode.LIGHT, reduced_motion=True)
    theme.use_families(_script_families())
    theme.dress(app)
    try:
        yield theme
    finally:
        app.setStyleSheet("")
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def shown(widget: QWidget) -> Iterator[None]:
    """A window that is on the (offscreen) screen and painted once."""
    widget.resize(*SIZE)
    widget.show()
    application().processEvents()
    try:
        yield
    finally:
        widget.hide()
        widget.deleteLater()


@contextmanager
def product_window(workbook: Workbook, clock: Clock, route: Route) -> Iterator[MainWindow]:
    """The product's window on a page of a workbook, without an event loop."""
    with dressed() as theme:
        session = DirectSession(workbook, clock=clock)
        window = MainWindow(theme, SettingsStore(), session, clock, tasks=DirectTasks)
        window.go(route)
        with shown(window):
            yield window
        window.current.about_to_leave()


def paint() -> None:
    """Let everything that waits be done and painted: one frame."""
    application().processEvents()
