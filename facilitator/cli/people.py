"""Commands about people: import a list, list, add."""

from __future__ import annotations

from pathlib import Path

import click

from facilitator.cli.arguments import as_json, programme, workbook_file
from facilitator.cli.output import SpeakingGroup, print_json, print_table, tell, words
from facilitator.exchange.column_words import Field
from facilitator.exchange.csv_file import write_csv
from facilitator.exchange.people_export import write_people
from facilitator.exchange.people_import import (
    ImportAnswers,
    PeopleImportPlan,
    import_people,
    left_out_table,
    plan_import,
)
from facilitator.exchange.written_dates import DateOrder
from facilitator.exchange.xlsx_file import write_xlsx
from facilitator.people.names import MAX_LETTERS
from facilitator.storage.backup import Reason
from facilitator.whole_files import whole_file
from facilitator.workbook import Workbook


@click.group(cls=SpeakingGroup)
def people() -> None:
    """The people of a workbook."""


@people.command("import")
@workbook_file
@click.argument("table", type=click.Path(path_type=Path), metavar="TABLE")
@click.option("--dry-run", is_flag=True, help="Tell what would come in, and change nothing.")
@click.option("--programme", "programme_id", metavar="ID", help="Enrol everybody there.")
@click.option("--encoding", default="", help="Such as cp1252; else it is found out.")
@click.option("--delimiter", default="", help="What stands between cells; else it is found out.")
@click.option("--sheet", default="", help="The sheet of an XLSX file; else the first with rows.")
@click.option(
    "--dates",
    type=click.Choice([each.value for each in DateOrder]),
    help="What comes first in a date such as 03/04/1990, where the list does not tell.",
)
@click.option("--header-row", type=click.IntRange(0), help="The row of the headings; 0: none.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="PLACE=FIELD",
    help="What a column holds, such as 2=name or 3=birth-date; the first is 1. May be repeated.",
)
@click.option(
    "--skip-row",
    "skipped",
    multiple=True,
    type=click.IntRange(1),
    help="A row not to bring in, for example a duplicate. May be repeated.",
)
@click.option(
    "--rejected",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the rejected rows with their reasons there, as CSV or XLSX.",
)
@as_json
def import_list(
    *,
    file: Path,
    table: Path,
    dry_run: bool,
    programme_id: str | None,
    encoding: str,
    delimiter: str,
    sheet: str,
    dates: str | None,
    header_row: int | None,
    columns: tuple[str, ...],
    skipped: tuple[int, ...],
    rejected: Path | None,
    as_json: bool,
) -> None:
    """Add the people of a list (CSV, TSV, XLSX or ODS): all of them or nobody.

    A backup is taken first, and one undo takes the whole import back.
    """
    answers = ImportAnswers(
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
        date_order=DateOrder(dates) if dates else None,
        header_row=header_row,
        columns=dict(map(_column, columns)),
        skip_rows=frozenset(skipped),
    )
    with Workbook.open(file, read_only=dry_run) as workbook:
        today = workbook.clock.now().date()
        plan = plan_import(table, workbook.people, today=today, answers=answers)
        if rejected is not None:
            _write_rejected(plan, rejected)
        if not dry_run:
            workbook.back_up(Reason.BEFORE_IMPORT)
            import_people(
                plan,
                workbook.people,
                programme_id=programme_id,
                enrolled_on=today if programme_id else None,
            )
    sentence = f"{plan.persons} people would be added." if dry_run else f"{plan.persons} added."
    left_out = [f"Row {row.row} is left out ({row.reason}): {row.text}" for row in plan.rejected]
    asked = [f"To be decided: {each.code} ({each.example})." for each in plan.questions]
    values = {"imported": 0 if dry_run else plan.persons, "dry_run": dry_run, **plan.as_json()}
    tell(values, "\n".join([sentence, *left_out, *asked]), as_json=as_json)


def _column(text: str) -> tuple[int, Field]:
    """A place from 0 and what it holds, of what was typed."""
    place, _, held = text.partition("=")
    known = {field.value for field in Field}
    if not place.strip().isdecimal() or int(place) < 1 or held.strip() not in known:
        raise click.BadParameter(
            f"{text!r} is not PLACE=FIELD; fields are {', '.join(sorted(known))}."
        )
    return int(place) - 1, Field(held.strip())


def _write_rejected(plan: PeopleImportPlan, out: Path) -> None:
    table = left_out_table(
        plan, lambda code: words.trouble(code, {"limit": MAX_LETTERS}), ("Row", "Reason", "Content")
    )
    with whole_file(out) as stream:
        if out.suffix.lower() == ".xlsx":
            write_xlsx((table,), stream)
        else:
            write_csv(table, stream)


@people.command("export")
@workbook_file
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT")
@programme
@click.option("--needs", is_flag=True, help="Add access needs and allergies, which else stay out.")
@as_json
def export_list(
    file: Path, out: Path, programme_id: str | None, needs: bool, as_json: bool
) -> None:
    """Write people to OUT (.csv or .xlsx) as `people import` reads them back."""
    with Workbook.open(file, read_only=True) as workbook:
        write_people(workbook.people, out, programme_id=programme_id, needs=needs)
        count = workbook.people.count(programme_id=programme_id)
    tell({"file": str(out), "people": count}, f"{count} people written to {out}.", as_json=as_json)


@people.command("duplicates")
@workbook_file
@as_json
def duplicates(file: Path, as_json: bool) -> None:
    """List people who may be there twice; nobody is made one by this."""
    with Workbook.open(file, read_only=True) as workbook:
        pairs = workbook.people.twins.pairs()
    if as_json:
        print_json({"count": len(pairs), "pairs": pairs})
        return
    rows = [
        (
            pair.one_name,
            pair.other_name,
            words.name("likeness", pair.strength.value),
            ", ".join(words.name("like-reason", reason.value) for reason in pair.reasons),
            pair.one_id,
            pair.other_id,
        )
        for pair in pairs
    ]
    print_table(("Name", "Name", "", "Why", "Id", "Id"), rows)


@people.command("merge")
@workbook_file
@click.argument("kept", metavar="KEPT_ID")
@click.argument("other", metavar="OTHER_ID")
@click.option("--dry-run", is_flag=True, help="Tell what would happen, and change nothing.")
@as_json
def merge(file: Path, kept: str, other: str, dry_run: bool, as_json: bool) -> None:
    """Make two records of one person one; one undo takes it back."""
    with Workbook.open(file, read_only=dry_run) as workbook:
        preview = workbook.people.twins.preview(kept, other)
        if not dry_run:
            workbook.people.twins.merge(kept, other)
    moved = sum(each.moved for each in preview.rows)
    done = "would go" if dry_run else "went"
    tell(
        {"merged": not dry_run, "preview": preview},
        f"{moved} records of {preview.other_name} {done} to {preview.kept_name}.",
        as_json=as_json,
    )


@people.command("list")
@workbook_file
@click.option("--search", default="", metavar="TEXT", help="Words the names begin with.")
@programme
@click.option("--limit", default=1000, show_default=True, type=click.IntRange(1, 1_000_000))
@as_json
def list_people(
    file: Path, search: str, programme_id: str | None, limit: int, as_json: bool
) -> None:
    """List people, or those found by TEXT."""
    with Workbook.open(file, read_only=True) as workbook:
        rows = workbook.people.search(search, programme_id=programme_id, limit=limit)
        count = workbook.people.count(search, programme_id)
    if as_json:
        print_json({"count": count, "people": rows})
        return
    print_table(("Id", "Name", ""), [(row.id, row.name, row.native_name) for row in rows])
    if count > len(rows):
        click.echo(f"… {count - len(rows)} more; see --limit.")


@people.command("add")
@workbook_file
@click.argument("name", metavar="NAME")
@click.option(
    "--workshop",
    "workshop_id",
    metavar="ID",
    help="Enrol and mark the person as present there, as a walk-in.",
)
@as_json
def add_person(file: Path, name: str, workshop_id: str | None, as_json: bool) -> None:
    """Add one person."""
    with Workbook.open(file) as workbook:
        if workshop_id is None:
            participant_id = workbook.people.add(name)
        else:
            participant_id = workbook.attendance.walk_in(workshop_id, name)
        written = workbook.people.participant(participant_id).name
    values = {"id": participant_id, "name": written}
    tell(values, f"{written} was added ({participant_id}).", as_json=as_json)
