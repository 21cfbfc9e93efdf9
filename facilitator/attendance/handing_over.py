"""Handing people over when they are collected: to whom, by what right, when, and by whom.

Only guardians who may collect, whoever says the person's pick-up code, or somebody a facilitator
decides on with a reason. Somebody who is named as not allowed to collect is refused in any case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from facilitator.attendance import store
from facilitator.attendance.offers import moment
from facilitator.clock import to_stamp
from facilitator.errors import NotFound, Refused
from facilitator.ids import new_id
from facilitator.people.folding import fold
from facilitator.people.model import Guardian
from facilitator.people.names import clean_name, clean_note
from facilitator.people.people import People
from facilitator.people.pickup import same_code
from facilitator.storage import Database

if TYPE_CHECKING:
    from facilitator.attendance.attendance import Attendance

_HANDOVERS = """
SELECT h.*, p.name, coalesce(t.name, '') AS by_name
  FROM handover h
  JOIN participant p ON p.id = h.participant_id
  LEFT JOIN team_member t ON t.id = h.by_member_id
 WHERE (:workshop_id IS NULL OR h.workshop_id = :workshop_id)
   AND (:participant_id IS NULL OR h.participant_id = :participant_id)
 ORDER BY h.handed_at DESC, h.id DESC
"""


class HandoverWay(StrEnum):
    """By what right somebody was collected."""

    GUARDIAN = "guardian"
    CODE = "code"
    ALONE = "alone"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Handover:
    """Who collected whom, when, by what right, and who of the team handed over."""

    id: str
    workshop_id: str
    participant_id: str
    name: str
    guardian_id: str | None
    to_name: str
    way: HandoverWay
    handed_at: datetime
    by_name: str
    note: str


@dataclass(frozen=True, slots=True)
class Collectors:
    """Who may collect a person, and who may not; never for the room display."""

    allowed: tuple[Guardian, ...]
    not_allowed: tuple[Guardian, ...]
    has_code: bool


class HandingOver:
    """Handing over at the door.

    Refusals: ``not-allowed-to-collect``, ``pickup-code-wrong``, ``pickup-code-missing``,
    ``reason-empty``, ``name-empty``, those of `Attendance.check_out`; `NotFound`
    ("guardian-unknown", "participant-unknown").
    """

    def __init__(self, database: Database, attendance: Attendance, people: People) -> None:
        self._db = database
        self._attendance = attendance
        self._people = people

    def collectors(self, participant_id: str) -> Collectors:
        """Who may collect a person, and who may not."""
        person = self._people.participant(participant_id)
        return Collectors(
            allowed=tuple(each for each in person.guardians if each.may_collect),
            not_allowed=tuple(each for each in person.guardians if not each.may_collect),
            has_code=bool(self._people.care.pickup_code(participant_id)),
        )

    def to_guardian(
        self,
        workshop_id: str,
        participant_id: str,
        guardian_id: str,
        *,
        at: datetime | None = None,
        by_member_id: str | None = None,
        note: str = "",
    ) -> str:
        """Hand a person over to one of their guardians, and check them out. One action."""
        person = self._people.participant(participant_id)
        guardian = next((each for each in person.guardians if each.id == guardian_id), None)
        if guardian is None:
            raise NotFound("guardian-unknown", id=guardian_id)
        if not guardian.may_collect:
            raise Refused("not-allowed-to-collect", name=guardian.name)
        return self._hand(
            workshop_id,
            participant_id,
            guardian.name,
            HandoverWay.GUARDIAN,
            guardian_id=guardian_id,
            at=at,
            by_member_id=by_member_id,
            note=note,
        )

    def by_code(
        self,
        workshop_id: str,
        participant_id: str,
        to_name: str,
        code: str,
        *,
        at: datetime | None = None,
        by_member_id: str | None = None,
    ) -> str:
        """Hand a person over to whoever says the pick-up code."""
        known = self._people.care.pickup_code(participant_id)
        if not known:
            raise Refused("pickup-code-missing")
        if not same_code(known, code):
            raise Refused("pickup-code-wrong")
        return self._hand(
            workshop_id,
            participant_id,
            self._free_to_collect(participant_id, to_name),
            HandoverWay.CODE,
            at=at,
            by_member_id=by_member_id,
        )

    def by_decision(
        self,
        workshop_id: str,
        participant_id: str,
        to_name: str,
        why: str,
        *,
        at: datetime | None = None,
        by_member_id: str | None = None,
    ) -> str:
        """Hand a person over to somebody else because a facilitator decided so, and why."""
        reason = clean_note(why)
        if not reason:
            raise Refused("reason-empty")
        return self._hand(
            workshop_id,
            participant_id,
            self._free_to_collect(participant_id, to_name),
            HandoverWay.DECIDED,
            at=at,
            by_member_id=by_member_id,
            note=reason,
        )

    def leaves_alone(
        self,
        workshop_id: str,
        participant_id: str,
        *,
        at: datetime | None = None,
        by_member_id: str | None = None,
        note: str = "",
    ) -> str:
        """Note that a person went home alone."""
        person = self._people.participant(participant_id)
        return self._hand(
            workshop_id,
            participant_id,
            person.name,
            HandoverWay.ALONE,
            at=at,
            by_member_id=by_member_id,
            note=note,
        )

    def handovers(
        self, *, workshop_id: str | None = None, participant_id: str | None = None
    ) -> list[Handover]:
        """Who was handed over, newest first."""
        rows = self._db.rows(
            _HANDOVERS, {"workshop_id": workshop_id, "participant_id": participant_id}
        )
        found = []
        for row in rows:
            handed_at = moment(row["handed_at"])
            if handed_at is not None:
                found.append(
                    Handover(
                        id=row["id"],
                        workshop_id=row["workshop_id"],
                        participant_id=row["participant_id"],
                        name=row["name"],
                        guardian_id=row["guardian_id"],
                        to_name=row["to_name"],
                        way=HandoverWay(row["way"]),
                        handed_at=handed_at,
                        by_name=row["by_name"],
                        note=row["note"],
                    )
                )
        return found

    # --------------------------------------------------------------------------------------------

    def _free_to_collect(self, participant_id: str, to_name: str) -> str:
        name = clean_name(to_name)
        for each in self.collectors(participant_id).not_allowed:
            if fold(each.name) == fold(name):
                raise Refused("not-allowed-to-collect", name=each.name)
        return name

    def _hand(
        self,
        workshop_id: str,
        participant_id: str,
        to_name: str,
        way: HandoverWay,
        *,
        guardian_id: str | None = None,
        at: datetime | None = None,
        by_member_id: str | None = None,
        note: str = "",
    ) -> str:
        name, _ = store.mark_row(self._db, workshop_id, participant_id)
        handover_id = new_id()
        with self._db.action("handed-over", name=name, to=to_name):
            self._attendance.check_out(workshop_id, participant_id, at, collected_by=to_name)
            self._db.insert(
                "handover",
                {
                    "id": handover_id,
                    "workshop_id": workshop_id,
                    "participant_id": participant_id,
                    "guardian_id": guardian_id,
                    "to_name": to_name,
                    "way": way.value,
                    "handed_at": to_stamp(at or self._db.clock.now()),
                    "by_member_id": by_member_id,
                    "note": clean_note(note),
                },
            )
        return handover_id
