"""Cards with a code for the door, and name badges to wear: many on a sheet, to be cut apart.

A card carries a name, the centre and the code that opens the check-in; a badge a name that can be
read across a table. Nothing else about a person is on either: no need, no contact, no age.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from facilitator.documents.drawing import HAIR, HAIRLINE, QUIET, Drawing
from facilitator.documents.fonts import Role
from facilitator.documents.paper import A4_PORTRAIT, MM, Sheet
from facilitator.errors import Refused


class CardKind(StrEnum):
    """What is printed: cards of 85 x 54 mm, ten on a sheet, or badges of A7, eight on a sheet."""

    CARDS = "cards"
    BADGES = "badges"


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One person's card or badge. `code` is what the scanner at the door reads."""

    name: str
    code: str = ""
    call_name: str = ""
    native_name: str = ""
    native_language: str = ""


@dataclass(frozen=True, slots=True)
class CardLabels:
    """The words on cards, in their language."""

    title: str = "Cards"
    hint: str = "Please show this card at the door."


@dataclass(frozen=True, slots=True)
class CardSheet:
    """What is printed. `start`: on which place of the first page (from 1) the first one stands, so
    that a page begun is used up; one alone can be printed again on any place.
    """

    people: tuple[PersonCard, ...]
    kind: CardKind = CardKind.CARDS
    issuer_name: str = ""
    programme_title: str = ""
    start: int = 1
    language: str = "en"
    sheet: Sheet = A4_PORTRAIT
    labels: CardLabels = CardLabels()


@dataclass(frozen=True, slots=True)
class Grid:
    """Places on a page, row by row; measures in millimetres."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float

    @property
    def places(self) -> int:
        """How many fit on a page."""
        return self.columns * self.rows

    def at(self, place: int) -> tuple[float, float]:
        """The upper start corner of a place (from 0)."""
        row, column = divmod(place, self.columns)
        return self.left + column * self.width, self.top + row * self.height


_CARD = (85.0, 54.0)
_BADGE = (105.0, 74.0)
_CUT = 4.0
_QR = 27.0


def grid_of(kind: CardKind, sheet: Sheet) -> Grid:
    """Where the places of a page are: as large as they should be, or as the paper allows."""
    wide, high = _CARD if kind is CardKind.CARDS else _BADGE
    rows = 5 if kind is CardKind.CARDS else 4
    columns = 2
    # Cards keep away from the edge, which no printer reaches; badges may run to it.
    edge = 4.0 if kind is CardKind.CARDS else 0.0
    wide = min(wide, (sheet.width - 2 * edge) / columns)
    high = min(high, (sheet.height - 2 * edge) / rows)
    return Grid(
        columns, rows, wide, high,
        (sheet.width - columns * wide) / 2, (sheet.height - rows * high) / 2,
    )  # fmt: skip


def cards_pdf(cards: CardSheet) -> tuple[bytes, int]:
    """The cards as a PDF's bytes, and how many pages they take.

    Refused: "no-cards", "start-position-out-of-range".
    """
    if not cards.people:
        raise Refused("no-cards")
    grid = grid_of(cards.kind, cards.sheet)
    if not 1 <= cards.start <= grid.places:
        raise Refused("start-position-out-of-range", position=cards.start, most=grid.places)
    drawing = Drawing(cards.sheet, cards.labels.title, cards.language)
    page = _Page(drawing, cards, grid)
    for index, person in enumerate(cards.people):
        place = (cards.start - 1 + index) % grid.places
        if index and place == 0:
            page.end()
        page.draw(person, place)
    page.end()
    return drawing.finish(), (cards.start - 1 + len(cards.people) + grid.places - 1) // grid.places


class _Page:
    def __init__(self, drawing: Drawing, cards: CardSheet, grid: Grid) -> None:
        self._drawing = drawing
        self._cards = cards
        self._grid = grid

    def draw(self, person: PersonCard, place: int) -> None:
        x, y = self._grid.at(place)
        self._cut_marks(x, y)
        if self._cards.kind is CardKind.CARDS:
            self._card(person, x, y)
        else:
            self._badge(person, x, y)

    def end(self) -> None:
        self._drawing.next_page()

    def _cut_marks(self, x: float, y: float) -> None:
        """Short lines at the corners: a knife follows them, and nothing is left on the card."""
        drawing, grid = self._drawing, self._grid
        right, bottom = x + grid.width, y + grid.height
        for corner_x, corner_y in ((x, y), (right, y), (x, bottom), (right, bottom)):
            drawing.rule(corner_x - _CUT / 2, corner_y, corner_x + _CUT / 2, corner_y,
                         ink=HAIR, thickness=HAIRLINE)  # fmt: skip
            drawing.rule(corner_x, corner_y - _CUT / 2, corner_x, corner_y + _CUT / 2,
                         ink=HAIR, thickness=HAIRLINE)  # fmt: skip

    def _card(self, person: PersonCard, x: float, y: float) -> None:
        drawing, cards, grid = self._drawing, self._cards, self._grid
        edge = 6.0
        beside = grid.width - 2 * edge - (_QR if person.code else 0.0)
        drawing.write(cards.issuer_name, x + edge, y + 9, 8, Role.SANS_MEDIUM, ink=QUIET,
                      width=grid.width - 2 * edge)  # fmt: skip
        self._name(person.name, x + edge, y + 18, 15, beside, grid.height * 0.3)
        if person.native_name and person.native_name != person.name:
            drawing.write(
                person.native_name, x + edge, y + grid.height - 17, 12, ink=QUIET,
                width=beside, smallest=5, language=person.native_language,
            )  # fmt: skip
        drawing.write(cards.programme_title, x + edge, y + grid.height - 10, 7.5, ink=QUIET,
                      width=beside, smallest=5)  # fmt: skip
        drawing.write(cards.labels.hint, x + edge, y + grid.height - 5.5, 6.5, ink=QUIET,
                      width=beside, smallest=4.5)  # fmt: skip
        if person.code:
            left = x + grid.width - edge - _QR + 3
            drawing.qr(person.code, left, y + grid.height - _QR - 9.5, _QR, error="q")
            drawing.write(
                _grouped(person.code), left + _QR / 2, y + grid.height - 6.5, 7.5,
                Role.SANS_MEDIUM, align="middle", width=_QR,
            )  # fmt: skip

    def _badge(self, person: PersonCard, x: float, y: float) -> None:
        drawing, cards, grid = self._drawing, self._cards, self._grid
        edge = 8.0
        inner, middle = grid.width - 2 * edge, x + grid.width / 2
        drawing.write(cards.issuer_name, middle, y + 12, 10, Role.SANS_MEDIUM, ink=QUIET,
                      align="middle", width=inner)  # fmt: skip
        called = person.call_name or person.name
        drawing.write(called, middle, y + grid.height * 0.52, 40, Role.SANS_SEMIBOLD,
                      align="middle", width=inner, smallest=11)  # fmt: skip
        second = person.native_name if person.native_name != called else ""
        beneath = second or (person.name if person.call_name else "")
        if beneath and beneath != called:
            drawing.write(
                beneath, middle, y + grid.height * 0.71, 18, align="middle", width=inner,
                smallest=7, language=person.native_language if second else "",
            )  # fmt: skip
        drawing.write(cards.programme_title, middle, y + grid.height - 8, 9, ink=QUIET,
                      align="middle", width=inner, smallest=5)  # fmt: skip

    def _name(
        self, text: str, x: float, top: float, size: float, width: float, height: float
    ) -> None:
        """A name on up to three lines: smaller before it is cut."""
        drawing = self._drawing
        fitted = drawing.setter.fit_line(
            text, Role.SANS_SEMIBOLD, (size, 7.0), (width * MM, height * MM),
            language=drawing.language, max_lines=3,
        )  # fmt: skip
        if any(line.width * fitted.size > width * MM + 0.01 for line in fitted.lines):
            # Nowhere to break it: one line, with its end left off.
            drawing.write(text, x, top + 5, 7.0, Role.SANS_SEMIBOLD, width=width, smallest=7.0)
        else:
            drawing.put_fitted(fitted, x, top)


def _grouped(code: str) -> str:
    """A code as people read it out: in groups of five."""
    return " ".join(code[at : at + 5] for at in range(0, len(code), 5))
