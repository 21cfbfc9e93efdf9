"""Plans that somebody made in a spreadsheet: what would come in, what would not and why, then it.

`plan_table` reads a file and changes nothing. `import_table` then brings all of it into a workshop
as one action, or nothing. Minutes may be written in any usual way or follow from the starts; what
a row says of the time is never bent silently: every row that is rejected, ignored or read with
an assumption is named by its number.

Neighbours: `plan_columns` (headings and kinds), `plan_cells` (lengths, times, materials),
`plan_names` (what names mean here), `plan_export` (writes what is read here).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from facilitator.errors import Refused
from facilitator.exchange.column_words import says_total
from facilitator.exchange.formula_guard import unguard
from facilitator.exchange.plan_cells import (
    DAY,
    ReadTime,
    materials_of,
    pieces,
    seconds_of,
    times_of,
    written_time,
    yes_or_no,
)
from facilitator.exchange.plan_columns import (
    PlanField,
    fingerprint,
    kind_guessed,
    kind_named,
    meaning,
    says_end,
)
from facilitator.exchange.plan_export import WordOf
from facilitator.exchange.plan_names import PlanNames
from facilitator.exchange.plan_table_rows import (
    PlanImportAnswers,
    PlanImportPlan,
    PlannedRow,
    PlanQuestion,
    RowNote,
)
from facilitator.exchange.tables import USUAL_LIMITS, Limits, ReadTable, TableRow, read_table
from facilitator.people.folding import fold
from facilitator.people.names import clean_note, clean_text
from facilitator.planning import fields
from facilitator.planning.model import ActivityKind, SkillAim, Workshop
from facilitator.planning.timing import MAX_LOCK_SECONDS

MOST_ROWS = 500
"""More rows than this are no agenda of one workshop."""

_HEADER_SEARCH = 40
_HALF = DAY // 2
_GROUPINGS = {
    fold(word): code
    for code, words in {
        "whole-group": "whole group; plenary; all; everybody; plenum; alle; toute la classe;"
        " grupo grande; tutti",
        "individual": "individual; alone; solo; einzeln; einzelarbeit; seul; solo; sozinho",
        "pairs": "pairs; in pairs; pair; paare; partnerarbeit; zu zweit; binomes; parejas; pares;"
        " coppie",
        **{
            f"groups-of-{size}": f"groups of {size}; in {word}; {word}; {size}er gruppen"
            for size, word in ((3, "threes"), (4, "fours"), (5, "fives"), (6, "sixes"))
        },
    }.items()
    for word in [code, *words.split(";")]
}
_LINES = {
    PlanField.AIM: "aim",
    PlanField.TASK: "task",
    PlanField.SAY: "say",
    PlanField.WATCH: "watch",
    PlanField.IF_SHORT: "if_short",
}
_LENGTHS = {PlanField.CAN_LOSE: "can_lose_seconds", PlanField.MINIMUM: "minimum_seconds"}
_TICKS = {
    PlanField.OPTIONAL: "optional",
    PlanField.CONTACT: "counts_as_contact",
    PlanField.BY_ITSELF: "auto_advance",
}
_FILLED_DOWN = frozenset(
    {
        PlanField.LEAD,
        PlanField.ROOM,
        PlanField.KIND,
        PlanField.GROUPING,
        PlanField.LAYOUT,
        PlanField.AIM,
        PlanField.SKILLS,
    }
)
_NUMBERS = {PlanField.WARN: "warn_seconds", PlanField.LAST: "last_seconds"}


def plan_table(
    path: Path,
    names: PlanNames,
    *,
    workshop: Workshop | None = None,
    remembered: Mapping[str, Mapping[int, PlanField | None]] | None = None,
    answers: PlanImportAnswers | None = None,
    limits: Limits = USUAL_LIMITS,
    word_of: WordOf | None = None,
) -> PlanImportPlan:
    """What importing this file would do. `remembered`: columns by fingerprint of their headings;
    `word_of`: the words that a table written in the reader's language has for kinds and groupings.

    Refused as by `read_table`, and ``plan-too-long``. Changes nothing.
    """
    answers = answers or PlanImportAnswers()
    table = read_table(
        path, encoding=answers.encoding, delimiter=answers.delimiter, sheet=answers.sheet,
        limits=limits,
    )  # fmt: skip
    planner = _Planner(table, names, workshop, remembered or {}, answers)
    if word_of is not None:
        planner.learn(word_of)
    return planner.plan(path.name)


class _Unfit(Exception):
    """Why a row cannot come in."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class _Planner:
    """Makes the plan of one table, gathering what it finds on the way."""

    def __init__(
        self,
        table: ReadTable,
        names: PlanNames,
        workshop: Workshop | None,
        remembered: Mapping[str, Mapping[int, PlanField | None]],
        answers: PlanImportAnswers,
    ) -> None:
        self._table = table
        self._names = names
        self._workshop = workshop
        self._remembered = remembered
        self._answers = answers
        self._columns: dict[int, PlanField] = {}
        self._place: dict[PlanField, int] = {}
        self._rejected: list[RowNote] = []
        self._ignored: list[RowNote] = []
        self._notes = [RowNote(flag.row, flag.code, {"text": flag.detail}) for flag in table.flags]
        self._questions: list[PlanQuestion] = []
        self._guessed = False
        self._kinds = {fold(name): kind for name, kind in answers.kinds.items()}
        self._groupings: dict[str, str] = dict(_GROUPINGS)

    def learn(self, word_of: WordOf) -> None:
        """Know the words that the reader's own window has."""
        for kind in ActivityKind:
            self._kinds.setdefault(fold(word_of("kind", kind.value)), kind)
        for code in set(_GROUPINGS.values()):
            self._groupings.setdefault(fold(word_of("grouping", code)), code)

    def plan(self, file_name: str) -> PlanImportPlan:
        header, last_heading = self._header()
        headings = self._headings(header, last_heading)
        mark = fingerprint(headings)
        self._choose_columns(headings, mark)
        rows = self._unmerged(self._data_rows(header, last_heading))
        if len(rows) > MOST_ROWS:
            raise Refused("plan-too-long", rows=len(rows), most=MOST_ROWS, file=file_name)
        planned: list[PlannedRow] = []
        starts_at: int | None = None
        if not self._questions:
            says_locks = PlanField.LOCK in self._place
            timing = _Timing(self._workshop, self._notes, self._rejected, says_locks=says_locks)
            for row in rows:
                self._take(row, timing, planned)
            timing.finish(planned, self._ignored)
            starts_at = timing.first
            planned = self._without_rejected(planned)
            self._note_start(starts_at)
        if self._guessed:
            self._notes.append(RowNote(0, "kinds-guessed"))
        return PlanImportPlan(
            file_name=file_name,
            rows=tuple(planned),
            rejected=tuple(sorted(self._rejected, key=lambda note: note.row)),
            ignored=tuple(sorted(self._ignored, key=lambda note: note.row)),
            notes=tuple(self._notes),
            questions=tuple(self._questions),
            encoding=self._table.encoding,
            delimiter=self._table.delimiter,
            sheet=self._table.sheet,
            sheets=self._table.sheets,
            header_row=header.number if header else 0,
            headings=headings,
            columns=self._columns,
            fingerprint=mark,
            answers=self._answers,
            starts_at=starts_at,
            table=self._table.rows,
        )

    # Columns ------------------------------------------------------------------------------------

    def _header(self) -> tuple[TableRow | None, int]:
        """The row of headings, and the last row that belongs to it (a second line below merged
        cells).
        """
        rows = self._table.rows
        wanted = self._answers.header_row
        if wanted is not None:
            found = next((row for row in rows if row.number == wanted), None)
            return found, wanted
        best, best_known = None, 1
        for row in rows[:_HEADER_SEARCH]:
            known = len({held for cell in row.cells if (held := meaning(cell)) is not None})
            if known > best_known:
                best, best_known = row, known
        if best is None:
            return None, 0
        below = next((row for row in rows if row.number > best.number), None)
        if below is not None and _is_second_line(best, below):
            return best, below.number
        return best, best.number

    def _headings(self, header: TableRow | None, last: int) -> tuple[str, ...]:
        """The headings; of two lines, the lower one where it says something."""
        if header is None:
            width = max((len(row.cells) for row in self._table.rows), default=0)
            return ("",) * width
        below = next((row for row in self._table.rows if row.number == last), header)
        width = max(len(header.cells), len(below.cells))
        return tuple(_raw(below, place) or _raw(header, place) for place in range(width))

    def _choose_columns(self, headings: Sequence[str], mark: str) -> None:
        for place, heading in enumerate(headings):
            held = meaning(heading)
            if held is not None and held not in self._columns.values():
                self._columns[place] = held
        chosen = dict(self._answers.columns)
        if not chosen and mark in self._remembered:
            chosen = dict(self._remembered[mark])
            self._notes.append(RowNote(0, "columns-remembered"))
        for place, field in chosen.items():
            # What is chosen for one column is taken from the one that was thought to hold it.
            self._columns = {
                key: held for key, held in self._columns.items() if key != place and held != field
            }
            if field is not None:
                self._columns[place] = field
        self._place = {held: place for place, held in sorted(self._columns.items(), reverse=True)}
        timed = {PlanField.MINUTES, PlanField.START} & set(self._place)
        if PlanField.TITLE not in self._place or not timed:
            self._questions.append(PlanQuestion("columns-unclear", tuple(headings)))

    def _data_rows(self, header: TableRow | None, last_heading: int) -> list[TableRow]:
        found = []
        headings = [fold(cell) for cell in header.cells] if header else []
        for row in self._table.rows:
            if header is not None and header.number <= row.number <= last_heading:
                continue
            filled = [cell for cell in row.cells if cell.strip()]
            if row.number <= last_heading:
                self._ignored.append(RowNote(row.number, "title-row", text=_shown(row)))
            elif headings and [fold(cell) for cell in row.cells] == headings[: len(row.cells)]:
                self._ignored.append(RowNote(row.number, "repeated-headings", text=_shown(row)))
            elif filled and says_total(filled[0]):
                self._ignored.append(RowNote(row.number, "total-row", text=_shown(row)))
            elif filled:
                found.append(row)
        return found

    def _unmerged(self, rows: list[TableRow]) -> list[TableRow]:
        """What was merged down over several rows counts for each of them where it describes them;
        lengths, titles and things to bring would be there several times, and stay with the first.
        """
        held_at = {place: held for held, place in self._place.items()}
        numbers = {row.number for row in rows}
        below: dict[tuple[int, int], int] = {}
        filled = False
        for merged in self._table.merged:
            held = held_at.get(merged.column)
            last = min(merged.last_row, self._table.rows[-1].number)
            if held is None or merged.first_row not in numbers:
                continue
            if held not in _FILLED_DOWN:
                params = {"last": last}
                self._notes.append(RowNote(merged.first_row, "merged-not-filled", params))
                continue
            for number in range(merged.first_row + 1, last + 1):
                below[number, merged.column] = merged.first_row
                filled = filled or number in numbers
        if filled:
            self._notes.append(RowNote(0, "merged-filled"))
        cells = {row.number: row.cells for row in rows}
        return [
            replace(row, cells=_with_cells(row, {
                place: cells[first][place]
                for (number, place), first in below.items()
                if number == row.number and place < len(cells[first])
            }))
            for row in rows
        ]  # fmt: skip

    # Rows ---------------------------------------------------------------------------------------

    def _take(self, row: TableRow, timing: _Timing, planned: list[PlannedRow]) -> None:
        group = self._line(row, PlanField.GROUP)
        title = self._line(row, PlanField.TITLE)
        try:
            if group:
                planned.append(self._in_group(row, group, title, planned))
                return
            start, end = times_of(self._line(row, PlanField.START))
            if PlanField.END in self._place:
                end = times_of(self._line(row, PlanField.END))[0] or end
            seconds = self._seconds(row)
            if self._is_aside(row, title, start, seconds):
                return
            if not title and (seconds is not None or start is None):
                raise _Unfit("title-empty")
            made = self._activity(row, title or "–", seconds or 0)
            timing.take(made, planned, start, end, known=seconds is not None)
        except (_Unfit, Refused) as unfit:
            self._rejected.append(RowNote(row.number, unfit.code, unfit.params, _shown(row)))

    def _is_aside(
        self, row: TableRow, title: str, start: ReadTime | None, seconds: int | None
    ) -> bool:
        """A line that is no activity: a heading within the table, a remark."""
        filled = sum(bool(cell.strip()) for cell in row.cells)
        if filled == 1 and start is None and seconds is None and title and len(self._place) > 1:
            self._ignored.append(RowNote(row.number, "heading-row", text=title))
            return True
        return False

    def _seconds(self, row: TableRow) -> int | None:
        return seconds_of(self._line(row, PlanField.MINUTES))

    def _in_group(
        self, row: TableRow, group: str, title: str, planned: Sequence[PlannedRow]
    ) -> PlannedRow:
        if not planned:
            raise _Unfit("group-without-activity")
        if not title:
            values = {"name": fields.title("name", group), "task": self._text(row, PlanField.TASK)}
            lead, room = self._people_and_place(row)
            return PlannedRow(
                row.number, group, ActivityKind.DISCUSSION, 0, group, is_group=True,
                values=values, lead=lead, room=room,
            )  # fmt: skip
        seconds = self._seconds(row)
        if seconds is None:
            raise _Unfit("minutes-missing")
        return replace(self._activity(row, title, seconds), group=group)

    def _activity(self, row: TableRow, title: str, seconds: int) -> PlannedRow:
        title = fields.title("title", title)
        kind = self._kind(row, title)
        values: dict[str, object] = {
            name: fields.note(name, self._text(row, field)) for field, name in _LINES.items()
        }
        do = [self._text(row, field) for field in (PlanField.DO, PlanField.NOTES)]
        values["do"] = fields.note("do", "\n".join(text for text in do if text))
        values["grouping"] = self._grouping(row)
        layout = self._line(row, PlanField.LAYOUT)
        if layout:
            values["room_layout"] = fields.line("room_layout", layout)
        for field, name in _LENGTHS.items():
            length = self._length(row, field)
            if length is not None:
                values[name] = length
        for field, name in _TICKS.items():
            ticked = yes_or_no(self._line(row, field)) if self._line(row, field) else None
            if ticked is not None:
                values[name] = ticked
        for field, name in _NUMBERS.items():
            text = self._line(row, field)
            if text:
                values[name] = self._whole(text)
        lock = self._lock(row)
        if lock is not None:
            values["locked_start_seconds"] = lock
        lead, room = self._people_and_place(row)
        method = self._line(row, PlanField.METHOD)
        method_id = self._names.method(method) if method else None
        if method and method_id is None:
            self._note(row, "method-left-out", text=method)
        return PlannedRow(
            row=row.number,
            title=title,
            kind=kind,
            seconds=seconds,
            values=values,
            lead=lead,
            room=room,
            method_id=method_id,
            materials=materials_of(self._text(row, PlanField.MATERIALS)),
            skills=self._skills(row),
        )  # fmt: skip

    def _length(self, row: TableRow, field: PlanField) -> int | None:
        """A length that may be none at all."""
        text = self._line(row, field)
        return 0 if text in ("0", "0:00") else seconds_of(text)

    @staticmethod
    def _whole(text: str) -> int:
        if not text.isdecimal() or len(text) > 5:
            raise _Unfit("minutes-unreadable", text=text)
        return int(text)

    def _kind(self, row: TableRow, title: str) -> ActivityKind:
        word = self._line(row, PlanField.KIND)
        if not word:
            guessed = kind_guessed(title)
            self._guessed = True
            return guessed or ActivityKind.DISCUSSION
        known = self._kinds.get(fold(word)) or kind_named(word)
        if known is not None:
            return known
        proposed = kind_guessed(word) or kind_guessed(title) or ActivityKind.DISCUSSION
        self._note(row, "kind-proposed", text=word, kind=proposed.value)
        return proposed

    def _grouping(self, row: TableRow) -> str:
        text = self._line(row, PlanField.GROUPING)
        if not text:
            return "whole-group"
        return self._groupings.get(fold(text)) or str(fields.line("grouping", text))

    def _lock(self, row: TableRow) -> int | None:
        """A fixed start: a time, or a tick beside the start."""
        text = self._line(row, PlanField.LOCK)
        ticked = yes_or_no(text)
        if ticked is False:
            return None
        if ticked:
            text = self._line(row, PlanField.START)
        start, _ = times_of(text)
        if start is None or start.seconds > MAX_LOCK_SECONDS:
            raise _Unfit("time-unreadable", text=text)
        return start.seconds

    def _people_and_place(self, row: TableRow) -> tuple[str, str]:
        lead, room = self._line(row, PlanField.LEAD), self._line(row, PlanField.ROOM)
        if lead and self._names.member(lead) is None:
            self._note(row, "lead-added", text=lead)
        if room and self._names.room(room) is None:
            self._note(row, "room-left-out", text=room)
            room = ""
        return lead, room

    def _skills(self, row: TableRow) -> tuple[SkillAim, ...]:
        found: list[SkillAim] = []
        for item in pieces(self._text(row, PlanField.SKILLS)):
            aim = self._names.aim(item)
            parts = [item] if aim or "," not in item else [part.strip() for part in item.split(",")]
            for part in parts:
                known = self._names.aim(part)
                if known is not None:
                    found.append(known)
                elif part:
                    self._note(row, "skill-left-out", text=part)
        return tuple(dict.fromkeys(found))

    def _without_rejected(self, planned: Sequence[PlannedRow]) -> list[PlannedRow]:
        """Rows that are not rejected; with an activity its groups go too."""
        bad = {note.row for note in self._rejected}
        kept: list[PlannedRow] = []
        lost_home = False
        for row in planned:
            if not row.group:
                lost_home = row.row in bad
            elif lost_home:
                self._rejected.append(RowNote(row.row, "group-without-activity", text=row.title))
                continue
            if row.row not in bad:
                kept.append(row)
        return kept

    def _note_start(self, starts_at: int | None) -> None:
        here = _start_of(self._workshop)
        if starts_at is None or here is None or starts_at == here:
            return
        if not self._answers.start_with_table:
            self._notes.append(RowNote(0, "starts-elsewhere", {"text": written_time(starts_at)}))

    # Cells --------------------------------------------------------------------------------------

    def _note(self, row: TableRow, code: str, **params: object) -> None:
        self._notes.append(RowNote(row.number, code, params))

    def _cell(self, row: TableRow, field: PlanField) -> str:
        place = self._place.get(field)
        if place is None:
            return ""
        raw = _raw(row, place)
        # The guard against formulas is only put on in CSV.
        return unguard(raw) if self._table.delimiter else raw

    def _line(self, row: TableRow, field: PlanField) -> str:
        return clean_text(self._cell(row, field))

    def _text(self, row: TableRow, field: PlanField) -> str:
        return clean_note(self._cell(row, field))


class _Timing:
    """Follows the times down the table: what starts tell of lengths, and where they contradict."""

    def __init__(
        self,
        workshop: Workshop | None,
        notes: list[RowNote],
        rejected: list[RowNote],
        *,
        says_locks: bool,
    ) -> None:
        self._says_locks = says_locks
        self.first: int | None = None
        self._workshop = workshop
        self._notes = notes
        self._rejected = rejected
        self._here = _start_of(workshop)
        self._cursor: int | None = None
        self._previous: int | None = None
        self._open: int | None = None  # the place of an activity whose length is not known yet

    def take(
        self,
        made: PlannedRow,
        planned: list[PlannedRow],
        start: ReadTime | None,
        end: ReadTime | None,
        *,
        known: bool,
    ) -> None:
        """Add an activity at the end of `planned`, once its length or its start is known."""
        self._wait_for_groups(planned)
        begins = None if start is None else self._begins(made.row, start, planned)
        if not known and begins is None:
            raise _Unfit("minutes-missing")
        if self.first is None and begins is not None:
            self.first = begins
        lock = made.values.get("locked_start_seconds")
        if isinstance(lock, int):
            begins = self._locked(made.row, lock)
        elif begins is not None:
            made = self._against_cursor(made, begins)
        elif self._cursor is None:
            begins = self._here
        else:
            begins = self._cursor
        if not known and end is not None and begins is not None:
            made = replace(made, seconds=_after(end, begins) - begins)
            known = made.seconds > 0
        planned.append(replace(made, starts_at=begins))
        self._previous = begins
        if known:
            self._cursor = None if begins is None else begins + made.seconds
        else:
            self._open, self._cursor = len(planned) - 1, None

    def finish(self, planned: list[PlannedRow], ignored: list[RowNote]) -> None:
        """Give the last activity its length, or find that it only says when the day ends."""
        if self._open is None:
            return
        last = planned[self._open]
        if last.title == "–" or says_end(last.title):
            ignored.append(RowNote(last.row, "end-row", text=last.title))
            del planned[self._open]
            return
        target = self._workshop.target_seconds if self._workshop else None
        begins = last.starts_at
        cut_off = any(note.row > last.row for note in self._rejected)
        if (
            target is not None
            and begins is not None
            and not cut_off
            and self.first == self._here is not None
        ):
            left = self._here + target - begins
            if left > 0:
                planned[self._open] = replace(last, seconds=left)
                return
        self._rejected.append(RowNote(last.row, "minutes-missing", text=last.title))

    def _wait_for_groups(self, planned: Sequence[PlannedRow]) -> None:
        """An activity lasts as long as its longest parallel group, where that is longer."""
        lengths: dict[str, int] = {}
        for row in reversed(planned):
            if not row.group:
                longest = max(lengths.values(), default=0)
                if self._cursor is not None and longest > row.seconds:
                    self._cursor += longest - row.seconds
                return
            lengths[row.group] = lengths.get(row.group, 0) + row.seconds

    def _begins(self, row: int, start: ReadTime, planned: list[PlannedRow]) -> int:
        """Which moment a time of day means behind what came before it."""
        if self._open is not None and self._previous is not None:
            begins = self._next_start(row, start, self._previous)
            opened = planned[self._open]
            seconds = begins - self._previous
            planned[self._open] = replace(opened, seconds=seconds)
            if seconds == 0:
                self._rejected.append(RowNote(opened.row, "minutes-zero", {"text": "0"},
                                              opened.title))  # fmt: skip
            self._open = None
            self._cursor = begins
            return begins
        if self._cursor is None:
            return start.seconds
        half = [start.seconds + _HALF] if start.half_open else []
        days = [start.seconds + day * DAY for day in range(3)]
        # The rows say how long things take, so the nearest moment is the one that is meant.
        return min([*days, *half], key=lambda moment: abs(moment - (self._cursor or 0)))

    def _next_start(self, row: int, start: ReadTime, previous: int) -> int:
        if start.seconds >= previous:
            return start.seconds
        afternoon = start.seconds + _HALF
        if start.half_open and previous <= afternoon <= previous + DAY // 3:
            self._notes.append(RowNote(row, "afternoon-assumed", {"text": written_time(afternoon)}))
            return afternoon
        tomorrow = start.seconds + DAY
        if previous <= tomorrow <= previous + _HALF:
            return tomorrow
        raise _Unfit("start-before-previous", text=written_time(start.seconds))

    def _locked(self, row: int, lock: int) -> int:
        if self._cursor is not None and lock < self._cursor:
            minutes = -((lock - self._cursor) // 60)
            self._notes.append(RowNote(row, "lock-before-previous-ends", {"minutes": minutes}))
        return lock

    def _against_cursor(self, made: PlannedRow, begins: int) -> PlannedRow:
        """Free time in front of an activity becomes a fixed start; an overlap is said."""
        cursor = self._cursor
        # A table with a column for fixed starts says itself which they are.
        if self._says_locks or cursor is None or abs(begins - cursor) < 60:
            return made
        if begins < cursor:
            minutes = (cursor - begins) // 60
            self._notes.append(RowNote(made.row, "start-contradicts", {"minutes": minutes}))
            return made
        text = written_time(begins)
        if self._here is not None and self.first != self._here:
            self._notes.append(RowNote(made.row, "gap-left-out", {"text": text}))
            return made
        self._notes.append(RowNote(made.row, "gap-becomes-lock", {"text": text}))
        return replace(made, values={**made.values, "locked_start_seconds": begins})


def _after(moment: ReadTime, begins: int) -> int:
    """The first such time of day behind `begins`."""
    ways = [moment.seconds + day * DAY for day in range(3)]
    if moment.half_open:
        ways.append(moment.seconds + _HALF)
    return min((way for way in ways if way > begins), default=begins)


def _start_of(workshop: Workshop | None) -> int | None:
    if workshop is None:
        return None
    return workshop.starts_local.hour * 3600 + workshop.starts_local.minute * 60


def _is_second_line(header: TableRow, below: TableRow) -> bool:
    """Whether a row goes on with the headings: every cell a heading, none of them a repetition."""
    told = [(place, cell) for place, cell in enumerate(below.cells) if cell.strip()]
    above = {held for cell in header.cells if (held := meaning(cell))}
    found = [meaning(cell) for _, cell in told]
    fresh = all(held is not None and held not in above - {PlanField.NOTES} for held in found)
    return bool(told) and fresh and len(told) < len(header.cells) and len(told) > 1


def _with_cells(row: TableRow, filled: Mapping[int, str]) -> tuple[str, ...]:
    width = max([len(row.cells), *(place + 1 for place in filled)])
    return tuple(_raw(row, place) or filled.get(place, "") for place in range(width))


def _raw(row: TableRow, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def _shown(row: TableRow) -> str:
    return " | ".join(clean_text(cell) for cell in row.cells)[:300]
