"""What the list of workshops shows of each: its row, its minutes, and what deserves a look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.planning.clashes import Booking, Clash, clashes_of
from facilitator.planning.hints import Hint
from facilitator.planning.model import Programme, SkillRef, WorkshopRow, WorkshopStatus
from facilitator.words.names import HINTS
from facilitator.workbook import Workbook
from ui.words import isolate, t


@dataclass(frozen=True)
class PlannedRow:
    """A workshop of the list. `seconds` is its agenda, breaks included; `over` past its target."""

    row: WorkshopRow
    seconds: int
    over: int
    hints: tuple[Hint, ...] = ()
    clashes: tuple[Clash, ...] = ()

    @property
    def id(self) -> str:
        """The workshop's id."""
        return self.row.id


@dataclass(frozen=True)
class SkillTime:
    """A skill and the seconds planned for it; `aimed` where it is one of the aims."""

    skill: SkillRef
    seconds: int


@dataclass(frozen=True)
class PlannedSeries:
    """Everything the list of a programme's workshops shows."""

    rows: tuple[PlannedRow, ...]
    skills: tuple[SkillTime, ...]
    seconds: int
    contact_seconds: int
    bookings: tuple[Booking, ...]


def read_planned(workbook: Workbook, programme: Programme) -> PlannedSeries:
    """The workshops of a programme with all that follows from their agendas, in few queries."""
    planning = workbook.planning
    rows = planning.workshops(programme.id, templates=programme.is_template)
    agendas = {agenda.workshop.id: agenda for agenda in planning.agendas(programme.id)}
    hints = planning.hints_of_workshops(programme.id)
    bookings = () if programme.is_template else tuple(planning.bookings())
    mine = {booking.workshop_id: booking for booking in bookings}
    planned = tuple(
        PlannedRow(
            row,
            agendas[row.id].schedule.total_seconds if agendas[row.id].activities else 0,
            max(0, agendas[row.id].schedule.over_seconds or 0),
            tuple(hints.get(row.id, ())),
            tuple(clashes_of(mine[row.id], bookings)) if _to_come(row, mine) else (),
        )
        for row in rows
    )
    counted = [agendas[row.id] for row in rows if row.status is not WorkshopStatus.CANCELLED]
    return PlannedSeries(
        planned,
        tuple(
            SkillTime(skill, sum(agenda.skill_seconds.get(skill.id, 0) for agenda in counted))
            for skill in programme.skills
        ),
        sum(agenda.schedule.total_seconds for agenda in counted if agenda.activities),
        sum(agenda.contact_seconds for agenda in counted),
        bookings,
    )


def hint_headline(hint: Hint) -> str:
    """What a hint says, in one line."""
    headline, _reason = HINTS[hint.code.value]
    return _filled(headline, hint.figures)


def _filled(words: str, figures: Mapping[str, object]) -> str:
    safe = {
        name: isolate(value) if isinstance(value, str) else value for name, value in figures.items()
    }
    return t(words, **safe)


def _to_come(row: WorkshopRow, mine: Mapping[str, Booking]) -> bool:
    """What was held happened: a clash then is nobody's trouble any more."""
    return row.status is WorkshopStatus.PLANNED and row.id in mine
