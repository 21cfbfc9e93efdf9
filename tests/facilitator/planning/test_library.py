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
from facilitator.planning.model import ActivityKind, MethodStep, SkillAim
from facilitator.planning.shelf import Facet, MethodFilter, Wish
from tests.facilitator.planning.plans import add, whole_file


@pytest.fixture
def shipped(planning, database):
    """The ninety methods of the shipped content."""
    load_seed_content(database)
    return planning.methods(limit=1000)


def by_title(planning, title):
    return next(row for row in planning.methods(title) if row.title == title)


# Finding -----------------------------------------------------------------------------------------


some_of = lambda *options: st.lists(st.sampled_from(options), max_size=2, unique=True).map(tuple)  # noqa: E731
filters = st.builds(
    MethodFilter,
    kinds=st.lists(st.sampled_from(list(ActivityKind)), max_size=3, unique=True).map(tuple),
    seconds=st.none() | st.integers(1, 90).map(lambda minutes: minutes * 60),
    heads=st.none() | st.integers(1, 120),
    energies=some_of("low", "medium", "high"),
    preparations=some_of("none", "some", "lots"),
    own=st.sampled_from([None, None, True, False]),
)
skill_places = st.lists(st.integers(0, 4), max_size=2, unique=True)


def fits(row, chosen, worded):
    return {
        Facet.TEXT: row.id in worded,
        Facet.KIND: not chosen.kinds or row.kind in chosen.kinds,
        Facet.MINUTES: chosen.seconds is None or row.usual_seconds <= chosen.seconds,
        Facet.HEADS: chosen.heads is None or row.group_min <= chosen.heads <= row.group_max,
        Facet.ENERGY: not chosen.energies or row.energy in chosen.energies,
        Facet.PREPARATION: not chosen.preparations or row.preparation in chosen.preparations,
        Facet.SKILL: not chosen.skill_ids or bool(set(chosen.skill_ids) & set(row.skill_ids)),
        Facet.OWN: chosen.own is None or row.own is chosen.own,
    }


@given(chosen=filters, places=skill_places, text=st.sampled_from(["", "c", "circ", "gr ta", "zzz"]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_filters_keep_what_fits_all_of_them_and_nothing_else(
    planning, shipped, database, chosen, places, text
):
    skills = [row[0] for row in database.rows("SELECT id FROM skill ORDER BY position")]
    chosen = replace(chosen, skill_ids=tuple(skills[place] for place in places))
    worded = {row.id for row in planning.methods(text, limit=1000)}
    fitting = {row.id for row in shipped if all(fits(row, chosen, worded).values())}

    assert {row.id for row in planning.methods(text, chosen, limit=1000)} == fitting
    assert planning.count_methods(text, chosen) == len(fitting)


@given(chosen=filters, places=skill_places, text=st.sampled_from(["", "c", "gr ta", "zzz"]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_choice_says_how_many_fit_it_and_all_other_filters(
    planning, shipped, database, chosen, places, text
):
    skills = [row[0] for row in database.rows("SELECT id FROM skill ORDER BY position")]
    chosen = replace(chosen, skill_ids=tuple(skills[place] for place in places))
    worded = {row.id for row in planning.methods(text, limit=1000)}
    found = planning.shelf().fit(text, chosen)

    def others(facet):
        return [
            row
            for row in shipped
            if all(ok for each, ok in fits(row, chosen, worded).items() if each is not facet)
        ]

    for energy in ("low", "medium", "high"):
        wanted = sum(row.energy == energy for row in others(Facet.ENERGY))
        assert found.counts[Facet.ENERGY].get(energy, 0) == wanted
    for kind in ActivityKind:
        wanted = sum(row.kind is kind for row in others(Facet.KIND))
        assert found.counts[Facet.KIND].get(kind.value, 0) == wanted
    for skill in skills:
        wanted = sum(skill in row.skill_ids for row in others(Facet.SKILL))
        assert found.counts[Facet.SKILL].get(skill, 0) == wanted
    for facet in Facet:
        wanted = len(others(facet)) - len(found.rows)
        assert found.loosened.get(facet, 0) == wanted


def test_what_the_title_says_comes_before_what_the_summary_says(planning):
    planning.add_method("A talk", "discussion", 600, summary="Circle of chairs")
    planning.add_method("Big circle", "discussion", 600)
    planning.add_method("Circle time", "discussion", 600)

    titles = [row.title for row in planning.methods("circle")]
    assert titles == ["Circle time", "Big circle", "A talk"]


def test_what_suits_a_place_in_an_agenda_comes_first(planning, skills):
    add_method = planning.add_method
    add_method("Goodbye", "closing", 600, skill_ids=["creative"])
    add_method("Names", "icebreaker", 600, skill_ids=["creative"])
    long = add_method("Long sketch", "creative", 3600, skill_ids=["creative"])
    used = add_method("Sketch", "creative", 600, skill_ids=["creative"])
    add_method("Debate", "discussion", 600, skill_ids=["critical"])
    add_method("Draw", "creative", 600, skill_ids=["creative"])
    shelf = planning.shelf()
    wish = Wish(aims=frozenset({"creative"}), free_seconds=900, used=frozenset({used}))

    def first(wish):
        return [row.title for row in shelf.fit(wish=wish).rows]

    assert first(wish)[:2] == ["Draw", "Long sketch"]
    assert first(wish)[-1] == "Goodbye"
    assert first(replace(wish, opens=True))[0] == "Names"
    assert first(replace(wish, closes=True))[0] == "Goodbye"
    assert shelf.row(long).title == "Long sketch"
    assert shelf.row("none") is None


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
    shelf = planning.shelf()
    chosen = MethodFilter(seconds=1800, heads=20, skill_ids=(ties[0]["skill_id"],))

    for text, fit in (("", MethodFilter()), ("c", MethodFilter()), ("gr ta", chosen)):
        times = []
        for _ in range(5):
            begin = time.perf_counter()
            assert shelf.fit(text, fit).rows
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
    assert (method.summary, method.watch, method.preparation) == (
        "Make it real",
        "Scissors",
        "some",
    )
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


# What came with the program, and what is one's own -----------------------------------------------


def test_what_came_with_the_program_is_never_changed_nor_deleted(planning, shipped, database):
    method = by_title(planning, "1-2-4-All")
    before = whole_file(database)

    with pytest.raises(Refused, match="method-shipped"):
        planning.update_method(method.id, title="Mine")
    with pytest.raises(Refused, match="method-shipped"):
        planning.delete_method(method.id)
    assert whole_file(database) == before


def test_a_copy_is_ones_own_and_keeps_credit_and_caution(planning, shipped, database):
    shipped_one = planning.method(by_title(planning, "1-2-4-All").id)
    before = whole_file(database)
    copied = planning.method(planning.make_own(shipped_one.id, instead=True, usual_seconds=900))

    assert copied.own
    assert copied.seed_key is None
    assert copied.usual_seconds == 900
    same = ("title", "steps", "skill_ids", "origin_credit", "origin_caution", "tip", "materials")
    assert [getattr(copied, name) for name in same] == [getattr(shipped_one, name) for name in same]
    assert planning.method(shipped_one.id).archived
    assert [row.id for row in planning.methods("1-2-4")] == [copied.id]
    assert database.history()[0].name == "method-copied"
    database.undo()
    assert whole_file(database) == before


def test_a_refused_change_makes_no_copy(planning, shipped, database):
    method = by_title(planning, "1-2-4-All")
    before = whole_file(database)
    with pytest.raises(Refused, match="range-reversed"):
        planning.make_own(method.id, usual_seconds=60)
    assert whole_file(database) == before


def test_ones_own_method_goes_unless_an_agenda_holds_it(planning, workshop_id, skills, database):
    method = planning.add_method("Sort", "practice", 600, skill_ids=skills)
    before = whole_file(database)
    activity = planning.add_activity_from_method(workshop_id, None, method)
    assert [use.workshop_id for use in planning.uses(method)] == [workshop_id]
    with pytest.raises(Refused, match="method-in-use"):
        planning.delete_method(method)

    planning.delete_activities([activity])
    assert planning.uses(method) == ()
    planning.delete_method(method)
    assert planning.methods() == []
    database.undo()
    assert whole_file(database) == before


def test_a_template_does_not_count_as_a_use_and_yet_keeps_its_method(planning, workshop_id):
    method = planning.add_method("Sort", "practice", 600)
    activity = planning.add_activity_from_method(workshop_id, None, method)
    planning.save_workshop_as_template(workshop_id)
    planning.delete_activities([activity])

    assert planning.uses(method) == ()
    with pytest.raises(Refused, match="method-in-use"):
        planning.delete_method(method)


def test_what_to_say_and_to_watch_for_go_into_the_agenda_and_come_back(planning, workshop_id):
    method = planning.add_method("Sort", "practice", 600, say="Ready?", watch="Quiet people")
    made = planning.add_activity_from_method(workshop_id, None, method)
    activity = planning.agenda(workshop_id).activities[0]
    assert (activity.say, activity.watch) == ("Ready?", "Quiet people")
    again = planning.method(planning.save_as_method(made))
    assert (again.say, again.watch) == ("Ready?", "Quiet people")
