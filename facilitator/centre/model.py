"""Who and where: the centre, its team, those who sign, its venues with rooms, its partners."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class TeamRole(StrEnum):
    """What somebody of the team does; the words of the schema."""

    LEAD_FACILITATOR = "lead-facilitator"
    CO_FACILITATOR = "co-facilitator"
    FACILITATOR = "facilitator"
    HELPER = "helper"
    COORDINATOR = "coordinator"
    ORGANISER = "organiser"


class Sector(StrEnum):
    """The part of a city's life a partner comes from; the words of the schema."""

    PUBLIC_SECTOR = "public-sector"
    CIVIL_SOCIETY = "civil-society"
    EDUCATION = "education"
    CULTURAL_INSTITUTION = "cultural-institution"
    EMPLOYER = "employer"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CentreDetails:
    """The organisation that issues certificates.

    `time_zone` is an IANA name; `serial_prefix` begins each certificate's serial; `logo` is the
    content of a PNG or JPEG file.
    """

    name: str
    city: str = ""
    country: str = ""
    address: str = ""
    contact: str = ""
    language: str = "en"
    time_zone: str = "UTC"
    paper: str = "A4"
    serial_prefix: str = "C"
    logo: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class TeamMember:
    """Somebody of the team; never counted as a participant."""

    id: str
    name: str
    role: TeamRole
    title: str
    contact: str
    active: bool


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs certificates, and as what; `signature` is a PNG's content or None."""

    id: str
    name: str
    role: str
    team_member_id: str | None
    signature: bytes | None = field(repr=False)
    active: bool


@dataclass(frozen=True, slots=True)
class Room:
    """A room of a venue."""

    id: str
    name: str
    capacity: int | None
    notes: str


@dataclass(frozen=True, slots=True)
class Venue:
    """A community space; None for an access fact means that nobody has said."""

    id: str
    name: str
    address: str
    capacity: int | None
    step_free: bool | None
    hearing_loop: bool | None
    quiet_corner: bool | None
    accessible_toilet: bool | None
    internet: bool | None
    notes: str
    active: bool
    rooms: tuple[Room, ...] = ()


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation that takes part."""

    id: str
    name: str
    sector: Sector
    contact: str
    notes: str
    active: bool
