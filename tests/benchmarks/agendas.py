"""A long agenda: an activity moved, and all times after it, on disk and on screen."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTableView

from facilitator.clock import SetClock
from facilitator.planning.model import ActivityKind
from facilitator.workbook import Workbook
from tests.benchmarks.harness import Figure, Place, timed, two_figures
from tests.benchmarks.made_workbook import TODAY
from tests.benchmarks.qt_window import paint, product_window
from ui.shell.route import Route

_KINDS = tuple(ActivityKind)


def agenda(place: Place) -> Iterator[Figure]:
    """Move the first activity to the middle and back; read every time that follows."""
    count = place.scale.activities
    rounds = max(4, place.scale.rounds // 5)
    clock = SetClock(TODAY)
    path = place.folder / "agenda.facilitator"
    with Workbook.create(path, time_zone="Europe/London", clock=clock) as workbook:
        workshop_id, first = _planned(workbook, count)
        bare = _BareTable(place.folder / "bare.db", count)
        moved, read, plain = [], [], []
        for number in range(rounds):
            target = count // 2 if number % 2 == 0 else 0
            moved.append(timed(workbook.planning.move_activity, first, target))
            read.append(timed(workbook.planning.agenda, workshop_id))
            plain.append(timed(bare.move, target))
        bare.close()
        both = [a + b for a, b in zip(moved, read, strict=True)]
        against = "bare table: as many positions updated and read"
        yield from two_figures(f"agenda of {count}: move, all times anew", both, plain, against)
        yield from two_figures("of it, reading all times", read, plain, against)[:1]
        yield from _on_screen(workbook, clock, workshop_id, first, place)


def _on_screen(
    workbook: Workbook, clock: SetClock, workshop_id: str, first: str, place: Place
) -> Iterator[Figure]:
    """The same in the window, up to the painted page: moved, resized, deleted and brought back.

    Measured against the least a table can do: Qt's own, of as many rows, painted once more.
    """
    count = place.scale.activities
    planning = workbook.planning
    other = planning.agenda(workshop_id).activities[1].id

    def move(number: int) -> None:
        planning.move_activity(first, count // 2 if number % 2 == 0 else 0)

    def resize(number: int) -> None:
        planning.update_activity(other, planned_seconds=660 if number % 2 == 0 else 600)

    def delete(number: int) -> None:
        if number % 2 == 0:
            planning.delete_activities([other])
        else:
            workbook.undo()

    with product_window(workbook, clock, Route("workshop.agenda", (workshop_id,))):
        for name, change in (("move", move), ("resize", resize), ("delete, undo", delete)):
            taken, plain = [], []
            with _plain_view(count) as view:
                for number in range(max(4, place.scale.rounds // 25)):

                    def page(number: int = number, change: Callable[[int], None] = change) -> None:
                        change(number)
                        paint()

                    taken.append(timed(page))
                    view.viewport().update()
                    plain.append(timed(paint))
            against = "bare table view: as many rows, painted once more"
            yield from two_figures(
                f"agenda of {count}: {name}, page painted", taken, plain, against
            )


@contextmanager
def _plain_view(rows: int) -> Iterator[QTableView]:
    """Qt's own table over Qt's own model."""
    model = QStandardItemModel(rows, 7)
    for row in range(rows):
        for column in range(7):
            model.setItem(row, column, QStandardItem(f"Part {row}"))
    view = QTableView()
    view.setModel(model)
    view.resize(700, 430)
    view.show()
    paint()
    yield view
    view.close()
    view.deleteLater()


def _planned(workbook: Workbook, count: int) -> tuple[str, str]:
    planning = workbook.planning
    programme_id = planning.add_programme("Long days")
    workshop_id = planning.add_workshop(
        programme_id, "A long day", TODAY.replace(tzinfo=None, hour=8), "Europe/London"
    )
    ids = [
        planning.add_activity(workshop_id, None, f"Part {n}", _KINDS[n % len(_KINDS)], 600)
        for n in range(count)
    ]
    return workshop_id, ids[0]


class _BareTable:
    """The least that can move a row among others, durably."""

    def __init__(self, path: Path, count: int) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        run = self._connection.execute
        run("PRAGMA journal_mode = WAL").fetchall()
        run("PRAGMA synchronous = FULL")
        run("CREATE TABLE part (id INTEGER PRIMARY KEY, position INTEGER, title, seconds)")
        self._connection.executemany(
            "INSERT INTO part VALUES (?, ?, ?, 600)", [(n, n, f"Part {n}") for n in range(count)]
        )
        self._order = list(range(count))

    def move(self, target: int) -> None:
        self._order.remove(0)
        self._order.insert(target, 0)
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(
            "UPDATE part SET position = ? WHERE id = ?", list(enumerate(self._order))
        )
        self._connection.execute("COMMIT")
        with closing(self._connection.execute("SELECT * FROM part ORDER BY position")) as rows:
            rows.fetchall()

    def close(self) -> None:
        self._connection.close()
