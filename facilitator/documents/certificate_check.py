"""What is worth a word before paper is spent: letters without a shape, names made tiny, pictures
that print coarse.

For the one list before printing; the words belong to the caller.
"""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.documents.certificate_document import CertificateDocument
from facilitator.documents.certificate_page import CertificateSetter, Fit
from facilitator.documents.certificate_words import CertificatePage
from facilitator.documents.page_pictures import read_picture
from facilitator.documents.template import PICTURES, ImageElement
from facilitator.documents.template_file import shipped_template
from facilitator.documents.text import missing_glyphs

COARSE = 150
"""Dots to an inch: below this a picture looks coarse on paper."""


@dataclass(frozen=True, slots=True)
class MissingLetters:
    """A text of the page with characters that no font has."""

    field: str
    characters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoarsePicture:
    """A picture (as templates call it) and how fine it would print; 0 for one that is broken."""

    source: str
    dots_to_an_inch: int
    width: float


@dataclass(frozen=True, slots=True)
class PageFindings:
    """What was found on one certificate. `name` is how the holder's name came out."""

    missing: tuple[MissingLetters, ...]
    cramped: tuple[Fit, ...]
    pictures: tuple[CoarsePicture, ...]
    name: Fit | None

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.missing or self.cramped or self.pictures)


class PageChecker:
    """Looks at many certificates, one after the other; remembers what they have in common."""

    def __init__(self) -> None:
        self._setter = CertificateSetter(CertificateDocument())
        self._pictures: dict[tuple[bytes, float, float], CoarsePicture | None] = {}

    def findings(self, page: CertificatePage) -> PageFindings:
        """What is worth a word on this certificate."""
        fits = self._setter.add(page)
        return PageFindings(
            _missing(page),
            tuple(fit for fit in fits if fit.cramped),
            self._coarse(page),
            next((fit for fit in fits if fit.field == "holder"), None),
        )

    def _coarse(self, page: CertificatePage) -> tuple[CoarsePicture, ...]:
        template = page.template
        if isinstance(template, str):
            template = shipped_template(template)
        layout = template.layout(landscape=page.sheet.landscape)
        found: list[CoarsePicture] = []
        for element in layout.elements:
            if isinstance(element, ImageElement):
                content = _content(page, element.source, template.pictures_by_name)
                if content is None:
                    continue
                key = (content, element.box.width, element.box.height)
                if key not in self._pictures:
                    self._pictures[key] = _judged(element, content)
                if (judged := self._pictures[key]) is not None:
                    found.append(judged)
        return tuple(found)


def checked_page(page: CertificatePage) -> PageFindings:
    """What is worth a word on one certificate."""
    return PageChecker().findings(page)


def cramped_fields(page: CertificatePage) -> list[str]:
    """The fields of a certificate that only fit smaller than the template's smallest size. They
    print whole all the same.
    """
    return [fit.field for fit in checked_page(page).cramped]


def _missing(page: CertificatePage) -> tuple[MissingLetters, ...]:
    texts = {
        "holder": page.holder_name, "native_name": page.native_name, "title": page.title,
        "statement": page.statement, "issuer": page.issuer_name, "small_print": page.small_print,
        "place": page.place,
    }  # fmt: skip
    for number, person in enumerate(page.signatories, start=1):
        texts[f"signatory_{number}"] = person.name
        texts[f"role_{number}"] = person.role
    if page.second is not None:
        texts["second.title"] = page.second.title
        texts["second.statement"] = page.second.statement
    found = ((field, tuple(missing_glyphs(text))) for field, text in texts.items() if text)
    return tuple(MissingLetters(field, missing) for field, missing in found if missing)


def _content(page: CertificatePage, source: str, kept: dict[str, bytes]) -> bytes | None:
    if source not in PICTURES:
        return kept.get(source)
    if source == "logo":
        return page.logo
    kind, _, number = source.partition("_")
    index = int(number) - 1
    if kind == "partner":
        return page.partner_logos[index] if index < len(page.partner_logos) else None
    return page.signatories[index].signature if index < len(page.signatories) else None


def _judged(element: ImageElement, content: bytes) -> CoarsePicture | None:
    box = element.box
    picture = read_picture(content, box.width, box.height)
    if picture is None:
        return CoarsePicture(element.source, 0, box.width)
    dots = picture.dots_to_an_inch(box.width, box.height)
    wide, _ = picture.box_in(box.width, box.height)
    return CoarsePicture(element.source, int(dots), round(wide, 1)) if dots < COARSE else None
