"""XLSX written as a stream: flat memory, typed cells, real dates, a header that stays in view.

Sheets are written one after the other straight into the ZIP, strings inline, so that nothing is
kept of the rows that are already out. Text is always a string cell and can never be a formula.
Format: ECMA-376 (Office Open XML), SpreadsheetML; dates count days from 1899-12-30.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import BinaryIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from facilitator.exchange.table import Column, Kind, Table, Value

MOST_ROWS = 1_048_576
"""Rows of one sheet, the header among them; more go on in a further sheet."""

_LONGEST_TEXT = 32_767
_LONGEST_NAME = 31
# Not allowed in the name of a sheet.
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
# Characters that XML cannot hold, and what reads like their stand-in, written as _xHHHH_.
_UNHOLDABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
_DAY_ZERO = date(1899, 12, 30).toordinal()
_BATCH = 1000

# Places in the list of cell formats in _STYLES.
_HEADER, _DATE, _TIME, _DURATION, _WRAPPED = 1, 2, 3, 4, 5

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="hh:mm"/><numFmt numFmtId="166" formatCode="[h]:mm"/>'
    "</numFmts>"
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><color rgb="FFFFFFFF"/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FF1F4E5F"/></patternFill></fill></fills>'
    "<borders><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"'
    ' applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def write_xlsx(tables: Iterable[Table], stream: BinaryIO) -> None:
    """Write each table as a sheet (or several, when it has more rows than one can hold)."""
    names: list[str] = []
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=1) as package:
        for table in tables:
            rows = iter(table.rows)
            more = True
            while more:
                names.append(_sheet_name(table.name, names))
                more = _write_sheet(package, len(names), table.columns, rows)
        for path, content in _frame(names).items():
            package.writestr(_entry(path), content)


def _write_sheet(
    package: ZipFile, number: int, columns: Sequence[Column], rows: Iterator[Sequence[Value]]
) -> bool:
    """One sheet; says whether rows may be left over."""
    cells = [_CELLS[column.kind] for column in columns]
    left = MOST_ROWS - 1
    with package.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w", force_zip64=True) as part:
        part.write(_opening(columns).encode())
        while left:
            batch = list(islice(rows, min(_BATCH, left)))
            if not batch:
                break
            left -= len(batch)
            part.write("".join([_row(row, cells) for row in batch]).encode())
        part.write(b"</sheetData></worksheet>")
    return left == 0


def _opening(columns: Sequence[Column]) -> str:
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{column.width}" customWidth="1"/>'
        for place, column in enumerate(columns, 1)
    )
    heading = "".join(_string(column.heading, f' s="{_HEADER}"') for column in columns)
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData><row>{heading}</row>"
    )


def _row(row: Sequence[Value], cells: Sequence[Callable[[Value], str]]) -> str:
    written = [
        "<c/>" if value is None or value == "" else cell(value)
        for cell, value in zip(cells, row, strict=True)
    ]
    return f"<row>{''.join(written)}</row>"


def _string(text: str, style: str = "") -> str:
    return f'<c t="inlineStr"{style}><is><t xml:space="preserve">{_escaped(text)}</t></is></c>'


@lru_cache(maxsize=65536)
def _escaped(text: str) -> str:
    if len(text) > _LONGEST_TEXT:
        text = f"{text[: _LONGEST_TEXT - 1]}…"
    return escape(_UNHOLDABLE.sub(_stand_in, text))


def _stand_in(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"


@lru_cache(maxsize=65536)
def _text_cell(text: str) -> str:
    # Several lines only show when the cell is told to wrap.
    return _string(text, f' s="{_WRAPPED}"' if "\n" in text else "")


def _text(value: Value) -> str:
    return _text_cell(str(value))


def _number(value: Value) -> str:
    return f"<c><v>{value}</v></c>" if isinstance(value, int | float) else _text(value)


def _date(value: Value) -> str:
    if not isinstance(value, date):
        return _text(value)
    return f'<c s="{_DATE}"><v>{value.toordinal() - _DAY_ZERO}</v></c>'


@lru_cache(maxsize=2048)
def _time_cell(text: str) -> str:
    hours, minutes = text.split(":")
    return f'<c s="{_TIME}"><v>{_part_of_day(int(hours) * 60 + int(minutes))}</v></c>'


def _time(value: Value) -> str:
    return _time_cell(str(value))


def _duration(value: Value) -> str:
    if not isinstance(value, int):
        return _text(value)
    return f'<c s="{_DURATION}"><v>{_part_of_day(value)}</v></c>'


def _part_of_day(minutes: int) -> str:
    return repr(minutes / 1440)


_CELLS: dict[Kind, Callable[[Value], str]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.DURATION: _duration,
}


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    """A name that spreadsheets accept and that no other sheet of the file has."""
    plain = _UNHOLDABLE.sub("", _NOT_IN_NAMES.sub(" ", name)).strip(" '") or "1"
    known = {each.casefold() for each in taken}
    tried = plain[:_LONGEST_NAME]
    number = 1
    while tried.casefold() in known:
        number += 1
        ending = f" {number}"
        tried = f"{plain[: _LONGEST_NAME - len(ending)]}{ending}"
    return tried


def _frame(names: Sequence[str]) -> dict[str, str]:
    """The parts of the package that name the sheets and say how cells look."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name="{escape(name, {chr(34): "&quot;"})}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/worksheet"'
        f' Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    styles = len(names) + 1
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml"'
        f' ContentType="{_TYPES}.worksheet+xml"/>'
        for number in numbers
    )
    return {
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'{relations}<Relationship Id="rId{styles}" Type="{_RELATIONS}/styles"'
        ' Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _STYLES,
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>{parts}</Types>',
    }


def _entry(path: str) -> ZipInfo:
    """An entry without the time of writing: the same table gives the same bytes."""
    entry = ZipInfo(path)
    entry.compress_type = ZIP_DEFLATED
    return entry
