"""The schema a file of ours must have, word for word, and how another one differs from it.

A planted trigger can make every save store nothing while all checks say "ok"; so nothing less than
the whole schema is compared.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from functools import cache

from facilitator.storage.connection import connect_memory
from facilitator.storage.migrate import STEPS, record_steps_in

# What one part of a schema is known by: its type (table, index, trigger, view), its name and the
# table it belongs to.
Part = tuple[str, str, str]

# SQLite keeps statistics and counters of its own in these.
_SQLITES_OWN = frozenset({"sqlite_sequence", "sqlite_stat1", "sqlite_stat4"})
# FTS5's inner tables: made by SQLite, in words that may change with its version.
_SHADOW_ENDINGS = ("_data", "_idx", "_content", "_docsize", "_config")

# Quoted pieces, to be left alone; or a run of blanks and comments.
_PIECES = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|(?:--[^\n]*|/\*.*?\*/|\s)+""", re.DOTALL)


def read_schema(connection: sqlite3.Connection) -> dict[Part, str]:
    """Every part of the file's schema with its normalised text, but for what SQLite adds itself."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM main.sqlite_schema")
    # In a stranger's file any of these may be of any type.
    parts = [tuple(str(value) for value in row) for row in rows]
    return {
        (kind, name, table): normalised(sql)
        for kind, name, table, sql in parts
        if name not in _SQLITES_OWN and not name.startswith("sqlite_autoindex_")
    }


@cache
def known_schema(version: int) -> Mapping[Part, str]:
    """The schema of our own `version`, worked out by making it in memory."""
    with closing(connect_memory()) as connection:
        record_steps_in(connection)
        for step in STEPS[:version]:
            step.apply(connection)
        return read_schema(connection)


def differences(found: Mapping[Part, str], known: Mapping[Part, str]) -> tuple[str, ...]:
    """Codes for how `found` differs from `known`; none when they are the same."""
    codes = {f"foreign-{kind}" for kind, _, _ in found.keys() - known.keys()}
    codes |= {f"missing-{kind}" for kind, _, _ in known.keys() - found.keys()}
    codes |= {
        f"changed-{part[0]}"
        for part in found.keys() & known.keys()
        if found[part] != known[part] and not _is_shadow(part, known)
    }
    return tuple(sorted(codes))


def normalised(sql: str) -> str:
    """The text of a definition without comments and with single blanks, quoted parts untouched."""

    def plain(match: re.Match[str]) -> str:
        piece = match.group()
        return piece if piece[0] in "'\"" else " "

    return _PIECES.sub(plain, sql).strip()


def _is_shadow(part: Part, known: Mapping[Part, str]) -> bool:
    kind, name, _ = part
    if kind != "table":
        return False
    return any(
        name.endswith(ending)
        and known.get(("table", owner := name.removesuffix(ending), owner), "").startswith(
            "CREATE VIRTUAL TABLE"
        )
        for ending in _SHADOW_ENDINGS
    )
