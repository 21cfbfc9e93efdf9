"""What one can do with the centre: say who it is, keep team, signatories, venues and partners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from facilitator.centre import store
from facilitator.centre.model import (
    CentreDetails,
    Partner,
    Sector,
    Signatory,
    TeamMember,
    TeamRole,
    Venue,
)
from facilitator.errors import Refused
from facilitator.ids import new_id
from facilitator.storage import Database

_CENTRE_FIELDS = frozenset(each.name for each in fields(CentreDetails))
_TEAM_FIELDS = frozenset({"name", "role", "title", "contact", "active", "seed_key"})
_SIGNATORY_FIELDS = frozenset(
    {"name", "role", "team_member_id", "signature", "position", "active", "seed_key"}
)
_VENUE_FIELDS = frozenset(
    {
        *("name", "address", "capacity", "step_free", "hearing_loop", "quiet_corner"),
        *("accessible_toilet", "internet", "notes", "active", "seed_key"),
    }
)
_ROOM_FIELDS = frozenset({"name", "capacity", "notes", "position"})
_PARTNER_FIELDS = frozenset({"name", "sector", "contact", "notes", "active", "seed_key"})


class Centre:
    """The centre of one open workbook, and those around it.

    `usual_time_zone`: the zone while nobody has said who the centre is.
    Every change is one named action. Refused everywhere: ``name-empty``, ``field-unknown``;
    `NotFound` for an id that the workbook does not hold.
    """

    def __init__(self, database: Database, *, usual_time_zone: str = "UTC") -> None:
        self._database = database
        self.usual_time_zone = usual_time_zone

    # The centre itself --------------------------------------------------------------------------

    def details(self) -> CentreDetails | None:
        """Who we are; None while nobody has said so."""
        return store.read_centre(self._database)

    def time_zone(self) -> str:
        """The IANA name of the zone that new workshops are planned in."""
        details = self.details()
        return details.time_zone if details else self.usual_time_zone

    def describe(self, **details: object) -> None:
        """Say or correct who the centre is; only the named fields of `CentreDetails` change.

        Refused: ``time-zone-unknown``, ``serial-prefix-wrong`` (1 to 8 characters, no blanks).
        """
        values = _checked(details, _CENTRE_FIELDS)
        known = self.details()
        if known is None and "name" not in details:
            raise Refused("name-empty")
        if "time_zone" in details:
            check_time_zone(str(details["time_zone"]))
        if "serial_prefix" in details:
            _check_prefix(str(details["serial_prefix"]))
        name = values.get("name", known.name if known else "")
        with self._database.action("centre-described", name=name):
            if known is None:
                usual = {"time_zone": self.usual_time_zone}
                self._database.insert("centre", {"id": new_id(), **usual, **values})
            else:
                key = self._database.value("SELECT id FROM centre")
                self._database.update("centre", key, values)

    # Team ---------------------------------------------------------------------------------------

    def team(self, *, include_inactive: bool = False) -> list[TeamMember]:
        """Facilitators, helpers, coordinators."""
        team = store.read_team(self._database)
        return [member for member in team if member.active or include_inactive]

    def add_team_member(
        self, name: str, role: TeamRole | str = TeamRole.FACILITATOR, **details: object
    ) -> str:
        """Add somebody to the team; gives the id."""
        values = _checked({"name": name, "role": TeamRole(role).value, **details}, _TEAM_FIELDS)
        with self._database.action("team-member-added", name=values["name"]):
            return self._insert("team_member", values)

    def update_team_member(self, member_id: str, **details: object) -> None:
        """Change the named fields of somebody of the team."""
        values = _checked(details, _TEAM_FIELDS)
        with self._database.action(
            "team-member-changed", name=self._name_of("team_member", member_id, values)
        ):
            self._database.update("team_member", member_id, values)

    # Signatories --------------------------------------------------------------------------------

    def signatories(self, *, include_inactive: bool = False) -> list[Signatory]:
        """Those who sign certificates, in their order."""
        signatories = store.read_signatories(self._database)
        return [each for each in signatories if each.active or include_inactive]

    def add_signatory(self, name: str, role: str = "", **details: object) -> str:
        """Add somebody who signs; gives the id."""
        values = _checked({"name": name, "role": role, **details}, _SIGNATORY_FIELDS)
        with self._database.action("signatory-added", name=values["name"]):
            return self._insert("signatory", values)

    def update_signatory(self, signatory_id: str, **details: object) -> None:
        """Change the named fields of somebody who signs."""
        values = _checked(details, _SIGNATORY_FIELDS)
        with self._database.action(
            "signatory-changed", name=self._name_of("signatory", signatory_id, values)
        ):
            self._database.update("signatory", signatory_id, values)

    # Venues -------------------------------------------------------------------------------------

    def venues(self, *, include_inactive: bool = False) -> list[Venue]:
        """The community spaces, with their rooms."""
        venues = store.read_venues(self._database)
        return [venue for venue in venues if venue.active or include_inactive]

    def add_venue(self, name: str, **details: object) -> str:
        """Add a venue; gives the id. Access facts that are not given stay unknown."""
        values = _checked({"name": name, **details}, _VENUE_FIELDS)
        with self._database.action("venue-added", name=values["name"]):
            return self._insert("venue", values)

    def update_venue(self, venue_id: str, **details: object) -> None:
        """Change the named fields of a venue."""
        values = _checked(details, _VENUE_FIELDS)
        with self._database.action("venue-changed", name=self._name_of("venue", venue_id, values)):
            self._database.update("venue", venue_id, values)

    def add_room(self, venue_id: str, name: str, **details: object) -> str:
        """Add a room to a venue; gives the id."""
        values = {"name": name, **details}
        values = _checked(values, _ROOM_FIELDS)
        with self._database.action("room-added", name=values["name"]):
            return self._insert("room", {"venue_id": venue_id, **values})

    # Partners -----------------------------------------------------------------------------------

    def partners(self, *, include_inactive: bool = False) -> list[Partner]:
        """The organisations that take part."""
        partners = store.read_partners(self._database)
        return [partner for partner in partners if partner.active or include_inactive]

    def add_partner(
        self, name: str, sector: Sector | str = Sector.CIVIL_SOCIETY, **details: object
    ) -> str:
        """Add a partner; gives the id."""
        values = _checked(
            {"name": name, "sector": Sector(sector).value, **details}, _PARTNER_FIELDS
        )
        with self._database.action("partner-added", name=values["name"]):
            return self._insert("partner", values)

    def update_partner(self, partner_id: str, **details: object) -> None:
        """Change the named fields of a partner."""
        values = _checked(details, _PARTNER_FIELDS)
        with self._database.action(
            "partner-changed", name=self._name_of("partner", partner_id, values)
        ):
            self._database.update("partner", partner_id, values)

    # --------------------------------------------------------------------------------------------

    def _insert(self, table: str, values: Mapping[str, object]) -> str:
        key = new_id()
        self._database.insert(table, {"id": key, **values})
        return key

    def _name_of(self, table: str, key: str, values: Mapping[str, object]) -> object:
        """What the row is called after the change, for the sentence that tells of it."""
        if "name" in values:
            return values["name"]
        return self._database.value(f"SELECT name FROM {table} WHERE id = ?", (key,))  # noqa: S608


def check_time_zone(name: str) -> str:
    """`name` if this computer knows the zone; Refused: ``time-zone-unknown``."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused("time-zone-unknown", zone=name) from error
    return name


def _check_prefix(prefix: str) -> None:
    if not 1 <= len(prefix) <= 8 or prefix != "".join(prefix.split()):
        raise Refused("serial-prefix-wrong", prefix=prefix)


def _checked(details: Mapping[str, object], allowed: frozenset[str]) -> dict[str, object]:
    """The values as the file keeps them: names without blanks around them, flags as numbers."""
    unknown = sorted(set(details) - allowed)
    if unknown:
        raise Refused("field-unknown", field=unknown[0])
    values = {key: int(v) if isinstance(v, bool) else v for key, v in details.items()}
    if "name" in values:
        values["name"] = str(values["name"]).strip()
        if not values["name"]:
            raise Refused("name-empty")
    return values
