"""A disk made up from a log of what a program did to it, and what a power cut leaves of it.

The rules are those of the worst disk that still keeps its promises. What was synced is there: the
content of a file by a sync of the file, names (made, removed, renamed) by a sync of the folder.
Everything else may be there, in any order, or not; a write may have arrived in part, in sectors of
512 bytes, or have left such sectors unreadable, and the file may have grown without the data.
"""

from __future__ import annotations

import os
import platform
import random
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

SECTOR_BYTES = 512
FOLDER = "."

_HEAD = struct.Struct("=IIQQ")


class Kind(IntEnum):
    """What a step did; the numbers are those of ``disk_log.c``."""

    OPENED = 1
    CREATED = 2
    WRITTEN = 3
    TRUNCATED = 4
    SYNCED = 5
    UNLINKED = 6
    RENAMED = 7
    LINKED = 8


@dataclass(frozen=True)
class Step:
    """One call that succeeded; `opening` says through which opening of a file it went."""

    kind: Kind
    opening: int
    offset: int
    data: bytes

    @property
    def names(self) -> list[str]:
        """The name or names of files that the step is about."""
        return self.data.decode().split("\0")


def why_not_here() -> str:
    """Why programs cannot be logged on this system; empty when they can."""
    if sys.platform != "linux":
        return "calls are logged by way of LD_PRELOAD, which is Linux's"
    if platform.libc_ver()[0] != "glibc":
        return "the log of calls is made for glibc"
    if _compiler() is None:
        return "there is no C compiler to build the log of calls with"
    return ""


def build_log_library(folder: Path) -> Path:
    """Compile ``disk_log.c``."""
    library = folder / "disk_log.so"
    source = Path(__file__).with_name("disk_log.c")
    flags = ["-O1", "-Wall", "-Werror", "-U_FORTIFY_SOURCE", "-shared", "-fPIC"]
    compiler = _compiler()
    assert compiler is not None
    subprocess.run([compiler, *flags, "-o", str(library), str(source), "-ldl"], check=True)
    return library


def logging_environment(library: Path, folder: Path, log: Path) -> dict[str, str]:
    """The environment in which a program writes down in `log` what it does in `folder`."""
    return {
        **os.environ,
        "LD_PRELOAD": str(library),
        "FACILITATOR_DISK_FOLDER": str(folder.resolve()),
        "FACILITATOR_DISK_LOG": str(log),
    }


def steps_of(log: Path) -> Iterator[Step]:
    """The steps that a program wrote down."""
    content = log.read_bytes()
    at = 0
    while at < len(content):
        kind, opening, offset, length = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        yield Step(Kind(kind), opening, offset, content[at : at + length])
        at += length


def _compiler() -> str | None:
    return next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)


@dataclass
class _File:
    """The content that is on the disk for certain, and the steps that may not have arrived."""

    kept: bytearray = field(default_factory=bytearray)
    pending: list[Step] = field(default_factory=list)

    def content(self) -> bytes:
        """As the running program sees it."""
        content = bytearray(self.kept)
        for step in self.pending:
            _apply(content, step)
        return bytes(content)

    def sync(self) -> None:
        for step in self.pending:
            _apply(self.kept, step)
        self.pending.clear()


class Disk:
    """One folder of a disk, followed step by step."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._kept_names = {name: _File(bytearray(data)) for name, data in files.items()}
        self._names = dict(self._kept_names)
        # What each step not synced does to the names; None: the name goes.
        self._pending_names: list[dict[str, _File | None]] = []
        self._opened: dict[int, _File | None] = {}

    def follow(self, step: Step) -> None:
        """Do what the program did."""
        if step.kind in (Kind.OPENED, Kind.CREATED):
            self._open(step)
        elif step.kind is Kind.UNLINKED:
            self._rename({step.names[0]: None})
        elif step.kind is Kind.RENAMED:
            old, new = step.names
            self._rename({old: None, new: self._names[old]})
        elif step.kind is Kind.LINKED:
            old, new = step.names
            self._rename({new: self._names[old]})
        else:
            self._write(step)

    def content(self) -> dict[str, bytes]:
        """All files as the running program sees them."""
        return {name: file.content() for name, file in self._names.items()}

    def name_of(self, opening: int) -> str:
        """The present name of the file behind an opening; empty for one that has none."""
        file = self._opened[opening]
        return next((name for name, other in self._names.items() if other is file), "")

    def after_power_cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files that somebody finds after a power cut at this moment: one of the many ways."""
        names = dict(self._kept_names)
        # Nothing, all, or any part of what was not synced: the ends of the scale come up often.
        share = chance.choice((0.0, 1.0, 0.1, 0.5, 0.5, 0.9))
        # File systems with a log keep the order of names; others do not.
        in_order = chance.random() < 0.5
        # Some disks leave a sector that was being written with neither the old bytes nor the new.
        garbled = chance.random() < 0.25
        arrived = [change for change in self._pending_names if chance.random() < share]
        if in_order:
            arrived = self._pending_names[: len(arrived)]
        for change in arrived:
            _rename_in(names, change)
        return {name: _remains(file, share, chance, garbled) for name, file in names.items()}

    def _open(self, step: Step) -> None:
        (name,) = step.names
        if name == FOLDER:
            self._opened[step.opening] = None
            return
        if step.kind is Kind.CREATED:
            self._rename({name: _File()})
        self._opened[step.opening] = self._names[name]

    def _write(self, step: Step) -> None:
        file = self._opened[step.opening]
        if step.kind is not Kind.SYNCED:
            assert file is not None
            file.pending.append(step)
        elif file is None:
            self._kept_names = dict(self._names)
            self._pending_names.clear()
        else:
            file.sync()

    def _rename(self, change: dict[str, _File | None]) -> None:
        _rename_in(self._names, change)
        self._pending_names.append(change)


def _rename_in(names: dict[str, _File], change: Mapping[str, _File | None]) -> None:
    for name, file in change.items():
        if file is None:
            names.pop(name, None)
        else:
            names[name] = file


def _apply(content: bytearray, step: Step) -> None:
    if step.kind is Kind.TRUNCATED:
        del content[step.offset :]
        _grow(content, step.offset)
        return
    _grow(content, step.offset)
    content[step.offset : step.offset + len(step.data)] = step.data


def _grow(content: bytearray, size: int) -> None:
    content.extend(bytes(max(0, size - len(content))))


def _remains(file: _File, share: float, chance: random.Random, garbled: bool) -> bytes:
    """What is left of a file when about `share` of the steps that were not synced arrived."""
    if share == 1.0:
        return file.content()
    content = bytearray(file.kept)
    arrived = [step for step in file.pending if chance.random() < share]
    chance.shuffle(arrived)
    for step in arrived:
        torn = step.kind is Kind.WRITTEN and chance.random() < 0.5
        for part in _some_sectors(step, chance, garbled) if torn else [step]:
            _apply(content, part)
        if torn and chance.random() < 0.5:
            _grow(content, step.offset + len(step.data))
    return bytes(content)


def _some_sectors(step: Step, chance: random.Random, garbled: bool) -> Iterator[Step]:
    """Some of the sectors that a write touches, each with only the bytes of this write."""
    at = 0
    while at < len(step.data):
        length = SECTOR_BYTES - (step.offset + at) % SECTOR_BYTES
        data = step.data[at : at + length]
        fate = chance.random()
        if garbled and fate < 0.25:
            yield Step(step.kind, step.opening, step.offset + at, chance.randbytes(len(data)))
        elif fate < 0.5:
            yield Step(step.kind, step.opening, step.offset + at, data)
        at += length
