"""The bundled fonts: which one draws which character, loaded when first needed.

Every text is set in a *role* (`sans`, `serif`, `display`, ...). Latin, Greek and Cyrillic come
from the role's own font; each other script from the font that suits the role best. The same
folder is loaded by the window, so that screen and paper show one hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path

import uharfbuzz

from facilitator.documents.scripts import script_of
from facilitator.resources import resource


class Role(StrEnum):
    """The hands that documents are set in."""

    SANS = "sans"
    SANS_ITALIC = "sans-italic"
    SANS_MEDIUM = "sans-medium"
    SANS_SEMIBOLD = "sans-semibold"
    SERIF = "serif"
    SERIF_ITALIC = "serif-italic"
    SERIF_SEMIBOLD = "serif-semibold"
    DISPLAY = "display"


_ROLE_FILES = {
    Role.SANS: "NotoSans-Regular.ttf",
    Role.SANS_ITALIC: "NotoSans-Italic.ttf",
    Role.SANS_MEDIUM: "NotoSans-Medium.ttf",
    Role.SANS_SEMIBOLD: "NotoSans-SemiBold.ttf",
    Role.SERIF: "NotoSerif-Regular.ttf",
    Role.SERIF_ITALIC: "NotoSerif-Italic.ttf",
    Role.SERIF_SEMIBOLD: "NotoSerif-SemiBold.ttf",
    Role.DISPLAY: "NotoSerifDisplay-Medium.ttf",
}
_SERIF_ROLES = {Role.SERIF, Role.SERIF_ITALIC, Role.SERIF_SEMIBOLD, Role.DISPLAY}

_SANS_OF_SCRIPT = {
    "Adlm": "Adlam", "Arab": "Arabic", "Armn": "Armenian", "Beng": "Bengali",
    "Cans": "CanadianAboriginal", "Cher": "Cherokee", "Deva": "Devanagari", "Ethi": "Ethiopic",
    "Geor": "Georgian", "Gujr": "Gujarati", "Guru": "Gurmukhi", "Hebr": "Hebrew",
    "Khmr": "Khmer", "Knda": "Kannada", "Laoo": "Lao", "Mlym": "Malayalam", "Mong": "Mongolian",
    "Mtei": "MeeteiMayek", "Mymr": "Myanmar", "Nkoo": "NKo", "Olck": "OlChiki", "Orya": "Oriya",
    "Sinh": "Sinhala", "Syrc": "Syriac", "Taml": "Tamil", "Telu": "Telugu", "Tfng": "Tifinagh",
    "Thaa": "Thaana", "Thai": "Thai",
}  # fmt: skip
_SERIF_SCRIPTS = {
    "Armn", "Beng", "Deva", "Ethi", "Geor", "Gujr", "Guru", "Hebr", "Khmr", "Knda", "Laoo",
    "Mlym", "Mymr", "Sinh", "Taml", "Telu", "Thai",
}  # fmt: skip
_EAST_ASIAN_FILE = "NotoSansCJK-Subset.otf"
_LAST_RESORTS = ("NotoSans-Regular.ttf", "NotoSansSymbols2-Regular.ttf", _EAST_ASIAN_FILE)

# Languages of the Arabic script whose readers expect the hanging Nastaliq hand in print.
_NASTALIQ_LANGUAGES = {"ur", "ks"}

# Hands whose letters look small beside Latin ones of the same size are set larger.
_ENLARGED = {
    "NotoNaskhArabic-Regular.ttf": 1.14,
    "NotoNaskhArabic-SemiBold.ttf": 1.14,
    "NotoSansArabic-Regular.ttf": 1.06,
    "NotoSansThai-Regular.ttf": 1.08,
    "NotoSerifThai-Regular.ttf": 1.08,
}

_IGNORABLE = frozenset(
    [chr(code) for code in (0x00AD, 0x034F, 0x061C, 0x180B, 0x180C, 0x180D, 0x180E, 0xFEFF)]
    + [chr(code) for code in range(0x200B, 0x2010)]
    + [chr(code) for code in range(0x2060, 0x2070)]
    + [chr(code) for code in range(0xFE00, 0xFE10)]
)


def is_ignorable(char: str) -> bool:
    """Whether the character steers others and is itself never seen (joiners, isolates)."""
    return char in _IGNORABLE


@dataclass(frozen=True, slots=True)
class Ink:
    """How far a glyph reaches from the origin, in font units; y grows upwards."""

    left: float
    bottom: float
    right: float
    top: float


class Face:
    """One font file, opened: what it covers, and the outlines of its glyphs."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.hb_face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
        self.font = uharfbuzz.Font(self.hb_face)
        self.upem: int = self.hb_face.upem
        # Font units in an em as it is set here; fewer of them make all letters larger.
        self.units: float = self.upem / _ENLARGED.get(path.name, 1.0)
        self.covered = self.hb_face.unicodes
        self._seen: set[str] = set()
        self._outlines: dict[int, str] = {}
        self._inks: dict[int, Ink | None] = {}
        self._advances: dict[int, int] = {}
        self._reaches: dict[int, tuple[float, float]] = {}
        self._nominal: dict[str, int | None] = {}

    def __repr__(self) -> str:
        return f"Face({self.path.name})"

    @cached_property
    def is_truetype(self) -> bool:
        """Whether ReportLab can embed a subset of it (it knows TrueType outlines only)."""
        return "glyf" in self.hb_face.table_tags

    @cached_property
    def bounds(self) -> tuple[int, int, int, int]:
        """The box around all letters of the font (left, bottom, right, top), in thousandths of
        an em.
        """
        head = self.hb_face.reference_table("head").data
        edges = (int.from_bytes(head[at : at + 2], "big", signed=True) for at in (36, 38, 40, 42))
        left, bottom, right, top = (round(edge * 1000 / self.upem) for edge in edges)
        return left, bottom, right, top

    def covers(self, text: str) -> bool:
        """Whether each character that is seen has a glyph here."""
        if self._seen.issuperset(text):
            return True
        found = all(ord(char) in self.covered or char in _IGNORABLE for char in text)
        if found:
            self._seen.update(text)
        return found

    def nominal(self, char: str) -> int | None:
        """The glyph of a character on its own."""
        if char not in self._nominal:
            self._nominal[char] = self.font.get_nominal_glyph(ord(char))
        return self._nominal[char]

    def advance(self, glyph: int) -> int:
        """How far the pen moves after a glyph, in font units, before any kerning."""
        found = self._advances.get(glyph)
        if found is None:
            found = self._advances[glyph] = self.font.get_glyph_h_advance(glyph)
        return found

    def ink(self, glyph: int) -> Ink | None:
        """The box around what a glyph prints; nothing for a blank."""
        if glyph not in self._inks:
            extents = self.font.get_glyph_extents(glyph)
            if extents is None or (extents.width == 0 and extents.height == 0):
                self._inks[glyph] = None
            else:
                self._inks[glyph] = Ink(
                    extents.x_bearing,
                    extents.y_bearing + extents.height,
                    extents.x_bearing + extents.width,
                    extents.y_bearing,
                )
        return self._inks[glyph]

    def reach(self, glyphs: Iterable[int]) -> tuple[float, float]:
        """How far the ink of letters goes above and below the base line, in ems."""
        found = [self._reaches.get(glyph) or self._reach(glyph) for glyph in glyphs]
        return max(top for top, _ in found), max(bottom for _, bottom in found)

    def _reach(self, glyph: int) -> tuple[float, float]:
        ink = self.ink(glyph)
        found = (
            (0.0, 0.0)
            if ink is None
            else (max(ink.top / self.units, 0.0), max(-ink.bottom / self.units, 0.0))
        )
        self._reaches[glyph] = found
        return found

    def outline(self, glyph: int) -> str:
        """The glyph as PDF path operators in font units, ready to be filled; empty for a blank."""
        found = self._outlines.get(glyph)
        if found is None:
            found = self._outlines[glyph] = _Outline().draw(self.font, glyph)
        return found


class _Outline:
    """Collects what HarfBuzz draws as PDF path operators (quadratic curves become cubic)."""

    def __init__(self) -> None:
        self._code: list[str] = []
        self._at = (0.0, 0.0)

    def draw(self, font: uharfbuzz.Font, glyph: int) -> str:
        funcs = uharfbuzz.DrawFuncs()
        funcs.set_move_to_func(self._move)
        funcs.set_line_to_func(self._line)
        funcs.set_cubic_to_func(self._cubic)
        funcs.set_quadratic_to_func(self._quadratic)
        funcs.set_close_path_func(self._close)
        font.draw_glyph(glyph, funcs, None)
        return " ".join(self._code)

    def _move(self, x: float, y: float, _data: object) -> None:
        self._code.append(f"{x:.0f} {y:.0f} m")
        self._at = (x, y)

    def _line(self, x: float, y: float, _data: object) -> None:
        self._code.append(f"{x:.0f} {y:.0f} l")
        self._at = (x, y)

    def _cubic(
        self, ax: float, ay: float, bx: float, by: float, x: float, y: float, _data: object
    ) -> None:
        self._code.append(f"{ax:.0f} {ay:.0f} {bx:.0f} {by:.0f} {x:.0f} {y:.0f} c")
        self._at = (x, y)

    def _quadratic(self, cx: float, cy: float, x: float, y: float, data: object) -> None:
        x0, y0 = self._at
        self._cubic(
            x0 + (cx - x0) * 2 / 3, y0 + (cy - y0) * 2 / 3,
            x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3,
            x, y, data,
        )  # fmt: skip

    def _close(self, _data: object) -> None:
        self._code.append("h")


class FontBook:
    """The fonts of one folder, each opened once, when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._faces: dict[str, Face] = {}

    def face(self, file_name: str) -> Face:
        """The opened font of that file name."""
        found = self._faces.get(file_name)
        if found is None:
            found = self._faces[file_name] = Face(self._folder / file_name)
        return found

    def role_face(self, role: Role) -> Face:
        """The font that sets Latin, Greek and Cyrillic in a role."""
        return self.face(_ROLE_FILES[role])

    def script_face(self, script: str, role: Role, language: str = "") -> Face:
        """The font for letters of a script in a role and language (a BCP 47 tag or empty)."""
        return self.face(_file_for(script, role, language))

    def face_for(self, cluster: str, script: str, role: Role, language: str = "") -> Face | None:
        """The font that draws a letter with its marks, best suited first; None if none can."""
        wanted = _file_for(script, role, language)
        names = dict.fromkeys((wanted, _ROLE_FILES[role], *_LAST_RESORTS))
        for name in names:
            face = self.face(name)
            if face.covers(cluster):
                return face
        return self._first_covering(cluster)

    def _first_covering(self, cluster: str) -> Face | None:
        """A font of any script that has the letter (shared punctuation, rare marks); if none has
        all its marks, one that has at least the letter.
        """
        for wanted in dict.fromkeys((cluster, cluster[0])):
            for name in self.file_names:
                face = self.face(name)
                if face.covers(wanted):
                    return face
        return None

    @cached_property
    def file_names(self) -> tuple[str, ...]:
        """All font files of the folder, in a lasting order."""
        return tuple(sorted(p.name for p in self._folder.iterdir() if p.suffix in {".ttf", ".otf"}))

    def missing_characters(self, text: str) -> list[str]:
        """The characters of `text` that no font of the book can draw, each once, in order."""
        return [
            char
            for char in dict.fromkeys(text)
            if not is_ignorable(char) and not char.isspace() and self._none_has(char)
        ]

    def _none_has(self, char: str) -> bool:
        return self.face_for(char, script_of(char), Role.SANS) is None


def _file_for(script: str, role: Role, language: str) -> str:
    if script == "Arab":
        return _arabic_file(role, language)
    if script in {"Hani", "Kana", "Hang"}:
        return _EAST_ASIAN_FILE
    if script == "Tibt":
        return "NotoSerifTibetan-Regular.ttf"
    if script not in _SANS_OF_SCRIPT:
        return _ROLE_FILES[role]
    hand = "Serif" if role in _SERIF_ROLES and script in _SERIF_SCRIPTS else "Sans"
    return f"Noto{hand}{_SANS_OF_SCRIPT[script]}-Regular.ttf"


def _arabic_file(role: Role, language: str) -> str:
    if role not in _SERIF_ROLES:
        return "NotoSansArabic-Regular.ttf"
    if language.split("-", maxsplit=1)[0] in _NASTALIQ_LANGUAGES:
        return "NotoNastaliqUrdu-Regular.ttf"
    weight = "SemiBold" if role in {Role.DISPLAY, Role.SERIF_SEMIBOLD} else "Regular"
    return f"NotoNaskhArabic-{weight}.ttf"


@cache
def bundled_fonts() -> FontBook:
    """The fonts that ship with the product. Opened once a process, as they never change."""
    return FontBook(resource("fonts"))


def missing_characters(text: str) -> list[str]:
    """The characters that no bundled font can draw, each once, in the order of the text.

    For the check before anything is printed: better named than printed as a box.
    """
    return bundled_fonts().missing_characters(text)
