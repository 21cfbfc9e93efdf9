"""Facilitators, helpers, coordinators; never counted as participants."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from facilitator.centre.model import TeamRole
from ui.sentences import name_of
from ui.settings.crew_list import CrewList, Member
from ui.settings.section import Section
from ui.shell.shell import Shell
from ui.words import isolate, t


class TeamSection(Section):
    """Who works with people, and in which role."""

    shows = frozenset({"team_member"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            t("Team"),
            t(
                "Those who run workshops. They are never counted as participants, and whoever "
                "observes is one of them."
            ),
        )
        roles = [(role.value, name_of("role", role.value)) for role in TeamRole]
        # Most of those who are added are facilitators.
        roles.sort(key=lambda each: each[0] != TeamRole.FACILITATOR)
        self._list = CrewList(
            self.theme,
            words={
                "name": t("Name"),
                "role": t("Role"),
                "new": t("Somebody of the team"),
                "add": t("Add"),
                "away": t("Left the team"),
                "back": t("Back in the team"),
            },
            roles=roles,
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
        found = await self.session.ask(lambda wb: wb.centre.team(include_inactive=True))
        self._list.show_members([Member(m.id, m.name, m.role.value, m.active) for m in found])

    async def _save(self, who: str, key: str, value: Any) -> None:
        await self.session.do(lambda wb: wb.centre.update_team_member(who, **{key: value}))

    async def _add(self, name: str, role: str) -> None:
        await self.session.do(lambda wb: wb.centre.add_team_member(name, role))
        self.shell.notice(t("{name} is in the team", name=isolate(name.strip())), undo=True)

    async def _set_active(self, who: str, active: bool) -> None:
        await self.session.do(lambda wb: wb.centre.update_team_member(who, active=active))
        self.shell.notice(t("The team was changed"), undo=True)
