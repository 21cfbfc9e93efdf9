"""What screens do when somebody follows a hint, or puts it aside; each deed can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from facilitator.planning.hints import Hint
from facilitator.planning.model import ActivityKind
from facilitator.workbook import Workbook
from ui.planning.hints_help import LibraryPart, Recent
from ui.screens import SCREENS
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.words import t

_BREAK_SECONDS = 10 * 60


async def put_aside(screen: Screen, hint: Hint) -> None:
    """Show a hint no more at its place."""
    place_id, code, about = hint.key
    await screen.session.do(lambda wb: wb.planning.dismiss_hint(place_id, code, about))
    screen.shell.notice(t("The hint was put aside"), undo=True)


async def bring_back(screen: Screen, workshop_id: str) -> None:
    """Show all hints on a workshop again."""
    await screen.session.do(lambda wb: wb.planning.bring_back_hints(workshop_id))


async def bring_back_each(screen: Screen, hints: Sequence[Hint]) -> None:
    """Show these hints again."""
    for hint in hints:
        await screen.session.do(partial(_bring_back_one, hint))


def _bring_back_one(hint: Hint, book: Workbook) -> None:
    book.planning.bring_back_hint(*hint.key)


async def take_back_minutes(screen: Screen, recent: Recent) -> None:
    """Plan an activity as long as it was before."""
    seconds = recent.before_seconds
    await screen.session.do(
        lambda wb: wb.planning.update_activity(recent.activity_id, planned_seconds=seconds)
    )


async def add_break(screen: Screen, workshop_id: str, place: int) -> str:
    """A break of ten minutes before the activity at this place; gives its id."""
    title = t("Break")
    made: str = await screen.session.do(
        lambda wb: wb.planning.add_activity(
            workshop_id, place, title, ActivityKind.BREAK, _BREAK_SECONDS
        )
    )
    screen.shell.notice(t("A break of 10 min was added"), undo=True)
    return made


def see_methods(screen: Screen, part: LibraryPart, workshop_id: str = "") -> None:
    """Go to the part of the library that helps; into a workshop's agenda where there is one."""
    if workshop_id and "workshop.library" in SCREENS:
        screen.shell.go(Route("workshop.library", (workshop_id,), focus=part.focus))
    else:
        screen.shell.go(Route("library", focus=part.focus))
