"""The colours of one theme as `QColor`s, for everything that paints."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

from ui.theme.tokens import Type, kind_family, tokens

__all__ = ["KindColours", "LevelColours", "Palette", "Type", "paper_palette", "screen_palette"]


@dataclass(frozen=True)
class KindColours:
    """How an activity kind is coloured: its mark, and the soft ground its block is filled with."""

    mark: QColor
    soft: QColor
    line: QColor


@dataclass(frozen=True)
class LevelColours:
    """How a skill level is coloured: the cell and the word in it."""

    fill: QColor
    ink: QColor


class Palette:
    """Colours by their token names; ask with `palette["text-2"]`.

    The same painters draw screen and paper: they take a `Palette`, and `paper_palette()` is one.
    """

    def __init__(
        self,
        colours: dict[str, QColor],
        kinds: dict[str, KindColours],
        levels: dict[int, LevelColours],
        *,
        dark: bool,
    ) -> None:
        self._colours = colours
        self._kinds = kinds
        self._levels = levels
        self.dark = dark

    def __getitem__(self, name: str) -> QColor:
        # A copy: QColor can be changed in place, and these are shared.
        return QColor(self._colours[name])

    def names(self) -> frozenset[str]:
        return frozenset(self._colours)

    def kind(self, kind: str) -> KindColours:
        """Colours of an activity kind or of a family of kinds."""
        return self._kinds[kind_family(kind)]

    def level(self, level: int) -> LevelColours:
        """Colours of a skill level, 1 to 4."""
        return self._levels[level]


def screen_palette(*, dark: bool) -> Palette:
    """The palette of the light or the dark theme."""
    name = "dark" if dark else "light"
    found = tokens()
    colours = {key: QColor(value) for key, value in found.colours[name].items()}
    kinds = {
        family: KindColours(
            mark=QColor(entry[name]["mark"]),
            soft=QColor(entry[name]["soft"]),
            line=mixed(QColor(entry[name]["mark"]), QColor(entry[name]["soft"]), 0.42),
        )
        for family, entry in found.kinds.items()
    }
    levels = {
        level: LevelColours(
            QColor(found.levels[name][str(level)]), QColor(found.levels[name][f"on-{level}"])
        )
        for level in range(1, 5)
    }
    return Palette(colours, kinds, levels, dark=dark)


def paper_palette() -> Palette:
    """For printing: black ink, grey second text, kinds by shape and outline alone."""
    ink, second, line, white = QColor("#000"), QColor("#555"), QColor("#999"), QColor("#fff")
    colours = dict.fromkeys(tokens().colours["light"], ink)
    for name in colours:
        if name in {"text-2", "text-3", "text-disabled"}:
            colours[name] = second
        elif name.endswith(("line", "border", "border-control")) or name == "disc-track":
            colours[name] = line
        elif name.startswith("on-") or name.endswith(("-soft", "-soft-hover")):
            colours[name] = white
    for name in ("ground", "canvas", "surface", "surface-alt", "sunken", "selection", "focus-gap"):
        colours[name] = white
    for name in ("on-ok-soft", "on-warn-soft", "on-danger-soft", "on-info-soft", "on-accent-soft"):
        colours[name] = ink
    kinds = {family: KindColours(ink, white, second) for family in tokens().kinds}
    densities = {1: 255, 2: 224, 3: 176, 4: 112}
    levels = {
        level: LevelColours(QColor(grey, grey, grey), ink) for level, grey in densities.items()
    }
    return Palette(colours, kinds, levels, dark=False)


def mixed(front: QColor, back: QColor, part: float) -> QColor:
    """`part` of one colour over another, as an opaque colour (1.0 is all front)."""
    return QColor(
        *(
            round(f * part + b * (1 - part))
            for f, b in zip(front.getRgb()[:3], back.getRgb()[:3], strict=True)  # type: ignore[index]
        )
    )
