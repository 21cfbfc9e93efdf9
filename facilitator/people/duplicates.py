"""Finds the pairs of people who may be one, without comparing everybody with everybody.

Each person is put under a few keys that a twin would share: the sounds of the name, the name with
one letter less (two spellings one slip apart share such a key), the birth date with a word of the
name, a phone, an e-mail. Only people under one key are compared. Where very many share a name, they
are compared only with those who share something else as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from facilitator.people.likeness import (
    Likened,
    Likeness,
    Strength,
    bones,
    likeness,
    main_words,
    name_words,
)

_CROWD = 30
_LEAST_SLIP = 4


@dataclass(frozen=True, slots=True)
class LikePair:
    """Two people who may be one; `one_id` is the lower of the ids."""

    one_id: str
    other_id: str
    likeness: Likeness


def like_pairs(
    people: Sequence[Likened],
    against: Sequence[Likened] | None = None,
    *,
    settled: frozenset[tuple[str, str]] = frozenset(),
) -> list[LikePair]:
    """Pairs among `people`, or of one of `people` and one of `against`; the strongest first.

    `settled`: pairs (lower id first) that somebody decided are two people.
    """
    found: dict[tuple[str, str], Likeness] = {}
    looked: set[tuple[str, str]] = set(settled)
    for one, other in _candidates(people, against):
        pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
        if pair in looked:
            continue
        looked.add(pair)
        like = likeness(one, other)
        if like is not None:
            found[pair] = like
    order = list(Strength)
    pairs = [LikePair(*pair, like) for pair, like in found.items()]
    pairs.sort(key=lambda each: (order.index(each.likeness.strength), each.one_id, each.other_id))
    return pairs


def groups_of(pairs: Iterable[LikePair]) -> list[frozenset[str]]:
    """People who hang together by pairs, each group once, in the order they are first met."""
    group: dict[str, set[str]] = {}
    for pair in pairs:
        joined = group.get(pair.one_id, {pair.one_id}) | group.get(pair.other_id, {pair.other_id})
        for each in joined:
            group[each] = joined
    return [frozenset(found) for found in {id(found): found for found in group.values()}.values()]


def _candidates(
    people: Sequence[Likened], against: Sequence[Likened] | None
) -> Iterator[tuple[Likened, Likened]]:
    ours: dict[Hashable, list[Likened]] = defaultdict(list)
    for person in people:
        for key in _keys(person):
            ours[key].append(person)
    theirs = ours
    if against is not None:
        theirs = defaultdict(list)
        for person in against:
            for key in _keys(person):
                if key in ours:
                    theirs[key].append(person)
    for key, members in ours.items():
        others = theirs.get(key, [])
        if not others or (others is members and len(members) < 2):
            continue
        if len(members) * len(others) > _CROWD * _CROWD and not _tells_apart(key):
            continue
        yield from _pairs(members, others)


def _pairs(members: list[Likened], others: list[Likened]) -> Iterator[tuple[Likened, Likened]]:
    if others is members:
        for place, one in enumerate(members):
            for other in members[place + 1 :]:
                yield one, other
        return
    for one in members:
        for other in others:
            if one.id != other.id:
                yield one, other


def _tells_apart(key: Hashable) -> bool:
    """Whether few people share such a key, however common the name is."""
    return isinstance(key, tuple) and key[0] in ("born", "phone", "email")


def _keys(person: Likened) -> set[Hashable]:
    """The keys under which a twin of this person would be found."""
    keys: set[Hashable] = set()
    for name in filter(None, (person.name, person.native_name)):
        words = main_words(name)
        keys.add(("sounds", bones(name)))
        keys.add(("letters", "".join(sorted("".join(words)))))
        keys.update(("slip", key) for key in _slips(words))
        if person.birth_date is not None:
            born = person.birth_date
            day = tuple(sorted((born.month, born.day)))
            for word in (*name_words(name), *bones(name)):
                keys.add(("born", born.year, day, word))
    for phone in person.phones:
        keys.add(("phone", phone))
    for email in person.emails:
        keys.add(("email", email))
    return keys


def _slips(words: tuple[str, ...]) -> Iterator[str]:
    """The words joined, whole, and with one letter of one longer word left out."""
    yield " ".join(words)
    for place, word in enumerate(words):
        if len(word) < _LEAST_SLIP - 1:
            continue
        rest = " ".join((*words[:place], *words[place + 1 :]))
        for letter in range(len(word)):
            yield f"{rest} {word[:letter]}{word[letter + 1 :]}"
