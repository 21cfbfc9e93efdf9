"""Sharing people out to groups as evenly as can be; larger groups come first."""

from __future__ import annotations

from facilitator.errors import Refused

MAX_GROUPS = 1000
"""More groups than this is a typing mistake."""


def split_heads(heads: int, groups: int) -> tuple[int, ...]:
    """Sizes of `groups` groups for `heads` people: 23 in 5 gives 5, 5, 5, 4, 4.

    Raises `Refused` ("heads-out-of-range", "groups-out-of-range"). With fewer heads than groups
    the last groups are empty (0), so that the caller can say so.
    """
    if heads < 0:
        raise Refused("heads-out-of-range", heads=heads)
    if not 1 <= groups <= MAX_GROUPS:
        raise Refused("groups-out-of-range", groups=groups)
    size, larger = divmod(heads, groups)
    return (size + 1,) * larger + (size,) * (groups - larger)


def groups_needed(heads: int, size: int) -> int:
    """How many groups of at most `size` people `heads` people make: 23 in fours are 6 groups."""
    if heads < 0:
        raise Refused("heads-out-of-range", heads=heads)
    if size < 1:
        raise Refused("groups-out-of-range", groups=size)
    return -(-heads // size)
