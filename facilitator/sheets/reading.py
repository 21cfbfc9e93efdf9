"""Reads photographs and scans of sign-in sheets: pictures in, judged lines out. Saves nothing.

In two steps, so that only the middle one needs the workbook: `find_pages` looks for codes,
somebody looks the codes up, `read_page` judges. Both may run in any thread.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from facilitator.errors import Refused
from facilitator.progress import NoProgress, Progress
from facilitator.sheets.judging import BoxJudged, FlatPage
from facilitator.sheets.model import PageReading, PrintedSheet, RowReading, SheetRow
from facilitator.sheets.page_finding import FoundCode, find_codes, find_page
from facilitator.sheets.pictures import pictures_in

_AROUND = 2.5  # mm of its surroundings that a person sees of a box
_TIMES_INK = 0.8  # mm2


@dataclass(frozen=True, slots=True)
class PictureFound:
    """One picture (of a file, by number from 1) with the codes of the sheets that are in it.

    `trouble`: the code of why it cannot be read; empty if it can.
    """

    file: str
    number: int
    picture: Image.Image | None
    codes: tuple[FoundCode, ...] = ()
    trouble: str = ""


def find_pages(paths: Sequence[Path], progress: Progress | None = None) -> Iterator[PictureFound]:
    """Every picture of these files with the sheets in it, one at a time: pictures are large.

    A file that cannot be read gives one entry with its trouble; the others are read all the same.
    """
    told = progress or NoProgress()
    for done, path in enumerate(paths):
        told.report(done, len(paths))
        number = 0
        try:
            for number, picture in enumerate(pictures_in(path), start=1):
                codes = tuple(find_codes(picture))
                trouble = "" if codes else "picture-without-sheet"
                yield PictureFound(path.name, number, picture, codes, trouble)
        except Refused as refused:
            yield PictureFound(path.name, number + 1, None, trouble=refused.code)
    told.report(len(paths), len(paths))


def read_page(
    picture: Image.Image,
    code: FoundCode,
    sheet: PrintedSheet,
    rows: Sequence[SheetRow],
    source: str = "",
) -> PageReading:
    """What the picture shows of the page with this code. `rows`: all lines of the sheet.

    Raises `Refused`: "sheet-page-unknown", "sheet-marks-missing".
    """
    layout = sheet.layout
    on_page = layout.rows_on(code.page)
    if not 1 <= code.page <= layout.pages:
        raise Refused("sheet-page-unknown", page=code.page, pages=layout.pages)
    found = find_page(picture, code, layout)
    if found is None:
        raise Refused("sheet-marks-missing", page=code.page)
    flat = FlatPage(picture, found.perspective, layout)
    judged = flat.boxes(on_page)
    return PageReading(
        source=source,
        page=code.page,
        turned=found.turned,
        frames_found=sum(each.framed for each in judged) / max(1, len(judged)),
        rows=tuple(
            _row(flat, rows[row], row, box) for row, box in zip(on_page, judged, strict=True)
        ),
    )


def _row(flat: FlatPage, row: SheetRow, index: int, box: BoxJudged) -> RowReading:
    layout = flat.layout
    times = [layout.box(column, index) for column in (layout.time_in, layout.time_out)]
    # As far astray as the box for the signature beside them.
    frame = layout.box(layout.signature, index)
    right, down = box.place.left - frame.left, box.place.top - frame.top
    moved = [each.moved(right, down) for each in times]
    both = moved[0].with_box(moved[1])
    written = any(flat.ink_in(each) >= _TIMES_INK for each in moved)
    name = b""
    if row.blank:
        name = _png(flat.picture_of(layout.cell(layout.name, index).moved(right, down), 1.0))
    return RowReading(
        row=row,
        judged=box.judged,
        reason=box.reason,
        ink=box.ink,
        picture=_png(flat.picture_of(box.place, _AROUND)),
        times_picture=_png(flat.picture_of(both, 1.0)),
        times_written=written,
        name_picture=name,
    )


def _png(picture: Image.Image) -> bytes:
    content = io.BytesIO()
    picture.save(content, "PNG", compress_level=1)
    return content.getvalue()
