"""A method shown in an agenda before it is added: the same times as after it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.planning.insertion import (
    PREVIEW_ID,
    AgendaPlace,
    free_seconds,
    place_behind,
    pushed,
    slots_of,
    stands_in,
    used_methods,
    wish_of,
    with_method,
)
from facilitator.planning.model import ActivityKind, MethodRow
from tests.facilitator.planning.plans import a_track, add, an_activity, an_agenda


def a_method(minutes=10, kind="discussion", key="m"):
    seconds = minutes * 60
    return MethodRow(
        key, "Talk", ActivityKind(kind), "", seconds, seconds, seconds, 1, 60, "pairs", "low",
        "none", own=False, archived=False, skill_ids=(),
    )  # fmt: skip


def titles(agenda):
    return [activity.title for activity in agenda.activities]


@given(
    minutes=st.lists(st.integers(1, 90), max_size=8),
    position=st.integers(0, 8),
    more=st.integers(1, 90),
)
def test_all_that_follows_begins_later_by_the_minutes_of_the_method(minutes, position, more):
    activities = [an_activity(each, title=f"A{n}") for n, each in enumerate(minutes)]
    before = an_agenda(*activities)
    position = min(position, len(minutes))
    after = with_method(before, AgendaPlace(position), a_method(more))

    slots = {slot.activity_id: slot for slot in after.schedule.rows}
    assert after.schedule.rows[position].activity_id == PREVIEW_ID
    for number, slot in enumerate(before.schedule.rows):
        later = timedelta(minutes=more if number >= position else 0)
        assert slots[slot.activity_id].start - slot.start == later
    assert pushed(before, after) is None


def test_the_preview_is_what_adding_does(planning, workshop_id):
    add(planning, workshop_id, "First")
    add(planning, workshop_id, "Last")
    planning.add_method("Talk", "discussion", 900)
    before = planning.agenda(workshop_id)
    shown = with_method(before, AgendaPlace(1), planning.methods()[0])
    planning.add_activity_from_method(workshop_id, 1, planning.methods()[0].id)
    added = planning.agenda(workshop_id)

    assert titles(shown) == titles(added)
    assert [slot.start for slot in shown.schedule.rows] == [
        slot.start for slot in added.schedule.rows
    ]
    assert shown.schedule.over_seconds == added.schedule.over_seconds


def test_a_fixed_start_that_comes_too_early_is_named_with_the_minutes_missing():
    lock = (18 * 60 + 25) * 60
    before = an_agenda(
        an_activity(50, title="Work"),
        an_activity(10, "break", title="Tea", locked_start_seconds=lock),
        target_minutes=120,
    )
    assert free_seconds(before, AgendaPlace(1)) == 5 * 60
    push = pushed(before, with_method(before, AgendaPlace(1), a_method(12)))
    assert (push.seconds, push.title, f"{push.at:%H:%M}") == (7 * 60, "Tea", "18:25")
    assert pushed(before, with_method(before, AgendaPlace(1), a_method(5))) is None
    assert pushed(before, with_method(before, AgendaPlace(2), a_method(12))) is None


def test_past_the_target_end_says_by_how_much_and_only_if_it_got_worse():
    before = an_agenda(an_activity(55), target_minutes=60)
    push = pushed(before, with_method(before, AgendaPlace(1), a_method(12)))
    assert (push.seconds, push.title, f"{push.at:%H:%M}") == (7 * 60, "", "18:30")
    assert free_seconds(before, AgendaPlace(0)) == 5 * 60
    open_end = an_agenda(an_activity(55))
    assert pushed(open_end, with_method(open_end, AgendaPlace(1), a_method(600))) is None
    assert free_seconds(open_end, AgendaPlace(0)) is None


def test_a_place_behind_a_step_is_in_its_group():
    steps = (an_activity(5, title="S1"), an_activity(5, title="S2"))
    parent = an_activity(10, title="Split", tracks=(a_track(*steps, name="A"),))
    agenda = an_agenda(an_activity(10, title="First"), parent)

    place = place_behind(agenda, "S1")
    assert place == AgendaPlace(1, "A")
    after = with_method(agenda, place, a_method(20))
    assert [each.id for each in stands_in(after, "A")] == ["S1", PREVIEW_ID, "S2"]
    assert [slot.activity_id for slot in slots_of(after, "A")] == ["S1", PREVIEW_ID, "S2"]
    assert titles(after) == ["First", "Split"]
    assert place_behind(agenda, "First-0") == AgendaPlace(1)
    assert place_behind(agenda, "") == place_behind(agenda, "gone") == AgendaPlace(2)
    assert free_seconds(agenda, place) is None


def test_the_wish_of_a_place_knows_beginning_end_and_what_is_there():
    agenda = an_agenda(
        an_activity(10, "welcome", method_id="w"), an_activity(10, "input"), skills=("creative",)
    )
    assert used_methods(agenda) == {"w"}
    assert wish_of(agenda, AgendaPlace(1)).opens
    assert not wish_of(agenda, AgendaPlace(1)).closes
    assert wish_of(agenda, AgendaPlace(2)).closes
    assert wish_of(agenda, AgendaPlace(2)).aims == {"creative"}
    warm = an_agenda(an_activity(10, "welcome"), an_activity(10, "icebreaker"))
    assert not wish_of(warm, AgendaPlace(1)).opens


@pytest.mark.parametrize("position", [0, 1, 2])
def test_the_agenda_before_is_left_alone(position):
    agenda = an_agenda(an_activity(10, title="A"), an_activity(20, title="B"))
    with_method(agenda, AgendaPlace(position), a_method())
    assert titles(agenda) == ["A", "B"]
