"""The rows of people in the workbook: reading them, and writing inside an open action."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from facilitator.ids import new_id
from facilitator.people.age import ADULT, is_minor
from facilitator.people.card_codes import new_card_code
from facilitator.people.folding import fold
from facilitator.people.model import (
    Consent,
    Contact,
    EnrolmentRow,
    EnrolmentStatus,
    Guardian,
    KnownPerson,
    NewPerson,
    Participant,
    ParticipantRow,
)
from facilitator.people.name_index import Entry
from facilitator.people.names import sort_key
from facilitator.people.search import match_query, query_words, search_text
from facilitator.storage import Database, Row

# A guardian tells who is a minor only where no birth date does.
_LIST = """
SELECT p.search_row, p.id, p.name, p.call_name, p.native_name, p.native_language, p.sort_key,
       p.age_band, p.district, p.complete_later, (p.access_needs <> '' OR p.allergies <> ''),
       p.birth_date, p.birth_date IS NULL
         AND EXISTS (SELECT 1 FROM guardian g WHERE g.participant_id = p.id)
  FROM participant p
"""

_ENROLMENTS = """
SELECT e.id AS enrolment_id, e.participant_id, e.programme_id, r.title AS programme_title, p.name,
       p.call_name, p.native_name, p.native_language, p.sort_key, e.enrolled_on, e.left_on,
       e.status, e.note, p.birth_date, p.age_band, p.complete_later,
       (p.access_needs <> '' OR p.allergies <> '') AS has_needs,
       EXISTS (SELECT 1 FROM guardian g WHERE g.participant_id = p.id) AS has_guardian
  FROM enrolment e
  JOIN participant p ON p.id = e.participant_id
  JOIN programme r ON r.id = e.programme_id
"""

_IN_PROGRAMME = """
(:programme_id IS NULL OR EXISTS (SELECT 1 FROM enrolment e
  WHERE e.programme_id = :programme_id AND e.participant_id = p.id))
"""

# The page is found by its row numbers first: sorting and skipping then carry nothing else along.
# Best first: the sort key begins with what was typed, then the name does, then any other word.
_ORDER_FOUND = """
 ORDER BY CASE WHEN p.sort_key >= :key AND p.sort_key < :key_end THEN 0
               WHEN substr(p.search_text, 1, length(:start)) = :start THEN 1
               ELSE 2 END, p.sort_key, p.search_row
"""
_ORDER = " ORDER BY p.sort_key, p.search_row "

_FOUND = f"""
{_LIST}
 WHERE p.search_row IN (SELECT p.search_row FROM participant_words w
   JOIN participant p ON p.search_row = w.rowid
  WHERE participant_words MATCH :match AND p.archived_at IS NULL AND {_IN_PROGRAMME}
  {_ORDER_FOUND} LIMIT :limit OFFSET :offset)
 {_ORDER_FOUND}
"""  # noqa: S608 - made of the constants above

# The first of these three groups alone, straight from the index of sort keys.
_BEGINNING = f"""
{_LIST}
 WHERE p.search_row IN (SELECT p.search_row FROM participant p
  WHERE p.sort_key >= :key AND p.sort_key < :key_end AND p.archived_at IS NULL
  {_ORDER} LIMIT :limit OFFSET :offset)
 {_ORDER}
"""  # noqa: S608 - made of the constants above

_ALL = f"""
{_LIST}
 WHERE p.search_row IN (SELECT p.search_row FROM participant p
  WHERE p.archived_at IS NULL AND {_IN_PROGRAMME} {_ORDER} LIMIT :limit OFFSET :offset)
 {_ORDER}
"""  # noqa: S608 - made of the constants above

_COUNT_FOUND = f"""
SELECT count(*) FROM participant p
 WHERE p.search_row IN (SELECT rowid FROM participant_words WHERE participant_words MATCH :match)
   AND p.archived_at IS NULL AND {_IN_PROGRAMME}
"""  # noqa: S608 - made of the constants above

_COUNT_ALL = f"""
SELECT count(*) FROM participant p WHERE p.archived_at IS NULL AND {_IN_PROGRAMME}
"""  # noqa: S608 - made of the constants above

_AFTER_ANY_LETTER = "\U0010ffff"

# Fields of a person that are plain text in their row, each named as its column.
TEXT_FIELDS = frozenset(
    {
        "call_name", "given", "family", "name_order", "name_note", "native_name",
        "native_language", "age_band", "gender", "first_language", "district", "work_status",
        "disability", "internet_at_home", "access_needs", "allergies", "notes",
    }
)  # fmt: skip


def found(
    db: Database, text: str, programme_id: str | None, limit: int, offset: int, today: date
) -> list[ParticipantRow]:
    """A page of the people that `text` finds, best first; all of them for empty text."""
    words = query_words(text)
    params: dict[str, object] = {"programme_id": programme_id, "limit": limit, "offset": offset}
    if not words:
        return [] if text.strip() else _list_rows(db.rows(_ALL, params), today)
    key = fold(text)
    params |= {
        "key": key,
        "key_end": key + _AFTER_ANY_LETTER,
        "start": " ".join(words),
        "match": match_query(text),
    }
    if programme_id is None and len(words) == 1:
        # One letter may match a fifth of the workbook: the whole need not be sorted for a page.
        rows = db.rows(_BEGINNING, params)
        if len(rows) == limit:
            return _list_rows(rows, today)
    return _list_rows(db.rows(_FOUND, params), today)


def count(db: Database, text: str, programme_id: str | None) -> int:
    """How many people `text` finds."""
    params = {"programme_id": programme_id, "match": match_query(text)}
    if params["match"]:
        return int(db.value(_COUNT_FOUND, params))
    return 0 if text.strip() else int(db.value(_COUNT_ALL, params))


def list_rows(db: Database, participant_ids: Collection[str], today: date) -> list[ParticipantRow]:
    """The rows of the people named by their ids, sorted; unknown ids are left out."""
    rows = db.rows(
        f"{_LIST} WHERE p.id IN (SELECT value FROM json_each(?))"  # noqa: S608 - a constant
        " ORDER BY p.sort_key, p.search_row",
        (json.dumps(list(participant_ids)),),
    )
    return _list_rows(rows, today)


def highest_row(db: Database) -> int:
    """The highest search row: about how many people there are, without counting them."""
    return int(db.value("SELECT coalesce(max(search_row), 0) FROM participant"))


def entries_after(db: Database, after: int, limit: int) -> list[Entry]:
    """Search row, sort key and search text of people in the lists, by their search row."""
    rows = db.rows(
        "SELECT search_row, sort_key, search_text FROM participant"
        " WHERE search_row > ? AND archived_at IS NULL ORDER BY search_row LIMIT ?",
        (after, limit),
    )
    return [tuple(row) for row in rows]


def entries_of(db: Database, numbers: Collection[int]) -> list[Entry]:
    """The same of certain people; those who are archived or gone are left out."""
    if not numbers:
        return []
    rows = db.rows(
        "SELECT search_row, sort_key, search_text FROM participant"
        " WHERE search_row IN (SELECT value FROM json_each(?)) AND archived_at IS NULL",
        (json.dumps(list(numbers)),),
    )
    return [tuple(row) for row in rows]


def rows_by_number(
    db: Database, numbers: Collection[int], today: date
) -> list[tuple[int, ParticipantRow]]:
    """Search rows with the list rows of these people, in no order."""
    # A mark for each number: a third faster than json_each, and a page has few sizes.
    marks = ", ".join("?" * len(numbers))
    rows = db.rows(f"{_LIST} WHERE p.search_row IN ({marks})", tuple(numbers))
    return list(zip((row["search_row"] for row in rows), _list_rows(rows, today), strict=True))


def participant(db: Database, participant_id: str, today: date) -> Participant | None:
    """A person with everything; None when there is no such person."""
    row = db.row("SELECT * FROM participant WHERE id = ?", (participant_id,))
    if row is None:
        return None
    guardians = tuple(
        Guardian(g["id"], g["name"], g["relation"], g["contact"], bool(g["may_collect"]), g["note"])
        for g in db.rows(
            "SELECT * FROM guardian WHERE participant_id = ? ORDER BY id", (row["id"],)
        )
    )
    birth_date = _date(row["birth_date"])
    return Participant(
        id=row["id"],
        seed_key=row["seed_key"],
        name=row["name"],
        call_name=row["call_name"],
        sort_key=row["sort_key"],
        given=row["given"],
        family=row["family"],
        name_order=row["name_order"],
        name_note=row["name_note"],
        native_name=row["native_name"],
        native_language=row["native_language"],
        birth_date=birth_date,
        age_band=row["age_band"],
        gender=row["gender"],
        first_language=row["first_language"],
        district=row["district"],
        work_status=row["work_status"],
        disability=row["disability"],
        internet_at_home=row["internet_at_home"],
        access_needs=row["access_needs"],
        allergies=row["allergies"],
        notes=row["notes"],
        card_code=row["card_code"],
        complete_later=bool(row["complete_later"]),
        added_at=row["added_at"],
        archived_at=row["archived_at"],
        merged_into=row["merged_into"],
        minor=is_minor(birth_date, row["age_band"], today, has_guardian=bool(guardians)),
        custom=json.loads(row["custom"]),
        contacts=tuple(
            Contact(c["id"], c["kind"], c["value"], c["label"])
            for c in db.rows(
                "SELECT * FROM participant_contact WHERE participant_id = ? ORDER BY id",
                (row["id"],),
            )
        ),
        guardians=guardians,
        consents=tuple(
            Consent(
                id=c["id"],
                purpose=c["purpose"],
                answer=c["answer"],
                given_on=_date(c["given_on"]),
                given_by=c["given_by"],
                guardian_id=c["guardian_id"],
                recorded_at=c["recorded_at"],
                withdrawn_at=c["withdrawn_at"],
            )
            for c in db.rows(
                "SELECT * FROM consent WHERE participant_id = ? ORDER BY purpose, recorded_at, id",
                (row["id"],),
            )
        ),
        enrolments=tuple(
            _enrolment(e, today)
            for e in db.rows(
                f"{_ENROLMENTS} WHERE e.participant_id = ? ORDER BY e.enrolled_on, e.id",
                (row["id"],),
            )
        ),
    )


def roster(db: Database, programme_id: str, today: date) -> list[EnrolmentRow]:
    """Everybody ever enrolled in a programme, sorted by name."""
    rows = db.rows(
        f"{_ENROLMENTS} WHERE e.programme_id = ? ORDER BY p.sort_key, p.search_row",
        (programme_id,),
    )
    return [_enrolment(row, today) for row in rows]


def needs(db: Database, participant_ids: Collection[str]) -> list[Row]:
    """The needs columns of people, sorted by name, with the names of their guardians."""
    return db.rows(
        """
        SELECT p.id, p.name, p.access_needs, p.allergies, p.birth_date, p.age_band,
               (SELECT group_concat(name, ', ') FROM
                 (SELECT g.name FROM guardian g WHERE g.participant_id = p.id ORDER BY g.id))
               AS guardians
          FROM participant p WHERE p.id IN (SELECT value FROM json_each(?))
         ORDER BY p.sort_key, p.search_row
        """,
        (json.dumps(list(participant_ids)),),
    )


def person_values(person: NewPerson, stamp: str, import_id: str | None = None) -> dict[str, object]:
    """The row of a new person; names are expected to be clean (`facilitator.people.names`)."""
    key = sort_key(person.name, sort_as=person.sort_as, given=person.given, family=person.family)
    return {
        "id": new_id(),
        "seed_key": person.seed_key,
        "name": person.name,
        "sort_key": key,
        "search_text": search_text(person.name, person.native_name, person.call_name, key),
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "custom": json.dumps(dict(person.custom), ensure_ascii=False),
        "card_code": new_card_code(),
        "complete_later": int(person.complete_later),
        "import_id": import_id,
        "added_at": stamp,
        **{name: getattr(person, name) for name in _TEXT_FIELDS_IN_ORDER},
    }


def insert_people(db: Database, rows: Iterable[Mapping[str, object]]) -> None:
    """Make many participants; inside an action."""
    names = ("id", "seed_key", "name", "sort_key", "search_text", "birth_date", "custom",
             "card_code", "complete_later", "import_id", "added_at",
             *_TEXT_FIELDS_IN_ORDER)  # fmt: skip
    marks = ", ".join(f":{name}" for name in names)
    db.write_many(
        f"INSERT INTO participant ({', '.join(names)}) VALUES ({marks})",  # noqa: S608 - constants
        rows,
    )


def insert_contacts(db: Database, rows: Iterable[tuple[str, str, str]]) -> None:
    """Make contacts of (participant id, kind, value); inside an action."""
    db.write_many(
        "INSERT INTO participant_contact (id, participant_id, kind, value) VALUES (?, ?, ?, ?)",
        ((new_id(), *row) for row in rows),
    )


def insert_enrolments(
    db: Database, programme_id: str, participant_ids: Iterable[str], on: date
) -> None:
    """Enrol many people who are not enrolled yet; inside an action."""
    db.write_many(
        "INSERT INTO enrolment (id, programme_id, participant_id, enrolled_on) VALUES (?, ?, ?, ?)",
        ((new_id(), programme_id, key, on.isoformat()) for key in participant_ids),
    )


def enrolment_of(db: Database, programme_id: str, participant_id: str) -> Row | None:
    """The enrolment of a person in a programme."""
    return db.row(
        "SELECT * FROM enrolment WHERE programme_id = ? AND participant_id = ?",
        (programme_id, participant_id),
    )


def known_people(db: Database) -> list[KnownPerson]:
    """Everybody who is not archived, for finding twins."""
    rows = db.rows(
        "SELECT id, name, birth_date FROM participant WHERE archived_at IS NULL ORDER BY search_row"
    )
    return [KnownPerson(row["id"], row["name"], _date(row["birth_date"])) for row in rows]


def participant_by_card(db: Database, code: str, participant_id: str) -> str | None:
    """The person whose card has this code, or whose id it is; of two made one, the one kept."""
    found_id: str | None = db.value(
        "SELECT coalesce(merged_into, id) FROM participant WHERE card_code = ? OR id = ?",
        (code, participant_id),
    )
    return found_id


_TEXT_FIELDS_IN_ORDER = tuple(sorted(TEXT_FIELDS))


def _list_rows(rows: Iterable[Row], today: date) -> list[ParticipantRow]:
    # By their places, and with dates compared as texts: half the time of a page of a search.
    born_by = f"{today.year - ADULT:04}-{today:%m-%d}"
    return [
        ParticipantRow(
            key, name, call_name, native_name, native_language, sort_key, age_band, district,
            bool(complete_later), bool(has_needs),
            born > born_by if born else _is_minor_by_band(age_band, bool(has_guardian)),
        )
        for (_, key, name, call_name, native_name, native_language, sort_key, age_band, district,
             complete_later, has_needs, born, has_guardian) in rows
    ]  # fmt: skip


@lru_cache(maxsize=256)
def _is_minor_by_band(age_band: str, has_guardian: bool) -> bool:  # noqa: FBT001 - a key
    return is_minor(None, age_band, date.min, has_guardian=has_guardian)


def row_is_minor(row: Row, today: date) -> bool:
    """Whether a row with `birth_date`, `age_band` and `has_guardian` is of a minor."""
    return is_minor(
        _date(row["birth_date"]), row["age_band"], today, has_guardian=bool(row["has_guardian"])
    )


def _enrolment(row: Row, today: date) -> EnrolmentRow:
    return EnrolmentRow(
        enrolment_id=row["enrolment_id"],
        participant_id=row["participant_id"],
        programme_id=row["programme_id"],
        programme_title=row["programme_title"],
        name=row["name"],
        call_name=row["call_name"],
        native_name=row["native_name"],
        native_language=row["native_language"],
        sort_key=row["sort_key"],
        enrolled_on=date.fromisoformat(row["enrolled_on"]),
        left_on=_date(row["left_on"]),
        status=EnrolmentStatus(row["status"]),
        note=row["note"],
        has_needs=bool(row["has_needs"]),
        minor=row_is_minor(row, today),
        complete_later=bool(row["complete_later"]),
    )


def _date(value: Any) -> date | None:  # noqa: ANN401 - a column of a row
    return date.fromisoformat(value) if value else None
