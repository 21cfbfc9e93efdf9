"""What a mark means, given what was marked before: rules without a clock or a file.

* A mark while the workshop is on carries the time; one entered later (from a paper sheet) or long
  before carries none, which counts as there from the start.
* The first arrival stands: a second scan changes nothing. Who left and is marked again came back.
* "Present" of somebody who arrived late is "late", and of somebody who leaves early "left early";
  the words follow the times (`Lateness`), the minutes never follow the words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from facilitator.attendance.minutes import USUAL_LATENESS, Lateness
from facilitator.attendance.model import LATE, LEFT_EARLY, PRESENT, MarkOutcome
from facilitator.errors import Refused

_BY_TIMES = frozenset({PRESENT, LATE, LEFT_EARLY})
_BEFORE_DOORS = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Times:
    """When a workshop is on; aware."""

    starts_at: datetime
    ends_at: datetime
    lateness: Lateness = USUAL_LATENESS

    def live(self, now: datetime) -> datetime | None:
        """`now` as the time of a mark, or None when the workshop is not on."""
        return now if self.starts_at - _BEFORE_DOORS <= now < self.ends_at else None


@dataclass(frozen=True, slots=True)
class Marked:
    """How a person is marked."""

    status_key: str
    in_room: bool
    arrived_at: datetime | None = None
    left_at: datetime | None = None

    def gone_before(self, ends_at: datetime) -> bool:
        """Whether the person was there and left before the end."""
        return self.in_room and self.left_at is not None and self.left_at < ends_at


def mark(
    before: Marked | None,
    status_key: str,
    *,
    in_room: bool,
    at: datetime | None,
    now: datetime,
    times: Times,
) -> tuple[Marked, MarkOutcome]:
    """The mark after somebody is marked with a status; `at` is a time that was told."""
    moment = at or times.live(now)
    if not in_room:
        after = Marked(status_key, in_room=False)
    elif before is None or not before.in_room:
        after = _arrived(status_key, moment, told=at is not None, times=times)
    elif status_key == LEFT_EARLY:
        after = replace(before, status_key=LEFT_EARLY, left_at=before.left_at or moment)
    else:
        left_at = None if before.gone_before(times.ends_at) else before.left_at
        after = worded(replace(before, status_key=status_key, left_at=left_at), times)
    if before is None:
        return after, MarkOutcome.MARKED
    if after == before:
        return before, MarkOutcome.ALREADY
    came_back = before.gone_before(times.ends_at) and after.in_room and after.left_at is None
    return after, MarkOutcome.CAME_BACK if came_back else MarkOutcome.CHANGED


def check_out(before: Marked | None, at: datetime | None, now: datetime, times: Times) -> Marked:
    """The mark after somebody left. Who left before stays gone unless a time is told.

    Refused: ``not-in-room``, ``leaves-before-arriving``.
    """
    if before is None or not before.in_room:
        raise Refused("not-in-room")
    if at is None and before.gone_before(times.ends_at):
        return before
    return corrected(before, before.arrived_at, at or now, times)


def corrected(
    before: Marked, arrived_at: datetime | None, left_at: datetime | None, times: Times
) -> Marked:
    """The mark with other times. Refused: ``leaves-before-arriving``."""
    if arrived_at is not None and left_at is not None and left_at < arrived_at:
        raise Refused("leaves-before-arriving")
    after = replace(before, arrived_at=arrived_at, left_at=left_at)
    if after.status_key in _BY_TIMES:
        after = worded(replace(after, status_key=PRESENT), times)
    return after


def worded(marked: Marked, times: Times) -> Marked:
    """The mark with "present" said more exactly, where the times say more."""
    if marked.status_key != PRESENT:
        return marked
    if times.lateness.is_late(marked.arrived_at, times.starts_at):
        return replace(marked, status_key=LATE)
    if times.lateness.is_early_departure(marked.left_at, times.ends_at):
        return replace(marked, status_key=LEFT_EARLY)
    return marked


def _arrived(status_key: str, moment: datetime | None, *, told: bool, times: Times) -> Marked:
    if status_key == LEFT_EARLY:
        # Nobody saw them come: there from the start until now.
        return Marked(status_key, in_room=True, left_at=moment)
    if status_key == LATE and moment is not None and not told and moment < times.starts_at:
        moment = None
    return worded(Marked(status_key, in_room=True, arrived_at=moment), times)
