"""What a facilitator looks at first: the next workshop, and what needs attention.

Reads across the features and changes nothing. What needs attention is told as codes; the window
has the words and knows where each leads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from facilitator.attendance.attendance import Attendance
from facilitator.attendance.model import EXCUSED
from facilitator.certificates.certificates import Certificates
from facilitator.live.live import LiveRuns
from facilitator.people.model import EnrolmentStatus, NeedRow
from facilitator.people.people import People
from facilitator.planning.model import (
    Agenda,
    ProgrammeRow,
    TaskPhase,
    TaskRow,
    TeamRef,
    WorkshopRow,
    WorkshopStatus,
)
from facilitator.planning.planning import Planning

MISSED_IN_A_ROW = 2
"""So many workshops missed running, and somebody should ask (research on follow-up of absence)."""


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing that needs a person. `code` has the words; the ids say where it leads.

    Codes: ``run-unfinished``, ``register-missing``, ``register-incomplete`` and
    ``wrap-up-missing`` (a workshop), ``missed-running`` (a participant of a programme),
    ``certificates-ready`` and ``certificates-stale`` (a programme). `count` is the number of
    people or workshops meant; `on` the day of the workshop, in its own zone.
    """

    code: str
    title: str
    count: int = 0
    on: datetime | None = None
    workshop_id: str = ""
    programme_id: str = ""
    participant_id: str = ""


@dataclass(frozen=True, slots=True)
class Today:
    """The first screen. `workshop` is the one that is on or comes next; None: nothing is planned.

    `series`: the programme of that workshop (else the latest programme) with its workshops;
    `expected`: people enrolled on the day less `apologies`.
    """

    now: datetime
    workshop: WorkshopRow | None
    agenda: Agenda | None
    expected: int
    apologies: int
    series: ProgrammeRow | None
    workshops: tuple[WorkshopRow, ...]
    tasks: tuple[TaskRow, ...]
    needs: tuple[NeedRow, ...]
    team: tuple[TeamRef, ...]
    attention: tuple[Attention, ...] = field(default=())


class TodayReader:
    """Puts the first screen together."""

    def __init__(
        self,
        planning: Planning,
        people: People,
        attendance: Attendance,
        certificates: Certificates,
        live: LiveRuns,
    ) -> None:
        self._planning = planning
        self._people = people
        self._attendance = attendance
        self._certificates = certificates
        self._live = live

    def read(self, now: datetime) -> Today:
        """The first screen as of `now` (aware)."""
        workshop = self._planning.next_workshop(now)
        series = self._series(workshop)
        workshops = tuple(self._planning.workshops(series.id)) if series else ()
        agenda = self._planning.agenda(workshop.id) if workshop else None
        tasks: tuple[TaskRow, ...] = ()
        needs: tuple[NeedRow, ...] = ()
        apologies = 0
        if workshop is not None:
            if workshop.programme_id:
                tasks = tuple(
                    task
                    for task in self._planning.tasks(programme_id=workshop.programme_id)
                    if task.phase is TaskPhase.BEFORE
                )
            desk = self._attendance.desk(workshop.id)
            apologies = sum(1 for row in desk.rows if row.status_key == EXCUSED)
            needs = tuple(
                self._people.needs(
                    [row.participant_id for row in desk.rows if row.has_needs or row.minor]
                )
            )
        return Today(
            now=now,
            workshop=workshop,
            agenda=agenda,
            expected=max(0, workshop.enrolled - apologies) if workshop else 0,
            apologies=apologies,
            series=series,
            workshops=workshops,
            tasks=tasks,
            needs=needs,
            team=agenda.workshop.team if agenda else (),
            attention=tuple(self._attention(now)),
        )

    def _series(self, workshop: WorkshopRow | None) -> ProgrammeRow | None:
        """The programme of the next workshop, else the latest one."""
        programmes = self._planning.programmes()
        if workshop is not None:
            return next((row for row in programmes if row.id == workshop.programme_id), None)
        return programmes[0] if programmes else None

    def _attention(self, now: datetime) -> list[Attention]:
        found = [
            Attention("run-unfinished", run.workshop_title, workshop_id=run.workshop_id)
            for run in self._live.unfinished()
            if run.started
        ]
        found += [
            Attention(
                row.code,
                row.workshop_title,
                count=row.unmarked,
                on=row.starts_at,
                workshop_id=row.workshop_id,
            )
            for row in self._attendance.needs_attention(now)
        ]
        for programme in self._planning.programmes():
            found += self._of_programme(programme, now)
        return found

    def _of_programme(self, programme: ProgrammeRow, now: datetime) -> list[Attention]:
        workshops = self._planning.workshops(programme.id)
        found = self._notes_missing(workshops)
        coming = any(
            row.ends_utc > now and row.status is WorkshopStatus.PLANNED for row in workshops
        )
        if workshops and coming:
            found += self._missing_people(programme)
        elif workshops:
            found += self._certificates_due(programme)
        return found

    def _notes_missing(self, workshops: Sequence[WorkshopRow]) -> list[Attention]:
        """The latest workshop that was held and has no word on how it went."""
        held = [row for row in workshops if row.status is WorkshopStatus.HELD]
        if not held:
            return []
        last = held[-1]
        written = self._planning.wrap_up(last.id)
        if written.worked or written.change_next:
            return []
        return [Attention("wrap-up-missing", last.title, on=last.starts_local, workshop_id=last.id)]

    def _missing_people(self, programme: ProgrammeRow) -> list[Attention]:
        active = {
            row.participant_id
            for row in self._people.roster(programme.id)
            if row.status is EnrolmentStatus.ACTIVE
        }
        return [
            Attention(
                "missed-running",
                total.name,
                count=total.missed_running,
                programme_id=programme.id,
                participant_id=total.participant_id,
            )
            for total in self._attendance.person_totals(programme.id)
            if total.missed_running >= MISSED_IN_A_ROW and total.participant_id in active
        ]

    def _certificates_due(self, programme: ProgrammeRow) -> list[Attention]:
        candidates = self._certificates.candidates(programme.id)
        ready = sum(1 for row in candidates if row.award_key and row.issued is None)
        stale = sum(1 for row in candidates if row.issued is not None and row.stale)
        found = []
        if stale:
            found.append(
                Attention(
                    "certificates-stale", programme.title, count=stale, programme_id=programme.id
                )
            )
        if ready:
            found.append(
                Attention(
                    "certificates-ready", programme.title, count=ready, programme_id=programme.id
                )
            )
        return found
