"""Codes found in pictures and PDFs: a scan, a tilted photo of a page, the PDF that was sent.

Decoding is zxing-cpp's; what is ours is patience. A photo is tried as it is, then with its
contrast stretched, its grain smoothed, and smaller: cheap printers leave dots and gaps that are
gone at half the size. Sizes are looked at before anything is unpacked.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import zxingcpp
from PIL import Image, ImageFilter, ImageOps

from facilitator.documents.page_image import page_image, page_sizes
from facilitator.errors import Refused

MAX_FILE = 80_000_000
MAX_PIXELS = 60_000_000
MAX_PAGES = 200

_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF")
_LONGEST_SIDE = 30_000
_LARGEST_PAGE = 6000  # points: two metres
_PAGE_WIDTHS = (1700, 3000)
_PLENTY = 3200


def codes_in(content: bytes, name: str = "") -> list[str]:
    """The texts of the QR codes in a picture or a PDF, in order, each once.

    Refused: ``picture-too-large``, ``picture-unreadable``, ``pdf-unreadable`` (each with `file`).
    """
    if len(content) > MAX_FILE:
        raise Refused("picture-too-large", file=name)
    if content[:1024].lstrip().startswith(b"%PDF"):
        found = _in_pdf(content, name)
    else:
        found = _in_picture(_opened(content, name))
    return list(dict.fromkeys(found))


def codes_in_file(path: Path) -> list[str]:
    """As `codes_in`, of a file. Refused: ``not-found`` (with `path`) besides."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_FILE + 1)
    except OSError:
        raise Refused("not-found", path=str(path)) from None
    return codes_in(content, path.name)


def _in_pdf(content: bytes, name: str) -> list[str]:
    import pypdfium2 as pdfium  # noqa: PLC0415

    try:
        sizes = page_sizes(content)
        found: list[str] = []
        for page, size in enumerate(sizes[:MAX_PAGES]):
            if (
                not 0 < max(size.width, size.height) <= _LARGEST_PAGE
                or min(size.width, size.height) < 1
            ):
                continue
            for width in _PAGE_WIDTHS:
                drawn = page_image(content, width, page)
                image = Image.frombuffer(
                    "RGB", (drawn.width, drawn.height), drawn.pixels, "raw", "BGRX",
                    drawn.stride, 1,
                )  # fmt: skip
                codes = _in_picture(image.convert("L"))
                found += codes
                if codes:
                    break
        return found
    except (pdfium.PdfiumError, ValueError, MemoryError):
        raise Refused("pdf-unreadable", file=name) from None


def _opened(content: bytes, name: str) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS or max(image.size) > _LONGEST_SIDE:
                raise Refused("picture-too-large", file=name)
            turned = ImageOps.exif_transpose(image)
            if "A" in turned.getbands() or "transparency" in turned.info:
                whole = turned.convert("RGBA")
                return Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole).convert(
                    "L"
                )
            return turned.convert("L")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise Refused("picture-too-large", file=name) from None
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError):
        raise Refused("picture-unreadable", file=name) from None


def _in_picture(grey: Image.Image) -> list[str]:
    if max(grey.size) > _PLENTY:
        smaller = grey.copy()
        smaller.thumbnail((_PLENTY, _PLENTY), Image.Resampling.BOX)
        found = _tries(smaller)
        return found or _read(grey)
    return _tries(grey)


def _tries(grey: Image.Image) -> list[str]:
    for picture in _versions(grey):
        found = _read(picture)
        if found:
            return found
    return []


def _versions(grey: Image.Image) -> Iterator[Image.Image]:
    yield grey
    stretched = ImageOps.autocontrast(grey, cutoff=2)
    yield stretched
    yield stretched.filter(ImageFilter.MedianFilter(3))
    yield stretched.filter(ImageFilter.GaussianBlur(1.5))
    width, height = grey.size
    if max(width, height) > 600:
        yield stretched.resize((width // 2, height // 2), Image.Resampling.BOX)
        yield stretched.resize((width * 2 // 3, height * 2 // 3), Image.Resampling.BOX)
    if max(width, height) < 1600:
        yield stretched.resize((width * 2, height * 2), Image.Resampling.BICUBIC)


def _read(picture: Image.Image) -> list[str]:
    if min(picture.size) < 20:
        return []
    for binarizer in (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram):
        found = zxingcpp.read_barcodes(
            picture,
            formats=zxingcpp.BarcodeFormat.QRCode,  # type: ignore[arg-type]  # taken all the same
            text_mode=zxingcpp.TextMode.Plain,
            binarizer=binarizer,
        )
        texts = [each.text for each in found if each.text]
        if texts:
            return texts
    return []
