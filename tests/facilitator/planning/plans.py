"""Builders for plans in a workbook, and the whole of a workbook to compare."""

# ruff: noqa: DTZ001 - a plan begins at a wall time, which has no zone yet

from datetime import datetime

EVENING = datetime(2026, 10, 8, 17, 30)


def add(planning, workshop_id, title, minutes=10, position=None, kind="input", **fields):
    return planning.add_activity(workshop_id, position, title, kind, minutes * 60, **fields)


def whole_file(database):
    """Every row of every journaled table, to tell whether undo gave all of it back."""
    return {
        name: sorted(
            tuple(row[column.name] for column in table.kept_columns)
            for row in database.rows(f'SELECT * FROM "{name}"')
        )
        if name not in {"action", "action_change", "run", "run_event"}
        else None
        for name, table in database.tables.items()
    }
