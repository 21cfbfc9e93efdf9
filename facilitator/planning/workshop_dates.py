"""What one can do with the dates of workshops: move several, number them by date, see clashes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from facilitator.errors import Refused
from facilitator.planning import fields, store
from facilitator.planning.clashes import Booking
from facilitator.planning.model import WorkshopRow, WorkshopStatus
from facilitator.planning.plan_desk import PlanDesk
from facilitator.planning.removal import has_records, remove_workshops
from facilitator.planning.series_dates import next_day

MAX_SHIFT_DAYS = 3660
"""Ten years: further away is a typing mistake."""


class WorkshopDates(PlanDesk):
    """Workshops as dates in a calendar."""

    def shift_workshops(self, workshop_ids: Sequence[str], days: int) -> None:
        """Move workshops by so many days, each at its time of day; all others stay.

        Raises `Refused`: "days-out-of-range", "workshop-was-held" (what happened is not moved),
        "date-invalid".
        """
        if not -MAX_SHIFT_DAYS <= days <= MAX_SHIFT_DAYS:
            raise Refused("days-out-of-range", field="days", value=days, limit=MAX_SHIFT_DAYS)
        rows = self._rows_of(workshop_ids)
        _refuse_held(rows)
        if not rows or not days:
            return
        with self._db.action("workshops-shifted", title=rows[0].title, count=len(rows)):
            for row in rows:
                starts = _later(row.starts_local, days)
                self._db.update("workshop", row.id, {"starts_local": starts})

    def number_by_date(self, programme_id: str) -> None:
        """Let the numbers of a programme's workshops follow their dates."""
        title = self._title("programme", programme_id)
        rows = self._db.rows(
            "SELECT workshop.id, workshop.position FROM workshop"
            " JOIN programme ON programme.id = workshop.programme_id"
            " AND programme.is_template = workshop.is_template"
            " WHERE programme_id = ? ORDER BY starts_local, position, workshop.id",
            (programme_id,),
        )
        changed = [(row["id"], place) for place, row in enumerate(rows) if row["position"] != place]
        if not changed:
            return
        with self._db.action("workshops-numbered", title=title):
            for workshop_id, place in changed:
                self._db.update("workshop", workshop_id, {"position": place})

    def cancel_workshops(self, workshop_ids: Sequence[str]) -> None:
        """Call workshops off; "workshop-was-held"."""
        rows = self._to_change(workshop_ids, WorkshopStatus.CANCELLED)
        if rows:
            with self._db.action("workshops-cancelled", title=rows[0].title, count=len(rows)):
                self._set_status(rows, WorkshopStatus.CANCELLED)

    def uncancel_workshops(self, workshop_ids: Sequence[str]) -> None:
        """Let workshops take place after all; "workshop-was-held"."""
        rows = self._to_change(workshop_ids, WorkshopStatus.PLANNED)
        if rows:
            with self._db.action("workshops-not-cancelled", title=rows[0].title, count=len(rows)):
                self._set_status(rows, WorkshopStatus.PLANNED)

    def delete_workshops(self, workshop_ids: Sequence[str]) -> None:
        """Remove several workshops in one step, all or none; "workshop-has-records"."""
        rows = self._rows_of(workshop_ids)
        for row in rows:
            if has_records(self._db, row.id):
                raise Refused("workshop-has-records", title=row.title)
        if not rows:
            return
        with self._db.action("workshops-deleted", title=rows[0].title, count=len(rows)):
            remove_workshops(self._db, [row.id for row in rows])

    def next_start(self, programme_id: str) -> datetime | None:
        """When the next workshop of a programme would begin by its rhythm; None without any."""
        templates = store.programme(self._db, programme_id).is_template
        rows = store.workshop_rows(
            self._db, store.workshop_ids(self._db, programme_id, templates=templates)
        )
        if not rows:
            return None
        last = rows[-1]
        # A workshop that was called off still kept the rhythm.
        day = next_day([row.starts_local.date() for row in rows])
        return datetime.combine(day, last.starts_local.time())

    def bookings(self) -> list[Booking]:
        """When and where all workshops take place that are neither cancelled nor archived."""
        return store.bookings(self._db)

    def _to_change(self, workshop_ids: Sequence[str], status: WorkshopStatus) -> list[WorkshopRow]:
        rows = self._rows_of(workshop_ids)
        _refuse_held(rows)
        return [row for row in rows if row.status is not status]

    def _set_status(self, rows: Sequence[WorkshopRow], status: WorkshopStatus) -> None:
        for row in rows:
            self._db.update("workshop", row.id, {"status": status.value})

    def _rows_of(self, workshop_ids: Sequence[str]) -> list[WorkshopRow]:
        for workshop_id in workshop_ids:
            store.require(self._db, "workshop", workshop_id)
        return store.workshop_rows(self._db, list(dict.fromkeys(workshop_ids)))


def _refuse_held(rows: Sequence[WorkshopRow]) -> None:
    held = next((row for row in rows if row.status is WorkshopStatus.HELD), None)
    if held is not None:
        raise Refused("workshop-was-held", title=held.title)


def _later(starts_local: datetime, days: int) -> str:
    try:
        moved = starts_local + timedelta(days=days)
    except OverflowError:
        moved = datetime.max  # noqa: DTZ901 - a wall time, refused in the next line
    return str(fields.wall_time("starts_local", moved))
