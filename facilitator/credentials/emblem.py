"""The picture of a badge where a centre has none of its own: a disc in a ring, drawn in code.

As SVG, with the award and the issuer in words; as PNG, the same shape without them.
"""

from __future__ import annotations

import struct
import zlib
from functools import cache
from xml.sax.saxutils import escape

_SIDE = 400
_INK, _PALE, _PAPER = (27, 73, 101), (190, 216, 226), (255, 255, 255)


def emblem_svg(title: str, issuer: str) -> str:
    """The picture as SVG."""
    ink = "#{:02x}{:02x}{:02x}".format(*_INK)
    pale = "#{:02x}{:02x}{:02x}".format(*_PALE)
    words = [(title, 190, 22), (issuer, 232, 15)]
    lines = "".join(
        f'<text x="200" y="{y}" font-size="{size}" text-anchor="middle" fill="{ink}"'
        f' font-family="sans-serif">{escape(text[:60])}</text>'
        for text, y, size in words
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400">'
        f'<circle cx="200" cy="200" r="190" fill="{ink}"/>'
        f'<circle cx="200" cy="200" r="172" fill="{pale}"/>'
        f'<circle cx="200" cy="200" r="160" fill="#ffffff"/>{lines}</svg>'
    )


@cache
def emblem_png() -> bytes:
    """The picture as PNG, 400 pixels on a side, see-through around the disc."""
    rows = []
    for y in range(_SIDE):
        row = bytearray(b"\0")
        for x in range(_SIDE):
            distance = ((x - 199.5) ** 2 + (y - 199.5) ** 2) ** 0.5
            row += bytes((*_colour(distance), round(255 * min(max(190.5 - distance, 0), 1))))
        rows.append(bytes(row))
    head = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 6, 0, 0, 0)
    parts = (
        (b"IHDR", head),
        (b"IDAT", zlib.compress(b"".join(rows), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )


def _colour(distance: float) -> tuple[int, int, int]:
    if distance > 172:
        return _INK
    return _PALE if distance > 160 else _PAPER
