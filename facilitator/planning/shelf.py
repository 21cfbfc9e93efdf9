"""The library in hand: what fits a search and filters, how many fit each choice, best fit first.

Pure. A library holds some thousand methods at most, so all of them are looked at for each letter
typed: that gives the counts beside every filter in the same pass.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from facilitator.people.folding import fold
from facilitator.planning.model import ActivityKind, MethodRow


class Facet(StrEnum):
    """What a search can be narrowed by."""

    TEXT = "text"
    MINUTES = "minutes"
    HEADS = "heads"
    KIND = "kind"
    SKILL = "skill"
    ENERGY = "energy"
    PREPARATION = "preparation"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class MethodFilter:
    """What a method must fit; of several choices of one facet, any one.

    `seconds`: it usually takes no longer; `heads`: it can be done with so many people; `own`: made
    here (or not, with False). `archived`: those put out of sight, instead of the others.
    """

    kinds: tuple[ActivityKind, ...] = ()
    skill_ids: tuple[str, ...] = ()
    seconds: int | None = None
    heads: int | None = None
    energies: tuple[str, ...] = ()
    preparations: tuple[str, ...] = ()
    own: bool | None = None
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What would suit a place in an agenda; it orders what fits and leaves nothing out.

    `aims` are the skills of the workshop, `free_seconds` the room before the next fixed start or
    the target end (None: as much as one likes), `used` the methods that the agenda holds already.
    """

    aims: frozenset[str] = frozenset()
    free_seconds: int | None = None
    used: frozenset[str] = frozenset()
    opens: bool = False
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """What fits.

    `counts`: for each facet, how many fit each of its choices and all *other* facets.
    `loosened`: how many would fit without that facet. `total`: how many there are to choose from.
    """

    rows: tuple[MethodRow, ...]
    total: int
    archived: int
    counts: Mapping[Facet, Mapping[str, int]]
    loosened: Mapping[Facet, int]


@dataclass(frozen=True, slots=True)
class _Shelved:
    row: MethodRow
    words: str
    title: str


_Test = tuple[Facet, Callable[[_Shelved], bool]]

_CHOICES: Mapping[Facet, Callable[[Sequence[MethodRow]], Iterable[str]]] = {
    Facet.KIND: lambda rows: (row.kind.value for row in rows),
    Facet.SKILL: lambda rows: (skill for row in rows for skill in row.skill_ids),
    Facet.ENERGY: lambda rows: (row.energy for row in rows),
    Facet.PREPARATION: lambda rows: (row.preparation for row in rows),
    Facet.OWN: lambda rows: ("own" for row in rows if row.own),
}
_OPENING = frozenset({ActivityKind.WELCOME, ActivityKind.ICEBREAKER})
_CLOSING = frozenset({ActivityKind.REFLECTION, ActivityKind.ASSESSMENT, ActivityKind.CLOSING})
_OUT_OF_PLACE = 6
_NOT_QUITE = 3


class Shelf:
    """All methods of a workbook, each with the folded words it is found by."""

    def __init__(self, methods: Iterable[tuple[MethodRow, str]]) -> None:
        shelved = (_Shelved(row, f" {words}", fold(row.title)) for row, words in methods)
        self._methods = sorted(shelved, key=lambda each: (each.title, each.row.id))
        self._archived = sum(each.row.archived for each in self._methods)

    def row(self, method_id: str) -> MethodRow | None:
        """A method by its id."""
        return next((each.row for each in self._methods if each.row.id == method_id), None)

    def fit(
        self, text: str = "", chosen: MethodFilter | None = None, wish: Wish | None = None
    ) -> Fit:
        """Methods in which every word typed begins a word, and that fit the filter.

        The best come first: those whose title says what was typed, then those that suit `wish`,
        then by title.
        """
        chosen = chosen or MethodFilter()
        words = fold(text).split()
        fitting, missing = self._sift(_tests(words, chosen), archived=chosen.archived)
        if words or wish is not None:
            fitting.sort(key=lambda each: _rank(each, words, chosen, wish))
        rows = [each.row for each in fitting]
        return Fit(
            rows=tuple(rows),
            total=self._archived if chosen.archived else len(self._methods) - self._archived,
            archived=self._archived,
            counts={
                facet: Counter(choices_of([*rows, *missing.get(facet, ())]))
                for facet, choices_of in _CHOICES.items()
            },
            loosened={facet: len(near) for facet, near in missing.items()},
        )

    def _sift(
        self, tests: Sequence[_Test], *, archived: bool
    ) -> tuple[list[_Shelved], dict[Facet, list[MethodRow]]]:
        """What fits all, and for each facet what fits all but that one; both by title."""
        fitting: list[_Shelved] = []
        missing: dict[Facet, list[MethodRow]] = {}
        for each in self._methods:
            if each.row.archived is not archived:
                continue
            missed: Facet | None = None
            for facet, fits in tests:
                if fits(each):
                    continue
                if missed is not None:
                    break
                missed = facet
            else:
                if missed is None:
                    fitting.append(each)
                else:
                    missing.setdefault(missed, []).append(each.row)
        return fitting, missing


def _tests(words: Sequence[str], chosen: MethodFilter) -> list[_Test]:
    tests: list[_Test] = []
    if words:
        begun = [f" {word}" for word in words]
        tests.append((Facet.TEXT, lambda each: all(word in each.words for word in begun)))
    if (seconds := chosen.seconds) is not None:
        tests.append((Facet.MINUTES, lambda each: each.row.usual_seconds <= seconds))
    if (heads := chosen.heads) is not None:
        tests.append((Facet.HEADS, lambda each: each.row.group_min <= heads <= each.row.group_max))
    if kinds := frozenset(chosen.kinds):
        tests.append((Facet.KIND, lambda each: each.row.kind in kinds))
    if skills := frozenset(chosen.skill_ids):
        tests.append((Facet.SKILL, lambda each: not skills.isdisjoint(each.row.skill_ids)))
    if energies := frozenset(chosen.energies):
        tests.append((Facet.ENERGY, lambda each: each.row.energy in energies))
    if preparations := frozenset(chosen.preparations):
        tests.append((Facet.PREPARATION, lambda each: each.row.preparation in preparations))
    if chosen.own is not None:
        tests.append((Facet.OWN, lambda each: each.row.own is chosen.own))
    return tests


def _rank(
    each: _Shelved, words: Sequence[str], chosen: MethodFilter, wish: Wish | None
) -> tuple[int, int, str]:
    worse = 0
    if words:
        title = f" {each.title}"
        if not title.startswith(f" {' '.join(words)}"):
            worse = 1 if all(f" {word}" in title for word in words) else 2
    return worse, 0 if wish is None else _unfit(each.row, chosen, wish), each.title


def _unfit(row: MethodRow, chosen: MethodFilter, wish: Wish) -> int:
    """How far a method is from what a place in the agenda asks for; 0 suits best."""
    points = 0
    if wish.opens != (row.kind in _OPENING):
        points += _OUT_OF_PLACE if row.kind is ActivityKind.WELCOME else _NOT_QUITE
    if wish.closes != (row.kind in _CLOSING):
        # Looking back does no harm in the middle of a day; saying goodbye does.
        if row.kind is ActivityKind.CLOSING:
            points += _OUT_OF_PLACE
        elif wish.closes:
            points += _NOT_QUITE
    aims = frozenset(chosen.skill_ids) or wish.aims
    if aims and row.skill_ids[:1] != () and row.skill_ids[0] not in aims:
        points += 1
    if aims and aims.isdisjoint(row.skill_ids):
        points += 1
    if wish.free_seconds is not None and row.usual_seconds > max(wish.free_seconds, 0):
        points += 1
    if row.id in wish.used:
        points += 2
    return points
