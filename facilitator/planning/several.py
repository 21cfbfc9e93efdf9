"""What one can do with several activities at once: one action, one undo."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from facilitator.planning import fields
from facilitator.planning.agendas import Agendas
from facilitator.planning.clipping import FIELDS, Clipping, with_steps
from facilitator.planning.links import put_in_place
from facilitator.planning.model import SkillAim
from facilitator.planning.parallel import Parallel
from facilitator.planning.preparation import Preparation
from facilitator.storage import Row


class Several(Agendas, Parallel, Preparation):
    """Activities changed, copied, removed and pasted together."""

    def update_activities(self, activity_ids: Sequence[str], **values: object) -> None:
        """Give activities the same values; the rules are those of `update_activity`."""
        self.set_each(dict.fromkeys(activity_ids, values))

    def set_each(self, fields_of: Mapping[str, Mapping[str, Any]]) -> None:
        """Give activities (by id) values of their own, together."""
        if not fields_of:
            return
        title = self._activity_row(next(iter(fields_of)))["title"]
        with self._db.action("activities-changed", title=title, count=len(fields_of)):
            for activity_id, values in fields_of.items():
                self.update_activity(activity_id, **dict(values))

    def duplicate_activities(self, activity_ids: Sequence[str]) -> list[str]:
        """A copy of each, behind the last of them in the order they stand; gives their ids.

        The activities are of one agenda or track. Copies keep no locked start: two activities
        would be fixed at the same minute.
        """
        if not activity_ids:
            return []
        first = self._activity_row(activity_ids[0])
        siblings = self._siblings(first["workshop_id"], first["track_id"])
        chosen = [row["id"] for row in siblings if row["id"] in set(activity_ids)]
        with self._db.action("activities-duplicated", title=first["title"], count=len(chosen)):
            copies = [self.duplicate_activity(each) for each in chosen]
            for copied in copies:
                self._db.update("activity", copied, {"locked_start_seconds": None})
            stay = [
                row["id"]
                for row in self._siblings(first["workshop_id"], first["track_id"])
                if row["id"] not in copies
            ]
            there = self._siblings(first["workshop_id"], first["track_id"])
            put_in_place(self._db, "activity", there, copies, stay.index(chosen[-1]) + 1)
        return copies

    def delete_parts(self, activity_ids: Sequence[str], track_ids: Sequence[str] = ()) -> None:
        """Remove activities and parallel groups with all that hangs on them.

        What goes along with something else that is named (a step with its group, a group with its
        activity) may be named as well.
        """
        activities = [self._activity_row(key) for key in dict.fromkeys(activity_ids)]
        tracks = {key: self._track(key) for key in dict.fromkeys(track_ids)}
        gone = {row["id"] for row in activities}
        tracks = {key: row for key, row in tracks.items() if row["activity_id"] not in gone}
        steps_gone = self._tracks_of(gone) | tracks.keys()
        activities = [row for row in activities if row["track_id"] not in steps_gone]
        if not tracks:
            self.delete_activities([row["id"] for row in activities])
            return
        if not activities and len(tracks) == 1:
            self.delete_track(next(iter(tracks)))
            return
        title = next(
            (row["title"] for row in activities), next(row["name"] for row in tracks.values())
        )
        count = len(activities) + len(tracks)
        with self._db.action("activities-deleted", title=title, count=count):
            for track_id in tracks:
                self.delete_track(track_id)
            self.delete_activities([row["id"] for row in activities])

    def paste_activities(
        self,
        workshop_id: str,
        clippings: Sequence[Clipping],
        *,
        position: int | None = None,
        track_id: str | None = None,
    ) -> list[str]:
        """Make activities out of clippings, before the one at `position` (None: at the end).

        In a parallel group what is split itself becomes its steps. People, rooms, methods, skills
        and materials that this workbook does not know are left out; locked starts too, as another
        day has another order. Gives the ids.
        """
        if not clippings:
            return []
        wanted = with_steps(clippings) if track_id is not None else list(clippings)
        title = fields.title("title", wanted[0].get("title", ""))
        with self._db.action("activities-pasted", title=title, count=len(wanted)):
            made = [self._made_of(workshop_id, each, track_id) for each in wanted]
            if position is not None:
                siblings = self._siblings(workshop_id, track_id)
                put_in_place(self._db, "activity", siblings, made, position)
        return made

    def move_to_workshop(
        self,
        activity_ids: Sequence[str],
        workshop_id: str,
        clippings: Sequence[Clipping],
        *,
        position: int | None = None,
        track_id: str | None = None,
    ) -> list[str]:
        """Paste clippings in another workshop and remove the activities they were cut from."""
        still = {
            row["id"]
            for row in self._db.rows(
                "SELECT id FROM activity WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(activity_ids)),),
            )
        }
        title = fields.title("title", clippings[0].get("title", "")) if clippings else ""
        with self._db.action("activities-pasted", title=title, count=len(clippings)):
            made = self.paste_activities(
                workshop_id, clippings, position=position, track_id=track_id
            )
            self.delete_parts([key for key in activity_ids if key in still])
        return made

    def _made_of(self, workshop_id: str, clipping: Clipping, track_id: str | None) -> str:
        values = {name: clipping[name] for name in FIELDS if name in clipping}
        values.pop("locked_start_seconds", None)
        self._drop_unknown(fields.REFERENCES, values)
        activity_id = self.add_activity(
            workshop_id,
            None,
            str(values.pop("title", "")),
            str(values.pop("kind", "")),
            values.pop("planned_seconds", 0),
            track_id=track_id,
            skills=self._known_aims(clipping.get("skills", ())),
            materials=[self._material(use) for use in clipping.get("materials", ())],
            **values,
        )
        for track in clipping.get("tracks", ()):
            held = {key: track.get(key) for key in ("team_member_id", "room_id")}
            self._drop_unknown(fields.REFERENCES, held)
            made = self.add_track(
                activity_id, str(track["name"]), task=track.get("task", ""), **held
            )
            for step in track["steps"]:
                self._made_of(workshop_id, {**step, "tracks": []}, made)
        return activity_id

    def _material(self, use: Sequence[Any]) -> tuple[str, int, str]:
        material_id, label, unit, reusable, quantity, per = use
        if not self._is_there("material", material_id):
            material_id = self.add_material(str(label), unit=str(unit), reusable=bool(reusable))
        return material_id, int(quantity), str(per)

    def _known_aims(self, aims: Iterable[Sequence[str | None]]) -> list[SkillAim]:
        return [
            SkillAim(skill_id, indicator_id if self._is_there("indicator", indicator_id) else None)
            for skill_id, indicator_id in aims
            if skill_id is not None and self._is_there("skill", skill_id)
        ]

    def _drop_unknown(self, tables: Mapping[str, str], values: dict[str, Any]) -> None:
        for name in list(values):
            if name in tables and values[name] is not None:
                values[name] = values[name] if self._is_there(tables[name], values[name]) else None

    def _is_there(self, table: str, key: str | None) -> bool:
        # Names of tables come from `fields`.
        found = self._db.value(f"SELECT 1 FROM {table} WHERE id = ?", (key,))  # noqa: S608
        return found is not None

    def _tracks_of(self, activity_ids: Iterable[str]) -> set[str]:
        rows: list[Row] = []
        for activity_id in activity_ids:
            rows += self._tracks(activity_id)
        return {row["id"] for row in rows}
