"""A PDF file put together object by object.

ReportLab, which draws the working papers, turns a tree of small objects into bytes for every
page; for a thousand certificates that was most of the time. Certificates need few kinds of
objects, so they are written as bytes at once. Nothing in here knows what a certificate is, and
nothing depends on the time of day: the same input gives the same bytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable

HEAD = b"%PDF-1.7\n%\x93\x8c\x8b\x9e\n"
_LEVEL = 6


def text_string(text: str) -> bytes:
    """A text of the file's own data (a title, a language): plain where it can be."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return b"(%s)" % escaped.encode("ascii")
    return b"<" + ("\ufeff" + text).encode("utf-16-be", "replace").hex().encode() + b">"


def packed(content: bytes) -> bytes:
    """The bytes of a stream made small."""
    return zlib.compress(content, _LEVEL)


def plain_object(number: int, body: bytes) -> bytes:
    """An object as it stands in a file."""
    return b"%d 0 obj\n%s\nendobj\n" % (number, body)


def stream_object(number: int, entries: bytes, content: bytes, *, is_packed: bool = False) -> bytes:
    """An object with a stream, made small unless it is already (`is_packed`)."""
    data = content if is_packed else packed(content)
    return b"%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        number, entries, len(data), data,
    )  # fmt: skip


class FileBody:
    """Objects one after the other, and where each of them lies.

    `write` takes the bytes as they come. A body may go on from a common `start`, which many files
    share.
    """

    def __init__(
        self, write: Callable[[bytes], object], places: dict[int, int] | None = None, at: int = 0
    ) -> None:
        self._write = write
        self._places = dict(places or {})
        self._at = at
        if not at:
            self._put(HEAD)

    def add(self, number: int, whole: bytes) -> None:
        """An object, complete from ``7 0 obj`` to ``endobj``."""
        self._places[number] = self._at
        self._put(whole)

    def finish(self, root: int, info: int, mark: bytes) -> None:
        """The table of contents and the end of the file. `mark` tells this file from others."""
        start = self._at
        self._put(_table(self._places))
        size = max(self._places) + 1
        self._put(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF\n"
            % (size, root, info, mark, mark, start)
        )

    @property
    def places(self) -> dict[int, int]:
        """Where each object lies."""
        return self._places

    @property
    def length(self) -> int:
        """How many bytes there are so far."""
        return self._at

    def _put(self, content: bytes) -> None:
        self._write(content)
        self._at += len(content)


def _table(places: dict[int, int]) -> bytes:
    """The table of contents, in as many stretches as there are gaps in the numbers."""
    rows = [b"xref\n0 1\n0000000000 65535 f \n"]
    numbers = sorted(places)
    for stretch in _stretches(numbers):
        rows.append(b"%d %d\n" % (stretch[0], len(stretch)))
        rows.extend([b"%010d 00000 n \n" % places[number] for number in stretch])
    return b"".join(rows)


def _stretches(numbers: list[int]) -> Iterable[list[int]]:
    if numbers[-1] - numbers[0] + 1 == len(numbers):
        yield numbers
        return
    start = 0
    for index in range(1, len(numbers) + 1):
        if index == len(numbers) or numbers[index] != numbers[index - 1] + 1:
            yield numbers[start:index]
            start = index
