"""The open workbook, on a thread of its own, so that a slow disk never stutters the window."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from facilitator.errors import StorageTrouble

Result = TypeVar("Result")
# `facilitator.workbook.Workbook`; Any, as its class is imported on its own thread at first opening.
OpenWorkbook = Any


class NothingOpen(Exception):
    """A screen asked for the workbook while none is open: a fault of ours."""


class Session(Protocol):
    """How the window speaks to the workbook. See `WorkbookSession`, and `DirectSession` for tests.

    Signals:
        changed(frozenset): kinds of things a commit changed; empty means anything.
        opened: a workbook is open (`path`, `read_only`).
        closed: none is open any more.
        busy_changed(bool): a change is being written, or none is.
    """

    changed: Any
    opened: Any
    closed: Any
    busy_changed: Any
    path: Path | None
    read_only: bool

    @property
    def is_open(self) -> bool: ...

    @property
    def busy(self) -> bool:
        """Whether a change is on its way to the disk."""
        ...

    async def ask(self, question: Callable[[OpenWorkbook], Result]) -> Result:
        """Read: run a function of the workbook on its thread and return what it returns."""
        ...

    async def do(self, change: Callable[[OpenWorkbook], Result]) -> Result:
        """Change: as `ask`; on disk when it returns. `changed` follows by itself."""
        ...

    async def open(self, path: Path, *, read_only: bool = False) -> None: ...

    async def create(self, path: Path, **choices: object) -> None: ...

    async def close(self, *, back_up: bool = True) -> None: ...

    async def restore(self, backup: Path, progress: Any = None) -> Any:
        """Let a backup take the place of the open workbook and open it; gives `Restored`.

        What was there is kept first. If it fails, the workbook is opened again as it was.
        """
        ...


class _SessionSignals(QObject):
    changed = Signal(frozenset)
    opened = Signal()
    closed = Signal()
    busy_changed = Signal(bool)
    # From the workbook's thread: Qt carries it over to the GUI thread.
    committed = Signal(frozenset)


class WorkbookSession(_SessionSignals):
    """The real session: one thread owns the workbook from opening to closing.

    Questions and changes are done in the order they were asked. A change that was asked for is
    never dropped: cancelling the task that waits for it only stops the waiting.
    """

    def __init__(self, *, clock: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._thread: ThreadPoolExecutor | None = None
        self._workbook: OpenWorkbook = None
        self._writing = 0
        self.path: Path | None = None
        self.read_only = False
        self.committed.connect(self.changed)

    @property
    def is_open(self) -> bool:
        return self.path is not None

    @property
    def busy(self) -> bool:
        """Whether a change is on its way to the disk."""
        return self._writing > 0

    async def ask(self, question: Callable[[OpenWorkbook], Result]) -> Result:
        if self._workbook is None:
            raise NothingOpen
        return await self._on_thread(question, self._workbook)

    async def do(self, change: Callable[[OpenWorkbook], Result]) -> Result:
        self._count_writing(+1)
        try:
            return await self.ask(change)
        finally:
            self._count_writing(-1)

    async def open(self, path: Path, *, read_only: bool = False) -> None:
        """Open a workbook; the one that was open is closed once the new one is found good."""
        await self._take(lambda kind: kind.open(path, clock=self._clock, read_only=read_only))

    async def create(self, path: Path, **choices: object) -> None:
        """Make a new workbook file and open it; `choices` as `Workbook.create` takes them."""
        await self._take(lambda kind: kind.create(path, clock=self._clock, **choices))

    async def close(self, *, back_up: bool = True) -> None:
        """Close the workbook; its file alone is complete afterwards.

        If the backup that goes with it fails, the workbook stays open and the trouble is raised;
        closing without `back_up` still works.
        """
        if self._workbook is not None:
            await self._on_thread(_close_workbook, self._workbook, back_up)
            self._workbook = None
        was_open, self.path, self.read_only = self.is_open, None, False
        if self._thread is not None:
            self._thread.shutdown(wait=True)
            self._thread = None
        if was_open:
            self.closed.emit()

    async def restore(self, backup: Path, progress: Any = None) -> Any:
        path = self.path
        if path is None:
            raise NothingOpen
        await self._on_thread(_close_workbook, self._workbook, False)
        self._workbook, self.path = None, None
        try:
            return await self._on_thread(_restore, path, backup, self._clock, progress)
        finally:
            await self.open(path)

    async def _take(self, make: Callable[[Any], OpenWorkbook]) -> None:
        fresh = await self._on_thread(_make_workbook, make, self.committed.emit)
        old, self._workbook = self._workbook, fresh
        if old is not None:
            await self._on_thread(_close_replaced, old)
        self.path = Path(fresh.path)
        self.read_only = bool(fresh.read_only)
        self.opened.emit()

    async def _on_thread(self, work: Callable[..., Result], *arguments: Any) -> Result:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="workbook")
        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(self._thread, work, *arguments))

    def _count_writing(self, step: int) -> None:
        was = self._writing > 0
        self._writing += step
        if was != (self._writing > 0):
            self.busy_changed.emit(not was)


class DirectSession(_SessionSignals):
    """A session that answers at once, in the calling thread: for tests and for pictures.

    Its coroutines never wait, so they also run where there is no event loop.
    """

    def __init__(
        self, workbook: OpenWorkbook = None, *, clock: Any = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._workbook: OpenWorkbook = None
        self.path: Path | None = None
        self.read_only = False
        self.committed.connect(self.changed)
        if workbook is not None:
            self._adopt(workbook)

    @property
    def is_open(self) -> bool:
        return self._workbook is not None

    @property
    def busy(self) -> bool:
        return False

    async def ask(self, question: Callable[[OpenWorkbook], Result]) -> Result:
        if self._workbook is None:
            raise NothingOpen
        return question(self._workbook)

    async def do(self, change: Callable[[OpenWorkbook], Result]) -> Result:
        return await self.ask(change)

    async def open(self, path: Path, *, read_only: bool = False) -> None:
        kind = _workbook_class()
        self._replace(kind.open(path, clock=self._clock, read_only=read_only))

    async def create(self, path: Path, **choices: object) -> None:
        self._replace(_workbook_class().create(path, clock=self._clock, **choices))

    async def close(self, *, back_up: bool = True) -> None:
        if self._workbook is not None:
            self._workbook.close(back_up=back_up)
            self._workbook, self.path, self.read_only = None, None, False
            self.closed.emit()

    async def restore(self, backup: Path, progress: Any = None) -> Any:
        path = self.path
        if path is None:
            raise NothingOpen
        self._workbook.close(back_up=False)
        self._workbook, self.path = None, None
        try:
            return _restore(path, backup, self._clock, progress)
        finally:
            await self.open(path)

    def _replace(self, workbook: OpenWorkbook) -> None:
        if self._workbook is not None:
            self._workbook.close()
        self._adopt(workbook)
        self.opened.emit()

    def _adopt(self, workbook: OpenWorkbook) -> None:
        self._workbook = workbook
        self.path = Path(workbook.path)
        self.read_only = bool(workbook.read_only)
        workbook.on_change(self.committed.emit)


def _make_workbook(
    make: Callable[[Any], OpenWorkbook], tell: Callable[[frozenset[str]], None]
) -> OpenWorkbook:
    workbook = make(_workbook_class())
    workbook.on_change(tell)
    return workbook


def _close_workbook(workbook: OpenWorkbook, back_up: bool) -> None:
    workbook.close(back_up=back_up)


def _close_replaced(workbook: OpenWorkbook) -> None:
    try:
        workbook.close()
    except StorageTrouble:
        # Its backup could not be made, but another workbook is open by now: let go of this one.
        workbook.close(back_up=False)


def _restore(path: Path, backup: Path, clock: Any, progress: Any) -> Any:
    facade = importlib.import_module("facilitator.workbook")
    return facade.restore_workbook(path, backup, clock=clock, progress=progress)


def _workbook_class() -> Any:
    # Imported at the first opening, on the workbook's thread: the window is painted before the
    # database libraries are read from disk.
    return importlib.import_module("facilitator.workbook").Workbook
