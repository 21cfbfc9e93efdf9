"""What holds for every log, whatever is pressed, in whatever order, on whatever clocks."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from facilitator.errors import Refused
from facilitator.live.machine import apply, begin, replay, state_after, view_at
from facilitator.live.model import (
    ActivityStatus,
    EventKind,
    Instant,
    Phase,
    RunEvent,
    RunStatus,
    elapsed_ms,
)
from tests.facilitator.live.runs import START, a_plan, at

KINDS = st.sampled_from(list(EventKind))
NAMES = st.sampled_from(["a", "b", "c", "d", "e", "nothing", None])
AMOUNTS = st.sampled_from([None, -400, 0, 1, 60, 300, 86400]) | st.integers(-(10**6), 10**6)
PASSING = st.integers(0, 2_000_000)

PLANS = st.builds(
    lambda minutes, auto, lock: a_plan(
        *minutes, auto=tuple(auto), locks={lock: 30.0} if lock < len(minutes) else None
    ),
    st.lists(st.integers(0, 40), min_size=1, max_size=5),
    st.sets(st.integers(0, 4)),
    st.integers(1, 9),
)
PRESSED = st.lists(st.tuples(KINDS, NAMES, AMOUNTS, PASSING), max_size=25)


def logged(plan, pressed):
    """The states and events that were accepted of what was pressed; refusals change nothing."""
    state = begin(plan)
    events, states = [], [state]
    now = at(0)
    for kind, name, seconds, passed in pressed:
        now = now.moved(passed)
        event = RunEvent(kind, now, name, seconds)
        try:
            state = apply(plan, state, event)
        except Refused:
            continue
        events.append(event)
        states.append(state)
    return events, states, now


@given(PLANS, PRESSED)
def test_all_time_run_belongs_to_activities_and_no_time_is_negative(plan, pressed):
    _, states, _ = logged(plan, pressed)

    for state in states:
        assert sum(state.spent_ms) == state.running_ms
        assert all(spent >= 0 for spent in state.spent_ms)
        assert all(visit.spent_ms >= 0 for visit in state.visits)
        for index, spent in enumerate(state.spent_ms):
            assert spent == sum(v.spent_ms for v in state.visits if v.index == index)


@given(PLANS, PRESSED)
def test_running_and_paused_time_make_up_what_passed_since_the_start(plan, pressed):
    pressed = [p for p in pressed if p[0] not in {EventKind.FINISH, EventKind.REOPEN}]
    _, states, _ = logged(plan, pressed)
    state = states[-1]

    if state.status is not RunStatus.READY:
        assert state.running_ms + state.paused_ms == state.timeline_ms - state.start_ms


@given(PLANS, PRESSED, PASSING)
def test_elapsed_and_remaining_make_up_what_was_planned_and_given(plan, pressed, passed):
    events, states, now = logged(plan, pressed)
    view = view_at(plan, states[-1], now.moved(passed))

    assert view.elapsed_seconds + view.remaining_seconds == view.allotted_seconds
    assert view.overtime_seconds == max(-view.remaining_seconds, 0)
    if view.index is not None:
        given_seconds = {EventKind.EXTEND: 1, EventKind.SHORTEN: -1}
        on_when = {}
        state = begin(plan)
        for event in events:
            if event.kind in given_seconds:
                chosen = event.activity_id or plan.activities[state.current].id
                change = given_seconds[event.kind] * event.seconds
                on_when[chosen] = on_when.get(chosen, 0) + change
            state = apply(plan, state, event)
        planned = plan.activities[view.index].planned_seconds
        assert view.allotted_seconds == planned + on_when.get(view.activity_id, 0)


@given(PLANS, PRESSED, PASSING)
def test_the_foreseen_end_is_now_and_what_remains_and_the_rest_of_the_plan(plan, pressed, passed):
    _, states, now = logged(plan, pressed)
    state = states[-1]
    now = now.moved(passed)
    view = view_at(plan, state, now)
    if view.state not in {RunStatus.RUNNING, RunStatus.PAUSED}:
        return

    cursor = max(view.ends_at, now.wall_utc)
    index = view.index
    count = len(plan.activities)
    for step in range(1, count):
        row = view.rows[(index + step) % count]
        if row.status is not ActivityStatus.WAITING:
            continue
        lock = plan.activities[(index + step) % count].lock_at
        if lock is not None:
            cursor = max(cursor, lock + (view.planned_start - plan.starts_at))
        spent = state.spent_ms[(index + step) % count]
        cursor += max(timedelta(seconds=row.allotted_seconds, milliseconds=-spent), timedelta())
    assert view.projected_end == cursor
    exact = (view.projected_end - view.planned_end) / timedelta(seconds=1)
    assert abs(view.ahead_behind_seconds - exact) <= 0.5


@given(PLANS, PRESSED)
def test_replaying_any_beginning_of_the_log_gives_what_was_shown_then(plan, pressed):
    events, states, now = logged(plan, pressed)

    for length, state in enumerate(states):
        until = events[length].instant if length < len(events) else now
        assert state_after(plan, events[:length]) == state
        assert replay(plan, events[:length], until) == view_at(plan, state, until)


@given(PLANS, PRESSED, PASSING)
def test_exactly_one_activity_is_on_while_a_run_is_under_way(plan, pressed, passed):
    _, states, now = logged(plan, pressed)

    for state in states:
        on = [mark for mark in state.marks if mark is ActivityStatus.CURRENT]
        under_way = state.status in {RunStatus.RUNNING, RunStatus.PAUSED}
        assert len(on) == (1 if under_way else 0)
        view = view_at(plan, state, now.moved(passed))
        assert (view.activity_id is not None) == under_way
        assert view.phase is Phase.TIME_ENOUGH or under_way


@given(PLANS, PRESSED, st.lists(st.integers(-(10**6), 10**6), min_size=30, max_size=30))
def test_setting_the_wall_clock_anywhere_after_the_start_changes_no_duration(plan, pressed, jumps):
    pressed = [(EventKind.START, None, None, 0), *pressed]
    events, _, now = logged(plan, pressed)
    start = next(i for i, event in enumerate(events) if event.kind is EventKind.START)

    def jumped(instant, jump):
        return Instant(instant.wall_utc + timedelta(seconds=jump), instant.boot_ms, instant.boot_id)

    shifted = [
        event
        if index <= start
        else RunEvent(
            event.kind, jumped(event.instant, jumps[index]), event.activity_id, event.seconds
        )
        for index, event in enumerate(events)
    ]
    plain, set_wrong = replay(plan, events, now), replay(plan, shifted, jumped(now, jumps[29]))

    for field in (
        "state",
        "activity_id",
        "elapsed_seconds",
        "remaining_seconds",
        "ahead_behind_seconds",
        "over_target_seconds",
        "running_seconds",
        "paused_seconds",
        "phase",
        "auto_advance_in_seconds",
    ):
        assert getattr(plain, field) == getattr(set_wrong, field)
    assert [row.actual_seconds for row in plain.rows] == [
        row.actual_seconds for row in set_wrong.rows
    ]


@given(PLANS, PRESSED, PASSING, st.integers(-(10**9), 10**9))
def test_a_reboot_never_gives_back_time_that_the_log_knows_of(plan, pressed, passed, wall_jump):
    events, states, now = logged(plan, pressed)
    now = events[-1].instant if events else now
    before = view_at(plan, states[-1], now)
    rebooted = Instant(now.wall_utc + timedelta(milliseconds=wall_jump), passed, "boot-2")
    after = view_at(plan, states[-1], rebooted)

    assert after.elapsed_seconds >= before.elapsed_seconds
    assert after.remaining_seconds <= before.remaining_seconds
    assert after.due_advance is None or before.due_advance is not None


@given(PLANS, PRESSED, PASSING)
def test_a_due_advance_is_in_the_past_and_after_the_last_entry(plan, pressed, passed):
    events, states, now = logged(plan, pressed)
    now = now.moved(passed)
    view = view_at(plan, states[-1], now)
    if view.due_advance is None:
        return

    assert elapsed_ms(view.due_advance, now) == now.boot_ms - view.due_advance.boot_ms >= 0
    assert view.due_advance.boot_ms >= events[-1].instant.boot_ms
    advanced = apply(plan, states[-1], RunEvent(EventKind.NEXT, view.due_advance))
    assert view_at(plan, advanced, now).activity_id == view.next_activity_id


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(-(10**9), 10**9), st.booleans())
def test_time_between_instants_is_never_negative(boot_1, boot_2, wall, same_boot):
    first = Instant(START, boot_1, "boot-1")
    second = Instant(
        START + timedelta(milliseconds=wall), boot_2, "boot-1" if same_boot else "boot-2"
    )

    expected = boot_2 - boot_1 if same_boot else wall
    assert elapsed_ms(first, second) == max(expected, 0)


class OnTheNight(RuleBasedStateMachine):
    """A whole evening of keys, computer restarts and clocks being set, step by step."""

    @initialize(plan=PLANS)
    def opened(self, plan):
        self.plan = plan
        self.state = begin(plan)
        self.events = []
        self.now = at(0)
        self.shown = view_at(plan, self.state, self.now)

    @rule(kind=KINDS, name=NAMES, seconds=AMOUNTS)
    def key(self, kind, name, seconds):
        event = RunEvent(kind, self.now, name, seconds)
        before = self.state
        try:
            self.state = apply(self.plan, before, event)
        except Refused:
            assert self.state is before
            return
        self.events.append(event)

    @rule(passed=PASSING)
    def time_passes(self, passed):
        before = view_at(self.plan, self.state, self.now)
        self.now = self.now.moved(passed)
        after = view_at(self.plan, self.state, self.now)
        if after.state is RunStatus.RUNNING:
            assert after.elapsed_seconds - before.elapsed_seconds in {
                passed // 1000,
                passed // 1000 + 1,
            }
        else:
            assert after.elapsed_seconds == before.elapsed_seconds

    @rule(jump=st.integers(-(10**6), 10**6))
    def wall_clock_is_set(self, jump):
        if not self.events:
            return
        before = view_at(self.plan, self.state, self.now)
        wall = self.now.wall_utc + timedelta(seconds=jump)
        self.now = Instant(wall, self.now.boot_ms, self.now.boot_id)
        if self.state.last.boot_id == self.now.boot_id and before.state is not RunStatus.READY:
            after = view_at(self.plan, self.state, self.now)
            assert after.elapsed_seconds == before.elapsed_seconds
            assert after.ahead_behind_seconds == before.ahead_behind_seconds

    @rule(off=st.integers(0, 3_600_000), wall_error=st.integers(-7200, 7200))
    def computer_restarts(self, off, wall_error):
        before = view_at(self.plan, self.state, self.now)
        # What was shown last is in the log: a running console anchors itself every minute.
        self.key(EventKind.ANCHOR, None, None)
        wall = self.now.wall_utc + timedelta(milliseconds=off, seconds=wall_error)
        self.now = Instant(wall, 5000, f"boot-{len(self.events)}")
        self.key(EventKind.ANCHOR, None, None)
        after = view_at(self.plan, self.state, self.now)
        assert after.remaining_seconds <= before.remaining_seconds

    @invariant()
    def the_log_tells_it_all(self):
        if hasattr(self, "state"):
            assert state_after(self.plan, self.events) == self.state
            assert sum(self.state.spent_ms) == self.state.running_ms


TestOnTheNight = OnTheNight.TestCase
