"""Keeps the computer and its screens awake while a workshop is on.

wakepy asks the desktop for it: over D-Bus on Linux, by a thread's execution state on Windows, with
`caffeinate` on macOS. Each of these ends by itself when the program dies. Asking may take a moment
(two seconds where a desktop does not answer), so it is done on a thread of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE_SECONDS = 3.0


class AwakeState(StrEnum):
    """Whether the computer will fall asleep."""

    ASLEEP_AS_EVER = "as-ever"
    """Nobody asked for anything."""
    ASKING = "asking"
    AWAKE = "awake"
    NOT_POSSIBLE = "not-possible"
    """Asked in vain: it may fall asleep."""


Hold = Callable[[], AbstractContextManager[bool]]
"""Keeps the computer awake within a `with`; gives whether that worked."""


@contextmanager
def kept_presenting() -> Iterator[bool]:
    """Keep system and screens awake, as for a presentation; False where that cannot be had."""
    try:
        # Loaded when a run begins, and not at all on a system it does not know.
        from wakepy import keep  # noqa: PLC0415
    except (ImportError, OSError):
        yield False
        return
    with keep.presenting(on_fail="pass") as mode:
        yield bool(mode.active)


class Awake(QObject):
    """Holds the computer awake from `keep(True)` to `keep(False)`.

    With no `hold` it asks nobody and believes that the computer is awake.

    Signals:
        changed: `state` is another one.

    """

    changed = Signal()
    _told = Signal(int, bool)

    def __init__(self, hold: Hold | None = kept_presenting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("awake")
        self._hold = hold
        self._state = AwakeState.ASLEEP_AS_EVER
        self._let_go: threading.Event | None = None
        self._thread: threading.Thread | None = None
        self._turn = 0
        self._told.connect(self._take)

    @property
    def state(self) -> AwakeState:
        """What is known."""
        return self._state

    def keep(self, wanted: bool) -> None:
        """Keep the computer awake from now on, or let it sleep when it likes; returns at once."""
        if wanted == (self._let_go is not None):
            return
        if not wanted:
            self._release()
            self._be(AwakeState.ASLEEP_AS_EVER)
            return
        self._turn += 1
        self._let_go = threading.Event()
        if self._hold is None:
            self._be(AwakeState.AWAKE)
            return
        self._thread = threading.Thread(
            target=self._work,
            args=(self._hold, self._turn, self._let_go),
            name="awake",
            daemon=True,
        )
        self._be(AwakeState.ASKING)
        self._thread.start()

    def close(self) -> None:
        """Let go, and wait a moment until the desktop knows."""
        self._release()
        if self._thread is not None:
            self._thread.join(_PATIENCE_SECONDS)
            self._thread = None
        self._be(AwakeState.ASLEEP_AS_EVER)

    def wait(self) -> None:
        """Wait until the desktop knows that it was let go; for tests."""
        if self._thread is not None:
            self._thread.join(_PATIENCE_SECONDS)

    def _release(self) -> None:
        if self._let_go is not None:
            self._let_go.set()
            self._let_go = None

    def _work(self, hold: Hold, turn: int, let_go: threading.Event) -> None:
        try:
            with hold() as awake:
                self._told.emit(turn, awake)
                if awake:
                    let_go.wait()
        # Whatever a desktop answers must not stop a workshop.
        except Exception:  # noqa: BLE001
            self._tell_trouble(turn)

    def _tell_trouble(self, turn: int) -> None:
        try:
            self._told.emit(turn, False)
        except RuntimeError:
            # The window is gone already.
            return

    def _take(self, turn: int, awake: Any) -> None:
        if turn == self._turn and self._let_go is not None:
            self._be(AwakeState.AWAKE if awake else AwakeState.NOT_POSSIBLE)

    def _be(self, state: AwakeState) -> None:
        if state is not self._state:
            self._state = state
            self.changed.emit()
