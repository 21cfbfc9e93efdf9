"""What the centre asks people besides their name: nothing, until somebody turns it on and why.

A field that is shown tells the reason for asking, so that a person can decide whether to answer.
Shipped fields have a column of their own; answers to the centre's own fields are kept with the
person under the field's key. Turning a field off hides it and removes no answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from facilitator.errors import NotFound, Refused
from facilitator.ids import new_id
from facilitator.people.folding import fold
from facilitator.people.names import clean_note, clean_text
from facilitator.storage import Database


class FieldKind(StrEnum):
    """How a field is answered."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes-no"
    CHOICE = "choice"


SHIPPED: Mapping[str, FieldKind] = {
    "birth_date": FieldKind.DATE,
    "age_band": FieldKind.CHOICE,
    "gender": FieldKind.TEXT,
    "first_language": FieldKind.TEXT,
    "district": FieldKind.TEXT,
    "work_status": FieldKind.TEXT,
    "disability": FieldKind.TEXT,
    "internet_at_home": FieldKind.YES_NO,
    "access_needs": FieldKind.TEXT,
    "allergies": FieldKind.TEXT,
}
"""The optional fields that come with the program; their names and usual reasons are words."""


@dataclass(frozen=True, slots=True)
class AskedField:
    """One optional field. `label` is empty for a shipped one under its shipped name.

    `reason` is empty until the centre words its own; `shown` False: not asked.
    """

    key: str
    own: bool
    label: str
    reason: str
    kind: FieldKind
    choices: tuple[str, ...]
    shown: bool
    position: int


class AskedFields:
    """The optional fields of a workbook.

    Refusals: ``field-label-empty``, ``field-name-taken``, ``field-reason-empty``,
    ``field-choices-empty``, ``field-answer-wrong``, ``field-shipped``; `NotFound`
    ("field-unknown").
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[AskedField]:
        """Every field, shipped ones first; shipped ones that nobody turned on are not shown."""
        rows = {
            row["key"]: AskedField(
                key=row["key"],
                own=bool(row["own"]),
                label=row["label"],
                reason=row["reason"],
                kind=FieldKind(row["kind"]),
                choices=tuple(json.loads(row["choices"])),
                shown=bool(row["shown"]),
                position=row["position"],
            )
            for row in self._db.rows("SELECT * FROM person_field")
        }
        shipped = [
            rows.get(key) or AskedField(key, False, "", "", kind, (), False, place)
            for place, (key, kind) in enumerate(SHIPPED.items())
        ]
        own = sorted((each for each in rows.values() if each.own), key=lambda each: each.position)
        return [*shipped, *own]

    def shown(self) -> list[AskedField]:
        """The fields that are asked."""
        return [each for each in self.all() if each.shown]

    def ask(self, key: str, reason: str) -> None:
        """Ask a field, saying why; people read the reason beside it."""
        field = self._field(key)
        words = clean_note(reason)
        if not words:
            raise Refused("field-reason-empty")
        with self._db.action("field-asked", title=field.label or key):
            self._put(field, shown=1, reason=words)

    def ask_no_more(self, key: str) -> None:
        """Ask a field no longer; answers that were given stay."""
        field = self._field(key)
        with self._db.action("field-not-asked", title=field.label or key):
            self._put(field, shown=0)

    def add(
        self,
        label: str,
        *,
        reason: str,
        kind: FieldKind | str = FieldKind.TEXT,
        choices: Sequence[str] = (),
    ) -> str:
        """Add a field of the centre's own, asked from now on; gives its key."""
        name, words = self._free_label(label, None), clean_note(reason)
        if not words:
            raise Refused("field-reason-empty")
        offered = [text for text in map(clean_text, choices) if text]
        if FieldKind(kind) is FieldKind.CHOICE and not offered:
            raise Refused("field-choices-empty")
        key = new_id()
        with self._db.action("field-added", title=name):
            self._db.insert(
                "person_field",
                {
                    "id": key,
                    "key": key,
                    "label": name,
                    "reason": words,
                    "kind": FieldKind(kind).value,
                    "choices": json.dumps(list(dict.fromkeys(offered)), ensure_ascii=False),
                    "position": len(self.all()),
                },
            )
        return key

    def change(
        self,
        key: str,
        *,
        label: str | None = None,
        reason: str | None = None,
        choices: Sequence[str] | None = None,
    ) -> None:
        """Reword a field; answers stay as they were given."""
        field = self._field(key)
        values: dict[str, object] = {}
        if label is not None:
            values["label"] = self._free_label(label, key)
        if reason is not None:
            values["reason"] = clean_note(reason)
            if not values["reason"]:
                raise Refused("field-reason-empty")
        if choices is not None:
            offered = [text for text in map(clean_text, choices) if text]
            if field.kind is FieldKind.CHOICE and not offered:
                raise Refused("field-choices-empty")
            values["choices"] = json.dumps(offered, ensure_ascii=False)
        if values:
            with self._db.action("field-changed", title=field.label or key):
                self._put(field, **values)

    def answer(self, participant_id: str, key: str, value: str) -> None:
        """Keep a person's answer to a field of the centre's own; '' takes it away."""
        field = self._field(key)
        if not field.own:
            raise Refused("field-shipped", field=key)
        row = self._db.row("SELECT name, custom FROM participant WHERE id = ?", (participant_id,))
        if row is None:
            raise NotFound("participant-unknown", id=participant_id)
        answers = json.loads(row["custom"])
        checked = checked_answer(field, value)
        if checked:
            answers[key] = checked
        else:
            answers.pop(key, None)
        with self._db.action("participant-changed", name=row["name"]):
            self._db.update(
                "participant",
                participant_id,
                {"custom": json.dumps(answers, ensure_ascii=False)},
            )

    # --------------------------------------------------------------------------------------------

    def _field(self, key: str) -> AskedField:
        for each in self.all():
            if each.key == key:
                return each
        raise NotFound("field-unknown", field=key)

    def _put(self, field: AskedField, **values: object) -> None:
        row_id = self._db.value("SELECT id FROM person_field WHERE key = ?", (field.key,))
        if row_id is not None:
            self._db.update("person_field", row_id, values)
            return
        self._db.insert(
            "person_field",
            {
                "id": new_id(),
                "key": field.key,
                "own": 0,
                "kind": field.kind.value,
                "position": field.position,
                "shown": 0,
                **values,
            },
        )

    def _free_label(self, label: str, own_key: str | None) -> str:
        name = clean_text(label)
        if not name:
            raise Refused("field-label-empty")
        for each in self.all():
            if each.key != own_key and fold(each.label or each.key) == fold(name):
                raise Refused("field-name-taken", title=name)
        return name


def checked_answer(field: AskedField, value: str) -> str:
    """The answer as it is kept. Refused ("field-answer-wrong") when it is none for such a field."""
    text = clean_note(value)
    if not text:
        return ""
    ok = True
    if field.kind is FieldKind.CHOICE:
        ok = text in field.choices
    elif field.kind is FieldKind.YES_NO:
        ok = text in ("yes", "no")
    elif field.kind is FieldKind.NUMBER:
        ok = _is_number(text)
    elif field.kind is FieldKind.DATE:
        ok = _is_date(text)
    if not ok:
        raise Refused("field-answer-wrong", value=text, title=field.label or field.key)
    return text


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
