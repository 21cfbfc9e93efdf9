"""Which award a person has earned, and what is missing for each that was not.

A rule lists conditions that must all hold; rules stand in order from the lowest award to the
highest, and the highest one met is the award. Every condition answers with figures (what the
person has, what the rule needs), so that the screen can say "69.1 % of 75 %" and never just "no".
Nothing is rounded before it is compared: 74.96 % is not 75 %.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from facilitator.skills.progress import rounded


class ConditionCode(StrEnum):
    """What a certificate rule may ask for."""

    WORKSHOPS = "workshops"
    CONTACT_PERCENT = "contact-percent"
    CONTACT_MINUTES = "contact-minutes"
    END_SELF_CHECK = "end-self-check"
    OBSERVATIONS = "observations"
    OBSERVED_SKILLS = "observed-skills"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What one award needs; None (or False): not asked for. All that is asked for must hold."""

    min_workshops: int | None = None
    min_contact_percent: Decimal | None = None
    min_contact_minutes: int | None = None
    needs_end_self_check: bool = False
    min_observations: int | None = None
    min_observed_skills: int | None = None
    min_observed_level: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What one person has, from the register and the observations.

    `offered_minutes`: contact minutes of all workshops of the programme; `skill_levels`: the
    highest level seen for each skill.
    """

    workshops: int = 0
    contact_minutes: int = 0
    offered_minutes: int = 0
    end_self_check: bool = False
    observations: int = 0
    skill_levels: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition answered. `have` and `need` are in the unit of the code: a count, minutes,
    percent with one decimal (for reading; the comparison was exact), or 0/1 for yes and no.
    `level`: the level from which an observed skill counts.
    """

    code: ConditionCode
    met: bool
    have: Decimal
    need: Decimal
    level: int | None = None


@dataclass(frozen=True, slots=True)
class RuleResult:
    """One rule answered, condition by condition."""

    key: str
    title: str
    met: bool
    conditions: tuple[Condition, ...]

    @property
    def missing(self) -> tuple[Condition, ...]:
        """The conditions that do not hold."""
        return tuple(condition for condition in self.conditions if not condition.met)


def answer(key: str, title: str, conditions: Conditions, record: Record) -> RuleResult:
    """Hold one record against one rule."""
    answers = tuple(_answers(conditions, record))
    return RuleResult(key, title, all(each.met for each in answers), answers)


def highest_met(results: Sequence[RuleResult]) -> RuleResult | None:
    """The last of the results (lowest award first) that is met; None when none is."""
    return next((result for result in reversed(results) if result.met), None)


def contact_percent(contact_minutes: int, offered_minutes: int) -> Decimal:
    """Contact minutes as a share of those offered, one decimal, half up; 0 when none offered."""
    return rounded(_share(contact_minutes, offered_minutes), 1)


def _answers(conditions: Conditions, record: Record) -> list[Condition]:
    answers = []
    if conditions.min_workshops is not None:
        answers.append(_count(ConditionCode.WORKSHOPS, record.workshops, conditions.min_workshops))
    if conditions.min_contact_percent is not None:
        answers.append(_percent(record, conditions.min_contact_percent))
    if conditions.min_contact_minutes is not None:
        have = record.contact_minutes
        answers.append(_count(ConditionCode.CONTACT_MINUTES, have, conditions.min_contact_minutes))
    if conditions.needs_end_self_check:
        answers.append(_count(ConditionCode.END_SELF_CHECK, int(record.end_self_check), 1))
    if conditions.min_observations is not None:
        have = record.observations
        answers.append(_count(ConditionCode.OBSERVATIONS, have, conditions.min_observations))
    if conditions.min_observed_skills is not None:
        least = conditions.min_observed_level or 1
        have = sum(level >= least for level in record.skill_levels.values())
        need = conditions.min_observed_skills
        answers.append(_count(ConditionCode.OBSERVED_SKILLS, have, need, least))
    return answers


def _count(code: ConditionCode, have: int, need: int, level: int | None = None) -> Condition:
    return Condition(code, have >= need, Decimal(have), Decimal(need), level)


def _percent(record: Record, need: Decimal) -> Condition:
    share = _share(record.contact_minutes, record.offered_minutes)
    return Condition(
        ConditionCode.CONTACT_PERCENT, share >= Fraction(need), rounded(share, 1), need
    )


def _share(part: int, whole: int) -> Fraction:
    return Fraction(0) if whole <= 0 else Fraction(part * 100, whole)
