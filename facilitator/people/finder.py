"""Finds people of a large workbook as somebody types, by an index of names in memory.

The index is made in the background when a search is first asked for, kept in step with what is
changed, and made anew when much was. Until it is ready, and for whatever it does not answer, the
caller asks the file (`facilitator.people.store`), which gives the same rows.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from threading import Event

from facilitator.people import store
from facilitator.people.folding import fold
from facilitator.people.model import ParticipantRow
from facilitator.people.name_index import Entry, NameIndex
from facilitator.people.search import query_words
from facilitator.storage import Database

# Smaller workbooks answer from the file within a few milliseconds at worst.
WORTH_AN_INDEX = 3_000
# As many people may be changed before the index is made anew.
_MOST_CHANGED = 40
_CHUNK = 5_000
_MOST_ROWS = 5_000
_ROW_TABLES = frozenset({"participant", "guardian"})


class Finder:
    """The index of one workbook; belongs to the thread of its database."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._index: NameIndex | None = None
        self._version = 0
        # Whoever was changed since the index, or the one that is being made, began to be read.
        self._changed: set[int] = set()
        self._making: _Making | None = None
        # List rows read before, as of a day: the next letter asks for many of them again.
        self._rows: dict[int, ParticipantRow] = {}
        self._rows_of = date.min
        database.on_names_change(self._note)
        database.on_change(self._forget_rows)

    def get_ready(self) -> None:
        """Begin to make the index in the background, if the workbook is worth one."""
        if self._making is None and store.highest_row(self._db) >= WORTH_AN_INDEX:
            self._making = making = _Making(self._db.others_version())
            self._db.read_aside(_read, making.make)

    def is_ready(self) -> bool:
        """Whether an index can answer now."""
        self._take_over()
        return self._index is not None

    def found(self, text: str, limit: int, today: date) -> list[ParticipantRow] | None:
        """The first people that `text` finds, best first; None: ask the file."""
        words = query_words(text)
        if not words:
            return None
        self._take_over()
        if self._index is None:
            self.get_ready()
            return None
        if len(self._changed) > _MOST_CHANGED or self._version != self._db.others_version():
            self._index = None
            self._changed.clear()
            self._rows.clear()
            self.get_ready()
            return None
        key = fold(text)
        first = self._index.first_rows(key, words, limit, self._changed)
        if first is None:
            return None
        groups = {row: group for group, row in first}
        for row, sort_key, names in store.entries_of(self._db, self._changed):
            group = _group(key, words, sort_key, names)
            if group is not None:
                groups[row] = group
        known = self._list_rows(groups, today)
        order = list(groups)
        if self._changed:
            order.sort(key=lambda row: (groups[row], known[row].sort_key.encode(), row))
        return [known[row] for row in order[:limit]]

    # ---------------------------------------------------------------------------------------------

    def _list_rows(self, numbers: Collection[int], today: date) -> dict[int, ParticipantRow]:
        """The list rows of these people by search row, and perhaps of others."""
        if self._rows_of != today or len(self._rows) > _MOST_ROWS:
            self._rows.clear()
            self._rows_of = today
        missing = [row for row in numbers if row not in self._rows]
        if missing:
            self._rows.update(store.rows_by_number(self._db, missing, today))
        return self._rows

    def _forget_rows(self, tables: frozenset[str]) -> None:
        if not tables.isdisjoint(_ROW_TABLES):
            self._rows.clear()

    def _take_over(self) -> None:
        making = self._making
        if making is not None and making.index is not None:
            self._index, self._version = making.index, making.version
            self._changed = making.changed
            self._making = None

    def _note(self, rows: Sequence[int]) -> None:
        self._changed.update(rows)
        if self._making is not None:
            self._making.changed.update(rows)


class _Making:
    """An index that is being made; `changed` since then, as noted on the database's thread."""

    def __init__(self, version: int) -> None:
        self.version = version
        self.changed: set[int] = set()
        self.index: NameIndex | None = None

    def make(self, entries: list[Entry]) -> None:
        entries.sort(key=lambda entry: (entry[1].encode(), entry[0]))
        self.index = NameIndex(entries)


def _read(reader: Database, stopping: Event) -> list[Entry]:
    """Everybody in the lists, in short readings, so that nobody who writes waits long."""
    found: list[Entry] = []
    after = 0
    while not stopping.is_set():
        part = store.entries_after(reader, after, _CHUNK)
        if not part:
            break
        found.extend(part)
        after = part[-1][0]
    return found


def _group(key: str, words: Sequence[str], sort_key: str, names: str) -> int | None:
    """Where a person stands among those found, as `facilitator.people.store` orders them."""
    own = names.split(" ")
    if not all(any(word.startswith(begin) for word in own) for begin in words):
        return None
    if sort_key.startswith(key):
        return 0
    return 1 if names.startswith(" ".join(words)) else 2
