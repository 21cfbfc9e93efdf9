"""What all parts of planning share: the open workbook, and rows looked up by their keys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from facilitator.errors import NotFound
from facilitator.planning import fields, store
from facilitator.storage import Database, Row


class PlanDesk:
    """One part of what can be done with plans, on one open workbook."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def _checked(
        self, rules: Mapping[str, fields.Rule], values: Mapping[str, object]
    ) -> fields.Values:
        row = fields.checked(rules, values)
        for name, value in row.items():
            table = fields.REFERENCES.get(name)
            if table is not None and isinstance(value, str):
                store.require(self._db, table, value)
        return row

    def _title(self, table: str, key: str) -> str:
        title = self._db.value(f"SELECT title FROM {table} WHERE id = ?", (key,))  # noqa: S608
        if title is None:
            raise NotFound("not-found", table=table, key=key)
        return str(title)

    def _activity_row(self, activity_id: str) -> Row:
        row = self._db.row("SELECT * FROM activity WHERE id = ?", (activity_id,))
        if row is None:
            raise NotFound("not-found", table="activity", key=activity_id)
        return row

    def _end_of_programme(self, programme_id: str | None) -> int:
        position = self._db.value(
            "SELECT coalesce(max(position) + 1, 0) FROM workshop WHERE programme_id IS ?",
            (programme_id,),
        )
        return int(position)

    def _days_until(self, programme_id: str, first_on: date | None) -> int:
        """By how many days the workshops of a programme move if the first is to be on a day."""
        first = self._db.value(
            "SELECT min(substr(starts_local, 1, 10)) FROM workshop JOIN programme"
            " ON programme.id = workshop.programme_id WHERE programme.id = ?"
            " AND workshop.is_template = programme.is_template",
            (programme_id,),
        )
        if first_on is None or not isinstance(first, str):
            return 0
        return (first_on - date.fromisoformat(first)).days

    def _siblings(self, workshop_id: str, track_id: str | None) -> list[Row]:
        return self._db.rows(
            "SELECT id, position FROM activity WHERE workshop_id = ? AND track_id IS ?"
            " ORDER BY position, id",
            (workshop_id, track_id),
        )

    def _check_track(self, workshop_id: str, track_id: str | None) -> None:
        if track_id is None:
            return
        home = self._db.value(
            "SELECT activity.workshop_id FROM track JOIN activity"
            " ON activity.id = track.activity_id WHERE track.id = ?",
            (track_id,),
        )
        if home != workshop_id:
            raise NotFound("not-found", table="track", key=track_id)
