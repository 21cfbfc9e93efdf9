"""The full script: everything a facilitator wrote about every activity, and who needs what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from facilitator.documents.drawing import BLACK, QUIET, Drawing
from facilitator.documents.flow import (
    Block,
    Column,
    Row,
    Section,
    base_of,
    draw_sections,
    gap,
    labelled_rows,
    line_step,
    text_rows,
)
from facilitator.documents.fonts import Role
from facilitator.documents.kind_marks import draw_kind_mark
from facilitator.documents.page import from_to, joined
from facilitator.documents.page_room import MARGIN
from facilitator.documents.plan_sheet import PlanActivity, PlanLabels, PlanSheet, PlanTrack
from facilitator.documents.type_sizes import TypeSizes, sizes_for

_NARROW = 180.0
_TIME = 27.0
_MINUTES = 20.0
_LABEL = 24.0
_INDENT = 5.0


def script_pdf(sheets: Sequence[PlanSheet], *, essentials: bool = False) -> tuple[bytes, int]:
    """The scripts of workshops as one PDF, and how many pages it has.

    `essentials` leaves out what is prepared at a desk (aims, materials, skills): with it, this is
    the run sheet in large print.
    """
    first = sheets[0]
    title = joined([first.workshop_title, first.date], ", ")
    drawing = Drawing(first.sheet, title, first.language)
    writers = [_Script(drawing, sheet, essentials=essentials) for sheet in sheets]
    sections = [writer.section() for writer in writers]
    sizes = sizes_for(first.sheet, large=first.large)
    pages = draw_sections(drawing, sections, sizes, first.labels.page)
    return drawing.finish(), pages


def plan_head(drawing: Drawing, sheet: PlanSheet, sizes: TypeSizes, lines: Sequence[str]) -> Row:
    """Title, when and where, and what else is said at the top of a plan."""
    column = Column(MARGIN, drawing.width - 2 * MARGIN)
    when = joined([sheet.date, sheet.time, sheet.place, sheet.room], isolated=drawing.right_to_left)
    rows = [
        *text_rows(drawing, sheet.workshop_title, column, sizes.title, Role.SANS_SEMIBOLD),
        *text_rows(drawing, when, column, sizes.subtitle, Role.SANS_MEDIUM),
    ]
    for line in lines:
        rows += text_rows(drawing, line, column, sizes.body, ink=QUIET)
    return stacked([*rows, gap(1.6)], ruled_by=drawing)


def stacked(rows: Sequence[Row], ruled_by: Drawing | None = None) -> Row:
    """Rows as one row that is never parted, with a strong line below where a drawing is given."""
    height = sum(row.height for row in rows)

    def draw(top: float) -> None:
        at = top
        for row in rows:
            row.draw(at)
            at += row.height
        if ruled_by is not None:
            ruled_by.rule(MARGIN, at, ruled_by.width - MARGIN, at, thickness=0.45)

    return Row(height + (1.2 if ruled_by is not None else 0.0), draw)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an activity or a step stands: indented in the track of a group."""

    start: float
    end: float

    @property
    def width(self) -> float:
        return self.end - self.start


class _Script:
    def __init__(self, drawing: Drawing, sheet: PlanSheet, *, essentials: bool) -> None:
        self._drawing = drawing
        self._sheet = sheet
        self._labels: PlanLabels = sheet.labels
        self._essentials = essentials
        self._sizes = sizes_for(sheet.sheet, large=sheet.large)
        self._place = _Place(MARGIN, drawing.width - MARGIN)
        # Words stand above their notes where beside would leave too little room.
        self._beside = not self._sizes.is_large and drawing.width >= 140

    def section(self) -> Section:
        sheet, turned = self._sheet, self._drawing.right_to_left
        team = [] if not sheet.team else [sheet.team]
        aim = [f"{self._labels.aim}: {sheet.aim}"] if sheet.aim else []
        return Section(
            head=plan_head(self._drawing, sheet, self._sizes, [*team, *aim]),
            blocks=tuple(self._blocks()),
            running=joined([sheet.workshop_title, sheet.date], isolated=turned),
            foot=joined([sheet.issuer_name, sheet.programme_title], isolated=turned),
        )

    def _blocks(self) -> Iterable[Block]:
        last = len(self._sheet.activities) - 1
        for number, activity in enumerate(self._sheet.activities):
            head = self._head(activity, self._place)
            notes = self._notes(activity, self._place)
            for track in activity.tracks:
                notes += self._track(track)
            yield Block(
                rows=(*notes, gap(1.8)),
                head=(gap(1.2), *head),
                shaded=activity.kind == "break",
                ruled=True,
                # The end of the day never stands on a page of its own.
                with_next=number == last and bool(self._sheet.end),
            )
        if self._sheet.end:
            yield Block((self._end_row(),))

    def _end_row(self) -> Row:
        size = self._sizes.heading
        step = line_step((), size)
        text = joined([self._sheet.end, self._labels.ends])

        def draw(top: float) -> None:
            self._drawing.write(
                text, MARGIN + 1, base_of(top + 1, step, size), size, Role.SANS_SEMIBOLD
            )

        return Row(step + 1, draw)

    # ------------------------------------------------------------------------------ one activity

    def _head(self, activity: PlanActivity, place: _Place) -> list[Row]:
        wide = self._drawing.width >= _NARROW and not self._sizes.is_large
        title = self._title_beside(activity, place) if wide else self._title_below(activity, place)
        meta = text_rows(
            self._drawing, self._meta(activity), Column(place.start + 1, place.width - 2),
            self._sizes.small, ink=QUIET,
        )  # fmt: skip
        return [*title, *meta, gap(0.6)]

    def _title_beside(self, activity: PlanActivity, place: _Place) -> list[Row]:
        drawing, size = self._drawing, self._sizes.heading
        mark = size * 0.42
        start = place.start + 1
        titles = text_rows(
            drawing, activity.title,
            Column(start + _TIME + mark + 2.5, place.width - _TIME - mark - _MINUTES - 5),
            size, Role.SANS_SEMIBOLD,
        )  # fmt: skip
        first = titles[0] if titles else gap(line_step((), size))

        def draw(top: float) -> None:
            base = base_of(top, first.height, size)
            times = from_to(activity.start, activity.end)
            drawing.write(times, start, base, size, Role.SANS_SEMIBOLD, width=_TIME - 2)
            draw_kind_mark(drawing, activity.kind, start + _TIME, base - mark * 0.84, mark)
            drawing.write(
                activity.minutes, place.end - 1, base, size, Role.SANS_SEMIBOLD, align="end",
                width=_MINUTES,
            )  # fmt: skip
            first.draw(top)

        return [Row(first.height, draw), *titles[1:]]

    def _title_below(self, activity: PlanActivity, place: _Place) -> list[Row]:
        drawing, size = self._drawing, self._sizes.heading
        mark = size * 0.42
        start = place.start + 1
        step = line_step((), size)
        times = from_to(activity.start, activity.end)

        def draw(top: float) -> None:
            base = base_of(top, step, size)
            draw_kind_mark(drawing, activity.kind, start, base - mark * 0.84, mark)
            wide = drawing.write(
                activity.minutes, place.end - 1, base, size, Role.SANS_MEDIUM, align="end"
            )
            room = place.width - mark - wide - 6
            drawing.write(times, start + mark + 2.5, base, size, Role.SANS_MEDIUM, width=room)

        titles = text_rows(
            drawing, activity.title, Column(start, place.width - 2), size, Role.SANS_SEMIBOLD
        )
        return [Row(step, draw), *titles]

    def _meta(self, activity: PlanActivity) -> str:
        labels = self._labels
        free = ""
        if activity.free_before_minutes:
            free = filled(labels.free, minutes=activity.free_before_minutes)
        return joined(
            [
                free,
                activity.kind_word,
                activity.method if activity.method != activity.title else "",
                activity.grouping,
                activity.room,
                activity.lead,
                labels.fixed if activity.fixed_start else "",
                labels.optional if activity.optional else "",
            ],
            isolated=self._drawing.right_to_left,
        )

    def _notes(self, activity: PlanActivity, place: _Place) -> list[Row]:
        labels = self._labels
        short = activity.if_short
        if activity.cut_minutes > 0:
            short = joined([filled(labels.can_lose, minutes=activity.cut_minutes), short], ": ")
        desk = (
            []
            if self._essentials
            else [
                (labels.materials, ", ".join(activity.materials)),
                (labels.skills, ", ".join(activity.skills)),
            ]
        )
        aim = [] if self._essentials else [(labels.aim, activity.aim)]
        pairs = [
            *aim,
            (labels.task, activity.task),
            (labels.say, activity.say),
            (labels.do, activity.do),
            (labels.watch, activity.watch),
            (labels.if_short, short),
            *desk,
        ]
        start = place.start + 1
        label = _LABEL if self._beside else 0.0
        columns = (
            Column(start, label - 2 if label else 0.0),
            Column(start + label, place.end - start - label - 1),
        )
        rows: list[Row] = []
        for word, text in pairs:
            rows += labelled_rows(self._drawing, word, text, columns, self._sizes)
        return rows

    def _track(self, track: PlanTrack) -> list[Row]:
        """What one parallel group does, indented below the activity."""
        place = _Place(self._place.start + _INDENT, self._place.end)
        size = self._sizes.body
        turned = self._drawing.right_to_left
        about = [track.name, people_words(self._labels, track.people), track.room, track.lead]
        column = Column(place.start + 1, place.width - 2)
        heading = text_rows(
            self._drawing, joined(about, isolated=turned), column, size, Role.SANS_SEMIBOLD
        )
        rows = [gap(1.4), *heading, *text_rows(self._drawing, track.task, column, size)]
        for step in track.steps:
            title = [from_to(step.start, step.end), step.minutes, step.title]
            words = joined(title, isolated=turned)
            rows += text_rows(self._drawing, words, column, size, Role.SANS_MEDIUM)
            rows += self._notes(step, place)
        rows = [self._with_bar(row, place.start - 1.6) for row in rows]
        # A group that takes less than half a page is not parted, should its activity be.
        whole = stacked(rows)
        return [whole] if whole.height < self._drawing.height * 0.4 else rows

    def _with_bar(self, row: Row, x: float) -> Row:
        """A row with a piece of the line that shows which rows are one group's."""

        def draw(top: float) -> None:
            self._drawing.rule(x, top, x, top + row.height, ink=BLACK, thickness=0.5)
            row.draw(top)

        return Row(row.height, draw)


def filled(pattern: str, **values: object) -> str:
    """A pattern with what it mentions."""
    for name, value in values.items():
        pattern = pattern.replace(f"{{{name}}}", str(value))
    return pattern


def people_words(labels: PlanLabels, people: int | None) -> str:
    """``5 people``; nothing where nobody knows."""
    if people is None:
        return ""
    return labels.person if people == 1 else filled(labels.people, count=people)
