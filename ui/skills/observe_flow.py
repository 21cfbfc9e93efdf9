"""The five keys of an observation as plain state: who, skill, level, words, saved.

Nothing here is drawn and nothing is kept; the screen asks what comes next and tells what was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from facilitator.people.folding import fold
from facilitator.people.search import query_words, search_text
from facilitator.planning.model import SkillAim
from facilitator.skills.model import Framework, Indicator, Skill


class Step(IntEnum):
    """What is to be said next."""

    WHO = 0
    SKILL = 1
    LEVEL = 2
    WORDS = 3


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be noticed."""

    id: str
    name: str
    short: str
    native_name: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What can be seen: one part of a skill, or a whole skill. `aimed`: this activity's aim."""

    key: str
    title: str
    skill: Skill
    indicator: Indicator | None
    aimed: bool = False


def matching(people: Sequence[Person], text: str) -> list[Person]:
    """Those whose names begin with what was typed, or whose initials do; all for nothing typed."""
    words = query_words(text)
    if not words:
        return list(people)
    return [person for person in people if _matches(person, words)]


def targets(framework: Framework, aims: Sequence[SkillAim]) -> list[Target]:
    """Everything that can be seen, in the order to offer it.

    First what this activity aims at, its main aim before others; then the other parts of the same
    skills; then the rest.
    """
    first: dict[str, int] = {}
    for place, aim in enumerate(aims):
        first.setdefault(aim.indicator_id or aim.skill_id, place)
    near = {aim.skill_id for aim in aims}
    rest = len(aims)
    found: list[tuple[int, Target]] = []
    for skill in framework.skills:
        for indicator in skill.indicators or (None,):
            key, title = (indicator.key, indicator.title) if indicator else (skill.key, skill.title)
            place = first.get(indicator.id if indicator else "", first.get(skill.id, -1))
            rank = place if place >= 0 else rest if skill.id in near else rest + 1
            found.append((rank, Target(key, title, skill, indicator, place >= 0)))
    # The sort is stable: within a rank the framework's order stays.
    return [target for _rank, target in sorted(found, key=lambda each: each[0])]


class ObserveFlow:
    """Where somebody is in noting one thing.

    `person`, `target` and `level` are what was said so far.
    """

    def __init__(self) -> None:
        self.person: Person | None = None
        self.target: Target | None = None
        self.level: int | None = None

    @property
    def step(self) -> Step:
        """What is to be said next."""
        if self.person is None:
            return Step.WHO
        if self.target is None:
            return Step.SKILL
        return Step.LEVEL if self.level is None else Step.WORDS

    def back(self) -> Step:
        """Take back what was said last; gives the step it was."""
        if self.level is not None:
            self.level = None
        elif self.target is not None:
            self.target = None
        else:
            self.person = None
        return self.step

    def go_back_to(self, step: Step) -> None:
        """Say something again, and what follows from it."""
        while self.step > step:
            self.back()

    def reset(self) -> None:
        """Begin with somebody new."""
        self.person = self.target = self.level = None


def _matches(person: Person, words: Sequence[str]) -> bool:
    known = search_text(person.name, person.native_name, person.short).split()
    if all(any(each.startswith(word) for each in known) for word in words):
        return True
    initials = "".join(word[0] for word in fold(person.name).split())
    return len(words) == 1 and len(words[0]) > 1 and initials.startswith(words[0])
