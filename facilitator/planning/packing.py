"""Packing lists of workshops and programmes, from their agendas and the heads expected."""

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
    rows = db.rows(
        "SELECT material_id FROM packed_material WHERE workshop_id = ?", (agenda.workshop.id,)
    )
    totals = _totals(agenda, heads(db, agenda.workshop.id))
    return _rows(totals, _uses([agenda]), {row["material_id"] for row in rows})


def programme_kit_rows(db: Database, agendas: Collection[Agenda]) -> list[KitRow]:
    """What to pack for a whole programme; nothing is ticked there."""
    uses = _uses(agendas)
    kits = [_totals(agenda, heads(db, agenda.workshop.id)) for agenda in agendas]
    reusable = frozenset(key for key, use in uses.items() if use.reusable)
    return _rows(kit_of_many(kits, reusable), uses, frozenset())


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
