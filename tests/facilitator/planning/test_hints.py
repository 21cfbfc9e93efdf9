"""The eye of an experienced colleague: what it sees, what it leaves alone, what is put aside."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import NotFound
from facilitator.exchange.content import load_seed_content
from facilitator.exchange.sample import Through, load_sample
from facilitator.planning.hints import HintCode, agenda_hints, stands
from facilitator.planning.model import ActivityKind, SkillAim
from facilitator.words.names import HINTS
from tests.facilitator.planning.plans import (
    a_track,
    add,
    an_activity,
    an_agenda,
    whole_file,
)

WELCOME = an_activity(10, "welcome", "Welcome")
PAIRS = an_activity(20, "discussion", "In pairs", grouping="pairs")
BREAK = an_activity(10, "break", "Break")
LOOK_BACK = an_activity(10, "reflection", "Look back")


def codes(*activities, needs=None, **fields):
    return [hint.code.value for hint in agenda_hints(an_agenda(*activities, **fields), needs)]


def the_hint(code, *activities, needs=None, **fields):
    found = agenda_hints(an_agenda(*activities, **fields), needs)
    (hint,) = [each for each in found if each.code == code]
    return hint


def test_a_sound_evening_is_left_alone():
    assert codes(WELCOME, PAIRS, BREAK, PAIRS, LOOK_BACK, target_minutes=90) == []


@pytest.mark.parametrize("activities", [(), (PAIRS,), (an_activity(40, "input"),)])
def test_an_agenda_that_has_only_begun_is_left_alone(activities):
    assert codes(*activities) == []


# Breaks ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "found"), [(35, []), (36, ["no-break"])])
def test_more_than_75_minutes_without_a_break_are_too_many(minutes, found):
    long = an_activity(minutes, "discussion", grouping="pairs")

    assert codes(WELCOME, PAIRS, long, LOOK_BACK) == found


def test_each_stretch_without_a_break_is_named_by_where_it_begins():
    long = an_activity(80, "practice", "Long", grouping="pairs")
    hint = the_hint("no-break", WELCOME, BREAK, long, LOOK_BACK)

    assert hint.place_id == "Long-2"
    assert hint.activity_ids == ("Long-2", "Look back-3")
    assert hint.figures == {"title": "Long", "minutes": 90}


def test_a_break_too_short_to_reach_the_door_is_none():
    short = an_activity(4, "break", "Stretch")
    long = an_activity(36, "practice", grouping="pairs")

    assert codes(WELCOME, long, short, long, LOOK_BACK) == ["no-break"]


def test_free_time_before_a_locked_start_is_a_break():
    late = an_activity(60, "practice", grouping="pairs", locked_start_seconds=19 * 3600)

    assert codes(WELCOME, an_activity(60, "practice"), late, LOOK_BACK) == []


# The mix -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "found"), [(17, []), (18, ["too-much-input"])])
def test_above_30_percent_input_is_too_much(minutes, found):
    talk = an_activity(minutes, "input", "Talk")

    assert codes(WELCOME, talk, PAIRS, BREAK, LOOK_BACK) == found


def test_breaks_are_no_part_of_the_time_people_listen_in():
    hint = the_hint(
        "too-much-input", WELCOME, an_activity(30, "input", "Talk"), BREAK, PAIRS, LOOK_BACK
    )

    assert hint.figures == {"percent": 42, "most": 30}
    assert hint.activity_ids == ("Talk-1",)


def test_without_looking_back_something_is_missing():
    assert codes(WELCOME, PAIRS, PAIRS) == ["no-reflection"]
    assert codes(WELCOME, PAIRS, PAIRS, an_activity(5, "assessment")) == []


def test_looking_back_in_a_parallel_group_counts():
    split = an_activity(
        30, "group-work", tracks=(a_track(an_activity(5, "reflection"), an_activity(20)),)
    )

    assert codes(WELCOME, split, split) == []


def test_an_evening_that_begins_with_work_has_no_opening():
    hint = the_hint("no-opening", PAIRS, PAIRS, LOOK_BACK)

    assert hint.figures == {"title": "In pairs"}
    assert codes(an_activity(10, "icebreaker"), PAIRS, PAIRS, LOOK_BACK) == []


def test_an_evening_in_the_whole_group_leaves_the_quiet_ones_out():
    together = an_activity(20, "discussion")

    assert codes(WELCOME, together, together, LOOK_BACK) == ["nothing-quiet"]
    for grouping in ("individual", "pairs", "groups-of-4"):
        quiet = an_activity(20, "discussion", grouping=grouping)
        assert codes(WELCOME, together, quiet, LOOK_BACK) == []


# Standing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layout", "kind", "standing"),
    [
        ("open-floor", "discussion", True),
        ("walls", "group-work", True),
        ("stations", "practice", True),
        ("outdoors", "discussion", True),
        ("tables", "group-work", False),
        ("circle", "energiser", False),
        ("any", "energiser", True),
        ("any", "discussion", False),
    ],
)
def test_who_stands_follows_from_the_room_and_from_energisers(layout, kind, standing):
    assert stands(an_activity(5, kind, room_layout=layout)) is standing


def test_three_standing_activities_in_a_row_are_too_many():
    up = an_activity(10, "practice", "Up", room_layout="walls", grouping="pairs")
    hint = the_hint("long-standing", WELCOME, up, up, up, PAIRS, LOOK_BACK)

    assert hint.place_id == "Up-1"
    assert hint.figures == {"title": "Up", "count": 3, "minutes": 30}
    assert codes(WELCOME, up, up, PAIRS, up, LOOK_BACK) == []
    assert codes(WELCOME, up, up, BREAK, up, LOOK_BACK) == []


# The end and the locks ---------------------------------------------------------------------------


def test_an_end_past_its_target_says_by_how_much_and_what_could_be_gained():
    shorter = an_activity(30, "practice", "Long", grouping="pairs", minimum_seconds=1200)
    hint = the_hint("over-target", WELCOME, shorter, LOOK_BACK, target_minutes=43)

    assert hint.place_id == "w"
    assert hint.figures == {"minutes": 7, "gain": 10}
    assert hint.activity_ids == ("Look back-2",)


def test_a_lock_that_its_predecessor_runs_into_is_named_with_it():
    lunch = an_activity(30, "break", "Lunch", locked_start_seconds=18 * 3600)
    hint = the_hint("lock-overlap", WELCOME, an_activity(27, title="Long"), lunch)

    assert hint.place_id == "Lunch-2"
    assert hint.activity_ids == ("Long-1", "Lunch-2")
    assert hint.figures == {"title": "Lunch", "minutes": 7}


# Skills and materials ----------------------------------------------------------------------------


def test_a_skill_aimed_at_without_a_minute_is_named():
    agenda = (an_activity(10, "welcome", skills=["critical"]),)
    hint = the_hint("skill-without-time", *agenda, skills=["critical", "creative"])

    assert (hint.about, hint.figures) == ("creative", {"skill": "Creative"})
    none = (an_activity(0, "welcome", skills=["creative"]),)
    assert codes(*none, skills=["creative"]) == ["skill-without-time"]


def test_a_method_that_asks_for_materials_of_which_none_is_listed():
    card = an_activity(5, "practice", "Cards", method_id="m")
    listed = an_activity(5, "practice", "Cards", method_id="m", materials=["Cards"])
    in_step = an_activity(5, "practice", "Cards", method_id="m", tracks=(a_track(listed),))
    needs = {"m": ["Cards", "Pens"]}
    hint = the_hint("materials-missing", card, needs=needs)

    assert hint.figures == {"title": "Cards", "materials": "Cards, Pens"}
    assert codes(listed, needs=needs) == codes(card) == codes(in_step, needs=needs) == []


# Any agenda at all -------------------------------------------------------------------------------

activities = st.builds(
    an_activity,
    st.integers(0, 120),
    st.sampled_from([kind.value for kind in ActivityKind]),
    room_layout=st.sampled_from(["any", "walls", "tables"]),
    grouping=st.sampled_from(["whole-group", "pairs", "groups-of-4"]),
    locked_start_seconds=st.none() | st.integers(0, 172800),
    skills=st.lists(st.sampled_from(["critical", "creative"]), max_size=2),
    method_id=st.sampled_from([None, "m"]),
)


@given(
    rows=st.lists(activities, max_size=8),
    target=st.none() | st.integers(1, 300),
    skills=st.sampled_from([(), ("critical",), ("critical", "creative")]),
)
def test_hints_are_told_apart_point_into_the_agenda_and_have_their_words(rows, target, skills):
    agenda = an_agenda(*rows, target_minutes=target, skills=skills)
    found = agenda_hints(agenda, {"m": ["Cards"]})
    ids = {activity.id for activity in agenda.activities}

    assert len({hint.key for hint in found}) == len(found)
    for hint in found:
        assert set(hint.activity_ids) <= ids
        assert hint.place_id in {*ids, "w"}
        for text in HINTS[hint.code]:
            fields = [name for _, name, _, _ in string.Formatter().parse(text) if name]
            assert set(fields) <= set(hint.figures)


@given(rows=st.lists(activities, max_size=8))
def test_a_break_after_each_activity_leaves_no_stretch_but_within_one(rows):
    spaced = [each for row in rows for each in (row, BREAK)]
    agenda = an_agenda(*spaced)
    lengths = {
        a.id: s.seconds for a, s in zip(agenda.activities, agenda.schedule.rows, strict=True)
    }

    for hint in agenda_hints(agenda):
        if hint.code is HintCode.NO_BREAK:
            assert sum(lengths[each] for each in hint.activity_ids) > 75 * 60
            assert len([e for e in hint.activity_ids if not e.startswith("Break")]) == 1


def test_every_hint_has_a_headline_and_a_reason():
    assert set(HINTS) == {code.value for code in HintCode}
    assert all(len(pair) == 2 and all(pair) for pair in HINTS.values())
    assert all(reason.endswith(".") for _, reason in HINTS.values())


# In the workbook ---------------------------------------------------------------------------------


def test_a_hint_put_aside_stays_away_until_it_is_brought_back(
    planning, workshop_id, skills, database
):
    planning.update_workshop(workshop_id, skills=skills)
    add(planning, workshop_id, "Open", kind="welcome")
    first, second = planning.hints(workshop_id)
    before = whole_file(database)

    planning.dismiss_hint(first.place_id, first.code, first.about)
    assert planning.hints(workshop_id) == [second]
    assert [hint.dismissed for hint in planning.hints(workshop_id, dismissed=True)] == [True, False]
    planning.dismiss_hint(first.place_id, first.code, first.about)
    assert [action.name for action in database.history(2)] == ["hint-dismissed", "activity-added"]
    planning.bring_back_hint(first.place_id, first.code, first.about)
    assert planning.hints(workshop_id) == [first, second]
    database.undo()
    database.undo()
    assert whole_file(database) == before


def test_all_hints_of_a_workshop_come_back_at_once(planning, workshop_id, skills):
    planning.update_workshop(workshop_id, skills=skills)
    long = add(planning, workshop_id, "Long", minutes=90, kind="welcome")
    for hint in planning.hints(workshop_id):
        planning.dismiss_hint(hint.place_id, hint.code, hint.about)
    assert planning.hints(workshop_id) == []
    planning.bring_back_hints(workshop_id)
    assert long in [hint.place_id for hint in planning.hints(workshop_id)]


def test_what_was_put_aside_goes_and_comes_with_its_activity(planning, workshop_id, database):
    long = add(planning, workshop_id, "Long", minutes=90, kind="welcome")
    planning.dismiss_hint(long, HintCode.NO_BREAK)
    before = whole_file(database)
    planning.delete_activities([long])
    assert database.value("SELECT count(*) FROM dismissed_hint") == 0
    database.undo()
    assert whole_file(database) == before


def test_a_copy_of_a_workshop_is_looked_at_afresh(planning, workshop_id):
    long = add(planning, workshop_id, "Long", minutes=90, kind="welcome", grouping="pairs")
    planning.dismiss_hint(long, HintCode.NO_BREAK)
    copy = planning.duplicate_workshop(workshop_id, "2026-10-15T17:30")

    assert HintCode.NO_BREAK in [hint.code for hint in planning.hints(copy)]
    assert HintCode.NO_BREAK not in [hint.code for hint in planning.hints(workshop_id)]


def test_a_skill_of_a_programme_without_a_minute_in_any_workshop(
    planning, programme_id, workshop_id, skills
):
    planning.update_programme(programme_id, skills=skills)
    assert planning.programme_hints(programme_id) == []
    add(planning, workshop_id, "Open", skills=[SkillAim("critical")])
    (hint,) = planning.programme_hints(programme_id)

    assert (hint.place_id, hint.about) == (programme_id, "creative")
    planning.dismiss_hint(programme_id, hint.code, hint.about)
    assert planning.programme_hints(programme_id) == []


def test_a_place_or_a_hint_that_does_not_exist_is_said_so(planning, workshop_id):
    with pytest.raises(NotFound):
        planning.dismiss_hint("nowhere", HintCode.NO_BREAK)
    with pytest.raises(ValueError, match="nonsense"):
        planning.dismiss_hint(workshop_id, "nonsense")


def test_the_sample_was_planned_by_an_experienced_colleague(planning, database):
    load_seed_content(database)
    load_sample(database, through=Through.PLANNED)
    (programme,) = planning.programmes()
    found = planning.hints_of_workshops(programme.id)

    assert len(found) == 5
    assert planning.programme_hints(programme.id) == []
    assert [(hint.code.value, hint.figures) for hints in found.values() for hint in hints] == []
