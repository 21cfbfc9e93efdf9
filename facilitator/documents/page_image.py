"""A page of a PDF as an image: what you see on screen is the page that is printed.

Drawn with PDFium, so a preview is never a second drawing that could differ from the paper.
"""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image

# PDFium draws no line thinner than a pixel, and the fine lines of a guilloche would grow into a
# dark band: pages are drawn larger and made smaller, so that a hairline becomes a pale one.
_SHARPEST = 2400
_FINER = 4


@dataclass(frozen=True, slots=True)
class PageImage:
    """Pixels of one page, four bytes each (blue, green, red, unused), rows `stride` bytes apart."""

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class PageSize:
    """How large one page is, in points (1/72 inch); wider than high when it lies on its side."""

    width: float
    height: float


def page_sizes(pdf: bytes) -> tuple[PageSize, ...]:
    """The pages of a PDF, as large as they are."""
    document = pdfium.PdfDocument(pdf)
    try:
        return tuple(PageSize(*document.get_page_size(page)) for page in range(len(document)))
    finally:
        document.close()


def page_image(pdf: bytes, width: int, page: int = 0) -> PageImage:
    """Page number `page` (from 0) of a PDF, `width` pixels wide."""
    document = pdfium.PdfDocument(pdf)
    try:
        sheet = document[page]
        finer = max(1, min(_FINER, _SHARPEST // width))
        bitmap = sheet.render(
            scale=finer * width / sheet.get_width(),
            force_bitmap_format=pdfium.raw.FPDFBitmap_BGRx,
        )
        drawn = Image.frombuffer(
            "RGBX", (bitmap.width, bitmap.height), bitmap.buffer, "raw", "RGBX", bitmap.stride, 1
        )
        height = round(bitmap.height * width / bitmap.width)
        shown = drawn.resize((width, height), Image.Resampling.BOX)
        return PageImage(width, height, 4 * width, shown.tobytes())
    finally:
        document.close()
