"""Takes plan packages in: first what would be new, then all of it as one action.

Rows keep the keys they were made with, so a second import of the same package finds them there and
says so. Methods and materials that the workbook knows are used, others are added; skills are found
by their keys.

Neighbours: `plan_package_format` (the file), `plan_package` (makes it).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from facilitator.errors import Refused
from facilitator.exchange.plan_package import plan_of_workshop
from facilitator.exchange.plan_package_format import checked_plan, read_package
from facilitator.ids import new_id
from facilitator.people.folding import fold
from facilitator.planning import fields
from facilitator.planning.library import index_method, method_search_text
from facilitator.planning.store import require
from facilitator.storage import Database

Json = Any


class PackageState(StrEnum):
    """How a workshop of a package stands to the workbook."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class PackagedWorkshop:
    """A workshop in a package."""

    id: str
    title: str
    starts_local: datetime
    activities: int
    state: PackageState


@dataclass(frozen=True, slots=True)
class PackagePlan:
    """What taking a package in would do. `roles`: who is needed; nobody is assigned by itself."""

    file_name: str
    title: str
    is_programme: bool
    programme_known: bool
    workshops: tuple[PackagedWorkshop, ...]
    methods_new: tuple[str, ...]
    methods_known: int
    materials_new: tuple[str, ...]
    materials_known: int
    skills_missing: tuple[str, ...]
    roles: tuple[str, ...]
    content: Json = field(repr=False, compare=False)

    def in_state(self, state: PackageState) -> int:
        """How many workshops are new, the same, or changed since they came in."""
        return sum(workshop.state is state for workshop in self.workshops)

    @property
    def brings_nothing(self) -> bool:
        """Whether everything is here already."""
        return self.in_state(PackageState.NEW) == 0 and (
            self.programme_known or not self.is_programme
        )

    def as_json(self) -> dict[str, object]:
        """The plan as plain values, for a dry run."""
        return {
            "title": self.title,
            "programme": self.is_programme,
            "programme_known": self.programme_known,
            **{state.value: self.in_state(state) for state in PackageState},
            "workshops": [
                {
                    "id": workshop.id,
                    "title": workshop.title,
                    "starts_local": workshop.starts_local,
                    "activities": workshop.activities,
                    "state": workshop.state.value,
                }
                for workshop in self.workshops
            ],
            "methods_new": list(self.methods_new),
            "methods_known": self.methods_known,
            "materials_new": list(self.materials_new),
            "materials_known": self.materials_known,
            "skills_missing": list(self.skills_missing),
            "roles": list(self.roles),
        }


@dataclass(frozen=True, slots=True)
class UnpackChoices:
    """How a package is to come in.

    `programme_id`: put the workshops into this programme rather than the package's own.
    `first_on`: the first workshop is on this day, the others follow at the same distance.
    `copies`: bring in what is here already once more, as a copy. `team`: role to team member id.
    """

    programme_id: str | None = None
    first_on: date | None = None
    time_zone: str | None = None
    copies: bool = False
    team: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The keys of what came in."""

    programme_id: str | None
    programme_is_new: bool
    workshop_ids: tuple[str, ...]


def plan_package_import(database: Database, path: Path) -> PackagePlan:
    """What taking this package in would do. Refused as `read_package` says; changes nothing."""
    content = read_package(path)
    with database.snapshot():
        known = _KnownHere(database, content)
        programme = content["programme"]
        workshops = tuple(_packaged(database, known, each, content) for each in
                          content["workshops"])  # fmt: skip
        home = programme or content["workshops"][0]
        roles = [role for each in content["workshops"] for role in each["roles"]]
        return PackagePlan(
            file_name=path.name,
            title=home["fields"]["title"],
            is_programme=programme is not None,
            programme_known=programme is not None and known.exists("programme", programme["id"]),
            workshops=workshops,
            methods_new=tuple(
                each["title"] for each in content["methods"]
                if known.methods.get(each["id"]) is None and each["fields"] is not None
            ),
            methods_known=len(known.methods),
            materials_new=tuple(
                each["label"] for each in content["materials"]
                if each["id"] not in known.materials
            ),
            materials_known=len(known.materials),
            skills_missing=tuple(sorted(_skills_in(content) - set(known.skills))),
            roles=tuple(dict.fromkeys(roles)),
            content=content,
        )  # fmt: skip


def import_package(
    database: Database, plan: PackagePlan, choices: UnpackChoices | None = None
) -> Unpacked:
    """Take a package in as one action, or nothing of it.

    Refused: ``package-nothing-new`` when all of it is here and no copy is asked for.
    """
    choices = choices or UnpackChoices()
    if plan.brings_nothing and not choices.copies:
        raise Refused("package-nothing-new", file=plan.file_name)
    with database.action("plan-package-imported", title=plan.title):
        return _Unpacker(database, plan, choices).unpack()


class _KnownHere:
    """What of a package the workbook knows: skills, methods and materials by the package's ids."""

    def __init__(self, database: Database, content: Json) -> None:
        self._database = database
        self.skills = {
            row["key"]: row["id"]
            for row in database.rows(
                "SELECT skill.key, skill.id FROM skill JOIN framework"
                " ON framework.id = skill.framework_id ORDER BY framework.active, skill.id DESC"
            )
        }
        self.indicators = {
            (row["skill_id"], row["key"]): row["id"]
            for row in database.rows("SELECT id, skill_id, key FROM indicator")
        }
        self.methods = self._known_methods(content["methods"])
        self.materials = self._known_materials(content["materials"])

    def exists(self, table: str, key: str) -> bool:
        """Whether a row of this key is here. Names of tables are ours."""
        found = self._database.value(f"SELECT 1 FROM {table} WHERE id = ?", (key,))  # noqa: S608
        return found is not None

    def _known_methods(self, methods: Iterable[Json]) -> dict[str, str]:
        rows = self._database.rows("SELECT id, seed_key, title, kind, own FROM method ORDER BY id")
        ids = {row["id"] for row in rows}
        seeds = {row["seed_key"]: row["id"] for row in rows if row["seed_key"]}
        titles = {(fold(row["title"]), row["kind"]): row["id"] for row in reversed(rows)}
        found: dict[str, str] = {}
        for each in methods:
            key = each["id"] if each["id"] in ids else seeds.get(each["seed_key"])
            if key is None and each["fields"] is not None:
                key = titles.get((fold(each["title"]), each["fields"]["kind"]))
            if key is not None:
                found[each["id"]] = key
        return found

    def _known_materials(self, materials: Iterable[Json]) -> dict[str, str]:
        rows = self._database.rows("SELECT id, label, unit, reusable FROM material ORDER BY id")
        ids = {row["id"] for row in rows}
        alike = {
            (fold(row["label"]), row["unit"], bool(row["reusable"])): row["id"]
            for row in reversed(rows)
        }
        found: dict[str, str] = {}
        for each in materials:
            same = alike.get((fold(each["label"]), each["unit"], each["reusable"]))
            key = each["id"] if each["id"] in ids else same
            if key is not None:
                found[each["id"]] = key
        return found


def _packaged(
    database: Database, known: _KnownHere, workshop: Json, content: Json
) -> PackagedWorkshop:
    state = PackageState.NEW
    if known.exists("workshop", workshop["id"]):
        here = checked_plan(plan_of_workshop(database, workshop["id"]))
        same = _essence(workshop, content, known) == _essence(here["workshops"][0], here, known)
        state = PackageState.SAME if same else PackageState.CHANGED
    return PackagedWorkshop(
        id=workshop["id"],
        title=workshop["fields"]["title"],
        starts_local=datetime.fromisoformat(workshop["fields"]["starts_local"]),
        activities=len(workshop["activities"]),
        state=state,
    )


def _essence(workshop: Json, content: Json, known: _KnownHere) -> Json:
    """What makes a plan the same plan, whichever keys its methods and materials have here, on
    whatever day, whoever leads it.
    """
    labels = {each["id"]: (each["label"], each["unit"]) for each in content["materials"]}
    titles = {each["id"]: each["title"] for each in content["methods"]}

    def of(activity: Json) -> Json:
        return (
            activity["fields"],
            titles.get(activity["method"], ""),
            [aim for aim in activity["skills"] if aim[0] in known.skills],
            [(labels[use[0]], use[1], use[2]) for use in activity["materials"]],
            [(each["fields"], [of(step) for step in each["steps"]]) for each in activity["tracks"]],
        )

    dated = ("starts_local", "time_zone")
    return (
        {name: value for name, value in workshop["fields"].items() if name not in dated},
        sorted(key for key in workshop["skills"] if key in known.skills),
        workshop["tasks"],
        [of(activity) for activity in workshop["activities"]],
    )


def _skills_in(content: Json) -> set[str]:
    """Every skill key that a package mentions."""
    found: set[str] = set()
    programme = content["programme"]
    if programme is not None:
        found.update(programme["skills"])
        found.update(key for outcome in programme["outcomes"] for key in outcome["skills"])
    for workshop in content["workshops"]:
        found.update(workshop["skills"])
        for activity in _all_activities(workshop["activities"]):
            found.update(aim[0] for aim in activity["skills"])
    return found


def _all_activities(activities: Iterable[Json]) -> Iterable[Json]:
    for activity in activities:
        yield activity
        for track in activity["tracks"]:
            yield from track["steps"]


class _Unpacker:
    """Writes the rows, inside the caller's action."""

    def __init__(self, database: Database, plan: PackagePlan, choices: UnpackChoices) -> None:
        self._database = database
        self._plan = plan
        self._choices = choices
        self._content = plan.content
        self._known = _KnownHere(database, plan.content)
        self._outcomes: dict[str, str] = {}
        for member_id in choices.team.values():
            require(database, "team_member", member_id)

    def unpack(self) -> Unpacked:
        self._add_materials()
        self._add_methods()
        programme_id, is_new = self._programme()
        wanted = [
            (workshop, packaged)
            for workshop, packaged in zip(
                self._content["workshops"], self._plan.workshops, strict=True
            )
            if self._choices.copies or not self._known.exists("workshop", workshop["id"])
        ]
        shift = self._shift([packaged for _, packaged in wanted])
        position = self._database.value(
            "SELECT coalesce(max(position) + 1, 0) FROM workshop WHERE programme_id IS ?",
            (programme_id,),
        )
        made = tuple(
            self._workshop(workshop, programme_id, position + number, shift)
            for number, (workshop, _) in enumerate(wanted)
        )
        return Unpacked(programme_id, is_new, made)

    def _shift(self, workshops: Iterable[PackagedWorkshop]) -> timedelta:
        days = [workshop.starts_local.date() for workshop in workshops]
        if self._choices.first_on is None or not days:
            return timedelta(0)
        return self._choices.first_on - min(days)

    # What plans lean on -------------------------------------------------------------------------

    def _add_materials(self) -> None:
        for each in self._content["materials"]:
            if each["id"] not in self._known.materials:
                row = {**each, "reusable": int(each["reusable"])}
                self._database.insert("material", row)
                self._known.materials[each["id"]] = each["id"]

    def _add_methods(self) -> None:
        for each in self._content["methods"]:
            if each["id"] in self._known.methods or each["fields"] is None:
                continue
            steps = json.dumps(each["steps"], ensure_ascii=False)
            row = {"id": each["id"], **each["fields"], "steps": steps, "own": 1}
            row["search_text"] = method_search_text(each["fields"]["title"])
            self._database.insert("method", row)
            for place, key in enumerate(self._skill_ids(each["skills"])):
                self._link("method_skill", method_id=each["id"], skill_id=key, main=int(place == 0))
            index_method(self._database, each["id"])
            self._known.methods[each["id"]] = each["id"]

    def _programme(self) -> tuple[str | None, bool]:
        """The programme that the workshops come to stand in, and whether it was made."""
        programme, chosen = self._content["programme"], self._choices.programme_id
        if chosen is not None:
            require(self._database, "programme", chosen)
            return chosen, False
        if programme is None:
            return None, False
        if self._known.exists("programme", programme["id"]) and not self._choices.copies:
            here = self._database.rows(
                "SELECT id FROM learning_outcome WHERE programme_id = ?", (programme["id"],)
            )
            self._outcomes = {row["id"]: row["id"] for row in here}
            return programme["id"], False
        programme_id = self._free("programme", programme["id"])
        self._database.insert("programme", {"id": programme_id, **programme["fields"]})
        for key in self._skill_ids(programme["skills"]):
            self._link("programme_skill", programme_id=programme_id, skill_id=key)
        for place, outcome in enumerate(programme["outcomes"]):
            outcome_id = self._free("learning_outcome", outcome["id"])
            self._outcomes[outcome["id"]] = outcome_id
            values = {"programme_id": programme_id, "text": outcome["text"], "position": place}
            self._database.insert("learning_outcome", {"id": outcome_id, **values})
            for key in self._skill_ids(outcome["skills"]):
                self._link("outcome_skill", outcome_id=outcome_id, skill_id=key)
        self._tasks(programme["tasks"], programme_id=programme_id)
        return programme_id, True

    # Workshops ----------------------------------------------------------------------------------

    def _workshop(
        self, workshop: Json, programme_id: str | None, position: int, shift: timedelta
    ) -> str:
        workshop_id = self._free("workshop", workshop["id"])
        row = dict(workshop["fields"])
        starts = datetime.fromisoformat(row["starts_local"]) + shift
        row["starts_local"] = fields.wall_time("starts_local", starts)
        if self._choices.time_zone is not None:
            row["time_zone"] = fields.time_zone("time_zone", self._choices.time_zone)
        keys = {"id": workshop_id, "programme_id": programme_id, "position": position}
        self._database.insert("workshop", {**keys, **row})
        for key in self._skill_ids(workshop["skills"]):
            self._link("workshop_skill", workshop_id=workshop_id, skill_id=key)
        for outcome in dict.fromkeys(workshop["outcomes"]):
            if outcome in self._outcomes:
                self._link("workshop_outcome", workshop_id=workshop_id,
                           outcome_id=self._outcomes[outcome])  # fmt: skip
        members = [self._choices.team.get(role) for role in workshop["roles"]]
        for member_id in dict.fromkeys(members):
            if member_id is not None:
                self._link("workshop_team", workshop_id=workshop_id, team_member_id=member_id)
        self._tasks(workshop["tasks"], workshop_id=workshop_id)
        for place, activity in enumerate(workshop["activities"]):
            self._activity(activity, workshop_id, None, place)
        return workshop_id

    def _activity(
        self, activity: Json, workshop_id: str, track_id: str | None, position: int
    ) -> None:
        activity_id = self._free("activity", activity["id"])
        self._database.insert(
            "activity",
            {
                "id": activity_id,
                "workshop_id": workshop_id,
                "track_id": track_id,
                "position": position,
                "method_id": self._known.methods.get(activity["method"]),
                "lead_id": self._choices.team.get(activity["lead"]),
                **activity["fields"],
            },
        )
        for skill, indicator in activity["skills"]:
            skill_id = self._known.skills.get(skill)
            if skill_id is not None:
                self._link(
                    "activity_skill",
                    activity_id=activity_id,
                    skill_id=skill_id,
                    indicator_id=self._known.indicators.get((skill_id, indicator)),
                )
        quantities: dict[tuple[str, str], int] = {}
        for material, quantity, per in activity["materials"]:
            key = (self._known.materials[material], per)
            quantities[key] = quantities.get(key, 0) + quantity
        for (material_id, per), quantity in quantities.items():
            self._link("activity_material", activity_id=activity_id, material_id=material_id,
                       quantity=quantity, per=per)  # fmt: skip
        for place, track in enumerate(activity["tracks"]):
            self._track(track, workshop_id, activity_id, place)

    def _track(self, track: Json, workshop_id: str, activity_id: str, position: int) -> None:
        track_id = self._free("track", track["id"])
        member_id = self._choices.team.get(track["lead"])
        keys = {"id": track_id, "activity_id": activity_id, "position": position}
        row = {**keys, "team_member_id": member_id, **track["fields"]}
        self._database.insert("track", row)
        for place, step in enumerate(track["steps"]):
            self._activity(step, workshop_id, track_id, place)

    def _tasks(self, tasks: Iterable[Json], **owner: str) -> None:
        for position, task in enumerate(tasks):
            self._link("task", **owner, **task, position=position)

    def _skill_ids(self, keys: Iterable[str]) -> list[str]:
        found = [self._known.skills[key] for key in keys if key in self._known.skills]
        return list(dict.fromkeys(found))

    def _link(self, table: str, **values: object) -> None:
        self._database.insert(table, {"id": new_id(), **values})

    def _free(self, table: str, key: str) -> str:
        """The key a row was made with; a new one where that is taken here."""
        return new_id() if self._known.exists(table, key) else key
