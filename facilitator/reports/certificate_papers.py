"""Certificates on their way out: the list before printing, and the register as a table."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from facilitator.centre.centre import Centre
from facilitator.certificates.certificates import Certificates
from facilitator.certificates.preflight import Preflight, Preflights
from facilitator.exchange.certificate_register import (
    RegisterWords,
    register_table,
    write_certificate_register,
)
from facilitator.progress import NoProgress, Progress
from facilitator.reports.wording import NameOf, code_itself
from facilitator.storage import Database


class CertificatePapers:
    """What is looked at before certificates are printed, and what others get of the register."""

    def __init__(
        self,
        database: Database,
        certificates: Certificates,
        preflights: Preflights,
        centre: Centre,
    ) -> None:
        self._database = database
        self._certificates = certificates
        self._preflights = preflights
        self._centre = centre

    def check(
        self,
        programme_id: str,
        participant_ids: Collection[str] | None = None,
        progress: Progress | None = None,
    ) -> Preflight:
        """The one list before printing, of those due or of these people: what follows from the
        workbook, and what shows only when the pages are set. Raises `Cancelled`.
        """
        from facilitator.reports.certificate_preflight import drawn_findings  # noqa: PLC0415

        if self._centre.details() is None:
            return self._preflights.check(programme_id, participant_ids, has_centre=False)
        pages = self._certificates.drafts(programme_id, participant_ids)
        drawn = drawn_findings(pages, progress or NoProgress(), len(pages))
        return self._preflights.check(programme_id, participant_ids, drawn=drawn)

    def export_register(
        self,
        out: Path,
        programme_id: str | None = None,
        *,
        name_of: NameOf = code_itself,
        words: RegisterWords | None = None,
    ) -> None:
        """The register of certificates (of one programme, or all) as CSV or XLSX, by the ending of
        `out`. Refused: ``export-format-unknown``.
        """
        with self._database.snapshot():
            rows = self._certificates.register(programme_id)
            everything = self._certificates.register()
        table = register_table(rows, words or RegisterWords(), name_of, everything)
        write_certificate_register(table, out)
