"""The sign-in sheet: names in roster order with room for a hand-written signature."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from facilitator.documents.drawing import BLACK, HAIR, QUIET, RULE, Drawing
from facilitator.documents.fonts import Role
from facilitator.documents.ink import Colour
from facilitator.documents.page import corner_marks, foot, joined, page_of
from facilitator.documents.page_room import MARGIN
from facilitator.documents.paper import A4_PORTRAIT, MM, Sheet
from facilitator.documents.sign_in_layout import (
    BOX_SIDE,
    BOX_TOP,
    HEAD_ROW,
    QR_ROOM,
    SignInLayout,
    sign_in_layout,
)
from facilitator.documents.text import runs_right_to_left
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


def layout_of(sheet: SignInSheet) -> SignInLayout:
    """Where everything stands on a sheet, to be kept with it for reading it back."""
    mirrored = runs_right_to_left(sheet.language)
    return sign_in_layout(sheet.sheet, len(sheet.rows), sheet.blank_lines, mirrored=mirrored)


def page_code(sheet_code: str, page: int) -> str:
    """What the QR code of a page (from 1) says."""
    return f"{sheet_code}/{page}"


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


class _SignInPages:
    def __init__(self, drawing: Drawing, sheet: SignInSheet) -> None:
        self._drawing = drawing
        self._sheet = sheet
        self._labels = sheet.labels
        self._layout = layout_of(sheet)

    def draw(self) -> int:
        for page in range(1, self._layout.pages + 1):
            self._draw_page(page)
        return self._layout.pages

    def _draw_page(self, page: int) -> None:
        drawing, layout = self._drawing, self._layout
        expected = layout.names
        corner_marks(drawing)
        self._draw_head(page)
        self._draw_column_heads(layout.table_top)
        for index in layout.rows_on(page):
            if index == expected and expected:
                self._draw_walk_in_head(layout.rows[index].top - HEAD_ROW)
            self._draw_row(index)
        if page == layout.pages:
            self._draw_tail(layout.ends[-1])
        words = page_of(self._labels.page, page, layout.pages)
        foot(drawing, self._sheet.notice or self._sheet.issuer_name, words)
        drawing.next_page()

    def _draw_head(self, page: int) -> None:
        sheet, drawing = self._sheet, self._drawing
        beside_code = QR_ROOM + 2 if sheet.sheet_code else 0.0
        width = drawing.width - 2 * MARGIN - beside_code
        top = MARGIN + 2
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
            left, above = self._layout.qr_room
            code = page_code(sheet.sheet_code, page)
            drawing.qr(code, left, above, QR_ROOM)
            drawing.write(
                code, left + QR_ROOM / 2, top + 25.6, 7.5, Role.SANS_MEDIUM, align="middle",
                width=QR_ROOM, smallest=4.5,
            )  # fmt: skip

    def _draw_column_heads(self, y: float) -> None:
        labels, layout, drawing = self._labels, self._layout, self._drawing
        heads = (
            (layout.number, labels.number),
            (layout.name, labels.name),
            (layout.time_in, labels.time_in),
            (layout.time_out, labels.time_out),
            (layout.signature, labels.signature),
        )
        for column, word in heads:
            drawing.write(
                word, column.start + 1.2, y + 4.2, 8, Role.SANS_SEMIBOLD,
                width=column.end - column.start - 2,
            )  # fmt: skip
        self._draw_rule_under(y + HEAD_ROW, thickness=0.45)

    def _draw_walk_in_head(self, y: float) -> None:
        layout = self._layout
        self._drawing.write(
            self._labels.walk_ins, layout.name.start + 1.2, y + 4.6, 8, Role.SANS_ITALIC,
            ink=QUIET, width=layout.signature.end - layout.name.start,
        )  # fmt: skip
        self._draw_rule_under(y + HEAD_ROW, ink=RULE)

    def _draw_rule_under(self, y: float, *, ink: Colour = BLACK, thickness: float = 0.2) -> None:
        start, end = self._layout.number.start, self._layout.signature.end
        self._drawing.rule(start, y, end, y, ink=ink, thickness=thickness)

    def _draw_row(self, index: int) -> None:
        drawing, layout = self._drawing, self._layout
        y, high = layout.rows[index].top, layout.row_height
        base = y + high * 0.64
        drawing.write(
            str(index + 1), layout.name.start - 2.2, base, 8.5, ink=QUIET, align="end", width=7
        )
        if index < layout.names:
            self._draw_name(self._sheet.rows[index], base)
        for column in (layout.time_in, layout.time_out, layout.signature):
            # As dark as a rule: a photograph is set straight by these frames, row by row.
            drawing.box(
                column.start + BOX_SIDE, y + BOX_TOP, column.end - column.start - 2 * BOX_SIDE,
                high - 2 * BOX_TOP, ink=RULE, radius=0.8,
            )  # fmt: skip
        self._draw_rule_under(y + high, ink=HAIR)

    def _draw_name(self, row: SignInRow, base: float) -> None:
        """The name, and what else belongs to it at the other end of the column, quieter."""
        drawing, column = self._drawing, self._layout.name
        width = column.end - column.start - 3
        native = row.native_name if row.native_name != row.name else ""
        beside = joined([native, row.note])
        if not beside:
            drawing.write(row.name, column.start + 1.2, base, 11, width=width, smallest=5.5)
            return
        wide = drawing.setter.width(row.name, Role.SANS, 11, drawing.language) / MM
        room = min(wide, width * 0.6)
        drawing.write(row.name, column.start + 1.2, base, 11, width=room + 0.1, smallest=5.5)
        drawing.write(
            beside, column.end - 1.8, base, 9, ink=QUIET, align="end",
            width=width - room - 3, smallest=5,
        )  # fmt: skip

    def _draw_tail(self, y: float) -> None:
        drawing, labels = self._drawing, self._labels
        left, end = self._layout.number.start, self._layout.signature.end
        box_top = y + 8
        drawing.write(labels.head_count, left, box_top + 7.6, 8.5, Role.SANS_MEDIUM)
        drawing.box(left + 26, box_top + 1, 17, 10, radius=1)
        line = box_top + 11
        start = left + 62
        drawing.rule(start, line, end, line)
        drawing.write(
            labels.signature_of_facilitator, start, line + 4, 8, ink=QUIET, width=end - start
        )
