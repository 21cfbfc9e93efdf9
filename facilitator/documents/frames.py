"""Ornaments of certificates as formulas: braids, rosettes, stars, waves and arches.

All lengths in millimetres from the top left corner; each function gives PDF path operators in
points with y upwards, for a page of the given height. Curves, not short lines: a wave is drawn
with few curves, each taking its slope from the formula, so it stays smooth at any enlargement
and the file small.
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
        # Each curve goes from one crest of the wave to the next.
        first_crest = (math.pi / 2 - phase) / (2 * math.pi * band.waves)

        def point(turn: float) -> _Point:
            angle = (turn + first_crest) * 2 * math.pi
            swing = band.swing * math.sin(band.waves * angle + phase)
            if band.slow:
                swing *= 0.62 + 0.38 * math.cos(band.slow * angle)
            x, y, across, up = at((turn + first_crest) * length)
            return x + across * swing, y + up * swing

        return point

    phases = [2 * math.pi * index / band.strands for index in range(band.strands)]
    steps = band.waves * 2
    return " ".join(_closed_curve(strand(phase), steps, page_height) for phase in phases)


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
                _closed_curve(_petals(centre, middle, swing, count, phase), count * 2, page_height)
            )
    return " ".join(paths)


def _petals(
    centre: _Point, middle: float, swing: float, count: int, phase: float
) -> Callable[[float], _Point]:
    # Each curve goes from the tip of a petal to the next dent.
    first_tip = (math.pi / 2 - phase) / count

    def point(turn: float) -> _Point:
        angle = turn * 2 * math.pi + first_tip
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


# ------------------------------------------------------------------------------------ ornaments


@dataclass(frozen=True, slots=True)
class Stroke:
    """Part of an ornament in one ink: a path and how it is painted. `ink` is 1 or 2; `paint` a
    PDF operator (``S`` strokes, ``f`` fills); `thickness` in millimetres.
    """

    path: str
    ink: int = 1
    thickness: float = 0.1
    paint: str = "S"


@dataclass(frozen=True, slots=True)
class Ornament:
    """What a formula is told: its box, and numbers that mean what the formula makes of them."""

    x: float
    y: float
    width: float
    height: float
    page_height: float
    thickness: float
    radius: float = 1.0
    swing: float = 0.0
    waves: int = 0
    strands: int = 0
    slow: int = 0

    def at(self, x: float, y: float) -> str:
        """A point of the page, in the numbers of the file."""
        return f"{x * MM:.2f} {(self.page_height - y) * MM:.2f}"

    @property
    def middle(self) -> _Point:
        """Of the box."""
        return self.x + self.width / 2, self.y + self.height / 2


def ornament(formula: str, facts: Ornament) -> list[Stroke]:
    """The strokes of an ornament, the lowest first."""
    return FORMULAS[formula](facts)


def _braid(facts: Ornament) -> list[Stroke]:
    """Braided waves around the box, whose edge runs in the middle of them."""
    band = Band(
        facts.x, facts.y, facts.width, facts.height, max(facts.radius, 0.1), facts.swing,
        max(facts.waves, 1), max(facts.strands, 1), facts.slow,
    )  # fmt: skip
    return [Stroke(band_path(band, facts.page_height), thickness=facts.thickness)]


def _rosette(facts: Ornament) -> list[Stroke]:
    radius = min(facts.width, facts.height) / 2
    return [Stroke(rosette_path(facts.middle, radius, facts.page_height), 1, facts.thickness)]


def _crest(facts: Ornament) -> list[Stroke]:
    """A small rosette of one ring: with more it would print as a blot."""
    radius = min(facts.width, facts.height) / 2
    path = rosette_path(facts.middle, radius, facts.page_height, 8, 1)
    return [Stroke(path, 1, facts.thickness)]


def _ring(facts: Ornament) -> list[Stroke]:
    radius = min(facts.width, facts.height) / 2 - facts.thickness / 2
    return [Stroke(_circle(facts, *facts.middle, radius), 1, facts.thickness)]


def _star(facts: Ornament, x: float, y: float, reach: float) -> str:
    """An eight-fold star: two squares laid over one another."""
    points = []
    for index in range(16):
        out = reach * 0.765 if index % 2 else reach
        angle = index * math.pi / 8
        points.append(facts.at(x + out * math.sin(angle), y - out * math.cos(angle)))
    return f"{points[0]} m " + " ".join(f"{point} l" for point in points[1:]) + " h"


def _stars(facts: Ornament) -> list[Stroke]:
    """A border of eight-fold stars along the inside of the box, `swing` the size of a star."""
    cell = max(facts.swing, 3.0)
    columns, rows = max(round(facts.width / cell), 2), max(round(facts.height / cell), 2)
    wide, high = facts.width / columns, facts.height / rows
    reach = min(wide, high) / 2
    outer: list[str] = []
    filled: list[str] = []
    hollow: list[str] = []
    for column in range(columns):
        for row in range(rows):
            if 0 < column < columns - 1 and 0 < row < rows - 1:
                continue
            x, y = facts.x + (column + 0.5) * wide, facts.y + (row + 0.5) * high
            outer.append(_star(facts, x, y, reach))
            inner = _star(facts, x, y, reach * 0.555)
            (hollow if (column + row) % 2 else filled).append(inner)
    thin = facts.thickness * 0.62
    return [
        Stroke(" ".join(outer), 1, facts.thickness),
        Stroke(" ".join(filled), 2, thin, "f"),
        Stroke(" ".join(hollow), 2, thin),
    ]


def _star_crest(facts: Ornament) -> list[Stroke]:
    """A full star in a hollow one; room for a letter in the middle."""
    reach = min(facts.width, facts.height) / 2
    x, y = facts.middle
    return [
        Stroke(_star(facts, x, y, reach), 1, facts.thickness),
        Stroke(_star(facts, x, y, reach * 0.74), 1, facts.thickness, "f"),
    ]


def _waves(facts: Ornament) -> list[Stroke]:
    """Lines across that meet and part, the middle one in the second ink; ``slow`` 1 hangs them
    the other way round, for the foot of a page.
    """
    count, waves = max(facts.strands, 1), max(facts.waves, 1)
    middle = facts.y + facts.height / 2
    up = -1.0 if facts.slow else 1.0

    def line(index: int) -> Callable[[float], _Point]:
        def point(turn: float) -> _Point:
            swing = math.sin(turn * 2 * math.pi * waves / 2 + index * 0.36)
            swing *= math.cos(turn * math.pi - math.pi / 2)
            apart = (index - (count - 1) / 2) * facts.height / 13
            return facts.x + turn * facts.width, middle + up * (apart + facts.swing * swing)

        return point

    chief = count // 2
    paths = [_open_curve(line(index), waves * 6, facts.page_height) for index in range(count)]
    others = " ".join(path for index, path in enumerate(paths) if index != chief)
    return [Stroke(others, 1, facts.thickness), Stroke(paths[chief], 2, facts.thickness * 2.2)]


def _lantern(facts: Ornament) -> list[Stroke]:
    """Arches that rise like light behind a half disc at the foot of the box."""
    x, foot = facts.x + facts.width / 2, facts.y + facts.height
    first = facts.width * 0.1429
    step = facts.width * 0.01703
    edge = (
        f"{facts.at(facts.x, foot)} m {facts.at(facts.x, facts.y)} l"
        f" {facts.at(facts.x + facts.width, facts.y)} l {facts.at(facts.x + facts.width, foot)} l h"
    )
    arches: dict[int, list[str]] = {1: [], 2: []}
    reach = math.hypot(facts.width / 2, facts.height)
    for index in range(60):
        radius = first + index * step
        if radius > reach:
            break
        arches[2 if index % 5 == 4 else 1].append(_half_circle(facts, x, foot, radius))
    rays = []
    inner, outer = first + step, first + 4 * step
    for index in range(1, 36):
        angle = math.pi * index / 36
        across, up = math.cos(angle), math.sin(angle)
        rays.append(
            f"{facts.at(x - inner * across, foot - inner * up)} m"
            f" {facts.at(x - outer * across, foot - outer * up)} l"
        )
    strokes = [
        Stroke(f"{edge} W n {' '.join(arches[1])}", 1, facts.thickness),
        Stroke(f"{edge} W n {' '.join(arches[2])}", 2, facts.thickness * 2.3),
        Stroke(" ".join(rays), 2, facts.thickness),
        Stroke(_half_circle(facts, x, foot, first * 0.923), 1, facts.thickness * 1.6),
    ]
    rule = f"{facts.at(facts.x, foot)} m {facts.at(facts.x + facts.width, foot)} l"
    return [*strokes, Stroke(rule, 1, facts.thickness * 1.6)]


def _corners(facts: Ornament) -> list[Stroke]:
    """The four corners of the box, `radius` long on each side."""
    left, top, right, bottom = facts.x, facts.y, facts.x + facts.width, facts.y + facts.height
    long = facts.radius
    path = " ".join(
        f"{facts.at(x, y + down * long)} m {facts.at(x, y)} l {facts.at(x + across * long, y)} l"
        for x, y, across, down in (
            (left, top, 1, 1), (right, top, -1, 1), (left, bottom, 1, -1), (right, bottom, -1, -1),
        )
    )  # fmt: skip
    return [Stroke(path, 1, facts.thickness)]


def _lozenge_rule(facts: Ornament) -> list[Stroke]:
    """A level line with a lozenge in its middle."""
    x, y = facts.middle
    half = facts.height / 2
    line = _parted_rule(facts, half)
    lozenge = (
        f"{facts.at(x, y - half)} m {facts.at(x + half, y)} l {facts.at(x, y + half)} l"
        f" {facts.at(x - half, y)} l h"
    )
    return [Stroke(f"{line} {lozenge}", 1, facts.thickness)]


def _star_rule(facts: Ornament) -> list[Stroke]:
    """A level line parted by a star."""
    x, y = facts.middle
    half = facts.height / 2
    return [
        Stroke(_parted_rule(facts, half * 2.3), 1, facts.thickness),
        Stroke(_star(facts, x, y, half), 1, facts.thickness, "f"),
    ]


def _parted_rule(facts: Ornament, free: float) -> str:
    x, y = facts.middle
    return (
        f"{facts.at(facts.x, y)} m {facts.at(x - free, y)} l"
        f" {facts.at(x + free, y)} m {facts.at(facts.x + facts.width, y)} l"
    )


def _tether(facts: Ornament) -> list[Stroke]:
    """An upright line with a dot at each end."""
    x = facts.x + facts.width / 2
    dot = facts.width / 2
    top, bottom = facts.y + dot, facts.y + facts.height - dot
    line = f"{facts.at(x, top)} m {facts.at(x, bottom)} l"
    dots = f"{_circle(facts, x, top, dot)} {_circle(facts, x, bottom, dot)}"
    return [Stroke(line, 1, facts.thickness), Stroke(dots, 1, facts.thickness, "f")]


def _column(facts: Ornament) -> list[Stroke]:
    """A braided column that narrows and widens."""
    count = max(facts.strands, 1)
    x = facts.x + facts.width / 2

    def strand(index: int) -> Callable[[float], _Point]:
        def point(turn: float) -> _Point:
            swing = math.sin(turn * math.pi * 6 + index * 2 * math.pi / count)
            swing *= math.cos(turn * math.pi * 2) * facts.width / 2
            return x + swing, facts.y + turn * facts.height

        return point

    paths = [_open_curve(strand(index), 48, facts.page_height) for index in range(count)]
    return [Stroke(" ".join(paths), 1, facts.thickness)]


def _open_curve(point: Callable[[float], _Point], steps: int, page_height: float) -> str:
    """A curve through `steps` + 1 points of a formula from 0 to 1."""
    tiny = 1e-5
    reach = 1 / (2 * tiny * 3 * steps)
    code: list[str] = []
    last: tuple[float, float, float, float] | None = None
    for index in range(steps + 1):
        turn = index / steps
        x, y = point(turn)
        (x0, y0), (x1, y1) = point(turn - tiny), point(turn + tiny)
        across, up = x * MM, (page_height - y) * MM
        slope = ((x1 - x0) * MM * reach, (y0 - y1) * MM * reach)
        if last is None:
            code.append(f"{across:.2f} {up:.2f} m")
        else:
            code.append(
                f"{last[0] + last[2]:.2f} {last[1] + last[3]:.2f}"
                f" {across - slope[0]:.2f} {up - slope[1]:.2f} {across:.2f} {up:.2f} c"
            )
        last = (across, up, *slope)
    return " ".join(code)


_ROUND = 0.5523  # how far the handles of a quarter circle reach


def _circle(facts: Ornament, x: float, y: float, radius: float) -> str:
    upper = _half_circle(facts, x, y, radius)
    bend = radius * _ROUND
    at = facts.at
    return (
        f"{upper} {at(x + radius, y + bend)} {at(x + bend, y + radius)} {at(x, y + radius)} c"
        f" {at(x - bend, y + radius)} {at(x - radius, y + bend)} {at(x - radius, y)} c h"
    )


def _half_circle(facts: Ornament, x: float, y: float, radius: float) -> str:
    """From the left over the top to the right."""
    bend = radius * _ROUND
    at = facts.at
    return (
        f"{at(x - radius, y)} m"
        f" {at(x - radius, y - bend)} {at(x - bend, y - radius)} {at(x, y - radius)} c"
        f" {at(x + bend, y - radius)} {at(x + radius, y - bend)} {at(x + radius, y)} c"
    )


FORMULAS: dict[str, Callable[[Ornament], list[Stroke]]] = {
    "braid": _braid,
    "column": _column,
    "corners": _corners,
    "crest": _crest,
    "lantern": _lantern,
    "lozenge-rule": _lozenge_rule,
    "ring": _ring,
    "rosette": _rosette,
    "star-crest": _star_crest,
    "star-rule": _star_rule,
    "stars": _stars,
    "tether": _tether,
    "waves": _waves,
}
"""Every ornament that a template may ask for, by name."""

LETTERED = frozenset({"crest", "ring", "star-crest"})
"""Ornaments that hold the first letter of the centre's name."""
