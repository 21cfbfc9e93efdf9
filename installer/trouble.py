"""What can go wrong in a set-up, each told in one sentence and without a traceback."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable

STOPPED_BY_THE_USER = 130
"""The exit code that shells give to a command ended with Ctrl+C."""

FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}


class SetupTrouble(Exception):
    """The set-up cannot go on for a reason outside the project; the text is for the person."""


def disk_full(folder: str) -> str:
    """Say that the disk which holds `folder` is full."""
    return (
        f"The disk that holds {folder} is full: free about 700 MB and run this again; "
        "it goes on from there."
    )


def not_writable(folder: str) -> str:
    """Say that nothing may be written in `folder`."""
    return (
        f"Nothing can be written in {folder}: copy the project to a folder of your own, "
        "or make this one writable, and run this again."
    )


def told(error: OSError, folder: str) -> str:
    """Give the sentence for an error of the system that struck while working in `folder`."""
    if error.errno in FULL:
        return disk_full(folder)
    if error.errno in FORBIDDEN:
        return not_writable(str(error.filename or folder))
    where = f" ({error.filename})" if error.filename else ""
    return f"The set-up could not go on: {error.strerror or error}{where}."


def spoken(work: Callable[[], int], folder: str) -> int:
    """Do `work` and give its exit code; trouble becomes a sentence on standard error."""
    try:
        return work()
    except SetupTrouble as trouble:
        sentence = str(trouble)
    except OSError as error:
        sentence = told(error, folder)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Run this again to go on.\n")
        return STOPPED_BY_THE_USER
    sys.stderr.write(sentence + "\n")
    return 1
