"""What one can do with agendas: activities and parallel groups in their order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from facilitator.errors import NotFound, Refused
from facilitator.ids import new_id
from facilitator.planning import fields, library, store, ties
from facilitator.planning.copying import copy_activity
from facilitator.planning.links import put_in_place
from facilitator.planning.model import (
    ActivityKind,
    Agenda,
    SkillAim,
)
from facilitator.planning.plan_desk import PlanDesk
from facilitator.planning.removal import (
    remove_activities,
    remove_track,
)
from facilitator.planning.timing import Span
from facilitator.storage import Row

_GROUPINGS = frozenset(
    {
        "whole-group",
        "individual",
        "pairs",
        "groups-of-3",
        "groups-of-4",
        "groups-of-5",
        "groups-of-6",
    }
)


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
        self, workshop_id: str, position: int | None, method_id: str, **values: object
    ) -> str:
        """Make an activity out of a method: its title, kind, usual minutes, layout and skills."""
        method = library.method(self._db, method_id)
        grouping = method.grouping.replace(" ", "-")
        defaults: dict[str, Any] = {
            "method_id": method.id,
            "minimum_seconds": method.min_seconds,
            "grouping": grouping if grouping in _GROUPINGS else "whole-group",
            "room_layout": method.room_layout,
            "do": "\n".join(step.text for step in method.steps),
        }
        return self.add_activity(
            workshop_id,
            position,
            method.title,
            method.kind,
            method.usual_seconds,
            skills=[SkillAim(skill_id) for skill_id in method.skill_ids],
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

    def add_track(self, activity_id: str, name: str, **values: object) -> str:
        """Give an activity one more parallel group; gives the track's id."""
        row = self._checked(fields.TRACK, {"name": name, **values})
        old = self._activity_row(activity_id)
        if old["track_id"] is not None:
            raise Refused("track-in-track", title=old["title"])
        track_id = new_id()
        with self._db.action("track-added", name=row["name"], title=old["title"]):
            position = self._db.value(
                "SELECT count(*) FROM track WHERE activity_id = ?", (activity_id,)
            )
            keys = {"id": track_id, "activity_id": activity_id, "position": position}
            self._db.insert("track", {**keys, **row})
        return track_id

    def update_track(self, track_id: str, **values: object) -> None:
        """Change what is given of a parallel group."""
        row = self._checked(fields.TRACK, values)
        with self._db.action("track-changed", name=row.get("name", self._track_name(track_id))):
            self._db.update("track", track_id, row)

    def delete_track(self, track_id: str) -> None:
        """Remove a parallel group with its steps."""
        with self._db.action("track-deleted", name=self._track_name(track_id)):
            activity_id = self._db.value("SELECT activity_id FROM track WHERE id = ?", (track_id,))
            remove_track(self._db, track_id)
            rest = self._db.rows(
                "SELECT id, position FROM track WHERE activity_id = ? ORDER BY position, id",
                (activity_id,),
            )
            put_in_place(self._db, "track", rest, [], 0)

    def _siblings(self, workshop_id: str, track_id: str | None) -> list[Row]:
        return self._db.rows(
            "SELECT id, position FROM activity WHERE workshop_id = ? AND track_id IS ?"
            " ORDER BY position, id",
            (workshop_id, track_id),
        )

    def _check_track(self, workshop_id: str, track_id: str | None) -> None:
        if track_id is None:
            return
        home = self._db.value(
            "SELECT activity.workshop_id FROM track JOIN activity"
            " ON activity.id = track.activity_id WHERE track.id = ?",
            (track_id,),
        )
        if home != workshop_id:
            raise NotFound("not-found", table="track", key=track_id)

    def _track_name(self, track_id: str) -> str:
        name = self._db.value("SELECT name FROM track WHERE id = ?", (track_id,))
        if name is None:
            raise NotFound("not-found", table="track", key=track_id)
        return str(name)
