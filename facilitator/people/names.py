"""Names as people write them: cleaned of what cannot be seen, and never changed otherwise.

One box holds the whole name; no part of it is required to be a family name. Case is never
changed (i and İ, ß and Greek accents do not survive it), letters are never replaced. What is
removed: control characters, invisible characters that would turn the direction of the text
around, and white space at the ends; inner white space becomes a single space.

Neighbours: `folding` (comparing), `search` (finding).
"""

from __future__ import annotations

import re
import unicodedata

from facilitator.errors import Refused
from facilitator.people.folding import fold

MAX_LETTERS = 300
"""The longest name, in letters as a reader counts them."""

_MAX_CHARACTERS = 1500
# Overrides, embeddings and isolates would reach out of the name into the text around it.
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_ENDS = " \u200b\u200e\u200f\u061c\u2060"
# Unicode normalisation would replace these ideographs by others that people do not write as theirs.
_COMPATIBILITY_IDEOGRAPHS = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_SPACE_BETWEEN_PARTS = "  "


def clean_text(text: str) -> str:
    """One line of text without what cannot be seen; NFC, and as written otherwise. May be empty."""
    if not text:
        return text
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = "".join(_UNSEEN.sub("", text).translate(_CONTROLS).split("\0"))
    joined = " ".join(_composed(kept).split())
    return joined.strip(_ENDS)


def clean_note(text: str) -> str:
    """Text of several lines, each cleaned as `clean_text` does; empty lines at the ends go."""
    return "\n".join(clean_text(line) for line in text.splitlines()).strip("\n")


def clean_name(text: str) -> str:
    """The name as it is stored and printed.

    Raises `Refused`: ``name-empty`` when no letter, number or sign is left, ``name-too-long``
    above `MAX_LETTERS` letters.
    """
    name = clean_text(text)
    if not any(unicodedata.category(letter)[0] in "LNS" for letter in name):
        raise Refused("name-empty")
    refuse_too_long(name)
    return name


def refuse_too_long(name: str) -> None:
    """Raise `Refused` ("name-too-long") above `MAX_LETTERS` letters."""
    letters = letter_count(name) if len(name) > MAX_LETTERS else 0
    if letters > MAX_LETTERS or len(name) > _MAX_CHARACTERS:
        raise Refused("name-too-long", letters=letters or len(name), limit=MAX_LETTERS)


def letter_count(text: str) -> int:
    """Letters as a reader counts them: marks and joined emoji belong to the letter before."""
    count = 0
    joined = False
    for letter in text:
        mark = unicodedata.category(letter) in ("Mn", "Me", "Mc", "Cf") or letter in _MODIFIERS
        if not mark and not joined:
            count += 1
        joined = letter == "\u200d"
    return count


def sort_key(name: str, *, sort_as: str = "", given: str = "", family: str = "") -> str:
    """What lists of people sort by: folded, with the part before a comma compared first.

    `sort_as` is what the person or the centre chose ("El Idrissi, Amina"). Without it: family
    name, then given name, where both are known; else the name as written, because which part of a
    name is the family's cannot be guessed.
    """
    if sort_as:
        parts = re.split("[,،、，]", sort_as)  # commas of several scripts
    elif given and family:
        parts = [family, given]
    else:
        parts = [name]
    # Two spaces sort before one and a letter: "El, Zoe" comes before "El Idrissi, Amina".
    key = _SPACE_BETWEEN_PARTS.join(part for part in map(fold, parts) if part)
    return key or name.casefold()


def _composed(text: str) -> str:
    if text.isascii():
        return text
    parts = _COMPATIBILITY_IDEOGRAPHS.split(text)
    # Odd places hold the ideographs that are kept as they are.
    return "".join(
        part if place % 2 else unicodedata.normalize("NFC", part)
        for place, part in enumerate(parts)
    )


class _Controls(dict[int, str]):
    """Control characters: those that are white space become a space, the others NUL."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        category = unicodedata.category(letter)
        if letter.isspace():
            kept = "\u3000" if letter == "\u3000" else " "
        elif category in ("Cc", "Cs") or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
            kept = "\0"
        else:
            kept = letter
        self[code] = kept
        return kept


_CONTROLS = _Controls()
_MODIFIERS = frozenset(chr(code) for code in range(0x1F3FB, 0x1F400))
