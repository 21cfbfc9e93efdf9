"""What an experienced colleague would say on reading an agenda: quiet hints, with their figures.

Rules of thumb of people who facilitate (Clearleft's notes on breaks; common practice for the mix
of a two-hour evening), none of them a law: each hint can be put aside where it does not fit. Pure.

An agenda that has only begun to be written is left alone: hints on its mix come once it holds
`LONG_ENOUGH_SECONDS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import chain

from facilitator.planning.model import (
    Activity,
    ActivityKind,
    Agenda,
    KindFamily,
    Programme,
    SkillRef,
)
from facilitator.planning.timing import Slot

LONG_ENOUGH_SECONDS = 45 * 60
"""An agenda shorter than this, breaks apart, is not held against the rules on its mix."""

MOST_WITHOUT_BREAK_SECONDS = 75 * 60
"""Longer than this at a stretch, attention and kindness run out."""

LEAST_BREAK_SECONDS = 5 * 60
"""A shorter pause lets nobody reach the door; free time before a locked start counts alike."""

MOST_INPUT_PERCENT = 30
"""Of the time without breaks."""

STANDING_IN_A_ROW = 3
"""So many activities on one's feet, without sitting down between, are too many for some."""

STANDING_LAYOUTS = frozenset({"open-floor", "walls", "stations", "standing", "outdoors"})
"""Rooms laid out without a chair for everybody."""

_SMALL = frozenset({"individual", "pairs"})
_LIVELY = frozenset({KindFamily.FRAME, KindFamily.WARMUP})


class HintCode(StrEnum):
    """What a hint is about."""

    LOCK_OVERLAP = "lock-overlap"
    OVER_TARGET = "over-target"
    NO_BREAK = "no-break"
    TOO_MUCH_INPUT = "too-much-input"
    NO_REFLECTION = "no-reflection"
    SKILL_WITHOUT_TIME = "skill-without-time"
    MATERIALS_MISSING = "materials-missing"
    LONG_STANDING = "long-standing"
    NO_OPENING = "no-opening"
    NOTHING_QUIET = "nothing-quiet"


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing worth a second look.

    `place_id`: the activity it stands at, else the workshop or programme. `about`: what tells it
    from others of the same kind at the same place (the id of a skill), else empty.
    `activity_ids`: what it speaks of. `figures`: what its sentences mention.
    """

    code: HintCode
    place_id: str
    about: str = ""
    activity_ids: tuple[str, ...] = ()
    figures: Mapping[str, object] = field(default_factory=dict)
    dismissed: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is put aside by."""
        return (self.place_id, self.code.value, self.about)


def agenda_hints(
    agenda: Agenda, method_materials: Mapping[str, Sequence[str]] | None = None
) -> list[Hint]:
    """The hints on one agenda, what stops the day first.

    `method_materials`: method id to what the method says it needs.
    """
    hints = chain(
        _lock_overlaps(agenda),
        _over_target(agenda),
        _no_break(agenda),
        _mix(agenda),
        _skills_without_time(agenda),
        _long_standing(agenda),
        _materials_missing(agenda, method_materials or {}),
    )
    return list(hints)


def programme_hints(programme: Programme, agendas: Sequence[Agenda]) -> list[Hint]:
    """The hints on a programme as a whole: skills it aims at that no agenda gives time to."""
    if not any(agenda.activities for agenda in agendas):
        return []
    given = {
        skill for agenda in agendas for skill, seconds in agenda.skill_seconds.items() if seconds
    }
    return [
        _without_time(programme.id, skill) for skill in programme.skills if skill.id not in given
    ]


def stands(activity: Activity) -> bool:
    """Whether people are on their feet: the room has no chairs for everybody, or it is an
    energiser in a room laid out in no particular way.
    """
    if activity.room_layout in STANDING_LAYOUTS:
        return True
    return activity.kind is ActivityKind.ENERGISER and activity.room_layout in {"any", ""}


# What stops the day ------------------------------------------------------------------------------


def _lock_overlaps(agenda: Agenda) -> Iterator[Hint]:
    before: Activity | None = None
    for activity, slot in _rows(agenda):
        if slot.overlap_before_seconds:
            pair = (activity.id,) if before is None else (before.id, activity.id)
            minutes = _minutes_up(slot.overlap_before_seconds)
            figures: dict[str, object] = {"title": activity.title, "minutes": minutes}
            yield Hint(HintCode.LOCK_OVERLAP, activity.id, activity_ids=pair, figures=figures)
        before = activity


def _over_target(agenda: Agenda) -> Iterator[Hint]:
    times = agenda.schedule
    if times.target_end is None or not times.over_seconds or times.over_seconds < 0:
        return
    late = [a.id for a, slot in _rows(agenda) if _epoch(slot.end) > _epoch(times.target_end)]
    gain = (_epoch(times.end) - _epoch(times.shortest_end)) // 60
    figures = {"minutes": _minutes_up(times.over_seconds), "gain": gain}
    yield Hint(HintCode.OVER_TARGET, agenda.workshop.id, activity_ids=tuple(late), figures=figures)


# Breaks and standing -----------------------------------------------------------------------------


def _no_break(agenda: Agenda) -> Iterator[Hint]:
    for stretch in _stretches(agenda):
        first = stretch[0][0]
        end = max(_epoch(slot.end) for _, slot in stretch)
        seconds = end - _epoch(stretch[0][1].start)
        if seconds > MOST_WITHOUT_BREAK_SECONDS:
            ids = tuple(activity.id for activity, _ in stretch)
            figures = {"title": first.title, "minutes": seconds // 60}
            yield Hint(HintCode.NO_BREAK, first.id, activity_ids=ids, figures=figures)


def _stretches(agenda: Agenda) -> list[list[tuple[Activity, Slot]]]:
    """What is done from one break to the next."""
    stretches: list[list[tuple[Activity, Slot]]] = [[]]
    for activity, slot in _rows(agenda):
        if slot.gap_before_seconds >= LEAST_BREAK_SECONDS:
            stretches.append([])
        if activity.kind is ActivityKind.BREAK and slot.seconds >= LEAST_BREAK_SECONDS:
            stretches.append([])
        else:
            stretches[-1].append((activity, slot))
    return [stretch for stretch in stretches if stretch]


def _long_standing(agenda: Agenda) -> Iterator[Hint]:
    for stretch in _stretches(agenda):
        for row in _standing(stretch):
            ids = tuple(activity.id for activity, _ in row)
            minutes = sum(slot.seconds for _, slot in row) // 60
            figures = {"title": row[0][0].title, "count": len(row), "minutes": minutes}
            yield Hint(HintCode.LONG_STANDING, ids[0], activity_ids=ids, figures=figures)


def _standing(
    stretch: Iterable[tuple[Activity, Slot]],
) -> Iterator[list[tuple[Activity, Slot]]]:
    """The runs of activities on one's feet that are long enough to speak of."""
    row: list[tuple[Activity, Slot]] = []
    for activity, slot in stretch:
        if stands(activity):
            row.append((activity, slot))
            continue
        if len(row) >= STANDING_IN_A_ROW:
            yield row
        row = []
    if len(row) >= STANDING_IN_A_ROW:
        yield row


# The mix -----------------------------------------------------------------------------------------


def _mix(agenda: Agenda) -> Iterator[Hint]:
    rows = [row for row in _rows(agenda) if row[0].kind is not ActivityKind.BREAK]
    total = sum(slot.seconds for _, slot in rows)
    if total < LONG_ENOUGH_SECONDS:
        return
    place = agenda.workshop.id
    inputs = [(a, slot) for a, slot in rows if a.kind is ActivityKind.INPUT]
    spoken = sum(slot.seconds for _, slot in inputs)
    if spoken * 100 > total * MOST_INPUT_PERCENT:
        figures: dict[str, object] = {"percent": spoken * 100 // total, "most": MOST_INPUT_PERCENT}
        ids = tuple(activity.id for activity, _ in inputs)
        yield Hint(HintCode.TOO_MUCH_INPUT, place, activity_ids=ids, figures=figures)
    activities = [activity for activity, _ in rows]
    everything = list(_with_steps(activities))
    if not any(a.kind.family is KindFamily.LOOKBACK and a.planned_seconds for a in everything):
        yield Hint(HintCode.NO_REFLECTION, place)
    if activities[0].kind.family not in _LIVELY:
        figures = {"title": activities[0].title}
        yield Hint(HintCode.NO_OPENING, place, activity_ids=(activities[0].id,), figures=figures)
    if not any(_is_small(activity) for activity in everything):
        yield Hint(HintCode.NOTHING_QUIET, place)


def _is_small(activity: Activity) -> bool:
    """Whether those who do not speak before many can take part: alone, in pairs or few."""
    small = activity.grouping in _SMALL or activity.grouping.startswith("groups-of-")
    return small or bool(activity.tracks)


# Skills and materials ----------------------------------------------------------------------------


def _skills_without_time(agenda: Agenda) -> Iterator[Hint]:
    if not agenda.activities:
        return
    for skill in agenda.workshop.skills:
        if not agenda.skill_seconds.get(skill.id):
            yield _without_time(agenda.workshop.id, skill)


def _without_time(place_id: str, skill: SkillRef) -> Hint:
    figures = {"skill": skill.title}
    return Hint(HintCode.SKILL_WITHOUT_TIME, place_id, about=skill.id, figures=figures)


def _materials_missing(
    agenda: Agenda, method_materials: Mapping[str, Sequence[str]]
) -> Iterator[Hint]:
    for activity in _with_steps(agenda.activities):
        needed = method_materials.get(activity.method_id or "", ())
        listed = any(step.materials for step in _with_steps([activity]))
        if needed and not listed:
            figures = {"title": activity.title, "materials": ", ".join(needed)}
            ids = (activity.id,)
            yield Hint(HintCode.MATERIALS_MISSING, activity.id, activity_ids=ids, figures=figures)


def _rows(agenda: Agenda) -> Iterator[tuple[Activity, Slot]]:
    return zip(agenda.activities, agenda.schedule.rows, strict=True)


def _with_steps(activities: Iterable[Activity]) -> Iterator[Activity]:
    for activity in activities:
        yield activity
        for track in activity.tracks:
            yield from track.steps


def _epoch(moment: datetime) -> int:
    return int(moment.timestamp())


def _minutes_up(seconds: int) -> int:
    return -(-seconds // 60)
