"""Plans made once more: from the last workshop, from a programme, from templates."""

import json
from datetime import date

import pytest

from facilitator.attendance.attendance import Attendance
from facilitator.errors import NotFound, Refused
from facilitator.people.people import People
from facilitator.planning.model import SkillAim, TemplateKind
from tests.facilitator.planning.plans import add, whole_file

HAPPENED = (
    "attendance",
    "head_count",
    "observation",
    "self_check",
    "run",
    "run_event",
    "run_note",
    "wrap_up",
    "packed_material",
    "certificate",
    "award_override",
    "absence_contact",
    "cohort",
    "cohort_member",
)
STAMP = "2026-10-08T15:00:00.000Z"


def rows_in(database, table):
    return database.value(f'SELECT count(*) FROM "{table}"')


@pytest.fixture
def full(planning, programme_id, workshop_id, skills, database):
    """A programme with a workshop in which everything is planned, and everything happened."""
    planning.update_programme(programme_id, skills=skills, outcomes=["Ask why", "Listen"])
    outcomes = [outcome.id for outcome in planning.programme(programme_id).outcomes]
    with database.action("seed"):
        for table, values in (
            ("team_member", {"id": "ada", "name": "Ada"}),
            ("partner", {"id": "library", "name": "City Library"}),
            ("signatory", {"id": "head", "name": "The head"}),
            (
                "participant",
                {"id": "amina", "name": "Amina", "sort_key": "amina", "search_text": "amina"}
                | {"added_at": STAMP},
            ),
            ("outcome_skill", {"id": "tie", "outcome_id": outcomes[0], "skill_id": "critical"}),
            (
                "enrolment",
                {"id": "in", "programme_id": programme_id, "participant_id": "amina"}
                | {"enrolled_on": "2026-10-01", "note": "pays later"},
            ),
            (
                "certificate_rule",
                {"id": "rule", "programme_id": programme_id, "position": 0, "key": "took-part"}
                | {"title": "Took part", "kind": "participation", "statement": "was there"}
                | {"min_workshops": 1},
            ),
            ("rule_signatory", {"id": "signs", "rule_id": "rule", "signatory_id": "head"}),
            (
                "attendance_status",
                {"id": "present", "key": "present", "letter": "P", "in_room": 1},
            ),
            (
                "attendance",
                {"id": "mark", "workshop_id": workshop_id, "participant_id": "amina"}
                | {"status_id": "present", "recorded_at": STAMP, "sequence": 1},
            ),
            ("head_count", {"id": "heads", "workshop_id": workshop_id, "heads": 3}),
            (
                "observation",
                {"id": "seen", "participant_id": "amina", "programme_id": programme_id}
                | {"workshop_id": workshop_id, "skill_id": "critical", "level": 2}
                | {"source": "facilitator", "observed_at": STAMP},
            ),
            (
                "run_note",
                {"id": "note", "workshop_id": workshop_id, "noted_at": STAMP, "text": "loud"},
            ),
        ):
            database.insert(table, values)
    planning.update_programme(programme_id, team=["ada"], partners=[("library", "host")])
    planning.update_workshop(
        workshop_id, team=[("ada", "lead")], skills=["creative"], outcome_ids=outcomes
    )
    first = add(
        planning,
        workshop_id,
        "Open",
        skills=[SkillAim("critical")],
        lead_id="ada",
        locked_start_seconds=17 * 3600 + 1800,
    )
    paper = planning.add_material("Paper", unit="sheet")
    planning.update_activity(first, materials=[(paper, 2, "person")])
    track = planning.add_track(first, "Table 1", team_member_id="ada")
    add(planning, workshop_id, "Step", track_id=track)
    planning.set_packed(workshop_id, paper, True)
    for where in ({"workshop_id": workshop_id}, {"programme_id": programme_id}):
        planning.set_task_done(planning.add_task("Print", "before", **where), True)
    planning.save_wrap_up(workshop_id, worked="All of it", finished=True)
    return programme_id, workshop_id


# The next from the last --------------------------------------------------------------------------


def test_the_next_workshop_brings_no_mark_note_rating_or_tick(planning, full, database):
    _, workshop_id = full
    before = {table: rows_in(database, table) for table in HAPPENED}
    copy = planning.duplicate_workshop(workshop_id, "2026-10-15T17:30")

    assert {table: rows_in(database, table) for table in HAPPENED} == before
    assert [member.id for member in planning.workshop(copy).team] == ["ada"]
    assert planning.workshop(copy).outcome_ids == planning.workshop(workshop_id).outcome_ids
    assert not any(row.packed for row in planning.kit(copy))
    assert planning.tasks(workshop_id=copy)[0].done_at is None
    assert planning.workshop_row(copy).came == 0
    assert planning.workshop_row(copy).enrolled == 1


def test_locked_starts_follow_the_time_of_day_of_the_copy(planning, full):
    _, workshop_id = full
    same = planning.agenda(planning.duplicate_workshop(workshop_id, "2026-10-15T17:30"))
    morning = planning.agenda(planning.duplicate_workshop(workshop_id, "2026-10-16T09:00"))

    assert same.activities[0].locked_start_seconds == 17 * 3600 + 1800
    assert morning.activities[0].locked_start_seconds == 9 * 3600
    assert morning.schedule.rows[0].gap_before_seconds == 0


def test_a_lock_that_would_leave_its_two_days_is_let_go(planning, workshop_id):
    add(planning, workshop_id, "Early", locked_start_seconds=8 * 3600)
    copy = planning.agenda(planning.duplicate_workshop(workshop_id, "2026-10-15T09:00"))

    assert copy.activities[0].locked_start_seconds is None


# Programmes --------------------------------------------------------------------------------------


def test_a_programme_is_made_once_more_with_its_days_moved(planning, full, database):
    programme_id, workshop_id = full
    planning.duplicate_workshop(workshop_id, "2026-10-15T17:30", title="Second")
    before = whole_file(database)
    copy = planning.duplicate_programme(programme_id, date(2027, 3, 1), title="Spring")
    programme = planning.programme(copy)
    rows = planning.workshops(copy)

    assert programme.title == "Spring"
    assert [skill.id for skill in programme.skills] == ["critical", "creative"]
    assert [member.id for member in programme.team] == ["ada"]
    assert [(partner.id, partner.role) for partner in programme.partners] == [("library", "host")]
    assert [outcome.text for outcome in programme.outcomes] == ["Ask why", "Listen"]
    assert programme.outcomes[0].skill_ids == ("critical",)
    assert [f"{row.starts_local:%m-%d %H:%M}" for row in rows] == ["03-01 17:30", "03-08 17:30"]
    assert [row.title for row in rows] == ["Greener street", "Second"]
    assert {row.status for row in rows} == {"planned"}
    own = {outcome.id for outcome in programme.outcomes}
    assert set(planning.workshop(rows[0].id).outcome_ids) == own
    assert [task.done_at for task in planning.tasks(programme_id=copy)] == [None]
    assert rows[0].enrolled == rows[0].came == 0
    database.undo()
    assert whole_file(database) == before


def test_the_rules_for_certificates_come_along_with_those_who_sign(planning, full, database):
    copy = planning.duplicate_programme(full[0])
    rule = database.row("SELECT * FROM certificate_rule WHERE programme_id = ?", (copy,))

    assert (rule["key"], rule["title"], rule["min_workshops"]) == ("took-part", "Took part", 1)
    assert (
        database.value("SELECT signatory_id FROM rule_signatory WHERE rule_id = ?", (rule["id"],))
        == "head"
    )


@pytest.mark.parametrize(
    ("first_on", "enrolled_on"), [("2027-03-01", "2026-10-08"), ("2026-09-01", "2026-09-01")]
)
def test_people_come_along_only_when_asked(planning, full, database, first_on, enrolled_on):
    sql = "SELECT enrolled_on, note FROM enrolment WHERE programme_id = ?"
    alone = planning.duplicate_programme(full[0], date.fromisoformat(first_on))
    together = planning.duplicate_programme(full[0], date.fromisoformat(first_on), people=True)

    assert database.rows(sql, (alone,)) == []
    assert [tuple(row) for row in database.rows(sql, (together,))] == [(enrolled_on, "")]


def test_nothing_that_happened_comes_along_with_a_programme(planning, full, database):
    before = {table: rows_in(database, table) for table in HAPPENED}
    planning.duplicate_programme(full[0], date(2027, 3, 1), people=True)
    planning.save_programme_as_template(full[0])

    assert {table: rows_in(database, table) for table in HAPPENED} == before


def test_a_copy_of_the_sample_is_ones_own_and_stays_when_the_sample_goes(
    planning, programme_id, workshop_id, database
):
    planning.update_programme(programme_id, is_sample=True, seed_key="sample")
    copy = planning.duplicate_programme(programme_id)
    planning.remove_sample()

    assert [row.id for row in planning.programmes()] == [copy]
    assert planning.programme(copy).is_sample is False
    assert len(planning.workshops(copy)) == 1


def test_a_day_beyond_the_years_of_plans_is_refused(planning, programme_id, workshop_id, database):
    before = whole_file(database)
    with pytest.raises(Refused, match="date-invalid"):
        planning.duplicate_programme(programme_id, date(9999, 12, 31))
    assert whole_file(database) == before


# Templates ---------------------------------------------------------------------------------------


def test_templates_are_in_no_list_of_what_is_planned(planning, full, database):
    programme_id, workshop_id = full
    listed = planning.programmes(), planning.workshops(), planning.workshops(programme_id)
    planning.save_workshop_as_template(workshop_id, title="An evening")
    planning.save_programme_as_template(programme_id, title="A season")

    assert (
        planning.programmes(),
        planning.workshops(),
        planning.workshops(programme_id),
    ) == listed
    assert [
        (row.makes, row.title, row.workshops, row.activities) for row in planning.templates()
    ] == [
        (TemplateKind.PROGRAMME, "A season", 1, 1),
        (TemplateKind.WORKSHOP, "An evening", 1, 1),
    ]
    assert [row.seconds for row in planning.templates()] == [7200, 7200]


def test_templates_count_in_no_figure_of_what_happened(planning, full, database):
    attendance = Attendance(database, People(database))
    before = attendance.contact_minutes()
    planning.save_workshop_as_template(full[1])
    planning.save_programme_as_template(full[0])

    assert attendance.contact_minutes() == before


def test_a_template_gives_the_plan_it_was_saved_with(planning, full, database):
    _, workshop_id = full
    template = planning.save_workshop_as_template(workshop_id)
    planning.delete_activities([planning.agenda(workshop_id).activities[0].id])
    other = planning.add_programme("Other")
    made = planning.workshop_from_template(
        template, other, "2027-01-07T09:00", time_zone="Europe/Paris", title="Morning"
    )
    agenda = planning.agenda(made)

    assert agenda.workshop.programme_id == other
    assert agenda.workshop.title == "Morning"
    assert agenda.workshop.is_template is False
    assert agenda.workshop.time_zone == "Europe/Paris"
    assert agenda.workshop.outcome_ids == ()
    assert agenda.activities[0].locked_start_seconds == 9 * 3600
    assert agenda.activities[0].tracks[0].steps[0].title == "Step"
    assert [row.id for row in planning.workshops(other)] == [made]
    database.undo()
    assert planning.workshops(other) == []
    assert planning.agenda(template).activities


def test_a_programme_comes_back_whole_from_its_template(planning, full, database):
    programme_id, workshop_id = full
    planning.duplicate_workshop(workshop_id, "2026-10-15T17:30", title="Second")
    template = planning.save_programme_as_template(programme_id)
    made = planning.programme_from_template(
        template, date(2027, 1, 4), time_zone="Europe/Paris", title="Winter"
    )
    rows = planning.workshops(made)

    assert [f"{row.starts_local:%m-%d %H:%M}" for row in rows] == ["01-04 17:30", "01-11 17:30"]
    assert {row.time_zone for row in rows} == {"Europe/Paris"}
    assert planning.programme(made).is_template is False
    assert len(planning.agendas(made)) == len(planning.agendas(template)) == 2
    assert planning.programmes(templates=True)[0].workshops == 2
    assert rows_in(database, "certificate_rule") == 3


def test_a_template_is_renamed_and_deleted_and_comes_back(planning, full, database):
    programme_id, workshop_id = full
    for template in (
        planning.save_workshop_as_template(workshop_id),
        planning.save_programme_as_template(programme_id),
    ):
        planning.rename_template(template, "Renamed")
        assert "Renamed" in [row.title for row in planning.templates()]
        before = whole_file(database)
        planning.delete_template(template)
        assert template not in [row.id for row in planning.templates()]
        database.undo()
        assert whole_file(database) == before
    assert len(planning.workshops(programme_id)) == 1


def test_what_is_no_template_is_not_taken_for_one(planning, full):
    programme_id, workshop_id = full
    template = planning.save_programme_as_template(programme_id)
    inside = planning.workshops(template, templates=True)[0].id
    for act in (
        lambda: planning.rename_template(workshop_id, "X"),
        lambda: planning.delete_template(programme_id),
        lambda: planning.delete_template(inside),
        lambda: planning.workshop_from_template(workshop_id, None, "2027-01-07T09:00"),
        lambda: planning.workshop_from_template(template, None, "2027-01-07T09:00"),
        lambda: planning.programme_from_template(programme_id, date(2027, 1, 4)),
    ):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(Refused, match="title-empty"):
        planning.save_workshop_as_template(workshop_id, title=" ")


def test_every_action_names_what_it_is_about(planning, full, database):
    programme_id, workshop_id = full
    planning.duplicate_programme(programme_id, title="B")
    planning.save_workshop_as_template(workshop_id, title="C")

    assert [(act.name, json.dumps(act.params)) for act in database.history(2)] == [
        ("template-saved", '{"title": "C"}'),
        ("programme-duplicated", '{"title": "B"}'),
    ]
