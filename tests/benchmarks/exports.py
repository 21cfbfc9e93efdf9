"""Attendance as CSV and XLSX, against writing the same rows without thinking about them."""

from __future__ import annotations

import csv
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from facilitator.clock import SetClock
from facilitator.workbook import Workbook
from tests.benchmarks.harness import Figure, Place, timed
from tests.benchmarks.made_workbook import TODAY, made_workbook
from tests.benchmarks.memory import memory_from_here, peak_megabytes

_AGAINST = "csv.writer, the same rows, nothing guarded"


def exports(place: Place) -> Iterator[Figure]:
    """One programme of many people and workshops; a row for each person and workshop."""
    made = made_workbook(place.kept, place.scale.tall)
    shape = made.size.programmes[0]
    rounds = min(3, place.scale.repeats)
    with Workbook.open(made.path, clock=SetClock(TODAY)) as workbook:
        programme_id = made.programme(workbook, shape)
        read = timed(lambda: workbook.attendance.grid(programme_id))
        taken, peaks = {}, {}
        for ending in ("csv", "xlsx"):
            out = place.folder / f"attendance.{ending}"
            memory_from_here()
            seconds = [
                timed(workbook.reports.export_attendance, out, programme_id) for _ in range(rounds)
            ]
            taken[ending] = statistics.median(seconds)
            peaks[ending] = peak_megabytes()
    with (place.folder / "attendance.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    bare = statistics.median(
        timed(_bare_csv, rows, place.folder / "bare.csv") for _ in range(rounds)
    )
    for ending, seconds in taken.items():
        yield Figure(
            f"export of {len(rows):,} rows as {ending.upper()}, per thousand rows",
            seconds / len(rows) * 1e6,
            "ms",
            bare / len(rows) * 1e6,
            _AGAINST,
            rounds,
            note=f"{len(rows) / seconds:,.0f} rows a second; reading the register once takes"
            f" {read:.2f} s of {seconds:.2f} s",
            peak_megabytes=peaks[ending],
        )


def _bare_csv(rows: Sequence[Sequence[str]], out: Path) -> None:
    with out.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
