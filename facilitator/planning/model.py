"""What a plan is made of: programmes, workshops, activities, methods, materials, tasks.

Frozen values without behaviour beyond what follows from their own fields. Times that are planned
are local wall times without a zone (`starts_local`) beside the IANA name of their zone; durations
are whole seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from facilitator.planning.timing import Schedule, Span


class KindFamily(StrEnum):
    """What kinds of activity have in common; one mark (shape and colour) stands for each."""

    FRAME = "frame"
    WARMUP = "warmup"
    INPUT = "input"
    TALK = "talk"
    MAKE = "make"
    PRACTISE = "practise"
    LOOKBACK = "lookback"
    PAUSE = "pause"


class ActivityKind(StrEnum):
    """What people do in an activity: thirteen kinds in eight families."""

    WELCOME = "welcome"
    ICEBREAKER = "icebreaker"
    ENERGISER = "energiser"
    INPUT = "input"
    DISCUSSION = "discussion"
    GROUP_WORK = "group-work"
    CREATIVE = "creative"
    PRACTICE = "practice"
    DECISION = "decision"
    REFLECTION = "reflection"
    ASSESSMENT = "assessment"
    BREAK = "break"
    CLOSING = "closing"

    @property
    def family(self) -> KindFamily:
        """The family whose mark stands for this kind."""
        return _FAMILIES[self]


_FAMILIES: Mapping[ActivityKind, KindFamily] = {
    ActivityKind.WELCOME: KindFamily.FRAME,
    ActivityKind.CLOSING: KindFamily.FRAME,
    ActivityKind.ICEBREAKER: KindFamily.WARMUP,
    ActivityKind.ENERGISER: KindFamily.WARMUP,
    ActivityKind.INPUT: KindFamily.INPUT,
    ActivityKind.DISCUSSION: KindFamily.TALK,
    ActivityKind.DECISION: KindFamily.TALK,
    ActivityKind.GROUP_WORK: KindFamily.MAKE,
    ActivityKind.CREATIVE: KindFamily.MAKE,
    ActivityKind.PRACTICE: KindFamily.PRACTISE,
    ActivityKind.REFLECTION: KindFamily.LOOKBACK,
    ActivityKind.ASSESSMENT: KindFamily.LOOKBACK,
    ActivityKind.BREAK: KindFamily.PAUSE,
}


class WorkshopStatus(StrEnum):
    """How far a workshop has come."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class TaskPhase(StrEnum):
    """When a task falls due, seen from the workshop."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class SkillRef:
    """A skill that something aims at."""

    id: str
    key: str
    title: str
    short: str


@dataclass(frozen=True, slots=True)
class SkillAim:
    """A skill, or one indicator of it, that an activity gives room to."""

    skill_id: str
    indicator_id: str | None = None


@dataclass(frozen=True, slots=True)
class TeamRef:
    """Somebody of the team, with the role in this programme or workshop."""

    id: str
    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class PartnerRef:
    """A partner of a programme."""

    id: str
    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What people can do after a programme."""

    id: str
    key: str
    text: str
    skill_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme in a list. `enrolled` counts everybody who was ever enrolled."""

    id: str
    title: str
    subtitle: str
    workshops: int
    held: int
    enrolled: int
    first_on: date | None
    last_on: date | None
    is_sample: bool
    archived: bool


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme with all its fields."""

    id: str
    seed_key: str | None
    title: str
    subtitle: str
    summary: str
    language: str
    venue_id: str | None
    venue_name: str
    audience: str
    capacity: int | None
    min_to_run: int | None
    themes: tuple[str, ...]
    breaks_count: bool
    rounding_minutes: int
    late_rule: str
    doors_open_minutes: int
    funder_partner_id: str | None
    funder_name: str
    grant_reference: str
    smallest_group_shown: int
    default_template: str
    highest_award_only: bool
    is_template: bool
    is_sample: bool
    archived: bool
    skills: tuple[SkillRef, ...]
    team: tuple[TeamRef, ...]
    partners: tuple[PartnerRef, ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class WorkshopRow:
    """A workshop in a list.

    `number` of `of`: its place in the programme. `ends_local` follows the target end where one is
    set, else the agenda. `enrolled` counts those enrolled on its day, `came` those marked as in
    the room, `anonymous` the heads counted without a name.
    """

    id: str
    programme_id: str | None
    programme_title: str
    number: int
    of: int
    title: str
    starts_local: datetime
    time_zone: str
    ends_local: datetime
    starts_utc: datetime
    ends_utc: datetime
    status: WorkshopStatus
    venue_name: str
    enrolled: int
    came: int
    anonymous: int
    activity_count: int
    is_template: bool = False


@dataclass(frozen=True, slots=True)
class PhaseRule:
    """When the phases of an activity begin, and the moments chosen for a sound.

    Seconds before the end, or percent of its time left, which goes before. None: as the level
    above says (activity, workshop, centre). `cues`: seconds before the end.
    """

    warn_seconds: int | None = None
    warn_percent: int | None = None
    last_seconds: int | None = None
    last_percent: int | None = None
    cues: tuple[int, ...] | None = None

    def over(self, usual: PhaseRule) -> PhaseRule:
        """This rule, with what it leaves open taken from another."""
        warn = self.warn_seconds is None and self.warn_percent is None
        last = self.last_seconds is None and self.last_percent is None
        return PhaseRule(
            usual.warn_seconds if warn else self.warn_seconds,
            usual.warn_percent if warn else self.warn_percent,
            usual.last_seconds if last else self.last_seconds,
            usual.last_percent if last else self.last_percent,
            usual.cues if self.cues is None else self.cues,
        )


@dataclass(frozen=True, slots=True)
class Workshop:
    """A workshop with all its fields."""

    id: str
    seed_key: str | None
    programme_id: str | None
    programme_title: str
    number: int
    of: int
    title: str
    aim: str
    starts_local: datetime
    time_zone: str
    target_seconds: int | None
    venue_id: str | None
    venue_name: str
    room_id: str | None
    room_name: str
    room_layout: str
    room_note: str
    expected_heads: int | None
    status: WorkshopStatus
    is_template: bool
    is_sample: bool
    team: tuple[TeamRef, ...]
    skills: tuple[SkillRef, ...]
    outcome_ids: tuple[str, ...]
    phases: PhaseRule = PhaseRule()


class TemplateKind(StrEnum):
    """What a template makes."""

    WORKSHOP = "workshop"
    PROGRAMME = "programme"


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template in a list. `about` is the aim of its workshop or the summary of its programme;
    `seconds` is how long its workshops take together.
    """

    id: str
    makes: TemplateKind
    title: str
    about: str
    workshops: int
    activities: int
    seconds: int


@dataclass(frozen=True, slots=True)
class MaterialUse:
    """What an activity needs: `quantity` for each `per` (session, person, pair, group, ...)."""

    material_id: str
    label: str
    unit: str
    reusable: bool
    quantity: int
    per: str


@dataclass(frozen=True, slots=True)
class Activity:
    """One block of the agenda, or one step of a parallel group's track."""

    id: str
    seed_key: str | None
    workshop_id: str
    track_id: str | None
    position: int
    title: str
    kind: ActivityKind
    planned_seconds: int
    minimum_seconds: int | None
    optional: bool
    locked_start_seconds: int | None
    counts_as_contact: bool
    method_id: str | None
    method_title: str
    grouping: str
    room_layout: str
    room_id: str | None
    lead_id: str | None
    lead_name: str
    aim: str
    task: str
    say: str
    do: str
    watch: str
    if_short: str
    can_lose_seconds: int
    auto_advance: bool
    warn_seconds: int | None
    last_seconds: int | None
    skills: tuple[SkillAim, ...]
    materials: tuple[MaterialUse, ...]
    tracks: tuple[Track, ...]
    warn_percent: int | None = None
    last_percent: int | None = None
    cues: tuple[int, ...] | None = None

    @property
    def phases(self) -> PhaseRule:
        """What it says itself on its phases."""
        return PhaseRule(
            self.warn_seconds, self.warn_percent, self.last_seconds, self.last_percent, self.cues
        )

    @property
    def least_seconds(self) -> int:
        """How short it may get: its minimum, else what is left after it lost what it can lose."""
        if self.minimum_seconds is not None:
            return self.minimum_seconds
        return self.planned_seconds - self.can_lose_seconds


@dataclass(frozen=True, slots=True)
class Track:
    """What one of several parallel groups does during an activity."""

    id: str
    name: str
    team_member_id: str | None
    team_member_name: str
    room_id: str | None
    task: str
    position: int
    steps: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """A workshop with its activities in order and the times that follow.

    `contact_spans` (UTC, merged where they overlap) are what presence is counted against;
    `skill_seconds` maps a skill's id to the planned seconds that give it room. An activity with
    two skills counts for both, so their sum may exceed the day.
    """

    workshop: Workshop
    activities: tuple[Activity, ...]
    schedule: Schedule
    contact_spans: tuple[Span, ...]
    contact_seconds: int
    skill_seconds: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class MethodRow:
    """A method in the library's list; `skill_ids` begin with the main one."""

    id: str
    title: str
    kind: ActivityKind
    summary: str
    min_seconds: int
    usual_seconds: int
    max_seconds: int
    group_min: int
    group_max: int
    grouping: str
    energy: str
    preparation: str
    own: bool
    archived: bool
    skill_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MethodStep:
    """One step of a method."""

    seconds: int
    text: str


@dataclass(frozen=True, slots=True)
class Method:
    """A reusable way to run an activity. Origin credit and caution are shown wherever it is."""

    id: str
    seed_key: str | None
    title: str
    aliases: tuple[str, ...]
    kind: ActivityKind
    summary: str
    min_seconds: int
    usual_seconds: int
    max_seconds: int
    group_min: int
    group_max: int
    grouping: str
    room_layout: str
    energy: str
    preparation: str
    materials: tuple[str, ...]
    steps: tuple[MethodStep, ...]
    tip: str
    say: str
    watch: str
    inclusion: str
    origin_summary: str
    origin_status: str
    origin_credit: str
    origin_caution: str
    own: bool
    archived: bool
    main_skill_id: str | None
    skill_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MethodUse:
    """A workshop whose agenda holds a method."""

    workshop_id: str
    title: str
    programme_title: str
    starts_local: datetime


@dataclass(frozen=True, slots=True)
class Material:
    """A thing one packs, as known to the workbook."""

    id: str
    label: str
    unit: str
    reusable: bool


@dataclass(frozen=True, slots=True)
class KitRow:
    """One line of a packing list."""

    material_id: str
    label: str
    unit: str
    reusable: bool
    total: int
    packed: bool


@dataclass(frozen=True, slots=True)
class TaskRow:
    """Something to do before, during or after; `done_at` is a UTC stamp."""

    id: str
    programme_id: str | None
    workshop_id: str | None
    phase: TaskPhase
    due: str
    text: str
    role: str
    position: int
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class WrapUp:
    """What the team wrote when a workshop was over."""

    workshop_id: str
    worked: str = ""
    change_next: str = ""
    incidents: str = ""
    headcount: int | None = None
    finished_at: datetime | None = None
