"""What a printed sign-in sheet is, what was read from its picture, and what a person enters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from facilitator.documents.sign_in_layout import SignInLayout


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A sheet as it lies on the table: its code, its measures, and who stands on its lines."""

    id: str
    code: str
    workshop_id: str
    layout: SignInLayout
    people: tuple[str, ...]
    printed_at: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of the sheet for entering it back; `number` is printed before it, from 1.

    `participant_id` is None on a blank line nobody was entered for yet, and of somebody who is no
    longer in the workbook (`gone`). `status_key`, `arrived_local` and `left_local` are the mark
    the person has already, from wherever.
    """

    number: int
    page: int
    participant_id: str | None
    name: str = ""
    native_name: str = ""
    native_language: str = ""
    blank: bool = False
    gone: bool = False
    status_key: str | None = None
    arrived_local: str = ""
    left_local: str = ""


@dataclass(frozen=True, slots=True)
class SheetEntries:
    """A sheet opened for entering. `not_on_sheet`: enrolled that day, but added after printing."""

    code: str
    workshop_id: str
    workshop_title: str
    rows: tuple[SheetRow, ...]
    not_on_sheet: tuple[SheetRow, ...] = ()


@dataclass(frozen=True, slots=True)
class RowEntry:
    """What a person confirmed for one line. Times as written on the paper, ``HH:MM`` or empty."""

    status_key: str = "present"
    arrived: str = ""
    left: str = ""


@dataclass(frozen=True, slots=True)
class BlankEntry:
    """Who wrote themselves on a blank line: somebody known (`participant_id`), or a new name."""

    name: str = ""
    participant_id: str | None = None
    entry: RowEntry = RowEntry()


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was saved. `people` gives the participant of each line."""

    marked: int
    walk_ins: int
    people: Mapping[int, str] = field(default_factory=dict)


class Judged(StrEnum):
    """What the picture of a box shows. Whatever is not clear is doubtful."""

    SIGNED = "signed"
    EMPTY = "empty"
    DOUBTFUL = "doubtful"


class DoubtReason(StrEnum):
    """Why a box is doubtful."""

    LITTLE_INK = "little-ink"
    FAINT = "faint"
    FROM_NEXT_ROW = "from-next-row"
    STRAIGHT_LINE = "straight-line"
    CROSSED_OUT = "crossed-out"
    BOX_NOT_FOUND = "box-not-found"
    UNEVEN_GROUND = "uneven-ground"


@dataclass(frozen=True, slots=True)
class RowReading:
    """What the picture shows of one line; pictures are PNG.

    `ink`: square millimetres of ink in the box. `times_written`: whether something stands in the
    boxes for coming and leaving. `name_picture` is of blank lines only.
    """

    row: SheetRow
    judged: Judged
    reason: DoubtReason | None
    ink: float
    picture: bytes
    times_picture: bytes
    times_written: bool
    name_picture: bytes = b""


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page of a sheet found in a picture. `source` names the file, with the picture in it.

    `turned`: how far the picture was turned, in degrees clockwise. `frames_found`: the share of
    printed boxes that were seen where they should be: below a half, all is doubtful.
    """

    source: str
    page: int
    turned: int
    frames_found: float
    rows: tuple[RowReading, ...]


@dataclass(frozen=True, slots=True)
class SheetReading:
    """All pages of one sheet that were found in the pictures handed in; nothing is saved yet.

    A page that was there twice is kept once: the picture with more frames found.
    `missing_pages` were not among them.
    """

    entries: SheetEntries
    pages: tuple[PageReading, ...]
    missing_pages: tuple[int, ...] = ()

    @property
    def rows(self) -> tuple[RowReading, ...]:
        """The lines of all pages in printed order."""
        return tuple(row for page in self.pages for row in page.rows)


@dataclass(frozen=True, slots=True)
class Unread:
    """A picture that gave nothing, and the code that says why."""

    source: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PicturesRead:
    """What all pictures handed in gave."""

    sheets: tuple[SheetReading, ...]
    unread: tuple[Unread, ...] = ()
