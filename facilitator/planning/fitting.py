"""How an agenda could end in time: previews, of which none is applied by itself. Pure.

Locked starts hold. They cut the day in stretches: from one locked start to the next, the last one
to the end asked for. Each stretch has to come out by itself, as time gained before a locked start
is only waiting. Activities are shortened in whole minutes, each by its share of what all could
lose; those that may be dropped are chosen so that as little as possible is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from facilitator.planning.coverage import timed
from facilitator.planning.model import Activity, ActivityKind, Agenda
from facilitator.planning.timing import Slot, schedule, zone_named

KEPT_KINDS = frozenset(
    {
        ActivityKind.WELCOME,
        ActivityKind.BREAK,
        ActivityKind.REFLECTION,
        ActivityKind.ASSESSMENT,
        ActivityKind.CLOSING,
    }
)
"""What is never proposed to be cut unless it is marked as optional: people need it most."""


class FitWay(StrEnum):
    """How a proposal gains time."""

    SHRINK = "shrink"
    """Shorten down to the shortest times; nothing is dropped."""
    DROP = "drop"
    """Drop what is optional; nothing is shortened."""
    BOTH = "drop-and-shrink"
    """Drop only as much as is needed beside shortening."""
    CUT = "cut"
    """Cut whole activities that are not optional, where nothing else is enough; the others keep
    their time."""


@dataclass(frozen=True, slots=True)
class FitChange:
    """What becomes of one activity (or step); `after_seconds` None: it is dropped."""

    activity_id: str
    title: str
    before_seconds: int
    after_seconds: int | None


@dataclass(frozen=True, slots=True)
class FitProposal:
    """One way to end in time, and what would then hold.

    `over_seconds`: + past the end asked for, − before it. `overlap_seconds`: what still runs into
    locked starts. `gained_seconds`: by how much earlier the plan would end.
    """

    way: FitWay
    changes: tuple[FitChange, ...]
    end: datetime
    over_seconds: int
    overlap_seconds: int
    gained_seconds: int

    @property
    def fits(self) -> bool:
        """Whether all comes out: the end and every locked start."""
        return self.over_seconds <= 0 and self.overlap_seconds == 0


@dataclass(frozen=True, slots=True)
class _Item:
    """An activity of a stretch with its whole length, and the shortest it can take."""

    activity: Activity
    seconds: int
    least: int

    @property
    def slack(self) -> int:
        return self.seconds - self.least


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What lies between two moments that hold, and how much of it is too much."""

    items: tuple[_Item, ...]
    over: int


_Lengths = dict[str, int | None]
"""Activity id to its new whole length; None drops it. What keeps its length is not named."""


def fit_proposals(agenda: Agenda, end: datetime) -> list[FitProposal]:
    """The ways to end by `end` (aware), each different; empty when the plan does so already.

    A way that is not enough is proposed too, with what remains; cutting only where it is enough
    and nothing gentler is.
    """
    times = agenda.schedule
    if _epoch(times.end) <= _epoch(end) and times.overlap_seconds == 0:
        return []
    stretches = _stretches(agenda, end)
    ways = {
        FitWay.SHRINK: [_shrunk(stretch) for stretch in stretches],
        FitWay.DROP: [_dropped(stretch) for stretch in stretches],
        FitWay.BOTH: [_dropped_and_shrunk(stretch) for stretch in stretches],
        FitWay.CUT: [_cut(stretch) for stretch in stretches],
    }
    found: list[FitProposal] = []
    for way, lengths in ways.items():
        proposal = _proposal(agenda, end, way, {k: v for each in lengths for k, v in each.items()})
        known = any(proposal.changes == other.changes for other in found)
        wanted = way is not FitWay.CUT or (proposal.fits and not any(other.fits for other in found))
        if proposal.changes and not known and wanted:
            found.append(proposal)
    return found


# Stretches ---------------------------------------------------------------------------------------


def _stretches(agenda: Agenda, end: datetime) -> list[_Stretch]:
    """The stretches that take longer than there is time for them."""
    found: list[_Stretch] = []
    begin = _epoch(agenda.schedule.start)
    items: list[_Item] = []
    for activity, slot in zip(agenda.activities, agenda.schedule.rows, strict=True):
        if slot.locked:
            found += _too_long(items, _epoch(slot.start) - begin)
            begin, items = _epoch(slot.start), []
        items.append(_Item(activity, slot.seconds, _least(activity, slot)))
    return found + _too_long(items, _epoch(end) - begin)


def _too_long(items: Sequence[_Item], room: int) -> list[_Stretch]:
    over = sum(item.seconds for item in items) - room
    # No shortening helps where there is no room at all: the locked starts themselves are wrong.
    return [_Stretch(tuple(items), over)] if over > 0 and room >= 0 else []


def _least(activity: Activity, slot: Slot) -> int:
    """The shortest length of an activity with its parallel groups, whose locked steps stay."""
    shortest = min(activity.least_seconds, activity.planned_seconds)
    for track in activity.tracks:
        if any(step.locked_start_seconds is not None for step in track.steps):
            return slot.seconds
        shortest = max(shortest, sum(_step_least(step) for step in track.steps))
    return min(shortest, slot.seconds)


def _step_least(step: Activity) -> int:
    return min(step.least_seconds, step.planned_seconds)


# Ways --------------------------------------------------------------------------------------------


def _shrunk(stretch: _Stretch) -> _Lengths:
    return _shortened(stretch.items, stretch.over)


def _dropped(stretch: _Stretch) -> _Lengths:
    spare = _optional(stretch)
    chosen = smallest_cover([item.seconds for item in spare], stretch.over)
    dropped = spare if chosen is None else [spare[index] for index in chosen]
    return {item.activity.id: None for item in dropped}


def _dropped_and_shrunk(stretch: _Stretch) -> _Lengths:
    # Dropping an activity gains, beyond shortening it, the shortest time it would have kept.
    spare = _optional(stretch)
    beyond = stretch.over - sum(item.slack for item in stretch.items)
    chosen = smallest_cover([item.least for item in spare], beyond)
    dropped = spare if chosen is None else [spare[index] for index in chosen]
    rest = [item for item in stretch.items if item not in dropped]
    gained = sum(item.seconds for item in dropped)
    return {
        **_shortened(rest, stretch.over - gained),
        **{item.activity.id: None for item in dropped},
    }


def _cut(stretch: _Stretch) -> _Lengths:
    spare = _optional(stretch)
    beyond = stretch.over - sum(item.seconds for item in spare)
    if beyond <= 0:
        return _dropped(stretch)
    able = [
        item
        for item in stretch.items
        if item not in spare
        and item.activity.locked_start_seconds is None
        and item.activity.kind not in KEPT_KINDS
    ]
    chosen = smallest_cover([item.seconds for item in able], beyond)
    if chosen is None:
        return {}
    dropped = [able[index] for index in chosen]
    left = sum(item.seconds for item in dropped) - beyond
    # What turns out not to be needed stays, the longest first.
    for item in sorted(spare, key=lambda item: -item.seconds):
        if item.seconds <= left:
            left -= item.seconds
        else:
            dropped.append(item)
    return {item.activity.id: None for item in dropped}


def _optional(stretch: _Stretch) -> list[_Item]:
    """What may be dropped. Dropping a locked activity would move all that hangs on its start."""
    return [
        item
        for item in stretch.items
        if item.activity.optional
        and item.activity.locked_start_seconds is None
        and item.seconds > 0
    ]


def smallest_cover(weights: Sequence[int], need: int) -> tuple[int, ...] | None:
    """The indexes of those weights whose sum is the least that reaches `need`, the fewest of them;
    None if all together do not reach it.
    """
    if need <= 0:
        return ()
    below: dict[int, tuple[int, ...]] = {0: ()}
    best: tuple[int, int, tuple[int, ...]] | None = None
    for index, weight in enumerate(weights):
        for total, chosen in list(below.items()):
            reached, now = total + weight, (*chosen, index)
            if reached >= need:
                found = (reached, len(now), now)
                best = found if best is None else min(best, found)
            elif reached not in below or len(now) < len(below[reached]):
                below[reached] = now
    return None if best is None else best[2]


def shares(slacks: Sequence[int], need: int) -> list[int]:
    """How much of its slack each gives so that `need` is reached, in whole minutes where that is
    enough, each in proportion; all of it where it is not. Seconds.
    """
    if need <= 0:
        return [0] * len(slacks)
    minutes, wanted = [slack // 60 for slack in slacks], -(-need // 60)
    whole = sum(minutes)
    if whole < wanted:
        return list(slacks)
    given = [wanted * each // whole for each in minutes]
    by_rest = sorted(range(len(minutes)), key=lambda i: (-(wanted * minutes[i] % whole), i))
    for index in by_rest[: wanted - sum(given)]:
        given[index] += 1
    return [each * 60 for each in given]


def _shortened(items: Sequence[_Item], need: int) -> _Lengths:
    given = shares([item.slack for item in items], need)
    return {
        item.activity.id: item.seconds - less
        for item, less in zip(items, given, strict=True)
        if less
    }


# What would then hold ----------------------------------------------------------------------------


def _proposal(agenda: Agenda, end: datetime, way: FitWay, lengths: _Lengths) -> FitProposal:
    kept: list[Activity] = []
    changes: list[FitChange] = []
    for activity in agenda.activities:
        after = lengths.get(activity.id, -1)
        if after is None:
            changes.append(_change(activity, None))
        elif after < 0:
            kept.append(activity)
        else:
            shorter, made = _with_length(activity, after)
            kept.append(shorter)
            changes += made
    workshop = agenda.workshop
    times = schedule(
        workshop.starts_local, zone_named(workshop.time_zone), [timed(each) for each in kept]
    )
    return FitProposal(
        way=way,
        changes=tuple(changes),
        end=times.end,
        over_seconds=_epoch(times.end) - _epoch(end),
        overlap_seconds=times.overlap_seconds,
        gained_seconds=_epoch(agenda.schedule.end) - _epoch(times.end),
    )


def _with_length(activity: Activity, seconds: int) -> tuple[Activity, list[FitChange]]:
    """An activity made to last so long, the steps of its parallel groups along with it."""
    changes: list[FitChange] = []
    planned = min(activity.planned_seconds, seconds)
    if planned < activity.planned_seconds:
        changes.append(_change(activity, planned))
    tracks = []
    for track in activity.tracks:
        need = sum(step.planned_seconds for step in track.steps) - seconds
        given = shares([step.planned_seconds - _step_least(step) for step in track.steps], need)
        steps = []
        for step, less in zip(track.steps, given, strict=True):
            after = step.planned_seconds - less
            steps.append(_planned_for(step, after))
            if less:
                changes.append(_change(step, after))
        tracks.append(replace(track, steps=tuple(steps)))
    return replace(_planned_for(activity, planned), tracks=tuple(tracks)), changes


def _planned_for(activity: Activity, seconds: int) -> Activity:
    left = can_still_lose(activity.can_lose_seconds, activity.planned_seconds, seconds)
    return replace(activity, planned_seconds=seconds, can_lose_seconds=left)


def can_still_lose(can_lose_seconds: int, planned_seconds: int, now_seconds: int) -> int:
    """What an activity can lose after it was shortened: what it lost, it cannot lose again."""
    return max(can_lose_seconds - (planned_seconds - now_seconds), 0)


def _change(activity: Activity, after: int | None) -> FitChange:
    return FitChange(activity.id, activity.title, activity.planned_seconds, after)


def _epoch(moment: datetime) -> int:
    return int(moment.timestamp())
