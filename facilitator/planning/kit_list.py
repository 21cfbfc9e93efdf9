"""A packing list with its reasons: how much of each thing, which activities need it, what is in.

`packing` works out how much; here it is put beside what asks for it, for the people who pack.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from facilitator.planning import packing
from facilitator.planning.model import Activity, Agenda, KitRow, MaterialUse
from facilitator.storage import Database


@dataclass(frozen=True, slots=True)
class KitUse:
    """What asks for a thing: `quantity` of it per `per` (session, person, pair, group, ...).

    `workshop_number` is the place of the workshop in its programme, from 1.
    """

    workshop_number: int
    title: str
    quantity: int
    per: str


@dataclass(frozen=True, slots=True)
class KitLine:
    """One thing to pack. `own`: how much of it somebody put on this very list, 0 for none."""

    row: KitRow
    uses: tuple[KitUse, ...]
    own: int = 0


@dataclass(frozen=True, slots=True)
class KitList:
    """What to pack. `heads`: people prepared for, one number a workshop; `said`: how many somebody
    said to expect at the workshop, None where enrolments or the capacity speak (or for a
    programme).
    """

    lines: tuple[KitLine, ...]
    heads: tuple[int, ...]
    said: int | None = None

    @property
    def still_to_pack(self) -> int:
        """How many things have no tick yet."""
        return sum(not line.row.packed for line in self.lines)


def of_workshop(db: Database, agenda: Agenda) -> KitList:
    """The list of one workshop."""
    workshop_id = agenda.workshop.id
    extras = packing.extras_of(db, "workshop_id", workshop_id)
    said = db.value("SELECT expected_heads FROM workshop WHERE id = ?", (workshop_id,))
    return KitList(
        _lines(packing.kit_rows(db, agenda), [agenda], extras),
        (packing.heads(db, workshop_id),),
        None if said is None else int(said),
    )


def of_programme(db: Database, programme_id: str, agendas: Collection[Agenda]) -> KitList:
    """The list of a programme as a whole."""
    extras = packing.extras_of(db, "programme_id", programme_id)
    rows = packing.programme_kit_rows(db, programme_id, agendas)
    heads = tuple(packing.heads(db, agenda.workshop.id) for agenda in agendas)
    return KitList(_lines(rows, agendas, extras), heads)


def _lines(
    rows: Iterable[KitRow], agendas: Iterable[Agenda], extras: dict[str, MaterialUse]
) -> tuple[KitLine, ...]:
    uses: dict[str, list[KitUse]] = {}
    for agenda in agendas:
        for activity in _with_steps(agenda.activities):
            for use in activity.materials:
                asked = KitUse(agenda.workshop.number, activity.title, use.quantity, use.per)
                uses.setdefault(use.material_id, []).append(asked)
    return tuple(
        KitLine(
            row,
            tuple(uses.get(row.material_id, ())),
            extras[row.material_id].quantity if row.material_id in extras else 0,
        )
        for row in rows
    )


def _with_steps(activities: Iterable[Activity]) -> Iterator[Activity]:
    for activity in activities:
        yield activity
        for track in activity.tracks:
            yield from track.steps
