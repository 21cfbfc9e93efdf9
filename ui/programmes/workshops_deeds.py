"""What is done to workshops from their list; each deed is one step that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from facilitator.planning.model import WorkshopRow
from ui.day_words import short_day, time_of_day
from ui.shell.screen import Screen
from ui.words import isolate, t, tn


async def move(screen: Screen, workshop_id: str, title: str, starts: datetime) -> None:
    """Let one workshop begin at another time; the others stay."""
    await screen.session.do(
        lambda wb: wb.planning.update_workshop(workshop_id, starts_local=starts)
    )
    screen.shell.notice(
        t(
            "{title} is on {day} at {time} now",
            title=isolate(title),
            day=short_day(starts.date()),
            time=time_of_day(starts),
        ),
        undo=True,
    )


async def shift(screen: Screen, workshop_ids: Sequence[str], days: int) -> None:
    """Let several workshops be so many days later, or earlier."""
    ids = list(workshop_ids)
    await screen.session.do(lambda wb: wb.planning.shift_workshops(ids, days))
    screen.shell.notice(tn("{n} workshop moved", "{n} workshops moved", len(ids)), undo=True)


async def call_off(screen: Screen, rows: Sequence[WorkshopRow], *, back: bool) -> None:
    """Call workshops off, or let them take place after all."""
    ids, title, count = [row.id for row in rows], isolate(rows[0].title), len(rows)
    if back:
        await screen.session.do(lambda wb: wb.planning.uncancel_workshops(ids))
        words = tn(
            "{title} takes place after all",
            "{n} workshops take place after all",
            count,
            title=title,
        )
    else:
        await screen.session.do(lambda wb: wb.planning.cancel_workshops(ids))
        words = tn("{title} is cancelled", "{n} workshops are cancelled", count, title=title)
    screen.shell.notice(words, undo=True)


async def remove(screen: Screen, rows: Sequence[WorkshopRow]) -> None:
    """Take workshops out of the programme."""
    ids, title = [row.id for row in rows], isolate(rows[0].title)
    if len(rows) == 1:
        await screen.session.do(lambda wb: wb.planning.delete_workshop(ids[0]))
        screen.shell.notice(t("{title} removed", title=title), undo=True)
        return
    await screen.session.do(lambda wb: wb.planning.delete_workshops(ids))
    screen.shell.notice(tn("{n} workshop removed", "{n} workshops removed", len(rows)), undo=True)
