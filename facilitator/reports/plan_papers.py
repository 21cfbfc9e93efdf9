"""The papers of a plan, as files and as previews: the very same pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.centre.centre import Centre
from facilitator.centre.model import CentreDetails
from facilitator.documents.paper import Paper, Sheet
from facilitator.documents.plan_sheet import PlanLabels, PlanPaperKind
from facilitator.errors import Refused
from facilitator.planning.model import Agenda, SkillRef
from facilitator.planning.planning import Planning
from facilitator.reports.wording import NameOf, code_itself
from facilitator.storage import Database
from facilitator.whole_files import whole_file

if TYPE_CHECKING:
    from facilitator.reports.plan_words import PaperChoices, Surroundings

# Modules that draw are imported where they are needed: loading them takes longer than opening a
# workbook.


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A PDF's content, and how many pages it has."""

    content: bytes
    pages: int


class PlanPapers:
    """Makes the papers of workshops and programmes of one open workbook."""

    def __init__(self, database: Database, planning: Planning, centre: Centre) -> None:
        self._database = database
        self._planning = planning
        self._centre = centre

    def write(  # noqa: PLR0913 - each is a choice in the print dialog
        self,
        kind: PlanPaperKind | str,
        out: Path,
        *,
        workshop_id: str | None = None,
        programme_id: str | None = None,
        paper: str | None = None,
        large: bool = False,
        with_notes: bool = True,
        every_group: bool = False,
        name_of: NameOf = code_itself,
        labels: PlanLabels | None = None,
    ) -> int:
        """Write what `make` makes to `out`; gives its number of pages."""
        made = self.make(
            kind, workshop_id=workshop_id, programme_id=programme_id, paper=paper, large=large,
            with_notes=with_notes, every_group=every_group, name_of=name_of, labels=labels,
        )  # fmt: skip
        with whole_file(out) as stream:
            stream.write(made.content)
        return made.pages

    def make(  # noqa: PLR0913 - each is a choice in the print dialog
        self,
        kind: PlanPaperKind | str,
        *,
        workshop_id: str | None = None,
        programme_id: str | None = None,
        paper: str | None = None,
        large: bool = False,
        with_notes: bool = True,
        every_group: bool = False,
        name_of: NameOf = code_itself,
        labels: PlanLabels | None = None,
    ) -> MadePaper:
        """A paper of one workshop, or of all workshops of a programme in their order.

        `paper`: "A4", "Letter" or "A5"; the centre's own if not given. `large`: nothing under
        16 points. `every_group`: a task sheet for each group, also where all do the same.

        Refused: ``paper-unknown``, ``plan-paper-unknown``, ``plan-of-nothing`` (neither or both
        ids), ``programme-empty``, ``no-group-tasks``.
        """
        from facilitator.reports.plan_words import PaperChoices  # noqa: PLC0415

        chosen = _kind(kind)
        if (workshop_id is None) == (programme_id is None):
            raise Refused("plan-of-nothing")
        with self._database.snapshot():
            centre = self._centre.details()
            agendas = self._agendas(workshop_id, programme_id)
            choices = PaperChoices(
                Sheet(paper_named(paper, centre)),
                large,
                self._language(agendas, programme_id, centre),
                labels or PlanLabels(),
                name_of,
                every_group,
            )
            if chosen is PlanPaperKind.MATERIALS:
                return self._materials(agendas, programme_id, centre, choices)
            around = self._surroundings(agendas, centre)
        if chosen is PlanPaperKind.RUN_SHEET and not large:
            return _run_sheets(agendas, around, choices, with_notes=with_notes)
        return _flowing(chosen, agendas, around, choices)

    def _agendas(self, workshop_id: str | None, programme_id: str | None) -> list[Agenda]:
        if workshop_id is not None:
            return [self._planning.agenda(workshop_id)]
        agendas = self._planning.agendas(programme_id or "")
        if not agendas:
            title = self._planning.programme(programme_id or "").title
            raise Refused("programme-empty", title=title)
        return agendas

    def _language(
        self, agendas: Sequence[Agenda], programme_id: str | None, centre: CentreDetails | None
    ) -> str:
        """The programme's, else the centre's."""
        key = programme_id or agendas[0].workshop.programme_id
        if key is not None:
            return self._planning.programme(key).language
        return centre.language if centre else "en"

    def _surroundings(
        self, agendas: Sequence[Agenda], centre: CentreDetails | None
    ) -> list[Surroundings]:
        from facilitator.reports.plan_words import Surroundings  # noqa: PLC0415

        venues = self._centre.venues(include_inactive=True)
        rows = self._database.rows("SELECT id, key, title, short FROM skill")
        skills = {row["id"]: SkillRef(*row) for row in rows}
        return [
            Surroundings(centre, venues, skills, self._planning.heads(agenda.workshop.id))
            for agenda in agendas
        ]

    def _materials(
        self,
        agendas: Sequence[Agenda],
        programme_id: str | None,
        centre: CentreDetails | None,
        choices: PaperChoices,
    ) -> MadePaper:
        from facilitator.documents.materials_list import materials_pdf  # noqa: PLC0415
        from facilitator.reports.plan_words import (  # noqa: PLC0415
            materials_sheet,
            programme_materials_sheet,
        )

        if programme_id is None:
            agenda = agendas[0]
            (around,) = self._surroundings(agendas, centre)
            kit = self._planning.kit(agenda.workshop.id)
            return MadePaper(*materials_pdf([materials_sheet(agenda, kit, around, choices)]))
        title = self._planning.programme(programme_id).title
        kit = self._planning.programme_kit(programme_id)
        sheet = programme_materials_sheet(title, agendas, kit, centre, choices)
        return MadePaper(*materials_pdf([sheet]))


def _run_sheets(
    agendas: Sequence[Agenda],
    around: Sequence[Surroundings],
    choices: PaperChoices,
    *,
    with_notes: bool,
) -> MadePaper:
    from facilitator.documents.run_sheet import RunSheetLabels, run_sheets_pdf  # noqa: PLC0415
    from facilitator.reports.paper import run_sheet  # noqa: PLC0415

    words = choices.labels
    labels = RunSheetLabels(
        minutes=words.minutes.replace("{minutes}", "").strip(),
        say=words.say,
        do=words.do,
        watch=words.watch,
        if_short=words.if_short,
        can_lose=words.can_lose,
        groups=words.parallel,
        ends=words.ends,
        page=words.page,
    )
    sheets = [
        run_sheet(
            agenda, place.centre, choices.name_of, with_notes=with_notes, sheet=choices.sheet,
            language=choices.language, labels=labels, heads=place.heads,
        )
        for agenda, place in zip(agendas, around, strict=True)
    ]  # fmt: skip
    return MadePaper(*run_sheets_pdf(sheets))


def _flowing(
    kind: PlanPaperKind,
    agendas: Sequence[Agenda],
    around: Sequence[Surroundings],
    choices: PaperChoices,
) -> MadePaper:
    from facilitator.documents.participant_agenda import participant_agenda_pdf  # noqa: PLC0415
    from facilitator.documents.plan_script import script_pdf  # noqa: PLC0415
    from facilitator.documents.room_signs import room_signs_pdf  # noqa: PLC0415
    from facilitator.documents.task_sheets import has_task_sheets, task_sheets_pdf  # noqa: PLC0415
    from facilitator.reports.plan_words import plan_sheet, room_signs  # noqa: PLC0415

    if kind is PlanPaperKind.ROOM_SIGNS:
        return MadePaper(*room_signs_pdf(room_signs(agendas, around, choices)))
    sheets = [
        plan_sheet(agenda, place, choices) for agenda, place in zip(agendas, around, strict=True)
    ]
    if kind is PlanPaperKind.AGENDA:
        return MadePaper(*participant_agenda_pdf(sheets))
    if kind is PlanPaperKind.TASK_SHEETS:
        sheets = [sheet for sheet in sheets if has_task_sheets(sheet)]
        if not sheets:
            raise Refused("no-group-tasks")
        return MadePaper(*task_sheets_pdf(sheets))
    # The run sheet in large print cannot be one page; it flows like the script.
    return MadePaper(*script_pdf(sheets, essentials=kind is PlanPaperKind.RUN_SHEET))


def _kind(kind: PlanPaperKind | str) -> PlanPaperKind:
    try:
        return PlanPaperKind(kind)
    except ValueError as error:
        raise Refused("plan-paper-unknown", kind=str(kind)) from error


def paper_named(name: str | None, centre: CentreDetails | None) -> Paper:
    """The paper of a name, else the centre's own. Refused: ``paper-unknown``."""
    if name is None:
        return Paper(centre.paper) if centre else Paper.A4
    try:
        return Paper(name)
    except ValueError as error:
        raise Refused("paper-unknown", paper=name) from error
