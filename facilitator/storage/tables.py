"""What the tables of an open workbook look like: their columns, and the column that names a row."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column and its STRICT type: TEXT, INTEGER, REAL or BLOB."""

    name: str
    kind: str


@dataclass(frozen=True)
class Table:
    """A table of the schema.

    `key` is the column that names a row for the rest of the product: ``id`` where there is one,
    else the primary key. `counter` is a row number that SQLite hands out beside the key (the
    search index points at it): no data, so it is neither compared nor restored.
    """

    name: str
    key: str
    columns: tuple[Column, ...]
    counter: str | None

    @property
    def kept_columns(self) -> tuple[Column, ...]:
        """The columns that hold data: all but the counter."""
        return tuple(column for column in self.columns if column.name != self.counter)


def read_tables(connection: sqlite3.Connection) -> dict[str, Table]:
    """The ordinary tables of the file by name: no virtual, shadow or internal ones."""
    names = [
        row["name"]
        for row in connection.execute("PRAGMA main.table_list")
        if row["schema"] == "main"
        and row["type"] == "table"
        and not row["name"].startswith(("sqlite_", "_"))
    ]
    return {name: _read_table(connection, name) for name in sorted(names)}


def quoted(name: str) -> str:
    """A name of the schema as SQL writes it (``do`` is also a word of SQL's own)."""
    return '"' + name.replace('"', '""') + '"'


def _read_table(connection: sqlite3.Connection, name: str) -> Table:
    rows = connection.execute(f"PRAGMA main.table_info({quoted(name)})").fetchall()
    columns = tuple(Column(row["name"], row["type"]) for row in rows)
    primary = [row["name"] for row in rows if row["pk"]]
    kinds = {column.name: column.kind for column in columns}
    key = "id" if "id" in kinds else primary[0]
    counter = primary[0] if primary != [key] and kinds[primary[0]] == "INTEGER" else None
    return Table(name, key, columns, counter)
