"""Makes plan packages: a workshop or a programme to hand on, without anything about people.

Only named columns of the plan are taken; who leads becomes a role; places, partners, funders,
people, marks, notes and ratings are never read. Texts that people wrote are cleaned of the names
the workbook knows (`name_scrub`).

Neighbours: `plan_package_format` (the file), `plan_unpack` (takes it in).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facilitator.errors import NotFound
from facilitator.exchange.name_scrub import NameScrub, roles_of
from facilitator.exchange.plan_package_format import (
    ACTIVITY_FIELDS,
    FLAGS,
    LISTS,
    METHOD_FIELDS,
    MOMENTS,
    PROGRAMME_FIELDS,
    TASK_FIELDS,
    TRACK_FIELDS,
    WORKSHOP_FIELDS,
    write_package,
)
from facilitator.planning.library import steps_from_text
from facilitator.storage import Database, Row

Json = Any

# Values that are codes or moments, never a person's words.
_NO_WORDS = frozenset(
    {"id", "kind", "starts_local", "time_zone", "energy", "preparation", "phase", "seed_key",
     "lead", "method", "skills", "outcomes", "roles"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MadePackage:
    """What went into a package.

    `mentions`: words in its texts that are part of the name of somebody the workbook knows, to be
    looked at before it is handed on.
    """

    title: str
    workshops: int
    activities: int
    methods: int
    materials: int
    mentions: tuple[str, ...]


def pack_workshop(
    database: Database, workshop_id: str, out: Path, hide: Iterable[str] = ()
) -> MadePackage:
    """Write one workshop's plan as a package. `hide`: words to be left out of its texts."""
    with database.snapshot():
        plan = _Packer(database).plan(None, [workshop_id])
        scrub = NameScrub(database, hide)
    return _write(out, "workshop", plan, scrub)


def pack_programme(
    database: Database, programme_id: str, out: Path, hide: Iterable[str] = ()
) -> MadePackage:
    """Write a programme with the plans of all its workshops as a package."""
    with database.snapshot():
        rows = database.rows(
            "SELECT workshop.id FROM workshop"
            " JOIN programme ON programme.id = workshop.programme_id"
            " AND workshop.is_template = programme.is_template WHERE programme.id = ?"
            " ORDER BY workshop.position, workshop.starts_local, workshop.id",
            (programme_id,),
        )
        plan = _Packer(database).plan(programme_id, [row["id"] for row in rows])
        scrub = NameScrub(database, hide)
    return _write(out, "programme", plan, scrub)


def plan_of_workshop(database: Database, workshop_id: str) -> Json:
    """What a package of this workshop would hold, names and all: for comparing."""
    return _Packer(database).plan(None, [workshop_id])


def _write(out: Path, kind: str, plan: Json, scrub: NameScrub) -> MadePackage:
    texts: list[str] = []

    def heard(text: str) -> str:
        texts.append(text)
        return text

    _worded(plan, heard)
    scrub.prepare(texts)
    clean = _worded(plan, scrub.clean)
    home = clean["programme"] or clean["workshops"][0]
    workshops = clean["workshops"]
    made = MadePackage(
        title=home["fields"]["title"],
        workshops=len(workshops),
        activities=sum(len(workshop["activities"]) for workshop in workshops),
        methods=len(clean["methods"]),
        materials=len(clean["materials"]),
        mentions=tuple(sorted(scrub.mentions)),
    )
    counts = {
        "workshops": made.workshops,
        "activities": made.activities,
        "methods": made.methods,
        "materials": made.materials,
    }
    write_package(out, kind, made.title, clean, counts)
    return made


def _worded(value: Json, work: Callable[[str], str], name: str = "") -> Json:
    """The same with every text that a person wrote put through `work`."""
    if isinstance(value, dict):
        return {key: _worded(each, work, key) for key, each in value.items()}
    if isinstance(value, list):
        if name == "materials" and value and isinstance(value[0], list):
            return value
        return [
            each
            if name in _NO_WORDS and isinstance(each, str | list)
            else _worded(each, work, name)
            for each in value
        ]
    return work(value) if isinstance(value, str) and name not in _NO_WORDS else value


class _Packer:
    """Reads the rows of plans, remembering which methods and materials they use."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._methods: dict[str, None] = {}
        self._materials: dict[str, None] = {}
        self._skills = self._keys("SELECT id, key FROM skill")
        self._indicators = self._keys("SELECT id, key FROM indicator")

    def plan(self, programme_id: str | None, workshop_ids: Iterable[str]) -> Json:
        """Everything of these workshops; what belongs to a programme only with it."""
        whole = programme_id is not None
        workshops = [self._workshop(key, with_outcomes=whole) for key in workshop_ids]
        programme = None if programme_id is None else self._programme(programme_id)
        return {
            "programme": programme,
            "workshops": workshops,
            "methods": [self._method(key) for key in self._methods],
            "materials": [self._material(key) for key in self._materials],
        }

    def _programme(self, programme_id: str) -> Json:
        row = self._row("programme", programme_id)
        outcomes = self._database.rows(
            "SELECT id, text FROM learning_outcome WHERE programme_id = ? ORDER BY position, id",
            (programme_id,),
        )
        return {
            "id": row["id"],
            "fields": _fields(row, PROGRAMME_FIELDS),
            "skills": self._skills_of("programme_skill", "programme_id", programme_id),
            "outcomes": [
                {
                    "id": outcome["id"],
                    "text": outcome["text"],
                    "skills": self._skills_of("outcome_skill", "outcome_id", outcome["id"]),
                }
                for outcome in outcomes
            ],
            "tasks": self._tasks("programme_id", programme_id),
        }

    def _workshop(self, workshop_id: str, *, with_outcomes: bool) -> Json:
        row = self._row("workshop", workshop_id)
        roles = self._roles(workshop_id)
        outcomes = self._database.rows(
            "SELECT outcome_id FROM workshop_outcome WHERE workshop_id = ? ORDER BY id",
            (workshop_id,),
        )
        tops = self._database.rows(
            "SELECT * FROM activity WHERE workshop_id = ? AND track_id IS NULL"
            " ORDER BY position, id",
            (workshop_id,),
        )
        return {
            "id": row["id"],
            "fields": _fields(row, WORKSHOP_FIELDS),
            "skills": self._skills_of("workshop_skill", "workshop_id", workshop_id),
            "outcomes": [each["outcome_id"] for each in outcomes] if with_outcomes else [],
            "tasks": self._tasks("workshop_id", workshop_id),
            "roles": list(roles.values()),
            "activities": [self._activity(each, roles) for each in tops],
        }

    def _roles(self, workshop_id: str) -> Mapping[str, str]:
        """Everybody who is named in the plan, by role."""
        rows = self._database.rows(
            "SELECT team_member.id, team_member.role FROM team_member WHERE id IN"
            " (SELECT team_member_id FROM workshop_team WHERE workshop_id = :id"
            " UNION SELECT lead_id FROM activity WHERE workshop_id = :id"
            " UNION SELECT team_member_id FROM track JOIN activity"
            " ON activity.id = track.activity_id WHERE activity.workshop_id = :id)"
            " ORDER BY team_member.role, team_member.id",
            {"id": workshop_id},
        )
        return roles_of((row["id"], row["role"]) for row in rows)

    def _activity(self, row: Row, roles: Mapping[str, str]) -> Json:
        aims = self._database.rows(
            "SELECT skill_id, indicator_id FROM activity_skill WHERE activity_id = ? ORDER BY id",
            (row["id"],),
        )
        uses = self._database.rows(
            "SELECT material_id, quantity, per FROM activity_material WHERE activity_id = ?"
            " ORDER BY id",
            (row["id"],),
        )
        tracks = self._database.rows(
            "SELECT * FROM track WHERE activity_id = ? ORDER BY position, id", (row["id"],)
        )
        self._materials |= {use["material_id"]: None for use in uses}
        if row["method_id"] is not None:
            self._methods[row["method_id"]] = None
        return {
            "id": row["id"],
            "fields": _fields(row, ACTIVITY_FIELDS),
            "lead": roles.get(row["lead_id"], ""),
            "method": row["method_id"],
            "skills": [
                [self._skills[aim["skill_id"]], self._indicators.get(aim["indicator_id"])]
                for aim in aims
            ],
            "materials": [[use["material_id"], use["quantity"], use["per"]] for use in uses],
            "tracks": [self._track(track, roles) for track in tracks],
        }

    def _track(self, row: Row, roles: Mapping[str, str]) -> Json:
        steps = self._database.rows(
            "SELECT * FROM activity WHERE track_id = ? ORDER BY position, id", (row["id"],)
        )
        return {
            "id": row["id"],
            "fields": _fields(row, TRACK_FIELDS),
            "lead": roles.get(row["team_member_id"], ""),
            "steps": [self._activity(step, roles) for step in steps],
        }

    def _method(self, method_id: str) -> Json:
        row = self._row("method", method_id)
        shipped = row["seed_key"] is not None and not row["own"]
        skills = self._database.rows(
            "SELECT skill_id FROM method_skill WHERE method_id = ? ORDER BY main DESC, id",
            (method_id,),
        )
        steps = steps_from_text(row["steps"])
        return {
            "id": row["id"],
            "seed_key": row["seed_key"] if shipped else "",
            "title": row["title"],
            "fields": None if shipped else _fields(row, METHOD_FIELDS),
            "steps": []
            if shipped
            else [{"seconds": step.seconds, "text": step.text} for step in steps],
            "skills": [self._skills[each["skill_id"]] for each in skills],
        }

    def _material(self, material_id: str) -> Json:
        row = self._row("material", material_id)
        return {
            "id": row["id"],
            "label": row["label"],
            "unit": row["unit"],
            "reusable": bool(row["reusable"]),
        }

    def _tasks(self, owner: str, key: str) -> list[Json]:
        # The name of the column is ours.
        rows = self._database.rows(
            f"SELECT phase, due, text, role FROM task WHERE {owner} = ?"  # noqa: S608
            " ORDER BY phase, position, id",
            (key,),
        )
        return [_fields(row, TASK_FIELDS) for row in rows]

    def _skills_of(self, table: str, owner: str, key: str) -> list[str]:
        # Names of tables and columns are ours.
        rows = self._database.rows(
            f"SELECT skill_id FROM {table} WHERE {owner} = ? ORDER BY id",  # noqa: S608
            (key,),
        )
        return [self._skills[row["skill_id"]] for row in rows]

    def _row(self, table: str, key: str) -> Row:
        row = self._database.row(f"SELECT * FROM {table} WHERE id = ?", (key,))  # noqa: S608
        if row is None:
            raise NotFound("not-found", table=table, key=key)
        return row

    def _keys(self, sql: str) -> dict[str, str]:
        return {row["id"]: row["key"] for row in self._database.rows(sql)}


def _fields(row: Row, names: Iterable[str]) -> dict[str, object]:
    made: dict[str, object] = {}
    for name in names:
        value = row[name]
        if name in FLAGS:
            value = bool(value)
        elif name in LISTS or (name in MOMENTS and value is not None):
            value = json.loads(value)
        made[name] = value
    return made
