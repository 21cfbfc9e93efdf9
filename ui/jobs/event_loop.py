"""The event loop: asyncio over Qt. The one module that imports qasync."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import qasync
from PySide6.QtWidgets import QApplication


def new_loop(app: QApplication) -> asyncio.AbstractEventLoop:
    """A loop over an application; the caller closes it."""
    loop: asyncio.AbstractEventLoop = qasync.QEventLoop(app)
    return loop


def run(app: QApplication, main: Callable[[], Coroutine[Any, Any, int]]) -> int:
    """Run `main` to its end on a loop over `app`, and return its exit code.

    `main` decides when the program ends: nothing else may quit the application, as that would stop
    the loop before `main` has come to its end.
    """
    app.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: new_loop(app)) as runner:
        return runner.run(main())
