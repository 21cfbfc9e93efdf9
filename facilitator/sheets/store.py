"""Printed sheets in the workbook."""

from __future__ import annotations

import json
from collections.abc import Sequence

from facilitator.clock import to_stamp
from facilitator.documents.sign_in_layout import SignInLayout, layout_from
from facilitator.errors import NotFound
from facilitator.ids import new_id
from facilitator.sheets.codes import new_sheet_code
from facilitator.sheets.model import PrintedSheet
from facilitator.storage import Database, Row


def sheet(db: Database, code: str) -> PrintedSheet:
    """The sheet with this code. Raises `NotFound` ("sheet-unknown")."""
    row = db.row("SELECT * FROM sheet WHERE code = ?", (code,))
    if row is None:
        raise NotFound("sheet-unknown", sheet=code)
    return _sheet(row)


def sheets_of(db: Database, workshop_id: str) -> list[PrintedSheet]:
    """The sheets printed for a workshop, newest first."""
    rows = db.rows(
        "SELECT * FROM sheet WHERE workshop_id = ? ORDER BY printed_at DESC, id DESC",
        (workshop_id,),
    )
    return [_sheet(row) for row in rows]


def now_known_as(db: Database, people: Sequence[str]) -> dict[str, str]:
    """Who of these people is still there, and as whom: somebody may have been there twice and been
    made one with the other since.
    """
    rows = db.rows(
        "SELECT id, coalesce(merged_into, id) AS now FROM participant"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(people)),),
    )
    return {row["id"]: row["now"] for row in rows}


def keep(
    db: Database, workshop_id: str, people: Sequence[str], layout: SignInLayout
) -> PrintedSheet:
    """Keep a new sheet, outside undo."""
    kept = PrintedSheet(
        id=new_id(),
        code=new_sheet_code(),
        workshop_id=workshop_id,
        layout=layout,
        people=tuple(people),
        printed_at=to_stamp(db.clock.now()),
    )
    with db.log():
        db.insert(
            "sheet",
            {
                "id": kept.id,
                "code": kept.code,
                "workshop_id": workshop_id,
                "layout": layout.as_text(),
                "people": json.dumps(kept.people),
                "printed_at": kept.printed_at,
            },
        )
    return kept


def _sheet(row: Row) -> PrintedSheet:
    return PrintedSheet(
        id=row["id"],
        code=row["code"],
        workshop_id=row["workshop_id"],
        layout=layout_from(row["layout"]),
        people=tuple(json.loads(row["people"])),
        printed_at=row["printed_at"],
    )
