"""What one can do with templates: plans kept for later, of one workshop or a whole programme.

A template is a programme or a workshop marked as one: no list of what is planned shows it, nobody
is enrolled in it and nothing ever happens at it. Its dates only say how its workshops stand to one
another and at what time of day they begin.
"""

from __future__ import annotations

from datetime import date, datetime

from facilitator.errors import NotFound
from facilitator.planning import fields, store
from facilitator.planning.copying import copy_plan, copy_programme
from facilitator.planning.model import TemplateKind, TemplateRow, WorkshopRow
from facilitator.planning.plan_desk import PlanDesk
from facilitator.planning.removal import remove_programmes, remove_workshops

_ABOUT = "SELECT id, aim AS about FROM workshop UNION ALL SELECT id, summary FROM programme"


class Templates(PlanDesk):
    """Templates: saved from plans, made into plans, renamed, deleted."""

    def templates(self) -> list[TemplateRow]:
        """Every template, programmes first, each kind by title."""
        rows = store.workshop_rows(self._db, store.workshop_ids(self._db, None, templates=True))
        about = {row["id"]: row["about"] for row in self._db.rows(_ABOUT)}
        programmes = [
            _row(
                TemplateKind.PROGRAMME,
                programme.id,
                programme.title,
                about[programme.id],
                [row for row in rows if row.programme_id == programme.id],
            )
            for programme in store.programme_rows(self._db, archived=True, templates=True)
        ]
        workshops = [
            _row(TemplateKind.WORKSHOP, row.id, row.title, about[row.id], [row])
            for row in rows
            if row.programme_id is None
        ]
        return [
            *sorted(programmes, key=lambda row: (row.title.casefold(), row.id)),
            *sorted(workshops, key=lambda row: (row.title.casefold(), row.id)),
        ]

    def save_workshop_as_template(self, workshop_id: str, *, title: str | None = None) -> str:
        """Keep a workshop's plan as a template; gives the template's id."""
        old = self._title("workshop", workshop_id)
        changes = self._checked(fields.WORKSHOP, {} if title is None else {"title": title})
        with self._db.action("template-saved", title=changes.get("title", old)):
            place = {"programme_id": None, "position": 0, "is_template": 1}
            return copy_plan(self._db, workshop_id, {**changes, **place})

    def save_programme_as_template(self, programme_id: str, *, title: str | None = None) -> str:
        """Keep a programme with all its plans and rules as a template; gives the template's id."""
        old = self._title("programme", programme_id)
        changes = self._checked(fields.PROGRAMME, {} if title is None else {"title": title})
        with self._db.action("template-saved", title=changes.get("title", old)):
            return copy_programme(self._db, programme_id, {**changes, "is_template": 1})

    def workshop_from_template(
        self,
        template_id: str,
        programme_id: str | None,
        starts_local: datetime | str,
        *,
        time_zone: str | None = None,
        title: str | None = None,
    ) -> str:
        """Make a workshop out of a template, at the end of a programme; gives its id."""
        self._template(TemplateKind.WORKSHOP, template_id)
        given = {"starts_local": starts_local, "time_zone": time_zone, "title": title}
        row = self._checked(
            fields.WORKSHOP, {name: value for name, value in given.items() if value is not None}
        )
        if programme_id is not None:
            store.require(self._db, "programme", programme_id)
        old = self._title("workshop", template_id)
        with self._db.action("workshop-made", title=row.get("title", old)):
            position = self._end_of_programme(programme_id)
            place = {"programme_id": programme_id, "position": position, "is_template": 0}
            return copy_plan(self._db, template_id, {**row, **place})

    def programme_from_template(
        self,
        template_id: str,
        first_on: date,
        *,
        time_zone: str | None = None,
        title: str | None = None,
    ) -> str:
        """Make a programme out of a template, its first workshop on a day; gives its id."""
        self._template(TemplateKind.PROGRAMME, template_id)
        changes = self._checked(fields.PROGRAMME, {} if title is None else {"title": title})
        zone = {} if time_zone is None else {"time_zone": time_zone}
        workshops = self._checked(fields.WORKSHOP, zone)
        days = self._days_until(template_id, first_on)
        old = self._title("programme", template_id)
        with self._db.action("programme-made", title=changes.get("title", old)):
            return copy_programme(
                self._db,
                template_id,
                {**changes, "is_template": 0},
                days=days,
                workshops=workshops,
            )

    def rename_template(self, template_id: str, title: str) -> None:
        """Give a template another title."""
        table = self._kind(template_id).value
        text = fields.title("title", title)
        with self._db.action("template-renamed", title=text):
            self._db.update(table, template_id, {"title": text})

    def delete_template(self, template_id: str) -> None:
        """Remove a template; what was made from it stays."""
        kind = self._kind(template_id)
        with self._db.action("template-deleted", title=self._title(kind.value, template_id)):
            if kind is TemplateKind.WORKSHOP:
                remove_workshops(self._db, [template_id])
            else:
                remove_programmes(self._db, [template_id])

    def _kind(self, template_id: str) -> TemplateKind:
        for kind in TemplateKind:
            if self._is_template(kind, template_id):
                return kind
        raise NotFound("not-found", table="template", key=template_id)

    def _template(self, kind: TemplateKind, template_id: str) -> None:
        if not self._is_template(kind, template_id):
            raise NotFound("not-found", table="template", key=template_id)

    def _is_template(self, kind: TemplateKind, template_id: str) -> bool:
        sql = {
            TemplateKind.WORKSHOP: (
                "SELECT 1 FROM workshop WHERE id = ? AND is_template = 1 AND programme_id IS NULL"
            ),
            TemplateKind.PROGRAMME: "SELECT 1 FROM programme WHERE id = ? AND is_template = 1",
        }[kind]
        return self._db.value(sql, (template_id,)) is not None


def _row(
    makes: TemplateKind, key: str, title: str, about: str, workshops: list[WorkshopRow]
) -> TemplateRow:
    lengths = [workshop.ends_utc - workshop.starts_utc for workshop in workshops]
    return TemplateRow(
        id=key,
        makes=makes,
        title=title,
        about=about,
        workshops=len(workshops),
        activities=sum(workshop.activity_count for workshop in workshops),
        seconds=sum(int(length.total_seconds()) for length in lengths),
    )
