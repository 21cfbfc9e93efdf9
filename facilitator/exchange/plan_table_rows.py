"""What a plan in a table comes to: the rows that would come in, and what a person should know.

Neighbours: `plan_import` makes these; `plan_columns` knows headings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from facilitator.exchange.plan_cells import MaterialWish
from facilitator.exchange.plan_columns import PlanField
from facilitator.exchange.table_rows import TableRow
from facilitator.planning.model import ActivityKind, SkillAim


@dataclass(frozen=True, slots=True)
class PlanImportAnswers:
    """What a person decided about a file; empty: as detected, or as decided the last time.

    `header_row` 0 says that there is none. `columns` maps places (from 0) to what they hold, None
    to leave a column out. `kinds` maps words of the table to kinds. `leave_out_rejected`: bring in
    what can come in. `start_with_table`: the workshop starts when the table says.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int | None = None
    columns: Mapping[int, PlanField | None] = field(default_factory=dict)
    kinds: Mapping[str, ActivityKind] = field(default_factory=dict)
    leave_out_rejected: bool = False
    start_with_table: bool = False


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """An activity, a parallel group or a step of one, from a row of the file.

    `group` names the parallel group a step belongs to; `is_group` says that the row is the group
    itself. `values` are fields of the activity (of the group: name and task).
    """

    row: int
    title: str
    kind: ActivityKind
    seconds: int
    group: str = ""
    is_group: bool = False
    starts_at: int | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    lead: str = ""
    room: str = ""
    method_id: str | None = None
    materials: tuple[MaterialWish, ...] = ()
    skills: tuple[SkillAim, ...] = ()


@dataclass(frozen=True, slots=True)
class RowNote:
    """Something about a row, by its number in the file: why it is rejected or ignored, or what was
    made of it. `facilitator.words.Words.trouble` words `code` with `params`.
    """

    row: int
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """Something to ask before anything comes in."""

    code: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanImportPlan:
    """Everything that an import would do. `header_row` 0: none was found; `table`: the file's rows
    as they stand there.
    """

    file_name: str
    rows: tuple[PlannedRow, ...]
    rejected: tuple[RowNote, ...]
    ignored: tuple[RowNote, ...]
    notes: tuple[RowNote, ...]
    questions: tuple[PlanQuestion, ...]
    encoding: str
    delimiter: str
    sheet: str
    sheets: tuple[str, ...]
    header_row: int
    headings: tuple[str, ...]
    columns: Mapping[int, PlanField]
    fingerprint: str
    answers: PlanImportAnswers
    starts_at: int | None
    table: tuple[TableRow, ...] = field(repr=False, default=())

    @property
    def rows_read(self) -> int:
        """How many rows of the file hold anything."""
        return len(self.table)

    @property
    def activities(self) -> int:
        """How many activities would come in, steps of parallel groups not counted."""
        return sum(not row.group for row in self.rows)

    @property
    def seconds(self) -> int:
        """How long they take one after the other."""
        return sum(row.seconds for row in self.rows if not row.group)

    @property
    def new_team(self) -> tuple[str, ...]:
        """Names that would be added to the team."""
        return tuple(
            dict.fromkeys(
                str(note.params["text"]) for note in self.notes if note.code == "lead-added"
            )
        )

    def as_json(self) -> dict[str, object]:
        """The plan as plain values, for a dry run."""
        return {
            "activities": self.activities,
            "minutes": self.seconds / 60,
            "rows": [_row_json(row) for row in self.rows],
            "rejected": [_note_json(note) for note in self.rejected],
            "ignored": [_note_json(note) for note in self.ignored],
            "notes": [_note_json(note) for note in self.notes],
            "questions": [
                {"code": question.code, "choices": list(question.choices)}
                for question in self.questions
            ],
            "new_team": list(self.new_team),
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "sheet": self.sheet,
            "sheets": list(self.sheets),
            "header_row": self.header_row or None,
            "columns": {str(place): str(held) for place, held in self.columns.items()},
        }


def _row_json(row: PlannedRow) -> dict[str, object]:
    return {
        "row": row.row,
        "title": row.title,
        "kind": None if row.is_group else row.kind.value,
        "minutes": row.seconds / 60,
        "group": row.group or None,
    }


def _note_json(note: RowNote) -> dict[str, object]:
    return {"row": note.row, "code": note.code, **note.params, "cells": note.text}
