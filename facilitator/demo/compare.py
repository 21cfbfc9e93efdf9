"""Holds the figures of a workbook and of files made from it against those worked out by hand."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from facilitator.exchange.content import Content
from facilitator.workbook import Workbook

_TOTALS = {
    "planned_minutes": "planned_minutes",
    "contact_minutes_offered_per_person": "contact_minutes_offered_per_person",
    "enrolled": "enrolled",
    "unique_participants": "unique_participants",
    "did_not_start": "did_not_start",
    "attendances": "attendances",
    "contact_minutes_delivered": "contact_minutes_delivered",
    "learner_hours_delivered": "learner_hours_delivered",
    "expected_learner_minutes": "expected_learner_minutes",
    "late_arrivals": "late_arrivals",
    "early_departures": "early_departures",
    "attended_all_sessions": "attended_all",
    "attended_4_or_more": "attended_4_or_more",
    "retention_percent": "retention_percent",
    "people_by_age_band": "people_by_age_band",
    "people_by_gender": "people_by_gender",
    "people_by_district": "people_by_district",
    "people_by_internet_at_home": "people_by_internet_at_home",
}


def differences(
    workbook: Workbook, programme_id: str, expected: Content, keys: dict[str, str]
) -> Iterator[str]:
    """One sentence for each figure that is not as expected; `keys`: the file's key by id."""
    yield from _totals(workbook, programme_id, expected["totals"])
    yield from _people(workbook, programme_id, expected["participants"], keys)
    yield from _uplift(workbook, programme_id, expected["totals"]["uplift"])


def table_differences(csv_file: Path, xlsx_file: Path, expected: Content) -> Iterator[str]:
    """One sentence for each figure of the tables that is not as expected."""
    wanted = (
        expected["totals"]["attendances"],
        expected["totals"]["contact_minutes_delivered"],
    )
    for path, minutes in (
        (csv_file, _csv_minutes(csv_file)),
        (xlsx_file, _xlsx_minutes(xlsx_file)),
    ):
        found = (sum(1 for each in minutes if each > 0), sum(minutes))
        yield from _unless_equal(f"attendances and minutes in {path.name}", found, wanted)


def _totals(workbook: Workbook, programme_id: str, expected: Content) -> Iterator[str]:
    figures = workbook.attendance.figures(programme_id)
    for name, field in _TOTALS.items():
        yield from _unless_equal(name, getattr(figures, field), expected[name])
    by_workshop = list(figures.attendance_by_workshop.values())
    wanted = list(expected["attendance_by_session"].values())
    yield from _unless_equal("attendance_by_session", by_workshop, wanted)
    yield from _unless_equal("awards", workbook.certificates.counts(), expected["awards"])


def _people(
    workbook: Workbook, programme_id: str, expected: list[Content], keys: dict[str, str]
) -> Iterator[str]:
    wanted = {person["participant"]: person for person in expected}
    totals = {
        total.participant_id: total for total in workbook.attendance.person_totals(programme_id)
    }
    evidence = workbook.skills.evidence(programme_id)
    for candidate in workbook.certificates.candidates(programme_id):
        person = wanted.pop(keys[candidate.participant_id])
        total, issued = totals[candidate.participant_id], candidate.issued
        seen = evidence.get(candidate.participant_id)
        found = (
            total.workshops_attended,
            total.contact_minutes,
            total.contact_percent,
            seen.observations if seen else 0,
            bool(seen and seen.end_self_check),
            issued.award if issued else None,
            issued.serial if issued else None,
            issued.issued_on.isoformat() if issued else None,
        )
        figures = (
            person["sessions_attended"],
            person["contact_minutes"],
            person["contact_percent"],
            person["observation_notes"],
            person["end_self_check_handed_in"],
            person["award"],
            person["serial"],
            person["issue_date"],
        )
        yield from _unless_equal(person["participant"], found, figures)
    yield from _unless_equal("people missing", sorted(wanted), [])


def _uplift(workbook: Workbook, programme_id: str, expected: Content) -> Iterator[str]:
    for skill in workbook.skills.uplift(programme_id):
        for comparison, wanted in expected[skill.skill_key].items():
            change = getattr(skill, comparison)
            found = {figure: float(getattr(change, figure) or 0) for figure in wanted}
            yield from _unless_equal(f"{skill.skill_key} {comparison}", found, wanted)


def _unless_equal(what: str, found: object, wanted: object) -> Iterator[str]:
    if found != wanted:
        yield f"{what}: {found!r} instead of {wanted!r}"


def _csv_minutes(path: Path) -> list[int]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [int(row["Contact minutes"]) for row in csv.DictReader(stream)]


def _xlsx_minutes(path: Path) -> list[int]:
    # Takes a fifth of a second to load; no other command should wait for it.
    from openpyxl import load_workbook  # noqa: PLC0415

    book = load_workbook(path, read_only=True)
    try:
        rows = book.worksheets[0].iter_rows(values_only=True)
        place = next(rows).index("Contact minutes")
        return [int(row[place]) for row in rows]
    finally:
        book.close()
