"""CSV as spreadsheets in every country open it: UTF-8 with a mark, commas, CRLF, no formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import BinaryIO

from facilitator.exchange.formula_guard import guard
from facilitator.exchange.table import Kind, Table, Value, hours_and_minutes

# Names and words repeat from row to row; each distinct one is looked at once.
_guarded = lru_cache(maxsize=65536)(guard)


def write_csv(table: Table, stream: BinaryIO) -> None:
    """Write the table row by row.

    Every text cell is guarded as `facilitator.exchange.formula_guard` says. Dates are ISO,
    numbers plain, durations ``h:mm``, empty cells empty.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=False)
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([guard(column.heading) for column in table.columns])
        writer.writerows(_cells(table))
        text.flush()
    finally:
        # The stream belongs to the caller, who makes sure of it on the disk.
        text.detach()


def _cells(table: Table) -> Iterator[list[str]]:
    writers = [_WRITERS[column.kind] for column in table.columns]
    for row in table.rows:
        yield _written(row, writers)


def _written(row: Sequence[Value], writers: Sequence[Callable[[Value], str]]) -> list[str]:
    return [
        "" if value is None else write(value) for write, value in zip(writers, row, strict=True)
    ]


def _text(value: Value) -> str:
    return _guarded(str(value))


def _date(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else _text(value)


def _duration(value: Value) -> str:
    return hours_and_minutes(value) if isinstance(value, int) else _text(value)


_WRITERS: dict[Kind, Callable[[Value], str]] = {
    Kind.TEXT: _text,
    # A negative number is a number, not a formula.
    Kind.NUMBER: str,
    Kind.DATE: _date,
    Kind.TIME: _text,
    Kind.DURATION: _duration,
}
