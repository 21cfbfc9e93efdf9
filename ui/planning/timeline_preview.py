"""What an agenda would become while something is being dragged. Pure: nothing is saved.

The times come from the same rules as the plan itself, so that what one sees is what one gets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from facilitator.planning.coverage import timed_agenda
from facilitator.planning.model import Activity, Agenda, Track
from facilitator.planning.timing import MAX_ACTIVITY_SECONDS

COARSE, FINE = 5, 1
"""Minutes that dragging snaps to, without and with Alt."""


def least_seconds(activity: Activity) -> int:
    """The shortest an activity can be dragged to: a minute, or the least minutes it was given."""
    return max(60, activity.minimum_seconds or 0)


def snapped(activity: Activity, seconds: float, step_minutes: int) -> int:
    """The length that dragging to so many seconds means."""
    step = step_minutes * 60
    snapped_to = round(seconds / step) * step
    return min(max(snapped_to, least_seconds(activity)), MAX_ACTIVITY_SECONDS)


def resized(agenda: Agenda, activity_id: str, seconds: int) -> Agenda:
    """The agenda with another length of one activity or step."""
    return _with(agenda, lambda each: _lengthened(each, activity_id, seconds))


def moved(agenda: Agenda, activity_id: str, track_id: str, place: int) -> Agenda:
    """The agenda with an activity at another place among those that stay (`track_id` empty), or
    with a step at a place of a track of the same activity.
    """
    if not track_id:
        return _timed(agenda, tuple(put(agenda.activities, activity_id, place)))
    step = next(
        (
            step
            for activity in agenda.activities
            for track in activity.tracks
            for step in track.steps
            if step.id == activity_id
        ),
        None,
    )
    if step is None:
        return agenda

    def regrouped(activity: Activity) -> Activity:
        tracks = tuple(_with_step(track, step, track_id, place) for track in activity.tracks)
        return replace(activity, tracks=tracks)

    return _with(agenda, regrouped)


def put(activities: Sequence[Activity], activity_id: str, place: int) -> list[Activity]:
    """The activities with one of them at another place among the others."""
    stay = [each for each in activities if each.id != activity_id]
    stay[place:place] = [each for each in activities if each.id == activity_id]
    return stay


def _with_step(track: Track, step: Activity, track_id: str, place: int) -> Track:
    steps = [each for each in track.steps if each.id != step.id]
    if track.id == track_id:
        steps.insert(place, replace(step, track_id=track_id))
    return replace(track, steps=tuple(steps))


def _lengthened(activity: Activity, activity_id: str, seconds: int) -> Activity:
    if activity.id == activity_id:
        return replace(activity, planned_seconds=seconds)
    if not activity.tracks:
        return activity
    tracks = tuple(
        replace(track, steps=tuple(_lengthened(step, activity_id, seconds) for step in track.steps))
        for track in activity.tracks
    )
    return replace(activity, tracks=tracks)


def _with(agenda: Agenda, change: Callable[[Activity], Activity]) -> Agenda:
    return _timed(agenda, tuple(change(each) for each in agenda.activities))


def _timed(agenda: Agenda, activities: tuple[Activity, ...]) -> Agenda:
    # Whether breaks count as contact matters to certificates, not to where a block lies.
    return timed_agenda(agenda.workshop, activities, breaks_count=False)
