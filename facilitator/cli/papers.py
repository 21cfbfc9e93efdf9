"""Commands that write files to take away: certificates and attendance."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from facilitator.certificates.model import CertificateState
from facilitator.cli.arguments import as_json, programme, workbook_file
from facilitator.cli.keys_command import read_passphrase
from facilitator.cli.output import SpeakingGroup, tell, words
from facilitator.credentials.badges import Form
from facilitator.errors import Refused
from facilitator.file_names import file_name
from facilitator.whole_files import cannot_write
from facilitator.workbook import Workbook


@click.command()
@workbook_file
@click.option("--programme", "programme_id", required=True, metavar="ID")
@click.option(
    "--out",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The folder for the files; made if it is missing.",
)
@click.option("--joined", is_flag=True, help="One PDF with all of them instead of one each.")
@click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The date of issue; today if not given."
)
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Sign them: the first line of this file is the key's passphrase.",
)
@as_json
def certificates(
    file: Path,
    programme_id: str,
    folder: Path,
    joined: bool,
    day: datetime | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Issue certificates to all who earned one, and write every valid one as a PDF."""
    with Workbook.open(file) as workbook:
        desk = workbook.certificates
        if passphrase_file is not None:
            workbook.signing.unlock(read_passphrase(passphrase_file))
        issued = 0
        if any(each.due for each in desk.candidates(programme_id)):
            issued = len(desk.issue(programme_id, on=day.date() if day else None))
        if passphrase_file is not None:
            desk.sign_unsigned()
        valid = [row for row in desk.register(programme_id) if row.state is CertificateState.ISSUED]
        if not valid:
            raise Refused("no-certificates")
        ids = [row.id for row in valid]
        if joined:
            files = [folder / file_name(valid[0].programme_title, ".pdf", "certificates")]
            _make_folder(folder)
            workbook.reports.write_certificates(ids, files[0])
        else:
            files = workbook.reports.write_certificate_files(ids, folder)
    values = {
        "issued": issued,
        "certificates": [row.serial for row in valid],
        "files": [str(path) for path in files],
    }
    sentence = f"{issued} issued; {len(valid)} written to {folder}."
    tell(values, sentence, as_json=as_json)


@click.group(cls=SpeakingGroup)
def export() -> None:
    """Tables and registers for others."""


@export.command("attendance")
@workbook_file
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Its ending chooses the format: .csv, .xlsx or .pdf.",
)
@programme
@as_json
def export_attendance(file: Path, out: Path, programme_id: str | None, as_json: bool) -> None:
    """Write the attendance register as CSV, XLSX or PDF."""
    with Workbook.open(file, read_only=True) as workbook:
        workbook.reports.export_attendance(out, programme_id, name_of=words.name)
    values = {"file": str(out), "bytes": out.stat().st_size}
    tell(values, f"Wrote {out}.", as_json=as_json)


@export.command("register")
@workbook_file
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Its ending chooses the format: .csv or .xlsx.",
)
@programme
@as_json
def export_register(file: Path, out: Path, programme_id: str | None, as_json: bool) -> None:
    """Write the register of certificates as CSV or XLSX."""
    with Workbook.open(file, read_only=True) as workbook:
        workbook.certificate_papers.export_register(out, programme_id, name_of=words.name)
    values = {"file": str(out), "bytes": out.stat().st_size}
    tell(values, f"Wrote {out}.", as_json=as_json)


@export.command("badge")
@workbook_file
@click.argument("serial", metavar="NUMBER")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A .png or .svg with the badge inside, or the credential alone.",
)
@click.option(
    "--form",
    type=click.Choice([each.value for each in Form]),
    default=Form.DATA_INTEGRITY.value,
    show_default=True,
)
@click.option("--passphrase-file", type=click.Path(path_type=Path), metavar="FILE")
@as_json
def export_badge(
    file: Path, serial: str, out: Path, form: str, passphrase_file: Path | None, as_json: bool
) -> None:
    """Write the certificate with this number as an Open Badge; only if its holder agreed."""
    passphrase = read_passphrase(passphrase_file)
    with Workbook.open(file) as workbook:
        workbook.signing.unlock(passphrase)
        row = workbook.certificates.find(serial)
        workbook.badges.write(row.id, out, form)
    tell({"file": str(out), "serial": row.serial}, f"Wrote {out}.", as_json=as_json)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise cannot_write(folder, trouble) from trouble
