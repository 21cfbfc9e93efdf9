"""The agenda for participants: when, what and where, and nothing from the notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from facilitator.documents.drawing import QUIET, Drawing
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
from facilitator.documents.kind_marks import draw_kind_mark
from facilitator.documents.page import joined
from facilitator.documents.page_room import MARGIN
from facilitator.documents.paper import MM
from facilitator.documents.plan_script import stacked
from facilitator.documents.plan_sheet import PlanActivity, PlanSheet
from facilitator.documents.type_sizes import sizes_for

_LOGO = 16.0
_BODY = 1.3  # times the body size of other papers: read on a wall, by people of any age
_STRETCH = 7.0


def participant_agenda_pdf(sheets: Sequence[PlanSheet]) -> tuple[bytes, int]:
    """The agendas of workshops as one PDF, and how many pages it has."""
    first = sheets[0]
    title = joined([first.workshop_title, first.date], ", ")
    drawing = Drawing(first.sheet, title, first.language)
    sections = [_Agenda(drawing, sheet).section() for sheet in sheets]
    sizes = sizes_for(first.sheet, large=first.large)
    pages = draw_sections(drawing, sections, sizes, first.labels.page)
    return drawing.finish(), pages


def letter_head(drawing: Drawing, sheet: PlanSheet, small: float) -> list[Row]:
    """The centre's head: its logo, its name, where it can be reached."""
    end = drawing.width - MARGIN
    has_logo = bool(sheet.logo)
    if not (has_logo or sheet.issuer_name):
        return []
    start = MARGIN + (_LOGO + 4 if has_logo else 0.0)
    column = Column(start, end - start)
    rows = [
        *text_rows(drawing, sheet.issuer_name, column, small * 1.25, Role.SANS_SEMIBOLD),
        *text_rows(drawing, sheet.issuer_contact, column, small, ink=QUIET),
    ]
    text = stacked(rows)
    high = max(text.height, _LOGO if has_logo else 0.0)

    def draw(top: float) -> None:
        if sheet.logo:
            drawing.picture(sheet.logo, MARGIN, top, _LOGO, _LOGO)
        text.draw(top + (high - text.height) / 2)

    return [Row(high, draw), gap(4)]


class _Agenda:
    def __init__(self, drawing: Drawing, sheet: PlanSheet) -> None:
        self._drawing = drawing
        self._sheet = sheet
        self._sizes = sizes_for(sheet.sheet, large=sheet.large)
        grown = self._sizes.body if self._sizes.is_large else self._sizes.body * _BODY
        self._body = grown
        digits = drawing.setter.width("00:00", Role.SANS_SEMIBOLD, grown) / MM
        self._time = digits + 5
        self._mark = grown * 0.4

    def section(self) -> Section:
        sheet, sizes, drawing = self._sheet, self._sizes, self._drawing
        column = Column(MARGIN, drawing.width - 2 * MARGIN)
        when = joined([sheet.date, sheet.time])
        where = joined([sheet.place, sheet.room])
        head = [
            *letter_head(drawing, sheet, sizes.small),
            *text_rows(drawing, sheet.programme_title, column, sizes.small, ink=QUIET),
            *text_rows(drawing, sheet.workshop_title, column, sizes.title, Role.SANS_SEMIBOLD),
            *text_rows(drawing, when, column, sizes.subtitle, Role.SANS_MEDIUM),
            *text_rows(drawing, where, column, sizes.subtitle),
            *(
                [gap(1.5), *text_rows(drawing, sheet.aim, column, self._body, Role.SANS_ITALIC)]
                if sheet.aim
                else []
            ),
            gap(2.5),
        ]
        return Section(
            head=stacked(head, ruled_by=drawing),
            blocks=tuple(self._blocks()),
            running=joined([sheet.workshop_title, sheet.date]),
            foot=joined([sheet.issuer_name, sheet.programme_title]),
            stretch=_STRETCH,
        )

    def _blocks(self) -> Iterable[Block]:
        for activity in self._sheet.activities:
            yield Block(
                rows=(gap(1.6), *self._lines(activity), gap(1.6)),
                shaded=activity.kind == "break",
                ruled=True,
            )
        if self._sheet.end:
            end = self._row(self._sheet.end, "", self._sheet.labels.ends)
            yield Block((gap(1.6), *end))

    def _lines(self, activity: PlanActivity) -> list[Row]:
        rows = self._row(activity.start, activity.kind, activity.title)
        x = MARGIN + self._time + self._mark + 4
        column = Column(x, self._drawing.width - MARGIN - x)
        for track in activity.tracks:
            words = joined([track.name, track.room], isolated=self._drawing.right_to_left)
            rows += text_rows(self._drawing, words, column, self._sizes.body, ink=QUIET)
        return rows

    def _row(self, time: str, kind: str, title: str) -> list[Row]:
        drawing, size = self._drawing, self._body
        x = MARGIN + self._time + self._mark + 4
        titles = text_rows(
            drawing, title, Column(x, drawing.width - MARGIN - x - 1), size, Role.SANS_MEDIUM
        )
        first = titles[0] if titles else gap(line_step((), size))

        def draw(top: float) -> None:
            base = base_of(top, first.height, size)
            drawing.write(
                time, MARGIN + 1, base, size, Role.SANS_SEMIBOLD, width=self._time - 2,
                smallest=size if self._sizes.is_large else 5,
            )  # fmt: skip
            if kind:
                draw_kind_mark(
                    drawing, kind, MARGIN + self._time, base - self._mark * 0.84, self._mark
                )
            first.draw(top)

        return [Row(first.height, draw), *titles[1:]]
