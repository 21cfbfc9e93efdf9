"""Plans in and out of an open workbook: tables, packages for a colleague, calendars.

Reading a file never changes anything; what comes in is one action that one undo takes back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.centre.centre import Centre
from facilitator.certificates.certificates import Certificates
from facilitator.errors import NotFound, Refused
from facilitator.exchange.csv_file import write_csv
from facilitator.exchange.table import Table
from facilitator.exchange.table_rows import USUAL_LIMITS, Limits
from facilitator.exchange.xlsx_file import write_xlsx
from facilitator.planning.model import WorkshopRow, WorkshopStatus
from facilitator.planning.planning import Planning
from facilitator.storage import Database
from facilitator.whole_files import whole_file
from facilitator.workbook_settings import WorkbookSettings

if TYPE_CHECKING:
    from facilitator.exchange.calendar_file import CalendarEvent
    from facilitator.exchange.plan_columns import PlanField
    from facilitator.exchange.plan_export import WordOf
    from facilitator.exchange.plan_names import PlanNames
    from facilitator.exchange.plan_package import MadePackage
    from facilitator.exchange.plan_table_rows import (
        PlanImportAnswers,
        PlanImportPlan,
        PlannedRow,
    )
    from facilitator.exchange.plan_unpack import PackagePlan, UnpackChoices, Unpacked

# What knows the words of many languages is imported when a plan comes in or goes out: every
# workbook that is opened would wait for it.

_SETTING = "plan-columns"
_MOST_REMEMBERED = 40
_TABLE_ENDINGS = (".csv", ".xlsx")


def _code_itself(_group: str, code: str) -> str:
    return code


class PlanFiles:
    """Brings plans in from tables and packages, and writes them out."""

    def __init__(
        self,
        database: Database,
        planning: Planning,
        centre: Centre,
        certificates: Certificates,
    ) -> None:
        self._database = database
        self._planning = planning
        self._centre = centre
        self._certificates = certificates
        self._settings = WorkbookSettings(database)

    # In -----------------------------------------------------------------------------------------

    def plan_import(
        self,
        path: Path,
        workshop_id: str,
        *,
        answers: PlanImportAnswers | None = None,
        limits: Limits = USUAL_LIMITS,
        word_of: WordOf | None = None,
    ) -> PlanImportPlan:
        """What importing this table into a workshop would do. Changes nothing.

        `word_of` (`facilitator.words.Words.name`): kinds and groupings in the reader's language.
        Refused as `facilitator.exchange.tables.read_table` says, and ``plan-too-long``.
        """
        from facilitator.exchange.plan_import import plan_table  # noqa: PLC0415

        with self._database.snapshot():
            workshop = self._planning.workshop(workshop_id)
            return plan_table(
                path,
                self._names(workshop_id),
                workshop=workshop,
                remembered=self._remembered(),
                answers=answers,
                limits=limits,
                word_of=word_of,
            )

    def import_plan(
        self, plan: PlanImportPlan, workshop_id: str, *, replace: bool = False
    ) -> list[str]:
        """Bring a plan in behind what is there (or in its place), as one action or not at all.

        Gives the ids of the activities. Refused: ``plan-import-questions-open``,
        ``plan-import-rows-rejected``, ``plan-import-empty``.
        """
        if plan.questions:
            raise Refused("plan-import-questions-open", count=len(plan.questions))
        if plan.rejected and not plan.answers.leave_out_rejected:
            raise Refused("plan-import-rows-rejected", count=len(plan.rejected))
        if not plan.rows:
            raise Refused("plan-import-empty", file=plan.file_name)
        workshop = self._planning.workshop(workshop_id)
        self._remember(plan)
        with self._database.action(
            "plan-imported", title=workshop.title, file=plan.file_name, count=plan.activities
        ):
            if replace:
                old = self._planning.agenda(workshop_id).activities
                self._planning.delete_activities([activity.id for activity in old])
            if plan.answers.start_with_table and plan.starts_at is not None:
                midnight = workshop.starts_local.replace(hour=0, minute=0)
                start = midnight + timedelta(seconds=plan.starts_at)
                self._planning.update_workshop(workshop_id, starts_local=start)
            return self._take_in(plan, workshop_id)

    def _take_in(self, plan: PlanImportPlan, workshop_id: str) -> list[str]:
        names = self._names(workshop_id)
        team = {name: names.member(name) or self._centre.add_team_member(name, "facilitator")
                for name in dict.fromkeys(row.lead for row in plan.rows if row.lead)}  # fmt: skip
        made: list[str] = []
        tracks: dict[str, str] = {}
        for row in plan.rows:
            lead = team.get(row.lead)
            room = names.room(row.room) if row.room else None
            if row.is_group:
                values = {"team_member_id": lead, "room_id": room, "task": row.values["task"]}
                tracks[row.group] = self._planning.add_track(made[-1], row.group, **values)
                continue
            track_id = None
            if row.group:
                if row.group not in tracks:
                    tracks[row.group] = self._planning.add_track(made[-1], row.group)
                track_id = tracks[row.group]
            else:
                tracks = {}
            activity_id = self._add(row, workshop_id, track_id, names, lead_id=lead, room_id=room)
            if not row.group:
                made.append(activity_id)
        return made

    def _add(
        self,
        row: PlannedRow,
        workshop_id: str,
        track_id: str | None,
        names: PlanNames,
        **keys: str | None,
    ) -> str:
        materials = []
        for wish in row.materials:
            known = names.material(wish.label, wish.unit)
            material_id = known.id if known else self._planning.add_material(
                wish.label, unit=wish.unit, reusable=wish.reusable
            )  # fmt: skip
            materials.append((material_id, wish.quantity, wish.per))
        return self._planning.add_activity(
            workshop_id, None, row.title, row.kind, row.seconds, track_id=track_id,
            skills=row.skills, materials=materials, method_id=row.method_id,
            **keys, **row.values,
        )  # fmt: skip

    # What was decided about columns -------------------------------------------------------------

    def _remembered(self) -> dict[str, dict[int, PlanField | None]]:
        from facilitator.exchange.plan_columns import PlanField  # noqa: PLC0415

        known: dict[str, dict[int, PlanField | None]] = {}
        try:
            kept = json.loads(str(self._settings.value(_SETTING)))
            for mark, columns in kept.items():
                known[mark] = {
                    int(place): PlanField(field) if field else None
                    for place, field in columns.items()
                }
        except (AttributeError, TypeError, ValueError):
            # Written by another version: detecting anew costs a look at the columns, no more.
            return {}
        return known

    def _remember(self, plan: PlanImportPlan) -> None:
        """Keep what was decided about the columns, for the next table of this form."""
        if not plan.answers.columns:
            return
        kept = self._remembered()
        decided = dict(plan.answers.columns)
        if kept.pop(plan.fingerprint, None) == decided:
            return
        kept[plan.fingerprint] = decided
        newest = dict(list(kept.items())[-_MOST_REMEMBERED:])
        text = json.dumps(
            {
                mark: {str(place): field.value if field else "" for place, field in each.items()}
                for mark, each in newest.items()
            }
        )
        # Lasting, so that taking back the import does not forget what was decided.
        with self._database.action("plan-columns-remembered", lasting=True, file=plan.file_name):
            self._settings.choose(_SETTING, text)

    # Out ----------------------------------------------------------------------------------------

    def export_workshop(
        self, workshop_id: str, out: Path, *, word_of: WordOf = _code_itself
    ) -> None:
        """A workshop's plan as XLSX (with its packing list) or CSV, by the ending of `out`.

        Refused: ``plan-format-unknown``.
        """
        from facilitator.exchange.plan_export import (  # noqa: PLC0415
            agenda_table,
            materials_table,
            workshops_table,
        )

        ending = _ending(out, _TABLE_ENDINGS)
        with self._database.snapshot():
            agenda = self._planning.agenda(workshop_id)
            tables = [agenda_table(agenda, self._names(workshop_id), word_of)]
            if ending == ".xlsx":
                tables.append(materials_table("Materials", self._planning.kit(workshop_id)))
                tables.append(workshops_table("Workshop", [agenda]))
        _write(out, tables)

    def export_programme(
        self, programme_id: str, out: Path, *, word_of: WordOf = _code_itself
    ) -> None:
        """A programme's plans as XLSX: a sheet a workshop, the packing list, the dates.

        Refused: ``plan-format-unknown``, ``programme-empty``.
        """
        from facilitator.exchange.plan_export import (  # noqa: PLC0415
            agenda_table,
            materials_table,
            workshops_table,
        )

        _ending(out, (".xlsx",))
        with self._database.snapshot():
            agendas = self._planning.agendas(programme_id)
            if not agendas:
                title = self._planning.programme(programme_id).title
                raise Refused("programme-empty", title=title)
            tables = [
                agenda_table(
                    agenda,
                    self._names(agenda.workshop.id),
                    word_of,
                    f"{agenda.workshop.number} {agenda.workshop.title}",
                )
                for agenda in agendas
            ]
            tables.append(materials_table("Materials", self._planning.programme_kit(programme_id)))
            tables.append(workshops_table("Workshops", agendas))
        _write(out, tables)

    # Packages -----------------------------------------------------------------------------------

    def write_package(
        self,
        out: Path,
        *,
        workshop_id: str | None = None,
        programme_id: str | None = None,
        hide: Iterable[str] = (),
    ) -> MadePackage:
        """A plan without any personal data in one file, for a colleague. `hide`: words that are
        left out of its texts; look at what `mentions` of the result names.

        Refused: ``plan-of-nothing`` (neither or both ids), ``plan-format-unknown``.
        """
        from facilitator.exchange.plan_package import (  # noqa: PLC0415
            pack_programme,
            pack_workshop,
        )
        from facilitator.exchange.plan_package_format import SUFFIX  # noqa: PLC0415

        _ending(out, (SUFFIX,))
        if workshop_id is not None and programme_id is None:
            return pack_workshop(self._database, workshop_id, out, hide)
        if programme_id is not None and workshop_id is None:
            return pack_programme(self._database, programme_id, out, hide)
        raise Refused("plan-of-nothing")

    def package_import(self, path: Path) -> PackagePlan:
        """What taking a package in would do. Changes nothing.

        Refused as `facilitator.exchange.plan_package_format.read_package` says.
        """
        from facilitator.exchange.plan_unpack import plan_package_import  # noqa: PLC0415

        return plan_package_import(self._database, path)

    def import_package(self, plan: PackagePlan, choices: UnpackChoices | None = None) -> Unpacked:
        """Take a package in as one action; a new programme gives the usual awards.

        Refused: ``package-nothing-new``.
        """
        from facilitator.exchange.plan_unpack import import_package  # noqa: PLC0415

        with self._database.action("plan-package-imported", title=plan.title):
            made = import_package(self._database, plan, choices)
            if made.programme_is_new and made.programme_id is not None:
                self._certificates.give_usual_rules(made.programme_id)
        return made

    # Calendar -----------------------------------------------------------------------------------

    def write_calendar(
        self, out: Path, *, workshop_id: str | None = None, programme_id: str | None = None
    ) -> int:
        """One workshop, or all of a programme, as ``.ics``; gives how many entries there are.

        Refused: ``plan-of-nothing``, ``plan-format-unknown``, ``programme-empty``.
        """
        from facilitator.exchange.calendar_file import calendar_text  # noqa: PLC0415

        _ending(out, (".ics",))
        if (workshop_id is None) == (programme_id is None):
            raise Refused("plan-of-nothing")
        with self._database.snapshot():
            if workshop_id is not None:
                rows = [self._planning.workshop_row(workshop_id)]
                name = rows[0].title
            else:
                rows = self._planning.workshops(programme_id)
                name = self._planning.programme(programme_id or "").title
            if not rows:
                raise Refused("programme-empty", title=name)
            sequence = self._database.value("SELECT coalesce(max(sequence), 0) FROM action")
            events = [self._event(row, sequence) for row in rows]
        with whole_file(out) as stream:
            stream.write(calendar_text(name, events))
        return len(events)

    def _event(self, row: WorkshopRow, sequence: int) -> CalendarEvent:
        from facilitator.exchange.calendar_file import CalendarEvent  # noqa: PLC0415

        workshop = self._planning.workshop(row.id)
        venues = {venue.id: venue.address for venue in self._centre.venues(include_inactive=True)}
        place = [workshop.room_name, workshop.venue_name, venues.get(workshop.venue_id or "", "")]
        about = [workshop.programme_title, workshop.aim]
        return CalendarEvent(
            uid=f"{row.id}@facilitator",
            title=row.title,
            start=row.starts_utc,
            end=row.ends_utc,
            made=self._database.clock.now(),
            sequence=sequence,
            place=", ".join(part for part in place if part),
            details="\n".join(part for part in about if part),
            cancelled=row.status is WorkshopStatus.CANCELLED,
        )

    def _names(self, workshop_id: str) -> PlanNames:
        """What names mean at the place of a workshop: its own, else its programme's."""
        from facilitator.exchange.plan_names import PlanNames  # noqa: PLC0415

        row = self._database.row(
            "SELECT coalesce(workshop.venue_id, programme.venue_id) AS venue_id FROM workshop"
            " LEFT JOIN programme ON programme.id = workshop.programme_id WHERE workshop.id = ?",
            (workshop_id,),
        )
        if row is None:
            raise NotFound("not-found", table="workshop", key=workshop_id)
        return PlanNames(self._database, row["venue_id"])


def write_sample(out: Path) -> None:
    """Write a table to fill in, as XLSX or CSV. Refused: ``plan-format-unknown``."""
    from facilitator.exchange.plan_sample import sample_table  # noqa: PLC0415

    _ending(out, _TABLE_ENDINGS)
    _write(out, [sample_table()])


def columns_chosen(chosen: Mapping[int, str]) -> dict[int, PlanField | None]:
    """Columns by the names of what they hold; an empty name leaves a column out.

    Refused: ``plan-field-unknown``.
    """
    from facilitator.exchange.plan_columns import PlanField  # noqa: PLC0415

    found: dict[int, PlanField | None] = {}
    for place, name in chosen.items():
        try:
            found[place] = PlanField(name) if name else None
        except ValueError as error:
            raise Refused("plan-field-unknown", field=name) from error
    return found


def _ending(out: Path, known: tuple[str, ...]) -> str:
    ending = out.suffix.lower()
    if ending not in known:
        raise Refused("plan-format-unknown", file=out.name, formats=", ".join(known))
    return ending


def _write(out: Path, tables: list[Table]) -> None:
    with whole_file(out) as stream:
        if out.suffix.lower() == ".csv":
            write_csv(tables[0], stream)
        else:
            write_xlsx(tables, stream)
