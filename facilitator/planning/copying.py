"""Copies of plans: never of what happened. Runs inside the caller's action."""

from __future__ import annotations

from collections.abc import Mapping

from facilitator.ids import new_id
from facilitator.storage import Database, Row


def copy_plan(db: Database, workshop_id: str, changes: Mapping[str, object]) -> str:
    """A workshop's plan as a new workshop, with other columns as `changes` say; gives its id.

    What is copied: fields, team, skills, outcomes, activities with aims, materials and parallel
    groups, tasks (not their ticks). The copy is planned, whatever became of the original.
    """
    row = db.rows("SELECT * FROM workshop WHERE id = ?", (workshop_id,))[0]
    copied = _inserted(db, "workshop", row, {"status": "planned", **changes})
    for table in ("workshop_team", "workshop_skill", "workshop_outcome"):
        _copy_children(db, table, "workshop_id", workshop_id, copied)
    _copy_children(db, "task", "workshop_id", workshop_id, copied, {"done_at": None})
    tops = db.rows(
        "SELECT id FROM activity WHERE workshop_id = ? AND track_id IS NULL ORDER BY position, id",
        (workshop_id,),
    )
    for position, top in enumerate(tops):
        copy_activity(db, top["id"], {"workshop_id": copied, "position": position})
    return copied


def copy_activity(db: Database, activity_id: str, changes: Mapping[str, object]) -> str:
    """An activity with aims, materials and parallel groups; gives the id of the copy."""
    row = db.rows("SELECT * FROM activity WHERE id = ?", (activity_id,))[0]
    copied = _inserted(db, "activity", row, changes)
    for table in ("activity_skill", "activity_material"):
        _copy_children(db, table, "activity_id", activity_id, copied)
    tracks = db.rows(
        "SELECT * FROM track WHERE activity_id = ? ORDER BY position, id", (activity_id,)
    )
    for track in tracks:
        new_track = _inserted(db, "track", track, {"activity_id": copied})
        steps = db.rows(
            "SELECT id FROM activity WHERE track_id = ? ORDER BY position, id", (track["id"],)
        )
        for step in steps:
            home = {key: changes[key] for key in ("workshop_id",) if key in changes}
            copy_activity(db, step["id"], {**home, "track_id": new_track})
    return copied


def _copy_children(
    db: Database,
    table: str,
    owner: str,
    old_owner: str,
    new_owner: str,
    changes: Mapping[str, object] | None = None,
) -> None:
    # Names of tables and columns come from this module.
    rows = db.rows(f"SELECT * FROM {table} WHERE {owner} = ? ORDER BY id", (old_owner,))  # noqa: S608
    for row in rows:
        _inserted(db, table, row, {owner: new_owner, **(changes or {})})


def _inserted(db: Database, table: str, row: Row, changes: Mapping[str, object]) -> str:
    copied = new_id()
    values = {**dict(row), **changes, "id": copied}
    if "seed_key" in values:
        values["seed_key"] = None
    db.insert(table, values)
    return copied
