"""One workbook, one writer: who has it open is known to the system, not to a text.

A lock of the system's kernel on a small file beside the workbook says whether it is in use; the
kernel lets go of it when the program ends, however it ends. The text in that file only tells the
next person who it is and since when. A text left behind by a power cut never stops anybody.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from errno import EACCES, EAGAIN, EDEADLK, ENOLCK, ENOSYS, ENOTSUP, EWOULDBLOCK
from pathlib import Path
from typing import Self

from facilitator.clock import Clock, to_stamp
from facilitator.errors import StorageTrouble
from facilitator.storage.trouble import known_trouble

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_HELD = {EACCES, EAGAIN, EWOULDBLOCK, EDEADLK}
_UNSUPPORTED = {ENOLCK, ENOSYS, ENOTSUP}
# On Windows a locked byte cannot be read by others, so one far behind the text is locked.
_LOCKED_BYTE = 1 << 30
_TEXT_LIMIT = 4096
_TRIES = 5
_PAUSE_SECONDS = 0.01


@dataclass(frozen=True)
class Holder:
    """Who has a workbook open: the account, the computer, since when (stamp), which process."""

    who: str
    host: str
    since: str
    pid: int


class WorkbookLock:
    """The right to write to a workbook; given back by `release`.

    `left_by` is whom the text named that was found: somebody whose program ended without closing,
    or who has the file open on another computer whose lock does not reach here (a synced folder).
    `enforced` is False where the file system knows no locks.
    """

    def __init__(
        self, path: Path, descriptor: int, left_by: Holder | None, *, enforced: bool
    ) -> None:
        self._path = path
        self._descriptor = descriptor
        self.left_by = left_by
        self.enforced = enforced

    @classmethod
    def acquire(cls, workbook: Path, clock: Clock) -> Self:
        """Take the lock; raises `StorageTrouble` ("in-use": who, host, since) when it is held."""
        path = lock_path(workbook)
        with known_trouble(path):
            while True:
                descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _CLOSED_ON_EXEC, 0o666)
                try:
                    enforced = _lock_patiently(descriptor)
                except BlockingIOError:
                    holder = _read_holder(descriptor)
                    os.close(descriptor)
                    raise in_use(workbook, holder) from None
                except BaseException:
                    os.close(descriptor)
                    raise
                if _is_same_file(path, descriptor):
                    break
                # The one before us removed the file between our opening and our locking it.
                os.close(descriptor)
        left_by = _read_holder(descriptor)
        _write_holder(descriptor, clock)
        return cls(path, descriptor, left_by, enforced=enforced)

    def release(self) -> None:
        """Give the lock back and remove its file."""
        # Removed while still held, so that nobody can lock a file that is about to vanish.
        with suppress(OSError):
            if sys.platform != "win32" and _is_same_file(self._path, self._descriptor):
                self._path.unlink()
        os.close(self._descriptor)
        if sys.platform == "win32":
            # Windows removes no open file; when another holds it by now, it stays.
            with suppress(OSError):
                self._path.unlink()


def lock_path(workbook: Path) -> Path:
    """The file beside the workbook that carries the lock."""
    return workbook.with_name(f"{workbook.name}.lock")


def holder_of(workbook: Path) -> Holder | None:
    """Who has the workbook open for writing right now; None when nobody has.

    Changes nothing beside the workbook.
    """
    try:
        descriptor = os.open(lock_path(workbook), os.O_RDWR | _CLOSED_ON_EXEC)
    except OSError:
        # No such file, or none that we may lock: then we could not have made one either.
        return None
    try:
        _lock(descriptor, shared=True)
    except BlockingIOError:
        return _read_holder(descriptor) or Holder("", "", "", 0)
    except OSError:
        return None
    finally:
        os.close(descriptor)
    return None


def this_computer() -> str:
    """The name by which `Holder.host` knows this computer."""
    return platform.node()


def in_use(workbook: Path, holder: Holder | None) -> StorageTrouble:
    """The trouble that somebody else has the workbook open."""
    holder = holder or Holder("", "", "", 0)
    return StorageTrouble(
        "in-use", path=str(workbook), who=holder.who, host=holder.host, since=holder.since
    )


_CLOSED_ON_EXEC: int = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)


def _lock_patiently(descriptor: int) -> bool:
    """As `_lock`, but outlasting somebody who only asks, at this moment, whether it is held."""
    for _ in range(_TRIES - 1):
        try:
            return _lock(descriptor)
        except BlockingIOError:
            time.sleep(_PAUSE_SECONDS)
    return _lock(descriptor)


def _lock(descriptor: int, *, shared: bool = False) -> bool:
    """Lock without waiting; False where there are no locks, BlockingIOError when it is held.

    `shared`: beside others who ask for no more than that.
    """
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            # flock rather than POSIX locks: those do not hold against this same process.
            kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _UNSUPPORTED:
            return False
        if error.errno in _HELD:
            raise BlockingIOError from error
        raise
    return True


def _is_same_file(path: Path, descriptor: int) -> bool:
    try:
        there, ours = path.stat(), os.fstat(descriptor)
    except FileNotFoundError:
        return False
    return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)


def _read_holder(descriptor: int) -> Holder | None:
    """Whom the text names; None for no text or one that makes no sense."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        text = json.loads(os.read(descriptor, _TEXT_LIMIT).decode("utf-8"))
        return Holder(str(text["who"]), str(text["host"]), str(text["since"]), int(text["pid"]))
    except (ValueError, KeyError, TypeError):
        return None


def _write_holder(descriptor: int, clock: Clock) -> None:
    holder = Holder(_account(), this_computer(), to_stamp(clock.now()), os.getpid())
    # The lock is what counts: a text that a full disk refuses is only missing a courtesy.
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, json.dumps(asdict(holder)).encode("utf-8"))


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
