"""Marks that the disk did not take: kept, shown as not saved, and tried again until they are on it.

They hang on the window and not on a screen, so they are still tried when somebody has gone on to
the run. Nothing here is ever shown as saved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from facilitator.errors import Refused, StorageTrouble
from ui.sentences import say_error
from ui.shell.shell import Shell
from ui.widgets.trouble_bar import Trouble, WayOut
from ui.words import isolate, t, tn

_AGAIN_EVERY_MS = 5_000
_TROUBLE = "waiting-marks"

# Makes the mark in the workbook; given the moment of the key, or None for the first try.
Change = Callable[[Any, datetime | None], Any]


@dataclass(frozen=True, slots=True)
class WaitingMark:
    """One mark of one person; `pressed_at` is when it was asked for (aware)."""

    workshop_id: str
    participant_id: str
    name: str
    pressed_at: datetime
    change: Change


class WaitingMarks(QObject):
    """One for each window.

    Signals:
        changed: other marks are waiting now.
    """

    changed = Signal()

    def __init__(self, shell: Shell, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("waiting_marks")
        self._shell = shell
        self._window = window
        self._marks: dict[tuple[str, str], WaitingMark] = {}
        self._trying = False
        self._timer = QTimer(self)
        self._timer.setInterval(_AGAIN_EVERY_MS)
        self._timer.timeout.connect(self.try_again)
        shell.session.opened.connect(self._forget)
        shell.session.closed.connect(self._forget)

    @classmethod
    def of(cls, shell: Shell, window: QWidget) -> WaitingMarks:
        """Those of a window; made when first asked for."""
        for child in window.children():
            if isinstance(child, cls):
                return child
        return cls(shell, window)

    def at(self, workshop_id: str) -> dict[str, WaitingMark]:
        """The waiting marks of a workshop by participant."""
        return {who: mark for (where, who), mark in self._marks.items() if where == workshop_id}

    def keep(self, mark: WaitingMark, trouble: StorageTrouble) -> None:
        """Keep a mark that could not be written, in the place of an earlier one of that person."""
        self._marks[mark.workshop_id, mark.participant_id] = mark
        self._timer.start()
        self._tell(trouble)

    def drop(self, workshop_id: str, participant_id: str) -> bool:
        """Let go of a person's waiting mark; whether there was one."""
        found = self._marks.pop((workshop_id, participant_id), None)
        if found is not None:
            self._tell(None)
        return found is not None

    def try_again(self) -> None:
        """Try all of them now, the oldest first."""
        if self._marks and not self._trying:
            self._shell.spawn(self._write(), self._window)

    async def _write(self) -> None:
        self._trying = True
        try:
            for key, mark in list(self._marks.items()):
                if self._marks.get(key) is mark:
                    await self._write_one(key, mark)
        except StorageTrouble as trouble:
            self._tell(trouble)
        finally:
            self._trying = False

    async def _write_one(self, key: tuple[str, str], mark: WaitingMark) -> None:
        try:
            await self._shell.session.do(lambda wb: mark.change(wb, mark.pressed_at))
        except Refused as refusal:
            self._shell.notice(say_error(refusal))
        if self._marks.get(key) is mark:
            del self._marks[key]
        self._tell(None)

    def _tell(self, trouble: StorageTrouble | None) -> None:
        waiting = list(self._marks.values())
        self._shell.show_waiting(len(waiting))
        if not waiting:
            self._timer.stop()
            self._shell.trouble_solved(_TROUBLE)
        elif trouble is not None:
            self._shell.trouble(self._said(trouble, waiting))
        self.changed.emit()

    def _said(self, trouble: StorageTrouble, waiting: list[WaitingMark]) -> Trouble:
        detail = tn(
            "The mark of {name} is not saved yet. It is kept here and tried again every few"
            " seconds.",
            "{n} marks are not saved yet. They are kept here and tried again every few seconds.",
            len(waiting),
            name=isolate(waiting[0].name),
        )
        ways = (
            WayOut(t("Try again"), self.try_again, "main"),
            WayOut(t("Copy the workbook elsewhere…"), self._shell.workbooks.copy_elsewhere),
        )
        return Trouble(_TROUBLE, say_error(trouble), detail, ways, "hard-drive", lasting=True)

    def _forget(self) -> None:
        self._marks.clear()
        self._tell(None)
