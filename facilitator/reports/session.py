"""Turns what is known of a workshop that was run into the words of its session report.

Counts, not people: names of participants stand in it only when they were asked for, and so does
what was written on incidents, which is mostly about somebody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from facilitator.attendance.model import Desk
from facilitator.centre.model import CentreDetails
from facilitator.documents.page import joined
from facilitator.documents.paper import Sheet
from facilitator.documents.session_report import (
    ReportActivity,
    ReportLabels,
    ReportNote,
    ReportPart,
    SessionReport,
    minutes,
)
from facilitator.language.dates import date_words
from facilitator.live.model import ActivityStatus, RunNote
from facilitator.live.summary import RunSummary, SummaryRow
from facilitator.planning.model import Workshop, WrapUp
from facilitator.reports.wording import NameOf
from facilitator.skills.model import ObservationRow


@dataclass(frozen=True, slots=True)
class SessionWords:
    """Sentences of the report with places for figures, in the language of the reader."""

    began: str = "Began at {time}, {minutes} min after the plan."
    began_early: str = "Began at {time}, {minutes} min before the plan."
    began_on_time: str = "Began at {time}, as planned."
    ended: str = "Ended at {time}, {minutes} min after the planned end."
    ended_early: str = "Ended at {time}, {minutes} min before the planned end."
    ended_on_time: str = "Ended at {time}, as planned."
    paused: str = "Paused for {minutes} min in all."
    replanned: str = "Re-planned while it ran: {count} ×."
    not_finished: str = "The run is not finished; this is how it stands."
    came: str = "{came} came, of {enrolled} enrolled."
    apologies: str = "{count} sent apologies, {absent} stayed away."
    anonymous: str = "{count} more were counted without a name."
    headcount: str = "Counted in the room: {count}."
    skill: str = "{skill}: noted {notes} ×, people: {people}"
    levels: str = "{label} {count} ×"
    out_of_order: str = "out of order"
    replanned_row: str = "re-planned"


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """All that the workbook knows of one workshop that was run."""

    workshop: Workshop
    summary: RunSummary
    desk: Desk
    observations: Sequence[ObservationRow]
    wrap_up: WrapUp
    centre: CentreDetails | None


def session_report(
    facts: SessionFacts,
    name_of: NameOf,
    words: SessionWords,
    labels: ReportLabels,
    sheet: Sheet,
    *,
    names: bool,
    language: str = "en",
) -> SessionReport:
    """The report as it is printed."""
    workshop, summary = facts.workshop, facts.summary
    zone = ZoneInfo(summary.time_zone)
    day = summary.started_at.astimezone(zone).date()
    return SessionReport(
        workshop_title=workshop.title,
        activities=tuple(_activity(row, day, zone, name_of, words) for row in summary.rows),
        parts=tuple(_parts(facts, zone, words, labels, names=names)),
        programme_title=workshop.programme_title,
        issuer_name=facts.centre.name if facts.centre else "",
        when=joined([date_words(workshop.starts_local.date(), language), workshop.venue_name]),
        team=", ".join(member.name for member in workshop.team),
        facts=(" ".join(_timing(summary, zone, words)),),
        language=language,
        sheet=sheet,
        labels=labels,
    )


def _timing(summary: RunSummary, zone: ZoneInfo, words: SessionWords) -> list[str]:
    found = [
        _late(
            summary.late_start_seconds,
            _clock(summary.started_at, zone),
            (words.began, words.began_early, words.began_on_time),
        )
    ]
    if summary.finished_at is None:
        found.append(words.not_finished)
    else:
        patterns = (words.ended, words.ended_early, words.ended_on_time)
        ended = _clock(summary.finished_at, zone)
        found.append(_late(summary.late_end_seconds, ended, patterns))
    if minutes(summary.paused_seconds) != "0":
        found.append(_filled(words.paused, minutes=minutes(summary.paused_seconds)))
    if summary.replanned:
        found.append(_filled(words.replanned, count=summary.replanned))
    return found


def _late(seconds: int, time: str, patterns: tuple[str, str, str]) -> str:
    late, early, on_time = patterns
    whole = minutes(abs(seconds))
    if whole == "0":
        return _filled(on_time, time=time)
    return _filled(late if seconds > 0 else early, time=time, minutes=whole)


def _activity(
    row: SummaryRow, day: date, zone: ZoneInfo, name_of: NameOf, words: SessionWords
) -> ReportActivity:
    standing = []
    if row.status is not ActivityStatus.DONE:
        standing.append(name_of("activity-status", row.status.value))
    if row.out_of_order:
        standing.append(words.out_of_order)
    if row.replanned:
        standing.append(words.replanned_row)
    return ReportActivity(
        title=row.title,
        kind=row.kind,
        start=_clock(row.visits[0][0], zone) if row.visits else "",
        planned_seconds=row.planned_seconds,
        actual_seconds=row.actual_seconds if row.visits else None,
        standing=", ".join(standing),
        notes=tuple(_note(note, day, zone) for note in row.notes if not note.next_time),
    )


def _parts(
    facts: SessionFacts, zone: ZoneInfo, words: SessionWords, labels: ReportLabels, *, names: bool
) -> list[ReportPart]:
    summary, wrap_up = facts.summary, facts.wrap_up
    day = summary.started_at.astimezone(zone).date()
    # Those of an activity stand with it, on the first page.
    loose = [note for note in summary.loose_notes if not note.next_time]
    notes = tuple(_note(note, day, zone) for note in loose)
    taken = any(not note.next_time for row in summary.rows for note in row.notes)
    next_time = tuple(_note(note, day, zone) for note in summary.next_time)
    parts = [
        ReportPart(labels.who_came, tuple(_who_came(facts, words, names=names))),
        ReportPart(labels.skills, tuple(_seen(facts.observations, words)) or (labels.no_skills,)),
        ReportPart(labels.notes, () if notes or taken else (labels.no_notes,), notes),
        ReportPart(labels.worked, _lines(wrap_up.worked)),
        ReportPart(labels.next_time, _lines(wrap_up.change_next), next_time),
    ]
    if names:
        parts.append(ReportPart(labels.incidents, _lines(wrap_up.incidents)))
    return [part for part in parts if part.lines or part.notes]


def _who_came(facts: SessionFacts, words: SessionWords, *, names: bool) -> list[str]:
    board = facts.desk.board
    found = [_filled(words.came, came=board.here + board.gone, enrolled=board.enrolled)]
    absent = board.absent + board.not_yet
    if board.apologies or absent:
        found.append(_filled(words.apologies, count=board.apologies, absent=absent))
    if board.anonymous:
        found.append(_filled(words.anonymous, count=board.anonymous))
    if facts.wrap_up.headcount is not None:
        found.append(_filled(words.headcount, count=facts.wrap_up.headcount))
    if names:
        there = sorted(
            (row for row in facts.desk.rows if row.minutes), key=lambda row: row.sort_key
        )
        found.append(", ".join(f"\u2068{row.name}\u2069" for row in there))
    return [line for line in found if line]


def _seen(observations: Sequence[ObservationRow], words: SessionWords) -> list[str]:
    """Each skill with how often it was seen, in how many people, and at which levels."""
    people: dict[str, set[str]] = defaultdict(set)
    levels: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    count: Counter[str] = Counter()
    for row in observations:
        count[row.skill_title] += 1
        people[row.skill_title].add(row.participant_id)
        if row.level is not None:
            levels[row.skill_title][row.level, row.level_label] += 1
    found = []
    for skill, number in count.items():
        line = _filled(words.skill, skill=skill, notes=number, people=len(people[skill]))
        at = [
            _filled(words.levels, label=label, count=often)
            for (_, label), often in sorted(levels[skill].items())
        ]
        found.append(joined([line, ", ".join(at)], " – "))
    return found


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())


def _note(note: RunNote, day: date, zone: ZoneInfo) -> ReportNote:
    """A note with its time; with none if it was written on another day."""
    local = note.noted_at.astimezone(zone)
    time = _clock(note.noted_at, zone) if local.date() == day else ""
    return ReportNote(time, note.activity_title, note.text)


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%H:%M}"


def _filled(pattern: str, **values: object) -> str:
    for name, value in values.items():
        pattern = pattern.replace(f"{{{name}}}", str(value))
    return pattern
