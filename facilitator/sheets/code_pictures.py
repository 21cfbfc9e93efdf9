"""Codes in a picture: a card held before a camera, a photograph of several cards.

A camera is whoever hands over frames: grey pixels, row by row. Nothing here opens a device; the
window does that where its toolkit can, and everybody else hands in picture files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import zxingcpp
from PIL import Image

from facilitator.people.card_codes import read_card_code
from facilitator.sheets.codes import read_sheet_code
from facilitator.sheets.pictures import pictures_in
from facilitator.sheets.scanner import is_card_code

_FORMATS = zxingcpp.BarcodeFormats(
    [
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.DataMatrix,
        zxingcpp.BarcodeFormat.Code128,
    ]
)


class CodeKind(StrEnum):
    """What a code belongs to."""

    CARD = "card"
    SHEET = "sheet"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CodeFound:
    """One code: its text, what it is, and the card's or sheet's code in its one spelling."""

    text: str
    kind: CodeKind
    code: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a camera: grey, a byte a pixel, rows `stride` bytes apart (0: as wide)."""

    grey: bytes
    width: int
    height: int
    stride: int = 0


class Camera(Protocol):
    """A source of frames; ends when it is closed or unplugged."""

    def frames(self) -> Iterator[Frame]:
        """The next frames as they come."""
        ...


def read_codes(path: Path) -> list[CodeFound]:
    """The codes in a picture file or PDF, each once. Raises as `pictures_in` does."""
    found: dict[str, CodeFound] = {}
    for picture in pictures_in(path):
        for code in _codes_in(picture):
            found.setdefault(code.text, code)
    return list(found.values())


def read_codes_in_frame(frame: Frame) -> list[CodeFound]:
    """The codes in one picture of a camera; none when the bytes do not fill the frame."""
    stride = frame.stride or frame.width
    if min(frame.width, frame.height) < 1 or len(frame.grey) < stride * frame.height:
        return []
    size = (frame.width, frame.height)
    return _codes_in(Image.frombuffer("L", size, frame.grey, "raw", "L", stride, 1))


def codes_seen(camera: Camera) -> Iterator[CodeFound]:
    """The codes held before a camera, each once until another one is shown."""
    last = ""
    for frame in camera.frames():
        for code in read_codes_in_frame(frame):
            if code.text != last:
                last = code.text
                yield code


def _codes_in(picture: Image.Image) -> list[CodeFound]:
    return [_meaning(each.text) for each in zxingcpp.read_barcodes(picture, formats=_FORMATS)]


def _meaning(text: str) -> CodeFound:
    sheet = read_sheet_code(text)
    if sheet is not None and text.startswith("S1-"):
        return CodeFound(text, CodeKind.SHEET, sheet[0], sheet[1])
    if is_card_code(text):
        return CodeFound(text, CodeKind.CARD, read_card_code(text))
    return CodeFound(text, CodeKind.OTHER, text)
