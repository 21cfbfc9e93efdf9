"""A shape for each family of activities, so that kinds are told apart on grey paper.

The shapes are those of the window: what a person learnt on screen holds on paper. The word always
stands beside the shape.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from facilitator.documents.drawing import BLACK, Drawing

_THICKNESS = 0.35

_SHAPE_OF_KIND = {
    "welcome": "half-disc",
    "closing": "half-disc",
    "icebreaker": "spark",
    "energiser": "spark",
    "input": "square",
    "discussion": "bubble",
    "decision": "bubble",
    "group-work": "hexagon",
    "creative": "hexagon",
    "practice": "triangle",
    "reflection": "ring",
    "assessment": "ring",
    "break": "bars",
}


def draw_kind_mark(drawing: Drawing, kind: str, x: float, y: float, side: float) -> None:
    """The mark of a kind in a square of `side` mm whose top start corner is at `x`, `y`; a
    plain dot for kinds that have no shape of their own.
    """
    shape = _SHAPES.get(_SHAPE_OF_KIND.get(kind, ""), _dot)
    shape(drawing, x + side / 2, y + side / 2, side / 2)


def _half_disc(drawing: Drawing, x: float, y: float, reach: float) -> None:
    points = [
        (x + reach * math.cos(angle), y + reach * 0.45 - reach * math.sin(angle))
        for angle in (math.pi * step / 24 for step in range(25))
    ]
    drawing.shape(points, thickness=_THICKNESS)


def _spark(drawing: Drawing, x: float, y: float, reach: float) -> None:
    drawing.shape(_star(x, y, reach, 4, 0.36), thickness=_THICKNESS)


def _square(drawing: Drawing, x: float, y: float, reach: float) -> None:
    reach *= 0.82
    drawing.box(x - reach, y - reach, 2 * reach, 2 * reach, thickness=_THICKNESS)


def _bubble(drawing: Drawing, x: float, y: float, reach: float) -> None:
    wide, high = reach, reach * 0.68
    top = y - reach * 0.85
    drawing.box(x - wide, top, 2 * wide, 2 * high, thickness=_THICKNESS, radius=reach * 0.35)
    tail = [
        (x - wide * 0.45, top + 2 * high),
        (x - wide * 0.5, y + reach),
        (x + wide * 0.1, top + 2 * high),
    ]
    drawing.shape(tail, thickness=_THICKNESS, closed=False)


def _hexagon(drawing: Drawing, x: float, y: float, reach: float) -> None:
    points = [
        (x + reach * math.cos(math.pi * step / 3), y + reach * math.sin(math.pi * step / 3))
        for step in range(6)
    ]
    drawing.shape(points, thickness=_THICKNESS)


def _triangle(drawing: Drawing, x: float, y: float, reach: float) -> None:
    points = [
        (x, y - reach * 0.92),
        (x + reach, y + reach * 0.82),
        (x - reach, y + reach * 0.82),
    ]
    drawing.shape(points, thickness=_THICKNESS)


def _ring(drawing: Drawing, x: float, y: float, reach: float) -> None:
    drawing.circle(x, y, reach * 0.92, thickness=_THICKNESS)
    drawing.circle(x, y, reach * 0.45, thickness=_THICKNESS)


def _bars(drawing: Drawing, x: float, y: float, reach: float) -> None:
    for start in (x - reach * 0.72, x + reach * 0.17):
        drawing.box(
            start, y - reach * 0.85, reach * 0.55, reach * 1.7, fill=BLACK, thickness=_THICKNESS
        )


def _dot(drawing: Drawing, x: float, y: float, reach: float) -> None:
    drawing.circle(x, y, reach * 0.3, ink=None, fill=BLACK)


def _star(x: float, y: float, reach: float, points: int, waist: float) -> list[tuple[float, float]]:
    corners: list[tuple[float, float]] = []
    for step in range(2 * points):
        angle = math.pi * step / points
        out = reach if step % 2 == 0 else reach * waist
        corners.append((x + out * math.sin(angle), y - out * math.cos(angle)))
    return corners


_SHAPES: dict[str, Callable[[Drawing, float, float, float], None]] = {
    "half-disc": _half_disc,
    "spark": _spark,
    "square": _square,
    "bubble": _bubble,
    "hexagon": _hexagon,
    "triangle": _triangle,
    "ring": _ring,
    "bars": _bars,
}
