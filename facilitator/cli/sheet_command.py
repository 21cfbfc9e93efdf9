"""Commands about sign-in sheets on paper: print one, read pictures of it, enter what was signed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from facilitator.cli.arguments import as_json, workbook_file, workshop
from facilitator.cli.output import Refusal, SpeakingGroup, print_json, print_table, tell, words
from facilitator.documents.paper import Paper
from facilitator.sheets.model import Judged, PicturesRead, RowEntry, RowReading
from facilitator.sheets.sheets import USUAL_BLANK_LINES
from facilitator.workbook import Workbook


@click.group(cls=SpeakingGroup)
def sheet() -> None:
    """Sign-in sheets on paper: out and back."""


@sheet.command("print")
@workbook_file
@workshop
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--paper", type=click.Choice([each.value for each in Paper]), help="Else the centre's."
)
@click.option("--blank-lines", default=USUAL_BLANK_LINES, show_default=True, metavar="N")
@as_json
def print_sheet(
    file: Path, workshop_id: str, out: Path, paper: str | None, blank_lines: int, as_json: bool
) -> None:
    """Write the sign-in sheet of a workshop as a PDF."""
    with Workbook.open(file) as workbook:
        pages = workbook.reports.write_sign_in_sheet(
            workshop_id, out, paper=paper, blank_lines=blank_lines
        )
        code = workbook.sheets.printed(workshop_id)[0].code
    values = {"file": str(out), "pages": pages, "sheet": code}
    tell(values, f"Wrote {out} ({pages} pages), sheet {code}.", as_json=as_json)


@sheet.command("read")
@workbook_file
@click.argument(
    "pictures", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PICTURE..."
)
@click.option("--pictures-to", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
              help="Put the picture of each box there.")  # fmt: skip
@as_json
def read_sheet(
    file: Path, pictures: tuple[Path, ...], pictures_to: Path | None, as_json: bool
) -> None:
    """Tell what photographs, scans or PDFs of sign-in sheets show. Saves nothing.

    Exit code 1 when no page could be read.
    """
    with Workbook.open(file, read_only=True) as workbook:
        read = workbook.sheets.read(list(pictures))
    if pictures_to is not None:
        _keep_pictures(read, pictures_to)
    if as_json:
        print_json(_told(read))
    else:
        for one in read.sheets:
            click.echo(f"{one.entries.workshop_title}, {one.entries.code}")
            print_table(
                ("No.", "Name", "Box"),
                [(row.row.number, row.row.name, _judgement(row)) for row in one.rows],
            )
        for each in read.unread:
            click.echo(words.trouble(each.code, each.params), err=True)
    if not read.sheets:
        raise Refusal(" ".join(words.trouble(each.code, each.params) for each in read.unread))


@sheet.command("enter")
@workbook_file
@click.argument("code", metavar="SHEET")
@click.option("--signed", required=True, metavar="LINES", help="Such as 1-12,14,17.")
@click.option("--status", default=RowEntry().status_key, show_default=True)
@as_json
def enter_sheet(file: Path, code: str, signed: str, status: str, as_json: bool) -> None:
    """Mark those who signed, by the numbers of their lines; one action that can be undone."""
    with Workbook.open(file) as workbook:
        done = workbook.sheets.record(
            code, {number: replace(RowEntry(), status_key=status) for number in _lines(signed)}
        )
    tell({"marked": done.marked}, f"{done.marked} marked.", as_json=as_json)


def _lines(text: str) -> list[int]:
    found: set[int] = set()
    for part in text.replace(" ", "").split(","):
        start, _, end = part.partition("-")
        if not start.isdecimal() or (end and not end.isdecimal()) or len(start + end) > 8:
            raise click.BadParameter(f"“{part}” is no line of a sheet.", param_hint="--signed")
        found.update(range(int(start), int(end or start) + 1))
    return sorted(found)


def _judgement(row: RowReading) -> str:
    told = words.name("judged", row.judged.value)
    if row.reason is not None:
        told += f": {words.name('doubt', row.reason.value)}"
    return told


def _told(read: PicturesRead) -> dict[str, object]:
    return {
        "sheets": [
            {
                "sheet": one.entries.code,
                "workshop": one.entries.workshop_id,
                "title": one.entries.workshop_title,
                "missing_pages": one.missing_pages,
                "pages": [
                    {
                        "source": page.source,
                        "page": page.page,
                        "turned": page.turned,
                        "frames_found": round(page.frames_found, 3),
                    }
                    for page in one.pages
                ],
                "rows": [
                    {
                        "number": row.row.number,
                        "participant": row.row.participant_id,
                        "name": row.row.name,
                        "blank": row.row.blank,
                        "judged": row.judged.value,
                        "reason": row.reason.value if row.reason else None,
                        "ink": row.ink,
                        "times_written": row.times_written,
                    }
                    for row in one.rows
                ],
                "counts": {
                    each.value: sum(row.judged is each for row in one.rows) for each in Judged
                },
            }
            for one in read.sheets
        ],
        "unread": [
            {
                "source": each.source,
                "code": each.code,
                "sentence": words.trouble(each.code, each.params),
            }
            for each in read.unread
        ],
    }


def _keep_pictures(read: PicturesRead, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for one in read.sheets:
        for row in one.rows:
            name = f"{one.entries.code}-{row.row.number:03d}-{row.judged.value}.png"
            (folder / name).write_bytes(row.picture)
