"""What was changed of marks after they were made: the trail that a funder may ask to see."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.storage import Database

SHOWN = (
    "status", "arrived_at", "left_at", "minutes_override", "reason", "note", "collected_by",
    "evidence",
)  # fmt: skip
"""The fields a correction tells of, in this order; ``status`` holds keys, times are stamps."""

# A mark removed holds all its columns; one changed only those that differ.
_CHANGES = """
SELECT c.row_id, c.before, c.after, a.sequence, a.name AS action, a.actor, a.done_at
  FROM action_change c
  JOIN action a ON a.sequence = c.action
 WHERE c.table_name = 'attendance' AND c.before IS NOT NULL AND a.state IN ('done', 'lasting')
 ORDER BY c.id DESC
"""
_MARKS = """
SELECT m.id, m.workshop_id, m.participant_id FROM attendance m
  JOIN workshop w ON w.id = m.workshop_id
 WHERE (:workshop_id IS NULL OR w.id = :workshop_id)
   AND (:programme_id IS NULL OR w.programme_id = :programme_id)
"""


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one mark that was changed. `after` is None where the mark was removed."""

    at: str
    by: str
    action: str
    workshop_id: str
    participant_id: str
    name: str
    field: str
    before: str
    after: str | None


def corrections(
    db: Database, workshop_id: str | None, programme_id: str | None
) -> list[Correction]:
    """The corrections at a workshop, or at all workshops of a programme; newest first."""
    wanted = {"workshop_id": workshop_id, "programme_id": programme_id}
    marks = {
        row["id"]: (row["workshop_id"], row["participant_id"]) for row in db.rows(_MARKS, wanted)
    }
    workshops = {
        row["id"]
        for row in db.rows(
            "SELECT id FROM workshop w WHERE (:workshop_id IS NULL OR w.id = :workshop_id)"
            " AND (:programme_id IS NULL OR w.programme_id = :programme_id)",
            wanted,
        )
    }
    keys = {row["id"]: row["key"] for row in db.rows("SELECT id, key FROM attendance_status")}
    names = {row["id"]: row["name"] for row in db.rows("SELECT id, name FROM participant")}
    found: list[Correction] = []
    for row in db.rows(_CHANGES):
        before = json.loads(row["before"])
        after = None if row["after"] is None else json.loads(row["after"])
        place = marks.get(row["row_id"])
        if place is None and "workshop_id" in before and before["workshop_id"] in workshops:
            place = (before["workshop_id"], before["participant_id"])
        if place is None:
            continue
        old = _told(before, keys)
        new = None if after is None else _told(after, keys)
        found.extend(
            Correction(
                at=row["done_at"],
                by=row["actor"],
                action=row["action"],
                workshop_id=place[0],
                participant_id=place[1],
                name=names.get(place[1], ""),
                field=field,
                before=old[field],
                after=None if new is None else new.get(field, ""),
            )
            for field in SHOWN
            if field in old and (new is not None or field == "status")
        )
    return found


def _told(values: Mapping[str, object], keys: Mapping[str, str]) -> dict[str, str]:
    told = {name: "" if value is None else str(value) for name, value in values.items()}
    if "status_id" in told:
        told["status"] = keys.get(told.pop("status_id"), "")
    return told
