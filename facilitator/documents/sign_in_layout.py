"""Where everything on a sign-in sheet stands, in millimetres of the paper.

The same measures draw the sheet (`sign_in_sheet`) and read its photograph (`facilitator.sheets`).
They are kept in the workbook with each printed sheet, so that a paper made by an older version can
be read by a newer one whose sheets look different.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from typing import Any

from facilitator.documents.page_room import FOOT, MARGIN, MARK, MARK_INSET, share_out
from facilitator.documents.paper import Sheet
from facilitator.errors import StorageTrouble

QR_ROOM = 27.0
"""The side of the code's square with its white border."""

QR_MODULES = 21
"""Modules on a side of the code: version 1, which holds every sheet code with its page."""

HEAD_ROW = 6.5
"""How high the line with the column heads is, and the one that asks walk-ins to write clearly."""

_QR_QUIET = 4
_ROWS = (9.4, 9.0, 8.6, 8.2)  # how high a row may be; a signature needs eight millimetres
_TAIL = 24.0
_TOP = MARGIN + 2

BOX_SIDE, BOX_TOP = 0.7, 1.0
"""How far a frame stands inside its column and its row."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the paper, from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """From the upper left clockwise."""
        return (
            (self.left, self.top),
            (self.right, self.top),
            (self.right, self.bottom),
            (self.left, self.bottom),
        )

    def moved(self, right: float, down: float) -> Box:
        """The same rectangle elsewhere."""
        return Box(self.left + right, self.top + down, self.width, self.height)

    def with_box(self, other: Box) -> Box:
        """The least rectangle that holds both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Box(
            left, top, max(self.right, other.right) - left, max(self.bottom, other.bottom) - top
        )


@dataclass(frozen=True, slots=True)
class Span:
    """A column: from its start to its end, counted from the side where lines start."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class RowPlace:
    """One line of the table: on which page (from 1), and where it begins."""

    page: int
    top: float


@dataclass(frozen=True, slots=True)
class SignInLayout:
    """The measures of one sheet. `mirrored`: lines start at the right, and so do the columns.

    `rows` are the lines in printed order, the first `names` of them with a name; `ends` are where
    the table of each page ends.
    """

    width: float
    height: float
    mirrored: bool
    names: int
    row_height: float
    rows: tuple[RowPlace, ...]
    ends: tuple[float, ...]
    number: Span
    name: Span
    time_in: Span
    time_out: Span
    signature: Span
    mark_side: float = MARK
    mark_inset: float = MARK_INSET
    qr_side: float = QR_ROOM * QR_MODULES / (QR_MODULES + 2 * _QR_QUIET)

    @property
    def pages(self) -> int:
        """How many pages the sheet has."""
        return len(self.ends)

    @property
    def qr_room(self) -> tuple[float, float]:
        """Where the code's square with its white border stands: from the start, and from above."""
        return self.width - MARGIN - QR_ROOM + 2, _TOP - 3.5

    @property
    def table_top(self) -> float:
        """Where the column heads begin."""
        return _TOP + QR_ROOM + 3.5

    @property
    def qr(self) -> Box:
        """The code without its white border."""
        left, top = self.qr_room
        border = (QR_ROOM - self.qr_side) / 2
        return self._placed(left + border, top + border, self.qr_side, self.qr_side)

    @property
    def marks(self) -> tuple[tuple[float, float], ...]:
        """The middles of the four corner marks, from the upper left clockwise."""
        near = self.mark_inset + self.mark_side / 2
        right, bottom = self.width - near, self.height - near
        return ((near, near), (right, near), (right, bottom), (near, bottom))

    def box(self, column: Span, row: int) -> Box:
        """The frame that is drawn for a column in a row (from 0)."""
        return self._placed(
            column.start + BOX_SIDE,
            self.rows[row].top + BOX_TOP,
            column.end - column.start - 2 * BOX_SIDE,
            self.row_height - 2 * BOX_TOP,
        )

    def cell(self, column: Span, row: int) -> Box:
        """All the room of a column in a row (from 0)."""
        wide = column.end - column.start
        return self._placed(column.start, self.rows[row].top, wide, self.row_height)

    def rows_on(self, page: int) -> list[int]:
        """The rows (from 0) on a page (from 1)."""
        return [index for index, row in enumerate(self.rows) if row.page == page]

    def as_text(self) -> str:
        """The measures as they are kept."""
        return json.dumps(asdict(self), separators=(",", ":"))

    def _placed(self, start: float, top: float, width: float, height: float) -> Box:
        left = self.width - start - width if self.mirrored else start
        return Box(left, top, width, height)


def layout_from(text: str) -> SignInLayout:
    """The measures that were kept. Raises `StorageTrouble` ("sheet-layout-unreadable")."""
    try:
        kept = json.loads(text)
        columns: dict[str, Any] = {
            key: Span(**kept.pop(key))
            for key in ("number", "name", "time_in", "time_out", "signature")
        }
        rows = tuple(RowPlace(**row) for row in kept.pop("rows"))
        ends = tuple(float(end) for end in kept.pop("ends"))
        return SignInLayout(rows=rows, ends=ends, **columns, **kept)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StorageTrouble("sheet-layout-unreadable") from error


def sign_in_layout(
    sheet: Sheet, names: int, blank_lines: int, *, mirrored: bool = False
) -> SignInLayout:
    """The measures of a sheet for so many names and blank lines."""
    blanks = max(0, blank_lines)
    top = _TOP + QR_ROOM + 3.5 + HEAD_ROW
    room = sheet.height - MARGIN - FOOT - top
    high = _row_height(names, room)
    heights = [high] * (names + blanks)
    if names and blanks:
        heights[names] += HEAD_ROW
    rows: list[RowPlace] = []
    ends: list[float] = []
    for page, part in enumerate(share_out(heights, room, room, _TAIL), start=1):
        y = top
        for index in part:
            y += heights[index]
            rows.append(RowPlace(page, round(y - high, 3)))
        ends.append(round(y, 3))
    end = sheet.width - MARGIN
    inner = end - MARGIN
    time = 15.0 if inner > 150 else 11.0
    signature = inner * 0.33
    return SignInLayout(
        width=sheet.width,
        height=sheet.height,
        mirrored=mirrored,
        names=names,
        row_height=high,
        rows=tuple(rows),
        ends=tuple(ends),
        number=Span(MARGIN, MARGIN + 9),
        name=Span(MARGIN + 9, end - signature - 2 * time),
        time_in=Span(end - signature - 2 * time, end - signature - time),
        time_out=Span(end - signature - time, end - signature),
        signature=Span(end - signature, end),
    )


def _row_height(names: int, room: float) -> float:
    """The highest rows with which the names need no more pages than with the lowest ones."""

    def pages(height: float) -> int:
        return math.ceil(names / max(1, int(room / height)))

    return next(height for height in _ROWS if pages(height) == pages(_ROWS[-1]))
