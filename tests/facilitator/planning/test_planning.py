"""Plans in a workbook: every change one action, refused where it breaks a rule, undone at will."""

# ruff: noqa: DTZ001 - a plan begins at a wall time, which has no zone yet

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from facilitator.errors import NotFound, Refused
from facilitator.planning.model import ActivityKind, MethodStep, SkillAim, TaskPhase
from facilitator.planning.shelf import MethodFilter
from facilitator.resources import resource
from tests.facilitator.planning.plans import EVENING, add, whole_file

SAMPLE = json.loads(resource("content", "sample_programme.json").read_text(encoding="utf-8"))


def titles(planning, workshop_id):
    return [activity.title for activity in planning.agenda(workshop_id).activities]


def positions(planning, workshop_id):
    return [activity.position for activity in planning.agenda(workshop_id).activities]


# Programmes --------------------------------------------------------------------------------------


def test_a_programme_is_kept_with_its_fields(planning, skills, database):
    made = planning.add_programme(
        "  Future   skills ",
        summary="Two\nlines",
        capacity=24,
        themes=["digital", "SDG 11"],
        skills=skills,
        outcomes=["Listen well", "Ask why"],
        breaks_count=True,
    )
    programme = planning.programme(made)

    assert programme.title == "Future skills"
    assert programme.summary == "Two\nlines"
    assert programme.themes == ("digital", "SDG 11")
    assert [skill.id for skill in programme.skills] == ["critical", "creative"]
    assert [outcome.text for outcome in programme.outcomes] == ["Listen well", "Ask why"]
    assert programme.breaks_count is True
    assert database.history()[0].name == "programme-added"
    assert database.history()[0].params == {"title": "Future skills"}


def test_outcomes_that_stay_keep_their_identity(planning, programme_id):
    planning.update_programme(programme_id, outcomes=["A", "B"])
    kept = planning.programme(programme_id).outcomes[1].id
    planning.update_programme(programme_id, outcomes=["B", "C"])

    assert [outcome.text for outcome in planning.programme(programme_id).outcomes] == ["B", "C"]
    assert planning.programme(programme_id).outcomes[0].id == kept


def test_programmes_are_listed_with_their_figures(planning, programme_id, workshop_id):
    planning.update_workshop(
        planning.add_workshop(programme_id, "Two", "2026-10-15T17:30", "Europe/London"),
        status="held",
    )
    (row,) = planning.programmes()

    assert (row.workshops, row.held, row.enrolled) == (2, 1, 0)
    assert (row.first_on, row.last_on) == (date(2026, 10, 8), date(2026, 10, 15))


def test_an_archived_programme_and_its_workshops_are_out_of_sight(
    planning, programme_id, workshop_id, database
):
    planning.archive_programme(programme_id)

    assert planning.programmes() == []
    assert planning.workshops() == []
    assert planning.next_workshop(datetime(2026, 10, 8, 15, tzinfo=UTC)) is None
    assert planning.programmes(include_archived=True)[0].archived
    database.undo()
    assert len(planning.programmes()) == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": ""}, "title-empty"),
        ({"title": " \t\n "}, "title-empty"),
        ({"title": "x" * 301}, "title-too-long"),
        ({"title": "A", "summary": "x" * 20_001}, "text-too-long"),
        ({"title": "A", "capacity": 0}, "heads-out-of-range"),
        ({"title": "A", "rounding_minutes": 7}, "choice-unknown"),
        ({"title": "A", "venue_id": "nowhere"}, "not-found"),
        ({"title": "A", "skills": ["none"]}, "not-found"),
    ],
)
def test_a_programme_that_breaks_a_rule_is_refused(planning, database, fields, code):
    with pytest.raises(Refused) as refusal:
        planning.add_programme(**fields)

    assert refusal.value.code == code
    assert planning.programmes() == []
    assert database.history() == []


def test_an_unknown_field_is_our_own_mistake(planning):
    with pytest.raises(TypeError, match="colour"):
        planning.add_programme("A", colour="red")


# Workshops ---------------------------------------------------------------------------------------


def test_a_workshop_stands_in_its_programme(planning, programme_id, workshop_id):
    second = planning.add_workshop(
        programme_id, "Two", EVENING + timedelta(days=7), "Europe/London"
    )
    rows = planning.workshops(programme_id)

    assert [(row.number, row.of, row.title) for row in rows] == [
        (1, 2, "Greener street"),
        (2, 2, "Two"),
    ]
    assert rows[0].ends_local == datetime(2026, 10, 8, 19, 30)
    assert rows[0].starts_utc == datetime(2026, 10, 8, 16, 30, tzinfo=UTC)
    assert planning.workshop(second).number == 2
    assert planning.workshop_row(second).title == "Two"

    planning.move_workshop(second, 0)
    assert planning.workshop(second).number == 1


def test_without_a_target_a_workshop_ends_with_its_agenda(planning, programme_id):
    made = planning.add_workshop(programme_id, "Open end", EVENING, "Europe/London")
    add(planning, made, "Talk", 25)

    assert planning.workshop_row(made).ends_local == EVENING + timedelta(minutes=25)


def test_a_workshop_may_belong_to_no_programme(planning):
    made = planning.add_workshop(None, "One-off", EVENING, "Europe/London")

    row = planning.workshop_row(made)
    assert (row.programme_title, row.number, row.of) == ("", 1, 1)


def test_moving_one_workshop_leaves_the_others_untouched(planning, programme_id, workshop_id):
    second = planning.add_workshop(programme_id, "Two", "2026-10-15T17:30", "Europe/London")
    planning.update_workshop(workshop_id, starts_local="2026-10-09T10:00")

    assert planning.workshop(second).starts_local == datetime(2026, 10, 15, 17, 30)
    assert planning.workshop(workshop_id).starts_local == datetime(2026, 10, 9, 10, 0)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": ""}, "title-empty"),
        ({"starts_local": "tomorrow"}, "date-invalid"),
        ({"starts_local": "2026-02-30T10:00"}, "date-invalid"),
        ({"starts_local": "0026-02-20T10:00"}, "date-invalid"),
        ({"starts_local": "2026-10-08T10:00Z"}, "date-invalid"),
        ({"time_zone": "Mars/Olympus"}, "time-zone-unknown"),
        ({"target_seconds": 10**9}, "target-out-of-range"),
        ({"status": "maybe"}, "choice-unknown"),
        ({"expected_heads": -1}, "heads-out-of-range"),
        ({"team": [("nobody", "")]}, "not-found"),
    ],
)
def test_a_workshop_that_breaks_a_rule_is_refused(planning, workshop_id, fields, code):
    before = planning.workshop(workshop_id)

    with pytest.raises(Refused) as refusal:
        planning.update_workshop(workshop_id, **fields)
    assert refusal.value.code == code
    assert planning.workshop(workshop_id) == before


def test_the_next_workshop_is_the_one_that_is_on_or_comes_first(planning, programme_id):
    def at(hour, minute=0):
        return datetime(2026, 10, 8, hour, minute, tzinfo=UTC)

    london = planning.add_workshop(programme_id, "London", EVENING, "Europe/London", 7200)
    tokyo = planning.add_workshop(programme_id, "Tokyo", "2026-10-09T01:00", "Asia/Tokyo", 1800)

    # 01:00 in Tokyo is 16:00 UTC, before 17:30 in London although later on the wall.
    assert planning.next_workshop(at(12)).id == tokyo
    assert planning.next_workshop(at(16, 29)).id == tokyo
    assert planning.next_workshop(at(16, 30)).id == london
    assert planning.next_workshop(at(18, 29)).id == london
    assert planning.next_workshop(at(18, 30)) is None
    assert planning.previous_workshop(at(12)) is None
    assert planning.previous_workshop(at(17)).id == tokyo
    assert planning.previous_workshop(at(20)).id == london
    planning.update_workshop(london, status="cancelled")
    assert planning.next_workshop(at(17)) is None


def test_came_and_enrolled_are_counted_by_the_day(planning, programme_id, workshop_id, database):
    with database.action("people"):
        for number, (enrolled, left) in enumerate(
            [("2026-09-01", None), ("2026-10-09", None), ("2026-09-01", "2026-10-01")]
        ):
            person = {"id": f"p{number}", "name": f"P{number}", "sort_key": "p", "search_text": "p"}
            database.insert("participant", {**person, "added_at": "2026-09-01T00:00:00.000Z"})
            database.insert(
                "enrolment",
                {
                    "id": f"e{number}",
                    "programme_id": programme_id,
                    "participant_id": f"p{number}",
                    "enrolled_on": enrolled,
                    "left_on": left,
                },
            )
        for key, in_room in (("here", 1), ("away", 0)):
            status = {"id": key, "key": f"t-{key}", "letter": key[0], "in_room": in_room}
            database.insert("attendance_status", status)
        for number, status in enumerate(("here", "here", "away")):
            database.insert(
                "attendance",
                {
                    "id": f"a{number}",
                    "workshop_id": workshop_id,
                    "participant_id": f"p{number}",
                    "status_id": status,
                    "recorded_at": "2026-10-08T16:30:00.000Z",
                    "sequence": number,
                },
            )
        database.insert("head_count", {"id": "h", "workshop_id": workshop_id, "heads": 3})
    row = planning.workshop_row(workshop_id)

    assert (row.enrolled, row.came, row.anonymous) == (1, 2, 3)
    assert planning.programmes()[0].enrolled == 3
    with pytest.raises(Refused, match="workshop-has-records"):
        planning.delete_workshop(workshop_id)


def test_the_next_workshop_from_the_last_copies_the_plan_and_nothing_that_happened(
    planning, workshop_id, skills, database
):
    first = add(planning, workshop_id, "Open", skills=[SkillAim("critical")])
    paper = planning.add_material("Paper", unit="sheet")
    planning.update_activity(first, materials=[(paper, 2, "person")])
    track = planning.add_track(first, "Table 1")
    add(planning, workshop_id, "Step", track_id=track)
    add(planning, workshop_id, "Close", 5)
    planning.update_workshop(workshop_id, skills=["creative"], status="held")
    task = planning.add_task("Print", "before", workshop_id=workshop_id)
    planning.set_task_done(task, True)
    planning.save_wrap_up(workshop_id, worked="All of it")

    copy = planning.duplicate_workshop(workshop_id, "2026-10-15T17:30")

    agenda = planning.agenda(copy)
    assert [activity.title for activity in agenda.activities] == ["Open", "Close"]
    assert agenda.activities[0].tracks[0].steps[0].title == "Step"
    assert agenda.activities[0].tracks[0].steps[0].workshop_id == copy
    assert agenda.activities[0].materials[0].quantity == 2
    assert agenda.activities[0].skills == (SkillAim("critical"),)
    assert agenda.workshop.status == "planned"
    assert agenda.workshop.number == 2
    assert [skill.id for skill in agenda.workshop.skills] == ["creative"]
    assert planning.tasks(workshop_id=copy)[0].done_at is None
    assert planning.wrap_up(copy).worked == ""
    database.undo()
    with pytest.raises(NotFound):
        planning.workshop(copy)


def test_a_workshop_only_planned_is_deleted_whole_and_comes_back(planning, workshop_id, database):
    first = add(planning, workshop_id, "Open")
    track = planning.add_track(first, "Table 1")
    add(planning, workshop_id, "Step", track_id=track)
    planning.add_task("Print", "before", workshop_id=workshop_id)
    before = whole_file(database)

    planning.delete_workshop(workshop_id)
    assert planning.workshops() == []
    database.undo()
    assert whole_file(database) == before


# Agendas -----------------------------------------------------------------------------------------


def test_activities_are_added_where_they_should_stand(planning, workshop_id):
    for title, position in (("B", None), ("A", 0), ("D", 99), ("C", 2), ("0", -5)):
        add(planning, workshop_id, title, position=position)

    assert titles(planning, workshop_id) == ["0", "A", "B", "C", "D"]
    assert positions(planning, workshop_id) == [0, 1, 2, 3, 4]


def test_moving_keeps_positions_dense_and_is_one_step_to_undo(planning, workshop_id, database):
    ids = [add(planning, workshop_id, title) for title in "ABCDE"]
    planning.move_activity(ids[0], 3)
    assert titles(planning, workshop_id) == list("BCDAE")
    planning.move_activities([ids[4], ids[1]], 1)
    assert titles(planning, workshop_id) == list("CBEDA")
    assert positions(planning, workshop_id) == [0, 1, 2, 3, 4]
    database.undo()
    assert titles(planning, workshop_id) == list("BCDAE")
    database.redo()
    assert titles(planning, workshop_id) == list("CBEDA")


def test_a_move_to_where_it_stands_leaves_no_entry(planning, workshop_id, database):
    first = add(planning, workshop_id, "A")
    entries = len(database.history())
    planning.move_activity(first, 0)
    planning.move_activities([], 0)

    assert len(database.history()) == entries


def test_positions_left_by_others_are_made_dense(planning, workshop_id, database):
    ids = [add(planning, workshop_id, title) for title in "ABC"]
    with database.action("gaps"):
        for number, key in enumerate(ids):
            database.update("activity", key, {"position": number * 10 + 7})
    planning.move_activity(ids[2], 0)

    assert titles(planning, workshop_id) == list("CAB")
    assert positions(planning, workshop_id) == [0, 1, 2]


def test_deleting_closes_the_gap_and_undo_brings_everything_back(
    planning, workshop_id, skills, database
):
    ids = [add(planning, workshop_id, title, skills=[SkillAim("critical")]) for title in "ABCD"]
    track = planning.add_track(ids[1], "Table 1")
    add(planning, workshop_id, "Step", track_id=track)
    before = whole_file(database)

    planning.delete_activities([ids[1], ids[2]])
    assert titles(planning, workshop_id) == list("AD")
    assert positions(planning, workshop_id) == [0, 1]
    assert database.history()[0].params == {"count": 2, "title": "B"}
    database.undo()
    assert whole_file(database) == before


def test_an_observation_outlives_the_activity_it_was_made_in(
    planning, workshop_id, programme_id, skills, database
):
    activity = add(planning, workshop_id, "A")
    with database.action("seen"):
        person = {"id": "p", "name": "P", "sort_key": "p", "search_text": "p"}
        database.insert("participant", {**person, "added_at": "2026-09-01T00:00:00.000Z"})
        database.insert(
            "observation",
            {
                "id": "o",
                "participant_id": "p",
                "programme_id": programme_id,
                "workshop_id": workshop_id,
                "activity_id": activity,
                "skill_id": "critical",
                "level": 2,
                "source": "facilitator",
                "observed_at": "2026-10-08T17:00:00.000Z",
            },
        )
    planning.delete_activities([activity])
    assert database.row("SELECT activity_id, level FROM observation")["activity_id"] is None
    database.undo()
    assert database.value("SELECT activity_id FROM observation") == activity


def test_a_duplicate_stands_right_behind(planning, workshop_id):
    ids = [add(planning, workshop_id, title) for title in "AB"]
    planning.add_track(ids[0], "Table 1")
    planning.duplicate_activity(ids[0])

    assert titles(planning, workshop_id) == ["A", "A", "B"]
    assert positions(planning, workshop_id) == [0, 1, 2]
    assert planning.agenda(workshop_id).activities[1].tracks[0].name == "Table 1"


def test_the_agenda_counts_contact_and_skills(planning, workshop_id, skills):
    both = [SkillAim("critical"), SkillAim("creative")]
    add(planning, workshop_id, "A", 20, skills=both)
    add(planning, workshop_id, "Tea", 10, kind="break")
    parallel = add(planning, workshop_id, "B", 10, skills=[SkillAim("critical")])
    for name, minutes in (("One", 20), ("Two", 30)):
        track = planning.add_track(parallel, name)
        add(planning, workshop_id, "S", minutes, track_id=track, skills=[SkillAim("creative")])
    agenda = planning.agenda(workshop_id)

    assert agenda.contact_seconds == 50 * 60
    assert len(agenda.contact_spans) == 2
    assert agenda.skill_seconds == {"critical": 50 * 60, "creative": 50 * 60}
    assert agenda.schedule.over_seconds == -3600
    assert planning.contact_spans(agenda.workshop.programme_id) == {
        workshop_id: agenda.contact_spans
    }


def test_breaks_count_where_the_programme_says_so(planning, programme_id, workshop_id):
    add(planning, workshop_id, "Tea", 10, kind="break")
    assert planning.agenda(workshop_id).contact_seconds == 0
    planning.update_programme(programme_id, breaks_count=True)

    assert planning.agenda(workshop_id).contact_seconds == 600


def test_becoming_a_break_stops_counting_as_contact(planning, workshop_id):
    activity = add(planning, workshop_id, "A")
    planning.update_activity(activity, kind="break")
    assert planning.agenda(workshop_id).activities[0].counts_as_contact is False
    planning.update_activity(activity, kind=ActivityKind.DISCUSSION)
    assert planning.agenda(workshop_id).activities[0].counts_as_contact is True


def test_what_an_activity_can_lose_is_its_least_unless_a_minimum_says_otherwise(
    planning, workshop_id
):
    activity = add(planning, workshop_id, "A", 10, can_lose_seconds=180)
    assert planning.agenda(workshop_id).activities[0].least_seconds == 420
    planning.update_activity(activity, minimum_seconds=300)
    assert planning.agenda(workshop_id).activities[0].least_seconds == 300


def test_shortening_an_activity_takes_its_minimum_along(planning, workshop_id):
    activity = add(planning, workshop_id, "A", 10, minimum_seconds=480, can_lose_seconds=120)
    planning.update_activity(activity, planned_seconds=60)

    shown = planning.agenda(workshop_id).activities[0]
    assert (shown.minimum_seconds, shown.can_lose_seconds) == (60, 60)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": "\x00"}, "title-empty"),
        ({"kind": "party"}, "unknown-kind"),
        ({"planned_seconds": -60}, "minutes-out-of-range"),
        ({"planned_seconds": 86401}, "minutes-out-of-range"),
        ({"planned_seconds": 10**40}, "minutes-out-of-range"),
        ({"planned_seconds": 7.5}, "minutes-out-of-range"),
        ({"planned_seconds": True}, "minutes-out-of-range"),
        ({"planned_seconds": None}, "minutes-out-of-range"),
        ({"minimum_seconds": 601}, "minimum-over-planned"),
        ({"can_lose_seconds": 601}, "minimum-over-planned"),
        ({"locked_start_seconds": 172801}, "lock-out-of-range"),
        ({"lead_id": "nobody"}, "not-found"),
        ({"skills": [SkillAim("none")]}, "not-found"),
        ({"materials": [("none", 1, "person")]}, "not-found"),
        ({"materials": [("none", 0, "person")]}, "quantity-out-of-range"),
        ({"materials": [("none", 1, "planet")]}, "per-unknown"),
    ],
)
def test_an_activity_that_breaks_a_rule_is_refused(planning, workshop_id, database, fields, code):
    activity = add(planning, workshop_id, "A")
    entries = len(database.history())

    with pytest.raises(Refused) as refusal:
        planning.update_activity(activity, **fields)
    assert refusal.value.code == code
    assert len(database.history()) == entries


def test_rows_that_are_not_there_are_said_so(planning, workshop_id):
    for call in (
        lambda: planning.agenda("x"),
        lambda: planning.workshop("x"),
        lambda: planning.workshop_row("x"),
        lambda: planning.programme("x"),
        lambda: planning.method("x"),
        lambda: planning.update_programme("x", title="A"),
        lambda: planning.update_workshop("x", title="A"),
        lambda: planning.update_activity("x", title="A"),
        lambda: planning.update_track("x", name="A"),
        lambda: planning.update_method("x", title="A"),
        lambda: planning.move_activity("x", 1),
        lambda: planning.move_workshop("x", 1),
        lambda: planning.delete_activities(["x"]),
        lambda: planning.delete_workshop("x"),
        lambda: planning.delete_track("x"),
        lambda: planning.delete_task("x"),
        lambda: planning.set_task_done("x", True),
        lambda: planning.duplicate_workshop("x", EVENING),
        lambda: planning.duplicate_activity("x"),
        lambda: planning.archive_method("x"),
        lambda: planning.save_as_method("x"),
        lambda: planning.set_packed(workshop_id, "x", True),
        lambda: planning.heads("x"),
        lambda: add(planning, "x", "A"),
        lambda: add(planning, workshop_id, "A", track_id="x"),
        lambda: planning.add_workshop("x", "A", EVENING, "UTC"),
        lambda: planning.add_task("A", "before", workshop_id="x"),
    ):
        with pytest.raises(NotFound):
            call()


def test_steps_belong_to_tracks_and_tracks_to_activities_only(planning, workshop_id):
    activity = add(planning, workshop_id, "A")
    track = planning.add_track(activity, "Table 1", task="Draw")
    step = add(planning, workshop_id, "Step", 25, track_id=track)

    with pytest.raises(Refused, match="track-in-track"):
        planning.add_track(step, "Deeper")
    assert planning.agenda(workshop_id).schedule.rows[0].seconds == 25 * 60
    planning.update_track(track, name="Window table")
    assert planning.agenda(workshop_id).activities[0].tracks[0].name == "Window table"
    planning.delete_track(track)
    assert planning.agenda(workshop_id).activities[0].tracks == ()


def test_fifty_steps_of_planning_are_undone_and_done_again(planning, workshop_id, database):
    states = [planning.agenda(workshop_id)]
    for number in range(17):
        activity = add(planning, workshop_id, f"A{number}", position=number // 2)
        states.append(planning.agenda(workshop_id))
        planning.update_activity(activity, planned_seconds=61 + number)
        states.append(planning.agenda(workshop_id))
        planning.move_activity(activity, 0 if number % 2 else 99)
        if planning.agenda(workshop_id) != states[-1]:
            states.append(planning.agenda(workshop_id))
    assert len(states) > 45
    for state in reversed(states[:-1]):
        database.undo()
        assert planning.agenda(workshop_id) == state
    for state in states[1:]:
        database.redo()
        assert planning.agenda(workshop_id) == state


# The library -------------------------------------------------------------------------------------


def test_methods_are_found_by_the_words_they_begin_with(planning, skills):
    circle = planning.add_method(
        "Círculo of trust", "discussion", 600, aliases=["Talking ring"], skill_ids=skills
    )
    planning.add_method("World café", "discussion", 1800, summary="Rounds at tables; trust grows")

    def found(text, **chosen):
        return [row.title for row in planning.methods(text, MethodFilter(**chosen))]

    assert found("circ") == ["Círculo of trust"]
    assert found("RING tru") == ["Círculo of trust"]
    assert found("trust") == ["Círculo of trust", "World café"]
    assert found("rust") == []
    assert found("", seconds=900) == ["Círculo of trust"]
    assert found("", skill_ids=("creative",)) == ["Círculo of trust"]
    assert found("", kinds=(ActivityKind.BREAK,)) == []
    assert found("", heads=61) == []
    assert found("%") == found("") == ["Círculo of trust", "World café"]
    assert planning.methods(limit=1, offset=1)[0].title == "World café"
    assert planning.method(circle).main_skill_id == "critical"

    planning.update_method(circle, title="Ring of trust", skill_ids=["creative"])
    assert found("circulo") == []
    assert planning.method(circle).skill_ids == ("creative",)
    planning.archive_method(circle)
    assert found("ring") == []
    assert found("ring", archived=True) == ["Ring of trust"]


def test_a_method_becomes_an_activity_and_an_activity_a_method(planning, workshop_id, skills):
    method = planning.add_method(
        "Walk and talk",
        "discussion",
        900,
        min_seconds=600,
        max_seconds=1200,
        grouping="pairs",
        steps=[MethodStep(300, "Pair up."), MethodStep(600, "Walk.")],
        skill_ids=skills,
    )
    made = planning.add_activity_from_method(workshop_id, 0, method, say="Choose somebody new.")
    activity = planning.agenda(workshop_id).activities[0]

    assert activity.id == made
    assert (activity.title, activity.kind) == ("Walk and talk", ActivityKind.DISCUSSION)
    assert (activity.planned_seconds, activity.minimum_seconds) == (900, 600)
    assert activity.grouping == "pairs"
    assert activity.method_title == "Walk and talk"
    assert activity.do == "Pair up.\nWalk."
    assert activity.say == "Choose somebody new."

    saved = planning.method(planning.save_as_method(made))
    assert [step.text for step in saved.steps] == ["Pair up.", "Walk."]
    assert saved.skill_ids == ("critical", "creative")
    assert saved.own


def test_a_method_whose_lengths_are_out_of_order_is_refused(planning):
    with pytest.raises(Refused, match="range-reversed"):
        planning.add_method("A", "input", 600, min_seconds=601)


# Materials, tasks, wrap-up -----------------------------------------------------------------------


def test_the_packing_list_follows_the_rule_and_its_ticks_are_kept(
    planning, programme_id, workshop_id, database
):
    planning.update_workshop(workshop_id, expected_heads=23)
    pens = planning.add_material("Pens", unit="pen", reusable=True)
    paper = planning.add_material("Paper")
    assert planning.add_material("Paper") == paper
    add(planning, workshop_id, "A", materials=[(pens, 1, "person"), (paper, 2, "group-of-4")])
    add(planning, workshop_id, "B", materials=[(pens, 6, "session"), (paper, 1, "session")])

    rows = planning.kit(workshop_id)
    assert [(row.label, row.total, row.packed) for row in rows] == [
        ("Paper", 13, False),
        ("Pens", 23, False),
    ]
    planning.set_packed(workshop_id, pens, True)
    assert [row.packed for row in planning.kit(workshop_id)] == [False, True]
    planning.set_packed(workshop_id, pens, False)
    assert [row.packed for row in planning.kit(workshop_id)] == [False, False]

    planning.duplicate_workshop(workshop_id, "2026-10-15T17:30")
    assert [row.total for row in planning.programme_kit(programme_id)] == [26, 23]
    assert [material.label for material in planning.materials_known()] == ["Paper", "Pens"]


def test_heads_are_as_expected_else_as_planned_for(planning, programme_id, workshop_id):
    assert planning.heads(workshop_id) == 0
    planning.update_programme(programme_id, capacity=20)
    assert planning.heads(workshop_id) == 20
    planning.update_workshop(workshop_id, expected_heads=0)
    assert planning.heads(workshop_id) == 0


def test_tasks_are_ticked_and_unticked(planning, programme_id, workshop_id, database, clock):
    late = planning.add_task("Thank partners", "after", programme_id=programme_id)
    early = planning.add_task("Pack", TaskPhase.BEFORE, programme_id=programme_id, due="1 day")
    planning.add_task("Else", "before", workshop_id=workshop_id)

    assert [task.id for task in planning.tasks(programme_id=programme_id)] == [early, late]
    planning.set_task_done(early, True)
    assert planning.tasks(programme_id=programme_id)[0].done_at == clock.now()
    planning.set_task_done(early, False)
    assert planning.tasks(programme_id=programme_id)[0].done_at is None
    planning.delete_task(early)
    assert [task.id for task in planning.tasks(programme_id=programme_id)] == [late]
    with pytest.raises(Refused, match="task-without-place"):
        planning.add_task("Nowhere", "before")
    with pytest.raises(Refused, match="text-empty"):
        planning.add_task("", "before", programme_id=programme_id)
    with pytest.raises(Refused, match="choice-unknown"):
        planning.add_task("A", "sometime", programme_id=programme_id)


def test_a_wrap_up_is_written_over_and_marks_the_workshop_held(planning, workshop_id, clock):
    planning.save_wrap_up(workshop_id, worked="Tables of four")
    planning.save_wrap_up(workshop_id, headcount=19, finished=True)

    wrap_up = planning.wrap_up(workshop_id)
    assert (wrap_up.worked, wrap_up.headcount) == ("Tables of four", 19)
    assert wrap_up.finished_at == clock.now()
    assert planning.workshop(workshop_id).status == "held"


def test_the_sample_agenda_in_the_file_has_the_times_of_the_sample(planning, programme_id):
    for session in SAMPLE["sessions"]:
        made = planning.add_workshop(
            programme_id,
            session["title"],
            f"{session['date']}T{session['start']}",
            "Europe/London",
            session["planned_minutes"] * 60,
        )
        for block in session["blocks"]:
            planning.add_activity(made, None, block["title"], block["type"], block["minutes"] * 60)
        agenda = planning.agenda(made)
        assert [f"{row.start:%H:%M} {row.end:%H:%M}" for row in agenda.schedule.rows] == [
            f"{block['start']} {block['end']}" for block in session["blocks"]
        ]
        assert agenda.contact_seconds == session["contact_minutes"] * 60
        assert agenda.schedule.over_seconds == 0
