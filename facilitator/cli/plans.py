"""Commands that list what is planned: programmes and workshops."""

from __future__ import annotations

from pathlib import Path

import click

from facilitator.cli.arguments import as_json, programme, workbook_file
from facilitator.cli.output import print_json, print_table, words
from facilitator.workbook import Workbook


@click.command()
@workbook_file
@click.option("--all", "include_archived", is_flag=True, help="Archived ones too.")
@as_json
def programmes(file: Path, include_archived: bool, as_json: bool) -> None:
    """List the programmes of a workbook."""
    with Workbook.open(file, read_only=True) as workbook:
        rows = workbook.planning.programmes(include_archived=include_archived)
    if as_json:
        print_json({"programmes": rows})
        return
    table = [
        (row.id, row.title, f"{row.held}/{row.workshops}", row.enrolled, row.first_on or "")
        for row in rows
    ]
    print_table(("Id", "Title", "Held", "Enrolled", "From"), table)


@click.command()
@workbook_file
@programme
@as_json
def workshops(file: Path, programme_id: str | None, as_json: bool) -> None:
    """List the workshops of a workbook, or of one programme."""
    with Workbook.open(file, read_only=True) as workbook:
        rows = workbook.planning.workshops(programme_id)
    if as_json:
        print_json({"workshops": rows})
        return
    table = [
        (
            row.id,
            f"{row.starts_local:%Y-%m-%d %H:%M}",
            row.title,
            words.name("workshop-status", row.status.value),
            f"{row.came}/{row.enrolled}",
        )
        for row in rows
    ]
    print_table(("Id", "Starts", "Title", "Status", "Came"), table)
