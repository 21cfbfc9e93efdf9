"""Finds out what makes the window stall: prints the stack of the GUI thread when it does."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

STALL_SECONDS = 0.1


class StallWatchdog(QObject):
    """For developers (``FACILITATOR_DEV=1``): a timer beats in the GUI thread, a thread listens.

    `report` gets the stack as text, from the listening thread, once for each stall.
    """

    def __init__(
        self,
        report: Callable[[str], object] = sys.stderr.write,
        *,
        stall: float = STALL_SECONDS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._report = report
        self._stall = stall
        self._beat = time.monotonic()
        self._gui = threading.get_ident()
        self._stop = threading.Event()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.start(round(stall * 1000 / 4))
        self._listener = threading.Thread(target=self._listen, name="stall watchdog", daemon=True)
        self._listener.start()

    def stop(self) -> None:
        """End the thread; waits for it."""
        self._timer.stop()
        self._stop.set()
        self._listener.join()

    def _tick(self) -> None:
        self._beat = time.monotonic()

    def _listen(self) -> None:
        told = 0.0
        while not self._stop.wait(self._stall / 4):
            beat = self._beat
            late = time.monotonic() - beat
            if late > self._stall and beat != told:
                told = beat
                frame = sys._current_frames().get(self._gui)  # noqa: SLF001 - the way to see it
                stack = "".join(traceback.format_stack(frame)) if frame else ""
                self._report(f"The window has stood still for {late * 1000:.0f} ms:\n{stack}")
