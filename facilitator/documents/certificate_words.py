"""What a certificate says: one page a person, as plain words that are ready to print.

What the page says is decided by the caller (rules, wording, serials, dates in words).
Neighbours: `certificate_page` sets it after a template, `certificate_files` writes the files;
callers find all of it in `certificate`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from facilitator.documents.paper import A4_LANDSCAPE, Sheet

DEFAULT_TEMPLATE = "guilloche"
"""The template that a programme gets when nobody has chosen one."""


@dataclass(frozen=True, slots=True)
class CertificateLabels:
    """The few words on the page that do not come from the certificate itself."""

    number: str = "No."
    issued: str = "Issued {date}, {place}"
    issued_without_place: str = "Issued {date}"
    seal: str = "Seal"
    duplicate: str = "Duplicate"
    list_separator: str = ", "


@dataclass(frozen=True, slots=True)
class CertificateSignatory:
    """Who signs by hand, and as what."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class CertificateSkill:
    """A skill that was shown: its title, what it meant, and the level in words."""

    title: str
    detail: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """Everything one certificate says, as plain text that is ready to print.

    `statement` may hold the holder's name once ("This certifies that Ana Ruiz completed ..."):
    the words before it then stand above the big name and the words after it below, so that
    the name is read once. `issued_on` is a date in words. `file_id` (a serial or a short id)
    keeps the file names of two people of the same name apart. `verify_text` becomes the QR
    code; without it there is none. `logo` is a PNG or JPEG file's content.
    """

    holder_name: str
    title: str
    statement: str
    issuer_name: str
    serial: str
    native_name: str = ""
    skills: tuple[CertificateSkill, ...] = ()
    small_print: str = ""
    issuer_city: str = ""
    place: str = ""
    issued_on: str = ""
    signatories: tuple[CertificateSignatory, ...] = ()
    logo: bytes | None = field(default=None, repr=False)
    verify_text: str = ""
    duplicate: bool = False
    language: str = "en"
    native_language: str = ""
    sheet: Sheet = A4_LANDSCAPE
    template: str = DEFAULT_TEMPLATE
    file_id: str = ""
    labels: CertificateLabels = CertificateLabels()


_CLAUSE_ENDS = " ,;:،؛、，\u00a0"


def parted_statement(statement: str, holder_name: str) -> tuple[str, str]:
    """A statement around the holder's name as the words before it and the words after it.

    A statement that does not hold the name as words of its own stays whole, with nothing
    before it.
    """
    if not holder_name.strip():
        return "", statement
    name = unicodedata.normalize("NFC", holder_name.strip())
    text = unicodedata.normalize("NFC", statement)
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    if found is None:
        return "", statement
    isolates = "\u2066\u2067\u2068\u2069"
    before = text[: found.start()].strip(_CLAUSE_ENDS + isolates)
    after = text[found.end() :].strip(isolates).lstrip(_CLAUSE_ENDS)
    return before, after
