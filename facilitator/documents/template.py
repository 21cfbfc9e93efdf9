"""Certificate templates as values: what stands where on a page, in what hand and ink.

A template is data and never runs: texts with fields from a fixed list, pictures, lines, ornaments
made by formulas. Lengths are millimetres from the top left corner of the page, sizes of letters
points. Everything is frozen, so that each step of an editor is a new template and undo is the
one before it.

Neighbours: `template_file` reads and writes them as files, `template_editing` changes them,
`certificate_page` draws them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal

from facilitator.documents.fonts import Role

FIELDS = frozenset(
    {
        "holder", "native_name", "title", "lead_in", "statement", "small_print",
        "issuer", "issuer_address", "issuer_city", "place",
        "serial", "numbered", "issued", "issued_on", "duplicate",
        "programme", "first_date", "last_date", "hours", "workshops",
        "signatory_1", "signatory_2", "signatory_3", "signatory_4",
        "role_1", "role_2", "role_3", "role_4",
        "check_note", "discs_note",
    }
)  # fmt: skip
"""What a text of a template may hold in braces; each says one thing of the certificate."""

CONDITIONS = frozenset(
    {
        "logo", "no-logo", "native", "no-native", "skills", "no-skills", "qr", "no-qr",
        "second", "no-second", "attendance", "no-attendance", "small-print", "no-small-print",
        "two-signatories", "not-two-signatories",
    }
)  # fmt: skip
"""What an element may ask for: it is drawn only where all it asks for holds."""

PICTURES = ("logo", *(f"partner_{number}" for number in range(1, 7)),
            *(f"signature_{number}" for number in range(1, 5)))  # fmt: skip
"""Pictures that come with the certificate; others lie in the template under names of their own."""

SECOND = "second"
"""The language of a text that is taken from the certificate's second language."""

Across = Literal["left", "centre", "right", "both"]
Down = Literal["top", "middle", "bottom", "both"]
Align = Literal["start", "middle", "end"]
Stand = Literal["top", "middle", "base", "bottom"]

_FIELD = re.compile(r"\{([a-z_0-9]*)\}")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in millimetres from the top left corner of the page."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Half way across."""
        return self.x + self.width / 2

    @property
    def centre(self) -> float:
        """Half way down."""
        return self.y + self.height / 2

    def anchor(self, align: str) -> float:
        """The x that text hangs on: ``left``, ``middle`` or ``right``."""
        return {"left": self.x, "middle": self.middle, "right": self.right}[align]


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One thing on the page. `id` is its own in a layout; `name` what a person calls it.

    `across` and `down` say which edge (or the middle) it keeps its distance to when the page has
    another size; ``both`` grows along. A locked element is not moved by hand. One that does not
    print is only shown on screen: a picture of the sheet that already lies in the printer.
    """

    id: str
    box: Box
    name: str = ""
    across: Across = "centre"
    down: Down = "middle"
    when: frozenset[str] = frozenset()
    locked: bool = False
    prints: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TextElement(Element):
    """A text with fields, ``{holder}``, fitted into its box.

    On one line it shrinks from `size` to `least`, then takes up to `lines` lines, then shrinks
    on; ``lines=0`` is running text. `smaller_than` names an element that stays the larger one.
    `language`: empty for the certificate's own, ``second``, or a language tag (BCP 47).
    """

    text: str
    font: Role = Role.SANS
    size: float = 10.0
    least: float = 6.5
    lines: int = 1
    leading: float = 1.45
    tracking: float = 0.0
    align: Align = "middle"
    stand: Stand = "middle"
    ink: str = "#000000"
    language: str = ""
    smaller_than: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """What stands in braces, in the order of the text."""
        return _fields_of(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageElement(Element):
    """A picture, as large as the box allows: one of `PICTURES`, or one kept in the template."""

    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineElement(Element):
    """A straight line from the top left of the box to its bottom right (``falls``), or from its
    bottom left up; a box without height is a level line.
    """

    ink: str = "#000000"
    thickness: float = 0.2
    dash: float = 0.0
    rises: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameElement(Element):
    """A rectangle, with round corners if `radius` says so; no `ink`: filled without an edge."""

    ink: str = ""
    fill: str = ""
    thickness: float = 0.2
    radius: float = 0.0
    dash: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OrnamentElement(Element):
    """A drawing made by a formula (see `frames`). Which numbers count depends on the formula."""

    formula: str
    ink: str = "#000000"
    second_ink: str = "#000000"
    thickness: float = 0.1
    radius: float = 1.0
    swing: float = 0.0
    waves: int = 0
    strands: int = 0
    slow: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QrElement(Element):
    """The code to verify the page by, in a square with its quiet zone."""

    ink: str = "#000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignaturesElement(Element):
    """Lines to sign on, with name and role below. `which`: 0 for everybody side by side, else
    one person (1 to 4).
    """

    font: Role = Role.SANS_MEDIUM
    size: float = 9.6
    least: float = 6.5
    align: Align = "middle"
    ink: str = "#000000"
    second_ink: str = "#000000"
    gap: float = 8.0
    which: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StampElement(Element):
    """Room for a stamp: a dashed ring with the word for it."""

    ink: str = "#000000"
    size: float = 7.6


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillsElement(Element):
    """The skills that were shown, in `columns`, in `rows`, or as a running `list`."""

    font: Role = Role.SERIF_SEMIBOLD
    size: float = 12.0
    least: float = 7.5
    arrange: str = "columns"
    align: Align = "start"
    ink: str = "#000000"
    second_ink: str = "#000000"
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceElement(Element):
    """A disc for each workshop, hatched as far as it was attended, with its day below."""

    ink: str = "#000000"
    size: float = 7.6


@dataclass(frozen=True)
class Layout:
    """A page of a size with all that stands on it, the lowest layer first; this is also the
    order in which the page is read aloud.

    `reads`: the direction it was made for (``left-to-right``, ``right-to-left``); a certificate
    in a language of the other direction gets it mirrored. ``both`` is never mirrored.
    """

    width: float
    height: float
    elements: tuple[Element, ...]
    reads: str = "left-to-right"

    @property
    def landscape(self) -> bool:
        """Whether the page lies."""
        return self.width > self.height

    @cached_property
    def by_id(self) -> dict[str, Element]:
        """The elements by their ids."""
        return {element.id: element for element in self.elements}

    def with_elements(self, elements: Iterable[Element]) -> Layout:
        """This page with other things on it."""
        return replace(self, elements=tuple(elements))

    def fitted(self, width: float, height: float) -> tuple[Layout, float]:
        """The layout on a page of another size, and the scale it was brought to (at most 1):
        each element keeps its distance to what it holds on to.
        """
        if (width, height) == (self.width, self.height):
            return self, 1.0
        scale = min(1.0, width / self.width, height / self.height)
        moved = tuple(
            replace(element, box=_moved(element, self, width, height, scale))
            for element in self.elements
        )
        return Layout(width, height, moved, self.reads), scale

    def mirrored(self) -> Layout:
        """The layout for readers of the other direction: left and right change places."""
        turned = []
        for element in self.elements:
            box = replace(element.box, x=self.width - element.box.right)
            across: Across = element.across
            if across in {"left", "right"}:
                across = "right" if across == "left" else "left"
            turned.append(replace(element, box=box, across=across))
        return self.with_elements(turned)


@dataclass(frozen=True)
class Template:
    """A certificate's looks: one layout, or one that lies and one that stands.

    `inks` are the colours it is made of, by name; `pictures` those that travel with it (PNG or
    JPEG), by name.
    """

    name: str
    layouts: tuple[Layout, ...]
    inks: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[str, bytes], ...] = ()
    title: str = ""
    stationery: bool = False

    def layout(self, *, landscape: bool) -> Layout:
        """The layout for a page that lies or stands; the other one if only that exists."""
        wanted = [each for each in self.layouts if each.landscape is landscape]
        return (wanted or list(self.layouts))[0]

    def with_layout(self, layout: Layout) -> Template:
        """This template with another layout in place of the one that lies the same way."""
        others = [each for each in self.layouts if each.landscape is not layout.landscape]
        return replace(self, layouts=(layout, *others))

    def ink(self, name: str) -> str:
        """A colour as ``#RRGGBB``: itself, or what the template calls so."""
        return name if name.startswith("#") else dict(self.inks)[name]

    @cached_property
    def pictures_by_name(self) -> dict[str, bytes]:
        """The pictures that travel with it."""
        return dict(self.pictures)


@lru_cache(maxsize=2048)
def _fields_of(text: str) -> tuple[str, ...]:
    return tuple(_FIELD.findall(text))


def _moved(
    element: Element, layout: Layout, width: float, height: float, scale: float
) -> Box:  # fmt: skip
    box = element.box
    x, wide = _held(box.x, box.width, layout.width, width, scale, element.across)
    y, high = _held(box.y, box.height, layout.height, height, scale, element.down)
    return Box(x, y, wide, high)


def _held(
    start: float, length: float, whole: float, new_whole: float, scale: float, held: str
) -> tuple[float, float]:
    long = length * scale
    if held in {"left", "top"}:
        return start * scale, long
    if held in {"right", "bottom"}:
        return new_whole - (whole - start - length) * scale - long, long
    if held == "both":
        first = start * scale
        return first, new_whole - first - (whole - start - length) * scale
    from_middle = (start + length / 2 - whole / 2) * scale
    return new_whole / 2 + from_middle - long / 2, long
