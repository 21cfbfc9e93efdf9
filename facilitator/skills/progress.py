"""How self-ratings changed: only people with both readings count, and figures stay exact.

Rules (research on response shift): the first sheet, "then" and "now" of the last sheet are kept
apart and reported side by side; a blank is no rating and never zero; one reading is no progress.
Counts of people come first; means are given to four decimals, half up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median

from facilitator.skills.model import SelfRating


@dataclass(frozen=True, slots=True)
class Change:
    """From one reading to a later one, over all people who gave both.

    Means and medians are None when there is no pair. `mean_change` follows from the exact sums,
    not from the rounded means.
    """

    pairs: int
    sum_before: int
    sum_after: int
    mean_before: Decimal | None
    mean_after: Decimal | None
    mean_change: Decimal | None
    median_change: Decimal | None
    higher: int
    same: int
    lower: int


@dataclass(frozen=True, slots=True)
class SkillUplift:
    """The three comparisons of one skill, and how many people were asked."""

    skill_key: str
    skill_title: str
    then_to_now: Change
    start_to_now: Change
    start_to_then: Change


def change_of(pairs: Sequence[tuple[int, int]]) -> Change:
    """What the pairs (before, after) say together."""
    before = sum(pair[0] for pair in pairs)
    after = sum(pair[1] for pair in pairs)
    steps = [pair[1] - pair[0] for pair in pairs]
    return Change(
        pairs=len(pairs),
        sum_before=before,
        sum_after=after,
        mean_before=_mean(before, len(pairs)),
        mean_after=_mean(after, len(pairs)),
        mean_change=_mean(after - before, len(pairs)),
        median_change=Decimal(str(median(steps))) if steps else None,
        higher=sum(step > 0 for step in steps),
        same=sum(step == 0 for step in steps),
        lower=sum(step < 0 for step in steps),
    )


def uplift_of(skill_key: str, skill_title: str, ratings: Iterable[SelfRating]) -> SkillUplift:
    """The three comparisons over the ratings of one skill."""
    ratings = list(ratings)

    def change(
        first: Callable[[SelfRating], int | None], second: Callable[[SelfRating], int | None]
    ) -> Change:
        readings = ((first(rating), second(rating)) for rating in ratings)
        return change_of([(a, b) for a, b in readings if a is not None and b is not None])

    return SkillUplift(
        skill_key=skill_key,
        skill_title=skill_title,
        then_to_now=change(lambda rating: rating.then, lambda rating: rating.now),
        start_to_now=change(lambda rating: rating.start, lambda rating: rating.now),
        start_to_then=change(lambda rating: rating.start, lambda rating: rating.then),
    )


def rounded(value: Fraction, places: int) -> Decimal:
    """An exact value to so many decimals, half away from zero."""
    scale: int = 10**places
    doubled = abs(value) * scale * 2
    steps = (doubled.numerator // doubled.denominator + 1) // 2
    sign = "-" if value < 0 and steps else ""
    # Written out, as arithmetic would round to the digits of the decimal context.
    return Decimal(f"{sign}{steps}e-{places}")


def _mean(total: int, count: int) -> Decimal | None:
    return None if count == 0 else rounded(Fraction(total, count), 4)
