"""The sign-in sheet: names in roster order with room for a hand-written signature."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.documents.paper import Paper, Sheet


@dataclass(frozen=True, slots=True)
class SignInLabels:
    """The words on the sheet, in the language of the sheet."""

    title: str = "Sign-in sheet"
    number: str = "No."
    name: str = "Name"
    signature: str = "Signature"
    time_in: str = "In"
    time_out: str = "Out"
    walk_ins: str = "Walk-ins: please write your name clearly"
    facilitator: str = "Facilitator"
    signature_of_facilitator: str = "Signature of the facilitator"
    head_count: str = "Head count"
    page: str = "Page {page} of {pages}"


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One expected person. `note` is a short word for the door (never a reason or a need)."""

    name: str
    native_name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """What the sheet of one workshop shows; dates and times are words, ready to print.

    `sheet_code` says which sheet this is when its photograph comes back: it is printed as
    text and as a QR code (with the page number added) on every page.
    """

    workshop_title: str
    rows: tuple[SignInRow, ...] = ()
    programme_title: str = ""
    issuer_name: str = ""
    date: str = ""
    time: str = ""
    place: str = ""
    facilitators: str = ""
    blank_lines: int = 6
    sheet_code: str = ""
    notice: str = ""
    language: str = "en"
    sheet: Sheet = Sheet(Paper.A4)
    labels: SignInLabels = SignInLabels()
