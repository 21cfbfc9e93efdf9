"""A table as long as what it shows, of which only the pages in view are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer, Signal
from typing_extensions import override

from ui.widgets.tables import Column, Index, TableModel

Row = TypeVar("Row")
PAGE = 100
_MOST_PAGES = 60


class PagedTableModel(TableModel[Row]):
    """`count` rows, so that the scroll bar tells the truth; a page is asked for when it is painted.

    Signals:
        pages_wanted(list): numbers of pages (from 0) that are in view and not here yet.
    """

    pages_wanted = Signal(list)

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._count = 0
        self._pages: dict[int, list[Row]] = {}
        self._wanted: set[int] = set()
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(0)
        self._ask.timeout.connect(self._tell_wanted)

    def set_count(self, count: int, first_page: Sequence[Row]) -> None:
        """Begin anew with the first page of `count` rows."""
        self.beginResetModel()
        self._count = count
        self._pages = {0: list(first_page)}
        self._wanted.clear()
        self.endResetModel()

    def renew(self, pages: dict[int, Sequence[Row]]) -> None:
        """Replace what is known by fresh pages; the number of rows is the same as before."""
        self._pages = {number: list(rows) for number, rows in pages.items()}
        last = self.index(max(self._count - 1, 0), len(self.columns) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def set_page(self, number: int, rows: Sequence[Row]) -> None:
        """A page that was asked for has come."""
        self._wanted.discard(number)
        if len(self._pages) >= _MOST_PAGES:
            furthest = max(self._pages, key=lambda each: abs(each - number))
            del self._pages[furthest]
        self._pages[number] = list(rows)
        first = number * PAGE
        last = min(first + PAGE, self._count) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def row_at(self, number: int) -> Row | None:
        """A row, or None while its page has not come."""
        page = self._pages.get(number // PAGE)
        place = number % PAGE
        if page is None:
            self._want(number // PAGE)
            return None
        return page[place] if place < len(page) else None

    def known_pages(self) -> list[int]:
        """The numbers of the pages that are here."""
        return sorted(self._pages)

    @override
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for number in sorted(self._pages) for row in self._pages[number])

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self._count

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= self._count:
            return None
        row = self.row_at(index.row())
        return None if row is None else self.value(row, index.column(), role)

    def _want(self, page: int) -> None:
        if page not in self._wanted:
            self._wanted.add(page)
            self._ask.start()

    def _tell_wanted(self) -> None:
        self.pages_wanted.emit(sorted(self._wanted))
