"""How much to pack: quantities per session, person, pair or group, times the heads expected.

The rule of the seed content: total = quantity × multiplier of `per`. A packing list adds the
totals of what is used up and takes the largest total of what is used again. Groups that do not
come out even are rounded up: 23 people in fours need six sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from facilitator.errors import Refused
from facilitator.planning.splitting import groups_needed

GROUP_SIZES: Mapping[str, int] = MappingProxyType(
    {
        "person": 1,
        "pair": 2,
        "group-of-3": 3,
        "group-of-4": 4,
        "group-of-5": 5,
        "group-of-6": 6,
    }
)

GROUPING_SIZES: Mapping[str, int] = MappingProxyType(
    {
        "individual": 1,
        "pairs": 2,
        "groups-of-3": 3,
        "groups-of-4": 4,
        "groups-of-5": 5,
        "groups-of-6": 6,
    }
)

PERS = frozenset({"session", "group", *GROUP_SIZES})
"""Every word that a quantity may be "per"; session means once a workshop."""


@dataclass(frozen=True, slots=True)
class Need:
    """A quantity of one material in one activity. `grouping` and `tracks` say how many groups
    there are where the quantity is "per group".
    """

    material_id: str
    reusable: bool
    quantity: int
    per: str
    grouping: str = "whole-group"
    tracks: int = 0


def multiplier(per: str, heads: int, grouping: str = "whole-group", tracks: int = 0) -> int:
    """How often the quantity is needed. Raises `Refused` ("per-unknown")."""
    if per == "session":
        return 1
    if per in GROUP_SIZES:
        return groups_needed(heads, GROUP_SIZES[per])
    if per != "group":
        raise Refused("per-unknown", value=per)
    if tracks:
        return tracks
    if grouping in GROUPING_SIZES:
        return groups_needed(heads, GROUPING_SIZES[grouping])
    return 1


def kit_totals(needs: Iterable[Need], heads: int) -> dict[str, int]:
    """Material id to how much to pack for one workshop, in the order of first need."""
    totals: dict[str, int] = {}
    for need in needs:
        total = need.quantity * multiplier(need.per, heads, need.grouping, need.tracks)
        before = totals.get(need.material_id, 0)
        totals[need.material_id] = max(before, total) if need.reusable else before + total
    return totals


def kit_of_many(kits: Iterable[Mapping[str, int]], reusable_ids: frozenset[str]) -> dict[str, int]:
    """One list for several workshops, by the same rule."""
    totals: dict[str, int] = {}
    for kit in kits:
        for material_id, total in kit.items():
            before = totals.get(material_id, 0)
            if material_id in reusable_ids:
                totals[material_id] = max(before, total)
            else:
                totals[material_id] = before + total
    return totals
