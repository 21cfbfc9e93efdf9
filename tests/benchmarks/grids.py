"""The register of a whole programme read for the screen, against a plain read of its marks."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from facilitator.attendance.attendance import Attendance
from facilitator.clock import SetClock
from facilitator.people.people import People
from facilitator.storage import Database
from facilitator.storage.workbook_file import open_database
from tests.benchmarks.harness import Figure, Place, timed
from tests.benchmarks.made_workbook import TODAY, Shape, made_workbook
from tests.benchmarks.memory import memory_from_here, peak_megabytes

_PLAIN = """
SELECT a.workshop_id, a.participant_id, a.status_id, a.arrived_at, a.left_at, a.minutes_override,
       a.note
  FROM workshop w JOIN attendance a ON a.workshop_id = w.id
 WHERE w.programme_id = ?
"""


def grids(place: Place) -> Iterator[Figure]:
    """The small, the middling and the wide programme of the great workbook, one after another."""
    path = made_workbook(place.kept, place.scale.centre).path
    database = open_database(path, SetClock(TODAY), read_only=True)
    try:
        attendance = Attendance(database, People(database))
        for shape in (Shape(24, 5), Shape(200, 10), place.scale.wide):
            wide = shape == place.scale.wide
            yield _grid(database, attendance, shape, 3 if wide else max(3, place.scale.repeats * 4))
        yield _page(database, attendance, place.scale.wide, place.scale.repeats)
    finally:
        database.close()


def programme_of(database: Database, shape: Shape) -> str:
    """The id of the first programme of a shape."""
    found = database.value(
        "SELECT id FROM programme WHERE title = ? ORDER BY id LIMIT 1", (shape.title,)
    )
    return str(found)


def _grid(database: Database, attendance: Attendance, shape: Shape, rounds: int) -> Figure:
    programme_id = programme_of(database, shape)
    plain = [timed(lambda: database.rows(_PLAIN, (programme_id,))) for _ in range(rounds)]
    memory_from_here()
    taken = [timed(lambda: attendance.grid(programme_id)) for _ in range(rounds)]
    peak = peak_megabytes()
    marks = len(database.rows(_PLAIN, (programme_id,)))
    return Figure(
        f"grid of {shape.people:,} × {shape.workshops}, {marks:,} marks, median",
        statistics.median(taken) * 1000,
        "ms",
        statistics.median(plain) * 1000,
        "one plain query of the same marks",
        rounds,
        peak_megabytes=peak,
    )


def _page(database: Database, attendance: Attendance, shape: Shape, repeats: int) -> Figure:
    programme_id = programme_of(database, shape)
    plain = [timed(lambda: database.rows(_PLAIN, (programme_id,))) for _ in range(repeats)]
    memory_from_here()
    taken = [timed(lambda: attendance.grid(programme_id, limit=50)) for _ in range(repeats)]
    return Figure(
        f"its first 50 people with all totals of {shape.people:,} × {shape.workshops}, median",
        statistics.median(taken) * 1000,
        "ms",
        statistics.median(plain) * 1000,
        "one plain query of all its marks",
        repeats,
        peak_megabytes=peak_megabytes(),
    )
