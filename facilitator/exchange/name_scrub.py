"""Takes the names of people out of texts that leave the workbook.

Full names of anybody the workbook knows, ways to reach them and every e-mail address are replaced:
team members by their role, everybody else by an ellipsis. A single word that is part of somebody's
name ("Grace", "Will") may as well be a word; such words are told, and left out when asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from facilitator.storage import Database

_GONE = "…"
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WORD = re.compile(r"[^\W\d_]{2,}(?:[-'’][^\W\d_]+)*")
# Scripts that do not part words by blanks: there a name is found within other letters, too.
_UNPARTED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")

_FULL_NAMES = """
SELECT name AS text, '' AS role FROM participant
UNION SELECT native_name, '' FROM participant
UNION SELECT given || ' ' || family, '' FROM participant
UNION SELECT family || ' ' || given, '' FROM participant
UNION SELECT name, '' FROM guardian
UNION SELECT name, '' FROM signatory
UNION SELECT name, role FROM team_member
"""
_PARTS = """
SELECT call_name AS text FROM participant UNION SELECT given FROM participant
UNION SELECT family FROM participant
"""
_CONTACTS = """
SELECT value AS text FROM participant_contact UNION SELECT contact FROM guardian
UNION SELECT contact FROM team_member UNION SELECT contact FROM partner
"""
_SHORTEST_CONTACT = 5


class NameScrub:
    """Replaces names in texts. `mentions`: words in the texts that are part of somebody's name."""

    def __init__(self, database: Database, hide: Iterable[str] = ()) -> None:
        self.mentions: set[str] = set()
        self._roles: dict[str, str] = {}
        parts: set[str] = set()
        for row in database.rows(_FULL_NAMES):
            name = _plain(row["text"])
            parts.update(name.split())
            if len(name) > 1 and (row["role"] or name not in self._roles):
                self._roles[name] = row["role"].replace("-", " ")
        for row in database.rows(_PARTS):
            parts.update(_plain(row["text"]).split())
        contacts = (_plain(row["text"]) for row in database.rows(_CONTACTS))
        self._gone = {text for text in contacts if len(text) >= _SHORTEST_CONTACT}
        self._hide = {_plain(word) for word in hide if word.strip()}
        self._parts = frozenset(part for part in parts if len(part) > 1 and not part.islower())

    def prepare(self, texts: Iterable[str]) -> None:
        """Look once at everything that will leave, so that few names have to be looked for."""
        whole = "\n".join(_plain(text) for text in texts)
        folded = whole.casefold()
        found = {name: role for name, role in self._roles.items() if name.casefold() in folded}
        rules = [(name, role or _GONE, " " in name) for name, role in found.items()]
        rules += [(text, _GONE, True) for text in self._gone if text.casefold() in folded]
        rules += [(word, _GONE, False) for word in self._hide if word in whole]
        # The longest first: a name may be part of another.
        rules.sort(key=lambda rule: (-len(rule[0]), rule[0]))
        self._rules = [(_pattern(text, any_case), said) for text, said, any_case in rules]

    def clean(self, text: str) -> str:
        """A text without names."""
        plain = unicodedata.normalize("NFC", text)
        for pattern, said in self._rules:
            plain = pattern.sub(said, plain)
        if "@" in plain:
            plain = _EMAIL.sub(_GONE, plain)
        self.mentions.update(
            word for word in _WORD.findall(plain) if word in self._parts and not word.islower()
        )
        return plain


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _pattern(text: str, any_case: bool) -> re.Pattern[str]:  # noqa: FBT001 - what the name says
    words = r"\s+".join(re.escape(word) for word in text.split())
    if not _UNPARTED.search(text):
        words = rf"(?<!\w){words}(?!\w)"
    return re.compile(words, re.IGNORECASE if any_case else 0)


def roles_of(members: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Team members (key, role) to words that tell them apart: ``helper``, ``helper-2``."""
    found: dict[str, str] = {}
    counts: dict[str, int] = {}
    for key, role in members:
        if key in found:
            continue
        counts[role] = counts.get(role, 0) + 1
        found[key] = role if counts[role] == 1 else f"{role}-{counts[role]}"
    return found
