"""What a table from a file is once it is read, and what it may be at most.

Neighbours: `tables` reads them; `table_text` and `table_sheet` know the formats.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from facilitator.errors import Refused


@dataclass(frozen=True, slots=True)
class Limits:
    """What a table may be at most; far above any list of people, far below what hurts."""

    file_bytes: int = 20_000_000
    unpacked_bytes: int = 200_000_000
    strings_bytes: int = 60_000_000
    ratio: int = 200
    cells: int = 1_000_000
    cell_letters: int = 32_767
    columns: int = 1_000
    seconds: float = 60.0


USUAL_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as a spreadsheet numbers it, from 1; blank rows are left out."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableFlag:
    """Something a person should know of how the file was read; `row` 0: the whole file."""

    code: str
    row: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class MergedCells:
    """Cells that were made one, down over several rows; rows from 1, `column` from 0."""

    column: int
    first_row: int
    last_row: int


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as read. `encoding` and `delimiter` are empty for XLSX; `sheets` and `merged` for
    text. Of merged cells only the topmost holds anything.
    """

    rows: tuple[TableRow, ...]
    encoding: str
    delimiter: str
    flags: tuple[TableFlag, ...]
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    merged: tuple[MergedCells, ...] = ()


class Budget:
    """Counts what reading takes, and refuses when a limit is passed."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._cells = 0
        self._until = time.monotonic() + limits.seconds

    def take(self, row: int, cells: Iterable[str]) -> tuple[str, ...]:
        """The cells of a row without blanks at its end, if the limits allow them.

        Refused: ``table-too-large``, ``table-cell-too-long``, ``table-too-slow``.
        """
        kept = list(cells)
        while kept and not kept[-1].strip():
            kept.pop()
        self._cells += len(kept)
        if self._cells > self._limits.cells:
            raise Refused("table-too-large", cells=self._limits.cells)
        if len(kept) > self._limits.columns:
            raise Refused("table-too-wide", row=row, columns=self._limits.columns)
        if any(len(cell) > self._limits.cell_letters for cell in kept):
            raise Refused("table-cell-too-long", row=row, letters=self._limits.cell_letters)
        if time.monotonic() > self._until:
            raise Refused("table-too-slow", seconds=self._limits.seconds)
        return tuple(kept)
