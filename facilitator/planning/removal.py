"""Taking plans away with all that hangs on them: an activity, a workshop, the sample programme.

The schema has no cascades, so that nothing personal ever goes silently; what goes with what is
said here. Everything runs inside the caller's action, in an order that leaves no reference open.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from facilitator.storage import Database

_STEPS_OF = (
    "SELECT step.id FROM activity AS step JOIN track ON track.id = step.track_id"
    " WHERE track.activity_id IN (SELECT value FROM json_each(:ids))"
)

# Venues that a plan uses through one of their rooms.
_VENUES_BY_ROOM = (
    "SELECT room.venue_id FROM room WHERE room.id IN"
    " (SELECT room_id FROM workshop UNION SELECT room_id FROM activity"
    " UNION SELECT room_id FROM track)"
)

# Rows of a workshop that are records of what happened: with any of these it is not deleted alone.
_RECORDS = ("attendance", "observation", "head_count", "run", "run_note", "wrap_up")

# Children first. Each names the workshops in :ids.
_WITH_WORKSHOPS = (
    (
        "UPDATE observation SET activity_id = NULL, workshop_id = NULL WHERE workshop_id IN"
        " (SELECT value FROM json_each(:ids)) AND programme_id IS NOT NULL"
        " AND programme_id NOT IN (SELECT value FROM json_each(:programmes))"
    ),
    "DELETE FROM observation WHERE workshop_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM attendance WHERE workshop_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM head_count WHERE workshop_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM handover WHERE workshop_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM workshop_cohort WHERE workshop_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM run_note WHERE workshop_id IN (SELECT value FROM json_each(:ids))",
    (
        "DELETE FROM run_event WHERE run_id IN"
        " (SELECT id FROM run WHERE workshop_id IN (SELECT value FROM json_each(:ids)))"
    ),
    "DELETE FROM run WHERE workshop_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM packed_material WHERE workshop_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM extra_material WHERE workshop_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM task WHERE workshop_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM wrap_up WHERE workshop_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM workshop_team WHERE workshop_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM workshop_skill WHERE workshop_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM workshop_outcome WHERE workshop_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM dismissed_hint WHERE place_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM workshop WHERE id IN (SELECT value FROM json_each(:ids))",
)

_WITH_PROGRAMMES = (
    (
        "DELETE FROM rule_signatory WHERE rule_id IN (SELECT id FROM certificate_rule"
        " WHERE programme_id IN (SELECT value FROM json_each(:ids)))"
    ),
    # The register outlives a programme; only the sample's certificates were never anybody's.
    (
        "UPDATE certificate SET programme_id = NULL, rule_id = NULL WHERE programme_id IN"
        " (SELECT id FROM programme WHERE is_sample = 0"
        " AND id IN (SELECT value FROM json_each(:ids)))"
    ),
    (
        "DELETE FROM print_item WHERE certificate_id IN (SELECT id FROM certificate"
        " WHERE programme_id IN (SELECT value FROM json_each(:ids)))"
    ),
    (
        "UPDATE print_batch SET programme_id = NULL WHERE programme_id IN"
        " (SELECT id FROM programme WHERE is_sample = 0"
        " AND id IN (SELECT value FROM json_each(:ids)))"
    ),
    "DELETE FROM print_batch WHERE programme_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM certificate WHERE programme_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM certificate_choice WHERE programme_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM accepted_finding WHERE programme_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM award_override WHERE programme_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM certificate_rule WHERE programme_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM self_check WHERE programme_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM observation WHERE programme_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM absence_contact WHERE programme_id IN (SELECT value FROM json_each(:ids))",
    (
        "DELETE FROM cohort_member WHERE cohort_id IN (SELECT id FROM cohort"
        " WHERE programme_id IN (SELECT value FROM json_each(:ids)))"
    ),
    "DELETE FROM cohort WHERE programme_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM enrolment WHERE programme_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM task WHERE programme_id IN (SELECT value FROM json_each(:ids))",
    (
        "DELETE FROM outcome_skill WHERE outcome_id IN (SELECT id FROM learning_outcome"
        " WHERE programme_id IN (SELECT value FROM json_each(:ids)))"
    ),
    "DELETE FROM learning_outcome WHERE programme_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM packed_material WHERE programme_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM extra_material WHERE programme_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM programme_skill WHERE programme_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM programme_team WHERE programme_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM programme_partner WHERE programme_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM dismissed_hint WHERE place_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM programme WHERE id IN (SELECT value FROM json_each(:ids))",
)

_WITH_PEOPLE = (
    "DELETE FROM consent WHERE participant_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM guardian WHERE participant_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM participant_contact WHERE participant_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM participant WHERE id IN (SELECT value FROM json_each(:ids))",
)


def has_records(db: Database, workshop_id: str) -> bool:
    """Whether anything happened at a workshop that its plan alone does not hold."""
    return any(
        db.value(f"SELECT 1 FROM {table} WHERE workshop_id = ? LIMIT 1", (workshop_id,))  # noqa: S608
        for table in _RECORDS
    )


def remove_activities(db: Database, ids: Sequence[str]) -> None:
    """Activities with their tracks, steps, aims and materials; observations keep all but the
    mention of the activity.
    """
    steps = [row["id"] for row in db.rows(_STEPS_OF, {"ids": json.dumps(ids)})]
    everything = {"ids": json.dumps([*ids, *steps])}
    for sql in (
        (
            "UPDATE observation SET activity_id = NULL"
            " WHERE activity_id IN (SELECT value FROM json_each(:ids))"
        ),
        "DELETE FROM activity_skill WHERE activity_id IN (SELECT value FROM json_each(:ids))",
        "DELETE FROM activity_material WHERE activity_id IN (SELECT value FROM json_each(:ids))",
        "DELETE FROM dismissed_hint WHERE place_id IN (SELECT value FROM json_each(:ids))",
    ):
        db.write(sql, everything)
    _delete_by_id(db, "activity", steps)
    db.write(
        "DELETE FROM track WHERE activity_id IN (SELECT value FROM json_each(:ids))", everything
    )
    _delete_by_id(db, "activity", ids)


def remove_track(db: Database, track_id: str) -> None:
    """A parallel group's track with its steps."""
    rows = db.rows("SELECT id FROM activity WHERE track_id = ?", (track_id,))
    remove_activities(db, [row["id"] for row in rows])
    db.delete("track", track_id)


def remove_workshops(db: Database, ids: Sequence[str], programme_ids: Sequence[str] = ()) -> None:
    """Workshops with everything that hangs on them. Observations made there for a programme that
    is not one of `programme_ids` stay with that programme.
    """
    named = {"ids": json.dumps(ids), "programmes": json.dumps(programme_ids)}
    rows = db.rows(
        "SELECT id FROM activity WHERE track_id IS NULL"
        " AND workshop_id IN (SELECT value FROM json_each(:ids))",
        named,
    )
    remove_activities(db, [row["id"] for row in rows])
    for sql in _WITH_WORKSHOPS:
        db.write(sql, named if ":programmes" in sql else {"ids": named["ids"]})


def remove_programmes(db: Database, ids: Sequence[str]) -> None:
    """Programmes with their workshops and everything that hangs on them, people apart."""
    named = {"ids": json.dumps(ids)}
    held = db.rows(
        "SELECT id FROM workshop WHERE programme_id IN (SELECT value FROM json_each(:ids))", named
    )
    remove_workshops(db, [row["id"] for row in held], ids)
    for sql in _WITH_PROGRAMMES:
        db.write(sql, named)


def remove_sample_rows(db: Database) -> int:
    """Every row of the sample programmes, and of people, team, venues, partners, signatories and
    materials that came with them where nothing of one's own uses them. How many programmes went.

    Methods and the skill framework stay: they came with the product, not with the sample. Serial
    numbers of sample certificates are not given again.
    """
    rows = db.rows("SELECT id FROM programme WHERE is_sample = 1")
    programmes = [row["id"] for row in rows]
    if not programmes:
        return 0
    remove_programmes(db, programmes)
    _remove_unused_people(db)
    # In this order: a venue may go once its programme has, a team member once no signatory is one.
    for table in ("signatory", "team_member", "partner", "material"):
        _delete_by_id(db, table, _unused(db, table))
    in_use = {row["venue_id"] for row in db.rows(_VENUES_BY_ROOM)}
    venues = [venue for venue in _unused(db, "venue", apart_from=("room",)) if venue not in in_use]
    db.write(
        "DELETE FROM room WHERE venue_id IN (SELECT value FROM json_each(?))", (json.dumps(venues),)
    )
    _delete_by_id(db, "venue", venues)
    return len(programmes)


def _remove_unused_people(db: Database) -> None:
    own = ("consent", "guardian", "participant_contact")
    people = _unused(db, "participant", apart_from=own)
    for sql in _WITH_PEOPLE:
        db.write(sql, {"ids": json.dumps(people)})


def _unused(db: Database, table: str, *, apart_from: Iterable[str] = ()) -> list[str]:
    """Rows that came as seed and that no other row refers to any more, by the file's own schema."""
    references = db.rows(
        'SELECT tables.name, keys."from" AS field FROM main.sqlite_schema AS tables'
        " JOIN pragma_foreign_key_list(tables.name) AS keys"
        " WHERE tables.type = 'table' AND keys.\"table\" = ?",
        (table,),
    )
    unused = "".join(
        f" AND NOT EXISTS (SELECT 1 FROM {row['name']} AS tied"  # noqa: S608
        f' WHERE tied."{row["field"]}" = {table}.id)'
        for row in references
        if row["name"] not in frozenset(apart_from)
    )
    rows = db.rows(f"SELECT id FROM {table} WHERE seed_key IS NOT NULL{unused}")  # noqa: S608
    return [row["id"] for row in rows]


def _delete_by_id(db: Database, table: str, ids: Sequence[str]) -> None:
    db.write(
        f"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608
        (json.dumps(ids),),
    )
