"""Ornaments of certificates as formulas: braided waves along a rounded rectangle, and rosettes.

All lengths in millimetres from the top left corner; each function gives PDF path operators in
points with y upwards, for a page of the given height. Curves, not short lines: a wave is drawn
with one curve each quarter, taking its slope from the formula, so it stays smooth at any
enlargement and the file small.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from facilitator.documents.paper import MM

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Band:
    """A braid of `strands` waves around a rounded rectangle; with `slow` beats, the swing of
    the waves is itself a slow wave.
    """

    x: float
    y: float
    width: float
    height: float
    radius: float
    swing: float
    waves: int
    strands: int
    slow: int = 0


def band_path(band: Band, page_height: float) -> str:
    """The whole braid as one path to be stroked."""
    length, at = _along(band)

    def strand(phase: float) -> Callable[[float], _Point]:
        def point(turn: float) -> _Point:
            angle = turn * 2 * math.pi
            swing = band.swing * math.sin(band.waves * angle + phase)
            if band.slow:
                swing *= 0.62 + 0.38 * math.cos(band.slow * angle)
            x, y, across, up = at(turn * length)
            return x + across * swing, y + up * swing

        return point

    phases = [2 * math.pi * index / band.strands for index in range(band.strands)]
    steps = band.waves * 4
    return " ".join(_closed_curve(strand(phase), steps, page_height) for phase in phases) + " S"


def rosette_path(
    centre: _Point, radius: float, page_height: float, petals: int = 12, rings: int = 3
) -> str:
    """Interlaced rings of petals: the place for a dry seal or a stamp."""
    strands = 8
    paths: list[str] = []
    for ring in range(rings):
        middle, swing = radius * (0.86 - ring * 0.27), radius * 0.13
        count = petals - 2 * ring
        for strand in range(strands):
            phase = strand * 2 * math.pi / strands
            paths.append(
                _closed_curve(_petals(centre, middle, swing, count, phase), count * 6, page_height)
            )
    return " ".join(paths) + " S"


def _petals(
    centre: _Point, middle: float, swing: float, count: int, phase: float
) -> Callable[[float], _Point]:
    def point(turn: float) -> _Point:
        angle = turn * 2 * math.pi
        reach = middle + swing * math.sin(count * angle + phase)
        return centre[0] + reach * math.cos(angle), centre[1] + reach * math.sin(angle)

    return point


def _closed_curve(point: Callable[[float], _Point], steps: int, page_height: float) -> str:
    """A closed curve through `steps` points of a formula over one turn (0 to 1)."""
    tiny = 1e-5

    def place(turn: float) -> _Point:
        x, y = point(turn)
        return x * MM, (page_height - y) * MM

    def slope(turn: float) -> _Point:
        x0, y0 = place(turn - tiny)
        x1, y1 = place(turn + tiny)
        # A third of the way to the next point along the tangent: a curve's first handle.
        reach = 1 / (2 * tiny * 3 * steps)
        return (x1 - x0) * reach, (y1 - y0) * reach

    turns = [index / steps for index in range(steps + 1)]
    places = [place(turn) for turn in turns[:-1]]
    slopes = [slope(turn) for turn in turns[:-1]]
    code = [f"{places[0][0]:.2f} {places[0][1]:.2f} m"]
    for index in range(steps):
        (x0, y0), (dx0, dy0) = places[index], slopes[index]
        (x1, y1), (dx1, dy1) = places[(index + 1) % steps], slopes[(index + 1) % steps]
        code.append(
            f"{x0 + dx0:.2f} {y0 + dy0:.2f} {x1 - dx1:.2f} {y1 - dy1:.2f} {x1:.2f} {y1:.2f} c"
        )
    return " ".join([*code, "h"])


def _along(band: Band) -> tuple[float, Callable[[float], tuple[float, float, float, float]]]:
    """How long the rounded rectangle is, and for each distance along it the point there with the
    direction that leads outwards.
    """
    flat, steep = band.width - 2 * band.radius, band.height - 2 * band.radius
    quarter = math.pi * band.radius / 2
    right, bottom = band.x + band.width, band.y + band.height
    radius = band.radius
    # Each side, then the corner after it: where it starts, and the outward direction at its start.
    sides = (
        (flat, (band.x + radius, band.y), (0.0, -1.0)),
        (steep, (right, band.y + radius), (1.0, 0.0)),
        (flat, (right - radius, bottom), (0.0, 1.0)),
        (steep, (band.x, bottom - radius), (-1.0, 0.0)),
    )
    length = 2 * (flat + steep) + 4 * quarter

    def at(distance: float) -> tuple[float, float, float, float]:
        rest = distance % length
        for side, (x, y), (across, up) in sides:
            ahead = (-up, across)
            if rest <= side:
                return x + ahead[0] * rest, y + ahead[1] * rest, across, up
            rest -= side
            if rest <= quarter:
                angle = rest / radius
                out = (
                    across * math.cos(angle) + ahead[0] * math.sin(angle),
                    up * math.cos(angle) + ahead[1] * math.sin(angle),
                )
                centre = (
                    x + ahead[0] * side - across * radius,
                    y + ahead[1] * side - up * radius,
                )
                return centre[0] + out[0] * radius, centre[1] + out[1] * radius, out[0], out[1]
            rest -= quarter
        x, y = sides[0][1]
        return x, y, 0.0, -1.0

    return length, at
