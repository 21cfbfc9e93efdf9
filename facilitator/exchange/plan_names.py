"""What the names in a plan mean in this workbook: skills, methods, team, rooms, materials.

Tables and packages name things; the workbook keeps keys. One reading of the workbook serves a whole
import or export.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.people.folding import fold
from facilitator.planning.model import SkillAim
from facilitator.storage import Database

_PART = " › "


@dataclass(frozen=True, slots=True)
class KnownMaterial:
    """A material of the workbook."""

    id: str
    label: str
    unit: str
    reusable: bool


class PlanNames:
    """Names to keys and back, as the workbook stands now."""

    def __init__(self, database: Database, venue_id: str | None = None) -> None:
        self._database = database
        self._aims: dict[str, SkillAim] = {}
        self._aim_names: dict[SkillAim, str] = {}
        self._read_skills()
        self._methods = self._read_methods()
        team = database.rows("SELECT id, name FROM team_member ORDER BY active DESC, id")
        self._team = _first_of({row["id"]: row["name"] for row in team})
        self._called = _only_ones({row["id"]: row["name"] for row in team})
        rooms = database.rows("SELECT id, name, venue_id FROM room ORDER BY position, id")
        self._room_names = {row["id"]: row["name"] for row in rooms}
        here = {row["id"]: row["name"] for row in rooms if row["venue_id"] == venue_id}
        # Without a place of its own, a plan may mean a room of any.
        self._rooms = _first_of(here if venue_id is not None else self._room_names)
        self.materials = tuple(
            KnownMaterial(row["id"], row["label"], row["unit"], bool(row["reusable"]))
            for row in database.rows("SELECT id, label, unit, reusable FROM material ORDER BY id")
        )

    def aim(self, text: str) -> SkillAim | None:
        """The skill, or the indicator of one, that a text names."""
        return self._aims.get(_path(text))

    def aim_name(self, aim: SkillAim) -> str:
        """How a skill or an indicator is written so that `aim` finds it."""
        return self._aim_names[aim]

    def method(self, text: str) -> str | None:
        """The id of the method of this title."""
        return self._methods.get(fold(text))

    def member(self, text: str) -> str | None:
        """The id of the team member of this name; a first name will do where one person has it."""
        return self._team.get(fold(text)) or self._called.get(fold(text))

    def room(self, text: str) -> str | None:
        """The id of the room of this name."""
        return self._rooms.get(fold(text))

    def room_name(self, room_id: str | None) -> str:
        """What a room is called."""
        return str(self._room_names.get(room_id or "", ""))

    def material(self, label: str, unit: str) -> KnownMaterial | None:
        """The material of this label; the one of the same unit where there are several."""
        alike = [each for each in self.materials if fold(each.label) == fold(label)]
        return next((each for each in alike if each.unit == unit), alike[0] if alike else None)

    def _read_methods(self) -> dict[str, str]:
        rows = self._database.rows(
            "SELECT id, title FROM method ORDER BY archived, own DESC, title, id"
        )
        return _first_of({row["id"]: row["title"] for row in rows})

    def _read_skills(self) -> None:
        skills = self._database.rows(
            "SELECT skill.id, skill.key, skill.title, skill.short FROM skill"
            " JOIN framework ON framework.id = skill.framework_id"
            " ORDER BY framework.active DESC, skill.position, skill.id"
        )
        titles = {row["id"]: row["title"] for row in skills}
        keys = {row["id"]: row["key"] for row in skills}
        for row in skills:
            for name in (row["title"], row["key"], row["short"]):
                self._aims.setdefault(_path(name), SkillAim(row["id"]))
        for row in self._database.rows("SELECT id, skill_id, key, title FROM indicator"):
            aim = SkillAim(row["skill_id"], row["id"])
            skill_id = row["skill_id"]
            for name in (
                f"{titles[skill_id]}{_PART}{row['title']}",
                f"{keys[skill_id]}/{row['key']}",
            ):
                self._aims.setdefault(_path(name), aim)
            self._name(aim, f"{titles[skill_id]}{_PART}{row['title']}",
                       f"{keys[skill_id]}/{row['key']}")  # fmt: skip
        for row in skills:
            self._name(SkillAim(row["id"]), row["title"], row["key"])

    def _name(self, aim: SkillAim, title: str, key: str) -> None:
        """Its title, unless that would be read as another or be parted in two."""
        plain = not any(sign in title for sign in ";\n")
        self._aim_names[aim] = title if plain and self._aims.get(_path(title)) == aim else key


def _path(text: str) -> str:
    """A name of two parts, or of one, folded."""
    return "/".join(fold(part) for part in text.replace("›", "/").replace(">", "/").split("/"))


def _only_ones(names: Mapping[str, str]) -> dict[str, str]:
    """First names to keys, without those that several people have."""
    found: dict[str, list[str]] = {}
    for key, name in names.items():
        found.setdefault(fold(name.split()[0]) if name.split() else "", []).append(key)
    return {first: keys[0] for first, keys in found.items() if first and len(keys) == 1}


def _first_of(names: Mapping[str, str]) -> dict[str, str]:
    """Folded names to keys; where two are alike the first counts."""
    found: dict[str, str] = {}
    for key, name in names.items():
        found.setdefault(fold(name), key)
    return found
