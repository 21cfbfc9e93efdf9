"""Who stayed away several times running, and what came of asking after them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict, Unpack

from facilitator.attendance.grid import Register
from facilitator.attendance.model import EXCUSED, GridRow, GridWorkshop, Standing
from facilitator.clock import from_stamp, to_stamp
from facilitator.errors import NotFound, Refused
from facilitator.ids import new_id
from facilitator.people.names import clean_note, clean_text
from facilitator.storage import Database

_ENTRIES = """
SELECT c.*, p.name, coalesce(r.title, '') AS programme_title, coalesce(t.name, '') AS by_name
  FROM absence_contact c
  JOIN participant p ON p.id = c.participant_id
  LEFT JOIN programme r ON r.id = c.programme_id
  LEFT JOIN team_member t ON t.id = c.by_member_id
 WHERE (:participant_id IS NULL OR c.participant_id = :participant_id)
   AND (:programme_id IS NULL OR c.programme_id = :programme_id)
 ORDER BY c.contacted_at DESC, c.id DESC
"""
_PHONES = """
SELECT participant_id, value FROM participant_contact WHERE kind IN ('phone', 'emergency')
 ORDER BY kind DESC, id
"""


@dataclass(frozen=True, slots=True)
class Missed:
    """One workshop that somebody missed; `status_key` None: not marked."""

    workshop_id: str
    title: str
    on: date
    status_key: str | None


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """One time somebody was asked after: how, what was heard, what comes next."""

    id: str
    participant_id: str
    name: str
    programme_id: str | None
    programme_title: str
    contacted_at: datetime
    way: str
    reason: str
    outcome: str
    next_step: str
    next_on: date | None
    by_name: str


@dataclass(frozen=True, slots=True)
class MissedRow:
    """Somebody to be asked after, as the list on screen and on paper shows them.

    `missed`: the workshops missed in a row, newest first; `all_excused`: an apology for each.
    `asked`: what was noted since the first of them, newest first.
    """

    participant_id: str
    name: str
    native_name: str
    missed: tuple[Missed, ...]
    all_excused: bool
    last_came: date | None
    phones: tuple[str, ...]
    asked: tuple[ContactEntry, ...]


class EntryTexts(TypedDict, total=False):
    """What may be said of a contact."""

    way: str
    reason: str
    outcome: str
    next_step: str
    next_on: date | None


class FollowUp:
    """Absences followed up without any e-mail.

    Refusals: ``contact-entry-empty``; `NotFound`: ``contact-entry-unknown``,
    ``participant-unknown``, ``programme-unknown``.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def missed(self, programme_id: str, *, running: int | None = None) -> list[MissedRow]:
        """Who is still enrolled and missed at least `running` workshops in a row, by name.

        `running` None: as the programme's rule says; a rule of 0 asks after nobody.
        """
        grid = Register(self._db, programme_id).grid(None, 0)
        if running is None:
            running = int(
                self._db.value(
                    "SELECT follow_up_after FROM programme WHERE id = ?", (programme_id,)
                )
            )
        if running < 1:
            return []
        entries = self.entries(programme_id=programme_id)
        phones: dict[str, list[str]] = {}
        for row in self._db.rows(_PHONES):
            phones.setdefault(row["participant_id"], []).append(row["value"])
        held = [each for each in grid.workshops if each.marked and not each.cancelled]
        today = max((each.on for each in held), default=date.min)
        found = []
        for person in grid.people:
            if person.standing != "active" or person.total.missed_running < running:
                continue
            missed = _missed(person, grid.workshops)
            if not missed or not _still_expected(person, grid.workshops, today):
                continue
            found.append(
                MissedRow(
                    participant_id=person.participant_id,
                    name=person.name,
                    native_name=person.native_name,
                    missed=missed,
                    all_excused=all(each.status_key == EXCUSED for each in missed),
                    last_came=person.total.last_on,
                    phones=tuple(phones.get(person.participant_id, ())),
                    asked=tuple(
                        entry
                        for entry in entries
                        if entry.participant_id == person.participant_id
                        and entry.contacted_at.date() >= missed[-1].on
                    ),
                )
            )
        return found

    def note(
        self,
        participant_id: str,
        programme_id: str | None = None,
        *,
        at: datetime | None = None,
        by_member_id: str | None = None,
        **texts: Unpack[EntryTexts],
    ) -> str:
        """Note that somebody was asked after: way (phone), reason, outcome, next step and day."""
        values = _values(texts)
        if not any(values.values()):
            raise Refused("contact-entry-empty")
        name = self._db.value("SELECT name FROM participant WHERE id = ?", (participant_id,))
        if name is None:
            raise NotFound("participant-unknown", id=participant_id)
        entry_id = new_id()
        with self._db.action("absence-followed-up", name=name):
            self._db.insert(
                "absence_contact",
                {
                    "id": entry_id,
                    "participant_id": participant_id,
                    "programme_id": programme_id,
                    "contacted_at": to_stamp(at or self._db.clock.now()),
                    "by_member_id": by_member_id,
                    **values,
                },
            )
        return entry_id

    def change(self, entry_id: str, **texts: Unpack[EntryTexts]) -> None:
        """Change what was noted."""
        name = self._name(entry_id)
        with self._db.action("absence-entry-changed", name=name):
            self._db.update("absence_contact", entry_id, _values(texts))

    def remove(self, entry_id: str) -> None:
        """Remove what was noted."""
        name = self._name(entry_id)
        with self._db.action("absence-entry-removed", name=name):
            self._db.delete("absence_contact", entry_id)

    def entries(
        self, *, participant_id: str | None = None, programme_id: str | None = None
    ) -> list[ContactEntry]:
        """What was noted, newest first."""
        rows = self._db.rows(
            _ENTRIES, {"participant_id": participant_id, "programme_id": programme_id}
        )
        return [
            ContactEntry(
                id=row["id"],
                participant_id=row["participant_id"],
                name=row["name"],
                programme_id=row["programme_id"],
                programme_title=row["programme_title"],
                contacted_at=from_stamp(row["contacted_at"]),
                way=row["way"],
                reason=row["reason"],
                outcome=row["outcome"],
                next_step=row["next_step"],
                next_on=date.fromisoformat(row["next_on"]) if row["next_on"] else None,
                by_name=row["by_name"],
            )
            for row in rows
        ]

    def due(self, today: date) -> list[ContactEntry]:
        """Next steps whose day has come, unless something was noted for the person since."""
        seen: set[tuple[str, str | None]] = set()
        found = []
        for entry in self.entries():
            place = (entry.participant_id, entry.programme_id)
            if place not in seen and entry.next_on is not None and entry.next_on <= today:
                found.append(entry)
            seen.add(place)
        return sorted(found, key=lambda entry: entry.next_on or today)

    def _name(self, entry_id: str) -> str:
        name = self._db.value(
            "SELECT p.name FROM absence_contact c JOIN participant p ON p.id = c.participant_id"
            " WHERE c.id = ?",
            (entry_id,),
        )
        if name is None:
            raise NotFound("contact-entry-unknown", id=entry_id)
        return str(name)


def _missed(person: GridRow, workshops: tuple[GridWorkshop, ...]) -> tuple[Missed, ...]:
    """The workshops missed up to the latest one that has marks, newest first."""
    places = sorted(range(len(workshops)), key=lambda at: workshops[at].starts_at, reverse=True)
    found = []
    for place in places:
        workshop, cell = workshops[place], person.cells[place]
        if workshop.cancelled or not workshop.marked or cell.standing is not Standing.ENROLLED:
            continue
        if cell.minutes > 0:
            break
        found.append(Missed(workshop.workshop_id, workshop.title, workshop.on, cell.status_key))
    return tuple(found)


def _still_expected(person: GridRow, workshops: tuple[GridWorkshop, ...], today: date) -> bool:
    """Whether the person still belongs to the programme at its latest workshop with marks."""
    latest = [
        cell.standing
        for workshop, cell in zip(workshops, person.cells, strict=True)
        if workshop.on == today
    ]
    return Standing.WITHDRAWN not in latest


def _values(texts: EntryTexts) -> dict[str, object]:
    values: dict[str, object] = {
        column: clean_note(text) if column != "way" else clean_text(text)
        for column, text in texts.items()
        if isinstance(text, str)
    }
    if "next_on" in texts:
        day = texts["next_on"]
        values["next_on"] = day.isoformat() if day else None
    return values
