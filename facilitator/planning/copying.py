"""Copies of plans: never of what happened. Runs inside the caller's action."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from facilitator.ids import new_id
from facilitator.planning import fields
from facilitator.planning.timing import MAX_LOCK_SECONDS
from facilitator.storage import Database, Row


def copy_plan(
    db: Database,
    workshop_id: str,
    changes: Mapping[str, object],
    *,
    outcomes: Mapping[str, str] | None = None,
) -> str:
    """A workshop's plan as a new workshop, with other columns as `changes` say; gives its id.

    What is copied: fields, team, skills, outcomes, activities with aims, materials and parallel
    groups, what else to pack, tasks (not their ticks). The copy is planned, whatever became of the
    original. Locked starts move along with the time of day at which it begins. In another programme
    only those outcomes stay for which `outcomes` names the one that takes their place there.
    """
    row = db.rows("SELECT * FROM workshop WHERE id = ?", (workshop_id,))[0]
    values = {**dict(row), "status": "planned", **changes}
    copied = _inserted(db, "workshop", row, {"status": "planned", **changes})
    for table in ("workshop_team", "workshop_skill", "extra_material"):
        _copy_children(db, table, "workshop_id", workshop_id, copied)
    elsewhere = values["programme_id"] != row["programme_id"]
    _copy_outcomes(db, workshop_id, copied, (outcomes or {}) if elsewhere else None)
    place = {"programme_id": values["programme_id"]} if elsewhere else {}
    _copy_tasks(db, workshop_id, copied, place)
    later = _seconds_of_day(values["starts_local"]) - _seconds_of_day(row["starts_local"])
    tops = db.rows(
        "SELECT id FROM activity WHERE workshop_id = ? AND track_id IS NULL ORDER BY position, id",
        (workshop_id,),
    )
    for position, top in enumerate(tops):
        home = {"workshop_id": copied, "position": position}
        copy_activity(db, top["id"], home, locks_later=later)
    return copied


def copy_activity(
    db: Database, activity_id: str, changes: Mapping[str, object], *, locks_later: int = 0
) -> str:
    """An activity with aims, materials and parallel groups; gives the id of the copy.

    Its locked start, and those of its steps, come `locks_later` seconds later; one that this
    would put before its first day or beyond its second is let go.
    """
    row = db.rows("SELECT * FROM activity WHERE id = ?", (activity_id,))[0]
    lock = row["locked_start_seconds"]
    moved = None if lock is None else lock + locks_later
    if moved is not None and not 0 <= moved <= MAX_LOCK_SECONDS:
        moved = None
    copied = _inserted(db, "activity", row, {**changes, "locked_start_seconds": moved})
    for table in ("activity_skill", "activity_material"):
        _copy_children(db, table, "activity_id", activity_id, copied)
    tracks = db.rows(
        "SELECT id FROM track WHERE activity_id = ? ORDER BY position, id", (activity_id,)
    )
    home = {key: changes[key] for key in ("workshop_id",) if key in changes}
    for track in tracks:
        track_changes = {"activity_id": copied}
        copy_track(db, track["id"], track_changes, steps=home, locks_later=locks_later)
    return copied


def copy_track(
    db: Database,
    track_id: str,
    changes: Mapping[str, object],
    *,
    steps: Mapping[str, object] | None = None,
    locks_later: int = 0,
) -> str:
    """A parallel group with its steps, these with `steps` as changes; gives the id of the copy."""
    row = db.rows("SELECT * FROM track WHERE id = ?", (track_id,))[0]
    copied = _inserted(db, "track", row, changes)
    rows = db.rows("SELECT id FROM activity WHERE track_id = ? ORDER BY position, id", (track_id,))
    for step in rows:
        home = {**(steps or {}), "track_id": copied}
        copy_activity(db, step["id"], home, locks_later=locks_later)
    return copied


def copy_programme(
    db: Database,
    programme_id: str,
    changes: Mapping[str, object],
    *,
    days: int = 0,
    workshops: Mapping[str, object] | None = None,
) -> str:
    """A programme with everything planned in it, its workshops `days` later and with other columns
    as `workshops` says; gives its id.

    What is copied: fields, skills, team, partners, outcomes, tasks (not their ticks), the rules
    for certificates with those who sign, workshops as `copy_plan` copies them. Nobody who is
    enrolled, nothing that happened. Raises `Refused` ("date-invalid").
    """
    row = db.rows("SELECT * FROM programme WHERE id = ?", (programme_id,))[0]
    fresh = {"is_sample": 0, "archived_at": None, **changes}
    copied = _inserted(db, "programme", row, fresh)
    template = fresh.get("is_template", row["is_template"])
    for table in ("programme_skill", "programme_team", "programme_partner", "extra_material"):
        _copy_children(db, table, "programme_id", programme_id, copied)
    outcomes: dict[str, str] = {}
    for outcome in _children(db, "learning_outcome", "programme_id", programme_id):
        made = _inserted(db, "learning_outcome", outcome, {"programme_id": copied})
        _copy_children(db, "outcome_skill", "outcome_id", outcome["id"], made)
        outcomes[outcome["id"]] = made
    for rule in _children(db, "certificate_rule", "programme_id", programme_id):
        made = _inserted(db, "certificate_rule", rule, {"programme_id": copied})
        _copy_children(db, "rule_signatory", "rule_id", rule["id"], made)
    for task in _children(db, "task", "programme_id", programme_id):
        if task["workshop_id"] is None:
            _inserted(db, "task", task, {"programme_id": copied, "done_at": None})
    rows = db.rows(
        "SELECT id, starts_local FROM workshop WHERE programme_id = ? AND is_template = ?"
        " ORDER BY position, starts_local, id",
        (programme_id, row["is_template"]),
    )
    for position, workshop in enumerate(rows):
        columns = {
            **(workshops or {}),
            "programme_id": copied,
            "position": position,
            "is_template": template,
            "starts_local": _days_later(workshop["starts_local"], days),
        }
        copy_plan(db, workshop["id"], columns, outcomes=outcomes)
    return copied


def copy_enrolments(db: Database, programme_id: str, copied: str, enrolled_on: date) -> None:
    """Everybody who is in a programme now, enrolled in another from a day on."""
    rows = db.rows(
        "SELECT * FROM enrolment WHERE programme_id = ? AND status = 'active' AND left_on IS NULL"
        " ORDER BY id",
        (programme_id,),
    )
    for row in rows:
        _inserted(
            db,
            "enrolment",
            row,
            {"programme_id": copied, "enrolled_on": enrolled_on.isoformat(), "note": ""},
        )


def _copy_outcomes(
    db: Database, workshop_id: str, copied: str, instead: Mapping[str, str] | None
) -> None:
    for row in _children(db, "workshop_outcome", "workshop_id", workshop_id):
        outcome_id = row["outcome_id"] if instead is None else instead.get(row["outcome_id"])
        if outcome_id is not None:
            changes = {"workshop_id": copied, "outcome_id": outcome_id}
            _inserted(db, "workshop_outcome", row, changes)


def _copy_tasks(db: Database, workshop_id: str, copied: str, place: Mapping[str, object]) -> None:
    for row in _children(db, "task", "workshop_id", workshop_id):
        moved = place if row["programme_id"] is not None else {}
        _inserted(db, "task", row, {"workshop_id": copied, "done_at": None, **moved})


def _copy_children(db: Database, table: str, owner: str, old_owner: str, new_owner: str) -> None:
    for row in _children(db, table, owner, old_owner):
        _inserted(db, table, row, {owner: new_owner})


def _children(db: Database, table: str, owner: str, key: str) -> list[Row]:
    # Names of tables and columns come from this module.
    return db.rows(f"SELECT * FROM {table} WHERE {owner} = ? ORDER BY id", (key,))  # noqa: S608


def _inserted(db: Database, table: str, row: Row, changes: Mapping[str, object]) -> str:
    copied = new_id()
    values = {**dict(row), **changes, "id": copied}
    if "seed_key" in values:
        values["seed_key"] = None
    db.insert(table, values)
    return copied


def _days_later(starts_local: str, days: int) -> str:
    try:
        moved = datetime.fromisoformat(starts_local) + timedelta(days=days)
    except OverflowError:
        moved = datetime.max  # noqa: DTZ901 - a wall time, refused in the next line
    return fields.wall_time("starts_local", moved)


def _seconds_of_day(starts_local: object) -> int:
    moment = datetime.fromisoformat(str(starts_local))
    return moment.hour * 3600 + moment.minute * 60
