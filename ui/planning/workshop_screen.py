"""What the tabs of a workshop share: title, trail, tabs, and the workshop's own facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from typing_extensions import override

from facilitator.planning.model import Workshop, WorkshopRow
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell
from ui.widgets.page_header import Crumb, Tab
from ui.words import t


@dataclass(frozen=True, slots=True)
class _Heading:
    """What the header says of a workshop."""

    title: str
    number: int
    programme_id: str | None
    programme_title: str
    is_template: bool


class WorkshopScreen(Screen):
    """Base of Agenda, Check-in, Observe and Wrap-up; the route's first id is the workshop's.

    Attributes:
        workshop: the row of the workshop, None until `load_workshop`.

    """

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self.workshop: WorkshopRow | None = None
        self._heading: _Heading | None = None

    @property
    def workshop_id(self) -> str:
        """The workshop that is shown."""
        return self.route.id

    @override
    def title(self) -> str:
        return self._heading.title if self._heading else ""

    @override
    def trail(self) -> Sequence[Crumb]:
        found = self._heading
        if found is not None and found.is_template:
            return self._template_trail(found)
        if found is None or found.programme_id is None:
            return ()
        programme = Route("programme.workshops", (found.programme_id,))
        return (
            Crumb(found.programme_title, programme),
            Crumb(t("Workshop {number}", number=found.number)),
        )

    def _template_trail(self, found: _Heading) -> Sequence[Crumb]:
        templates = Crumb(t("Templates"), Route("programmes.templates"))
        if found.programme_id is None:
            return (templates, Crumb(t("Template")))
        programme = Route("programme.workshops", (found.programme_id,))
        return (templates, Crumb(found.programme_title, programme), Crumb(t("Template")))

    @override
    def tabs(self) -> Sequence[Tab]:
        if self._heading is not None and self._heading.is_template:
            # A template has a plan; nothing ever happens at it.
            return [Tab("agenda", t("Agenda"), Route("workshop.agenda", self.route.ids))]
        words = {
            "agenda": t("Agenda"),
            "checkin": t("Check-in"),
            "run": t("Run"),
            "observe": t("Observe"),
            "wrapup": t("Wrap-up"),
        }
        return [
            Tab(key, text, Route(f"workshop.{key}", self.route.ids)) for key, text in words.items()
        ]

    async def load_workshop(self) -> WorkshopRow:
        """Read the workshop's row; the header follows when it says something else than before."""
        workshop_id = self.workshop_id
        row: WorkshopRow = await self.session.ask(lambda wb: wb.planning.workshop_row(workshop_id))
        self.workshop = row
        self.show_workshop(row)
        return row

    def show_workshop(self, found: WorkshopRow | Workshop) -> None:
        """Let the header speak of a workshop that was read in another way."""
        heading = _Heading(
            found.title, found.number, found.programme_id, found.programme_title, found.is_template
        )
        if heading != self._heading:
            self._heading = heading
            self.shell.refresh_header()

    def go_to_tab(self, key: str) -> None:
        """Show another tab of the same workshop."""
        self.shell.go(Route(f"workshop.{key}", self.route.ids))
