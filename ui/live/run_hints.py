"""What the console has to say of a run besides its time: worked out anew each second, shown calmly.

One hint at a time, the weightiest first. Every answer can be taken back or corrected.
"""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.live.model import ActivityStatus, RunPlan, RunStatus, RunView
from ui.live.hint_bar import Hint
from ui.live.run_desk import RunDesk, Standing
from ui.live.run_words import day_words, duration_words, whole_minutes
from ui.live.time_words import minutes_and_seconds, wall_time
from ui.words import isolate, t, tn

_LATE_SECONDS = 90
"""A run that begins this much after the plan gets the offer to say that it began on time."""

_LATE_ASKED_SECONDS = 600


def hints_of(desk: RunDesk, plan: RunPlan, view: RunView) -> Sequence[Hint]:
    """All there is to say now, the weightiest first."""
    if view.state is RunStatus.FINISHED:
        return (_finished(desk),)
    found: tuple[Hint | None, ...]
    if view.state is RunStatus.READY:
        found = (_elsewhere(desk), _other_day(plan, view), _last_time(desk))
    elif desk.practice is not None:
        found = ()
    else:
        found = (
            _doubtful(desk, plan, view),
            _resumed(desk, plan, view),
            _away(desk, plan, view),
            _missed(desk, plan, view),
            _late(view),
        )
    return [hint for hint in found if hint is not None]


def late_by(view: RunView) -> int:
    """Seconds after the plan at which the run was begun, while that is worth a question; else 0."""
    rows = [row for row in view.rows if row.status is not ActivityStatus.WAITING]
    if view.started_at is None or len(rows) != 1 or view.elapsed_seconds > _LATE_ASKED_SECONDS:
        return 0
    late = round((view.started_at - view.planned_start).total_seconds())
    return late if late >= _LATE_SECONDS else 0


def _finished(desk: RunDesk) -> Hint:
    if desk.practice is not None:
        words = t("The rehearsal is over. Nothing of it is kept.")
        return Hint("finished", words, (("end_practice", t("Done")), ("reopen", t("Reopen"))))
    actions = [("wrapup", t("Wrap-up")), ("reopen", t("Reopen")), ("again", t("Run again"))]
    words = t("The run is finished. Planned and taken minutes stand in the agenda.")
    return Hint("finished", words, tuple(actions))


def _elsewhere(desk: RunDesk) -> Hint | None:
    other = desk.elsewhere
    if other is None or desk.practice is not None:
        return None
    words = t("“{title}” is still running.", title=isolate(other.workshop_title))
    actions = (("elsewhere", t("Go there")), ("end_elsewhere", t("It is over: finish it")))
    return Hint("elsewhere", words, actions)


def _other_day(plan: RunPlan, view: RunView) -> Hint | None:
    if view.planned_start == plan.starts_at:
        return None
    words = t(
        "Planned for {day}. It can be run now all the same: all times move along.",
        day=day_words(plan.starts_at, plan.time_zone),
    )
    return Hint("other-day", words)


def _last_time(desk: RunDesk) -> Hint | None:
    last = desk.last
    if last is None:
        return None
    late = whole_minutes(last.late_end_seconds)
    if late > 0:
        words = tn("Last time it ended {n} min late.", "Last time it ended {n} min late.", late)
    elif late < 0:
        words = tn("Last time it ended {n} min early.", "Last time it ended {n} min early.", -late)
    else:
        words = t("Last time it ended as planned.")
    if last.next_time:
        note = isolate(last.next_time[-1].text)
        words = t("{words} For next time you wrote: {note}", words=words, note=note)
    return Hint("last-time", words, (("wrapup", t("See it")),))


def _doubtful(desk: RunDesk, plan: RunPlan, view: RunView) -> Hint | None:
    if not view.doubtful_seconds:
        return None
    words = t(
        "The computer was restarted: {time} are known from its clock alone.",
        time=duration_words(view.doubtful_seconds),
    )
    actions = [("time_right", t("The time is right")), ("time_out", t("That was a break"))]
    return Hint("doubtful", words, (*actions, *_we_are_at(desk, plan, view)), tone="warn")


def _away(desk: RunDesk, plan: RunPlan, view: RunView) -> Hint | None:
    if view.away is None:
        return None
    words = t(
        "The computer was away for {time}, since {since}. What was that?",
        time=duration_words(view.away.seconds),
        since=wall_time(view.away.since, plan.time_zone),
    )
    actions = [("time_right", t("All of it counts")), ("away_out", t("That was a break"))]
    return Hint("away", words, (*actions, *_we_are_at(desk, plan, view)))


def _missed(desk: RunDesk, plan: RunPlan, view: RunView) -> Hint | None:
    if view.missed is None:
        return None
    words = t(
        "This activity was to go on by itself at {time}, but nobody was there to see it.",
        time=wall_time(view.missed.due_at, plan.time_zone),
    )
    actions = [("stay", t("We are still at this one"))]
    return Hint("missed", words, (*actions, *_we_are_at(desk, plan, view)))


def _we_are_at(desk: RunDesk, plan: RunPlan, view: RunView) -> Sequence[tuple[str, str]]:
    likely = desk.likely_id()
    activity = next((each for each in plan.activities if each.id == likely), None)
    if activity is None or activity.id == view.activity_id:
        return ()
    return (("catch_up", t("We are at “{title}” now", title=isolate(activity.title))),)


def _resumed(desk: RunDesk, plan: RunPlan, view: RunView) -> Hint | None:
    """A run that was on when the workbook was opened: where the room is now, and whether the time
    in between was time of the activity.
    """
    if not desk.found_open or view.started_at is None or desk.standing is not Standing.OPEN:
        return None
    words = t(
        "This run was not finished. It began at {start} and has gone on: {gone} of this"
        " activity have passed.",
        start=wall_time(view.started_at, plan.time_zone),
        gone=minutes_and_seconds(view.elapsed_seconds),
    )
    ended = ("finish_left", t("It ended then: finish it"))
    if view.away is None:
        return Hint("resumed", words, (("resume", t("Resume here")), ended))
    actions = [("time_right", t("All of it counts")), ("away_out", t("That was a break"))]
    return Hint("resumed", words, (*actions, *(_we_are_at(desk, plan, view) or (ended,))))


def _late(view: RunView) -> Hint | None:
    """Somebody who presses Start late has mostly begun earlier, with full hands."""
    late = late_by(view)
    if not late:
        return None
    words = t("Start was pressed {time} after the planned start.", time=duration_words(late))
    return Hint("late", words, (("began_on_time", t("We began on time")),))
