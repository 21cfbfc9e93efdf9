"""What one can do with methods from any screen: make, change, copy, put away, delete, add to a day.

Each says what was done and offers to take it back.
"""

from __future__ import annotations

from typing import Any

from facilitator.planning.model import Method, WorkshopRow
from facilitator.workbook import Workbook
from ui.planning.method_form import MethodFacts, MethodForm
from ui.planning.method_to_workshop import ChooseWorkshop
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.words import isolate, t


async def new_method(screen: Screen) -> str:
    """Let a person write a method; gives its id, "" when they thought better of it."""
    made: list[str] = []

    async def write(given: dict[str, Any]) -> None:
        values = dict(given)
        title, kind = values.pop("title"), values.pop("kind")
        seconds = values.pop("usual_seconds")
        made.append(
            await screen.session.do(
                lambda wb: wb.planning.add_method(title, kind, seconds, **values)
            )
        )

    facts = MethodFacts(None, await _skills(screen))
    form = MethodForm(screen.theme, screen.window(), facts, write=write, spawn=screen.spawn)
    if not await screen.shell.ask_dialog(form) or not made:
        return ""
    title = isolate(form.title_given())
    screen.shell.notice(t("“{title}” is in the library now", title=title), undo=True)
    return made[-1]


async def edit_method(screen: Screen, method_id: str) -> str:
    """Let a person change a method of their own, or make one of their own out of a shipped one.

    Gives the id of the method that says what was written, "" when nothing was.
    """
    method: Method = await screen.session.ask(lambda wb: wb.planning.method(method_id))
    if not method.own:
        return await _make_own(screen, method)

    async def write(given: dict[str, Any]) -> None:
        await screen.session.do(lambda wb: wb.planning.update_method(method_id, **given))

    facts = MethodFacts(method, await _skills(screen))
    form = MethodForm(screen.theme, screen.window(), facts, write=write, spawn=screen.spawn)
    if not await screen.shell.ask_dialog(form):
        return ""
    title = isolate(form.title_given())
    screen.shell.notice(t("“{title}” was changed", title=title), undo=True)
    return method_id


async def copy_method(screen: Screen, method_id: str) -> str:
    """Make a copy of a method; gives its id."""
    method: Method = await screen.session.ask(lambda wb: wb.planning.method(method_id))
    title = method.title
    if method.own:
        title = t("{title} (copy)", title=method.title)
    copied: str = await screen.session.do(
        lambda wb: wb.planning.copy_method(method_id, title=title)
    )
    words = t("“{title}” is a method of your own now", title=isolate(title))
    screen.shell.notice(words, undo=True)
    return copied


async def archive_method(screen: Screen, method: Method) -> None:
    """Put a method out of sight, or bring it back."""
    away, key = not method.archived, method.id
    await screen.session.do(lambda wb: wb.planning.archive_method(key, archived=away))
    title = isolate(method.title)
    if away:
        screen.shell.notice(t("“{title}” was put away", title=title), undo=True)
    else:
        screen.shell.notice(t("“{title}” was brought back", title=title), undo=True)


async def delete_method(screen: Screen, method: Method) -> None:
    """Delete a method of one's own; refused while an agenda holds it."""
    key = method.id
    await screen.session.do(lambda wb: wb.planning.delete_method(key))
    words = t("“{title}” was deleted", title=isolate(method.title))
    screen.shell.notice(words, undo=True)


async def adopt_usual_of_method(screen: Screen, method: Method, seconds: int) -> None:
    """Take what a method of one's own usually takes as its usual time."""
    key = method.id
    least, most = min(method.min_seconds, seconds), max(method.max_seconds, seconds)
    await screen.session.do(
        lambda wb: wb.planning.update_method(
            key, usual_seconds=seconds, min_seconds=least, max_seconds=most
        )
    )
    words = t("“{title}” takes {n} min now", title=isolate(method.title), n=seconds // 60)
    screen.shell.notice(words, undo=True)


async def save_activity_as_method(screen: Screen, activity_id: str) -> str:
    """Keep an activity in the library, as a method of one's own; gives its id."""

    def save(workbook: Workbook) -> tuple[str, str]:
        made = workbook.planning.save_as_method(activity_id)
        return made, workbook.planning.method(made).title

    made, title = await screen.session.do(save)
    words = t("“{title}” is in the library now", title=isolate(title))
    screen.shell.notice(words, undo=True)
    return str(made)


async def add_to_workshop(screen: Screen, method: Method) -> None:
    """Let a person choose a workshop, and show the method in its agenda, to be added there."""
    workshops: list[WorkshopRow] = await screen.session.ask(lambda wb: wb.planning.workshops())
    now = screen.shell.clock.now()
    dialog = ChooseWorkshop(screen.theme, screen.window(), method.title, workshops, now)
    if not await screen.shell.ask_dialog(dialog):
        return
    chosen = dialog.chosen()
    if chosen is not None:
        screen.shell.go(Route("workshop.library", (chosen.id, method.id)))


async def _make_own(screen: Screen, method: Method) -> str:
    made: list[str] = []

    async def write(given: dict[str, Any]) -> None:
        key = method.id
        made.append(await screen.session.do(lambda wb: wb.planning.make_own(key, **given)))

    facts = MethodFacts(method, await _skills(screen), copy_of_shipped=True)
    form = MethodForm(screen.theme, screen.window(), facts, write=write, spawn=screen.spawn)
    if not await screen.shell.ask_dialog(form) or not made:
        return ""
    title = isolate(form.title_given())
    screen.shell.notice(t("“{title}” is a method of your own now", title=title), undo=True)
    return made[-1]


async def _skills(screen: Screen) -> list[tuple[str, str]]:
    framework = await screen.session.ask(lambda wb: wb.skills.framework())
    return [(skill.id, skill.title) for skill in framework.skills]
