"""Who signs certificates, and as what."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from ui.settings.crew_list import CrewList, Member
from ui.settings.section import Section
from ui.shell.shell import Shell
from ui.words import isolate, t


class SignatoriesSection(Section):
    """Names and roles as they stand below the line on a certificate."""

    shows = frozenset({"signatory"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            t("Signatories"),
            t(
                "Name and role stand under the line on certificates. Certificates that were issued "
                "keep the names they were printed with."
            ),
        )
        self._list = CrewList(
            self.theme,
            words={
                "name": t("Name"),
                "role": t("Role under the line"),
                "new": t("Somebody who signs"),
                "add": t("Add"),
                "away": t("Signs no longer"),
                "back": t("Signs again"),
            },
            roles=(),
            save=self._save,
            add=self._add,
            set_active=self._set_active,
            spawn=self.spawn,
        )
        self._list.kept.connect(self._say_kept)
        self.column.addWidget(self._list)
        self.end()

    @override
    def flush(self) -> None:
        self._list.flush()

    @override
    async def load(self) -> None:
        found = await self.session.ask(lambda wb: wb.centre.signatories(include_inactive=True))
        self._list.show_members([Member(s.id, s.name, s.role, s.active) for s in found])

    async def _save(self, who: str, key: str, value: Any) -> None:
        await self.session.do(lambda wb: wb.centre.update_signatory(who, **{key: value}))

    async def _add(self, name: str, role: str) -> None:
        await self.session.do(lambda wb: wb.centre.add_signatory(name, role))
        self.shell.notice(t("{name} may sign", name=isolate(name.strip())), undo=True)

    async def _set_active(self, who: str, active: bool) -> None:
        await self.session.do(lambda wb: wb.centre.update_signatory(who, active=active))
        self.shell.notice(t("The list of signatories was changed"), undo=True)
