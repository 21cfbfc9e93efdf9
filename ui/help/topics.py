"""The help topics: their texts in ``resources/help``, and which one belongs to which page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from facilitator.people.folding import fold
from facilitator.resources import resource
from ui.words import language

_ORDER = (
    *(
        "start",
        "agenda",
        "plan-files",
        "print",
        "kit",
        "library",
        "check-in",
        "run",
        "observe",
        "wrap-up",
        "programme",
        "templates",
    ),
    *("people", "import", "certificates", "reports", "settings", "files", "keys"),
)
FIRST = "start"
TOPIC_OF: Mapping[str, str] = {
    "welcome": "start",
    "today": "start",
    "programmes": "programme",
    "programmes.templates": "templates",
    "programmes.archived": "templates",
    "programme.workshops": "programme",
    "programme.participants": "people",
    "programme.attendance": "programme",
    "programme.skills": "observe",
    "programme.certificates": "certificates",
    "workshop.agenda": "agenda",
    "workshop.library": "library",
    "workshop.import": "plan-files",
    "workshop.kit": "kit",
    "workshop.print": "print",
    "package.import": "plan-files",
    "programme.kit": "kit",
    "programme.print": "print",
    "workshop.checkin": "check-in",
    "workshop.run": "run",
    "workshop.observe": "observe",
    "workshop.report": "wrap-up",
    "workshop.wrapup": "wrap-up",
    "people": "people",
    "people.import": "import",
    "person": "people",
    "library": "library",
    "reports": "reports",
    "settings": "settings",
}
"""The topic of each screen; of the sections of the settings some have their own."""
TOPIC_OF_SECTION: Mapping[str, str] = {"backups": "files", "workbook": "files"}


@dataclass(frozen=True)
class Topic:
    """One page of help: `title` is its first heading, `text` the Markdown of it all."""

    key: str
    title: str
    text: str


@cache
def _read(folder: Path) -> tuple[Topic, ...]:
    found = []
    for path in folder.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        title = text.partition("\n")[0].lstrip("# ").strip()
        found.append(Topic(path.stem, title, text))
    places = {key: number for number, key in enumerate(_ORDER)}
    return tuple(sorted(found, key=lambda topic: (places.get(topic.key, 99), topic.key)))


def topics() -> tuple[Topic, ...]:
    """All topics in the language in force; in English where there is no translation."""
    own = resource("help") / language()
    return _read(own if own.is_dir() else resource("help") / "en")


def topic(key: str) -> Topic:
    """A topic by its key; the first one for a key that nobody wrote about."""
    known = {each.key: each for each in topics()}
    return known.get(key) or known[FIRST]


def topic_for(screen: str, focus: str = "") -> str:
    """The key of the topic that belongs to a screen (and a section of it)."""
    if screen == "settings" and focus in TOPIC_OF_SECTION:
        return TOPIC_OF_SECTION[focus]
    return TOPIC_OF.get(screen, FIRST)


def found(text: str) -> list[Topic]:
    """Topics in which every word typed begins a word; those with it in the title come first."""
    wanted = fold(text).split()
    if not wanted:
        return list(topics())
    fitting = [each for each in topics() if _has(each.text, wanted)]
    return sorted(fitting, key=lambda each: not _has(each.title, wanted))


def _has(text: str, wanted: list[str]) -> bool:
    there = fold(text).split()
    return all(any(word.startswith(part) for word in there) for part in wanted)
