"""The list of statuses: adding one's own, renaming, hiding; what a mark meant never changes.

Whether a status counts, and how, is settled when it is made: it can be changed only while no mark
has it. A label, a letter, an icon and a colour may change at any time; the status stays the same.
"""

from __future__ import annotations

from typing import TypedDict, Unpack

from facilitator.attendance import store
from facilitator.attendance.model import PRESENT, MinutesRule, Status, Tone
from facilitator.errors import Refused
from facilitator.ids import new_id
from facilitator.people.folding import fold
from facilitator.people.names import clean_text
from facilitator.storage import Database

_MOST_LETTERS = 3


class StatusLook(TypedDict, total=False):
    """What may be changed of a status at any time."""

    label: str
    letter: str
    icon: str
    tone: Tone | str


class StatusList:
    """The statuses of a workbook.

    Refusals: ``status-unknown``, ``status-label-empty``, ``status-name-taken``,
    ``status-letter-taken``, ``status-letter-length``, ``status-in-use``, ``status-needed``.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[Status]:
        """Every status in order, hidden ones too."""
        return store.statuses(self._db)

    def uses(self, key: str) -> int:
        """How many marks have a status."""
        status = store.status(self._db, key)
        return int(
            self._db.value("SELECT count(*) FROM attendance WHERE status_id = ?", (status.id,))
        )

    def add(
        self,
        label: str,
        *,
        letter: str,
        counts: bool,
        minutes_rule: MinutesRule | str = MinutesRule.TIMES,
        icon: str = "",
        tone: Tone | str = Tone.NEUTRAL,
    ) -> str:
        """Add a status of one's own; gives its key. `counts`: whoever has it was in the room."""
        name = self._free_label(label, None)
        values = {
            "id": new_id(),
            "key": name,
            "label": name,
            "letter": self._free_letter(letter, None),
            "icon": clean_text(icon),
            "tone": Tone(tone).value,
            "in_room": int(counts),
            "minutes_rule": MinutesRule(minutes_rule).value,
            "position": max((each.position for each in self.all()), default=0) + 1,
        }
        with self._db.action("status-added", title=name):
            self._db.insert("attendance_status", values)
        return name

    def change(self, key: str, **look: Unpack[StatusLook]) -> None:
        """Rename a status or change how it is shown; marks that have it keep it."""
        status = store.status(self._db, key)
        values: dict[str, object] = {}
        if "label" in look:
            values["label"] = self._free_label(look["label"], key)
        if "letter" in look:
            values["letter"] = self._free_letter(look["letter"], key)
        if "icon" in look:
            values["icon"] = clean_text(look["icon"])
        if "tone" in look:
            values["tone"] = Tone(look["tone"]).value
        if values:
            with self._db.action("status-changed", title=status.label or status.key):
                self._db.update("attendance_status", status.id, values)

    def change_counting(
        self, key: str, *, counts: bool, minutes_rule: MinutesRule | str = MinutesRule.TIMES
    ) -> None:
        """Change whether a status counts, and how; Refused ("status-in-use") once a mark has it."""
        status = store.status(self._db, key)
        used = self.uses(key)
        if used or not status.own:
            raise Refused("status-in-use", title=status.label or key, count=used)
        with self._db.action("status-changed", title=status.label or key):
            self._db.update(
                "attendance_status",
                status.id,
                {"in_room": int(counts), "minutes_rule": MinutesRule(minutes_rule).value},
            )

    def hide(self, key: str) -> None:
        """Offer a status no longer; marks keep it."""
        status = store.status(self._db, key)
        if key == PRESENT:
            raise Refused("status-needed", title=status.label or key)
        with self._db.action("status-hidden", title=status.label or key):
            self._db.update("attendance_status", status.id, {"hidden": 1})

    def show(self, key: str) -> None:
        """Offer a hidden status again."""
        status = store.status(self._db, key)
        with self._db.action("status-shown", title=status.label or key):
            self._db.update("attendance_status", status.id, {"hidden": 0})

    def put_at(self, key: str, place: int) -> None:
        """Move a status to a place in the list, from 0."""
        order = [each.key for each in self.all()]
        order.remove(store.status(self._db, key).key)
        order.insert(place, key)
        ids = {each.key: each.id for each in self.all()}
        with self._db.action("statuses-ordered"):
            for position, each in enumerate(order):
                self._db.update("attendance_status", ids[each], {"position": position})

    def remove(self, key: str) -> None:
        """Remove a status of one's own that no mark has; others are hidden instead."""
        status = store.status(self._db, key)
        used = self.uses(key)
        if used or not status.own:
            raise Refused("status-in-use", title=status.label or key, count=used)
        with self._db.action("status-removed", title=status.label or key):
            self._db.delete("attendance_status", status.id)

    # --------------------------------------------------------------------------------------------

    def _free_label(self, label: str, own_key: str | None) -> str:
        name = clean_text(label)
        if not name:
            raise Refused("status-label-empty")
        for each in self.all():
            if each.key != own_key and fold(name) in {fold(each.key), fold(each.label)}:
                raise Refused("status-name-taken", title=name)
        return name

    def _free_letter(self, letter: str, own_key: str | None) -> str:
        text = clean_text(letter)
        if not 1 <= len(text) <= _MOST_LETTERS:
            raise Refused("status-letter-length", most=_MOST_LETTERS)
        for each in self.all():
            if (
                each.key != own_key
                and not each.hidden
                and each.letter.casefold() == text.casefold()
            ):
                raise Refused("status-letter-taken", letter=text, title=each.label or each.key)
        return text
