"""The attendance register of a programme: people down, workshops across, totals both ways."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.documents.paper import Paper, Sheet


@dataclass(frozen=True, slots=True)
class RegisterLabels:
    """The words of the register, in its language."""

    title: str = "Attendance register"
    number: str = "No."
    name: str = "Name"
    attended: str = "Attended"
    minutes: str = "Minutes"
    hours: str = "Hours"
    share: str = "Share"
    present: str = "Present"
    planned: str = "Contact minutes offered"
    total_minutes: str = "Minutes attended"
    definitions: str = "How this was counted"
    signed: str = "Name, signature and date"
    page: str = "Page {page} of {pages}"
    part: str = "Workshops {first} to {last} of {total}"


@dataclass(frozen=True, slots=True)
class RegisterWorkshop:
    """One column. `short` is its number or code, `date` a short date in words."""

    short: str
    date: str
    title: str = ""
    contact_minutes: int = 0


@dataclass(frozen=True, slots=True)
class RegisterCell:
    """One person at one workshop: a letter for the status, and the minutes if any counted."""

    mark: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One person; `cells` stand in the order of the workshops. `share` is ready to print."""

    name: str
    cells: tuple[RegisterCell, ...]
    attended: int
    minutes: int
    native_name: str = ""
    share: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class RegisterColumnTotal:
    """How many were present at one workshop and how many minutes they were there together."""

    present: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Register:
    """A whole register with its totals, counted by the caller.

    `legend` explains the status letters (letter, meaning); `definitions` are sentences on how
    minutes were counted and rounded; `signatories` sign at the end.
    """

    programme_title: str
    workshops: tuple[RegisterWorkshop, ...]
    rows: tuple[RegisterRow, ...]
    column_totals: tuple[RegisterColumnTotal, ...]
    total_minutes: int
    total_attendances: int
    issuer_name: str = ""
    period: str = ""
    place: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    definitions: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    footer: str = ""
    language: str = "en"
    sheet: Sheet = Sheet(Paper.A4, landscape=True)
    labels: RegisterLabels = RegisterLabels()
