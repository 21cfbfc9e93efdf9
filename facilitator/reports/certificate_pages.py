"""Turns lines of the register into what certificates on paper say, each in its own language.

What was printed is in the register word for word; beside it a page says the same once more in a
second language where one is wanted, and shows the days attended. Imported when something is
printed, like `paper`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from facilitator.attendance.attendance import Attendance
from facilitator.attendance.model import AttendanceGrid, GridRow
from facilitator.centre.centre import Centre
from facilitator.centre.model import CentreDetails
from facilitator.certificates.model import CertificateRow, PageFacts
from facilitator.certificates.wording import CertificateFacts, same_language, usual_words
from facilitator.documents.certificate import (
    DEFAULT_TEMPLATE,
    CertificateDay,
    CertificateInLanguage,
    CertificateLabels,
    CertificatePage,
    CertificateSignatory,
    CertificateSkill,
)
from facilitator.documents.paper import Paper, Sheet
from facilitator.documents.template_file import shipped_template, shipped_templates
from facilitator.errors import NotFound
from facilitator.language.certificate_texts import certificate_texts
from facilitator.language.dates import date_words, digits, short_day, time_words
from facilitator.planning.planning import Planning

_ORIENTATIONS = ("-landscape", "-portrait")


@dataclass(frozen=True, slots=True)
class CertificateSurroundings:
    """What a page shows beside its line of the register.

    `signatures`: pictures of signatures, by the name and role of whoever signs.
    """

    venue: str = ""
    address: str = ""
    days: tuple[CertificateDay, ...] = ()
    signatures: Mapping[tuple[str, str], bytes] = field(default_factory=dict, repr=False)


_NOTHING_KNOWN = CertificateSurroundings()


class CertificatePages:
    """Looks up what stands around certificates; what many share is read once."""

    def __init__(self, planning: Planning, attendance: Attendance, centre: Centre) -> None:
        self._planning = planning
        self._attendance = attendance
        self._centre = centre

    def pages(self, facts: Sequence[PageFacts]) -> list[CertificatePage]:
        """These certificates as they are printed, in the order given."""
        details = self._centre.details()
        signatures = {
            (each.name, each.role): each.signature
            for each in self._centre.signatories(include_inactive=True)
            if each.signature
        }
        grids: dict[str, _Days | None] = {}
        pages = []
        for each in facts:
            row = each.certificate
            key = row.programme_id or ""
            if key not in grids:
                grids[key] = self._days_of(key)
            days = grids[key]
            around = CertificateSurroundings(
                days.venue if days else "",
                _address(details),
                days.of(row) if days else (),
                signatures,
            )
            pages.append(certificate_page(each, around))
        return pages

    def _days_of(self, programme_id: str) -> _Days | None:
        """The register outlives its programme: then there are no days to show."""
        try:
            venue = self._planning.programme(programme_id).venue_name
        except NotFound:
            return None
        return _Days(venue, self._attendance.grid(programme_id))


class _Days:
    """The days of one programme, and who was there for how much of them."""

    def __init__(self, venue: str, grid: AttendanceGrid) -> None:
        self.venue = venue
        self._workshops = grid.workshops
        self._people: dict[str, GridRow] = {each.participant_id: each for each in grid.people}

    def of(self, row: CertificateRow) -> tuple[CertificateDay, ...]:
        """The days as this certificate counts them; none once the attendance was corrected, as
        then they would not agree with the hours beside them.
        """
        person = self._people.get(row.participant_id or "")
        if person is None or person.total.contact_minutes != row.contact_minutes:
            return ()
        return tuple(
            CertificateDay(short_day(workshop.on, row.language), cell.share)
            for workshop, cell in zip(self._workshops, person.cells, strict=True)
            if not workshop.cancelled
        )


def certificate_page(
    facts: PageFacts, around: CertificateSurroundings = _NOTHING_KNOWN
) -> CertificatePage:
    """One certificate as it is printed."""
    row = facts.certificate
    language = row.language
    issued_on = date_words(row.issued_on, language)
    template, sheet = template_and_sheet(row.template, facts.paper)
    serial = row.printed_serial if row.serial else ""
    # Signed, the QR code can be verified anywhere; unsigned it repeats the facts of the page, and
    # who doubts them asks the issuer.
    facts_alone = (serial, row.holder, row.title, row.programme_title, issued_on, row.issuer)
    attended, planned = str(row.workshops_attended), str(row.workshops_planned)
    return CertificatePage(
        holder_name=row.holder,
        title=row.title,
        statement=row.statement,
        issuer_name=row.issuer,
        serial=serial,
        native_name=row.holder_native,
        skills=tuple(
            CertificateSkill(skill.title, skill.short, skill.level)
            for skill in facts.certificate.skills
        ),
        small_print=row.small_print,
        issuer_city=facts.city,
        place=row.place,
        issued_on=issued_on,
        signatories=tuple(
            CertificateSignatory(
                each.name, each.role, around.signatures.get((each.name, each.role))
            )
            for each in row.signatories
        ),
        logo=facts.logo,
        verify_text=row.signed_text or "\n".join(facts_alone),
        duplicate=facts.duplicate,
        language=language,
        native_language=facts.native_language,
        sheet=sheet,
        template=template,
        file_id=row.serial,
        labels=certificate_labels(language),
        issuer_address=around.address,
        programme=row.programme_title,
        first_date=date_words(row.first_on, language),
        last_date=date_words(row.last_on, language),
        hours=time_words(row.contact_minutes, language),
        workshops=digits(f"{attended} / {planned}", language),
        attendance=around.days,
        second=_second(facts, around),
    )


@cache
def certificate_labels(language: str) -> CertificateLabels:
    """The few words beside numbers, dates and stamps; signs where a language has no words yet."""
    if same_language(language, "en"):
        return CertificateLabels()
    texts = certificate_texts(language)
    if texts is None:
        return CertificateLabels(
            number="№", issued="{date}, {place}", issued_without_place="{date}", stamp="",
            check_note="", discs_note="",
        )  # fmt: skip
    return CertificateLabels(
        number=texts.number, issued=texts.issued, issued_without_place=texts.issued_without_place,
        stamp=texts.stamp, duplicate=texts.duplicate, check_note="", discs_note="",
    )  # fmt: skip


def template_and_sheet(kept: str, paper: str) -> tuple[str, Sheet]:
    """The layout and the sheet behind a kept name such as ``guilloche-landscape``; a template that
    exists one way only is printed that way.
    """
    name, landscape = kept, True
    for ending in _ORIENTATIONS:
        if kept.endswith(ending):
            name, landscape = kept.removesuffix(ending), ending == "-landscape"
    known = name if name in shipped_templates() else DEFAULT_TEMPLATE
    layout = shipped_template(known).layout(landscape=landscape)
    return known, Sheet(Paper(paper), landscape=layout.landscape)


def _second(facts: PageFacts, around: CertificateSurroundings) -> CertificateInLanguage | None:
    """The certificate in its second language, if there are words for it."""
    row = facts.certificate
    language = row.second_language
    if not language or same_language(language, row.language):
        return None
    own = bool(row.holder_native) and same_language(facts.native_language or "und", language)
    name = row.holder_native if own else row.holder
    said = CertificateFacts(
        holder=name,
        programme=row.programme_title,
        venue=around.venue or row.issuer,
        city=row.place,
        first_on=row.first_on,
        last_on=row.last_on,
        workshops_attended=row.workshops_attended,
        workshops_planned=row.workshops_planned,
        contact_minutes=row.contact_minutes,
    )
    says = usual_words(row.kind, row.title, said, language)
    if says is None:
        return None
    return CertificateInLanguage(
        language=language,
        title=says.title,
        statement=says.statement,
        holder_name=name,
        place=row.place,
        issued_on=date_words(row.issued_on, language),
        labels=certificate_labels(language),
    )


def _address(centre: CentreDetails | None) -> str:
    if centre is None:
        return ""
    if centre.city in centre.address:
        return centre.address
    return ", ".join(part for part in (centre.address, centre.city) if part)
