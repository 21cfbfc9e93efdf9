"""The plan of a run: taken from an agenda when the run is opened, kept with the run as text.

The log keeps its meaning when the plan is changed afterwards. The text is versioned; a version
that is not known is refused rather than guessed at.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any

from facilitator.errors import StorageTrouble
from facilitator.live.model import PlannedActivity, PlannedStep, PlannedTrack, RunPlan
from facilitator.live.phases import USUAL, usual_phases
from facilitator.planning.fitting import piece_of
from facilitator.planning.model import Activity, Agenda, PhaseRule
from facilitator.planning.shortening import shortest_of
from facilitator.planning.timing import Slot

VERSION = 1

_TIMES = ("starts_at", "ends_at", "target_end", "lock_at")


def plan_of(agenda: Agenda, usual: PhaseRule = USUAL) -> RunPlan:
    """The plan that a run of this agenda begins with; `usual`: the centre's phases."""
    workshop, times = agenda.workshop, agenda.schedule
    usual = workshop.phases.over(usual)
    pairs = zip(agenda.activities, times.rows, strict=True)
    return RunPlan(
        workshop_id=workshop.id,
        title=workshop.title,
        time_zone=workshop.time_zone,
        starts_at=times.start.astimezone(UTC),
        ends_at=times.end.astimezone(UTC),
        target_end=None if times.target_end is None else times.target_end.astimezone(UTC),
        activities=tuple(_planned(activity, slot, usual) for activity, slot in pairs),
        programme_id=workshop.programme_id,
        programme_title=workshop.programme_title,
    )


def _planned(activity: Activity, slot: Slot, usual: PhaseRule) -> PlannedActivity:
    starts_at = slot.start.astimezone(UTC)
    phases = activity.phases.over(usual)
    warn, last = usual_phases(slot.seconds)
    return PlannedActivity(
        id=activity.id,
        title=activity.title,
        kind=str(activity.kind),
        planned_seconds=slot.seconds,
        starts_at=starts_at,
        least_seconds=shortest_of(piece_of(activity, slot)),
        optional=activity.optional,
        lock_at=starts_at if slot.locked else None,
        counts_as_contact=activity.counts_as_contact,
        auto_advance=activity.auto_advance,
        warn_seconds=warn if phases.warn_seconds is None else phases.warn_seconds,
        last_seconds=last if phases.last_seconds is None else phases.last_seconds,
        lead_name=activity.lead_name,
        grouping=activity.grouping,
        room_layout=activity.room_layout,
        aim=activity.aim,
        task=activity.task,
        say=activity.say,
        do=activity.do,
        watch=activity.watch,
        if_short=activity.if_short,
        can_lose_seconds=activity.can_lose_seconds,
        method_id=activity.method_id,
        materials=tuple(use.label for use in activity.materials),
        tracks=tuple(
            PlannedTrack(
                track.name,
                track.task,
                tuple(_step(step) for step in track.steps),
            )
            for track in activity.tracks
        ),
        warn_percent=phases.warn_percent,
        last_percent=phases.last_percent,
        cues=phases.cues or (),
        own_seconds=activity.planned_seconds,
        own_least_seconds=min(activity.least_seconds, activity.planned_seconds),
    )


def _step(step: Activity) -> PlannedStep:
    return PlannedStep(
        step.id,
        step.title,
        step.planned_seconds,
        min(step.least_seconds, step.planned_seconds),
        step.optional,
        step.locked_start_seconds is not None,
    )


def plan_to_text(plan: RunPlan) -> str:
    """The plan as JSON."""
    return json.dumps({"version": VERSION, **asdict(plan)}, ensure_ascii=False, default=_stamp)


def plan_from_text(text: str) -> RunPlan:
    """The plan that a text holds. Raises `StorageTrouble` ("run-plan-unreadable")."""
    try:
        values = json.loads(text)
        if values.pop("version") != VERSION:
            raise StorageTrouble("run-plan-unreadable", version=values.get("version"))
        activities = [_activity(value) for value in values.pop("activities")]
        return RunPlan(activities=tuple(activities), **_read(RunPlan, values))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StorageTrouble("run-plan-unreadable", reason=str(error)) from error


def _activity(values: dict[str, Any]) -> PlannedActivity:
    tracks = tuple(
        PlannedTrack(
            track["name"], track["task"], tuple(PlannedStep(**step) for step in track["steps"])
        )
        for track in values.pop("tracks")
    )
    materials, cues = tuple(values.pop("materials")), tuple(values.pop("cues"))
    known = _read(PlannedActivity, values)
    return PlannedActivity(tracks=tracks, materials=materials, cues=cues, **known)


def _read(kind: type[RunPlan | PlannedActivity], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that this class knows, with times read."""
    known = {field.name for field in fields(kind)}
    return {
        name: datetime.fromisoformat(value) if name in _TIMES and value is not None else value
        for name, value in values.items()
        if name in known
    }


def _stamp(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"a plan holds no {type(value).__name__}")
