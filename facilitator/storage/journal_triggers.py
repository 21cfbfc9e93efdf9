"""The triggers by which the journal sees every change of a row.

They are TEMP: they live in the connection and never in the file. ``journal_now`` says what to do
with a change: no row in it, refuse the change; a row with an action, write it down under that
action; a row without one, let it pass (undo and redo).
"""
# Every name put into these statements is one of the schema's own.
# ruff: noqa: S608

from __future__ import annotations

from facilitator.storage.row_text import state_sql
from facilitator.storage.tables import Table, quoted

OUTSIDE_ACTION = "outside-action"
KEY_CHANGED = "key-changed"

# A change is numbered by its action and, below that, by its order within it.
ORDER_BITS = 24

JOURNAL_TABLES = (
    "CREATE TEMP TABLE journal_now (action INTEGER)",
    "CREATE TEMP TABLE journal_touched (table_name TEXT PRIMARY KEY) WITHOUT ROWID",
)


def recording_triggers(table: Table) -> list[str]:
    """For a journaled table: each change is written down, and none passes outside an action."""
    key, name = quoted(table.key), table.name
    old, new = state_sql(table, "old."), state_sql(table, "new.")
    guard = f"SELECT RAISE(ABORT, '{OUTSIDE_ACTION}') WHERE NOT EXISTS (SELECT 1 FROM journal_now);"

    fixed = f"SELECT RAISE(ABORT, '{KEY_CHANGED}') WHERE old.{key} IS NOT new.{key};"
    return [
        (
            f"CREATE TEMP TRIGGER journal_{name}_insert AFTER INSERT ON main.{quoted(name)}"
            f" BEGIN {guard} {_record(table, 'new', 'NULL', new)} END"
        ),
        (
            f"CREATE TEMP TRIGGER journal_{name}_update AFTER UPDATE ON main.{quoted(name)}"
            f" BEGIN {guard} {fixed} {_record(table, 'new', old, new)} END"
        ),
        (
            f"CREATE TEMP TRIGGER journal_{name}_delete AFTER DELETE ON main.{quoted(name)}"
            f" BEGIN {guard} {_record(table, 'old', old, 'NULL')} END"
        ),
    ]


def touching_triggers(table: Table) -> list[str]:
    """For a table that only grows: that it was written is noted once in a transaction.

    A row that an action takes away all the same (the sample is removed) is written down, so that
    undo brings it back.
    """
    name = table.name
    noted = [
        f"CREATE TEMP TRIGGER journal_{name}_{event} AFTER {event} ON"
        f" main.{quoted(name)} WHEN NOT EXISTS"
        f" (SELECT 1 FROM journal_touched WHERE table_name = '{name}')"
        f" BEGIN INSERT INTO journal_touched VALUES ('{name}'); END"
        for event in ("insert", "update", "delete")
    ]
    kept = (
        f"CREATE TEMP TRIGGER journal_{name}_taken_away AFTER DELETE ON main.{quoted(name)}"
        f" BEGIN {_record(table, 'old', state_sql(table, 'old.'), 'NULL')} END"
    )
    return [*noted, kept]


def _record(table: Table, row: str, before: str, after: str) -> str:
    """Write one change down, when an action is on."""
    return (
        "INSERT INTO action_change (id, action, table_name, row_id, before, after)"
        # The open action is the newest, so the highest number of all is its own, if it has any.
        f" SELECT 1 + max(action << {ORDER_BITS},"
        " (SELECT coalesce(max(id), 0) FROM action_change)),"
        f" action, '{table.name}', {row}.{quoted(table.key)}, {before}, {after}"
        " FROM journal_now WHERE action IS NOT NULL;"
    )
