"""Who and what is wanted at two workshops at the same time: a room, a place, one of the team.

Pure: bookings are read by `facilitator.planning.store.bookings`. A clash forbids nothing, as two
groups may well share a hall: it is said, and people decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ClashKind(StrEnum):
    """What two workshops want at once."""

    ROOM = "room"
    PLACE = "place"
    """The same place, and at least one of the two has no room there."""
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Booking:
    """When a workshop takes place (`start` and `end` in UTC), where, and who of the team is there.

    `people` are pairs of id and name. A place without an id is none.
    """

    workshop_id: str
    title: str
    programme_id: str | None
    programme_title: str
    starts_local: datetime
    start: datetime
    end: datetime
    venue_id: str | None = None
    venue_name: str = ""
    room_id: str | None = None
    room_name: str = ""
    people: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """`name` is the room, the place or the person that `other` wants at the same time."""

    kind: ClashKind
    name: str
    other: Booking


def clashes_of(one: Booking, others: Iterable[Booking]) -> list[Clash]:
    """What a workshop and others want at the same time, the earliest other first."""
    found: list[Clash] = []
    for other in sorted(others, key=lambda each: (each.start, each.title)):
        if other.workshop_id == one.workshop_id or not _at_once(one, other):
            continue
        found.extend(_between(one, other))
    return found


def _at_once(one: Booking, other: Booking) -> bool:
    # A workshop without a length still begins at its start.
    if one.start == other.start:
        return True
    return one.start < other.end and other.start < one.end


def _between(one: Booking, other: Booking) -> Iterable[Clash]:
    if one.room_id is not None and one.room_id == other.room_id:
        yield Clash(ClashKind.ROOM, other.room_name, other)
    elif (
        one.venue_id is not None
        and one.venue_id == other.venue_id
        and (one.room_id is None or other.room_id is None)
    ):
        yield Clash(ClashKind.PLACE, other.venue_name, other)
    theirs = dict(other.people)
    for key, name in one.people:
        if key in theirs:
            yield Clash(ClashKind.PERSON, name, other)
