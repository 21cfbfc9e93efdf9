"""The index of names in memory finds whom the file finds, in the same order."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.clock import SetClock
from facilitator.people import finder
from facilitator.people.folding import fold
from facilitator.people.name_index import NameIndex
from facilitator.people.people import People
from facilitator.people.search import query_words
from facilitator.people.store import entries_after, found
from facilitator.storage import Database
from facilitator.storage.workbook_file import open_database
from tests.facilitator.people.names_in_many_scripts import TYPED

_FIRST = ("Amina", "Żaneta", "João", "Mary-Ann", "Ørjan", "Min-ji", "Anna", "Ann", "Émile")
_LAST = ("O'Brien", "El-Idrissi", "Łukasik", "Nguyễn", "Müller", "Anand", "Jones", "Weiß")
_ASKED = ("a", "an", "ann", "anna", "o", "ob", "obrien", "z", "l", "lu", "mul", "muel", "weiss")
_ASKED += ("ma", "mary an", "an jo", "jo an", "min ji", "e i", "nguyen thi", "an an", "x")
_READY_WITHIN = 20.0
NAMES = sorted({name for name, _ in TYPED})


@pytest.fixture
def many(database: Database) -> People:
    """People of few names, so that many share the beginnings of their words."""
    chance = random.Random(5)
    people = People(database)
    with database.action("people-imported"):
        for _ in range(900):
            people.add(f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {chance.choice(_FIRST)}")
        for names in NAMES:
            people.add(names)
    return people


@pytest.fixture
def indexed(many: People, monkeypatch: pytest.MonkeyPatch) -> People:
    """The same with its index of names ready."""
    monkeypatch.setattr(finder, "WORTH_AN_INDEX", 100)
    wait_for_index(many)
    return many


def wait_for_index(people: People) -> None:
    ends = time.monotonic() + _READY_WITHIN
    while not people.get_ready_to_search():
        assert time.monotonic() < ends
        time.sleep(0.005)


def from_the_file(database: Database, text: str, limit: int = 50) -> list[str]:
    today = database.clock.now().date()
    return [row.id for row in found(database, text, None, limit, 0, today)]


def ids(people: People, text: str, limit: int = 50) -> list[str]:
    return [row.id for row in people.search(text, limit=limit)]


def asked_of(names: Iterator[str] | list[str]) -> list[str]:
    """What is typed to find these names: each beginning of each word."""
    return sorted(
        {word[:end] for name in names for word in fold(name).split() for end in range(1, 8)}
    )


def test_an_index_answers_as_the_file_does(many: People, database: Database) -> None:
    entries = sorted(entries_after(database, 0, 10_000), key=lambda one: (one[1].encode(), one[0]))
    index = NameIndex(entries)
    ids_by_row = {row[0]: row[1] for row in database.rows("SELECT search_row, id FROM participant")}
    for text in (*_ASKED, *asked_of([*_FIRST, *_LAST, *NAMES])):
        answer = index.first_rows(fold(text), query_words(text), 50)
        assert answer is not None
        assert [ids_by_row[row] for _, row in answer] == from_the_file(database, text)


def test_the_index_is_asked_once_it_is_ready(
    indexed: People, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = {text: from_the_file(database, text) for text in _ASKED}
    monkeypatch.setattr("facilitator.people.store.found", lambda *_: pytest.fail("asked the file"))
    for text, answer in wanted.items():
        assert ids(indexed, text) == answer


def test_what_changes_afterwards_is_found_as_it_is_now(indexed: People, database: Database) -> None:
    first, second, third = ids(indexed, "ann")[:3]
    indexed.update(first, name="Zuzanna Ann")
    indexed.archive(second)
    added = indexed.add("Ann Aaronson")
    indexed.update(third, sort_as="Zz, Ann")
    for text in ("ann", "zu", "aar", "an aa", "zz"):
        assert ids(indexed, text) == from_the_file(database, text)
    assert added in ids(indexed, "aaron")
    assert second not in ids(indexed, "ann", 1000)
    for _ in range(4):
        database.undo()
        for text in ("ann", "zu", "aar"):
            assert ids(indexed, text) == from_the_file(database, text)


def test_after_many_changes_the_index_is_made_anew(indexed: People, database: Database) -> None:
    with database.action("people-imported"):
        for number in range(finder._MOST_CHANGED + 1):
            indexed.add(f"Quentin {number}")
    assert ids(indexed, "quentin") == from_the_file(database, "quentin")
    wait_for_index(indexed)
    assert ids(indexed, "quentin") == from_the_file(database, "quentin")


def test_what_another_program_wrote_is_found(
    indexed: People, database: Database, workbook_path: Path, clock: SetClock
) -> None:
    other = open_database(workbook_path, clock)
    added = People(other).add("Quentin Elsewhere")
    other.close()
    assert ids(indexed, "quentin") == [added]
    wait_for_index(indexed)
    assert ids(indexed, "quentin") == [added]


def test_a_small_workbook_makes_no_index(many: People) -> None:
    many.search("a")
    assert not many.get_ready_to_search()


def test_closing_while_names_are_read_leaves_one_file(
    many: People, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finder, "WORTH_AN_INDEX", 100)
    many.search("a")
    database.close()
    assert [path.name for path in database.path.parent.glob(f"{database.path.name}*")] == [
        database.path.name
    ]
