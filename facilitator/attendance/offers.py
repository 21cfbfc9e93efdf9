"""What workshops offer: when they are on, their contact time, and the rule they count by.

Follows from the agenda by `facilitator.planning.timing`. A workshop without an agenda offers its
whole planned time, so that a register can be kept before anybody has planned.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from facilitator.attendance.marking import Times
from facilitator.attendance.minutes import USUAL_LATENESS, ContactTime, CountingRule, Lateness
from facilitator.attendance.totals import Offered
from facilitator.clock import from_stamp, to_stamp
from facilitator.planning.model import ActivityKind
from facilitator.planning.timing import Slot, Span, Timed, schedule, spans_of, zone_named
from facilitator.storage import Database, Row

# What an offer is made of.
OFFER_TABLES = frozenset({"workshop", "programme", "venue", "room", "activity", "track"})

_WORKSHOPS = """
SELECT w.id, w.programme_id, w.title, w.starts_local, w.time_zone, w.target_seconds, w.status,
       coalesce(r.title, '') AS programme_title, r.capacity AS places,
       coalesce(room.capacity, venue.capacity) AS room_capacity,
       coalesce(r.breaks_count, 0) AS breaks_count,
       coalesce(r.rounding_minutes, 0) AS rounding_minutes,
       r.id IS NOT NULL AS has_rule, r.late_after_minutes
  FROM workshop w
  LEFT JOIN programme r ON r.id = w.programme_id
  LEFT JOIN venue ON venue.id = coalesce(w.venue_id, r.venue_id)
  LEFT JOIN room ON room.id = w.room_id
 WHERE w.is_template = 0 AND w.id IN (SELECT value FROM json_each(?))
 ORDER BY w.position, w.starts_local, w.id
"""

_ACTIVITIES = """
SELECT a.id, a.workshop_id, a.track_id, a.kind, a.planned_seconds, a.locked_start_seconds,
       a.counts_as_contact, t.activity_id AS parent_id
  FROM activity a LEFT JOIN track t ON t.id = a.track_id
 WHERE a.workshop_id IN (SELECT value FROM json_each(?))
 ORDER BY a.workshop_id, t.position, a.track_id, a.position, a.id
"""


@dataclass(frozen=True)
class Offer:
    """One workshop as attendance sees it; `places` is how many people are meant to come."""

    workshop_id: str
    programme_id: str | None
    programme_title: str
    title: str
    on: date
    zone: ZoneInfo
    starts_at: datetime
    ends_at: datetime
    planned_minutes: int
    contact: ContactTime
    rule: CountingRule
    cancelled: bool
    places: int | None
    lateness: Lateness = USUAL_LATENESS

    @cached_property
    def offered_minutes(self) -> int:
        """Whole contact minutes on offer."""
        return self.contact.offered_minutes

    @cached_property
    def times(self) -> Times:
        """When it is on, for the rules of marking."""
        return Times(self.starts_at, self.ends_at, self.lateness)

    @cached_property
    def _counted(self) -> dict[tuple[str | None, str | None], int]:
        # Most people come and go with the workshop: the same pair of stamps again and again.
        return {}

    @cached_property
    def _edges(self) -> tuple[str, str]:
        slots = self.contact.slots
        if not slots:
            return "", ""
        return _stamp_of(slots[0][0]), _stamp_of(slots[-1][1])

    def minutes(self, arrived_at: str | None, left_at: str | None) -> int:
        """Minutes that count for somebody in the room between two stamps."""
        # Stamps sort as the moments they stand for. Before the first slot is from the start.
        begin, end = self._edges
        key = (
            None if arrived_at is None or arrived_at <= begin else arrived_at,
            None if left_at is None or left_at >= end else left_at,
        )
        known = self._counted.get(key)
        if known is None:
            known = self._counted[key] = self.contact.minutes(
                moment(key[0]), moment(key[1]), self.rule
            )
        return known

    def is_late(self, arrived_at: str | None) -> bool:
        """Whether an arrival at this stamp is late."""
        return self.times.lateness.is_late(moment(arrived_at), self.starts_at)

    def is_early_departure(self, left_at: str | None) -> bool:
        """Whether leaving at this stamp is leaving early."""
        return self.times.lateness.is_early_departure(moment(left_at), self.ends_at)

    @cached_property
    def _shown(self) -> dict[str, str]:
        return {}

    def local(self, stamp: str | None) -> str:
        """A stamp as the clock on the wall shows it, ``HH:MM``; empty for none."""
        if stamp is None:
            return ""
        # Stamps of one minute look alike; their first 16 letters say the minute.
        minute = stamp[:16]
        shown = self._shown.get(minute)
        if shown is None:
            shown = self._shown[minute] = f"{from_stamp(stamp).astimezone(self.zone):%H:%M}"
        return shown

    def offered(self, *, marked: bool = True) -> Offered:
        """This workshop for the rules of totals."""
        return Offered(
            self.workshop_id, self.on, self.planned_minutes, self.offered_minutes, marked
        )


def _stamp_of(milliseconds: int) -> str:
    return to_stamp(datetime.fromtimestamp(milliseconds / 1000, UTC))


def moment(stamp: str | None) -> datetime | None:
    """The time of a stamp, if there is one."""
    return None if stamp is None else from_stamp(stamp)


def offers(db: Database, workshop_ids: Collection[str]) -> list[Offer]:
    """What these workshops offer, in the order of their programme; unknown ids are left out."""
    ids = (json.dumps(list(workshop_ids)),)
    activities: dict[str, list[Row]] = defaultdict(list)
    for row in db.rows(_ACTIVITIES, ids):
        activities[row["workshop_id"]].append(row)
    return [_offer(row, activities[row["id"]]) for row in db.rows(_WORKSHOPS, ids)]


def _offer(row: Row, activities: Sequence[Row]) -> Offer:
    zone = zone_named(row["time_zone"])
    top = [activity for activity in activities if activity["track_id"] is None]
    steps: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for activity in activities:
        if activity["track_id"] is not None:
            steps[activity["parent_id"]][activity["track_id"]].append(activity)
    starts_local = datetime.fromisoformat(row["starts_local"])
    timed = [_timed(activity, steps) for activity in top]
    times = schedule(starts_local, zone, timed, row["target_seconds"])
    ends_at = times.target_end or times.end
    breaks_count = bool(row["breaks_count"])
    counting = {activity["id"] for activity in top if _counts(activity, breaks_count=breaks_count)}
    spans = spans_of(slot for slot in times.rows if slot.activity_id in counting)
    if not top:
        spans = spans_of([Slot("", times.start, ends_at, 0)])
    seconds = row["target_seconds"] or times.total_seconds
    return Offer(
        workshop_id=row["id"],
        programme_id=row["programme_id"],
        programme_title=row["programme_title"],
        title=row["title"],
        on=starts_local.date(),
        zone=zone,
        starts_at=times.start,
        ends_at=ends_at,
        planned_minutes=seconds // 60,
        contact=ContactTime.of(Span(span.start, span.end) for span in spans),
        rule=CountingRule(breaks_count, row["rounding_minutes"]),
        cancelled=row["status"] == "cancelled",
        places=row["places"] if row["places"] is not None else row["room_capacity"],
        lateness=_lateness(row),
    )


def _lateness(row: Row) -> Lateness:
    if not row["has_rule"]:
        return USUAL_LATENESS
    minutes = row["late_after_minutes"]
    return Lateness(None if minutes is None else minutes * 60)


def _counts(activity: Row, *, breaks_count: bool) -> bool:
    """As `facilitator.planning.coverage` has it for agendas."""
    is_break = activity["kind"] == ActivityKind.BREAK
    return bool(activity["counts_as_contact"]) or (breaks_count and is_break)


def _timed(activity: Row, steps: Mapping[str, Mapping[str, Sequence[Row]]]) -> Timed:
    return Timed(
        activity_id=activity["id"],
        planned_seconds=activity["planned_seconds"],
        locked_start_seconds=activity["locked_start_seconds"],
        tracks=tuple(
            tuple(_timed(step, steps) for step in track)
            for track in steps.get(activity["id"], {}).values()
        ),
    )
