"""Long work with progress and cancel: import, certificates, export, backup."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from facilitator.errors import Cancelled
from facilitator.progress import Progress
from ui.words import t, tn

Result = TypeVar("Result")
# Takes the progress and returns a coroutine: ``lambda progress: session.do(lambda wb: ...)``.
Work = Callable[[Progress], Coroutine[Any, Any, Result]]
SHOW_AFTER_MS = 500
_TELL_EVERY_MS = 100


class JobProgress:
    """The `Progress` of a job: written by the working thread, read by the window.

    `report` raises `Cancelled` once the person asked to stop.
    """

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self._stop = Event()

    def report(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if self._stop.is_set():
            raise Cancelled

    def stop(self) -> None:
        """Ask the work to end at its next report."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        return self._stop.is_set()


class Job(QObject):
    """One long piece of work.

    The bar is asked for half a second after the start and at most ten times a second after that.
    `run` returns or raises only when the work has really ended, also after `cancel`.

    Signals:
        progressed(str, str, int, int): what, how far in words, done, total; the bar may show.
        ended: the work has ended, however it did.
    """

    progressed = Signal(str, str, int, int)
    ended = Signal()

    def __init__(self, what: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.what = what
        self.progress = JobProgress()
        self._began = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tell)

    async def run(self, work: Work[Result]) -> Result:
        """Do the work and return its result; raises `Cancelled` when the person stopped it."""
        self._began = time.monotonic()
        self._timer.start(SHOW_AFTER_MS)
        try:
            return await work(self.progress)
        finally:
            self._timer.stop()
            self.ended.emit()

    def cancel(self) -> None:
        """Ask the work to stop; `run` ends when it has."""
        self.progress.stop()

    def how_far(self) -> str:
        """How many of how many, and how long it will take, in words."""
        done, total = self.progress.done, self.progress.total
        if not total:
            return ""
        words = t("{done} of {total}", done=done, total=total)
        passed = time.monotonic() - self._began
        if done and passed >= 2.0:
            left = max(1, round(passed / done * (total - done)))
            if left < 90:
                rest = tn("{n} second left", "{n} seconds left", left)
            else:
                rest = tn("{n} minute left", "{n} minutes left", round(left / 60))
            return f"{words}, {rest}"
        return words

    def _tell(self) -> None:
        self._timer.setInterval(_TELL_EVERY_MS)
        self.progressed.emit(self.what, self.how_far(), self.progress.done, self.progress.total)
