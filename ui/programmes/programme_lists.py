"""What the lists of programmes, of templates and of archived programmes share: their tabs."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from typing_extensions import override

from facilitator.workbook import Workbook
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell
from ui.widgets.page_header import Tab
from ui.words import t


class ProgrammeLists(Screen):
    """Base of the three; `show_list` is awaited once the counts of the tabs are read."""

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._counts = (0, 0, 0)

    async def show_list(self) -> None:
        """Read and show what this tab is about; overridden by each."""

    @override
    async def load(self) -> None:
        self._counts = await self.session.ask(_counts)
        await self.show_list()
        self.shell.refresh_header()

    @override
    def title(self) -> str:
        return t("Programmes")

    @override
    def tabs(self) -> Sequence[Tab]:
        programmes, templates, archived = (str(count) if count else "" for count in self._counts)
        return (
            Tab("programmes", t("Programmes"), Route("programmes"), programmes),
            Tab("templates", t("Templates"), Route("programmes.templates"), templates),
            Tab("archived", t("Archived"), Route("programmes.archived"), archived),
        )

    def can_write(self) -> bool:
        """Whether the workbook may be changed."""
        return not self.session.read_only

    def deed(
        self,
        key: str,
        words: str,
        work: Callable[[], Coroutine[Any, Any, Any]],
        shortcut: str = "",
        icon: str = "",
        *,
        when: Callable[[], bool] = lambda: True,
    ) -> Command:
        """A command that changes the workbook; not while it is only looked at."""
        return Command(
            key,
            words,
            lambda: self.spawn(work()),
            shortcut,
            icon,
            enabled=lambda: when() and self.can_write(),
        )


def _counts(workbook: Workbook) -> tuple[int, int, int]:
    everything = workbook.planning.programmes(include_archived=True)
    archived = sum(row.archived for row in everything)
    return len(everything) - archived, len(workbook.planning.templates()), archived
