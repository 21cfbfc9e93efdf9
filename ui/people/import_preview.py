"""The rows of an import plan as the preview shows them, in the order of the file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from facilitator.exchange.people_import import Duplicates, PeopleImportPlan
from ui.people.import_words import birthday, flag_words, reason_words
from ui.words import isolate, t


@dataclass(frozen=True)
class PreviewRow:
    """One row of the file. `state`: ``in``, ``ask`` (a twin?), ``no``, ``out`` or ``skip``."""

    number: int
    name: str
    born: str
    contact: str
    what: str
    state: str


def preview_rows(plan: PeopleImportPlan, skipped: dict[int, PreviewRow]) -> list[PreviewRow]:
    """Every row of the file with what will happen to it; `skipped` are those taken out by hand."""
    noticed: dict[int, str] = {}
    for flag in plan.flags:
        if flag.row:
            noticed.setdefault(flag.row, flag_words(flag))
    twins = {row: group for group in plan.duplicates for row in group.rows}
    rows = []
    for each in plan.people:
        person = each.person
        what, state = noticed.get(each.row, ""), "in"
        if each.row in twins:
            what, state = twin_words(each.row, twins[each.row]), "ask"
        rows.append(
            PreviewRow(
                each.row,
                each.name,
                birthday(each.birth_date) or person.age_band.replace("-", "–"),
                person.phone or person.email,
                what or t("Comes in"),
                state,
            )
        )
    rows += [PreviewRow(r.row, r.text, "", "", reason_words(r.reason), "no") for r in plan.rejected]
    rows += [PreviewRow(r.row, r.text, "", "", reason_words(r.reason), "out") for r in plan.ignored]
    rows += [replace(row, what=t("Taken out by you"), state="skip") for row in skipped.values()]
    if plan.header_row:
        headings = " | ".join(heading for heading in plan.headings if heading)
        rows.append(PreviewRow(plan.header_row, headings, "", "", t("Column names"), "out"))
    return sorted(rows, key=lambda row: row.number)


def twin_words(row: int, group: Duplicates) -> str:
    """Who a row may be."""
    if group.known:
        return t("Perhaps already here: {name}", name=isolate(group.known[0].name))
    others = [str(each) for each in group.rows if each != row]
    return t("Same person as row {rows}?", rows=", ".join(others))
