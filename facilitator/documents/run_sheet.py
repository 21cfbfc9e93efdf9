"""The run sheet: the agenda of one workshop in big type, to be read from a metre away."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.documents.paper import Paper, Sheet


@dataclass(frozen=True, slots=True)
class RunSheetLabels:
    """The words of the run sheet, in its language."""

    minutes: str = "min"
    say: str = "Say"
    do: str = "Do"
    watch: str = "Watch"
    if_short: str = "If short of time"
    can_lose: str = "−{minutes} min"
    lead: str = "Lead"
    ends: str = "Ends"
    page: str = "Page {page} of {pages}"


@dataclass(frozen=True, slots=True)
class RunSheetActivity:
    """One activity. `kind` is its type (``"welcome"``, ``"break"``, ...) and chooses the mark;
    `kind_word` is what stands beside it. `cut_minutes` is what it may lose when time is short.
    """

    start: str
    minutes: int
    title: str
    kind: str = ""
    kind_word: str = ""
    end: str = ""
    lead: str = ""
    grouping: str = ""
    say: str = ""
    do: str = ""
    watch: str = ""
    if_short: str = ""
    cut_minutes: int = 0
    materials: str = ""


@dataclass(frozen=True, slots=True)
class RunSheet:
    """The plan of one workshop with its times already worked out, as words ready to print."""

    workshop_title: str
    activities: tuple[RunSheetActivity, ...]
    programme_title: str = ""
    date: str = ""
    time: str = ""
    place: str = ""
    aim: str = ""
    team: str = ""
    end: str = ""
    footer: str = ""
    with_notes: bool = True
    language: str = "en"
    sheet: Sheet = Sheet(Paper.A4)
    labels: RunSheetLabels = RunSheetLabels()
