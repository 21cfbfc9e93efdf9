"""Tells known trouble with the file or the disk from our own bugs.

SQLite's errors arrive as `sqlite3.Error` with an extended code. Those that a person can do
something about become `StorageTrouble`; everything else (a constraint, a mistyped statement) is a
bug of ours and is left as it is.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EDQUOT, ENOENT, ENOSPC, EPERM, EROFS
from pathlib import Path

from facilitator.errors import StorageTrouble

# Below this, a failed write is taken for a full disk whatever the system called it (quota,
# growing the shared memory beside a WAL).
NO_ROOM_BYTES = 512 * 1024

_BY_PREFIX = (
    ("SQLITE_FULL", "disk-full"),
    ("SQLITE_READONLY_DBMOVED", "vanished"),
    ("SQLITE_READONLY", "read-only"),
    ("SQLITE_BUSY", "locked"),
    ("SQLITE_LOCKED", "locked"),
    ("SQLITE_PROTOCOL", "locked"),
    ("SQLITE_CORRUPT", "damaged"),
    ("SQLITE_NOTADB", "damaged"),
    ("SQLITE_IOERR", "io-error"),
    ("SQLITE_CANTOPEN", "cannot-open"),
    ("SQLITE_PERM", "no-permission"),
    ("SQLITE_AUTH", "no-permission"),
    ("SQLITE_NOLFS", "disk-full"),
)


def translated(error: sqlite3.Error, path: Path) -> Exception:
    """The trouble that `error` on the file `path` stands for; `error` itself if it is a bug."""
    name: str = getattr(error, "sqlite_errorname", "")
    for prefix, code in _BY_PREFIX:
        if name.startswith(prefix):
            return StorageTrouble(_sharpened(code, path), path=str(path), detail=name)
    return error


def translated_os_error(error: OSError, path: Path) -> StorageTrouble:
    """The trouble that the system's `error` on `path` stands for."""
    codes = {
        ENOSPC: "disk-full",
        EDQUOT: "disk-full",
        EROFS: "read-only",
        EACCES: "no-permission",
        EPERM: "no-permission",
        ENOENT: "not-found",
    }
    code = codes.get(error.errno or 0, "io-error")
    return StorageTrouble(code, path=str(path), detail=error.strerror or type(error).__name__)


@contextmanager
def known_trouble(path: Path) -> Iterator[None]:
    """Let SQLite's and the system's errors about `path` leave the block as `StorageTrouble`."""
    try:
        yield
    except sqlite3.Error as error:
        known = translated(error, path)
        if known is error:
            raise
        raise known from error
    except OSError as error:
        raise translated_os_error(error, path) from error


def _sharpened(code: str, path: Path) -> str:
    """A better code for what SQLite can only call an I/O error or "cannot open"."""
    if code not in ("io-error", "cannot-open"):
        return code
    if not os.path.exists(path):  # noqa: PTH110 - no error for a folder that may not be entered
        may_be_made = os.access(path.parent, os.W_OK | os.X_OK) or not path.parent.exists()
        return "vanished" if may_be_made else "no-permission"
    try:
        free = shutil.disk_usage(path.parent).free
    except OSError:
        return code
    return "disk-full" if free < NO_ROOM_BYTES else code
