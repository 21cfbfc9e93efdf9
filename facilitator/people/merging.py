"""Two records of one person made one: which value wins, and what becomes of rows that collide.

Nothing that was known is lost: what the kept record leaves empty comes from the other; needs,
allergies and notes of both are told; presence at one workshop is counted from the first arrival to
the last leaving of either; enrolment reaches from the first day of either to the last. Where the
two contradict each other the kept record wins, unless a person chose otherwise, and but for one
rule of safety: who may not collect a child in either record may not. Pure.

Neighbours: `merge_rows` moves the rows, `likeness` says who may be one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

PRESENT, LATE, LEFT_EARLY = "present", "late", "left-early"

JOINED = ("access_needs", "allergies", "notes", "name_note")
"""Fields in which both records are told, one under the other."""

CHOSEN = (
    "name", "call_name", "given", "family", "name_order", "native_name", "native_language",
    "birth_date", "age_band", "gender", "first_language", "district", "work_status", "disability",
    "internet_at_home", "pickup_code",
)  # fmt: skip
"""Fields of which one value stays, in the order they are shown."""


class Side(StrEnum):
    """Where a value comes from."""

    KEPT = "kept"
    OTHER = "other"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class FieldMerge:
    """One field of which the two records know something: both values, and what stays.

    `differs`: both hold something and not the same, so that a person may want to choose.
    """

    field: str
    kept: str
    other: str
    result: str
    side: Side
    differs: bool


def merged_fields(
    kept: Mapping[str, str], other: Mapping[str, str], choices: Mapping[str, Side]
) -> list[FieldMerge]:
    """What stays of each field; fields that are empty on both sides are left out."""
    found = []
    for field in CHOSEN:
        ours, theirs = kept.get(field, ""), other.get(field, "")
        if not (ours or theirs):
            continue
        usual = Side.KEPT if ours else Side.OTHER
        side = choices.get(field, usual)
        if side is Side.BOTH or not (theirs if side is Side.OTHER else ours):
            side = usual
        result = theirs if side is Side.OTHER else ours
        found.append(
            FieldMerge(field, ours, theirs, result, side, bool(ours and theirs and ours != theirs))
        )
    for field in JOINED:
        ours, theirs = kept.get(field, ""), other.get(field, "")
        result = joined(ours, theirs)
        if result:
            side = Side.KEPT if result == ours else Side.OTHER if result == theirs else Side.BOTH
            found.append(FieldMerge(field, ours, theirs, result, side, differs=False))
    return found


def joined(kept: str, other: str) -> str:
    """Two notes as one: every line of either once, the kept ones first."""
    lines = [line for line in (*kept.splitlines(), *other.splitlines()) if line.strip()]
    return "\n".join(dict.fromkeys(lines))


@dataclass(frozen=True, slots=True)
class Presence:
    """One mark as the rule of overlap sees it; stamps sort as the moments they stand for.

    `arrived` None: from the start. `left` None: to the end.
    """

    status: str
    in_room: bool
    arrived: str | None = None
    left: str | None = None
    minutes: int | None = None


def merged_presence(kept: Presence, other: Presence) -> Presence:
    """Two marks of one person at one workshop as one.

    In the room beats not in the room. In the room twice: from the first arrival to the last
    leaving. Minutes that somebody decided by hand stay, the kept ones first. "Late" and "left
    early" follow the mark that the time comes from; a status of the centre's own stays.
    """
    if kept.in_room != other.in_room:
        return kept if kept.in_room else other
    if not kept.in_room:
        return kept
    first = min(kept, other, key=lambda mark: mark.arrived or "")
    last = max(kept, other, key=lambda mark: (mark.left is None, mark.left or ""))
    minutes = kept.minutes if kept.minutes is not None else other.minutes
    by_times = {PRESENT, LATE, LEFT_EARLY}
    own = [mark.status for mark in (kept, other) if mark.status not in by_times]
    if own:
        status = own[0]
    elif first.status == LATE and first.arrived is not None:
        status = LATE
    elif last.status == LEFT_EARLY and last.left is not None:
        status = LEFT_EARLY
    else:
        status = PRESENT
    return Presence(status, in_room=True, arrived=first.arrived, left=last.left, minutes=minutes)


@dataclass(frozen=True, slots=True)
class Stay:
    """From a day to a day, both included, as ISO text; None: open at that end."""

    since: str | None
    until: str | None


def merged_stay(kept: Stay, other: Stay) -> Stay:
    """Two stays as one, from the first day of either to the last."""
    return Stay(
        None if kept.since is None or other.since is None else min(kept.since, other.since),
        None if kept.until is None or other.until is None else max(kept.until, other.until),
    )


_STANDING = ("active", "withdrawn", "did-not-start")


def merged_status(kept: str, other: str) -> str:
    """How an enrolment stands when one of two was still on, or had at least begun."""
    return min(kept, other, key=_STANDING.index)
