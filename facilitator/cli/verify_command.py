"""Verifying a certificate: ``facilitator verify`` with a text, a picture or a PDF."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from facilitator.certificates.register_keeping import Checked
from facilitator.cli.output import Refusal, print_json, words
from facilitator.verifying.verifying import Outside, check_anything
from facilitator.workbook import Workbook


@click.command()
@click.argument("source", metavar="FILE|TEXT")
@click.option(
    "--workbook",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Its keys, lists and register answer.",
)
@click.option(
    "--issuer",
    "issuers",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="A file with issuers' keys; may be given more than once.",
)
@click.option(
    "--revocations",
    "lists",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="An issuer's list of what was revoked and replaced; may be given more than once.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
def verify(
    source: str,
    file: Path | None,
    issuers: tuple[Path, ...],
    lists: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Verify a certificate by its code: pasted text ("-" for standard input), picture or PDF.

    No network is asked. Exit code 0 when every code holds, else 1.
    """
    if source == "-":
        source = sys.stdin.read(100_000)
    outside = Outside.of(issuers, lists)
    if file is None:
        checked = check_anything(source, None, outside)
    else:
        with Workbook.open(file, read_only=True) as workbook:
            checked = check_anything(source, workbook.register, outside)
    holds = all(each.verification.verdict.holds for each in checked)
    if as_json:
        print_json({"holds": holds, "codes": [_values(each) for each in checked]})
    else:
        for each in checked:
            click.echo("\n".join(_sentences(each)))
    if not holds:
        if as_json:
            sys.exit(1)
        raise Refusal(words.trouble("certificate-does-not-hold"))


def _values(checked: Checked) -> dict[str, object]:
    found = checked.verification
    verdict = found.verdict.value
    return {
        "verdict": verdict,
        "holds": found.verdict.holds,
        "sentence": words.name("verdict-on-code", verdict),
        "why": found.why,
        "content": asdict(found.statement) if found.statement else None,
        "issuer": found.issuer.name if found.issuer else "",
        "key": found.key_id,
        "on": found.on,
        "replaced_by": found.by,
        "list_number": found.list_number,
        "list_on": found.list_on,
        "in_register": checked.row is not None,
        "differs": checked.differs,
    }


def _sentences(checked: Checked) -> list[str]:
    found = checked.verification
    verdict = found.verdict.value
    meaning = words.name("verdict-meaning", verdict)
    lines = [f"{words.name('verdict-on-code', verdict)}. {meaning}"]
    if found.why:
        lines.append(f"  Why: {words.name('unreadable', found.why)}")
    if found.by:
        lines.append(f"  The one in its place: {found.by}")
    if found.on:
        lines.append(f"  Since: {found.on.isoformat()}")
    if found.issuer:
        lines.append(f"  Issuer: {found.issuer.name}, {found.issuer.city}".rstrip(", "))
    if found.key_id:
        lines.append(f"  Key: {found.key_id}")
    if found.list_number is not None:
        lines.append(f"  By list number {found.list_number} of {found.list_on}")
    statement = found.statement
    if statement:
        hours, minutes = divmod(statement.contact_minutes, 60)
        lines += [
            f"  Number: {statement.serial}",
            f"  Name: {statement.holder}",
            f"  Award: {statement.title}",
            f"  Programme: {statement.programme}",
            f"  Time: {hours} h {minutes} min",
            f"  Workshops: {statement.workshops_attended} of {statement.workshops_planned}",
            f"  From {statement.first_on} to {statement.last_on}, issued {statement.issued_on}",
        ]
    return lines
