"""The words of a large workbook in memory: a letter is answered without asking the file.

Sorting thousands of hits by name is what is dear about a first letter. So people are numbered by
their place in the list (`rank`), each word knows the ranks of those who have it, and beginnings
that many share know their first people beforehand. What an index answers is what the file's own
would (`facilitator.people.store.found`), row for row; where it cannot, it says so with None.

An index does not change. Those who were changed after it was made are given to `first_rows`, which
leaves them out, and the caller adds them from the file.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import islice

# Beginnings of words that more people share than this have their first people ready.
_MANY = 400
# So many of them: a page, and as many again that the first group may have named before.
_READY = 240
# For a question of several words: so many people may have the rarest, and so many are looked at.
_MOST_GATHERED = 10_000
_MOST_LOOKED_AT = 4_000
# Above every rank: added to the rank of those whose first word is another.
_NOT_FIRST = 1 << 30
_AFTER_ANY_LETTER = "\U0010ffff"

Entry = tuple[int, str, str]


class NameIndex:
    """The words of the people given when it was made.

    `entries`: search row, sort key and search text of everybody who is in the lists, sorted by
    sort key and search row.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._rows = array("q", (row for row, _, _ in entries))
        self._keys = _Texts(key for _, key, _ in entries)
        self._texts = _Texts(f" {text}" for _, _, text in entries)
        self._by_text = array("I", sorted(range(len(entries)), key=self._texts.__getitem__))
        people = _people_by_word(entries)
        self._words = sorted(people)
        self._ends = array("I", [0])
        self._people = array("I")
        for word in self._words:
            self._people.extend(people[word])
            self._ends.append(len(self._people))
        del people
        self._ready = {begin: self._first_people(begin) for begin in self._shared_beginnings()}

    def __len__(self) -> int:
        return len(self._rows)

    def first_rows(
        self, key: str, words: Sequence[str], limit: int, without: Collection[int] = ()
    ) -> list[tuple[int, int]] | None:
        """Group (0 to 2) and search row of the first people for a question, at most `limit`.

        `key`: the text as folded; `words`: its words as the index spells them. Nobody of `without`
        is among them. None: too many to look at, or too many asked for.
        """
        if limit + len(without) > _READY // 2:
            return None
        first = self._keys.place_of(key)
        end = self._keys.place_of(key + _AFTER_ANY_LETTER)
        found = self._found(words, first, end, limit + len(without))
        if found is None:
            return None
        shown = ((group, self._rows[rank]) for group, rank in found)
        return list(islice((one for one in shown if one[1] not in without), limit))

    # ---------------------------------------------------------------------------------------------

    def _found(
        self, words: Sequence[str], first: int, end: int, limit: int
    ) -> list[tuple[int, int]] | None:
        """Groups and ranks; the sort keys from place `first` to `end` begin with the text."""
        found = [(0, rank) for rank in range(first, min(end, first + limit))]
        missing = limit - len(found)
        if not missing:
            return found
        # Those have the words too: they begin their sort key, which is among their words.
        if len(words) == 1:
            return found + self._one_word(words[0], first, end, missing)
        more = self._several_words(words, first, end, missing)
        return None if more is None else found + more

    def _one_word(self, word: str, first: int, end: int, limit: int) -> list[tuple[int, int]]:
        people: Iterable[int] | None = self._ready.get(word)
        if people is None:
            people = _first_once(sorted(set(self._having(word))))
        others = (one for one in people if not first <= one % _NOT_FIRST < end)
        return [(1 if one < _NOT_FIRST else 2, one % _NOT_FIRST) for one in islice(others, limit)]

    def _several_words(
        self, words: Sequence[str], first: int, end: int, limit: int
    ) -> list[tuple[int, int]] | None:
        starting = self._starting_with(" ".join(words))
        others = (rank for rank in sorted(starting) if not first <= rank < end)
        found = [(1, rank) for rank in islice(others, limit)]
        if len(found) == limit:
            return found
        more = self._with_all(words, first, end, limit - len(found), starting)
        return None if more is None else found + [(2, rank) for rank in more]

    def _starting_with(self, start: str) -> array[int]:
        """The ranks of those whose search text begins so."""
        begin = f" {start}".encode()
        first = bisect_left(self._by_text, begin, key=self._texts.__getitem__)
        after = begin + _AFTER_ANY_LETTER.encode()
        end = bisect_left(self._by_text, after, key=self._texts.__getitem__)
        return self._by_text[first:end]

    def _with_all(
        self, words: Sequence[str], first: int, end: int, limit: int, without: Collection[int]
    ) -> list[int] | None:
        """The first ranks of those who have a word for each beginning; None: too many to look at.

        Those who have the rarest are looked at in their order until there are enough.
        """
        rarest = min((self._having(word) for word in words), key=len)
        if len(rarest) > _MOST_GATHERED:
            return None
        begins = [f" {word}".encode() for word in words]
        left_out = set(without)
        found: list[int] = []
        for looked_at, rank in enumerate(sorted({one % _NOT_FIRST for one in rarest})):
            if len(found) == limit:
                break
            if looked_at == _MOST_LOOKED_AT:
                return None
            if first <= rank < end or rank in left_out:
                continue
            text = self._texts[rank]
            if all(begin in text for begin in begins):
                found.append(rank)
        return found

    def _having(self, begin: str) -> array[int]:
        """The ranks of all who have a word with this beginning, perhaps several times."""
        first = bisect_left(self._words, begin)
        end = bisect_left(self._words, begin + _AFTER_ANY_LETTER)
        return self._people[self._ends[first] : self._ends[end]]

    def _shared_beginnings(self) -> Iterator[str]:
        """The beginnings of words that many people have, of every length."""
        length, longer = 1, True
        while longer:
            counts: Counter[str] = Counter()
            for number, word in enumerate(self._words):
                if len(word) >= length:
                    counts[word[:length]] += self._ends[number + 1] - self._ends[number]
            many = [begin for begin, count in counts.items() if count > _MANY]
            yield from many
            length, longer = length + 1, bool(many)

    def _first_people(self, begin: str) -> array[int]:
        people = self._having(begin)
        leading = {one for one in people if one < _NOT_FIRST}
        other = {one for one in people if one >= _NOT_FIRST and one - _NOT_FIRST not in leading}
        found = nsmallest(_READY, leading)
        return array("I", found + nsmallest(_READY - len(found), other))


class _Texts:
    """Many short texts in one piece of memory."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._ends = array("I", [0])
        whole = bytearray()
        for text in texts:
            whole += text.encode()
            self._ends.append(len(whole))
        self._whole = bytes(whole)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, place: int) -> bytes:
        return self._whole[self._ends[place] : self._ends[place + 1]]

    def place_of(self, text: str) -> int:
        """Where a text belongs among these, which are sorted (as SQLite sorts: by their bytes)."""
        return bisect_left(self, text.encode())


def _people_by_word(entries: Sequence[Entry]) -> dict[str, array[int]]:
    people: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for rank, (_, _, text) in enumerate(entries):
        more = 0
        for word in text.split(" "):
            if word:
                people[word].append(rank + more)
            more = _NOT_FIRST
    return people


def _first_once(people: Iterable[int]) -> Iterator[int]:
    """Everybody once: who has the beginning in two words counts by the first of them."""
    seen: set[int] = set()
    for one in people:
        rank = one % _NOT_FIRST
        if rank not in seen:
            seen.add(rank)
            yield one
