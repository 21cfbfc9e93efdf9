"""The packing list: what a workshop or a whole programme needs, with boxes to tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from facilitator.documents.drawing import BLACK, QUIET, Drawing
from facilitator.documents.flow import (
    Block,
    Column,
    Row,
    Section,
    base_of,
    draw_sections,
    gap,
    line_step,
    text_rows,
)
from facilitator.documents.fonts import Role
from facilitator.documents.page import joined
from facilitator.documents.page_room import MARGIN
from facilitator.documents.paper import MM
from facilitator.documents.plan_script import filled, stacked
from facilitator.documents.plan_sheet import MaterialLine, MaterialsSheet
from facilitator.documents.type_sizes import sizes_for

_WIDE = 180.0


def materials_pdf(sheets: Sequence[MaterialsSheet]) -> tuple[bytes, int]:
    """Packing lists as one PDF, and how many pages it has."""
    first = sheets[0]
    drawing = Drawing(first.sheet, joined([first.title, first.labels.materials], ", "),
                      first.language)  # fmt: skip
    sections = [_Materials(drawing, sheet).section() for sheet in sheets]
    sizes = sizes_for(first.sheet, large=first.large)
    pages = draw_sections(drawing, sections, sizes, first.labels.page)
    return drawing.finish(), pages


class _Materials:
    def __init__(self, drawing: Drawing, sheet: MaterialsSheet) -> None:
        self._drawing = drawing
        self._sheet = sheet
        self._sizes = sizes_for(sheet.sheet, large=sheet.large)
        self._size = self._sizes.body * (1.0 if self._sizes.is_large else 1.15)
        self._box = max(4.2, self._size * 0.36)
        self._total = self._widest_total()

    def section(self) -> Section:
        sheet, sizes, drawing = self._sheet, self._sizes, self._drawing
        column = Column(MARGIN, drawing.width - 2 * MARGIN)
        people = filled(sheet.labels.expected, count=sheet.people) if sheet.people else ""
        about = joined([sheet.date, sheet.place, people])
        head = [
            *text_rows(drawing, sheet.labels.materials, column, sizes.title, Role.SANS_SEMIBOLD),
            *text_rows(drawing, sheet.title, column, sizes.subtitle, Role.SANS_MEDIUM),
            *text_rows(drawing, about, column, sizes.body, ink=QUIET),
            gap(1.6),
        ]
        return Section(
            head=stacked(head, ruled_by=drawing),
            blocks=tuple(self._blocks()),
            running=joined([sheet.labels.materials, sheet.title]),
            foot=joined([sheet.issuer_name, sheet.programme_title]),
        )

    def _blocks(self) -> Iterable[Block]:
        labels = self._sheet.labels
        column = Column(MARGIN, self._drawing.width - 2 * MARGIN)
        for word, reusable in ((labels.used_up, False), (labels.comes_back, True)):
            lines = [line for line in self._sheet.lines if line.reusable is reusable]
            if not lines:
                continue
            heading = text_rows(
                self._drawing, word, column, self._sizes.heading, Role.SANS_SEMIBOLD
            )
            yield Block((gap(2.4), *heading, gap(0.6)), with_next=True, ruled=True)
            for line in lines:
                yield Block((gap(1.1), *self._rows(line), gap(1.1)), ruled=True)
        if not self._sheet.lines:
            words = text_rows(self._drawing, labels.no_materials, column, self._size)
            yield Block((gap(3), *words))

    def _rows(self, line: MaterialLine) -> list[Row]:
        drawing, size = self._drawing, self._size
        start = MARGIN + self._box + 4
        end = drawing.width - MARGIN - 1
        room = end - self._total - 3 - start
        # Beside one another on wide paper, so that a day's materials stand on one page.
        beside = drawing.width >= _WIDE and not self._sizes.is_large
        column = Column(start, room * 0.46 if beside else room)
        names = text_rows(drawing, line.label, column, size, Role.SANS_MEDIUM)
        uses_column = Column(start + room * 0.49, room * 0.51) if beside else column
        uses = text_rows(drawing, line.used_in, uses_column, self._sizes.small, ink=QUIET)
        first = names[0] if names else gap(line_step((), size))

        def draw(top: float) -> None:
            base = base_of(top, first.height, size)
            self._draw_box(MARGIN + 1, base - self._box * 0.9, ticked=line.packed)
            drawing.write(
                _total(line), end, base, size, Role.SANS_SEMIBOLD, align="end",
                width=self._total, smallest=size if self._sizes.is_large else 5,
            )  # fmt: skip
            first.draw(top)

        rows = [Row(first.height, draw), *names[1:]]
        return [_side_by_side(rows, uses)] if beside else [*rows, *uses]

    def _draw_box(self, x: float, y: float, *, ticked: bool) -> None:
        side = self._box
        self._drawing.box(x, y, side, side, thickness=0.3, radius=0.6)
        if ticked:
            points = [(x + side * 0.2, y + side * 0.55), (x + side * 0.42, y + side * 0.78),
                      (x + side * 0.82, y + side * 0.24)]  # fmt: skip
            self._drawing.shape(points, ink=BLACK, thickness=0.55, closed=False)

    def _widest_total(self) -> float:
        setter, language = self._drawing.setter, self._drawing.language
        widths = [
            setter.width(_total(line), Role.SANS_SEMIBOLD, self._size, language) / MM
            for line in self._sheet.lines
        ]
        return min(max(widths, default=0.0) + 0.1, (self._drawing.width - 2 * MARGIN) * 0.35)


def _side_by_side(left: Sequence[Row], right: Sequence[Row]) -> Row:
    """Two stacks of rows as one row, their first lines on one height."""
    both = [stacked(left), stacked([gap(0.5), *right])]

    def draw(top: float) -> None:
        for stack in both:
            stack.draw(top)

    return Row(max(stack.height for stack in both), draw)


def _total(line: MaterialLine) -> str:
    # Units stand as they were written, in one form only: "6 × box".
    return joined([str(line.total), line.unit], " × ")
