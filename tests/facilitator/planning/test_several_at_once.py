"""Several activities changed, copied, removed and pasted: one action, one undo."""

import json

import pytest

from facilitator.errors import Refused
from facilitator.planning.clipping import clipping_of, clippings_of_text, text_of
from facilitator.planning.model import SkillAim
from tests.facilitator.planning.plans import EVENING, add, whole_file


@pytest.fixture
def three(planning, workshop_id):
    return [add(planning, workshop_id, title, 10) for title in ("One", "Two", "Three")]


def titles(planning, workshop_id):
    return [each.title for each in planning.agenda(workshop_id).activities]


def test_many_get_the_same_minutes_and_one_undo_takes_it_back(
    database, planning, workshop_id, three
):
    before = whole_file(database)
    planning.update_activities(three, planned_seconds=900, kind="discussion")

    assert {each.planned_seconds for each in planning.agenda(workshop_id).activities} == {900}
    database.undo()
    assert whole_file(database) == before


def test_a_value_that_one_of_many_cannot_take_changes_none(database, planning, three):
    planning.update_activity(three[2], minimum_seconds=500)
    before = whole_file(database)
    with pytest.raises(Refused):
        planning.update_activities(three, planned_seconds=-1)
    assert whole_file(database) == before


def test_copies_stand_together_behind_the_last_and_are_not_locked(planning, workshop_id, three):
    planning.update_activity(three[0], locked_start_seconds=63000)
    planning.duplicate_activities([three[1], three[0]])

    assert titles(planning, workshop_id) == ["One", "Two", "One", "Two", "Three"]
    rows = planning.agenda(workshop_id).activities
    assert [row.locked_start_seconds for row in rows] == [63000, None, None, None, None]


def test_a_step_named_beside_its_group_and_its_activity_goes_once(
    database, planning, workshop_id, three
):
    (track,) = planning.add_tracks(three[1], ["A"])
    step = add(planning, workshop_id, "Step", 5, track_id=track)
    before = whole_file(database)
    planning.delete_parts([three[1], step, three[2]], [track])

    assert titles(planning, workshop_id) == ["One"]
    database.undo()
    assert whole_file(database) == before


def test_a_group_goes_with_its_steps(planning, workshop_id, three):
    a, b = planning.add_tracks(three[1], ["A", "B"])
    add(planning, workshop_id, "Step", 5, track_id=a)
    planning.delete_parts([three[0]], [a, b])

    assert titles(planning, workshop_id) == ["Two", "Three"]
    assert planning.agenda(workshop_id).activities[0].tracks == ()


def test_a_clipping_holds_all_an_activity_is(planning, workshop_id, three, skills, programme_id):
    paper = planning.add_material("Paper", unit="sheet")
    planning.update_activity(
        three[1],
        say="Welcome",
        if_short="Skip it",
        can_lose_seconds=120,
        optional=True,
        skills=[SkillAim(skills[0])],
        materials=[(paper, 2, "person")],
    )
    (track,) = planning.add_tracks(three[1], ["A"])
    add(planning, workshop_id, "Step", 5, track_id=track)
    other = planning.add_workshop(programme_id, "Next", EVENING, "Europe/London")
    clipping = json.loads(json.dumps(clipping_of(planning.agenda(workshop_id).activities[1])))
    planning.paste_activities(other, [clipping], position=0)

    (pasted,) = planning.agenda(other).activities
    original = planning.agenda(workshop_id).activities[1]
    assert clipping_of(pasted) == clipping_of(original)
    assert pasted.id != original.id


def test_what_another_workbook_does_not_know_is_left_out(planning, workshop_id, three):
    clipping = {
        **clipping_of(planning.agenda(workshop_id).activities[0]),
        "lead_id": "nobody",
        "method_id": "none",
        "skills": [["unheard-of", None]],
        "materials": [["far", "Rope", "m", True, 3, "group"]],
    }
    planning.paste_activities(workshop_id, [clipping])

    pasted = planning.agenda(workshop_id).activities[-1]
    assert (pasted.lead_id, pasted.method_id, pasted.skills) == (None, None, ())
    assert [(use.label, use.quantity) for use in pasted.materials] == [("Rope", 3)]


def test_what_is_split_gives_its_steps_to_another_group(planning, workshop_id, three):
    (inner,) = planning.add_tracks(three[0], ["A"])
    for title in ("s1", "s2"):
        add(planning, workshop_id, title, 5, track_id=inner)
    (outer,) = planning.add_tracks(three[1], ["B"])
    clipping = clipping_of(planning.agenda(workshop_id).activities[0])
    planning.paste_activities(workshop_id, [clipping], track_id=outer, position=0)

    track = planning.agenda(workshop_id).activities[1].tracks[0]
    assert [step.title for step in track.steps] == ["s1", "s2"]


def test_cut_and_pasted_elsewhere_it_is_here_no_more(
    database, planning, workshop_id, three, programme_id
):
    other = planning.add_workshop(programme_id, "Next", EVENING, "Europe/London")
    before = whole_file(database)
    cut = [clipping_of(each) for each in planning.agenda(workshop_id).activities[:2]]
    planning.move_to_workshop(three[:2], other, cut)

    assert titles(planning, workshop_id) == ["Three"]
    assert titles(planning, other) == ["One", "Two"]
    database.undo()
    assert whole_file(database) == before


def test_lines_of_text_become_activities_with_the_minutes_behind_them():
    text = "1. Welcome\t5\n\n- Problem tree, 15 min\n  Close (3)\nWhat happened in 1998?"
    found = [(each["title"], each["planned_seconds"] // 60) for each in clippings_of_text(text)]

    assert found == [
        ("Welcome", 5),
        ("Problem tree", 15),
        ("Close", 3),
        ("What happened in 1998?", 10),
    ]


def test_text_of_clippings_reads_back_as_titles_and_minutes(planning, workshop_id, three):
    clippings = [clipping_of(each) for each in planning.agenda(workshop_id).activities]
    assert [each["title"] for each in clippings_of_text(text_of(clippings))] == [
        "One",
        "Two",
        "Three",
    ]
