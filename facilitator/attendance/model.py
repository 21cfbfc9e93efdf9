"""What attendance is: statuses, the desk at the door, the grid of a programme, its figures.

Times of the day are local texts ``HH:MM`` in the workshop's zone, ready to be shown; minutes are
exact whole numbers. Neighbours: `minutes` (the counting rule), `figures` (totals), `store`
(rows), `attendance` (what one can do).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

PRESENT = "present"
LATE = "late"
LEFT_EARLY = "left-early"
EXCUSED = "excused"
ABSENT = "absent"


class Standing(StrEnum):
    """How a person stood to the programme on the day of a workshop."""

    ENROLLED = "enrolled"
    NOT_YET = "not-enrolled"
    WITHDRAWN = "withdrawn"
    GUEST = "guest"
    """Marked without ever being enrolled."""
    OTHER_GROUP = "other-group"
    """Enrolled, but the workshop was meant for other groups."""


class MinutesRule(StrEnum):
    """Which minutes count for somebody with a status, if they were in the room."""

    TIMES = "times"
    """Those between arriving and leaving."""
    WHOLE = "whole"
    """All that the workshop offers."""
    NONE = "none"


class Tone(StrEnum):
    """The colours that a status may be shown in, by what they say; never the only sign."""

    NEUTRAL = ""
    GOOD = "good"
    CAREFUL = "careful"
    BAD = "bad"
    QUIET = "quiet"


class MarkOutcome(StrEnum):
    """What a mark did."""

    MARKED = "marked"
    ALREADY = "already"
    """A second scan: the first arrival stands and nothing was written."""
    CHANGED = "changed"
    CAME_BACK = "came-back"
    """Was checked out, is in the room again; the first arrival stands."""
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Status:
    """A status with its letter and icon; `in_room` says whether minutes are counted.

    `label` is empty for a shipped status under its shipped name.
    """

    id: str
    key: str
    label: str
    letter: str
    icon: str
    in_room: bool
    own: bool
    hidden: bool
    position: int
    minutes_rule: MinutesRule = MinutesRule.TIMES
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """The state of one person at one workshop after a mark; on disk before it is returned."""

    workshop_id: str
    participant_id: str
    name: str
    status_key: str | None
    arrived_local: str
    left_local: str
    sequence: int
    outcome: MarkOutcome


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A person at the door. `status_key` None: not marked yet."""

    participant_id: str
    name: str
    call_name: str
    native_name: str
    native_language: str
    sort_key: str
    status_key: str | None
    arrived_local: str
    left_local: str
    has_needs: bool
    minor: bool
    complete_later: bool
    minutes: int | None
    standing: Standing
    note: str


@dataclass(frozen=True, slots=True)
class Board:
    """The live board. Everybody is in one of `here`, `not_yet`, `apologies`, `gone`, `absent`.

    `here`: in the room, or stayed to the end. `gone`: left before the end. `anonymous`: heads
    without a name, on top of the named ones.
    """

    here: int
    not_yet: int
    apologies: int
    gone: int
    absent: int
    anonymous: int
    capacity: int | None
    enrolled: int


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the check-in screen shows of one workshop."""

    workshop_id: str
    title: str
    programme_id: str | None
    starts_at: datetime
    ends_at: datetime
    offered_minutes: int
    rows: tuple[DeskRow, ...]
    board: Board
    last_marks: tuple[Mark, ...]
    heads: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class GridWorkshop:
    """A column of the grid.

    `enrolled_then`: people enrolled on its day, the denominator of `came`. `marked` counts the
    marks of those in the register.
    """

    workshop_id: str
    number: int
    title: str
    on: date
    starts_at: datetime
    ends_at: datetime
    planned_minutes: int
    offered_minutes: int
    cancelled: bool
    enrolled_then: int
    came: int
    marked: int
    minutes_delivered: int
    anonymous: int


@dataclass(frozen=True, slots=True)
class GridCell:
    """One person at one workshop; equal cells are one shared object.

    `status_key` None: no mark. `share` is minutes of offered minutes, 0 to 1.
    """

    status_key: str | None
    standing: Standing
    minutes: int
    offered: int
    share: float
    arrived_local: str = ""
    left_local: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PersonTotal:
    """A person's attendance over a whole programme.

    `workshops_planned` and `offered_minutes` are those of the whole programme (the base of
    `contact_percent`); the `…_while_enrolled` figures leave out workshops before the enrolment
    and after leaving. `missed_running`: workshops missed in a row, up to the latest one that has
    marks. `first_on`, `last_on`: first and last workshop attended. Workshops meant for groups that
    the person was not in are in none of the bases. `percent_while_enrolled` is of
    `offered_minutes_while_enrolled`.
    """

    participant_id: str
    name: str
    workshops_attended: int
    workshops_planned: int
    contact_minutes: int
    offered_minutes: int
    contact_percent: float
    first_on: date | None
    last_on: date | None
    workshops_while_enrolled: int
    offered_minutes_while_enrolled: int
    missed_running: int
    percent_while_enrolled: float = 0.0


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the grid; `cells` in the order of the grid's workshops."""

    participant_id: str
    name: str
    call_name: str
    native_name: str
    native_language: str
    sort_key: str
    standing: str
    cells: tuple[GridCell, ...]
    total: PersonTotal


@dataclass(frozen=True, slots=True)
class AttendanceGrid:
    """People x workshops of a programme; `people` may be a page of `people_count`."""

    programme_id: str
    workshops: tuple[GridWorkshop, ...]
    people: tuple[GridRow, ...]
    people_count: int
    attendances: int
    contact_minutes: int


@dataclass(frozen=True, slots=True)
class ProgrammeFigures:
    """The figures funders ask for, each person counted once.

    A person attended a workshop when contact minutes are above zero. `enrolled` counts all who
    ever enrolled; `unique_participants` those who attended at least once; `retention_percent`
    those who attended four or more, of them. Percentages have one decimal, hours two, half up.
    The `people_by_…` counts cover the unique participants; '' is unknown. Anonymous heads are
    never part of the other figures but of those that name them: `attendances_with_heads`, and
    `anonymous_minutes`, for which each head counts as there for all that the workshop offered.
    """

    planned_minutes: int
    contact_minutes_offered_per_person: int
    enrolled: int
    unique_participants: int
    did_not_start: int
    attendances: int
    contact_minutes_delivered: int
    learner_hours_delivered: float
    expected_learner_minutes: int
    attendance_by_workshop: Mapping[str, int]
    late_arrivals: int
    early_departures: int
    attended_all: int
    attended_4_or_more: int
    retention_percent: float
    anonymous_heads: int
    people_by_age_band: Mapping[str, int] = field(default_factory=dict)
    people_by_gender: Mapping[str, int] = field(default_factory=dict)
    people_by_district: Mapping[str, int] = field(default_factory=dict)
    people_by_internet_at_home: Mapping[str, int] = field(default_factory=dict)
    heads_by_band: Mapping[str, int] = field(default_factory=dict)
    attendances_with_heads: int = 0
    anonymous_minutes: int = 0


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """A register that is missing ("register-missing") or has gaps ("register-incomplete")."""

    code: str
    workshop_id: str
    workshop_title: str
    programme_id: str | None
    programme_title: str
    starts_at: datetime
    unmarked: int
    enrolled: int
