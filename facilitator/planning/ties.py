"""What plans are tied to: skills, team, partners, outcomes, materials. In the caller's action.

Each function leaves alone what it is given None for, and refuses keys that are not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from facilitator.errors import Refused
from facilitator.ids import new_id
from facilitator.planning import fields
from facilitator.planning.kit import PERS
from facilitator.planning.links import Link, replace_links
from facilitator.planning.model import SkillAim
from facilitator.planning.store import require
from facilitator.storage import Database


def tie_programme(
    db: Database,
    programme_id: str,
    skills: Sequence[str] | None,
    team: Sequence[str] | None,
    partners: Sequence[tuple[str, str]] | None,
    outcomes: Sequence[str] | None,
) -> None:
    """Skills and team by id, partners as (id, role), outcomes as texts."""
    where = {"programme_id": programme_id}
    if skills is not None:
        replace_links(db, "programme_skill", where, _links(db, "skill", skills))
    if team is not None:
        replace_links(db, "programme_team", where, _links(db, "team_member", team))
    if partners is not None:
        replace_links(db, "programme_partner", where, _with_roles(db, "partner", partners))
    if outcomes is not None:
        _set_outcomes(db, programme_id, [fields.written("outcomes", text) for text in outcomes])


def tie_workshop(
    db: Database,
    workshop_id: str,
    team: Sequence[tuple[str, str]] | None,
    skills: Sequence[str] | None,
    outcome_ids: Sequence[str] | None,
) -> None:
    """Team as (id, role), skills and outcomes by id."""
    where = {"workshop_id": workshop_id}
    if team is not None:
        replace_links(db, "workshop_team", where, _with_roles(db, "team_member", team))
    if skills is not None:
        replace_links(db, "workshop_skill", where, _links(db, "skill", skills))
    if outcome_ids is not None:
        links = _links(db, "learning_outcome", outcome_ids, column="outcome_id")
        replace_links(db, "workshop_outcome", where, links)


def tie_activity(
    db: Database,
    activity_id: str,
    skills: Sequence[SkillAim] | None,
    materials: Sequence[tuple[str, int, str]] | None,
) -> None:
    """Skills as aims, materials as (id, quantity, per)."""
    where = {"activity_id": activity_id}
    if skills is not None:
        _require_all(db, "skill", (aim.skill_id for aim in skills))
        _require_all(db, "indicator", (aim.indicator_id for aim in skills))
        aims = [
            Link({"skill_id": aim.skill_id, "indicator_id": aim.indicator_id})
            for aim in dict.fromkeys(skills)
        ]
        replace_links(db, "activity_skill", where, aims)
    if materials is not None:
        quantities = _quantities(materials)
        _require_all(db, "material", (material_id for material_id, _ in quantities))
        uses = [
            Link({"material_id": material_id, "per": per}, {"quantity": quantity})
            for (material_id, per), quantity in quantities.items()
        ]
        replace_links(db, "activity_material", where, uses)


def tie_method(db: Database, method_id: str, skill_ids: Sequence[str]) -> None:
    """Skills by id, the main one first."""
    _require_all(db, "skill", skill_ids)
    links = [
        Link({"skill_id": skill_id}, {"main": int(number == 0)})
        for number, skill_id in enumerate(dict.fromkeys(skill_ids))
    ]
    replace_links(db, "method_skill", {"method_id": method_id}, links)


def _links(db: Database, table: str, keys: Sequence[str], *, column: str = "") -> list[Link]:
    _require_all(db, table, keys)
    return [Link({column or f"{table}_id": key}) for key in dict.fromkeys(keys)]


def _with_roles(db: Database, table: str, pairs: Sequence[tuple[str, str]]) -> list[Link]:
    roles = dict(pairs)
    _require_all(db, table, roles)
    return [
        Link({f"{table}_id": key}, {"role": fields.line("role", role)})
        for key, role in roles.items()
    ]


def _set_outcomes(db: Database, programme_id: str, texts: Sequence[str]) -> None:
    """Outcomes of the same text stay (with their skills); the others go and come."""
    rows = db.rows("SELECT id, text FROM learning_outcome WHERE programme_id = ?", (programme_id,))
    known = {row["text"]: row["id"] for row in rows}
    for text, outcome_id in known.items():
        if text not in texts:
            db.write("DELETE FROM outcome_skill WHERE outcome_id = ?", (outcome_id,))
            db.write("DELETE FROM workshop_outcome WHERE outcome_id = ?", (outcome_id,))
            db.delete("learning_outcome", outcome_id)
    for position, text in enumerate(dict.fromkeys(texts)):
        if text in known:
            db.update("learning_outcome", known[text], {"position": position})
        else:
            values = {"id": new_id(), "programme_id": programme_id, "text": text}
            db.insert("learning_outcome", {**values, "position": position})


def _quantities(materials: Sequence[tuple[str, int, str]]) -> dict[tuple[str, str], int]:
    """(material id, per) to quantity; the same thing named twice adds up."""
    check = fields.whole(1, 100_000, "quantity-out-of-range")
    totals: dict[tuple[str, str], int] = {}
    for material_id, quantity, per in materials:
        check("quantity", quantity)
        if per not in PERS:
            raise Refused("per-unknown", value=per)
        totals[material_id, per] = totals.get((material_id, per), 0) + quantity
    return totals


def _require_all(db: Database, table: str, keys: Iterable[str | None]) -> None:
    for key in keys:
        if key is not None:
            require(db, table, key)
