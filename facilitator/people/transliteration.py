"""Names in other scripts as Latin letters, near enough to see that two spellings may be one name.

For finding twins only, never for showing: passports, families and languages differ in how they
write the same name, so what is compared in the end is `skeleton`: the sounds that most of them
agree on. Scripts that say little of the sound (Han) stay as they are; there the name in its own
script has to agree.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from facilitator.people.folding import fold


def _spelt(letters: str, latin_letters: str) -> dict[str, str]:
    """Letter by letter; "_" stands for a letter that is not spelt."""
    spelt = [text.replace("_", "") for text in latin_letters.split()]
    return dict(zip(letters, spelt, strict=True))


_CYRILLIC = _spelt(
    "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya",
)
_GREEK = _spelt("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f kh ps o")
_ARABIC = _spelt(
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگ",
    "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y p ch zh g",
)
_HEBREW = _spelt("אבגדהוזחטיכלמנסעפצקרשת", "a b g d h v z h t y k l m n s a p ts k r sh t")
_GEORGIAN = _spelt(
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h",
)
_ARMENIAN = _spelt(
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
    "a b g d e z e e t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f",
)
_KANA = _spelt(
    "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん",
    "a i u e o ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no ha hi fu he ho"
    " ma mi mu me mo ya yu yo ra ri ru re ro wa o n",
)
_LETTERS = {
    letter: spelt
    for table in (_CYRILLIC, _GREEK, _ARABIC, _HEBREW, _GEORGIAN, _ARMENIAN, _KANA)
    for letter, spelt in table.items()
}
_HANGUL_FIRST = _spelt(
    "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "k kk n d tt r m b pp s ss _ j jj ch k t p h"
)
_HANGUL_VOWEL = _spelt(
    "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
    "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i",
)
_HANGUL_LAST = _spelt(
    " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ",
    "_ k k k n n n t l l l l l l l l m p p t t ng t t k t p t",
)
_SYLLABLES = tuple(tuple(part.values()) for part in (_HANGUL_FIRST, _HANGUL_VOWEL, _HANGUL_LAST))
_HANGUL = (0xAC00, 0xD7A3)
_KOREAN = re.compile("\\b([\uac00-\ud7a3])([\uac00-\ud7a3]{1,3})\\b")

_SAME_SOUND = (
    ("shch", "S"), ("sch", "S"), ("tch", "S"), ("sh", "S"), ("ch", "S"), ("tz", "S"), ("cz", "S"),
    ("dj", "j"), ("dzh", "j"), ("zh", "j"), ("ts", "S"), ("ph", "f"), ("th", "t"), ("dh", "d"),
    ("kh", "h"), ("gh", "g"), ("ck", "k"), ("qu", "k"), ("x", "ks"), ("c", "k"), ("q", "k"),
    ("w", "v"), ("z", "s"), ("S", "s"), ("g", "j"), ("p", "f"),
)  # fmt: skip
_SILENT = re.compile(r"[aeiouyvh]")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=20_000)
def latin(text: str) -> str:
    """The folded words of a text in Latin letters, as far as its script can be spelt in them."""
    folded = unicodedata.normalize("NFC", fold(text))
    if folded.isascii():
        return folded
    # Family names of one syllable come first and are written together with the given name.
    folded = _KOREAN.sub(r"\1 \2", folded)
    return "".join(map(_letter, folded))


@lru_cache(maxsize=20_000)
def skeleton(text: str) -> str:
    """The words of a name, each as the sounds that its spellings have in common, in order of words.

    "Mohammed", "Muhamad" and "محمد" are one. A word without such sounds stays as it is.
    """
    return " ".join(_bones(word) for word in latin(text).split())


def _letter(letter: str) -> str:
    if _HANGUL[0] <= ord(letter) <= _HANGUL[1]:
        place = ord(letter) - _HANGUL[0]
        first, rest = divmod(place, 588)
        vowel, last = divmod(rest, 28)
        places = (first, vowel, last)
        return "".join(part[at] for part, at in zip(_SYLLABLES, places, strict=True))
    return _LETTERS.get(letter, letter)


def _bones(word: str) -> str:
    if not word.isascii() or len(word) < 3:
        return word
    bones = _TWICE.sub(r"\1", word)
    for spelled, sound in _SAME_SOUND:
        bones = bones.replace(spelled, sound)
    # What a name begins with is heard: a vowel there counts, but not which one it is.
    start = "a" if bones[0] in "aeiouyh" else bones[0]
    return start + _SILENT.sub("", bones[1:])
