"""What one can do with plans: programmes, workshops, agendas, the library, materials, tasks.

Every change is one named action that can be undone. Requests that break a rule raise `Refused`
with the codes of `facilitator.planning.fields` and change nothing; names of rows that are not
there (any more) raise `NotFound` ("not-found", with table and key).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from facilitator.clock import to_stamp
from facilitator.errors import NotFound, Refused
from facilitator.ids import new_id
from facilitator.planning import fields, library, packing, store, ties
from facilitator.planning.copying import copy_activity, copy_plan
from facilitator.planning.library import MethodFilter
from facilitator.planning.links import Link, put_in_place, replace_links
from facilitator.planning.model import (
    ActivityKind,
    Agenda,
    KitRow,
    Material,
    Method,
    MethodRow,
    MethodStep,
    Programme,
    ProgrammeRow,
    SkillAim,
    TaskRow,
    Workshop,
    WorkshopRow,
    WrapUp,
)
from facilitator.planning.removal import (
    has_records,
    remove_activities,
    remove_sample_rows,
    remove_track,
    remove_workshops,
)
from facilitator.planning.timing import Span
from facilitator.storage import Database, Row

# Wall clocks of the world differ by 26 hours, and a workshop may last 24.
_AROUND = timedelta(hours=26 + 24)


class Planning:
    """Programmes, workshops, activities, methods, materials and tasks of one open workbook."""

    def __init__(self, db: Database) -> None:
        self._db = db

    # Programmes ----------------------------------------------------------------------------------

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

    def archive_programme(self, programme_id: str, *, archived: bool = True) -> None:
        """Put a programme out of sight, or back."""
        title = self._title("programme", programme_id)
        name = "programme-archived" if archived else "programme-unarchived"
        stamp = to_stamp(self._db.clock.now()) if archived else None
        with self._db.action(name, title=title):
            self._db.update("programme", programme_id, {"archived_at": stamp})

    # Workshops -----------------------------------------------------------------------------------

    def workshops(
        self, programme_id: str | None = None, *, templates: bool = False
    ) -> list[WorkshopRow]:
        """Workshops of one programme, or of all that are not archived, by their start."""
        return store.workshop_rows(
            self._db, store.workshop_ids(self._db, programme_id, templates=templates)
        )

    def workshop_row(self, workshop_id: str) -> WorkshopRow:
        """One workshop as lists show it."""
        rows = store.workshop_rows(self._db, [workshop_id])
        if not rows:
            raise NotFound("not-found", table="workshop", key=workshop_id)
        return rows[0]

    def workshop(self, workshop_id: str) -> Workshop:
        """One workshop with all its fields."""
        found = store.workshops(self._db, [workshop_id])
        if not found:
            raise NotFound("not-found", table="workshop", key=workshop_id)
        return found[0][0]

    def next_workshop(self, now: datetime) -> WorkshopRow | None:
        """The workshop that is on, else the next to come; None when nothing is planned.

        `now` is an aware time. Workshops held, cancelled or archived are passed over.
        """
        ids = store.workshops_from(self._db, _naive(now - _AROUND))
        rows = store.workshop_rows(self._db, ids)
        coming = [row for row in rows if row.ends_utc > now]
        return min(coming, key=lambda row: row.starts_utc, default=None)

    def previous_workshop(self, now: datetime) -> WorkshopRow | None:
        """The workshop that ended last, held or not; None when none did."""
        ids = store.workshops_until(self._db, _naive(now + _AROUND))
        rows = store.workshop_rows(self._db, ids)
        over = [row for row in rows if row.ends_utc <= now]
        return max(over, key=lambda row: row.ends_utc, default=None)

    def add_workshop(
        self,
        programme_id: str | None,
        title: str,
        starts_local: datetime | str,
        time_zone: str,
        target_seconds: int | None = None,
        *,
        team: Sequence[tuple[str, str]] = (),
        skills: Sequence[str] = (),
        outcome_ids: Sequence[str] = (),
        **values: object,
    ) -> str:
        """Make a workshop at the end of its programme; gives its id. `team` is (id, role)."""
        given = {
            "title": title,
            "starts_local": starts_local,
            "time_zone": time_zone,
            "target_seconds": target_seconds,
        }
        row = self._checked(fields.WORKSHOP, {**given, **values})
        if programme_id is not None:
            store.require(self._db, "programme", programme_id)
        workshop_id = new_id()
        with self._db.action("workshop-added", title=row["title"]):
            position = self._end_of_programme(programme_id)
            keys = {"id": workshop_id, "programme_id": programme_id, "position": position}
            self._db.insert("workshop", {**keys, **row})
            ties.tie_workshop(self._db, workshop_id, team, skills, outcome_ids)
        return workshop_id

    def update_workshop(
        self,
        workshop_id: str,
        *,
        team: Sequence[tuple[str, str]] | None = None,
        skills: Sequence[str] | None = None,
        outcome_ids: Sequence[str] | None = None,
        **values: object,
    ) -> None:
        """Change what is given of a workshop; the others of its programme stay where they are."""
        row = self._checked(fields.WORKSHOP, values)
        with self._db.action("workshop-changed", title=self._title("workshop", workshop_id)):
            self._db.update("workshop", workshop_id, row)
            ties.tie_workshop(self._db, workshop_id, team, skills, outcome_ids)

    def move_workshop(self, workshop_id: str, position: int) -> None:
        """Give a workshop another place (from 0) in its programme; dates stay."""
        row = self._db.row("SELECT programme_id, title FROM workshop WHERE id = ?", (workshop_id,))
        if row is None:
            raise NotFound("not-found", table="workshop", key=workshop_id)
        siblings = self._db.rows(
            "SELECT id, position FROM workshop WHERE programme_id IS ? AND is_template = 0"
            " ORDER BY position, starts_local, id",
            (row["programme_id"],),
        )
        with self._db.action("workshop-moved", title=row["title"]):
            put_in_place(self._db, "workshop", siblings, [workshop_id], position)

    def duplicate_workshop(
        self, workshop_id: str, starts_local: datetime | str, *, title: str | None = None
    ) -> str:
        """The next workshop from this one: its plan and team on another day; gives its id.

        Never marks, notes, ratings, ticks or times that were run.
        """
        values: dict[str, object] = {"starts_local": starts_local}
        if title is not None:
            values["title"] = title
        row = self._checked(fields.WORKSHOP, values)
        old = self._title("workshop", workshop_id)
        programme_id = self._db.value(
            "SELECT programme_id FROM workshop WHERE id = ?", (workshop_id,)
        )
        with self._db.action("workshop-duplicated", title=row.get("title", old)):
            position = self._end_of_programme(programme_id)
            return copy_plan(self._db, workshop_id, {**row, "position": position})

    def delete_workshop(self, workshop_id: str) -> None:
        """Remove a workshop that was only planned; "workshop-has-records" if anything happened."""
        title = self._title("workshop", workshop_id)
        if has_records(self._db, workshop_id):
            raise Refused("workshop-has-records", title=title)
        with self._db.action("workshop-deleted", title=title):
            remove_workshops(self._db, [workshop_id])

    # Agendas -------------------------------------------------------------------------------------

    def agenda(self, workshop_id: str) -> Agenda:
        """A workshop's activities and all times that follow."""
        found = store.agendas(self._db, [workshop_id])
        if not found:
            raise NotFound("not-found", table="workshop", key=workshop_id)
        return found[0]

    def agendas(self, programme_id: str) -> list[Agenda]:
        """The agendas of all workshops of a programme, in three queries."""
        ids = store.workshop_ids(self._db, programme_id, templates=False)
        return store.agendas(self._db, ids)

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

    # The library ---------------------------------------------------------------------------------

    def methods(
        self,
        text: str = "",
        chosen: MethodFilter | None = None,
        *,
        limit: int = 100,
        offset: int = 0,
    ) -> list[MethodRow]:
        """Methods in which every word typed begins a word, and that fit the filter."""
        return library.found(self._db, text, chosen or MethodFilter(), limit, offset)

    def method(self, method_id: str) -> Method:
        """One method with all its fields."""
        return library.method(self._db, method_id)

    def add_method(
        self,
        title: str,
        kind: ActivityKind | str,
        usual_seconds: int,
        *,
        steps: Sequence[MethodStep] = (),
        skill_ids: Sequence[str] = (),
        **values: object,
    ) -> str:
        """Make a method of one's own; the first of `skill_ids` is its main one. Gives its id."""
        given: dict[str, object] = {
            "title": title,
            "kind": kind,
            "usual_seconds": usual_seconds,
            "min_seconds": usual_seconds,
            "max_seconds": usual_seconds,
        }
        row = self._checked(fields.METHOD, {**given, **values})
        fields.check_method_lengths(row)
        method_id = new_id()
        with self._db.action("method-added", title=row["title"]):
            steps_text = library.steps_to_text(steps)
            self._db.insert("method", {"id": method_id, "steps": steps_text, "own": 1, **row})
            ties.tie_method(self._db, method_id, skill_ids)
            library.index_method(self._db, method_id)
        return method_id

    def update_method(
        self,
        method_id: str,
        *,
        steps: Sequence[MethodStep] | None = None,
        skill_ids: Sequence[str] | None = None,
        **values: object,
    ) -> None:
        """Change what is given of a method."""
        row = self._checked(fields.METHOD, values)
        old = self._db.row("SELECT * FROM method WHERE id = ?", (method_id,))
        if old is None:
            raise NotFound("not-found", table="method", key=method_id)
        fields.check_method_lengths({**dict(old), **row})
        if steps is not None:
            row["steps"] = library.steps_to_text(steps)
        with self._db.action("method-changed", title=row.get("title", old["title"])):
            self._db.update("method", method_id, row)
            if skill_ids is not None:
                ties.tie_method(self._db, method_id, skill_ids)
            library.index_method(self._db, method_id)

    def archive_method(self, method_id: str, *, archived: bool = True) -> None:
        """Put a method out of sight, or back."""
        name = "method-archived" if archived else "method-unarchived"
        with self._db.action(name, title=self._title("method", method_id)):
            self._db.update("method", method_id, {"archived": int(archived)})

    def save_as_method(self, activity_id: str) -> str:
        """Make a method out of an activity; gives its id."""
        old = self._activity_row(activity_id)
        aims = self._db.rows(
            "SELECT DISTINCT skill_id FROM activity_skill WHERE activity_id = ? ORDER BY id",
            (activity_id,),
        )
        return self.add_method(
            old["title"],
            old["kind"],
            max(old["planned_seconds"], 60),
            min_seconds=max(old["minimum_seconds"] or old["planned_seconds"], 60),
            summary=old["aim"],
            grouping=old["grouping"].replace("-", " "),
            room_layout=old["room_layout"],
            steps=[MethodStep(0, text) for text in old["do"].splitlines() if text.strip()],
            skill_ids=[row["skill_id"] for row in aims],
        )

    # Materials -----------------------------------------------------------------------------------

    def materials_known(self) -> list[Material]:
        """Every material that the workbook knows, by its label."""
        rows = self._db.rows("SELECT id, label, unit, reusable FROM material ORDER BY label, id")
        return [Material(row[0], row[1], row[2], bool(row[3])) for row in rows]

    def add_material(self, label: str, *, unit: str = "", reusable: bool = False) -> str:
        """Make a material; gives its id. One of the same label is taken instead of a second."""
        text = fields.title("label", label)
        known = self._db.value(
            "SELECT id FROM material WHERE label = ? AND unit = ?", (text, unit.strip())
        )
        if isinstance(known, str):
            return known
        material_id = new_id()
        with self._db.action("material-added", label=text):
            values = {"id": material_id, "label": text, "unit": fields.line("unit", unit)}
            self._db.insert("material", {**values, "reusable": int(reusable)})
        return material_id

    def heads(self, workshop_id: str) -> int:
        """How many people to prepare for: as expected, else as enrolled, else the capacity."""
        return packing.heads(self._db, workshop_id)

    def kit(self, workshop_id: str) -> list[KitRow]:
        """What to pack for a workshop, by label, with what is packed."""
        return packing.kit_rows(self._db, self.agenda(workshop_id))

    def programme_kit(self, programme_id: str) -> list[KitRow]:
        """What to pack for a whole programme; nothing is ticked there."""
        return packing.programme_kit_rows(self._db, self.agendas(programme_id))

    def set_packed(self, workshop_id: str, material_id: str, packed: bool) -> None:  # noqa: FBT001
        """Tick a material of a workshop's packing list, or take the tick away."""
        row = self._db.row("SELECT label FROM material WHERE id = ?", (material_id,))
        if row is None:
            raise NotFound("not-found", table="material", key=material_id)
        store.require(self._db, "workshop", workshop_id)
        name = "material-packed" if packed else "material-unpacked"
        stamp = to_stamp(self._db.clock.now())
        with self._db.action(name, label=row["label"]):
            ticked = [Link({"material_id": material_id}, {"packed_at": stamp})] if packed else []
            where = {"workshop_id": workshop_id, "material_id": material_id}
            replace_links(self._db, "packed_material", where, ticked)

    # Tasks and wrap-up ---------------------------------------------------------------------------

    def tasks(
        self, *, programme_id: str | None = None, workshop_id: str | None = None
    ) -> list[TaskRow]:
        """What is to do for a programme or a workshop."""
        return store.task_rows(self._db, programme_id, workshop_id)

    def add_task(
        self,
        text: str,
        phase: str,
        *,
        programme_id: str | None = None,
        workshop_id: str | None = None,
        due: str = "",
        role: str = "",
    ) -> str:
        """Make a task for a programme or a workshop; gives its id."""
        row = self._checked(fields.TASK, {"text": text, "phase": phase, "due": due, "role": role})
        if programme_id is None and workshop_id is None:
            raise Refused("task-without-place")
        for table, key in (("programme", programme_id), ("workshop", workshop_id)):
            if key is not None:
                store.require(self._db, table, key)
        task_id = new_id()
        with self._db.action("task-added", text=row["text"]):
            position = self._db.value(
                "SELECT coalesce(max(position) + 1, 0) FROM task WHERE phase = ?"
                " AND programme_id IS ? AND workshop_id IS ?",
                (row["phase"], programme_id, workshop_id),
            )
            places = {"programme_id": programme_id, "workshop_id": workshop_id}
            self._db.insert("task", {"id": task_id, "position": position, **places, **row})
        return task_id

    def set_task_done(self, task_id: str, done: bool) -> None:  # noqa: FBT001 - as the tick says
        """Tick a task, or take the tick away."""
        stamp = to_stamp(self._db.clock.now()) if done else None
        with self._db.action("task-done" if done else "task-not-done", text=self._task(task_id)):
            self._db.update("task", task_id, {"done_at": stamp})

    def delete_task(self, task_id: str) -> None:
        """Remove a task."""
        with self._db.action("task-deleted", text=self._task(task_id)):
            self._db.delete("task", task_id)

    def wrap_up(self, workshop_id: str) -> WrapUp:
        """What was written after a workshop."""
        return store.wrap_up(self._db, workshop_id)

    def save_wrap_up(self, workshop_id: str, *, finished: bool = False, **values: object) -> None:
        """Write worked, change_next, incidents, headcount; `finished` also marks it as held."""
        row = self._checked(fields.WRAP_UP, values)
        if finished:
            row["finished_at"] = to_stamp(self._db.clock.now())
        known = self._db.row("SELECT 1 FROM wrap_up WHERE workshop_id = ?", (workshop_id,))
        with self._db.action("workshop-wrapped-up", title=self._title("workshop", workshop_id)):
            if known is None:
                self._db.insert("wrap_up", {"workshop_id": workshop_id, **row})
            else:
                self._db.update("wrap_up", workshop_id, row)
            if finished:
                self._db.update("workshop", workshop_id, {"status": "held"})

    # The sample ----------------------------------------------------------------------------------

    def has_sample(self) -> bool:
        """Whether a sample programme is in the workbook."""
        return self._db.value("SELECT 1 FROM programme WHERE is_sample = 1 LIMIT 1") is not None

    def remove_sample(self) -> int:
        """Remove the sample programme with everyone and everything that came with it and that
        nothing of one's own uses. How many programmes went.

        Undo brings all of it back but the logs of its runs, which no journal holds.
        """
        with self._db.action("sample-removed"):
            return remove_sample_rows(self._db)

    # ---------------------------------------------------------------------------------------------

    def _checked(
        self, rules: Mapping[str, fields.Rule], values: Mapping[str, object]
    ) -> fields.Values:
        row = fields.checked(rules, values)
        for name, value in row.items():
            table = fields.REFERENCES.get(name)
            if table is not None and isinstance(value, str):
                store.require(self._db, table, value)
        return row

    def _title(self, table: str, key: str) -> str:
        title = self._db.value(f"SELECT title FROM {table} WHERE id = ?", (key,))  # noqa: S608
        if title is None:
            raise NotFound("not-found", table=table, key=key)
        return str(title)

    def _task(self, task_id: str) -> str:
        text = self._db.value("SELECT text FROM task WHERE id = ?", (task_id,))
        if text is None:
            raise NotFound("not-found", table="task", key=task_id)
        return str(text)

    def _track_name(self, track_id: str) -> str:
        name = self._db.value("SELECT name FROM track WHERE id = ?", (track_id,))
        if name is None:
            raise NotFound("not-found", table="track", key=track_id)
        return str(name)

    def _activity_row(self, activity_id: str) -> Row:
        row = self._db.row("SELECT * FROM activity WHERE id = ?", (activity_id,))
        if row is None:
            raise NotFound("not-found", table="activity", key=activity_id)
        return row

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

    def _end_of_programme(self, programme_id: str | None) -> int:
        position = self._db.value(
            "SELECT coalesce(max(position) + 1, 0) FROM workshop WHERE programme_id IS ?",
            (programme_id,),
        )
        return int(position)


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


def _naive(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"
