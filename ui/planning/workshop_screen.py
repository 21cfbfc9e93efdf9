"""What the tabs of a workshop share: title, trail, tabs, and the workshop's own facts."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from facilitator.planning.model import WorkshopRow
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell
from ui.widgets.page_header import Crumb, Tab
from ui.words import t


class WorkshopScreen(Screen):
    """Base of Agenda, Check-in, Observe and Wrap-up; the route's first id is the workshop's.

    Attributes:
        workshop: the row of the workshop, None until the first `load`.

    """

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self.workshop: WorkshopRow | None = None

    @property
    def workshop_id(self) -> str:
        """The workshop that is shown."""
        return self.route.id

    @override
    def title(self) -> str:
        return self.workshop.title if self.workshop else ""

    @override
    def trail(self) -> Sequence[Crumb]:
        found = self.workshop
        if found is not None and found.is_template:
            return self._template_trail(found)
        if found is None or found.programme_id is None:
            return ()
        programme = Route("programme.workshops", (found.programme_id,))
        return (
            Crumb(found.programme_title, programme),
            Crumb(t("Workshop {number}", number=found.number)),
        )

    def _template_trail(self, found: WorkshopRow) -> Sequence[Crumb]:
        templates = Crumb(t("Templates"), Route("programmes.templates"))
        if found.programme_id is None:
            return (templates, Crumb(t("Template")))
        programme = Route("programme.workshops", (found.programme_id,))
        return (templates, Crumb(found.programme_title, programme), Crumb(t("Template")))

    @override
    def tabs(self) -> Sequence[Tab]:
        if self.workshop is not None and self.workshop.is_template:
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
        """Read the workshop's row; the header follows when it is another than before."""
        workshop_id = self.workshop_id
        row: WorkshopRow = await self.session.ask(lambda wb: wb.planning.workshop_row(workshop_id))
        if row != self.workshop:
            self.workshop = row
            self.shell.refresh_header()
        return row

    def go_to_tab(self, key: str) -> None:
        """Show another tab of the same workshop."""
        self.shell.go(Route(f"workshop.{key}", self.route.ids))
