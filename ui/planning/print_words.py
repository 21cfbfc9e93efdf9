"""The words of printed plans: names of the papers, and the labels that stand on them."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.documents.plan_sheet import PlanLabels, PlanPaperKind
from ui.words import t


@dataclass(frozen=True)
class PaperWords:
    """What a paper is called, and what it is for."""

    title: str
    about: str


def paper_words(kind: PlanPaperKind) -> PaperWords:
    """A paper of a plan in words."""
    return {
        PlanPaperKind.RUN_SHEET: PaperWords(
            t("Run sheet"), t("Big type for the hand, one page where it fits")
        ),
        PlanPaperKind.SCRIPT: PaperWords(
            t("Full script"), t("Everything you say, do and watch for")
        ),
        PlanPaperKind.AGENDA: PaperWords(
            t("Agenda for participants"), t("Times and titles, no notes")
        ),
        PlanPaperKind.MATERIALS: PaperWords(
            t("Materials list"), t("What to pack, with boxes to tick")
        ),
        PlanPaperKind.TASK_SHEETS: PaperWords(
            t("Group task sheets"), t("What each group does, one sheet each")
        ),
        PlanPaperKind.ROOM_SIGNS: PaperWords(t("Room signs"), t("For doors and corridors")),
    }[kind]


def plan_labels() -> PlanLabels:
    """The labels on the papers, in the language in force."""
    return PlanLabels(
        minutes=t("{minutes} min"),
        aim=t("Aim"),
        task=t("Task"),
        say=t("Say"),
        do=t("Do"),
        watch=t("Watch"),
        if_short=t("If short of time"),
        can_lose=t("−{minutes} min"),
        materials=t("Materials"),
        skills=t("Skills"),
        optional=t("may be left out"),
        fixed=t("fixed start"),
        free=t("{minutes} min free before"),
        people=t("{count} people"),
        person=t("1 person"),
        group_of=t("Group {number} of {count}"),
        groups=t("{count} groups"),
        parallel=t("Groups"),
        your_task=t("Your task"),
        steps=t("Step by step"),
        you_need=t("You need"),
        ends=t("End"),
        welcome=t("Welcome"),
        expected=t("For {count} people"),
        used_up=t("Used up"),
        comes_back=t("Comes back"),
        in_workshops=t("Workshops: {numbers}"),
        no_materials=t("Nothing to pack."),
        page=t("Page {page} of {pages}"),
    )
