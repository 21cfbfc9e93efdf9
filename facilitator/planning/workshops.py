"""What one can do with workshops."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from facilitator.errors import NotFound, Refused
from facilitator.ids import new_id
from facilitator.planning import fields, store, ties
from facilitator.planning.copying import copy_plan
from facilitator.planning.links import put_in_place
from facilitator.planning.model import (
    Workshop,
    WorkshopRow,
)
from facilitator.planning.plan_desk import PlanDesk
from facilitator.planning.removal import (
    has_records,
    remove_workshops,
)

# Wall clocks of the world differ by 26 hours, and a workshop may last 24.
_AROUND = timedelta(hours=26 + 24)


class Workshops(PlanDesk):
    """Workshops: made, moved, copied, found by the clock."""

    def workshops(
        self, programme_id: str | None = None, *, templates: bool = False
    ) -> list[WorkshopRow]:
        """Workshops of one programme, or of all that are not archived, by their start."""
        return store.workshop_rows(
            self._db, store.workshop_ids(self._db, programme_id, templates=templates)
        )

    def workshop_row(self, workshop_id: str) -> WorkshopRow:
        """One workshop as lists show it."""
        rows = store.workshop_rows(self._db, [workshop_id])
        if not rows:
            raise NotFound("not-found", table="workshop", key=workshop_id)
        return rows[0]

    def workshop(self, workshop_id: str) -> Workshop:
        """One workshop with all its fields."""
        found = store.workshops(self._db, [workshop_id])
        if not found:
            raise NotFound("not-found", table="workshop", key=workshop_id)
        return found[0][0]

    def next_workshop(self, now: datetime) -> WorkshopRow | None:
        """The workshop that is on, else the next to come; None when nothing is planned.

        `now` is an aware time. Workshops held, cancelled or archived are passed over.
        """
        ids = store.workshops_from(self._db, _naive(now - _AROUND))
        rows = store.workshop_rows(self._db, ids)
        coming = [row for row in rows if row.ends_utc > now]
        return min(coming, key=lambda row: row.starts_utc, default=None)

    def previous_workshop(self, now: datetime) -> WorkshopRow | None:
        """The workshop that ended last, held or not; None when none did."""
        ids = store.workshops_until(self._db, _naive(now + _AROUND))
        rows = store.workshop_rows(self._db, ids)
        over = [row for row in rows if row.ends_utc <= now]
        return max(over, key=lambda row: row.ends_utc, default=None)

    def add_workshop(
        self,
        programme_id: str | None,
        title: str,
        starts_local: datetime | str,
        time_zone: str,
        target_seconds: int | None = None,
        *,
        team: Sequence[tuple[str, str]] = (),
        skills: Sequence[str] = (),
        outcome_ids: Sequence[str] = (),
        **values: object,
    ) -> str:
        """Make a workshop at the end of its programme; gives its id. `team` is (id, role)."""
        given = {
            "title": title,
            "starts_local": starts_local,
            "time_zone": time_zone,
            "target_seconds": target_seconds,
        }
        row = self._checked(fields.WORKSHOP, {**given, **values})
        if programme_id is not None:
            store.require(self._db, "programme", programme_id)
        workshop_id = new_id()
        with self._db.action("workshop-added", title=row["title"]):
            position = self._end_of_programme(programme_id)
            keys = {"id": workshop_id, "programme_id": programme_id, "position": position}
            self._db.insert("workshop", {**keys, **row})
            ties.tie_workshop(self._db, workshop_id, team, skills, outcome_ids)
        return workshop_id

    def update_workshop(
        self,
        workshop_id: str,
        *,
        team: Sequence[tuple[str, str]] | None = None,
        skills: Sequence[str] | None = None,
        outcome_ids: Sequence[str] | None = None,
        **values: object,
    ) -> None:
        """Change what is given of a workshop; the others of its programme stay where they are."""
        row = self._checked(fields.WORKSHOP, values)
        with self._db.action("workshop-changed", title=self._title("workshop", workshop_id)):
            self._db.update("workshop", workshop_id, row)
            ties.tie_workshop(self._db, workshop_id, team, skills, outcome_ids)

    def move_workshop(self, workshop_id: str, position: int) -> None:
        """Give a workshop another place (from 0) in its programme; dates stay."""
        row = self._db.row(
            "SELECT programme_id, title, is_template FROM workshop WHERE id = ?", (workshop_id,)
        )
        if row is None:
            raise NotFound("not-found", table="workshop", key=workshop_id)
        siblings = self._db.rows(
            "SELECT id, position FROM workshop WHERE programme_id IS ? AND is_template = ?"
            " ORDER BY position, starts_local, id",
            (row["programme_id"], row["is_template"]),
        )
        with self._db.action("workshop-moved", title=row["title"]):
            put_in_place(self._db, "workshop", siblings, [workshop_id], position)

    def duplicate_workshop(
        self, workshop_id: str, starts_local: datetime | str, *, title: str | None = None
    ) -> str:
        """The next workshop from this one: its plan and team on another day; gives its id.

        Never marks, notes, ratings, ticks or times that were run.
        """
        values: dict[str, object] = {"starts_local": starts_local}
        if title is not None:
            values["title"] = title
        row = self._checked(fields.WORKSHOP, values)
        old = self._title("workshop", workshop_id)
        programme_id = self._db.value(
            "SELECT programme_id FROM workshop WHERE id = ?", (workshop_id,)
        )
        with self._db.action("workshop-duplicated", title=row.get("title", old)):
            position = self._end_of_programme(programme_id)
            return copy_plan(self._db, workshop_id, {**row, "position": position})

    def delete_workshop(self, workshop_id: str) -> None:
        """Remove a workshop that was only planned; "workshop-has-records" if anything happened."""
        title = self._title("workshop", workshop_id)
        if has_records(self._db, workshop_id):
            raise Refused("workshop-has-records", title=title)
        with self._db.action("workshop-deleted", title=title):
            remove_workshops(self._db, [workshop_id])


def _naive(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"
