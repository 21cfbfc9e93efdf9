"""Tables in ODS files (OpenDocument spreadsheets, ISO/IEC 26300), read as a stream.

The ZIP around it was measured by `table_sheet` before: no part unpacks beyond the limits, and none
defines an entity. What is left are repetitions: one cell may claim to stand a million times. Empty
ones are only counted, filled ones are taken until a limit refuses them.
"""

from __future__ import annotations

from typing import IO
from xml.parsers import expat

from facilitator.errors import Refused
from facilitator.exchange.table_rows import Budget, Limits, ReadTable, TableFlag, TableRow

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_DRAWING = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 "
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_MOST_SPACES = 1_000
_WHOLE = 1e15


def read_ods(content: IO[bytes], sheet: str, limits: Limits, file_name: str) -> ReadTable:
    """The rows of the sheet named, else of the first that has any.

    Refused: ``table-broken``, ``table-sheet-unknown``, ``table-empty``, and the limits'.
    """
    reader = _Reader(sheet, limits)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.ParseFile(content)
    except (expat.ExpatError, ValueError) as error:
        raise Refused("table-broken", file=file_name) from error
    if sheet and sheet not in reader.names:
        raise Refused("table-sheet-unknown", sheet=sheet, file=file_name)
    if not reader.rows:
        raise Refused("table-empty", file=file_name)
    others = ", ".join(name for name in reader.names if name != reader.taken)
    flags = (TableFlag("other-sheets", detail=others),) if others else ()
    return ReadTable(tuple(reader.rows), "", "", flags, tuple(reader.names), reader.taken or "")


class _Reader:
    """Gathers the rows of one sheet while the file streams by."""

    def __init__(self, sheet: str, limits: Limits) -> None:
        self.names: list[str] = []
        self.rows: list[TableRow] = []
        self.taken: str | None = None
        self._sheet = sheet
        self._limits = limits
        self._budget = Budget(limits)
        self._number = 0
        self._row_repeat = 1
        self._cells: list[str] = []
        self._empty = 0
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[str] = []
        self._in_paragraph = 0
        # Depth within what belongs to a cell but is not its text: a comment, a drawing.
        self._aside = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._aside or name == f"{_OFFICE}annotation" or name.startswith(_DRAWING):
            self._aside += 1
        elif name == f"{_TABLE}table":
            self.names.append(attributes.get(f"{_TABLE}name", ""))
            self._number = 0
        elif name == f"{_TABLE}table-row":
            self._row_repeat = _count(attributes.get(f"{_TABLE}number-rows-repeated", "1"))
            self._cells, self._empty = [], 0
        elif name in _CELLS:
            self._cell, self._paragraphs = attributes, []
        elif name == f"{_TEXT}p" and self._cell is not None:
            self._paragraphs.append("")
            self._in_paragraph += 1
        elif name == f"{_TEXT}s":
            self.text(" " * min(_count(attributes.get(f"{_TEXT}c", "1")), _MOST_SPACES))
        elif name in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            self.text("\n" if name.endswith("break") else "\t")

    def text(self, data: str) -> None:
        """Letters of a paragraph."""
        if self._in_paragraph and not self._aside:
            self._paragraphs[-1] += data
            if len(self._paragraphs[-1]) > self._limits.cell_letters:
                raise Refused(
                    "table-cell-too-long", row=self._number + 1, letters=self._limits.cell_letters
                )

    def end(self, name: str) -> None:
        """An element ends."""
        if self._aside:
            self._aside -= 1
        elif name == f"{_TEXT}p" and self._in_paragraph:
            self._in_paragraph -= 1
        elif name in _CELLS and self._cell is not None:
            self._take_cell(self._cell)
            self._cell = None
        elif name == f"{_TABLE}table-row":
            self._take_row()

    def _take_cell(self, attributes: dict[str, str]) -> None:
        repeat = _count(attributes.get(f"{_TABLE}number-columns-repeated", "1"))
        text = _shown(attributes, "\n".join(self._paragraphs))
        if not text.strip():
            self._empty += repeat
            return
        # One more than is allowed is enough for the limit to speak.
        room = self._limits.columns + 1 - len(self._cells)
        self._cells.extend([""] * min(self._empty, max(room, 0)))
        self._empty = 0
        room = self._limits.columns + 1 - len(self._cells)
        self._cells.extend([text] * min(repeat, max(room, 0)))

    def _take_row(self) -> None:
        first = self._number + 1
        self._number += self._row_repeat
        if not self._cells or not self._wanted():
            return
        if self._row_repeat * len(self._cells) > self._limits.cells:
            raise Refused("table-too-large", cells=self._limits.cells)
        for number in range(first, self._number + 1):
            self.rows.append(TableRow(number, self._budget.take(number, self._cells)))
        self._cells = []

    def _wanted(self) -> bool:
        name = self.names[-1] if self.names else ""
        if self._sheet:
            self.taken = self._sheet
            return name == self._sheet
        if self.taken is None:
            self.taken = name
        return name == self.taken


def _count(text: str) -> int:
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _shown(attributes: dict[str, str], text: str) -> str:
    """A cell as text: dates unambiguous, whole numbers without a decimal point."""
    kind = attributes.get(f"{_OFFICE}value-type", "")
    if kind == "date":
        written = attributes.get(f"{_OFFICE}date-value", "")
        day, _, time = written.partition("T")
        return f"{day} {time[:5]}" if time.strip("0:.") else day
    if kind in ("float", "currency"):
        written = attributes.get(f"{_OFFICE}value", text)
        try:
            number = float(written)
        except ValueError:
            return text
        return str(int(number)) if number.is_integer() and abs(number) < _WHOLE else written
    if kind == "boolean":
        return attributes.get(f"{_OFFICE}boolean-value", text).upper()
    return text
