"""What the index of names holds, and how what somebody types becomes a question to it.

A name is found by the start of any of its words, in any order: its words as folded, the pieces of
words held together by hyphens and apostrophes as well as the whole ("Min-ji": min, ji, minji),
the other usual spelling of letters such as ä and ø (Müller: muller, mueller), Arabic words with
and without their article, and every ending of a word in a script that writes no spaces (秀英 and
英 of 李秀英).

The index is SQLite's FTS5 with its unicode61 tokenizer, which cuts words at every vowel sign and
at letters newer than itself. Such characters are stored as three private-use characters, which it
keeps (`_indexed`). User text never reaches the question as syntax: only folded letters do.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from facilitator.people.folding import fold, words_at_apostrophes

MAX_QUERY_WORDS = 8
_MAX_WORD = 40
_MAX_ENDINGS = 24

# The second usual way to write a letter that `fold` writes as one.
_OTHER_SPELLINGS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ə": "a"})
_ARTICLE = "ال"
_UNSPACED = re.compile(
    # Han, kana, Hangul; Thai, Lao, Khmer and Myanmar write words of a name together, too.
    "[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff]+"
)


def search_text(name: str, *others: str) -> str:
    """The words by which a person is found: of the name, then of the other names (native, call).

    Starts with the folded name itself.
    """
    words: dict[str, None] = {}
    for text in (name, *others):
        for word in fold(text).split():
            words.setdefault(word)
    for text in (name, *others):
        for word in text.split():
            known = len(word) <= _MAX_WORD
            for spelling in _spellings_known(word) if known else _spellings(word):
                words.setdefault(spelling)
    return " ".join(words).translate(_INDEXED)


def match_query(text: str) -> str:
    """The FTS5 question for what was typed; empty when it holds no letter or number.

    Each word typed must begin a word of the person, in any order.
    """
    words = query_words(text)
    return " ".join(f'"{word}" *' for word in words)


def query_words(text: str) -> list[str]:
    """The folded words typed, as the index spells them."""
    words = dict.fromkeys(fold(text).split())
    return [word.translate(_INDEXED)[:_MAX_WORD] for word in list(words)[:MAX_QUERY_WORDS]]


def _spellings(word: str) -> list[str]:
    """Further words for one word as written."""
    found: list[str] = []
    folded = fold(word)
    if " " in folded:
        found.append(folded.replace(" ", ""))
    pieces = words_at_apostrophes(word)
    if len(pieces) > 1:
        found.extend(fold(" ".join(pieces)).split())
    lowered = unicodedata.normalize("NFC", word).casefold()
    other = lowered.translate(_OTHER_SPELLINGS)
    if other != lowered:
        found.extend(fold(other).split())
    found.extend(
        part.removeprefix(_ARTICLE)
        for part in folded.split()
        if part.startswith(_ARTICLE) and len(part) > len(_ARTICLE) + 2
    )
    found.extend(_endings(word))
    return [spelling for spelling in found if spelling]


_spellings_known = lru_cache(maxsize=16_384)(_spellings)


def _endings(word: str) -> list[str]:
    """Every ending of the runs of letters that are written without spaces."""
    if word.isascii():
        return []
    composed = unicodedata.normalize("NFKC", word)
    return [
        part
        for run in _UNSPACED.findall(composed)
        for start in range(min(len(run), _MAX_ENDINGS))
        for part in fold(run[start:]).split()
    ]


class _Indexed(dict[int, str]):
    """How the index spells each folded character."""

    def __missing__(self, code: int) -> str:
        self[code] = spelled = self._spelled(code)
        return spelled

    @staticmethod
    def _spelled(code: int) -> str:
        letter = chr(code)
        # What Unicode 3.2 already called a letter or a number, every SQLite does.
        known = unicodedata.ucd_3_2_0.category(letter)[0] in "LN"
        if letter == " " or (known and code < 0x10000):
            return letter
        digits = (code >> 14, code >> 7 & 127, code & 127)
        return "".join(chr(0xE000 + digit) for digit in digits)


_INDEXED = _Indexed()
