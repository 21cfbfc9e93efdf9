"""What the room display says: the words for a `RoomView` of the core, and nothing else.

`RoomView` has no field in which a name, a note, a need or a rating could travel. Here its numbers
and times become figures and sentences; the painter gets these and asks nobody anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from facilitator.live.model import (
    ActivityStatus,
    ClockMode,
    Phase,
    RoomLayout,
    TimerKind,
)
from facilitator.live.room import RoomTimer, RoomView
from facilitator.planning.model import ActivityKind
from ui.live.time_words import minutes_and_seconds, wall_time
from ui.words import t, tn

CLOCK, NOW, MAIN = "clock", "now", "main"
"""Keys of the figures and shares that change by themselves: the big time, the time of day, the
disc. Those of timers are `timer_key`.
"""

COUNTDOWN_FROM = 10
_WELCOME_TICK = 5
"""Minutes that each tick of the welcome's small disc stands for."""

_GONE = {ActivityStatus.SKIPPED, ActivityStatus.LEFT_OUT}


def timer_key(number: int) -> str:
    """The key of the figure and the share of a timer."""
    return f"timer-{number}"


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A line of the agenda: when, what, how long."""

    time: str
    title: str
    kind: str
    minutes: str
    status: ActivityStatus


@dataclass(frozen=True, slots=True)
class TimerLine:
    """A timer beside the main one; `short` where there is no room for `label`."""

    key: str
    label: str
    short: str
    over: bool


@dataclass(frozen=True, slots=True)
class RoomWords:
    """One moment of the room display, ready to be drawn.

    `figures` and `shares` change from second to second without anything having to move; all else
    is as it stands. `clock_label` stands above the big time, `phase_text` below it, `ring_text`
    inside the open ring of overtime. `countdown`: seconds until what comes next begins by itself.
    """

    layout: RoomLayout
    heading: str
    title: str
    task: str = ""
    message: str = ""
    clock_label: str = ""
    phase: Phase = Phase.TIME_ENOUGH
    phase_text: str = ""
    ring_text: str = ""
    paused: bool = False
    done: bool = False
    cup: bool = False
    minutes: int = 0
    next_label: str = ""
    next_title: str = ""
    next_kind: str = ""
    rows: tuple[AgendaLine, ...] = ()
    timers: tuple[TimerLine, ...] = ()
    countdown: int | None = None
    figures: Mapping[str, str] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)

    @property
    def clock(self) -> str:
        """The big time; empty where there is none."""
        return self.figures.get(CLOCK, "")

    @property
    def in_ring(self) -> bool:
        """Whether the disc is an open ring, with the time past the plan inside."""
        return self.phase is Phase.OVERTIME and not self.done

    @property
    def lasting(self) -> RoomWords:
        """All that has a place of its own: figures keep their shape, not their value."""
        shapes = {
            key: "".join("0" if sign.isdigit() else sign for sign in text)
            for key, text in self.figures.items()
        }
        return replace(self, figures=shapes, shares=dict.fromkeys(self.shares, 0.0))

    @property
    def sentences(self) -> tuple[str, ...]:
        """All that can be read on the display, from top to bottom."""
        shown = [
            self.heading,
            self.figures.get(NOW, ""),
            self.title,
            self.clock_label,
            self.clock,
            self.ring_text,
            self.phase_text,
            self.task,
            self.message,
        ]
        for row in self.rows:
            shown += [row.time, row.title, row.minutes]
        for timer in self.timers:
            shown += [timer.label, self.figures[timer.key]]
        shown += [self.next_label, self.next_title]
        return tuple(text for text in shown if text)


def room_words(view: RoomView) -> RoomWords:
    """The words of one moment."""
    makers = {
        RoomLayout.WELCOME: _welcome,
        RoomLayout.THANKS: _thanks,
        RoomLayout.AGENDA: _agenda,
        RoomLayout.BREAK: _break,
        RoomLayout.DISC: _disc,
        RoomLayout.DISC_TASK: _disc_task,
    }
    return makers[view.layout](view)


# One maker a layout -------------------------------------------------------------------------------


def _disc_task(view: RoomView) -> RoomWords:
    words = _with_next(_timed(view), view)
    return _with_timers(replace(words, title=view.title, task=view.task), view, view.timers)


def _disc(view: RoomView) -> RoomWords:
    words = _timed(view)
    figures = {key: text for key, text in words.figures.items() if key != NOW}
    # Only what is shown in words beside the disc is said here: this layout is for the disc.
    return _with_timers(replace(words, heading="", title="", figures=figures), view, view.timers)


def _agenda(view: RoomView) -> RoomWords:
    words = replace(_timed(view), title="", rows=_rows(view))
    if not any(row.status is ActivityStatus.CURRENT for row in words.rows):
        figures = {key: text for key, text in words.figures.items() if key != CLOCK}
        words = replace(words, figures=figures, clock_label="", ring_text="")
    return _with_timers(words, view, view.timers)


def _welcome(view: RoomView) -> RoomWords:
    ready = view.kind is None and not _is_over(view)
    soon = ready and view.now_at >= view.starts_at
    heading, title = (view.heading, view.title) if ready else ("", view.heading)
    figures = {NOW: _now(view)}
    if ready and not soon:
        figures[CLOCK] = wall_time(view.starts_at, view.time_zone)
    return RoomWords(
        view.layout,
        heading="" if heading == title else heading,
        title=title,
        task=t("We begin in a moment.") if soon else "",
        message=view.message,
        clock_label=t("We begin at") if CLOCK in figures else "",
        minutes=view.minutes // _WELCOME_TICK,
        rows=_rows(view),
        figures=figures,
        shares={MAIN: view.share_left} if ready else {},
    )


def _thanks(view: RoomView) -> RoomWords:
    return RoomWords(
        view.layout,
        heading=view.heading,
        title=t("Thank you"),
        task=t("See you next time."),
        message=view.message,
        done=True,
        figures={NOW: _now(view)},
        shares={MAIN: 0.0},
    )


def _break(view: RoomView) -> RoomWords:
    planned = view.kind is ActivityKind.BREAK
    extra = [timer for timer in view.timers if timer.kind is TimerKind.BREAK]
    timers = tuple(timer for timer in view.timers if timer.kind is not TimerKind.BREAK)
    back = "" if view.back_at is None else wall_time(view.back_at, view.time_zone)
    words = replace(_timed(view), cup=True)
    if planned:
        words = replace(words, title=view.title, task=view.task)
    else:
        # A break that is not in the plan: neither the disc nor the task of the activity is meant.
        words = replace(words, title=t("Break"), task="", phase=Phase.TIME_ENOUGH, phase_text="")
        words = replace(words, paused=False, ring_text="", minutes=0)
        words = _without_clock(words)
    if extra:
        last = extra[-1]
        over = last.left_seconds <= 0
        words = replace(
            words,
            phase=Phase.TIME_ENOUGH,
            phase_text=t("We go on now") if over else "",
            ring_text="",
            paused=False,
            minutes=max(1, round(last.left_seconds / 60 / max(last.share_left, 0.01))),
            shares={MAIN: last.share_left},
        )
    if back and not words.in_ring:
        words = replace(words, clock_label=t("Back at"), figures={**words.figures, CLOCK: back})
    return _with_timers(_with_next(words, view), view, timers)


# What several have --------------------------------------------------------------------------------


def _timed(view: RoomView) -> RoomWords:
    """Heading, time of day, disc, big time and phase."""
    label, clock = _clock(view)
    figures = {} if view.mode is ClockMode.CLOCK else {NOW: _now(view)}
    if clock:
        figures[CLOCK] = clock
    counts_down = view.mode is ClockMode.DOWN
    over = view.phase is Phase.OVERTIME
    ring = ""
    if over:
        ring = t("Paused") if view.paused else t("past the plan")
        if view.mode in {ClockMode.UP, ClockMode.CLOCK}:
            ring = t("so far") if view.mode is ClockMode.UP else ""
    phase = _phase_text(view)
    if over and (counts_down or view.mode is ClockMode.NONE):
        phase = ""
    return RoomWords(
        view.layout,
        heading=view.heading,
        title=view.title,
        message=view.message,
        clock_label=label,
        phase=view.phase,
        phase_text=phase,
        ring_text=ring,
        paused=view.paused,
        done=_is_over(view),
        minutes=view.minutes,
        figures=figures,
        shares={MAIN: view.share_left},
    )


def _clock(view: RoomView) -> tuple[str, str]:
    """The big time, and what stands above it."""
    if view.mode is ClockMode.CLOCK:
        return "", _now(view)
    if view.seconds is not None:
        if view.mode is ClockMode.DOWN and view.seconds < 0:
            return "", minutes_and_seconds(-view.seconds, sign="+")
        return "", minutes_and_seconds(view.seconds)
    before = view.kind is None and not _is_over(view)
    if before and view.mode is not ClockMode.NONE and view.now_at < view.starts_at:
        return t("We begin at"), wall_time(view.starts_at, view.time_zone)
    return "", ""


def _phase_text(view: RoomView) -> str:
    if view.paused:
        return t("Paused")
    if view.phase is Phase.OVERTIME:
        return t("Past the plan")
    if view.phase is Phase.LAST_MINUTE:
        return t("Last minute")
    return t("Nearly time") if view.phase is Phase.WARNING else ""


def _with_next(words: RoomWords, view: RoomView) -> RoomWords:
    """What comes next, and in how many seconds where it comes by itself."""
    if not view.next_title:
        return words
    seconds = view.countdown_seconds
    label = t("Next") if view.kind is not None else t("First")
    if seconds is not None:
        label = tn("In {n} second", "In {n} seconds", seconds)
    return replace(
        words,
        next_label=label,
        next_title=view.next_title,
        next_kind="" if view.next_kind is None else view.next_kind.value,
        countdown=seconds,
    )


def _with_timers(words: RoomWords, view: RoomView, timers: tuple[RoomTimer, ...]) -> RoomWords:
    figures, shares = dict(words.figures), dict(words.shares)
    lines: list[TimerLine] = []
    if not _is_over(view):
        groups = 0
        for timer in timers:
            key = timer_key(timer.number)
            groups += timer.kind is TimerKind.GROUP
            over = timer.left_seconds < 0
            sign = "+" if over else ""
            figures[key] = minutes_and_seconds(abs(timer.left_seconds), sign=sign)
            shares[key] = timer.share_left
            lines.append(TimerLine(key, *_timer_label(timer, groups), over))
    return replace(words, figures=figures, shares=shares, timers=tuple(lines))


def _timer_label(timer: RoomTimer, group: int) -> tuple[str, str]:
    """What a timer is called, and the same in as few signs as there may be."""
    if timer.kind is TimerKind.TURN:
        return (
            t("Turn {lap} of {laps}", lap=timer.lap, laps=timer.laps),
            t("{lap}/{laps}", lap=timer.lap, laps=timer.laps),
        )
    if timer.kind is TimerKind.BREAK:
        return t("Break"), ""
    if timer.laps > 1:
        long = t("Group {number}: {lap}/{laps}", number=group, lap=timer.lap, laps=timer.laps)
        return long, str(group)
    return t("Group {number}", number=group), str(group)


def _without_clock(words: RoomWords) -> RoomWords:
    figures = {key: text for key, text in words.figures.items() if key != CLOCK}
    return replace(words, figures=figures, shares={MAIN: 1.0}, clock_label="")


def _rows(view: RoomView) -> tuple[AgendaLine, ...]:
    return tuple(
        AgendaLine(
            "" if row.starts_at is None else wall_time(row.starts_at, view.time_zone),
            row.title,
            row.kind.value,
            tn("{n} min", "{n} min", row.minutes),
            row.status,
        )
        for row in view.agenda
        if row.status not in _GONE
    )


def _now(view: RoomView) -> str:
    return wall_time(view.now_at, view.time_zone)


def _is_over(view: RoomView) -> bool:
    """Whether the run is finished: nothing is on, and something was."""
    return view.kind is None and any(row.status is ActivityStatus.DONE for row in view.agenda)
