"""Pictures as they are handed in: photographs, scans, PDFs of a scanner. Opened with care.

A picture is refused by the size that its head tells, before a pixel is unpacked; a photograph is
unpacked at the size that reading needs. Everything comes out grey, the right way round as far as
the camera knew it, at most `LONGEST` pixels long.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, UnidentifiedImageError

from facilitator.errors import Refused

LONGEST = 3000
"""Ten pixels to a millimetre of an A4 sheet that fills the picture."""

_LARGEST_FILE = 80_000_000
_MOST_PAGES = 40
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF")
# Plain JPEGs are unpacked small; all else (a JPEG in steps too) is held whole in memory first, a
# byte a pixel where it is grey and four where it is not: a hundred million bytes at most.
_MOST_PIXELS_PLAIN = 150_000_000
_MOST_PIXELS_GREY = 70_000_000
_MOST_PIXELS = 27_000_000
_MOST_PIXELS_SEE_THROUGH = 20_000_000  # a second whole copy is made on the way
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LONGEST_SIDE = 40_000
_LEAST_SIDE = 60
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_PDF_WIDTH = 1800
_MOST_PIXELS_ON_PAGE = 36_000_000  # A4 at 600 dots to an inch
_PDF_LARGEST_SIDE = 3000  # points: more than a metre


def pictures_in(path: Path) -> Iterator[Image.Image]:
    """The pictures of a file, grey: one, or one for each page of a PDF or TIFF.

    Raises `Refused`: "picture-not-readable", "picture-too-large", "picture-heic",
    "picture-too-many-pages", "picture-too-small", "picture-not-found" (all with `file`).
    """
    name = path.name
    try:
        size = path.stat().st_size
        if size > _LARGEST_FILE:
            raise Refused("picture-too-large", file=name)
        content = path.read_bytes()
    except OSError as trouble:
        code = "picture-not-readable" if path.exists() else "picture-not-found"
        raise Refused(code, file=name) from trouble
    yield from pictures_of(content, name)


def pictures_of(content: bytes, name: str = "") -> Iterator[Image.Image]:
    """The same of a file's content."""
    if content[:1024].lstrip()[:5] == b"%PDF-":
        yield from _pages_of_pdf(content, name)
        return
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise Refused("picture-heic", file=name)
    yield from _frames(content, name)


def _frames(content: bytes, name: str) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
            if frames > _MOST_PAGES:
                raise Refused("picture-too-many-pages", file=name, most=_MOST_PAGES)
            for frame in range(frames):
                if frames > 1:
                    image.seek(frame)
                yield _grey(image, name)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as trouble:
        raise Refused("picture-not-readable", file=name) from trouble
    except (
        MemoryError,
        OverflowError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as trouble:
        raise Refused("picture-too-large", file=name) from trouble


def _grey(image: Image.Image, name: str) -> Image.Image:
    jpeg = image.format in ("JPEG", "MPO")
    most = _MOST_PIXELS_GREY if image.mode in ("L", "1") and not jpeg else _MOST_PIXELS
    if jpeg and not image.info.get("progressive"):
        most = _MOST_PIXELS_PLAIN
    if "A" in image.getbands():
        most = _MOST_PIXELS_SEE_THROUGH
    if image.width * image.height > most or max(image.size) > _LONGEST_SIDE:
        raise Refused("picture-too-large", file=name)
    if min(image.size) < _LEAST_SIDE:
        raise Refused("picture-too-small", file=name)
    if jpeg:
        part = min(1.0, LONGEST / max(image.size))
        image.draft("L", (round(image.width * part), round(image.height * part)))
    turned = _UPRIGHT.get(image.getexif().get(_ORIENTATION, 1))
    flat = smaller(_flat(image))
    return flat if turned is None else flat.transpose(turned)


def _flat(image: Image.Image) -> Image.Image:
    """Grey of eight bits, on white where it was see-through."""
    if image.mode.startswith("I"):
        # Sixteen bits: Pillow would cut them off at 255 rather than divide.
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("RGB", "RGBA", "CMYK", "YCbCr", "LA"):
        # Made small before anything else is made of it: each copy would be as large.
        image = smaller(image)
    if "A" in image.getbands() or "transparency" in image.info:
        whole = image.convert("RGBA")
        white = Image.new("RGBA", whole.size, "white")
        return Image.alpha_composite(white, whole).convert("L")
    return image.convert("L")


def smaller(image: Image.Image) -> Image.Image:
    """No longer than reading needs."""
    if max(image.size) > LONGEST:
        image.thumbnail((LONGEST, LONGEST), Image.Resampling.BOX, reducing_gap=None)
    return image


def _pages_of_pdf(content: bytes, name: str) -> Iterator[Image.Image]:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as trouble:
        raise Refused("picture-not-readable", file=name) from trouble
    try:
        if len(document) > _MOST_PAGES:
            raise Refused("picture-too-many-pages", file=name, most=_MOST_PAGES)
        for number in range(len(document)):
            page = document[number]
            _check_page(page, name)
            bitmap = page.render(scale=_PDF_WIDTH / min(page.get_size()), grayscale=True)
            image: Image.Image = bitmap.to_pil().convert("L")
            bitmap.close()
            page.close()
            yield smaller(image)
    except pdfium.PdfiumError as trouble:
        raise Refused("picture-not-readable", file=name) from trouble
    finally:
        document.close()


def _check_page(page: Any, name: str) -> None:  # noqa: ANN401 - pypdfium2 brings no types
    """Refuse what would take too much to draw: huge paper, or huge pictures on it."""
    wide, high = page.get_size()
    if not 0 < wide <= _PDF_LARGEST_SIDE or not 0 < high <= _PDF_LARGEST_SIDE:
        raise Refused("picture-too-large", file=name)
    if max(wide, high) > 3 * min(wide, high):
        raise Refused("picture-not-readable", file=name)
    pixels = 0
    for part in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        metadata = part.get_metadata()
        pixels += metadata.width * metadata.height
    if pixels > _MOST_PIXELS_ON_PAGE:
        raise Refused("picture-too-large", file=name)
