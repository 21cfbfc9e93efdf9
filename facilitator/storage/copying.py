"""Copies of a workbook that are proven before they count: consistent, complete and read back."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from facilitator.errors import StorageTrouble
from facilitator.progress import NoProgress, Progress
from facilitator.storage.connection import Access, Durability, connect
from facilitator.storage.durable import beside, put_in_place, remove_if_there
from facilitator.storage.examine import check_content
from facilitator.storage.known_schema import read_schema
from facilitator.storage.location import free_bytes
from facilitator.storage.migrate import row_counts
from facilitator.storage.trouble import known_trouble

# What is left free on a disk that takes a copy.
SPARE_BYTES = 16 * 1024 * 1024

# Pages copied between two reports: 4 MB.
_PAGES_A_STEP = 1024


@dataclass(frozen=True)
class Copied:
    """A copy that was read back and found whole: where it is, its size, its rows by table."""

    path: Path
    size: int
    rows: Mapping[str, int]


def copy_workbook(
    source: sqlite3.Connection, target: Path, progress: Progress | None = None
) -> Copied:
    """Copy the open workbook to `target`, which is replaced only by a proven copy.

    The copy is of one moment, also while others write. Raises `StorageTrouble` (``disk-full`` with
    the bytes ``needed`` and ``free``, ``copy-unsound``) and leaves nothing half-made.
    """
    passing = beside(target, "copy")
    try:
        copied = write_copy(source, passing, progress)
        with known_trouble(target):
            put_in_place(passing, target)
        return replace(copied, path=target)
    finally:
        remove_copy(passing)


def write_copy(
    source: sqlite3.Connection, target: Path, progress: Progress | None = None
) -> Copied:
    """As `copy_workbook`, but to a name of its own, which the caller removes on any error."""
    check_room(size_of(source), target.parent)
    with known_trouble(target):
        rows = _copy(source, target, progress or NoProgress())
        return Copied(target, target.stat().st_size, rows)


def remove_copy(path: Path) -> None:
    """Remove a copy, finished or not, with what SQLite may have laid beside it."""
    remove_if_there(path, *(path.with_name(path.name + end) for end in _ENDINGS))


def size_of(connection: sqlite3.Connection) -> int:
    """The bytes that a copy of the open workbook takes."""
    pages = int(connection.execute("PRAGMA page_count").fetchone()[0])
    return pages * int(connection.execute("PRAGMA page_size").fetchone()[0])


def check_room(size: int, folder: Path) -> None:
    """Raise `StorageTrouble` ("disk-full") when a copy of `size` bytes does not fit in `folder`."""
    with known_trouble(folder):
        free = free_bytes(folder)
    needed = size + SPARE_BYTES
    if free < needed:
        raise StorageTrouble("disk-full", path=str(folder), needed=needed, free=free)


_ENDINGS = ("-journal", "-wal", "-shm")


def _copy(source: sqlite3.Connection, target: Path, progress: Progress) -> dict[str, int]:
    joins = source.in_transaction
    if not joins:
        # One reading transaction around all: the copy and the counts are of the same moment.
        source.execute("BEGIN")
    try:
        rows = row_counts(source)
        schema = read_schema(source)
        with closing(connect(target, Access.CREATE)) as copy:
            copy.execute("PRAGMA synchronous = OFF")  # the whole file is synced at the end
            source.backup(
                copy,
                pages=_PAGES_A_STEP,
                progress=lambda _, left, total: progress.report(total - left, total),
                sleep=0.01,
            )
            # The header came along with the pages and may ask for a log, which a copy has not.
            copy.execute("PRAGMA journal_mode = " + Durability.ROLLBACK.value[0])
    finally:
        if not joins:
            source.execute("ROLLBACK")
    with closing(connect(target, Access.FROZEN)) as copy:
        sound = not check_content(copy) and row_counts(copy) == rows and read_schema(copy) == schema
    if not sound:
        raise StorageTrouble("copy-unsound", path=str(target))
    return rows
