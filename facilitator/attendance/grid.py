"""The register of a whole programme, read once: the grid, every person's totals, the figures.

A workshop's marks are read in one query, and every mark is looked at once; what follows from days
alone (who was enrolled when, the empty cells) is worked out once for all who came and left on the
same days. Cells that say the same are one object, so that 10,000 people x 100 workshops stay small.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from facilitator.attendance import store
from facilitator.attendance.model import (
    LATE,
    LEFT_EARLY,
    AttendanceGrid,
    GridCell,
    GridRow,
    GridWorkshop,
    MinutesRule,
    PersonTotal,
    ProgrammeFigures,
    Standing,
)
from facilitator.attendance.offers import Offer
from facilitator.attendance.totals import (
    Counted,
    Person,
    PersonTotals,
    programme_figures,
)
from facilitator.people.age import age_band_of
from facilitator.storage import Database, Row


def minutes_of(row: Row, offer: Offer) -> int:
    """Minutes of one mark: what a person decided, else by the rule; 0 outside the room."""
    if not row["in_room"] or row["minutes_rule"] == MinutesRule.NONE:
        return 0
    if row["minutes_override"] is not None:
        return int(row["minutes_override"])
    if row["minutes_rule"] == MinutesRule.WHOLE:
        return offer.minutes(None, None)
    return offer.minutes(row["arrived_at"], row["left_at"])


def person_of(row: Row, day: date, not_meant: frozenset[str] = frozenset()) -> Person:
    """The person of a row for the rules of standing; the age band only where the row has it."""
    enrolled_on, left_on = row["enrolled_on"], row["left_on"]
    age_band = row["age_band"]
    if not age_band and row["birth_date"]:
        age_band = age_band_of(date.fromisoformat(row["birth_date"]), day)
    columns = row.keys()
    return Person(
        participant_id=row["id"],
        name=row["name"],
        enrolled_on=date.fromisoformat(enrolled_on) if enrolled_on else None,
        left_on=date.fromisoformat(left_on) if left_on else None,
        age_band=age_band,
        gender=row["gender"] if "gender" in columns else "",
        district=row["district"] if "district" in columns else "",
        internet_at_home=row["internet_at_home"] if "internet_at_home" in columns else "",
        not_meant=not_meant,
    )


@dataclass(slots=True)
class _Column:
    """One workshop of the register: what it offers, and the sums of its marks."""

    offer: Offer
    place: int
    came: int = 0
    marked: int = 0
    delivered: int = 0


# Of one mark: the workshop's place, minutes counted, status, in the room, arrived, left, note.
_Mark = tuple[int, int, str, bool, str | None, str | None, str]
_Days = tuple[date | None, date | None, frozenset[str]]


def days_of(person: Person) -> _Days:
    """What a person's standing at every workshop follows from."""
    return person.enrolled_on, person.left_on, person.not_meant


class Register:
    """One programme's register as it stands when it is asked for."""

    def __init__(self, database: Database, programme_id: str) -> None:
        self._db = database
        self._programme_id = programme_id
        self._columns = [
            _Column(offer, place)
            for place, offer in enumerate(store.offers_of_programme(database, programme_id))
        ]
        self._cells = _Cells([column.offer for column in self._columns])

    def grid(self, limit: int | None, offset: int) -> AttendanceGrid:
        """The grid, with a page of the people."""
        end = None if limit is None else offset + limit
        page = zip(self._people_rows[offset:end], self._people[offset:end], strict=True)
        return AttendanceGrid(
            programme_id=self._programme_id,
            workshops=self._workshops,
            people=tuple(self._grid_row(row, person) for row, person in page),
            people_count=len(self._people),
            attendances=sum(workshop.came for workshop in self._workshops),
            contact_minutes=sum(workshop.minutes_delivered for workshop in self._workshops),
        )

    def person_totals(self) -> list[PersonTotal]:
        """The totals of everybody."""
        return [self._total(person) for person in self._people]

    def figures(self) -> ProgrammeFigures:
        """The figures, without cancelled workshops."""
        marks = list(self._counted())
        heads = store.heads(self._db, [offer.workshop_id for offer in self._offers])
        return programme_figures(
            self._totals.workshops,
            self._people,
            marks,
            heads,
        )

    # ---------------------------------------------------------------------------------------------

    @property
    def _offers(self) -> list[Offer]:
        """What is offered, without cancelled workshops."""
        return [column.offer for column in self._columns if not column.offer.cancelled]

    @cached_property
    def _people_rows(self) -> list[Row]:
        return store.people_of(self._db, self._programme_id, self._marks)

    @cached_property
    def _people(self) -> list[Person]:
        first_day = min((column.offer.on for column in self._columns), default=date.max)
        meant = store.meant_for(self._db, self._programme_id)
        return [
            person_of(
                row,
                first_day,
                frozenset(key for key, people in meant.items() if row["id"] not in people)
                if meant
                else frozenset(),
            )
            for row in self._people_rows
        ]

    @cached_property
    def _marks(self) -> dict[str, list[_Mark]]:
        """Every mark, by person; minutes 0 at a cancelled workshop."""
        found: dict[str, list[_Mark]] = defaultdict(list)
        statuses = {
            each.id: (each.key, each.in_room, each.minutes_rule)
            for each in store.statuses(self._db)
        }
        with self._db.snapshot():
            for column in self._columns:
                self._read_marks(column, statuses, found)
        return found

    def _read_marks(
        self,
        column: _Column,
        statuses: dict[str, tuple[str, bool, MinutesRule]],
        found: dict[str, list[_Mark]],
    ) -> None:
        offer, place = column.offer, column.place
        whole = offer.minutes(None, None)
        came = delivered = 0
        rows = store.marks_at(self._db, offer.workshop_id)
        for participant_id, status_id, arrived_at, left_at, override, note in rows:
            status_key, in_room, counts = statuses[status_id]
            if offer.cancelled or not in_room or counts is MinutesRule.NONE:
                minutes = 0
            elif override is not None:
                minutes = override
            elif (arrived_at is None and left_at is None) or counts is MinutesRule.WHOLE:
                minutes = whole
            else:
                minutes = offer.minutes(arrived_at, left_at)
            if minutes > 0:
                came += 1
                delivered += minutes
            found[participant_id].append(
                (place, minutes, status_key, in_room, arrived_at, left_at, note)
            )
        column.came, column.delivered, column.marked = came, delivered, len(rows)

    def _counted(self) -> Iterable[Counted]:
        for participant_id, marks in self._marks.items():
            for place, minutes, status_key, in_room, arrived_at, left_at, _ in marks:
                offer = self._columns[place].offer
                if offer.cancelled:
                    continue
                yield Counted(
                    workshop_id=offer.workshop_id,
                    participant_id=participant_id,
                    minutes=minutes,
                    late=in_room and (status_key == LATE or offer.is_late(arrived_at)),
                    early=in_room
                    and (status_key == LEFT_EARLY or offer.is_early_departure(left_at)),
                )

    @cached_property
    def _totals(self) -> PersonTotals:
        # Which registers have marks is known once they are read.
        _ = self._marks
        return PersonTotals(
            [
                column.offer.offered(marked=column.marked > 0)
                for column in self._columns
                if not column.offer.cancelled
            ]
        )

    def _total(self, person: Person) -> PersonTotal:
        columns = self._columns
        minutes = {
            columns[mark[0]].offer.workshop_id: mark[1]
            for mark in self._marks.get(person.participant_id, ())
        }
        return self._totals.of(person, minutes)

    @cached_property
    def _workshops(self) -> tuple[GridWorkshop, ...]:
        _ = self._marks
        ids = [column.offer.workshop_id for column in self._columns]
        heads = store.heads(self._db, ids)
        days = Counter(days_of(person) for person in self._people)
        samples = {days_of(person): person for person in self._people}
        return tuple(
            GridWorkshop(
                workshop_id=offer.workshop_id,
                number=column.place + 1,
                title=offer.title,
                on=offer.on,
                starts_at=offer.starts_at,
                ends_at=offer.ends_at,
                planned_minutes=offer.planned_minutes,
                offered_minutes=offer.offered_minutes,
                cancelled=offer.cancelled,
                enrolled_then=sum(
                    count
                    for pair, count in days.items()
                    if samples[pair].standing_in(offer.workshop_id, offer.on) is Standing.ENROLLED
                ),
                came=column.came,
                marked=column.marked,
                minutes_delivered=column.delivered,
                anonymous=sum(heads[offer.workshop_id].values()),
            )
            for column in self._columns
            for offer in (column.offer,)
        )

    def _grid_row(self, row: Row, person: Person) -> GridRow:
        marks = self._marks.get(person.participant_id, ())
        return GridRow(
            participant_id=person.participant_id,
            name=person.name,
            call_name=row["call_name"],
            native_name=row["native_name"],
            native_language=row["native_language"],
            sort_key=row["sort_key"],
            standing=row["status"] or str(Standing.GUEST),
            cells=self._cells.of(person, marks),
            total=self._total(person),
        )


class _Cells:
    """The cells of people, made once for each thing they can say."""

    def __init__(self, offers: list[Offer]) -> None:
        self._offers = offers
        self._shared: dict[GridCell, GridCell] = {}
        self._empty: dict[_Days, list[GridCell]] = {}
        # For each place and standing: the cell by what tells one mark from another.
        self._marked: dict[tuple[int, str], dict[tuple[object, ...], GridCell]] = {}

    def of(self, person: Person, marks: Iterable[_Mark]) -> tuple[GridCell, ...]:
        """A person's cells, in the order of the workshops."""
        empty = self._empty_cells(person)
        cells = empty.copy()
        for place, minutes, status_key, _, arrived_at, left_at, note in marks:
            standing = empty[place].standing
            known = self._marked.get((place, standing._value_))
            if known is None:
                known = self._marked[place, standing._value_] = {}
            # The first 16 letters of a stamp say the minute, and no more is shown.
            arrived = None if arrived_at is None else arrived_at[:16]
            left = None if left_at is None else left_at[:16]
            key = (minutes, status_key, arrived, left, note)
            cell = known.get(key)
            if cell is None:
                offer = self._offers[place]
                offered = empty[place].offered
                cell = known[key] = self._one(
                    GridCell(
                        status_key=status_key,
                        standing=standing,
                        minutes=minutes,
                        offered=offered,
                        share=minutes / offered if offered else 0.0,
                        arrived_local=offer.local(arrived_at),
                        left_local=offer.local(left_at),
                        note=note,
                    )
                )
            cells[place] = cell
        return tuple(cells)

    def _empty_cells(self, person: Person) -> list[GridCell]:
        """The cells of somebody without a single mark."""
        days = days_of(person)
        cells = self._empty.get(days)
        if cells is None:
            cells = self._empty[days] = [
                self._one(
                    GridCell(
                        None,
                        person.standing_in(offer.workshop_id, offer.on),
                        0,
                        0
                        if offer.cancelled or offer.workshop_id in person.not_meant
                        else offer.offered_minutes,
                        0.0,
                    )
                )
                for offer in self._offers
            ]
        return cells

    def _one(self, cell: GridCell) -> GridCell:
        return self._shared.setdefault(cell, cell)
