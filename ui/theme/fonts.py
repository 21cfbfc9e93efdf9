"""The bundled fonts: the main family before the first paint, every other script right after it."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from facilitator.resources import resource
from ui.theme.tokens import tokens

_MAIN = ("NotoSans-Regular.ttf", "NotoSans-Medium.ttf", "NotoSans-SemiBold.ttf")
# Scripts whose letters stand in two bundled families: the quieter one is used on screen. Urdu in
# Nastaliq is left to paper, as Qt misplaces its dots.
_NOT_ON_SCREEN = ("NotoSerif", "NotoNaskh", "NotoNastaliq", "NotoSans-Italic", "NotoSansMono")
_ONLY_AS_SERIF = ("NotoSerifTibetan-Regular.ttf",)


def load_main_family() -> str:
    """Load the weights of the main family (three files, some 10 ms) and return its name."""
    for name in _MAIN:
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))
    return tokens().family


def load_script_families() -> list[str]:
    """Load the fonts of all other scripts (some 25 ms); returns their families, in order of use."""
    families: list[str] = []
    for path in sorted(resource("fonts").glob("Noto*.?tf")):
        if path.name in _MAIN:
            continue
        if path.name.startswith(_NOT_ON_SCREEN) and path.name not in _ONLY_AS_SERIF:
            continue
        loaded = QFontDatabase.addApplicationFont(str(path))
        families.extend(QFontDatabase.applicationFontFamilies(loaded))
    # Chinese, Japanese and Korean last: the biggest font is asked only for what no other has.
    return sorted(dict.fromkeys(families), key=lambda family: "CJK" in family)


def font_of(families: list[str], size: float, weight: int, *, tabular: bool = False) -> QFont:
    """A font of `size` logical pixels; `tabular` gives every digit the same width."""
    font = QFont()
    font.setFamilies(families)
    font.setPixelSize(max(1, round(size)))
    font.setWeight(QFont.Weight(weight))
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
