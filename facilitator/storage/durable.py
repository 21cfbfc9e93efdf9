"""Putting files in their place so that a power cut leaves the old one or the new one."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path


def beside(path: Path, purpose: str) -> Path:
    """A name for a passing file in the folder of `path`: the same disk, so it can be renamed."""
    return path.with_name(f"{_passing_prefix(path, purpose)}{secrets.token_hex(4)}")


def passing_files_of(path: Path, purpose: str) -> list[Path]:
    """The passing files that a killed program left for `path`."""
    prefix = _passing_prefix(path, purpose)
    return [other for other in path.parent.iterdir() if other.name.startswith(prefix)]


def sync_file(path: Path) -> None:
    """Wait until what was written to the file is on the disk."""
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until new and removed names in the folder are on the disk."""
    if sys.platform == "win32":
        # Windows has no such call; NTFS keeps its own log of names.
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def put_in_place(finished: Path, target: Path) -> None:
    """Let `finished`, a complete file in the same folder, take the place of `target`."""
    sync_file(finished)
    os.replace(finished, target)  # noqa: PTH105 - the atomic one, by its own name
    sync_folder(target.parent)


def put_in_new_place(finished: Path, target: Path) -> None:
    """As `put_in_place`, but raises `FileExistsError` when there is a `target` already."""
    sync_file(finished)
    if sys.platform == "win32":
        finished.rename(target)
        return
    try:
        os.link(finished, target)
    except FileExistsError:
        raise
    except OSError:
        # No hard links here (FAT, some shares): look, then rename.
        if target.exists():
            raise FileExistsError(target) from None
        finished.rename(target)
    else:
        finished.unlink()
    sync_folder(target.parent)


def remove_if_there(*paths: Path) -> None:
    """Remove files that may not exist."""
    for path in paths:
        path.unlink(missing_ok=True)


def _passing_prefix(path: Path, purpose: str) -> str:
    # Shortened, as names have an end: 255 bytes, and a letter may take four.
    return f".{path.name[:40]}.{purpose}-"
