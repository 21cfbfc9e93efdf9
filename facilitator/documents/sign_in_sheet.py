"""The sign-in sheet: names in roster order with room for a hand-written signature."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from facilitator.documents.drawing import HAIR, QUIET, RULE, Drawing
from facilitator.documents.fonts import Role
from facilitator.documents.page import FOOT, MARGIN, corner_marks, foot, joined, page_of, share_out
from facilitator.documents.paper import A4_PORTRAIT, MM, Sheet
from facilitator.whole_files import whole_file


@dataclass(frozen=True, slots=True)
class SignInLabels:
    """The words on the sheet, in the language of the sheet."""

    title: str = "Sign-in sheet"
    number: str = "No."
    name: str = "Name"
    signature: str = "Signature"
    time_in: str = "In"
    time_out: str = "Out"
    walk_ins: str = "Walk-ins: please write your name clearly"
    facilitator: str = "Facilitator"
    signature_of_facilitator: str = "Signature of the facilitator"
    head_count: str = "Head count"
    page: str = "Page {page} of {pages}"


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One expected person. `note` is a short word for the door (never a reason or a need)."""

    name: str
    native_name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """What the sheet of one workshop shows; dates and times are words, ready to print.

    `sheet_code` says which sheet this is when its photograph comes back: it is printed as
    text and as a QR code (with the page number added) on every page.
    """

    workshop_title: str
    rows: tuple[SignInRow, ...] = ()
    programme_title: str = ""
    issuer_name: str = ""
    date: str = ""
    time: str = ""
    place: str = ""
    facilitators: str = ""
    blank_lines: int = 6
    sheet_code: str = ""
    notice: str = ""
    language: str = "en"
    sheet: Sheet = A4_PORTRAIT
    labels: SignInLabels = SignInLabels()


_ROWS = (9.4, 9.0, 8.6, 8.2)  # how high a row may be; a signature needs eight millimetres
_HEAD_ROW = 6.5
_QR_SIDE = 27.0
_TAIL = 24.0
_BLANK = SignInRow("")


def write_sign_in_sheet(sheet: SignInSheet, out: Path) -> int:
    """Write the sheet as a PDF to `out`; returns how many pages it has."""
    content, pages = sign_in_sheet_pdf(sheet)
    with whole_file(out) as stream:
        stream.write(content)
    return pages


def sign_in_sheet_pdf(sheet: SignInSheet) -> tuple[bytes, int]:
    """The sheet as a PDF's bytes, and how many pages it has."""
    drawing = Drawing(
        sheet.sheet, joined([sheet.labels.title, sheet.workshop_title, sheet.date], ", "),
        sheet.language,
    )  # fmt: skip
    pages = _SignInPages(drawing, sheet).draw()
    return drawing.finish(), pages


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where each column starts, in millimetres, and where the last one ends."""

    number: float
    name: float
    time_in: float
    time_out: float
    signature: float
    end: float


class _SignInPages:
    def __init__(self, drawing: Drawing, sheet: SignInSheet) -> None:
        self._drawing = drawing
        self._sheet = sheet
        self._labels = sheet.labels
        end = drawing.width - MARGIN
        inner = end - MARGIN
        time = 15.0 if inner > 150 else 11.0
        signature = inner * 0.33
        self._columns = _Columns(
            number=MARGIN,
            name=MARGIN + 9,
            time_in=end - signature - 2 * time,
            time_out=end - signature - time,
            signature=end - signature,
            end=end,
        )
        self._row = _ROWS[0]

    def draw(self) -> int:
        sheet = self._sheet
        rows = [*sheet.rows, *([_BLANK] * max(0, sheet.blank_lines))]
        bottom = self._drawing.height - MARGIN - FOOT
        room = bottom - self._draw_head(page=0) - _HEAD_ROW
        self._row = _row_height(len(sheet.rows), room)
        heights = [self._row] * len(rows)
        if sheet.rows and sheet.blank_lines > 0:
            heights[len(sheet.rows)] += _HEAD_ROW  # the line that asks walk-ins to write clearly
        parts = share_out(heights, room, room, _TAIL)
        for page, part in enumerate(parts, start=1):
            self._draw_page(page, len(parts), rows, part)
        return len(parts)

    def _draw_page(self, page: int, pages: int, rows: list[SignInRow], part: range) -> None:
        drawing = self._drawing
        corner_marks(drawing)
        y = self._draw_head(page)
        y = self._draw_column_heads(y)
        expected = len(self._sheet.rows)
        for index in part:
            if index == expected and expected:
                y = self._draw_walk_in_head(y)
            self._draw_row(y, index, rows[index], walk_in=index >= expected)
            y += self._row
        if page == pages:
            self._draw_tail(y)
        words = page_of(self._labels.page, page, pages)
        foot(drawing, self._sheet.notice or self._sheet.issuer_name, words)
        drawing.next_page()

    def _draw_head(self, page: int) -> float:
        """Draw the head of a page (page 0 only measures) and return where the table starts."""
        sheet, drawing = self._sheet, self._drawing
        qr_room = _QR_SIDE + 2 if sheet.sheet_code else 0.0
        width = drawing.width - 2 * MARGIN - qr_room
        top = MARGIN + 2
        if page == 0:
            return top + _QR_SIDE + 3.5
        drawing.write(
            joined([sheet.issuer_name, sheet.programme_title]), MARGIN, top + 2.6, 8.5,
            ink=QUIET, width=width,
        )  # fmt: skip
        drawing.write(self._labels.title, MARGIN, top + 10.6, 19, Role.SANS_SEMIBOLD, width=width)
        drawing.write(
            sheet.workshop_title, MARGIN, top + 17.4, 12.5, Role.SANS_MEDIUM, width=width,
            smallest=7,
        )  # fmt: skip
        drawing.write(
            joined([sheet.date, sheet.time, sheet.place]), MARGIN, top + 23, 9.5, width=width
        )
        if sheet.facilitators:
            drawing.write(
                joined([self._labels.facilitator, sheet.facilitators], ": "), MARGIN,
                top + 27.6, 8.5, ink=QUIET, width=width,
            )  # fmt: skip
        if sheet.sheet_code:
            left = drawing.width - MARGIN - _QR_SIDE + 2
            code = f"{sheet.sheet_code}/{page}"
            drawing.qr(code, left, top - 3.5, _QR_SIDE)
            drawing.write(
                code, left + _QR_SIDE / 2, top + 25.6, 7.5, Role.SANS_MEDIUM, align="middle",
                width=_QR_SIDE, smallest=4.5,
            )  # fmt: skip
        return top + _QR_SIDE + 3.5

    def _draw_column_heads(self, y: float) -> float:
        labels, columns, drawing = self._labels, self._columns, self._drawing
        heads = (
            (columns.number, columns.name, labels.number),
            (columns.name, columns.time_in, labels.name),
            (columns.time_in, columns.time_out, labels.time_in),
            (columns.time_out, columns.signature, labels.time_out),
            (columns.signature, columns.end, labels.signature),
        )
        for start, end, word in heads:
            drawing.write(word, start + 1.2, y + 4.2, 8, Role.SANS_SEMIBOLD, width=end - start - 2)
        drawing.rule(columns.number, y + _HEAD_ROW, columns.end, y + _HEAD_ROW, thickness=0.45)
        return y + _HEAD_ROW

    def _draw_walk_in_head(self, y: float) -> float:
        columns = self._columns
        self._drawing.write(
            self._labels.walk_ins, columns.name + 1.2, y + 4.6, 8, Role.SANS_ITALIC, ink=QUIET,
            width=columns.end - columns.name,
        )  # fmt: skip
        self._drawing.rule(columns.number, y + _HEAD_ROW, columns.end, y + _HEAD_ROW, ink=RULE)
        return y + _HEAD_ROW

    def _draw_row(self, y: float, index: int, row: SignInRow, *, walk_in: bool) -> None:
        drawing, columns = self._drawing, self._columns
        base = y + self._row * 0.64
        drawing.write(
            str(index + 1), columns.name - 2.2, base, 8.5, ink=QUIET, align="end", width=7
        )
        if not walk_in:
            self._draw_name(row, base)
        for start, end in (
            (columns.time_in, columns.time_out),
            (columns.time_out, columns.signature),
            (columns.signature, columns.end),
        ):
            drawing.box(start + 0.7, y + 1, end - start - 1.4, self._row - 2, ink=HAIR, radius=0.8)
        drawing.rule(columns.number, y + self._row, columns.end, y + self._row, ink=HAIR)

    def _draw_name(self, row: SignInRow, base: float) -> None:
        """The name, and what else belongs to it at the other end of the column, quieter."""
        drawing, columns = self._drawing, self._columns
        width = columns.time_in - columns.name - 3
        native = row.native_name if row.native_name != row.name else ""
        beside = joined([native, row.note])
        if not beside:
            drawing.write(row.name, columns.name + 1.2, base, 11, width=width, smallest=5.5)
            return
        wide = drawing.setter.width(row.name, Role.SANS, 11, drawing.language) / MM
        room = min(wide, width * 0.6)
        drawing.write(row.name, columns.name + 1.2, base, 11, width=room + 0.1, smallest=5.5)
        drawing.write(
            beside, columns.time_in - 1.8, base, 9, ink=QUIET, align="end",
            width=width - room - 3, smallest=5,
        )  # fmt: skip

    def _draw_tail(self, y: float) -> None:
        drawing, columns, labels = self._drawing, self._columns, self._labels
        box_top = y + 8
        drawing.write(labels.head_count, columns.number, box_top + 7.6, 8.5, Role.SANS_MEDIUM)
        drawing.box(columns.number + 26, box_top + 1, 17, 10, radius=1)
        line = box_top + 11
        start = columns.number + 62
        drawing.rule(start, line, columns.end, line)
        drawing.write(
            labels.signature_of_facilitator, start, line + 4, 8, ink=QUIET,
            width=columns.end - start,
        )  # fmt: skip


def _row_height(names: int, room: float) -> float:
    """The highest rows with which the names need no more pages than with the lowest ones."""

    def pages(height: float) -> int:
        return math.ceil(names / max(1, int(room / height)))

    return next(height for height in _ROWS if pages(height) == pages(_ROWS[-1]))
