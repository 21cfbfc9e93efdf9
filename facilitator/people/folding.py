"""Folding: one spelling for all the spellings of a name, for search, sorting and duplicates.

What people type at a keyboard that lacks the letters must find the name: accents fall away, and
so do differences that have no accent to remove (ł ø ı ß, hamza and its chairs, harakat, niqqud,
ё and й, half-width and katakana letters, Ethiopic letters of one sound). Vowel signs of scripts
that cannot be read without them (Devanagari, Thai, Myanmar …) stay.

Folding is never shown and never stored as a name. `fold(fold(x)) == fold(x)`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Letters that have no decomposition, as they are usually typed without the letter at hand.
_LATIN = {
    "ł": "l", "ø": "o", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h",
    "ŋ": "n", "ŧ": "t", "ĸ": "k", "ə": "e", "ǝ": "e", "ɛ": "e", "ɔ": "o", "ɖ": "d", "ɗ": "d",
    "ɓ": "b", "ƙ": "k", "ƴ": "y", "ɣ": "g", "ƒ": "f", "ɨ": "i", "ʉ": "u", "ƀ": "b", "ȼ": "c",
    "ɇ": "e", "ǥ": "g", "ɉ": "j", "ɍ": "r", "ƶ": "z", "ɏ": "y", "ɠ": "g", "ɲ": "n", "ƥ": "p",
    "ƭ": "t", "ʋ": "v", "ƈ": "c", "ʒ": "z", "ɩ": "i", "ʊ": "u", "ƿ": "w", "ȝ": "y", "ɐ": "a",
    "ɑ": "a", "ɫ": "l", "ƞ": "n", "ȥ": "z", "ȡ": "d", "ƛ": "l", "ꞌ": "", "ꟗ": "s",
}  # fmt: skip
_GREEK = {"ϐ": "β", "ϕ": "φ", "ϱ": "ρ", "ϵ": "ε"}
_CYRILLIC = {
    "ґ": "г", "є": "е", "і": "и", "ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у",
    "ү": "у", "һ": "х", "ҳ": "х", "ҷ": "ч", "ҹ": "ч", "ҥ": "н", "ҝ": "к", "ҡ": "к", "ҟ": "к",
    "ҙ": "з", "ҫ": "с", "ҭ": "т", "ҕ": "г", "ӏ": "", "ђ": "д", "ј": "й", "ћ": "ч", "ј̆": "й",
}  # fmt: skip
_ARABIC = {
    "ٱ": "ا", "ء": "", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ێ": "ي", "ٸ": "ي", "ک": "ك",
    "ڪ": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۃ": "ه", "ۆ": "و", "ۇ": "و", "ۈ": "و",
    "ۋ": "و", "ڕ": "ر", "ڵ": "ل", "ـ": "",
}  # fmt: skip
_HEBREW = {
    "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ", "װ": "וו", "ױ": "וי", "ײ": "יי", "׳": "",
    "״": "",
}  # fmt: skip
# Malayalam letters for a consonant without its vowel, which older keyboards write out.
_MALAYALAM = {"ൺ": "ണ്", "ൻ": "ന്", "ർ": "ര്", "ൽ": "ല്", "ൾ": "ള്", "ൿ": "ക്"}
_KANA = {chr(code): chr(code - 0x60) for code in range(0x30A1, 0x30F7)}
# Ethiopic rows of one sound in today's Amharic: (row as found, row kept). In the rows of ሀ and አ
# the first and the fourth letter sound alike, too.
_ETHIOPIC = {
    chr(found + step): chr(kept + (0 if step == 3 and kept in (0x1200, 0x12A0) else step))
    for found, kept in (
        (0x1200, 0x1200), (0x1210, 0x1200), (0x1280, 0x1200), (0x1220, 0x1230),
        (0x12A0, 0x12A0), (0x12D0, 0x12A0), (0x1340, 0x1338),
    )
    for step in range(7)
}  # fmt: skip
_APOSTROPHES = "'’‘ʼʻʽʹ′`´ʿʾʾˈ＇՚ꞌˊˋ‛"

_LETTERS = {
    letter: kept
    for table in (
        _LATIN, _GREEK, _CYRILLIC, _ARABIC, _HEBREW, _MALAYALAM, _KANA, _ETHIOPIC
    )
    for letter, kept in table.items()
    if len(letter) == 1
}  # fmt: skip

# Marks that may be left out in writing: (first, last) code points.
_OPTIONAL_MARKS = (
    (0x0300, 0x036F), (0x0483, 0x0489),  # Latin, Greek, Cyrillic
    (0x0591, 0x05C7),  # Hebrew points
    (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED),  # Arabic
    (0x0711, 0x0711), (0x0730, 0x074A),  # Syriac
    (0x07EB, 0x07F3), (0x0898, 0x08FF),  # N'Ko tones, more Arabic
    (0x093C, 0x093C), (0x09BC, 0x09BC), (0x0A3C, 0x0A3C), (0x0ABC, 0x0ABC), (0x0B3C, 0x0B3C),
    (0x0CBC, 0x0CBC),  # the dot below letters of Indic scripts
    (0x0E47, 0x0E4E), (0x0EC8, 0x0ECE),  # Thai and Lao tones
    (0x135D, 0x135F),  # Ethiopic length
    (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0x3099, 0x309A), (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F), (0x1E944, 0x1E94A),  # Adlam
)  # fmt: skip


class _Kept(dict[int, str]):
    """What each decomposed character folds to, worked out once a character."""

    def __missing__(self, code: int) -> str:
        self[code] = kept = self._worked_out(code)
        return kept

    @staticmethod
    def _worked_out(code: int) -> str:
        letter = chr(code)
        if letter in _LETTERS:
            return _LETTERS[letter]
        category = unicodedata.category(letter)
        if category[0] == "M":
            return "" if any(first <= code <= last for first, last in _OPTIONAL_MARKS) else letter
        if category[0] == "L":
            return letter
        if category == "Nd":
            return str(unicodedata.digit(letter))
        if category[0] == "N":
            return letter
        # Joiners and direction marks are no boundary of a word; everything else is.
        return "" if category in ("Cf", "Cs") else " "


_KEPT = _Kept()
_LONGEST_KNOWN = 40
_WITHOUT_APOSTROPHES = dict.fromkeys(map(ord, _APOSTROPHES), "")
_AT_APOSTROPHES = dict.fromkeys(map(ord, _APOSTROPHES), " ")


def fold(text: str) -> str:
    """The folded words of a text, separated by single spaces; empty when it has no letters.

    For comparing and finding only: "João" and "JOAO" give "joao", "Żółta" gives "zolta".
    """
    # White space parts what is folded, whatever stands beside it; and names share their words.
    words = [
        _fold_known(word) if len(word) <= _LONGEST_KNOWN else _fold(word) for word in text.split()
    ]
    return " ".join(word for word in words if word)


def _fold(text: str) -> str:
    if text.isascii():
        return " ".join(text.translate(_WITHOUT_APOSTROPHES).casefold().translate(_KEPT).split())
    plain = text.translate(_WITHOUT_APOSTROPHES)
    decomposed = unicodedata.normalize("NFKD", plain).casefold()
    folded = unicodedata.normalize("NFKD", decomposed).translate(_KEPT)
    # Some letters kept above decompose again or meet a neighbour; a second pass settles them.
    return " ".join(unicodedata.normalize("NFKD", folded).translate(_KEPT).split())


_fold_known = lru_cache(maxsize=16_384)(_fold)


def words_at_apostrophes(text: str) -> list[str]:
    """The pieces of a word that apostrophes hold together: "O'Brien" gives "O", "Brien"."""
    return text.translate(_AT_APOSTROPHES).split()
