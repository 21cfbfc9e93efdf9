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
from functools import reduce

from facilitator.planning.coverage import timed
from facilitator.planning.model import Activity, ActivityKind, Agenda
from facilitator.planning.shortening import (
    NOTHING,
    Piece,
    Shortening,
    StepPiece,
    Stretch,
    cut,
    dropped,
    dropped_and_shrunk,
    shrunk,
    steps_within,
)
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
        FitWay.SHRINK: shrunk,
        FitWay.DROP: dropped,
        FitWay.BOTH: dropped_and_shrunk,
        FitWay.CUT: cut,
    }
    found: list[FitProposal] = []
    for way, shortening in ways.items():
        what = reduce(Shortening.also, map(shortening, stretches), NOTHING)
        proposal = _proposal(agenda, end, way, what)
        known = any(proposal.changes == other.changes for other in found)
        wanted = way is not FitWay.CUT or (proposal.fits and not any(other.fits for other in found))
        if proposal.changes and not known and wanted:
            found.append(proposal)
    return found


# Stretches ---------------------------------------------------------------------------------------


def _stretches(agenda: Agenda, end: datetime) -> list[Stretch]:
    """The stretches that take longer than there is time for them."""
    found: list[Stretch] = []
    begin = _epoch(agenda.schedule.start)
    pieces: list[Piece] = []
    for activity, slot in zip(agenda.activities, agenda.schedule.rows, strict=True):
        if slot.locked:
            found += _too_long(pieces, _epoch(slot.start) - begin)
            begin, pieces = _epoch(slot.start), []
        pieces.append(piece_of(activity, slot))
    return found + _too_long(pieces, _epoch(end) - begin)


def _too_long(pieces: Sequence[Piece], room: int) -> list[Stretch]:
    over = sum(piece.seconds for piece in pieces) - room
    # No shortening helps where there is no room at all: the locked starts themselves are wrong.
    return [Stretch(tuple(pieces), over)] if over > 0 and room >= 0 else []


def piece_of(activity: Activity, slot: Slot) -> Piece:
    """An activity as the rules of shortening see it."""
    # Dropping a locked activity would move all that hangs on its start.
    free = activity.locked_start_seconds is None
    return Piece(
        id=activity.id,
        seconds=slot.seconds,
        own=activity.planned_seconds,
        least=min(activity.least_seconds, activity.planned_seconds),
        optional=activity.optional and free,
        able=free and activity.kind not in KEPT_KINDS,
        tracks=tuple(tuple(map(_step_piece, track.steps)) for track in activity.tracks),
    )


def _step_piece(step: Activity) -> StepPiece:
    return StepPiece(
        step.id,
        step.planned_seconds,
        min(step.least_seconds, step.planned_seconds),
        step.optional,
        step.locked_start_seconds is not None,
    )


# What would then hold ----------------------------------------------------------------------------


def _proposal(agenda: Agenda, end: datetime, way: FitWay, what: Shortening) -> FitProposal:
    kept: list[Activity] = []
    changes: list[FitChange] = []
    for activity in agenda.activities:
        if activity.id in what.dropped:
            changes.append(_change(activity, None))
        elif activity.id in what.lengths:
            shorter, made = _with_length(activity, what.lengths[activity.id], what.dropped)
            kept.append(shorter)
            changes += made
        else:
            kept.append(activity)
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


def _with_length(
    activity: Activity, seconds: int, gone: frozenset[str]
) -> tuple[Activity, list[FitChange]]:
    """An activity made to last so long, its groups along with it, without the steps in `gone`."""
    changes: list[FitChange] = []
    planned = min(activity.planned_seconds, seconds)
    if planned < activity.planned_seconds:
        changes.append(_change(activity, planned))
    tracks = []
    for track in activity.tracks:
        changes += [_change(step, None) for step in track.steps if step.id in gone]
        staying = [step for step in track.steps if step.id not in gone]
        lengths = steps_within([_step_piece(step) for step in staying], seconds)
        steps = []
        for step, after in zip(staying, lengths, strict=True):
            steps.append(_planned_for(step, after))
            if after < step.planned_seconds:
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
