"""Programmes, workshops and agendas read from the file: plain statements, plain values."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from facilitator.errors import NotFound
from facilitator.planning.clashes import Booking
from facilitator.planning.coverage import timed_agenda
from facilitator.planning.model import (
    Activity,
    ActivityKind,
    Agenda,
    MaterialUse,
    Outcome,
    PartnerRef,
    PhaseRule,
    Programme,
    ProgrammeRow,
    SkillAim,
    SkillRef,
    TaskPhase,
    TaskRow,
    TeamRef,
    Track,
    Workshop,
    WorkshopRow,
    WorkshopStatus,
    WrapUp,
)
from facilitator.planning.timing import resolve_wall_time, zone_named
from facilitator.storage import Database, Row

_PROGRAMME_ROWS = """
SELECT programme.id, programme.title, programme.subtitle, programme.is_sample,
       programme.archived_at IS NOT NULL AS archived,
       count(workshop.id) AS workshops,
       coalesce(sum(workshop.status = 'held'), 0) AS held,
       min(substr(workshop.starts_local, 1, 10)) AS first_on,
       max(substr(workshop.starts_local, 1, 10)) AS last_on,
       (SELECT count(*) FROM enrolment WHERE enrolment.programme_id = programme.id) AS enrolled
  FROM programme
  LEFT JOIN workshop ON workshop.programme_id = programme.id
                    AND workshop.is_template = programme.is_template
                    AND workshop.status <> 'cancelled'
 WHERE programme.is_template = :templates
   AND (:archived OR programme.archived_at IS NULL)
 GROUP BY programme.id
 ORDER BY archived, last_on IS NULL DESC, last_on DESC, programme.title, programme.id
"""

_PROGRAMME = """
SELECT programme.*, coalesce(venue.name, '') AS venue_name,
       coalesce(partner.name, '') AS funder_name
  FROM programme
  LEFT JOIN venue ON venue.id = programme.venue_id
  LEFT JOIN partner ON partner.id = programme.funder_partner_id
 WHERE programme.id = ?
"""

# Its place in the programme, in the order in which workshops stand there.
_NUMBER = """
  CASE WHEN workshop.programme_id IS NULL THEN 1 ELSE
    (SELECT count(*) FROM workshop AS other
      WHERE other.programme_id = workshop.programme_id AND other.is_template = workshop.is_template
        AND (other.position, other.starts_local, other.id)
         <= (workshop.position, workshop.starts_local, workshop.id)) END AS number,
  CASE WHEN workshop.programme_id IS NULL THEN 1 ELSE
    (SELECT count(*) FROM workshop AS other
      WHERE other.programme_id = workshop.programme_id
        AND other.is_template = workshop.is_template) END AS number_of
"""

_WORKSHOP_ROWS = f"""
SELECT workshop.*, coalesce(programme.title, '') AS programme_title,
       coalesce(venue.name, own_venue.name, '') AS venue_name, {_NUMBER},
       (SELECT count(*) FROM enrolment
         WHERE enrolment.programme_id = workshop.programme_id
           AND enrolment.enrolled_on <= substr(workshop.starts_local, 1, 10)
           AND (enrolment.left_on IS NULL
                OR enrolment.left_on >= substr(workshop.starts_local, 1, 10))) AS enrolled,
       (SELECT count(*) FROM attendance
          JOIN attendance_status ON attendance_status.id = attendance.status_id
         WHERE attendance.workshop_id = workshop.id AND attendance_status.in_room = 1) AS came,
       (SELECT coalesce(sum(heads), 0) FROM head_count
         WHERE head_count.workshop_id = workshop.id) AS anonymous,
       (SELECT count(*) FROM activity
         WHERE activity.workshop_id = workshop.id AND activity.track_id IS NULL) AS activity_count
  FROM workshop
  LEFT JOIN programme ON programme.id = workshop.programme_id
  LEFT JOIN venue ON venue.id = workshop.venue_id
  LEFT JOIN venue AS own_venue ON own_venue.id = programme.venue_id
 WHERE workshop.id IN (SELECT value FROM json_each(?))
 ORDER BY workshop.starts_local, workshop.position, workshop.id
"""  # noqa: S608 - put together from our own text only

_WORKSHOPS = f"""
SELECT workshop.*, coalesce(programme.title, '') AS programme_title,
       coalesce(programme.is_sample, 0) AS is_sample,
       coalesce(programme.breaks_count, 0) AS breaks_count,
       coalesce(venue.name, own_venue.name, '') AS venue_name,
       coalesce(room.name, '') AS room_name, {_NUMBER},
       (SELECT json_group_array(json_array(id, name, role)) FROM
          (SELECT team_member.id, team_member.name, workshop_team.role FROM workshop_team
             JOIN team_member ON team_member.id = workshop_team.team_member_id
            WHERE workshop_team.workshop_id = workshop.id ORDER BY workshop_team.id)) AS team,
       (SELECT json_group_array(json_array(id, key, title, short)) FROM
          (SELECT skill.id, skill.key, skill.title, skill.short FROM workshop_skill
             JOIN skill ON skill.id = workshop_skill.skill_id
            WHERE workshop_skill.workshop_id = workshop.id
            ORDER BY skill.position, skill.title)) AS skills,
       (SELECT json_group_array(outcome_id) FROM
          (SELECT outcome_id FROM workshop_outcome
             JOIN learning_outcome ON learning_outcome.id = workshop_outcome.outcome_id
            WHERE workshop_outcome.workshop_id = workshop.id
            ORDER BY learning_outcome.position)) AS outcomes
  FROM workshop
  LEFT JOIN programme ON programme.id = workshop.programme_id
  LEFT JOIN venue ON venue.id = workshop.venue_id
  LEFT JOIN venue AS own_venue ON own_venue.id = programme.venue_id
  LEFT JOIN room ON room.id = workshop.room_id
 WHERE workshop.id IN (SELECT value FROM json_each(?))
 ORDER BY workshop.position, workshop.starts_local, workshop.id
"""  # noqa: S608 - put together from our own text only

_ACTIVITIES = """
SELECT activity.*, coalesce(method.title, '') AS method_title,
       coalesce(team_member.name, '') AS lead_name,
       (SELECT json_group_array(json_array(skill_id, indicator_id)) FROM
          (SELECT activity_skill.skill_id, activity_skill.indicator_id FROM activity_skill
            WHERE activity_skill.activity_id = activity.id
            ORDER BY activity_skill.id)) AS skills,
       (SELECT json_group_array(json_array(id, label, unit, reusable, quantity, per)) FROM
          (SELECT material.id, material.label, material.unit, material.reusable,
                  activity_material.quantity, activity_material.per FROM activity_material
             JOIN material ON material.id = activity_material.material_id
            WHERE activity_material.activity_id = activity.id
            ORDER BY activity_material.id)) AS materials
  FROM activity
  LEFT JOIN method ON method.id = activity.method_id
  LEFT JOIN team_member ON team_member.id = activity.lead_id
 WHERE activity.workshop_id IN (SELECT value FROM json_each(?))
 ORDER BY activity.workshop_id, activity.track_id, activity.position, activity.id
"""

_TRACKS = """
SELECT track.*, coalesce(team_member.name, '') AS team_member_name
  FROM track
  JOIN activity ON activity.id = track.activity_id
  LEFT JOIN team_member ON team_member.id = track.team_member_id
 WHERE activity.workshop_id IN (SELECT value FROM json_each(?))
 ORDER BY track.activity_id, track.position, track.id
"""


def require(db: Database, table: str, key: str) -> None:
    """Raise `NotFound` when the table has no such row."""
    # The name of the table is ours, from this package; keys are parameters.
    if db.value(f"SELECT 1 FROM {table} WHERE id = ?", (key,)) is None:  # noqa: S608
        raise NotFound("not-found", table=table, key=key)


# Programmes --------------------------------------------------------------------------------------


def programme_rows(db: Database, *, archived: bool, templates: bool) -> list[ProgrammeRow]:
    """Programmes, the one with the latest workshop first; archived ones last."""
    rows = db.rows(_PROGRAMME_ROWS, {"archived": int(archived), "templates": int(templates)})
    return [
        ProgrammeRow(
            id=row["id"],
            title=row["title"],
            subtitle=row["subtitle"],
            workshops=row["workshops"],
            held=row["held"],
            enrolled=row["enrolled"],
            first_on=_date(row["first_on"]),
            last_on=_date(row["last_on"]),
            is_sample=bool(row["is_sample"]),
            archived=bool(row["archived"]),
        )
        for row in rows
    ]


def programme(db: Database, programme_id: str) -> Programme:
    """One programme with all that belongs to it. Raises `NotFound`."""
    row = db.row(_PROGRAMME, (programme_id,))
    if row is None:
        raise NotFound("not-found", table="programme", key=programme_id)
    return Programme(
        id=row["id"],
        seed_key=row["seed_key"],
        title=row["title"],
        subtitle=row["subtitle"],
        summary=row["summary"],
        language=row["language"],
        venue_id=row["venue_id"],
        venue_name=row["venue_name"],
        audience=row["audience"],
        capacity=row["capacity"],
        min_to_run=row["min_to_run"],
        themes=tuple(json.loads(row["themes"])),
        breaks_count=bool(row["breaks_count"]),
        rounding_minutes=row["rounding_minutes"],
        late_rule=row["late_rule"],
        doors_open_minutes=row["doors_open_minutes"],
        funder_partner_id=row["funder_partner_id"],
        funder_name=row["funder_name"],
        grant_reference=row["grant_reference"],
        smallest_group_shown=row["smallest_group_shown"],
        default_template=row["default_template"],
        highest_award_only=bool(row["highest_award_only"]),
        is_template=bool(row["is_template"]),
        is_sample=bool(row["is_sample"]),
        archived=row["archived_at"] is not None,
        skills=_programme_skills(db, programme_id),
        team=_programme_team(db, programme_id),
        partners=_programme_partners(db, programme_id),
        outcomes=_outcomes(db, programme_id),
    )


def _programme_skills(db: Database, programme_id: str) -> tuple[SkillRef, ...]:
    rows = db.rows(
        "SELECT skill.id, skill.key, skill.title, skill.short FROM programme_skill"
        " JOIN skill ON skill.id = programme_skill.skill_id"
        " WHERE programme_skill.programme_id = ? ORDER BY skill.position, skill.title",
        (programme_id,),
    )
    return tuple(SkillRef(*row) for row in rows)


def _programme_team(db: Database, programme_id: str) -> tuple[TeamRef, ...]:
    rows = db.rows(
        "SELECT team_member.id, team_member.name, team_member.role FROM programme_team"
        " JOIN team_member ON team_member.id = programme_team.team_member_id"
        " WHERE programme_team.programme_id = ? ORDER BY programme_team.id",
        (programme_id,),
    )
    return tuple(TeamRef(*row) for row in rows)


def _programme_partners(db: Database, programme_id: str) -> tuple[PartnerRef, ...]:
    rows = db.rows(
        "SELECT partner.id, partner.name, programme_partner.role FROM programme_partner"
        " JOIN partner ON partner.id = programme_partner.partner_id"
        " WHERE programme_partner.programme_id = ? ORDER BY partner.name",
        (programme_id,),
    )
    return tuple(PartnerRef(*row) for row in rows)


def _outcomes(db: Database, programme_id: str) -> tuple[Outcome, ...]:
    rows = db.rows(
        "SELECT id, key, text, (SELECT json_group_array(skill_id) FROM outcome_skill"
        " WHERE outcome_id = learning_outcome.id) AS skills FROM learning_outcome"
        " WHERE programme_id = ? ORDER BY position, id",
        (programme_id,),
    )
    return tuple(
        Outcome(row["id"], row["key"], row["text"], tuple(json.loads(row["skills"])))
        for row in rows
    )


# Workshops ---------------------------------------------------------------------------------------


def workshop_ids(db: Database, programme_id: str | None, *, templates: bool) -> list[str]:
    """The ids of workshops, of one programme or of all that are not archived."""
    rows = db.rows(
        "SELECT workshop.id FROM workshop"
        " LEFT JOIN programme ON programme.id = workshop.programme_id"
        " WHERE workshop.is_template = :templates AND CASE WHEN :programme IS NULL"
        " THEN programme.archived_at IS NULL ELSE workshop.programme_id = :programme END",
        {"programme": programme_id, "templates": int(templates)},
    )
    return [row["id"] for row in rows]


def workshops_from(db: Database, first: str) -> list[str]:
    """The ids of the next planned workshops that start at a wall time or later, in order."""
    rows = db.rows(
        "SELECT workshop.id FROM workshop"
        " LEFT JOIN programme ON programme.id = workshop.programme_id"
        " WHERE workshop.is_template = 0 AND workshop.status = 'planned'"
        " AND programme.archived_at IS NULL AND workshop.starts_local >= ?"
        " ORDER BY workshop.starts_local LIMIT 100",
        (first,),
    )
    return [row["id"] for row in rows]


def workshops_until(db: Database, last: str) -> list[str]:
    """The ids of the last workshops that start at a wall time or before; cancelled ones apart."""
    rows = db.rows(
        "SELECT workshop.id FROM workshop"
        " LEFT JOIN programme ON programme.id = workshop.programme_id"
        " WHERE workshop.is_template = 0 AND workshop.status <> 'cancelled'"
        " AND programme.archived_at IS NULL AND workshop.starts_local <= ?"
        " ORDER BY workshop.starts_local DESC LIMIT 100",
        (last,),
    )
    return [row["id"] for row in rows]


def workshop_rows(db: Database, ids: Sequence[str]) -> list[WorkshopRow]:
    """Workshops for a list, by their start."""
    rows = db.rows(_WORKSHOP_ROWS, (json.dumps(ids),))
    without_target = [row["id"] for row in rows if row["target_seconds"] is None]
    agenda_ends = {
        found.workshop.id: found.schedule.total_seconds
        for found in (agendas(db, without_target) if without_target else ())
    }
    return [_workshop_row(row, agenda_ends.get(row["id"], 0)) for row in rows]


def _workshop_row(row: Row, agenda_seconds: int) -> WorkshopRow:
    zone = zone_named(row["time_zone"])
    starts_local = datetime.fromisoformat(row["starts_local"])
    starts_utc = resolve_wall_time(starts_local, zone)[0].astimezone(UTC)
    ends_utc = starts_utc + timedelta(seconds=row["target_seconds"] or agenda_seconds)
    return WorkshopRow(
        id=row["id"],
        programme_id=row["programme_id"],
        programme_title=row["programme_title"],
        number=row["number"],
        of=row["number_of"],
        title=row["title"],
        starts_local=starts_local,
        time_zone=row["time_zone"],
        ends_local=ends_utc.astimezone(zone).replace(tzinfo=None),
        starts_utc=starts_utc,
        ends_utc=ends_utc,
        status=WorkshopStatus(row["status"]),
        venue_name=row["venue_name"],
        enrolled=row["enrolled"],
        came=row["came"],
        anonymous=row["anonymous"],
        activity_count=row["activity_count"],
        is_template=bool(row["is_template"]),
    )


_BOOKED = """
SELECT workshop.id, coalesce(workshop.venue_id, programme.venue_id) AS venue_id,
       workshop.room_id, coalesce(room.name, '') AS room_name,
       (SELECT json_group_array(json_array(team_member.id, team_member.name)) FROM workshop_team
          JOIN team_member ON team_member.id = workshop_team.team_member_id
         WHERE workshop_team.workshop_id = workshop.id) AS people
  FROM workshop
  LEFT JOIN programme ON programme.id = workshop.programme_id
  LEFT JOIN room ON room.id = workshop.room_id
 WHERE workshop.is_template = 0 AND workshop.status <> 'cancelled'
   AND programme.archived_at IS NULL
"""


def bookings(db: Database) -> list[Booking]:
    """When and where workshops take place, and who of the team is there; cancelled ones apart."""
    booked = {row["id"]: row for row in db.rows(_BOOKED)}
    return [
        Booking(
            workshop_id=row.id,
            title=row.title,
            programme_id=row.programme_id,
            programme_title=row.programme_title,
            starts_local=row.starts_local,
            start=row.starts_utc,
            end=row.ends_utc,
            venue_id=booked[row.id]["venue_id"],
            venue_name=row.venue_name,
            room_id=booked[row.id]["room_id"],
            room_name=booked[row.id]["room_name"],
            people=tuple((key, name) for key, name in json.loads(booked[row.id]["people"])),
        )
        for row in workshop_rows(db, list(booked))
    ]


def workshops(db: Database, ids: Sequence[str]) -> list[tuple[Workshop, bool]]:
    """Workshops with all their fields, and whether breaks count as contact in each."""
    rows = db.rows(_WORKSHOPS, (json.dumps(ids),))
    return [(_workshop(row), bool(row["breaks_count"])) for row in rows]


def _workshop(row: Row) -> Workshop:
    return Workshop(
        id=row["id"],
        seed_key=row["seed_key"],
        programme_id=row["programme_id"],
        programme_title=row["programme_title"],
        number=row["number"],
        of=row["number_of"],
        title=row["title"],
        aim=row["aim"],
        starts_local=datetime.fromisoformat(row["starts_local"]),
        time_zone=row["time_zone"],
        target_seconds=row["target_seconds"],
        venue_id=row["venue_id"],
        venue_name=row["venue_name"],
        room_id=row["room_id"],
        room_name=row["room_name"],
        room_layout=row["room_layout"],
        room_note=row["room_note"],
        expected_heads=row["expected_heads"],
        status=WorkshopStatus(row["status"]),
        is_template=bool(row["is_template"]),
        is_sample=bool(row["is_sample"]),
        team=tuple(TeamRef(*member) for member in json.loads(row["team"])),
        skills=tuple(SkillRef(*skill) for skill in json.loads(row["skills"])),
        outcome_ids=tuple(json.loads(row["outcomes"])),
        phases=PhaseRule(
            row["warn_seconds"],
            row["warn_percent"],
            row["last_seconds"],
            row["last_percent"],
            _moments(row["cues"]),
        ),
    )


def _moments(text: str | None) -> tuple[int, ...] | None:
    return None if text is None else tuple(json.loads(text))


# Agendas -----------------------------------------------------------------------------------------


def agenda(db: Database, workshop_id: str) -> Agenda:
    """One agenda. Raises `NotFound`."""
    found = agendas(db, [workshop_id])
    if not found:
        raise NotFound("not-found", table="workshop", key=workshop_id)
    return found[0]


def programme_agendas(db: Database, programme_id: str) -> list[Agenda]:
    """The agendas of all workshops of a programme."""
    templates = db.value("SELECT is_template FROM programme WHERE id = ?", (programme_id,))
    return agendas(db, workshop_ids(db, programme_id, templates=bool(templates)))


def agendas(db: Database, ids: Sequence[str]) -> list[Agenda]:
    """Workshops with their activities and times, in the order of their programme: 3 queries."""
    key = json.dumps(ids)
    steps: dict[str, list[Row]] = defaultdict(list)
    tops: dict[str, list[Row]] = defaultdict(list)
    for row in db.rows(_ACTIVITIES, (key,)):
        if row["track_id"] is None:
            tops[row["workshop_id"]].append(row)
        else:
            steps[row["track_id"]].append(row)
    tracks: dict[str, list[Row]] = defaultdict(list)
    if steps or tops:
        for row in db.rows(_TRACKS, (key,)):
            tracks[row["activity_id"]].append(row)
    return [
        timed_agenda(
            workshop,
            tuple(_activity(row, tracks, steps) for row in tops[workshop.id]),
            breaks_count=breaks_count,
        )
        for workshop, breaks_count in workshops(db, ids)
    ]


def _activity(
    row: Row, tracks: Mapping[str, Iterable[Row]], steps: Mapping[str, Iterable[Row]]
) -> Activity:
    return Activity(
        id=row["id"],
        seed_key=row["seed_key"],
        workshop_id=row["workshop_id"],
        track_id=row["track_id"],
        position=row["position"],
        title=row["title"],
        kind=ActivityKind(row["kind"]),
        planned_seconds=row["planned_seconds"],
        minimum_seconds=row["minimum_seconds"],
        optional=bool(row["optional"]),
        locked_start_seconds=row["locked_start_seconds"],
        counts_as_contact=bool(row["counts_as_contact"]),
        method_id=row["method_id"],
        method_title=row["method_title"],
        grouping=row["grouping"],
        room_layout=row["room_layout"],
        room_id=row["room_id"],
        lead_id=row["lead_id"],
        lead_name=row["lead_name"],
        aim=row["aim"],
        task=row["task"],
        say=row["say"],
        do=row["do"],
        watch=row["watch"],
        if_short=row["if_short"],
        can_lose_seconds=row["can_lose_seconds"],
        auto_advance=bool(row["auto_advance"]),
        warn_seconds=row["warn_seconds"],
        last_seconds=row["last_seconds"],
        skills=tuple(SkillAim(*aim) for aim in json.loads(row["skills"])),
        materials=tuple(_material_use(*use) for use in json.loads(row["materials"])),
        tracks=tuple(
            Track(
                id=track["id"],
                name=track["name"],
                team_member_id=track["team_member_id"],
                team_member_name=track["team_member_name"],
                room_id=track["room_id"],
                task=track["task"],
                position=track["position"],
                steps=tuple(_activity(step, {}, {}) for step in steps.get(track["id"], ())),
            )
            for track in tracks.get(row["id"], ())
        ),
        warn_percent=row["warn_percent"],
        last_percent=row["last_percent"],
        cues=_moments(row["cues"]),
    )


def _material_use(
    material_id: str, label: str, unit: str, reusable: int, quantity: int, per: str
) -> MaterialUse:
    return MaterialUse(material_id, label, unit, bool(reusable), quantity, per)


# Tasks and wrap-ups ------------------------------------------------------------------------------


def task_rows(db: Database, programme_id: str | None, workshop_id: str | None) -> list[TaskRow]:
    """Tasks of a programme or of a workshop, before, during, after, each in their order."""
    rows = db.rows(
        "SELECT * FROM task WHERE (:programme IS NULL OR programme_id = :programme)"
        " AND (:workshop IS NULL OR workshop_id = :workshop)"
        " ORDER BY CASE phase WHEN 'before' THEN 1 WHEN 'during' THEN 2 ELSE 3 END, position, id",
        {"programme": programme_id, "workshop": workshop_id},
    )
    return [
        TaskRow(
            id=row["id"],
            programme_id=row["programme_id"],
            workshop_id=row["workshop_id"],
            phase=TaskPhase(row["phase"]),
            due=row["due"],
            text=row["text"],
            role=row["role"],
            position=row["position"],
            done_at=_moment(row["done_at"]),
        )
        for row in rows
    ]


def wrap_up(db: Database, workshop_id: str) -> WrapUp:
    """What was written after a workshop; empty when nothing was."""
    row = db.row("SELECT * FROM wrap_up WHERE workshop_id = ?", (workshop_id,))
    if row is None:
        return WrapUp(workshop_id)
    return WrapUp(
        workshop_id=workshop_id,
        worked=row["worked"],
        change_next=row["change_next"],
        incidents=row["incidents"],
        headcount=row["headcount"],
        finished_at=_moment(row["finished_at"]),
    )


def _date(text: Any) -> date | None:  # noqa: ANN401 - a column of a row
    return None if text is None else date.fromisoformat(text)


def _moment(text: Any) -> datetime | None:  # noqa: ANN401 - a column of a row
    return None if text is None else datetime.fromisoformat(text)
