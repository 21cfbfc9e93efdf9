"""Finds people of the desk by what is typed, in memory: each letter answers at once."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.attendance.model import DeskRow
from facilitator.people.search import query_words, search_text


class DeskFinder:
    """Each word typed must begin a word of the person's names, in any order and spelling."""

    def __init__(self, rows: Sequence[DeskRow] = ()) -> None:
        self._words: list[tuple[str, tuple[str, ...]]] = []
        self._known: dict[tuple[str, str, str], tuple[str, ...]] = {}
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[DeskRow]) -> None:
        """Search among these people; names seen before are not folded again."""
        known: dict[tuple[str, str, str], tuple[str, ...]] = {}
        words = []
        for row in rows:
            names = (row.name, row.native_name, row.call_name)
            found = self._known.get(names)
            known[names] = found if found is not None else tuple(search_text(*names).split())
            words.append((row.participant_id, known[names]))
        self._known, self._words = known, words

    def matches(self, text: str) -> list[str] | None:
        """Ids of those who match, in their order; None where nothing to search for is typed."""
        wanted = query_words(text)
        if not wanted:
            return None
        return [
            participant_id
            for participant_id, words in self._words
            if all(any(word.startswith(part) for word in words) for part in wanted)
        ]
