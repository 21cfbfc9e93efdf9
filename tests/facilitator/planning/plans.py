"""Builders for plans in a workbook, and the whole of a workbook to compare."""

# ruff: noqa: DTZ001 - a plan begins at a wall time, which has no zone yet

from dataclasses import replace
from datetime import datetime

from facilitator.planning.coverage import timed_agenda
from facilitator.planning.model import (
    Activity,
    ActivityKind,
    MaterialUse,
    SkillAim,
    SkillRef,
    Track,
    Workshop,
    WorkshopStatus,
)

EVENING = datetime(2026, 10, 8, 17, 30)


def add(planning, workshop_id, title, minutes=10, position=None, kind="input", **fields):
    return planning.add_activity(workshop_id, position, title, kind, minutes * 60, **fields)


def whole_file(database):
    """Every row of every journaled table, to tell whether undo gave all of it back."""
    return {
        name: sorted(
            tuple(row[column.name] for column in table.kept_columns)
            for row in database.rows(f'SELECT * FROM "{name}"')
        )
        if name not in {"action", "action_change", "run", "run_event"}
        else None
        for name, table in database.tables.items()
    }


def an_activity(minutes=10, kind="discussion", title="", **fields):
    """An activity that is in no workbook; `skills` by id, `materials` by label."""
    name = title or f"{kind} {minutes}"
    values = {
        "id": name,
        "seed_key": None,
        "workshop_id": "w",
        "track_id": None,
        "position": 0,
        "title": name,
        "kind": ActivityKind(kind),
        "planned_seconds": round(minutes * 60),
        "minimum_seconds": None,
        "optional": False,
        "locked_start_seconds": None,
        "counts_as_contact": kind != "break",
        "method_id": None,
        "method_title": "",
        "grouping": "whole-group",
        "room_layout": "any",
        "room_id": None,
        "lead_id": None,
        "lead_name": "",
        "aim": "",
        "task": "",
        "say": "",
        "do": "",
        "watch": "",
        "if_short": "",
        "can_lose_seconds": 0,
        "auto_advance": False,
        "warn_seconds": None,
        "last_seconds": None,
        "tracks": (),
        **fields,
        "skills": tuple(SkillAim(each) for each in fields.get("skills", ())),
        "materials": tuple(
            MaterialUse(label, label, "", False, 1, "session")
            for label in fields.get("materials", ())
        ),
    }
    return Activity(**values)


def a_track(*steps, name="Table"):
    """A parallel group that is in no workbook."""
    return Track(name, name, None, "", None, "", 0, tuple(steps))


def an_agenda(*activities, target_minutes=None, skills=(), starts=EVENING, zone="Europe/London"):
    """An agenda that is in no workbook; activities of one title get ids of their own."""
    workshop = Workshop(
        id="w",
        seed_key=None,
        programme_id=None,
        programme_title="",
        number=1,
        of=1,
        title="Greener street",
        aim="",
        starts_local=starts,
        time_zone=zone,
        target_seconds=None if target_minutes is None else target_minutes * 60,
        venue_id=None,
        venue_name="",
        room_id=None,
        room_name="",
        room_layout="any",
        room_note="",
        expected_heads=None,
        status=WorkshopStatus.PLANNED,
        is_template=False,
        is_sample=False,
        team=(),
        skills=tuple(SkillRef(each, each, each.title(), "") for each in skills),
        outcome_ids=(),
    )
    named = tuple(
        replace(activity, id=f"{activity.id}-{number}", position=number)
        for number, activity in enumerate(activities)
    )
    return timed_agenda(workshop, named, breaks_count=False)
