"""Reading a table that somebody sent: CSV, TSV, XLSX or ODS, whatever it is called, safely.

What the file is follows from its bytes, never from its name. Everything is limited before it is
unpacked; nothing is evaluated, no link is followed. A file that is no table is refused with a code
that says what it is instead. Cells come out as text: real dates as ISO dates, whole numbers
without a decimal point.

Neighbours: `table_text` (letters and delimiters), `table_sheet` (XLSX), `table_ods`,
`people_import`.
"""

from __future__ import annotations

from pathlib import Path

from facilitator.errors import Refused
from facilitator.exchange.table_rows import (
    USUAL_LIMITS,
    Limits,
    ReadTable,
    TableFlag,
    TableRow,
)
from facilitator.exchange.table_text import read_text

__all__ = ["USUAL_LIMITS", "Limits", "ReadTable", "TableFlag", "TableRow", "read_table"]

# How files begin that are often sent by mistake: (bytes at the start, the code that names it).
_BEGINNINGS = (
    (b"\x89PNG", "table-is-picture"),
    (b"\xff\xd8\xff", "table-is-picture"),
    (b"GIF8", "table-is-picture"),
    (b"BM", "table-is-picture"),
    (b"II*\x00", "table-is-picture"),
    (b"MM\x00*", "table-is-picture"),
    (b"\x00\x00\x01\x00", "table-is-picture"),
    (b"%PDF", "table-is-pdf"),
    (b"{\\rtf", "table-is-document"),
    (b"SQLite format 3\x00", "table-is-database"),
    (b"\x1f\x8b", "table-is-archive"),
    (b"7z\xbc\xaf\x27\x1c", "table-is-archive"),
    (b"Rar!", "table-is-archive"),
    (b"\x7fELF", "table-is-program"),
    (b"MZ", "table-is-program"),
)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<script", b"<div")
_MOST_CONTROLS = 0.02


def read_table(
    path: Path,
    *,
    encoding: str = "",
    delimiter: str = "",
    sheet: str = "",
    limits: Limits = USUAL_LIMITS,
) -> ReadTable:
    """Read a table; `encoding`, `delimiter` and `sheet` overrule what is detected.

    Refused: ``table-not-found``, ``table-unreadable``, ``table-empty``, ``table-too-large`` and
    its kin, ``table-is-…`` for what is no table, ``table-broken``.
    """
    data = _read(path, limits)
    code = _refusal(data)
    if code:
        raise Refused(code, file=path.name)
    if data.startswith(_ZIP):
        # openpyxl takes a tenth of a second to import; most starts of the program never need it.
        from facilitator.exchange.table_sheet import read_sheet  # noqa: PLC0415

        return read_sheet(data, sheet, limits, path.name)
    return read_text(data, encoding, delimiter, limits, path.name)


def _read(path: Path, limits: Limits) -> bytes:
    try:
        if not path.is_file():
            raise Refused("table-not-found", file=path.name)
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise Refused("table-too-large", file=path.name, bytes=size, most=limits.file_bytes)
        with path.open("rb") as stream:
            # One byte more than allowed: the file may grow while it is read.
            data = stream.read(limits.file_bytes + 1)
    except OSError as error:
        raise Refused("table-unreadable", file=path.name, reason=error.strerror or "") from error
    if len(data) > limits.file_bytes:
        raise Refused("table-too-large", file=path.name, most=limits.file_bytes)
    return data


def _refusal(data: bytes) -> str:
    """The code for a file that is no table; empty for one that may be."""
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xfe\xff"):
        return "table-empty"
    if data.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        return "table-has-password" if locked else "table-is-old-excel"
    if data.startswith(_ZIP):
        return ""
    return _binary_kind(data) or _markup_kind(data) or ("" if _is_text(data) else "table-not-text")


def _binary_kind(data: bytes) -> str:
    if (data.startswith(b"RIFF") and data[8:12] == b"WEBP") or data[4:8] == b"ftyp":
        return "table-is-picture"
    for beginning, code in _BEGINNINGS:
        # A list may well begin with two of these letters ("BM", "MZ").
        if data.startswith(beginning) and not (len(beginning) == 2 and _is_text(data)):
            return code
    return ""


def _markup_kind(data: bytes) -> str:
    start = data[:4096].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if start.startswith(_WEB) or (start.startswith((b"<?xml", b"<!--")) and b"<html" in start):
        return "table-is-web-page"
    return "table-is-xml" if start.startswith(b"<?xml") else ""


def _is_text(data: bytes) -> bool:
    """Whether bytes can be text: few control characters, unless every other byte is zero."""
    sample = data[:65536]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_wide(sample):
        return True
    controls = sum(sample.count(code) for code in range(32) if code not in (9, 10, 12, 13))
    return controls <= max(len(sample) * _MOST_CONTROLS, 4)


def _is_wide(sample: bytes) -> bool:
    zeros = max(sample[::2].count(0), sample[1::2].count(0))
    return len(sample) >= 4 and zeros > len(sample) * 0.2 and sample.count(0) < len(sample) * 0.6
