"""People who are counted but not named, by band of age and gender, and named later.

They are part of every total, never of the figures that count each person once. Giving one of them
a name takes one off the count in the same action, so that nobody is counted twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator.attendance import store
from facilitator.errors import Refused
from facilitator.people.age import AGE_BANDS
from facilitator.people.model import NewPerson
from facilitator.people.names import clean_text
from facilitator.people.people import People
from facilitator.storage import Database

if TYPE_CHECKING:
    from facilitator.attendance.attendance import Attendance

MOST_HEADS = 10_000
_BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class Band:
    """A band of people counted together; '' is not known, or not asked."""

    age: str = ""
    gender: str = ""

    @property
    def text(self) -> str:
        """The band as it is stored: the age alone, or both with a bar between."""
        return f"{self.age}{_BETWEEN}{self.gender}" if self.gender else self.age


def read_band(text: str) -> Band:
    """The band of a stored text."""
    age, _, gender = text.partition(_BETWEEN)
    return Band(age.strip(), gender.strip())


class Heads:
    """Counting people without a name.

    Refusals: ``heads-out-of-range``, ``no-heads-left``, ``already-counted``.
    """

    def __init__(self, database: Database, attendance: Attendance, people: People) -> None:
        self._db = database
        self._attendance = attendance
        self._people = people

    def bands(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ages and the genders to offer: the usual ages, and what this workbook uses."""
        rows = self._db.rows("SELECT DISTINCT band FROM head_count")
        used = [read_band(row["band"]) for row in rows]
        asked = self._db.rows(
            "SELECT gender FROM participant WHERE gender <> ''"
            " GROUP BY gender ORDER BY count(*) DESC"
        )
        ages = dict.fromkeys([*AGE_BANDS, *(band.age for band in used if band.age)])
        genders = dict.fromkeys(
            [*(row["gender"] for row in asked), *(band.gender for band in used if band.gender)]
        )
        return tuple(ages), tuple(genders)

    def counted(self, workshop_id: str) -> dict[Band, int]:
        """How many heads of each band there are."""
        store.offer_of(self._db, workshop_id)
        found = store.heads(self._db, [workshop_id])[workshop_id]
        return {read_band(text): heads for text, heads in found.items()}

    def add(self, workshop_id: str, band: Band | str = "", by: int = 1) -> int:
        """One more, or with `by` -1 one fewer; gives how many there are now in the band."""
        offer = store.offer_of(self._db, workshop_id)
        text = _text(band)
        heads = store.heads(self._db, [workshop_id])[workshop_id].get(text, 0) + by
        if not 0 <= heads <= MOST_HEADS:
            raise Refused("heads-out-of-range", heads=heads, most=MOST_HEADS)
        with self._db.action("heads-counted", title=offer.title, heads=heads):
            store.put_heads(self._db, workshop_id, text, heads)
        return heads

    def name_one(
        self,
        workshop_id: str,
        band: Band | str = "",
        *,
        name: str = "",
        participant_id: str | None = None,
    ) -> str:
        """Say who one of the heads is: somebody known, or a new person of this name.

        The count goes down by one and the person is marked present; a new person gets the band's
        age and gender. Gives the person's id. Who is marked as in the room already was counted by
        name, so that nothing may be taken off for them: ``already-counted``.
        """
        offer = store.offer_of(self._db, workshop_id)
        text = _text(band)
        heads = store.heads(self._db, [workshop_id])[workshop_id].get(text, 0)
        if heads < 1:
            raise Refused("no-heads-left", title=offer.title)
        if participant_id is not None:
            known, row = store.mark_row(self._db, workshop_id, participant_id)
            if row is not None and row["in_room"]:
                raise Refused("already-counted", name=known)
        else:
            known = self._people.checked(NewPerson(name=name)).name
        with self._db.action("head-named", name=known, title=offer.title):
            store.put_heads(self._db, workshop_id, text, heads - 1)
            if participant_id is None:
                participant_id = self._attendance.walk_in(workshop_id, known)
                found = read_band(text)
                if found != Band():
                    self._people.update(participant_id, age_band=found.age, gender=found.gender)
            else:
                self._attendance.mark(workshop_id, participant_id)
        return participant_id


def _text(band: Band | str) -> str:
    return clean_text(band.text if isinstance(band, Band) else band)
