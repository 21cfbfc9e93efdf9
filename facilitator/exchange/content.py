"""The content every new workbook starts with: statuses, the skill framework, the methods library.

Read from ``resources/content``; each row keeps the key it was shipped under (``seed_key`` or
``key``), so that a later version can add what is new without touching what a centre changed.
"""

from __future__ import annotations

import json
from typing import Any

from facilitator.attendance.statuses import seed_statuses
from facilitator.ids import new_id
from facilitator.planning.library import method_search_text
from facilitator.resources import resource
from facilitator.storage import Database

Content = dict[str, Any]
"""A parsed content file; its shape is described in the README beside the files."""


def read_content(name: str) -> Content:
    """A shipped content file, for example ``skills``."""
    path = resource("content", f"{name}.json")
    content: Content = json.loads(path.read_text(encoding="utf-8"))
    return content


def load_seed_content(database: Database) -> None:
    """Put the shipped content into a workbook that has none yet, as one action."""
    with database.action("content-added"):
        seed_statuses(database)
        if database.value("SELECT count(*) FROM framework") == 0:
            skill_ids = _load_framework(database, read_content("skills"))
            _load_methods(database, read_content("methods"), skill_ids)


def _load_framework(database: Database, content: Content) -> dict[str, str]:
    """Gives the ids of the skills by their keys."""
    framework_id = new_id()
    database.insert(
        "framework",
        {
            "id": framework_id,
            "seed_key": content["id"],
            "title": content["title"],
            "language": content["language"],
            "source": content["source"],
            "licence": content["licence"],
        },
    )
    for level in content["levels"]:
        _load_level(database, framework_id, level)
    references = {
        reference["id"]: _load_reference(database, reference) for reference in content["frameworks"]
    }
    skill_ids = {}
    for position, skill in enumerate(content["skills"]):
        skill_id = skill_ids[skill["id"]] = new_id()
        database.insert(
            "skill",
            {
                "id": skill_id,
                "framework_id": framework_id,
                "key": skill["id"],
                "title": skill["title"],
                "short": skill["short"],
                "summary": skill["summary"],
                "why": skill["why"],
                "position": position,
            },
        )
        for place, indicator in enumerate(skill["sub_skills"]):
            _load_indicator(database, skill_id, place, indicator, references)
    return skill_ids


def _load_level(database: Database, framework_id: str, level: Content) -> None:
    database.insert(
        "skill_level",
        {
            "id": new_id(),
            "framework_id": framework_id,
            "value": level["value"],
            "key": level["id"],
            "label": level["label"],
            "self_label": level["self_label"],
            "description": level["description"],
        },
    )


def _load_reference(database: Database, reference: Content) -> str:
    key = new_id()
    fields = ("title", "publisher", "year", "identifier", "licence", "attribution", "note")
    values = {name: reference[name] for name in fields}
    database.insert("reference_framework", {"id": key, "key": reference["id"], **values})
    return key


def _load_indicator(
    database: Database,
    skill_id: str,
    position: int,
    indicator: Content,
    references: dict[str, str],
) -> None:
    indicator_id = new_id()
    database.insert(
        "indicator",
        {
            "id": indicator_id,
            "skill_id": skill_id,
            "key": indicator["id"],
            "title": indicator["title"],
            "summary": indicator["summary"],
            "self_statement": indicator["self_statement"],
            "look_for": json.dumps(indicator["look_for"], ensure_ascii=False),
            "position": position,
        },
    )
    for level in indicator["levels"]:
        values = {"value": level["value"], "descriptor": level["descriptor"]}
        row = {"id": new_id(), "indicator_id": indicator_id, **values}
        database.insert("level_descriptor", row)
    for mapping in indicator["mappings"]:
        database.insert(
            "indicator_mapping",
            {
                "id": new_id(),
                "indicator_id": indicator_id,
                "reference_framework_id": references[mapping["framework"]],
                "code": mapping["code"],
                "title": mapping["title"],
                "fit": mapping["fit"],
            },
        )


def _load_methods(database: Database, content: Content, skill_ids: dict[str, str]) -> None:
    for method in content["methods"]:
        method_id = new_id()
        database.insert("method", _method_row(method_id, method))
        main = method["skills"]["main"]
        for skill in dict.fromkeys([main, *method["skills"]["also"]]):
            if skill is not None:
                values = {"skill_id": skill_ids[skill], "main": int(skill == main)}
                row = {"id": new_id(), "method_id": method_id, **values}
                database.insert("method_skill", row)


def _method_row(method_id: str, method: Content) -> dict[str, object]:
    origin, minutes = method["origin"], method["duration"]
    steps = [{"seconds": step["minutes"] * 60, "text": step["text"]} for step in method["steps"]]
    return {
        "id": method_id,
        "seed_key": method["id"],
        "title": method["title"],
        "aliases": json.dumps(method["aliases"], ensure_ascii=False),
        "kind": method["type"],
        "summary": method["summary"],
        "min_seconds": minutes["min"] * 60,
        "usual_seconds": minutes["typical"] * 60,
        "max_seconds": minutes["max"] * 60,
        "group_min": method["group_size"]["min"],
        "group_max": method["group_size"]["max"],
        "grouping": method["grouping"],
        "room_layout": method["room"],
        "energy": method["energy"],
        "preparation": method["preparation"],
        "materials": json.dumps(method["materials"], ensure_ascii=False),
        "steps": json.dumps(steps, ensure_ascii=False),
        "tip": method["tip"],
        "inclusion": method["inclusion"],
        "origin_summary": origin["summary"],
        "origin_status": origin["status"],
        "origin_credit": origin["credit"],
        "origin_caution": origin["caution"],
        "search_text": method_search_text(
            method["title"], method["aliases"], method["summary"], origin["credit"]
        ),
        "own": 0,
    }
