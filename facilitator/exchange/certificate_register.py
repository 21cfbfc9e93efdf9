"""The register of certificates as a table for others: CSV and XLSX.

One line a certificate, in the order of issue; every number with its check character.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from facilitator.certificates.model import CertificateRow
from facilitator.certificates.serials import printed
from facilitator.errors import Refused
from facilitator.exchange.csv_file import write_csv
from facilitator.exchange.table import Column, Kind, Table, Value
from facilitator.exchange.xlsx_file import write_xlsx
from facilitator.whole_files import whole_file


@dataclass(frozen=True, slots=True)
class RegisterWords:
    """The headings, in the reader's language."""

    register: str = "Certificates"
    serial: str = "Number"
    holder: str = "Holder"
    native_name: str = "Name in own script"
    award: str = "Award"
    kind: str = "Kind"
    programme: str = "Programme"
    workshops: str = "Workshops attended"
    workshops_planned: str = "Workshops planned"
    hours: str = "Contact time"
    minutes: str = "Contact minutes"
    first_on: str = "First day"
    last_on: str = "Last day"
    issued_on: str = "Issued on"
    issuer: str = "Issued by"
    signed_by: str = "Signed by"
    state: str = "State"
    state_on: str = "Since"
    reason: str = "Reason"
    replaces: str = "In the place of"
    prints: str = "Printed"
    handed_out: str = "Handed out on"
    key: str = "Signing key"


def register_table(
    rows: Iterable[CertificateRow],
    words: RegisterWords,
    name_of: Callable[[str, str], str],
    everything: Iterable[CertificateRow] = (),
) -> Table:
    """The register as a table. `everything`: the whole register, for the numbers of replaced ones
    that are not among `rows`.
    """
    listed = list(rows)
    serials = {row.id: row.serial for row in (*everything, *listed)}
    columns = (
        Column(words.serial, width=24),
        Column(words.holder, width=28),
        Column(words.native_name, width=24),
        Column(words.award, width=28),
        Column(words.kind, width=16),
        Column(words.programme, width=28),
        Column(words.workshops, Kind.NUMBER, 10),
        Column(words.workshops_planned, Kind.NUMBER, 10),
        Column(words.hours, Kind.DURATION, 12),
        Column(words.minutes, Kind.NUMBER, 10),
        Column(words.first_on, Kind.DATE, 12),
        Column(words.last_on, Kind.DATE, 12),
        Column(words.issued_on, Kind.DATE, 12),
        Column(words.issuer, width=28),
        Column(words.signed_by, width=28),
        Column(words.state, width=12),
        Column(words.state_on, Kind.DATE, 12),
        Column(words.reason, width=28),
        Column(words.replaces, width=24),
        Column(words.prints, Kind.NUMBER, 8),
        Column(words.handed_out, Kind.DATE, 12),
        Column(words.key, width=18),
    )

    def line(row: CertificateRow) -> tuple[Value, ...]:
        replaced = serials.get(row.replaces_id or "", "")
        return (
            row.printed_serial,
            row.holder,
            row.holder_native,
            row.title,
            name_of("award-kind", row.kind.value),
            row.programme_title,
            row.workshops_attended,
            row.workshops_planned,
            row.contact_minutes,
            row.contact_minutes,
            row.first_on,
            row.last_on,
            row.issued_on,
            row.issuer,
            ", ".join(each.name for each in row.signatories),
            name_of("certificate-state", row.state.value),
            row.state_on,
            row.state_reason,
            printed(replaced) if replaced else "",
            row.prints,
            row.handed_out_on,
            row.key_id,
        )

    return Table(words.register, columns, map(line, listed))


def write_certificate_register(table: Table, out: Path) -> None:
    """The register as CSV or XLSX, by the ending of `out`. Refused: ``export-format-unknown``."""
    ending = out.suffix.lower()
    if ending not in {".csv", ".xlsx"}:
        raise Refused("export-format-unknown", file=out.name)
    with whole_file(out) as stream:
        if ending == ".csv":
            write_csv(table, stream)
        else:
            write_xlsx([table], stream)
