"""Text and tables that flow over pages, and what must stay together.

A block is what should stand on one page: an activity with its notes, a line of a list. It moves to
the next page whole when it does not fit; only a block longer than a page is parted, between its
rows, and then its head is said again. `laid_out` decides where everything stands and draws nothing;
`draw_sections` then draws it.

Neighbours: `plan_sheet` (what is said), `type_sizes` (how large), `page` (margins).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from facilitator.documents.drawing import BLACK, QUIET, RULE, SHADE, Drawing
from facilitator.documents.fonts import Role
from facilitator.documents.ink import Colour
from facilitator.documents.page import foot, page_of
from facilitator.documents.page_room import FOOT, MARGIN
from facilitator.documents.paper import MM
from facilitator.documents.text import Line
from facilitator.documents.type_sizes import TypeSizes

_LEADING = 1.36
_BELOW_BASE = 0.38  # ems of a row that lie below the base line
_LEAST_ROWS = 3  # of a block that is parted: so many at least before the page ends


@dataclass(frozen=True, slots=True)
class Row:
    """Something that is never parted: how high it is (mm), and how it is drawn from its top."""

    height: float
    draw: Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together. `head` stands above them, on every page they come to stand on.

    `with_next`: never the last on its page; `shaded`: on a light ground; `ruled`: a line below;
    `new_page`: always the first on its page.
    """

    rows: tuple[Row, ...]
    head: tuple[Row, ...] = ()
    with_next: bool = False
    shaded: bool = False
    ruled: bool = False
    new_page: bool = False

    @property
    def height(self) -> float:
        """Of all of it, in one piece."""
        return _height(self.head) + _height(self.rows)

    @property
    def beginning(self) -> float:
        """How much of it must stand on a page for it to begin there."""
        return _height(self.head) + _height(self.rows[:_LEAST_ROWS])


@dataclass(frozen=True, slots=True)
class Placed:
    """A block, or a part of one, at its place on a page: mm below where the page's room starts."""

    block: Block
    top: float
    rows: tuple[Row, ...]

    @property
    def height(self) -> float:
        """Of this part, its head included."""
        return _height(self.rows)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document with a head of its own that begins on a new page.

    `running` is the line at the top of its further pages; `stretch` spreads a section of one page
    by up to so many millimetres a block.
    """

    head: Row
    blocks: tuple[Block, ...]
    running: str = ""
    foot: str = ""
    stretch: float = 0.0


@dataclass
class _Page:
    room: float
    used: float = 0.0
    placed: list[Placed] = field(default_factory=list)

    def put(self, block: Block, rows: Sequence[Row]) -> None:
        self.placed.append(Placed(block, self.used, tuple(rows)))
        self.used += _height(rows)

    def holds(self, height: float) -> bool:
        return height <= self.room - self.used + 0.001


def laid_out(blocks: Sequence[Block], first: float, others: float) -> list[list[Placed]]:
    """Where blocks stand: `first` is the room (mm) on the first page, `others` on later ones."""
    pages = [_Page(first)]
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if block.with_next and index + 1 < len(blocks) else None
        beside = _with(following, others) if following else 0.0
        page = pages[-1]
        if block.new_page and page.placed:
            page = _new_page(pages, others)
        wanted = block.height + beside if block.height + beside <= others else block.height
        movable = wanted <= others or not page.holds(block.beginning)
        if page.placed and movable and not page.holds(wanted):
            page = _new_page(pages, others)
        if page.holds(block.height):
            page.put(block, (*block.head, *block.rows))
        else:
            _part(pages, block, others)
    return [page.placed for page in pages]


def _with(block: Block, others: float) -> float:
    """How much of the next block has to stand beside one that is never the last on its page."""
    return block.height if block.height <= others / 2 else block.beginning


def _part(pages: list[_Page], block: Block, others: float) -> None:
    """Put a block longer than a page on as many as it takes, its head on each."""
    page = pages[-1]
    rows: list[Row] = []
    for row in block.rows:
        if rows and not page.holds(_height(block.head) + _height(rows) + row.height):
            page.put(block, (*block.head, *rows))
            page = _new_page(pages, others)
            rows = []
        rows.append(row)
    page.put(block, (*block.head, *rows))


def _new_page(pages: list[_Page], room: float) -> _Page:
    pages.append(_Page(room))
    return pages[-1]


def _height(rows: Sequence[Row]) -> float:
    return sum(row.height for row in rows)


def draw_sections(
    drawing: Drawing, sections: Sequence[Section], sizes: TypeSizes, page_words: str
) -> int:
    """Draw sections, each on pages of its own, counted through. Returns how many there are."""
    foot_room = max(FOOT, sizes.foot * 1.6 / MM + 3)
    bottom = drawing.height - MARGIN - foot_room
    top = MARGIN + sizes.small * 1.4 / MM + 3
    parts = [
        laid_out(section.blocks, bottom - MARGIN - section.head.height, bottom - top)
        for section in sections
    ]
    count = sum(len(pages) for pages in parts)
    number = 0
    for section, pages in zip(sections, parts, strict=True):
        for place, placed in enumerate(pages):
            number += 1
            y = _draw_top(drawing, section, sizes, top, first=place == 0)
            spare = bottom - y - sum(part.height for part in placed)
            alone = len(pages) == 1 and placed
            stretch = min(max(spare, 0) / len(placed), section.stretch) if alone else 0.0
            _draw_placed(drawing, placed, y, stretch)
            foot(drawing, section.foot, page_of(page_words, number, count), size=sizes.foot)
            drawing.next_page()
    return count


def _draw_top(
    drawing: Drawing, section: Section, sizes: TypeSizes, top: float, *, first: bool
) -> float:
    if first:
        section.head.draw(MARGIN)
        return MARGIN + section.head.height
    end = drawing.width - MARGIN
    drawing.write(
        section.running, MARGIN, top - 4.2, sizes.small, Role.SANS_SEMIBOLD, width=end - MARGIN,
        smallest=sizes.small,
    )  # fmt: skip
    drawing.rule(MARGIN, top - 2, end, top - 2, thickness=0.45)
    return top


def _draw_placed(drawing: Drawing, placed: Sequence[Placed], y: float, stretch: float) -> None:
    end = drawing.width - MARGIN
    for number, part in enumerate(placed):
        top = y + part.top + number * stretch
        high = part.height + stretch
        if part.block.shaded:
            drawing.box(MARGIN, top, end - MARGIN, high, ink=None, fill=SHADE)
        at = top + stretch / 2
        for row in part.rows:
            row.draw(at)
            at += row.height
        if part.block.ruled:
            drawing.rule(MARGIN, top + high, end, top + high, ink=RULE)


# ------------------------------------------------------------------------------------- rows


@dataclass(frozen=True, slots=True)
class Column:
    """Where text may stand: from `x`, so wide (mm)."""

    x: float
    width: float


def gap(height: float) -> Row:
    """Nothing, so high."""
    return Row(height, lambda _top: None)


def text_rows(
    drawing: Drawing, text: str, column: Column, size: float, role: Role = Role.SANS, *,
    ink: Colour = BLACK,
) -> list[Row]:  # fmt: skip
    """A text of any number of lines, a row for each line that it takes."""
    rows: list[Row] = []
    for paragraph in text.splitlines():
        lines = drawing.setter.wrap(paragraph, role, size, column.width * MM, drawing.language)
        step = line_step(lines, size)
        rows += [
            Row(step, _line_drawer(drawing, line, column.x, step, size, ink)) for line in lines
        ]
    return rows


def line_step(lines: Sequence[Line], size: float) -> float:
    """From one base line to the next (mm); more where tall letters would touch."""
    tallest = max((sum(line.reach) for line in lines), default=0.0)
    return max(_LEADING, tallest + 0.08) * size / MM


def base_of(top: float, step: float, size: float) -> float:
    """The base line of a row of text that starts at `top`."""
    return top + step - _BELOW_BASE * size / MM


def _line_drawer(
    drawing: Drawing, line: Line, x: float, step: float, size: float, ink: Colour
) -> Callable[[float], None]:
    return lambda top: drawing.put(line, x, base_of(top, step, size), size, ink=ink)


def _with_word(drawing: Drawing, label: str, text: str, column: Column, size: float) -> list[Row]:
    """A text that begins with its word, as in ``Say: Welcome.``: a line for each word alone would
    double the pages of large print.
    """
    if not text.strip():
        return []
    word = f"{label}:"
    setter, language = drawing.setter, drawing.language
    # A blank at the end of a text has no width: a narrow letter stands for it.
    blank = setter.width("i", Role.SANS, size, language) / MM
    plain = setter.width(word, Role.SANS, size, language) / MM + blank
    strong = setter.width(word, Role.SANS_SEMIBOLD, size, language) / MM + blank
    # The word is set in a wider face: the line in which it stands must have room for that.
    narrower = Column(column.x, column.width - max(strong - plain, 0.0))
    first, *others = text.strip().splitlines()
    paragraph = f"{word} {first}"
    lines = setter.wrap(paragraph, Role.SANS, size, narrower.width * MM, language)
    step = line_step(lines, size)
    if not lines[0].text.startswith(word):
        # So narrow that the word itself is broken.
        return text_rows(drawing, f"{word} {text}", column, size)
    begun = drawing.line(word, Role.SANS_SEMIBOLD)
    rest = drawing.line(lines[0].text[len(word) :].strip(), Role.SANS)

    def draw(top: float) -> None:
        base = base_of(top, step, size)
        drawing.put(begun, column.x, base, size, ink=BLACK)
        drawing.put(rest, column.x + strong, base, size, ink=BLACK)

    return [
        Row(step, draw),
        *(
            Row(step, _line_drawer(drawing, line, column.x, step, size, BLACK))
            for line in lines[1:]
        ),
        *text_rows(drawing, "\n".join(others), column, size),
    ]


def labelled_rows(
    drawing: Drawing, label: str, text: str, columns: tuple[Column, Column], sizes: TypeSizes
) -> list[Row]:
    """A text with its word: beside it, or in front of it where the first column has no width."""
    beside, column = columns
    if beside.width <= 0:
        return _with_word(drawing, label, text, column, sizes.body)
    rows = text_rows(drawing, text, column, sizes.body)
    if not rows:
        return []
    first = rows[0]

    def draw(top: float) -> None:
        drawing.write(
            label, beside.x, base_of(top, first.height, sizes.body), sizes.small,
            Role.SANS_ITALIC, ink=QUIET, width=beside.width,
        )  # fmt: skip
        first.draw(top)

    return [Row(first.height, draw), *rows[1:]]
