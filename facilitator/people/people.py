"""What one can do with people: find, add, change, enrol; each change is one named action."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Unpack

from facilitator.clock import to_stamp
from facilitator.errors import NotFound, Refused
from facilitator.ids import new_id
from facilitator.people import store
from facilitator.people.age import checked_birth_date
from facilitator.people.asked import AskedFields
from facilitator.people.card_codes import read_card_code
from facilitator.people.care import Care, CareCard
from facilitator.people.erasure import Erasure
from facilitator.people.finder import Finder
from facilitator.people.groups import Groups
from facilitator.people.model import (
    EnrolmentRow,
    EnrolmentStatus,
    KnownPerson,
    NeedKind,
    NeedRow,
    NewPerson,
    Participant,
    ParticipantRow,
    PersonChanges,
    PersonFields,
)
from facilitator.people.names import clean_name, clean_note, clean_text, refuse_too_long, sort_key
from facilitator.people.search import search_text
from facilitator.people.twins import Twins
from facilitator.progress import NoProgress, Progress
from facilitator.storage import Database

_NAMES = frozenset({"call_name", "native_name", "given", "family"})
_NOTES = frozenset({"notes", "access_needs", "allergies", "name_note"})
_CHUNK = 500


class People:
    """The people of a workbook.

    `twins`: people who are there twice; `care`: contacts, guardians, pick-up codes, consents;
    `asked`: what is asked besides the name; `groups`: who belongs together, from when to when;
    `erasure`: forgetting a person for good.

    Names are kept as written (`facilitator.people.names` says what is cleaned away). Refusals:
    ``name-empty``, ``name-too-long``, ``birth-date-impossible``; `NotFound`
    (``participant-unknown``, ``enrolment-unknown``, ``programme-unknown``).
    """

    def __init__(self, database: Database) -> None:
        self._db = database
        self._finder = Finder(database)
        self.twins = Twins(database)
        self.care = Care(database)
        self.erasure = Erasure(database)
        self.asked = AskedFields(database)
        self.groups = Groups(database)

    # Finding ------------------------------------------------------------------------------------

    def search(
        self,
        text: str = "",
        *,
        programme_id: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> list[ParticipantRow]:
        """A page of the people whose words begin with the words typed, in any order.

        First those whose sort key begins with the text, then those whose name does, then the
        rest, each sorted by sort key. Empty text lists everybody.
        """
        if programme_id is None and offset == 0:
            found = self._finder.found(text, limit, self._today())
            if found is not None:
                return found
        return store.found(self._db, text, programme_id, limit, offset, self._today())

    def get_ready_to_search(self) -> bool:
        """Begin to make a large workbook's index of names, in the background; whether it is there.

        The first search begins it too. Without it, and in smaller workbooks, the file is asked.
        """
        if not self._finder.is_ready():
            self._finder.get_ready()
        return self._finder.is_ready()

    def count(self, text: str = "", programme_id: str | None = None) -> int:
        """How many people `search` would find in all."""
        return store.count(self._db, text, programme_id)

    def rows(self, participant_ids: Collection[str]) -> list[ParticipantRow]:
        """The list rows of certain people, sorted by name."""
        return store.list_rows(self._db, participant_ids, self._today())

    def participant(self, participant_id: str) -> Participant:
        """A person with everything. Raises `NotFound` ("participant-unknown")."""
        found = store.participant(self._db, participant_id, self._today())
        if found is None:
            raise NotFound("participant-unknown", id=participant_id)
        return found

    def find_card(self, code: str) -> str | None:
        """The person whose card was scanned, or whose id was typed; None when nobody's."""
        text = code.strip()
        return store.participant_by_card(self._db, read_card_code(text), text.lower())

    def known(self) -> list[KnownPerson]:
        """Everybody with name and birth date, for finding twins in a list."""
        return store.known_people(self._db)

    def roster(self, programme_id: str) -> list[EnrolmentRow]:
        """Everybody ever enrolled in a programme, sorted by name."""
        return store.roster(self._db, programme_id, self._today())

    def needs(self, participant_ids: Collection[str]) -> list[NeedRow]:
        """What to know of these people: access needs, allergies, and who is a minor.

        The text of a minor names the guardians. Never for the room display.
        """
        found: list[NeedRow] = []
        minors = {row.id for row in self.rows(participant_ids) if row.minor}
        for row in store.needs(self._db, participant_ids):
            told = [
                (NeedKind.ACCESS, row["access_needs"]),
                (NeedKind.ALLERGY, row["allergies"]),
            ]
            found.extend(NeedRow(row["id"], row["name"], kind, text) for kind, text in told if text)
            if row["id"] in minors:
                found.append(
                    NeedRow(row["id"], row["name"], NeedKind.MINOR, row["guardians"] or "")
                )
        return found

    def care_cards(self, participant_ids: Collection[str]) -> list[CareCard]:
        """What to know of these people, by name; those of whom nothing is known are left out."""
        kinds: dict[str, list[tuple[NeedKind, str]]] = {}
        for need in self.needs(participant_ids):
            kinds.setdefault(need.participant_id, []).append((need.kind, need.text))
        cards = []
        for row in self.rows(participant_ids):
            person = self.participant(row.id)
            emergency = tuple(each for each in person.contacts if each.kind == "emergency")
            needs = tuple(kinds.get(row.id, ()))
            if needs or emergency or person.guardians:
                cards.append(CareCard(row.id, row.name, needs, emergency, person.guardians))
        return cards

    # Adding and changing ------------------------------------------------------------------------

    def add(self, name: str, **optional: Unpack[PersonFields]) -> str:
        """Add a person; `optional` are fields of `NewPerson`. Returns the id."""
        person = self.checked(NewPerson(name=name, **optional))
        with self._db.action("participant-added", name=person.name):
            return self.insert(person)

    def checked(self, person: NewPerson) -> NewPerson:
        """The person with every text cleaned; raises the refusals of this class."""
        # Most are empty or clean: a long list comes by here twice.
        cleaned: dict[str, object] = {"name": clean_name(person.name)}
        for column in store.TEXT_FIELDS:
            text = getattr(person, column)
            if text:
                cleaned[column] = _cleaned(column, text)
        for column in ("sort_as", "phone", "email"):
            text = getattr(person, column)
            if text:
                cleaned[column] = clean_text(text)
        if person.birth_date is not None:
            checked_birth_date(person.birth_date, self._today())
        changed = {name: text for name, text in cleaned.items() if text != getattr(person, name)}
        return replace(person, **changed) if changed else person  # type: ignore[arg-type]

    def insert(self, person: NewPerson) -> str:
        """Write a person that `checked` gave, inside an action that is open. Returns the id."""
        values = store.person_values(person, self._stamp())
        self._db.insert("participant", values)
        participant_id = str(values["id"])
        store.insert_contacts(self._db, _contacts(participant_id, person))
        return participant_id

    def update(self, participant_id: str, **changes: Unpack[PersonChanges]) -> None:
        """Change fields of a person, named as in `NewPerson`; a new name sorts and is found anew.

        A sort key that somebody chose stays until `sort_as` is given.
        """
        before = self.participant(participant_id)
        values: dict[str, object] = {
            column: _cleaned(column, str(value))
            for column, value in changes.items()
            if column in store.TEXT_FIELDS
        }
        if "name" in changes:
            values["name"] = clean_name(changes["name"])
        if "complete_later" in changes:
            values["complete_later"] = int(changes["complete_later"])
        if "custom" in changes:
            values["custom"] = json.dumps(dict(changes["custom"]), ensure_ascii=False)
        if "birth_date" in changes:
            values["birth_date"] = self._stored_birth_date(changes["birth_date"])
        values |= self._names_after(before, values, clean_text(changes.get("sort_as", "")))
        name = str(values.get("name", before.name))
        with self._db.action("participant-changed", name=name):
            self._db.update("participant", participant_id, values)

    def archive(self, participant_id: str) -> None:
        """Take a person out of the lists; attendance and certificates keep them."""
        person = self.participant(participant_id)
        with self._db.action("participant-archived", name=person.name):
            self._db.update("participant", participant_id, {"archived_at": self._stamp()})

    def restore(self, participant_id: str) -> None:
        """Bring an archived person back into the lists."""
        person = self.participant(participant_id)
        if person.merged_into is not None:
            raise Refused("participant-merged", name=person.name)
        with self._db.action("participant-restored", name=person.name):
            self._db.update("participant", participant_id, {"archived_at": None})

    def add_contact(self, participant_id: str, kind: str, value: str, label: str = "") -> str:
        """Add a phone, email, address, emergency or other contact. Returns its id."""
        return self._add_part(
            "participant_contact",
            "contact-added",
            participant_id,
            {"kind": kind, "value": _required(value, "contact-empty"), "label": clean_text(label)},
        )

    def add_guardian(
        self,
        participant_id: str,
        name: str,
        *,
        relation: str = "",
        contact: str = "",
        may_collect: bool = True,
        note: str = "",
    ) -> str:
        """Add a guardian, who may or may not collect the person. Returns the guardian's id."""
        return self._add_part(
            "guardian",
            "guardian-added",
            participant_id,
            {
                "name": clean_name(name),
                "relation": clean_text(relation),
                "contact": clean_text(contact),
                "may_collect": int(may_collect),
                "note": clean_note(note),
            },
        )

    def record_consent(
        self,
        participant_id: str,
        purpose: str,
        answer: str,
        *,
        given_on: date | None = None,
        given_by: str = "",
        guardian_id: str | None = None,
    ) -> str:
        """Keep an answer for a purpose; an earlier answer stays in the trail. Returns its id."""
        return self._add_part(
            "consent",
            "consent-recorded",
            participant_id,
            {
                "purpose": _required(purpose, "purpose-empty"),
                "answer": _required(answer, "answer-empty"),
                "given_on": given_on.isoformat() if given_on else None,
                "given_by": clean_text(given_by),
                "guardian_id": guardian_id,
                "recorded_at": self._stamp(),
            },
        )

    # Enrolment ----------------------------------------------------------------------------------

    def enrol(self, participant_id: str, programme_id: str, on: date) -> str:
        """Enrol a person from a day on; who had left comes back. Returns the enrolment's id."""
        person = self.participant(participant_id)
        title = self._programme_title(programme_id)
        with self._db.action("participant-enrolled", name=person.name, programme=title):
            return self.insert_enrolment(participant_id, programme_id, on)

    def add_to_programme(self, name: str, programme_id: str, on: date) -> str:
        """Add a person of whom the name is known, and enrol them: one step. Gives the id."""
        person = self.checked(NewPerson(name=name))
        with self._db.action("participant-added", name=person.name):
            participant_id = self.insert(person)
            self.enrol(participant_id, programme_id, on)
        return participant_id

    def insert_enrolment(self, participant_id: str, programme_id: str, on: date) -> str:
        """Enrol inside an action that is open; an active enrolment stays as it is."""
        enrolment = store.enrolment_of(self._db, programme_id, participant_id)
        if enrolment is None:
            enrolment_id = new_id()
            self._db.insert(
                "enrolment",
                {
                    "id": enrolment_id,
                    "programme_id": programme_id,
                    "participant_id": participant_id,
                    "enrolled_on": on.isoformat(),
                },
            )
            return enrolment_id
        if enrolment["status"] != EnrolmentStatus.ACTIVE or enrolment["left_on"] is not None:
            self._db.update(
                "enrolment",
                enrolment["id"],
                {"status": str(EnrolmentStatus.ACTIVE), "left_on": None},
            )
        return str(enrolment["id"])

    def leave(
        self,
        enrolment_id: str,
        on: date | None,
        status: EnrolmentStatus | str = EnrolmentStatus.WITHDRAWN,
        note: str = "",
    ) -> None:
        """End an enrolment: the last day that counts, how it ended, and why."""
        row = self._db.row(
            "SELECT p.name, e.enrolled_on FROM enrolment e"
            " JOIN participant p ON p.id = e.participant_id WHERE e.id = ?",
            (enrolment_id,),
        )
        if row is None:
            raise NotFound("enrolment-unknown", id=enrolment_id)
        if on is not None and on.isoformat() < row["enrolled_on"]:
            raise Refused("leaves-before-enrolled", on=on.isoformat(), since=row["enrolled_on"])
        with self._db.action("participant-left", name=row["name"]):
            self._db.update(
                "enrolment",
                enrolment_id,
                {
                    "left_on": on.isoformat() if on else None,
                    "status": str(EnrolmentStatus(status)),
                    "note": clean_note(note),
                },
            )

    # Lists --------------------------------------------------------------------------------------

    def add_list(
        self,
        people: Sequence[NewPerson],
        *,
        file_name: str,
        rows_read: int,
        programme_id: str | None = None,
        enrolled_on: date | None = None,
        progress: Progress | None = None,
    ) -> str:
        """Add everybody of an imported list in one action, or nobody. Returns the import's id.

        With a programme they are enrolled in it, from `enrolled_on` (default: today). A cancel
        leaves nothing behind.
        """
        progress = progress or NoProgress()
        total = len(people)
        checked: list[NewPerson] = []
        for number, person in enumerate(people):
            if number % _CHUNK == 0:
                progress.report(number // 2, total)
            checked.append(self.checked(person))
        import_id, stamp = new_id(), self._stamp()
        with self._db.action("people-imported", file=file_name, count=total):
            self._db.insert(
                "list_import",
                {
                    "id": import_id,
                    "file_name": file_name,
                    "imported_at": stamp,
                    "rows_read": rows_read,
                    "people_made": total,
                },
            )
            for first in range(0, total, _CHUNK):
                progress.report((total + first) // 2, total)
                part = checked[first : first + _CHUNK]
                rows = [store.person_values(person, stamp, import_id) for person in part]
                store.insert_people(self._db, rows)
                ids = [str(row["id"]) for row in rows]
                store.insert_contacts(
                    self._db,
                    [
                        contact
                        for key, person in zip(ids, part, strict=True)
                        for contact in _contacts(key, person)
                    ],
                )
                if programme_id is not None:
                    day = enrolled_on or self._today()
                    store.insert_enrolments(self._db, programme_id, ids, day)
            progress.report(total, total)
        return import_id

    # ---------------------------------------------------------------------------------------------

    def _names_after(
        self, before: Participant, values: Mapping[str, object], sort_as: str
    ) -> dict[str, object]:
        """Sort key and search words once `values` are written; nothing if no name changes."""
        if not (sort_as or values.keys() & (_NAMES | {"name"})):
            return {}

        def after(column: str) -> str:
            return str(values.get(column, getattr(before, column)))

        own_key = sort_key(before.name, given=before.given, family=before.family)
        key = before.sort_key
        if sort_as or before.sort_key == own_key:
            key = sort_key(
                after("name"), sort_as=sort_as, given=after("given"), family=after("family")
            )
        words = search_text(after("name"), after("native_name"), after("call_name"), key)
        return {"sort_key": key, "search_text": words}

    def _add_part(
        self, table: str, action: str, participant_id: str, values: Mapping[str, object]
    ) -> str:
        person = self.participant(participant_id)
        part_id = new_id()
        with self._db.action(action, name=person.name):
            self._db.insert(table, {"id": part_id, "participant_id": participant_id, **values})
        return part_id

    def _programme_title(self, programme_id: str) -> str:
        title = self._db.value("SELECT title FROM programme WHERE id = ?", (programme_id,))
        if title is None:
            raise NotFound("programme-unknown", id=programme_id)
        return str(title)

    def _stored_birth_date(self, birth_date: date | None) -> str | None:
        if birth_date is None:
            return None
        return checked_birth_date(birth_date, self._today()).isoformat()

    def _today(self) -> date:
        return self._db.clock.now().date()

    def _stamp(self) -> str:
        return to_stamp(self._db.clock.now())


def _cleaned(column: str, text: str) -> str:
    if column in _NOTES:
        return clean_note(text)
    cleaned = clean_text(text)
    if column in _NAMES:
        refuse_too_long(cleaned)
    return cleaned


def _required(text: str, code: str) -> str:
    cleaned = clean_text(text)
    if not cleaned:
        raise Refused(code)
    return cleaned


def _contacts(participant_id: str, person: NewPerson) -> list[tuple[str, str, str]]:
    given = (("phone", person.phone), ("email", person.email))
    return [(participant_id, kind, value) for kind, value in given if value]
