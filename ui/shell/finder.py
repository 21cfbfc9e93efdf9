"""What the palette finds in the workbook: people, programmes, workshops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ui.jobs.session import Session
from ui.shell.command_palette import Hit, matches
from ui.shell.route import Route
from ui.words import locale, t

_MOST = 5


class WorkbookFinder:
    """Searches as one types; each answer leads to a place."""

    def __init__(self, session: Session, go: Callable[[Route], None]) -> None:
        self._session = session
        self._go = go

    async def find(self, text: str) -> list[Hit]:
        """Up to five people, programmes and workshops whose words begin with those of `text`."""
        if not self._session.is_open:
            return []
        people, programmes, workshops = await self._session.ask(
            lambda workbook: _look_up(workbook, text)
        )
        hits = [
            self._hit(t("People"), row.name, Route("person", (row.id,)), row.native_name, "user")
            for row in people
        ]
        hits += [
            self._hit(
                t("Programmes"),
                row.title,
                Route("programme.workshops", (row.id,)),
                row.subtitle,
                "calendar-range",
            )
            for row in programmes
            if matches(row.title, text)
        ][:_MOST]
        hits += [
            self._hit(
                t("Workshops"),
                row.title,
                Route("workshop.agenda", (row.id,)),
                locale().toString(row.starts_local, "d MMMM yyyy, HH:mm"),
                "calendar",
            )
            for row in workshops
            if matches(row.title, text)
        ][:_MOST]
        return hits

    def _hit(self, group: str, words: str, route: Route, about: str, icon: str) -> Hit:
        return Hit(group, words, lambda: self._go(route), about=about, icon=icon)


def _look_up(workbook: Any, text: str) -> tuple[Any, Any, Any]:
    """On the workbook's thread; programmes and workshops are few enough to be matched here."""
    return (
        workbook.people.search(text, limit=_MOST),
        workbook.planning.programmes(),
        workbook.planning.workshops(),
    )
