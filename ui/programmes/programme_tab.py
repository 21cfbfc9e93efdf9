"""What the tabs of a programme share: title, trail, tabs with their counts."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from facilitator.planning.model import Programme
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell
from ui.widgets.page_header import Crumb, Tab
from ui.words import t


class ProgrammeTab(Screen):
    """Base of the five tabs; `programme` is read before the tab's own `show_programme`."""

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self.programme: Programme | None = None
        self._counts: tuple[int, int, int] | None = None

    @property
    def programme_id(self) -> str:
        return self.route.id

    async def show_programme(self) -> None:
        """Read and show what this tab is about; overridden by each."""

    @override
    async def load(self) -> None:
        programme_id = self.programme_id
        self.programme, self._counts = await self.session.ask(
            lambda wb: (
                wb.planning.programme(programme_id),
                (
                    len(wb.planning.workshops(programme_id)),
                    len(wb.people.roster(programme_id)),
                    len(wb.certificates.register(programme_id)),
                ),
            )
        )
        await self.show_programme()
        self.shell.refresh_header()

    @override
    def title(self) -> str:
        return self.programme.title if self.programme else ""

    @override
    def trail(self) -> Sequence[Crumb]:
        return (Crumb(t("Programmes"), Route("programmes")),)

    @override
    def tabs(self) -> Sequence[Tab]:
        workshops, people, certificates = self._counts or (0, 0, 0)
        names = (
            ("workshops", t("Workshops"), workshops),
            ("participants", t("Participants"), people),
            ("attendance", t("Attendance"), 0),
            ("skills", t("Skills"), 0),
            ("certificates", t("Certificates"), certificates),
        )
        return tuple(
            Tab(key, words, Route(f"programme.{key}", self.route.ids), str(count) if count else "")
            for key, words, count in names
        )
