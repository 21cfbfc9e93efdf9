"""Pictures of one file: read once, no finer than print can show, kept once for all pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from facilitator.documents.page_file import packed, stream_object

MOST_DOTS = 40_000_000
"""Pictures of more dots are not opened at all."""

_FINEST = 400  # dots to an inch: finer ones only make the file larger
_MM_OF_INCH = 25.4


@dataclass(frozen=True)
class PagePicture:
    """A picture ready to be put into a file, and how many dots it had."""

    width: int
    height: int
    original: tuple[int, int]
    colours: bytes
    is_grey: bool
    alpha: bytes | None

    OBJECTS = 2

    def objects(self, first: int) -> Iterator[tuple[int, bytes]]:
        """The objects of the picture, from number `first` on; that one is the picture."""
        space = b"/DeviceGray" if self.is_grey else b"/DeviceRGB"
        size = b"/Width %d/Height %d/BitsPerComponent 8" % (self.width, self.height)
        mask = b"" if self.alpha is None else b"/SMask %d 0 R" % (first + 1)
        entries = b"/Type/XObject/Subtype/Image%s/ColorSpace%s%s" % (size, space, mask)
        yield first, stream_object(first, entries, self.colours, is_packed=True)
        if self.alpha is not None:
            entries = b"/Type/XObject/Subtype/Image%s/ColorSpace/DeviceGray" % size
            yield first + 1, stream_object(first + 1, entries, self.alpha, is_packed=True)

    def box_in(self, width: float, height: float) -> tuple[float, float]:
        """How wide and high it is drawn in a box, its shape kept."""
        scale = min(width / self.original[0], height / self.original[1])
        return self.original[0] * scale, self.original[1] * scale

    def dots_to_an_inch(self, width: float, height: float) -> float:
        """How fine it prints in a box of millimetres."""
        wide, _ = self.box_in(width, height)
        return self.original[0] / wide * _MM_OF_INCH if wide else 0.0


def read_picture(content: bytes, width: float, height: float) -> PagePicture | None:
    """A PNG or JPEG for a box of millimetres; None if it is no picture or an absurd one."""
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MOST_DOTS or min(image.size) < 1:
                return None
            original = image.size
            limit = tuple(max(round(side / _MM_OF_INCH * _FINEST), 8) for side in (width, height))
            if image.format == "JPEG":
                image.draft("RGB", (limit[0], limit[1]))
            has_alpha = "A" in image.getbands() or "transparency" in image.info
            is_grey = image.mode in {"1", "L", "LA"}
            loaded = image.convert(("LA" if is_grey else "RGBA") if has_alpha else
                                   ("L" if is_grey else "RGB"))  # fmt: skip
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError,
            Image.DecompressionBombWarning):  # fmt: skip
        return None
    loaded.thumbnail((limit[0], limit[1]))
    alpha = None
    if has_alpha:
        *_, mask = loaded.split()
        alpha = packed(mask.tobytes())
        loaded = loaded.convert("L" if is_grey else "RGB")
    colours = packed(loaded.tobytes())
    return PagePicture(loaded.width, loaded.height, original, colours, is_grey, alpha)
