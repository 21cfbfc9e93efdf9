"""What one can do with programmes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from facilitator.clock import to_stamp
from facilitator.ids import new_id
from facilitator.planning import fields, store, ties
from facilitator.planning.copying import copy_enrolments, copy_programme
from facilitator.planning.model import (
    Programme,
    ProgrammeRow,
)
from facilitator.planning.plan_desk import PlanDesk


class Programmes(PlanDesk):
    """Programmes: made, changed, made once more, put out of sight."""

    def programmes(
        self, *, include_archived: bool = False, templates: bool = False
    ) -> list[ProgrammeRow]:
        """Programmes for a list, the latest first."""
        return store.programme_rows(self._db, archived=include_archived, templates=templates)

    def programme(self, programme_id: str) -> Programme:
        """One programme with all its fields."""
        return store.programme(self._db, programme_id)

    def add_programme(
        self,
        title: str,
        *,
        skills: Sequence[str] = (),
        team: Sequence[str] = (),
        partners: Sequence[tuple[str, str]] = (),
        outcomes: Sequence[str] = (),
        **values: object,
    ) -> str:
        """Make a programme; gives its id. `skills` and `team` are ids, `partners` (id, role)."""
        row = self._checked(fields.PROGRAMME, {"title": title, **values})
        programme_id = new_id()
        with self._db.action("programme-added", title=row["title"]):
            self._db.insert("programme", {"id": programme_id, **row})
            ties.tie_programme(self._db, programme_id, skills, team, partners, outcomes)
        return programme_id

    def update_programme(
        self,
        programme_id: str,
        *,
        skills: Sequence[str] | None = None,
        team: Sequence[str] | None = None,
        partners: Sequence[tuple[str, str]] | None = None,
        outcomes: Sequence[str] | None = None,
        **values: object,
    ) -> None:
        """Change what is given of a programme."""
        row = self._checked(fields.PROGRAMME, values)
        with self._db.action("programme-changed", title=self._title("programme", programme_id)):
            self._db.update("programme", programme_id, row)
            ties.tie_programme(self._db, programme_id, skills, team, partners, outcomes)

    def duplicate_programme(
        self,
        programme_id: str,
        first_on: date | None = None,
        *,
        title: str | None = None,
        people: bool = False,
    ) -> str:
        """A programme once more, its first workshop on another day and all others as far from it
        as they were; gives its id.

        Skills, team, partners, outcomes, the rules for certificates and every plan come along;
        never marks, notes, ratings or ticks. With `people` everybody who is in the programme now
        is enrolled in the new one too, from today on (from its first day if that is past).
        """
        old = self._title("programme", programme_id)
        changes = self._checked(fields.PROGRAMME, {} if title is None else {"title": title})
        days = self._days_until(programme_id, first_on)
        with self._db.action("programme-duplicated", title=changes.get("title", old)):
            copied = copy_programme(self._db, programme_id, changes, days=days)
            if people:
                today = self._db.clock.now().date()
                copy_enrolments(self._db, programme_id, copied, min(first_on or today, today))
        return copied

    def archive_programme(self, programme_id: str, *, archived: bool = True) -> None:
        """Put a programme out of sight, or back."""
        title = self._title("programme", programme_id)
        name = "programme-archived" if archived else "programme-unarchived"
        stamp = to_stamp(self._db.clock.now()) if archived else None
        with self._db.action(name, title=title):
            self._db.update("programme", programme_id, {"archived_at": stamp})
