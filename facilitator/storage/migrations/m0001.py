"""Version 1: the whole schema."""

from __future__ import annotations

from pathlib import Path

from facilitator.storage.migrations.step import Executes, statements_of


def apply(database: Executes) -> None:
    """Make every table, index and trigger."""
    sql = Path(__file__).with_name("m0001_whole_schema.sql").read_text(encoding="utf-8")
    for statement in statements_of(sql):
        database.execute(statement)
