"""What the papers of a plan say: the script, the agenda for participants, materials, tasks, signs.

Plain words and numbers, worked out by the caller, with nothing drawn yet. Importing this loads no
drawing library, so that a menu of papers costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from facilitator.documents.paper import A4_PORTRAIT, Sheet


class PlanPaperKind(StrEnum):
    """The papers that a plan can be printed as."""

    RUN_SHEET = "run-sheet"
    SCRIPT = "script"
    AGENDA = "agenda"
    MATERIALS = "materials"
    TASK_SHEETS = "task-sheets"
    ROOM_SIGNS = "room-signs"


@dataclass(frozen=True, slots=True)
class PlanLabels:
    """The words on the papers, in their language."""

    minutes: str = "{minutes} min"
    aim: str = "Aim"
    task: str = "Task"
    say: str = "Say"
    do: str = "Do"
    watch: str = "Watch"
    if_short: str = "If short of time"
    can_lose: str = "−{minutes} min"
    materials: str = "Materials"
    skills: str = "Skills"
    optional: str = "may be left out"
    fixed: str = "fixed start"
    free: str = "{minutes} min free before"
    people: str = "{count} people"
    person: str = "1 person"
    group_of: str = "Group {number} of {count}"
    groups: str = "{count} groups"
    parallel: str = "Groups"
    your_task: str = "Your task"
    steps: str = "Step by step"
    you_need: str = "You need"
    ends: str = "End"
    welcome: str = "Welcome"
    expected: str = "For {count} people"
    used_up: str = "Used up"
    comes_back: str = "Comes back"
    in_workshops: str = "Workshops: {numbers}"
    no_materials: str = "Nothing to pack."
    page: str = "Page {page} of {pages}"


@dataclass(frozen=True, slots=True)
class PlanActivity:
    """One activity, or one step of a parallel group. `kind` chooses the mark beside it."""

    start: str
    minutes: str
    title: str
    end: str = ""
    kind: str = ""
    kind_word: str = ""
    method: str = ""
    lead: str = ""
    grouping: str = ""
    room: str = ""
    aim: str = ""
    task: str = ""
    say: str = ""
    do: str = ""
    watch: str = ""
    if_short: str = ""
    cut_minutes: int = 0
    free_before_minutes: int = 0
    optional: bool = False
    fixed_start: bool = False
    materials: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    tracks: tuple[PlanTrack, ...] = ()
    group_sizes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanTrack:
    """What one of several parallel groups does. `people` is None when nobody knows how many."""

    name: str
    people: int | None = None
    lead: str = ""
    room: str = ""
    task: str = ""
    steps: tuple[PlanActivity, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """The plan of one workshop as words ready to print. `logo` is a PNG's or JPEG's content.

    `every_group`: a task sheet for each group, also where all groups do the same.
    """

    workshop_title: str
    activities: tuple[PlanActivity, ...]
    programme_title: str = ""
    issuer_name: str = ""
    issuer_contact: str = ""
    logo: bytes | None = None
    date: str = ""
    time: str = ""
    place: str = ""
    room: str = ""
    aim: str = ""
    team: str = ""
    end: str = ""
    language: str = "en"
    sheet: Sheet = A4_PORTRAIT
    large: bool = False
    every_group: bool = False
    labels: PlanLabels = PlanLabels()


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One line of a packing list; `total` is what the rule of quantities gives."""

    label: str
    total: int
    unit: str = ""
    reusable: bool = False
    packed: bool = False
    used_in: str = ""


@dataclass(frozen=True, slots=True)
class MaterialsSheet:
    """What to pack for a workshop or a programme."""

    title: str
    lines: tuple[MaterialLine, ...]
    programme_title: str = ""
    issuer_name: str = ""
    date: str = ""
    place: str = ""
    people: int = 0
    language: str = "en"
    sheet: Sheet = A4_PORTRAIT
    large: bool = False
    labels: PlanLabels = PlanLabels()


@dataclass(frozen=True, slots=True)
class RoomSign:
    """A sign at a door; with an arrow (``"left"``, ``"right"``, ``"ahead"``) one on the way."""

    room: str
    title: str = ""
    details: str = ""
    arrow: str = ""


@dataclass(frozen=True, slots=True)
class RoomSigns:
    """Signs, one a page."""

    title: str
    signs: tuple[RoomSign, ...]
    issuer_name: str = ""
    language: str = "en"
    sheet: Sheet = A4_PORTRAIT
