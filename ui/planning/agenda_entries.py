"""Ways from the agenda to what other parts of planning do: library, kit, paper, files, templates.

How to add one: write a function that takes the screen and does it, with the import of the part
inside (it is read from disk only when somebody goes there), and put a `Command` for it into the
group of `entries` where people would look for it. It is then in the menu of the agenda's bar and
in the palette; a shortcut is given here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

from ui.screens import SCREENS
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.words import t


def entries(screen: Screen, workshop_id: str) -> Sequence[Sequence[Command]]:
    """The commands by group: in and out, paper, templates."""

    def save_template() -> None:
        from ui.programmes.templates_desk import (  # noqa: PLC0415 - read when first wanted
            save_workshop_as_template,
        )

        screen.spawn(save_workshop_as_template(screen, workshop_id))

    def may_change() -> bool:
        return not screen.session.read_only

    template = Command(
        "agenda.template", t("Save as a template…"), save_template, icon="files", enabled=may_change
    )
    return (_in_and_out(screen, workshop_id), (template,))


def go_to_library(screen: Screen, workshop_id: str, after: str) -> None:
    """Choose methods to put behind the activity `after` ("" for the end)."""
    known = "workshop.library" in SCREENS
    screen.shell.go(Route("workshop.library", (workshop_id,), after) if known else Route("library"))


def keep_as_method(screen: Screen, activity_id: str) -> None:
    """Save an activity in the library, as a method of one's own."""
    if activity_id:
        part = import_module("ui.planning.method_desk")
        screen.spawn(part.save_activity_as_method(screen, activity_id))


def has_kit() -> bool:
    """Whether there is a page with the packing list."""
    return "workshop.kit" in SCREENS


def go_to_kit(screen: Screen, workshop_id: str) -> None:
    """What to pack for this workshop."""
    screen.shell.go(Route("workshop.kit", (workshop_id,)))


def can_print() -> bool:
    """Whether the dialog for papers is there."""
    return find_spec("ui.planning.print_plan") is not None


def open_print(screen: Screen, workshop_id: str) -> None:
    """Which papers to print or save."""
    part = import_module("ui.planning.print_plan")
    screen.spawn(part.open_print(screen, workshop_id=workshop_id))


def _in_and_out(screen: Screen, workshop_id: str) -> Sequence[Command]:
    if find_spec("ui.planning.plan_exchange") is None:
        return ()
    part = import_module("ui.planning.plan_exchange")
    commands: Sequence[Command] = part.exchange_commands(screen, workshop_id=workshop_id)
    return commands
