"""Tables that are none, cells of every kind, and files that only seem to be spreadsheets."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from errno import EIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from facilitator.errors import Refused
from facilitator.exchange.table import Column, Kind, Table
from facilitator.exchange.tables import Limits, read_table
from facilitator.exchange.xlsx_file import write_xlsx


@pytest.fixture
def file(tmp_path):
    def write(content, name="list.xlsx"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def refused(path, **limits):
    with pytest.raises(Refused) as refusal:
        read_table(path, **({"limits": Limits(**limits)} if limits else {}))
    return refusal.value.code


def archive(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def sheet_of(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "table-is-picture"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "table-is-picture"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "table-is-picture"),
        (b"<?xml version='1.0'?><list/>", "table-is-xml"),
        (b"<?xml version='1.0'?>\n<html><body>", "table-is-web-page"),
        (archive(word__document="x"), "table-is-document"),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), "table-is-document"),
        (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "table-broken"),
        (archive(notes="x"), "table-is-archive"),
        (archive(**{"xl/styles.xml": "<a/>"}), "table-broken"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(file, content, code):
    assert refused(file(content)) == code


def test_a_list_on_a_disk_that_fails_cannot_be_read(file, monkeypatch):
    def fail(*_arguments, **_options):
        raise OSError(EIO, "bad sector")

    path = file(b"Name\nAmina\n", "list.csv")
    monkeypatch.setattr(Path, "open", fail)

    assert refused(path) == "table-unreadable"


def test_a_list_may_begin_with_the_letters_of_a_picture(file):
    table = read_table(file(b"BM,Name\n1,Amina\n", "list.csv"))

    assert tuple(table.rows[0].cells) == ("BM", "Name")


def test_every_kind_of_cell_is_read_as_somebody_sees_it(file):
    kinds = (True, False, 2.0, 2.5, 1e20, datetime(2026, 10, 8), datetime(2026, 10, 8, 17, 30))  # noqa: DTZ001
    more = (date(2026, 10, 8), time(9, 5), timedelta(hours=1, minutes=30), "Amina")
    table = read_table(file(sheet_of(["Name"] * 11, [*kinds, *more])))

    assert tuple(table.rows[1].cells) == (
        *("TRUE", "FALSE", "2", "2.5", "1e+20", "2026-10-08", "2026-10-08 17:30"),
        *("2026-10-08", "09:05", "1:30:00", "Amina"),
    )


def test_a_sheet_that_would_unpack_to_too_much_is_refused(file):
    content = sheet_of(["Name"], ["Amina " * 2000])

    assert refused(file(content), unpacked_bytes=1000) == "table-bomb"
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as out:
        out.writestr("xl/sharedStrings.xml", "<sst>" + "<si/>" * 500 + "</sst>")
    assert refused(file(stream.getvalue()), strings_bytes=1000) == "table-bomb"


def test_a_sheet_that_declares_words_of_its_own_is_refused(file):
    content = sheet_of(["Name"], ["Amina"])
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as out:
        out.writestr("xl/extra.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")

    assert refused(file(stream.getvalue())) == "table-bomb"


def test_a_locked_part_asks_for_a_password(file):
    content = bytearray(sheet_of(["Name"], ["Amina"]))
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)

    assert refused(file(bytes(content))) == "table-has-password"


def test_damaged_letters_behind_a_mark_are_told(file):
    table = read_table(file(b"\xef\xbb\xbfName\nAm\xffina\n", "list.csv"))

    assert "letters-damaged" in [flag.code for flag in table.flags]


def test_a_line_that_names_a_tab_is_no_row(file):
    table = read_table(file(b"sep=\t\r\nName\tPhone\r\nAmina\t7\r\n", "list.csv"))

    assert [tuple(row.cells) for row in table.rows] == [("Name", "Phone"), ("Amina", "7")]


def test_values_that_do_not_fit_their_column_are_written_as_text(tmp_path):
    columns = [Column("a", kind) for kind in (Kind.NUMBER, Kind.DATE, Kind.DURATION, Kind.TEXT)]
    path = tmp_path / "out.xlsx"
    with path.open("wb") as stream:
        write_xlsx([Table("T", columns, [("n/a", "soon", "long", "x" * 40_000)])], stream)

    table = read_table(path, limits=Limits(cell_letters=50_000))
    row = table.rows[1].cells
    assert tuple(row[:3]) == ("n/a", "soon", "long")
    assert row[3].endswith("…")
    assert len(row[3]) == 32_767
