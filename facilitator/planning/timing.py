"""When each activity of an agenda begins and ends.

Durations are real elapsed seconds; wall times follow the zone, so that an agenda across a change
of the clocks says what the clock on the wall will show. Nothing is ever shortened to make a plan
fit: a locked start that its predecessor runs into is reported at that spot as an overlap, and the
times behind it chain on from the locked activity.

Pure: no clock, no file. Zones come from `zoneinfo`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from facilitator.errors import Refused

MAX_ACTIVITY_SECONDS = 24 * 3600
"""The longest activity, and the longest target."""

MAX_LOCK_SECONDS = 2 * 24 * 3600
"""The latest locked start, in seconds of wall time after the first day's midnight."""

FIRST_YEAR, LAST_YEAR = 1900, 2300
"""Years a plan may lie in; beyond them a date is a typing mistake."""


class WallTime(StrEnum):
    """How a wall time stands in its zone."""

    PLAIN = "plain"
    SKIPPED = "skipped"
    """The clocks jump over it: it is read with the offset from before the jump."""
    DOUBLED = "doubled"
    """The clocks show it twice: the first of the two is meant."""


@dataclass(frozen=True, slots=True)
class Timed:
    """What timing needs to know of an activity.

    `minimum_seconds`: how short it may get (None: it stays as planned). `longest_seconds`: how
    long it may get (None: as planned). `locked_start_seconds`: wall time after the midnight of
    the workshop's first day. `tracks`: the steps of each parallel group.
    """

    activity_id: str
    planned_seconds: int
    minimum_seconds: int | None = None
    optional: bool = False
    locked_start_seconds: int | None = None
    tracks: tuple[tuple[Timed, ...], ...] = ()
    longest_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one activity in the day.

    `start` and `end` are in the workshop's zone; never subtract them from one another (Python
    would subtract wall times), `seconds` says how long it is. `gap_before_seconds`: free time
    before a locked start; `overlap_before_seconds`: by how much the predecessor runs into it.
    """

    activity_id: str
    start: datetime
    end: datetime
    seconds: int
    gap_before_seconds: int = 0
    overlap_before_seconds: int = 0
    locked: bool = False
    lock_wall_time: WallTime = WallTime.PLAIN
    tracks: tuple[tuple[Slot, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """All times of an agenda.

    `over_seconds` is + past the target end, − when there is slack, None without a target.
    `longest_end` keeps everything at its longest, `shortest_end` takes minimum minutes and drops
    what is optional; locked starts hold in both.
    """

    rows: tuple[Slot, ...]
    start: datetime
    start_wall_time: WallTime
    end: datetime
    target_end: datetime | None
    over_seconds: int | None
    longest_end: datetime
    shortest_end: datetime
    gap_seconds: int
    overlap_seconds: int

    @property
    def planned_end(self) -> datetime:
        """The end if all goes as planned; another name for `end`."""
        return self.end

    @property
    def total_seconds(self) -> int:
        """Real seconds from the start to the end."""
        return _epoch(self.end) - _epoch(self.start)

    def slots(self) -> Iterator[Slot]:
        """Every slot, the steps of parallel groups after the activity they belong to."""
        yield from _flattened(self.rows)


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment to another, both UTC."""

    start: datetime
    end: datetime

    @property
    def seconds(self) -> int:
        """How long it is."""
        return int((self.end - self.start).total_seconds())


def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name. Raises `Refused` ("time-zone-unknown")."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused("time-zone-unknown", zone=name) from error


def resolve_wall_time(wall: datetime, zone: ZoneInfo) -> tuple[datetime, WallTime]:
    """The aware moment that a naive wall time means, and whether the clocks skip or double it.

    A skipped time is read with the offset that held before the jump, a doubled one as its first
    occurrence (PEP 495, fold=0).
    """
    first = wall.replace(tzinfo=zone, fold=0)
    second = wall.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first, WallTime.PLAIN
    moment = first.astimezone(UTC).astimezone(zone)
    if moment.replace(tzinfo=None) == wall:
        return first, WallTime.DOUBLED
    return moment, WallTime.SKIPPED


def schedule(
    starts_local: datetime,
    zone: ZoneInfo,
    activities: Sequence[Timed],
    target_seconds: int | None = None,
) -> Schedule:
    """The times of every activity, in the order given.

    `starts_local` is the naive wall time of the beginning. An activity with tracks lasts as long
    as its longest track, or as planned if that is longer. Raises `Refused`: "date-invalid",
    "minutes-out-of-range", "lock-out-of-range", "target-out-of-range".
    """
    if starts_local.tzinfo is not None or not FIRST_YEAR <= starts_local.year <= LAST_YEAR:
        raise Refused("date-invalid", value=starts_local.isoformat())
    if target_seconds is not None and not 0 < target_seconds <= MAX_ACTIVITY_SECONDS:
        raise Refused("target-out-of-range", seconds=target_seconds)
    for activity in activities:
        _check(activity)
    start, start_wall_time = resolve_wall_time(starts_local, zone)
    layout = _Layout(zone, starts_local.date())
    start_epoch = _epoch(start)
    rows, end_epoch = layout.laid_out(activities, start_epoch)
    # Dropping an optional activity whose lock pulled the day back would end it later: one keeps it.
    shortest_epoch = layout.end_of(activities, start_epoch, _shortest)
    target_epoch = None if target_seconds is None else start_epoch + target_seconds
    return Schedule(
        rows=rows,
        start=start,
        start_wall_time=start_wall_time,
        end=layout.moment(end_epoch),
        target_end=None if target_epoch is None else layout.moment(target_epoch),
        over_seconds=None if target_epoch is None else end_epoch - target_epoch,
        longest_end=layout.moment(layout.end_of(activities, start_epoch, _longest)),
        shortest_end=layout.moment(min(shortest_epoch, end_epoch)),
        gap_seconds=sum(row.gap_before_seconds for row in rows),
        overlap_seconds=sum(row.overlap_before_seconds for row in rows),
    )


def spans_of(slots: Iterable[Slot]) -> tuple[Span, ...]:
    """When at least one of the slots is on: UTC, in order, merged where they touch or overlap."""
    merged: list[Span] = []
    moments = ((slot.start.astimezone(UTC), slot.end.astimezone(UTC)) for slot in slots)
    for start, end in sorted(moments):
        if start == end:
            continue
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return tuple(merged)


_Length = Callable[[Timed], int | None]
"""How long an activity lasts; None drops it."""


def _check(activity: Timed) -> None:
    for seconds in (activity.planned_seconds, activity.minimum_seconds, activity.longest_seconds):
        if seconds is not None and not 0 <= seconds <= MAX_ACTIVITY_SECONDS:
            raise Refused("minutes-out-of-range", seconds=seconds, activity_id=activity.activity_id)
    lock = activity.locked_start_seconds
    if lock is not None and not 0 <= lock <= MAX_LOCK_SECONDS:
        raise Refused("lock-out-of-range", seconds=lock, activity_id=activity.activity_id)
    for steps in activity.tracks:
        for step in steps:
            _check(step)


def _longest(activity: Timed) -> int:
    if activity.longest_seconds is None:
        return activity.planned_seconds
    return max(activity.longest_seconds, activity.planned_seconds)


def _shortest(activity: Timed) -> int | None:
    if activity.optional:
        return None
    if activity.minimum_seconds is None:
        return activity.planned_seconds
    return min(activity.minimum_seconds, activity.planned_seconds)


class _Layout:
    """Lays activities out on the seconds since 1970, where adding is honest on every day."""

    def __init__(self, zone: ZoneInfo, first_day: date) -> None:
        self._zone = zone
        self._first_day = first_day
        self._locks: dict[int, tuple[int, WallTime]] = {}

    def moment(self, epoch: int) -> datetime:
        return datetime.fromtimestamp(epoch, self._zone)

    def laid_out(
        self, activities: Sequence[Timed], start_epoch: int
    ) -> tuple[tuple[Slot, ...], int]:
        """The slots, and the latest end among them."""
        cursor = latest = start_epoch
        rows: list[Slot] = []
        for activity in activities:
            begin, lock_wall_time = self._beginning(activity, cursor)
            end = begin + activity.planned_seconds
            tracks: list[tuple[Slot, ...]] = []
            for steps in activity.tracks:
                step_rows, track_end = self.laid_out(steps, begin)
                tracks.append(step_rows)
                end = max(end, track_end)
            rows.append(
                Slot(
                    activity_id=activity.activity_id,
                    start=self.moment(begin),
                    end=self.moment(end),
                    seconds=end - begin,
                    gap_before_seconds=max(begin - cursor, 0),
                    overlap_before_seconds=max(cursor - begin, 0),
                    locked=activity.locked_start_seconds is not None,
                    lock_wall_time=lock_wall_time,
                    tracks=tuple(tracks),
                )
            )
            cursor = end
            latest = max(latest, end)
        return tuple(rows), latest

    def end_of(self, activities: Sequence[Timed], start_epoch: int, length: _Length) -> int:
        """The latest end if each activity lasts as `length` says (None: it is dropped)."""
        cursor = latest = start_epoch
        for activity in activities:
            seconds = length(activity)
            if seconds is None:
                continue
            begin, _ = self._beginning(activity, cursor)
            cursor = begin + seconds
            for steps in activity.tracks:
                cursor = max(cursor, self.end_of(steps, begin, length))
            latest = max(latest, cursor)
        return latest

    def _beginning(self, activity: Timed, cursor: int) -> tuple[int, WallTime]:
        lock = activity.locked_start_seconds
        if lock is None:
            return cursor, WallTime.PLAIN
        if lock not in self._locks:
            days, seconds = divmod(lock, 86400)
            midnight = datetime.combine(self._first_day + timedelta(days=days), time.min)
            moment, wall_time = resolve_wall_time(midnight + timedelta(seconds=seconds), self._zone)
            self._locks[lock] = (_epoch(moment), wall_time)
        return self._locks[lock]


def _epoch(moment: datetime) -> int:
    return int(moment.timestamp())


def _flattened(rows: Iterable[Slot]) -> Iterator[Slot]:
    for row in rows:
        yield row
        for steps in row.tracks:
            yield from _flattened(steps)
