"""An agenda with its times, and how much room it gives to contact and to each skill. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from facilitator.planning.model import Activity, Agenda, Workshop
from facilitator.planning.timing import (
    Schedule,
    Slot,
    Span,
    Timed,
    schedule,
    spans_of,
    zone_named,
)


def timed(activity: Activity) -> Timed:
    """What timing needs to know of an activity, its parallel groups included."""
    return Timed(
        activity_id=activity.id,
        planned_seconds=activity.planned_seconds,
        minimum_seconds=activity.least_seconds,
        optional=activity.optional,
        locked_start_seconds=activity.locked_start_seconds,
        tracks=tuple(tuple(timed(step) for step in track.steps) for track in activity.tracks),
    )


def timed_agenda(
    workshop: Workshop, activities: tuple[Activity, ...], *, breaks_count: bool
) -> Agenda:
    """A workshop and its activities with everything that follows from them."""
    times = schedule(
        workshop.starts_local,
        zone_named(workshop.time_zone),
        [timed(activity) for activity in activities],
        workshop.target_seconds,
    )
    spans = contact_spans(activities, times, breaks_count=breaks_count)
    return Agenda(
        workshop=workshop,
        activities=activities,
        schedule=times,
        contact_spans=spans,
        contact_seconds=sum(span.seconds for span in spans),
        skill_seconds=skill_seconds(activities, times),
    )


def contact_spans(
    activities: Sequence[Activity], schedule: Schedule, *, breaks_count: bool
) -> tuple[Span, ...]:
    """When presence counts: activities that count as contact, and breaks where the programme
    says so; merged where they overlap, so that nobody is present twice.
    """
    counting = {
        activity.id
        for activity in activities
        if activity.counts_as_contact or (breaks_count and activity.kind == "break")
    }
    return spans_of(row for row in schedule.rows if row.activity_id in counting)


def skill_seconds(activities: Sequence[Activity], schedule: Schedule) -> Mapping[str, int]:
    """Skill id to planned seconds that give it room, in the order of first mention.

    An activity counts in full for each of its skills. A skill aimed at only in steps of parallel
    groups counts with the track that gives it most: nobody is in two groups.
    """
    totals: dict[str, int] = {}
    for activity, slot in zip(activities, schedule.rows, strict=True):
        own = dict.fromkeys((aim.skill_id for aim in activity.skills), slot.seconds)
        for skill_id, seconds in _in_tracks(activity, slot).items():
            own.setdefault(skill_id, seconds)
        for skill_id, seconds in own.items():
            totals[skill_id] = totals.get(skill_id, 0) + seconds
    return totals


def _in_tracks(activity: Activity, slot: Slot) -> dict[str, int]:
    most: dict[str, int] = {}
    for track, steps in zip(activity.tracks, slot.tracks, strict=True):
        for skill_id, seconds in _in_steps(zip(track.steps, steps, strict=True)).items():
            most[skill_id] = max(most.get(skill_id, 0), seconds)
    return most


def _in_steps(steps: Iterable[tuple[Activity, Slot]]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for step, slot in steps:
        for skill_id in dict.fromkeys(aim.skill_id for aim in step.skills):
            totals[skill_id] = totals.get(skill_id, 0) + slot.seconds
    return totals
