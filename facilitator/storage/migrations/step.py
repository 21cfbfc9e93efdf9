"""What a step from one version of the schema to the next is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol


class Executes(Protocol):
    """All that a step may use: a wrapped workbook, or a bare connection in memory."""

    def execute(self, sql: str, /) -> sqlite3.Cursor:
        """Run one statement."""
        ...


@dataclass(frozen=True)
class Step:
    """One version's step; its number is its place in the list. Never edited after a release.

    `resized` names the tables whose number of rows the step means to change; in all others a
    different number is a fault, and the step is taken back.
    """

    name: str
    apply: Callable[[Executes], None]
    resized: frozenset[str] = frozenset()


def statements_of(sql: str) -> Iterator[str]:
    """The statements of a script one by one, so that they can run inside one transaction."""
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(pending):
            yield pending.strip()
            pending = ""
    if pending.strip():
        raise ValueError("the script ends in the middle of a statement")
