"""Certificate templates: files that say where each field stands, in what hand and ink.

A template is data and may come from a stranger: it is read with limits, every word in it must
be known, and nothing in it is ever run. Lengths are millimetres, sizes points. A field is
counted from an edge or the middle of the page, so that one layout serves A4 and Letter; on
smaller paper the whole layout shrinks.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from facilitator.documents.fonts import Role
from facilitator.errors import Refused
from facilitator.resources import resource

FORMAT = 1
_MAX_BYTES = 256_000
_MAX_ENTRIES = 80
_MAX_WAVES = 400
_MAX_STRANDS = 16
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")

FIELDS = frozenset(
    {"logo", "crest", "issuer", "title", "lead_in", "holder", "native_name", "ornament",
     "statement", "skills", "signatures", "seal", "qr", "serial", "issued", "small_print"}
)  # fmt: skip
CONDITIONS = frozenset(
    {"logo", "no-logo", "native", "no-native", "skills", "no-skills", "qr", "no-qr",
     "two-signatories", "not-two-signatories"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ornament:
    """A line or braid around the page, `inset` from its edge."""

    kind: str
    inset: float
    radius: float
    ink: str
    thickness: float
    swing: float = 0.0
    waves: int = 0
    strands: int = 0
    slow: int = 0


@dataclass(frozen=True, slots=True)
class FieldBox:
    """Where a field stands and how it looks. `across` and `down` say what `x` and `y` are
    counted from: the middle of the page, or an edge up to the nearer edge of the box.
    """

    field: str
    across: str
    down: str
    x: float
    y: float
    width: float
    height: float
    font: Role = Role.SANS
    sizes: tuple[float, float] = (10.0, 6.5)
    lines: int = 1
    leading: float = 1.45
    tracking: float = 0.0
    align: str = "middle"
    stand: str = "middle"
    ink: str = "#000000"
    second_ink: str = "#000000"
    arrange: str = "columns"
    gap: float = 8.0
    when: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to lay the page: what size it was designed for, and all that stands on it."""

    designed_for: tuple[float, float]
    ornaments: tuple[Ornament, ...]
    fields: tuple[FieldBox, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A certificate's looks. `layouts` has one for ``landscape``, ``portrait`` or both."""

    name: str
    layouts: Mapping[str, Layout]

    def layout(self, *, landscape: bool) -> Layout:
        """The layout for a page that lies or stands; the other one if only that exists."""
        wanted = "landscape" if landscape else "portrait"
        return self.layouts.get(wanted) or next(iter(self.layouts.values()))


def shipped_templates() -> tuple[str, ...]:
    """The names of the templates that come with the product."""
    return tuple(sorted(path.stem for path in resource("templates").glob("*.json")))


@cache
def shipped_template(name: str) -> Template:
    """A template that comes with the product; ``Refused("template-unknown")`` for any other."""
    if name not in shipped_templates():
        raise Refused("template-unknown", name=name)
    return read_template(resource("templates", f"{name}.json"))


def read_template(path: Path) -> Template:
    """Read a template file. ``Refused("template-not-valid", where=..., why=...)`` names the
    first thing that is wrong with it.
    """
    with path.open("rb") as stream:
        content = stream.read(_MAX_BYTES + 1)
    return template_from(content)


def template_from(content: bytes) -> Template:
    """The template in a file's content; refuses as `read_template` does."""
    if len(content) > _MAX_BYTES:
        raise _wrong("file", "too-large")
    try:
        data = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as trouble:
        raise _wrong("file", "not-json") from trouble
    part = _Part(data, "template")
    part.only("format", "name", "inks", "layouts")
    if part.number("format", 1, 99) != FORMAT:
        raise _wrong("format", "made-by-another-version")
    name = part.word("name")
    if not _NAME.fullmatch(name):
        raise _wrong("name", "not-a-plain-name")
    inks = {key: _ink(value, f"inks.{key}") for key, value in part.mapping("inks").items()}
    layouts = {
        key: _layout(_Part(value, f"layouts.{key}"), inks)
        for key, value in part.mapping("layouts").items()
        if key in {"landscape", "portrait"} or _unknown(f"layouts.{key}")
    }
    if not layouts:
        raise _wrong("layouts", "missing")
    return Template(name, layouts)


class _Part:
    """One object of the file, read with a name for whatever is wrong in it."""

    def __init__(self, data: object, where: str) -> None:
        if not isinstance(data, dict):
            raise _wrong(where, "not-an-object")
        self._data: dict[str, object] = data
        self.where = where

    def only(self, *known: str) -> None:
        for key in self._data:
            if key not in known:
                raise _wrong(f"{self.where}.{key}", "unknown")

    def has(self, key: str) -> bool:
        return key in self._data

    def word(self, key: str, default: str | None = None) -> str:
        value = self._data.get(key, default)
        if not isinstance(value, str) or len(value) > 200:
            raise _wrong(f"{self.where}.{key}", "not-a-word")
        return value

    def choice(self, key: str, choices: frozenset[str], default: str | None = None) -> str:
        value = self.word(key, default)
        if value not in choices:
            raise _wrong(f"{self.where}.{key}", "unknown")
        return value

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        return _number(self._data.get(key, default), low, high, f"{self.where}.{key}")

    def numbers(self, key: str, low: float, high: float) -> tuple[float, float]:
        value = self._data.get(key)
        if not isinstance(value, list) or len(value) != 2:
            raise _wrong(f"{self.where}.{key}", "not-two-numbers")
        first, second = (_number(item, low, high, f"{self.where}.{key}") for item in value)
        return first, second

    def mapping(self, key: str) -> dict[str, object]:
        value = self._data.get(key)
        if not isinstance(value, dict) or len(value) > _MAX_ENTRIES:
            raise _wrong(f"{self.where}.{key}", "not-an-object")
        return value

    def parts(self, key: str) -> list[_Part]:
        value = self._data.get(key, [])
        if not isinstance(value, list) or len(value) > _MAX_ENTRIES:
            raise _wrong(f"{self.where}.{key}", "not-a-list")
        return [_Part(item, f"{self.where}.{key}[{index}]") for index, item in enumerate(value)]

    def words(self, key: str) -> list[str]:
        value = self._data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise _wrong(f"{self.where}.{key}", "not-a-list-of-words")
        return value


def _layout(part: _Part, inks: Mapping[str, str]) -> Layout:
    part.only("designed_for", "ornaments", "fields")
    return Layout(
        part.numbers("designed_for", 50, 1000),
        tuple(_ornament(item, inks) for item in part.parts("ornaments")),
        tuple(_field(item, inks) for item in part.parts("fields")),
    )


def _ornament(part: _Part, inks: Mapping[str, str]) -> Ornament:
    part.only("kind", "inset", "radius", "ink", "thickness", "swing", "waves", "strands", "slow")
    return Ornament(
        kind=part.choice("kind", frozenset({"band", "border"})),
        inset=part.number("inset", 0, 100),
        radius=part.number("radius", 0.1, 100),
        ink=_named_ink(part, "ink", inks),
        thickness=part.number("thickness", 0.05, 10),
        swing=part.number("swing", 0, 30, 0),
        waves=int(part.number("waves", 0, _MAX_WAVES, 0)),
        strands=int(part.number("strands", 0, _MAX_STRANDS, 0)),
        slow=int(part.number("slow", 0, _MAX_WAVES, 0)),
    )


def _field(part: _Part, inks: Mapping[str, str]) -> FieldBox:
    part.only(
        "field", "from", "x", "y", "width", "height", "font", "sizes", "lines", "leading",
        "tracking", "align", "stand", "ink", "second_ink", "arrange", "gap", "when",
    )  # fmt: skip
    origin = part.words("from")
    if len(origin) != 2 or origin[0] not in _ACROSS or origin[1] not in _DOWN:
        raise _wrong(f"{part.where}.from", "unknown")
    when = frozenset(part.words("when"))
    if not when <= CONDITIONS:
        raise _wrong(f"{part.where}.when", "unknown")
    return FieldBox(
        field=part.choice("field", FIELDS),
        across=origin[0],
        down=origin[1],
        x=part.number("x", -600, 600),
        y=part.number("y", -600, 600),
        width=part.number("width", 1, 600),
        height=part.number("height", 1, 600),
        font=Role(part.choice("font", frozenset(Role), Role.SANS)),
        sizes=part.numbers("sizes", 3, 200) if part.has("sizes") else (10.0, 6.5),
        lines=int(part.number("lines", 1, 6, 1)),
        leading=part.number("leading", 0.8, 4, 1.45),
        tracking=part.number("tracking", -0.1, 1, 0),
        align=part.choice("align", frozenset({"start", "middle", "end"}), "middle"),
        stand=part.choice("stand", frozenset({"top", "middle", "base"}), "middle"),
        ink=_named_ink(part, "ink", inks),
        second_ink=_named_ink(part, "second_ink", inks),
        arrange=part.choice("arrange", frozenset({"columns", "rows"}), "columns"),
        gap=part.number("gap", 0, 200, 8),
        when=when,
    )


_ACROSS = frozenset({"left", "centre", "right"})
_DOWN = frozenset({"top", "middle", "bottom"})


def _named_ink(part: _Part, key: str, inks: Mapping[str, str]) -> str:
    if not part.has(key):
        return "#000000"
    name = part.word(key)
    if name not in inks:
        raise _wrong(f"{part.where}.{key}", "unknown")
    return inks[name]


def _ink(value: object, where: str) -> str:
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise _wrong(where, "not-a-colour")
    return value


def _number(value: object, low: float, high: float, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _wrong(where, "not-a-number")
    if not low <= value <= high:
        raise _wrong(where, "out-of-range")
    return float(value)


def _unknown(where: str) -> bool:
    raise _wrong(where, "unknown")


def _wrong(where: str, why: str) -> Refused:
    return Refused("template-not-valid", where=where, why=why)
