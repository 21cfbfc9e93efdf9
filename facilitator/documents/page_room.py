"""How much room a working paper has, and how its rows are shared out over pages.

Measures only, nothing that draws: who reads a paper back needs them without the drawing libraries.
"""

from __future__ import annotations

from collections.abc import Sequence

MARGIN = 14.0
"""Millimetres from the edge: every office printer reaches that far."""

FOOT = 9.0
"""Millimetres above the bottom margin that the foot of each page takes."""

MARK = 4.0
"""The side of a corner mark."""

MARK_INSET = 7.0
"""How far a corner mark stands from both edges."""


def share_out(heights: Sequence[float], first: float, others: float, tail: float) -> list[range]:
    """Which rows stand on which page, so that no row is ever torn.

    `first` and `others` are the room for rows on the first page and on later ones, `tail` what
    must follow the last row on its page. The last page may hold no row but the tail alone.
    """
    pages: list[range] = []
    start, room = 0, first
    for index, height in enumerate(heights):
        if height > room and index > start:
            pages.append(range(start, index))
            start, room = index, others
        room -= height
    pages.append(range(start, len(heights)))
    if tail > room:
        moved = _moved_to_last(heights, pages[-1], others, tail)
        if moved > pages[-1].start:
            pages[-1:] = [range(pages[-1].start, moved), range(moved, len(heights))]
    return pages


def _moved_to_last(heights: Sequence[float], rows: range, room: float, tail: float) -> int:
    """The first of the rows that go along with the tail, so that it does not stand alone."""
    first = max(rows.stop - 2, rows.start + 1)
    while first < rows.stop and sum(heights[first : rows.stop]) + tail > room:
        first += 1
    return first
