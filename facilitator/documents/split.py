"""One file a page, cut out of a joined PDF without drawing anything again.

Fonts, frames and pictures of the joined document go into every file as the bytes they already
are; only the small objects around one page are new. That is what makes a thousand certificates
as single files cost little more than one long document.

It reads documents that `drawing` made, whose structure is known (a plain table of contents, no
object streams), not PDF files at large.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_START = re.compile(rb"startxref\s+(\d+)")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_PARENT = re.compile(rb"/Parent \d+ 0 R")
_BINARY_MARK = b"%PDF-1.4\n%\x93\x8c\x8b\x9e\n"


def single_pages(joined: bytes, titles: Sequence[str], languages: Sequence[str]) -> Iterator[bytes]:
    """A whole PDF for each page of `joined`, with its own title and language."""
    objects = _objects(joined)
    shared: dict[frozenset[int], _Shared] = {}
    for page, title, language in zip(_pages(objects), titles, languages, strict=True):
        needed = frozenset(_needed(objects, page) - {page})
        own = frozenset(number for number in needed if _is_content(objects, page, number))
        common = needed - own
        if common not in shared:
            shared[common] = _Shared(objects, common)
        yield shared[common].file_for(objects, page, sorted(own), title, language)


class _Shared:
    """The bytes that many files start with, and where each object in them lies."""

    def __init__(self, objects: dict[int, bytes], numbers: frozenset[int]) -> None:
        parts = [_BINARY_MARK]
        at = len(_BINARY_MARK)
        self._places: dict[int, int] = {}
        for number in sorted(numbers):
            self._places[number] = at
            parts.append(objects[number])
            at += len(objects[number])
        self._start = b"".join(parts)
        self._free = max(objects) + 1

    def file_for(
        self, objects: dict[int, bytes], page: int, own: list[int], title: str, language: str
    ) -> bytes:
        catalogue, tree, info = self._free, self._free + 1, self._free + 2
        added = {number: objects[number] for number in own}
        added[page] = _PARENT.sub(b"/Parent %d 0 R" % tree, objects[page])
        added[catalogue] = _object(
            catalogue,
            b"/Type /Catalog /Pages %d 0 R /Lang %s" % (tree, _string(language)),
        )
        added[tree] = _object(tree, b"/Type /Pages /Count 1 /Kids [ %d 0 R ]" % page)
        added[info] = _object(
            info,
            b"/Title %s /Creator (Facilitator) /Producer (Facilitator)" % _string(title),
        )
        parts = [self._start]
        places = dict(self._places)
        at = len(self._start)
        for number in sorted(added):
            places[number] = at
            parts.append(added[number])
            at += len(added[number])
        body = b"".join(parts)
        mark = hashlib.sha256(body).hexdigest()[:32].encode()
        tail = (
            b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>] >>\n"
            b"startxref\n%d\n%%%%EOF\n" % (info + 1, catalogue, info, mark, mark, len(body))
        )
        return body + _table(places) + tail


def _table(places: dict[int, int]) -> bytes:
    """The cross-reference table, in as many stretches as there are gaps in the numbers."""
    parts = [b"xref\n0 1\n0000000000 65535 f \n"]
    numbers = sorted(places)
    start = 0
    while start < len(numbers):
        end = start
        while end + 1 < len(numbers) and numbers[end + 1] == numbers[end] + 1:
            end += 1
        parts.append(b"%d %d\n" % (numbers[start], end - start + 1))
        parts.extend(b"%010d 00000 n \n" % places[number] for number in numbers[start : end + 1])
        start = end + 1
    return b"".join(parts)


def _objects(joined: bytes) -> dict[int, bytes]:
    """Every object of the document, from ``7 0 obj`` to ``endobj``, by its number."""
    starts = [int(found.group(1)) for found in _START.finditer(joined, max(0, len(joined) - 200))]
    if not starts:
        raise ValueError("no table of contents at the end of the document")
    start = starts[-1]
    rows = joined[start:].split(b"\n")
    places: dict[int, int] = {}
    first, count = (int(word) for word in rows[1].split())
    for index in range(count):
        place, _, kind = rows[2 + index].split()[:3]
        if kind == b"n":
            places[first + index] = int(place)
    ends = sorted([*places.values(), start])
    after = dict(pairwise(ends))
    return {number: joined[place : after[place]] for number, place in places.items()}


def _pages(objects: dict[int, bytes]) -> list[int]:
    for content in objects.values():
        head = _head(content)
        if b"/Type /Pages" in head and (kids := _KIDS.search(head)):
            return [int(number) for number in _REFERENCE.findall(kids.group(1))]
    raise ValueError("no list of pages in the document")


def _head(content: bytes) -> bytes:
    """An object without the stream it may hold, whose bytes could look like anything."""
    return content.split(b"stream", 1)[0]


def _needed(objects: dict[int, bytes], start: int) -> set[int]:
    """All objects that a page leads to, its parent left out."""
    found: set[int] = set()
    waiting = [start]
    while waiting:
        number = waiting.pop()
        if number in found:
            continue
        found.add(number)
        head = _PARENT.sub(b"", _head(objects[number]))
        waiting.extend(int(other) for other in _REFERENCE.findall(head))
    return found


def _is_content(objects: dict[int, bytes], page: int, number: int) -> bool:
    return b"/Contents %d 0 R" % number in objects[page]


def _object(number: int, entries: bytes) -> bytes:
    return b"%d 0 obj\n<< %s >>\nendobj\n" % (number, entries)


def _string(text: str) -> bytes:
    return b"<" + ("\ufeff" + text).encode("utf-16-be", "replace").hex().encode() + b">"
