"""What one can do with parallel groups: an activity split in tracks, each with its own steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from facilitator.errors import NotFound, Refused
from facilitator.ids import new_id
from facilitator.planning import fields, packing, store
from facilitator.planning.copying import copy_track
from facilitator.planning.links import put_in_place
from facilitator.planning.model import Activity
from facilitator.planning.plan_desk import PlanDesk
from facilitator.planning.removal import remove_track
from facilitator.planning.splitting import split_heads
from facilitator.storage import Row


def heads_of_tracks(activities: Iterable[Activity], expected: int) -> dict[str, int]:
    """Track id to how many of the people expected are in that group. Pure."""
    return {
        track.id: size
        for activity in activities
        if activity.tracks
        for track, size in zip(
            activity.tracks, split_heads(expected, len(activity.tracks)), strict=True
        )
    }


class Parallel(PlanDesk):
    """Parallel groups: tracks added, changed, copied, and steps moved between them."""

    def track_heads(self, workshop_id: str) -> dict[str, int]:
        """Track id to how many of the people expected are in that group, for a whole agenda."""
        agenda = store.agenda(self._db, workshop_id)
        return heads_of_tracks(agenda.activities, packing.heads(self._db, workshop_id))

    def add_track(self, activity_id: str, name: str, **values: object) -> str:
        """Give an activity one more parallel group; gives the track's id."""
        row = self._checked(fields.TRACK, {"name": name, **values})
        old = self._undivided(activity_id)
        with self._db.action("track-added", name=row["name"], title=old["title"]):
            return self._inserted(activity_id, row)

    def add_tracks(self, activity_id: str, names: Sequence[str]) -> list[str]:
        """Split an activity in several parallel groups at once; gives the tracks' ids."""
        rows = [self._checked(fields.TRACK, {"name": name}) for name in names]
        old = self._undivided(activity_id)
        with self._db.action("tracks-added", title=old["title"], count=len(rows)):
            return [self._inserted(activity_id, row) for row in rows]

    def update_track(self, track_id: str, **values: object) -> None:
        """Change what is given of a parallel group."""
        row = self._checked(fields.TRACK, values)
        with self._db.action("track-changed", name=row.get("name", self._track(track_id)["name"])):
            self._db.update("track", track_id, row)

    def duplicate_track(self, track_id: str, name: str) -> str:
        """One more group with the same task and steps, right behind; gives its id."""
        old = self._track(track_id)
        row = self._checked(fields.TRACK, {"name": name})
        with self._db.action("track-duplicated", name=old["name"]):
            copied = copy_track(self._db, track_id, row)
            siblings = self._tracks(old["activity_id"])
            stay = [each["id"] for each in siblings if each["id"] != copied]
            put_in_place(self._db, "track", siblings, [copied], stay.index(track_id) + 1)
        return copied

    def move_track(self, track_id: str, position: int) -> None:
        """Give a group another place (from 0) among those of its activity."""
        old = self._track(track_id)
        with self._db.action("track-moved", name=old["name"]):
            put_in_place(self._db, "track", self._tracks(old["activity_id"]), [track_id], position)

    def delete_track(self, track_id: str) -> None:
        """Remove a parallel group with its steps."""
        old = self._track(track_id)
        with self._db.action("track-deleted", name=old["name"]):
            remove_track(self._db, track_id)
            put_in_place(self._db, "track", self._tracks(old["activity_id"]), [], 0)

    def move_to_track(
        self, activity_ids: Sequence[str], track_id: str | None, position: int | None = None
    ) -> None:
        """Move activities of one workshop into a parallel group, or (None) out to its agenda.

        They come to stand at `position` (None: at the end) in the order they had. An activity
        that is split itself cannot be a step: "track-in-track".
        """
        moved = [self._activity_row(activity_id) for activity_id in dict.fromkeys(activity_ids)]
        if not moved:
            return
        workshop_id = moved[0]["workshop_id"]
        for row in moved:
            if row["workshop_id"] != workshop_id:
                raise NotFound("not-found", table="activity", key=row["id"])
            if track_id is not None and self._tracks(row["id"]):
                raise Refused("track-in-track", title=row["title"])
        self._check_track(workshop_id, track_id)
        moved.sort(key=lambda row: (row["track_id"] or "", row["position"], row["id"]))
        with self._db.action("activities-regrouped", title=moved[0]["title"], count=len(moved)):
            self._put(workshop_id, track_id, [row["id"] for row in moved], position)
            for home in {row["track_id"] for row in moved} - {track_id}:
                put_in_place(self._db, "activity", self._siblings(workshop_id, home), [], 0)

    def _put(
        self, workshop_id: str, track_id: str | None, moved: Sequence[str], position: int | None
    ) -> None:
        """Let activities stand at a position of a track or agenda, all others behind or before."""
        there = self._siblings(workshop_id, track_id)
        order = [row["id"] for row in there if row["id"] not in moved]
        place = len(order) if position is None else min(max(position, 0), len(order))
        order[place:place] = moved
        before = {row["id"]: row["position"] for row in there}
        for number, key in enumerate(order):
            if before.get(key) != number:
                self._db.update("activity", key, {"track_id": track_id, "position": number})

    def _inserted(self, activity_id: str, row: fields.Values) -> str:
        track_id = new_id()
        position = len(self._tracks(activity_id))
        keys = {"id": track_id, "activity_id": activity_id, "position": position}
        self._db.insert("track", {**keys, **row})
        return track_id

    def _undivided(self, activity_id: str) -> Row:
        """An activity that may be split: no step of a parallel group itself."""
        old = self._activity_row(activity_id)
        if old["track_id"] is not None:
            raise Refused("track-in-track", title=old["title"])
        return old

    def _track(self, track_id: str) -> Row:
        row = self._db.row("SELECT * FROM track WHERE id = ?", (track_id,))
        if row is None:
            raise NotFound("not-found", table="track", key=track_id)
        return row

    def _tracks(self, activity_id: str) -> list[Row]:
        return self._db.rows(
            "SELECT id, position FROM track WHERE activity_id = ? ORDER BY position, id",
            (activity_id,),
        )
