"""Putting a backup in the place of the workbook, losing nothing by accident.

The workbook as it is now is kept first: as a proven backup when it is sound, or as it lies, under
a name with ``damaged``, when it is not. Only then is it replaced, in one step. Killed at any
moment, the file is the old one or the restored one; and restoring what was kept undoes it.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from facilitator.clock import Clock
from facilitator.errors import StorageTrouble
from facilitator.progress import Progress
from facilitator.storage.backup import Backups, Reason
from facilitator.storage.connection import Access, Durability, connect
from facilitator.storage.copying import remove_copy, write_copy
from facilitator.storage.durable import (
    beside,
    passing_files_of,
    put_in_place,
    remove_if_there,
    sync_file,
    sync_folder,
)
from facilitator.storage.examine import Kind, examine, leftovers_of, reading
from facilitator.storage.lock import WorkbookLock
from facilitator.storage.trouble import known_trouble

# Whoever restores waits for the whole check.
_ANY_SIZE = 1 << 62


@dataclass(frozen=True)
class Restored:
    """What a restore did: `kept` is where the workbook of before lies now, None if there was none;
    `was_sound` tells whether it can be restored in its turn.
    """

    kept: Path | None
    was_sound: bool


def restore(
    workbook: Path,
    backup: Path,
    clock: Clock,
    progress: Progress | None = None,
    *,
    user_folder: Path | None = None,
) -> Restored:
    """Let the content of `backup` take the place of `workbook`, which must not be open anywhere.

    Raises `StorageTrouble` (``in-use``, the backup's own faults, ``disk-full``) and `Cancelled`;
    the workbook is then as it was.
    """
    verdict = examine(backup, content_limit=_ANY_SIZE)
    if not verdict.is_usable:
        raise StorageTrouble(verdict.reasons[0], path=str(backup), **verdict.details)
    lock = WorkbookLock.acquire(workbook, clock)
    passing = beside(workbook, "restored")
    try:
        with known_trouble(workbook):
            remove_if_there(*passing_files_of(workbook, "restored"))
            # First the new one, proven, on the same disk: if it fails nothing has happened yet.
            with reading(backup, verdict) as source:
                write_copy(source, passing, progress)
            kept = _keep(workbook, Backups(workbook, clock, user_folder), clock, progress)
            put_in_place(passing, workbook)
            return kept
    finally:
        remove_copy(passing)
        lock.release()


def _keep(workbook: Path, backups: Backups, clock: Clock, progress: Progress | None) -> Restored:
    if not workbook.exists():
        return Restored(None, was_sound=False)
    verdict = examine(workbook, content_limit=_ANY_SIZE, locked_by_us=True)
    if verdict.kind is Kind.READ_ONLY:
        raise StorageTrouble("read-only", path=str(workbook))
    if verdict.kind is not Kind.SOUND:
        if not workbook.is_file():
            raise StorageTrouble(verdict.reasons[0], path=str(workbook))
        return Restored(_set_aside(workbook, clock), was_sound=False)
    # Opening for writing brings a log that a crash left into the file and leaves none: one left
    # over would otherwise be applied to the restored file.
    with closing(connect(workbook, Access.WRITE, Durability.ROLLBACK)) as connection:
        taken = backups.take(connection, Reason.BEFORE_RESTORE, progress)
    return Restored(taken.backup.path, was_sound=True)


def _set_aside(workbook: Path, clock: Clock) -> Path:
    """Copy all parts of a damaged file under another name, as they are."""
    stamp = clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    aside = workbook.with_name(f"{workbook.name}.damaged-{stamp}")
    leftovers = leftovers_of(workbook)
    for part in (workbook, *leftovers):
        copy = aside.with_name(aside.name + part.name.removeprefix(workbook.name))
        shutil.copyfile(part, copy)
        sync_file(copy)
    sync_folder(workbook.parent)
    remove_if_there(*leftovers)
    return aside
