"""The plan package: one file with a workshop's or a programme's plan and no personal data.

A ``.facilitator-plan`` is a ZIP of two UTF-8 JSON files and nothing else.

``manifest.json``: ``format`` ("facilitator-plan"), ``version`` (1), ``made_by``, ``kind``
("programme" or "workshop"), ``title``, ``sha256`` of ``plan.json``, ``counts``.

``plan.json``:

- ``programme``: null, or ``id``, ``fields``, ``skills`` (keys), ``outcomes`` (``id``, ``text``,
  ``skills``), ``tasks`` (``phase``, ``due``, ``text``, ``role``);
- ``workshops``: each ``id``, ``fields``, ``skills``, ``outcomes`` (ids), ``tasks``, ``roles`` (who
  is needed, never who it is), ``activities``;
- an activity: ``id``, ``fields``, ``lead`` (one of the roles or ""), ``method`` (id or null),
  ``skills`` (pairs of skill key and indicator key or null), ``materials`` (material id, quantity,
  per), ``tracks`` (``id``, ``fields``, ``lead``, ``steps``: activities without tracks);
- ``methods``: ``id``, ``seed_key`` (of a shipped method, else ""), ``title``, ``fields`` (null for
  a shipped one), ``steps`` (``seconds``, ``text``), ``skills`` (the main one first);
- ``materials``: ``id``, ``label``, ``unit``, ``reusable``.

``fields`` are those of `facilitator.planning.fields` that are named below, durations in seconds.
Reading trusts nothing: sizes are limited before anything is unpacked, every value is checked by
the rules by which a person's own entries are.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from facilitator import __version__
from facilitator.errors import Refused
from facilitator.planning import fields
from facilitator.planning.kit import PERS
from facilitator.whole_files import whole_file

SUFFIX = ".facilitator-plan"
FORMAT = "facilitator-plan"
VERSION = 1

PROGRAMME_FIELDS = (
    "title", "subtitle", "summary", "language", "audience", "capacity", "min_to_run", "themes",
    "breaks_count", "rounding_minutes", "late_rule", "doors_open_minutes", "smallest_group_shown",
    "default_template", "highest_award_only",
)  # fmt: skip
_PHASE_FIELDS = ("warn_seconds", "warn_percent", "last_seconds", "last_percent", "cues")
WORKSHOP_FIELDS = (
    "title", "aim", "starts_local", "time_zone", "target_seconds", "room_layout", "room_note",
    "expected_heads", *_PHASE_FIELDS,
)  # fmt: skip
ACTIVITY_FIELDS = (
    "title", "kind", "planned_seconds", "minimum_seconds", "optional", "locked_start_seconds",
    "counts_as_contact", "grouping", "room_layout", "aim", "task", "say", "do", "watch", "if_short",
    "can_lose_seconds", "auto_advance", *_PHASE_FIELDS,
)  # fmt: skip
TRACK_FIELDS = ("name", "task")
METHOD_FIELDS = (
    "title", "aliases", "kind", "summary", "min_seconds", "usual_seconds", "max_seconds",
    "group_min", "group_max", "grouping", "room_layout", "energy", "preparation", "materials",
    "tip", "say", "watch", "inclusion", "origin_summary", "origin_status", "origin_credit",
    "origin_caution",
)  # fmt: skip
TASK_FIELDS = ("phase", "due", "text", "role")
FLAGS = frozenset(
    {"breaks_count", "highest_award_only", "optional", "counts_as_contact", "auto_advance"}
)
LISTS = frozenset({"themes", "aliases", "materials"})
MOMENTS = frozenset({"cues"})
"""Seconds before an end, or null where the level above says them."""
NUMBERS = frozenset(
    name
    for name in (*PROGRAMME_FIELDS, *WORKSHOP_FIELDS, *ACTIVITY_FIELDS, *METHOD_FIELDS)
    if name.endswith(("_seconds", "_minutes", "_percent"))
) | {"capacity", "min_to_run", "smallest_group_shown", "expected_heads", "group_min", "group_max"}

MOST_BYTES = 5_000_000
MOST_UNPACKED = 20_000_000
MOST_WORKSHOPS = 200
MOST_ACTIVITIES = 500
MOST_OF_OTHERS = 2_000

_MANIFEST, _PLAN = "manifest.json", "plan.json"
_SMALL = 100_000
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KEY = re.compile(r"[\w.-]{1,100}")
_LONGEST_NUMBER = 12
_BROKEN = (BadZipFile, EOFError, KeyError, NotImplementedError, OSError, RuntimeError, ValueError,
           zlib.error)  # fmt: skip

Json = Any


# Writing -----------------------------------------------------------------------------------------


def write_package(out: Path, kind: str, title: str, plan: Json, counts: Mapping[str, int]) -> None:
    """Write a package; the same plan gives the same bytes."""
    content = json.dumps(plan, ensure_ascii=False, indent=1, sort_keys=True).encode()
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "made_by": f"Facilitator {__version__}",
        "kind": kind,
        "title": title,
        "sha256": hashlib.sha256(content).hexdigest(),
        "counts": dict(counts),
    }
    head = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()
    with whole_file(out) as stream, ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, data in ((_MANIFEST, head), (_PLAN, content)):
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            package.writestr(entry, data)


# Reading -----------------------------------------------------------------------------------------


def read_package(path: Path) -> Json:
    """The plan in a package, every value of it checked.

    Refused: ``package-not-found``, ``package-unreadable``, ``package-too-large``,
    ``package-not-a-package``, ``package-damaged``, ``package-newer``, ``package-not-valid``.
    """
    manifest, content = _parts(path)
    head = _json(manifest, path)
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise Refused("package-not-a-package", file=path.name)
    version = head.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise Refused("package-not-a-package", file=path.name)
    if version > VERSION:
        raise Refused("package-newer", file=path.name, version=version)
    if head.get("sha256") != hashlib.sha256(content).hexdigest():
        raise Refused("package-damaged", file=path.name)
    return checked_plan(_json(content, path))


def checked_plan(plan: Json) -> Json:
    """A plan as a package holds it, with every value as the columns are to hold it.

    Refused: ``package-not-valid`` with `where` and `why`.
    """
    return _plan(_Value(plan, "plan"))


def _parts(path: Path) -> tuple[bytes, bytes]:
    if not path.is_file():
        raise Refused("package-not-found", file=path.name)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused("package-too-large", file=path.name, most=MOST_BYTES)
        with path.open("rb") as stream:
            is_zip = stream.read(4) == b"PK\x03\x04"
    except OSError as error:
        raise Refused("package-unreadable", file=path.name) from error
    if not is_zip:
        raise Refused("package-not-a-package", file=path.name)
    try:
        with ZipFile(path) as package:
            entries = package.infolist()
            if sorted(entry.filename for entry in entries) != [_MANIFEST, _PLAN]:
                raise Refused("package-not-a-package", file=path.name)
            manifest = _part(package, package.getinfo(_MANIFEST), _SMALL, path)
            return manifest, _part(package, package.getinfo(_PLAN), MOST_UNPACKED, path)
    except _BROKEN as error:
        raise Refused("package-damaged", file=path.name) from error


def _part(package: ZipFile, entry: ZipInfo, most: int, path: Path) -> bytes:
    if entry.flag_bits & 1 or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Refused("package-not-a-package", file=path.name)
    if entry.file_size > most:
        raise Refused("package-too-large", file=path.name, most=most)
    with package.open(entry) as stream:
        # What an entry says of its size need not be true.
        data = stream.read(most + 1)
    if len(data) > most:
        raise Refused("package-too-large", file=path.name, most=most)
    return data


def _json(content: bytes, path: Path) -> Json:
    try:
        return json.loads(
            content.decode("utf-8"), parse_int=_whole, parse_float=_no_number,
            parse_constant=_no_number, object_pairs_hook=_object,
        )  # fmt: skip
    except (ValueError, RecursionError) as error:
        raise Refused("package-damaged", file=path.name) from error


def _whole(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        raise ValueError(text)
    return int(text)


def _no_number(text: str) -> None:
    raise ValueError(text)


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("the same key twice")
    return made


# Checking ----------------------------------------------------------------------------------------


class _Value:
    """A value of the package and where it stands, for a refusal that names the place."""

    def __init__(self, value: Json, where: str) -> None:
        self.value = value
        self._where = where

    def wrong(self, why: str) -> Refused:
        return Refused("package-not-valid", where=self._where, why=why)

    def part(self, name: str) -> _Value:
        return _Value(self.value[name], f"{self._where}.{name}")

    def shaped(self, *names: str) -> _Value:
        """This, being an object with exactly these keys."""
        if not isinstance(self.value, dict) or set(self.value) != set(names):
            raise self.wrong("not-the-expected-fields")
        return self

    def items(self, most: int) -> list[_Value]:
        if not isinstance(self.value, list) or len(self.value) > most:
            raise self.wrong("not-a-list-or-too-long")
        return [_Value(value, f"{self._where}[{place}]") for place, value in enumerate(self.value)]

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.wrong("not-a-text")
        return self.value

    def whole(self) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.wrong("of-another-kind")
        return self.value

    def key(self) -> str:
        if not _KEY.fullmatch(self.text()):
            raise self.wrong("not-a-key")
        return self.text()

    def id(self) -> str:
        if not _ID.fullmatch(self.text()):
            raise self.wrong("not-an-id")
        return self.text()

    def keys(self) -> list[str]:
        return [each.key() for each in self.items(MOST_OF_OTHERS)]

    def row_of(self, rules: Mapping[str, fields.Rule], names: tuple[str, ...]) -> dict[str, object]:
        """What the columns are to hold, by the rules of the product's own entries."""
        self.shaped(*names)
        given = {name: self.part(name).typed(name) for name in names}
        row: dict[str, object] = self.obeys(lambda: fields.checked(rules, given))
        return row

    def typed(self, name: str) -> object:
        value = self.value
        if name in FLAGS:
            fits = isinstance(value, bool)
        elif name in LISTS:
            return [each.text() for each in self.items(100)]
        elif name in MOMENTS:
            return None if value is None else [each.whole() for each in self.items(100)]
        elif name in NUMBERS:
            fits = value is None or (isinstance(value, int) and not isinstance(value, bool))
        else:
            fits = isinstance(value, str)
        if not fits:
            raise self.wrong("of-another-kind")
        return value

    def ruled(self, rule: fields.Rule, name: str) -> object:
        """One value by a rule of its own."""
        kept: object = self.obeys(lambda: rule(name, self.value))
        return kept

    def obeys(self, work: Callable[[], Json]) -> Json:
        """What `work` gives; a rule that refuses makes the package not valid."""
        try:
            return work()
        except Refused as refusal:
            raise self.wrong(refusal.code) from refusal


def _plan(plan: _Value) -> Json:
    plan.shaped("programme", "workshops", "methods", "materials")
    materials = [_material(each) for each in plan.part("materials").items(MOST_OF_OTHERS)]
    methods = [_method(each) for each in plan.part("methods").items(MOST_OF_OTHERS)]
    programme = plan.part("programme")
    known = _Known({each["id"] for each in materials}, {each["id"] for each in methods})
    made = {
        "programme": None if programme.value is None else _programme(programme, known),
        "materials": materials,
        "methods": methods,
    }
    workshops = plan.part("workshops").items(MOST_WORKSHOPS)
    made["workshops"] = [_workshop(each, known) for each in workshops]
    if not made["workshops"] and made["programme"] is None:
        raise plan.wrong("nothing-in-it")
    return made


class _Known:
    """What may be referred to within the package; ids are given out once."""

    def __init__(self, materials: set[str], methods: set[str]) -> None:
        self.materials = materials
        self.methods = methods
        self.outcomes: set[str] = set()
        self._taken: set[str] = set()

    def new_id(self, value: _Value) -> str:
        key = value.id()
        if key in self._taken:
            raise value.wrong("the-same-id-twice")
        self._taken.add(key)
        return key


def _material(value: _Value) -> Json:
    value.shaped("id", "label", "unit", "reusable")
    if not isinstance(value.part("reusable").value, bool):
        raise value.wrong("of-another-kind")
    value.part("label").text()
    value.part("unit").text()
    return {
        "id": value.part("id").id(),
        "label": value.part("label").ruled(fields.title, "label"),
        "unit": value.part("unit").ruled(fields.line, "unit"),
        "reusable": value.part("reusable").value,
    }


def _method(value: _Value) -> Json:
    value.shaped("id", "seed_key", "title", "fields", "steps", "skills")
    seed_key = value.part("seed_key").text()
    if seed_key:
        value.part("seed_key").key()
    value.part("title").text()
    own = value.part("fields")
    row = None if own.value is None else own.row_of(fields.METHOD, METHOD_FIELDS)
    if row is not None:
        own.obeys(lambda: fields.check_method_lengths(row))
    steps = []
    for step in value.part("steps").items(100):
        step.shaped("seconds", "text")
        steps.append(
            {
                "seconds": step.part("seconds").ruled(fields.seconds, "seconds"),
                "text": fields.note("text", step.part("text").text()),
            }
        )
    return {
        "id": value.part("id").id(),
        "seed_key": seed_key,
        "title": value.part("title").ruled(fields.title, "title"),
        "fields": row,
        "steps": steps,
        "skills": value.part("skills").keys(),
    }


def _programme(value: _Value, known: _Known) -> Json:
    value.shaped("id", "fields", "skills", "outcomes", "tasks")
    outcomes = []
    for outcome in value.part("outcomes").items(MOST_OF_OTHERS):
        outcome.shaped("id", "text", "skills")
        outcome.part("text").text()
        key = known.new_id(outcome.part("id"))
        known.outcomes.add(key)
        text = outcome.part("text").ruled(fields.written, "text")
        outcomes.append({"id": key, "text": text, "skills": outcome.part("skills").keys()})
    return {
        "id": known.new_id(value.part("id")),
        "fields": value.part("fields").row_of(fields.PROGRAMME, PROGRAMME_FIELDS),
        "skills": value.part("skills").keys(),
        "outcomes": outcomes,
        "tasks": _tasks(value.part("tasks")),
    }


def _tasks(value: _Value) -> list[Json]:
    return [each.row_of(fields.TASK, TASK_FIELDS) for each in value.items(MOST_OF_OTHERS)]


def _workshop(value: _Value, known: _Known) -> Json:
    value.shaped("id", "fields", "skills", "outcomes", "tasks", "roles", "activities")
    outcomes = [each.id() for each in value.part("outcomes").items(MOST_OF_OTHERS)]
    if not set(outcomes) <= known.outcomes:
        raise value.part("outcomes").wrong("not-in-the-package")
    return {
        "id": known.new_id(value.part("id")),
        "fields": value.part("fields").row_of(fields.WORKSHOP, WORKSHOP_FIELDS),
        "skills": value.part("skills").keys(),
        "outcomes": outcomes,
        "tasks": _tasks(value.part("tasks")),
        "roles": value.part("roles").keys(),
        "activities": [
            _activity(each, known) for each in value.part("activities").items(MOST_ACTIVITIES)
        ],
    }


def _activity(value: _Value, known: _Known, *, step: bool = False) -> Json:
    value.shaped("id", "fields", "lead", "method", "skills", "materials", "tracks")
    row = value.part("fields").row_of(fields.ACTIVITY, ACTIVITY_FIELDS)
    value.obeys(lambda: fields.check_activity_lengths(row))
    method = value.part("method")
    if method.value is not None and method.id() not in known.methods:
        raise method.wrong("not-in-the-package")
    return {
        "id": known.new_id(value.part("id")),
        "fields": row,
        "lead": value.part("lead").key() if value.part("lead").value else "",
        "method": method.value,
        "skills": [_aim(each) for each in value.part("skills").items(100)],
        "materials": [_use(each, known) for each in value.part("materials").items(200)],
        "tracks": [_track(each, known) for each in value.part("tracks").items(0 if step else 50)],
    }


def _aim(value: _Value) -> list[str | None]:
    pair = value.items(2)
    if len(pair) != 2:
        raise value.wrong("not-a-pair")
    skill, indicator = pair
    return [skill.key(), None if indicator.value is None else indicator.key()]


def _use(value: _Value, known: _Known) -> list[object]:
    parts = value.items(3)
    if len(parts) != 3:
        raise value.wrong("not-three-values")
    material, quantity, per = parts
    if material.id() not in known.materials:
        raise material.wrong("not-in-the-package")
    count = quantity.ruled(fields.whole(1, 100_000, "quantity-out-of-range"), "quantity")
    if per.text() not in PERS:
        raise per.wrong("per-unknown")
    return [material.value, count, per.value]


def _track(value: _Value, known: _Known) -> Json:
    value.shaped("id", "fields", "lead", "steps")
    return {
        "id": known.new_id(value.part("id")),
        "fields": value.part("fields").row_of(fields.TRACK, TRACK_FIELDS),
        "lead": value.part("lead").key() if value.part("lead").value else "",
        "steps": [_activity(each, known, step=True) for each in value.part("steps").items(100)],
    }
