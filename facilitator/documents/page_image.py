"""A page of a PDF as an image: what you see on screen is the page that is printed.

Drawn with PDFium, so a preview is never a second drawing that could differ from the paper.
"""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2 as pdfium


@dataclass(frozen=True, slots=True)
class PageImage:
    """Pixels of one page, four bytes each (blue, green, red, unused), rows `stride` bytes apart."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_image(pdf: bytes, width: int, page: int = 0) -> PageImage:
    """Page number `page` (from 0) of a PDF, `width` pixels wide."""
    document = pdfium.PdfDocument(pdf)
    try:
        sheet = document[page]
        bitmap = sheet.render(
            scale=width / sheet.get_width(), force_bitmap_format=pdfium.raw.FPDFBitmap_BGRx
        )
        return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    finally:
        document.close()
