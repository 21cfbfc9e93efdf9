"""QR codes as rows of bits, made quickly enough for a thousand certificates.

Written after ISO/IEC 18004. Choosing among the eight masks is nine tenths of the work of making
a code; any of them is readable, so one is fixed. What stays the same in all codes of a size
(the finder, timing and format patterns, where each bit goes) is worked out once; a code is
then its error correction, by whole numbers, and one picking of bits.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter

from facilitator.errors import Refused

QUIET_MODULES = 4
"""White modules that must stay free on each side."""

_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_IN_ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]+")
_VALUES = {char: index for index, char in enumerate(_ALPHANUMERIC)}
_LEVELS = "lmqh"
_LEVEL_BITS = {"l": 1, "m": 0, "q": 3, "h": 2}
_MASK = 2  # columns by threes: (column mod 3) == 0 is turned over

# Error correction words in a block, for versions 1 to 40.
_WORDS = {
    "l": (7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
          28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30),
    "m": (10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
          26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28),
    "q": (13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
          28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30),
    "h": (17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
          30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30),
}  # fmt: skip
# Blocks, for versions 1 to 40.
_BLOCKS = {
    "l": (1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8,
          8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25),
    "m": (1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
          17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49),
    "q": (1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20,
          23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68),
    "h": (1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
          25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code without its quiet zone: `modules` on a side; `bitmap` has one bit a module (1 is
    dark), rows from the top, each filled up to whole bytes: what a picture of one bit holds.
    """

    modules: int
    bitmap: bytes

    @property
    def rows(self) -> list[str]:
        """The rows from the top, as strings of ``1`` and ``0``."""
        wide = (self.modules + 7) // 8
        return [
            f"{int.from_bytes(self.bitmap[start : start + wide]):0{8 * wide}b}"[: self.modules]
            for start in range(0, len(self.bitmap), wide)
        ]

    @property
    def bits(self) -> str:
        """All rows one after the other."""
        return "".join(self.rows)


def qr_code(text: str, error: str = "m", least_version: int = 1) -> QrCode:
    """The code of a text: capitals, digits and a few signs are packed closer than other text
    (which is UTF-8). `error`: l, m, q, h. ``Refused("qr-too-long")`` above what a code holds.
    """
    packed_close = bool(_IN_ALPHANUMERIC.fullmatch(text))
    data = text.encode("ascii" if packed_close else "utf-8")
    for version in range(least_version, 41):
        plan = _plan(version, error)
        counted = (9, 11, 13) if packed_close else (8, 16, 16)
        count_bits = counted[0 if version < 10 else 1 if version < 27 else 2]
        if packed_close:
            length = 4 + count_bits + 11 * (len(text) // 2) + 6 * (len(text) % 2)
        else:
            length = 4 + count_bits + 8 * len(data)
        if length <= 8 * plan.data_words:
            bits = _segment(text, data, count_bits, packed_close=packed_close)
            return plan.code(bits, length)
    raise Refused("qr-too-long", limit=_plan(40, error).data_words)


def qr_path(text: str, error: str = "m") -> tuple[str, int]:
    """The dark modules as PDF rectangles in units of one module (y upwards, origin at the lower
    left of the code without its quiet zone), and how many modules a side has.
    """
    code = qr_code(text, error)
    path: list[str] = []
    for index, row in enumerate(code.rows):
        bottom = code.modules - 1 - index
        path.extend(
            f"{found.start()} {bottom} {found.end() - found.start()} 1 re"
            for found in re.finditer("1+", row)
        )
    return " ".join(path) + " f", code.modules


def _segment(text: str, data: bytes, count_bits: int, *, packed_close: bool) -> int:
    """Mode, length and data as one number."""
    if not packed_close:
        return (4 << count_bits | len(data)) << 8 * len(data) | int.from_bytes(data, "big")
    found = 2 << count_bits | len(text)
    for first, second in zip(text[::2], text[1::2], strict=False):
        found = found << 11 | _VALUES[first] * 45 + _VALUES[second]
    if len(text) % 2:
        found = found << 6 | _VALUES[text[-1]]
    return found


@dataclass(frozen=True)
class _Plan:
    """What all codes of one version and level share."""

    modules: int
    data_words: int
    blocks: tuple[tuple[int, int], ...]  # where each starts and ends in the data
    words: int  # of error correction in a block
    steps: tuple[int, ...]  # what a leading word adds to the remainder
    in_turn: Callable[[bytes], Iterable[int]]  # words of all blocks in the order of the code
    pick: Callable[[str], Iterable[str]]  # for each module the bit that goes there
    turned: int  # the mask, and the patterns that stay the same

    def code(self, bits: int, length: int) -> QrCode:
        room = 8 * self.data_words
        end = min(4, room - length)
        bits, length = bits << end, length + end
        short = -length % 8
        bits, length = bits << short, length + short
        words = bits.to_bytes(length // 8, "big")
        missing = self.data_words - len(words)
        words += (b"\xec\x11" * (missing // 2 + 1))[:missing]
        checks = b"".join([self._check(words[start:end]) for start, end in self.blocks])
        ordered = bytes(self.in_turn(words + checks))
        string = bin(int.from_bytes(b"\1" + ordered, "big"))[3:] + "0"
        side = self.modules
        picked = int("".join(self.pick(string)), 2) ^ self.turned
        return QrCode(side, picked.to_bytes((side + 7) // 8 * side, "big"))

    def _check(self, words: bytes) -> bytes:
        steps, count = self.steps, self.words
        high, low = 8 * (count - 1), (1 << 8 * (count - 1)) - 1
        remainder = 0
        for word in words:
            remainder = (remainder & low) << 8 ^ steps[word ^ remainder >> high]
        return remainder.to_bytes(count, "big")


@cache
def _tables() -> tuple[list[int], list[int]]:
    """Powers and logarithms in the field of 256 elements (x^8 + x^4 + x^3 + x^2 + 1)."""
    powers, logs = [0] * 510, [0] * 256
    value = 1
    for index in range(255):
        powers[index] = powers[index + 255] = value
        logs[value] = index
        value <<= 1
        if value & 0x100:
            value ^= 0x11D
    return powers, logs


@cache
def _steps(count: int) -> tuple[int, ...]:
    """For each leading word what it adds to the remainder of `count` words."""
    powers, logs = _tables()
    generator = [1]
    for index in range(count):
        longer = [*generator, 0]
        for place, factor in enumerate(generator):
            if factor:
                longer[place + 1] ^= powers[logs[factor] + index]
        generator = longer
    rest = generator[1:]
    return (
        0,
        *(
            int.from_bytes(bytes(powers[logs[word] + logs[each]] if each else 0 for each in rest))
            for word in range(1, 256)
        ),
    )


@lru_cache(maxsize=40)
def _plan(version: int, error: str) -> _Plan:
    side = 17 + 4 * version
    fixed = _fixed_modules(version, error)
    places = _data_places(side, fixed)
    all_words = len(places) // 8
    count, words = _BLOCKS[error][version - 1], _WORDS[error][version - 1]
    data_words = all_words - count * words
    short = data_words // count
    longer = data_words % count
    blocks: list[tuple[int, int]] = []
    start = 0
    for index in range(count):
        end = start + short + (index >= count - longer)
        blocks.append((start, end))
        start = end
    turn = [
        blocks[block][0] + index
        for index in range(short + 1)
        for block in range(count)
        if blocks[block][0] + index < blocks[block][1]
    ]
    turn += [data_words + block * words + index for index in range(words) for block in range(count)]
    # A bit that is always 0 follows the data, for modules that hold none of it.
    nothing = 8 * all_words
    wide = (side + 7) // 8 * 8
    source = [nothing] * (wide * side)
    for bit, place in enumerate(places[: 8 * all_words]):
        source[place // side * wide + place % side] = bit
    turned = "".join(
        "".join(
            str(fixed.get(row * side + column, int(column % 3 == 0))) for column in range(side)
        ).ljust(wide, "0")
        for row in range(side)
    )
    return _Plan(
        side, data_words, tuple(blocks), words, _steps(words),
        itemgetter(*turn), itemgetter(*source), int(turned, 2),
    )  # fmt: skip


def _data_places(side: int, fixed: dict[int, int]) -> list[int]:
    """Where the bits go, in their order: by pairs of columns from the right, up and down."""
    places: list[int] = []
    up = True
    column = side - 1
    while column > 0:
        if column == 6:
            column -= 1
        for step in range(side):
            row = side - 1 - step if up else step
            for across in (column, column - 1):
                place = row * side + across
                if place not in fixed:
                    places.append(place)
        up = not up
        column -= 2
    return places


def _fixed_modules(version: int, error: str) -> dict[int, int]:
    """The patterns that hold no data, by place."""
    side = 17 + 4 * version
    fixed: dict[int, int] = {}

    def put(row: int, column: int, dark: int) -> None:
        if 0 <= row < side and 0 <= column < side:
            fixed[row * side + column] = dark

    for row, column in ((3, 3), (3, side - 4), (side - 4, 3)):
        _put_rings(put, row, column, 4, light={2, 4})
    for place in range(8, side - 8):
        put(6, place, (place + 1) % 2)
        put(place, 6, (place + 1) % 2)
    centres = _alignment_centres(version)
    for row in centres:
        for column in centres:
            if (row, column) not in {(6, 6), (6, side - 7), (side - 7, 6)}:
                _put_rings(put, row, column, 2, light={1})
    _put_format(put, side, error)
    if version >= 7:
        bits = version << 12 | _remainder(version << 12, 0x1F25, 12)
        for index in range(18):
            put(index // 3, side - 11 + index % 3, bits >> index & 1)
            put(side - 11 + index % 3, index // 3, bits >> index & 1)
    return fixed


_Put = Callable[[int, int, int], None]


def _put_rings(put: _Put, row: int, column: int, reach: int, light: set[int]) -> None:
    """Squares around a module, dark but for those whose distance is said to be light."""
    for down in range(-reach, reach + 1):
        for across in range(-reach, reach + 1):
            dark = max(abs(down), abs(across)) not in light
            put(row + down, column + across, int(dark))


def _put_format(put: _Put, side: int, error: str) -> None:
    """The level and the mask, written twice."""
    facts = _LEVEL_BITS[error] << 3 | _MASK
    bits = (facts << 10 | _remainder(facts << 10, 0x537, 10)) ^ 0x5412
    for index in range(15):
        dark = bits >> index & 1
        row = index if index < 6 else index + 1 if index < 8 else side - 15 + index
        put(row, 8, dark)
        column = side - 1 - index if index < 8 else 7 if index == 8 else 14 - index
        put(8, column, dark)
    put(side - 8, 8, 1)


def _remainder(value: int, divisor: int, bits: int) -> int:
    while value.bit_length() > bits:
        value ^= divisor << value.bit_length() - bits - 1
    return value


def _alignment_centres(version: int) -> list[int]:
    if version == 1:
        return []
    count = version // 7 + 2
    last = 4 * version + 10
    step = 26 if version == 32 else 2 * math.ceil((last - 6) / (2 * (count - 1)))
    return [6, *reversed([last - index * step for index in range(count - 1)])]
