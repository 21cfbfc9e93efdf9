"""Materials by their labels, and how much of one is usually put down. In the caller's action."""

from __future__ import annotations

from collections.abc import Iterable

from facilitator.ids import new_id
from facilitator.people.folding import fold
from facilitator.planning import fields
from facilitator.storage import Database


def materials_of_method(
    db: Database, method_id: str, labels: Iterable[str]
) -> list[tuple[str, int, str]]:
    """What an activity made from a method needs: (material id, quantity, per) for each label.

    A material of that label (however it is spelled) is taken, else made. The library does not say
    how many: as many as the last activity from this method, else the last activity at all, put
    down of it; one for the workshop where none ever did.
    """
    known: dict[str, str] = {}
    for row in db.rows("SELECT id, label FROM material ORDER BY id"):
        known.setdefault(fold(row["label"]), row["id"])
    needs: list[tuple[str, int, str]] = []
    for label in labels:
        if fold(label) not in known:
            known[fold(label)] = new_id()
            values = {"id": known[fold(label)], "label": fields.title("label", label)}
            db.insert("material", values)
        needs.append(_last_use(db, known[fold(label)], method_id))
    return list(dict.fromkeys(needs))


def labels_of_activity(db: Database, activity_id: str) -> list[str]:
    """What an activity and the steps of its parallel groups need, each label once."""
    rows = db.rows(
        "SELECT material.label FROM activity_material"
        " JOIN material ON material.id = activity_material.material_id"
        " WHERE activity_material.activity_id = :id OR activity_material.activity_id IN"
        " (SELECT step.id FROM activity AS step JOIN track ON track.id = step.track_id"
        " WHERE track.activity_id = :id) ORDER BY activity_material.id",
        {"id": activity_id},
    )
    return list(dict.fromkeys(row["label"] for row in rows))


def _last_use(db: Database, material_id: str, method_id: str) -> tuple[str, int, str]:
    row = db.row(
        "SELECT activity_material.quantity, activity_material.per FROM activity_material"
        " JOIN activity ON activity.id = activity_material.activity_id"
        " WHERE activity_material.material_id = :material"
        " ORDER BY activity.method_id IS :method DESC, activity_material.id DESC LIMIT 1",
        {"material": material_id, "method": method_id},
    )
    return (material_id, 1, "session") if row is None else (material_id, row[0], row[1])
