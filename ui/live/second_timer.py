"""Wakes once a second, at the second: computed anew each time, never counted.

A repeating timer may sit up to a fifth of a second off the second for its whole life, and a
counted one drifts when the computer is busy or asleep. So the timer is armed for one second at a
time, and whoever listens asks the clock what to show.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

SECOND_MS = 1000
# Waking a little late shows the right second; waking a little early would show the one before.
_AFTER_MS = 2


class SecondTimer(QObject):
    """Emits `ticked` at each whole second of whatever `ms_into_second` tells the place in.

    Signals:
        ticked: another second has begun.
    """

    ticked = Signal()

    def __init__(self, ms_into_second: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ms_into_second = ms_into_second
        self._timer = QTimer(self)
        self._timer.setObjectName("second_timer")
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def running(self) -> bool:
        """Whether another tick will come."""
        return self._timer.isActive()

    @property
    def armed_ms(self) -> int:
        """How long the wait for the next second was when it was armed."""
        return self._timer.interval()

    def start(self) -> None:
        """Tick from the next second on; called again, it finds the second anew."""
        self._timer.start(SECOND_MS - self._ms_into_second() % SECOND_MS + _AFTER_MS)

    def stop(self) -> None:
        """Tick no more."""
        self._timer.stop()

    @Slot()
    def _on_timeout(self) -> None:
        self.start()
        self.ticked.emit()
