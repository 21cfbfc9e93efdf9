"""Which script a character belongs to, as far as choosing a font and a direction needs it.

Only the scripts that have a bundled font of their own are told apart (ISO 15924 codes). All
else is *common*: it takes the script of its neighbours.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right

COMMON = "Zyyy"

# Blocks of the Unicode standard, first and last code point.
_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x0041, 0x005A, "Latn"),
    (0x0061, 0x007A, "Latn"),
    (0x00AA, 0x00AA, "Latn"),
    (0x00BA, 0x00BA, "Latn"),
    (0x00C0, 0x00D6, "Latn"),
    (0x00D8, 0x00F6, "Latn"),
    (0x00F8, 0x02AF, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0531, 0x058F, "Armn"),
    (0x0591, 0x05F4, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0700, 0x074F, "Syrc"),
    (0x0750, 0x077F, "Arab"),
    (0x0780, 0x07BF, "Thaa"),
    (0x07C0, 0x07FF, "Nkoo"),
    (0x0860, 0x086F, "Syrc"),
    (0x0870, 0x08FF, "Arab"),
    (0x0900, 0x0963, "Deva"),
    (0x0966, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"),
    (0x0A80, 0x0AFF, "Gujr"),
    (0x0B00, 0x0B7F, "Orya"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"),
    (0x0C80, 0x0CFF, "Knda"),
    (0x0D00, 0x0D7F, "Mlym"),
    (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Laoo"),
    (0x0F00, 0x0FFF, "Tibt"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"),
    (0x1200, 0x139F, "Ethi"),
    (0x13A0, 0x13FF, "Cher"),
    (0x1400, 0x167F, "Cans"),
    (0x1780, 0x17FF, "Khmr"),
    (0x1800, 0x18AF, "Mong"),
    (0x18B0, 0x18FF, "Cans"),
    (0x19E0, 0x19FF, "Khmr"),
    (0x1AB0, 0x1AFF, COMMON),
    (0x1C50, 0x1C7F, "Olck"),
    (0x1C80, 0x1C8F, "Cyrl"),
    (0x1C90, 0x1CBF, "Geor"),
    (0x1D00, 0x1DBF, "Latn"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x2C60, 0x2C7F, "Latn"),
    (0x2D00, 0x2D2F, "Geor"),
    (0x2D30, 0x2D7F, "Tfng"),
    (0x2D80, 0x2DDF, "Ethi"),
    (0x2DE0, 0x2DFF, "Cyrl"),
    (0x2E80, 0x2FDF, "Hani"),
    (0x3001, 0x3003, "Hani"),
    (0x3005, 0x3007, "Hani"),
    (0x3008, 0x3020, "Hani"),
    (0x3021, 0x3029, "Hani"),
    (0x3041, 0x30FF, "Kana"),
    (0x3105, 0x312F, "Hani"),
    (0x3131, 0x318F, "Hang"),
    (0x31A0, 0x31BF, "Hani"),
    (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x9FFF, "Hani"),
    (0xA640, 0xA69F, "Cyrl"),
    (0xA722, 0xA7FF, "Latn"),
    (0xA8E0, 0xA8FF, "Deva"),
    (0xA960, 0xA97F, "Hang"),
    (0xA9E0, 0xA9FF, "Mymr"),
    (0xAA60, 0xAA7F, "Mymr"),
    (0xAAE0, 0xAAFF, "Mtei"),
    (0xAB00, 0xAB2F, "Ethi"),
    (0xAB30, 0xAB6F, "Latn"),
    (0xAB70, 0xABBF, "Cher"),
    (0xABC0, 0xABFF, "Mtei"),
    (0xAC00, 0xD7FF, "Hang"),
    (0xF900, 0xFAFF, "Hani"),
    (0xFB00, 0xFB06, "Latn"),
    (0xFB13, 0xFB17, "Armn"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFE, "Arab"),
    (0xFF01, 0xFF65, "Hani"),
    (0xFF66, 0xFF9F, "Kana"),
    (0xFFA0, 0xFFDC, "Hang"),
    (0x1E900, 0x1E95F, "Adlm"),
    (0x20000, 0x323AF, "Hani"),
)
_FIRSTS = [block[0] for block in _BLOCKS]

# Punctuation and digits that many scripts share although they sit in one script's block.
_SHARED = frozenset("،؛؟ـ٪٫٬।॥")

UNSPACED = frozenset({"Hani", "Kana", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"})
"""Scripts that write words without spaces between them, so that a line may break anywhere
between two letters."""

EAST_ASIAN = frozenset({"Hani", "Kana", "Hang"})


def script_of(char: str) -> str:
    """The script of one character; `COMMON` for what many scripts share, and for marks that
    sit on letters of any script.
    """
    code = ord(char)
    index = bisect_right(_FIRSTS, code) - 1
    if index < 0:
        return COMMON
    first, last, script = _BLOCKS[index]
    if not first <= code <= last:
        return COMMON
    if char in _SHARED:
        return COMMON
    return script


def scripts_of(text: str) -> list[str]:
    """The script of each character, common ones resolved to that of the letters beside them:
    those before, or at the start of the text those after.
    """
    found = [script_of(char) for char in text]
    current = next((script for script in found if script != COMMON), COMMON)
    for index, script in enumerate(found):
        if script == COMMON:
            found[index] = current
        else:
            current = script
    return found


def is_mark(char: str) -> bool:
    """Whether the character only makes sense on the one before it (accents, vowel signs,
    joiners, variation selectors).
    """
    return unicodedata.category(char) in {"Mn", "Mc", "Me"} or char in "\u200c\u200d"


def clusters(text: str) -> list[str]:
    """The text cut into pieces that must stay together: a letter with all its marks.

    After a virama (the sign that suppresses a vowel in Indic scripts) or a joiner the next letter
    belongs to the same piece, as both are drawn as one shape.
    """
    pieces: list[str] = []
    for char in text:
        if pieces and (is_mark(char) or _joins_next(pieces[-1])):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _joins_next(piece: str) -> bool:
    last = piece[-1]
    return len(piece) > 1 and (last == "\u200d" or unicodedata.combining(last) == 9)
