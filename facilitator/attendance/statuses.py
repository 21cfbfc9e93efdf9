"""The five statuses that every workbook begins with; a centre may add its own or hide some."""

from __future__ import annotations

from facilitator.attendance.model import ABSENT, EXCUSED, LATE, LEFT_EARLY, PRESENT
from facilitator.ids import new_id
from facilitator.storage import Database

# (key, letter, in the room); the icon is named as the key.
BUILT_IN = (
    (PRESENT, "P", True),
    (LATE, "L", True),
    (LEFT_EARLY, "E", True),
    (EXCUSED, "X", False),
    (ABSENT, "A", False),
)


def seed_statuses(db: Database) -> None:
    """Give a new workbook its statuses, inside an open action; what is there already stays."""
    known = {row["key"] for row in db.rows("SELECT key FROM attendance_status")}
    for position, (key, letter, in_room) in enumerate(BUILT_IN):
        if key not in known:
            db.insert(
                "attendance_status",
                {
                    "id": new_id(),
                    "key": key,
                    "letter": letter,
                    "icon": key,
                    "in_room": int(in_room),
                    "own": 0,
                    "position": position,
                },
            )
