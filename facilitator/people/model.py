"""What people are: participants with their contacts, guardians and consents, and enrolments.

Frozen values as the store reads them. A name is what the person writes, in one box; everything
else about a person is optional. Neighbours: `names` (cleaning, folding), `age` (who is a minor),
`store` (rows), `people` (what one can do).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypedDict


class EnrolmentStatus(StrEnum):
    """How an enrolment stands; the words of the schema."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"
    DID_NOT_START = "did-not-start"


class NeedKind(StrEnum):
    """What a facilitator should know of those in the room. Never shown on a room display."""

    ACCESS = "access"
    ALLERGY = "allergy"
    MINOR = "minor"


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """A person in a list. `sort_key` is folded; `complete_later` marks a walk-in."""

    id: str
    name: str
    call_name: str
    native_name: str
    native_language: str
    sort_key: str
    age_band: str
    district: str
    complete_later: bool
    has_needs: bool
    minor: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach a person; `kind` is phone, email, address, emergency or other."""

    id: str
    kind: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Guardian:
    """Who stands for a person, and whether they may collect them."""

    id: str
    name: str
    relation: str
    contact: str
    may_collect: bool
    note: str


@dataclass(frozen=True, slots=True)
class Consent:
    """An answer for one purpose, with who gave it and when; a withdrawal is a date, not a gap."""

    id: str
    purpose: str
    answer: str
    given_on: date | None
    given_by: str
    guardian_id: str | None
    recorded_at: str
    withdrawn_at: str | None


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """A person in a programme, from a date to a date (both included)."""

    enrolment_id: str
    participant_id: str
    programme_id: str
    programme_title: str
    name: str
    call_name: str
    native_name: str
    native_language: str
    sort_key: str
    enrolled_on: date
    left_on: date | None
    status: EnrolmentStatus
    note: str
    has_needs: bool
    minor: bool
    complete_later: bool

    def enrolled_at(self, day: date) -> bool:
        """Whether the person belonged to the programme on that day."""
        return self.enrolled_on <= day and (self.left_on is None or day <= self.left_on)


@dataclass(frozen=True, slots=True)
class Participant:
    """A person with everything that is known."""

    id: str
    seed_key: str | None
    name: str
    call_name: str
    sort_key: str
    given: str
    family: str
    name_order: str
    name_note: str
    native_name: str
    native_language: str
    birth_date: date | None
    age_band: str
    gender: str
    first_language: str
    district: str
    work_status: str
    disability: str
    internet_at_home: str
    access_needs: str
    allergies: str
    notes: str
    card_code: str | None
    complete_later: bool
    added_at: str
    archived_at: str | None
    minor: bool
    merged_into: str | None = None
    custom: Mapping[str, object] = field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()
    guardians: tuple[Guardian, ...] = ()
    consents: tuple[Consent, ...] = ()
    enrolments: tuple[EnrolmentRow, ...] = ()


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One thing to know of one person."""

    participant_id: str
    name: str
    kind: NeedKind
    text: str


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be added, as a form or a list gives them; empty means unknown.

    `sort_as` is how a list is to sort them ("El Idrissi, Amina"); empty: by family and given name
    if both are known, else by the name as written.
    """

    name: str
    call_name: str = ""
    sort_as: str = ""
    given: str = ""
    family: str = ""
    name_order: str = ""
    name_note: str = ""
    native_name: str = ""
    native_language: str = ""
    birth_date: date | None = None
    age_band: str = ""
    gender: str = ""
    first_language: str = ""
    district: str = ""
    work_status: str = ""
    disability: str = ""
    internet_at_home: str = ""
    access_needs: str = ""
    allergies: str = ""
    notes: str = ""
    phone: str = ""
    email: str = ""
    complete_later: bool = False
    seed_key: str | None = None
    custom: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody in the workbook, as far as finding twins needs to know."""

    id: str
    name: str
    birth_date: date | None


class PersonChanges(TypedDict, total=False):
    """The fields of `NewPerson` that may be changed later, by name."""

    name: str
    call_name: str
    sort_as: str
    given: str
    family: str
    name_order: str
    name_note: str
    native_name: str
    native_language: str
    birth_date: date | None
    age_band: str
    gender: str
    first_language: str
    district: str
    work_status: str
    disability: str
    internet_at_home: str
    access_needs: str
    allergies: str
    notes: str
    complete_later: bool
    custom: Mapping[str, object]


class PersonFields(TypedDict, total=False):
    """The fields of `NewPerson` besides the name, by name."""

    call_name: str
    sort_as: str
    given: str
    family: str
    name_order: str
    name_note: str
    native_name: str
    native_language: str
    birth_date: date | None
    age_band: str
    gender: str
    first_language: str
    district: str
    work_status: str
    disability: str
    internet_at_home: str
    access_needs: str
    allergies: str
    notes: str
    phone: str
    email: str
    complete_later: bool
    seed_key: str | None
    custom: Mapping[str, object]
