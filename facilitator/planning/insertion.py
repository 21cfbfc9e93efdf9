"""A method on its way into an agenda: where it would stand and what that does to the times. Pure.

Nothing here is written: what is shown before adding is the same arithmetic as after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from facilitator.planning.coverage import timed_agenda
from facilitator.planning.library import grouping_of
from facilitator.planning.model import Activity, Agenda, MethodRow, SkillAim
from facilitator.planning.shelf import Wish
from facilitator.planning.timing import Slot

PREVIEW_ID = "preview"
"""The id of the activity that is not there yet."""


@dataclass(frozen=True, slots=True)
class AgendaPlace:
    """Before the activity at `position` of the agenda, or of one parallel group's track."""

    position: int
    track_id: str | None = None


@dataclass(frozen=True, slots=True)
class Push:
    """What adding something makes too late.

    `seconds` are missing before `title`, whose start is fixed at `at`; without a title, `at` is
    the target end of the workshop.
    """

    seconds: int
    at: datetime
    title: str = ""
    kind: str = ""


def place_behind(agenda: Agenda, activity_id: str) -> AgendaPlace:
    """The place right behind an activity or a step; the end where there is no such activity."""
    for track_id, activities in _lists(agenda):
        for number, activity in enumerate(activities):
            if activity.id == activity_id:
                return AgendaPlace(number + 1, track_id)
    return AgendaPlace(len(agenda.activities))


def stands_in(agenda: Agenda, track_id: str | None) -> tuple[Activity, ...]:
    """The activities among which a place counts: the agenda's, or those of one track."""
    return next((found for key, found in _lists(agenda) if key == track_id), ())


def slots_of(agenda: Agenda, track_id: str | None) -> tuple[Slot, ...]:
    """The slots of what `stands_in` gives."""
    if track_id is None:
        return agenda.schedule.rows
    for activity, slot in zip(agenda.activities, agenda.schedule.rows, strict=True):
        for track, steps in zip(activity.tracks, slot.tracks, strict=True):
            if track.id == track_id:
                return steps
    return ()


def with_method(agenda: Agenda, place: AgendaPlace, method: MethodRow) -> Agenda:
    """The agenda as it would be with the method at a place."""
    made = _activity(agenda, place, method)
    if place.track_id is None:
        activities = _inserted(agenda.activities, made, place.position)
    else:
        activities = tuple(
            replace(
                activity,
                tracks=tuple(
                    replace(track, steps=_inserted(track.steps, made, place.position))
                    if track.id == place.track_id
                    else track
                    for track in activity.tracks
                ),
            )
            for activity in agenda.activities
        )
    # Whether breaks count changes contact, never a time.
    return timed_agenda(agenda.workshop, activities, breaks_count=False)


def pushed(before: Agenda, after: Agenda) -> Push | None:
    """The first fixed start that comes too early for what stands before it now, else the target
    end; None where nothing is later than it may be, or no later than it was.
    """
    were = {slot.activity_id: slot.overlap_before_seconds for slot in before.schedule.rows}
    for activity, slot in zip(after.activities, after.schedule.rows, strict=True):
        if slot.overlap_before_seconds > were.get(slot.activity_id, 0):
            return Push(
                slot.overlap_before_seconds, slot.start, activity.title, activity.kind.value
            )
    over, end = after.schedule.over_seconds, after.schedule.target_end
    if over is None or end is None or over <= max(before.schedule.over_seconds or 0, 0):
        return None
    return Push(over, end)


def free_seconds(agenda: Agenda, place: AgendaPlace) -> int | None:
    """The room behind a place before the next fixed start, or the target end; None: no bound."""
    behind = agenda.schedule.rows[place.position :] if place.track_id is None else ()
    for slot in behind:
        if slot.locked:
            return slot.gap_before_seconds - slot.overlap_before_seconds
    over = agenda.schedule.over_seconds
    return None if over is None or place.track_id is not None else -over


def wish_of(agenda: Agenda, place: AgendaPlace) -> Wish:
    """What a method should be like to suit a place."""
    top = place.track_id is None
    count = len(agenda.activities)
    return Wish(
        aims=frozenset(skill.id for skill in agenda.workshop.skills),
        free_seconds=free_seconds(agenda, place),
        used=used_methods(agenda),
        opens=top and place.position <= 1 and not _warmed_up(agenda),
        closes=top and count > 0 and place.position >= count,
    )


def used_methods(agenda: Agenda) -> frozenset[str]:
    """The methods that the agenda holds already, steps of groups included."""
    return frozenset(
        activity.method_id
        for _, activities in _lists(agenda)
        for activity in activities
        if activity.method_id is not None
    )


def _warmed_up(agenda: Agenda) -> bool:
    return any(each.kind.value == "icebreaker" for each in agenda.activities[:3])


def _lists(agenda: Agenda) -> Iterator[tuple[str | None, tuple[Activity, ...]]]:
    yield None, agenda.activities
    for activity in agenda.activities:
        for track in activity.tracks:
            yield track.id, track.steps


def _inserted(
    activities: Sequence[Activity], made: Activity, position: int
) -> tuple[Activity, ...]:
    return (*activities[:position], made, *activities[position:])


def _activity(agenda: Agenda, place: AgendaPlace, method: MethodRow) -> Activity:
    return Activity(
        id=PREVIEW_ID,
        seed_key=None,
        workshop_id=agenda.workshop.id,
        track_id=place.track_id,
        position=place.position,
        title=method.title,
        kind=method.kind,
        planned_seconds=method.usual_seconds,
        minimum_seconds=method.min_seconds,
        optional=False,
        locked_start_seconds=None,
        counts_as_contact=method.kind.value != "break",
        method_id=method.id,
        method_title=method.title,
        grouping=grouping_of(method.grouping),
        room_layout="any",
        room_id=None,
        lead_id=None,
        lead_name="",
        aim="",
        task="",
        say="",
        do="",
        watch="",
        if_short="",
        can_lose_seconds=0,
        auto_advance=False,
        warn_seconds=None,
        last_seconds=None,
        skills=tuple(SkillAim(skill_id) for skill_id in method.skill_ids),
        materials=(),
        tracks=(),
    )
