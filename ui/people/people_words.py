"""What the screens about people say of a person, in few words."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from facilitator.people.age import AGE_BANDS
from facilitator.people.model import ParticipantRow
from ui.widgets.tables import Cell
from ui.words import t


def name_cell(row: ParticipantRow) -> Cell:
    """The name, beside it the same in the person's own script."""
    native = row.native_name if row.native_name != row.name else ""
    return Cell(row.name, native, strong=True)


def to_know(row: ParticipantRow) -> Cell:
    """What whoever stands at the door should have heard."""
    told = []
    if row.minor:
        told.append(t("under 18"))
    if row.has_needs:
        told.append(t("has needs"))
    if row.complete_later:
        told.append(t("complete later"))
    return Cell(", ".join(told), color="text-2")


def age_bands() -> list[tuple[str, str]]:
    """The bands offered, with how they are said; the first is "not said"."""
    return [("", t("Not said")), *((band, age_band(band)) for band in AGE_BANDS)]


def age_band(band: str) -> str:
    """A band as it is read: "35–44"."""
    return band.replace("-", "–")


def internet_answers() -> list[tuple[str, str]]:
    """Whether somebody has internet at home."""
    return [
        ("", t("Not said")),
        ("yes", t("Yes")),
        ("limited", t("Limited")),
        ("phone-only", t("On the phone only")),
        ("no", t("No")),
    ]


def contact_kinds() -> list[tuple[str, str]]:
    """The ways to reach somebody."""
    return [
        ("phone", t("Phone")),
        ("email", t("E-mail")),
        ("address", t("Address")),
        ("emergency", t("In an emergency")),
        ("other", t("Other")),
    ]


def contact_kind(kind: str) -> str:
    """The word for a way to reach somebody."""
    return dict(contact_kinds()).get(kind, kind)


def consent_purposes() -> list[tuple[str, str]]:
    """What people are asked to agree to."""
    return [
        ("data-processing", t("Keeping these details")),
        ("photos", t("Photos")),
        ("share-with-funder", t("Sharing with the funder")),
        ("take-part", t("Taking part (a guardian’s answer)")),
    ]


def consent_purpose(key: str) -> str:
    """The words for a purpose; one that the centre made up is its own word."""
    return dict(consent_purposes()).get(key, key)


def consent_answers() -> list[tuple[str, str]]:
    """What people answer."""
    return [
        ("yes", t("Yes")),
        ("no", t("No")),
        ("group-only", t("In a group only")),
        ("totals-only", t("In totals only")),
    ]


def consent_answer(key: str) -> str:
    """The words for an answer."""
    return dict(consent_answers()).get(key, key)


def work_statuses() -> list[tuple[str, str]]:
    """What somebody does by day, as funders ask for it."""
    return [
        ("", t("Not said")),
        ("employed", t("Employed")),
        ("self-employed", t("Self-employed")),
        ("looking-for-work", t("Looking for work")),
        ("student", t("In education")),
        ("carer", t("Caring for somebody")),
        ("retired", t("Retired")),
        ("other", t("Other")),
    ]


def language_name(code: str) -> str:
    """What a language code stands for: "ar" is Arabic, called so in the language itself too."""
    found = QLocale(code) if code.strip() else QLocale.c()
    if found.language() in {QLocale.Language.C, QLocale.Language.AnyLanguage}:
        return ""
    return f"{QLocale.languageToString(found.language())}, {found.nativeLanguageName()}"
