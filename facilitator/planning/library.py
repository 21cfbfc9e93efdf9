"""The library of methods: found as one types, filtered, read.

`search_text` of a method holds its folded title, other names, summary and credit; whoever writes
methods fills it with `method_search_text`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from facilitator.errors import NotFound
from facilitator.people.folding import fold
from facilitator.planning.model import ActivityKind, Method, MethodRow, MethodStep
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

_FITS = """
 WHERE (:archived OR method.archived = 0)
   AND (:own IS NULL OR method.own = :own)
   AND (:kinds = '[]' OR method.kind IN (SELECT value FROM json_each(:kinds)))
   AND (:energy IS NULL OR method.energy = :energy)
   AND (:preparation IS NULL OR method.preparation = :preparation)
   AND (:seconds IS NULL OR method.min_seconds <= :seconds)
   AND (:heads IS NULL OR :heads BETWEEN method.group_min AND method.group_max)
   AND (:skill IS NULL OR EXISTS (SELECT 1 FROM method_skill
         WHERE method_skill.method_id = method.id AND method_skill.skill_id = :skill))
   AND NOT EXISTS (SELECT 1 FROM json_each(:words)
                    WHERE instr(' ' || method.search_text, ' ' || value) = 0)
"""

_COUNT = f"SELECT count(*) FROM method {_FITS}"  # noqa: S608 - put together from our own text only

_FOUND = f"""{_COLUMNS} {_FITS}
 ORDER BY instr(' ' || method.search_text, ' ' || :first) > 1 OR :first = '',
          method.title, method.id
 LIMIT :limit OFFSET :offset
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


@dataclass(frozen=True, slots=True)
class MethodFilter:
    """What a method must fit. `seconds`: it can be done in that time; `heads`: with so many."""

    kinds: tuple[ActivityKind, ...] = ()
    skill_id: str | None = None
    seconds: int | None = None
    heads: int | None = None
    energy: str | None = None
    preparation: str | None = None
    own: bool | None = None
    archived: bool = False


def method_search_text(title: str, aliases: Iterable[str] = (), *others: str) -> str:
    """The folded words by which a method is found; the title's come first."""
    return " ".join(filter(None, (fold(text) for text in (title, *aliases, *others))))


def found(
    db: Database, text: str, chosen: MethodFilter, limit: int, offset: int
) -> list[MethodRow]:
    """Methods in which every word typed begins a word; those whose title begins so come first."""
    words = fold(text).split()
    page = {"first": " ".join(words), "limit": limit, "offset": offset}
    rows = db.rows(_FOUND, {**_sought(words, chosen), **page})
    return [_method_row(row) for row in rows]


def count(db: Database, text: str, chosen: MethodFilter) -> int:
    """How many methods `found` would find."""
    return int(db.value(_COUNT, _sought(fold(text).split(), chosen)))


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


def _method_row(row: Row) -> MethodRow:
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
        skill_ids=tuple(json.loads(row["skills"])),
    )


def _sought(words: Sequence[str], chosen: MethodFilter) -> dict[str, object]:
    return {
        "archived": int(chosen.archived),
        "own": None if chosen.own is None else int(chosen.own),
        "kinds": json.dumps(chosen.kinds),
        "energy": chosen.energy,
        "preparation": chosen.preparation,
        "seconds": chosen.seconds,
        "heads": chosen.heads,
        "skill": chosen.skill_id,
        "words": json.dumps(words),
    }
