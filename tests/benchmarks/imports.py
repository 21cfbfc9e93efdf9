"""A list of people into an empty workbook, with every check, against csv and SQLite alone."""

from __future__ import annotations

import csv
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from facilitator.clock import SetClock
from facilitator.exchange.people_import import import_people, plan_import
from facilitator.workbook import Workbook
from tests.benchmarks.harness import Figure, Place
from tests.benchmarks.made_names import made_people
from tests.benchmarks.made_workbook import TODAY

_HEADINGS = ("Name", "Date of birth", "Gender", "District", "Phone", "Email", "Notes")
_AGAINST = "csv.reader and executemany, one table, nothing checked"


def imports(place: Place) -> Iterator[Figure]:
    """Reading with all checks and twins found, then writing with index, journal and contacts."""
    count = place.scale.centre.people
    table = place.folder / "people.csv"
    _write_list(table, count)
    bare = _bare(table, place.folder / "bare.db")
    path = place.folder / "import.facilitator"
    with Workbook.create(path, time_zone="UTC", clock=SetClock(TODAY)) as workbook:
        began = time.perf_counter()
        plan = plan_import(table, workbook.people, today=TODAY.date())
        planned = time.perf_counter()
        import_people(plan, workbook.people)
        ended = time.perf_counter()
        if workbook.people.count() != count:
            raise RuntimeError(f"{workbook.people.count()} of {count} people arrived")
    bare = min(bare, _bare(table, place.folder / "bare.db"))
    name = f"import of {count:,} people"
    yield Figure(f"{name}, in all", ended - began, "s", bare, _AGAINST)
    yield Figure(f"{name}: of it, reading and checking", planned - began, "s", bare, _AGAINST)


def _write_list(path: Path, count: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(_HEADINGS)
        for number, made in enumerate(made_people(count, seed=1)):
            born = made.birth_date.isoformat() if made.birth_date else ""
            contact = (f"07700 {number:06d}", f"person{number}@example.org")
            writer.writerow((made.name, born, made.gender, made.district, *contact, ""))


def _bare(table: Path, path: Path) -> float:
    path.unlink(missing_ok=True)
    began = time.perf_counter()
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as connection,
        table.open(newline="", encoding="utf-8") as handle,
    ):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE person (a, b, c, d, e, f, g)")
        rows = csv.reader(handle)
        next(rows)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        connection.execute("COMMIT")
    return time.perf_counter() - began
