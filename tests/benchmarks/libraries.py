"""A large library: from a letter or a filter to the painted rows, counts and method beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView
from typing_extensions import override

from facilitator.clock import SetClock
from facilitator.planning.model import ActivityKind, MethodRow, MethodStep
from facilitator.workbook import Workbook
from tests.benchmarks.harness import Figure, Place, side_by_side, timed, two_figures
from tests.benchmarks.made_workbook import TODAY
from tests.benchmarks.qt_window import paint, product_window, shown
from ui.planning.library_filters import CountedTick
from ui.planning.library_screen import LibraryScreen
from ui.shell.route import Route

_AGAINST = "bare QTableView over the same rows, told of others"
_KINDS = tuple(ActivityKind)
_WORDS = ("circle", "walk", "map", "story", "pairs", "paper", "question", "street", "voice")
_SEARCHES = ("s", "st", "sto", "story", "", "p", "pa", "paper w", "", "question 1")
_Index = QModelIndex | QPersistentModelIndex


def library(place: Place) -> Iterator[Figure]:
    """Search and filter two thousand methods in the window."""
    count = 2000 if place.scale.kept_apart else 120
    rounds = max(len(_SEARCHES), place.scale.rounds // 5)
    clock = SetClock(TODAY)
    path = place.folder / "library.facilitator"
    with Workbook.create(path, time_zone="Europe/London", clock=clock) as workbook:
        _fill(workbook, count)
        shelf = workbook.planning.shelf()
        texts = iter(_SEARCHES * (rounds // len(_SEARCHES) + 1))
        pure = [timed(shelf.fit, next(texts)) for _ in range(rounds)]
        rows = [shelf.fit(text).rows for text in _SEARCHES]
        with product_window(workbook, clock, Route("library")) as window:
            screen = window.current
            if not isinstance(screen, LibraryScreen):
                raise TypeError(screen)
            bare = _BareRows(rows[_SEARCHES.index("")])
            view = QTableView()
            view.setModel(bare)
            with shown(view):
                for name, work in (("letter", _typing(screen)), ("filter", _ticking(screen))):
                    ours, plain = side_by_side(rounds, work, _telling(bare, rows))
                    title = f"library of {count}: a {name}, page painted"
                    yield from two_figures(title, ours, plain, _AGAINST)
        of_it = two_figures("of it, what fits and all counts", pure, [0.0] * 4, "")[0]
        yield Figure(of_it.name, of_it.value, "ms", rounds=of_it.rounds)


def _fill(workbook: Workbook, count: int) -> None:
    skills = [skill.id for skill in workbook.skills.framework().skills]
    for number in range(count - workbook.planning.count_methods()):
        words = [_WORDS[(number * step) % len(_WORDS)] for step in (1, 2, 5)]
        workbook.planning.add_method(
            f"{' '.join(words).capitalize()} {number}",
            _KINDS[number % len(_KINDS)],
            300 + number % 12 * 300,
            min_seconds=300,
            summary="What people do, told in one sentence of some length.",
            steps=[MethodStep(300, f"Step {step}") for step in range(5)],
            energy=("low", "medium", "high")[number % 3],
            skill_ids=skills[number % 4 : number % 4 + 2],
        )


def _typing(screen: LibraryScreen) -> Callable[[], object]:
    turn = 0

    def work() -> None:
        nonlocal turn
        screen.methods.search.setText(_SEARCHES[turn % len(_SEARCHES)])
        turn += 1
        paint()

    return work


def _ticking(screen: LibraryScreen) -> Callable[[], object]:
    ticks = screen.findChildren(CountedTick)
    turn = 0

    def work() -> None:
        nonlocal turn
        # On and off again, one after the other; the last ones are for what was put away.
        ticks[turn // 2 % (len(ticks) - 2)].click()
        turn += 1
        paint()

    return work


class _BareRows(QAbstractTableModel):
    """The least that shows a title and its minutes."""

    def __init__(self, rows: tuple[MethodRow, ...]) -> None:
        super().__init__()
        self._rows = rows

    def tell(self, rows: tuple[MethodRow, ...]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 2

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self._rows[index.row()]
        return row.usual_seconds // 60 if index.column() else row.title


def _telling(bare: _BareRows, found: list[tuple[MethodRow, ...]]) -> Callable[[], object]:
    turn = 0

    def work() -> None:
        nonlocal turn
        bare.tell(found[turn % len(found)])
        turn += 1
        paint()

    return work
