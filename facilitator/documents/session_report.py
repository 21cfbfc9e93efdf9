"""The session report: what became of the plan on one page, what to remember of it on the next.

The first page holds planned against actual with a bar for each activity and the notes taken in it,
the second who came, what was seen of skills and what to change next time. Long notes go on to
further pages. Names of participants stand in it only where the caller gives some.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    line_step,
    text_rows,
)
from facilitator.documents.fonts import Role
from facilitator.documents.kind_marks import draw_kind_mark
from facilitator.documents.page import joined
from facilitator.documents.page_room import MARGIN
from facilitator.documents.paper import A4_PORTRAIT, Sheet
from facilitator.documents.plan_script import stacked
from facilitator.documents.type_sizes import TypeSizes, sizes_for

_TIME = 14.0
_FIGURE = 15.0
_STANDING = 30.0
_BARS = 34.0
_BAR = 1.7
_NOTE_TIME = 11.0


@dataclass(frozen=True, slots=True)
class ReportLabels:
    """The words on the report, in its language."""

    title: str = "Session report"
    planned_and_actual: str = "Planned and actual"
    started: str = "Start"
    activity: str = "Activity"
    planned: str = "Planned"
    actual: str = "Actual"
    difference: str = "+ / −"
    total: str = "Together"
    bars: str = "planned (outlined) and actual (filled)"
    who_came: str = "Who came"
    skills: str = "Skills observed"
    notes: str = "Notes"
    next_time: str = "What to change next time"
    worked: str = "What worked"
    incidents: str = "Incidents"
    no_notes: str = "No notes were taken."
    no_skills: str = "No observations were written down."
    page: str = "Page {page} of {pages}"


@dataclass(frozen=True, slots=True)
class ReportNote:
    """A note: when, in which activity, and what it says."""

    time: str
    activity: str
    text: str


@dataclass(frozen=True, slots=True)
class ReportActivity:
    """One activity; times are texts, lengths seconds. `actual` None: it never began."""

    title: str
    kind: str
    start: str
    planned_seconds: int
    actual_seconds: int | None
    standing: str = ""
    notes: tuple[ReportNote, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A heading of the second page and the lines below it."""

    heading: str
    lines: tuple[str, ...] = ()
    notes: tuple[ReportNote, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionReport:
    """The report of one workshop as words ready to print. `facts` are short sentences."""

    workshop_title: str
    activities: tuple[ReportActivity, ...]
    parts: tuple[ReportPart, ...]
    programme_title: str = ""
    issuer_name: str = ""
    when: str = ""
    team: str = ""
    facts: tuple[str, ...] = ()
    language: str = "en"
    sheet: Sheet = A4_PORTRAIT
    labels: ReportLabels = ReportLabels()


def session_report_pdf(report: SessionReport) -> tuple[bytes, int]:
    """The report as a PDF, and how many pages it has."""
    drawing = Drawing(
        report.sheet, joined([report.workshop_title, report.when], ", "), report.language
    )
    writer = _Writer(drawing, report)
    pages = draw_sections(drawing, [writer.section()], writer.sizes, report.labels.page)
    return drawing.finish(), pages


class _Writer:
    def __init__(self, drawing: Drawing, report: SessionReport) -> None:
        self._drawing = drawing
        self._report = report
        self._labels = report.labels
        self.sizes: TypeSizes = sizes_for(report.sheet, large=False)
        self._end = drawing.width - MARGIN
        self._column = Column(MARGIN, self._end - MARGIN)
        # The bars go first where the sheet is narrow.
        self._bars = _BARS if drawing.width >= 180 else 0.0

    def section(self) -> Section:
        report = self._report
        return Section(
            head=self._head(),
            blocks=(*self._table(), *self._parts()),
            running=joined([self._labels.title, report.workshop_title, report.when]),
            foot=joined([report.issuer_name, report.programme_title]),
        )

    def _head(self) -> Row:
        drawing, report, sizes = self._drawing, self._report, self.sizes
        turned = drawing.right_to_left
        above = joined([self._labels.title, report.programme_title], isolated=turned)
        rows = [
            *text_rows(drawing, above, self._column, sizes.body, Role.SANS_MEDIUM, ink=QUIET),
            *text_rows(
                drawing, report.workshop_title, self._column, sizes.title, Role.SANS_SEMIBOLD
            ),
            *text_rows(drawing, report.when, self._column, sizes.subtitle, Role.SANS_MEDIUM),
            *text_rows(drawing, report.team, self._column, sizes.body, ink=QUIET),
            gap(1.2),
        ]
        for fact in report.facts:
            rows += text_rows(drawing, fact, self._column, sizes.body)
        return stacked([*rows, gap(1.6)], ruled_by=drawing)

    # -------------------------------------------------------------------- planned and actual

    def _table(self) -> list[Block]:
        activities = self._report.activities
        longest = max(
            (max(each.planned_seconds, each.actual_seconds or 0) for each in activities), default=0
        )
        planned = sum(each.planned_seconds for each in activities)
        actual = sum(each.actual_seconds or 0 for each in activities)
        return [
            Block((gap(3), self._heading(self._labels.planned_and_actual)), with_next=True),
            Block((self._table_head(),), with_next=True, ruled=True),
            *(self._activity(each, longest or 1) for each in activities),
            Block((self._total(planned, actual),)),
        ]

    def _heading(self, text: str) -> Row:
        rows = text_rows(self._drawing, text, self._column, self.sizes.heading, Role.SANS_SEMIBOLD)
        return stacked([*rows, gap(0.8)])

    @property
    def _ends(self) -> tuple[float, float, float]:
        """Where the three figures of a row end."""
        last = self._end - _STANDING - self._bars - 1
        return last - 2 * _FIGURE, last - _FIGURE, last

    def _figures(
        self, texts: Sequence[str], base: float, role: Role, *, heavy: bool = False
    ) -> None:
        for x, text, strong in zip(self._ends, texts, (False, True, False), strict=True):
            chosen = Role.SANS_SEMIBOLD if heavy or strong else role
            self._drawing.write(
                text, x, base, self.sizes.body, chosen, align="end", width=_FIGURE - 1
            )

    def _table_head(self) -> Row:
        drawing, labels, size = self._drawing, self._labels, self.sizes.small
        step = line_step((), size) + 0.8

        def draw(top: float) -> None:
            base = base_of(top, step - 0.8, size)
            drawing.write(labels.started, MARGIN + 1, base, size, ink=QUIET, width=_TIME - 1)
            drawing.write(labels.activity, MARGIN + _TIME, base, size, ink=QUIET)
            words = (labels.planned, labels.actual, labels.difference)
            for x, text in zip(self._ends, words, strict=True):
                drawing.write(text, x, base, size, ink=QUIET, align="end", width=_FIGURE - 0.5)
            if self._bars:
                drawing.write(
                    labels.bars, self._end, base, size * 0.9, ink=QUIET, align="end",
                    width=self._bars + _STANDING - 6,
                )  # fmt: skip

        return Row(step, draw)

    def _activity(self, activity: ReportActivity, longest: int) -> Block:
        drawing, size = self._drawing, self.sizes.body
        mark = size * 0.36
        start = MARGIN + _TIME
        width = self._ends[0] - _FIGURE - start - mark - 2.5
        titles = text_rows(drawing, activity.title, Column(start + mark + 2, width), size)
        first = titles[0] if titles else gap(line_step((), size))
        began = activity.actual_seconds is not None
        difference = (activity.actual_seconds or 0) - activity.planned_seconds
        figures = (
            minutes(activity.planned_seconds),
            minutes(activity.actual_seconds or 0) if began else "–",
            signed(difference) if began else "",
        )

        def draw(top: float) -> None:
            base = base_of(top, first.height, size)
            drawing.write(activity.start, MARGIN + 1, base, size, width=_TIME - 2)
            draw_kind_mark(drawing, activity.kind, start, base - mark * 0.84, mark)
            first.draw(top)
            self._figures(figures, base, Role.SANS)
            drawing.write(
                activity.standing, self._ends[2] + 3, base, self.sizes.small, ink=QUIET,
                width=_STANDING - 3,
            )  # fmt: skip
            if self._bars:
                self._draw_bars(activity, longest, top + first.height / 2)

        rows = [gap(0.9), Row(first.height, draw), *titles[1:]]
        for note in activity.notes:
            rows += self._note_below(note, Column(start + mark + 2, self._end - start - mark - 4))
        return Block((*rows, gap(0.9)), shaded=activity.kind == "break", ruled=True)

    def _note_below(self, note: ReportNote, column: Column) -> list[Row]:
        """A note in the row of its activity: its time, then what it says."""
        drawing, size = self._drawing, self.sizes.small
        below = Column(column.x + _NOTE_TIME, column.width - _NOTE_TIME)
        rows = text_rows(drawing, note.text, below, size)
        if not rows:
            return []
        first = rows[0]

        def draw(top: float) -> None:
            base = base_of(top, first.height, size)
            drawing.write(note.time, column.x, base, size, ink=QUIET, width=_NOTE_TIME - 1)
            first.draw(top)

        return [gap(0.5), Row(first.height, draw), *rows[1:]]

    def _draw_bars(self, activity: ReportActivity, longest: int, middle: float) -> None:
        left = self._end - self._bars + 1
        scale = (self._bars - 2) / longest
        planned = activity.planned_seconds * scale
        actual = (activity.actual_seconds or 0) * scale
        if planned:
            self._drawing.box(left, middle - _BAR - 0.2, planned, _BAR, ink=BLACK, fill=None)
        if actual:
            self._drawing.box(left, middle + 0.2, actual, _BAR, ink=None, fill=BLACK)

    def _total(self, planned: int, actual: int) -> Row:
        size = self.sizes.body
        step = line_step((), size)
        figures = (minutes(planned), minutes(actual), signed(actual - planned))

        def draw(top: float) -> None:
            base = base_of(top + 1, step, size)
            self._drawing.write(self._labels.total, MARGIN + _TIME, base, size, Role.SANS_SEMIBOLD)
            self._figures(figures, base, Role.SANS, heavy=True)

        return Row(step + 1, draw)

    # ----------------------------------------------------------------------- the second page

    def _parts(self) -> list[Block]:
        found: list[Block] = []
        for number, part in enumerate(self._report.parts):
            heading = (gap(4.5 if number else 0.5), self._heading(part.heading))
            found.append(Block(heading, with_next=True, new_page=number == 0))
            for line in part.lines:
                rows = text_rows(self._drawing, line, self._column, self.sizes.body)
                found.append(Block((*rows, gap(0.8))))
            found += [self._note(note) for note in part.notes]
        return found

    def _note(self, note: ReportNote) -> Block:
        drawing, size = self._drawing, self.sizes.body
        column = Column(MARGIN + _TIME, self._end - MARGIN - _TIME)
        rows = text_rows(drawing, note.text, column, size)
        first = rows[0] if rows else gap(line_step((), size))

        def draw(top: float) -> None:
            base = base_of(top, first.height, size)
            drawing.write(note.time, MARGIN + 1, base, size, ink=QUIET, width=_TIME - 2)
            first.draw(top)

        about = text_rows(drawing, note.activity, column, self.sizes.small, ink=QUIET)
        return Block((Row(first.height, draw), *rows[1:], *about, gap(1.4)))


def minutes(seconds: int) -> str:
    """Whole minutes, halves up, as people say them."""
    return str((seconds + 30) // 60)


def signed(seconds: int) -> str:
    """By how many whole minutes more (or less), with a sign; a plain 0 for none."""
    whole = (abs(seconds) + 30) // 60
    if not whole:
        return "0"
    return f"+{whole}" if seconds > 0 else f"−{whole}"
