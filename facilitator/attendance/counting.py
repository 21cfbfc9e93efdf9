"""Each programme's rule for counting minutes and for asking after those who stay away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict, Unpack

from facilitator.attendance.minutes import ROUNDINGS
from facilitator.errors import NotFound, Refused
from facilitator.people.names import clean_note
from facilitator.storage import Database

_LONGEST_LATENESS = 240
_MOST_MISSED = 50


@dataclass(frozen=True, slots=True)
class CountingChoices:
    """How a programme counts; `late_after_minutes` None: nobody is called late by the times alone.

    `follow_up_after`: missed workshops in a row after which somebody is asked after; 0: never.
    `late_rule`: the rule in the centre's own words, for reports.
    """

    breaks_count: bool
    rounding_minutes: int
    late_after_minutes: int | None
    follow_up_after: int
    late_rule: str


class CountingChanges(TypedDict, total=False):
    """The fields of `CountingChoices`, by name."""

    breaks_count: bool
    rounding_minutes: int
    late_after_minutes: int | None
    follow_up_after: int
    late_rule: str


class Counting:
    """The counting rule of each programme, to be seen and changed.

    Refusals: ``minutes-out-of-range``, ``rounding-not-offered``, ``missed-out-of-range``;
    `NotFound` ("programme-unknown").
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def rule(self, programme_id: str) -> CountingChoices:
        """How a programme counts."""
        row = self._db.row("SELECT * FROM programme WHERE id = ?", (programme_id,))
        if row is None:
            raise NotFound("programme-unknown", id=programme_id)
        return CountingChoices(
            breaks_count=bool(row["breaks_count"]),
            rounding_minutes=row["rounding_minutes"],
            late_after_minutes=row["late_after_minutes"],
            follow_up_after=row["follow_up_after"],
            late_rule=row["late_rule"],
        )

    def set_rule(self, programme_id: str, **changes: Unpack[CountingChanges]) -> None:
        """Change how a programme counts: every figure, award and report follows at once."""
        self.rule(programme_id)
        if changes.get("rounding_minutes", 0) not in ROUNDINGS:
            raise Refused("rounding-not-offered", minutes=changes["rounding_minutes"])
        late = changes.get("late_after_minutes")
        if late is not None and not 0 <= late <= _LONGEST_LATENESS:
            raise Refused("minutes-out-of-range", minutes=late)
        if not 0 <= changes.get("follow_up_after", 0) <= _MOST_MISSED:
            raise Refused("missed-out-of-range", most=_MOST_MISSED)
        values: dict[str, object] = dict(changes)
        if "breaks_count" in values:
            values["breaks_count"] = int(bool(values["breaks_count"]))
        if "late_rule" in values:
            values["late_rule"] = clean_note(str(values["late_rule"]))
        title = self._db.value("SELECT title FROM programme WHERE id = ?", (programme_id,))
        with self._db.action("counting-changed", title=title):
            self._db.update("programme", programme_id, values)
