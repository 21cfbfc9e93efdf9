"""The attendance register of a programme: people down, workshops across, totals both ways."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from facilitator.documents.drawing import HAIR, QUIET, SHADE, Drawing
from facilitator.documents.fonts import Role
from facilitator.documents.page import foot, joined, page_of
from facilitator.documents.page_room import FOOT, MARGIN, share_out
from facilitator.documents.paper import A4_LANDSCAPE, MM, Sheet
from facilitator.documents.text import Line
from facilitator.errors import Refused
from facilitator.whole_files import whole_file


@dataclass(frozen=True, slots=True)
class RegisterLabels:
    """The words of the register, in its language."""

    title: str = "Attendance register"
    number: str = "No."
    name: str = "Name"
    attended: str = "Attended"
    minutes: str = "Minutes"
    hours: str = "Hours"
    share: str = "Share"
    present: str = "Present"
    planned: str = "Contact minutes offered"
    total_minutes: str = "Minutes attended"
    definitions: str = "How this was counted"
    signed: str = "Name, signature and date"
    page: str = "Page {page} of {pages}"
    part: str = "Workshops {first} to {last} of {total}"


@dataclass(frozen=True, slots=True)
class RegisterWorkshop:
    """One column. `short` is its number or code, `date` a short date in words."""

    short: str
    date: str
    title: str = ""
    contact_minutes: int = 0


@dataclass(frozen=True, slots=True)
class RegisterCell:
    """One person at one workshop: a letter for the status, and the minutes if any counted."""

    mark: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One person; `cells` stand in the order of the workshops. `share` is ready to print."""

    name: str
    cells: tuple[RegisterCell, ...]
    attended: int
    minutes: int
    native_name: str = ""
    share: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class RegisterColumnTotal:
    """How many were present at one workshop and how many minutes they were there together."""

    present: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Register:
    """A whole register with its totals, counted by the caller.

    `legend` explains the status letters (letter, meaning); `definitions` are sentences on how
    minutes were counted and rounded; `signatories` sign at the end.
    """

    programme_title: str
    workshops: tuple[RegisterWorkshop, ...]
    rows: tuple[RegisterRow, ...]
    column_totals: tuple[RegisterColumnTotal, ...]
    total_minutes: int
    total_attendances: int
    issuer_name: str = ""
    period: str = ""
    place: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    definitions: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    footer: str = ""
    language: str = "en"
    sheet: Sheet = A4_LANDSCAPE
    labels: RegisterLabels = RegisterLabels()


_ROW = 6.0
_NUMBER = 8.0
_NAME = 62.0
_NARROW_NAME = 46.0
_TOTAL = 15.0
_NARROWEST = 11.5
_WIDEST = 30.0
_TOTAL_ROWS = 3 * _ROW
_MINUTES_IN_HOUR = 60


def write_register(register: Register, out: Path) -> int:
    """Write the register as a PDF to `out`; returns how many pages it has.

    Refuses (``Refused("register-not-square")``) rows or totals that do not match the workshops.
    """
    content, pages = register_pdf(register)
    with whole_file(out) as stream:
        stream.write(content)
    return pages


def register_pdf(register: Register) -> tuple[bytes, int]:
    """The register as a PDF's bytes, and how many pages it has."""
    count = len(register.workshops)
    if len(register.column_totals) != count or any(
        len(row.cells) != count for row in register.rows
    ):
        raise Refused("register-not-square")
    drawing = Drawing(
        register.sheet,
        joined([register.labels.title, register.programme_title], ", "),
        register.language,
    )
    pages = _RegisterPages(drawing, register).draw()
    return drawing.finish(), pages


def hours_and_minutes(minutes: int) -> str:
    """``9:10`` for 550 minutes."""
    return f"{minutes // _MINUTES_IN_HOUR}:{minutes % _MINUTES_IN_HOUR:02d}"


class _RegisterPages:
    """Lays the matrix out: workshops that do not fit side by side go on further pages, each
    with all names, so that every page can be read alone.
    """

    def __init__(self, drawing: Drawing, register: Register) -> None:
        self._drawing = drawing
        self._register = register
        self._labels = register.labels
        self._end = drawing.width - MARGIN
        inner = self._end - MARGIN
        self._has_share = any(row.share for row in register.rows)
        self._name = _NAME if inner > 220 else _NARROW_NAME
        self._totals = _TOTAL * (4 if self._has_share else 3)
        room = inner - _NUMBER - self._name - self._totals
        most = max(1, int(room / _NARROWEST))
        count = max(1, len(register.workshops))
        parts = math.ceil(count / most)
        self._each = math.ceil(count / parts)
        self._column = min(room / self._each, _WIDEST)
        # What narrow columns leave over goes to the names.
        self._name += room - self._column * self._each
        self._first = MARGIN + _NUMBER + self._name
        self._head = 15.5 if self._column >= 20 else 12.0

    def draw(self) -> int:
        register, drawing = self._register, self._drawing
        top = MARGIN + 24.0
        room = drawing.height - MARGIN - FOOT - top - self._head
        tail = _TOTAL_ROWS + self._notes_height()
        rows = share_out([_ROW] * len(register.rows), room, room, tail)
        starts = range(0, max(1, len(register.workshops)), self._each)
        pages = len(rows) * len(starts)
        page = 0
        for start in starts:
            columns = range(start, min(start + self._each, len(register.workshops)))
            for part in rows:
                page += 1
                self._draw_page(page, pages, columns, part)
        return pages

    def _draw_page(self, page: int, pages: int, columns: range, part: range) -> None:
        drawing, register = self._drawing, self._register
        self._draw_title(columns)
        y = self._draw_column_heads(MARGIN + 24.0, columns)
        for index in part:
            self._draw_row(y, index, columns, shaded=index % 2 == 1)
            y += _ROW
        drawing.rule(MARGIN, y, self._end, y, thickness=0.45)
        self._draw_column_lines(MARGIN + 24.0 + self._head, y, columns)
        if part.stop == len(register.rows):
            y = self._draw_totals(y, columns)
            self._draw_notes(y)
        foot(
            drawing,
            joined([register.issuer_name, register.footer]),
            page_of(self._labels.page, page, pages),
        )
        drawing.next_page()

    def _draw_title(self, columns: range) -> None:
        drawing, register, labels = self._drawing, self._register, self._labels
        width = self._end - MARGIN
        drawing.write(labels.title, MARGIN, MARGIN + 6, 18, Role.SANS_SEMIBOLD, width=width * 0.6)
        drawing.write(
            register.programme_title, MARGIN, MARGIN + 12.6, 12.5, Role.SANS_MEDIUM,
            width=width * 0.75, smallest=7,
        )  # fmt: skip
        drawing.write(
            joined([register.period, register.place]), MARGIN, MARGIN + 18.2, 9.5, ink=QUIET,
            width=width * 0.75,
        )  # fmt: skip
        total = len(register.workshops)
        if len(columns) < total:
            words = (
                labels.part.replace("{first}", str(columns.start + 1))
                .replace("{last}", str(columns.stop))
                .replace("{total}", str(total))
            )
            drawing.write(
                words, self._end, MARGIN + 6, 10, Role.SANS_MEDIUM, align="end", width=width * 0.38
            )
        legend = joined([f"{mark} {meaning}" for mark, meaning in register.legend])
        drawing.write(
            legend, self._end, MARGIN + 18.2, 8.5, ink=QUIET, align="end",
            width=width * (0.5 if register.period or register.place else 1), smallest=5.5,
        )  # fmt: skip

    def _draw_column_heads(self, top: float, columns: range) -> float:
        drawing, labels = self._drawing, self._labels
        bottom = top + self._head
        drawing.write(labels.number, MARGIN + 1, bottom - 2, 8, Role.SANS_SEMIBOLD, width=7)
        drawing.write(
            labels.name, MARGIN + _NUMBER + 1, bottom - 2, 8, Role.SANS_SEMIBOLD, width=30
        )
        for place, index in enumerate(columns):
            self._draw_workshop_head(self._first + place * self._column, top, index)
        for x, word in self._total_columns():
            drawing.write(
                word, x + _TOTAL - 1.2, bottom - 2, 8, Role.SANS_SEMIBOLD, align="end",
                width=_TOTAL - 1.6,
            )  # fmt: skip
        drawing.rule(MARGIN, bottom, self._end, bottom, thickness=0.45)
        return bottom

    def _draw_workshop_head(self, x: float, top: float, index: int) -> None:
        drawing, workshop = self._drawing, self._register.workshops[index]
        middle, width = x + self._column / 2, self._column - 1.4
        bottom = top + self._head
        drawing.write(
            workshop.short, middle, top + 3.4, 9, Role.SANS_SEMIBOLD, align="middle", width=width
        )
        if self._column >= 20 and workshop.title:
            fitted = drawing.setter.fit_paragraph(
                workshop.title, Role.SANS, (6.8, 5.0), (width * MM, 5.8 * MM),
                language=drawing.language, leading=1.2,
            )  # fmt: skip
            drawing.put_fitted(fitted, middle, top + 4.6, ink=QUIET, align="middle")
        drawing.write(workshop.date, middle, bottom - 2, 8, align="middle", width=width)

    def _draw_column_lines(self, top: float, bottom: float, columns: range) -> None:
        for place in range(len(columns) + 1):
            x = self._first + place * self._column
            self._drawing.rule(x, top, x, bottom, ink=HAIR, thickness=0.12)

    def _total_columns(self) -> list[tuple[float, str]]:
        labels = self._labels
        words = [labels.attended, labels.minutes, labels.hours]
        if self._has_share:
            words.append(labels.share)
        start = self._end - self._totals
        return [(start + index * _TOTAL, word) for index, word in enumerate(words)]

    def _draw_row(self, y: float, index: int, columns: range, *, shaded: bool) -> None:
        drawing, row = self._drawing, self._register.rows[index]
        if shaded:
            drawing.box(MARGIN, y, self._end - MARGIN, _ROW, ink=None, fill=SHADE)
        base = y + _ROW * 0.68
        drawing.write(
            str(index + 1), MARGIN + _NUMBER - 1.5, base, 7.5, ink=QUIET, align="end", width=6.5
        )
        self._draw_name(row, base)
        for place, column in enumerate(columns):
            self._draw_cell(self._first + place * self._column, base, row.cells[column])
        values = [str(row.attended), str(row.minutes), hours_and_minutes(row.minutes), row.share]
        for (x, _), value in zip(self._total_columns(), values, strict=False):
            drawing.write(
                value, x + _TOTAL - 1.2, base, 8.5, Role.SANS_MEDIUM, align="end", width=_TOTAL - 2
            )

    def _draw_name(self, row: RegisterRow, base: float) -> None:
        drawing = self._drawing
        start, width = MARGIN + _NUMBER + 1, self._name - 3
        native = row.native_name if row.native_name != row.name else ""
        beside = joined([row.status, native])
        if not beside:
            drawing.write(row.name, start, base, 9, width=width, smallest=4.5)
            return
        room = min(drawing.setter.width(row.name, Role.SANS, 9, drawing.language) / MM, width * 0.6)
        drawing.write(row.name, start, base, 9, width=room + 0.1, smallest=4.5)
        drawing.write(
            beside, start + width, base, 7.5, ink=QUIET, align="end", width=width - room - 2,
            smallest=4.5,
        )  # fmt: skip

    def _draw_cell(self, x: float, base: float, cell: RegisterCell) -> None:
        """The letter stands before the minutes, each at the same place all the way down."""
        drawing = self._drawing
        left, right = self._cell_edges(x)
        drawing.write(cell.mark, left, base, 8.5, Role.SANS_SEMIBOLD, width=4)
        if cell.minutes is not None:
            drawing.write(str(cell.minutes), right, base, 8, align="end", width=right - left - 3)

    def _cell_edges(self, x: float) -> tuple[float, float]:
        """Where letters start and minutes end in the column that starts at `x`."""
        half = min(self._column - 2.4, 15.0) / 2
        middle = x + self._column / 2
        return middle - half, middle + half

    def _draw_totals(self, y: float, columns: range) -> float:
        register, labels = self._register, self._labels
        planned = [register.workshops[index].contact_minutes for index in columns]
        present = [register.column_totals[index].present for index in columns]
        minutes = [register.column_totals[index].minutes for index in columns]
        offered = sum(workshop.contact_minutes for workshop in register.workshops)
        rows: tuple[tuple[str, Sequence[int], tuple[str, str, str]], ...] = (
            (labels.present, present, (str(register.total_attendances), "", "")),
            (
                labels.total_minutes,
                minutes,
                ("", str(register.total_minutes), hours_and_minutes(register.total_minutes)),
            ),
            (labels.planned, planned, ("", str(offered), hours_and_minutes(offered))),
        )
        for word, values, ends in rows:
            self._draw_total_row(y, word, values, ends)
            y += _ROW
        self._drawing.rule(MARGIN, y, self._end, y, thickness=0.45)
        return y

    def _draw_total_row(
        self, y: float, word: str, values: Sequence[int], ends: tuple[str, str, str]
    ) -> None:
        drawing = self._drawing
        base = y + _ROW * 0.68
        drawing.write(word, MARGIN + _NUMBER + 1, base, 8.5, Role.SANS_MEDIUM, width=self._name - 2)
        for place, value in enumerate(values):
            _, right = self._cell_edges(self._first + place * self._column)
            drawing.write(
                str(value), right, base, 8.5, Role.SANS_MEDIUM, align="end",
                width=self._column - 1.2,
            )  # fmt: skip
        for (x, _), end in zip(self._total_columns(), ends, strict=False):
            drawing.write(
                end, x + _TOTAL - 1.2, base, 8.5, Role.SANS_SEMIBOLD, align="end",
                width=_TOTAL - 2,
            )  # fmt: skip
        drawing.rule(MARGIN, y + _ROW, self._end, y + _ROW, ink=HAIR)

    def _definition_lines(self) -> list[str]:
        return [text for text in self._register.definitions if text.strip()]

    def _notes_height(self) -> float:
        lines = sum(len(self._wrap(text)) for text in self._definition_lines())
        words = 6.0 + 3.7 * lines if lines else 0.0
        return words + (20.0 if self._register.signatories else 0.0) + 2.0

    def _wrap(self, text: str) -> Sequence[Line]:
        width = (self._end - MARGIN) * MM
        return self._drawing.setter.wrap(text, Role.SANS, 8, width, self._drawing.language)

    def _draw_notes(self, y: float) -> None:
        drawing, register, labels = self._drawing, self._register, self._labels
        definitions = self._definition_lines()
        if definitions:
            y += 6.0
            drawing.write(labels.definitions, MARGIN, y - 1, 8, Role.SANS_SEMIBOLD)
            for text in definitions:
                y = drawing.put_lines(self._wrap(text), MARGIN, y + 3.7, 8, 3.7, ink=QUIET) - 3.7
        if not register.signatories:
            return
        y += 15.0
        gap = 10.0
        each = min((self._end - MARGIN + gap) / len(register.signatories) - gap, 80.0)
        for index, name in enumerate(register.signatories):
            x = MARGIN + index * (each + gap)
            drawing.rule(x, y, x + each, y)
            words = joined([name, labels.signed], ": ")
            drawing.write(words, x, y + 3.8, 8, ink=QUIET, width=each)
