"""The run sheet: the agenda of one workshop in big type, to be read from a metre away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from facilitator.documents.drawing import QUIET, RULE, SHADE, Drawing
from facilitator.documents.fonts import Role
from facilitator.documents.kind_marks import draw_kind_mark
from facilitator.documents.page import foot, joined, page_of
from facilitator.documents.page_room import FOOT, MARGIN, share_out
from facilitator.documents.paper import A4_PORTRAIT, MM, Sheet
from facilitator.documents.text import Line
from facilitator.whole_files import whole_file


@dataclass(frozen=True, slots=True)
class RunSheetLabels:
    """The words of the run sheet, in its language."""

    minutes: str = "min"
    say: str = "Say"
    do: str = "Do"
    watch: str = "Watch"
    if_short: str = "If short of time"
    can_lose: str = "−{minutes} min"
    groups: str = "Groups"
    lead: str = "Lead"
    ends: str = "Ends"
    page: str = "Page {page} of {pages}"


@dataclass(frozen=True, slots=True)
class RunSheetActivity:
    """One activity. `kind` is its type (``"welcome"``, ``"break"``, ...) and chooses the mark;
    `kind_word` is what stands beside it. `cut_minutes` is what it may lose when time is short;
    `groups` names those that work at the same time.
    """

    start: str
    minutes: int
    title: str
    kind: str = ""
    kind_word: str = ""
    end: str = ""
    lead: str = ""
    grouping: str = ""
    say: str = ""
    do: str = ""
    watch: str = ""
    if_short: str = ""
    cut_minutes: int = 0
    materials: str = ""
    groups: str = ""


@dataclass(frozen=True, slots=True)
class RunSheet:
    """The plan of one workshop with its times already worked out, as words ready to print.

    Notes that do not fit on one page are cut to their first sentences (an ellipsis says so) if
    that makes it one page; `whole_notes` prints them whole on as many pages as it takes.
    """

    workshop_title: str
    activities: tuple[RunSheetActivity, ...]
    programme_title: str = ""
    date: str = ""
    time: str = ""
    place: str = ""
    aim: str = ""
    team: str = ""
    end: str = ""
    footer: str = ""
    with_notes: bool = True
    whole_notes: bool = False
    language: str = "en"
    sheet: Sheet = A4_PORTRAIT
    labels: RunSheetLabels = RunSheetLabels()


_NOTE_SIZES = (9.5, 9.0, 8.5, 8.0)
# Sizes with the rows that a note may take when only its first sentences are printed.
_SHORT_WAYS = ((8.5, 5), (8.5, 4), (8.0, 4), (8.5, 3), (8.0, 3), (7.6, 3), (8.0, 2), (7.6, 2),
               (7.2, 2), (8.0, 1), (7.6, 1), (7.2, 1))  # fmt: skip
_NOTE_SIZE_OVER_PAGES = 9.0
_SENTENCE = re.compile(r"(?<=[.!?؟।።])\s+|(?<=[。！？])")
_NOTE_LEADING = 1.34
_COLUMN_GAP = 5.0
_TIME = 25.0
_MARK = 6.2
_LINE = 8.4  # the line with time, title and minutes
_TIGHT_LINE = 7.6
_LINE_ALONE = 13.0
_META = 4.2
_BELOW = 1.9
_TIGHT_BELOW = 1.4
_SMALLER_TITLE = 0.74  # of the usual size: the least before a title takes another line
_NARROW = 180.0  # millimetres: on narrower paper notes stand below one another


def write_run_sheet(run_sheet: RunSheet, out: Path) -> int:
    """Write the run sheet as a PDF to `out`; returns how many pages it has."""
    content, pages = run_sheet_pdf(run_sheet)
    with whole_file(out) as stream:
        stream.write(content)
    return pages


def run_sheet_pdf(run_sheet: RunSheet) -> tuple[bytes, int]:
    """The run sheet as a PDF's bytes, and how many pages it has."""
    return run_sheets_pdf([run_sheet])


def run_sheets_pdf(run_sheets: Sequence[RunSheet]) -> tuple[bytes, int]:
    """Run sheets on the same paper as one PDF, each with its own pages; how many there are."""
    first = run_sheets[0]
    drawing = Drawing(first.sheet, joined([first.workshop_title, first.date], ", "), first.language)
    pages = sum(_RunSheetPages(drawing, run_sheet).draw() for run_sheet in run_sheets)
    return drawing.finish(), pages


@dataclass(frozen=True, slots=True)
class _Note:
    """One note of an activity: its word, and its lines at the size of this sheet."""

    word: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Title:
    """A title as it stands: its lines, their size in points, and the step between them (mm);
    whether kind, grouping and lead stand below it rather than beside.
    """

    lines: tuple[Line, ...]
    size: float
    step: float
    meta_below: bool


class _RunSheetPages:
    def __init__(self, drawing: Drawing, run_sheet: RunSheet) -> None:
        self._drawing = drawing
        self._run_sheet = run_sheet
        self._labels = run_sheet.labels
        self._end = drawing.width - MARGIN
        self._has_notes = run_sheet.with_notes and any(
            activity.say or activity.do or activity.watch or activity.if_short or activity.groups
            for activity in run_sheet.activities
        )
        self._is_narrow = drawing.width < _NARROW
        # Scaled down a little on small paper, so that a row keeps its shape.
        self._scale = min(1.0, drawing.width / 205)
        self._size = _NOTE_SIZE_OVER_PAGES
        self._most_rows = 0
        self._cuts = False
        self._titles: dict[RunSheetActivity, _Title] = {}

    def draw(self) -> int:
        top = self._draw_head(measure=True)
        bottom = self._drawing.height - MARGIN - FOOT
        room = bottom - top
        activities = self._run_sheet.activities
        parts: list[range] = []
        for size, most_rows in self._ways():
            self._size, self._most_rows = size, most_rows
            heights = [self._height(activity) for activity in activities]
            parts = share_out(heights, room, bottom - MARGIN - 8, 0.0)
            if len(parts) == 1:
                break
        others = bottom - MARGIN - 8
        if max(heights, default=0.0) > min(room, others):
            # A note longer than a page: its beginning stands here, all of it in the script.
            stacked = 4 if self._is_narrow else 2
            self._most_rows = int((min(room, others) - 24) / self._step / stacked)
            self._cuts = True
            heights = [self._height(activity) for activity in activities]
            parts = share_out(heights, room, others, 0.0)
        spare = room - sum(heights) if len(parts) == 1 else 0.0
        stretch = min(max(spare, 0.0) / max(len(activities), 1), 6.0)
        for page, part in enumerate(parts, start=1):
            self._draw_page(page, len(parts), part, stretch)
        return len(parts)

    def _ways(self) -> list[tuple[float, int]]:
        """Sizes of notes and how many rows each may take (0: all it needs), best first: whole
        on one page, then first sentences on one page, at last whole on several pages.
        """
        whole = [(size, 0) for size in _NOTE_SIZES]
        short = [] if self._run_sheet.whole_notes else list(_SHORT_WAYS)
        return [*whole, *short, (_NOTE_SIZE_OVER_PAGES, 0)]

    def _draw_page(self, page: int, pages: int, part: range, stretch: float) -> None:
        drawing, run_sheet = self._drawing, self._run_sheet
        if page == 1:
            y = self._draw_head(measure=False)
        else:
            drawing.write(run_sheet.workshop_title, MARGIN, MARGIN + 4, 10, Role.SANS_SEMIBOLD,
                          width=self._end - MARGIN)  # fmt: skip
            y = MARGIN + 8
            drawing.rule(MARGIN, y, self._end, y, thickness=0.45)
        for index in part:
            activity = run_sheet.activities[index]
            height = self._height(activity) + stretch
            self._draw_activity(y, activity, height, stretch)
            y += height
            drawing.rule(MARGIN, y, self._end, y, ink=RULE)
        foot(drawing, joined([run_sheet.programme_title, run_sheet.footer]),
             page_of(self._labels.page, page, pages))  # fmt: skip
        drawing.next_page()

    def _draw_head(self, *, measure: bool) -> float:
        """The head of the first page; returns where the activities start."""
        drawing, run_sheet = self._drawing, self._run_sheet
        width = self._end - MARGIN
        aim = drawing.setter.fit_paragraph(
            run_sheet.aim, Role.SANS_ITALIC, (10, 8), (width * MM, 10 * MM),
            language=drawing.language, leading=1.35,
        )  # fmt: skip
        aim_height = aim.height / MM + 3.2 if aim.lines else 0.0
        team_height = 5.2 if run_sheet.team else 0.0
        bottom = MARGIN + 17.5 + team_height + aim_height
        if measure:
            return bottom
        drawing.write(run_sheet.workshop_title, MARGIN, MARGIN + 7, 22, Role.SANS_SEMIBOLD,
                      width=width, smallest=9)  # fmt: skip
        drawing.write(joined([run_sheet.date, run_sheet.time, run_sheet.place]), MARGIN,
                      MARGIN + 14, 12, Role.SANS_MEDIUM, width=width)  # fmt: skip
        y = MARGIN + 14
        if run_sheet.team:
            y += team_height
            drawing.write(run_sheet.team, MARGIN, y, 9, ink=QUIET, width=width)
        drawing.put_fitted(aim, MARGIN, y + 2.6, ink=QUIET)
        drawing.rule(MARGIN, bottom, self._end, bottom, thickness=0.45)
        return bottom

    # --------------------------------------------------------------------------- one activity

    def _height(self, activity: RunSheetActivity) -> float:
        title = self._title(activity)
        more = (len(title.lines) - 1) * title.step
        if not self._has_notes:
            return (_LINE_ALONE + (_META if self._meta(activity) else 0.0)) * self._scale + more
        rows = max((self._note_rows(column) for column in self._columns(activity)), default=0)
        notes = rows * self._step + 0.4 if rows else 0.0
        below = _TIGHT_BELOW if self._most_rows else _BELOW
        meta = _META if title.meta_below and self._meta(activity) else 0.0
        return (self._line + meta + below) * self._scale + notes + more

    @property
    def _line(self) -> float:
        return _TIGHT_LINE if self._most_rows else _LINE

    @property
    def _step(self) -> float:
        return self._size * _NOTE_LEADING / MM

    @staticmethod
    def _note_rows(column: list[_Note]) -> int:
        return sum(len(note.lines) for note in column)

    def _columns(self, activity: RunSheetActivity) -> list[list[_Note]]:
        """The notes in three columns: what to say, what to do, what to look out for; what to
        leave out stands below the shortest. On narrow paper all in one.
        """
        labels = self._labels
        short = activity.if_short
        if activity.cut_minutes > 0:
            lost = labels.can_lose.replace("{minutes}", str(activity.cut_minutes))
            short = joined([lost, short], ": ")
        pairs = [(labels.say, activity.say), (labels.do, activity.do),
                 (labels.watch, activity.watch)]  # fmt: skip
        width = self._column_width(1 if self._is_narrow else len(pairs))
        rows = self._most_rows
        columns = [
            [self._note(word, text, width, rows)] if text.strip() else [] for word, text in pairs
        ]
        besides = [(labels.groups, activity.groups), (labels.if_short, short)]
        for word, text in besides:
            if text.strip():
                note = self._note(word, text, width, rows)
                # On narrow paper all of it is one column: in the order in which it is needed.
                shortest = min(reversed(columns), key=self._note_rows)
                (columns[-1] if self._is_narrow else shortest).append(note)
        if rows and not self._is_narrow:
            # What one column needs, the others may use too.
            tallest = max(self._note_rows(column) for column in columns)
            for column, (word, text) in zip(columns, pairs, strict=True):
                if text.strip():
                    free = tallest - self._note_rows(column[1:])
                    column[0] = self._note(word, text, width, free)
        if self._is_narrow:
            return [[note for column in columns for note in column]]
        return columns

    def _column_width(self, count: int) -> float:
        return (self._end - MARGIN - _COLUMN_GAP * (count - 1)) / count

    def _note(self, word: str, text: str, width: float, rows: int) -> _Note:
        """A note with its word in front: whole, or as many sentences as stand in `rows` rows
        (the first one in any case).
        """
        if rows == 0:
            return _Note(f"{word}:", self._wrap(f"{word}: {text}", width))
        sentences = [part for part in _SENTENCE.split(text.strip()) if part.strip()]
        lines: tuple[Line, ...] = ()
        for count in range(1, len(sentences) + 1):
            some = " ".join(sentences[:count])
            more = "\u00a0…" if count < len(sentences) else ""
            tried = self._wrap(f"{word}: {some}{more}", width)
            if lines and len(tried) > rows:
                break
            lines = tried
        if self._cuts and len(lines) > rows:
            lines = (*lines[: max(rows, 1) - 1], *self._wrap("…", width))
        return _Note(f"{word}:", lines)

    def _wrap(self, text: str, width: float) -> tuple[Line, ...]:
        return self._drawing.setter.wrap(
            text, Role.SANS, self._size, width * MM, self._drawing.language
        )

    def _draw_activity(
        self, y: float, activity: RunSheetActivity, height: float, stretch: float
    ) -> None:
        drawing, scale = self._drawing, self._scale
        if activity.kind == "break":
            drawing.box(MARGIN, y, self._end - MARGIN, height, ink=None, fill=SHADE)
        large = 1.0 if self._has_notes else 1.25
        line = (self._line if self._has_notes else _LINE_ALONE) * scale
        base = y + stretch / 2 + line * 0.72
        time = _TIME * scale * large
        mark = self._mark
        drawing.write(activity.start, MARGIN + 1, base, 18 * scale * large, Role.SANS_SEMIBOLD,
                      width=time - 3)  # fmt: skip
        draw_kind_mark(drawing, activity.kind, MARGIN + time, base - mark * 0.84, mark)
        start, room = self._title_room(activity)
        drawing.write(self._minutes(activity), self._end - 1, base, 15 * scale * large,
                      Role.SANS_SEMIBOLD, align="end", width=26)  # fmt: skip
        meta, title = self._meta(activity), self._title(activity)
        for number, each in enumerate(title.lines):
            drawing.put(each, start, base + number * title.step, title.size)
        below = (len(title.lines) - 1) * title.step
        if not self._has_notes:
            drawing.write(meta, start, base + below + 5.4 * scale, 9.5 * scale, ink=QUIET,
                          width=room)  # fmt: skip
            return
        if title.meta_below:
            drawing.write(meta, start, base + below + 3.6, 8, ink=QUIET, width=room, smallest=5.5)
            below += _META * scale if meta else 0.0
        else:
            beside = self._beside(activity, room)
            drawing.write(meta, start + room, base, 8.5, ink=QUIET, align="end",
                          width=beside + 0.1, smallest=6)  # fmt: skip
        self._draw_notes(y + stretch / 2 + line + below, activity)

    # ----------------------------------------------------------------------------------- titles

    @property
    def _mark(self) -> float:
        return _MARK * self._scale * (1.0 if self._has_notes else 1.25)

    def _minutes(self, activity: RunSheetActivity) -> str:
        return f"{activity.minutes} {self._labels.minutes}"

    def _title_room(self, activity: RunSheetActivity) -> tuple[float, float]:
        """Where a title begins, and how wide it may be up to the minutes."""
        drawing, large = self._drawing, 1.0 if self._has_notes else 1.25
        start = MARGIN + _TIME * self._scale * large + self._mark + 3
        wide = drawing.setter.width(
            self._minutes(activity), Role.SANS_SEMIBOLD, 15 * self._scale * large, drawing.language
        )
        return start, self._end - start - min(wide / MM, 26.0) - 5

    def _beside(self, activity: RunSheetActivity, room: float) -> float:
        """How wide kind, grouping and lead stand beside a title."""
        width = self._drawing.setter.width(
            self._meta(activity), Role.SANS, 8.5, self._drawing.language
        )
        return min(width / MM, room * 0.45)

    def _title(self, activity: RunSheetActivity) -> _Title:
        """A title that can be read from a metre away: what stands beside it goes below before the
        title becomes small, and it takes more lines before it becomes tiny.
        """
        known = self._titles.get(activity)
        if known is None:
            known = self._titles[activity] = self._fitted_title(activity)
        return known

    def _fitted_title(self, activity: RunSheetActivity) -> _Title:
        drawing = self._drawing
        largest = (15 if self._has_notes else 18) * self._scale
        smallest = largest * _SMALLER_TITLE
        _, room = self._title_room(activity)
        line = drawing.line(activity.title, Role.SANS_MEDIUM)
        setter = drawing.setter
        wide = setter.width(activity.title, Role.SANS_MEDIUM, largest, drawing.language) / MM
        below = self._is_narrow or not self._has_notes
        if not below:
            left = room - self._beside(activity, room) - 3
            if wide * _SMALLER_TITLE <= left:
                size = largest * min(1.0, left / max(wide, 0.1))
                return _Title((line,), size, 0.0, meta_below=False)
        if wide * _SMALLER_TITLE <= room:
            return _Title((line,), largest * min(1.0, room / max(wide, 0.1)), 0.0, meta_below=True)
        lines = setter.wrap(activity.title, Role.SANS_MEDIUM, smallest, room * MM, drawing.language)
        return _Title(lines, smallest, smallest * 1.3 / MM, meta_below=True)

    def _meta(self, activity: RunSheetActivity) -> str:
        return joined([activity.kind_word, activity.grouping, activity.lead])

    def _draw_notes(self, top: float, activity: RunSheetActivity) -> None:
        columns = self._columns(activity)
        width = self._column_width(len(columns))
        for place, column in enumerate(columns):
            x = MARGIN + place * (width + _COLUMN_GAP) + 0.4
            base = top + self._size * 0.95 / MM
            for note in column:
                self._draw_note(note, x, base)
                base += len(note.lines) * self._step

    def _draw_note(self, note: _Note, x: float, base: float) -> None:
        drawing = self._drawing
        for index, line in enumerate(note.lines):
            if index or not line.text.startswith(note.word):
                drawing.put(line, x, base + index * self._step, self._size)
                continue
            word = drawing.line(note.word, Role.SANS_ITALIC)
            drawing.put(word, x, base, self._size, ink=QUIET)
            blank = drawing.setter.width("i", Role.SANS, self._size) / MM
            before = drawing.setter.width(note.word, Role.SANS, self._size, drawing.language) / MM
            rest = drawing.line(line.text[len(note.word) :], Role.SANS)
            drawing.put(rest, x + before + blank, base, self._size)
