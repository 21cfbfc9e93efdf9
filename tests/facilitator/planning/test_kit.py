"""Packing lists: the sample's kit lists are the oracle."""

import json

import pytest

from facilitator.errors import Refused
from facilitator.planning.kit import Need, kit_of_many, kit_totals, multiplier
from facilitator.resources import resource

SAMPLE = json.loads(resource("content", "sample_programme.json").read_text(encoding="utf-8"))
REUSABLE = frozenset(row["id"] for row in SAMPLE["materials"] if row["reusable"])
HEADS = SAMPLE["quantity_basis"]["people"]


def needs_of(workshop):
    return [
        Need(row["material"], row["material"] in REUSABLE, row["quantity"], row["per"])
        for block in workshop["blocks"]
        for row in block["materials"]
    ]


@pytest.mark.parametrize("workshop", SAMPLE["sessions"], ids=lambda workshop: workshop["id"])
def test_the_kit_list_of_each_sample_workshop(workshop):
    assert kit_totals(needs_of(workshop), HEADS) == {
        row["material"]: row["total"] for row in workshop["kit_list"]
    }


@pytest.mark.parametrize(("per", "times"), SAMPLE["quantity_basis"]["multipliers"].items())
def test_the_multipliers_of_the_sample(per, times):
    assert multiplier(per, HEADS) == times


def test_uneven_groups_are_rounded_up():
    assert multiplier("group-of-4", 23) == 6
    assert multiplier("pair", 23) == 12


def test_per_group_follows_the_tracks_else_the_grouping():
    assert multiplier("group", 23, "groups-of-4", tracks=5) == 5
    assert multiplier("group", 23, "groups-of-4") == 6
    assert multiplier("group", 23, "whole-group") == 1


def test_an_unknown_per_is_refused():
    with pytest.raises(Refused, match="per-unknown"):
        multiplier("planet", 3)


def test_over_a_programme_what_is_used_up_adds_and_what_is_used_again_does_not():
    total = kit_of_many([{"pens": 24, "paper": 10}, {"pens": 20, "paper": 5}], frozenset({"pens"}))

    assert total == {"pens": 24, "paper": 15}
