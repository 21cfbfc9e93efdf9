"""Scrolling the attendance grid: one frame after one step, against a bare table."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView
from typing_extensions import override

from facilitator.attendance.attendance import Attendance
from facilitator.attendance.model import AttendanceGrid, Status
from facilitator.clock import SetClock
from facilitator.people.people import People
from facilitator.storage.workbook_file import open_database
from tests.benchmarks.grids import programme_of
from tests.benchmarks.harness import Figure, Place, timed, two_figures
from tests.benchmarks.made_workbook import TODAY, made_workbook
from tests.benchmarks.qt_window import application, dressed, shown
from ui.programmes.attendance_words import AttendanceWords
from ui.programmes.grid_model import GridModel
from ui.programmes.grid_view import GridView
from ui.theme.theme import Theme

_AGAINST = "bare QTableView of as many texts"
_WHEEL, _ROW, _COLUMN = 54, 32, 104
_Index = QModelIndex | QPersistentModelIndex


def grid_frames(place: Place) -> Iterator[Figure]:
    """The wide programme: wheel steps down, columns to the side, jumps of the scroll bar."""
    path = made_workbook(place.kept, place.scale.centre).path
    database = open_database(path, SetClock(TODAY), read_only=True)
    try:
        attendance = Attendance(database, People(database))
        grid = attendance.grid(programme_of(database, place.scale.wide))
        statuses = tuple(attendance.statuses())
    finally:
        database.close()
    application()
    rounds = max(5, place.scale.rounds // 5)
    plain = _bare_frames(len(grid.people), len(grid.workshops) + 4, rounds)
    with dressed() as theme:
        yield from _frames(theme, grid, statuses, plain)


def _scrolls() -> dict[str, Callable[[QTableView], None]]:
    return {
        "one wheel step down": _step_down,
        "one column to the side": _step_aside,
        "a jump of the scroll bar": _jumper(),
    }


def _frames(
    theme: Theme,
    grid: AttendanceGrid,
    statuses: tuple[Status, ...],
    plain: dict[str, list[float]],
) -> Iterator[Figure]:
    words = AttendanceWords(statuses)
    model = GridModel(words)
    view = GridView(theme, words, model, "Attendance")
    loaded = timed(lambda: model.show_grid(grid, grid.people, {}))
    shape = f"{len(grid.people):,} × {len(grid.workshops)}"
    with shown(view):
        for name, scroll in _scrolls().items():
            taken = [_frame(view, scroll) for _ in plain[name]]
            yield from two_figures(f"grid frame, {shape}: {name}", taken, plain[name], _AGAINST)
    yield Figure(f"giving a grid of {shape} to its model", loaded * 1000, "ms")


def _bare_frames(rows: int, columns: int, rounds: int) -> dict[str, list[float]]:
    """The same steps in Qt's own table, on an application without a style sheet."""
    model = _Texts(rows, columns)
    bare = QTableView()
    bare.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    bare.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    bare.verticalHeader().hide()
    bare.verticalHeader().setDefaultSectionSize(_ROW)
    bare.horizontalHeader().setDefaultSectionSize(_COLUMN)
    bare.setModel(model)
    with shown(bare):
        return {
            name: [_frame(bare, scroll) for _ in range(rounds)]
            for name, scroll in _scrolls().items()
        }


def _frame(view: QTableView, scroll: Callable[[QTableView], None]) -> float:
    """Seconds from the step to the painted frame."""

    def step() -> None:
        scroll(view)
        application().processEvents()

    return timed(step)


def _step_down(view: QTableView) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(bar.value() + _WHEEL if bar.value() < bar.maximum() else 0)


def _step_aside(view: QTableView) -> None:
    bar = view.horizontalScrollBar()
    bar.setValue(bar.value() + _COLUMN if bar.value() < bar.maximum() else 0)


def _jumper() -> Callable[[QTableView], None]:
    chance = random.Random(3)

    def jump(view: QTableView) -> None:
        view.verticalScrollBar().setValue(chance.randrange(view.verticalScrollBar().maximum() + 1))

    return jump


class _Texts(QAbstractTableModel):
    """The least that fills a table: the same short text in every cell."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self._rows, self._columns = rows, columns

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return self._rows

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return self._columns

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return "15:04" if role == Qt.ItemDataRole.DisplayRole else None
