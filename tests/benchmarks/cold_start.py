"""From the start of a process to its first painted window, in fresh processes, in turns."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.harness import Figure, Place
from tests.benchmarks.made_workbook import sample_workbook

_SCRIPT = Path(__file__).with_name("first_window.py")
_KINDS = ("bare", "window", "workbook")
_AGAINST = "bare QMainWindow"


def cold_start(place: Place) -> Iterator[Figure]:
    """The real window against an empty one; nothing opened, and the sample on its Today page."""
    sample = sample_workbook(place.kept, place.folder / "sample.facilitator")
    starts: dict[str, list[dict[str, float]]] = {kind: [] for kind in _KINDS}
    for number in range(place.scale.starts):
        for kind in _KINDS:
            starts[kind].append(_start(kind, place.folder / f"{kind}-{number}", sample))

    def median(kind: str, point: str) -> float:
        return statistics.median(start[point] for start in starts[kind]) * 1000

    def peak(kind: str) -> float:
        return max(start["megabytes"] for start in starts[kind])

    rounds = place.scale.starts
    base, least = median("bare", "painted"), peak("bare")
    parts = ", ".join(
        f"{words} {median('window', point):.0f} ms"
        for words, point in (("Python up at", "python"), ("all imported at", "imported"))
    )
    bare = ", ".join(
        f"{words} {median('bare', point):.0f} ms"
        for words, point in (("Python up at", "python"), ("Qt imported at", "imported"))
    )
    yield Figure(
        "cold start to first painted window, median",
        median("window", "painted"),
        "ms",
        base,
        _AGAINST,
        rounds,
        f"{parts}; bare: {bare}; the bare window holds {least:.0f} MB",
        peak("window"),
    )
    yield Figure(
        "of it, imports, median",
        median("window", "imported") - median("window", "python"),
        "ms",
        median("bare", "imported") - median("bare", "python"),
        "imports of the bare window",
        rounds,
        peak_megabytes=peak("window"),
    )
    yield Figure(
        "cold start to the sample's Today page, painted, median",
        median("workbook", "painted"),
        "ms",
        base,
        _AGAINST,
        rounds,
        "with opening, checking and the day's backup of the workbook",
        peak("workbook"),
    )


def _start(kind: str, folder: Path, sample: Path) -> dict[str, float]:
    """One fresh process; seconds since it was started at each point, and its peak memory."""
    folder.mkdir()
    command = [sys.executable, str(_SCRIPT), kind]
    if kind == "workbook":
        command.append(str(shutil.copy(sample, folder)))
    environment = os.environ | {
        "FACILITATOR_CONFIG_DIR": str(folder / "config"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(_SCRIPT.parents[2]),
    }
    began = time.monotonic()
    done = subprocess.run(
        command, env=environment, check=True, capture_output=True, text=True, timeout=120
    )
    points: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    megabytes = points.pop("megabytes")
    return {name: at - began for name, at in points.items()} | {"megabytes": megabytes}
