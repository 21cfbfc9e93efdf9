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


def person_total(
    person: Person, workshops: Sequence[Offered], minutes: Mapping[str, int]
) -> PersonTotal:
    """A person's totals; `minutes` by workshop id (a missing one is 0)."""
    counted = [minutes.get(workshop.workshop_id, 0) for workshop in workshops]
    attended = [workshop.on for workshop, got in zip(workshops, counted, strict=True) if got > 0]
    at_the_time = [w for w in workshops if person.standing_at(w.on) is Standing.ENROLLED]
    offered = sum(workshop.offered_minutes for workshop in workshops)
    total = sum(counted)
    return PersonTotal(
        participant_id=person.participant_id,
        name=person.name,
        workshops_attended=len(attended),
        workshops_planned=len(workshops),
        contact_minutes=total,
        offered_minutes=offered,
        contact_percent=percent(total, offered),
        first_on=min(attended, default=None),
        last_on=max(attended, default=None),
        workshops_while_enrolled=len(at_the_time),
        offered_minutes_while_enrolled=sum(w.offered_minutes for w in at_the_time),
        missed_running=_missed_running(at_the_time, minutes),
    )


def programme_figures(
    workshops: Sequence[Offered],
    people: Sequence[Person],
    marks: Iterable[Counted],
    anonymous_heads: int = 0,
) -> ProgrammeFigures:
    """The figures of a programme; marks of workshops or people that are not given are left out."""
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
        anonymous_heads=anonymous_heads,
        people_by_age_band=_sorted_counts(person.age_band for person in came),
        people_by_gender=_sorted_counts(person.gender for person in came),
        people_by_district=_sorted_counts(person.district for person in came),
        people_by_internet_at_home=_sorted_counts(person.internet_at_home for person in came),
    )


def _missed_running(at_the_time: Sequence[Offered], minutes: Mapping[str, int]) -> int:
    """Workshops missed in a row, back from the latest that has marks."""
    missed = 0
    for workshop in sorted((w for w in at_the_time if w.marked), key=_day, reverse=True):
        if minutes.get(workshop.workshop_id, 0) > 0:
            break
        missed += 1
    return missed


def _day(workshop: Offered) -> date:
    return workshop.on


def _sorted_counts(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
