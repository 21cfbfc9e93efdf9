"""Commands about plans: tables and packages in and out, papers, calendars."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facilitator.cli.arguments import as_json, programme, workbook_file
from facilitator.cli.output import SpeakingGroup, tell, words
from facilitator.documents.paper import Paper
from facilitator.documents.plan_sheet import PlanPaperKind
from facilitator.exchange.plan_files import columns_chosen, write_sample
from facilitator.storage.backup import Reason
from facilitator.workbook import Workbook

if TYPE_CHECKING:
    from facilitator.exchange.plan_table_rows import PlanImportPlan, RowNote
    from facilitator.exchange.plan_unpack import PackagePlan

# What knows the words of many languages is imported by the commands that need it, as in
# `facilitator.exchange.plan_files`: the other commands would wait for it.

_workshop = click.option("--workshop", "workshop_id", metavar="ID", help="The workshop's id.")
_out = click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="FILE", help="The new file."
)


@click.group(cls=SpeakingGroup)
def plan() -> None:
    """Plans in and out: tables, packages, papers, calendars."""


@plan.command("import")
@workbook_file
@click.argument("table", type=click.Path(path_type=Path), metavar="TABLE")
@click.option("--workshop", "workshop_id", required=True, metavar="ID", help="Where it comes in.")
@click.option("--replace", is_flag=True, help="In the place of what is there, not behind it.")
@click.option("--dry-run", is_flag=True, help="Tell what would come in, and change nothing.")
@click.option("--leave-out", is_flag=True, help="Leave out the rows that cannot come in.")
@click.option("--set-start", is_flag=True, help="Let the workshop start when the table says.")
@click.option("--encoding", default="", help="Such as cp1252; else it is found out.")
@click.option("--delimiter", default="", help="What stands between cells; else it is found out.")
@click.option("--sheet", default="", help="The sheet of an XLSX file; else the first with rows.")
@click.option("--header", type=click.IntRange(0), help="The row of headings; 0 for none.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="PLACE=FIELD",
    help="What a column holds, such as 1=title or 2=minutes; nothing behind = leaves it out.",
)
@as_json
def import_plan(
    *,
    file: Path,
    table: Path,
    workshop_id: str,
    replace: bool,
    dry_run: bool,
    leave_out: bool,
    set_start: bool,
    encoding: str,
    delimiter: str,
    sheet: str,
    header: int | None,
    columns: tuple[str, ...],
    as_json: bool,
) -> None:
    """Bring a plan (CSV or XLSX) into a workshop: all of it or nothing.

    A backup is taken first, and one undo takes the whole import back.
    """
    from facilitator.exchange.plan_table_rows import PlanImportAnswers  # noqa: PLC0415

    answers = PlanImportAnswers(
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
        header_row=header,
        columns=columns_chosen(_places(columns)),
        leave_out_rejected=leave_out,
        start_with_table=set_start,
    )
    with Workbook.open(file, read_only=dry_run) as workbook:
        found = workbook.plan_files.plan_import(
            table, workshop_id, answers=answers, word_of=words.name
        )
        if not dry_run:
            workbook.back_up(Reason.BEFORE_IMPORT)
            workbook.plan_files.import_plan(found, workshop_id, replace=replace)
    values = {"imported": 0 if dry_run else found.activities, "dry_run": dry_run, **found.as_json()}
    tell(values, "\n".join(_told_of_table(found, dry_run=dry_run)), as_json=as_json)


@plan.command("export")
@workbook_file
@_out
@_workshop
@programme
@as_json
def export_plan(
    file: Path, out: Path, workshop_id: str | None, programme_id: str | None, as_json: bool
) -> None:
    """Write a plan as a table: XLSX for a workshop or a programme, CSV for a workshop."""
    _one_of(workshop_id, programme_id)
    with Workbook.open(file, read_only=True) as workbook:
        if workshop_id is not None:
            workbook.plan_files.export_workshop(workshop_id, out, word_of=words.name)
        else:
            workbook.plan_files.export_programme(programme_id or "", out, word_of=words.name)
    tell({"file": str(out), "bytes": out.stat().st_size}, f"Wrote {out}.", as_json=as_json)


@plan.command("sample")
@click.argument("out", type=click.Path(path_type=Path), metavar="FILE")
@as_json
def sample(out: Path, as_json: bool) -> None:
    """Write a table to fill in (XLSX or CSV) that the import of plans reads."""
    write_sample(out)
    tell({"file": str(out), "bytes": out.stat().st_size}, f"Wrote {out}.", as_json=as_json)


@plan.command("package")
@workbook_file
@_out
@_workshop
@programme
@click.option("--hide", multiple=True, metavar="WORD", help="Leave this word out of all texts.")
@as_json
def package(
    *,
    file: Path,
    out: Path,
    workshop_id: str | None,
    programme_id: str | None,
    hide: tuple[str, ...],
    as_json: bool,
) -> None:
    """Write a plan without any personal data as one file (.facilitator-plan) for a colleague."""
    with Workbook.open(file, read_only=True) as workbook:
        made = workbook.plan_files.write_package(
            out, workshop_id=workshop_id, programme_id=programme_id, hide=hide
        )
    sentence = f"Wrote {out}: {made.workshops} workshops with {made.activities} activities."
    if made.mentions:
        sentence += f"\nWords that are part of somebody's name: {', '.join(made.mentions)}."
    values = {
        "file": str(out),
        "workshops": made.workshops,
        "activities": made.activities,
        "methods": made.methods,
        "materials": made.materials,
        "mentions": made.mentions,
    }
    tell(values, sentence, as_json=as_json)


@plan.command("unpack")
@workbook_file
@click.argument("source", type=click.Path(path_type=Path), metavar="PACKAGE")
@click.option("--programme", "programme_id", metavar="ID", help="Put the workshops there.")
@click.option(
    "--first-on", type=click.DateTime(["%Y-%m-%d"]), help="The day of the first workshop."
)
@click.option("--time-zone", metavar="ZONE", help="Such as Europe/Lisbon; else the package's.")
@click.option("--copies", is_flag=True, help="What is here already comes in once more, as a copy.")
@click.option("--dry-run", is_flag=True, help="Tell what would come in, and change nothing.")
@as_json
def unpack(
    *,
    file: Path,
    source: Path,
    programme_id: str | None,
    first_on: datetime | None,
    time_zone: str | None,
    copies: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take in a plan package: all of it or nothing.

    A backup is taken first, and one undo takes it back.
    """
    from facilitator.exchange.plan_unpack import UnpackChoices  # noqa: PLC0415

    choices = UnpackChoices(
        programme_id=programme_id,
        first_on=first_on.date() if first_on else None,
        time_zone=time_zone,
        copies=copies,
    )
    with Workbook.open(file, read_only=dry_run) as workbook:
        found = workbook.plan_files.package_import(source)
        made: tuple[str, ...] = ()
        if not dry_run:
            workbook.back_up(Reason.BEFORE_IMPORT)
            unpacked = workbook.plan_files.import_package(found, choices)
            programme_id, made = unpacked.programme_id, unpacked.workshop_ids
    values = {
        "dry_run": dry_run,
        "imported": list(made),
        "programme_id": programme_id,
        **found.as_json(),
    }
    tell(values, "\n".join(_told_of_package(found, dry_run=dry_run)), as_json=as_json)


@plan.command("print")
@workbook_file
@click.argument("kind", type=click.Choice([each.value for each in PlanPaperKind]), metavar="KIND")
@_out
@_workshop
@programme
@click.option(
    "--paper", type=click.Choice([each.value for each in Paper]), help="Else the centre's."
)
@click.option("--large", is_flag=True, help="Large print: nothing under 16 points.")
@click.option("--without-notes", is_flag=True, help="A run sheet in big type without notes.")
@click.option("--every-group", is_flag=True, help="A task sheet for each group.")
@as_json
def print_plan(
    *,
    file: Path,
    kind: str,
    out: Path,
    workshop_id: str | None,
    programme_id: str | None,
    paper: str | None,
    large: bool,
    without_notes: bool,
    every_group: bool,
    as_json: bool,
) -> None:
    """Write a paper of a plan as PDF.

    KIND is run-sheet, script, agenda, materials, task-sheets or room-signs.
    """
    with Workbook.open(file, read_only=True) as workbook:
        pages = workbook.reports.write_plan_paper(
            kind, out, workshop_id=workshop_id, programme_id=programme_id, paper=paper,
            large=large, with_notes=not without_notes, every_group=every_group,
            name_of=words.name,
        )  # fmt: skip
    tell({"file": str(out), "pages": pages}, f"Wrote {out}, pages: {pages}.", as_json=as_json)


@plan.command("calendar")
@workbook_file
@_out
@_workshop
@programme
@as_json
def calendar(
    file: Path, out: Path, workshop_id: str | None, programme_id: str | None, as_json: bool
) -> None:
    """Write workshops as a calendar file (.ics)."""
    with Workbook.open(file, read_only=True) as workbook:
        count = workbook.plan_files.write_calendar(
            out, workshop_id=workshop_id, programme_id=programme_id
        )
    tell({"file": str(out), "entries": count}, f"Wrote {out}, entries: {count}.", as_json=as_json)


def _one_of(workshop_id: str | None, programme_id: str | None) -> None:
    if (workshop_id is None) == (programme_id is None):
        raise click.UsageError("Name either --workshop or --programme.")


def _places(columns: tuple[str, ...]) -> dict[int, str]:
    """``1=title`` as place 0; places are counted from 1 as people count them."""
    found: dict[int, str] = {}
    for each in columns:
        place, sign, field = each.partition("=")
        if not sign or not place.isdecimal() or not 1 <= int(place) <= 1000:
            raise click.BadParameter(f"{each} is not PLACE=FIELD", param_hint="--column")
        found[int(place) - 1] = field
    return found


def _told_of_table(found: PlanImportPlan, *, dry_run: bool) -> list[str]:
    """What came in or would, and every row that a person should look at."""
    done = "would come in" if dry_run else "came in"
    sentences = [f"{found.activities} activities {done}, {found.seconds // 60} minutes."]
    sentences += [f"{words.trouble(question.code)}" for question in found.questions]
    for note in (*found.rejected, *found.ignored, *found.notes):
        sentences.append(_told_of_row(note))
    return sentences


def _told_of_row(note: RowNote) -> str:
    sentence = words.trouble(note.code, note.params)
    return f"Row {note.row}: {sentence}" if note.row else sentence


def _told_of_package(found: PackagePlan, *, dry_run: bool) -> list[str]:
    from facilitator.exchange.plan_unpack import PackageState  # noqa: PLC0415

    done = "would come in" if dry_run else "came in"
    new, same, changed = (found.in_state(state) for state in PackageState)
    known = f"{same} are here already, {changed} were changed here since and stay as they are."
    sentences = [f"“{found.title}”: {new} new workshops {done}; {known}"]
    for label, names in (
        ("New methods", found.methods_new),
        ("New materials", found.materials_new),
        ("Unknown skills, left out", found.skills_missing),
    ):
        if names:
            sentences.append(f"{label}: {', '.join(names)}.")
    return sentences
