"""Text of any script, measured and broken into lines before anything is drawn.

Everything is shaped by HarfBuzz at the size of one em, so that one shaping serves every size: a
line that is too wide is scaled, not shaped again. Drawing is the duty of `ink`.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import add
from typing import NamedTuple

import uharfbuzz

from facilitator.documents.direction import base_level, levels, visual_order
from facilitator.documents.fonts import Face, FontBook, Role, missing_characters
from facilitator.documents.scripts import EAST_ASIAN, UNSPACED, clusters, script_of, scripts_of

RIGHT_TO_LEFT_LANGUAGES = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_STEP = 0.97  # how much smaller each try is when a paragraph does not fit
_TIGHTEST = 3.0  # points; nothing is set smaller, whatever is asked
_BOX_WIDTH = 0.62  # of an em: the box that stands for a character that no font has

# Embeddings and overrides only serve to make one text look like another; tags, annotation
# marks and the byte order mark print nothing.
_DROPPED = (
    {chr(code) for code in range(0x202A, 0x202F)}
    | {chr(code) for code in range(0xE0000, 0xE0080)}
    | set("\ufeff\ufff9\ufffa\ufffb")
)
# Anything that `plain_text` would change, but for letters that are not composed.
_TO_CLEAN = re.compile(
    "  |[\x00-\x1f\x7f-\x9f\u1680\u2000-\u200a\u2028-\u202f\u205f\u3000"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\uffff\U000e0000-\U000e007f]"
    "|[\U0001fffe\U0001ffff\U0002fffe-\U0002ffff\U0003fffe-\U0010ffff]"
)
_STEERING = frozenset("\u061c\u200e\u200f\u2066\u2067\u2068\u2069")
_PLAIN_SCRIPTS = frozenset({"Latn", "Grek", "Cyrl", "Zyyy"})
_NO_LIGATURES = {"kern": True, "liga": False, "clig": False, "calt": False}
_OWN_FEATURES = {"kern": True, "liga": True}

_CLOSING_PUNCTUATION = frozenset(
    "、。，．・：；？！）］｝」』】〉》〕ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_OPENING_PUNCTUATION = frozenset("（［｛「『【〈《〔")
_BREAK_AFTER = frozenset("-‐–—/\u0f0b")
# Latin letters with nothing that must be joined, turned or set onto another: most names. They
# are shaped at once, without looking at each letter for its script and direction.
_SIMPLE = re.compile(r"[ -~\u00a0-\u02af\u1e00-\u1eff\u2010-\u2014\u2018-\u201e\u2022\u2026]+")
_LETTER = re.compile(r"[A-Za-z\u00aa\u00ba\u00c0-\u02af\u1e00-\u1eff]")
_FIRST_UNSPACED = "\u0e00"  # no script before it does without blanks between words
_SPACED_CHUNK = re.compile(r"[^ ]*?[-/](?=[^\W\d_])|[^ ]+ *| +")


def plain_text(text: str) -> str:
    """What is printed of a text: composed letters (NFC), one blank between words, no control
    characters, no direction overrides, no half characters. Names keep all their letters.
    """
    if not _TO_CLEAN.search(text) and unicodedata.is_normalized("NFC", text):
        return text.strip(" ")
    kept: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        if char.isspace() and char != "\u00a0":
            kept.append(" ")
            continue
        category = unicodedata.category(char)
        if category == "Cc" or char in _DROPPED:
            continue
        is_no_character = (ord(char) & 0xFFFE) == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF
        kept.append("\ufffd" if category == "Cs" or is_no_character else char)
    return " ".join(part for part in "".join(kept).split(" ") if part)


def missing_glyphs(text: str) -> list[str]:
    """The characters of a text as it would be printed that no bundled font can draw, each once:
    for the check before printing, as they would come out as boxes.
    """
    return missing_characters(plain_text(text))


def runs_right_to_left(language: str) -> bool:
    """Whether a page in this language is read from the right (a BCP 47 tag)."""
    return language.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT_LANGUAGES


class Glyph(NamedTuple):
    """One shape: where it stands from the start of the line, and how far the pen then moves.

    `cluster` is the index of its first character in the text of the line. Lengths in ems.
    """

    number: int
    cluster: int
    x: float
    y: float
    advance: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring letters in one font and direction, glyphs from left to right.

    `plain` pieces have one unmoved glyph a letter, so they can be written as text with an
    embedded font. A piece without a face stands for characters that no font has.
    """

    face: Face | None
    start: int
    text: str
    x: float
    width: float
    glyphs: tuple[Glyph, ...]
    plain: bool
    right_to_left: bool = False


class PlainPiece:
    """A `Piece` of simple letters, one unmoved glyph each: what most names are made of. Its glyphs
    are only put together where somebody asks for them one by one.
    """

    __slots__ = ("_glyphs", "advances", "face", "numbers", "start", "text", "width", "x")
    plain = True
    right_to_left = False

    def __init__(
        self, face: Face, text: str, numbers: tuple[int, ...], advances: tuple[float, ...]
    ) -> None:
        self.face = face
        self.text = text
        self.numbers = numbers
        self.advances = advances
        self.start = 0
        self.x = 0.0
        self.width = math.fsum(advances)
        self._glyphs: tuple[Glyph, ...] | None = None

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        """The glyphs from left to right."""
        if self._glyphs is None:
            found: list[Glyph] = []
            pen = 0.0
            for index, (number, advance) in enumerate(
                zip(self.numbers, self.advances, strict=True)
            ):
                found.append(Glyph(number, index, pen, 0.0, advance))
                pen += advance
            self._glyphs = tuple(found)
        return self._glyphs


@dataclass(frozen=True)
class Line:
    """One line of text, ready to be drawn at any size. Lengths in ems, `x` to the right."""

    text: str
    pieces: tuple[Piece | PlainPiece, ...]
    width: float
    right_to_left: bool

    @cached_property
    def reach(self) -> tuple[float, float]:
        """How far the ink goes above and below the base line, both counted positive."""
        top = bottom = 0.0
        for piece in self.pieces:
            if isinstance(piece, PlainPiece):
                high, low = piece.face.reach(piece.numbers)
                top, bottom = max(top, high), max(bottom, low)
                continue
            if piece.face is None:
                top = max(top, 0.75)
                continue
            for glyph in piece.glyphs:
                ink = piece.face.ink(glyph.number)
                if ink is not None:
                    top = max(top, glyph.y + ink.top / piece.face.units)
                    bottom = max(bottom, -glyph.y - ink.bottom / piece.face.units)
        return top, bottom


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines and the size in points at which they fill their box and no more.

    `cramped` says that the size is below the one asked for as the smallest: still whole and
    still inside, but worth a word before printing.
    """

    lines: tuple[Line, ...]
    size: float
    leading: float
    cramped: bool

    @property
    def height(self) -> float:
        """Points from the top of the first line's letters to the bottom of the last one's."""
        if not self.lines:
            return 0.0
        first, last = self.lines[0].reach[0], self.lines[-1].reach[1]
        return (first + last) * self.size + self.leading * (len(self.lines) - 1)


_Chunk = tuple[str, float, float]


class Typesetter:
    """Shapes, measures and breaks text with the fonts of one book. Remembers what it shaped."""

    _REMEMBERED = 20_000
    _REMEMBERED_TEXTS = 500

    def __init__(self, fonts: FontBook) -> None:
        self.fonts = fonts
        self._lines: dict[tuple[str, Role, str, int, float], Line] = {}
        self._chunked: dict[tuple[str, Role, str], tuple[_Chunk, ...]] = {}
        self._paragraphs: dict[tuple[object, ...], Fitted] = {}
        self._pairs: dict[tuple[Face, str], _Pairs] = {}
        self._buffer = uharfbuzz.Buffer()

    def line(self, text: str, role: Role, language: str = "", tracking: float = 0.0) -> Line:
        """One line of text, however long. `tracking` spaces letters out (in ems) where the
        script allows it: never in joined ones.
        """
        clean = plain_text(text)
        return self._line(clean, role, language, self._base(clean, language), tracking)

    def width(self, text: str, role: Role, size: float, language: str = "") -> float:
        """How many points wide a text is on one line."""
        return self.line(text, role, language).width * size

    def wrap(
        self, text: str, role: Role, size: float, width: float, language: str = ""
    ) -> tuple[Line, ...]:
        """Lines no wider than `width` points; words too long for a line are broken between
        letters rather than cut off.
        """
        clean = plain_text(text)
        if not clean:
            return ()
        base = self._base(clean, language)
        return tuple(
            self._line(part, role, language, base, 0.0)
            for part in self._broken(clean, role, language, width / size)
        )

    def fit_line(
        self,
        text: str,
        role: Role,
        sizes: tuple[float, float],
        box: tuple[float, float],
        *,
        language: str = "",
        max_lines: int = 1,
        tracking: float = 0.0,
    ) -> Fitted:
        """A text that should stand on one line: a name or a title.

        Shrinks from the first of `sizes` to the second; then takes up to `max_lines` balanced
        lines, as large as the box allows; then shrinks on until it is whole.
        """
        largest, smallest = sizes
        width, height = box
        line = self.line(text, role, language, tracking)
        if not line.text:
            return Fitted((), largest, largest, cramped=False)
        single = min(largest, _size_for(line, width, height))
        if single >= smallest or max_lines == 1:
            size = max(single, _TIGHTEST)
            return Fitted((line,), size, size * 1.2, cramped=single < smallest)
        best = Fitted((line,), max(single, _TIGHTEST), single * 1.2, cramped=single < smallest)
        for count in range(2, max_lines + 1):
            lines = self._balanced(line.text, role, language, count)
            tried = _stacked(lines, min(largest * 0.85, _largest(lines, width)), height)
            if tried.size > best.size:
                best = Fitted(tried.lines, tried.size, tried.leading, tried.size < smallest * 0.6)
        return best

    def fit_paragraph(
        self,
        text: str,
        role: Role,
        sizes: tuple[float, float],
        box: tuple[float, float],
        *,
        language: str = "",
        leading: float = 1.45,
        balanced: bool = False,
    ) -> Fitted:
        """A running text in a box: broken into lines first, made smaller only when too tall.

        `leading` is the distance of base lines in ems of the size; scripts with tall letters
        get more when they need it.
        """
        key = (text, role, sizes, box, language, leading, balanced)
        found = self._paragraphs.get(key)
        if found is None:
            if len(self._paragraphs) >= self._REMEMBERED_TEXTS:
                self._paragraphs.clear()
            found = self._paragraphs[key] = self._fit_paragraph(
                text, role, sizes, box, language, leading, balanced=balanced
            )
        return found

    def _fit_paragraph(
        self,
        text: str,
        role: Role,
        sizes: tuple[float, float],
        box: tuple[float, float],
        language: str,
        leading: float,
        *,
        balanced: bool,
    ) -> Fitted:
        largest, smallest = sizes
        width, height = box
        size = largest
        while True:
            lines = self.wrap(text, role, size, width, language)
            fitted = _paragraph(lines, size, leading)
            if fitted.height <= height or size <= _TIGHTEST:
                break
            size = max(size * _STEP, _TIGHTEST)
        if balanced and len(lines) > 1:
            even = self._balanced(plain_text(text), role, language, len(lines))
            if max(line.width for line in even) * size <= width + 0.01:
                fitted = _paragraph(even, size, leading)
        return Fitted(fitted.lines, size, fitted.leading, cramped=size < smallest - 0.01)

    def _base(self, clean: str, language: str) -> int:
        if _SIMPLE.fullmatch(clean) and _LETTER.search(clean):
            return 0
        return base_level(clean, otherwise=1 if runs_right_to_left(language) else 0)

    def _line(self, text: str, role: Role, language: str, base: int, tracking: float) -> Line:
        key = (text, role, language, base, tracking)
        found = self._lines.get(key)
        if found is None:
            if len(self._lines) >= self._REMEMBERED:
                self._lines.clear()
            found = self._lines[key] = self._shape_line(text, role, language, base, tracking)
        return found

    def _shape_line(self, text: str, role: Role, language: str, base: int, tracking: float) -> Line:
        if base == 0 and _SIMPLE.fullmatch(text) and _LETTER.search(text):
            face = self.fonts.role_face(role)
            if face.covers(text):
                if not tracking and (quick := self._quick(text, face, language)) is not None:
                    return Line(text, (quick,), quick.width, right_to_left=False)
                run = _Run(0, len(text), face, "Latn", 0)
                piece = self._shape_run(text, run, language, 0.0, tracking)
                wide = piece.width - tracking if tracking and piece.plain else piece.width
                return Line(text, (piece,), wide, right_to_left=False)
        all_levels = levels(text, base)
        kept = [index for index, char in enumerate(text) if char not in _STEERING]
        shown = "".join(text[index] for index in kept)
        runs = self._itemise(shown, [all_levels[index] for index in kept], role, language)
        order = visual_order([run.level for run in runs])
        pieces: list[Piece] = []
        x = 0.0
        for index in order:
            piece = self._shape_run(shown, runs[index], language, x, tracking)
            pieces.append(piece)
            x += piece.width
        if tracking and pieces and pieces[-1].plain:
            x -= tracking
        return Line(shown, tuple(pieces), x, right_to_left=base == 1)

    def _quick(self, text: str, face: Face, language: str) -> PlainPiece | None:
        """Simple letters put together from what each pair of them measures, as shaped once; the
        same as shaping them together, since these fonts move letters by pairs only.
        """
        pairs = self._pairs.get((face, language))
        if pairs is None:
            pairs = self._pairs[face, language] = _Pairs(self, face, language)
        try:
            numbers, advances = zip(
                *[pairs[pair] for pair in map(add, text, text[1:])], pairs[text[-1]], strict=True
            )
        except _NotSimple:
            return None
        return PlainPiece(face, text, numbers, advances)

    def shaped_plainly(self, text: str, face: Face, language: str) -> list[Glyph] | None:
        """The glyphs of simple letters, or nothing if they are not one unmoved glyph each."""
        run = _Run(0, len(text), face, "Latn", 0)
        piece = self._shape_run(text, run, language, 0.0, 0.0)
        return list(piece.glyphs) if piece.plain else None

    def _itemise(self, text: str, char_levels: list[int], role: Role, language: str) -> list[_Run]:
        """Neighbouring letters that share font, script and direction."""
        runs: list[_Run] = []
        scripts = scripts_of(text)
        start = 0
        for cluster in clusters(text):
            script = scripts[start]
            level = char_levels[start]
            last = runs[-1] if runs else None
            if last is not None and script_of(cluster[0]) == "Zyyy" and _goes_on(last, cluster):
                face: Face | None = last.face
                script = last.script
            else:
                face = self.fonts.face_for(cluster, script, role, language)
            end = start + len(cluster)
            same = last is not None and (last.face, last.script, last.level) == (
                face,
                script,
                level,
            )
            if last is not None and same:
                runs[-1] = _Run(last.start, end, face, script, level)
            else:
                runs.append(_Run(start, end, face, script, level))
            start = end
        return runs

    def _shape_run(self, text: str, run: _Run, language: str, x: float, tracking: float) -> Piece:
        part = text[run.start : run.end]
        if run.face is None:
            return _boxes(part, run.start, x, right_to_left=bool(run.level % 2))
        plain_script = run.script in _PLAIN_SCRIPTS and run.level % 2 == 0 and run.face.is_truetype
        buffer = self._buffer
        buffer.reset()
        buffer.add_codepoints([ord(char) for char in text], run.start, run.end - run.start)
        buffer.guess_segment_properties()
        if run.script not in {"Zyyy", "Kana"}:
            buffer.script = run.script
        buffer.direction = "rtl" if run.level % 2 else "ltr"
        tag = _shaping_language(run.script, text, language)
        if tag:
            buffer.language = tag
        uharfbuzz.shape(run.face.font, buffer, _NO_LIGATURES if plain_script else _OWN_FEATURES)
        units = run.face.units
        glyphs: list[Glyph] = []
        pen = x
        infos = buffer.glyph_infos
        nominal = run.face.nominal
        plain = plain_script and len(infos) == len(part)
        for info, position in zip(infos, buffer.glyph_positions, strict=True):
            number, cluster = info.codepoint, info.cluster
            across, up, wide, _ = position.position
            advance = wide / units
            if plain and (across or up or nominal(text[cluster]) != number):
                plain = False
            glyphs.append(Glyph(number, cluster, pen + across / units, up / units, advance))
            pen += advance
        if tracking and plain:
            glyphs = [
                Glyph(g.number, g.cluster, g.x + index * tracking, g.y, g.advance + tracking)
                for index, g in enumerate(glyphs)
            ]
            pen += tracking * len(glyphs)
        turned = bool(run.level % 2)
        return Piece(run.face, run.start, part, x, pen - x, tuple(glyphs), plain, turned)

    def _broken(self, clean: str, role: Role, language: str, width: float) -> list[str]:
        """The text in parts that are at most `width` ems wide."""
        base = self._base(clean, language)
        parts: list[str] = []
        current = ""
        room = width
        for chunk, wide, bare in self._chunks(clean, role, language, base):
            if bare <= room:
                current += chunk
                room -= wide
                continue
            if current:
                parts.append(current.rstrip(" "))
                current, room = "", width
            if bare <= width:
                current, room = chunk, width - wide
                continue
            for piece in self._pieces_of(chunk, role, language, width):
                if current:
                    parts.append(current)
                current = piece
            room = width - self._line(current, role, language, base, 0.0).width
        if current.rstrip(" "):
            parts.append(current.rstrip(" "))
        return parts

    def _line_count(
        self, clean: str, chunks: tuple[_Chunk, ...], role: Role, language: str, width: float
    ) -> int:
        """How many lines `_broken` would give, without making them where no word is too long."""
        count, room = 0, -1.0
        for _, wide, bare in chunks:
            if bare > width:
                return len(self._broken(clean, role, language, width))
            if bare > room:
                count += 1
                room = width
            room -= wide
        return count

    def _chunks(self, clean: str, role: Role, language: str, base: int) -> tuple[_Chunk, ...]:
        """What may stand on lines of its own, each with its width with and without the blank at
        its end. Remembered, as balancing lines asks for it again and again.
        """
        key = (clean, role, language)
        found = self._chunked.get(key)
        if found is None:
            if len(self._chunked) >= self._REMEMBERED_TEXTS:
                self._chunked.clear()
            measured: list[_Chunk] = []
            for chunk in _chunks(clean):
                bare = self._line(chunk.rstrip(" "), role, language, base, 0.0).width
                wide = self._line(chunk, role, language, base, 0.0).width
                measured.append((chunk, wide, bare))
            found = self._chunked[key] = tuple(measured)
        return found

    def _pieces_of(self, chunk: str, role: Role, language: str, width: float) -> Iterator[str]:
        """A word that is too long for a line, in pieces that are not."""
        base = self._base(chunk, language)
        piece = ""
        wide = 0.0
        for cluster in clusters(chunk):
            more = self._line(cluster, role, language, base, 0.0).width
            if piece and wide + more > width:
                yield piece
                piece, wide = "", 0.0
            piece += cluster
            wide += more
        if piece:
            yield piece

    def _balanced(self, clean: str, role: Role, language: str, count: int) -> tuple[Line, ...]:
        """The text in at most `count` lines of nearly the same width."""
        base = self._base(clean, language)
        whole = self._line(clean, role, language, base, 0.0).width
        chunks = self._chunks(clean, role, language, base)
        low, high = whole / count, whole
        for _ in range(18):
            middle = (low + high) / 2
            if self._line_count(clean, chunks, role, language, middle) <= count:
                high = middle
            else:
                low = middle
        return tuple(
            self._line(part, role, language, base, 0.0)
            for part in self._broken(clean, role, language, high)
        )


class _NotSimple(Exception):
    """Letters that are more than one unmoved glyph each."""


class _Pairs(dict[str, tuple[int, float]]):
    """For a letter, or one before another: its glyph and how far the pen then moves, in ems."""

    def __init__(self, setter: Typesetter, face: Face, language: str) -> None:
        super().__init__()
        self._setter = setter
        self._face = face
        self._language = language

    def __missing__(self, letters: str) -> tuple[int, float]:
        glyphs = self._setter.shaped_plainly(letters, self._face, self._language)
        if glyphs is None:
            raise _NotSimple
        found = self[letters] = (glyphs[0].number, glyphs[0].advance)
        return found


@dataclass(frozen=True, slots=True)
class _Run:
    start: int
    end: int
    face: Face | None
    script: str
    level: int


def _goes_on(last: _Run, cluster: str) -> bool:
    return last.face is not None and last.face.covers(cluster)


def _boxes(part: str, start: int, x: float, *, right_to_left: bool) -> Piece:
    found = clusters(part)
    order = found[::-1] if right_to_left else found
    starts: dict[int, int] = {}
    at = start
    for index, cluster in enumerate(found):
        starts[index] = at
        at += len(cluster)
    glyphs = []
    for position in range(len(order)):
        index = len(found) - 1 - position if right_to_left else position
        glyphs.append(Glyph(0, starts[index], x + position * _BOX_WIDTH, 0.0, _BOX_WIDTH))
    width = _BOX_WIDTH * len(found)
    return Piece(None, start, part, x, width, tuple(glyphs), False, right_to_left)


def _shaping_language(script: str, text: str, language: str) -> str:
    """The language that letters are drawn for. Han letters look different in each country; kana
    or Hangul beside them tell which, else the language that the caller knows.
    """
    if script not in EAST_ASIAN:
        return language
    found = {script_of(char) for char in text}
    if "Kana" in found:
        return "ja"
    if "Hang" in found:
        return "ko"
    return (
        language if language.split("-", maxsplit=1)[0] in {"ja", "ko", "zh", "yue"} else "zh-Hans"
    )


def _chunks(clean: str) -> list[str]:
    """The text cut wherever a line may end; blanks stay at the end of the piece before."""
    if not any(char >= _FIRST_UNSPACED for char in clean):
        return _SPACED_CHUNK.findall(clean)
    chunks: list[str] = []
    current = ""
    previous = ""
    for cluster in clusters(clean):
        if current and _may_break(previous, cluster):
            chunks.append(current)
            current = ""
        current += cluster
        previous = cluster
    if current:
        chunks.append(current)
    return chunks


def _may_break(before: str, after: str) -> bool:
    if after[0] == " ":
        return False
    if before[-1] == " ":
        return True
    if before[-1] in _BREAK_AFTER:
        return after[0].isalpha()
    if after[0] in _CLOSING_PUNCTUATION or before[-1] in _OPENING_PUNCTUATION:
        return False
    pair = {script_of(before[0]), script_of(after[0])}
    return bool(pair & UNSPACED) and pair <= UNSPACED | {"Hang"} and "Tibt" not in pair


def _size_for(line: Line, width: float, height: float) -> float:
    top, bottom = line.reach
    by_width = width / line.width if line.width > 0 else math.inf
    by_height = height / (top + bottom) if top + bottom > 0 else math.inf
    return min(by_width, by_height)


def _largest(lines: tuple[Line, ...], width: float) -> float:
    return width / max(line.width for line in lines)


def _needed_leading(lines: tuple[Line, ...], leading: float) -> float:
    """In ems: at least `leading`, more where the ink of two lines would touch."""
    return max(
        [leading] + [above.reach[1] + below.reach[0] + 0.08 for above, below in pairwise(lines)]
    )


def _paragraph(lines: tuple[Line, ...], size: float, leading: float) -> Fitted:
    return Fitted(lines, size, _needed_leading(lines, leading) * size, cramped=False)


def _stacked(lines: tuple[Line, ...], size: float, height: float) -> Fitted:
    """Lines at `size` or smaller, so that together they are no taller than `height` points."""
    leading = _needed_leading(lines, 1.12)
    tall = lines[0].reach[0] + lines[-1].reach[1] + leading * (len(lines) - 1)
    size = max(min(size, height / tall if tall else size), _TIGHTEST)
    return Fitted(lines, size, leading * size, cramped=False)
