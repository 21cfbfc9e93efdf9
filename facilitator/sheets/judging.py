"""Judges the boxes of a page laid flat: signed, empty or doubtful.

The rule that matters: somebody who signed must never be called absent. So a box is empty only when
its printed frame was found where it should be and next to nothing is inside it, and signed only
when there is enough ink in the shape of writing; all else is for a person to look at.

Ink is what is darker than the paper around it, by a share of the paper's brightness there: shadows
change both alike. How faint ink may be follows from how grainy the picture is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

from facilitator.documents.sign_in_layout import Box, SignInLayout
from facilitator.sheets.blobs import Blob, dark_blobs
from facilitator.sheets.model import DoubtReason, Judged
from facilitator.sheets.perspective import Perspective

DOTS = 6
"""Pixels of the page laid flat to a millimetre."""

_LEAST_FOUND = 0.5
_MOST_ASTRAY = 2.0  # mm: how far a frame may lie from its place, on paper that is not flat
_LEAST_FRAME = 6.0  # how much darker a frame is than the paper beside it, of 255
_INSIDE = 0.75  # mm inside the frame where ink begins to count
_CLEAR_INK = 0.26  # share of the paper's brightness
_FAINTEST, _FAINTEST_GRAINY = 0.085, 0.17
_GRAIN_TIMES = 3.2
_SPECK = 0.12  # mm2: smaller spots are grain
_EMPTY_INK = 0.35  # mm2 that may be in an empty box
_LEAST_INK, _LEAST_WIDE, _LEAST_HIGH = 1.5, 2.0, 1.2  # mm2, mm, mm of a signature
_CORE = 0.22  # share of the height at the upper and lower edge where a neighbour's ink ends up
_STRAIGHT = 0.45  # mm: how far from a line ink may be to be nothing but a line
_LONG_LINE = 0.4  # share of the ink's width that a crossing-out covers without a gap
_NOTHING_ELSE = 0.8
_LINE_WIDE, _LINE_LONG = 4.0, 9.0  # mm
_LINE_COLUMNS, _LINE_HEIGHTS = 120, 16
_STEPS = 46
_BROAD = 0.35  # share of the box that only a stain or a shadow covers


@dataclass(frozen=True, slots=True)
class BoxJudged:
    """What is in one box; `ink` in square millimetres, `place` where it was found on the page."""

    judged: Judged
    reason: DoubtReason | None
    ink: float
    place: Box
    framed: bool


class FlatPage:
    """One page laid flat, `DOTS` pixels to a millimetre, with its ink apart from its ground."""

    def __init__(self, picture: Image.Image, where: Perspective, layout: SignInLayout) -> None:
        self.layout = layout
        size = (round(layout.width * DOTS), round(layout.height * DOTS))
        finer = where.scale_at((layout.width / 2, layout.height / 2)) / DOTS
        if finer > 1.2:
            picture = picture.filter(ImageFilter.GaussianBlur(0.35 * finer))
        self.picture = picture.transform(
            size, Image.Transform.PERSPECTIVE, where.for_pixels(0, 0, DOTS),
            Image.Resampling.BICUBIC, fillcolor=255,
        )  # fmt: skip
        calm = self.picture.filter(ImageFilter.GaussianBlur(0.12 * DOTS))
        ground = _ground(calm)
        # How much darker than the ground, as 255 parts of the ground's own brightness.
        self._depth = _depth(calm, ground)
        grain = _grain(self._depth)
        self._faint = min(_FAINTEST_GRAINY, max(_FAINTEST, _GRAIN_TIMES * grain))
        self._clear = max(_CLEAR_INK, self._faint * 1.5)

    def picture_of(self, box: Box, margin: float = 0.0) -> Image.Image:
        """The part of the page in a box and a margin around it (mm)."""
        return self.picture.crop(_pixels(box, margin))

    def boxes(self, rows: Sequence[int]) -> list[BoxJudged]:
        """The signature boxes of some rows of this page, judged."""
        layout = self.layout
        frames = [layout.box(layout.signature, row) for row in rows]
        shifts = [self._shift_of(frame) for frame in frames]
        judged = []
        for index, frame in enumerate(frames):
            shift = shifts[index]
            framed = shift is not None
            near = shift or _nearest_found(shifts, index)
            place = Box(frame.left + near[0], frame.top + near[1], frame.width, frame.height)
            judged.append(self._judged(place, framed=framed))
        if sum(each.framed for each in judged) < _LEAST_FOUND * len(judged):
            judged = [_doubted(each) for each in judged]
        return judged

    def ink_in(self, box: Box) -> float:
        """Square millimetres of ink inside a frame."""
        spots = self._spots(box, self._faint)
        return sum(spot.area for spot in spots) / DOTS**2

    # ---------------------------------------------------------------------------------------------

    def _shift_of(self, frame: Box) -> tuple[float, float] | None:
        """How far the frame lies from its place: right and down (mm). None: it was not seen."""
        reach = round(_MOST_ASTRAY * DOTS)
        left, top, right, bottom = _pixels(frame)
        inner = (right - left) // 10
        # Along the upper and lower edge, by thirds: writing crosses one of them, hardly all.
        down = self._best_shift(
            (left + inner, top - reach, right - inner, bottom + reach), bottom - top, across=False
        )
        if down is None:
            return None
        rise = (bottom - top) // 5
        over = self._best_shift(
            (left - reach, top + rise + down, right + reach, bottom - rise + down), right - left,
            across=True,
        )  # fmt: skip
        if over is None:
            return None
        return over / DOTS, down / DOTS

    def _best_shift(
        self, place: tuple[int, int, int, int], length: int, *, across: bool
    ) -> int | None:
        reach = round(_MOST_ASTRAY * DOTS)
        cut = self._depth.crop(place)
        parts = 3
        if across:
            lines = cut.resize((cut.width, 1), Image.Resampling.BOX)
            profiles = [lines.tobytes()]
        else:
            strips = cut.resize((parts, cut.height), Image.Resampling.BOX)
            profiles = [
                strips.crop((part, 0, part + 1, cut.height)).tobytes() for part in range(parts)
            ]
        best, best_shift = 0.0, 0
        for shift in range(-reach, reach + 1):
            seen = sorted(
                min(_line(profile, reach + shift), _line(profile, reach + shift + length))
                for profile in profiles
            )
            # The nearer of two that are alike.
            score = seen[len(seen) // 2] - 0.25 * abs(shift) / DOTS
            if score > best:
                best, best_shift = score, shift
        return best_shift if best >= _LEAST_FRAME else None

    def _judged(self, place: Box, *, framed: bool) -> BoxJudged:
        faint = self._spots(place, self._faint)
        clear = self._spots(place, self._clear)
        faint_ink = sum(spot.area for spot in faint) / DOTS**2
        ink = sum(spot.area for spot in clear) / DOTS**2
        judged, reason = Judged.DOUBTFUL, None
        if not framed:
            # What looks like ink may then be the frame itself.
            reason = DoubtReason.BOX_NOT_FOUND
        elif faint_ink < _EMPTY_INK:
            judged = Judged.EMPTY
        else:
            reason = self._doubt(place, clear, faint_ink, ink)
            if reason is None:
                judged = Judged.SIGNED
        return BoxJudged(judged, reason, round(max(ink, faint_ink), 2), place, framed)

    def _doubt(
        self, place: Box, clear: Sequence[Blob], faint_ink: float, ink: float
    ) -> DoubtReason | None:
        """Why the ink in a box is not a signature without doubt."""
        if faint_ink > _BROAD * place.width * place.height:
            return DoubtReason.UNEVEN_GROUND
        if ink < _LEAST_INK:
            return DoubtReason.FAINT if faint_ink >= _LEAST_INK else DoubtReason.LITTLE_INK
        high = place.height * DOTS
        top, bottom = _CORE * high, (1 - _CORE) * high
        if not any(spot.top < bottom and spot.bottom > top for spot in clear):
            return DoubtReason.FROM_NEXT_ROW
        whole = Blob()
        for spot in clear:
            whole.join(spot)
        wide = (whole.right - whole.left) / DOTS
        if wide < _LEAST_WIDE or (whole.bottom - whole.top) / DOTS < _LEAST_HIGH:
            return DoubtReason.LITTLE_INK
        return _line_through(self._mask(place, self._clear), whole)

    def _mask(self, place: Box, least: float) -> Image.Image:
        cut = self._depth.crop(_pixels(place, -_INSIDE))
        brink = round(255 * least)
        return cut.point(lambda value: 255 if value >= brink else 0)

    def _spots(self, place: Box, least: float) -> list[Blob]:
        speck = _SPECK * DOTS**2
        return [spot for spot in dark_blobs(self._mask(place, least)) if spot.area >= speck]


def _ground(picture: Image.Image) -> Image.Image:
    """The paper without what is on it: what is darker than its surroundings is filled in."""
    reach = 4 * DOTS
    once = picture.filter(ImageFilter.BoxBlur(reach))
    filled = ImageChops.lighter(picture, once.point(lambda value: value * 0.97))
    twice = filled.filter(ImageFilter.BoxBlur(reach))
    filled = ImageChops.lighter(picture, twice.point(lambda value: value * 0.985))
    return filled.filter(ImageFilter.BoxBlur(reach))


def _depth(picture: Image.Image, ground: Image.Image) -> Image.Image:
    """1 - picture / ground, in 255 parts. Division by way of logarithms, which are sums."""
    table = _LOGARITHMS
    return ImageChops.subtract(ground.point(table), picture.point(table)).point(_SHARES)


def _grain(depth: Image.Image) -> float:
    """How much blank paper varies: from the half of all pixels that vary least."""
    counts = depth.histogram()
    half, seen = sum(counts) * 0.8, 0
    for value, count in enumerate(counts):
        seen += count
        if seen >= half:
            # Eight tenths of a bell lie below 0.84 of its spread; nothing is darker than half.
            return value / 255 / 0.84
    return 1.0


def _line_through(mask: Image.Image, ink: Blob) -> DoubtReason | None:
    """Whether the ink is nothing but a straight line, or writing with one through it.

    Lines from each height at the left end of the ink to each at its right end are followed; writing
    leaves every line after a millimetre or two, a ruler's stroke does not.
    """
    wide, high = ink.right - ink.left, ink.bottom - ink.top
    if wide < _LINE_WIDE * DOTS:
        return None
    columns = min(wide, _LINE_COLUMNS)
    cut = mask.crop((ink.left, ink.top, ink.right, ink.bottom))
    # On its side: each column is then a row of bytes.
    pixels = cut.resize((columns, high), Image.Resampling.NEAREST).transpose(
        Image.Transpose.TRANSPOSE
    ).tobytes()  # fmt: skip
    lines = [pixels[at * high : (at + 1) * high] for at in range(columns)]
    step = max(1, high // _LINE_HEIGHTS)
    longest, ends = 0, (0, 0)
    for start in range(0, high, step):
        for end in range(0, high, step):
            row = bytes(
                line[start + (end - start) * at // (columns - 1)] for at, line in enumerate(lines)
            )
            run = max(map(len, row.split(b"\x00")))
            if run > longest:
                longest, ends = run, (start, end)
    if longest < _LONG_LINE * columns:
        return None
    through = longest * wide / columns / DOTS >= _LINE_LONG
    start, end = ends
    thick = round(_STRAIGHT * DOTS)
    beside = 0
    for at, line in enumerate(lines):
        y = start + (end - start) * at // (columns - 1)
        beside += len(line[: max(0, y - thick)].replace(b"\x00", b""))
        beside += len(line[y + thick + 1 :].replace(b"\x00", b""))
    alone = beside * wide / columns / DOTS**2 < _LEAST_INK
    if alone and (through or longest > _NOTHING_ELSE * columns):
        return DoubtReason.STRAIGHT_LINE
    return DoubtReason.CROSSED_OUT if through else None


def _doubted(each: BoxJudged) -> BoxJudged:
    return BoxJudged(
        Judged.DOUBTFUL, each.reason or DoubtReason.BOX_NOT_FOUND, each.ink, each.place, each.framed
    )


def _nearest_found(shifts: Sequence[tuple[float, float] | None], index: int) -> tuple[float, float]:
    """How the nearest frame that was found is shifted."""
    found = [(abs(at - index), at) for at, shift in enumerate(shifts) if shift is not None]
    if not found:
        return 0.0, 0.0
    return shifts[min(found)[1]] or (0.0, 0.0)


def _line(profile: bytes, at: int) -> float:
    """How much darker a line of pixels is than the paper on both sides of it."""
    if not 0 <= at < len(profile):
        return 0.0
    around = [profile[place] for place in (at - 3, at + 3) if 0 <= place < len(profile)]
    peak = max(profile[max(0, at - 1) : at + 2])
    return float(peak - min(around, default=0))


def _pixels(box: Box, margin: float = 0.0) -> tuple[int, int, int, int]:
    return (
        round((box.left - margin) * DOTS),
        round((box.top - margin) * DOTS),
        round((box.right + margin) * DOTS),
        round((box.bottom + margin) * DOTS),
    )


# 46 log(255) is 255 to the nearest: a byte holds every logarithm.
_LOGARITHMS = [round(_STEPS * math.log(max(1, value))) for value in range(256)]
_SHARES = [round(255 * (1 - math.exp(-value / _STEPS))) for value in range(256)]
