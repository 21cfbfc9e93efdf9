"""Certificates, for callers: what a page says, and how it becomes a file.

The parts are in `certificate_words` (what it says), `certificate_page` (how it looks) and
`certificate_files` (how it is written).
"""

from __future__ import annotations

from facilitator.documents.certificate_files import (
    certificate_pdf,
    write_certificate_files,
    write_certificates,
)
from facilitator.documents.certificate_page import cramped_fields
from facilitator.documents.certificate_words import (
    DEFAULT_TEMPLATE,
    CertificateLabels,
    CertificatePage,
    CertificateSignatory,
    CertificateSkill,
    parted_statement,
)

__all__ = [
    "DEFAULT_TEMPLATE",
    "CertificateLabels",
    "CertificatePage",
    "CertificateSignatory",
    "CertificateSkill",
    "certificate_pdf",
    "cramped_fields",
    "parted_statement",
    "write_certificate_files",
    "write_certificates",
]
