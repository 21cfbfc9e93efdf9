"""Turns an agenda into what the papers of a plan say: words and numbers, nothing drawn.

Imported when something is printed, like `paper`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from facilitator.centre.model import CentreDetails, Venue
from facilitator.documents.paper import Sheet
from facilitator.documents.plan_sheet import (
    MaterialLine,
    MaterialsSheet,
    PlanActivity,
    PlanLabels,
    PlanSheet,
    PlanTrack,
    RoomSign,
    RoomSigns,
)
from facilitator.language.dates import date_words
from facilitator.planning.kit import GROUPING_SIZES
from facilitator.planning.model import Activity, Agenda, KitRow, MaterialUse, SkillRef, Track
from facilitator.planning.splitting import groups_needed, split_heads
from facilitator.planning.timing import Slot
from facilitator.reports.wording import NameOf

_MOST_NAMED = 4
_ARROWS = ("left", "right", "ahead")


@dataclass(frozen=True, slots=True)
class PaperChoices:
    """How somebody wants papers printed, and in whose words."""

    sheet: Sheet
    large: bool
    language: str
    labels: PlanLabels
    name_of: NameOf
    every_group: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a workshop's papers say beside its agenda: whose, where, for how many."""

    centre: CentreDetails | None
    venues: Sequence[Venue]
    skills: Mapping[str, SkillRef]
    heads: int

    def room(self, room_id: str | None) -> str:
        """What a room is called; empty for none."""
        names = {room.id: room.name for venue in self.venues for room in venue.rooms}
        return names.get(room_id or "", "")


def plan_sheet(agenda: Agenda, around: Surroundings, choices: PaperChoices) -> PlanSheet:
    """The plan of one workshop with all its times."""
    workshop, centre = agenda.workshop, around.centre
    slots = {slot.activity_id: slot for slot in agenda.schedule.slots()}
    writer = _Writer(around, choices, slots)
    contact = [centre.address, centre.city, centre.contact] if centre else []
    return PlanSheet(
        workshop_title=workshop.title,
        activities=tuple(writer.activity(activity) for activity in agenda.activities),
        programme_title=workshop.programme_title,
        issuer_name=centre.name if centre else "",
        issuer_contact="  ·  ".join(part for part in contact if part),
        logo=centre.logo if centre else None,
        date=date_words(workshop.starts_local.date(), choices.language),
        time=times_of(agenda),
        place=workshop.venue_name,
        room=workshop.room_name,
        aim=workshop.aim,
        team=", ".join(member.name for member in workshop.team),
        end=f"{agenda.schedule.end:%H:%M}" if agenda.activities else "",
        language=choices.language,
        sheet=choices.sheet,
        large=choices.large,
        every_group=choices.every_group,
        labels=choices.labels,
    )


def times_of(agenda: Agenda) -> str:
    """``17:30–19:30``: until the target end where one is set."""
    end = agenda.schedule.target_end or agenda.schedule.end
    return f"{agenda.schedule.start:%H:%M}–{end:%H:%M}"


class _Writer:
    def __init__(
        self, around: Surroundings, choices: PaperChoices, slots: Mapping[str, Slot]
    ) -> None:
        self._around = around
        self._choices = choices
        self._slots = slots

    def activity(self, activity: Activity) -> PlanActivity:
        """One activity with its parallel groups."""
        slot, name_of = self._slots[activity.id], self._choices.name_of
        seconds = activity.planned_seconds
        return PlanActivity(
            start=f"{slot.start:%H:%M}",
            end=f"{slot.end:%H:%M}",
            minutes=self._minutes(slot.seconds if activity.tracks else seconds),
            title=activity.title,
            kind=activity.kind.value,
            kind_word=name_of("kind", activity.kind.value),
            method=activity.method_title,
            lead=activity.lead_name,
            grouping=name_of("grouping", activity.grouping) if activity.grouping else "",
            room=self._around.room(activity.room_id),
            aim=activity.aim,
            task=activity.task,
            say=activity.say,
            do=activity.do,
            watch=activity.watch,
            if_short=activity.if_short,
            cut_minutes=activity.can_lose_seconds // 60,
            free_before_minutes=slot.gap_before_seconds // 60,
            optional=activity.optional,
            fixed_start=activity.locked_start_seconds is not None,
            materials=tuple(self._material(use) for use in activity.materials),
            skills=self._skills(activity),
            tracks=self._tracks(activity),
            group_sizes=self._group_sizes(activity),
        )

    def _minutes(self, seconds: int) -> str:
        minutes = seconds / 60
        shown = f"{minutes:.0f}" if minutes.is_integer() else f"{minutes:.1f}"
        return self._choices.labels.minutes.replace("{minutes}", shown)

    def _material(self, use: MaterialUse) -> str:
        if use.per == "session":
            return f"{use.quantity} × {use.label}"
        per = self._choices.name_of("per", use.per)
        return f"{use.label} ({use.quantity} {per})"

    def _skills(self, activity: Activity) -> tuple[str, ...]:
        found = [self._around.skills.get(aim.skill_id) for aim in activity.skills]
        return tuple(dict.fromkeys(skill.title for skill in found if skill is not None))

    def _tracks(self, activity: Activity) -> tuple[PlanTrack, ...]:
        heads = self._around.heads
        sizes: Sequence[int | None] = [None] * len(activity.tracks)
        if heads and activity.tracks:
            sizes = split_heads(heads, len(activity.tracks))
        return tuple(
            self._track(track, people) for track, people in zip(activity.tracks, sizes, strict=True)
        )

    def _track(self, track: Track, people: int | None) -> PlanTrack:
        return PlanTrack(
            name=track.name,
            people=people,
            lead=track.team_member_name,
            room=self._around.room(track.room_id),
            task=track.task,
            steps=tuple(self.activity(step) for step in track.steps),
        )

    def _group_sizes(self, activity: Activity) -> tuple[int, ...]:
        """How many people are in each group; one empty group where nobody knows the heads."""
        size = GROUPING_SIZES.get(activity.grouping, 1)
        if size == 1:
            return ()
        if not self._around.heads:
            return (0,)
        groups = groups_needed(self._around.heads, size)
        return split_heads(self._around.heads, min(groups, 1000))


def materials_sheet(
    agenda: Agenda, kit: Sequence[KitRow], around: Surroundings, choices: PaperChoices
) -> MaterialsSheet:
    """What to pack for one workshop, with the activities that need it."""
    uses: dict[str, list[str]] = {}
    for activity in _with_steps(agenda.activities):
        for use in activity.materials:
            uses.setdefault(use.material_id, []).append(activity.title)
    workshop = agenda.workshop
    return MaterialsSheet(
        title=workshop.title,
        lines=tuple(_line(row, _some_of(uses.get(row.material_id, ()))) for row in kit),
        programme_title=workshop.programme_title,
        issuer_name=around.centre.name if around.centre else "",
        date=date_words(workshop.starts_local.date(), choices.language),
        place=workshop.venue_name,
        people=around.heads,
        language=choices.language,
        sheet=choices.sheet,
        large=choices.large,
        labels=choices.labels,
    )


def programme_materials_sheet(
    title: str,
    agendas: Sequence[Agenda],
    kit: Sequence[KitRow],
    centre: CentreDetails | None,
    choices: PaperChoices,
) -> MaterialsSheet:
    """What to pack for a whole programme, with the numbers of the workshops that need it."""
    uses: dict[str, list[str]] = {}
    for agenda in agendas:
        for activity in _with_steps(agenda.activities):
            for use in activity.materials:
                uses.setdefault(use.material_id, []).append(str(agenda.workshop.number))
    pattern = choices.labels.in_workshops
    days = sorted(agenda.workshop.starts_local.date() for agenda in agendas)
    period = [date_words(day, choices.language) for day in dict.fromkeys([*days[:1], *days[-1:]])]
    return MaterialsSheet(
        title=title,
        lines=tuple(
            _line(row, _in_workshops(pattern, uses.get(row.material_id, ()))) for row in kit
        ),
        issuer_name=centre.name if centre else "",
        date=" – ".join(period),
        language=choices.language,
        sheet=choices.sheet,
        large=choices.large,
        labels=choices.labels,
    )


def _in_workshops(pattern: str, numbers: Sequence[str]) -> str:
    """Which workshops need a thing; nothing of what is packed by hand."""
    return pattern.replace("{numbers}", ", ".join(dict.fromkeys(numbers))) if numbers else ""


def room_signs(
    agendas: Sequence[Agenda], around: Sequence[Surroundings], choices: PaperChoices
) -> RoomSigns:
    """A sign for the door of each room in use, and arrows on the way to the workshop."""
    signs: list[RoomSign] = []
    for agenda, place in zip(agendas, around, strict=True):
        workshop = agenda.workshop
        details = (
            f"{date_words(workshop.starts_local.date(), choices.language)}  ·  {times_of(agenda)}"
        )
        main = workshop.room_name or workshop.venue_name or workshop.title
        title = workshop.title if main != workshop.title else workshop.programme_title
        signs.append(RoomSign(main, title, details))
        for name, groups in _rooms(agenda, place).items():
            if name != main:
                signs.append(RoomSign(name, ", ".join(groups) or title, details))
        signs += [RoomSign(main, title, details, arrow) for arrow in _ARROWS]
    first = around[0].centre if around else None
    return RoomSigns(
        title=agendas[0].workshop.title if agendas else "",
        signs=tuple(dict.fromkeys(signs)),
        issuer_name=first.name if first else "",
        language=choices.language,
        sheet=choices.sheet,
    )


def _rooms(agenda: Agenda, around: Surroundings) -> dict[str, list[str]]:
    """The rooms that activities and parallel groups use, with the names of those groups."""
    rooms: dict[str, list[str]] = {}
    for activity in agenda.activities:
        name = around.room(activity.room_id)
        if name:
            rooms.setdefault(name, [])
        for track in activity.tracks:
            name = around.room(track.room_id)
            if name and track.name not in rooms.setdefault(name, []):
                rooms[name].append(track.name)
    return rooms


def _line(row: KitRow, used_in: str) -> MaterialLine:
    return MaterialLine(row.label, row.total, row.unit, row.reusable, row.packed, used_in)


def _some_of(titles: Sequence[str]) -> str:
    """The first titles, and how many more there are."""
    known = list(dict.fromkeys(titles))
    more = f" +{len(known) - _MOST_NAMED}" if len(known) > _MOST_NAMED else ""
    return ", ".join(known[:_MOST_NAMED]) + more


def _with_steps(activities: Iterable[Activity]) -> Iterable[Activity]:
    for activity in activities:
        yield activity
        for track in activity.tracks:
            yield from track.steps
