"""What is to be said about a date and a time: who is wanted twice, and what the clocks do then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from facilitator.planning.clashes import Booking, Clash, clashes_of
from facilitator.planning.timing import WallTime, resolve_wall_time
from ui.day_words import from_to, short_day, time_of_day
from ui.words import isolate, t, tn


def clashes_words(clashes: Sequence[Clash]) -> list[str]:
    """One sentence for each workshop that wants the same: when it is, and what both want."""
    wanted: dict[str, list[Clash]] = {}
    for clash in clashes:
        wanted.setdefault(clash.other.workshop_id, []).append(clash)
    return [
        t(
            "At the same time as {title}, {time}: {names}.",
            title=isolate(found[0].other.title),
            time=_from_to(found[0].other),
            names=", ".join(isolate(each.name) for each in found),
        )
        for found in wanted.values()
    ]


def clock_words(starts_local: datetime, zone: str) -> str:
    """What to know where the clocks skip a start or show it twice; empty on all other days."""
    moment, how = resolve_wall_time(starts_local, ZoneInfo(zone))
    if how is WallTime.SKIPPED:
        return t(
            "The clocks go forward that night and {time} is left out: it begins at {real}.",
            time=time_of_day(starts_local),
            real=time_of_day(moment),
        )
    if how is WallTime.DOUBLED:
        return t(
            "The clocks go back that night and {time} comes twice: it begins the first time.",
            time=time_of_day(starts_local),
        )
    return ""


def change_words(starts: Sequence[datetime], zone: str) -> str:
    """That a series keeps its time over a change of the clocks; empty where none lies between."""
    offsets = [(each, resolve_wall_time(each, ZoneInfo(zone))[0].utcoffset()) for each in starts]
    before: timedelta | None = None
    for each, offset in offsets:
        if before is not None and offset != before:
            return t(
                "The clocks change before {day}; it stays {time}.",
                day=short_day(each.date()),
                time=time_of_day(each),
            )
        before = offset
    return ""


def booked_at(booking: Booking, starts_local: datetime, zone: str, seconds: int) -> Booking:
    """A booking at another time."""
    start = resolve_wall_time(starts_local, ZoneInfo(zone))[0].astimezone(UTC)
    end = start + timedelta(seconds=seconds)
    return replace(booking, starts_local=starts_local, start=start, end=end)


def notes_on(booking: Booking, zone: str, bookings: Iterable[Booking], *, most: int = 2) -> str:
    """All there is to say about when a workshop takes place, in sentences."""
    clocks = clock_words(booking.starts_local, zone)
    clashes = clashes_words(clashes_of(booking, bookings))
    told = [*([clocks] if clocks else []), *clashes[:most]]
    more = len(clashes) - most
    if more > 0:
        told.append(tn("{n} more.", "{n} more.", more))
    return " ".join(told)


def draft_booking(
    starts_local: datetime,
    zone: str,
    seconds: int,
    *,
    workshop_id: str = "",
    venue_id: str | None = None,
    room_id: str | None = None,
    people: Iterable[tuple[str, str]] = (),
) -> Booking:
    """The booking of a workshop as a form holds it."""
    moment = datetime(1970, 1, 1, tzinfo=UTC)
    draft = Booking(
        workshop_id=workshop_id,
        title="",
        programme_id=None,
        programme_title="",
        starts_local=starts_local,
        start=moment,
        end=moment,
        venue_id=venue_id,
        room_id=room_id,
        people=tuple(people),
    )
    return booked_at(draft, starts_local, zone, seconds)


def _from_to(booking: Booking) -> str:
    return from_to(booking.starts_local, booking.starts_local + (booking.end - booking.start))
