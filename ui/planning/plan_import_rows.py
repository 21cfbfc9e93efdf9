"""The rows of a table with what would happen to each, in the order of the file."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.exchange.plan_table_rows import PlanImportPlan, PlannedRow, RowNote
from facilitator.planning.model import Agenda
from ui.planning.plan_import_words import note_words, row_words
from ui.words import t

IN, NO, OUT = "in", "no", "out"


@dataclass(frozen=True)
class PreviewRow:
    """One row of the file. `state`: `IN`, `NO` (rejected) or `OUT` (left out); `noticed`: it comes
    in, and something was made of it that one should know.
    """

    number: int
    cells: tuple[str, ...]
    what: str
    state: str
    noticed: bool = False


def preview_rows(plan: PlanImportPlan) -> list[PreviewRow]:
    """Every row of the file that holds anything."""
    taken = {row.row: row for row in plan.rows}
    rejected = _by_row(plan.rejected)
    ignored = _by_row(plan.ignored)
    notes = _by_row(plan.notes)
    found = []
    for row in plan.table:
        number = row.number
        if number in rejected:
            what, state, noticed = _sentences(rejected[number]), NO, False
        elif number in taken:
            noticed = number in notes
            what, state = _taken(taken[number], notes.get(number, [])), IN
        elif number in ignored:
            what, state, noticed = _sentences(ignored[number]), OUT, False
        elif number <= plan.header_row or number == plan.header_row + 1:
            what, state, noticed = t("Column names"), OUT, False
        else:
            what, state, noticed = t("Waits for the columns"), OUT, False
        found.append(PreviewRow(number, row.cells, what, state, noticed))
    return found


def unknown_kinds(plan: PlanImportPlan) -> dict[str, str]:
    """Words for kinds that the table has and nobody knows, with the kind that is proposed."""
    return {
        str(note.params["text"]): str(note.params["kind"])
        for note in plan.notes
        if note.code == "kind-proposed"
    }


def end_of_day(plan: PlanImportPlan, agenda: Agenda, *, replace: bool) -> int:
    """When the day would end, in seconds after its first midnight: one after the other, fixed
    starts kept.
    """
    begins = agenda.workshop.starts_local
    if replace or not agenda.activities:
        cursor = begins.hour * 3600 + begins.minute * 60
        if plan.answers.start_with_table and plan.starts_at is not None:
            cursor = plan.starts_at
    else:
        ends = agenda.schedule.end.replace(tzinfo=None)
        cursor = round((ends - begins.replace(hour=0, minute=0)).total_seconds())
    for row in plan.rows:
        if row.group:
            continue
        lock = row.values.get("locked_start_seconds")
        if isinstance(lock, int):
            cursor = max(cursor, lock)
        cursor += row.seconds
    return cursor


def _taken(row: PlannedRow, notes: list[RowNote]) -> str:
    said = [note_words(note) for note in notes]
    return " ".join([row_words(row), *(f"· {sentence}" for sentence in said)])


def _sentences(notes: list[RowNote]) -> str:
    return " ".join(note_words(note) for note in notes)


def _by_row(notes: tuple[RowNote, ...]) -> dict[int, list[RowNote]]:
    found: dict[int, list[RowNote]] = {}
    for note in notes:
        if note.row:
            found.setdefault(note.row, []).append(note)
    return found
