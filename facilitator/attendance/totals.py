"""Totals of people and programmes from counted marks: each person counted once.

A person attended a workshop when the minutes counted are above zero. The base of a person's share
is everything the programme offers, also what lay before the enrolment. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from facilitator.attendance.minutes import hours, percent
from facilitator.attendance.model import PersonTotal, ProgrammeFigures, Standing

_MANY = 4


@dataclass(frozen=True, slots=True)
class Offered:
    """What a workshop offers; cancelled ones are left out. `marked`: its register has marks."""

    workshop_id: str
    on: date
    planned_minutes: int
    offered_minutes: int
    marked: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """Who may come; `enrolled_on` None: marked as a guest without being enrolled."""

    participant_id: str
    name: str
    enrolled_on: date | None
    left_on: date | None = None
    age_band: str = ""
    gender: str = ""
    district: str = ""
    internet_at_home: str = ""
    not_meant: frozenset[str] = frozenset()
    """Workshops that were meant for groups in which the person was not on their day."""

    def standing_in(self, workshop_id: str, day: date) -> Standing:
        """How the person stands to a workshop that is on a day."""
        standing = self.standing_at(day)
        if workshop_id in self.not_meant and standing is Standing.ENROLLED:
            return Standing.OTHER_GROUP
        return standing

    def standing_at(self, day: date) -> Standing:
        """How the person stands to the programme on a day."""
        if self.enrolled_on is None:
            return Standing.GUEST
        if day < self.enrolled_on:
            return Standing.NOT_YET
        if self.left_on is not None and day > self.left_on:
            return Standing.WITHDRAWN
        return Standing.ENROLLED


@dataclass(frozen=True, slots=True)
class Counted:
    """One mark after counting."""

    workshop_id: str
    participant_id: str
    minutes: int
    late: bool = False
    early: bool = False


@dataclass(frozen=True, slots=True)
class _WhileEnrolled:
    """What a programme offered between two days; `latest_first`: the workshops that have marks.

    `planned`, `planned_minutes`: what it offers in all, but for what is meant for other groups.
    """

    count: int
    offered_minutes: int
    planned: int
    planned_minutes: int
    ids: tuple[str, ...]
    latest_first: tuple[str, ...]


_Enrolled = tuple[date | None, date | None, frozenset[str]]


class PersonTotals:
    """Works out people's totals over the same workshops.

    What depends on the days of enrolling and leaving alone is worked out once for each pair.
    """

    def __init__(self, workshops: Sequence[Offered]) -> None:
        self.workshops = workshops
        self._days = {workshop.workshop_id: workshop.on for workshop in workshops}
        self._enrolments: dict[_Enrolled, _WhileEnrolled] = {}

    def of(self, person: Person, minutes: Mapping[str, int]) -> PersonTotal:
        """A person's totals; `minutes` by workshop id (a missing one is 0)."""
        days = self._days
        total, attended = 0, []
        for workshop_id, got in minutes.items():
            if workshop_id in days:
                total += got
                if got > 0:
                    attended.append(days[workshop_id])
        enrolled = self._while_enrolled(person)
        missed = 0
        for workshop_id in enrolled.latest_first:
            if minutes.get(workshop_id, 0) > 0:
                break
            missed += 1
        return PersonTotal(
            participant_id=person.participant_id,
            name=person.name,
            workshops_attended=len(attended),
            workshops_planned=enrolled.planned,
            contact_minutes=total,
            offered_minutes=enrolled.planned_minutes,
            contact_percent=percent(total, enrolled.planned_minutes),
            first_on=min(attended, default=None),
            last_on=max(attended, default=None),
            workshops_while_enrolled=enrolled.count,
            offered_minutes_while_enrolled=enrolled.offered_minutes,
            missed_running=missed,
            percent_while_enrolled=percent(
                sum(minutes.get(key, 0) for key in enrolled.ids), enrolled.offered_minutes
            ),
        )

    def _while_enrolled(self, person: Person) -> _WhileEnrolled:
        days = (person.enrolled_on, person.left_on, person.not_meant)
        known = self._enrolments.get(days)
        if known is None:
            then = [
                workshop
                for workshop in self.workshops
                if person.standing_in(workshop.workshop_id, workshop.on) is Standing.ENROLLED
            ]
            meant = [w for w in self.workshops if w.workshop_id not in person.not_meant]
            marked = sorted((w for w in then if w.marked), key=_day, reverse=True)
            known = self._enrolments[days] = _WhileEnrolled(
                len(then),
                sum(workshop.offered_minutes for workshop in then),
                len(meant),
                sum(workshop.offered_minutes for workshop in meant),
                tuple(workshop.workshop_id for workshop in then),
                tuple(workshop.workshop_id for workshop in marked),
            )
        return known


def programme_figures(
    workshops: Sequence[Offered],
    people: Sequence[Person],
    marks: Iterable[Counted],
    heads: Mapping[str, Mapping[str, int]] | None = None,
) -> ProgrammeFigures:
    """The figures of a programme; marks of workshops or people that are not given are left out.

    `heads`: people counted without a name, by workshop and band.
    """
    bands: Counter[str] = Counter()
    anonymous_minutes = 0
    for workshop in workshops:
        counted = (heads or {}).get(workshop.workshop_id, {})
        bands.update(counted)
        anonymous_minutes += sum(counted.values()) * workshop.offered_minutes
    known_workshops = {workshop.workshop_id: workshop for workshop in workshops}
    known_people = {person.participant_id for person in people}
    attended: Counter[str] = Counter()
    by_workshop = Counter(dict.fromkeys(known_workshops, 0))
    delivered = late = early = 0
    for mark in marks:
        if mark.workshop_id not in known_workshops or mark.participant_id not in known_people:
            continue
        late += mark.late
        early += mark.early
        delivered += mark.minutes
        if mark.minutes > 0:
            attended[mark.participant_id] += 1
            by_workshop[mark.workshop_id] += 1
    enrolled = [person for person in people if person.enrolled_on is not None]
    came = [person for person in people if attended[person.participant_id]]
    many = sum(1 for times in attended.values() if times >= _MANY)
    offered = sum(workshop.offered_minutes for workshop in workshops)
    return ProgrammeFigures(
        planned_minutes=sum(workshop.planned_minutes for workshop in workshops),
        contact_minutes_offered_per_person=offered,
        enrolled=len(enrolled),
        unique_participants=len(came),
        did_not_start=sum(1 for person in enrolled if not attended[person.participant_id]),
        attendances=sum(by_workshop.values()),
        contact_minutes_delivered=delivered,
        learner_hours_delivered=hours(delivered),
        expected_learner_minutes=len(enrolled) * offered,
        attendance_by_workshop=dict(by_workshop),
        late_arrivals=late,
        early_departures=early,
        attended_all=sum(1 for times in attended.values() if times == len(workshops)),
        attended_4_or_more=many,
        retention_percent=percent(many, len(came)),
        anonymous_heads=bands.total(),
        heads_by_band=dict(sorted(bands.items())),
        attendances_with_heads=sum(by_workshop.values()) + bands.total(),
        anonymous_minutes=anonymous_minutes,
        people_by_age_band=_sorted_counts(person.age_band for person in came),
        people_by_gender=_sorted_counts(person.gender for person in came),
        people_by_district=_sorted_counts(person.district for person in came),
        people_by_internet_at_home=_sorted_counts(person.internet_at_home for person in came),
    )


def _day(workshop: Offered) -> date:
    return workshop.on


def _sorted_counts(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
