"""Opening, making, copying and closing workbooks; taking back and doing again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, QStandardPaths, QTime

from facilitator.errors import StorageTrouble
from ui.sentences import say_action, say_notice
from ui.shell.command import Command
from ui.shell.route import Route
from ui.words import isolate, locale, t

if TYPE_CHECKING:
    from ui.shell.shell import Shell

SUFFIX = ".facilitator"


def workbook_kinds() -> str:
    """The file filter for workbooks."""
    return t("Workbooks ({pattern})", pattern=f"*{SUFFIX}")


class Workbooks:
    """What one does with whole workbooks. Each method starts a coroutine and returns at once."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    # ---------------------------------------------------------------------------- for screens

    def open(self, path: Path, *, read_only: bool = False) -> None:
        """Open a workbook in the place of the one that is open."""
        self._start(self.open_now(path, read_only=read_only))

    def choose_and_open(self) -> None:
        """Ask which workbook, and open it."""
        self._start(self._choose_and_open())

    def make_new(self) -> None:
        """Ask where, and make a new workbook there."""
        self._start(self._make_new())

    def open_sample(self) -> None:
        """Put the sample programme into the open workbook, or into one made for it."""
        self._start(self._open_sample())

    def close(self) -> None:
        """Close the workbook; the welcome page is shown."""
        self._start(self._close())

    def back_up(self) -> None:
        """Back the workbook up now."""
        self._start(self._back_up())

    def copy_elsewhere(self) -> None:
        """Ask where, and copy the workbook there, proven by reading it back."""
        self._start(self._copy_elsewhere())

    def undo(self) -> None:
        """Take back the latest action and say which."""
        self._start(self._undo())

    def redo(self) -> None:
        """Do again what was taken back last and say what."""
        self._start(self._redo())

    def commands(self) -> Sequence[Command]:
        """The commands for all this, for menu, palette and keys."""

        def is_open() -> bool:
            return self._shell.session.is_open

        def can_write() -> bool:
            return is_open() and not self._shell.session.read_only

        return (
            Command("file.new", t("New workbook…"), self.make_new, icon="file-plus"),
            Command(
                "file.open", t("Open a workbook…"), self.choose_and_open, "Ctrl+O", "folder-open"
            ),
            Command(
                "file.sample", t("Open the sample programme"), self.open_sample, icon="sparkles"
            ),
            Command(
                "file.backup", t("Back up now"), self.back_up, icon="archive", enabled=can_write
            ),
            Command(
                "file.copy",
                t("Copy the workbook to a USB stick…"),
                self.copy_elsewhere,
                icon="usb",
                enabled=is_open,
            ),
            Command("file.close", t("Close the workbook"), self.close, icon="x", enabled=is_open),
            Command("edit.undo", t("Undo"), self.undo, "Ctrl+Z", "undo-2", enabled=can_write),
            Command("edit.redo", t("Redo"), self.redo, "Ctrl+Shift+Z", "redo-2", enabled=can_write),
        )

    # ------------------------------------------------------------------------- what they start

    async def open_now(self, path: Path, *, read_only: bool = False) -> None:
        """Open and say what a person should hear about the file; trouble is shown, not raised."""
        session = self._shell.session
        try:
            await session.open(path, read_only=read_only)
        except StorageTrouble as error:
            if error.code == "not-found":
                self._shell.settings.forget_workbook(path)
            self._shell.present_error(error, again=lambda: self.open(path, read_only=read_only))
            return
        await self._opened()

    async def _opened(self) -> None:
        session, shell = self._shell.session, self._shell
        if session.path is not None:
            shell.settings.remember_workbook(session.path)
        notices = await session.ask(_notices)
        shell.go(Route("today"))
        if notices:
            shell.notice(" ".join(say_notice(code, params) for code, params in notices))

    async def _choose_and_open(self) -> None:
        path = await self._shell.choose_file_to_open(t("Open a workbook"), workbook_kinds())
        if path is not None:
            await self.open_now(path)

    async def _make_new(self) -> None:
        path = await self._shell.choose_file_to_save(
            t("Where shall the new workbook be?"), workbook_kinds(), t("Our centre") + SUFFIX
        )
        if path is not None:
            await self._shell.session.create(path)
            await self._opened()

    async def _open_sample(self) -> None:
        shell, session = self._shell, self._shell.session
        if not session.is_open or session.read_only:
            path = free_sample_path(documents_folder())
            path.parent.mkdir(parents=True, exist_ok=True)
            await session.create(path)
            await self._opened()
        await session.do(lambda workbook: workbook.load_sample())
        shell.go(Route("today"))
        shell.notice(t("The sample programme is open."), undo=True)

    async def _close(self) -> None:
        await self._shell.session.close()
        self._shell.go(Route("welcome"))

    async def _back_up(self) -> None:
        await self._shell.run_job(
            t("Backing up"),
            lambda progress: self._shell.session.do(
                lambda workbook: workbook.back_up(progress=progress)
            ),
        )
        self._shell.refresh_status()
        self._shell.notice(t("Backed up, and the copy was read back."))

    async def _copy_elsewhere(self) -> None:
        session = self._shell.session
        name = session.path.name if session.path is not None else ""
        target = await self._shell.choose_file_to_save(
            t("Copy the workbook to"), workbook_kinds(), name
        )
        if target is None:
            return
        await self._shell.run_job(
            t("Copying the workbook"),
            lambda progress: session.ask(lambda workbook: workbook.copy_to(target, progress)),
        )
        self._shell.notice(
            t("Copied to {place}, and the copy was read back.", place=isolate(target))
        )

    async def _undo(self) -> None:
        record = await self._shell.session.do(lambda workbook: workbook.undo())
        if record is None:
            self._shell.notice(t("There is nothing to undo."))
            return
        self._shell.notice(
            t("Undone: {what}", what=say_action(record.name, record.params)),
            action=t("Redo"),
            keys="Ctrl+Shift+Z",
            do=self.redo,
        )

    async def _redo(self) -> None:
        record = await self._shell.session.do(lambda workbook: workbook.redo())
        if record is None:
            self._shell.notice(t("There is nothing to redo."))
            return
        what = say_action(record.name, record.params)
        self._shell.notice(t("Done again: {what}", what=what), undo=True)

    def _start(self, work: Any) -> None:
        self._shell.spawn(work)


def documents_folder() -> Path:
    """Where a person keeps documents; the home folder where there is no such place."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or Path.home())


def free_sample_path(folder: Path, exists: Callable[[Path], bool] = Path.exists) -> Path:
    """A name for the sample's workbook that no file has yet."""
    name = t("Sample programme")
    path, number = folder / f"{name}{SUFFIX}", 2
    while exists(path):
        path, number = folder / f"{name} {number}{SUFFIX}", number + 1
    return path


def say_backup(taken_at: datetime | None, now: datetime) -> str:
    """How old the latest backup is, for the status line."""
    if taken_at is None:
        return t("No backup yet")
    there, here = taken_at.astimezone(), now.astimezone()
    clock = locale().toString(QTime(there.hour, there.minute), "HH:mm")
    days = (here.date() - there.date()).days
    if days <= 0:
        return t("Backup today {clock}, checked", clock=clock)
    if days == 1:
        return t("Backup yesterday {clock}, checked", clock=clock)
    day = locale().toString(QDate(there.year, there.month, there.day), "d MMMM")
    return t("Backup {day}, checked", day=day)


def _notices(workbook: Any) -> list[tuple[str, dict[str, object]]]:
    return [(notice.code, dict(notice.params)) for notice in workbook.notices]
