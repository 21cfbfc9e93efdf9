"""What the tabs of a programme share: title, trail, tabs with their counts."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from facilitator.planning.model import Programme
from facilitator.workbook import Workbook
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
        self.programme, self._counts = await self.session.ask(lambda wb: _read(wb, programme_id))
        await self.show_programme()
        self.shell.refresh_header()

    @override
    def title(self) -> str:
        return self.programme.title if self.programme else ""

    @override
    def trail(self) -> Sequence[Crumb]:
        if self.programme is not None and self.programme.is_template:
            return (Crumb(t("Templates"), Route("programmes.templates")), Crumb(t("Template")))
        return (Crumb(t("Programmes"), Route("programmes")),)

    @override
    def tabs(self) -> Sequence[Tab]:
        if self.programme is not None and self.programme.is_template:
            # Nobody takes part in a template and nothing happens at it.
            return ()
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


def _read(workbook: Workbook, programme_id: str) -> tuple[Programme, tuple[int, int, int]]:
    programme = workbook.planning.programme(programme_id)
    return programme, (
        len(workbook.planning.workshops(programme_id, templates=programme.is_template)),
        len(workbook.people.roster(programme_id)),
        len(workbook.certificates.register(programme_id)),
    )
