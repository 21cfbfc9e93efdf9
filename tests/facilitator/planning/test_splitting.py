"""Sharing people out to groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import Refused
from facilitator.planning.splitting import groups_needed, split_heads


def test_23_people_in_5_groups():
    assert split_heads(23, 5) == (5, 5, 5, 4, 4)


def test_groups_stay_empty_when_people_run_out():
    assert split_heads(2, 3) == (1, 1, 0)


@given(st.integers(0, 5000), st.integers(1, 1000))
def test_everybody_is_in_one_group_and_sizes_differ_by_one_at_most(heads, groups):
    sizes = split_heads(heads, groups)

    assert len(sizes) == groups
    assert sum(sizes) == heads
    assert max(sizes) - min(sizes) <= 1
    assert list(sizes) == sorted(sizes, reverse=True)


@given(st.integers(0, 5000), st.integers(1, 50))
def test_as_few_groups_as_hold_everybody(heads, size):
    groups = groups_needed(heads, size)

    assert groups * size >= heads > (groups - 1) * size or groups == heads == 0


@pytest.mark.parametrize(("heads", "groups"), [(-1, 2), (5, 0), (5, -1), (5, 10**9)])
def test_impossible_splits_are_refused(heads, groups):
    with pytest.raises(Refused, match="out-of-range"):
        split_heads(heads, groups)


@pytest.mark.parametrize(("heads", "size"), [(-1, 2), (5, 0)])
def test_impossible_group_sizes_are_refused(heads, size):
    with pytest.raises(Refused, match="out-of-range"):
        groups_needed(heads, size)
