"""OpenDocument spreadsheets: read as others wrote them, refused when they mean harm."""

import io
import time
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import Refused
from facilitator.exchange.tables import Limits, read_table

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


def ods(body, before="", mimetype="application/vnd.oasis.opendocument.spreadsheet"):
    """An ODS around the tables of `body`."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {NAMESPACES}>'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
    return stream.getvalue()


def cell(text, more=""):
    return f"<table:table-cell {more}><text:p>{escape(text)}</text:p></table:table-cell>"


def row(*cells, more=""):
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def table(*rows, name="People"):
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


@pytest.fixture
def read(tmp_path):
    def reading(data, **more):
        path = tmp_path / "list.xls"
        path.write_bytes(data)
        return read_table(path, **more)

    return reading


def cells_of(found):
    return [(each.number, each.cells) for each in found.rows]


def test_cells_come_out_as_a_reader_sees_them(read):
    date = 'office:value-type="date" office:date-value="1990-04-03"'
    number = 'office:value-type="float" office:value="555014"'
    spaced = (
        "<table:table-cell><office:annotation><text:p>secret</text:p></office:annotation>"
        '<text:p>El<text:s text:c="2"/><text:span>Idrissi</text:span></text:p>'
        "<text:p>Amina</text:p></table:table-cell>"
    )
    found = read(
        ods(
            table(
                row(cell("Name"), cell("Born"), cell("Tel")),
                row('<table:table-cell table:number-columns-repeated="16384"/>',
                    more='table:number-rows-repeated="3"'),
                row(spaced, cell("3.4.90", date), cell("555,014", number)),
                row('<table:table-cell table:number-columns-repeated="2"/>', cell("x")),
                row("<table:table-cell/>", more='table:number-rows-repeated="1048000"'),
            )
            + table(row(cell("other")), name="Second")
        )
    )  # fmt: skip
    assert cells_of(found) == [
        (1, ("Name", "Born", "Tel")),
        (5, ("El  Idrissi\nAmina", "1990-04-03", "555014")),
        (6, ("", "", "x")),
    ]
    assert (found.sheet, found.sheets) == ("People", ("People", "Second"))
    assert [(flag.code, flag.detail) for flag in found.flags] == [("other-sheets", "Second")]


def test_another_sheet_is_read_when_it_is_named(read):
    data = ods(table(name="Empty") + table(row(cell("b")), name="B"))
    assert read(data).sheet == "B"
    assert cells_of(read(data, sheet="B")) == [(1, ("b",))]
    with pytest.raises(Refused) as refused:
        read(data, sheet="C")
    assert refused.value.code == "table-sheet-unknown"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ods(table(row(cell("x", 'table:number-columns-repeated="999999"')))), "table-too-wide"),
        (
            ods(table(row(cell("x"), more='table:number-rows-repeated="9999999"'))),
            "table-too-large",
        ),
        (ods(table(row(cell("&e;"))), '<!DOCTYPE x [<!ENTITY e "e">]>'), "table-bomb"),
        (ods(table(row(cell("x" * 40_000)))), "table-cell-too-long"),
        (ods(table(row(cell("x" * 900_000)) * 30)), "table-bomb"),
        (ods("<table:table>"), "table-broken"),
        (ods(table()), "table-empty"),
        (ods("", mimetype="application/vnd.oasis.opendocument.text"), "table-is-document"),
    ],
)
def test_what_means_harm_is_refused_in_a_moment(read, data, code):
    begun = time.monotonic()
    with pytest.raises(Refused) as refused:
        read(data)
    assert refused.value.code == code
    assert time.monotonic() - begun < 2


texts = st.text(st.characters(min_codepoint=33, exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"],
                              max_codepoint=0xFFFD), min_size=1, max_size=8)  # fmt: skip


@given(st.lists(st.lists(texts, min_size=1, max_size=4), min_size=1, max_size=4))
def test_any_text_is_read_back(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("ods") / "list.ods"
    path.write_bytes(ods(table(*(row(*map(cell, cells)) for cells in rows))))
    found = read_table(path, limits=Limits())
    assert [list(each.cells) for each in found.rows] == rows
