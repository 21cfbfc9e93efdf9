r"""File names made from people's words, legal on every file system that a stick may carry.

Windows is the strictest: no ``<>:"/\|?*``, no control characters, no blank or dot at the end, no
device names such as ``CON``, whatever follows the first dot. Most others allow 255 bytes; 120
leave room for folders and for what copying programs add.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from facilitator.errors import Refused

MAX_BYTES = 120
"""Of the whole name in UTF-8, suffix included."""

_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in (*range(10), *"¹²³")]
)
_GAPS = re.compile(r"[-_\s]+")


def file_name(text: str, suffix: str = "", ident: str = "") -> str:
    """A name such as ``Ana-Ruiz-LQC-2026-0003.pdf`` for a text in any script.

    Letters, marks and digits of all scripts stay; everything else becomes one hyphen. `ident`
    (a serial, a short id) is kept whole at the end, so that two people of one name get two
    files. `suffix` is the ending with its dot.
    """
    stem, tail = _slug(text), _slug(ident)
    room = MAX_BYTES - len(suffix.encode()) - (len(tail.encode()) + 1 if tail else 0)
    stem = _cut(stem, max(room, 0))
    whole = "-".join(part for part in (stem, tail) if part) or "file"
    if whole.split(".")[0].casefold() in _RESERVED:
        whole = f"file-{whole}"
    return _cut(whole, MAX_BYTES - len(suffix.encode())) + suffix


def inside(folder: Path, name: str) -> Path:
    """The path of a file of that name directly in `folder`; refuses any name that would lead
    elsewhere (``Refused("file-name-leads-elsewhere")``).
    """
    path = folder / name
    if not name or name in {".", ".."} or path.name != name or "\\" in name or ":" in name:
        raise Refused("file-name-leads-elsewhere", name=name)
    if path.resolve().parent != folder.resolve():
        raise Refused("file-name-leads-elsewhere", name=name)
    return path


def unique(names: list[str]) -> list[str]:
    """The names with a number added where two would be one file, also on systems that take
    upper and lower case, or composed and decomposed letters, for the same.
    """
    taken: set[str] = set()
    result: list[str] = []
    for name in names:
        candidate, number = name, 2
        stem, dot, ending = name.rpartition(".")
        stem, dot, ending = (stem, dot, ending) if stem else (ending, "", "")
        while _folded(candidate) in taken:
            tail = f"-{number}{dot}{ending}"
            candidate = _cut(stem, MAX_BYTES - len(tail.encode())) + tail
            number += 1
        taken.add(_folded(candidate))
        result.append(candidate)
    return result


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _slug(text: str) -> str:
    kept = [
        char if _is_kept(char) else "-"
        for char in unicodedata.normalize("NFC", text)
        if unicodedata.category(char) not in {"Cf", "Cc"}
        or char.isspace()
        or char in "\u200c\u200d"
    ]
    return _GAPS.sub("-", "".join(kept)).strip("-\u200c\u200d")


def _is_kept(char: str) -> bool:
    return unicodedata.category(char)[0] in {"L", "M", "N"} or char in "-_\u200c\u200d"


def _cut(text: str, size: int) -> str:
    """At most `size` bytes, never half a character and never a letter without its marks."""
    if len(text.encode()) <= size:
        return text
    cut = text.encode()[:size].decode(errors="ignore")
    while cut and unicodedata.category(text[len(cut)])[0] == "M":
        cut = cut[:-1]
    return cut.rstrip("-\u200c\u200d")
