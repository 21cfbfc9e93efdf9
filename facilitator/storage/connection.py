"""The one place that opens connections to SQLite, with every safety set on each of them.

Where the pragmas come from: a rollback journal with ``synchronous=FULL`` can lose the last
acknowledged commit in a power cut, WAL with FULL cannot, and where WAL is not safe (sticks,
network shares, synced folders) DELETE with EXTRA cannot either. The rest shuts doors that a file
from a stranger might try: no code from the schema, no memory mapping of a file that may shrink,
cells checked as they are read, deleted text overwritten.
"""

from __future__ import annotations

import sqlite3
import sys
from enum import Enum
from pathlib import Path

BUSY_MILLISECONDS = 5000
_LOG_PAGES = 4000


class Access(Enum):
    """What a connection may do with its file."""

    CREATE = "rwc"
    WRITE = "rw"
    READ = "ro"
    # As READ, and promises that nobody else writes: takes no locks and leaves nothing beside the
    # file. Never for a file that has a write-ahead log beside it: its latest rows would be missing.
    FROZEN = "frozen"


class Durability(Enum):
    """How commits reach the disk; both keep the last acknowledged one through a power cut."""

    WAL = ("WAL", "FULL")
    ROLLBACK = ("DELETE", "EXTRA")


def connect(path: Path, access: Access, durability: Durability | None = None) -> sqlite3.Connection:
    """Open `path` with all pragmas set.

    `durability` None leaves the journal mode as the file has it (for reading). Transactions are
    explicit: nothing begins or commits by itself. Errors are SQLite's own; callers translate.
    """
    connection = sqlite3.connect(
        _uri(path, access),
        uri=True,
        timeout=BUSY_MILLISECONDS / 1000,
        isolation_level=None,
        cached_statements=256,
    )
    try:
        _secure(connection)
        if access in (Access.READ, Access.FROZEN):
            connection.execute("PRAGMA query_only = ON")
        if durability is not None:
            _set_durability(connection, durability)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_memory() -> sqlite3.Connection:
    """A connection to nothing but memory, for working out what the schema should be."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _secure(connection)
    return connection


def _uri(path: Path, access: Access) -> str:
    uri = path.absolute().as_uri()
    if path.absolute().drive.startswith("\\\\"):
        # A network path of Windows: SQLite wants the server as part of the path, not as a host.
        uri = uri.replace("file://", "file:////", 1)
    if access is Access.FROZEN:
        return f"{uri}?mode=ro&immutable=1"
    return f"{uri}?mode={access.value}"


def _secure(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    for pragma in (
        f"busy_timeout = {BUSY_MILLISECONDS}",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "mmap_size = 0",
        "temp_store = MEMORY",
        "foreign_keys = ON",
        # So that a row pushed out by REPLACE passes through the triggers of deletion too.
        "recursive_triggers = ON",
        "secure_delete = ON",
        # macOS: ask the drive, not only the system, to write. Elsewhere without effect.
        "fullfsync = ON",
        "checkpoint_fullfsync = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    if sys.version_info >= (3, 12):
        # Python 3.11 has no way to set it. FTS5 and migrations work under it.
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)


def _set_durability(connection: sqlite3.Connection, durability: Durability) -> None:
    mode, synchronous = durability.value
    got = connection.execute(f"PRAGMA journal_mode = {mode}").fetchone()[0]
    if got.upper() != mode:
        # WAL is not to be had here (a file system without shared memory): be as safe without it.
        connection.execute("PRAGMA journal_mode = DELETE")
        synchronous = "EXTRA"
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    # The log is brought into the file in idle moments; of itself only when it grows to this, as
    # the check-in that meets it waits. Sticks have no log. More than this is given back to the
    # disk afterwards: the room stays, as a log that need not grow is written in half the time.
    connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
    connection.execute(f"PRAGMA journal_size_limit = {_LOG_PAGES * 4096}")
