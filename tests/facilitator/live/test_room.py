"""What the room may see: chosen layouts, and never a word about a person."""

from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from enum import Enum

import pytest

from facilitator.live.model import (
    ClockMode,
    EventKind,
    PlannedStep,
    PlannedTrack,
    RoomChoice,
    RoomLayout,
    RunEvent,
    TimerAct,
    TimerKind,
    TimerOrder,
    TimerSpec,
)
from facilitator.live.room import room_plan, room_view, shown_seconds
from tests.facilitator.live.runs import START, Log, a_plan, at

MINUTE = 60
SECRET = "Amina Private"
PUBLIC = {"title", "task", "kind", "id"}


def a_marked_plan():
    """A plan in which every text that is not for the room names a person."""

    def marked(activity):
        texts = {
            field.name: SECRET
            for field in fields(activity)
            if isinstance(getattr(activity, field.name), str) and field.name not in PUBLIC
        }
        track = PlannedTrack(SECRET, SECRET, (PlannedStep("s", SECRET, 60),))
        return replace(activity, **texts, materials=(SECRET,), tracks=(track,), method_id=SECRET)

    plan = a_plan(10, 10, 20)
    activities = [marked(replace(each, task="Draw it.")) for each in plan.activities]
    activities[1] = replace(activities[1], kind="break")
    return replace(plan, activities=tuple(activities), workshop_id=SECRET, programme_id=SECRET)


def shown(log, when, choice=None):
    return room_view(room_plan(log.plan), log.view(when), choice)


def all_texts(value):
    if isinstance(value, Enum) or value is None:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from all_texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from all_texts(getattr(value, field.name))


@pytest.mark.parametrize("layout", [None, *RoomLayout])
@pytest.mark.parametrize("mode", list(ClockMode))
def test_no_text_about_a_person_has_a_way_in(layout, mode):
    log = Log(a_marked_plan())
    specs = [TimerSpec(kind, (60, 60), SECRET, (SECRET, SECRET)) for kind in TimerKind]
    moments = [log.view(-30)]
    log.enter("start", 0)
    for number, spec in enumerate(specs):
        log.timer(1, TimerOrder(TimerAct.ADD, f"{SECRET}{number}", spec))
    moments += [log.view(5), log.view(9999)]
    moments.append(log.enter("next", 9999).view(9999))
    moments.append(log.enter("finish", 10_000).view(10_000))

    plan = room_plan(log.plan)
    for view in moments:
        room = room_view(plan, view, RoomChoice(layout, mode, "Water is by the door."))
        assert not [text for text in all_texts(room) if SECRET in text]
    assert not [text for text in all_texts(plan) if SECRET in text]


def test_the_layout_follows_the_moment_unless_one_was_chosen():
    log = Log(a_marked_plan())

    assert shown(log, -60).layout is RoomLayout.WELCOME
    log.enter("start", 0)
    assert shown(log, 1).layout is RoomLayout.DISC_TASK
    log.enter("next", 600)
    assert shown(log, 601).layout is RoomLayout.BREAK
    log.take(RunEvent(EventKind.ROOM, at(602), room=RoomChoice(RoomLayout.DISC)))
    assert shown(log, 603).layout is RoomLayout.DISC
    assert shown(log, 603, RoomChoice(RoomLayout.AGENDA)).layout is RoomLayout.AGENDA
    log.take(RunEvent(EventKind.ROOM, at(604), room=RoomChoice()))
    log.enter("finish", 700)
    assert shown(log, 701).layout is RoomLayout.THANKS


def test_a_clock_counts_down_or_up_or_not_at_all():
    log = Log().enter("start", 0)

    assert shown_seconds(log.view(100), ClockMode.DOWN) == 500
    assert shown_seconds(log.view(100), ClockMode.UP) == 100
    assert shown_seconds(log.view(700), ClockMode.DOWN) == -100
    assert shown_seconds(log.view(100), ClockMode.CLOCK) is None
    assert shown_seconds(log.view(100), ClockMode.NONE) is None
    assert shown_seconds(Log().view(0), ClockMode.DOWN) is None


def test_a_break_says_when_everybody_is_back():
    log = Log(a_marked_plan()).enter("start", 0).enter("next", 600)

    assert shown(log, 601).back_at == START + timedelta(minutes=20)
    log.timer(660, TimerOrder(TimerAct.ADD, "b", TimerSpec(TimerKind.BREAK, (300,))))
    assert shown(log, 670).back_at == START + timedelta(minutes=16)


def test_the_agenda_is_there_from_the_welcome_on():
    room = shown(Log(), -60)

    assert [(row.title, row.minutes) for row in room.agenda][:2] == [
        ("Activity 0", 10),
        ("Activity 1", 10),
    ]
    assert room.agenda[1].starts_at == START + timedelta(minutes=10)
    assert (room.share_left, room.minutes) == (1 / 60, 60)
    assert room.next_title == "Activity 0"


def test_timers_are_known_by_number_and_silent_ones_not_at_all():
    log = Log().enter("start", 0)
    for kind in (TimerKind.SILENT, TimerKind.TURN):
        log.timer(0, TimerOrder(TimerAct.ADD, kind.value, TimerSpec(kind, (60, 60), SECRET)))
    (timer,) = shown(log, 70).timers

    assert (timer.number, timer.kind, timer.lap, timer.laps) == (1, TimerKind.TURN, 2, 2)
    assert timer.left_seconds == 50
