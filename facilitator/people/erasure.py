"""Erasing a person: nothing says any more who it was, and every total stays what it was.

What funders were told must stay true, so attendance stays, as do the answers that are only ever
counted (age band, gender, district, internet at home). Everything that says who it was goes: names,
contacts, guardians, consents, notes, whatever was written on a certificate but its number; also
from the journal, and from the free room of the file. It cannot be undone. Backups are files of
their own: `backups_with` lists those that still hold the person, and they go when somebody chooses.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date

from facilitator.clock import to_stamp
from facilitator.errors import NotFound
from facilitator.people.age import age_band_of
from facilitator.storage import Database, Row
from facilitator.storage.backup import Backup, Backups
from facilitator.storage.backup_search import backups_holding, remove_backups

ERASED_NAME = "—"
"""What stands where a name was."""

# Rows that say something of the person alone.
_GONE = (
    "handover", "consent", "guardian", "participant_contact", "absence_contact",
    "certificate_choice", "accepted_finding", "award_override",
)  # fmt: skip
# Rows that are counted stay, without what somebody wrote in them.
_EMPTIED = {
    "attendance": {"reason": "", "evidence": "", "note": "", "collected_by": ""},
    "enrolment": {"note": ""},
    "observation": {"note": ""},
    "self_check": {"own_words": ""},
    "certificate": {
        "holder": ERASED_NAME,
        "holder_native": "",
        "statement": "",
        "small_print": "",
        "signed_text": "",
        "state_reason": "",
    },
    "cohort_member": {},
}
_CLEARED = (
    "call_name", "given", "family", "name_order", "name_note", "native_name", "native_language",
    "first_language", "work_status", "disability", "access_needs", "allergies", "notes",
    "pickup_code",
)  # fmt: skip


class Erasure:
    """Erasing people. `NotFound` ("participant-unknown")."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def erase(self, participant_id: str) -> tuple[str, ...]:
        """Erase a person, with the records that were made one with them; gives all their ids.

        Lasting: undo stops here, and the actions that touched the person are told without names.
        """
        rows = self._db.rows(
            "SELECT * FROM participant WHERE id = :id OR merged_into = :id", {"id": participant_id}
        )
        if not any(row["id"] == participant_id for row in rows):
            raise NotFound("participant-unknown", id=participant_id)
        with self._db.action("person-erased", lasting=True):
            for row in rows:
                self._erase(row)
        self._db.pack()
        return tuple(row["id"] for row in rows)

    def backups_with(self, backups: Backups, participant_ids: Collection[str]) -> list[Backup]:
        """The backups that still hold one of these people, newest first."""
        return backups_holding(backups, participant_ids)

    def remove_backups(self, chosen: Iterable[Backup]) -> int:
        """Remove the backups that somebody chose; gives how many."""
        return remove_backups(chosen)

    def _erase(self, row: Row) -> None:
        person_id = row["id"]
        for table in _GONE:
            for part in self._rows(table, person_id):
                self._db.delete(table, part["id"])
                self._db.scrub(table, part["id"])
        apart = self._db.rows(
            "SELECT id FROM not_same_person WHERE one_id = :id OR other_id = :id", {"id": person_id}
        )
        for part in apart:
            self._db.delete("not_same_person", part["id"])
            self._db.scrub("not_same_person", part["id"])
        for table, values in _EMPTIED.items():
            for part in self._rows(table, person_id):
                # A note without a level would be no observation at all.
                if table == "observation" and part["level"] is None:
                    self._db.delete(table, part["id"])
                elif values:
                    self._db.update(table, part["id"], values)
                self._db.scrub(table, part["id"])
        self._db.update("participant", person_id, self._anonymous(row))
        self._db.scrub("participant", person_id)

    def _anonymous(self, row: Row) -> dict[str, object]:
        band = row["age_band"]
        if not band and row["birth_date"]:
            band = age_band_of(date.fromisoformat(row["birth_date"]), self._db.clock.now().date())
        return {
            **dict.fromkeys(_CLEARED, ""),
            "name": ERASED_NAME,
            "sort_key": "~",
            "search_text": "",
            "birth_date": None,
            "age_band": band,
            "custom": json.dumps({"erased": True}),
            "card_code": None,
            "seed_key": None,
            "complete_later": 0,
            "archived_at": row["archived_at"] or self._stamp(),
        }

    def _rows(self, table: str, person_id: str) -> list[Row]:
        return self._db.rows(f"SELECT * FROM {table} WHERE participant_id = ?", (person_id,))  # noqa: S608

    def _stamp(self) -> str:
        return to_stamp(self._db.clock.now())
