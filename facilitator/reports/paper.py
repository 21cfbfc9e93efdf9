"""Turns what the workbook knows into what the printed pages say.

Everything here is words and numbers for `facilitator.documents`, which does the drawing. Imported
when something is printed: the drawing libraries take longer to load than the workbook to open.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from facilitator.attendance.model import AttendanceGrid, GridCell, Status
from facilitator.centre.model import CentreDetails
from facilitator.documents.paper import Paper, Sheet
from facilitator.documents.register import (
    Register,
    RegisterCell,
    RegisterColumnTotal,
    RegisterRow,
    RegisterWorkshop,
)
from facilitator.documents.run_sheet import RunSheet, RunSheetActivity, RunSheetLabels
from facilitator.documents.sign_in_sheet import SignInRow, SignInSheet
from facilitator.language.dates import date_words, short_day
from facilitator.people.model import EnrolmentRow
from facilitator.planning.model import Activity, Agenda, Programme
from facilitator.planning.splitting import split_heads
from facilitator.planning.timing import Slot
from facilitator.reports.wording import NameOf


def attendance_register(
    programme: Programme,
    grid: AttendanceGrid,
    statuses: Sequence[Status],
    centre: CentreDetails | None,
    definitions: Sequence[str],
    name_of: NameOf,
) -> Register:
    """The register of a programme with the figures of the grid on screen."""
    letters = {status.key: status.letter for status in statuses}
    days = [workshop.on for workshop in grid.workshops]
    return Register(
        programme_title=programme.title,
        workshops=tuple(
            RegisterWorkshop(
                short=str(workshop.number),
                date=short_day(workshop.on, programme.language),
                title=workshop.title,
                contact_minutes=workshop.offered_minutes,
            )
            for workshop in grid.workshops
        ),
        rows=tuple(
            RegisterRow(
                name=person.name,
                cells=tuple(_register_cell(cell, letters) for cell in person.cells),
                attended=person.total.workshops_attended,
                minutes=person.total.contact_minutes,
                native_name=person.native_name,
                share=f"{person.total.contact_percent:g} %",
                status="" if person.standing == "active" else name_of("enrolment", person.standing),
            )
            for person in grid.people
        ),
        column_totals=tuple(
            RegisterColumnTotal(workshop.came, workshop.minutes_delivered)
            for workshop in grid.workshops
        ),
        total_minutes=grid.contact_minutes,
        total_attendances=grid.attendances,
        issuer_name=centre.name if centre else "",
        period=_period(days, programme.language),
        place=programme.venue_name,
        legend=tuple(
            (status.letter, status.label or name_of("attendance", status.key))
            for status in statuses
        ),
        definitions=tuple(definitions),
        language=programme.language,
        sheet=Sheet(_paper(centre), landscape=True),
    )


def sign_in_sheet(
    agenda: Agenda,
    roster: Sequence[EnrolmentRow],
    centre: CentreDetails | None,
    paper: str | None = None,
    language: str = "en",
) -> SignInSheet:
    """The sheet at the door of one workshop: who is enrolled that day, and free lines.

    `paper`: else the centre's.
    """
    workshop = agenda.workshop
    day = workshop.starts_local.date()
    return SignInSheet(
        workshop_title=workshop.title,
        rows=tuple(SignInRow(row.name, row.native_name) for row in roster),
        programme_title=workshop.programme_title,
        issuer_name=centre.name if centre else "",
        date=date_words(day, language),
        time=_times(agenda),
        place=workshop.venue_name,
        facilitators=", ".join(member.name for member in workshop.team),
        # The end of a key is random: enough to tell one sheet from any other of a centre.
        sheet_code=workshop.id[-8:].upper(),
        language=language,
        sheet=Sheet(Paper(paper) if paper else _paper(centre)),
    )


def run_sheet(
    agenda: Agenda,
    centre: CentreDetails | None,
    name_of: NameOf,
    *,
    with_notes: bool,
    sheet: Sheet | None = None,
    language: str = "en",
    labels: RunSheetLabels | None = None,
    heads: int = 0,
) -> RunSheet:
    """The agenda of one workshop for the hand; `heads` are shared out over parallel groups."""
    workshop = agenda.workshop
    slots = {slot.activity_id: slot for slot in agenda.schedule.slots()}
    return RunSheet(
        workshop_title=workshop.title,
        activities=tuple(
            _run_sheet_activity(activity, slots[activity.id], name_of, heads)
            for activity in agenda.activities
        ),
        programme_title=workshop.programme_title,
        date=date_words(workshop.starts_local.date(), language),
        time=_times(agenda),
        place=workshop.venue_name,
        aim=workshop.aim,
        team=", ".join(member.name for member in workshop.team),
        end=f"{agenda.schedule.end:%H:%M}",
        with_notes=with_notes,
        language=language,
        sheet=sheet or Sheet(_paper(centre)),
        labels=labels or RunSheetLabels(),
    )


def _run_sheet_activity(
    activity: Activity, slot: Slot, name_of: NameOf, heads: int
) -> RunSheetActivity:
    grouping = activity.grouping
    return RunSheetActivity(
        start=f"{slot.start:%H:%M}",
        end=f"{slot.end:%H:%M}",
        # Parallel groups may take longer than the activity alone was planned to.
        minutes=round((slot.seconds if activity.tracks else activity.planned_seconds) / 60),
        title=activity.title,
        kind=activity.kind.value,
        kind_word=name_of("kind", activity.kind.value),
        lead=activity.lead_name,
        grouping=name_of("grouping", grouping) if grouping else "",
        say=activity.say,
        do=activity.do,
        watch=activity.watch,
        if_short=activity.if_short,
        cut_minutes=activity.can_lose_seconds // 60,
        materials=", ".join(material.label for material in activity.materials),
        groups=_groups(activity, heads),
    )


def _groups(activity: Activity, heads: int) -> str:
    """The parallel groups of an activity, with how many people each has."""
    tracks = activity.tracks
    if not tracks:
        return ""
    sizes = split_heads(heads, len(tracks)) if heads else ()
    named = [f"{track.name} ({size})" for track, size in zip(tracks, sizes, strict=False)]
    return ", ".join(named or [track.name for track in tracks])


def _register_cell(cell: GridCell, letters: dict[str, str]) -> RegisterCell:
    if cell.status_key is None:
        return RegisterCell()
    return RegisterCell(letters.get(cell.status_key, ""), cell.minutes or None)


def _times(agenda: Agenda) -> str:
    end = agenda.schedule.target_end or agenda.schedule.end
    return f"{agenda.schedule.start:%H:%M}–{end:%H:%M}"


def _period(days: Sequence[date], language: str) -> str:
    if not days:
        return ""
    first, last = date_words(min(days), language), date_words(max(days), language)
    return first if first == last else f"{first} – {last}"


def _paper(centre: CentreDetails | None) -> Paper:
    return Paper(centre.paper) if centre else Paper.A4
