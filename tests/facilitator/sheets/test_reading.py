"""Photographs of signed sheets, read. Many more of them: tests/benchmarks/sheet_photographs.py."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from facilitator.documents.paper import Paper
from facilitator.documents.sign_in_sheet import layout_of
from facilitator.sheets.model import DoubtReason, Judged
from tests.benchmarks.sheet_photographs import read
from tests.facilitator.sheets.photographs import (
    ODD,
    SIGNED,
    a_sheet,
    flat_page,
    photograph,
    signed_page,
)


@pytest.fixture(scope="module")
def paper():
    sheet = a_sheet(12)
    return sheet, flat_page(sheet)


@pytest.fixture(scope="module")
def page(paper):
    sheet, clean = paper
    return signed_page(sheet, 5, clean=clean, odd=0)


def assert_read(page, judged):
    """Everybody who signed is seen; nobody who did not is called signed."""
    assert judged is not None
    for row, kind in page.truth.items():
        if kind in SIGNED:
            assert judged[row].judged is not Judged.EMPTY, (row, kind)
        elif not kind:
            assert judged[row].judged is not Judged.SIGNED, row
    sure = [row for row, kind in page.truth.items() if kind not in ODD]
    assert sum(judged[row].judged is not Judged.DOUBTFUL for row in sure) > 0.7 * len(sure)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_photograph_is_read_whichever_way_up_it_was_taken(page, turned):
    content, _ = photograph(page.picture, 11, long_side=2000, turned=turned)

    assert_read(page, read(page, content))


def test_a_clean_scan_is_read_without_a_doubt(page):
    content = io.BytesIO()
    page.picture.save(content, "PNG")
    judged = read(page, content.getvalue())

    for row, kind in page.truth.items():
        assert judged[row].judged is (Judged.SIGNED if kind else Judged.EMPTY)


def test_a_poor_photograph_loses_nobody(page):
    content, _ = photograph(page.picture, 23, long_side=2000, hardness=1.6)

    assert_read(page, read(page, content))


def test_a_thumb_over_one_corner_does_no_harm(page):
    covered = page.picture.copy()
    covered.paste(120, (0, covered.height - 110, 110, covered.height))
    content, _ = photograph(covered, 3, long_side=2000, hardness=0.5, turned=0)
    judged = read(page, content)

    assert judged is not None
    for row, kind in page.truth.items():
        if kind in SIGNED:
            assert judged[row].judged is not Judged.EMPTY


def test_a_photograph_of_half_the_page_is_refused(page):
    half = page.picture.crop((0, 0, page.picture.width, page.picture.height // 2))
    content = io.BytesIO()
    half.save(content, "PNG")

    assert read(page, content.getvalue()) is None


def test_a_page_too_dark_to_see_its_boxes_calls_nothing_empty(page):
    faded = page.picture.point(lambda value: 255 if value > 100 else value)
    content = io.BytesIO()
    faded.save(content, "PNG")
    judged = read(page, content.getvalue())

    assert judged is not None
    assert not any(row.judged is Judged.EMPTY for row in judged.values())
    assert DoubtReason.BOX_NOT_FOUND in {row.reason for row in judged.values()}


@pytest.mark.parametrize(("paper_size", "language"), [(Paper.LETTER, "en"), (Paper.A4, "ar")])
def test_letter_paper_and_sheets_read_from_the_right_are_read_too(paper_size, language):
    sheet = a_sheet(8, paper=paper_size, language=language, blank_lines=2)
    made = signed_page(sheet, 8, odd=0)
    content, _ = photograph(made.picture, 8, long_side=2000, turned=180)

    assert_read(made, read(made, content))


def test_a_person_sees_each_box_beside_its_line(page):
    content = io.BytesIO()
    page.picture.save(content, "PNG")
    judged = read(page, content.getvalue())

    for row in judged.values():
        box = Image.open(io.BytesIO(row.picture))
        assert box.width > 4 * box.height
        assert bool(row.name_picture) is row.row.blank


def test_pictures_of_a_workbook_are_read_and_nothing_is_saved(
    sheets, enrolled, attendance, tmp_path, paper
):
    sheet = replace(paper[0], rows=paper[0].rows[:4], blank_lines=2)
    kept = sheets.keep("w1", enrolled, layout_of(sheet))
    made = signed_page(replace(sheet, sheet_code=kept.code), 2, odd=0)
    good, stranger, nothing = (tmp_path / name for name in ("a.jpg", "b.png", "c.jpg"))
    good.write_bytes(photograph(made.picture, 2, long_side=2000)[0])
    paper[1].save(stranger)
    nothing.write_bytes(b"nothing")

    told = sheets.read([good, stranger, nothing])

    (one,) = told.sheets
    assert [row.row.participant_id for row in one.rows[:4]] == enrolled
    assert one.missing_pages == ()
    assert [(each.source, each.code) for each in told.unread] == [
        ("b.png", "sheet-unknown"),
        ("c.jpg", "picture-not-readable"),
    ]
    assert all(row.status_key is None for row in attendance.desk("w1").rows)
