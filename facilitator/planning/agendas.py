"""What one can do with agendas: activities in their order, and the times that follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from facilitator.errors import NotFound
from facilitator.ids import new_id
from facilitator.planning import fields, library, store, ties
from facilitator.planning.copying import copy_activity
from facilitator.planning.links import put_in_place
from facilitator.planning.materials import materials_of_method
from facilitator.planning.model import (
    ActivityKind,
    Agenda,
    SkillAim,
)
from facilitator.planning.plan_desk import PlanDesk
from facilitator.planning.removal import remove_activities
from facilitator.planning.timing import Span


class Agendas(PlanDesk):
    """Agendas: activities added, changed, moved, and the times that follow."""

    def agenda(self, workshop_id: str) -> Agenda:
        """A workshop's activities and all times that follow."""
        return store.agenda(self._db, workshop_id)

    def agendas(self, programme_id: str) -> list[Agenda]:
        """The agendas of all workshops of a programme, in three queries."""
        return store.programme_agendas(self._db, programme_id)

    def contact_spans(self, programme_id: str) -> dict[str, tuple[Span, ...]]:
        """Workshop id to when presence counts there, for a whole programme."""
        return {agenda.workshop.id: agenda.contact_spans for agenda in self.agendas(programme_id)}

    def add_activity(
        self,
        workshop_id: str,
        position: int | None,
        title: str,
        kind: ActivityKind | str,
        planned_seconds: int,
        *,
        track_id: str | None = None,
        skills: Sequence[SkillAim] = (),
        materials: Sequence[tuple[str, int, str]] = (),
        **values: object,
    ) -> str:
        """Make an activity before the one at `position` (None: at the end); gives its id.

        `materials` are (material id, quantity, per). Without `counts_as_contact` all kinds but
        breaks count. With `track_id` it is a step of that parallel group's track.
        """
        given = {"title": title, "kind": kind, "planned_seconds": planned_seconds}
        row = self._checked(fields.ACTIVITY, {**given, **values})
        row.setdefault("counts_as_contact", int(row["kind"] != ActivityKind.BREAK))
        fields.check_activity_lengths(row)
        store.require(self._db, "workshop", workshop_id)
        self._check_track(workshop_id, track_id)
        activity_id = new_id()
        with self._db.action("activity-added", title=row["title"]):
            siblings = self._siblings(workshop_id, track_id)
            keys = {
                "id": activity_id,
                "workshop_id": workshop_id,
                "track_id": track_id,
                "position": len(siblings),
            }
            self._db.insert("activity", {**keys, **row})
            if position is not None:
                siblings = self._siblings(workshop_id, track_id)
                put_in_place(self._db, "activity", siblings, [activity_id], position)
            ties.tie_activity(self._db, activity_id, skills, materials)
        return activity_id

    def add_activity_from_method(
        self,
        workshop_id: str,
        position: int | None,
        method_id: str,
        *,
        track_id: str | None = None,
        planned_seconds: int | None = None,
        **values: object,
    ) -> str:
        """Make an activity out of a method, before the one at `position` (None: at the end).

        Title, kind, usual minutes, layout, steps, what to say and to watch for, skills and
        materials are the method's, but for what is given. Gives the activity's id.
        """
        method = library.method(self._db, method_id)
        planned = method.usual_seconds if planned_seconds is None else planned_seconds
        defaults: dict[str, Any] = {
            "method_id": method.id,
            "minimum_seconds": min(method.min_seconds, max(planned, 0)),
            "grouping": library.grouping_of(method.grouping),
            "room_layout": method.room_layout,
            "do": "\n".join(step.text for step in method.steps),
            "say": method.say,
            "watch": method.watch,
        }
        with self._db.action("activity-added", title=method.title):
            return self.add_activity(
                workshop_id,
                position,
                method.title,
                method.kind,
                planned,
                track_id=track_id,
                skills=[SkillAim(skill_id) for skill_id in method.skill_ids],
                materials=materials_of_method(self._db, method.id, method.materials),
                **{**defaults, **values},
            )

    def update_activity(
        self,
        activity_id: str,
        *,
        skills: Sequence[SkillAim] | None = None,
        materials: Sequence[tuple[str, int, str]] | None = None,
        **values: object,
    ) -> None:
        """Change what is given of an activity.

        Where only the planned minutes are given and fall below its minimum or below what it can
        lose, these are lowered along with them. A change to or from a break changes whether it
        counts as contact, unless that is given.
        """
        row = self._checked(fields.ACTIVITY, values)
        old = self._db.row("SELECT * FROM activity WHERE id = ?", (activity_id,))
        if old is None:
            raise NotFound("not-found", table="activity", key=activity_id)
        planned = row.get("planned_seconds", old["planned_seconds"])
        for name in ("minimum_seconds", "can_lose_seconds"):
            if name not in row and old[name] is not None and old[name] > planned:
                row[name] = planned
        fields.check_activity_lengths({**dict(old), **row})
        breaks = (old["kind"] == ActivityKind.BREAK, row.get("kind") == ActivityKind.BREAK)
        if "kind" in row and breaks[0] != breaks[1]:
            row.setdefault("counts_as_contact", int(breaks[0]))
        with self._db.action("activity-changed", title=row.get("title", old["title"])):
            self._db.update("activity", activity_id, row)
            ties.tie_activity(self._db, activity_id, skills, materials)

    def adopt_usual(self, activity_id: str, usual_seconds: int) -> None:
        """Plan an activity for as long as it usually takes (`LiveRuns.usual`)."""
        title = self._activity_row(activity_id)["title"]
        with self._db.action("usual-adopted", title=title, minutes=usual_seconds // 60):
            self.update_activity(activity_id, planned_seconds=usual_seconds)

    def move_activity(self, activity_id: str, position: int) -> None:
        """Give an activity another place (from 0) in its agenda or track."""
        self.move_activities([activity_id], position)

    def move_activities(self, activity_ids: Sequence[str], position: int) -> None:
        """Give activities of one agenda or track another place: the first comes to stand at
        `position` among those that stay, the others follow in the order they had.
        """
        if not activity_ids:
            return
        old = self._activity_row(activity_ids[0])
        siblings = self._siblings(old["workshop_id"], old["track_id"])
        known = {row["id"] for row in siblings}
        for activity_id in activity_ids:
            if activity_id not in known:
                raise NotFound("not-found", table="activity", key=activity_id)
        with self._db.action("activity-moved", title=old["title"], count=len(activity_ids)):
            put_in_place(self._db, "activity", siblings, activity_ids, position)

    def delete_activities(self, activity_ids: Sequence[str]) -> None:
        """Remove activities with their notes, tracks and steps."""
        rows = [self._activity_row(activity_id) for activity_id in activity_ids]
        if not rows:
            return
        with self._db.action("activities-deleted", title=rows[0]["title"], count=len(rows)):
            remove_activities(self._db, activity_ids)
            for workshop_id, track_id in {(row["workshop_id"], row["track_id"]) for row in rows}:
                put_in_place(self._db, "activity", self._siblings(workshop_id, track_id), [], 0)

    def duplicate_activity(self, activity_id: str) -> str:
        """A copy right behind the activity, its parallel groups included; gives its id."""
        old = self._activity_row(activity_id)
        with self._db.action("activity-duplicated", title=old["title"]):
            copied = copy_activity(self._db, activity_id, {})
            siblings = self._siblings(old["workshop_id"], old["track_id"])
            stay = [row["id"] for row in siblings if row["id"] != copied]
            put_in_place(self._db, "activity", siblings, [copied], stay.index(activity_id) + 1)
        return copied
