"""What one can do with participants' cards: print them, scan them, give out a spare one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.attendance.attendance import Attendance
from facilitator.centre.centre import Centre
from facilitator.errors import NotFound, Refused
from facilitator.people.card_codes import read_card_code
from facilitator.people.people import People
from facilitator.planning.planning import Planning
from facilitator.sheets.scanner import is_card_code
from facilitator.storage import Database
from facilitator.whole_files import whole_file

if TYPE_CHECKING:
    from facilitator.documents.cards import CardKind, CardLabels


@dataclass(frozen=True, slots=True)
class CardScan:
    """Whose card was scanned. Nobody's: `participant_id` is None, and `code` is free to be given
    to whoever holds it.
    """

    code: str
    participant_id: str | None


class Cards:
    """The cards and badges of a workbook.

    Refused: ``no-cards``, ``start-position-out-of-range``, ``not-a-card-code``,
    ``card-code-taken``; `NotFound`: ``participant-unknown``, ``programme-unknown``.
    """

    def __init__(
        self,
        database: Database,
        planning: Planning,
        people: People,
        attendance: Attendance,
        centre: Centre,
    ) -> None:
        self._db = database
        self._planning = planning
        self._people = people
        self._attendance = attendance
        self._centre = centre

    def make(
        self,
        kind: CardKind | str,
        participant_ids: Sequence[str] | None = None,
        *,
        programme_id: str | None = None,
        paper: str | None = None,
        start: int = 1,
        labels: CardLabels | None = None,
        language: str = "en",
    ) -> tuple[bytes, int]:
        """Cards or badges as the content of a PDF, and how many pages it has.

        Of these people in this order, or of everybody enrolled in a programme now. `start`: the
        place on the first page (from 1) where the first one stands. One person's alone is printed
        again by naming that person.
        """
        from facilitator.documents.cards import (  # noqa: PLC0415 - drawing loads slowly
            CardKind,
            CardLabels,
            CardSheet,
            PersonCard,
            cards_pdf,
        )
        from facilitator.documents.paper import Paper, Sheet  # noqa: PLC0415

        title = self._planning.programme(programme_id).title if programme_id else ""
        ids = participant_ids
        if ids is None:
            roster = self._people.roster(programme_id) if programme_id else []
            ids = [row.participant_id for row in roster if row.left_on is None]
        found = (self._people.participant(key) for key in ids)
        centre = self._centre.details()
        chosen = paper or (centre.paper if centre else Paper.A4)
        return cards_pdf(
            CardSheet(
                # Name and code, nothing else: cards get lost.
                people=tuple(
                    PersonCard(
                        name=person.name,
                        code=person.card_code or "",
                        call_name=person.call_name,
                        native_name=person.native_name,
                        native_language=person.native_language,
                    )
                    for person in found
                ),
                kind=CardKind(kind),
                issuer_name=centre.name if centre else "",
                programme_title=title,
                start=start,
                language=language,
                sheet=Sheet(Paper(chosen)),
                labels=labels or CardLabels(),
            )
        )

    def write(
        self,
        kind: CardKind | str,
        out: Path,
        participant_ids: Sequence[str] | None = None,
        *,
        programme_id: str | None = None,
        paper: str | None = None,
        start: int = 1,
        labels: CardLabels | None = None,
        language: str = "en",
    ) -> int:
        """Write what `make` makes; gives its number of pages."""
        content, pages = self.make(
            kind, participant_ids, programme_id=programme_id, paper=paper, start=start,
            labels=labels, language=language,
        )  # fmt: skip
        with whole_file(out) as stream:
            stream.write(content)
        return pages

    # At the door --------------------------------------------------------------------------------

    def scan(self, text: str) -> CardScan:
        """Whose card this is."""
        if not is_card_code(text):
            raise Refused("not-a-card-code", text=text.strip()[:40])
        return CardScan(read_card_code(text), self._attendance.find_card(text))

    def walk_in(self, workshop_id: str, name: str, code: str) -> str:
        """Add somebody who came with a card that was nobody's; it is theirs from now on."""
        scanned = self._free(code)
        title = self._planning.workshop(workshop_id).title
        with self._db.action("card-walk-in", name=name, title=title):
            participant_id = self._attendance.walk_in(workshop_id, name)
            self._put(participant_id, scanned)
        return participant_id

    def give(self, participant_id: str, code: str) -> None:
        """Give somebody another card; the one they had is nobody's then."""
        scanned = self._free(code)
        name = self._people.participant(participant_id).name
        with self._db.action("card-given", name=name):
            self._put(participant_id, scanned)

    def _free(self, code: str) -> str:
        scan = self.scan(code)
        if scan.participant_id is not None:
            raise Refused("card-code-taken")
        return scan.code

    def _put(self, participant_id: str, code: str) -> None:
        changed = self._db.write(
            "UPDATE participant SET card_code = :code WHERE id = :id",
            {"code": code, "id": participant_id},
        )
        if not changed:
            raise NotFound("participant-unknown", id=participant_id)
