"""What is prepared and written around a workshop: materials, tasks, the wrap-up."""

from __future__ import annotations

from facilitator.clock import to_stamp
from facilitator.errors import NotFound, Refused
from facilitator.ids import new_id
from facilitator.planning import fields, packing, store
from facilitator.planning.links import Link, replace_links
from facilitator.planning.model import (
    KitRow,
    Material,
    TaskRow,
    WrapUp,
)
from facilitator.planning.plan_desk import PlanDesk


class Preparation(PlanDesk):
    """Packing lists, tasks and wrap-ups."""

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

    def update_material(self, material_id: str, **values: object) -> None:
        """Change label, unit or whether it is used again, wherever the material is listed."""
        row = self._checked(fields.MATERIAL, values)
        old = self._db.row("SELECT label FROM material WHERE id = ?", (material_id,))
        if old is None:
            raise NotFound("not-found", table="material", key=material_id)
        with self._db.action("material-changed", label=row.get("label", old["label"])):
            self._db.update("material", material_id, row)

    def heads(self, workshop_id: str) -> int:
        """How many people to prepare for: as expected, else as enrolled, else the capacity."""
        return packing.heads(self._db, workshop_id)

    def kit(self, workshop_id: str) -> list[KitRow]:
        """What to pack for a workshop, by label, with what is packed."""
        return packing.kit_rows(self._db, store.agenda(self._db, workshop_id))

    def programme_kit(self, programme_id: str) -> list[KitRow]:
        """What to pack for a whole programme; nothing is ticked there."""
        return packing.programme_kit_rows(self._db, store.programme_agendas(self._db, programme_id))

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

    def _task(self, task_id: str) -> str:
        text = self._db.value("SELECT text FROM task WHERE id = ?", (task_id,))
        if text is None:
            raise NotFound("not-found", table="task", key=task_id)
        return str(text)
