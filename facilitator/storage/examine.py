"""Opening a stranger's file: what may be known of it before a single byte is written.

In order: a regular file, its size, the header (SQLite, ours, a version that we know), the whole
schema, every page and every reference. Nothing is changed, made or left beside the file, whatever
the answer. A file that was not closed (its log lies beside it) is looked at in a copy, as reading
it in place would already bring the log into it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from facilitator.storage.connection import Access, connect
from facilitator.storage.identity import APPLICATION_ID, MAGIC
from facilitator.storage.known_schema import differences, known_schema, read_schema
from facilitator.storage.lock import holder_of
from facilitator.storage.migrate import SCHEMA_VERSION
from facilitator.storage.trouble import known_trouble

# Above this size the content is not checked while a person waits; `check_content` does it later.
CONTENT_LIMIT_BYTES = 50 * 1024 * 1024

_HEADER_BYTES = 100
# No definition of ours is longer; SQLite itself then refuses to read on.
_LONGEST_DEFINITION = 200_000
_SCHEMA_SECONDS = 5.0


class Kind(StrEnum):
    """What can be done with a file."""

    SOUND = "sound"
    READ_ONLY = "read-only"
    REFUSED = "refused"
    REPAIRABLE = "repairable"


@dataclass(frozen=True)
class Verdict:
    """What is known of a file, with the codes that say why.

    `sound` may carry codes too (``older-version``, ``not-closed-cleanly``,
    ``content-not-checked``). `version` is that of its schema, where it could be read; `details`
    are values for the sentences.
    """

    kind: Kind
    reasons: tuple[str, ...] = ()
    version: int | None = None
    details: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_usable(self) -> bool:
        """Whether the file can be opened, if only for reading."""
        return self.kind in (Kind.SOUND, Kind.READ_ONLY)


class _Unfit(Exception):
    """Ends an examination early."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict)
        self.verdict = verdict


def examine(
    path: Path, *, content_limit: int = CONTENT_LIMIT_BYTES, locked_by_us: bool = False
) -> Verdict:
    """Judge the file at `path` without changing anything in its folder.

    Files above `content_limit` bytes are not checked page by page. `locked_by_us`: the caller holds
    the lock of the closed file, so nobody else has it open. Raises `StorageTrouble` only for
    trouble on this side (no room for a passing copy).
    """
    try:
        path = _real(path)
        if not locked_by_us and holder_of(path) is not None:
            return _examine_in_use(path)
        return _examine(path, content_limit)
    except _Unfit as unfit:
        return unfit.verdict


@contextmanager
def reading(path: Path, verdict: Verdict) -> Iterator[sqlite3.Connection]:
    """A connection that reads the file `verdict` is about, changing nothing in its folder.

    It shows the latest rows also of a file that was not closed, or that is open elsewhere.
    """
    if "in-use" in verdict.reasons:
        with closing(connect(path, Access.READ)) as connection:
            yield connection
        return
    with (
        _readable_version(path, leftovers_of(path)) as (readable, access),
        closing(connect(readable, access)) as connection,
    ):
        yield connection


def check_content(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Codes for damage in the pages and references of an open file; none when it is sound."""
    codes = []
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        codes.append("damaged")
    elif connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        codes.append("broken-references")
    return tuple(codes)


def leftovers_of(path: Path) -> list[Path]:
    """What a program that did not close the file left beside it: its log or its journal."""
    beside = [path.with_name(path.name + ending) for ending in ("-wal", "-journal")]
    return [part for part in beside if part.exists() and part.stat().st_size > 0]


def uses_log(path: Path) -> bool:
    """Whether the file's header says that it is written through a write-ahead log."""
    with path.open("rb") as file:
        return file.read(20)[18:20] == b"\x02\x02"


def _examine(path: Path, content_limit: int) -> Verdict:
    size = _regular_file_size(path)
    header = _read_header(path)
    leftovers = leftovers_of(path)
    if leftovers and not header.startswith(MAGIC):
        header = _recovered_header(path, leftovers)
    version = _judged_header(header, size)
    if not leftovers and _announced_size(header) > size:
        raise _Unfit(Verdict(Kind.REPAIRABLE, ("truncated",), version))
    hindrances = _hindrances(path)
    notes = ["older-version"] if version < SCHEMA_VERSION else []
    if leftovers:
        if hindrances:
            raise _Unfit(Verdict(Kind.REFUSED, ("recovery-needs-writing", *hindrances), version))
        notes.append("not-closed-cleanly")
    check_all = size <= content_limit
    if not check_all:
        notes.append("content-not-checked")
    with _readable_version(path, leftovers) as (readable, access):
        _judge_inside(readable, access, version, check_all=check_all)
    if hindrances:
        return Verdict(Kind.READ_ONLY, (*hindrances, *notes), version)
    return Verdict(Kind.SOUND, tuple(notes), version)


def _examine_in_use(path: Path) -> Verdict:
    """A file that another instance, which examined it, has open: only seen through SQLite.

    Reading its bytes directly would, within one process, let go of SQLite's own locks on it.
    """
    with _as_damage(None), closing(connect(path, Access.READ)) as connection:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if application != APPLICATION_ID:
            raise _Unfit(Verdict(Kind.REFUSED, ("other-application",)))
        _judge_version(version)
        _judge_schema(connection, version)
    return Verdict(Kind.READ_ONLY, ("in-use",), version)


def _real(path: Path) -> Path:
    """Where the links lead: SQLite looks for a log beside the file itself, not beside a link."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        raise _Unfit(Verdict(Kind.REFUSED, ("not-found",))) from None


def _regular_file_size(path: Path) -> int:
    try:
        status = path.stat()
    except PermissionError:
        raise _Unfit(Verdict(Kind.REFUSED, ("no-permission",))) from None
    except (OSError, ValueError):
        raise _Unfit(Verdict(Kind.REFUSED, ("not-found",))) from None
    if not stat.S_ISREG(status.st_mode):
        raise _Unfit(Verdict(Kind.REFUSED, ("not-a-file",)))
    if status.st_size == 0:
        raise _Unfit(Verdict(Kind.REFUSED, ("empty",)))
    return status.st_size


def _read_header(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEADER_BYTES)
    except PermissionError:
        raise _Unfit(Verdict(Kind.REFUSED, ("no-permission",))) from None
    except OSError:
        raise _Unfit(Verdict(Kind.REFUSED, ("io-error",))) from None


def _recovered_header(path: Path, leftovers: list[Path]) -> bytes:
    """The header as the log or journal beside the file makes it again.

    A power cut may have come while the first sector was written, and left it unreadable.
    """
    with _readable_version(path, leftovers) as (readable, access):
        with suppress(sqlite3.Error), closing(connect(readable, access)) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
        return _read_header(readable)


def _judged_header(header: bytes, size: int) -> int:
    """The version of the schema, by the format in https://www.sqlite.org/fileformat2.html."""
    if header[: len(MAGIC)] != MAGIC[: len(header)]:
        raise _Unfit(Verdict(Kind.REFUSED, ("not-a-workbook",)))
    if size < _HEADER_BYTES:
        raise _Unfit(Verdict(Kind.REFUSED, ("truncated",)))
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise _Unfit(Verdict(Kind.REFUSED, ("other-application",)))
    version = int.from_bytes(header[60:64], "big")
    _judge_version(version)
    return version


def _judge_version(version: int) -> None:
    if version > SCHEMA_VERSION:
        details = {"version": version, "known": SCHEMA_VERSION}
        raise _Unfit(Verdict(Kind.REFUSED, ("newer-version",), version, details))
    if version < 1:
        raise _Unfit(Verdict(Kind.REFUSED, ("foreign-schema",), version))


def _announced_size(header: bytes) -> int:
    """How long the header says the file is; 0 when it does not say so reliably."""
    if header[24:28] != header[92:96]:
        return 0
    page_size = int.from_bytes(header[16:18], "big")
    return int.from_bytes(header[28:32], "big") * (65536 if page_size == 1 else page_size)


def _hindrances(path: Path) -> tuple[str, ...]:
    """Codes for why the file can only be read."""
    if hasattr(os, "statvfs") and os.statvfs(path).f_flag & os.ST_RDONLY:
        return ("read-only-medium",)
    codes = []
    if not os.access(path, os.W_OK):
        codes.append("read-only-file")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        codes.append("read-only-folder")
    return tuple(codes)


@contextmanager
def _readable_version(path: Path, leftovers: list[Path]) -> Iterator[tuple[Path, Access]]:
    """The file itself when it is complete, else a passing copy of all its parts."""
    if not leftovers:
        yield path, Access.FROZEN
        return
    with (
        known_trouble(Path(tempfile.gettempdir())),
        tempfile.TemporaryDirectory(prefix="facilitator-") as folder,
    ):
        for part in (path, *leftovers):
            shutil.copyfile(part, Path(folder) / part.name)
        yield Path(folder) / path.name, Access.WRITE


def _judge_inside(path: Path, access: Access, version: int, *, check_all: bool) -> None:
    with _as_damage(version), closing(connect(path, access)) as connection:
        # A stranger's text need not be text.
        connection.text_factory = _lenient_text
        _judge_schema(connection, version)
        if check_all:
            codes = check_content(connection)
            if codes:
                raise _Unfit(Verdict(Kind.REPAIRABLE, codes, version))


def _judge_schema(connection: sqlite3.Connection, version: int) -> None:
    usual = connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_DEFINITION)
    give_up = time.monotonic() + _SCHEMA_SECONDS
    connection.set_progress_handler(lambda: int(time.monotonic() > give_up), 10_000)
    try:
        codes = differences(read_schema(connection), known_schema(version))
    except sqlite3.DataError:
        codes = ("foreign-schema",)
    finally:
        connection.set_progress_handler(None, 0)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, usual)
    if codes:
        raise _Unfit(Verdict(Kind.REFUSED, codes, version))


@contextmanager
def _as_damage(version: int | None) -> Iterator[None]:
    """Whatever SQLite finds wrong while reading a file with our header is damage to it."""
    try:
        yield
    except sqlite3.Error as error:
        name: str = getattr(error, "sqlite_errorname", "")
        unread = {
            "SQLITE_BUSY": "locked",
            "SQLITE_PERM": "no-permission",
            "SQLITE_NOMEM": "foreign-schema",
            "SQLITE_INTERRUPT": "foreign-schema",
            "SQLITE_TOOBIG": "foreign-schema",
        }
        for prefix, code in unread.items():
            if name.startswith(prefix):
                raise _Unfit(Verdict(Kind.REFUSED, (code,), version)) from error
        raise _Unfit(Verdict(Kind.REPAIRABLE, ("damaged",), version)) from error
    except UnicodeDecodeError as error:
        # From SQLite's own message, which quotes the damaged text.
        raise _Unfit(Verdict(Kind.REPAIRABLE, ("damaged",), version)) from error


def _lenient_text(raw: bytes) -> str:
    return raw.decode("utf-8", errors="replace")
