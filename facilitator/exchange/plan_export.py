"""A plan as a table: every field of an agenda in columns that `plan_import` reads back unchanged.

The first sheet is the agenda. Parallel groups stand below their activity: a row with the name of
the group and no title is the group itself, rows with both are its steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from facilitator.exchange.plan_cells import (
    MaterialWish,
    written_material,
    written_seconds,
    written_time,
)
from facilitator.exchange.plan_columns import HEADINGS, PlanField
from facilitator.exchange.plan_names import PlanNames
from facilitator.exchange.table import Column, Kind, Table, Value
from facilitator.planning.model import Activity, Agenda, KitRow, Track
from facilitator.planning.timing import Slot

WordOf = Callable[[str, str], str]
"""Words a code: group ("kind", "grouping") and code."""

_WIDTHS = {
    PlanField.TITLE: 34,
    PlanField.TASK: 36,
    PlanField.SAY: 44,
    PlanField.DO: 44,
    PlanField.WATCH: 36,
    PlanField.IF_SHORT: 30,
    PlanField.MATERIALS: 40,
    PlanField.SKILLS: 30,
    PlanField.AIM: 30,
    PlanField.METHOD: 24,
    PlanField.LEAD: 20,
    PlanField.START: 8,
    PlanField.END: 8,
    PlanField.MINUTES: 9,
}
_KINDS = {
    PlanField.START: Kind.TIME,
    PlanField.END: Kind.TIME,
    PlanField.MINUTES: Kind.NUMBER,
    PlanField.CAN_LOSE: Kind.NUMBER,
    PlanField.MINIMUM: Kind.NUMBER,
    PlanField.WARN: Kind.NUMBER,
    PlanField.LAST: Kind.NUMBER,
}
COLUMNS = tuple(
    Column(heading, _KINDS.get(field, Kind.TEXT), _WIDTHS.get(field, 14))
    for field, heading in HEADINGS.items()
)


def agenda_table(agenda: Agenda, names: PlanNames, word_of: WordOf, name: str = "") -> Table:
    """The agenda of a workshop as a table."""
    writer = _Rows(agenda, names, word_of)
    return Table(name or agenda.workshop.title, COLUMNS, list(writer.rows()))


def materials_table(name: str, kit: Sequence[KitRow]) -> Table:
    """A packing list as a table."""
    columns = (
        Column("Material", width=40),
        Column("Total", Kind.NUMBER, 8),
        Column("Unit", width=14),
        Column("Reusable", width=10),
    )
    rows = [(row.label, row.total, row.unit, "yes" if row.reusable else "no") for row in kit]
    return Table(name, columns, rows)


def workshops_table(name: str, agendas: Sequence[Agenda]) -> Table:
    """When and where the workshops of a programme are."""
    columns = (
        Column("Number", Kind.NUMBER, 8),
        Column("Workshop", width=40),
        Column("Date", Kind.DATE, 12),
        Column("Begins", Kind.TIME, 8),
        Column("Ends", Kind.TIME, 8),
        Column("Time zone", width=20),
        Column("Place", width=30),
        Column("Expected people", Kind.NUMBER, 10),
        Column("Purpose", width=50),
    )
    return Table(name, columns, [_workshop_row(agenda) for agenda in agendas])


def _workshop_row(agenda: Agenda) -> tuple[Value, ...]:
    workshop, times = agenda.workshop, agenda.schedule
    end = times.target_end or times.end
    return (
        workshop.number,
        workshop.title,
        workshop.starts_local.date(),
        f"{times.start:%H:%M}",
        f"{end:%H:%M}",
        workshop.time_zone,
        workshop.venue_name,
        workshop.expected_heads,
        workshop.aim,
    )


class _Rows:
    def __init__(self, agenda: Agenda, names: PlanNames, word_of: WordOf) -> None:
        self._agenda = agenda
        self._names = names
        self._word_of = word_of
        self._slots = {slot.activity_id: slot for slot in agenda.schedule.slots()}

    def rows(self) -> Iterator[tuple[Value, ...]]:
        for activity in self._agenda.activities:
            yield self._row(activity, "")
            for track in activity.tracks:
                yield self._group(track)
                for step in track.steps:
                    yield self._row(step, track.name)

    def _group(self, track: Track) -> tuple[Value, ...]:
        told: dict[PlanField, Value] = {
            PlanField.GROUP: track.name,
            PlanField.LEAD: track.team_member_name,
            PlanField.ROOM: self._names.room_name(track.room_id),
            PlanField.TASK: track.task,
        }
        return tuple(told.get(field) for field in HEADINGS)

    def _row(self, activity: Activity, group: str) -> tuple[Value, ...]:
        slot: Slot = self._slots[activity.id]
        minimum = activity.minimum_seconds
        lock = activity.locked_start_seconds
        told: dict[PlanField, Value] = {
            PlanField.START: f"{slot.start:%H:%M}",
            PlanField.END: f"{slot.end:%H:%M}",
            PlanField.MINUTES: written_seconds(activity.planned_seconds),
            PlanField.TITLE: activity.title,
            PlanField.GROUP: group,
            PlanField.KIND: self._word_of("kind", activity.kind.value),
            PlanField.METHOD: activity.method_title,
            PlanField.LEAD: activity.lead_name,
            PlanField.GROUPING: self._word_of("grouping", activity.grouping),
            PlanField.LAYOUT: activity.room_layout,
            PlanField.ROOM: self._names.room_name(activity.room_id),
            PlanField.AIM: activity.aim,
            PlanField.TASK: activity.task,
            PlanField.SAY: activity.say,
            PlanField.DO: activity.do,
            PlanField.WATCH: activity.watch,
            PlanField.IF_SHORT: activity.if_short,
            PlanField.CAN_LOSE: written_seconds(activity.can_lose_seconds) or None,
            PlanField.MINIMUM: None if minimum is None else written_seconds(minimum),
            PlanField.OPTIONAL: "yes" if activity.optional else None,
            PlanField.LOCK: None if lock is None else written_time(lock),
            PlanField.CONTACT: "yes" if activity.counts_as_contact else "no",
            PlanField.MATERIALS: "\n".join(
                written_material(
                    MaterialWish(use.label, use.quantity, use.per, use.unit, use.reusable)
                )
                for use in activity.materials
            ),
            PlanField.SKILLS: "\n".join(self._names.aim_name(aim) for aim in activity.skills),
            PlanField.BY_ITSELF: "yes" if activity.auto_advance else None,
            PlanField.WARN: activity.warn_seconds,
            PlanField.LAST: activity.last_seconds,
        }
        return tuple(told.get(field) for field in HEADINGS)
