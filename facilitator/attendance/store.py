"""The rows of attendance in the workbook: reading them, and writing inside an open action."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from facilitator.attendance.marking import Marked
from facilitator.attendance.model import MinutesRule, Status
from facilitator.attendance.offers import OFFER_TABLES, Offer, moment, offers
from facilitator.clock import to_stamp
from facilitator.errors import NotFound, Refused
from facilitator.ids import new_id
from facilitator.storage import Database, Row

# Enrolled on the day, or marked: whoever the register of a workshop knows.
_DESK = """
SELECT p.id, p.name, p.call_name, p.native_name, p.native_language, p.sort_key, p.birth_date,
       p.age_band, p.complete_later, (p.access_needs <> '' OR p.allergies <> '') AS has_needs,
       EXISTS (SELECT 1 FROM guardian g WHERE g.participant_id = p.id) AS has_guardian,
       e.enrolled_on, e.left_on, s.key AS status_key, s.in_room, s.minutes_rule,
       a.arrived_at, a.left_at, a.minutes_override, coalesce(a.note, '') AS note,
       (NOT EXISTS (SELECT 1 FROM workshop_cohort x WHERE x.workshop_id = :workshop_id) OR
        EXISTS (SELECT 1 FROM workshop_cohort x JOIN cohort_member m ON m.cohort_id = x.cohort_id
                 WHERE x.workshop_id = :workshop_id AND m.participant_id = p.id
                   AND (m.joined_on IS NULL OR m.joined_on <= :day)
                   AND (m.left_on IS NULL OR m.left_on >= :day))) AS meant
  FROM (SELECT participant_id FROM enrolment WHERE programme_id = :programme_id
        UNION SELECT participant_id FROM attendance WHERE workshop_id = :workshop_id) known
  JOIN participant p ON p.id = known.participant_id
  LEFT JOIN enrolment e ON e.participant_id = p.id AND e.programme_id = :programme_id
  LEFT JOIN attendance a ON a.workshop_id = :workshop_id AND a.participant_id = p.id
  LEFT JOIN attendance_status s ON s.id = a.status_id
 WHERE a.id IS NOT NULL
    OR (p.archived_at IS NULL AND e.enrolled_on <= :day
        AND (e.left_on IS NULL OR e.left_on >= :day) AND meant)
 ORDER BY p.sort_key, p.search_row
"""

# Enrolled ever, or named: those who were marked without being enrolled are known from the marks.
_PEOPLE = """
SELECT p.id, p.name, p.call_name, p.native_name, p.native_language, p.sort_key, p.birth_date,
       p.age_band, p.gender, p.district, p.internet_at_home, e.enrolled_on, e.left_on, e.status
  FROM (SELECT participant_id FROM enrolment WHERE programme_id = :programme_id
        UNION SELECT value FROM json_each(:marked)) known
  JOIN participant p ON p.id = known.participant_id
  LEFT JOIN enrolment e ON e.participant_id = p.id AND e.programme_id = :programme_id
 ORDER BY p.sort_key, p.search_row
"""

_MARKS_AT = """
SELECT participant_id, status_id, arrived_at, left_at, minutes_override, note
  FROM attendance WHERE workshop_id = ?
"""

_LAST_MARKS = """
SELECT a.workshop_id, a.participant_id, p.name, s.key AS status_key, a.arrived_at, a.left_at,
       a.sequence
  FROM attendance a
  JOIN participant p ON p.id = a.participant_id
  JOIN attendance_status s ON s.id = a.status_id
 WHERE a.workshop_id = ? ORDER BY a.sequence DESC LIMIT ?
"""

_MARK = """
SELECT p.name, a.id, s.key AS status_key, s.in_room, a.arrived_at, a.left_at, a.sequence
  FROM participant p
  LEFT JOIN attendance a ON a.workshop_id = ? AND a.participant_id = p.id
  LEFT JOIN attendance_status s ON s.id = a.status_id
 WHERE p.id = ?
"""

# Who is in a group on the day of each workshop that is meant for groups.
_MEANT = """
SELECT w.id AS workshop_id, m.participant_id
  FROM workshop w
  JOIN workshop_cohort x ON x.workshop_id = w.id
  LEFT JOIN cohort_member m ON m.cohort_id = x.cohort_id
   AND (m.joined_on IS NULL OR m.joined_on <= substr(w.starts_local, 1, 10))
   AND (m.left_on IS NULL OR m.left_on >= substr(w.starts_local, 1, 10))
 WHERE w.programme_id = ?
"""

# Workshops that may be over, with how many were enrolled on the day and how many of them are not
# marked. The caller compares the end as a moment.
_REGISTERS = """
SELECT w.id,
       count(e.id) AS enrolled,
       count(e.id) - count(a.id) AS unmarked,
       (SELECT count(*) FROM attendance x WHERE x.workshop_id = w.id) AS marks,
       (SELECT coalesce(sum(heads), 0) FROM head_count h WHERE h.workshop_id = w.id) AS heads
  FROM workshop w
  JOIN programme r ON r.id = w.programme_id AND r.archived_at IS NULL AND r.is_template = 0
  LEFT JOIN enrolment e ON e.programme_id = w.programme_id
   AND e.enrolled_on <= substr(w.starts_local, 1, 10)
   AND (e.left_on IS NULL OR e.left_on >= substr(w.starts_local, 1, 10))
   AND (NOT EXISTS (SELECT 1 FROM workshop_cohort x WHERE x.workshop_id = w.id) OR
        EXISTS (SELECT 1 FROM workshop_cohort x JOIN cohort_member m ON m.cohort_id = x.cohort_id
                 WHERE x.workshop_id = w.id AND m.participant_id = e.participant_id
                   AND (m.joined_on IS NULL OR m.joined_on <= substr(w.starts_local, 1, 10))
                   AND (m.left_on IS NULL OR m.left_on >= substr(w.starts_local, 1, 10))))
  LEFT JOIN attendance a ON a.workshop_id = w.id AND a.participant_id = e.participant_id
 WHERE w.is_template = 0 AND w.status <> 'cancelled' AND w.starts_local >= :since
   AND w.starts_local < :until
 GROUP BY w.id HAVING unmarked > 0
"""


def statuses(db: Database) -> list[Status]:
    """All statuses in their order, hidden ones too."""
    rows = db.rows("SELECT * FROM attendance_status ORDER BY position, key")
    return [_status(row) for row in rows]


def status(db: Database, key: str) -> Status:
    """The status with this key. Raises `Refused` ("status-unknown")."""
    return status_among({known.key: known for known in statuses(db)}, key)


def status_among(known: Mapping[str, Status], key: str) -> Status:
    """The status with this key. Raises `Refused` ("status-unknown")."""
    if key not in known:
        raise Refused("status-unknown", status=key)
    return known[key]


def door_of(db: Database, workshop_id: str) -> tuple[Offer, Mapping[str, Status]]:
    """What every mark of a workshop asks for: its offer and all statuses by key.

    Remembered between marks. Raises `NotFound` ("workshop-unknown").
    """
    return db.remembered(
        ("door", workshop_id),
        OFFER_TABLES | {"attendance_status"},
        lambda: (
            offer_of(db, workshop_id),
            {status.key: status for status in statuses(db)},
        ),
    )


def _status(row: Row) -> Status:
    return Status(
        id=row["id"],
        key=row["key"],
        label=row["label"],
        letter=row["letter"],
        icon=row["icon"],
        in_room=bool(row["in_room"]),
        own=bool(row["own"]),
        hidden=bool(row["hidden"]),
        position=row["position"],
        minutes_rule=MinutesRule(row["minutes_rule"]),
        tone=row["tone"],
    )


def offer_of(db: Database, workshop_id: str) -> Offer:
    """What a workshop offers. Raises `NotFound` ("workshop-unknown")."""
    found = offers(db, [workshop_id])
    if not found:
        raise NotFound("workshop-unknown", id=workshop_id)
    return found[0]


def offers_of_programme(db: Database, programme_id: str) -> list[Offer]:
    """What the workshops of a programme offer. Raises `NotFound` ("programme-unknown")."""
    if db.value("SELECT 1 FROM programme WHERE id = ?", (programme_id,)) is None:
        raise NotFound("programme-unknown", id=programme_id)
    rows = db.rows("SELECT id FROM workshop WHERE programme_id = ?", (programme_id,))
    return offers(db, [row["id"] for row in rows])


def desk_rows(db: Database, offer: Offer) -> list[Row]:
    """Whoever is enrolled on the day or marked, with their mark, sorted by name."""
    return db.rows(
        _DESK,
        {
            "programme_id": offer.programme_id,
            "workshop_id": offer.workshop_id,
            "day": offer.on.isoformat(),
        },
    )


def meant_for(db: Database, programme_id: str) -> dict[str, frozenset[str]]:
    """Whom each workshop that is meant for groups is meant for; other workshops are left out."""
    found: dict[str, set[str]] = {}
    for row in db.rows(_MEANT, (programme_id,)):
        meant = found.setdefault(row["workshop_id"], set())
        if row["participant_id"] is not None:
            meant.add(row["participant_id"])
    return {workshop_id: frozenset(meant) for workshop_id, meant in found.items()}


def people_of(db: Database, programme_id: str, marked: Iterable[str]) -> list[Row]:
    """Everybody ever enrolled in a programme, or `marked` at one of its workshops, by name."""
    return db.rows(_PEOPLE, {"programme_id": programme_id, "marked": json.dumps(list(marked))})


def marks_at(db: Database, workshop_id: str) -> list[Row]:
    """Every mark of a workshop: person, status, arrived, left, minutes decided, note."""
    return db.rows(_MARKS_AT, (workshop_id,))


def last_marks(db: Database, workshop_id: str, limit: int) -> list[Row]:
    """The latest marks of a workshop, newest first."""
    return db.rows(_LAST_MARKS, (workshop_id, limit))


def heads(db: Database, workshop_ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """Heads without a name by workshop and band; every workshop named has an entry."""
    found: dict[str, dict[str, int]] = {workshop_id: {} for workshop_id in workshop_ids}
    for row in db.rows("SELECT workshop_id, band, heads FROM head_count ORDER BY band"):
        if row["workshop_id"] in found:
            found[row["workshop_id"]][row["band"]] = row["heads"]
    return found


def unfinished_registers(db: Database, since: date, until: date) -> list[Row]:
    """Workshops of days from `since` to before `until` with people enrolled who are not marked."""
    return db.rows(_REGISTERS, {"since": since.isoformat(), "until": until.isoformat()})


def mark_row(db: Database, workshop_id: str, participant_id: str) -> tuple[str, Row | None]:
    """A person's name and the row of their mark, if there is one.

    Raises `NotFound` ("participant-unknown").
    """
    row = db.row(_MARK, (workshop_id, participant_id))
    if row is None:
        raise NotFound("participant-unknown", id=participant_id)
    return row["name"], None if row["id"] is None else row


def marked(row: Row | None) -> Marked | None:
    """The mark of a row, for the rules."""
    if row is None:
        return None
    return Marked(
        row["status_key"],
        bool(row["in_room"]),
        moment(row["arrived_at"]),
        moment(row["left_at"]),
    )


def take_sequence(db: Database, count: int = 1) -> int:
    """The first of `count` numbers that no mark had before; inside an action.

    They follow from the action's own number, so that none is given twice and the order of marks
    never depends on a clock.
    """
    return db.take_numbers(count)


def put_mark(
    db: Database,
    workshop_id: str,
    participant_id: str,
    mark: Marked,
    *,
    status_id: str,
    now: datetime,
    row_id: str | None,
    **more: object,
) -> int:
    """Write a mark inside an action: a new row, or the row `row_id`. Returns its sequence."""
    sequence = take_sequence(db)
    values: dict[str, object] = {
        "status_id": status_id,
        "arrived_at": stamp(mark.arrived_at),
        "left_at": stamp(mark.left_at),
        "recorded_at": to_stamp(now),
        "sequence": sequence,
        **more,
    }
    if row_id is None:
        values |= {"id": new_id(), "workshop_id": workshop_id, "participant_id": participant_id}
        db.insert("attendance", values)
    else:
        db.update("attendance", row_id, values)
    return sequence


def insert_marks(
    db: Database,
    workshop_id: str,
    participant_ids: Sequence[str],
    *,
    status_id: str,
    now: datetime,
) -> None:
    """Mark many people who have no mark yet, without times; inside an action."""
    first = take_sequence(db, len(participant_ids))
    recorded_at = to_stamp(now)
    rows: Iterable[tuple[object, ...]] = (
        (new_id(), workshop_id, key, status_id, recorded_at, sequence)
        for sequence, key in enumerate(participant_ids, first)
    )
    db.write_many(
        "INSERT INTO attendance (id, workshop_id, participant_id, status_id, recorded_at, sequence)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        rows,
    )


def put_heads(db: Database, workshop_id: str, band: str, count: int) -> None:
    """Set the heads of a band inside an action; none removes the row."""
    row_id = db.value(
        "SELECT id FROM head_count WHERE workshop_id = ? AND band = ?", (workshop_id, band)
    )
    if count == 0:
        if row_id is not None:
            db.delete("head_count", row_id)
    elif row_id is None:
        db.insert(
            "head_count",
            {"id": new_id(), "workshop_id": workshop_id, "band": band, "heads": count},
        )
    else:
        db.update("head_count", row_id, {"heads": count})


def stamp(when: datetime | None) -> str | None:
    """A moment as it is stored."""
    return None if when is None else to_stamp(when)
