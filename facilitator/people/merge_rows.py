"""The rows that hang on two records of one person, moved to the one that stays.

Every table that refers to a participant is named in `MOVED` with what to do where the schema lets
a person have only one such row; a test compares the list with the schema. All of it runs inside
one action, so that one undo puts every row back as it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from facilitator.people.folding import fold
from facilitator.people.merging import (
    Presence,
    Stay,
    joined,
    merged_presence,
    merged_status,
    merged_stay,
)
from facilitator.storage import Database, Row

Values = dict[str, object]
Settle = Callable[[Database, Row, Row], Values]


@dataclass(frozen=True, slots=True)
class Moved:
    """What becomes of a table's rows.

    `one_for`: the columns for which a person has only one row ('' as value of none). `settle`: the
    values of the row that stays where both have one; None: the kept person's row stays as it is.
    """

    column: str = "participant_id"
    one_for: tuple[str, ...] = ()
    settle: Settle | None = None


def _attendance(db: Database, kept: Row, other: Row) -> Values:
    statuses = {
        row["id"]: (row["key"], bool(row["in_room"]))
        for row in db.rows("SELECT id, key, in_room FROM attendance_status")
    }
    merged = merged_presence(
        *(_presence(row, *statuses[row["status_id"]]) for row in (kept, other))
    )
    ids = {key: status_id for status_id, (key, _) in statuses.items()}
    texts = {
        name: joined(kept[name], other[name])
        for name in ("reason", "evidence", "note", "collected_by")
    }
    return {
        "status_id": ids.get(merged.status, kept["status_id"]),
        "arrived_at": merged.arrived,
        "left_at": merged.left,
        "minutes_override": merged.minutes,
        **texts,
    }


def _presence(row: Row, key: str, in_room: bool) -> Presence:  # noqa: FBT001 - from a pair
    return Presence(key, in_room, row["arrived_at"], row["left_at"], row["minutes_override"])


def _enrolment(_db: Database, kept: Row, other: Row) -> Values:
    stay = merged_stay(
        Stay(kept["enrolled_on"], kept["left_on"]), Stay(other["enrolled_on"], other["left_on"])
    )
    return {
        "enrolled_on": stay.since,
        "left_on": stay.until,
        "status": merged_status(kept["status"], other["status"]),
        "note": joined(kept["note"], other["note"]),
    }


def _membership(_db: Database, kept: Row, other: Row) -> Values:
    stay = merged_stay(
        Stay(kept["joined_on"], kept["left_on"]), Stay(other["joined_on"], other["left_on"])
    )
    return {"joined_on": stay.since, "left_on": stay.until}


def _self_rating(_db: Database, kept: Row, other: Row) -> Values:
    # Two answers to one question: the later one stands, and every note.
    newest = max(kept, other, key=lambda row: str(row["observed_at"]))
    return {"level": newest["level"], "note": joined(kept["note"], other["note"])}


def _self_check(_db: Database, kept: Row, other: Row) -> Values:
    return {"own_words": joined(kept["own_words"], other["own_words"])}


def _guardian(db: Database, kept: Row, other: Row) -> Values:
    for table in ("consent", "handover"):
        for row in db.rows(f"SELECT id FROM {table} WHERE guardian_id = ?", (other["id"],)):  # noqa: S608
            db.update(table, row["id"], {"guardian_id": kept["id"]})
    return {
        "relation": kept["relation"] or other["relation"],
        "contact": joined(kept["contact"], other["contact"]).replace("\n", ", "),
        # Who may not in one of the records may not at all, until somebody says so.
        "may_collect": min(kept["may_collect"], other["may_collect"]),
        "note": joined(kept["note"], other["note"]),
    }


MOVED: Mapping[str, Moved] = {
    "participant_contact": Moved(one_for=("kind", "value")),
    "guardian": Moved(one_for=("name",), settle=_guardian),
    "consent": Moved(),
    "cohort_member": Moved(one_for=("cohort_id",), settle=_membership),
    "enrolment": Moved(one_for=("programme_id",), settle=_enrolment),
    "attendance": Moved(one_for=("workshop_id",), settle=_attendance),
    "handover": Moved(),
    "absence_contact": Moved(),
    "observation": Moved(
        one_for=("programme_id", "skill_id", "moment", "indicator_id"), settle=_self_rating
    ),
    "self_check": Moved(one_for=("programme_id", "occasion"), settle=_self_check),
    "award_override": Moved(one_for=("programme_id",)),
    "certificate_choice": Moved(one_for=("programme_id",)),
    "accepted_finding": Moved(),
    "certificate": Moved(),
    "participant": Moved(column="merged_into"),
}
"""Tables whose rows go along; ``not_same_person`` is seen to by `move_everything` itself."""

# Rows of these tables may stand beside each other, unless they are of this kind.
_ONLY = {"observation": "source = 'self' AND indicator_id IS NULL"}


@dataclass(frozen=True, slots=True)
class RowsMoved:
    """How many rows of a table go along, and how many of them collide and are made one."""

    table: str
    moved: int
    made_one: int


def rows_to_move(db: Database, kept_id: str, other_id: str) -> list[RowsMoved]:
    """What a merge would move, without moving it; tables without a row are left out."""
    found = []
    for table, how in MOVED.items():
        rows = _rows(db, table, how.column, other_id)
        if rows:
            twins = _twins(db, table, how, kept_id, rows)
            found.append(RowsMoved(table, len(rows), len(twins)))
    return found


def colliding(db: Database, table: str, kept_id: str, other_id: str) -> list[tuple[Row, Row]]:
    """The pairs of rows (kept, other) of a table that a merge would make one."""
    how = MOVED[table]
    rows = {row["id"]: row for row in _rows(db, table, how.column, other_id)}
    twins = _twins(db, table, how, kept_id, list(rows.values()))
    return [(twin, rows[key]) for key, twin in twins.items()]


def move_everything(db: Database, kept_id: str, other_id: str) -> None:
    """Move every row of the other person to the kept one; inside an action."""
    # Guardians go first: consents and handovers that name them follow.
    for table in sorted(MOVED, key=lambda name: name != "guardian"):
        how = MOVED[table]
        rows = _rows(db, table, how.column, other_id)
        twins = _twins(db, table, how, kept_id, rows)
        for row in rows:
            twin = twins.get(row["id"])
            if twin is None:
                db.update(table, row["id"], {how.column: kept_id})
                continue
            # Read again: another row may just have been made one with it.
            now = db.rows(f"SELECT * FROM {table} WHERE id = ?", (twin["id"],))[0]  # noqa: S608
            values = how.settle(db, now, row) if how.settle else {}
            db.delete(table, row["id"])
            if values:
                db.update(table, twin["id"], values)
    _move_decisions(db, kept_id, other_id)


def _move_decisions(db: Database, kept_id: str, other_id: str) -> None:
    """Who is not the other person is not the kept one either."""
    rows = db.rows(
        "SELECT * FROM not_same_person WHERE one_id = :id OR other_id = :id", {"id": other_id}
    )
    for row in rows:
        third = row["one_id"] if row["other_id"] == other_id else row["other_id"]
        one, other = sorted((third, kept_id))
        known = db.value(
            "SELECT 1 FROM not_same_person WHERE one_id = ? AND other_id = ?", (one, other)
        )
        if third == kept_id or known:
            db.delete("not_same_person", row["id"])
        else:
            db.update("not_same_person", row["id"], {"one_id": one, "other_id": other})


def _rows(db: Database, table: str, column: str, person_id: str) -> list[Row]:
    return db.rows(f"SELECT * FROM {table} WHERE {column} = ? ORDER BY id", (person_id,))  # noqa: S608


def _twins(db: Database, table: str, how: Moved, kept_id: str, rows: list[Row]) -> dict[str, Row]:
    """The kept person's row that each of these rows collides with, by the row's id."""
    if not how.one_for or not rows:
        return {}
    only = f" AND {_ONLY[table]}" if table in _ONLY else ""
    sql = f"SELECT * FROM {table} WHERE {how.column} = ?{only}"  # noqa: S608 - names of the schema
    known = {_place(row, how): row for row in db.rows(sql, (kept_id,))}
    alike = {row["id"] for row in rows}
    if only:
        ids = f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?)){only}"  # noqa: S608
        alike = {row["id"] for row in db.rows(ids, (json.dumps(sorted(alike)),))}
    return {
        row["id"]: known[_place(row, how)]
        for row in rows
        if row["id"] in alike and _place(row, how) in known
    }


def _place(row: Row, how: Moved) -> tuple[object, ...]:
    return tuple(
        fold(row[name]) or row[name] if isinstance(row[name], str) else row[name]
        for name in how.one_for
    )
