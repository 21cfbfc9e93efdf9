"""The design tokens: colours, sizes and durations, read once from `resources/theme/tokens.json`.

The file is the single source; nothing else in the window names a colour or a font size.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from facilitator.resources import resource


class Type(Enum):
    """The type scale, by what a text is for."""

    CAPTION = "caption"
    LABEL = "label"
    BODY = "body"
    BODY_STRONG = "body-strong"
    ROW = "row"
    SECTION = "section"
    SCREEN = "screen"
    TITLE = "title"
    DISPLAY = "display"
    FIGURE = "figure"
    CLOCK = "clock"
    ROOM_BODY = "room-body"
    ROOM_TITLE = "room-title"
    ROOM_CLOCK = "room-clock"


@dataclass(frozen=True)
class TypeStep:
    """One step of the scale: `size` and `line` in logical pixels at 100 %, `weight` as in CSS."""

    size: int
    weight: int
    line: int


@dataclass(frozen=True)
class Tokens:
    """Everything of the file, by name. Sizes are logical pixels at 100 %, durations in ms."""

    colours: dict[str, dict[str, str]]
    kinds: dict[str, dict[str, Any]]
    levels: dict[str, dict[str, str]]
    spaces: dict[str, int]
    radii: dict[str, int]
    controls: dict[str, int]
    motions: dict[str, int]
    scale: dict[Type, TypeStep]
    family: str
    contrast: dict[str, list[list[str]]]


@cache
def tokens() -> Tokens:
    """The tokens of this version; the file ships with the product, so it is read once."""
    raw = json.loads(resource("theme", "tokens.json").read_text(encoding="utf-8"))
    return Tokens(
        colours=raw["color"],
        kinds=raw["kind"]["families"],
        levels={theme: raw["level"][theme] for theme in ("light", "dark")},
        spaces=raw["space"],
        radii=raw["radius"],
        controls=raw["control"],
        motions={key: value for key, value in raw["motion"].items() if isinstance(value, int)},
        scale={step: TypeStep(**raw["font"]["scale"][step.value]) for step in Type},
        family=raw["font"]["family"],
        contrast=raw["contrast"],
    )


@cache
def kind_family(kind: str) -> str:
    """The family (shape and colour) of an activity kind: ``"creative"`` belongs to ``"make"``."""
    for family, entry in tokens().kinds.items():
        if kind == family or kind in entry["types"]:
            return family
    raise KeyError(kind)
