"""What a certificate says in its own language: the title, the sentence, and what is filled in.

A programme writes its awards in its own language. For somebody whose certificate is to be in
another one, the usual words of that language stand in, if there are any; else the certificate
stays in the programme's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from facilitator.certificates.model import AwardKind
from facilitator.certificates.statement import (
    compose,
    dates_in_words,
    list_of_outcomes,
    list_of_skills,
)
from facilitator.language.certificate_texts import certificate_texts
from facilitator.language.dates import date_words, digits, list_words, time_words


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What sentences are filled with. `skills`: title and the word for the level."""

    holder: str
    programme: str
    venue: str
    city: str
    first_on: date
    last_on: date
    workshops_attended: int
    workshops_planned: int
    contact_minutes: int
    outcomes: Sequence[str] = ()
    skills: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class AwardTexts:
    """An award as its programme wrote it, and in which language that is."""

    kind: AwardKind
    title: str
    statement: str
    small_print: str
    language: str


@dataclass(frozen=True, slots=True)
class CertificateSays:
    """The words of a certificate, and the language they are in."""

    language: str
    title: str
    statement: str
    small_print: str = ""


def certificate_says(texts: AwardTexts, facts: CertificateFacts, wanted: str) -> CertificateSays:
    """The certificate in the wanted language, as near as there are words for it."""
    own = compose(texts.small_print, values_in(facts, texts.language))
    if not same_language(wanted, texts.language):
        usual = usual_words(texts.kind, texts.title, facts, wanted)
        if usual is not None:
            return CertificateSays(usual.language, usual.title, usual.statement, own)
        wanted = texts.language
    values = values_in(facts, wanted)
    return CertificateSays(
        wanted, texts.title, compose(texts.statement, values), compose(texts.small_print, values)
    )


def usual_words(
    kind: AwardKind, title: str, facts: CertificateFacts, language: str
) -> CertificateSays | None:
    """The usual title and sentence of a language; nothing where there are none.

    `title` stands where a kind has no usual one.
    """
    texts = certificate_texts(language)
    if texts is None:
        return None
    titles = {
        AwardKind.ATTENDANCE: texts.attendance,
        AwardKind.PARTICIPATION: texts.participation,
        AwardKind.ACHIEVEMENT: texts.achievement,
    }
    statement = compose(texts.statement, values_in(facts, language))
    return CertificateSays(language, titles.get(kind, title), statement)


def values_in(facts: CertificateFacts, language: str) -> dict[str, str]:
    """Every placeholder's value, with dates, digits and lists as the language has them."""
    return {
        "display_name": facts.holder,
        "programme_title": facts.programme,
        "venue": facts.venue,
        "city": facts.city,
        "first_date": date_words(facts.first_on, language),
        "last_date": date_words(facts.last_on, language),
        "dates": _dates(facts.first_on, facts.last_on, language),
        "sessions_attended": digits(str(facts.workshops_attended), language),
        "sessions_planned": digits(str(facts.workshops_planned), language),
        "contact_time": time_words(facts.contact_minutes, language),
        "learning_outcomes": list_of_outcomes(list(facts.outcomes)),
        "observed_skills_with_levels": _skills(facts.skills, language),
    }


def same_language(one: str, other: str) -> bool:
    """Whether two tags name the same language, whatever the country."""
    return _base(one) == _base(other)


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


def _dates(first: date, last: date, language: str) -> str:
    if _base(language) == "en":
        return dates_in_words(first, last)
    if first == last:
        return date_words(first, language)
    return f"{date_words(first, language)} – {date_words(last, language)}"


def _skills(skills: Sequence[tuple[str, str]], language: str) -> str:
    if _base(language) == "en":
        return list_of_skills(list(skills))
    return list_words([f"{title} ({level})" for title, level in skills], language)
