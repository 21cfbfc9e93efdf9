"""The library at work: filtered at once, put into an agenda, fed from one's own activities."""

import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.errors import Refused
from facilitator.exchange.content import load_seed_content
from facilitator.ids import new_id
from facilitator.planning import library
from facilitator.planning.kit import GROUPING_SIZES
from facilitator.planning.library import MethodFilter
from facilitator.planning.model import ActivityKind, MethodStep, SkillAim
from tests.facilitator.planning.plans import add, whole_file


@pytest.fixture
def shipped(planning, database):
    """The ninety methods of the shipped content."""
    load_seed_content(database)
    return planning.methods(limit=1000)


def by_title(planning, title):
    return next(row for row in planning.methods(title) if row.title == title)


# Finding -----------------------------------------------------------------------------------------


filters = st.builds(
    MethodFilter,
    kinds=st.lists(st.sampled_from(list(ActivityKind)), max_size=3, unique=True).map(tuple),
    seconds=st.none() | st.integers(1, 90).map(lambda minutes: minutes * 60),
    heads=st.none() | st.integers(1, 120),
    energy=st.sampled_from([None, "low", "medium", "high"]),
    preparation=st.sampled_from([None, "none", "some", "lots"]),
)


@given(
    chosen=filters,
    skill=st.none() | st.integers(0, 4),
    text=st.sampled_from(["", "c", "circ", "gr ta", "zzz"]),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_filters_keep_what_fits_all_of_them_and_nothing_else(
    planning, shipped, database, chosen, skill, text
):
    skills = [row[0] for row in database.rows("SELECT id FROM skill ORDER BY position")]
    chosen = replace(chosen, skill_id=None if skill is None else skills[skill])
    worded = {row.id for row in planning.methods(text, limit=1000)}
    fitting = {
        row.id
        for row in shipped
        if row.id in worded
        and (not chosen.kinds or row.kind in chosen.kinds)
        and (chosen.seconds is None or row.min_seconds <= chosen.seconds)
        and (chosen.heads is None or row.group_min <= chosen.heads <= row.group_max)
        and chosen.energy in (None, row.energy)
        and chosen.preparation in (None, row.preparation)
        and (chosen.skill_id is None or chosen.skill_id in row.skill_ids)
    }

    assert {row.id for row in planning.methods(text, chosen, limit=1000)} == fitting
    assert planning.count_methods(text, chosen) == len(fitting)


def test_two_thousand_methods_are_filtered_in_under_a_tenth_of_a_second(
    planning, shipped, database
):
    rows = [dict(row) for row in database.rows("SELECT * FROM method")]
    ties = [dict(row) for row in database.rows("SELECT * FROM method_skill")]
    with database.action("seed"):
        for number in range(2000 - len(rows)):
            row = rows[number % len(rows)]
            values = {"id": new_id(), "seed_key": None, "title": f"{row['title']} {number}"}
            database.insert("method", {**row, **values})
            for tie in ties:
                if tie["method_id"] == row["id"]:
                    own = {"id": new_id(), "method_id": values["id"]}
                    database.insert("method_skill", {**tie, **own})
    chosen = MethodFilter(seconds=1800, heads=20, skill_id=ties[0]["skill_id"])

    for text, fit in (("", MethodFilter()), ("c", MethodFilter()), ("gr ta", chosen)):
        times = []
        for _ in range(5):
            begin = time.perf_counter()
            assert planning.methods(text, fit)
            assert planning.count_methods(text, fit)
            times.append(time.perf_counter() - begin)
        assert min(times) < 0.1


# Into the agenda ---------------------------------------------------------------------------------


def test_a_method_comes_with_its_minutes_skills_and_materials(
    planning, workshop_id, shipped, database
):
    method = planning.method(by_title(planning, "Open the session").id)
    add(planning, workshop_id, "First")
    before = whole_file(database)
    made = planning.add_activity_from_method(workshop_id, 0, method.id)
    activity = planning.agenda(workshop_id).activities[0]

    assert activity.id == made
    assert activity.planned_seconds == method.usual_seconds
    assert activity.minimum_seconds == method.min_seconds
    assert [aim.skill_id for aim in activity.skills] == list(method.skill_ids)
    assert [use.label for use in activity.materials] == list(method.materials)
    assert {(use.quantity, use.per) for use in activity.materials} == {(1, "session")}
    assert database.history()[0].name == "activity-added"
    database.undo()
    assert whole_file(database) == before


def test_materials_known_under_another_spelling_are_taken_as_last_used(
    planning, workshop_id, skills
):
    cards = planning.add_material("CARDS")
    method = planning.add_method("Sort", "practice", 600, materials=["Cards", "Pens"])
    add(planning, workshop_id, "Before", materials=[(cards, 5, "group")])
    planning.add_activity_from_method(workshop_id, None, method)
    first = planning.agenda(workshop_id).activities[1]
    assert [(use.label, use.quantity, use.per) for use in first.materials] == [
        ("CARDS", 5, "group"),
        ("Pens", 1, "session"),
    ]

    pens = first.materials[1].material_id
    planning.update_activity(first.id, materials=[(cards, 1, "pair"), (pens, 2, "person")])
    add(planning, workshop_id, "After", materials=[(cards, 9, "session")])
    again = planning.add_activity_from_method(workshop_id, None, method)
    uses = next(a for a in planning.agenda(workshop_id).activities if a.id == again).materials
    assert [(use.quantity, use.per) for use in uses] == [(1, "pair"), (2, "person")]
    assert len(planning.materials_known()) == 2


def test_a_method_may_be_given_other_minutes_and_a_group(planning, workshop_id):
    method = planning.add_method("Sort", "practice", 600, min_seconds=300)
    track = planning.add_track(add(planning, workshop_id, "Split"), "A")
    planning.add_activity_from_method(
        workshop_id, None, method, track_id=track, planned_seconds=240, say="Quick!"
    )
    step = planning.agenda(workshop_id).activities[0].tracks[0].steps[0]

    assert (step.planned_seconds, step.minimum_seconds, step.say) == (240, 240, "Quick!")
    with pytest.raises(Refused, match="minutes-out-of-range"):
        planning.add_activity_from_method(workshop_id, None, method, planned_seconds=-60)


@pytest.mark.parametrize(
    ("words", "grouping"),
    [
        ("whole group", "whole-group"),
        ("individual, then pairs", "individual"),
        ("solo, pairs, whole group", "individual"),
        ("mixed pairs", "pairs"),
        ("pairs or threes", "pairs"),
        ("groups of 3 to 5", "groups-of-3"),
        ("tables of 4 to 5, changing", "groups-of-4"),
        ("fours made of two pairs", "groups-of-4"),
        ("small moving groups", "groups-of-4"),
        ("standing circle", "whole-group"),
        ("whole group, then pairs", "whole-group"),
        ("", "whole-group"),
    ],
)
def test_a_grouping_in_words_becomes_the_nearest_one_of_an_activity(words, grouping):
    assert library.grouping_of(words) == grouping


def test_every_grouping_comes_back_from_a_method_made_of_it(planning, workshop_id):
    for grouping in ("whole-group", *GROUPING_SIZES):
        activity = add(planning, workshop_id, grouping, grouping=grouping)
        method = planning.save_as_method(activity)
        again = planning.add_activity_from_method(workshop_id, 0, method)
        assert planning.agenda(workshop_id).activities[0].id == again
        assert planning.agenda(workshop_id).activities[0].grouping == grouping


# From the agenda ---------------------------------------------------------------------------------


def test_an_activity_is_kept_with_what_it_needs(planning, workshop_id, skills, database):
    paper = planning.add_material("Paper")
    glue = planning.add_material("Glue")
    activity = add(
        planning,
        workshop_id,
        "Build",
        20,
        kind="creative",
        can_lose_seconds=300,
        aim="Make it real",
        watch="Scissors",
        do="Sketch.\n\nBuild.",
        skills=[SkillAim("creative")],
        materials=[(paper, 1, "person"), (paper, 2, "session")],
    )
    track = planning.add_track(activity, "A")
    add(planning, workshop_id, "Step", track_id=track, materials=[(glue, 1, "group")])
    before = whole_file(database)
    method = planning.method(planning.save_as_method(activity))

    assert (method.min_seconds, method.usual_seconds) == (900, 1200)
    assert method.materials == ("Paper", "Glue")
    assert (method.summary, method.tip, method.preparation) == ("Make it real", "Scissors", "some")
    assert method.steps == (MethodStep(0, "Sketch."), MethodStep(0, "Build."))
    assert method.skill_ids == ("creative",)
    assert method.own
    database.undo()
    assert whole_file(database) == before


def test_a_material_is_put_right_wherever_it_is_listed(planning, workshop_id, database):
    paper = planning.add_material("Papr")
    add(planning, workshop_id, "Draw", materials=[(paper, 1, "session")])
    planning.update_material(paper, label="Paper", unit="sheet", reusable=True)

    (row,) = planning.kit(workshop_id)
    assert (row.label, row.unit, row.reusable) == ("Paper", "sheet", True)
    database.undo()
    assert planning.kit(workshop_id)[0].label == "Papr"
    with pytest.raises(Refused, match="title-empty"):
        planning.update_material(paper, label=" ")
