"""Templates as files: read with limits, every word known, nothing ever run.

A file may come from a stranger. It is JSON with a fixed set of keys; what is wrong is refused
with the place and the reason (`Refused("template-not-valid", where=..., why=...)`), a field that
does not exist with its name (`Refused("template-field-unknown", field=..., where=...)`).
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from facilitator.documents.fonts import Role
from facilitator.documents.frames import FORMULAS
from facilitator.documents.template import (
    CONDITIONS,
    FIELDS,
    PICTURES,
    AttendanceElement,
    Box,
    Element,
    FrameElement,
    ImageElement,
    Layout,
    LineElement,
    OrnamentElement,
    QrElement,
    SignaturesElement,
    SkillsElement,
    StampElement,
    Template,
    TextElement,
)
from facilitator.errors import Refused
from facilitator.resources import resource
from facilitator.whole_files import whole_file

FORMAT = 2
SUFFIX = ".facilitator-layout"
"""The ending of a template that is handed on."""

_MAX_BYTES = 6_000_000
_MAX_TEXT_BYTES = 256_000
_MAX_ELEMENTS = 120
_MAX_PICTURES = 12
_MAX_WORDS = 600
_BLEED = 20.0  # millimetres that an element may reach over the edge of the page
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_LANGUAGE = re.compile(r"(second|[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3})?")
_SHAPES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


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
    """Read a template file; refuses what is wrong with it, the first thing by name."""
    with path.open("rb") as stream:
        content = stream.read(_MAX_BYTES + 1)
    return template_from(content)


def write_template(template: Template, out: Path) -> None:
    """Write a template to hand on; raises `StorageTrouble`, then nothing new is at `out`."""
    with whole_file(out) as stream:
        stream.write(template_content(template))


def template_from(content: bytes) -> Template:
    """The template in a file's content; refuses as `read_template` does."""
    if len(content) > _MAX_BYTES:
        raise _wrong("file", "too-large")
    try:
        data = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as trouble:
        raise _wrong("file", "not-json") from trouble
    part = _Part(data, "template")
    part.only("format", "name", "title", "inks", "layouts", "pictures", "stationery")
    if part.number("format", 1, 99) != FORMAT:
        raise _wrong("format", "made-by-another-version")
    pictures = part.mapping("pictures", _MAX_PICTURES)
    if len(content) - sum(len(str(value)) for value in pictures.values()) > _MAX_TEXT_BYTES:
        raise _wrong("file", "too-large")
    name = part.word("name")
    if not _NAME.fullmatch(name):
        raise _wrong("name", "not-a-plain-name")
    inks = tuple(
        (_plain(key, "inks"), _colour(value, f"inks.{key}"))
        for key, value in part.mapping("inks", 40).items()
    )
    kept = tuple(
        (_own_picture(key), _picture(value, f"pictures.{key}")) for key, value in pictures.items()
    )
    reader = _LayoutReader(frozenset(key for key, _ in inks), frozenset(key for key, _ in kept))
    layouts = tuple(reader.layout(each) for each in part.parts("layouts", 2))
    if not layouts:
        raise _wrong("layouts", "missing")
    if len({each.landscape for each in layouts}) != len(layouts):
        raise _wrong("layouts", "twice-the-same-way")
    return Template(name, layouts, inks, kept, part.word("title", ""), part.flag("stationery"))


def template_content(template: Template) -> bytes:
    """A template as a file's content: the same bytes for the same template."""
    data: dict[str, object] = {"format": FORMAT, "name": template.name}
    if template.title:
        data["title"] = template.title
    if template.stationery:
        data["stationery"] = True
    data["inks"] = dict(template.inks)
    if template.pictures:
        data["pictures"] = {
            key: base64.b64encode(content).decode("ascii") for key, content in template.pictures
        }
    data["layouts"] = [
        {
            "width": _short(layout.width),
            "height": _short(layout.height),
            "reads": layout.reads,
            "elements": [_written(element) for element in layout.elements],
        }
        for layout in template.layouts
    ]
    lines = json.dumps(data, ensure_ascii=False, indent=1)
    return (_one_line_each(lines) + "\n").encode("utf-8")


def checked(template: Template) -> Template:
    """The template itself if a file of it would be read again; refuses like `read_template`.
    For a template that an editor has put together.
    """
    return template_from(template_content(template))


_BASE = ("kind", "id", "name", "box", "hold", "when", "locked", "prints")
_KINDS: dict[str, type[Element]] = {
    "text": TextElement, "image": ImageElement, "line": LineElement, "frame": FrameElement,
    "ornament": OrnamentElement, "qr": QrElement, "signatures": SignaturesElement,
    "stamp": StampElement, "skills": SkillsElement, "attendance": AttendanceElement,
}  # fmt: skip
_KIND_OF = {made: kind for kind, made in _KINDS.items()}


def kind_of(element: Element) -> str:
    """What kind of thing it is: ``text``, ``image``, ``line``, ..."""
    return _KIND_OF[type(element)]


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
                raise _wrong(self._place(key), "unknown")

    def has(self, key: str) -> bool:
        return key in self._data

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self._data.get(key, default)
        if not isinstance(value, bool):
            raise _wrong(self._place(key), "not-yes-or-no")
        return value

    def word(self, key: str, default: str | None = None, longest: int = 200) -> str:
        value = self._data.get(key, default)
        if not isinstance(value, str) or len(value) > longest:
            raise _wrong(self._place(key), "not-a-word")
        return value

    def choice(self, key: str, choices: frozenset[str], default: str | None = None) -> str:
        value = self.word(key, default)
        if value not in choices:
            raise _wrong(self._place(key), "unknown")
        return value

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        return _number(self._data.get(key, default), low, high, self._place(key))

    def numbers(self, key: str, count: int, low: float, high: float) -> list[float]:
        value = self._data.get(key)
        if not isinstance(value, list) or len(value) != count:
            raise _wrong(self._place(key), "not-so-many-numbers")
        return [_number(item, low, high, self._place(key)) for item in value]

    def mapping(self, key: str, most: int) -> dict[str, object]:
        value = self._data.get(key, {})
        if not isinstance(value, dict) or len(value) > most:
            raise _wrong(self._place(key), "not-an-object")
        return value

    def parts(self, key: str, most: int) -> list[_Part]:
        value = self._data.get(key, [])
        if not isinstance(value, list) or len(value) > most:
            raise _wrong(self._place(key), "not-a-list")
        return [_Part(item, f"{self._place(key)}[{index}]") for index, item in enumerate(value)]

    def words(self, key: str) -> list[str]:
        value = self._data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise _wrong(self._place(key), "not-a-list-of-words")
        return value

    def _place(self, key: str) -> str:
        return key if self.where == "template" else f"{self.where}.{key}"


class _LayoutReader:
    """Reads the pages of one file, which share its inks and pictures."""

    def __init__(self, inks: frozenset[str], pictures: frozenset[str]) -> None:
        self._inks = inks
        self._pictures = pictures
        self._page = (0.0, 0.0)

    def layout(self, part: _Part) -> Layout:
        part.only("width", "height", "reads", "elements")
        width, height = part.number("width", 50, 1000), part.number("height", 50, 1000)
        self._page = (width, height)
        reads = part.choice("reads", frozenset(READS), READS[0])
        places = part.parts("elements", _MAX_ELEMENTS)
        elements = tuple(self._element(each) for each in places)
        seen: set[str] = set()
        for element, place in zip(elements, places, strict=True):
            if element.id in seen:
                raise _wrong(f"{place.where}.id", "twice")
            seen.add(element.id)
        for element, place in zip(elements, places, strict=True):
            if isinstance(element, TextElement) and element.smaller_than not in {"", *seen}:
                raise _wrong(f"{place.where}.smaller_than", "unknown")
        return Layout(width, height, elements, reads)

    def _element(self, part: _Part) -> Element:
        kind = part.choice("kind", frozenset(_KINDS))
        keys = _KEYS[kind]
        part.only(*_BASE, *keys)
        name = part.word("id")
        if not _ID.fullmatch(name):
            raise _wrong(f"{part.where}.id", "not-a-plain-name")
        hold = part.words("hold") if part.has("hold") else ["centre", "middle"]
        if len(hold) != 2 or hold[0] not in _ACROSS or hold[1] not in _DOWN:
            raise _wrong(f"{part.where}.hold", "unknown")
        when = frozenset(part.words("when"))
        if not when <= CONDITIONS:
            raise _wrong(f"{part.where}.when", "unknown")
        facts: dict[str, Any] = {
            "id": name,
            "box": self._box(part),
            "name": part.word("name", ""),
            "across": hold[0],
            "down": hold[1],
            "when": when,
            "locked": part.flag("locked"),
            "prints": part.flag("prints", default=True),
        }
        for key in keys:
            if part.has(key):
                read = _LayoutReader.fill if (kind, key) == ("frame", "ink") else _READERS[key]
                facts[key] = read(self, part, key)
            elif key in _NEEDED:
                raise _wrong(f"{part.where}.{key}", "missing")
        return _KINDS[kind](**facts)

    def _box(self, part: _Part) -> Box:
        x, y, width, height = part.numbers("box", 4, -1000, 1000)
        wide, high = self._page
        inside = (
            min(width, height) >= 0
            and x >= -_BLEED
            and y >= -_BLEED
            and x + width <= wide + _BLEED
            and y + height <= high + _BLEED
        )
        if not inside:
            raise _wrong(f"{part.where}.box", "off-the-page")
        return Box(x, y, width, height)

    def ink(self, part: _Part, key: str) -> str:
        name = part.word(key)
        if name not in self._inks and not _COLOUR.fullmatch(name):
            raise _wrong(f"{part.where}.{key}", "not-a-colour")
        return name

    def fill(self, part: _Part, key: str) -> str:
        return "" if part.word(key) == "" else self.ink(part, key)

    def text(self, part: _Part, key: str) -> str:
        text = part.word(key, longest=_MAX_WORDS)
        for name in re.findall(r"\{([^{}]*)\}", text):
            if name not in FIELDS:
                raise Refused("template-field-unknown", field=name, where=f"{part.where}.{key}")
        if "{" in (rest := re.sub(r"\{[^{}]*\}", "", text)) or "}" in rest:
            raise _wrong(f"{part.where}.{key}", "lone-brace")
        return text

    def source(self, part: _Part, key: str) -> str:
        return part.choice(key, frozenset(PICTURES) | self._pictures)


_Reader = Callable[[_LayoutReader, _Part, str], object]
READS = ("left-to-right", "right-to-left", "both")
_ACROSS = frozenset({"left", "centre", "right", "both"})
_DOWN = frozenset({"top", "middle", "bottom", "both"})
_NEEDED = frozenset({"text", "source", "formula"})


def _number_in(low: float, high: float) -> _Reader:
    return lambda _, part, key: part.number(key, low, high)


def _whole_in(low: int, high: int) -> _Reader:
    def read(_: _LayoutReader, part: _Part, key: str) -> int:
        number = part.number(key, low, high)
        if number != int(number):
            raise _wrong(f"{part.where}.{key}", "not-a-whole-number")
        return int(number)

    return read


def _one_of(*choices: str) -> _Reader:
    return lambda _, part, key: part.choice(key, frozenset(choices))


def _language(_: _LayoutReader, part: _Part, key: str) -> str:
    word = part.word(key)
    if not _LANGUAGE.fullmatch(word):
        raise _wrong(f"{part.where}.{key}", "not-a-language")
    return word


_READERS: dict[str, _Reader] = {
    "text": _LayoutReader.text,
    "source": _LayoutReader.source,
    "formula": _one_of(*FORMULAS),
    "font": lambda _, part, key: Role(part.choice(key, frozenset(Role))),
    "size": _number_in(3, 200),
    "least": _number_in(3, 200),
    "lines": _whole_in(0, 6),
    "leading": _number_in(0.8, 4),
    "tracking": _number_in(-0.1, 1),
    "align": _one_of("start", "middle", "end"),
    "stand": _one_of("top", "middle", "base", "bottom"),
    "ink": _LayoutReader.ink,
    "second_ink": _LayoutReader.ink,
    "fill": _LayoutReader.fill,
    "language": _language,
    "smaller_than": lambda _, part, key: part.word(key),
    "thickness": _number_in(0.05, 10),
    "dash": _number_in(0, 20),
    "rises": lambda _, part, key: part.flag(key),
    "radius": _number_in(0, 200),
    "swing": _number_in(0, 30),
    "waves": _whole_in(0, 400),
    "strands": _whole_in(0, 40),
    "slow": _whole_in(0, 400),
    "gap": _number_in(0, 200),
    "which": _whole_in(0, 4),
    "arrange": _one_of("columns", "rows", "list"),
}
_KEYS: dict[str, tuple[str, ...]] = {
    kind: tuple(
        key for key in made.__dataclass_fields__ if key not in Element.__dataclass_fields__
    )
    for kind, made in _KINDS.items()
}  # fmt: skip


def _written(element: Element) -> dict[str, object]:
    """An element with what differs from the usual."""
    kind = kind_of(element)
    box = element.box
    data: dict[str, object] = {"kind": kind, "id": element.id}
    if element.name:
        data["name"] = element.name
    data["box"] = [_short(value) for value in (box.x, box.y, box.width, box.height)]
    if (element.across, element.down) != ("centre", "middle"):
        data["hold"] = [element.across, element.down]
    if element.when:
        data["when"] = sorted(element.when)
    if element.locked:
        data["locked"] = True
    if not element.prints:
        data["prints"] = False
    for key in _KEYS[kind]:
        value = getattr(element, key)
        usual = type(element).__dataclass_fields__[key].default
        if value != usual:
            data[key] = _short(value) if isinstance(value, float) else value
    return data


def _short(value: float) -> float:
    """A length to the micrometre, without a fraction where it has none."""
    rounded = round(value, 3)
    return int(rounded) if rounded == int(rounded) else rounded


def _one_line_each(text: str) -> str:
    """Elements on one line each, so that two versions of a template can be compared."""
    lines: list[str] = []
    inside = False
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(" "))
        if depth > 4:
            lines[-1] += ("" if lines[-1].endswith(("[", "{")) else " ") + line.strip()
            inside = True
        elif inside and depth == 4 and line.strip() in {"}", "},"}:
            lines[-1] += line.strip()
            inside = False
        else:
            lines.append(line)
    return "\n".join(lines).replace("[ ", "[").replace(" ]", "]")


def _plain(key: str, where: str) -> str:
    if not _NAME.fullmatch(key):
        raise _wrong(f"{where}.{key[:40]}", "not-a-plain-name")
    return key


def _own_picture(key: str) -> str:
    if key in PICTURES:
        raise _wrong(f"pictures.{key}", "taken")
    return _plain(key, "pictures")


def _picture(value: object, where: str) -> bytes:
    if not isinstance(value, str):
        raise _wrong(where, "not-a-picture")
    try:
        content = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as trouble:
        raise _wrong(where, "not-a-picture") from trouble
    if not content.startswith(_SHAPES):
        raise _wrong(where, "not-a-picture")
    return content


def _colour(value: object, where: str) -> str:
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise _wrong(where, "not-a-colour")
    return value


def _number(value: object, low: float, high: float, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _wrong(where, "not-a-number")
    if not low <= value <= high:
        raise _wrong(where, "out-of-range")
    return float(value)


def _wrong(where: str, why: str) -> Refused:
    return Refused("template-not-valid", where=where, why=why)
