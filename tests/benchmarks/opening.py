"""Making the great workbook, opening it, and opening a usual one with every check."""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from facilitator.clock import SetClock
from facilitator.workbook import Workbook
from tests.benchmarks.harness import Figure, Place, side_by_side, timed
from tests.benchmarks.made_workbook import TODAY, made_workbook, sample_workbook


def generate(place: Place) -> Iterator[Figure]:
    """How long the great workbook takes to make; no figure of the product, but of its journal."""
    size = place.scale.centre
    made = made_workbook(place.kept, size)
    if not made.seconds:
        # Kept from an earlier run: make it once more, elsewhere, as it is the making that counts.
        made = made_workbook(place.folder, size)
    bare = timed(lambda: _bare_rows(place.folder / "bare.db", size.people, size.marks))
    yield Figure(
        f"making {size.people:,} people and {size.marks:,} marks, with their journal",
        made.seconds,
        "s",
        bare,
        "executemany of as many bare rows",
        note=f"{made.megabytes:,.0f} MB on disk; {len(size.programmes):,} programmes",
    )


def opening(place: Place) -> Iterator[Figure]:
    """The great file and the sample's, against bare SQLite; the file is in the system's cache."""
    yield from _great(place)
    yield from _usual(place)


def _great(place: Place) -> Iterator[Figure]:
    made = made_workbook(place.kept, place.scale.centre)
    path = place.folder / "centre.facilitator"
    shutil.copyfile(made.path, path)
    repeats = place.scale.repeats
    label = f"{made.megabytes:,.0f} MB"

    def first_of_the_day() -> None:
        Workbook.open(path, clock=SetClock(TODAY)).close(back_up=False)

    copy = place.folder / "bare.copy"
    day, copied = timed(first_of_the_day), timed(lambda: _copied(path, copy))
    copy.unlink()
    yield Figure(
        f"opening {label} and closing, first of the day: with a proven backup",
        day,
        "s",
        copied,
        "copying the file and flushing it",
    )
    taken, bare = side_by_side(repeats, first_of_the_day, lambda: _bare_open(path))
    yield Figure(
        f"opening {label} and closing, backed up before, median",
        statistics.median(taken) * 1000,
        "ms",
        statistics.median(bare) * 1000,
        "bare SQLite: open, schema, one row",
        repeats,
        "above 50 MB the content is checked afterwards, in the background",
    )
    with Workbook.open(path, clock=SetClock(TODAY + timedelta(minutes=1))) as workbook:
        codes: list[tuple[str, ...]] = []
        checked = timed(lambda: codes.append(workbook.check_content()))
        if codes != [()]:
            raise AssertionError(codes)
    yield Figure(
        f"checking every page and reference of {label}, in the background",
        checked,
        "s",
        timed(lambda: _bare_check(path)),
        "bare open and integrity_check",
    )
    for left in place.folder.iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()


def _usual(place: Place) -> Iterator[Figure]:
    path = sample_workbook(place.kept, place.folder / "sample.facilitator")
    with Workbook.open(path, clock=SetClock(TODAY)):
        # The day's backup is taken here, so that opening alone is measured.
        pass

    def opened() -> None:
        Workbook.open(path, clock=SetClock(TODAY)).close(back_up=False)

    def alone() -> None:
        _bare_open(path)
        _bare_check(path)

    yield _median(
        f"opening and closing the sample, {path.stat().st_size / 1e6:.1f} MB, every check",
        opened,
        alone,
        max(place.scale.repeats, place.scale.rounds // 10),
        "bare SQLite: open, integrity_check",
    )


def _median(
    name: str,
    work: Callable[[], object],
    baseline: Callable[[], object],
    rounds: int,
    against: str,
) -> Figure:
    taken, bare = side_by_side(rounds, work, baseline)
    value, base = statistics.median(taken) * 1000, statistics.median(bare) * 1000
    return Figure(f"{name}, median", value, "ms", base, against, rounds)


def _bare_open(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT * FROM sqlite_schema").fetchall()
        connection.execute("SELECT * FROM programme LIMIT 1").fetchall()


def _bare_check(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA integrity_check").fetchall()


def _bare_rows(path: Path, people: int, marks: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT, words TEXT)")
        connection.execute("CREATE TABLE mark (id TEXT PRIMARY KEY, workshop, person, status)")
        connection.executemany(
            "INSERT INTO person VALUES (?, ?, ?)",
            ((f"{n:036d}", f"Name {n}", f"name {n}") for n in range(people)),
        )
        connection.executemany(
            "INSERT INTO mark VALUES (?, ?, ?, ?)",
            ((f"{n:036d}", f"{n % 999:036d}", f"{n % 9999:036d}", "here") for n in range(marks)),
        )
        connection.commit()


def _copied(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())
