"""Collects garbage on the GUI thread only: on a worker it could destroy Qt objects there."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000
_YOUNG, _MIDDLE, _OLD = 700, 10, 10


class GarbageTimer(QObject):
    """Switches Python's own collector off and looks once a second whether to collect.

    The thresholds are those of CPython, so that about as much is collected as before. `stop` gives
    the collector back.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(_EVERY_MS)

    def collect(self) -> None:
        """Collect the generations that have grown past their threshold."""
        young, middle, old = gc.get_count()
        if old > _OLD:
            gc.collect(2)
        elif middle > _MIDDLE:
            gc.collect(1)
        elif young > _YOUNG:
            gc.collect(0)

    def stop(self) -> None:
        self._timer.stop()
        gc.enable()
