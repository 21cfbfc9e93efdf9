"""Search as you type: from each letter to the rows that are shown."""

from __future__ import annotations

import random
import time
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from facilitator.clock import SetClock
from facilitator.people.finder import WORTH_AN_INDEX
from facilitator.people.folding import fold
from facilitator.people.people import People
from facilitator.storage.workbook_file import open_database
from tests.benchmarks.harness import Figure, Place, timed, two_figures
from tests.benchmarks.made_names import made_people
from tests.benchmarks.made_workbook import TODAY, made_workbook
from tests.benchmarks.memory import held_megabytes

_ROWS = 50
_LONGEST = 10
_AFTER_ANY_LETTER = "\U0010ffff"


def search(place: Place) -> Iterator[Figure]:
    """One query a letter, fifty rows, against a bisect over sorted folded words."""
    size = place.scale.centre
    path = made_workbook(place.kept, size).path
    names = [made.name for made in made_people(size.people, seed=1)]
    words = _SortedWords.of(names)
    typed = list(_typed(names, place.scale.rounds // 5))
    database = open_database(path, SetClock(TODAY), read_only=True)
    try:
        people = People(database)
        _warm_up(people, typed[:3])
        if size.people >= WORTH_AN_INDEX:
            yield _ready(people)
        yield from _letters(people, words, typed)
        yield _first_letters(people, words, typed)
        yield _found_without_accents(people, names, place.scale.rounds)
    finally:
        database.close()


def _letters(people: People, words: _SortedWords, typed: list[list[str]]) -> list[Figure]:
    taken, bare, alone = [], [], []

    def rows(text: str) -> object:
        return people.search(text, limit=_ROWS)

    for letters in typed:
        for text in letters:
            taken.append(timed(rows, text))
            bare.append(timed(words.ranked, text))
            alone.append(timed(words.any_fifty, text))
    name = f"one letter typed, {len(words.names):,} people"
    figures = two_figures(name, taken, alone, "bisect over sorted words, any 50 names")
    sorting = two_figures(name, taken, bare, "")
    note = "against the same with all hits sorted by name: {ratio:.2f}×"
    return [
        replace(figure, note=note.format(ratio=other.ratio))
        for figure, other in zip(figures, sorting, strict=True)
    ]


def _ready(people: People) -> Figure:
    """How long the file is asked instead: until the index of names is made in the background."""
    before = held_megabytes()
    began = time.perf_counter()
    while not people.get_ready_to_search():
        time.sleep(0.01)
    taken = time.perf_counter() - began
    more = held_megabytes() - before
    note = f"the process holds {more:.0f} MB more afterwards, what was needed to make it included"
    return Figure("index of names made, in the background", taken, "s", note=note)


def _first_letters(people: People, words: _SortedWords, typed: list[list[str]]) -> Figure:
    """The dearest query: one letter that begins a fifth of all words."""
    firsts = sorted({letters[0] for letters in typed})
    pairs = [(timed(people.search, text), timed(words.ranked, text), text) for text in firsts]
    slowest, bare, text = max(pairs)
    return Figure(
        "the slowest first letter",
        slowest * 1000,
        "ms",
        bare * 1000,
        "the same, by bisect and sort",
        len(firsts),
        f"{people.count(text):,} people have a word with it",
    )


def _found_without_accents(people: People, names: list[str], rounds: int) -> Figure:
    """Whoever is typed without accents is among the rows: a share that must be 100 %."""
    chance = random.Random(7)
    chosen = chance.sample(names, min(rounds, len(names)))
    found = 0
    for name in chosen:
        plain = _without_accents(name)
        found += any(row.name == name for row in people.search(plain, limit=1000))
    missed = 100 - 100 * found / len(chosen)
    return Figure("names not found without their accents", missed, "%", rounds=len(chosen))


def _typed(names: list[str], count: int) -> Iterator[list[str]]:
    """For some people a word of their name, as typed without accents: its first letter, two, …"""
    chance = random.Random(11)
    for name in chance.sample(names, min(count, len(names))):
        word = chance.choice(_without_accents(name).split())[:_LONGEST]
        yield [word[: end + 1] for end in range(len(word)) if fold(word[: end + 1])]


def _without_accents(name: str) -> str:
    """What a keyboard without accents gives; marks that are letters of a script stay."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFD", name)
        if not "\u0300" <= letter <= "\u036f"
    ).lower()


def _warm_up(people: People, typed: list[list[str]]) -> None:
    for letters in typed:
        for text in letters:
            people.search(text, limit=_ROWS)


@dataclass(frozen=True)
class _SortedWords:
    """The least that can find people by the start of a word: a sorted list in memory."""

    names: list[str]
    words: list[str]
    places: list[int]

    @classmethod
    def of(cls, names: list[str]) -> _SortedWords:
        pairs = sorted(
            {(word, place) for place, name in enumerate(names) for word in fold(name).split()}
        )
        return cls(names, [word for word, _ in pairs], [place for _, place in pairs])

    def _hits(self, text: str) -> tuple[int, int]:
        key = fold(text)
        return bisect_left(self.words, key), bisect_left(self.words, key + _AFTER_ANY_LETTER)

    def any_fifty(self, text: str) -> list[str]:
        first, end = self._hits(text)
        return [self.names[place] for place in self.places[first : min(end, first + _ROWS)]]

    def ranked(self, text: str) -> list[str]:
        first, end = self._hits(text)
        return sorted({self.names[place] for place in self.places[first:end]})[:_ROWS]
