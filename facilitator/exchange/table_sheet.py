"""Tables in XLSX files: checked before anything is unpacked, then read row by row.

An XLSX is a ZIP of XML: both can be built to unpack into more than a computer holds. So first
every part is measured while it is unpacked and thrown away: its size, how far it was packed, that
it defines no entities, that no single text is endless. Only then openpyxl reads it, values only.
"""

from __future__ import annotations

import io
import re
import warnings
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile, ZipInfo

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException

from facilitator.errors import Refused
from facilitator.exchange.table_ods import read_ods
from facilitator.exchange.table_rows import (
    Budget,
    Limits,
    MergedCells,
    ReadTable,
    TableFlag,
    TableRow,
)

_MOST_PARTS = 5_000
_CHUNK = 1 << 16
_SMALL = 1 << 20
_ENDLESS = 1 << 20
_MOST_MERGED = 10_000
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# openpyxl lets whatever a damaged file provokes through.
_BROKEN = (
    AttributeError,
    BadZipFile,
    EOFError,
    IndexError,
    InvalidFileException,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    zlib.error,
)


def read_sheet(data: bytes, sheet: str, limits: Limits, file_name: str) -> ReadTable:
    """The rows of the sheet named, else of the first that has any; of an XLSX or an ODS.

    Refused: ``table-bomb``, ``table-broken``, ``table-is-document``,
    ``table-is-archive``, ``table-has-password``, ``table-sheet-unknown``, ``table-empty``, limits.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            is_ods = _check_kind(archive, file_name)
            _check_parts(archive, limits, file_name)
            if is_ods:
                with archive.open("content.xml") as content:
                    return read_ods(content, sheet, limits, file_name)
    except _BROKEN as error:
        raise Refused("table-broken", file=file_name) from error
    try:
        with warnings.catch_warnings():
            # What openpyxl will not read (charts, validation) is nothing that is needed here.
            warnings.simplefilter("ignore")
            return _read(data, sheet, Budget(limits), file_name)
    except _BROKEN as error:
        raise Refused("table-broken", file=file_name) from error


def _read(data: bytes, sheet: str, budget: Budget, file_name: str) -> ReadTable:
    workbook = load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False, rich_text=False
    )
    try:
        visible = [each for each in workbook.worksheets if each.sheet_state == "visible"]
        names = tuple(each.title for each in visible)
        if sheet and sheet not in names:
            raise Refused("table-sheet-unknown", sheet=sheet, file=file_name)
        for each in visible:
            if sheet and each.title != sheet:
                continue
            # The size a sheet claims to have may be a million empty rows.
            each.reset_dimensions()
            rows = tuple(_rows(each.iter_rows(values_only=True), budget))
            if rows:
                others = tuple(name for name in names if name != each.title)
                flags = (TableFlag("other-sheets", detail=", ".join(others)),) if others else ()
                # The path within the file: openpyxl keeps it to itself.
                part = each._worksheet_path  # noqa: SLF001
                return ReadTable(rows, "", "", flags, names, each.title, _merged(data, part))
    finally:
        workbook.close()
    raise Refused("table-empty", file=file_name)


def _merged(data: bytes, part: str) -> tuple[MergedCells, ...]:
    """Cells merged downwards, which openpyxl does not tell when it reads row by row."""
    found: list[MergedCells] = []
    tail = b""
    with ZipFile(io.BytesIO(data)) as archive, archive.open(part.lstrip("/")) as stream:
        while (chunk := stream.read(_CHUNK)) and len(found) < _MOST_MERGED:
            text = tail + chunk
            last = 0
            for match in _MERGED.finditer(text):
                last = match.end()
                first_row, last_row = int(match[2]), int(match[4])
                if last_row > first_row:
                    column = column_index_from_string(match[1].decode()) - 1
                    found.append(MergedCells(column, first_row, last_row))
            tail = text[max(last, len(text) - 100) :]
    return tuple(found)


def _rows(found: Iterator[tuple[object, ...]], budget: Budget) -> Iterator[TableRow]:
    for number, values in enumerate(found, 1):
        if not values:
            continue
        kept = budget.take(number, [_text(value) for value in values])
        if kept:
            yield TableRow(number, kept)


def _text(value: object) -> str:
    """A cell as text: what a reader sees, dates unambiguous."""
    text = str(value)
    if value is None:
        text = ""
    elif isinstance(value, bool):
        text = "TRUE" if value else "FALSE"
    elif isinstance(value, float):
        text = str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    elif isinstance(value, datetime):
        text = f"{value:%Y-%m-%d}" if value.time() == time.min else f"{value:%Y-%m-%d %H:%M}"
    elif isinstance(value, date):
        text = value.isoformat()
    elif isinstance(value, time):
        text = f"{value:%H:%M}"
    elif isinstance(value, timedelta):
        text = str(value)
    return text


def _check_kind(archive: ZipFile, file_name: str) -> bool:
    """Whether the archive is an ODS rather than an XLSX; refused when it is neither."""
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return False
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        kind = archive.read("mimetype")
        if b"spreadsheet" in kind and "content.xml" in names:
            return True
        code = "table-broken" if b"spreadsheet" in kind else "table-is-document"
    elif any(name.startswith(("word/", "ppt/")) for name in names):
        code = "table-is-document"
    elif any(name.startswith("xl/") for name in names):
        code = "table-broken"
    else:
        code = "table-is-archive"
    raise Refused(code, file=file_name)


def _check_parts(archive: ZipFile, limits: Limits, file_name: str) -> None:
    parts = archive.infolist()
    packed = max(sum(part.compress_size for part in parts), 1)
    claimed = sum(part.file_size for part in parts)
    if (
        len(parts) > _MOST_PARTS
        or claimed > limits.unpacked_bytes
        or (claimed > _SMALL and claimed / packed > limits.ratio)
    ):
        raise Refused("table-bomb", file=file_name)
    total = 0
    for part in parts:
        if part.flag_bits & 1:
            raise Refused("table-has-password", file=file_name)
        size = _checked_size(archive, part, limits, file_name)
        total += size
        if total > limits.unpacked_bytes:
            raise Refused("table-bomb", file=file_name)


def _checked_size(archive: ZipFile, part: ZipInfo, limits: Limits, file_name: str) -> int:
    """The real size of a part, read in pieces. Refused as `read_sheet` says."""
    is_xml = part.filename.endswith((".xml", ".rels", ".vml"))
    most = limits.strings_bytes if part.filename.endswith("sharedStrings.xml") else None
    if part.file_size > _SMALL and part.file_size > part.compress_size * limits.ratio:
        raise Refused("table-bomb", file=file_name)
    size = open_text = 0
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limits.unpacked_bytes or (most is not None and size > most):
                raise Refused("table-bomb", file=file_name)
            if not is_xml:
                continue
            # Zero bytes fall away so that UTF-16 reads like UTF-8 here.
            plain = chunk.replace(b"\0", b"")
            if _DECLARATION.search(tail + plain):
                raise Refused("table-bomb", file=file_name)
            tail = plain[-16:]
            first, *others = plain.split(b"<")
            if open_text + len(first) > _ENDLESS:
                raise Refused("table-cell-too-long", file=file_name, letters=limits.cell_letters)
            open_text = len(others[-1]) if others else open_text + len(first)
    return size
