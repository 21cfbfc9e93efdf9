"""The rows of an agenda's table: activities, groups with their steps, free and missing minutes.

Pure: an agenda goes in, rows come out. What is to be said at a spot of the day (minutes free,
minutes missing, the end) is a row of its own there, so that nobody has to look for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from facilitator.planning.model import Activity, Agenda, Track
from facilitator.planning.timing import Slot, WallTime
from ui.planning.plan_words import clock_text, duration
from ui.words import isolate, t, tn

Key = tuple[str, str]
_LISTED = 8


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An activity, or the step of a parallel group, with its place in the day.

    `days`: so many days after the first one. `groups` says how an activity is split ("" if it is
    not) and `sizes` the same in short, `open` whether its groups are shown. `track_id` and
    `parent_id` are set for steps; `last` marks the lower end of the band of groups.
    """

    activity: Activity
    slot: Slot
    days: int = 0
    groups: str = ""
    sizes: str = ""
    open: bool = True
    track_id: str | None = None
    parent_id: str | None = None
    last: bool = False

    @property
    def key(self) -> Key:
        return "activity", self.activity.id

    @property
    def start(self) -> str:
        """When it begins, ``18:05``."""
        return clock_text(self.slot.start)

    @property
    def is_step(self) -> bool:
        return self.track_id is not None


@dataclass(frozen=True, slots=True)
class TrackLine:
    """A parallel group: a heading over its steps. `shorter_seconds`: before the others end."""

    track: Track
    parent: Activity
    slot: Slot
    days: int
    seconds: int
    shorter_seconds: int
    heads: int
    last: bool = False

    @property
    def key(self) -> Key:
        return "track", self.track.id

    @property
    def start(self) -> str:
        return clock_text(self.slot.start)

    @property
    def title(self) -> str:
        """``Group A · 8 people``."""
        if not self.heads:
            return self.track.name
        people = tn("{n} person", "{n} people", self.heads)
        return t("{group} · {people}", group=isolate(self.track.name), people=people)

    @property
    def chip(self) -> str:
        """How it compares with the other groups; "" when it fills the time."""
        if not self.track.steps:
            return t("no steps of its own")
        if self.shorter_seconds < 60:
            return ""
        return t("{time} shorter", time=duration(self.shorter_seconds))


@dataclass(frozen=True, slots=True)
class SpotLine:
    """Minutes that are free or missing before an activity with a locked start."""

    before_id: str
    time: str
    chip: str
    aside: str
    over: bool
    is_step: bool = False

    @property
    def key(self) -> Key:
        return "spot", self.before_id


@dataclass(frozen=True, slots=True)
class EndLine:
    """How the day ends: the time, what to say, and whether it is past what was promised."""

    time: str
    chip: str
    aside: str
    over: bool
    days: int = 0

    @property
    def key(self) -> Key:
        return "end", ""


Row = AgendaLine | TrackLine | SpotLine | EndLine


def rows_of(
    agenda: Agenda,
    heads: Mapping[str, int] | None = None,
    closed: Collection[str] = frozenset(),
) -> list[Row]:
    """All rows, the end of the day last; none for an empty agenda.

    `heads` are people by track id; `closed` names activities whose groups are not shown.
    """
    rows: list[Row] = []
    first_day = agenda.schedule.start.date()
    before, ends = "", ""
    for activity, slot in zip(agenda.activities, agenda.schedule.rows, strict=True):
        rows += _spot(activity, slot, before, ends)
        rows.append(
            AgendaLine(
                activity,
                slot,
                days=(slot.start.date() - first_day).days,
                groups=_split(activity, heads or {}),
                sizes=_in_short(activity, heads or {}),
                open=activity.id not in closed,
            )
        )
        if activity.tracks and activity.id not in closed:
            rows += _band(activity, slot, heads or {}, first_day)
        before, ends = activity.title, clock_text(slot.end)
    if rows:
        rows.append(end_line(agenda))
    return rows


def end_line(agenda: Agenda) -> EndLine:
    """What the last row says."""
    schedule = agenda.schedule
    time = clock_text(schedule.end)
    days = (schedule.end.date() - schedule.start.date()).days
    if schedule.target_end is None or schedule.over_seconds is None:
        return EndLine(time, t("End"), t("No target end is set."), over=False, days=days)
    target = clock_text(schedule.target_end)
    minutes = (abs(schedule.over_seconds) + 30) // 60
    if schedule.over_seconds > 0:
        chip = tn(
            "{n} min over the target end, {time}",
            "{n} min over the target end, {time}",
            minutes,
            time=target,
        )
        return EndLine(time, chip, t("Nothing has been shortened."), over=True, days=days)
    if schedule.over_seconds < 0:
        chip = tn(
            "{n} min free before the target end, {time}",
            "{n} min free before the target end, {time}",
            minutes,
            time=target,
        )
        return EndLine(time, chip, "", over=False, days=days)
    return EndLine(time, t("At the target end, {time}", time=target), "", over=False, days=days)


def chip_of(row: AgendaLine) -> tuple[str, str]:
    """What stands behind the title of an activity, and its tone."""
    slot = row.slot
    if slot.lock_wall_time is WallTime.SKIPPED:
        return t("the clocks jump over this time"), "warn"
    if slot.lock_wall_time is WallTime.DOUBLED:
        return t("the clocks show this time twice"), "info"
    if row.groups and not row.open:
        return tn("{n} group", "{n} groups", len(row.activity.tracks)), ""
    if slot.start.utcoffset() != slot.end.utcoffset():
        return t("the clocks change"), "info"
    if row.activity.optional:
        return t("may be left out"), ""
    return "", ""


def _spot(
    activity: Activity, slot: Slot, before: str, ends: str, *, is_step: bool = False
) -> list[Row]:
    """Minutes free or missing before an activity; `before` is the title of the one in front,
    which would end at `ends`.
    """
    if slot.overlap_before_seconds:
        chip = t("{time} over", time=duration(slot.overlap_before_seconds))
        aside = (
            t(
                "“{title}” would end at {time}. Nothing has been shortened.",
                title=isolate(before),
                time=ends,
            )
            if before
            else t("It is locked before the workshop begins.")
        )
        return [SpotLine(activity.id, "", chip, aside, over=True, is_step=is_step)]
    if slot.gap_before_seconds:
        chip = t("{time} free", time=duration(slot.gap_before_seconds))
        aside = t("Before the locked start.")
        return [SpotLine(activity.id, "", chip, aside, over=False, is_step=is_step)]
    return []


def _split(activity: Activity, heads: Mapping[str, int]) -> str:
    count = len(activity.tracks)
    if not count:
        return ""
    groups = tn("{n} group", "{n} groups", count)
    sizes = [heads.get(track.id, 0) for track in activity.tracks]
    if not any(sizes):
        return groups
    shown = ", ".join(map(str, sizes)) if count <= _LISTED else _range(sizes)
    return t("{groups}: {sizes}", groups=groups, sizes=shown)


def _in_short(activity: Activity, heads: Mapping[str, int]) -> str:
    """``8/8/7``; how many groups, where nobody is expected or there are too many to list."""
    sizes = [heads.get(track.id, 0) for track in activity.tracks]
    if not any(sizes):
        return tn("{n} group", "{n} groups", len(sizes)) if sizes else ""
    if len(set(sizes)) == 1:
        return f"{len(sizes)} × {sizes[0]}"
    return "/".join(map(str, sizes)) if len(sizes) <= _LISTED else f"{len(sizes)} × {_range(sizes)}"


def _range(sizes: Sequence[int]) -> str:
    low, high = min(sizes), max(sizes)
    return str(low) if low == high else t("{low} to {high}", low=low, high=high)


def _band(
    activity: Activity, slot: Slot, heads: Mapping[str, int], first_day: date
) -> Iterator[Row]:
    for number, (track, steps) in enumerate(zip(activity.tracks, slot.tracks, strict=True)):
        ends = number == len(activity.tracks) - 1
        seconds = _seconds(slot, steps)
        yield TrackLine(
            track,
            activity,
            slot,
            days=(slot.start.date() - first_day).days,
            seconds=seconds if steps else slot.seconds,
            shorter_seconds=slot.seconds - seconds if steps else 0,
            heads=heads.get(track.id, 0),
            last=ends and not steps,
        )
        before, until = "", ""
        for at, (step, place) in enumerate(zip(track.steps, steps, strict=True)):
            yield from _spot(step, place, before, until, is_step=True)
            yield AgendaLine(
                step,
                place,
                days=(place.start.date() - first_day).days,
                track_id=track.id,
                parent_id=activity.id,
                last=ends and at == len(steps) - 1,
            )
            before, until = step.title, clock_text(place.end)


def _seconds(slot: Slot, steps: Sequence[Slot]) -> int:
    """From the beginning of a group to the end of its last step, in real seconds."""
    if not steps:
        return 0
    return int(max(step.end.timestamp() for step in steps) - slot.start.timestamp())
