"""What the skill framework, observations and self-checks are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Source(StrEnum):
    """Who says so."""

    FACILITATOR = "facilitator"
    SELF = "self"


class Moment(StrEnum):
    """To which moment a self-rating belongs: the first sheet, or "then" and "now" of the last."""

    START = "start"
    THEN = "then"
    NOW = "now"


class Occasion(StrEnum):
    """Which sheet was handed in."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Level:
    """One described step of the framework's scale, lowest first; never zero."""

    value: int
    key: str
    label: str
    self_label: str
    description: str


@dataclass(frozen=True, slots=True)
class FrameworkRelation:
    """A published framework's competence that an indicator is related to (never equivalent)."""

    framework_key: str
    framework_title: str
    code: str
    title: str
    fit: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One part of a skill that can be seen; `descriptors` says for each level what is seen."""

    id: str
    key: str
    title: str
    summary: str
    self_statement: str
    look_for: tuple[str, ...]
    descriptors: Mapping[int, str] = field(hash=False)
    relations: tuple[FrameworkRelation, ...] = ()


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill with its indicators."""

    id: str
    key: str
    title: str
    short: str
    summary: str
    why: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """The skills a centre works with, and the levels they are described in."""

    id: str
    title: str
    version: str
    language: str
    licence: str
    levels: tuple[Level, ...]
    skills: tuple[Skill, ...]

    def skill(self, key: str) -> Skill | None:
        """The skill of that key; None when there is none."""
        return next((skill for skill in self.skills if skill.key == key), None)

    def level_label(self, value: int) -> str:
        """The word for a level; its number where the framework has no word."""
        return next((each.label for each in self.levels if each.value == value), str(value))


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """What a facilitator saw one person do. `level` None: a note without a level."""

    id: str
    participant_id: str
    participant_name: str
    programme_id: str | None
    workshop_id: str | None
    workshop_title: str
    activity_id: str | None
    activity_title: str
    skill_key: str
    skill_title: str
    indicator_key: str | None
    indicator_title: str
    level: int | None
    level_label: str
    note: str
    observer_id: str | None
    observer_name: str
    observed_at: str


@dataclass(frozen=True, slots=True)
class SelfRating:
    """How one person rated one skill on the sheets; None: not rated, never zero."""

    participant_id: str
    skill_key: str
    start: int | None
    then: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """A sheet that was handed in."""

    participant_id: str
    occasion: Occasion
    handed_in_on: date
    own_words: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen of one person in one programme, as certificate rules ask for it.

    `observations` counts all notes; `skill_levels` holds the highest level seen for each skill
    key; `end_self_check`: the last sheet was handed in.
    """

    observations: int = 0
    skill_levels: Mapping[str, int] = field(default_factory=dict, hash=False)
    end_self_check: bool = False
