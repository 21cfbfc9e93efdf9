"""Parallel groups: their times, heads and kit, and steps that move from one to another."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.errors import NotFound, Refused
from facilitator.planning.model import SkillAim
from tests.facilitator.planning.plans import add, whole_file


@pytest.fixture
def split(planning, workshop_id):
    """An activity in two groups: A with steps a1 (10) and a2 (20), B with b1 (15)."""
    activity = add(planning, workshop_id, "Split", 20, kind="group-work")
    tracks = planning.add_tracks(activity, ["A", "B"])
    for track, steps in zip(tracks, ([("a1", 10), ("a2", 20)], [("b1", 15)]), strict=True):
        for title, minutes in steps:
            add(planning, workshop_id, title, minutes, track_id=track)
    add(planning, workshop_id, "Close", 5)
    return activity, tracks


def step_titles(planning, workshop_id, index=0):
    activity = planning.agenda(workshop_id).activities[index]
    return {track.name: [step.title for step in track.steps] for track in activity.tracks}


def step_id(planning, workshop_id, title):
    for activity in planning.agenda(workshop_id).activities:
        for track in activity.tracks:
            for step in track.steps:
                if step.title == title:
                    return step.id
    raise AssertionError(title)


def everything(planning, workshop_id):
    """Every activity and step by its place, to see that places are dense and none is lost."""
    found = []
    for activity in planning.agenda(workshop_id).activities:
        found.append((None, activity.position, activity.id))
        for track in activity.tracks:
            found += [(track.id, step.position, step.id) for step in track.steps]
    return found


def test_a_split_activity_lasts_as_long_as_its_longest_group(planning, workshop_id, split):
    agenda = planning.agenda(workshop_id)
    row = agenda.schedule.rows[0]

    assert row.seconds == 30 * 60
    assert [f"{slot.start:%H:%M}" for slot in row.tracks[0]] == ["17:30", "17:40"]
    assert [f"{slot.start:%H:%M}" for slot in row.tracks[1]] == ["17:30"]
    assert f"{agenda.schedule.rows[1].start:%H:%M}" == "18:00"
    planning.update_activity(step_id(planning, workshop_id, "b1"), planned_seconds=3000)
    assert f"{planning.agenda(workshop_id).schedule.rows[1].start:%H:%M}" == "18:20"


def test_the_skill_of_a_step_counts_with_its_group(planning, workshop_id, split, skills):
    planning.update_activity(step_id(planning, workshop_id, "b1"), skills=[SkillAim("creative")])

    assert planning.agenda(workshop_id).skill_seconds == {"creative": 900}


def test_several_groups_are_made_in_one_step(planning, workshop_id, database):
    activity = add(planning, workshop_id, "Split")
    before = whole_file(database)
    planning.add_tracks(activity, ["A", "B", "C", "D", "E"])

    tracks = planning.agenda(workshop_id).activities[0].tracks
    assert [track.name for track in tracks] == list("ABCDE")
    assert database.history()[0].params == {"title": "Split", "count": 5}
    database.undo()
    assert whole_file(database) == before


def test_the_people_expected_are_shared_out_to_the_groups(planning, workshop_id):
    activity = add(planning, workshop_id, "Split")
    tracks = planning.add_tracks(activity, ["A", "B", "C", "D", "E"])
    planning.update_workshop(workshop_id, expected_heads=23)

    assert planning.track_heads(workshop_id) == dict(zip(tracks, (5, 5, 5, 4, 4), strict=True))
    planning.update_workshop(workshop_id, expected_heads=0)
    assert set(planning.track_heads(workshop_id).values()) == {0}


def test_each_group_packs_for_its_own_people(planning, workshop_id):
    activity = add(planning, workshop_id, "Split")
    planning.update_workshop(workshop_id, expected_heads=23)
    paper = planning.add_material("Paper", unit="sheet")
    glue = planning.add_material("Glue", reusable=True)
    for track in planning.add_tracks(activity, ["A", "B", "C", "D", "E"]):
        for title in ("First", "Second"):
            add(
                planning,
                workshop_id,
                title,
                track_id=track,
                materials=[(paper, 2, "person"), (glue, 1, "session")],
            )

    # Paper is used up in both steps; a glue serves both, but no two groups at the same time.
    assert {row.label: row.total for row in planning.kit(workshop_id)} == {
        "Paper": 2 * 2 * 23,
        "Glue": 5,
    }


def test_a_group_is_duplicated_right_behind_with_its_steps(planning, workshop_id, split, database):
    _, (first, _) = split
    before = whole_file(database)
    planning.duplicate_track(first, "A2")

    assert step_titles(planning, workshop_id) == {
        "A": ["a1", "a2"],
        "A2": ["a1", "a2"],
        "B": ["b1"],
    }
    database.undo()
    assert whole_file(database) == before


def test_a_split_activity_is_duplicated_whole(planning, workshop_id, split):
    activity, _ = split
    planning.duplicate_activity(activity)

    assert step_titles(planning, workshop_id, 1) == {"A": ["a1", "a2"], "B": ["b1"]}
    ids = [key for _, _, key in everything(planning, workshop_id)]
    assert len(ids) == len(set(ids)) == 9


def test_groups_stand_in_their_order(planning, workshop_id, split):
    _, (_, second) = split
    planning.move_track(second, 0)

    assert list(step_titles(planning, workshop_id)) == ["B", "A"]


def test_steps_move_to_another_group_out_and_in(planning, workshop_id, split, database):
    _, (first, second) = split
    before = whole_file(database)
    a1 = step_id(planning, workshop_id, "a1")

    planning.move_to_track([a1], second, 0)
    assert step_titles(planning, workshop_id) == {"A": ["a2"], "B": ["a1", "b1"]}
    planning.move_to_track([a1], None, 0)
    assert [each.title for each in planning.agenda(workshop_id).activities] == [
        "a1",
        "Split",
        "Close",
    ]
    planning.move_to_track([a1], first)
    assert step_titles(planning, workshop_id) == {"A": ["a2", "a1"], "B": ["b1"]}
    assert database.history()[0].params == {"title": "a1", "count": 1}
    for _ in range(3):
        database.undo()
    assert whole_file(database) == before


def test_a_split_activity_is_no_step_and_no_stranger_joins(
    planning, workshop_id, split, programme_id, database
):
    activity, (first, _) = split
    other = planning.add_workshop(programme_id, "Other", "2026-10-15T17:30", "Europe/London")
    stranger = add(planning, other, "Stranger")
    before = whole_file(database)

    with pytest.raises(Refused, match="track-in-track"):
        planning.move_to_track([activity], first)
    with pytest.raises(NotFound):
        planning.move_to_track([stranger], first)
    with pytest.raises(NotFound):
        planning.move_to_track([step_id(planning, workshop_id, "b1"), stranger], first)
    with pytest.raises(NotFound):
        planning.move_to_track([step_id(planning, workshop_id, "b1")], "nowhere")
    assert whole_file(database) == before


def test_moving_to_where_it_stands_leaves_no_entry(planning, workshop_id, split, database):
    _, (first, _) = split
    planning.move_to_track([step_id(planning, workshop_id, "a1")], first, 0)

    assert database.history()[0].name == "activity-added"


@given(
    moves=st.lists(
        st.tuples(
            st.lists(st.integers(0, 5), min_size=1, max_size=3, unique=True),
            st.sampled_from([0, 1, None]),
            st.none() | st.integers(-1, 6),
        ),
        max_size=5,
    )
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_moved_nothing_is_lost_and_undo_brings_all_back(
    planning, programme_id, database, moves
):
    workshop = planning.add_workshop(programme_id, "Any", "2026-10-15T17:30", "Europe/London")
    activity = add(planning, workshop, "Split")
    tracks = planning.add_tracks(activity, ["A", "B"])
    steps = [
        add(planning, workshop, str(number), track_id=(*tracks, None)[number % 3])
        for number in range(6)
    ]
    states = [everything(planning, workshop)]
    entries = {action.sequence for action in database.history(1)}
    for chosen, home, position in moves:
        moved = [steps[number] for number in chosen]
        planning.move_to_track(moved, None if home is None else tracks[home], position)
        entries.add(database.history(1)[0].sequence)
        states.append(everything(planning, workshop))
        assert sorted(key for _, _, key in states[-1]) == sorted([activity, *steps])
        for place in (None, *tracks):
            numbers = [position for home_id, position, _ in states[-1] if home_id == place]
            assert numbers == list(range(len(numbers)))
    for _ in range(len(entries) - 1):
        database.undo()
    assert everything(planning, workshop) == states[0]
