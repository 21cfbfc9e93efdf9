"""What one can do about people who are in the workbook twice: find, look, make one, keep apart."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from facilitator.clock import to_stamp
from facilitator.errors import NotFound, Refused
from facilitator.ids import new_id
from facilitator.people import merge_rows
from facilitator.people.duplicates import LikePair, like_pairs
from facilitator.people.folding import fold
from facilitator.people.likeness import Likened, LikeReason, Strength, phone_digits
from facilitator.people.merge_rows import RowsMoved
from facilitator.people.merging import (
    CHOSEN,
    JOINED,
    FieldMerge,
    Side,
    merged_fields,
)
from facilitator.people.names import sort_key
from facilitator.people.search import search_text
from facilitator.storage import Database, Row

_EVERYBODY = """
SELECT id, name, native_name, birth_date, complete_later FROM participant
 WHERE archived_at IS NULL ORDER BY search_row
"""
_CONTACTS = """
SELECT participant_id, kind, value FROM participant_contact WHERE kind IN ('phone', 'email')
"""
_DOUBLED = """
SELECT kept.serial AS one, other.serial AS second
  FROM certificate kept
  JOIN certificate other ON other.programme_id = kept.programme_id AND other.kind = kept.kind
 WHERE kept.participant_id = ? AND other.participant_id = ?
   AND kept.state = 'issued' AND other.state = 'issued'
 ORDER BY kept.serial, other.serial
"""


@dataclass(frozen=True, slots=True)
class LikePeople:
    """Two people who may be one, by name, with why and how strongly."""

    one_id: str
    one_name: str
    other_id: str
    other_name: str
    strength: Strength
    reasons: tuple[LikeReason, ...]


@dataclass(frozen=True, slots=True)
class SharedWorkshop:
    """A workshop at which both records are marked: the marks that would become one."""

    workshop_id: str
    title: str
    starts_local: str


@dataclass(frozen=True, slots=True)
class MergePreview:
    """Everything a merge would do, before it does it.

    `fields`: which value stays; `rows`: how many rows of which table go along and how many become
    one with a row of the kept person; `both_at`: workshops where both are marked; `serials`: the
    numbers of the other's certificates, which stay valid under the kept person; `doubled`: pairs of
    valid certificates of one award, of which somebody may want to revoke one.
    """

    kept_id: str
    kept_name: str
    other_id: str
    other_name: str
    fields: tuple[FieldMerge, ...]
    rows: tuple[RowsMoved, ...]
    both_at: tuple[SharedWorkshop, ...]
    serials: tuple[str, ...]
    doubled: tuple[tuple[str, str], ...]


class Twins:
    """Finding people who are there twice, and making them one.

    Refusals: ``merge-with-itself``, ``participant-merged`` (is already another person),
    ``field-unknown``; `NotFound` ("participant-unknown").
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    # Finding ------------------------------------------------------------------------------------

    def pairs(self, *, limit: int | None = None) -> list[LikePeople]:
        """Everybody who may be there twice, the strongest likeness first; never merged unasked."""
        everybody = self.likened()
        return self._told(like_pairs(everybody, settled=self._settled())[:limit], everybody)

    def like(self, participant_id: str) -> list[LikePeople]:
        """Who may be the same as one person; that person stands first in each pair."""
        everybody = self.likened()
        person = [each for each in everybody if each.id == participant_id]
        pairs = like_pairs(person, everybody, settled=self._settled())
        return [
            pair
            if pair.one_id == participant_id
            else LikePeople(
                pair.other_id,
                pair.other_name,
                pair.one_id,
                pair.one_name,
                pair.strength,
                pair.reasons,
            )
            for pair in self._told(pairs, everybody)
        ]

    def likened(self) -> list[Likened]:
        """Everybody who is not archived, as `likeness` compares them."""
        phones: dict[str, set[str]] = {}
        emails: dict[str, set[str]] = {}
        for row in self._db.rows(_CONTACTS):
            found, text = (
                (phones, phone_digits(row["value"]))
                if row["kind"] == "phone"
                else (emails, fold(row["value"]))
            )
            if text:
                found.setdefault(row["participant_id"], set()).add(text)
        return [
            Likened(
                id=row["id"],
                name=row["name"],
                native_name=row["native_name"],
                birth_date=date.fromisoformat(row["birth_date"]) if row["birth_date"] else None,
                phones=frozenset(phones.get(row["id"], ())),
                emails=frozenset(emails.get(row["id"], ())),
                complete_later=bool(row["complete_later"]),
            )
            for row in self._db.rows(_EVERYBODY)
        ]

    def not_same(self, one_id: str, other_id: str) -> None:
        """Remember that two people who look alike are two; they are not brought up again."""
        pair, one = self._two(one_id, other_id)
        if pair in self._settled():
            return
        with self._db.action("people-kept-apart", name=one["name"]):
            self._db.insert(
                "not_same_person",
                {"id": new_id(), "one_id": pair[0], "other_id": pair[1], "decided_at": self._now()},
            )

    def perhaps_same(self, one_id: str, other_id: str) -> None:
        """Forget that two people were said to be two."""
        pair, one = self._two(one_id, other_id)
        row_id = self._db.value(
            "SELECT id FROM not_same_person WHERE one_id = ? AND other_id = ?", pair
        )
        if row_id is not None:
            with self._db.action("people-not-kept-apart", name=one["name"]):
                self._db.delete("not_same_person", row_id)

    def kept_apart(self) -> list[tuple[str, str]]:
        """The pairs that somebody said are two people, lower id first."""
        return sorted(self._settled())

    # Making one ---------------------------------------------------------------------------------

    def better_kept(self, one_id: str, other_id: str) -> str:
        """Which of two records to keep, as a proposal: not the walk-in, then the older one."""
        rows = [self._row(one_id), self._row(other_id)]
        return str(min(rows, key=lambda row: (row["complete_later"], row["added_at"]))["id"])

    def preview(
        self, kept_id: str, other_id: str, choices: Mapping[str, Side | str] | None = None
    ) -> MergePreview:
        """What making `other_id` a part of `kept_id` would do; `choices`: sides by field."""
        kept, other = self._both(kept_id, other_id)
        shared = [row["workshop_id"] for row, _ in self._colliding_marks(kept_id, other_id)]
        workshops = self._db.rows(
            "SELECT id, title, starts_local FROM workshop"
            " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY starts_local, id",
            (json.dumps(shared),),
        )
        serials = self._db.rows(
            "SELECT serial FROM certificate WHERE participant_id = ? ORDER BY serial", (other_id,)
        )
        doubled = self._db.rows(_DOUBLED, (kept_id, other_id))
        return MergePreview(
            kept_id=kept_id,
            kept_name=kept["name"],
            other_id=other_id,
            other_name=other["name"],
            fields=tuple(merged_fields(_texts(kept), _texts(other), _sides(choices))),
            rows=tuple(merge_rows.rows_to_move(self._db, kept_id, other_id)),
            both_at=tuple(
                SharedWorkshop(row["id"], row["title"], row["starts_local"]) for row in workshops
            ),
            serials=tuple(row["serial"] for row in serials),
            doubled=tuple((row["one"], row["second"]) for row in doubled),
        )

    def merge(
        self, kept_id: str, other_id: str, choices: Mapping[str, Side | str] | None = None
    ) -> None:
        """Make two records one, in one action that one undo takes back wholly.

        Attendance, observations, certificates with their numbers, enrolments, guardians, consents
        and notes go along. The other record stays as a mere sign: its card and the sheets it was
        printed on lead to the kept person.
        """
        kept, other = self._both(kept_id, other_id)
        fields = merged_fields(_texts(kept), _texts(other), _sides(choices))
        values: dict[str, object] = {each.field: each.result for each in fields}
        if "birth_date" in values:
            values["birth_date"] = values["birth_date"] or None
        values["custom"] = json.dumps(
            {**json.loads(other["custom"]), **json.loads(kept["custom"])}, ensure_ascii=False
        )
        # Of a walk-in nothing is to be completed once the person is known.
        values["complete_later"] = min(kept["complete_later"], other["complete_later"])
        values |= _names(kept, other, values)
        with self._db.action("people-merged", name=values.get("name", kept["name"])):
            merge_rows.move_everything(self._db, kept_id, other_id)
            self._db.update("participant", kept_id, values)
            self._db.update(
                "participant",
                other_id,
                {
                    "merged_into": kept_id,
                    "archived_at": other["archived_at"] or self._now(),
                },
            )

    def standing_for(self, participant_ids: Collection[str]) -> dict[str, str]:
        """For each id the id of the person it stands for now: itself, or whom it was merged into.

        For printed sheets and cards; unknown ids are left out.
        """
        rows = self._db.rows(
            "SELECT id, coalesce(merged_into, id) AS now FROM participant"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(participant_ids)),),
        )
        return {row["id"]: row["now"] for row in rows}

    # ---------------------------------------------------------------------------------------------

    def _told(self, pairs: list[LikePair], people: Collection[Likened]) -> list[LikePeople]:
        names = {person.id: person.name for person in people}
        return [
            LikePeople(
                pair.one_id,
                names[pair.one_id],
                pair.other_id,
                names[pair.other_id],
                pair.likeness.strength,
                pair.likeness.reasons,
            )
            for pair in pairs
        ]

    def _settled(self) -> frozenset[tuple[str, str]]:
        rows = self._db.rows("SELECT one_id, other_id FROM not_same_person")
        return frozenset((row["one_id"], row["other_id"]) for row in rows)

    def _colliding_marks(self, kept_id: str, other_id: str) -> list[tuple[Row, Row]]:
        return merge_rows.colliding(self._db, "attendance", kept_id, other_id)

    def _two(self, one_id: str, other_id: str) -> tuple[tuple[str, str], Row]:
        one, other = self._row(one_id), self._row(other_id)
        if one_id == other_id:
            raise Refused("merge-with-itself", name=one["name"])
        low, high = sorted((one["id"], other["id"]))
        return (low, high), one

    def _both(self, kept_id: str, other_id: str) -> tuple[Row, Row]:
        self._two(kept_id, other_id)
        kept, other = self._row(kept_id), self._row(other_id)
        for row in (kept, other):
            if row["merged_into"] is not None:
                raise Refused("participant-merged", name=row["name"])
        return kept, other

    def _row(self, participant_id: str) -> Row:
        row = self._db.row("SELECT * FROM participant WHERE id = ?", (participant_id,))
        if row is None:
            raise NotFound("participant-unknown", id=participant_id)
        return row

    def _now(self) -> str:
        return to_stamp(self._db.clock.now())


def _texts(row: Row) -> dict[str, str]:
    return {field: row[field] or "" for field in (*CHOSEN, *JOINED)}


def _sides(choices: Mapping[str, Side | str] | None) -> dict[str, Side]:
    for field in choices or {}:
        if field not in CHOSEN:
            raise Refused("field-unknown", field=field)
    return {field: Side(side) for field, side in (choices or {}).items()}


def _names(kept: Row, other: Row, values: Mapping[str, object]) -> dict[str, object]:
    """Sort key and search words of the merged names; the other spelling is found as well."""
    name = str(values.get("name", kept["name"]))
    key = next(
        (row["sort_key"] for row in (kept, other) if row["name"] == name),
        sort_key(name),
    )
    words = search_text(
        name,
        str(values.get("native_name", "")),
        str(values.get("call_name", "")),
        key,
        kept["name"],
        other["name"],
    )
    return {"sort_key": key, "search_text": words}
