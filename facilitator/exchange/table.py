"""A table on its way out: columns with their kinds, and rows of plain values.

The same rows go into CSV and XLSX: `csv_file` writes them as text, `xlsx_file` as typed cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

Value = str | int | float | date | None
"""What a cell holds; None is an empty cell."""


class Kind(Enum):
    """What a column's values are, and so how they are written."""

    TEXT = "text"
    NUMBER = "number"
    """A whole or decimal number."""
    DATE = "date"
    """A `date`: ISO in CSV, a real date in XLSX."""
    TIME = "time"
    """A time of day as text ``HH:MM`` (or empty): a real time in XLSX."""
    DURATION = "duration"
    """Whole minutes, shown as hours and minutes: ``9:10``."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `width` in characters, for XLSX."""

    heading: str
    kind: Kind = Kind.TEXT
    width: int = 14


@dataclass(frozen=True, slots=True)
class Table:
    """A named table whose rows may be made while they are written."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def hours_and_minutes(minutes: int) -> str:
    """``9:10`` for 550."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02d}"
