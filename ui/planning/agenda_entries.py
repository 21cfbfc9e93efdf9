"""Ways from the agenda to what other parts of planning do: library, kit, paper, files, templates.

How to add one: write a function that takes the screen and does it, with the import of the part
inside (it is read from disk only when somebody goes there), and put a `Command` for it into the
group of `entries` where people would look for it. It is then in the menu of the agenda's bar and
in the palette; a shortcut is given here too.
"""

# ruff: noqa: PLC0415 - each part is read from disk when somebody first goes there

from __future__ import annotations

from collections.abc import Sequence

from facilitator.planning.clipping import clipping_of
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.words import t


def entries(screen: Screen, workshop_id: str) -> Sequence[tuple[str, Sequence[Command]]]:
    """The commands by the title of their menu: in and out, templates."""
    from ui.planning.plan_exchange import exchange_commands

    def may_change() -> bool:
        return not screen.session.read_only

    keep = Command(
        "agenda.template",
        t("Save as a template…"),
        lambda: save_as_template(screen, workshop_id),
        icon="files",
        enabled=may_change,
    )
    take = Command(
        "agenda.from_template",
        t("Add the activities of a template…"),
        lambda: screen.spawn(add_from_template(screen, workshop_id)),
        icon="files",
        enabled=may_change,
    )
    return (
        (t("Import and export"), exchange_commands(screen, workshop_id=workshop_id)),
        (t("Templates"), (keep, take)),
    )


def go_to_library(screen: Screen, workshop_id: str, after: str) -> None:
    """Choose methods to put behind the activity `after` ("" for the end)."""
    screen.shell.go(Route("workshop.library", (workshop_id,), after))


def keep_as_method(screen: Screen, activity_id: str) -> None:
    """Save an activity in the library, as a method of one's own."""
    from ui.planning.method_desk import save_activity_as_method

    if activity_id:
        screen.spawn(save_activity_as_method(screen, activity_id))


def go_to_kit(screen: Screen, workshop_id: str) -> None:
    """What to pack for this workshop."""
    screen.shell.go(Route("workshop.kit", (workshop_id,)))


def open_print(screen: Screen, workshop_id: str) -> None:
    """Which papers to print or save."""
    from ui.planning.print_plan import open_print as show_papers

    screen.spawn(show_papers(screen, workshop_id=workshop_id))


def save_as_template(screen: Screen, workshop_id: str) -> None:
    """Keep the plan for other workshops."""
    from ui.programmes.templates_desk import save_workshop_as_template

    screen.spawn(save_workshop_as_template(screen, workshop_id))


async def add_from_template(screen: Screen, workshop_id: str) -> None:
    """Put all activities of a template behind those there are."""
    from ui.programmes.templates_desk import choose_template

    chosen = await choose_template(screen)
    if chosen is None:
        return
    template = await screen.session.ask(lambda wb: wb.planning.agenda(chosen.id))
    clippings = [clipping_of(each) for each in template.activities]
    await screen.session.do(lambda wb: wb.planning.paste_activities(workshop_id, clippings))
