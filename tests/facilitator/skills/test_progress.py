import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.resources import resource
from facilitator.skills.model import SelfRating
from facilitator.skills.progress import change_of, rounded, uplift_of

SAMPLE = json.loads(resource("content", "sample_programme.json").read_text(encoding="utf-8"))
LEVELS = st.integers(1, 4)


def ratings_of(skill):
    return [
        SelfRating(row["participant"], skill, row["start"], row["then"], row["now"])
        for row in SAMPLE["self_check"]["ratings"]
        if row["skill"] == skill
    ]


@pytest.mark.parametrize("skill", SAMPLE["expected"]["totals"]["uplift"])
@pytest.mark.parametrize("comparison", ["then_to_now", "start_to_now", "start_to_then"])
def test_the_sample_changes_as_worked_out_by_hand(skill, comparison):
    change = getattr(uplift_of(skill, skill, ratings_of(skill)), comparison)

    wanted = SAMPLE["expected"]["totals"]["uplift"][skill][comparison]
    for figure, value in wanted.items():
        assert float(getattr(change, figure)) == value, figure


@given(st.lists(st.tuples(LEVELS, LEVELS)))
def test_every_pair_is_higher_same_or_lower(pairs):
    change = change_of(pairs)

    assert change.higher + change.same + change.lower == change.pairs == len(pairs)
    assert change.sum_after - change.sum_before == sum(b - a for a, b in pairs)


@given(st.lists(st.tuples(LEVELS, LEVELS), min_size=1))
def test_turning_time_around_turns_the_change_around(pairs):
    there, back = change_of(pairs), change_of([(b, a) for a, b in pairs])

    assert there.mean_change == -back.mean_change
    assert there.median_change == -back.median_change
    assert (there.higher, there.lower) == (back.lower, back.higher)


@given(st.lists(st.tuples(st.none() | LEVELS, st.none() | LEVELS, st.none() | LEVELS), max_size=30))
def test_one_reading_is_no_progress(sheets):
    ratings = [SelfRating(str(n), "s", *sheet) for n, sheet in enumerate(sheets)]

    uplift = uplift_of("s", "S", ratings)

    assert uplift.then_to_now.pairs == sum(None not in sheet[1:] for sheet in sheets)
    assert uplift.start_to_now.pairs == sum(None not in (sheet[0], sheet[2]) for sheet in sheets)


def test_without_pairs_there_is_no_mean():
    change = change_of([])

    assert change.mean_before is None
    assert change.mean_change is None
    assert change.median_change is None


@given(st.fractions(), st.integers(0, 6))
def test_rounding_is_never_off_by_more_than_half_a_step(value, places):
    from fractions import Fraction

    step = Fraction(1, 10**places)

    assert abs(Fraction(rounded(value, places)) - value) <= step / 2


@pytest.mark.parametrize(
    ("numerator", "wanted"), [(25, "0.3"), (-25, "-0.3"), (24, "0.2"), (5, "0.1"), (0, "0.0")]
)
def test_half_is_rounded_up(numerator, wanted):
    from fractions import Fraction

    assert rounded(Fraction(numerator, 100), 1) == Decimal(wanted)


def test_a_change_that_rounds_to_nothing_has_no_sign():
    from fractions import Fraction

    assert str(rounded(Fraction(-1, 1000), 1)) == "0.0"
