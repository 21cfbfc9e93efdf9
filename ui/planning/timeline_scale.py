"""Where minutes lie on the timeline: blocks and their lanes, free time, marks of the clock, zoom.

Pure: seconds and pixels as numbers, nothing of Qt. Seconds count from the beginning of the
workshop and are real ones, so that a day over a change of the clocks is as long as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from itertools import pairwise

from facilitator.planning.model import Activity, Agenda
from facilitator.planning.timing import Slot

MOST_A_MINUTE = 9.0
"""Pixels a minute at 100 % text where there is more room than the day needs."""

LARGEST_A_MINUTE = 40.0
SMALLEST_A_MINUTE = 0.4
LEGIBLE = 18
"""Pixels a block needs for one line of words at 100 % text."""

ZOOM_STEP = 1.4
_SHORT_MINUTES = 2
_STEPS_OF_CLOCK = (5, 10, 15, 30, 60, 120, 240)


@dataclass(frozen=True, slots=True)
class Block:
    """One activity or step: `lane` of `lanes` in the activity `parent_id`, or alone."""

    activity: Activity
    slot: Slot
    begins: int
    place: int
    parent_id: str = ""
    track_id: str = ""
    track_name: str = ""
    lane: int = 0
    lanes: int = 1

    @property
    def ends(self) -> int:
        """Seconds from the beginning of the workshop to the end of this."""
        return self.begins + self.slot.seconds

    @property
    def id(self) -> str:
        return self.activity.id

    @property
    def is_split(self) -> bool:
        """Whether parallel groups do things of their own in it."""
        return bool(self.activity.tracks)


@dataclass(frozen=True, slots=True)
class ClockMark:
    """A time written beside the blocks."""

    seconds: int
    moment: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """Midnight (`shift_seconds` 0), or the clocks going forward (+) or back (−)."""

    seconds: int
    moment: datetime
    shift_seconds: int = 0


def blocks_of(agenda: Agenda) -> tuple[Block, ...]:
    """All blocks, the steps of parallel groups behind the activity they belong to."""
    return tuple(_blocks(agenda))


def _blocks(agenda: Agenda) -> Iterator[Block]:
    start = epoch(agenda.schedule.start)
    rows = zip(agenda.activities, agenda.schedule.rows, strict=True)
    for place, (activity, slot) in enumerate(rows):
        yield Block(activity, slot, epoch(slot.start) - start, place)
        lanes = zip(activity.tracks, slot.tracks, strict=True)
        for lane, (track, steps) in enumerate(lanes):
            for number, (step, spot) in enumerate(zip(track.steps, steps, strict=True)):
                yield Block(
                    step,
                    spot,
                    epoch(spot.start) - start,
                    number,
                    activity.id,
                    track.id,
                    track.name,
                    lane,
                    len(activity.tracks),
                )


def whole_seconds(agenda: Agenda) -> int:
    """From the beginning to the end or the target end, whatever is later."""
    times = agenda.schedule
    last = times.end if times.target_end is None else max(times.end, times.target_end)
    return max(epoch(last) - epoch(times.start), 60)


def clock_marks(start: datetime, seconds: int, every_minutes: int) -> list[ClockMark]:
    """The beginning, and every so many minutes of the clock on the wall up to the end."""
    marks = [ClockMark(0, start)]
    moment = start + timedelta(minutes=every_minutes - start.minute % every_minutes)
    if every_minutes > 60:
        hours = every_minutes // 60
        on_the_hour = start.replace(minute=0, second=0)
        moment = on_the_hour + timedelta(hours=hours - start.hour % hours)
    at = epoch(moment.replace(second=0)) - epoch(start)
    zone = start.tzinfo
    while at <= seconds:
        if at > 0:
            marks.append(ClockMark(at, datetime.fromtimestamp(epoch(start) + at, zone)))
        at += every_minutes * 60
    return marks


def turns(start: datetime, seconds: int) -> list[Turn]:
    """Midnights and changes of the clocks within the day, in order."""
    zone, first = start.tzinfo, epoch(start)
    found = []
    # The clocks change on a full quarter of an hour everywhere.
    quarters = range(900 - first % 900, seconds + 1, 900)
    moments = [(at, datetime.fromtimestamp(first + at, zone)) for at in (0, *quarters)]
    for (_, before), (at, now) in pairwise(moments):
        shift = (now.utcoffset() or timedelta()) - (before.utcoffset() or timedelta())
        if shift:
            found.append(Turn(at, now, int(shift.total_seconds())))
        elif now.date() != before.date():
            found.append(Turn(at, now))
    return found


def clock_step(a_minute: float, least_pixels: float) -> int:
    """Minutes between two times on the clock, so that their words do not touch."""
    fitting = (step for step in _STEPS_OF_CLOCK if step * a_minute >= least_pixels)
    return max(next(fitting, _STEPS_OF_CLOCK[-1]), 15)


class Fit(Enum):
    """How large the day is drawn."""

    LEGIBLE = "legible"
    """All of it where every block can be read, else larger, to be scrolled."""
    WHOLE = "whole"
    """All of it, whatever becomes of the words."""
    CHOSEN = "chosen"
    """As large as the person chose."""


class Scale:
    """Turns seconds into pixels and back.

    `heads`: (seconds, pixels) of the headings of split activities, which take room and no time.
    """

    def __init__(self, a_minute: float, heads: Sequence[tuple[int, int]], top: int) -> None:
        self.a_minute = a_minute
        self._heads = sorted(heads)
        self._top = top

    def y(self, seconds: int, *, below_head: bool = False) -> int:
        """Where a moment lies; `below_head`: under the heading that begins there, if any."""
        heads = sum(
            pixels for at, pixels in self._heads if at < seconds or (below_head and at == seconds)
        )
        return self._top + heads + round(seconds / 60 * self.a_minute)

    def seconds_at(self, y: float) -> float:
        """The moment that lies there; within a heading, the moment it begins at."""
        left = y - self._top
        for at, pixels in self._heads:
            begins = at / 60 * self.a_minute
            if left <= begins:
                break
            left = max(left - pixels, begins)
        return max(left, 0.0) * 60 / self.a_minute


def fitting_scale(seconds: int, heads: int, room: int) -> float:
    """Pixels a minute at which a day with so many pixels of headings fills the room."""
    return max((room - heads) / max(seconds / 60, 1), SMALLEST_A_MINUTE)


def legible_scale(lengths: Sequence[int], text_scale: float) -> float:
    """Pixels a minute at which nine of ten blocks of these lengths have room for their words."""
    known = sorted(length for length in lengths if length > 0)
    if not known:
        return MOST_A_MINUTE * text_scale
    shortest = known[len(known) // 10] / 60
    return LEGIBLE * text_scale / max(shortest, _SHORT_MINUTES)


def epoch(moment: datetime) -> int:
    """Seconds since 1970: the honest way to subtract times of a zone."""
    return int(moment.timestamp())
