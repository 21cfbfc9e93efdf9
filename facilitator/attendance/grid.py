"""The register of a whole programme, read once: the grid, every person's totals, the figures.

Three queries however many people and workshops there are; cells that say the same are one object,
so that 10,000 people x 100 workshops stay small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
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
    PersonTotal,
    ProgrammeFigures,
    Standing,
)
from facilitator.attendance.offers import Offer
from facilitator.attendance.totals import (
    Counted,
    Offered,
    Person,
    person_total,
    programme_figures,
)
from facilitator.people.age import age_band_of
from facilitator.storage import Database, Row


def minutes_of(row: Row, offer: Offer) -> int:
    """Minutes of one mark: what a person decided, else by the rule; 0 outside the room."""
    if not row["in_room"]:
        return 0
    if row["minutes_override"] is not None:
        return int(row["minutes_override"])
    return offer.minutes(row["arrived_at"], row["left_at"])


def person_of(row: Row, day: date) -> Person:
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
    )


class Register:
    """One programme's register as it stands when it is asked for."""

    def __init__(self, database: Database, programme_id: str) -> None:
        self._db = database
        self._programme_id = programme_id
        self._all_offers = store.offers_of_programme(database, programme_id)
        self._offers = {
            offer.workshop_id: offer for offer in self._all_offers if not offer.cancelled
        }

    def grid(self, limit: int | None, offset: int) -> AttendanceGrid:
        """The grid, with a page of the people."""
        rows = self._people_rows
        end = None if limit is None else offset + limit
        page = list(zip(rows, self._people, strict=True))[offset:end]
        shared: dict[GridCell, GridCell] = {}
        workshops = self._grid_workshops()
        return AttendanceGrid(
            programme_id=self._programme_id,
            workshops=tuple(workshops),
            people=tuple(self._grid_row(row, person, shared) for row, person in page),
            people_count=len(rows),
            attendances=sum(workshop.came for workshop in workshops),
            contact_minutes=sum(workshop.minutes_delivered for workshop in workshops),
        )

    def person_totals(self) -> list[PersonTotal]:
        """The totals of everybody."""
        return [self._total(person) for person in self._people]

    def figures(self) -> ProgrammeFigures:
        """The figures, without cancelled workshops."""
        heads = store.heads(self._db, list(self._offers))
        return programme_figures(
            self._offered,
            self._people,
            self._counted(),
            sum(sum(bands.values()) for bands in heads.values()),
        )

    # ---------------------------------------------------------------------------------------------

    @cached_property
    def _people_rows(self) -> list[Row]:
        return store.people_of(self._db, self._programme_id)

    @cached_property
    def _people(self) -> list[Person]:
        first_day = min((offer.on for offer in self._all_offers), default=date.max)
        return [person_of(row, first_day) for row in self._people_rows]

    @cached_property
    def _marks(self) -> list[tuple[Row, int]]:
        """Every mark with its minutes; 0 at a cancelled workshop."""
        found = []
        for mark in store.marks_of(self._db, self._programme_id):
            offer = self._offers.get(mark["workshop_id"])
            found.append((mark, 0 if offer is None else minutes_of(mark, offer)))
        return found

    @cached_property
    def _marks_of_person(self) -> dict[str, dict[str, tuple[Row, int]]]:
        found: dict[str, dict[str, tuple[Row, int]]] = defaultdict(dict)
        for mark, minutes in self._marks:
            found[mark["participant_id"]][mark["workshop_id"]] = (mark, minutes)
        return found

    @cached_property
    def _offered(self) -> Sequence[Offered]:
        marked = {mark["workshop_id"] for mark, _ in self._marks}
        return [
            offer.offered(marked=offer.workshop_id in marked) for offer in self._offers.values()
        ]

    def _counted(self) -> Iterable[Counted]:
        for mark, minutes in self._marks:
            offer = self._offers.get(mark["workshop_id"])
            if offer is None:
                continue
            in_room = bool(mark["in_room"])
            status_key = mark["status_key"]
            yield Counted(
                workshop_id=mark["workshop_id"],
                participant_id=mark["participant_id"],
                minutes=minutes,
                late=in_room and (status_key == LATE or offer.is_late(mark["arrived_at"])),
                early=in_room
                and (status_key == LEFT_EARLY or offer.is_early_departure(mark["left_at"])),
            )

    def _total(self, person: Person) -> PersonTotal:
        marks = self._marks_of_person.get(person.participant_id, {})
        minutes = {key: counted for key, (_, counted) in marks.items()}
        return person_total(person, self._offered, minutes)

    def _grid_workshops(self) -> list[GridWorkshop]:
        came: dict[str, int] = defaultdict(int)
        delivered: dict[str, int] = defaultdict(int)
        marked: dict[str, int] = defaultdict(int)
        for mark, minutes in self._marks:
            key = mark["workshop_id"]
            marked[key] += 1
            delivered[key] += minutes
            came[key] += minutes > 0
        heads = store.heads(self._db, [offer.workshop_id for offer in self._all_offers])
        return [
            GridWorkshop(
                workshop_id=offer.workshop_id,
                number=number,
                title=offer.title,
                on=offer.on,
                starts_at=offer.starts_at,
                ends_at=offer.ends_at,
                planned_minutes=offer.planned_minutes,
                offered_minutes=offer.offered_minutes,
                cancelled=offer.cancelled,
                enrolled_then=self._enrolled_then(offer.on),
                came=came[offer.workshop_id],
                marked=marked[offer.workshop_id],
                minutes_delivered=delivered[offer.workshop_id],
                anonymous=sum(heads[offer.workshop_id].values()),
            )
            for number, offer in enumerate(self._all_offers, 1)
        ]

    def _enrolled_then(self, day: date) -> int:
        return sum(person.standing_at(day) is Standing.ENROLLED for person in self._people)

    def _grid_row(self, row: Row, person: Person, shared: dict[GridCell, GridCell]) -> GridRow:
        marks = self._marks_of_person.get(person.participant_id, {})
        cells = []
        for offer in self._all_offers:
            cell = _cell(marks.get(offer.workshop_id), person, offer)
            cells.append(shared.setdefault(cell, cell))
        return GridRow(
            participant_id=person.participant_id,
            name=person.name,
            call_name=row["call_name"],
            native_name=row["native_name"],
            native_language=row["native_language"],
            sort_key=row["sort_key"],
            standing=row["status"] or str(Standing.GUEST),
            cells=tuple(cells),
            total=self._total(person),
        )


def _cell(counted: tuple[Row, int] | None, person: Person, offer: Offer) -> GridCell:
    offered = 0 if offer.cancelled else offer.offered_minutes
    standing = person.standing_at(offer.on)
    if counted is None:
        return GridCell(None, standing, 0, offered, 0.0)
    mark, minutes = counted
    return GridCell(
        status_key=mark["status_key"],
        standing=standing,
        minutes=minutes,
        offered=offered,
        share=minutes / offered if offered else 0.0,
        arrived_local=offer.local(mark["arrived_at"]),
        left_local=offer.local(mark["left_at"]),
        note=mark["note"],
    )
