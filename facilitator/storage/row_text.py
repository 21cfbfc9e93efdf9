"""How the journal writes a row down: as a JSON object of its columns.

Texts and numbers are themselves; the bytes of a BLOB column become ``{"hex": "..."}``, which no
other column can hold as an object. SQLite makes the JSON, in triggers and when checking; this reads
it and gives the values back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from facilitator.storage.tables import Column, Table, quoted

Values = Mapping[str, object]


def state_sql(table: Table, prefix: str) -> str:
    """The SQL that makes the JSON of a row; `prefix` is ``old.``, ``new.`` or nothing."""
    parts = []
    for column in table.kept_columns:
        name = column.name.replace("'", "''")
        parts.append(f"'{name}', {_value_sql(column, prefix)}")
    return f"json_object({', '.join(parts)})"


def _value_sql(column: Column, prefix: str) -> str:
    value = prefix + quoted(column.name)
    if column.kind == "BLOB":
        return f"iif({value} IS NULL, NULL, json_object('hex', hex({value})))"
    if column.kind == "REAL":
        # JSON alone would round to 15 digits.
        return f"iif({value} IS NULL, NULL, json(printf('%!.17g', {value})))"
    return value


def parsed(text: str | None) -> dict[str, object] | None:
    """The columns in the JSON of a row."""
    return None if text is None else dict(json.loads(text))


def dumped(values: Values | None) -> str | None:
    """The JSON of columns."""
    return None if values is None else json.dumps(values, ensure_ascii=False)


def stored(value: object) -> object:
    """A value of the journal as SQLite takes it."""
    return bytes.fromhex(str(value["hex"])) if isinstance(value, dict) else value


def shown(values: Values | None) -> Values | None:
    """The columns as a reader of the history gets them."""
    return None if values is None else {name: stored(value) for name, value in values.items()}


def blanked(value: object) -> object:
    """A parameter with its texts emptied, so that the sentence keeps its shape without the name."""
    if isinstance(value, str):
        return ""
    if isinstance(value, list):
        return [blanked(part) for part in value]
    if isinstance(value, dict):
        return {key: blanked(part) for key, part in value.items()}
    return value
