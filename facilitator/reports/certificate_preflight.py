"""The list before printing, with what shows only when a page is set.

Imported when the list is made: setting pages loads the fonts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from facilitator.certificates.model import PageFacts
from facilitator.certificates.preflight import Finding, FindingCode
from facilitator.documents.certificate_check import CoarsePicture, PageChecker
from facilitator.progress import Progress
from facilitator.reports.certificate_pages import certificate_page


def drawn_findings(pages: Iterable[PageFacts], progress: Progress, total: int) -> list[Finding]:
    """What is found on these pages; what is the same on many is said once."""
    checker = PageChecker()
    pictures: dict[str, Finding] = {}
    findings: list[Finding] = []
    for done, facts in enumerate(pages, start=1):
        page = checker.findings(certificate_page(facts))
        row = facts.certificate
        known = row.id if row.serial else None
        for missing in page.missing:
            about = " ".join(f"U+{ord(char):04X}" for char in missing.characters)
            findings.append(
                Finding(FindingCode.MISSING_GLYPHS, row.participant_id, row.holder, about, known)
            )
        findings.extend(
            Finding(FindingCode.OVERFLOW, row.participant_id, row.holder, fit.field, known)
            for fit in page.cramped
        )
        for finding in _of_pictures(page.pictures):
            pictures.setdefault(finding.about, finding)
        progress.report(done, total)
    return [*pictures.values(), *findings]


def _of_pictures(pictures: Iterable[CoarsePicture]) -> Iterator[Finding]:
    for picture in pictures:
        if picture.dots_to_an_inch:
            about = f"{picture.source} {picture.dots_to_an_inch}"
            yield Finding(FindingCode.COARSE_PICTURE, about=about)
        else:
            yield Finding(FindingCode.BROKEN_PICTURE, about=picture.source)
