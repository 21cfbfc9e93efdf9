"""A credential inside the picture of a badge, as Open Badges 3.0 bakes it.

PNG: one iTXt chunk with the keyword ``openbadgecredential``, uncompressed, before the picture's
data. SVG: an element ``openbadges:credential`` as the first child, a JWS in its ``verify``
attribute, JSON as its text.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr, unescape

from facilitator.errors import Refused

KEYWORD = b"openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
MAX_PICTURE = 10_000_000

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_ROOT = re.compile(r"<svg\b[^>]*?(/?)>", re.DOTALL)
_BAKED = re.compile(
    r"<openbadges:credential\b([^>]*?)(?:/>|>(.*?)</openbadges:credential\s*>)", re.DOTALL
)
_VERIFY = re.compile(r"\bverify\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_CDATA = re.compile(r"\s*<!\[CDATA\[(.*)\]\]>\s*", re.DOTALL)


def bake_png(picture: bytes, credential: str) -> bytes:
    """The picture with the credential in it; one that was there before goes.

    Refused: ``badge-picture-wrong``.
    """
    body = KEYWORD + b"\0\0\0\0\0" + credential.encode()
    chunks = [each for each in _chunks(picture) if not _is_ours(*each)]
    baked = [_SIGNATURE]
    for kind, content in chunks:
        baked.append(_chunk(kind, content))
        if kind == b"IHDR":
            baked.append(_chunk(b"iTXt", body))
    return b"".join(baked)


def bake_svg(picture: str, credential: str) -> str:
    """The picture with the credential in it. Refused: ``badge-picture-wrong``."""
    plain = _BAKED.sub("", picture)
    root = _ROOT.search(plain)
    if root is None or len(picture) > MAX_PICTURE or "<!ENTITY" in picture:
        raise Refused("badge-picture-wrong")
    opening = root[0]
    if "xmlns:openbadges" not in opening:
        opening = re.sub(r"(/?)>$", rf' xmlns:openbadges="{NAMESPACE}"\1>', opening)
    if credential.lstrip().startswith("{"):
        inside = f"<openbadges:credential>{escape(credential)}</openbadges:credential>"
    else:
        inside = f"<openbadges:credential verify={quoteattr(credential)}/>"
    if root[1]:
        inside = f"{opening[:-2].rstrip()}>{inside}</svg>"
        return plain[: root.start()] + inside + plain[root.end() :]
    return plain[: root.start()] + opening + inside + plain[root.end() :]


def unbaked(picture: bytes) -> str:
    """The credential in a PNG or SVG. Refused: ``badge-picture-wrong``, ``badge-unreadable``."""
    if len(picture) > MAX_PICTURE:
        raise Refused("badge-picture-wrong")
    if picture.startswith(_SIGNATURE):
        for kind, content in _chunks(picture):
            if _is_ours(kind, content):
                return _text_of(content)
        raise Refused("badge-unreadable")
    try:
        text = picture.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("badge-picture-wrong") from None
    found = _BAKED.search(text)
    if "<svg" not in text or found is None:
        raise Refused("badge-unreadable")
    verify = _VERIFY.search(found[1] or "")
    if verify:
        return unescape(verify[1] or verify[2] or "", {"&quot;": '"', "&apos;": "'"})
    inside = found[2] or ""
    cdata = _CDATA.fullmatch(inside)
    return cdata[1] if cdata else unescape(inside).strip()


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG, each checked, up to its end."""
    if not picture.startswith(_SIGNATURE) or len(picture) > MAX_PICTURE:
        raise Refused("badge-picture-wrong")
    place, kinds = len(_SIGNATURE), []
    while place + 12 <= len(picture):
        (size,) = struct.unpack(">I", picture[place : place + 4])
        kind = picture[place + 4 : place + 8]
        content = picture[place + 8 : place + 8 + size]
        check = picture[place + 8 + size : place + 12 + size]
        if len(content) != size or check != struct.pack(">I", zlib.crc32(kind + content)):
            raise Refused("badge-picture-wrong")
        kinds.append(kind)
        yield kind, content
        place += 12 + size
        if kind == b"IEND":
            break
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds:
        raise Refused("badge-picture-wrong")


def _is_ours(kind: bytes, content: bytes) -> bool:
    return kind == b"iTXt" and content.startswith(KEYWORD + b"\0")


def _text_of(content: bytes) -> str:
    rest = content[len(KEYWORD) + 1 :]
    if len(rest) < 4 or rest[0] not in (0, 1):
        raise Refused("badge-unreadable")
    _language, _, rest_text = rest[2:].partition(b"\0")
    _keyword, _, text = rest_text.partition(b"\0")
    try:
        if rest[0]:
            opener = zlib.decompressobj()
            text = opener.decompress(text, MAX_PICTURE)
        return text.decode()
    except (zlib.error, UnicodeDecodeError):
        raise Refused("badge-unreadable") from None


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check
