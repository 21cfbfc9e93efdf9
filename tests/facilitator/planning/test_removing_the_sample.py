"""Removing the sample programme: all of it goes in one step, nothing of one's own does."""

import re
from datetime import UTC, datetime

import pytest

from facilitator.errors import NotFound
from facilitator.live.live import LiveRuns
from facilitator.planning import removal
from facilitator.planning.model import SkillAim
from facilitator.planning.planning import Planning
from facilitator.resources import ROOT

STAMP = "2026-10-08T16:30:00.000Z"


@pytest.fixture
def planning(database):
    return Planning(database)


def insert_person(database, key, seed_key=None):
    values = {"id": key, "name": key, "sort_key": key, "search_text": key, "added_at": STAMP}
    database.insert("participant", {**values, "seed_key": seed_key})


def insert_enrolment(database, programme_id, person):
    values = {"id": f"{programme_id}-{person}", "programme_id": programme_id}
    database.insert("enrolment", {**values, "participant_id": person, "enrolled_on": "2026-09-01"})


def with_what_comes_along(database):
    """Skill, material, venue, team and people, half of them from the sample."""
    with database.action("seed"):
        database.insert("framework", {"id": "f", "title": "Five", "seed_key": "five"})
        skill = {"id": "s", "framework_id": "f", "key": "s", "title": "Listening"}
        database.insert("skill", skill)
        status = {"id": "here", "key": "t-here", "letter": "H", "in_room": 1}
        database.insert("attendance_status", status)
        for key, seed in (("shared", "x-shared"), ("sample", "x-sample"), ("own", None)):
            database.insert("venue", {"id": f"v-{key}", "name": key, "seed_key": seed})
            database.insert("room", {"id": f"r-{key}", "venue_id": f"v-{key}", "name": key})
            database.insert("partner", {"id": f"pa-{key}", "name": key, "seed_key": seed})
            database.insert("team_member", {"id": f"t-{key}", "name": key, "seed_key": seed})
            database.insert(
                "signatory",
                {"id": f"g-{key}", "name": key, "seed_key": seed, "team_member_id": f"t-{key}"},
            )
            database.insert("material", {"id": f"m-{key}", "label": key, "seed_key": seed})
            insert_person(database, f"p-{key}", seed)
            database.insert(
                "guardian", {"id": f"gu-{key}", "participant_id": f"p-{key}", "name": "G"}
            )
            consent = {"id": f"c-{key}", "participant_id": f"p-{key}", "purpose": "photo"}
            database.insert(
                "consent",
                {**consent, "answer": "yes", "guardian_id": f"gu-{key}", "recorded_at": STAMP},
            )


def a_programme(planning, database, name, *, team, people, material, **fields):
    """A programme with something in every corner of the schema."""
    made = planning.add_programme(
        name, skills=["s"], team=team, outcomes=["Listen"], partners=[("pa-shared", "")], **fields
    )
    workshop = planning.add_workshop(
        made,
        f"{name} 1",
        "2026-10-08T17:30",
        "Europe/London",
        team=[(member, "") for member in team],
        skills=["s"],
        outcome_ids=[planning.programme(made).outcomes[0].id],
    )
    activity = planning.add_activity(
        workshop,
        0,
        "Open",
        "welcome",
        600,
        skills=[SkillAim("s")],
        materials=[(material, 1, "person")],
    )
    track = planning.add_track(activity, "Table 1")
    planning.add_activity(workshop, 0, "Step", "creative", 60, track_id=track)
    planning.add_task("Print", "before", programme_id=made)
    planning.add_task("Pack", "before", workshop_id=workshop)
    planning.set_packed(workshop, material, True)
    planning.save_wrap_up(workshop, worked="All")
    with database.action("what happened"):
        for person in people:
            insert_enrolment(database, made, person)
            key = {"id": f"{workshop}-{person}", "participant_id": person}
            database.insert(
                "attendance",
                {
                    **key,
                    "workshop_id": workshop,
                    "status_id": "here",
                    "recorded_at": STAMP,
                    "sequence": 1,
                },
            )
            database.insert(
                "observation",
                {
                    **key,
                    "programme_id": made,
                    "workshop_id": workshop,
                    "activity_id": activity,
                    "skill_id": "s",
                    "level": 2,
                    "source": "facilitator",
                    "observed_at": STAMP,
                },
            )
            database.insert(
                "self_check",
                {**key, "programme_id": made, "occasion": "end", "handed_in_on": "2026-10-08"},
            )
            database.insert("absence_contact", {**key, "programme_id": made, "contacted_at": STAMP})
            database.insert("cohort", {"id": key["id"], "programme_id": made, "name": "A"})
            database.insert("cohort_member", {**key, "cohort_id": key["id"]})
            rule = {"id": f"rule-{key['id']}", "programme_id": made, "key": person, "title": "R"}
            database.insert(
                "certificate_rule",
                {**rule, "position": 0, "kind": "attendance", "statement": "{display_name}"},
            )
            database.insert(
                "rule_signatory",
                {"id": key["id"], "rule_id": rule["id"], "signatory_id": "g-shared"},
            )
            database.insert(
                "award_override",
                {**key, "programme_id": made, "reason": "because", "decided_at": STAMP},
            )
            database.insert(
                "certificate",
                {
                    **key,
                    "serial": key["id"],
                    "programme_id": made,
                    "rule_id": rule["id"],
                    "award": "R",
                    "kind": "attendance",
                    "title": "R",
                    "holder": person,
                    "programme_title": name,
                    "statement": "S",
                    "issuer": "C",
                    "workshops_attended": 1,
                    "workshops_planned": 1,
                    "contact_minutes": 10,
                    "offered_minutes": 10,
                    "first_on": "2026-10-08",
                    "last_on": "2026-10-08",
                    "issued_on": "2026-10-08",
                    "issued_at": STAMP,
                    "template": "t",
                },
            )
        database.insert("head_count", {"id": workshop, "workshop_id": workshop, "heads": 2})
    return made, workshop


def everything(database):
    """Every row of every table that undo answers for."""
    return {
        name: sorted(
            tuple(row[column.name] for column in table.kept_columns)
            for row in database.rows(f'SELECT * FROM "{name}"')
        )
        for name, table in database.tables.items()
        if name not in {"action", "action_change", "run", "run_event"}
    }


def ids(database, table):
    return {row["id"] for row in database.rows(f"SELECT id FROM {table}")}


@pytest.fixture
def both(planning, database, clock):
    """One's own programme, and the sample beside it, run and noted."""
    with_what_comes_along(database)
    own = a_programme(
        planning,
        database,
        "Own",
        team=["t-own", "t-shared"],
        people=["p-own", "p-shared"],
        material="m-shared",
        venue_id="v-own",
    )
    planning.update_workshop(own[1], room_id="r-shared")
    before = everything(database)
    sample = a_programme(
        planning,
        database,
        "Sample",
        team=["t-sample", "t-shared"],
        people=["p-sample", "p-shared", "p-own"],
        material="m-sample",
        venue_id="v-sample",
        is_sample=True,
    )
    clock.set_wall(datetime(2026, 10, 8, 16, 30, tzinfo=UTC))
    run = LiveRuns(database, planning).open(sample[1])
    run.start()
    run.note("As planned")
    run.finish()
    return own, sample, before


def test_all_of_the_sample_goes_and_nothing_of_ones_own(planning, database, both):
    _, _, before = both

    assert planning.has_sample()
    assert planning.remove_sample() == 1
    assert not planning.has_sample()
    after = everything(database)
    gone = {
        table: {row[0] for row in before[table]} - {row[0] for row in after[table]}
        for table in before
    }
    assert {table: keys for table, keys in gone.items() if keys} == {
        "participant": {"p-sample"},
        "guardian": {"gu-sample"},
        "consent": {"c-sample"},
        "team_member": {"t-sample"},
        "partner": {"pa-sample"},
        "signatory": {"g-sample"},
        "material": {"m-sample"},
        "venue": {"v-sample"},
        "room": {"r-sample"},
    }
    assert all(set(after[table]) <= set(before[table]) for table in after)


def test_removing_the_sample_is_one_step_that_can_be_undone_and_done_again(
    planning, database, both
):
    before = everything(database)
    planning.remove_sample()
    after = everything(database)

    assert database.history()[0].name == "sample-removed"
    database.undo()
    assert everything(database) == before
    database.redo()
    assert everything(database) == after


def test_a_run_that_is_on_while_its_sample_goes_says_so(planning, database, both, clock):
    _, (_, workshop_id), _ = both
    run = LiveRuns(database, planning).open(workshop_id)
    planning.remove_sample()

    with pytest.raises(NotFound):
        run.start()
    assert database.value("SELECT count(*) FROM run_event") == 0


def test_without_a_sample_nothing_happens(planning, database):
    entries = len(database.history())

    assert planning.remove_sample() == 0
    assert len(database.history()) == entries


def test_every_table_that_hangs_on_a_plan_is_thought_of(database):
    source = (ROOT.parent / "facilitator" / "planning" / "removal.py").read_text("utf-8")
    removed = set(re.findall(r"DELETE FROM (\w+)", source)) | {"activity"}
    hanging = {
        row["name"]
        for row in database.rows(
            "SELECT tables.name FROM main.sqlite_schema AS tables"
            ' JOIN pragma_foreign_key_list(tables.name) AS keys WHERE keys."table" IN'
            " ('programme', 'workshop', 'activity', 'track', 'run', 'cohort', 'learning_outcome',"
            " 'certificate_rule')"
        )
    }

    assert hanging <= removed
    assert removal.has_records(database, "nothing") is False
