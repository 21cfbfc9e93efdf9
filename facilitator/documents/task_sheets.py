"""Task sheets: what a group does and with how many people, to lie on its table.

A page for each parallel group. Where all groups of an activity do the same, one page to be copied
says how the people are shared out; or a page for each of them where that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from facilitator.documents.drawing import QUIET, Drawing
from facilitator.documents.flow import Block, Column, Row, Section, draw_sections, gap, text_rows
from facilitator.documents.fonts import Role
from facilitator.documents.page import from_to, joined
from facilitator.documents.page_room import MARGIN
from facilitator.documents.plan_script import filled, people_words, stacked
from facilitator.documents.plan_sheet import PlanActivity, PlanLabels, PlanSheet, PlanTrack
from facilitator.documents.type_sizes import sizes_for

MOST_GROUPS = 40
"""With more groups than this, one sheet is printed to be copied."""

# Read by several people around a table: (letters at most, times the body size).
_TASK_SIZES = ((160, 2.4), (420, 1.9))
_LONG_TASK = 1.5


def task_sheets_pdf(sheets: Sequence[PlanSheet]) -> tuple[bytes, int]:
    """The task sheets of workshops as one PDF, and how many pages it has; no groups, no pages."""
    first = sheets[0]
    title = joined([first.workshop_title, first.labels.task], ", ")
    drawing = Drawing(first.sheet, title, first.language)
    sections = [section for sheet in sheets for section in _TaskSheets(drawing, sheet).sections()]
    sizes = sizes_for(first.sheet, large=first.large)
    pages = draw_sections(drawing, sections, sizes, first.labels.page)
    return drawing.finish(), pages


def has_task_sheets(sheet: PlanSheet) -> bool:
    """Whether anything is done in groups that have a task or steps of their own."""
    return any(activity.tracks or _is_in_groups(activity) for activity in sheet.activities)


def _is_in_groups(activity: PlanActivity) -> bool:
    return bool(activity.task.strip()) and len(activity.group_sizes) > 0


class _TaskSheets:
    def __init__(self, drawing: Drawing, sheet: PlanSheet) -> None:
        self._drawing = drawing
        self._sheet = sheet
        self._sizes = sizes_for(sheet.sheet, large=sheet.large)
        self._column = Column(MARGIN, drawing.width - 2 * MARGIN)

    def sections(self) -> Iterable[Section]:
        for activity in self._sheet.activities:
            if activity.tracks:
                for track in activity.tracks:
                    yield self._of_track(activity, track)
            elif _is_in_groups(activity):
                yield from self._of_groups(activity)

    def _of_track(self, activity: PlanActivity, track: PlanTrack) -> Section:
        about = [people_words(self._sheet.labels, track.people), track.room, track.lead]
        materials = [label for step in track.steps for label in step.materials]
        return self._section(
            activity, track.name, about, track.task or activity.task, track.steps,
            tuple(dict.fromkeys([*activity.materials, *materials])),
        )  # fmt: skip

    def _of_groups(self, activity: PlanActivity) -> Iterable[Section]:
        labels, sizes = self._sheet.labels, activity.group_sizes
        if not self._sheet.every_group or len(sizes) > MOST_GROUPS:
            name = activity.grouping
            about = [_shared_out(labels, sizes), activity.room]
            yield self._section(activity, name, about, activity.task, (), activity.materials)
            return
        for number, people in enumerate(sizes, 1):
            name = filled(labels.group_of, number=number, count=len(sizes))
            about = [people_words(labels, people), activity.room]
            yield self._section(activity, name, about, activity.task, (), activity.materials)

    def _section(
        self,
        activity: PlanActivity,
        name: str,
        about: Sequence[str],
        task: str,
        steps: Sequence[PlanActivity],
        materials: Sequence[str],
    ) -> Section:
        drawing, sheet, sizes = self._drawing, self._sheet, self._sizes
        size = self._size_for([task, *(f"{step.title} {step.task}" for step in steps)])
        turned = drawing.right_to_left
        facts = [*about, from_to(activity.start, activity.end), activity.minutes]
        head = [
            *text_rows(
                drawing, joined([sheet.workshop_title, sheet.date], isolated=turned), self._column,
                sizes.small, ink=QUIET,
            ),
            *text_rows(drawing, activity.title, self._column, sizes.subtitle, Role.SANS_MEDIUM),
            *text_rows(drawing, name, self._column, sizes.title * 1.25, Role.SANS_SEMIBOLD),
            *text_rows(
                drawing, joined(facts, isolated=turned), self._column, sizes.subtitle,
                Role.SANS_MEDIUM,
            ),
            gap(2),
        ]  # fmt: skip
        blocks = [
            *self._part(sheet.labels.your_task, self._text(task, size)),
            *self._part(
                sheet.labels.steps, [row for step in steps for row in self._step(step, size)]
            ),
            *self._part(sheet.labels.you_need, self._text("\n".join(materials), size * 0.75)),
        ]
        return Section(
            head=stacked(head, ruled_by=drawing),
            blocks=tuple(blocks),
            running=joined([activity.title, name]),
            foot=joined([sheet.issuer_name, sheet.programme_title]),
        )

    def _part(self, word: str, rows: Sequence[Row]) -> list[Block]:
        if not rows:
            return []
        heading = text_rows(
            self._drawing, word, self._column, self._sizes.heading, Role.SANS_SEMIBOLD
        )
        return [Block(rows=(*rows, gap(2)), head=(gap(4), *heading, gap(1)))]

    def _size_for(self, texts: Sequence[str]) -> float:
        """The less there is to read, the larger it is."""
        letters = sum(len(text) for text in texts)
        times = next((times for most, times in _TASK_SIZES if letters <= most), _LONG_TASK)
        if self._sizes.is_large:
            return max(self._sizes.body * 1.35, self._sizes.body * times * 0.7)
        return self._sizes.body * times

    def _text(self, text: str, size: float) -> list[Row]:
        return text_rows(self._drawing, text, self._column, size)

    def _step(self, step: PlanActivity, size: float) -> list[Row]:
        parts = [step.start, step.title, step.minutes]
        title = joined(parts, isolated=self._drawing.right_to_left)
        rows = text_rows(self._drawing, title, self._column, size, Role.SANS_MEDIUM)
        return [*rows, *self._text(step.task, size), gap(1.5)]


def _shared_out(labels: PlanLabels, sizes: Sequence[int]) -> str:
    """``6 groups: 4 / 4 / 4 / 4 / 4 / 3``; nothing where nobody knows how many people come."""
    if sizes == (0,):
        return ""
    count = filled(labels.groups, count=len(sizes))
    if len(sizes) > MOST_GROUPS or max(sizes) <= 2:
        return count
    return f"{count}: {' / '.join(str(size) for size in sizes)}"
