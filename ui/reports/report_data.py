"""What the reports page shows of one programme, read at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from facilitator.attendance.model import GridWorkshop, ProgrammeFigures
from facilitator.planning.model import Programme
from facilitator.skills.progress import SkillUplift

FEW_PAIRS = 20
"""Under so many people no percentage is shown: one person would move it by five points."""


@dataclass(frozen=True)
class ReportData:
    """Figures, workshops and self-ratings of a programme. `rated`: last sheets handed in."""

    programme: Programme
    figures: ProgrammeFigures
    workshops: tuple[GridWorkshop, ...]
    uplift: tuple[SkillUplift, ...]
    rated: int
    certificates: int


def read_report(wb: Any, programme_id: str) -> ReportData:
    """Read it all; on the workbook's thread."""
    sheets = wb.skills.self_checks(programme_id)
    return ReportData(
        programme=wb.planning.programme(programme_id),
        figures=wb.attendance.figures(programme_id),
        workshops=tuple(wb.attendance.grid(programme_id, limit=1).workshops),
        uplift=tuple(wb.skills.uplift(programme_id)),
        rated=sum(1 for sheet in sheets if sheet.occasion == "end"),
        certificates=sum(
            1 for row in wb.certificates.register(programme_id) if row.state.value == "issued"
        ),
    )


def groups_shown(counts: Mapping[str, int], least: int) -> tuple[list[tuple[str, int]], int]:
    """The groups of at least `least` people, and how many people are in the smaller ones.

    A single small group, or small ones that are few people together, are joined with the next
    smallest: what is missing from a total would tell them just the same.
    """
    shown = sorted(counts.items())
    small = [each for each in shown if each[1] < least]
    large = [each for each in shown if each[1] >= least]
    while small and large and (len(small) == 1 or sum(n for _, n in small) < least):
        next_smallest = min(large, key=lambda each: each[1])
        large.remove(next_smallest)
        small.append(next_smallest)
    return large, sum(number for _, number in small)
