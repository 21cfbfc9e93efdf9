"""Attendance in tables: one row for each person and workshop, totals, and how it was counted.

The long table is made for other programs as much as for people: ISO dates, minutes as whole numbers
beside hours and minutes, the name in its own script in a column of its own. Everything in it comes
from the register as the screen shows it, page by page, so that the length of the register does not
matter. Every figure's meaning goes along: a sheet of definitions in XLSX, the same words on paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from facilitator.attendance.grid import Register
from facilitator.attendance.model import AttendanceGrid, GridCell, GridRow, Standing
from facilitator.exchange.csv_file import write_csv
from facilitator.exchange.table import Column, Kind, Table, Value
from facilitator.exchange.xlsx_file import write_xlsx
from facilitator.planning.model import Programme
from facilitator.progress import NoProgress, Progress
from facilitator.storage import Database
from facilitator.whole_files import whole_file

# Each page of a register costs a pass over its workshops; this many rows stay well in memory.
_PAGE = 20_000
_REPORT_EVERY = 100


def _same(code: str) -> str:
    return code


@dataclass(frozen=True, slots=True)
class AttendanceWords:
    """The words of the tables, in the language of the reader; English unless given.

    `status` words an attendance status or standing by its key.
    """

    attendance: str = "Attendance"
    people: str = "People"
    workshops: str = "Workshops"
    definitions: str = "How this was counted"
    programme: str = "Programme"
    workshop_number: str = "Workshop no."
    workshop: str = "Workshop"
    date: str = "Date"
    start: str = "Start"
    end: str = "End"
    participant: str = "Participant"
    native_name: str = "Name in own script"
    status_heading: str = "Status"
    arrived: str = "Arrived"
    left: str = "Left"
    contact_minutes: str = "Contact minutes"
    offered_minutes: str = "Offered minutes"
    contact_time: str = "Contact time (h:min)"
    workshops_attended: str = "Workshops attended"
    workshops_planned: str = "Workshops planned"
    contact_percent: str = "Contact time in %"
    enrolled: str = "Enrolled that day"
    came: str = "Attended"
    term: str = "Word"
    meaning: str = "Meaning"
    status: Callable[[str], str] = field(default=_same)
    attended_means: str = "A person attended a workshop when contact minutes are above zero."
    minutes_mean: str = (
        "Contact minutes: the time between arriving and leaving that falls on activities which"
        " count as contact. Nothing before arriving or after leaving is counted."
    )
    breaks_count: str = "Breaks are counted."
    breaks_do_not_count: str = "Breaks are not counted."
    not_rounded: str = "Minutes are whole minutes, not rounded."
    rounded: str = "Minutes are rounded to {minutes} minutes for each person and workshop."
    offered_means: str = (
        "Offered minutes: all contact minutes that the workshop offered by its plan."
    )
    percent_means: str = (
        "Contact time in %: contact minutes of a person, of the minutes offered in all workshops of"
        " the programme, one decimal, half up."
    )
    people_mean: str = "Each person is counted once, however many workshops they attended."


class AttendanceLine(NamedTuple):
    """One person at one workshop: a row of the long table. A tuple, as there may be a million."""

    programme: str
    number: int
    workshop: str
    on: date
    starts: str
    ends: str
    participant: str
    native_name: str
    status: str
    arrived: str
    left: str
    contact_minutes: int
    offered_minutes: int


class AttendanceExport:
    """The attendance of one or more programmes, ready to be written.

    All is read from the workbook as it stands while the tables are written: callers that need one
    moment open a snapshot around it.
    """

    def __init__(
        self,
        database: Database,
        programmes: Iterable[Programme],
        words: AttendanceWords,
        progress: Progress | None = None,
    ) -> None:
        self._database = database
        self._programmes = list(programmes)
        self._words = words
        self._progress = progress or NoProgress()
        # Filled while the long table is written, so that every register is read once.
        self._people: list[tuple[Value, ...]] = []
        self._workshops: list[tuple[Value, ...]] = []

    def write_csv(self, out: Path) -> None:
        """The long table as CSV; whole or not at all."""
        with whole_file(out) as stream:
            write_csv(self.long_table(), stream)

    def write_xlsx(self, out: Path) -> None:
        """The long table, totals of people and workshops, and the definitions, as XLSX."""
        tables = (
            self.long_table(),
            self.people_table(),
            self.workshops_table(),
            self.definitions_table(),
        )
        with whole_file(out) as stream:
            write_xlsx(tables, stream)

    def lines(self) -> Iterator[AttendanceLine]:
        """Every person and workshop, people in the order of the register; reports progress."""
        expected, done = self._people_expected(), 0
        self._progress.report(done, expected)
        self._people.clear()
        self._workshops.clear()
        for programme in self._programmes:
            register = Register(self._database, programme.id)
            for number, page in enumerate(_pages(register)):
                if number == 0:
                    self._workshops.extend(_workshop_rows(programme.title, page))
                times = _times(page)
                for person in page.people:
                    self._people.append(_person_row(programme.title, person))
                    yield from _lines(programme.title, page, times, person)
                    done += 1
                    if done % _REPORT_EVERY == 0:
                        self._progress.report(done, max(done, expected))
        self._progress.report(done, done)

    def long_table(self) -> Table:
        """One row for each person and workshop."""
        words = self._words
        columns = (
            Column(words.programme, width=28),
            Column(words.workshop_number, Kind.NUMBER, 10),
            Column(words.workshop, width=30),
            Column(words.date, Kind.DATE, 12),
            Column(words.start, Kind.TIME, 8),
            Column(words.end, Kind.TIME, 8),
            Column(words.participant, width=28),
            Column(words.native_name, width=24),
            Column(words.status_heading, width=14),
            Column(words.arrived, Kind.TIME, 9),
            Column(words.left, Kind.TIME, 9),
            Column(words.contact_minutes, Kind.NUMBER, 10),
            Column(words.offered_minutes, Kind.NUMBER, 10),
            Column(words.contact_time, Kind.DURATION, 12),
        )
        return Table(words.attendance, columns, map(self._row, self.lines()))

    def people_table(self) -> Table:
        """One row for each person and programme; complete once the long table was read."""
        words = self._words
        columns = (
            Column(words.programme, width=28),
            Column(words.participant, width=28),
            Column(words.native_name, width=24),
            Column(words.workshops_attended, Kind.NUMBER, 11),
            Column(words.workshops_planned, Kind.NUMBER, 11),
            Column(words.contact_minutes, Kind.NUMBER, 10),
            Column(words.offered_minutes, Kind.NUMBER, 10),
            Column(words.contact_time, Kind.DURATION, 12),
            Column(words.contact_percent, Kind.NUMBER, 12),
        )
        return Table(words.people, columns, self._people)

    def workshops_table(self) -> Table:
        """One row for each workshop; complete once the long table was read."""
        words = self._words
        columns = (
            Column(words.programme, width=28),
            Column(words.workshop_number, Kind.NUMBER, 10),
            Column(words.workshop, width=30),
            Column(words.date, Kind.DATE, 12),
            Column(words.enrolled, Kind.NUMBER, 11),
            Column(words.came, Kind.NUMBER, 11),
            Column(words.offered_minutes, Kind.NUMBER, 10),
            Column(words.contact_minutes, Kind.NUMBER, 10),
            Column(words.contact_time, Kind.DURATION, 12),
        )
        return Table(words.workshops, columns, self._workshops)

    def definitions_table(self) -> Table:
        """What each figure means, for each programme's own rules."""
        words = self._words
        columns = (Column(words.programme, width=28), Column(words.meaning, width=100))
        rows: list[tuple[Value, ...]] = [
            (programme.title, sentence)
            for programme in self._programmes
            for sentence in definitions(programme, words)
        ]
        return Table(words.definitions, columns, rows)

    # --------------------------------------------------------------------------------------------

    def _people_expected(self) -> int:
        """How many people there are about; guests come on top."""
        counts = [
            self._database.value(
                "SELECT count(*) FROM enrolment WHERE programme_id = ?", (programme.id,)
            )
            for programme in self._programmes
        ]
        return sum(counts)

    def _row(self, line: AttendanceLine) -> tuple[Value, ...]:
        return (
            line.programme,
            line.number,
            line.workshop,
            line.on,
            line.starts,
            line.ends,
            line.participant,
            line.native_name,
            self._words.status(line.status) if line.status else "",
            line.arrived,
            line.left,
            line.contact_minutes,
            line.offered_minutes,
            line.contact_minutes,
        )


def definitions(programme: Programme, words: AttendanceWords) -> tuple[str, ...]:
    """The sentences that say how this programme's figures were counted."""
    rounding = (
        words.rounded.replace("{minutes}", str(programme.rounding_minutes))
        if programme.rounding_minutes
        else words.not_rounded
    )
    sentences = (
        words.minutes_mean,
        words.breaks_count if programme.breaks_count else words.breaks_do_not_count,
        rounding,
        words.attended_means,
        words.offered_means,
        words.percent_means,
        words.people_mean,
        programme.late_rule,
    )
    return tuple(sentence for sentence in sentences if sentence)


def _pages(register: Register) -> Iterator[AttendanceGrid]:
    offset = 0
    while True:
        page = register.grid(_PAGE, offset)
        yield page
        offset += _PAGE
        if offset >= page.people_count:
            return


def _times(page: AttendanceGrid) -> list[tuple[str, str]]:
    """When each workshop starts and ends, as the clock on the wall shows it."""
    return [
        (f"{workshop.starts_at:%H:%M}", f"{workshop.ends_at:%H:%M}") for workshop in page.workshops
    ]


def _lines(
    programme: str,
    page: AttendanceGrid,
    times: Sequence[tuple[str, str]],
    person: GridRow,
) -> Iterator[AttendanceLine]:
    for workshop, (starts, ends), cell in zip(page.workshops, times, person.cells, strict=True):
        yield AttendanceLine(
            programme=programme,
            number=workshop.number,
            workshop=workshop.title,
            on=workshop.on,
            starts=starts,
            ends=ends,
            participant=person.name,
            native_name=person.native_name,
            status=status_of(cell),
            arrived=cell.arrived_local,
            left=cell.left_local,
            contact_minutes=cell.minutes,
            offered_minutes=cell.offered,
        )


def _person_row(programme: str, person: GridRow) -> tuple[Value, ...]:
    total = person.total
    return (
        programme,
        person.name,
        person.native_name,
        total.workshops_attended,
        total.workshops_planned,
        total.contact_minutes,
        total.offered_minutes,
        total.contact_minutes,
        total.contact_percent,
    )


def _workshop_rows(programme: str, page: AttendanceGrid) -> Iterator[tuple[Value, ...]]:
    for workshop in page.workshops:
        yield (
            programme,
            workshop.number,
            workshop.title,
            workshop.on,
            workshop.enrolled_then,
            workshop.came,
            workshop.offered_minutes,
            workshop.minutes_delivered,
            workshop.minutes_delivered,
        )


def status_of(cell: GridCell) -> str:
    """The key of the mark; without one, of why there is none; empty when it is simply missing."""
    if cell.status_key is not None:
        return cell.status_key
    return "" if cell.standing is Standing.ENROLLED else cell.standing.value
