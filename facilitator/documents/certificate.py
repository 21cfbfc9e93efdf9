"""Certificates, for callers: what a page says, and how it becomes a file.

The parts are in `certificate_words` (what it says), `certificate_page` (how it is set after its
template), `certificate_check` (what to look at before printing) and `certificate_files` (how it
is written).
"""

from __future__ import annotations

from facilitator.documents.certificate_check import (
    CoarsePicture,
    MissingLetters,
    PageChecker,
    PageFindings,
    checked_page,
    cramped_fields,
)
from facilitator.documents.certificate_files import (
    certificate_pdf,
    write_certificate_files,
    write_certificates,
)
from facilitator.documents.certificate_page import Fit
from facilitator.documents.certificate_words import (
    DEFAULT_TEMPLATE,
    CertificateDay,
    CertificateInLanguage,
    CertificateLabels,
    CertificatePage,
    CertificateSignatory,
    CertificateSkill,
    parted_statement,
)

__all__ = [
    "DEFAULT_TEMPLATE",
    "CertificateDay",
    "CertificateInLanguage",
    "CertificateLabels",
    "CertificatePage",
    "CertificateSignatory",
    "CertificateSkill",
    "CoarsePicture",
    "Fit",
    "MissingLetters",
    "PageChecker",
    "PageFindings",
    "certificate_pdf",
    "checked_page",
    "cramped_fields",
    "parted_statement",
    "write_certificate_files",
    "write_certificates",
]
