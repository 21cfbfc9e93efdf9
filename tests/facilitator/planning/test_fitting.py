"""Ways to end in time: previews that hold what they say and change nothing until taken."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import Refused
from facilitator.planning.fitting import (
    KEPT_KINDS,
    FitWay,
    fit_proposals,
)
from facilitator.planning.model import ActivityKind
from facilitator.planning.shortening import shares, smallest_cover
from facilitator.words.names import NAMES
from tests.facilitator.planning.plans import a_track, add, an_activity, an_agenda, whole_file

LONDON = ZoneInfo("Europe/London")


def at(clock):
    hours, minutes = map(int, clock.split(":"))
    return datetime(2026, 10, 8, hours, minutes, tzinfo=LONDON)


def ways(*activities, by, **fields):
    found = fit_proposals(an_agenda(*activities, **fields), at(by))
    return {
        proposal.way.value: (
            {
                change.title: None if change.after_seconds is None else change.after_seconds // 60
                for change in proposal.changes
            },
            proposal.over_seconds // 60,
        )
        for proposal in found
    }


def test_a_plan_that_ends_in_time_needs_nothing():
    assert ways(an_activity(60), by="18:30") == {}


def test_all_give_by_their_share_of_what_they_could_lose():
    long = an_activity(40, title="Long", minimum_seconds=600)
    short = an_activity(20, title="Short", can_lose_seconds=600)

    # 30 and 10 minutes could go, 12 have to.
    assert ways(long, short, by="18:18") == {"shrink": ({"Long": 31, "Short": 17}, 0)}


def test_where_the_shortest_times_are_not_enough_the_rest_is_said():
    long = an_activity(60, title="Long", minimum_seconds=50 * 60)

    assert ways(long, by="18:10") == {
        "shrink": ({"Long": 50}, 10),
        "cut": ({"Long": None}, -40),
    }


def test_as_little_as_possible_is_dropped():
    optional = [an_activity(minutes, title=str(minutes), optional=True) for minutes in (5, 10, 20)]
    found = ways(an_activity(30, title="Core"), *optional, by="18:21")

    assert found == {"drop": ({"5": None, "10": None}, -1)}
    assert ways(an_activity(30), *optional, by="18:17")["drop"] == ({"20": None}, -2)


def test_dropping_a_little_beside_shortening():
    long = an_activity(40, title="Long", minimum_seconds=30 * 60)
    small = an_activity(5, title="Small", optional=True)
    big = an_activity(20, title="Big", optional=True)
    found = ways(long, small, big, by="18:20")

    assert found["shrink"] == ({"Long": 30}, 5)
    assert found["drop"] == ({"Big": None}, -5)
    assert found["drop-and-shrink"] == ({"Long": 30, "Small": None}, 0)


def test_what_people_need_most_is_never_cut():
    kept = [an_activity(20, kind.value, kind.value) for kind in KEPT_KINDS]
    talk = an_activity(15, "input", "Talk")

    assert "cut" not in ways(*kept, by="18:00")
    assert ways(*kept, talk, by="19:10") == {"cut": ({"Talk": None}, 0)}


def test_what_is_optional_goes_before_what_is_not_and_stays_where_it_can():
    core = an_activity(30, title="Core")
    spare = an_activity(10, title="Spare", optional=True)
    large = an_activity(40, title="Large")

    assert ways(spare, large, core, by="18:15")["cut"] == ({"Spare": None, "Core": None}, -5)
    assert ways(spare, large, core, by="18:05")["cut"] == ({"Spare": None, "Large": None}, -5)
    little = an_activity(5, title="Little", optional=True)
    assert ways(little, large, core, by="18:15")["cut"] == ({"Core": None}, 0)


def test_time_gained_before_a_locked_start_is_no_time_gained():
    soft = an_activity(20, title="Before", minimum_seconds=600)
    lunch = an_activity(30, "break", "Lunch", locked_start_seconds=18 * 3600)
    after = an_activity(20, title="After", minimum_seconds=600)

    assert ways(soft, lunch, after, by="18:45") == {"shrink": ({"After": 15}, 0)}


def test_an_agenda_that_runs_into_a_locked_start_comes_out_there_too():
    morning = an_activity(37, title="Morning", minimum_seconds=1200)
    lunch = an_activity(30, "break", "Lunch", locked_start_seconds=18 * 3600)

    assert ways(morning, lunch, by="19:00") == {"shrink": ({"Morning": 30}, -30)}


def test_a_locked_start_past_the_end_cannot_be_helped():
    late = an_activity(30, title="Late", locked_start_seconds=20 * 3600, minimum_seconds=60)

    assert ways(late, by="19:00") == {}


def test_a_locked_activity_is_never_dropped():
    locked = an_activity(30, title="Locked", optional=True, locked_start_seconds=17 * 3600 + 1800)

    assert ways(locked, by="17:45") == {}


def test_a_split_activity_is_shortened_with_its_groups():
    steps = (
        an_activity(20, title="a1", minimum_seconds=600),
        an_activity(10, title="a2", minimum_seconds=300),
    )
    other = an_activity(25, title="b1", minimum_seconds=900)
    split = an_activity(
        30, title="Split", minimum_seconds=0, tracks=(a_track(*steps), a_track(other))
    )

    assert ways(split, by="17:50") == {"shrink": ({"Split": 20, "a1": 13, "a2": 7, "b1": 20}, 0)}
    assert ways(split, by="17:40")["shrink"] == ({"Split": 15, "a1": 10, "a2": 5, "b1": 15}, 5)


def test_optional_steps_of_groups_are_dropped_where_that_ends_the_activity_earlier():
    long = (an_activity(20, title="a1"), an_activity(10, title="a2", optional=True))
    longer = (an_activity(25, title="b1"), an_activity(5, title="b2", optional=True))
    split = an_activity(30, title="Split", minimum_seconds=0, tracks=(a_track(*long),))
    both = replace(split, tracks=(a_track(*long), a_track(*longer)))

    assert ways(split, by="17:50")["drop"] == ({"Split": 20, "a2": None}, 0)
    # Groups work at the same time: what one leaves out helps only if the others end earlier too.
    assert ways(both, by="17:50")["drop"] == ({"Split": 25, "a2": None, "b2": None}, 5)


def test_time_that_an_activity_has_beyond_its_groups_stays():
    steps = (an_activity(10, title="a1"), an_activity(10, title="a2", optional=True))
    split = an_activity(30, title="Split", tracks=(a_track(*steps),))

    assert "drop" not in ways(split, by="17:50")


def test_a_step_is_dropped_beside_shortening_only_where_shortening_is_not_enough():
    steps = (
        an_activity(20, title="a1", minimum_seconds=900),
        an_activity(10, title="a2", optional=True),
    )
    split = an_activity(30, title="Split", minimum_seconds=0, tracks=(a_track(*steps),))

    assert ways(split, by="17:56")["shrink"][1] == 0
    found = ways(split, by="17:47")
    assert found["shrink"] == ({"Split": 25, "a1": 15}, 8)
    assert found["drop-and-shrink"] == ({"Split": 17, "a2": None, "a1": 17}, 0)


def test_a_group_with_a_locked_step_keeps_its_time():
    step = an_activity(30, title="a1", minimum_seconds=60, locked_start_seconds=17 * 3600 + 1800)
    split = an_activity(20, title="Split", minimum_seconds=60, tracks=(a_track(step),))

    assert "shrink" not in ways(split, by="17:50")


# The choosing ------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 30), max_size=8), st.integers(-5, 120))
def test_the_smallest_cover_is_the_smallest_there_is(weights, need):
    found = smallest_cover(weights, need)
    reaching = [
        (sum(weights[i] for i in chosen), len(chosen))
        for size in range(len(weights) + 1)
        for chosen in combinations(range(len(weights)), size)
        if sum(weights[i] for i in chosen) >= need
    ]

    if not reaching:
        assert found is None
    elif need <= 0:
        assert found == ()
    else:
        assert (sum(weights[i] for i in found), len(found)) == min(reaching)


@given(st.lists(st.integers(0, 5400), max_size=10), st.integers(-60, 20000))
def test_shares_reach_what_is_needed_in_whole_minutes_and_take_no_more_than_there_is(slacks, need):
    given_ = shares(slacks, need)

    assert all(0 <= each <= slack for each, slack in zip(given_, slacks, strict=True))
    assert sum(given_) >= min(max(need, 0), sum(slacks))
    if sum(slack // 60 for slack in slacks) >= -(-need // 60):
        assert all(each % 60 == 0 for each in given_)
        assert sum(given_) < max(need, 0) + 60


# Any agenda at all -------------------------------------------------------------------------------

lengths = st.integers(0, 60)


@st.composite
def an_any_activity(draw, *, tracks=True, locks=True):
    minutes = draw(lengths)
    steps = st.lists(an_any_activity(tracks=False, locks=False), max_size=3)
    return an_activity(
        minutes,
        draw(st.sampled_from([kind.value for kind in ActivityKind])),
        minimum_seconds=draw(st.none() | st.integers(0, minutes * 60)),
        can_lose_seconds=draw(st.integers(0, minutes)) * 60,
        optional=draw(st.booleans()),
        locked_start_seconds=(
            draw(st.none() | st.integers(17 * 3600, 24 * 3600)) if locks else None
        ),
        tracks=tuple(
            a_track(*each, name=str(number))
            for number, each in enumerate(draw(st.lists(steps, max_size=2)) if tracks else ())
        ),
    )


def named(activities):
    """Steps with ids of their own too."""
    return [
        replace(
            activity,
            tracks=tuple(
                replace(
                    track,
                    steps=tuple(
                        replace(step, id=f"{number}/{place}/{index}")
                        for index, step in enumerate(track.steps)
                    ),
                )
                for place, track in enumerate(activity.tracks)
            ),
        )
        for number, activity in enumerate(activities)
    ]


def applied(agenda, proposal):
    """The agenda as the proposal would leave it, put together without the rules under test."""
    after = {change.activity_id: change.after_seconds for change in proposal.changes}

    def planned(activity):
        seconds = after.get(activity.id, activity.planned_seconds)
        return replace(
            activity,
            planned_seconds=seconds,
            minimum_seconds=None,
            can_lose_seconds=0,
            tracks=tuple(
                replace(track, steps=tuple(planned(step) for step in track.steps if stays(step)))
                for track in activity.tracks
            ),
        )

    def stays(activity):
        return after.get(activity.id, 0) is not None

    kept = [planned(each) for each in agenda.activities if stays(each)]
    return an_agenda(*kept)


@given(st.lists(an_any_activity(), max_size=7), st.integers(1, 420))
def test_every_proposal_holds_what_it_says_and_takes_nothing_it_may_not(activities, minutes):
    agenda = an_agenda(*named(activities))
    end = agenda.schedule.start + timedelta(minutes=minutes)
    known = {
        each.id: each
        for top in agenda.activities
        for each in (top, *(step for track in top.tracks for step in track.steps))
    }
    tops = {activity.id for activity in agenda.activities}

    for proposal in fit_proposals(agenda, end):
        then = applied(agenda, proposal).schedule
        assert then.end.timestamp() == proposal.end.timestamp()
        assert then.overlap_seconds == proposal.overlap_seconds
        assert proposal.over_seconds == then.end.timestamp() - end.timestamp()
        assert proposal.changes
        for change in proposal.changes:
            activity = known[change.activity_id]
            assert change.before_seconds == activity.planned_seconds
            if change.after_seconds is None:
                assert proposal.way is not FitWay.SHRINK
                assert activity.locked_start_seconds is None
                assert activity.optional or (
                    proposal.way is FitWay.CUT
                    and change.activity_id in tops
                    and activity.kind not in KEPT_KINDS
                )
            else:
                # What only waits for its groups ends with them.
                assert proposal.way in {FitWay.SHRINK, FitWay.BOTH} or activity.tracks
                assert activity.least_seconds <= change.after_seconds < change.before_seconds
        if proposal.way is FitWay.CUT:
            assert proposal.fits
            assert len([other for other in fit_proposals(agenda, end) if other.fits]) == 1


@given(st.lists(an_any_activity(locks=False), max_size=7), st.integers(1, 420))
def test_without_locks_all_ways_together_reach_what_can_be_reached(activities, minutes):
    agenda = an_agenda(*named(activities))
    end = agenda.schedule.start + timedelta(minutes=minutes)
    found = {proposal.way: proposal for proposal in fit_proposals(agenda, end)}
    over = (agenda.schedule.end.timestamp() - end.timestamp()) > 0
    reachable = agenda.schedule.shortest_end.timestamp() <= end.timestamp()

    if over and reachable:
        assert any(proposal.fits for proposal in found.values())
    if not over:
        assert found == {}


# In the workbook ---------------------------------------------------------------------------------


@pytest.fixture
def too_long(planning, workshop_id):
    add(planning, workshop_id, "Talk", 80, can_lose_seconds=1800)
    add(planning, workshop_id, "Extra", 30, optional=True)
    activity = add(planning, workshop_id, "Split", 20, minimum_seconds=600)
    for track in planning.add_tracks(activity, ["A", "B"]):
        add(planning, workshop_id, "Step", 20, minimum_seconds=300, track_id=track)
    return workshop_id


def proposal_for(planning, workshop_id, way, end=None):
    found = planning.fit_proposals(workshop_id, end)
    return next(proposal for proposal in found if proposal.way == way)


def test_looking_changes_nothing_and_taking_is_one_step(planning, too_long, database):
    before = whole_file(database)
    proposals = planning.fit_proposals(too_long)
    assert [proposal.way.value for proposal in proposals] == ["shrink", "drop"]
    assert whole_file(database) == before

    for proposal in proposals:
        planning.apply_fit(too_long, proposal)
        agenda = planning.agenda(too_long)
        assert agenda.schedule.end == proposal.end
        assert agenda.schedule.over_seconds == proposal.over_seconds <= 0
        assert [each.position for each in agenda.activities] == list(range(len(agenda.activities)))
        assert database.history()[0].name == "agenda-fitted"
        database.undo()
        assert whole_file(database) == before


def test_what_was_lost_cannot_be_lost_again(planning, too_long):
    planning.apply_fit(too_long, proposal_for(planning, too_long, "shrink", "19:20"))
    talk, _, split = planning.agenda(too_long).activities

    assert talk.least_seconds == 50 * 60
    assert split.least_seconds == 600
    assert [proposal.way.value for proposal in planning.fit_proposals(too_long, "19:20")] == []


def test_the_end_may_be_named_by_the_clock(planning, too_long):
    assert planning.fit_proposals(too_long, "19:40") == []
    assert planning.fit_proposals(too_long, "01:00") == []
    assert proposal_for(planning, too_long, "drop", "19:10").over_seconds == 0
    planning.update_workshop(too_long, target_seconds=None)
    with pytest.raises(Refused, match="target-missing"):
        planning.fit_proposals(too_long)
    with pytest.raises(Refused, match="date-invalid"):
        planning.fit_proposals(too_long, "25:00")


def test_a_proposal_for_an_agenda_that_has_changed_is_refused(planning, too_long, database):
    proposal = proposal_for(planning, too_long, "shrink")
    talk = planning.agenda(too_long).activities[0].id
    planning.update_activity(talk, planned_seconds=4500)
    before = whole_file(database)

    with pytest.raises(Refused, match="agenda-changed-since"):
        planning.apply_fit(too_long, proposal)
    assert whole_file(database) == before
    planning.delete_activities([talk])
    with pytest.raises(Refused, match="agenda-changed-since"):
        planning.apply_fit(too_long, proposal)


def test_every_way_has_its_name():
    assert set(NAMES["fit-way"]) == {way.value for way in FitWay}
