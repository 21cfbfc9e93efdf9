"""How figures are taken: each beside a baseline of the same minute, and told as a ratio.

Absolute times belong to one machine; the ratio to a baseline that does the least that could be
done travels better. A case gives its own time and the baseline's; the table shows both.
"""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks.made_workbook import Shape, WorkbookSize, whole_centre


@dataclass(frozen=True)
class Scale:
    """How much is measured: sizes of what is made, and how often things are done.

    `rounds`: of what takes milliseconds; `repeats`: of what takes seconds; `starts`: of processes.
    """

    name: str
    centre: WorkbookSize
    wide: Shape
    tall: WorkbookSize
    certificates: int
    activities: int
    rounds: int
    repeats: int
    starts: int
    kept_apart: bool
    """Each case in a process of its own, so that no case pays for the leavings of another."""


_WIDE, _SMALL_WIDE = Shape(10_000, 100), Shape(60, 8)

FULL = Scale(
    name="full",
    centre=whole_centre(100_000, 1_000_000, _WIDE),
    wide=_WIDE,
    tall=WorkbookSize(1_000, (Shape(1_000, 100),), 60_000),
    certificates=500,
    activities=60,
    rounds=500,
    repeats=5,
    starts=9,
    kept_apart=True,
)
_TINY = whole_centre(300, 400, _SMALL_WIDE)
QUICK = Scale(
    name="quick",
    centre=_TINY,
    wide=_SMALL_WIDE,
    tall=_TINY,
    certificates=5,
    activities=12,
    rounds=10,
    repeats=1,
    starts=1,
    kept_apart=False,
)


@dataclass(frozen=True)
class Figure:
    """One measured case: `value` and `baseline` are in the same `unit`; smaller is better.

    `rounds`: how often it was done; `peak_megabytes`: the most memory the process held meanwhile.
    """

    name: str
    value: float
    unit: str
    baseline: float | None = None
    against: str = ""
    rounds: int = 1
    note: str = ""
    peak_megabytes: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the baseline."""
        return None if not self.baseline else self.value / self.baseline


@dataclass(frozen=True)
class Place:
    """Where a case works: `folder` is its own and empty, `kept` holds made workbooks for later."""

    scale: Scale
    folder: Path
    kept: Path


def timed(work: Callable[..., object], *given: object) -> float:
    """Seconds that one call takes."""
    began = time.perf_counter()
    work(*given)
    return time.perf_counter() - began


def side_by_side(
    rounds: int, work: Callable[[], object], baseline: Callable[[], object]
) -> tuple[list[float], list[float]]:
    """Seconds of both, done in turns, so that a noisy moment meets the two alike."""
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        found[0].append(timed(work))
        found[1].append(timed(baseline))
    return found


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def two_figures(
    name: str,
    taken: Sequence[float],
    baseline: Sequence[float],
    against: str,
    note: str = "",
) -> list[Figure]:
    """The median and the 99th percentile of seconds, as milliseconds."""
    return [
        Figure(
            f"{name}, {label}",
            of(taken) * 1000,
            "ms",
            of(baseline) * 1000,
            against,
            len(taken),
            note if label == "median" else "",
        )
        for label, of in (
            ("median", statistics.median),
            ("p99", lambda values: percentile(values, 0.99)),
        )
    ]


class FlushFloor:
    """Flushing 4 kB to the disk in a folder: the least that any durable mark can take.

    The file is of its full length before: no write has to make it longer, as with a write-ahead
    log that is used again.
    """

    _PAGES = 256

    def __init__(self, folder: Path) -> None:
        self._target = folder / "flush-floor"
        self._handle = os.open(self._target, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        os.write(self._handle, bytes(4096 * self._PAGES))
        os.fsync(self._handle)
        self._flush = getattr(os, "fdatasync", os.fsync)
        self._turn = 0
        self._page = os.urandom(4096)

    def flush(self) -> None:
        """One page, on the disk when this returns."""
        os.pwrite(self._handle, self._page, self._turn % self._PAGES * 4096)
        self._turn += 1
        self._flush(self._handle)

    def close(self) -> None:
        os.close(self._handle)
        self._target.unlink()


@contextmanager
def flush_floor(folder: Path) -> Iterator[FlushFloor]:
    """A flush floor that leaves nothing behind."""
    floor = FlushFloor(folder)
    try:
        yield floor
    finally:
        floor.close()


def print_table(figures: Sequence[Figure]) -> None:
    """The figures for a person."""
    width = max([58, *(len(figure.name) for figure in figures)])
    print(f"{'case':<{width}} {'value':>15} {'baseline':>11} {'ratio':>8} {'peak':>7}  against")
    for figure in figures:
        value = f"{_short(figure.value)} {figure.unit}"
        baseline = "" if figure.baseline is None else _short(figure.baseline)
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}×"
        peak = "" if figure.peak_megabytes is None else f"{figure.peak_megabytes:.0f} MB"
        against = f"{figure.against} ({figure.rounds} rounds)".strip()
        print(f"{figure.name:<{width}} {value:>15} {baseline:>11} {ratio:>8} {peak:>7}  {against}")
        if figure.note:
            print(f"    {figure.note}")


def machine() -> dict[str, object]:
    """What the figures were taken on, without naming it."""
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": platform.system(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }


def as_json(figures: Sequence[Figure], scale: str) -> str:
    """The figures for a program, with what they were measured on."""
    return json.dumps(
        {
            "scale": scale,
            "machine": machine(),
            "figures": [asdict(figure) | {"ratio": figure.ratio} for figure in figures],
        },
        ensure_ascii=False,
        indent=1,
    )


def as_markdown(figures: Sequence[Figure]) -> str:
    """The figures as the table that `FIGURES.md` keeps."""
    lines = [
        "| case | figure | baseline | ratio | peak MB | against, rounds |",
        "|---|--:|--:|--:|--:|---|",
    ]
    for figure in figures:
        baseline = "" if figure.baseline is None else f"{_short(figure.baseline)} {figure.unit}"
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f} ×"
        peak = "" if figure.peak_megabytes is None else f"{figure.peak_megabytes:.0f}"
        against = f"{figure.against} ({figure.rounds})" if figure.against else f"({figure.rounds})"
        note = f"<br>{figure.note}" if figure.note else ""
        lines.append(
            f"| {figure.name}{note} | {_short(figure.value)} {figure.unit} | {baseline} | {ratio}"
            f" | {peak} | {against} |"
        )
    return "\n".join(lines) + "\n"


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}" if value < 10 else f"{value:.1f}"
