import json
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from facilitator.certificates.eligibility import (
    ConditionCode,
    Conditions,
    Record,
    answer,
    contact_percent,
    highest_met,
)
from facilitator.resources import resource

SAMPLE = json.loads(resource("content", "sample_programme.json").read_text(encoding="utf-8"))
EXPECTED = SAMPLE["expected"]["participants"]
OFFERED = SAMPLE["expected"]["totals"]["contact_minutes_offered_per_person"]
NAMES = {
    "min_sessions_attended": "min_workshops",
    "min_contact_percent": "min_contact_percent",
    "end_self_check_handed_in": "needs_end_self_check",
    "min_observation_notes": "min_observations",
    "min_observed_skills": "min_observed_skills",
    "min_observed_level": "min_observed_level",
}
RULES = [
    (rule["id"], Conditions(**{NAMES[name]: value for name, value in rule["conditions"].items()}))
    for rule in SAMPLE["certificate_rules"]["rules"]
]

RECORDS = st.builds(
    Record,
    workshops=st.integers(0, 10),
    contact_minutes=st.integers(0, 550),
    offered_minutes=st.just(550),
    end_self_check=st.booleans(),
    observations=st.integers(0, 10),
    skill_levels=st.dictionaries(st.sampled_from("abcde"), st.integers(1, 4)),
)
CONDITIONS = st.builds(
    Conditions,
    min_workshops=st.none() | st.integers(0, 10),
    min_contact_percent=st.none() | st.decimals(0, 100, places=1),
    min_contact_minutes=st.none() | st.integers(0, 600),
    needs_end_self_check=st.booleans(),
    min_observations=st.none() | st.integers(0, 5),
    min_observed_skills=st.none() | st.integers(0, 5),
    min_observed_level=st.none() | st.integers(1, 4),
)


def record_of(person):
    seen = [row for row in SAMPLE["observations"] if row["participant"] == person["participant"]]
    return Record(
        workshops=person["sessions_attended"],
        contact_minutes=person["contact_minutes"],
        offered_minutes=OFFERED,
        end_self_check=person["end_self_check_handed_in"],
        observations=len(seen),
        skill_levels={
            skill: max(row["level"] for row in seen if row["skill"] == skill)
            for skill in {row["skill"] for row in seen}
        },
    )


def results_of(record):
    return [answer(key, key, conditions, record) for key, conditions in RULES]


@pytest.mark.parametrize("person", EXPECTED, ids=lambda person: person["participant"])
def test_everybody_in_the_sample_gets_the_award_worked_out_by_hand(person):
    award = highest_met(results_of(record_of(person)))

    assert (award and award.key) == person["award"]


@pytest.mark.parametrize("person", EXPECTED, ids=lambda person: person["participant"])
def test_the_share_of_everybody_in_the_sample_is_as_worked_out_by_hand(person):
    assert float(contact_percent(person["contact_minutes"], OFFERED)) == person["contact_percent"]


def test_what_is_missing_is_said_in_figures():
    result = answer(
        "participation",
        "Participation",
        Conditions(min_workshops=4, min_contact_percent=Decimal(75)),
        Record(workshops=4, contact_minutes=380, offered_minutes=550),
    )

    assert not result.met
    (missing,) = result.missing
    assert (missing.code, missing.have, missing.need) == (
        ConditionCode.CONTACT_PERCENT,
        Decimal("69.1"),
        Decimal(75),
    )


def test_the_exact_share_is_compared_and_not_the_rounded_one():
    # 74.96 % reads as 75.0 %, and is still less.
    record = Record(contact_minutes=7496, offered_minutes=10000)

    result = answer("a", "A", Conditions(min_contact_percent=Decimal(75)), record)

    assert result.conditions[0].have == Decimal("75.0")
    assert not result.met


def test_a_skill_counts_from_the_level_that_the_rule_names():
    record = Record(observations=3, skill_levels={"a": 1, "b": 2, "c": 3})

    results = [
        answer("r", "R", Conditions(min_observed_skills=1, min_observed_level=level), record)
        for level in (1, 2, 3, 4)
    ]

    assert [int(result.conditions[0].have) for result in results] == [3, 2, 1, 0]


def test_where_nothing_was_offered_no_share_is_reached():
    result = answer("a", "A", Conditions(min_contact_percent=Decimal(1)), Record())

    assert not result.met


def test_a_rule_that_asks_for_nothing_is_met_by_everybody():
    assert answer("a", "A", Conditions(), Record()).met


@given(CONDITIONS, RECORDS)
def test_a_rule_is_met_exactly_when_nothing_is_missing(conditions, record):
    result = answer("a", "A", conditions, record)

    assert result.met == (not result.missing)


@given(CONDITIONS, RECORDS, RECORDS)
def test_who_has_more_of_everything_never_gets_less(conditions, low, high):
    assume(
        low.workshops <= high.workshops
        and low.contact_minutes <= high.contact_minutes
        and low.end_self_check <= high.end_self_check
        and low.observations <= high.observations
        and all(high.skill_levels.get(k, 0) >= v for k, v in low.skill_levels.items())
    )
    if answer("a", "A", conditions, low).met:
        assert answer("a", "A", conditions, high).met


@given(st.lists(st.booleans(), max_size=6))
def test_the_highest_of_the_rules_met_is_the_award(met):
    record = Record(workshops=1)
    results = [
        answer(str(place), "", Conditions(min_workshops=1 if yes else 2), record)
        for place, yes in enumerate(met)
    ]

    award = highest_met(results)

    wanted = max((place for place, yes in enumerate(met) if yes), default=None)
    assert (None if award is None else int(award.key)) == wanted
