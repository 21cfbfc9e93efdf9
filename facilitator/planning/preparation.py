"""What is prepared and written around a workshop: materials, tasks, the wrap-up."""

from __future__ import annotations

from collections.abc import Mapping

from facilitator.clock import to_stamp
from facilitator.errors import NotFound, Refused
from facilitator.ids import new_id
from facilitator.people.folding import fold
from facilitator.planning import fields, kit_list, packing, store
from facilitator.planning.kit_list import KitList
from facilitator.planning.links import Link, replace_links
from facilitator.planning.model import (
    KitRow,
    Material,
    TaskRow,
    WrapUp,
)
from facilitator.planning.plan_desk import PlanDesk

_MOST = 100_000


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
        """What to pack for a whole programme at once; its ticks are its own."""
        agendas = store.programme_agendas(self._db, programme_id)
        return packing.programme_kit_rows(self._db, programme_id, agendas)

    def kit_list(self, workshop_id: str) -> KitList:
        """A workshop's packing list with what each thing is for."""
        return kit_list.of_workshop(self._db, store.agenda(self._db, workshop_id))

    def programme_kit_list(self, programme_id: str) -> KitList:
        """A programme's packing list with what each thing is for."""
        agendas = store.programme_agendas(self._db, programme_id)
        return kit_list.of_programme(self._db, programme_id, agendas)

    def set_packed(self, workshop_id: str, material_id: str, packed: bool) -> None:  # noqa: FBT001
        """Tick a material of a workshop's packing list, or take the tick away."""
        store.require(self._db, "workshop", workshop_id)
        self._tick({"workshop_id": workshop_id}, material_id, packed=packed)

    def set_programme_packed(self, programme_id: str, material_id: str, *, packed: bool) -> None:
        """Tick a material of a programme's packing list, or take the tick away."""
        store.require(self._db, "programme", programme_id)
        self._tick({"programme_id": programme_id}, material_id, packed=packed)

    def add_extra_material(
        self,
        label: str,
        quantity: int = 1,
        *,
        workshop_id: str | None = None,
        programme_id: str | None = None,
        unit: str = "",
        reusable: bool = True,
    ) -> str:
        """Put something on a packing list that no activity needs; gives the material's id.

        A material of the same label is taken; what is on the list already gets this quantity.
        One of the two ids. Refused as titles are, and ``quantity-out-of-range``.
        """
        place = self._place(workshop_id, programme_id)
        count = _counted(quantity)
        with self._db.action("kit-item-added", label=fields.title("label", label)):
            material_id = self._material_called(label, unit=unit, reusable=reusable)
            self._set_extra(place, material_id, count)
        return material_id

    def set_extra_material(
        self,
        material_id: str,
        quantity: int,
        *,
        workshop_id: str | None = None,
        programme_id: str | None = None,
    ) -> None:
        """Change how much of one's own item is on a list; 0 takes it off."""
        place = self._place(workshop_id, programme_id)
        name = "kit-item-changed" if quantity else "kit-item-removed"
        with self._db.action(name, label=self._label(material_id)):
            self._set_extra(place, material_id, _counted(quantity) if quantity else 0)

    def _set_extra(self, place: Mapping[str, str], material_id: str, quantity: int) -> None:
        wanted = [Link({"material_id": material_id}, {"quantity": quantity})] if quantity else []
        where = {**place, "material_id": material_id}
        replace_links(self._db, "extra_material", where, wanted)

    def _material_called(self, label: str, *, unit: str, reusable: bool) -> str:
        """The material of that label however it is spelled, else a new one."""
        text = fold(label)
        for row in self._db.rows("SELECT id, label FROM material ORDER BY id"):
            if fold(row["label"]) == text:
                return str(row["id"])
        return self.add_material(label, unit=unit, reusable=reusable)

    def _tick(self, place: Mapping[str, str], material_id: str, *, packed: bool) -> None:
        name = "material-packed" if packed else "material-unpacked"
        stamp = to_stamp(self._db.clock.now())
        with self._db.action(name, label=self._label(material_id)):
            ticked = [Link({"material_id": material_id}, {"packed_at": stamp})] if packed else []
            where = {**place, "material_id": material_id}
            replace_links(self._db, "packed_material", where, ticked)

    def _place(self, workshop_id: str | None, programme_id: str | None) -> dict[str, str]:
        places = {"workshop_id": workshop_id, "programme_id": programme_id}
        (found,) = ({k: v} for k, v in places.items() if v is not None)
        for column, key in found.items():
            store.require(self._db, column.removesuffix("_id"), key)
        return found

    def _label(self, material_id: str) -> str:
        row = self._db.row("SELECT label FROM material WHERE id = ?", (material_id,))
        if row is None:
            raise NotFound("not-found", table="material", key=material_id)
        return str(row["label"])

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


def _counted(quantity: int) -> int:
    if not 0 < quantity <= _MOST:
        raise Refused("quantity-out-of-range", value=quantity, most=_MOST)
    return quantity
