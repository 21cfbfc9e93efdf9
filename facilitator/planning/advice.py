"""What one can do with hints: read them, put them aside, bring them back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from facilitator.errors import NotFound
from facilitator.planning import hints, store
from facilitator.planning.hints import Hint, HintCode
from facilitator.planning.links import Link, replace_links
from facilitator.planning.model import Agenda
from facilitator.planning.plan_desk import PlanDesk

_PLACE = """
SELECT title FROM workshop WHERE id = :id
UNION ALL SELECT title FROM programme WHERE id = :id
UNION ALL SELECT title FROM activity WHERE id = :id
"""


class Advice(PlanDesk):
    """The hints on agendas and programmes. Those put aside are left out unless asked for."""

    def hints(self, workshop_id: str, *, dismissed: bool = False) -> list[Hint]:
        """What is worth a second look in a workshop's agenda."""
        return self.hints_on(store.agenda(self._db, workshop_id), dismissed=dismissed)

    def hints_on(self, agenda: Agenda, *, dismissed: bool = False) -> list[Hint]:
        """What is worth a second look in an agenda that was just read."""
        return self._of([agenda], dismissed=dismissed)[agenda.workshop.id]

    def hints_of_workshops(
        self, programme_id: str, *, dismissed: bool = False
    ) -> dict[str, list[Hint]]:
        """Workshop id to the hints on its agenda, for a whole programme."""
        return self._of(store.programme_agendas(self._db, programme_id), dismissed=dismissed)

    def programme_hints(self, programme_id: str, *, dismissed: bool = False) -> list[Hint]:
        """What is worth a second look in a programme as a whole."""
        found = hints.programme_hints(
            store.programme(self._db, programme_id), store.programme_agendas(self._db, programme_id)
        )
        return self._marked(found, self._dismissed(), dismissed=dismissed)

    def dismiss_hint(self, place_id: str, code: HintCode | str, about: str = "") -> None:
        """Put a hint aside at its place; it stays so whatever becomes of its figures."""
        with self._db.action("hint-dismissed", title=self._place_title(place_id)):
            self._set_dismissed(place_id, HintCode(code), about, dismissed=True)

    def bring_back_hint(self, place_id: str, code: HintCode | str, about: str = "") -> None:
        """Show a hint again that was put aside."""
        with self._db.action("hint-brought-back", title=self._place_title(place_id)):
            self._set_dismissed(place_id, HintCode(code), about, dismissed=False)

    def bring_back_hints(self, workshop_id: str) -> None:
        """Show every hint again that was put aside in a workshop's agenda."""
        with self._db.action("hint-brought-back", title=self._title("workshop", workshop_id)):
            self._db.write(
                "DELETE FROM dismissed_hint WHERE place_id = :id"
                " OR place_id IN (SELECT id FROM activity WHERE workshop_id = :id)",
                {"id": workshop_id},
            )

    def _of(self, agendas: Sequence[Agenda], *, dismissed: bool) -> dict[str, list[Hint]]:
        needs = self._method_materials(agendas)
        aside = self._dismissed()
        return {
            agenda.workshop.id: self._marked(
                hints.agenda_hints(agenda, needs), aside, dismissed=dismissed
            )
            for agenda in agendas
        }

    def _method_materials(self, agendas: Iterable[Agenda]) -> dict[str, list[str]]:
        rows = self._db.rows(
            "SELECT id, materials FROM method WHERE materials <> '[]' AND id IN (SELECT method_id"
            " FROM activity WHERE workshop_id IN (SELECT value FROM json_each(?)))",
            (json.dumps([agenda.workshop.id for agenda in agendas]),),
        )
        return {row["id"]: json.loads(row["materials"]) for row in rows}

    def _dismissed(self) -> frozenset[tuple[str, str, str]]:
        """The keys of all hints put aside; few, as a person puts each aside by hand."""
        rows = self._db.rows("SELECT place_id, code, about FROM dismissed_hint")
        return frozenset((row["place_id"], row["code"], row["about"]) for row in rows)

    def _marked(
        self,
        found: Sequence[Hint],
        aside: frozenset[tuple[str, str, str]],
        *,
        dismissed: bool,
    ) -> list[Hint]:
        marked = (replace(hint, dismissed=hint.key in aside) for hint in found)
        return [hint for hint in marked if dismissed or not hint.dismissed]

    def _set_dismissed(self, place_id: str, code: HintCode, about: str, *, dismissed: bool) -> None:
        where = {"place_id": place_id, "code": code.value, "about": about}
        replace_links(self._db, "dismissed_hint", where, [Link({})] if dismissed else [])

    def _place_title(self, place_id: str) -> str:
        title = self._db.value(_PLACE, {"id": place_id})
        if title is None:
            raise NotFound("not-found", table="place", key=place_id)
        return str(title)
