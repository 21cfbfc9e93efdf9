"""Finds a page of a sign-in sheet in a picture, however it lies: which one, and how to lay it flat.

The QR code says which sheet and page it is and, by its four corners, roughly where everything
else must be. The black marks in the corners of the page then settle the exact place: of all dark
squares near the right spots those are chosen that agree with the corners of the code. One mark may
be hidden by a thumb or cut off.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import zxingcpp
from PIL import Image, ImageChops, ImageFilter

from facilitator.documents.sign_in_layout import SignInLayout
from facilitator.sheets.blobs import dark_blobs
from facilitator.sheets.codes import read_sheet_code
from facilitator.sheets.perspective import Perspective, Point, fitted

_LOOKED_AT = 1500  # pixels: the longer side of the picture in which marks are looked for
# mm: how far from its place a mark is looked for, by how many others are known. The code alone is
# small: beyond the page its corners tell little.
_ASTRAY_BY_KNOWN = (12.0, 70.0, 90.0, 60.0)
_NEAREST = 24
_BEAM = 64
_LEAST_MARKS = 3
_WORST_FIT = 1.6  # mm by which the corners of the code may miss their places
_CODE_WEIGHT = 0.3
_HIDDEN_MARK = 0.9  # mm: what taking a mark for hidden must gain
_DARK_PART = 0.72
_LEAST_SQUARE, _LEAST_FULL = 0.55, 0.88
_SMALLEST_MARK, _LARGEST_MARK = 0.4, 1.9
_LEAST_CONTRAST = 12

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_Pairs = Sequence[tuple[Point, Point]]


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code of a sheet in a picture: its sheet and page, and its corners in pixels, clockwise
    from the corner that is the upper left one on the paper.
    """

    sheet: str
    page: int
    corners: tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class FoundPage:
    """Where a page lies in a picture. `misfit`: by how many mm the code misses its place."""

    perspective: Perspective
    marks: int
    misfit: float

    @property
    def turned(self) -> int:
        """How far the page is turned in the picture, in whole degrees clockwise."""
        start, end = self.perspective.at((50, 50)), self.perspective.at((150, 50))
        return round(math.degrees(math.atan2(end[1] - start[1], end[0] - start[0])))


def find_codes(picture: Image.Image) -> list[FoundCode]:
    """The codes of sheets in a grey picture; a blurred one is looked at again, sharpened."""
    for tried in _ways_to_look(picture):
        found: dict[tuple[str, int], FoundCode] = {}
        for barcode in zxingcpp.read_barcodes(tried[0], formats=_QR):
            meant = read_sheet_code(barcode.text)
            if meant is None or not barcode.text.startswith("S1-"):
                continue
            place, times = barcode.position, tried[1]
            corners = tuple(
                (corner.x / times, corner.y / times)
                for corner in (
                    place.top_left, place.top_right, place.bottom_right, place.bottom_left,
                )
            )  # fmt: skip
            found[meant] = FoundCode(meant[0], meant[1], corners)  # type: ignore[arg-type]
        if found:
            return list(found.values())
    return []


def _ways_to_look(picture: Image.Image) -> Iterator[tuple[Image.Image, float]]:
    """The picture as it is, then calmer, sharper, smaller; each with how much it was shrunk."""
    yield picture, 1.0
    yield picture.filter(ImageFilter.GaussianBlur(1.5)), 1.0
    yield picture.filter(ImageFilter.UnsharpMask(radius=4, percent=250, threshold=0)), 1.0
    yield picture.reduce(2), 0.5


def find_page(picture: Image.Image, code: FoundCode, layout: SignInLayout) -> FoundPage | None:
    """Where the page with this code lies; None when too few of its marks are to be seen."""
    corners = list(zip(layout.qr.corners, code.corners, strict=True))
    rough = fitted([(spot, pixel, 1.0) for spot, pixel in corners], slanting=False)
    if rough is None:
        return None
    candidates = _candidates(picture, rough.scale_at(layout.qr.corners[0]), layout.mark_side)
    beam = [_Guess(rough, {}, 0.0)]
    # The marks nearest to the code first: each one found tells better where the next must be.
    near_first = sorted(
        range(4), key=lambda mark: math.dist(layout.marks[mark], layout.qr.corners[0])
    )
    for mark in near_first:
        grown = [
            further
            for guess in beam
            for further in _further(guess, mark, candidates, layout, corners)
        ]
        beam = sorted(grown, key=lambda guess: guess.cost)[:_BEAM]
    best = next((guess for guess in beam if len(guess.marks) >= _LEAST_MARKS), None)
    if best is None or best.misfit(corners) > _WORST_FIT:
        return None
    middles = {mark: _exact_middle(picture, blob) for mark, blob in best.marks.items()}
    refined = _fit(layout, middles, corners)
    if refined is None:
        return None
    return FoundPage(refined, len(middles), _misfit(refined, corners))


@dataclass(frozen=True, slots=True)
class _Spot:
    """A dark square in the picture: its middle and measures in pixels of the picture."""

    middle: Point
    area: float
    reach: float
    squareness: float


@dataclass(frozen=True, slots=True)
class _Guess:
    """Some marks taken for found, and the map that follows. `cost`: millimetres, the less the
    better.
    """

    perspective: Perspective
    marks: dict[int, _Spot]
    cost: float

    def misfit(self, corners: _Pairs) -> float:
        """By how much the code misses its place."""
        return _misfit(self.perspective, corners)


def _further(
    guess: _Guess, mark: int, candidates: Sequence[_Spot], layout: SignInLayout, corners: _Pairs
) -> list[_Guess]:
    """The guess with this mark at each place it may be, or hidden."""
    place = layout.marks[mark]
    expected = guess.perspective.at(place)
    scale = guess.perspective.scale_at(place)
    astray = _ASTRAY_BY_KNOWN[min(len(guess.marks), 3)] * scale
    # The first of the marks is hollow, or was until the picture was blurred.
    near = sorted(
        (math.dist(spot.middle, expected), index)
        for index, spot in enumerate(candidates)
        if spot.squareness > _LEAST_FULL or mark == _hollow_mark(layout)
    )
    hidden = _Guess(guess.perspective, guess.marks, guess.cost + _HIDDEN_MARK)
    further = [hidden]
    for distance, index in near[:_NEAREST]:
        spot = candidates[index]
        if distance > astray or spot in guess.marks.values():
            continue
        marks = guess.marks | {mark: spot}
        tried = _fit(layout, {key: each.middle for key, each in marks.items()}, corners)
        if tried is None:
            continue
        size = spot.area / (tried.scale_at(place) * layout.mark_side) ** 2
        if not _SMALLEST_MARK < size < _LARGEST_MARK:
            continue
        cost = guess.cost + _misfit(tried, corners) + 0.3 * abs(math.log(size))
        further.append(_Guess(tried, marks, cost))
    return further


def _hollow_mark(layout: SignInLayout) -> int:
    return 1 if layout.mirrored else 0


def _fit(layout: SignInLayout, middles: dict[int, Point], corners: _Pairs) -> Perspective | None:
    # The corners of the code are blurred by more than the middle of a mark, and close together.
    weight = 1.0 if len(middles) < 4 else _CODE_WEIGHT
    return fitted(
        [(layout.marks[mark], middle, 1.0) for mark, middle in middles.items()]
        + [(spot, pixel, weight) for spot, pixel in corners],
        slanting=len(middles) == 4,
    )


def _misfit(perspective: Perspective, corners: _Pairs) -> float:
    """How far the corners of the code are from their places on the paper, in mm, on average."""
    scale = perspective.scale_at(corners[0][0])
    if not scale:
        return math.inf
    return sum(math.dist(perspective.at(spot), pixel) for spot, pixel in corners) / 4 / scale


def _candidates(picture: Image.Image, scale: float, side: float) -> list[_Spot]:
    """Dark squares about as large as a mark; `scale`: pixels to a millimetre near the code."""
    part = min(1.0, _LOOKED_AT / max(picture.size))
    small = picture.resize(
        (round(picture.width * part), round(picture.height * part)), Image.Resampling.BOX
    )
    dots = scale * part
    around = small.filter(ImageFilter.BoxBlur(max(3, round(7 * dots))))
    brink = around.point(lambda value: value * _DARK_PART)
    mask = ImageChops.subtract(brink, small).point(lambda value: 255 if value else 0)
    expected = (side * dots) ** 2
    found = []
    for blob in dark_blobs(mask):
        if 0.1 * expected < blob.area < 4 * expected and blob.squareness > _LEAST_SQUARE:
            x, y = blob.middle
            reach = max(blob.right - blob.left, blob.bottom - blob.top) / 2 / part
            found.append(
                _Spot((x / part, y / part), blob.area / part / part, reach, blob.squareness)
            )
    return found


def _exact_middle(picture: Image.Image, spot: _Spot) -> Point:
    """The middle of a mark to a part of a pixel, by how dark each pixel is."""
    reach = spot.reach * 1.3 + 1
    left, top = int(spot.middle[0] - reach), int(spot.middle[1] - reach)
    right, bottom = int(spot.middle[0] + reach) + 2, int(spot.middle[1] + reach) + 2
    cut = picture.crop((left, top, right, bottom))
    pixels = sorted(cut.tobytes())
    dark, light = pixels[len(pixels) // 10], pixels[len(pixels) * 9 // 10]
    if light - dark < _LEAST_CONTRAST:
        return spot.middle
    brink = (dark + light) / 2
    span = max(1.0, (light - dark) / 4)
    weights = cut.point(lambda value: 255 * min(1.0, max(0.0, (brink - value) / span + 0.5)))
    total = x_sum = y_sum = 0.0
    values = weights.tobytes()
    for y in range(cut.height):
        row = values[y * cut.width : (y + 1) * cut.width]
        row_sum = sum(row)
        total += row_sum
        y_sum += row_sum * (y + 0.5)
        x_sum += sum(value * (x + 0.5) for x, value in enumerate(row) if value)
    return left + x_sum / total, top + y_sum / total
