"""Rows that tie one thing to others, and rows that stand in an order: written with few changes.

Only what differs is touched, so that the journal tells what really changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from facilitator.ids import new_id
from facilitator.storage import Database, Row


@dataclass(frozen=True, slots=True)
class Link:
    """What a tie leads to (`keys`, which tell it from others) and what else it says (`values`)."""

    keys: Mapping[str, str | None]
    values: Mapping[str, object] = field(default_factory=dict)


def replace_links(
    db: Database, table: str, where: Mapping[str, str], links: Sequence[Link]
) -> None:
    """Let the rows of `table` that fit `where` be exactly `links`, which keep their order."""
    condition = " AND ".join(f"{name} = :{name}" for name in where)
    # Names of tables and columns come from this package; values are parameters.
    known = db.rows(f"SELECT * FROM {table} WHERE {condition} ORDER BY id", where)  # noqa: S608
    wanted = [{**where, **link.keys, **link.values} for link in links]
    same = 0
    while same < min(len(known), len(wanted)) and all(
        known[same][name] == value for name, value in wanted[same].items()
    ):
        same += 1
    for row in known[same:]:
        db.delete(table, row["id"])
    for values in wanted[same:]:
        db.insert(table, {"id": new_id(), **values})


def put_in_place(
    db: Database, table: str, siblings: Sequence[Row], moved: Sequence[str], position: int
) -> None:
    """Number siblings densely from 0, with `moved` (in their own order) at `position` among them.

    `position` counts in the finished order without the moved rows; beyond the end means the end.
    """
    moving = frozenset(moved)
    order = [row["id"] for row in siblings if row["id"] not in moving]
    place = min(max(position, 0), len(order))
    order[place:place] = [row["id"] for row in siblings if row["id"] in moving]
    before = {row["id"]: row["position"] for row in siblings}
    for number, key in enumerate(order):
        if before[key] != number:
            db.update(table, key, {"position": number})
