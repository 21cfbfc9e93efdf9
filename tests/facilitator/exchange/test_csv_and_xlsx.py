import csv
import io
import zipfile
from datetime import date, time, timedelta

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.exchange import xlsx_file
from facilitator.exchange.csv_file import write_csv
from facilitator.exchange.formula_guard import guard, unguard
from facilitator.exchange.table import Column, Kind, Table, hours_and_minutes
from facilitator.exchange.xlsx_file import write_xlsx

RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]
HARD_NAMES = [
    "Ana <b>Ruiz</b> & Co",
    "أمينة الإدريسي",
    "O'Brien",
    "'=quoted",
    "N" * 300,
    "🎈👩🏽‍🌾",
    'say "hi"; a,b',
    "../../etc/passwd",
    "_x0041_ not A",
    " leading and trailing ",
]


def a_table(values, kind=Kind.TEXT, name="Sheet"):
    return Table(name, [Column("value", kind)], [[value] for value in values])


def csv_rows(table):
    stream = io.BytesIO()
    write_csv(table, stream)
    return list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline="")))


def xlsx_book(*tables):
    stream = io.BytesIO()
    write_xlsx(tables, stream)
    stream.seek(0)
    return openpyxl.load_workbook(stream)


@pytest.mark.parametrize("text", RISKY)
def test_what_would_run_as_a_formula_gets_an_apostrophe(text):
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Ana", "", "1 = 1", "O'Brien", "'", "''quoted''"])
def test_harmless_text_is_left_alone(text):
    assert guard(text) == text


@given(st.text(alphabet="'=+-@\t\rab", max_size=6) | st.text())
def test_the_guard_is_undone_exactly(text):
    assert unguard(guard(text)) == text


@given(st.text(alphabet="'=+-@\t\rab", max_size=6) | st.text())
def test_no_guarded_cell_begins_with_a_risky_sign(text):
    assert guard(text)[:1] not in set("=+-@\t\r")


@pytest.mark.parametrize("text", HARD_NAMES + RISKY)
def test_any_name_comes_back_from_csv(text):
    assert unguard(csv_rows(a_table([text]))[1][0]) == text


@pytest.mark.parametrize("text", HARD_NAMES[:-2] + RISKY[:4] + HARD_NAMES[-1:])
def test_any_name_comes_back_from_xlsx_as_text_and_not_as_a_formula(text):
    cell = xlsx_book(a_table([text])).active["A2"]

    assert cell.value == text
    assert cell.data_type in {"s", "inlineStr"}


def test_csv_begins_with_the_mark_and_ends_lines_as_spreadsheets_do():
    stream = io.BytesIO()
    write_csv(a_table(["Żółta"]), stream)

    assert stream.getvalue() == b"\xef\xbb\xbfvalue\r\n" + "Żółta\r\n".encode()


def test_csv_writes_dates_as_iso_and_durations_as_hours_and_minutes():
    columns = [Column("d", Kind.DATE), Column("m", Kind.NUMBER), Column("h", Kind.DURATION)]
    table = Table("t", columns, [[date(2026, 9, 17), 550, 550], [None, -5, None]])

    assert csv_rows(table)[1:] == [["2026-09-17", "550", "9:10"], ["", "-5", ""]]


def test_xlsx_holds_real_dates_times_and_durations():
    columns = [Column("d", Kind.DATE), Column("t", Kind.TIME), Column("h", Kind.DURATION)]

    sheet = xlsx_book(Table("t", columns, [[date(2026, 9, 17), "17:30", 1550]])).active

    assert sheet["A2"].value.date() == date(2026, 9, 17)
    assert sheet["B2"].value == time(17, 30)
    assert sheet["C2"].value == timedelta(minutes=1550)


def test_the_header_of_a_sheet_is_set_apart_and_stays_in_view():
    sheet = xlsx_book(a_table(["x"])).active

    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["A"].width == 14


def test_a_table_that_is_too_long_goes_on_in_a_further_sheet(monkeypatch):
    monkeypatch.setattr(xlsx_file, "MOST_ROWS", 4)

    book = xlsx_book(a_table(range(7), Kind.NUMBER, name="Attendance"))

    assert book.sheetnames == ["Attendance", "Attendance 2", "Attendance 3"]
    values = [[row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] for sheet in book]
    assert values == [[0, 1, 2], [3, 4, 5], [6]]


def test_sheet_names_are_ones_that_spreadsheets_accept():
    long = "A/B: [what?] " + "x" * 40

    names = xlsx_book(*(a_table([], name=name) for name in (long, long, "'", "ä", "Ä"))).sheetnames

    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert len({name.casefold() for name in names}) == 5


def test_letters_that_xml_cannot_hold_are_escaped_as_the_format_says():
    stream = io.BytesIO()
    write_xlsx([a_table(["a\x0bb", "_x0041_"])], stream)

    sheet = zipfile.ZipFile(stream).read("xl/worksheets/sheet1.xml").decode()

    assert "a_x000B_b" in sheet
    assert "_x005F_x0041_" in sheet


def test_the_same_table_gives_the_same_bytes():
    first, second = io.BytesIO(), io.BytesIO()
    write_xlsx([a_table(["x"])], first)
    write_xlsx([a_table(["x"])], second)

    assert first.getvalue() == second.getvalue()


@given(st.integers(0, 100_000))
def test_minutes_read_as_hours_and_minutes(minutes):
    hours, rest = hours_and_minutes(minutes).split(":")

    assert int(hours) * 60 + int(rest) == minutes
    assert len(rest) == 2
