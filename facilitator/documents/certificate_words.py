"""What a certificate says: one page a person, as plain words that are ready to print.

What the page says is decided by the caller (rules, wording, serials, dates in words).
Neighbours: `certificate_page` sets it after a template, `certificate_files` writes the files;
callers find all of it in `certificate`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from facilitator.documents.paper import A4_LANDSCAPE, Sheet
from facilitator.documents.template import Template

DEFAULT_TEMPLATE = "guilloche"
"""The template that a programme gets when nobody has chosen one."""


@dataclass(frozen=True, slots=True)
class CertificateLabels:
    """The few words on the page that do not come from the certificate itself."""

    number: str = "No."
    issued: str = "Issued {date}, {place}"
    issued_without_place: str = "Issued {date}"
    stamp: str = "Stamp"
    duplicate: str = "Duplicate"
    list_separator: str = ", "
    skill_in_list: str = "{skill}: {detail} ({level})"
    check_note: str = "Checked offline with Facilitator"
    discs_note: str = "Each disc is one workshop; the hatched part is the time attended."
    code_in_words: str = "Code to verify this page"


@dataclass(frozen=True, slots=True)
class CertificateSignatory:
    """Who signs by hand, and as what."""

    name: str
    role: str = ""
    signature: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class CertificateDay:
    """A workshop for the row of discs: its day in words, and the share attended (0 to 1)."""

    label: str
    share: float


@dataclass(frozen=True, slots=True)
class CertificateSkill:
    """A skill that was shown: its title, what it meant, and the level in words."""

    title: str
    detail: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class CertificateInLanguage:
    """The words of a certificate in its second language; what is empty is not printed twice."""

    language: str
    title: str
    statement: str
    holder_name: str = ""
    issuer_name: str = ""
    issuer_address: str = ""
    issuer_city: str = ""
    place: str = ""
    issued_on: str = ""
    skills: tuple[CertificateSkill, ...] = ()
    small_print: str = ""
    roles: tuple[str, ...] = ()
    labels: CertificateLabels = CertificateLabels()


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """Everything one certificate says, as plain text that is ready to print.

    `statement` may hold the holder's name once ("This certifies that Ana Ruiz completed ..."):
    the words before it then stand above the big name and the words after it below, so that
    the name is read once. `issued_on` is a date in words. `file_id` (a serial or a short id)
    keeps the file names of two people of the same name apart. `verify_text` becomes the QR
    code; without it there is none. `logo` and `partner_logos` are contents of PNG or JPEG files.
    `template` is the name of a shipped one, or one of the centre's own. `shift` moves all that is
    printed (millimetres to the right and down), for sheets that are printed already;
    `on_screen` also shows what such sheets bring along.
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
    template: str | Template = DEFAULT_TEMPLATE
    file_id: str = ""
    labels: CertificateLabels = CertificateLabels()
    issuer_address: str = ""
    programme: str = ""
    first_date: str = ""
    last_date: str = ""
    hours: str = ""
    workshops: str = ""
    attendance: tuple[CertificateDay, ...] = ()
    partner_logos: tuple[bytes, ...] = field(default=(), repr=False)
    second: CertificateInLanguage | None = None
    shift: tuple[float, float] = (0.0, 0.0)
    on_screen: bool = False


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
    start = text.find(name)
    while start >= 0 and not _stands_alone(text, start, start + len(name)):
        start = text.find(name, start + 1)
    if start < 0:
        return "", statement
    isolates = "\u2066\u2067\u2068\u2069"
    before = text[:start].strip(_CLAUSE_ENDS + isolates)
    # Some languages end a sentence with the name; the full stop would begin the next line.
    after = text[start + len(name) :].strip(isolates).lstrip(_CLAUSE_ENDS + ".。।")
    return before, after


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit goes on from that part of a text."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or before == "_" or after.isalnum() or after == "_")
