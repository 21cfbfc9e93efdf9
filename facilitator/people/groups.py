"""Groups of people, from a day to a day, and the workshops that are meant for them.

A workshop meant for no group is for everybody enrolled. Whoever is in none of a workshop's groups
on its day is not expected there: it is in no percentage of theirs, and not missed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from facilitator.errors import NotFound, Refused
from facilitator.ids import new_id
from facilitator.people.folding import fold
from facilitator.people.names import clean_text
from facilitator.storage import Database, Row


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a programme, or of the whole workbook; `members` on record, whatever the day."""

    id: str
    programme_id: str | None
    name: str
    members: int


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a group; both days included, None is open."""

    id: str
    participant_id: str
    name: str
    joined_on: date | None
    left_on: date | None


class Groups:
    """The groups of a workbook.

    Refusals: ``group-name-empty``, ``group-name-taken``, ``leaves-before-enrolled``,
    ``group-of-other-programme``; `NotFound`: ``group-unknown``, ``workshop-unknown``,
    ``participant-unknown``.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self, programme_id: str | None = None) -> list[Group]:
        """The groups of a programme, or all of them, by name."""
        rows = self._db.rows(
            "SELECT c.*, (SELECT count(*) FROM cohort_member m WHERE m.cohort_id = c.id) AS members"
            " FROM cohort c WHERE :id IS NULL OR c.programme_id = :id",
            {"id": programme_id},
        )
        groups = [
            Group(row["id"], row["programme_id"], row["name"], row["members"]) for row in rows
        ]
        return sorted(groups, key=lambda group: (fold(group.name), group.id))

    def add(self, name: str, programme_id: str | None = None) -> str:
        """Make a group; gives its id."""
        called = self._free_name(name, programme_id, None)
        group_id = new_id()
        with self._db.action("group-added", title=called):
            self._db.insert(
                "cohort", {"id": group_id, "programme_id": programme_id, "name": called}
            )
        return group_id

    def rename(self, group_id: str, name: str) -> None:
        """Rename a group."""
        row = self._row(group_id)
        called = self._free_name(name, row["programme_id"], group_id)
        with self._db.action("group-renamed", title=called):
            self._db.update("cohort", group_id, {"name": called})

    def remove(self, group_id: str) -> None:
        """Remove a group; its people stay, and workshops meant for it alone are for everybody."""
        row = self._row(group_id)
        with self._db.action("group-removed", title=row["name"]):
            for table in ("cohort_member", "workshop_cohort"):
                ties = self._db.rows(f"SELECT id FROM {table} WHERE cohort_id = ?", (group_id,))  # noqa: S608
                for tie in ties:
                    self._db.delete(table, tie["id"])
            self._db.delete("cohort", group_id)

    def members(self, group_id: str, on: date | None = None) -> list[Member]:
        """Who is in a group, on a day or ever, by name."""
        self._row(group_id)
        rows = self._db.rows(
            "SELECT m.*, p.name FROM cohort_member m JOIN participant p ON p.id = m.participant_id"
            " WHERE m.cohort_id = ? ORDER BY p.sort_key, p.id",
            (group_id,),
        )
        found = [
            Member(
                row["id"], row["participant_id"], row["name"], _day(row["joined_on"]),
                _day(row["left_on"]),
            )
            for row in rows
        ]  # fmt: skip
        return [
            each
            for each in found
            if on is None or (each.joined_on or on) <= on <= (each.left_on or on)
        ]

    def join(self, group_id: str, participant_id: str, on: date | None = None) -> str:
        """Let somebody be in a group from a day on (None: from the beginning)."""
        group = self._row(group_id)
        name = self._db.value("SELECT name FROM participant WHERE id = ?", (participant_id,))
        if name is None:
            raise NotFound("participant-unknown", id=participant_id)
        known = self._membership(group_id, participant_id)
        member_id = known["id"] if known else new_id()
        values = {"joined_on": on.isoformat() if on else None, "left_on": None}
        with self._db.action("group-joined", name=name, title=group["name"]):
            if known is None:
                ids = {"id": member_id, "cohort_id": group_id, "participant_id": participant_id}
                self._db.insert("cohort_member", {**ids, **values})
            else:
                # Who comes back keeps the day of first joining.
                self._db.update("cohort_member", member_id, {"left_on": None})
        return str(member_id)

    def leave(self, group_id: str, participant_id: str, on: date) -> None:
        """Let somebody be in a group until a day, that one included."""
        group = self._row(group_id)
        known = self._membership(group_id, participant_id)
        if known is None:
            raise NotFound("participant-unknown", id=participant_id)
        if known["joined_on"] is not None and on.isoformat() < known["joined_on"]:
            raise Refused("leaves-before-enrolled", on=on.isoformat(), since=known["joined_on"])
        with self._db.action("group-left", name=known["name"], title=group["name"]):
            self._db.update("cohort_member", known["id"], {"left_on": on.isoformat()})

    def meant_for(self, workshop_id: str) -> list[str]:
        """The groups a workshop is meant for; none: for everybody enrolled."""
        rows = self._db.rows(
            "SELECT cohort_id FROM workshop_cohort WHERE workshop_id = ? ORDER BY cohort_id",
            (workshop_id,),
        )
        return [row["cohort_id"] for row in rows]

    def mean_for(self, workshop_id: str, group_ids: Collection[str]) -> None:
        """Say which groups a workshop is meant for; none: for everybody enrolled."""
        row = self._db.row("SELECT title, programme_id FROM workshop WHERE id = ?", (workshop_id,))
        if row is None:
            raise NotFound("workshop-unknown", id=workshop_id)
        for group_id in group_ids:
            if self._row(group_id)["programme_id"] not in (None, row["programme_id"]):
                raise Refused("group-of-other-programme", title=self._row(group_id)["name"])
        known = self._db.rows(
            "SELECT id, cohort_id FROM workshop_cohort WHERE workshop_id = ?", (workshop_id,)
        )
        with self._db.action("workshop-meant-for", title=row["title"]):
            for tie in known:
                if tie["cohort_id"] not in group_ids:
                    self._db.delete("workshop_cohort", tie["id"])
            for group_id in sorted(set(group_ids) - {tie["cohort_id"] for tie in known}):
                ids = {"id": new_id(), "workshop_id": workshop_id, "cohort_id": group_id}
                self._db.insert("workshop_cohort", ids)

    # --------------------------------------------------------------------------------------------

    def _row(self, group_id: str) -> Row:
        row = self._db.row("SELECT * FROM cohort WHERE id = ?", (group_id,))
        if row is None:
            raise NotFound("group-unknown", id=group_id)
        return row

    def _membership(self, group_id: str, participant_id: str) -> Row | None:
        return self._db.row(
            "SELECT m.*, p.name FROM cohort_member m JOIN participant p ON p.id = m.participant_id"
            " WHERE m.cohort_id = ? AND m.participant_id = ?",
            (group_id, participant_id),
        )

    def _free_name(self, name: str, programme_id: str | None, own_id: str | None) -> str:
        called = clean_text(name)
        if not called:
            raise Refused("group-name-empty")
        for each in self.all():
            same_place = each.programme_id == programme_id
            if same_place and each.id != own_id and fold(each.name) == fold(called):
                raise Refused("group-name-taken", title=called)
        return called


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
