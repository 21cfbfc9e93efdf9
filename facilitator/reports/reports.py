"""What leaves the workbook: sheets, registers and certificates on paper, attendance in tables.

Every figure comes from the same register that the screen shows, read at one moment. Files are
whole or not there at all; a cancel leaves nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.attendance.attendance import Attendance
from facilitator.centre.centre import Centre
from facilitator.certificates.certificates import Certificates
from facilitator.certificates.model import PageFacts
from facilitator.certificates.preflight import Finding
from facilitator.errors import Refused
from facilitator.exchange.attendance_export import (
    AttendanceExport,
    AttendanceWords,
    definitions,
)
from facilitator.live.live import LiveRuns
from facilitator.people.people import People
from facilitator.planning.model import Programme
from facilitator.planning.planning import Planning
from facilitator.progress import NoProgress, Progress
from facilitator.reports.plan_papers import MadePaper, PlanPapers
from facilitator.reports.wording import NameOf, code_itself
from facilitator.sheets.sheets import MOST_BLANK_LINES, USUAL_BLANK_LINES, Sheets
from facilitator.skills.skills import Skills
from facilitator.storage import Database
from facilitator.whole_files import whole_file

if TYPE_CHECKING:
    from facilitator.documents.certificate import CertificatePage
    from facilitator.documents.page_image import PageImage
    from facilitator.documents.plan_sheet import PlanLabels, PlanPaperKind
    from facilitator.documents.session_report import ReportLabels
    from facilitator.documents.sign_in_sheet import SignInLabels
    from facilitator.reports.session import SessionWords

# Modules that draw are imported inside the methods that need them: loading them takes longer than
# opening a workbook, and most of the time nothing is printed.


class Reports:
    """Writes what people take away from an open workbook.

    `name_of` words codes in the language of the reader (`facilitator.words.Words.name`); without
    it codes stand as they are.
    """

    def __init__(
        self,
        database: Database,
        planning: Planning,
        people: People,
        attendance: Attendance,
        certificates: Certificates,
        centre: Centre,
        sheets: Sheets,
    ) -> None:
        self._database = database
        self._sheets = sheets
        self._planning = planning
        self._people = people
        self._attendance = attendance
        self._certificates = certificates
        self._centre = centre
        self._plan_papers = PlanPapers(database, planning, centre)

    def write_sign_in_sheet(
        self,
        workshop_id: str,
        out: Path,
        *,
        paper: str | None = None,
        blank_lines: int = USUAL_BLANK_LINES,
        labels: SignInLabels | None = None,
        language: str = "en",
    ) -> int:
        """The sign-in sheet of a workshop as a PDF; gives its number of pages.

        What was printed is kept, so that the paper can be read back (`facilitator.sheets`).
        `paper`: "A4", "Letter", "A5", else the centre's.
        """
        content, pages = self.sign_in_sheet(
            workshop_id, paper=paper, blank_lines=blank_lines, labels=labels, language=language
        )
        with whole_file(out) as stream:
            stream.write(content)
        return pages

    def sign_in_sheet(
        self,
        workshop_id: str,
        *,
        paper: str | None = None,
        blank_lines: int = USUAL_BLANK_LINES,
        labels: SignInLabels | None = None,
        language: str = "en",
    ) -> tuple[bytes, int]:
        """The same as the content of a PDF, with its number of pages.

        Refused: "blank-lines-out-of-range".
        """
        from facilitator.documents.sign_in_sheet import (  # noqa: PLC0415
            layout_of,
            sign_in_sheet_pdf,
        )
        from facilitator.reports.paper import sign_in_sheet  # noqa: PLC0415

        if not 0 <= blank_lines <= MOST_BLANK_LINES:
            raise Refused("blank-lines-out-of-range", lines=blank_lines, most=MOST_BLANK_LINES)
        with self._database.snapshot():
            agenda = self._planning.agenda(workshop_id)
            programme_id = agenda.workshop.programme_id
            day = agenda.workshop.starts_local.date()
            roster = [
                row
                for row in (self._people.roster(programme_id) if programme_id else [])
                if row.enrolled_at(day)
            ]
            sheet = sign_in_sheet(agenda, roster, self._centre.details(), paper, language)
        sheet = replace(sheet, blank_lines=blank_lines)
        if labels is not None:
            sheet = replace(sheet, labels=labels)
        if not self._database.read_only:
            people = [row.participant_id for row in roster]
            kept = self._sheets.keep(workshop_id, people, layout_of(sheet))
            sheet = replace(sheet, sheet_code=kept.code)
        return sign_in_sheet_pdf(sheet)

    def write_run_sheet(
        self,
        workshop_id: str,
        out: Path,
        *,
        with_notes: bool = True,
        name_of: NameOf = code_itself,
    ) -> int:
        """The run sheet of a workshop as a PDF; gives its number of pages."""
        from facilitator.documents.run_sheet import write_run_sheet  # noqa: PLC0415
        from facilitator.reports.paper import run_sheet  # noqa: PLC0415

        with self._database.snapshot():
            agenda = self._planning.agenda(workshop_id)
            sheet = run_sheet(agenda, self._centre.details(), name_of, with_notes=with_notes)
        return write_run_sheet(sheet, out)

    def plan_paper(  # noqa: PLR0913 - each is a choice in the print dialog
        self,
        kind: PlanPaperKind | str,
        *,
        workshop_id: str | None = None,
        programme_id: str | None = None,
        paper: str | None = None,
        large: bool = False,
        with_notes: bool = True,
        every_group: bool = False,
        name_of: NameOf = code_itself,
        labels: PlanLabels | None = None,
    ) -> MadePaper:
        """A paper of a plan as the content of a PDF: what is previewed is what is printed.

        Of one workshop, or of all workshops of a programme. `paper`: "A4", "Letter", "A5", else
        the centre's; `large`: large print. Refused as `PlanPapers.make` says.
        """
        return self._plan_papers.make(
            kind, workshop_id=workshop_id, programme_id=programme_id, paper=paper, large=large,
            with_notes=with_notes, every_group=every_group, name_of=name_of, labels=labels,
        )  # fmt: skip

    def write_plan_paper(  # noqa: PLR0913 - each is a choice in the print dialog
        self,
        kind: PlanPaperKind | str,
        out: Path,
        *,
        workshop_id: str | None = None,
        programme_id: str | None = None,
        paper: str | None = None,
        large: bool = False,
        with_notes: bool = True,
        every_group: bool = False,
        name_of: NameOf = code_itself,
        labels: PlanLabels | None = None,
    ) -> int:
        """Write what `plan_paper` makes as a PDF; gives its number of pages."""
        return self._plan_papers.write(
            kind, out, workshop_id=workshop_id, programme_id=programme_id, paper=paper,
            large=large, with_notes=with_notes, every_group=every_group, name_of=name_of,
            labels=labels,
        )  # fmt: skip

    def paper_image(self, content: bytes, width: int, page: int = 0) -> PageImage:
        """Page number `page` (from 0) of a PDF's content as pixels, `width` of them wide."""
        from facilitator.documents.page_image import page_image  # noqa: PLC0415

        return page_image(content, width, page)

    def session_report(
        self,
        workshop_id: str,
        *,
        names: bool = False,
        paper: str | None = None,
        name_of: NameOf = code_itself,
        words: SessionWords | None = None,
        labels: ReportLabels | None = None,
    ) -> MadePaper:
        """The session report of a workshop's last run as the content of a PDF.

        `names`: who came, and what was written on incidents, stand in it too. Refused:
        ``not-run-yet``, ``paper-unknown``.
        """
        from facilitator.documents.paper import Sheet  # noqa: PLC0415
        from facilitator.documents.session_report import (  # noqa: PLC0415
            ReportLabels,
            session_report_pdf,
        )
        from facilitator.reports.plan_papers import paper_named  # noqa: PLC0415
        from facilitator.reports.session import (  # noqa: PLC0415
            SessionFacts,
            SessionWords,
            session_report,
        )

        with self._database.snapshot():
            workshop = self._planning.workshop(workshop_id)
            summary = LiveRuns(self._database, self._planning).summary(workshop_id)
            if summary is None:
                raise Refused("not-run-yet")
            centre = self._centre.details()
            facts = SessionFacts(
                workshop,
                summary,
                self._attendance.desk(workshop_id),
                Skills(self._database).observations(workshop_id=workshop_id),
                self._planning.wrap_up(workshop_id),
                centre,
            )
            language = centre.language if centre else "en"
            if workshop.programme_id is not None:
                language = self._planning.programme(workshop.programme_id).language
        report = session_report(
            facts,
            name_of,
            words or SessionWords(),
            labels or ReportLabels(),
            Sheet(paper_named(paper, centre)),
            names=names,
            language=language,
        )
        return MadePaper(*session_report_pdf(report))

    def write_session_report(
        self,
        workshop_id: str,
        out: Path,
        *,
        names: bool = False,
        paper: str | None = None,
        name_of: NameOf = code_itself,
        words: SessionWords | None = None,
        labels: ReportLabels | None = None,
    ) -> int:
        """Write what `session_report` makes as a PDF; gives its number of pages."""
        made = self.session_report(
            workshop_id, names=names, paper=paper, name_of=name_of, words=words, labels=labels
        )
        with whole_file(out) as stream:
            stream.write(made.content)
        return made.pages

    def write_register(
        self,
        programme_id: str,
        out: Path,
        *,
        name_of: NameOf = code_itself,
        words: AttendanceWords | None = None,
    ) -> int:
        """The attendance register of a programme as a PDF; gives its number of pages."""
        from facilitator.documents.register import write_register  # noqa: PLC0415
        from facilitator.reports.paper import attendance_register  # noqa: PLC0415

        with self._database.snapshot():
            programme = self._planning.programme(programme_id)
            register = attendance_register(
                programme,
                self._attendance.grid(programme_id),
                self._attendance.statuses(),
                self._centre.details(),
                definitions(programme, words or AttendanceWords()),
                name_of,
            )
        return write_register(register, out)

    def write_certificates(
        self,
        certificate_ids: Sequence[str],
        out: Path,
        progress: Progress | None = None,
        *,
        duplicate: bool = False,
    ) -> None:
        """These certificates as one PDF, a page each, in the order given."""
        from facilitator.documents.certificate import write_certificates  # noqa: PLC0415

        pages = self._certificate_pages(certificate_ids, duplicate=duplicate)
        write_certificates(pages, out, progress or NoProgress())

    def write_certificate_files(
        self,
        certificate_ids: Sequence[str],
        folder: Path,
        progress: Progress | None = None,
        *,
        duplicate: bool = False,
    ) -> list[Path]:
        """These certificates as one PDF each, named after holder and serial; gives the files."""
        from facilitator.documents.certificate import write_certificate_files  # noqa: PLC0415

        pages = self._certificate_pages(certificate_ids, duplicate=duplicate)
        return write_certificate_files(pages, folder, progress or NoProgress())

    def certificates_pdf(self, certificate_ids: Sequence[str], progress: Progress) -> bytes:
        """These certificates as the content of one PDF, a page each: for a printer."""
        from facilitator.documents.certificate import write_certificates  # noqa: PLC0415

        pages = self._certificate_pages(certificate_ids)
        with tempfile.TemporaryDirectory(prefix="facilitator-") as folder:
            out = Path(folder, "certificates.pdf")
            write_certificates(pages, out, progress)
            return out.read_bytes()

    def certificate_preview(self, certificate_id: str) -> bytes:
        """One certificate as the content of a PDF file."""
        from facilitator.documents.certificate import certificate_pdf  # noqa: PLC0415

        (page,) = self._certificate_pages([certificate_id])
        return certificate_pdf(page)

    def certificate_image(self, certificate_id: str, width: int) -> PageImage:
        """One certificate as pixels, `width` of them wide: the page that is printed."""
        from facilitator.documents.page_image import page_image  # noqa: PLC0415

        return page_image(self.certificate_preview(certificate_id), width)

    def certificate_draft_image(
        self, programme_id: str, participant_id: str, width: int, look: str = ""
    ) -> PageImage | None:
        """The certificate that somebody would be issued today as pixels; None where none is due.

        `look`: a template to try, as certificates keep it; else the one chosen.
        """
        from facilitator.documents.certificate import certificate_pdf  # noqa: PLC0415
        from facilitator.documents.page_image import page_image  # noqa: PLC0415

        drafts = self._certificates.drafts(programme_id, [participant_id])
        if not drafts:
            return None
        page = self._pages_of(_in_look(drafts[-1:], look))[0]
        return page_image(certificate_pdf(replace(page, on_screen=True)), width)

    def certificate_look_image(self, certificate_id: str, width: int, look: str) -> PageImage:
        """A certificate as it would have looked with another template, as pixels."""
        from facilitator.documents.certificate import certificate_pdf  # noqa: PLC0415
        from facilitator.documents.page_image import page_image  # noqa: PLC0415

        facts = self._certificates.pages([certificate_id])
        page = self._pages_of(_in_look(facts, look))[0]
        return page_image(certificate_pdf(replace(page, on_screen=True)), width)

    def certificate_findings(
        self, certificate_ids: Sequence[str], progress: Progress | None = None
    ) -> list[Finding]:
        """What shows when these certificates are set: letters without a shape, cramped texts,
        coarse pictures. For `Preflights.check`, which knows what was let stand.
        """
        from facilitator.reports.certificate_preflight import drawn_findings  # noqa: PLC0415

        facts = self._certificates.pages(certificate_ids)
        return drawn_findings(facts, progress or NoProgress(), len(facts))

    def _certificate_pages(
        self, certificate_ids: Sequence[str], *, duplicate: bool = False
    ) -> list[CertificatePage]:
        return self._pages_of(self._certificates.pages(certificate_ids, duplicate=duplicate))

    def _pages_of(self, facts: Sequence[PageFacts]) -> list[CertificatePage]:
        from facilitator.reports.certificate_pages import CertificatePages  # noqa: PLC0415

        return CertificatePages(self._planning, self._attendance, self._centre).pages(facts)

    def export_attendance(
        self,
        out: Path,
        programme_id: str | None = None,
        progress: Progress | None = None,
        *,
        name_of: NameOf = code_itself,
        words: AttendanceWords | None = None,
    ) -> None:
        """Attendance of one programme (or of all) as CSV, XLSX or PDF, by the ending of `out`.

        Refused: ``export-format-unknown``; ``export-one-programme`` for a PDF of several.
        """
        ending = out.suffix.lower()
        if ending == ".pdf":
            self.write_register(self._only(programme_id), out, name_of=name_of, words=words)
            return
        if ending not in {".csv", ".xlsx"}:
            raise Refused("export-format-unknown", file=out.name)
        labels = {status.key: status.label for status in self._attendance.statuses()}
        chosen = words or AttendanceWords()
        chosen = replace(chosen, status=partial(_status_word, labels, name_of))
        with self._database.snapshot():
            export = AttendanceExport(
                self._database, self._programmes(programme_id), chosen, progress
            )
            if ending == ".csv":
                export.write_csv(out)
            else:
                export.write_xlsx(out)

    def _programmes(self, programme_id: str | None) -> list[Programme]:
        """The one asked for, or all, the earliest first."""
        if programme_id is not None:
            return [self._planning.programme(programme_id)]
        rows = self._planning.programmes(include_archived=True)
        return [self._planning.programme(row.id) for row in reversed(rows)]

    def _only(self, programme_id: str | None) -> str:
        if programme_id is not None:
            return programme_id
        rows = self._planning.programmes(include_archived=True)
        if len(rows) != 1:
            raise Refused("export-one-programme")
        return rows[0].id


def _status_word(labels: dict[str, str], name_of: NameOf, key: str) -> str:
    """The centre's own label of a status, else the word for its key."""
    return labels.get(key) or name_of("attendance", key)


def _in_look(facts: Sequence[PageFacts], look: str) -> list[PageFacts]:
    """The same pages with another template."""
    if not look:
        return list(facts)
    return [replace(each, certificate=replace(each.certificate, template=look)) for each in facts]
