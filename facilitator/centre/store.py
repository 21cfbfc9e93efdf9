"""The centre and those around it in the workbook file: rows out."""

from __future__ import annotations

from collections import defaultdict

from facilitator.centre.model import (
    CentreDetails,
    Partner,
    Room,
    Sector,
    Signatory,
    TeamMember,
    TeamRole,
    Venue,
)
from facilitator.storage import Database


def read_centre(database: Database) -> CentreDetails | None:
    """The centre; None while nobody has said who it is."""
    row = database.row("SELECT * FROM centre")
    if row is None:
        return None
    return CentreDetails(
        name=row["name"],
        city=row["city"],
        country=row["country"],
        address=row["address"],
        contact=row["contact"],
        language=row["language"],
        time_zone=row["time_zone"],
        paper=row["paper"],
        serial_prefix=row["serial_prefix"],
        logo=row["logo"],
    )


def read_team(database: Database) -> list[TeamMember]:
    """The team, in the order they were added."""
    return [
        TeamMember(
            row["id"],
            row["name"],
            TeamRole(row["role"]),
            row["title"],
            row["contact"],
            bool(row["active"]),
        )
        for row in database.rows("SELECT * FROM team_member ORDER BY id")
    ]


def read_signatories(database: Database) -> list[Signatory]:
    """Those who sign, in their chosen order."""
    return [
        Signatory(
            row["id"],
            row["name"],
            row["role"],
            row["team_member_id"],
            row["signature"],
            bool(row["active"]),
        )
        for row in database.rows("SELECT * FROM signatory ORDER BY position, id")
    ]


def read_venues(database: Database) -> list[Venue]:
    """The venues with their rooms, in the order they were added."""
    rooms: dict[str, list[Room]] = defaultdict(list)
    for row in database.rows("SELECT * FROM room ORDER BY position, id"):
        rooms[row["venue_id"]].append(Room(row["id"], row["name"], row["capacity"], row["notes"]))
    return [
        Venue(
            id=row["id"],
            name=row["name"],
            address=row["address"],
            capacity=row["capacity"],
            step_free=_fact(row["step_free"]),
            hearing_loop=_fact(row["hearing_loop"]),
            quiet_corner=_fact(row["quiet_corner"]),
            accessible_toilet=_fact(row["accessible_toilet"]),
            internet=_fact(row["internet"]),
            notes=row["notes"],
            active=bool(row["active"]),
            rooms=tuple(rooms[row["id"]]),
        )
        for row in database.rows("SELECT * FROM venue ORDER BY id")
    ]


def read_partners(database: Database) -> list[Partner]:
    """The partners, in the order they were added."""
    return [
        Partner(
            row["id"],
            row["name"],
            Sector(row["sector"]),
            row["contact"],
            row["notes"],
            bool(row["active"]),
        )
        for row in database.rows("SELECT * FROM partner ORDER BY id")
    ]


def _fact(value: int | None) -> bool | None:
    return None if value is None else bool(value)
