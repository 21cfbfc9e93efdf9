"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

workbook_file = click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
"""The workbook. Whether it exists and what it is, is for the workbook to say."""

as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")

workshop = click.option(
    "--workshop", "workshop_id", required=True, metavar="ID", help="The workshop's id."
)
programme = click.option("--programme", "programme_id", metavar="ID", help="The programme's id.")
