"""The journal of named actions: who did what when, with each row before and after.

Triggers that live only in the connection (TEMP) write every change of a journaled table into
``action_change``, so that no statement can slip past. When the action ends, what was written is
condensed to one change a row: a row made holds all its columns, a row changed only the columns
that differ. From this follow undo and redo (also after a restart), the history, and the trail of
one row.

Undo never guesses: every row must still be as the action left it, else the whole undo is refused.

Neighbours: `facilitator.storage.database` opens and commits the transactions in which this runs.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from facilitator.errors import Refused
from facilitator.storage.journal_triggers import (
    JOURNAL_TABLES,
    ORDER_BITS,
    recording_triggers,
    touching_triggers,
)
from facilitator.storage.row_text import Values, blanked, dumped, parsed, shown, state_sql, stored
from facilitator.storage.tables import Table, quoted

# Outside the journal: the journal itself, and what only ever grows (a run's log, serial numbers,
# printed sheets).
UNJOURNALED = frozenset({"action", "action_change"})
APPEND_ONLY = frozenset({"run", "run_event", "serial_counter", "sheet"})

_OF_ACTION = "action_change.id BETWEEN :first AND :last"
Params = tuple[object, ...] | Mapping[str, object]
_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


@dataclass(frozen=True)
class ActionRecord:
    """A named action of the journal, known by its `sequence`, which rises with each.

    `state` is ``done`` (undo takes it back), ``undone`` (redo does it again), ``dropped`` (undone,
    then something else was done) or ``lasting`` (never undone). Times are stamps.
    """

    sequence: int
    name: str
    params: Values
    actor: str
    done_at: str
    state: str
    undone_at: str | None = None


@dataclass(frozen=True)
class RowChange:
    """What an action did to one row.

    `before` None: the row was made; `after` None: it was removed; otherwise both hold only the
    columns that changed. Files in a column (a logo) are bytes.
    """

    action: ActionRecord
    table: str
    row_id: str
    before: Values | None
    after: Values | None


@dataclass(frozen=True)
class _Step:
    """One row to move from `expected` to `target` while undoing or redoing."""

    table: Table
    row_id: str
    expected: dict[str, object] | None
    target: dict[str, object] | None


class Journal:
    """Records, takes back and tells the actions of one connection."""

    def __init__(self, connection: sqlite3.Connection, tables: Mapping[str, Table]) -> None:
        self._connection = connection
        self._tables = tables
        self._sequence = 0
        self._numbers_taken = 0
        self._to_scrub: set[tuple[str, str]] = set()

    # Recording ----------------------------------------------------------------------------------

    def attach(self) -> None:
        """Set the triggers of this connection; before it, nothing may be written."""
        run = self._connection.execute
        run("BEGIN")
        for statement in JOURNAL_TABLES:
            run(statement)
        for table in self._tables.values():
            if table.name in APPEND_ONLY:
                statements = touching_triggers(table)
            elif table.name not in UNJOURNALED:
                statements = recording_triggers(table)
            else:
                continue
            for statement in statements:
                run(statement)
        run("COMMIT")

    def begin_action(
        self, name: str, *, actor: str, lasting: bool, params: Values, stamp: str
    ) -> None:
        """Open an action; the triggers write under its name until it is finished."""
        self._to_scrub.clear()
        self._numbers_taken = 0
        # SQLite gives one more than the highest, and no action that is kept is ever removed.
        made = self._connection.execute(
            "INSERT INTO action (name, params, actor, done_at, state) VALUES (?, ?, ?, ?, ?)",
            (name, _encoded(params), actor, stamp, "lasting" if lasting else "done"),
        )
        self._sequence = made.lastrowid or 0
        self._listen(self._sequence)

    def take_numbers(self, count: int) -> int:
        """The first of `count` numbers that rise with each action and are never given twice.

        They follow from the sequence of the open action, so that no counter has to be written.
        """
        first = (self._sequence << ORDER_BITS) + self._numbers_taken
        self._numbers_taken += count
        if self._numbers_taken > 1 << ORDER_BITS:
            raise OverflowError("one action cannot take so many numbers")
        return first

    def finish_action(self) -> frozenset[str]:
        """Condense the open action; gives the tables that differ now from before it.

        An empty answer means that the transaction changed nothing and may be rolled back.
        """
        tables = self._written()
        if any(again for _, again in tables):
            self._condense()
            tables = self._written()
        changed = {name for name, _ in tables}
        if changed:
            self._connection.execute("UPDATE action SET state = 'dropped' WHERE state = 'undone'")
        else:
            self._connection.execute("DELETE FROM action WHERE sequence = ?", (self._sequence,))
        if self._to_scrub:
            self._scrub_now()
            changed.add("action_change")
        changed |= self._touched()
        self._silence()
        return frozenset(changed)

    def begin_log(self) -> None:
        """Let the append-only tables be written; journaled ones stay shut."""

    def finish_log(self) -> frozenset[str]:
        """The append-only tables that were written since `begin_log`."""
        return frozenset(self._touched())

    def scrub(self, table: str, row_id: str) -> None:
        """Remove a row's traces from the whole journal when the open action ends.

        Its changes go, also those of the open action; texts in the parameters of the actions that
        made them are blanked, and these actions can no longer be undone or redone.
        """
        self._to_scrub.add((table, row_id))

    # Taking back and doing again ----------------------------------------------------------------

    def undo(self, stamp: str) -> tuple[ActionRecord, frozenset[str]] | None:
        """Take back the latest action that is done; None when there is none.

        Raises `Refused` ("changed-since") when a row is no longer as the action left it.
        """
        record = self._one_record("WHERE state = 'done' ORDER BY sequence DESC LIMIT 1")
        if record is None:
            return None
        self._move(record, back=True)
        self._connection.execute(
            "UPDATE action SET state = 'undone', undone_at = ? WHERE sequence = ?",
            (stamp, record.sequence),
        )
        return self._moved(record)

    def redo(self) -> tuple[ActionRecord, frozenset[str]] | None:
        """Do the action again that was undone last; None when there is none."""
        record = self._one_record("WHERE state = 'undone' ORDER BY sequence LIMIT 1")
        if record is None:
            return None
        self._move(record, back=False)
        self._connection.execute(
            "UPDATE action SET state = 'done', undone_at = NULL WHERE sequence = ?",
            (record.sequence,),
        )
        return self._moved(record)

    # Telling ------------------------------------------------------------------------------------

    def history(self, limit: int, before: int | None) -> list[ActionRecord]:
        """Actions, newest first; `before` is a sequence to go on from."""
        rows = self._connection.execute(
            "SELECT * FROM action WHERE :before IS NULL OR sequence < :before"
            " ORDER BY sequence DESC LIMIT :limit",
            {"before": before, "limit": limit},
        )
        return [_record(row) for row in rows]

    def changes_of(self, table: str, row_id: str) -> list[RowChange]:
        """What actions did to one row, oldest first."""
        return self._changes(
            "WHERE action_change.table_name = ? AND action_change.row_id = ?", (table, row_id)
        )

    def changes_in(self, sequence: int) -> list[RowChange]:
        """What one action did to rows."""
        return self._changes(f"WHERE {_OF_ACTION}", _changes_of_action(sequence))

    # ---------------------------------------------------------------------------------------------

    def _listen(self, sequence: int | None) -> None:
        """Let the triggers record under an action; None: let changes pass without recording."""
        self._connection.execute("INSERT INTO journal_now VALUES (?)", (sequence,))

    def _silence(self) -> None:
        self._connection.execute("DELETE FROM journal_now")

    def _touched(self) -> set[str]:
        rows = self._connection.execute("SELECT table_name FROM journal_touched").fetchall()
        if rows:
            self._connection.execute("DELETE FROM journal_touched")
        return {row["table_name"] for row in rows}

    def _written(self) -> list[tuple[str, bool]]:
        """The tables with changes of the open action; whether a row of it is to be condensed."""
        rows = self._connection.execute(
            "SELECT table_name, count(DISTINCT row_id) < count(*) OR"  # noqa: S608 - constants
            " max(before IS NOT NULL AND after IS NOT NULL) AS again"
            f" FROM action_change WHERE {_OF_ACTION} GROUP BY table_name",
            _changes_of_action(self._sequence),
        )
        return [(row["table_name"], bool(row["again"])) for row in rows]

    def _condense(self) -> None:
        """One change a row, holding what differs; changes that came to nothing go."""
        by_row: dict[tuple[str, str], list[sqlite3.Row]] = defaultdict(list)
        rows = self._connection.execute(
            # Rows made or removed in one go, the bulk of an import, stay as the trigger wrote them.
            f"SELECT * FROM action_change WHERE {_OF_ACTION} AND (before IS NOT NULL AND"  # noqa: S608
            " after IS NOT NULL OR (table_name, row_id) IN (SELECT table_name, row_id FROM"
            f" action_change WHERE {_OF_ACTION} GROUP BY table_name, row_id"
            " HAVING count(*) > 1)) ORDER BY id",
            _changes_of_action(self._sequence),
        )
        for row in rows:
            by_row[row["table_name"], row["row_id"]].append(row)
        for changes in by_row.values():
            self._condense_row(changes)

    def _condense_row(self, changes: list[sqlite3.Row]) -> None:
        before = parsed(changes[0]["before"])
        after = parsed(changes[-1]["after"])
        if before is not None and after is not None:
            differing = [name for name in after if before.get(name) != after[name]]
            before = {name: before[name] for name in differing}
            after = {name: after[name] for name in differing}
        surplus = changes[1:] if before != after else changes
        self._connection.executemany(
            "DELETE FROM action_change WHERE id = ?", [(change["id"],) for change in surplus]
        )
        if before != after:
            self._connection.execute(
                "UPDATE action_change SET before = ?, after = ? WHERE id = ?",
                (dumped(before), dumped(after), changes[0]["id"]),
            )

    def _scrub_now(self) -> None:
        touched: set[int] = set()
        for table, row_id in sorted(self._to_scrub):
            rows = self._connection.execute(
                "DELETE FROM action_change WHERE table_name = ? AND row_id = ? RETURNING action",
                (table, row_id),
            ).fetchall()
            touched.update(row["action"] for row in rows)
        for sequence in sorted(touched - {self._sequence}):
            record = self._one_record("WHERE sequence = ?", (sequence,))
            if record is not None:
                params = {key: blanked(value) for key, value in record.params.items()}
                state = {"done": "lasting", "undone": "dropped"}.get(record.state, record.state)
                self._connection.execute(
                    "UPDATE action SET params = ?, state = ? WHERE sequence = ?",
                    (_encoded(params), state, sequence),
                )
        # What is being scrubbed cannot be given back.
        self._connection.execute(
            "UPDATE action SET state = 'lasting' WHERE sequence = ?", (self._sequence,)
        )
        self._to_scrub.clear()

    def _move(self, record: ActionRecord, *, back: bool) -> None:
        # Rows come and go in an order that follows no reference; all are checked at the commit.
        self._connection.execute("PRAGMA defer_foreign_keys = ON")
        self._listen(None)
        steps = self._steps(record, back=back)
        for step in steps:
            if not self._is_as_expected(step):
                raise self._changed_since(record, step)
        self._connection.execute("SAVEPOINT journal_move")
        try:
            self._apply(steps)
        except sqlite3.IntegrityError:
            # Two rows may have swapped a value that must be unique: clear them away first.
            self._connection.execute("ROLLBACK TO journal_move")
            try:
                self._apply_from_clear(steps)
            except sqlite3.IntegrityError as error:
                raise self._changed_since(record, None) from error
        self._connection.execute("RELEASE journal_move")
        self._silence()

    def _moved(self, record: ActionRecord) -> tuple[ActionRecord, frozenset[str]]:
        rows = self._connection.execute(
            f"SELECT DISTINCT table_name FROM action_change WHERE {_OF_ACTION}",  # noqa: S608
            _changes_of_action(record.sequence),
        )
        tables = frozenset(row["table_name"] for row in rows)
        now = self._one_record("WHERE sequence = ?", (record.sequence,))
        return now or record, tables

    def _steps(self, record: ActionRecord, *, back: bool) -> list[_Step]:
        rows = self._connection.execute(
            f"SELECT table_name, row_id, before, after FROM action_change WHERE {_OF_ACTION}"  # noqa: S608
            " ORDER BY id",
            _changes_of_action(record.sequence),
        ).fetchall()
        steps = []
        for row in rows:
            table = self._tables.get(row["table_name"])
            if table is None:
                raise self._changed_since(record, None)
            before, after = parsed(row["before"]), parsed(row["after"])
            expected, target = (after, before) if back else (before, after)
            steps.append(_Step(table, row["row_id"], expected, target))
        return steps

    def _is_as_expected(self, step: _Step) -> bool:
        text = self._value(
            f"SELECT {state_sql(step.table, '')} FROM {quoted(step.table.name)}"  # noqa: S608
            f" WHERE {quoted(step.table.key)} = ?",
            (step.row_id,),
        )
        current = parsed(text)
        if current is None or step.expected is None:
            return current is step.expected
        return all(
            name in current and current[name] == value for name, value in step.expected.items()
        )

    def _apply(self, steps: Iterable[_Step]) -> None:
        for step in reversed(list(steps)):
            if step.target is None:
                self._remove(step)
        for step in steps:
            if step.target is not None and step.expected is not None:
                names = list(step.target)
                settings = ", ".join(f"{quoted(name)} = ?" for name in names)
                self._connection.execute(
                    f"UPDATE {quoted(step.table.name)} SET {settings}"  # noqa: S608
                    f" WHERE {quoted(step.table.key)} = ?",
                    [*(stored(step.target[name]) for name in names), step.row_id],
                )
        for step in steps:
            if step.target is not None and step.expected is None:
                self._put(step.table, step.target)

    def _apply_from_clear(self, steps: Iterable[_Step]) -> None:
        rows: list[tuple[Table, dict[str, object]]] = []
        for step in steps:
            if step.target is None:
                continue
            whole: dict[str, object] = {}
            if step.expected is not None:
                row = self._connection.execute(
                    f"SELECT * FROM {quoted(step.table.name)}"  # noqa: S608
                    f" WHERE {quoted(step.table.key)} = ?",
                    (step.row_id,),
                ).fetchone()
                whole = dict(zip(row.keys(), row, strict=True))
            rows.append((step.table, whole | step.target))
        for step in steps:
            if step.expected is not None:
                self._remove(step)
        for table, values in rows:
            self._put(table, values)

    def _remove(self, step: _Step) -> None:
        self._connection.execute(
            f"DELETE FROM {quoted(step.table.name)} WHERE {quoted(step.table.key)} = ?",  # noqa: S608
            (step.row_id,),
        )

    def _put(self, table: Table, values: Values) -> None:
        names = ", ".join(quoted(name) for name in values)
        marks = ", ".join("?" for _ in values)
        self._connection.execute(
            f"INSERT INTO {quoted(table.name)} ({names}) VALUES ({marks})",  # noqa: S608
            [stored(value) for value in values.values()],
        )

    def _changed_since(self, record: ActionRecord, step: _Step | None) -> Refused:
        """The refusal, naming the action and, where known, the later one that stands in its way."""
        since = None
        if step is not None:
            since = self._one_record(
                "WHERE sequence > ? AND state IN ('done', 'lasting') AND sequence IN"
                " (SELECT action FROM action_change WHERE table_name = ? AND row_id = ?)"
                " ORDER BY sequence DESC LIMIT 1",
                (record.sequence, step.table.name, step.row_id),
            )
        return changed_since(record, since)

    def _changes(self, where: str, params: Params) -> list[RowChange]:
        rows = self._connection.execute(
            "SELECT action.*, action_change.table_name, action_change.row_id,"  # noqa: S608
            " action_change.before, action_change.after FROM action_change"
            f" JOIN action ON action.sequence = action_change.action {where}"
            " ORDER BY action_change.id",
            params,
        )
        return [
            RowChange(
                _record(row),
                row["table_name"],
                row["row_id"],
                shown(parsed(row["before"])),
                shown(parsed(row["after"])),
            )
            for row in rows
        ]

    def _one_record(self, where: str, params: tuple[object, ...] = ()) -> ActionRecord | None:
        row = self._connection.execute(f"SELECT * FROM action {where}", params).fetchone()  # noqa: S608
        return None if row is None else _record(row)

    def _value(self, sql: str, params: tuple[object, ...] = ()) -> Any:  # noqa: ANN401
        row = self._connection.execute(sql, params).fetchone()
        return None if row is None else row[0]


def _changes_of_action(sequence: int) -> dict[str, object]:
    """The numbers that the changes of an action may have, as `_OF_ACTION` takes them."""
    return {"first": sequence << ORDER_BITS, "last": ((sequence + 1) << ORDER_BITS) - 1}


def changed_since(record: ActionRecord, since: ActionRecord | None = None) -> Refused:
    """That `record` cannot be taken back or done again, as its rows changed since."""
    return Refused(
        "changed-since",
        action=record.name,
        params=dict(record.params),
        since="" if since is None else since.name,
    )


def _record(row: sqlite3.Row) -> ActionRecord:
    return ActionRecord(
        sequence=row["sequence"],
        name=row["name"],
        params=json.loads(row["params"]),
        actor=row["actor"],
        done_at=row["done_at"],
        state=row["state"],
        undone_at=row["undone_at"],
    )
