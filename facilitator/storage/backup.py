"""Backups: taken by themselves, proven before older ones go, thinned out, never the last one.

They lie in ``<name> backups/`` beside the workbook, or with the user's own data where that folder
cannot be written. A backup's name says when (UTC) and why; that is all there is to know of it, so
that the folder can be moved, sorted and understood without us.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from facilitator.clock import Clock
from facilitator.errors import StorageTrouble
from facilitator.progress import Progress
from facilitator.storage.connection import Access, connect
from facilitator.storage.copying import Copied, check_room, copy_workbook, size_of
from facilitator.storage.durable import remove_if_there, sync_folder
from facilitator.storage.identity import SUFFIX
from facilitator.storage.migrate import row_counts
from facilitator.storage.thinning import kept
from facilitator.storage.trouble import known_trouble


class Reason(StrEnum):
    """Why a backup was taken; part of its file name."""

    DAILY = "daily"
    CLOSING = "closing"
    BEFORE_MIGRATION = "before-migration"
    BEFORE_IMPORT = "before-import"
    BEFORE_ERASURE = "before-erasure"
    BEFORE_WORKSHOP = "before-workshop"
    BEFORE_RESTORE = "before-restore"
    BY_HAND = "by-hand"


@dataclass(frozen=True)
class Backup:
    """One backup: its file, when (UTC) and why it was taken, its size in bytes."""

    path: Path
    taken_at: datetime
    reason: str
    size: int


@dataclass(frozen=True)
class Contents:
    """What is in a backup, so that a person can tell it from the others before choosing."""

    people: int
    programmes: int
    workshops: int
    attendances: int
    certificates: int
    last_action_at: str


@dataclass(frozen=True)
class Taken:
    """A new, proven backup; `made_room` older ones had to go for it, `thinned` ones were due."""

    backup: Backup
    rows: int
    made_room: int
    thinned: int


_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}Z)-([a-z-]+?)(?:-\d+)?" + re.escape(SUFFIX))
_Answer = TypeVar("_Answer")

_STAMP = "%Y-%m-%dT%H%M%SZ"


class Backups:
    """The backups of one workbook file, open or not."""

    def __init__(self, workbook: Path, clock: Clock, user_folder: Path | None = None) -> None:
        self._workbook = workbook
        self._clock = clock
        self._beside = workbook.with_name(f"{workbook.stem} backups")
        place = hashlib.sha256(os.fsencode(workbook.absolute())).hexdigest()[:8]
        self._elsewhere = (
            (user_folder or user_data_folder()) / "backups" / f"{workbook.stem} {place}"
        )

    @property
    def folder(self) -> Path:
        """Where the next backup goes."""
        there = self._beside if os.path.isdir(self._beside) else self._beside.parent  # noqa: PTH112
        return self._beside if os.access(there, os.W_OK | os.X_OK) else self._elsewhere

    def all(self) -> list[Backup]:
        """Every backup, newest first."""
        found = []
        for folder in (self._beside, self._elsewhere):
            # os.path rather than Path.is_dir: a folder that may not be seen is none to us.
            if os.path.isdir(folder):  # noqa: PTH112
                with known_trouble(folder):
                    found += [backup for path in folder.iterdir() if (backup := _read_name(path))]
        return sorted(found, key=lambda backup: (backup.taken_at, backup.path.name), reverse=True)

    def newest(self) -> Backup | None:
        """The latest backup; None when there is none yet."""
        return next(iter(self.all()), None)

    def take(
        self, source: sqlite3.Connection, reason: Reason, progress: Progress | None = None
    ) -> Taken:
        """Back up the open workbook, prove the copy, then let old ones go.

        On a full disk the oldest go first, the newest never. Raises `StorageTrouble`.
        """
        folder = self.folder
        with known_trouble(folder):
            folder.mkdir(parents=True, exist_ok=True)
            # What a killed program left: only one program at a time backs up a workbook.
            remove_if_there(*folder.glob(".*.copy-*"))
            made_room = self._make_room(size_of(source), folder)
        moment = self._clock.now().astimezone(UTC).replace(microsecond=0)
        copied = copy_workbook(source, _free_name(folder, moment, reason), progress)
        backup = Backup(copied.path, moment, reason, copied.size)
        with known_trouble(folder):
            thinned = self._thin(backup, moment)
        return Taken(backup, sum(copied.rows.values()), made_room, thinned)

    def take_if_changed(
        self, source: sqlite3.Connection, reason: Reason, progress: Progress | None = None
    ) -> Taken | None:
        """Back up unless the newest backup already holds everything; None then."""
        newest = self.newest()
        fingerprint = _fingerprint(source)
        if fingerprint is None or (newest and fingerprint == _fingerprint_in(newest.path)):
            return None
        return self.take(source, reason, progress)

    def take_if_due(
        self, source: sqlite3.Connection, progress: Progress | None = None
    ) -> Taken | None:
        """The daily backup: unless there is one of today, or nothing changed since the newest."""
        newest = self.newest()
        if newest and newest.taken_at.date() == self._clock.now().astimezone(UTC).date():
            return None
        return self.take_if_changed(source, Reason.DAILY, progress)

    def _make_room(self, size: int, folder: Path) -> int:
        """Remove the oldest backups, but never the newest, until `size` fits; gives how many."""
        removed = 0
        oldest_first = [b for b in reversed(self.all()[1:]) if b.path.parent == folder]
        for backup in oldest_first:
            try:
                check_room(size, folder)
                break
            except StorageTrouble:
                backup.path.unlink()
                removed += 1
        check_room(size, folder)
        return removed

    def _thin(self, newest: Backup, now: datetime) -> int:
        backups = self.all()
        keep = kept((backup.taken_at for backup in backups), now)
        surplus = [
            backup
            for backup in backups
            if backup.taken_at not in keep and backup.path != newest.path
        ]
        for backup in surplus:
            backup.path.unlink(missing_ok=True)
        if surplus:
            sync_folder(newest.path.parent)
        return len(surplus)


def contents_of(path: Path) -> Contents:
    """What a closed workbook file holds; raises `StorageTrouble` when it cannot be read."""
    return _read_frozen(path, contents_in)


def copy_to(source: sqlite3.Connection, target: Path, progress: Progress | None = None) -> Copied:
    """Copy the open workbook, proven by reading it back: to a stick, for example."""
    if target.is_dir():
        raise StorageTrouble("not-a-file", path=str(target))
    return copy_workbook(source, target, progress)


def user_data_folder() -> Path:
    """Where this system keeps what programs store for a user."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(base) / "Facilitator"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Facilitator"
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "facilitator"


def _read_name(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        taken_at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
        return Backup(path, taken_at, match[2], path.stat().st_size)
    except (ValueError, FileNotFoundError):
        # A thirty-first of February, or removed by another hand at this moment.
        return None


def _free_name(folder: Path, moment: datetime, reason: Reason) -> Path:
    stem = f"{moment.strftime(_STAMP)}-{reason}"
    path = folder / f"{stem}{SUFFIX}"
    number = 2
    while path.exists():
        path = folder / f"{stem}-{number}{SUFFIX}"
        number += 1
    return path


def _read_frozen(path: Path, question: Callable[[sqlite3.Connection], _Answer]) -> _Answer:
    with known_trouble(path), closing(connect(path, Access.FROZEN)) as connection:
        return question(connection)


def contents_in(connection: sqlite3.Connection) -> Contents:
    """What the workbook behind an open connection holds."""
    rows = row_counts(connection)
    last = connection.execute("SELECT coalesce(max(done_at), '') FROM action").fetchone()[0]
    return Contents(
        people=rows["participant"],
        programmes=rows["programme"],
        workshops=rows["workshop"],
        attendances=rows["attendance"],
        certificates=rows["certificate"],
        last_action_at=str(last),
    )


def _fingerprint(connection: sqlite3.Connection) -> tuple[object, ...] | None:
    """Differs whenever anything was done, undone or logged; None for an untouched workbook."""
    row = connection.execute(
        "SELECT (SELECT max(sequence) FROM action),"
        " (SELECT count(*) FROM action WHERE state = 'undone'),"
        " (SELECT count(*) FROM action WHERE state = 'dropped'),"
        " (SELECT count(*) FROM run_event),"
        " (SELECT count(*) FROM run WHERE finished_at IS NOT NULL),"
        " (SELECT total(last) FROM serial_counter)"
    ).fetchone()
    return tuple(row) if any(row) else None


def _fingerprint_in(path: Path) -> tuple[object, ...] | None:
    try:
        return _read_frozen(path, _fingerprint)
    except (StorageTrouble, sqlite3.Error):
        # A backup that cannot be read holds nothing: take a new one.
        return None
