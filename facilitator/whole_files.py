"""Files that are there whole or not at all.

A new file is written beside its target under a name of its own, made sure on the disk, and
only then put in the target's place: after a crash, a full disk or a cancel the old file (or
none) is there, never half of the new one.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from facilitator.errors import StorageTrouble

# By name, as not every system knows every error.
_REASONS = {
    getattr(errno, name): reason
    for name, reason in {
        "ENOSPC": "disk-full",
        "EDQUOT": "disk-full",
        "EROFS": "read-only",
        "EACCES": "not-allowed",
        "EPERM": "not-allowed",
        "ENOENT": "folder-missing",
        "ENOTDIR": "folder-missing",
        "EISDIR": "is-a-folder",
        "ENAMETOOLONG": "name-too-long",
        "EBUSY": "in-use",
        "ETXTBSY": "in-use",
    }.items()
    if hasattr(errno, name)
}


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """A binary file to write to that becomes `target` when the block ends well.

    On any error or cancel inside the block nothing is left and an older file stays as it was.
    Raises `StorageTrouble` with the code ``cannot-write-file`` (parameters `file`, `reason`).
    """
    part: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=".part-", suffix=".tmp", delete=False
        ) as stream:
            part = Path(stream.name)
            yield stream  # type: ignore[misc]  # the wrapper behaves as the file it wraps
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, target)  # noqa: PTH105 - Path.replace does the same, named for what it is
        part = None
        make_sure_of_folder(target.parent)
    except OSError as trouble:
        raise cannot_write(target, trouble) from trouble
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def cannot_write(target: Path, trouble: OSError) -> StorageTrouble:
    """The known trouble behind an error of the operating system while writing `target`."""
    reason = _REASONS.get(trouble.errno or 0, "unknown")
    return StorageTrouble("cannot-write-file", file=str(target), reason=reason)


def make_sure_of_folder(folder: Path) -> None:
    """Have the folder's list of names on the disk too, where the system can do that."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as trouble:
        # Some network and stick file systems cannot; the file itself is already safe.
        if trouble.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(handle)
