"""Shows an error as what it is: a refusal, known trouble with a way out, or a bug of ours."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from facilitator.errors import Cancelled, FacilitatorError, StorageTrouble
from ui.sentences import say_error
from ui.shell.report_window import ReportWindow
from ui.theme.theme import Theme
from ui.widgets.trouble_bar import Trouble, TroubleBar, WayOut
from ui.words import t

_log = logging.getLogger(__name__)
# Icons for trouble with the place rather than with the file.
_DISK_TROUBLE = frozenset({"disk-full", "low-space", "io-error", "vanished", "no-permission"})


class WaysOut(Protocol):
    """What the window can do about known trouble."""

    def notice(self, text: str) -> None: ...

    def copy_elsewhere(self) -> None: ...

    def open_read_only(self, path: Path) -> None: ...


class ErrorPresenter:
    """Keeps the one report window, and knows the ways out of known trouble."""

    def __init__(
        self, theme: Theme, window: QWidget, trouble_bar: TroubleBar, ways_out: WaysOut
    ) -> None:
        self._theme = theme
        self._window = window
        self._bar = trouble_bar
        self._ways_out = ways_out
        self._report: ReportWindow | None = None
        self.shown = 0

    def present(self, error: BaseException, *, again: Callable[[], object] | None = None) -> None:
        """Show an error; the program goes on in any case."""
        if isinstance(error, asyncio.CancelledError):
            return
        self.shown += 1
        if isinstance(error, Cancelled):
            self._ways_out.notice(t("Stopped. Nothing was changed."))
        elif isinstance(error, StorageTrouble):
            self._bar.tell(self._trouble(error, again))
        elif isinstance(error, FacilitatorError):
            self._ways_out.notice(say_error(error))
        else:
            self._show_report(error)

    @property
    def report(self) -> ReportWindow | None:
        """The report window while it is open."""
        return self._report

    def _trouble(self, error: StorageTrouble, again: Callable[[], object] | None) -> Trouble:
        ways: list[WayOut] = []
        key = error.code
        path = error.params.get("path")
        if again is not None:

            def once_more() -> None:
                self._bar.solved(key)
                again()

            ways.append(WayOut(t("Try again"), once_more))
        if error.code == "in-use" and isinstance(path, str):

            def look() -> None:
                self._bar.solved(key)
                self._ways_out.open_read_only(Path(path))

            ways.append(WayOut(t("Look at it, read only"), look))
        if error.code in _DISK_TROUBLE:
            ways.append(WayOut(t("Copy the workbook elsewhere…"), self._ways_out.copy_elsewhere))
        icon = "hard-drive" if error.code in _DISK_TROUBLE else "triangle-alert"
        detail = str(error.params.get("detail", "")) if error.code == "io-error" else ""
        return Trouble(key, say_error(error), detail, tuple(ways), icon)

    def _show_report(self, error: BaseException) -> None:
        _log.error("unexpected error", exc_info=error)
        if self._report is None:
            self._report = ReportWindow(self._theme, self._window)
            self._report.finished.connect(self._forget_report)
        self._report.add(error)
        self._report.show()
        self._report.raise_()

    def _forget_report(self, _result: int) -> None:
        if self._report is not None:
            self._report.deleteLater()
            self._report = None
