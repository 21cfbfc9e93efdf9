"""What is kept of a person for their care: contacts, guardians, pick-up code, consents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from facilitator.clock import to_stamp
from facilitator.errors import NotFound, Refused
from facilitator.people import store
from facilitator.people.model import Consent, Contact, Guardian, NeedKind
from facilitator.people.names import clean_name, clean_note, clean_text
from facilitator.people.pickup import new_code
from facilitator.storage import Database, Row


@dataclass(frozen=True, slots=True)
class CareCard:
    """What to know of one person who is here: needs by kind, whom to call, who stands for them.

    Never for the room display, and in no export unless somebody asks for it.
    """

    participant_id: str
    name: str
    needs: tuple[tuple[NeedKind, str], ...]
    emergency: tuple[Contact, ...]
    guardians: tuple[Guardian, ...]


class Care:
    """Contacts, guardians, pick-up codes and consents of people.

    Refusals: ``contact-empty``, ``name-empty``; `NotFound`: ``contact-unknown``,
    ``guardian-unknown``, ``consent-unknown``, ``participant-unknown``.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    # Contacts and guardians ---------------------------------------------------------------------

    def change_contact(
        self, contact_id: str, *, kind: str | None = None, value: str | None = None,
        label: str | None = None,
    ) -> None:  # fmt: skip
        """Change a contact."""
        row = self._part("participant_contact", contact_id, "contact-unknown")
        values: dict[str, object] = {}
        if kind is not None:
            values["kind"] = kind
        if value is not None:
            values["value"] = clean_text(value)
            if not values["value"]:
                raise Refused("contact-empty")
        if label is not None:
            values["label"] = clean_text(label)
        if values:
            with self._db.action("contact-changed", name=row["person"]):
                self._db.update("participant_contact", contact_id, values)

    def remove_contact(self, contact_id: str) -> None:
        """Remove a contact."""
        row = self._part("participant_contact", contact_id, "contact-unknown")
        with self._db.action("contact-removed", name=row["person"]):
            self._db.delete("participant_contact", contact_id)

    def change_guardian(
        self,
        guardian_id: str,
        *,
        name: str | None = None,
        relation: str | None = None,
        contact: str | None = None,
        may_collect: bool | None = None,
        note: str | None = None,
    ) -> None:
        """Change a guardian; `may_collect` False: named as not allowed to collect."""
        row = self._part("guardian", guardian_id, "guardian-unknown")
        texts = {"relation": relation, "contact": contact}
        values: dict[str, object] = {
            column: clean_text(text) for column, text in texts.items() if text is not None
        }
        if name is not None:
            values["name"] = clean_name(name)
        if note is not None:
            values["note"] = clean_note(note)
        if may_collect is not None:
            values["may_collect"] = int(may_collect)
        if values:
            with self._db.action("guardian-changed", name=row["person"]):
                self._db.update("guardian", guardian_id, values)

    def remove_guardian(self, guardian_id: str) -> None:
        """Remove a guardian; consents and handovers keep the name as it was written in them."""
        row = self._part("guardian", guardian_id, "guardian-unknown")
        with self._db.action("guardian-removed", name=row["person"]):
            given = self._db.rows(
                "SELECT id, given_by FROM consent WHERE guardian_id = ?", (guardian_id,)
            )
            for consent in given:
                self._db.update(
                    "consent",
                    consent["id"],
                    {"guardian_id": None, "given_by": consent["given_by"] or row["name"]},
                )
            for handover in self._db.rows(
                "SELECT id FROM handover WHERE guardian_id = ?", (guardian_id,)
            ):
                self._db.update("handover", handover["id"], {"guardian_id": None})
            self._db.delete("guardian", guardian_id)

    # Pick-up codes ------------------------------------------------------------------------------

    def pickup_code(self, participant_id: str) -> str:
        """The person's pick-up code; '' when there is none."""
        code = self._db.value("SELECT pickup_code FROM participant WHERE id = ?", (participant_id,))
        if code is None:
            raise NotFound("participant-unknown", id=participant_id)
        return str(code)

    def make_pickup_code(self, participant_id: str) -> str:
        """Give a person a new pick-up code, which replaces an old one."""
        name = self._name(participant_id)
        rows = self._db.rows("SELECT pickup_code FROM participant WHERE pickup_code <> ''")
        code = new_code(frozenset(row["pickup_code"] for row in rows))
        with self._db.action("pickup-code-made", name=name):
            self._db.update("participant", participant_id, {"pickup_code": code})
        return code

    def remove_pickup_code(self, participant_id: str) -> None:
        """Let the pick-up code count no longer."""
        name = self._name(participant_id)
        with self._db.action("pickup-code-removed", name=name):
            self._db.update("participant", participant_id, {"pickup_code": ""})

    # Consents -----------------------------------------------------------------------------------

    def current_consents(self, participant_id: str) -> Mapping[str, Consent]:
        """The answer that holds for each purpose: the latest one, unless it was withdrawn."""
        person = store.participant(self._db, participant_id, self._db.clock.now().date())
        if person is None:
            raise NotFound("participant-unknown", id=participant_id)
        latest: dict[str, Consent] = {}
        for consent in person.consents:
            known = latest.get(consent.purpose)
            if known is None or _order(known) <= _order(consent):
                latest[consent.purpose] = consent
        return {purpose: consent for purpose, consent in latest.items() if not consent.withdrawn_at}

    def withdraw_consent(self, consent_id: str) -> None:
        """Note that an answer no longer holds; that it was given stays in the trail."""
        row = self._part("consent", consent_id, "consent-unknown")
        with self._db.action("consent-withdrawn", name=row["person"]):
            self._db.update("consent", consent_id, {"withdrawn_at": to_stamp(self._db.clock.now())})

    # --------------------------------------------------------------------------------------------

    def _part(self, table: str, part_id: str, code: str) -> Row:
        row = self._db.row(
            f"SELECT part.*, p.name AS person FROM {table} part"  # noqa: S608 - one of three names
            " JOIN participant p ON p.id = part.participant_id WHERE part.id = ?",
            (part_id,),
        )
        if row is None:
            raise NotFound(code, id=part_id)
        return row

    def _name(self, participant_id: str) -> str:
        name = self._db.value("SELECT name FROM participant WHERE id = ?", (participant_id,))
        if name is None:
            raise NotFound("participant-unknown", id=participant_id)
        return str(name)


def _order(consent: Consent) -> tuple[date, str]:
    return consent.given_on or date.min, consent.recorded_at
