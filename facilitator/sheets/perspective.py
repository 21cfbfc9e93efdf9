"""The map from millimetres on a flat paper to pixels of its picture, taken from any angle.

A plane seen by a camera is mapped by nine numbers up to a common factor (a homography); each point
known in both gives two equations. More points than needed are fitted by least squares.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]

_UNKNOWNS = 8
_FLAT = 1e-12
# A corner of a code is known to three pixels in three thousand; pages slant by up to a twentieth in
# 100 mm.
_FLATNESS = 2e-2


@dataclass(frozen=True, slots=True)
class Perspective:
    """x = (a u + b v + c) / (g u + h v + 1), y = (d u + e v + f) / (g u + h v + 1)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    g: float
    h: float

    def at(self, point: Point) -> Point:
        """Where a point of the paper is in the picture."""
        u, v = point
        below = self.g * u + self.h * v + 1
        if abs(below) < _FLAT:
            return math.inf, math.inf
        return (
            (self.a * u + self.b * v + self.c) / below,
            (self.d * u + self.e * v + self.f) / below,
        )

    def scale_at(self, point: Point) -> float:
        """How many pixels a millimetre is around a point, in the middle of both directions."""
        u, v = point
        x, y = self.at(point)
        right, below = self.at((u + 1, v)), self.at((u, v + 1))
        area = (right[0] - x) * (below[1] - y) - (right[1] - y) * (below[0] - x)
        return math.sqrt(abs(area))

    def for_pixels(self, left: float, top: float, dots: float) -> tuple[float, ...]:
        """The eight numbers Pillow asks for to lay a part of the paper flat: from pixels of the
        new picture, `dots` to a millimetre from `left`, `top`, to pixels of this one.
        """
        # A pixel's middle is half a pixel in; Pillow adds it to both sides.
        shifted = (
            (self.a / dots, self.b / dots, self.a * left + self.b * top + self.c),
            (self.d / dots, self.e / dots, self.d * left + self.e * top + self.f),
            (self.g / dots, self.h / dots, self.g * left + self.h * top + 1),
        )
        last = shifted[2][2]
        return tuple(
            value / last for value in (*shifted[0], *shifted[1], shifted[2][0], shifted[2][1])
        )


def fitted(
    pairs: Sequence[tuple[Point, Point, float]], *, slanting: bool = True
) -> Perspective | None:
    """The map that fits best: each pair is a point of the paper (mm), its pixel, its weight.

    `slanting` False: points that lie close together are not taken at their word about how the
    paper slants away from the camera; it is then thought to slant as little as they allow.

    None when the points do not settle it (fewer than four, or on one line).
    """
    if len(pairs) < _UNKNOWNS // 2:
        return None
    # Around zero and of the size one, so that the equations are well weighed.
    span = max(max(abs(value) for value in pixel) for _, pixel, _ in pairs) or 1.0
    rows: list[list[float]] = []
    for (u, v), (x, y), weight in pairs:
        s, t, p, q = u / 100, v / 100, x / span, y / span
        for_x = (s, t, 1, 0, 0, 0, -p * s, -p * t, p)
        for_y = (0, 0, 0, s, t, 1, -q * s, -q * t, q)
        rows.extend([weight * value for value in equation] for equation in (for_x, for_y))
    if not slanting:
        rows.append([0, 0, 0, 0, 0, 0, _FLATNESS, 0, 0])
        rows.append([0, 0, 0, 0, 0, 0, 0, _FLATNESS, 0])
    solved = _least_squares(rows)
    if solved is None:
        return None
    a, b, c, d, e, f, g, h = solved
    return Perspective(
        a * span / 100, b * span / 100, c * span,
        d * span / 100, e * span / 100, f * span, g / 100, h / 100,
    )  # fmt: skip


def _least_squares(rows: Sequence[Sequence[float]]) -> list[float] | None:
    size = _UNKNOWNS
    matrix = [
        [math.fsum(row[i] * row[j] for row in rows) for j in range(size + 1)] for i in range(size)
    ]
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(matrix[row][column]))
        if abs(matrix[pivot][column]) < _FLAT:
            return None
        matrix[column], matrix[pivot] = matrix[pivot], matrix[column]
        for row in range(size):
            if row != column:
                factor = matrix[row][column] / matrix[column][column]
                matrix[row] = [
                    below - factor * above
                    for below, above in zip(matrix[row], matrix[column], strict=True)
                ]
    return [matrix[row][size] / matrix[row][row] for row in range(size)]
