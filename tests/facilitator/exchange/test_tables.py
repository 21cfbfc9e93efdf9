"""Reading a table that somebody sent, safely."""

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from facilitator.errors import Refused
from facilitator.exchange.tables import Limits, read_table


@pytest.fixture
def file(tmp_path):
    """Writes bytes or text to a file of any name."""

    def write(content, name="list.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def refusal_of(path):
    """The code with which a file is refused; empty when it was read."""
    try:
        assert read_table(path).rows
    except Refused as refusal:
        return refusal.code
    return ""


def cells(table):
    return [row.cells for row in table.rows]


def xlsx(rows, **sheets):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for title, more in sheets.items():
        sheet = book.create_sheet(title)
        for row in more:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(data, name, content):
    """The XLSX with one of its parts replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            new.writestr(part, content if part.filename == name else old.read(part))
    return stream.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_cuts_rows_alike(file, delimiter):
    text = f"Name{delimiter}Born\nEl Idrissi{delimiter}1988\nAnna{delimiter}1990\n"
    table = read_table(file(text))
    assert table.delimiter == delimiter
    assert cells(table) == [("Name", "Born"), ("El Idrissi", "1988"), ("Anna", "1990")]


def test_commas_in_names_do_not_outdo_semicolons(file):
    table = read_table(file('Name;Born\n"El Idrissi, Amina";1988\nMensah, Kwame;1976\n'))
    assert table.delimiter == ";"
    assert cells(table)[2] == ("Mensah, Kwame", "1976")


def test_rows_keep_their_numbers_and_blank_ones_are_left_out(file):
    table = read_table(file("Title\n\n;;\nName;Born\nAnna;1990\n"))
    assert [row.number for row in table.rows] == [1, 4, 5]


def test_a_line_that_names_the_delimiter_is_obeyed(file):
    table = read_table(file("sep=;\nName;Born\nAnna, B;1\n"))
    assert table.delimiter == ";"
    assert [row.number for row in table.rows] == [2, 3]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Name;Ort\nJürgen Müller;Köln\nFrançoise Lefèvre;Orléans\n", "cp1252"),
        ("Nazwisko;Miasto\nŁukasz Żółkiewski;Łódź\nGrażyna Dąbrowska;Gdańsk\n", "cp1250"),
        ("Имя;Город\nАлёна Фёдорова;Москва\nСергей Иванов;Пермь\n", "cp1251"),
        ("İsim;Şehir\nŞükrü Çağlar;İzmir\nIşıl Yıldız;Muğla\n", "cp1254"),
        ("Όνομα;Πόλη\nΓιώργος Παπαδόπουλος;Αθήνα\n", "cp1253"),
        ("שם;עיר\nיעל בן דוד;חיפה\n", "cp1255"),
        ("الاسم;المدينة\nأمينة الإدريسي;الرباط\nليلى حداد;تونس\n", "cp1256"),
        ("ชื่อ;เมือง\nสมชาย ศรีสุข;เชียงใหม่\n", "cp874"),
        ("名前;市\n田中 ゆうき;東京\n鈴木 さくら;大阪\n", "cp932"),
        ("姓名;城市\n李秀英;北京\n王小明;上海\n", "gb18030"),
        ("이름;도시\n김민지;서울\n박서준;부산\n", "cp949"),
    ],
)
def test_older_encodings_are_guessed_and_flagged(file, text, encoding):
    table = read_table(file(text.encode(encoding)))
    assert cells(table) == [tuple(line.split(";")) for line in text.splitlines()]
    assert table.encoding == encoding
    assert [flag.code for flag in table.flags] == ["encoding-guessed"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_recognised(file, encoding):
    table = read_table(file("Name,Ort\nNgọzi Ọkafọr,Łódź\n".encode(encoding)))
    assert cells(table)[1] == ("Ngọzi Ọkafọr", "Łódź")


def test_a_line_in_another_encoding_is_read_and_named(file):
    data = "Name\nŁukasz\nŻaneta\n".encode() + "Jürgen\n".encode("cp1252")
    table = read_table(file(data))
    assert cells(table)[3] == ("Jürgen",)
    assert [(flag.code, flag.row) for flag in table.flags] == [("mixed-encodings", 4)]


def test_an_encoding_that_is_told_is_used_or_refused(file):
    assert cells(read_table(file("Łukasz".encode("cp1250")), encoding="cp1250")) == [("Łukasz",)]
    for encoding in ("utf-8", "no-such"):
        with pytest.raises(Refused) as refusal:
            read_table(file("Łukasz".encode("cp1250")), encoding=encoding)
        assert refusal.value.code == "table-encoding-wrong"


def test_nuls_go_and_are_told(file):
    table = read_table(file(b"Name,Born\nAn\x00na,1990\nBo,1991\nCleo,1992\n"))
    assert cells(table)[1] == ("Anna", "1990")
    assert [flag.code for flag in table.flags] == ["nul-removed"]


def test_an_open_quote_does_not_swallow_the_list(file):
    table = read_table(file('Name,Born\n"Anna,1990\nBo,1991\n'))
    assert cells(table) == [("Name", "Born"), ('"Anna', "1990"), ("Bo", "1991")]
    assert [flag.code for flag in table.flags] == ["quotes-unbalanced"]


def test_quoted_cells_may_hold_delimiters_and_lines(file):
    table = read_table(file('Name,Note\nAnna,"one, two\nthree ""four"""\n'))
    assert cells(table)[1] == ("Anna", 'one, two\nthree "four"')


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.csv", "table-empty"),
        (b"\xef\xbb\xbf\r\n \n", "a.csv", "table-empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "list.csv", "table-is-picture"),
        (b"\xff\xd8\xff\xe0" + bytes(64), "list.csv", "table-is-picture"),
        (b"BM" + bytes(64), "list.csv", "table-is-picture"),
        (b"<html><table><tr><td>Anna</td></tr></table></html>", "a.xls", "table-is-web-page"),
        (b"\n<!DOCTYPE HTML>\n<title>x", "list.csv", "table-is-web-page"),
        (b"%PDF-1.7\n", "list.csv", "table-is-pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls", "table-is-old-excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx",
         "table-has-password"),
        (b"SQLite format 3\x00" + bytes(64), "list.csv", "table-is-database"),
        (b"{\\rtf1 hello}", "list.csv", "table-is-document"),
        (b"<?xml version='1.0'?><a/>", "list.csv", "table-is-xml"),
        (bytes(range(32)) * 40, "list.csv", "table-not-text"),
        (b"PK\x03\x04 not a zip", "a.xlsx", "table-broken"),
        (xlsx([["Anna"]])[:-200], "a.xlsx", "table-broken"),
        (xlsx([]), "a.xlsx", "table-empty"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_named(file, content, name, code):
    with pytest.raises(Refused) as refusal:
        read_table(file(content, name))
    assert refusal.value.code == code


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(Refused) as refusal:
            read_table(path)
        assert refusal.value.code == "table-not-found"


def test_names_that_begin_like_a_picture_are_still_names(file):
    assert cells(read_table(file("BMala,1\nMZia,2\n")))[0] == ("BMala", "1")


def test_a_sheet_gives_text_as_a_reader_sees_it(file):
    data = xlsx(
        [
            ["Name", "Born", "Tel", "Size", "Ok", "At"],
            ["Ngọzi", date(1998, 7, 30), 5550121.0, 1.5, True, AT],
            [],
            ["=1+1", "@x", None, "", None],
        ]
    )
    table = read_table(file(data, "anything.csv"))
    assert cells(table)[1] == ("Ngọzi", "1998-07-30", "5550121", "1.5", "TRUE", "2026-01-02 03:04")
    assert [row.number for row in table.rows] == [1, 2, 4]
    assert table.rows[2].cells == ("", "@x")
    assert (table.encoding, table.delimiter) == ("", "")


def test_the_first_sheet_with_rows_is_read_and_the_others_are_named(file):
    data = xlsx([], People=[["Anna"]], More=[["Bo"]])
    table = read_table(file(data, "a.xlsx"))
    assert (table.sheet, cells(table)) == ("People", [("Anna",)])
    assert table.flags[0].code == "other-sheets"
    assert cells(read_table(file(data, "a.xlsx"), sheet="More")) == [("Bo",)]
    with pytest.raises(Refused, match="table-sheet-unknown"):
        read_table(file(data, "a.xlsx"), sheet="None")


def sheet_xml(body):
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{body}</sheetData></worksheet>"
    )


def cell_xml(text):
    return f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'


ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("part", "content", "code"),
    [
        ("xl/worksheets/sheet1.xml", ENTITIES + sheet_xml(cell_xml("&b;")), "table-bomb"),
        ("xl/worksheets/sheet1.xml", (ENTITIES + sheet_xml("")).encode("utf-16"), "table-bomb"),
        ("docProps/core.xml", ENTITIES + "<a/>", "table-bomb"),
        ("xl/worksheets/sheet1.xml", sheet_xml(cell_xml("a" * 30_000_000)), "table-bomb"),
        ("xl/worksheets/sheet1.xml", sheet_xml(cell_xml("ab3 x9" * 8_000)), "table-cell-too-long"),
        ("xl/worksheets/sheet1.xml", sheet_xml("<row"), "table-broken"),
    ],
    ids=["entities", "entities in UTF-16", "entities elsewhere", "packed", "cell", "torn"],
)
def test_a_sheet_built_to_hurt_is_refused(file, part, content, code):
    data = with_part(xlsx([["Anna"]]), part, content)
    with pytest.raises(Refused) as refusal:
        read_table(file(data, "a.xlsx"))
    assert refusal.value.code == code


def test_a_sheet_with_one_cell_at_its_far_end_is_harmless(file):
    body = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    data = with_part(xlsx([["Anna"]]), "xl/worksheets/sheet1.xml", sheet_xml(body))
    with pytest.raises(Refused, match="table-too-wide"):
        read_table(file(data, "a.xlsx"))


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(file_bytes=20), "table-too-large"),
        (Limits(cells=5), "table-too-large"),
        (Limits(columns=1), "table-too-wide"),
        (Limits(cell_letters=3), "table-cell-too-long"),
        (Limits(seconds=-1), "table-too-slow"),
    ],
)
def test_every_limit_holds_for_text(file, limits, code):
    with pytest.raises(Refused) as refusal:
        read_table(file("Name,Born\nAnna,1990\nBo,1991\n"), limits=limits)
    assert refusal.value.code == code


def test_other_packed_files_are_named(file):
    for name, content, code in (
        ("word/document.xml", b"", "table-is-document"),
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet", "table-broken"),
        ("photo.jpg", b"x", "table-is-archive"),
    ):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr(name, content)
        with pytest.raises(Refused) as refusal:
            read_table(file(stream.getvalue(), "a.xlsx"))
        assert refusal.value.code == code


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_do_more_than_be_read_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("bytes") / "list.csv"
    path.write_bytes(data)
    assert refusal_of(path).partition("-")[0] in ("table", "")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=8))
def test_no_damage_to_a_sheet_does_more_than_be_read_or_refused(tmp_path_factory, place, damage):
    data = bytearray(SOUND)
    place %= len(data)
    data[place : place + len(damage)] = damage
    path = tmp_path_factory.mktemp("bytes") / "a.xlsx"
    path.write_bytes(bytes(data))
    assert refusal_of(path).partition("-")[0] in ("table", "")


# Spreadsheets know no time zones.
AT = datetime(2026, 1, 2, 3, 4)  # noqa: DTZ001
SOUND = xlsx([["Name", "Born"], ["Anna", date(1990, 1, 2)]])
