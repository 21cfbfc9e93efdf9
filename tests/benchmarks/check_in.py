"""One check-in, from the call to the mark on the disk, against flushing 4 kB in the same folder."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from facilitator.clock import SetClock
from facilitator.workbook import Workbook
from tests.benchmarks.harness import Figure, Place, flush_floor, timed, two_figures
from tests.benchmarks.made_workbook import TODAY, made_workbook

_AGAINST = "flushing 4 kB in the same folder"


def check_in(place: Place) -> Iterator[Figure]:
    """On the sample's file and on the great one; in turns with the flush."""
    made = made_workbook(place.kept, place.scale.centre)
    great = place.folder / "centre.facilitator"
    shutil.copyfile(made.path, great)
    with Workbook.open(great, clock=SetClock(TODAY)) as workbook:
        programme_id = made.programme(workbook, place.scale.wide)
        label = f"{place.scale.centre.marks:,} marks before"
        yield from _marks(workbook, programme_id, place, label)
        yield from _undone(workbook, place)
    for left in great.parent.glob("centre*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    usual = place.folder / "usual.facilitator"
    yield from _fresh(usual, place)


def _fresh(path: Path, place: Place) -> Iterator[Figure]:
    clock = SetClock(TODAY)
    with Workbook.create(path, time_zone="UTC", clock=clock) as workbook:
        programme_id = workbook.planning.add_programme("Afternoons")
        workbook.planning.add_workshop(
            programme_id, "Today", TODAY.replace(tzinfo=None), "UTC", target_seconds=9000
        )
        for number in range(place.scale.rounds):
            workbook.people.enrol(
                workbook.people.add(f"Person {number}"), programme_id, TODAY.date()
            )
        yield from _marks(workbook, programme_id, place, "a new workbook")
        yield _desk(workbook, programme_id)


def _marks(workbook: Workbook, programme_id: str, place: Place, label: str) -> list[Figure]:
    """People of the last workshop that are not marked yet, one by one, a second apart."""
    workshop = workbook.planning.workshops(programme_id)[-1]
    clock = workbook.clock
    if not isinstance(clock, SetClock):
        raise TypeError("benchmarks bring their own clock")
    clock.set_wall(_start_of(workbook, workshop.id))
    rows = workbook.attendance.desk(workshop.id).rows
    ids = [row.participant_id for row in rows if row.status_key is None][: place.scale.rounds]
    workbook.idle()
    taken, floor_taken, bare_taken = [], [], []
    folder = workbook.path.parent
    with flush_floor(folder) as floor, _bare_insert(folder / "bare.db") as insert:
        for participant_id in ids:
            clock.pass_seconds(1)
            taken.append(timed(workbook.attendance.mark, workshop.id, participant_id, "present"))
            floor_taken.append(timed(floor.flush))
            bare_taken.append(timed(insert))
    name = f"one check-in to disk, {label}"
    bare = two_figures(name, taken, bare_taken, "")
    note = "against one row into one table by SQLite alone, as durable: {ratio:.2f}×, {ms:.3f} ms"
    return [
        replace(figure, note=note.format(ratio=other.ratio, ms=other.baseline))
        for figure, other in zip(two_figures(name, taken, floor_taken, _AGAINST), bare, strict=True)
    ]


@contextmanager
def _bare_insert(path: Path) -> Iterator[Callable[[], object]]:
    """One row, on the disk when it returns: what SQLite alone takes."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE mark (id INTEGER PRIMARY KEY, words TEXT)")

        def insert() -> object:
            return connection.execute("INSERT INTO mark (words) VALUES (?)", ("x" * 100,))

        # As in a workbook in use, its log need not grow.
        for _ in range(300):
            insert()
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        yield insert
    path.unlink()


def _undone(workbook: Workbook, place: Place) -> list[Figure]:
    taken, floor_taken = [], []
    with flush_floor(workbook.path.parent) as floor:
        for _ in range(min(50, place.scale.rounds)):
            taken.append(timed(workbook.undo))
            floor_taken.append(timed(floor.flush))
    return two_figures("undoing a check-in", taken, floor_taken, _AGAINST)[:1]


def _desk(workbook: Workbook, programme_id: str) -> Figure:
    """What the check-in screen reads again after each mark."""
    workshop_id = workbook.planning.workshops(programme_id)[-1].id
    count = len(workbook.attendance.desk(workshop_id).rows)
    taken = [timed(lambda: workbook.attendance.desk(workshop_id)) for _ in range(20)]
    plain = [timed(lambda: _plain_desk(workbook, workshop_id)) for _ in range(20)]
    (median, _) = two_figures(
        f"reading the desk of {count} people anew", taken, plain, "one plain query of the same rows"
    )
    return median


def _plain_desk(workbook: Workbook, workshop_id: str) -> None:
    workbook.database.rows(
        "SELECT p.name, a.status_id, a.arrived_at FROM participant p"
        " LEFT JOIN attendance a ON a.participant_id = p.id AND a.workshop_id = ?",
        (workshop_id,),
    )


def _start_of(workbook: Workbook, workshop_id: str) -> datetime:
    return workbook.attendance.desk(workshop_id).starts_at - timedelta(minutes=5)
