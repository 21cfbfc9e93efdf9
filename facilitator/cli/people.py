"""Commands about people: import a list, list, add."""

from __future__ import annotations

from pathlib import Path

import click

from facilitator.cli.arguments import as_json, programme, workbook_file
from facilitator.cli.output import SpeakingGroup, print_json, print_table, tell
from facilitator.workbook import Workbook


@click.group(cls=SpeakingGroup)
def people() -> None:
    """The people of a workbook."""


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
