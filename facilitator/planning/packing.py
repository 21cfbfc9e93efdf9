"""Packing lists of workshops and programmes: what their agendas need for the heads expected, and
what somebody put on the list besides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from facilitator.errors import NotFound
from facilitator.planning.kit import Need, kit_of_many, kit_totals
from facilitator.planning.model import Activity, Agenda, KitRow, MaterialUse
from facilitator.planning.splitting import split_heads
from facilitator.storage import Database


def heads(db: Database, workshop_id: str) -> int:
    """How many people to prepare for: as expected, else as enrolled, else the capacity."""
    found = db.row(
        "SELECT workshop.expected_heads, programme.capacity, (SELECT count(*) FROM enrolment"
        " WHERE enrolment.programme_id = programme.id AND enrolment.status = 'active')"
        " AS enrolled FROM workshop LEFT JOIN programme"
        " ON programme.id = workshop.programme_id WHERE workshop.id = ?",
        (workshop_id,),
    )
    if found is None:
        raise NotFound("not-found", table="workshop", key=workshop_id)
    if found["expected_heads"] is not None:
        return int(found["expected_heads"])
    return int(found["enrolled"] or found["capacity"] or 0)


def kit_rows(db: Database, agenda: Agenda) -> list[KitRow]:
    """What to pack for one workshop, with what is packed already."""
    workshop_id = agenda.workshop.id
    extras = extras_of(db, "workshop_id", workshop_id)
    uses = {**_uses([agenda]), **extras}
    totals = _whole_kit(_totals(agenda, heads(db, workshop_id)), uses, extras)
    return _rows(totals, uses, _packed(db, "workshop_id", workshop_id))


def programme_kit_rows(
    db: Database, programme_id: str, agendas: Collection[Agenda]
) -> list[KitRow]:
    """What to pack for a whole programme at once, with ticks of its own."""
    uses = _uses(agendas)
    kits = []
    for agenda in agendas:
        extras = extras_of(db, "workshop_id", agenda.workshop.id)
        uses.update(extras)
        kits.append(_whole_kit(_totals(agenda, heads(db, agenda.workshop.id)), uses, extras))
    extras = extras_of(db, "programme_id", programme_id)
    uses.update(extras)
    kits.append({key: use.quantity for key, use in extras.items()})
    reusable = frozenset(key for key, use in uses.items() if use.reusable)
    packed = _packed(db, "programme_id", programme_id)
    return _rows(kit_of_many(kits, reusable), uses, packed)


def extras_of(db: Database, place: str, key: str) -> dict[str, MaterialUse]:
    """What is on the list besides what activities need; `place` is the column that holds `key`."""
    rows = db.rows(
        "SELECT material.id, label, unit, reusable, quantity FROM extra_material"  # noqa: S608
        f" JOIN material ON material.id = material_id WHERE {place} = ? ORDER BY extra_material.id",
        (key,),
    )
    return {
        row["id"]: MaterialUse(
            row["id"], row["label"], row["unit"], bool(row["reusable"]), row["quantity"], "session"
        )
        for row in rows
    }


def _whole_kit(
    totals: Mapping[str, int], uses: Mapping[str, MaterialUse], extras: Mapping[str, MaterialUse]
) -> dict[str, int]:
    """What an agenda needs, and what else is on the list of its workshop."""
    besides = {key: use.quantity for key, use in extras.items()}
    return kit_of_many([totals, besides], frozenset(k for k, use in uses.items() if use.reusable))


def _packed(db: Database, place: str, key: str) -> set[str]:
    rows = db.rows(f"SELECT material_id FROM packed_material WHERE {place} = ?", (key,))  # noqa: S608
    return {row["material_id"] for row in rows}


def _totals(agenda: Agenda, expected: int) -> dict[str, int]:
    return _one_after_another(agenda.activities, expected)


def _one_after_another(activities: Iterable[Activity], heads: int) -> dict[str, int]:
    """What is used again goes from one activity to the next."""
    listed = list(activities)
    reusable = frozenset(
        use.material_id
        for activity in _with_steps(listed)
        for use in activity.materials
        if use.reusable
    )
    return kit_of_many((_at_once(activity, heads) for activity in listed), reusable)


def _at_once(activity: Activity, heads: int) -> dict[str, int]:
    """What one activity takes. Parallel groups work at the same time, each with its share of the
    people: nothing goes from one to the other, so that their needs add up.
    """
    tracks = activity.tracks
    totals = kit_totals(
        (
            Need(
                material_id=use.material_id,
                reusable=use.reusable,
                quantity=use.quantity,
                per=use.per,
                grouping=activity.grouping,
                tracks=len(tracks),
            )
            for use in activity.materials
        ),
        heads,
    )
    sizes = split_heads(heads, len(tracks)) if tracks else ()
    for track, size in zip(tracks, sizes, strict=True):
        for material_id, total in _one_after_another(track.steps, size).items():
            totals[material_id] = totals.get(material_id, 0) + total
    return totals


def _uses(agendas: Iterable[Agenda]) -> dict[str, MaterialUse]:
    return {
        use.material_id: use
        for agenda in agendas
        for activity in _with_steps(agenda.activities)
        for use in activity.materials
    }


def _rows(
    totals: Mapping[str, int], uses: Mapping[str, MaterialUse], packed: Collection[str]
) -> list[KitRow]:
    rows = [
        KitRow(
            material_id=material_id,
            label=uses[material_id].label,
            unit=uses[material_id].unit,
            reusable=uses[material_id].reusable,
            total=total,
            packed=material_id in packed,
        )
        for material_id, total in totals.items()
    ]
    return sorted(rows, key=lambda row: (row.label.casefold(), row.material_id))


def _with_steps(activities: Iterable[Activity]) -> Iterator[Activity]:
    for activity in activities:
        yield activity
        for track in activity.tracks:
            yield from track.steps
