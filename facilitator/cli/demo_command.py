"""``facilitator demo``: the sample programme played through, for eyes and for checking."""

from __future__ import annotations

from pathlib import Path

import click

from facilitator.cli.output import Refusal, print_json, words
from facilitator.demo import play


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option("--screenshots/--no-screenshots", default=True, help="Draw the screens too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def demo(folder: Path, screenshots: bool, as_json: bool) -> None:
    """Play the sample programme through into DIR.

    Five workshops are run on a fast clock, people checked in, skills observed, certificates issued,
    sheets, registers and tables written. Ends with exit code 1 when any figure is not as worked out
    by hand. A second time, only what the first made is replaced.
    """
    say = (lambda _line: None) if as_json else click.echo
    result = play(folder, say=say, name_of=words.name, screenshots=screenshots)
    if as_json:
        print_json(
            {
                "folder": str(folder),
                "workbook": str(result.workbook),
                "files": [str(path) for path in result.files],
                "figures": result.figures,
                "differences": list(result.differences),
                "screenshots": result.screenshots,
            }
        )
    if result.differences:
        raise Refusal("\n".join(("Not as worked out by hand:", *result.differences)))
