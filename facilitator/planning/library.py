"""The library of methods in the workbook: read whole for the shelf, or one by one.

What fits a search is for the shelf to say. `search_text` of a method holds its folded title, other
names, summary and credit; whoever writes methods fills it with `method_search_text`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from facilitator.errors import NotFound
from facilitator.people.folding import fold
from facilitator.planning.model import (
    ActivityKind,
    Method,
    MethodRow,
    MethodStep,
    MethodUse,
)
from facilitator.planning.shelf import Shelf
from facilitator.storage import Database, Row

_COLUMNS = """
SELECT method.*,
       (SELECT json_group_array(skill_id) FROM
          (SELECT skill_id FROM method_skill WHERE method_skill.method_id = method.id
            ORDER BY method_skill.main DESC, method_skill.id)) AS skills,
       (SELECT skill_id FROM method_skill
         WHERE method_skill.method_id = method.id AND main = 1) AS main_skill_id
  FROM method
"""

# One query for all ties at once: a subquery a row costs most where the library is large.
_TIES = "SELECT method_id, skill_id FROM method_skill ORDER BY main DESC, id"

_USES = """
SELECT DISTINCT workshop.id, workshop.title, workshop.starts_local,
       coalesce(programme.title, '') AS programme_title
  FROM activity JOIN workshop ON workshop.id = activity.workshop_id
  LEFT JOIN programme ON programme.id = workshop.programme_id
 WHERE activity.method_id = ? AND workshop.is_template = 0
 ORDER BY workshop.starts_local DESC, workshop.id
"""


_GROUPING_WORDS = {
    "whole group": "whole-group",
    "individual": "individual",
    "solo": "individual",
    "pairs": "pairs",
    "threes": "groups-of-3",
    "fours": "groups-of-4",
}
_GROUPING = re.compile(
    rf"(?:groups|tables) of (?P<size>[3-6])|\b(?P<word>{'|'.join(_GROUPING_WORDS)})"
)


def method_search_text(title: str, aliases: Iterable[str] = (), *others: str) -> str:
    """The folded words by which a method is found; the title's come first."""
    return " ".join(filter(None, (fold(text) for text in (title, *aliases, *others))))


def shelf(db: Database) -> Shelf:
    """The whole library in hand, to be filtered as one types."""
    skills: dict[str, list[str]] = {}
    for tie in db.rows(_TIES):
        skills.setdefault(tie["method_id"], []).append(tie["skill_id"])
    return Shelf(
        (_method_row(row, tuple(skills.get(row["id"], ()))), row["search_text"])
        for row in db.rows("SELECT * FROM method")
    )


def uses(db: Database, method_id: str) -> tuple[MethodUse, ...]:
    """The workshops (templates apart) whose agendas hold the method, the latest first."""
    return tuple(
        MethodUse(
            row["id"],
            row["title"],
            row["programme_title"],
            datetime.fromisoformat(row["starts_local"]),
        )
        for row in db.rows(_USES, (method_id,))
    )


def method(db: Database, method_id: str) -> Method:
    """One method with everything. Raises `NotFound`."""
    row = db.row(f"{_COLUMNS} WHERE method.id = ?", (method_id,))
    if row is None:
        raise NotFound("not-found", table="method", key=method_id)
    return Method(
        id=row["id"],
        seed_key=row["seed_key"],
        title=row["title"],
        aliases=tuple(json.loads(row["aliases"])),
        kind=ActivityKind(row["kind"]),
        summary=row["summary"],
        min_seconds=row["min_seconds"],
        usual_seconds=row["usual_seconds"],
        max_seconds=row["max_seconds"],
        group_min=row["group_min"],
        group_max=row["group_max"],
        grouping=row["grouping"],
        room_layout=row["room_layout"],
        energy=row["energy"],
        preparation=row["preparation"],
        materials=tuple(json.loads(row["materials"])),
        steps=steps_from_text(row["steps"]),
        tip=row["tip"],
        say=row["say"],
        watch=row["watch"],
        inclusion=row["inclusion"],
        origin_summary=row["origin_summary"],
        origin_status=row["origin_status"],
        origin_credit=row["origin_credit"],
        origin_caution=row["origin_caution"],
        own=bool(row["own"]),
        archived=bool(row["archived"]),
        main_skill_id=row["main_skill_id"],
        skill_ids=tuple(json.loads(row["skills"])),
    )


def grouping_of(text: str) -> str:
    """The grouping of an activity that a method's own words come nearest to.

    What a method does first counts: "individual, then pairs" begins alone. Groups without a
    number are of four, groups of 3 to 5 begin with three.
    """
    found = _GROUPING.search(text.replace("-", " "))
    if found is None:
        return "groups-of-4" if "groups" in text else "whole-group"
    if found["size"]:
        return f"groups-of-{found['size']}"
    return _GROUPING_WORDS[found["word"]]


def index_method(db: Database, method_id: str) -> None:
    """Bring a method's words for searching up to date, inside the caller's action."""
    found_method = method(db, method_id)
    words = method_search_text(
        found_method.title, found_method.aliases, found_method.summary, found_method.origin_credit
    )
    db.update("method", method_id, {"search_text": words})


def steps_to_text(steps: Sequence[MethodStep]) -> str:
    """Steps as the column holds them: an array of {"seconds", "text"}."""
    values = [{"seconds": step.seconds, "text": step.text} for step in steps]
    return json.dumps(values, ensure_ascii=False)


def steps_from_text(text: str) -> tuple[MethodStep, ...]:
    """The steps that a column holds; those written in whole minutes are read too."""
    return tuple(
        MethodStep(step["seconds"] if "seconds" in step else step["minutes"] * 60, step["text"])
        for step in json.loads(text)
    )


def _method_row(row: Row, skill_ids: tuple[str, ...]) -> MethodRow:
    return MethodRow(
        id=row["id"],
        title=row["title"],
        kind=ActivityKind(row["kind"]),
        summary=row["summary"],
        min_seconds=row["min_seconds"],
        usual_seconds=row["usual_seconds"],
        max_seconds=row["max_seconds"],
        group_min=row["group_min"],
        group_max=row["group_max"],
        grouping=row["grouping"],
        energy=row["energy"],
        preparation=row["preparation"],
        own=bool(row["own"]),
        archived=bool(row["archived"]),
        skill_ids=skill_ids,
    )
