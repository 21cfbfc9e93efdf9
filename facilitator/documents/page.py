"""What the working papers share: corner marks, feet, and texts put together."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.documents.drawing import BLACK, QUIET, RULE, Drawing
from facilitator.documents.fonts import Role
from facilitator.documents.page_room import MARGIN, MARK, MARK_INSET


def foot(drawing: Drawing, text: str, page_words: str, *, size: float = 7.5) -> None:
    """A hairline with a text at its start and the page number at its end."""
    y = drawing.height - MARGIN
    number = drawing.line(page_words, Role.SANS)
    wide = drawing.setter.width(page_words, Role.SANS, size, drawing.language) * 25.4 / 72
    above = y - size * 0.56
    drawing.rule(MARGIN, above, drawing.width - MARGIN, above, ink=RULE)
    drawing.put(number, drawing.width - MARGIN, y, size, ink=QUIET, align="end")
    room = drawing.width - 2 * MARGIN - wide - 6
    # Large print is cut rather than made small.
    smallest = min(size, 16.0) if size > 12 else 5.5
    drawing.write(text, MARGIN, y, size, ink=QUIET, width=room, smallest=smallest)


def page_of(pattern: str, page: int, pages: int) -> str:
    """``Page 2 of 3`` in the words of the document."""
    return pattern.replace("{page}", str(page)).replace("{pages}", str(pages))


def corner_marks(drawing: Drawing) -> None:
    """Black squares in the corners, by which a photograph of the sheet can be set straight;
    the one at the top start is hollow, so that the sheet is never read upside down.
    """
    right = drawing.width - MARK_INSET - MARK
    bottom = drawing.height - MARK_INSET - MARK
    corners = ((MARK_INSET, MARK_INSET), (right, MARK_INSET), (MARK_INSET, bottom),
               (right, bottom))  # fmt: skip
    for index, (x, y) in enumerate(corners):
        drawing.box(x, y, MARK, MARK, ink=None, fill=BLACK)
        if index == 0:
            drawing.box(x + 1.1, y + 1.1, MARK - 2.2, MARK - 2.2, ink=None, fill=(1, 1, 1))


def joined(parts: Sequence[str], separator: str = "  ·  ", *, isolated: bool = False) -> str:
    """The parts that say something, with a dot between them.

    `isolated`: each keeps its own direction among its neighbours, for pages read from the right.
    """
    spoken = [part for part in parts if part.strip()]
    if isolated:
        spoken = [f"\u2068{part}\u2069" for part in spoken]
    return separator.join(spoken)


def from_to(start: str, end: str) -> str:
    """Two times of day; from left to right on every page, as clocks are read."""
    times = joined([start, end], "–")
    return f"\u2066{times}\u2069" if times else ""
