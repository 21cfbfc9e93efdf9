"""One open workbook file as the features see it: rows out, named actions in.

An action is one durable transaction and one entry of the journal: when its block ends, it is on
disk. The connection belongs to the thread that opened it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from enum import Enum
from functools import cached_property
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from facilitator.clock import Clock, to_stamp
from facilitator.errors import NotFound, StorageTrouble
from facilitator.storage.connection import Access, Durability, connect
from facilitator.storage.journal import ActionRecord, Journal, RowChange, changed_since
from facilitator.storage.search_index import rebuild_index, update_index, watch_names
from facilitator.storage.tables import Table, quoted, read_tables
from facilitator.storage.trouble import known_trouble, translated

if TYPE_CHECKING:
    import sqlite_utils

Row = sqlite3.Row
Params = Mapping[str, object] | Sequence[object]
Listener = Callable[[frozenset[str]], None]
NamesListener = Callable[[Sequence[int]], None]
T = TypeVar("T")

_MOST_REMEMBERED = 500
# As many bytes as some 150 check-ins write; the log begins anew after each idle moment.
_ROOM_IN_LOG = 4_000_000


class _Open(Enum):
    """Which kind of transaction is open."""

    NOTHING = 0
    ACTION = 1
    LOG = 2


class Database:
    """One open workbook file; reads rows, runs named actions, undoes and redoes them.

    Attributes: `path`, the file; `read_only`, whether actions are refused; `clock`, what actions
    are stamped with; `sole_writer`, whether a lock keeps every other program from writing. Raises
    `StorageTrouble` for what a person can do something about, with the codes ``disk-full``,
    ``read-only``, ``locked``, ``damaged``, ``vanished`` and ``io-error``; after any of them the
    database goes on working once the cause is gone.
    """

    def __init__(
        self,
        path: Path,
        clock: Clock,
        *,
        read_only: bool = False,
        access: Access | None = None,
        durability: Durability = Durability.WAL,
    ) -> None:
        self.path = path
        self.clock = clock
        self.read_only = read_only
        self.sole_writer = False
        self._listeners: list[Listener] = []
        self._names_listeners: list[NamesListener] = []
        self._asides: list[_Aside] = []
        self._open = _Open.NOTHING
        self._statements: dict[tuple[str, ...], str] = {}
        self._remembered: dict[Hashable, tuple[frozenset[str], Any]] = {}
        self._seen_version = -1
        with known_trouble(path):
            status = path.stat()
            self._identity = (status.st_dev, status.st_ino)
            self.connection = connect(
                path,
                access or (Access.READ if read_only else Access.WRITE),
                None if read_only else durability,
            )
            try:
                self.tables = read_tables(self.connection)
                self._journal = Journal(self.connection, self.tables)
                if not read_only:
                    watch_names(self.connection)
                    self._journal.attach()
            except BaseException:
                self.connection.close()
                raise

    @cached_property
    def wrapped(self) -> sqlite_utils.Database:
        """This connection as sqlite-utils sees it: for migrations and savepoints.

        Imported when first needed: it takes a tenth of a second, and opening an up-to-date
        workbook or checking people in needs none of it.
        """
        from sqlite_utils import Database as Wrapped  # noqa: PLC0415

        return Wrapped(self.connection, recursive_triggers=False, execute_plugins=False)

    # Reading ------------------------------------------------------------------------------------

    def rows(self, sql: str, params: Params = ()) -> list[Row]:
        """All rows of a query."""
        try:
            return self.connection.execute(sql, params).fetchall()
        except sqlite3.Error as error:
            raise self._told(error) from error

    def row(self, sql: str, params: Params = ()) -> Row | None:
        """The first row of a query; None when there is none."""
        try:
            found: Row | None = self.connection.execute(sql, params).fetchone()
        except sqlite3.Error as error:
            raise self._told(error) from error
        return found

    def value(self, sql: str, params: Params = ()) -> Any:  # noqa: ANN401
        """The first column of the first row; None when there is no row."""
        row = self.row(sql, params)
        return None if row is None else row[0]

    def remembered(self, key: Hashable, tables: frozenset[str], read: Callable[[], T]) -> T:
        """What `read` gave before, as long as nothing was committed to the `tables` it reads.

        For what is asked with every mark and seldom changes. Inside a transaction it is read anew;
        when another program has written, everything is forgotten.
        """
        if self.connection.in_transaction:
            return read()
        version = self.others_version()
        if version != self._seen_version or len(self._remembered) > _MOST_REMEMBERED:
            self._remembered.clear()
            self._seen_version = version
        found = self._remembered.get(key)
        if found is None:
            found = self._remembered[key] = (tables, read())
        value: T = found[1]
        return value

    def others_version(self) -> int:
        """A number that is another one after some other connection has written."""
        return 0 if self.sole_writer else int(self.value("PRAGMA data_version"))

    def read_aside(self, read: Callable[[Database, Event], T], then: Callable[[T], None]) -> None:
        """Read on a thread of its own, with a connection of its own; then work on what was read.

        `read` looks at its event now and then and ends early once it is set: the file is being
        closed, which waits for it. `then` runs on that thread too, with the connection closed; it
        is left out when `read` ends in trouble or was stopped.
        """
        aside = _Aside(self.path, self.clock)
        self._asides = [*(one for one in self._asides if one.is_reading()), aside]
        aside.start(read, then)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let everything read in the block be of one moment, whatever others write meanwhile."""
        if self.connection.in_transaction:
            yield
            return
        self._run("BEGIN")
        try:
            yield
        finally:
            self._roll_back()

    # Writing ------------------------------------------------------------------------------------

    @contextmanager
    def action(
        self, name: str, /, *, actor: str = "", lasting: bool = False, **params: object
    ) -> Iterator[None]:
        """One durable transaction that is one named action of the journal.

        `name` is kebab-case; `params` are plain values for the sentence that tells of it. All is
        on disk when the block ends; an exception takes everything back. Inside another action the
        block joins it, as a step that is taken back alone if it fails. `lasting` actions are told
        by the history but never undone. What changes nothing leaves no entry.
        """
        if self._open is _Open.ACTION:
            with self.wrapped.atomic():
                yield
            return
        with self._transaction(_Open.ACTION) as commit:
            self._journal.begin_action(
                name, actor=actor, lasting=lasting, params=params, stamp=self._stamp()
            )
            yield
            commit(self._journal.finish_action())

    @contextmanager
    def log(self) -> Iterator[None]:
        """A durable transaction outside the journal, for tables that only grow.

        Only ``run``, ``run_event`` and ``serial_counter`` may be written. Inside an action the
        block becomes part of that action's transaction.
        """
        if self._open is not _Open.NOTHING:
            with self.wrapped.atomic():
                yield
            return
        with self._transaction(_Open.LOG) as commit:
            self._journal.begin_log()
            yield
            commit(self._journal.finish_log())

    def write(self, sql: str, params: Params = ()) -> int:
        """Run one writing statement inside an action or log; gives the number of changed rows."""
        self._require_transaction()
        return self._run(sql, params).rowcount

    def write_many(self, sql: str, rows: Iterable[Params]) -> None:
        """Run one writing statement for each of `rows`: the way for bulk."""
        self._require_transaction()
        try:
            self.connection.executemany(sql, rows)
        except sqlite3.Error as error:
            raise self._told(error) from error

    def insert(self, table: str, values: Mapping[str, object]) -> None:
        """Make a row. Columns that are not named take their default."""
        columns = tuple(values)
        sql = self._statement("insert", table, columns)
        self.write(sql, tuple(values.values()))

    def update(self, table: str, key: str, values: Mapping[str, object]) -> None:
        """Change columns of the row that `key` names; raises `NotFound` when there is none."""
        sql = self._statement("update", table, tuple(values))
        if self.write(sql, (*values.values(), key)) == 0:
            raise NotFound("not-found", table=table, key=key)

    def delete(self, table: str, key: str) -> None:
        """Remove the row that `key` names; raises `NotFound` when there is none."""
        if self.write(self._statement("delete", table, ()), (key,)) == 0:
            raise NotFound("not-found", table=table, key=key)

    def scrub(self, table: str, row_id: str) -> None:
        """Remove a row's traces from the journal; only inside an action, done as it commits.

        The actions that touched the row can then no longer be undone or redone.
        """
        if self._open is not _Open.ACTION:
            raise RuntimeError("scrub belongs inside an action")
        self._journal.scrub(table, row_id)

    def take_numbers(self, count: int = 1) -> int:
        """The first of `count` numbers for rows of the open action, higher than all before.

        They rise from action to action and are never given twice, also not after an undo, and
        taking them writes nothing. Numbers are skipped: each action has its own 2^24.
        """
        if self._open is not _Open.ACTION:
            raise RuntimeError("numbers are taken inside an action")
        return self._journal.take_numbers(count)

    def on_change(self, listener: Listener) -> None:
        """Call `listener` after each commit with the names of the tables that changed."""
        self._listeners.append(listener)

    def on_names_change(self, listener: NamesListener) -> None:
        """Call `listener` after each commit that changed whom a search finds or where they stand.

        It gets the search rows of these participants, those made and removed among them.
        """
        self._names_listeners.append(listener)

    # Undo and history ---------------------------------------------------------------------------

    def undo(self) -> ActionRecord | None:
        """Take back the latest action that can be; None when there is none.

        Raises `Refused` ("changed-since") when what it did was changed since by a lasting action.
        """
        return self._move(lambda: self._journal.undo(self._stamp()))

    def redo(self) -> ActionRecord | None:
        """Do the action again that was undone last; None when there is none."""
        return self._move(self._journal.redo)

    def history(self, limit: int = 200, before: int | None = None) -> list[ActionRecord]:
        """Actions, newest first; `before` is the sequence to go on from."""
        with known_trouble(self.path):
            return self._journal.history(limit, before)

    def changes_of(self, table: str, row_id: str) -> list[RowChange]:
        """The trail of one row, oldest first; changed rows show the columns that changed."""
        with known_trouble(self.path):
            return self._journal.changes_of(table, row_id)

    def changes_in(self, sequence: int) -> list[RowChange]:
        """The rows that one action made, changed and removed."""
        with known_trouble(self.path):
            return self._journal.changes_in(sequence)

    # The file -----------------------------------------------------------------------------------

    def check_still_there(self) -> None:
        """Raise `StorageTrouble` ("vanished") when the file was removed or replaced while open."""
        try:
            status = os.stat(self.path)  # noqa: PTH116 - half the cost, and before every commit
        except OSError as error:
            raise StorageTrouble("vanished", path=str(self.path)) from error
        if (status.st_dev, status.st_ino) != self._identity:
            raise StorageTrouble("vanished", path=str(self.path))

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the file: for idle moments; others may be reading."""
        if not self.read_only:
            self._run("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def make_room_in_log(self) -> None:
        """Let the write-ahead log have a length at which no check-in has to make it longer.

        For idle moments. A log that grows is flushed twice: what was written, and its new length.
        What is written here for its length is rolled back; SQLite overwrites it afterwards.
        """
        log = self.path.with_name(f"{self.path.name}-wal")
        if self.read_only or self.connection.in_transaction or not log.exists():
            return
        if log.stat().st_size >= _ROOM_IN_LOG:
            return
        usual = self.value("PRAGMA cache_size")
        # With so small a cache, pages go to the log before the transaction ends.
        self._run("PRAGMA cache_size = 16")
        try:
            self._run("BEGIN IMMEDIATE")
            self._run(
                "INSERT INTO action (name, done_at, state)"
                " VALUES (printf('%.*c', ?, '-'), '', 'done')",
                (_ROOM_IN_LOG + _ROOM_IN_LOG // 50,),
            )
        finally:
            self._roll_back()
            self._run(f"PRAGMA cache_size = {usual}")

    def pack(self) -> None:
        """Rewrite the file without the room that removed rows left: after an erasure.

        Afterwards no byte of what was removed is left in the file or its write-ahead log.
        """
        self.check_still_there()
        with known_trouble(self.path):
            rebuild_index(self.connection)
        self._run("VACUUM")
        self._run("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close, leaving one complete file: no write-ahead log beside it."""
        for aside in self._asides:
            aside.stop()
        if not self.read_only:
            # When another program is reading, the log stays beside the file and loses nothing.
            with suppress(sqlite3.Error):
                self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                self.connection.execute("PRAGMA busy_timeout = 0")
                # By way of TRUNCATE, as SQLite then clears away an empty journal that a killed
                # program left.
                for mode in ("TRUNCATE", "DELETE"):
                    self.connection.execute(f"PRAGMA journal_mode = {mode}").fetchall()
        with known_trouble(self.path):
            self.connection.close()

    # ---------------------------------------------------------------------------------------------

    def _stamp(self) -> str:
        return to_stamp(self.clock.now())

    def _run(self, sql: str, params: Params = ()) -> sqlite3.Cursor:
        try:
            return self.connection.execute(sql, params)
        except sqlite3.Error as error:
            raise self._told(error) from error

    def _told(self, error: sqlite3.Error) -> Exception:
        return translated(error, self.path)

    @contextmanager
    def _transaction(self, kind: _Open) -> Iterator[Callable[[frozenset[str]], None]]:
        """One durable transaction; the block ends by calling what it is given with the tables that
        changed. None changed: rolled back, as there is nothing to keep.
        """
        if self.read_only:
            raise StorageTrouble("read-only", path=str(self.path))
        if self._open is not _Open.NOTHING:
            raise RuntimeError("an action cannot begin inside a log")
        self.check_still_there()
        self._run("BEGIN IMMEDIATE")
        self._open = kind
        changed: frozenset[str] = frozenset()
        names: list[int] = []

        def commit(tables: frozenset[str]) -> None:
            nonlocal changed, names
            if not tables:
                self._roll_back()
                return
            names = update_index(self.connection)
            self.check_still_there()
            self.connection.execute("COMMIT")
            changed = tables

        try:
            yield commit
        except sqlite3.Error as error:
            self._roll_back()
            raise self._told(error) from error
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._open = _Open.NOTHING
        if changed:
            self._forget(changed)
            if names:
                for names_listener in self._names_listeners:
                    names_listener(names)
            for listener in self._listeners:
                listener(changed)

    def _forget(self, changed: frozenset[str]) -> None:
        stale = [key for key, (read, _) in self._remembered.items() if read & changed]
        for key in stale:
            del self._remembered[key]

    def _move(
        self, move: Callable[[], tuple[ActionRecord, frozenset[str]] | None]
    ) -> ActionRecord | None:
        record: ActionRecord | None = None
        try:
            with self._transaction(_Open.ACTION) as commit:
                moved = move()
                if moved is None:
                    commit(frozenset())
                else:
                    record, tables = moved
                    commit(tables)
        except sqlite3.IntegrityError as error:
            # A reference from a row that a lasting action made since: found at the commit.
            if record is None:
                raise
            raise changed_since(record) from error
        return record

    def _roll_back(self) -> None:
        # SQLite may have rolled back by itself (a full disk); the error on its way is the news.
        if self.connection.in_transaction:
            with suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")

    def _require_transaction(self) -> None:
        if self._open is _Open.NOTHING:
            raise RuntimeError("writing belongs inside an action or a log")
        if not self.connection.in_transaction:
            # A full disk made SQLite roll back, and the block went on in spite of the error.
            raise RuntimeError("this action was already rolled back")

    def _statement(self, verb: str, table: str, columns: tuple[str, ...]) -> str:
        """The SQL for one row of a known table; a mistyped name is an error, never a new table."""
        cached = self._statements.get((verb, table, *columns))
        if cached is not None:
            return cached
        shape = self.tables[table]
        unknown = set(columns) - {column.name for column in shape.columns}
        if unknown:
            raise KeyError(f"{table} has no column {', '.join(sorted(unknown))}")
        sql = _row_sql(verb, shape, columns)
        self._statements[verb, table, *columns] = sql
        return sql


class _Aside:
    """One reading in the background, which a closing file waits for."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._stopping = Event()
        self._read = Event()

    def start(self, read: Callable[[Database, Event], T], then: Callable[[T], None]) -> None:
        def run() -> None:
            with suppress(StorageTrouble):
                try:
                    with closing(Database(self._path, self._clock, read_only=True)) as reader:
                        found = read(reader, self._stopping)
                finally:
                    self._read.set()
                if not self._stopping.is_set():
                    then(found)

        Thread(target=run, name="reading-aside", daemon=True).start()

    def is_reading(self) -> bool:
        return not self._read.is_set()

    def stop(self) -> None:
        self._stopping.set()
        self._read.wait()


def _row_sql(verb: str, table: Table, columns: tuple[str, ...]) -> str:
    name, key = quoted(table.name), quoted(table.key)
    if verb == "insert":
        names = ", ".join(quoted(column) for column in columns)
        marks = ", ".join("?" for _ in columns)
        return f"INSERT INTO {name} ({names}) VALUES ({marks})"  # noqa: S608
    if verb == "update":
        # Without columns the statement still tells whether the row is there.
        settings = ", ".join(f"{quoted(column)} = ?" for column in columns) or f"{key} = {key}"
        return f"UPDATE {name} SET {settings} WHERE {key} = ?"  # noqa: S608
    return f"DELETE FROM {name} WHERE {key} = ?"  # noqa: S608
