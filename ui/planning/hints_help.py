"""What can be done about a hint, and what has to be read to show hints. Nothing of Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from facilitator.planning.hints import Hint, HintCode
from facilitator.planning.model import ActivityKind, Agenda
from facilitator.planning.shelf import MethodFilter
from facilitator.words.names import HINTS
from facilitator.workbook import Workbook
from ui.words import isolate, t

ICONS: Mapping[HintCode, str] = {
    HintCode.LOCK_OVERLAP: "lock",
    HintCode.OVER_TARGET: "timer-off",
    HintCode.NO_BREAK: "coffee",
    HintCode.TOO_MUCH_INPUT: "ear",
    HintCode.NO_REFLECTION: "repeat-2",
    HintCode.SKILL_WITHOUT_TIME: "target",
    HintCode.MATERIALS_MISSING: "package",
    HintCode.LONG_STANDING: "armchair",
    HintCode.NO_OPENING: "door-open",
    HintCode.NOTHING_QUIET: "users",
}

_KINDS: Mapping[HintCode, ActivityKind] = {
    HintCode.TOO_MUCH_INPUT: ActivityKind.GROUP_WORK,
    HintCode.NO_REFLECTION: ActivityKind.REFLECTION,
    HintCode.NO_OPENING: ActivityKind.WELCOME,
}
_FITTING = frozenset({HintCode.LOCK_OVERLAP, HintCode.OVER_TARGET})


@dataclass(frozen=True, slots=True)
class Recent:
    """The last change of minutes made here, so that it can be taken back where it hurts."""

    activity_id: str
    before_seconds: int
    after_seconds: int


@dataclass(frozen=True, slots=True)
class LibraryPart:
    """The part of the library that helps: methods of one kind, or for one skill."""

    kind: ActivityKind | None = None
    skill_id: str = ""

    @property
    def chosen(self) -> MethodFilter:
        """What the library is asked for."""
        return MethodFilter(
            kinds=(self.kind,) if self.kind is not None else (),
            skill_ids=(self.skill_id,) if self.skill_id else (),
        )

    @property
    def focus(self) -> str:
        """How a route to the library names it: ``kind=reflection`` or ``skill=<id>``."""
        return f"kind={self.kind.value}" if self.kind is not None else f"skill={self.skill_id}"

    @staticmethod
    def from_focus(focus: str) -> LibraryPart | None:
        """The part a route names; None where it names none."""
        what, _, value = focus.partition("=")
        if what == "skill" and value:
            return LibraryPart(skill_id=value)
        kinds = {kind.value: kind for kind in ActivityKind}
        return LibraryPart(kinds[value]) if what == "kind" and value in kinds else None


@dataclass(frozen=True, slots=True)
class Advice:
    """All that the panel shows: `aside` hints were put aside; `methods` counts each part."""

    hints: Sequence[Hint] = ()
    aside: int = 0
    methods: Mapping[LibraryPart, int] = field(default_factory=dict)


def headline_of(hint: Hint) -> str:
    """What a hint says."""
    return t(HINTS[hint.code.value][0], **_figures(hint))


def reason_of(hint: Hint) -> str:
    """Why somebody would say so."""
    return t(HINTS[hint.code.value][1], **_figures(hint))


def _figures(hint: Hint) -> dict[str, object]:
    return {
        name: isolate(value) if isinstance(value, str) else value
        for name, value in hint.figures.items()
    }


def part_of(hint: Hint) -> LibraryPart | None:
    """Where in the library help is to be found."""
    if hint.code is HintCode.SKILL_WITHOUT_TIME:
        return LibraryPart(skill_id=hint.about)
    kind = _KINDS.get(hint.code)
    return LibraryPart(kind) if kind is not None else None


def can_be_fitted(hint: Hint) -> bool:
    """Whether proposals to end in time help."""
    return hint.code in _FITTING


def place_for_break(hint: Hint, agenda: Agenda) -> int | None:
    """Before which activity a break would part a long stretch best; None where none helps."""
    if hint.code is not HintCode.NO_BREAK or len(hint.activity_ids) < 2:
        return None
    seconds = {slot.activity_id: slot.seconds for slot in agenda.schedule.rows}
    lengths = [seconds.get(each, 0) for each in hint.activity_ids]
    half = sum(lengths) / 2
    before = [sum(lengths[:number]) for number in range(1, len(lengths))]
    best = min(range(len(before)), key=lambda number: abs(before[number] - half)) + 1
    ids = [activity.id for activity in agenda.activities]
    wanted = hint.activity_ids[best]
    return ids.index(wanted) if wanted in ids else None


def read_advice(book: Workbook, agenda: Agenda) -> Advice:
    """The hints on an agenda with what helps; to be run where the workbook is."""
    every = book.planning.hints_on(agenda, dismissed=True)
    shown = [hint for hint in every if not hint.dismissed]
    return Advice(shown, len(every) - len(shown), _counted(book, shown))


def read_programme_advice(book: Workbook, programme_id: str) -> Advice:
    """The hints on a programme as a whole."""
    every = book.planning.programme_hints(programme_id, dismissed=True)
    shown = [hint for hint in every if not hint.dismissed]
    return Advice(shown, len(every) - len(shown), _counted(book, shown))


def _counted(book: Workbook, hints: Sequence[Hint]) -> dict[LibraryPart, int]:
    parts = {part for hint in hints if (part := part_of(hint)) is not None}
    return {part: book.planning.count_methods("", part.chosen) for part in parts}
