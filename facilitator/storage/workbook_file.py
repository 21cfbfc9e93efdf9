"""Making, opening and closing workbook files: the parts of storage in their right order.

Opening: examine (nothing is changed), lock, back up and migrate if the file is older, open, daily
backup if due. A refusal at any step gives the lock back and leaves the file as it was.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from facilitator.clock import Clock
from facilitator.errors import StorageTrouble
from facilitator.progress import Progress
from facilitator.storage.backup import Backups, Reason, Taken
from facilitator.storage.connection import Access, Durability, connect
from facilitator.storage.database import Database
from facilitator.storage.durable import (
    beside,
    passing_files_of,
    put_in_new_place,
    remove_if_there,
)
from facilitator.storage.examine import (
    Kind,
    Verdict,
    check_content,
    examine,
    uses_log,
)
from facilitator.storage.identity import APPLICATION_ID
from facilitator.storage.location import (
    Location,
    Place,
    conflict_copies,
    is_low_on_space,
    locate,
)
from facilitator.storage.lock import WorkbookLock, holder_of, in_use, this_computer
from facilitator.storage.migrate import SCHEMA_VERSION, migrate
from facilitator.storage.tables import read_tables
from facilitator.storage.trouble import known_trouble
from facilitator.storage.unjournaled import wrapped_connection


@dataclass(frozen=True)
class Notice:
    """Something a person should hear about the open file, as a code and values for the sentence.

    ``removable``, ``network``, ``synced`` (service): where it lies; ``recovered``: it was not
    closed, and everything acknowledged is there; ``opened-read-only`` (reasons); ``low-space``;
    ``conflict-copies`` (files); ``open-elsewhere-perhaps`` (who, host, since);
    ``lock-unsupported``; ``backup-made-room`` (removed); ``backup-failed`` (code).
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


class WorkbookFile:
    """One open workbook file with everything that belongs to it.

    Attributes: `database`; `path`; `location`; `verdict` of the examination; `backups`; `notices`
    for the person; `read_only`.
    """

    def __init__(
        self,
        database: Database,
        location: Location,
        verdict: Verdict,
        backups: Backups,
        lock: WorkbookLock | None,
        notices: list[Notice],
    ) -> None:
        self.database = database
        self.path = database.path
        self.read_only = database.read_only
        self.location = location
        self.verdict = verdict
        self.backups = backups
        self.notices = notices
        self._lock = lock

    def back_up(self, reason: Reason, progress: Progress | None = None) -> Taken:
        """Take a backup now; raises `StorageTrouble` when it cannot be had."""
        with known_trouble(self.path):
            return self.backups.take(self.database.connection, reason, progress)

    def idle(self) -> None:
        """For quiet moments: brings the write-ahead log into the file, and makes room in it.

        Also loads sqlite-utils, so that the first action inside an action does not wait for it.
        """
        self.database.checkpoint()
        if not is_low_on_space(self.path):
            # Without it work goes on, only slower.
            with suppress(StorageTrouble):
                self.database.make_room_in_log()
        _ = self.database.wrapped

    def check_content(self) -> tuple[str, ...]:
        """Check every page and reference; gives codes for damage, none when all is well.

        For the background, after opening a file so large that it was not checked then
        (``content-not-checked`` in the verdict): it may run on any thread.
        """
        with known_trouble(self.path), closing(connect(self.path, Access.READ)) as connection:
            return check_content(connection)

    def close(self, *, back_up: bool = True) -> None:
        """Close, leaving one complete file and nothing beside it.

        With `back_up`, what changed is backed up first. If that fails the file stays open and
        `StorageTrouble` is raised, so that the person can choose; closing again without it works.
        """
        if back_up and not self.read_only:
            with known_trouble(self.path):
                self.backups.take_if_changed(self.database.connection, Reason.CLOSING)
        try:
            self.database.close()
        finally:
            if self._lock is not None:
                self._lock.release()
                self._lock = None


def create_workbook(path: Path) -> None:
    """Make an empty workbook file; raises `StorageTrouble` ("exists") rather than replace one."""
    if path.exists():
        raise StorageTrouble("exists", path=str(path))
    if not path.parent.is_dir():
        raise StorageTrouble("not-found", path=str(path.parent))
    passing = beside(path, "new")
    try:
        with known_trouble(path):
            with wrapped_connection(passing, Access.CREATE, Durability.ROLLBACK) as wrapped:
                wrapped.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
                migrate(wrapped)
            try:
                put_in_new_place(passing, path)
            except FileExistsError as error:
                raise StorageTrouble("exists", path=str(path)) from error
    finally:
        remove_if_there(passing, passing.with_name(f"{passing.name}-journal"))


def open_workbook(
    path: Path,
    clock: Clock,
    *,
    read_only: bool = False,
    progress: Progress | None = None,
    user_folder: Path | None = None,
) -> WorkbookFile:
    """Open a workbook file for work, or only for reading.

    A file that cannot be written is opened for reading, with a notice. Raises `StorageTrouble`:
    ``in-use`` (who, host, since; opening read-only still works), the codes of a refused file, or
    ``damaged`` (reasons) for one that a backup can replace. The file is then as it was.
    """
    path = Path(os.path.realpath(path))  # Path.resolve raises on a loop of links
    holder = holder_of(path)
    if holder is not None and not read_only:
        raise in_use(path, holder)
    verdict = examine(path)
    if verdict.kind is Kind.REPAIRABLE:
        raise StorageTrouble("damaged", path=str(path), reasons=verdict.reasons)
    if verdict.kind is Kind.REFUSED:
        raise StorageTrouble(verdict.reasons[0], path=str(path), **verdict.details)
    backups = Backups(path, clock, user_folder)
    if read_only or verdict.kind is Kind.READ_ONLY:
        return _open_for_reading(path, clock, verdict, backups)
    lock = WorkbookLock.acquire(path, clock)
    try:
        return _open_for_writing(path, clock, verdict, backups, lock, progress)
    except BaseException:
        lock.release()
        raise


def open_database(path: Path, clock: Clock, *, read_only: bool = False) -> Database:
    """The bare database of a file that is known to be ours, without lock, checks or backups.

    For readers on other threads (`read_only`) while the workbook is open, and for tests.
    """
    return Database(path, clock, read_only=read_only, durability=locate(path).durability)


def _open_for_reading(path: Path, clock: Clock, verdict: Verdict, backups: Backups) -> WorkbookFile:
    if verdict.version != SCHEMA_VERSION:
        # Bringing it up to date means writing to it.
        raise StorageTrouble("older-version-read-only", path=str(path), version=verdict.version)
    notices = _notices_of_place(path, locate(path))
    if "not-closed-cleanly" in verdict.reasons:
        _recover(path, clock)
        notices.append(Notice("recovered"))
    access = Access.READ
    if "in-use" not in verdict.reasons and uses_log(path):
        # Its log is empty or gone; the log's index could not be made beside it here.
        access = Access.FROZEN
    database = Database(path, clock, read_only=True, access=access)
    notices.append(Notice("opened-read-only", {"reasons": verdict.reasons}))
    return WorkbookFile(database, locate(path), verdict, backups, None, notices)


def _recover(path: Path, clock: Clock) -> None:
    """Bring what a program left in its log when it was killed into the file."""
    lock = WorkbookLock.acquire(path, clock)
    try:
        with (
            known_trouble(path),
            closing(connect(path, Access.WRITE, Durability.ROLLBACK)) as connection,
        ):
            read_tables(connection)
    finally:
        lock.release()


def _open_for_writing(
    path: Path,
    clock: Clock,
    verdict: Verdict,
    backups: Backups,
    lock: WorkbookLock,
    progress: Progress | None,
) -> WorkbookFile:
    location = locate(path)
    notices = _notices_of_place(path, location) + _notices_of_lock(lock)
    if "not-closed-cleanly" in verdict.reasons:
        notices.append(Notice("recovered"))
    with known_trouble(path):
        remove_if_there(*passing_files_of(path, "restored"))
        if verdict.version != SCHEMA_VERSION:
            _bring_up_to_date(path, location, backups, progress)
    database = Database(path, clock, durability=location.durability)
    database.sole_writer = lock.enforced
    try:
        notices += _daily_backup(database, backups, progress)
    except BaseException:
        database.close()
        raise
    return WorkbookFile(database, location, verdict, backups, lock, notices)


def _bring_up_to_date(
    path: Path, location: Location, backups: Backups, progress: Progress | None
) -> None:
    """Migrate; without a proven backup of the old version the file stays as it is."""
    with closing(connect(path, Access.READ)) as connection:
        backups.take(connection, Reason.BEFORE_MIGRATION, progress)
    with wrapped_connection(path, Access.WRITE, location.durability) as wrapped:
        migrate(wrapped)


def _daily_backup(database: Database, backups: Backups, progress: Progress | None) -> list[Notice]:
    try:
        with known_trouble(database.path):
            taken = backups.take_if_due(database.connection, progress)
    except StorageTrouble as trouble:
        # Work must go on without it; the person hears of it and sees the age of the last one.
        return [Notice("backup-failed", {"code": trouble.code})]
    if taken is not None and taken.made_room:
        return [Notice("backup-made-room", {"removed": taken.made_room})]
    return []


def _notices_of_place(path: Path, location: Location) -> list[Notice]:
    notices = []
    if location.place is not Place.LOCAL:
        notices.append(Notice(location.place.value, {"service": location.service}))
    with known_trouble(path):
        copies = conflict_copies(path)
        low = is_low_on_space(path)
    if copies:
        notices.append(Notice("conflict-copies", {"files": [copy.name for copy in copies]}))
    if low:
        notices.append(Notice("low-space"))
    return notices


def _notices_of_lock(lock: WorkbookLock) -> list[Notice]:
    if not lock.enforced:
        return [Notice("lock-unsupported")]
    left_by = lock.left_by
    if left_by is not None and left_by.host not in ("", this_computer()):
        params = {"who": left_by.who, "host": left_by.host, "since": left_by.since}
        return [Notice("open-elsewhere-perhaps", params)]
    return []
