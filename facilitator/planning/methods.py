"""What one can do with the library of methods."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.errors import NotFound, Refused
from facilitator.ids import new_id
from facilitator.planning import fields, library, ties
from facilitator.planning.materials import labels_of_activity
from facilitator.planning.model import (
    ActivityKind,
    Method,
    MethodRow,
    MethodStep,
    MethodUse,
)
from facilitator.planning.plan_desk import PlanDesk
from facilitator.planning.shelf import MethodFilter, Shelf
from facilitator.storage import Row


class Methods(PlanDesk):
    """The library: methods found, made, changed, put out of sight.

    A method that came with the program stays as it came: it can be put out of sight, and a copy of
    it made one's own. So a newer version may better its text without ever meeting words of others.
    """

    def methods(
        self,
        text: str = "",
        chosen: MethodFilter | None = None,
        *,
        limit: int = 100,
        offset: int = 0,
    ) -> list[MethodRow]:
        """Methods in which every word typed begins a word, and that fit the filter."""
        return list(library.shelf(self._db).fit(text, chosen).rows[offset : offset + limit])

    def count_methods(self, text: str = "", chosen: MethodFilter | None = None) -> int:
        """How many methods there are of those that `methods` gives page by page."""
        return len(library.shelf(self._db).fit(text, chosen).rows)

    def shelf(self) -> Shelf:
        """All methods at once, to be filtered without the file."""
        return library.shelf(self._db)

    def uses(self, method_id: str) -> tuple[MethodUse, ...]:
        """The workshops whose agendas hold a method, the latest first; templates do not count."""
        return library.uses(self._db, method_id)

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
        """Change what is given of a method of one's own: "method-shipped"."""
        row = self._checked(fields.METHOD, values)
        old = self._own_row(method_id)
        fields.check_method_lengths({**dict(old), **row})
        if steps is not None:
            row["steps"] = library.steps_to_text(steps)
        with self._db.action("method-changed", title=row.get("title", old["title"])):
            self._db.update("method", method_id, row)
            if skill_ids is not None:
                ties.tie_method(self._db, method_id, skill_ids)
            library.index_method(self._db, method_id)

    def copy_method(
        self, method_id: str, *, title: str | None = None, instead: bool = False
    ) -> str:
        """Make a method of one's own that says what another one says, its credit and caution
        included; `instead` puts the other one out of sight. Gives its id.
        """
        old = library.method(self._db, method_id)
        values: dict[str, object] = {
            name: getattr(old, name) for name in fields.METHOD if name not in {"title", "kind"}
        }
        del values["usual_seconds"]
        with self._db.action("method-copied", title=old.title):
            copied = self.add_method(
                old.title if title is None else title,
                old.kind,
                old.usual_seconds,
                steps=old.steps,
                skill_ids=old.skill_ids,
                **values,
            )
            if instead:
                self._db.update("method", method_id, {"archived": 1})
        return copied

    def make_own(
        self,
        method_id: str,
        *,
        instead: bool = False,
        steps: Sequence[MethodStep] | None = None,
        skill_ids: Sequence[str] | None = None,
        **values: object,
    ) -> str:
        """Copy a method and change the copy, as one action; gives the copy's id."""
        with self._db.action("method-copied", title=self._title("method", method_id)):
            copied = self.copy_method(method_id, instead=instead)
            self.update_method(copied, steps=steps, skill_ids=skill_ids, **values)
        return copied

    def delete_method(self, method_id: str) -> None:
        """Remove a method of one's own that no agenda holds: "method-shipped", "method-in-use"."""
        old = self._own_row(method_id)
        # Templates hold it too: they would come out without it.
        count = self._db.value(
            "SELECT count(DISTINCT workshop_id) FROM activity WHERE method_id = ?", (method_id,)
        )
        if isinstance(count, int) and count:
            raise Refused("method-in-use", title=old["title"], count=count)
        with self._db.action("method-deleted", title=old["title"]):
            self._db.write("DELETE FROM method_skill WHERE method_id = ?", (method_id,))
            self._db.delete("method", method_id)

    def archive_method(self, method_id: str, *, archived: bool = True) -> None:
        """Put a method out of sight, or back."""
        name = "method-archived" if archived else "method-unarchived"
        with self._db.action(name, title=self._title("method", method_id)):
            self._db.update("method", method_id, {"archived": int(archived)})

    def save_as_method(self, activity_id: str) -> str:
        """Make a method out of an activity; gives its id.

        Its minutes (the least and the usual), grouping, layout, steps, skills, what it needs, what
        to say and what to watch for come along.
        """
        old = self._activity_row(activity_id)
        aims = self._db.rows(
            "SELECT DISTINCT skill_id FROM activity_skill WHERE activity_id = ? ORDER BY id",
            (activity_id,),
        )
        materials = labels_of_activity(self._db, activity_id)
        least = old["minimum_seconds"]
        if least is None:
            least = old["planned_seconds"] - old["can_lose_seconds"]
        return self.add_method(
            old["title"],
            old["kind"],
            max(old["planned_seconds"], 60),
            min_seconds=max(least, 60),
            summary=old["aim"] or old["task"],
            grouping=old["grouping"].replace("-", " "),
            room_layout=old["room_layout"],
            preparation="some" if materials else "none",
            materials=materials,
            say=old["say"],
            watch=old["watch"],
            steps=[MethodStep(0, text) for text in old["do"].splitlines() if text.strip()],
            skill_ids=[row["skill_id"] for row in aims],
        )

    def _own_row(self, method_id: str) -> Row:
        row = self._db.row("SELECT * FROM method WHERE id = ?", (method_id,))
        if row is None:
            raise NotFound("not-found", table="method", key=method_id)
        if not row["own"]:
            raise Refused("method-shipped", title=row["title"])
        return row
