"""Brings a workbook from the version of its schema to ours, a step at a time.

Each step is one transaction of sqlite-utils' `Migrations`: killed at any moment, the file is of
the old version or of the new one. Before a step commits, every table must still have its rows and
every reference must hold.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from facilitator.errors import StorageTrouble
from facilitator.storage.migrations import m0001
from facilitator.storage.migrations.step import Executes, Step, statements_of
from facilitator.storage.tables import quoted, read_tables

if TYPE_CHECKING:
    import sqlite_utils

STEPS: tuple[Step, ...] = (Step("m0001_whole_schema", m0001.apply),)
SCHEMA_VERSION = len(STEPS)

_SET = "facilitator"

# As sqlite-utils would make it, but spelled by us: its text is part of the known schema, and must
# not change with the library's habits.
_RECORD_OF_STEPS = """\
CREATE TABLE "_sqlite_migrations"
  ("id" INTEGER PRIMARY KEY, "migration_set" TEXT, "name" TEXT, "applied_at" TEXT);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
  ON "_sqlite_migrations" ("migration_set", "name");
"""


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the schema that the file says it has."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(wrapped: sqlite_utils.Database, steps: Sequence[Step] = STEPS) -> None:
    """Apply the steps that are still to come. The caller has made a backup."""
    from sqlite_utils import Migrations  # noqa: PLC0415 - slow, and seldom needed

    migrations = Migrations(_SET)
    for number, step in enumerate(steps, start=1):
        migrations(name=step.name)(_checked(step, number))
    with wrapped.atomic():
        if not _has_record_of_steps(wrapped):
            record_steps_in(wrapped)
    migrations.apply(wrapped)


def record_steps_in(database: Executes) -> None:
    """Make the table in which sqlite-utils notes the applied steps."""
    for statement in statements_of(_RECORD_OF_STEPS):
        database.execute(statement)


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        name: int(connection.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()[0])  # noqa: S608
        for name in read_tables(connection)
    }


def _has_record_of_steps(database: Executes) -> bool:
    found = database.execute("SELECT 1 FROM sqlite_schema WHERE name = '_sqlite_migrations'")
    return found.fetchone() is not None


def _checked(step: Step, number: int) -> Callable[[sqlite_utils.Database], None]:
    def apply(wrapped: sqlite_utils.Database) -> None:
        connection = wrapped.conn
        before = row_counts(connection)
        connection.execute("PRAGMA defer_foreign_keys = ON")
        step.apply(wrapped)
        after = row_counts(connection)
        lost = [
            name
            for name, rows in before.items()
            if name not in step.resized and after.get(name) != rows
        ]
        if lost or connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise StorageTrouble("migration-failed", step=step.name, tables=lost)
        connection.execute(f"PRAGMA user_version = {number:d}")

    return apply
