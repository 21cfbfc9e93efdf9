"""What the window offers a screen: the one thing a screen is given in its constructor."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from facilitator.clock import Clock
from ui.jobs.job import Work
from ui.jobs.session import Session
from ui.machine.machine import Machine
from ui.settings_store import SettingsStore
from ui.shell.route import Route
from ui.shell.workbooks import Workbooks
from ui.theme.theme import Theme
from ui.widgets.trouble_bar import Trouble

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QDialog, QWidget

Result = TypeVar("Result")


class Shell(Protocol):
    """The window, as screens see it.

    Attributes:
        theme, settings, clock: looks, what this computer remembers, what time it is.
        session: the open workbook; `await session.ask(...)` reads, `await session.do(...)` changes.
        workbooks: opening, making, copying, backing up, undo and redo.
        machine: sounds, and keeping the computer awake.

    """

    theme: Theme
    settings: SettingsStore
    session: Session
    clock: Clock
    workbooks: Workbooks
    machine: Machine

    def go(self, route: Route) -> None:
        """Show another place and remember this one."""
        ...

    def replace_route(self, route: Route) -> None:
        """Say that the same screen now stands for another route (a section was chosen)."""
        ...

    def spawn(self, work: Coroutine[Any, Any, Any], owner: QWidget | None = None) -> None:
        """Run a coroutine; what goes wrong in it is shown as trouble or as a report.

        `owner` (the current screen if not given) is kept alive until it has ended, also when the
        person has gone elsewhere.
        """
        ...

    def notice(
        self,
        text: str,
        *,
        undo: bool = False,
        action: str = "",
        keys: str = "",
        do: Callable[[], object] | None = None,
    ) -> None:
        """Say what was done, for eight seconds; with `undo` it offers Undo (Ctrl+Z)."""
        ...

    def trouble(self, trouble: Trouble) -> None:
        """Show known trouble under the header until it is solved or closed."""
        ...

    def trouble_solved(self, key: str) -> None:
        """Take trouble away."""
        ...

    def present_error(
        self, error: BaseException, *, again: Callable[[], object] | None = None
    ) -> None:
        """Show an error as what it is: a refusal, known trouble, or a bug with a report.

        `again` becomes "Try again" beside known trouble.
        """
        ...

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Icon and words in the status line for what is on now (room display, stays awake)."""
        ...

    def show_waiting(self, marks: int) -> None:
        """So many marks are not on disk yet (0: all are); the status line says so in red."""
        ...

    async def run_job(self, what: str, work: Work[Result]) -> Result:
        """Run long work with a bar and Cancel; raises `Cancelled` when the person stopped it."""
        ...

    async def ask_dialog(self, dialog: QDialog) -> int:
        """Open a dialog without blocking and return its result code."""
        ...

    async def choose_file_to_open(self, title: str, kinds: str, name: str = "") -> Path | None:
        """Ask for a file; `kinds` as Qt's file filters (``"Workbooks (*.facilitator)"``)."""
        ...

    async def choose_file_to_save(self, title: str, kinds: str, name: str = "") -> Path | None:
        """Ask where to write; `name` is proposed."""
        ...

    async def choose_folder(self, title: str) -> Path | None:
        """Ask for a folder."""
        ...

    def open_path(self, path: Path) -> None:
        """Show a file or folder with the program this computer has for it."""
        ...

    def refresh_status(self) -> None:
        """Read again what the status line says about the backup."""
        ...

    def refresh_header(self) -> None:
        """Read title, trail, tabs, actions, keys and commands of the current screen again."""
        ...
