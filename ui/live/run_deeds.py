"""What the keys and buttons of the console do: each asks for what it needs, enters it, says so.

The screen shows, this does. Everything is on disk before it is shown; what goes wrong is shown by
the window, and what was typed stays where it was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject

from facilitator.attendance.model import DeskRow
from facilitator.errors import FacilitatorError, Refused
from facilitator.live.live import LiveRun
from facilitator.live.model import (
    ActivityStatus,
    ClockMode,
    RoomChoice,
    RoomLayout,
    RunStatus,
    TimerState,
)
from facilitator.live.replanning import RunProposal
from facilitator.workbook import Workbook
from ui.attendance.desk_words import DeskWords
from ui.live.console import RunConsole
from ui.live.moments import MODES
from ui.live.observe_panel import Observation, ObserveFacts
from ui.live.replan_words import way_words
from ui.live.room_strip import LAYOUTS
from ui.live.run_acts import BY_NAME
from ui.live.run_desk import RunDesk, Standing
from ui.live.run_hints import late_by
from ui.live.run_keeper import RunKeeper
from ui.live.spoken_lengths import read_clock, read_seconds, read_turns, seconds_since
from ui.live.time_words import wall_time
from ui.planning.workshop_screen import WorkshopScreen
from ui.sentences import say_error
from ui.shell.route import Route
from ui.skills.observe_flow import Person
from ui.words import t

_UNDER_WAY = {RunStatus.RUNNING, RunStatus.PAUSED}
_FIRST_SPEED = 20
_ASKING = {"note", "next_time", "began", "timers", "room_message", "observe", "replan"}
_ANSWERS = {"time_right", "time_out", "away_out", "catch_up", "finish_left"}
"""Ways on that also say how a run stands that was found unfinished."""


class RunDeeds(QObject):
    """The acts of one console."""

    def __init__(
        self, screen: WorkshopScreen, console: RunConsole, desk: RunDesk, keeper: RunKeeper
    ) -> None:
        super().__init__(screen)
        self._screen = screen
        self._console = console
        self._desk = desk
        self._keeper = keeper
        self.closed_hints: set[str] = set()
        self._special: dict[str, Callable[[], object]] = {
            "note": lambda: console.note.ask(next_time=False),
            "next_time": lambda: console.note.ask(next_time=True),
            "began": console.began.open_line,
            "observe": self._observe,
            "check_in": lambda: screen.go_to_tab("checkin"),
            "timers": self._timers,
            "replan": self._replan,
            "room": keeper.rooms.toggle,
            "sound": keeper.sounds.toggle,
            "room_blank": keeper.rooms.toggle_blank,
            "clock_mode": self._next_mode,
            "room_layout": self._next_layout,
            "room_clock": self._next_room_clock,
            "room_message": self._ask_message,
            "rehearse": self._rehearse_or_end,
        }
        self._connect()

    # Acts ----------------------------------------------------------------------------------------

    def do(self, name: str) -> None:
        """Do an act of the console, whether by key, button, clicker or palette."""
        if not self.enabled(name):
            return
        special = self._special.get(name)
        if special is not None:
            if name in _ASKING:
                self._console.close_lines()
            special()
            return
        chosen = self._console.agenda.list.chosen_id if name == "skip" else None
        if chosen is not None and self._status_of(chosen) is ActivityStatus.SKIPPED:
            name = "unskip"
        self._spawn(self._entered(name, chosen))

    def enabled(self, name: str) -> bool:
        """Whether an act makes sense now."""
        desk, status = self._desk, self._desk.status
        if desk.standing is Standing.EMPTY:
            return name in {"check_in", "observe", "room", "sound"}
        view = desk.view()
        under_way = status in _UNDER_WAY
        own = {
            "next_time": status is not RunStatus.READY,
            "began": status is not RunStatus.FINISHED,
            "wait": view is not None and view.countdown_seconds is not None,
            "clock_mode": under_way,
            "undo_replan": view is not None and view.replans > 0,
            "rehearse": desk.practice is not None or not under_way,
            "room_layout": under_way,
            "room_clock": under_way,
            "room_message": under_way,
            "room_blank": True,
        }
        if name in own:
            return own[name]
        return self._console.keys.button(name).isEnabled()

    def go_to(self, activity_id: str) -> None:
        """On to an activity of the agenda."""
        if self._desk.status not in _UNDER_WAY:
            return
        if self._status_of(activity_id) is not ActivityStatus.CURRENT:
            self._spawn(self._entered("go_to", activity_id))

    async def _entered(self, name: str, activity_id: str | None) -> None:
        desk = self._desk
        was = desk.status
        if name != "finish":
            desk.found_open = False
        await desk.act(name, activity_id)
        if name == "finish":
            self.closed_hints.discard("finished")
            if was is not RunStatus.FINISHED:
                self._console.close_panel()
        if name == "undo_replan":
            self._screen.shell.notice(t("The plan is as it was before"))

    # Hints ---------------------------------------------------------------------------------------

    def take_way(self, name: str) -> None:
        """Take a way on that a hint offers."""
        desk = self._desk
        ways: dict[str, Callable[[], object]] = {
            "wrapup": lambda: self._screen.go_to_tab("wrapup"),
            "elsewhere": self._go_elsewhere,
            "end_elsewhere": lambda: self._spawn(self._end_elsewhere()),
            "reopen": lambda: self._spawn(self._entered("finish", None)),
            "finish_left": lambda: self._enter(lambda run: run.finish_when_left()),
            "again": lambda: self._spawn(desk.load_again()),
            "end_practice": lambda: self._spawn(desk.end_practice()),
            "resume": self._stay,
            "stay": self._stay_at_missed,
            "time_right": lambda: self._enter(lambda run: run.correct_start(0)),
            "time_out": self._leave_out_doubtful,
            "away_out": self._leave_out_away,
            "catch_up": lambda: self._enter(lambda run: run.catch_up(desk.likely_id())),
            "began_on_time": self._began_on_time,
        }
        if name in _ANSWERS:
            desk.found_open = False
        ways[name]()
        if name not in {"wrapup", "elsewhere"}:
            self._console.give_back_focus()

    def close_hint(self, key: str) -> None:
        """Say a hint no more."""
        if key == "resumed":
            self._desk.found_open = False
        self.closed_hints.add(key)
        self._console.give_back_focus()
        self._desk.changed.emit()

    def _stay(self) -> None:
        self._desk.found_open = False
        self._desk.changed.emit()

    def _stay_at_missed(self) -> None:
        # Whoever answers is there: the activity gets a minute, and then goes on by itself again.
        view = self._desk.view()
        if view is not None:
            over = view.overtime_seconds
            self._enter(lambda run: run.extend(over // 60 * 60 + 60))

    def _leave_out_doubtful(self) -> None:
        view = self._desk.view()
        if view is not None:
            seconds = view.doubtful_seconds
            self._enter(lambda run: run.not_counted(seconds))

    def _leave_out_away(self) -> None:
        view = self._desk.view()
        if view is not None and view.away is not None:
            seconds = view.away.seconds
            self._enter(lambda run: run.not_counted(seconds))

    def _began_on_time(self) -> None:
        view = self._desk.view()
        if view is not None:
            late = late_by(view)
            self.closed_hints.add("late")
            self._enter(lambda run: run.correct_start(late))

    def _go_elsewhere(self) -> None:
        other = self._desk.elsewhere
        if other is not None:
            self._screen.shell.go(Route("workshop.run", (other.workshop_id,)))

    async def _end_elsewhere(self) -> None:
        other = self._desk.elsewhere
        if other is None:
            return
        workshop_id = other.workshop_id
        await self._screen.session.do(lambda wb: wb.live.resume(workshop_id).finish_when_left())
        await self._desk.load(self._desk.workshop_id)

    # Lines at the foot ---------------------------------------------------------------------------

    def _keep_note(self, text: str, next_time: bool) -> None:
        self._spawn(self._note_kept(text, next_time))

    async def _note_kept(self, text: str, next_time: bool) -> None:
        try:
            await self._desk.note(text, next_time=next_time)
        except FacilitatorError:
            self._console.note.not_kept()
            raise
        self._console.note.kept()

    def _keep_began(self, text: str) -> None:
        plan = self._desk.plan
        seconds = seconds_since(text, self._desk.now().wall_utc, plan.time_zone) if plan else None
        line = self._console.began
        if seconds is None:
            line.not_understood(t("Minutes as a number, or a time like 17:32"))
            return
        self._spawn(self._kept_in(line.kept, line.not_understood, self._begin_ago(seconds)))

    async def _begin_ago(self, seconds: int) -> None:
        view = self._desk.view()
        if view is None or view.state is RunStatus.READY:
            await self._desk.start(began_seconds_ago=seconds)
            return
        self.closed_hints.add("late")
        # So long ago by the clock on the wall, of which some is counted already.
        more = seconds - view.elapsed_seconds
        await self._desk.enter(lambda run: run.correct_start(more))

    def _ask_message(self) -> None:
        view = self._desk.view()
        self._console.message.open_line(view.room.message if view is not None else "")

    def _keep_message(self, text: str) -> None:
        view = self._desk.view()
        if view is None:
            return
        choice = replace(view.room, message=text)
        line = self._console.message
        work = self._desk.enter(lambda run: run.show_in_room(choice))
        self._spawn(self._kept_in(line.kept, line.not_understood, work))

    async def _kept_in(
        self,
        kept: Callable[[], None],
        refused: Callable[[str], None],
        work: Coroutine[Any, Any, None],
    ) -> None:
        """Close the line when what was typed is on disk; a refusal is said beside it."""
        try:
            await work
        except Refused as refusal:
            refused(say_error(refusal))
            return
        except FacilitatorError:
            refused("")
            raise
        kept()

    # Timers --------------------------------------------------------------------------------------

    def _timers(self) -> None:
        console = self._console
        console.timers.let_choose(True)
        console.timer_keys.open_keys(timers=bool(console.timers.timers))

    def _leave_timers(self) -> None:
        self._console.timers.let_choose(False)
        self._console.timer_keys.hide()
        self._console.give_back_focus()

    def _start_timer(self, what: str) -> None:
        self._console.timer_keys.hide()
        if what == "groups" and self._has_groups():
            self._spawn(self._group_timers())
            return
        self._console.timer_line.ask(what)

    def _has_groups(self) -> bool:
        view, plan = self._desk.view(), self._desk.plan
        if view is None or plan is None or view.index is None:
            return False
        return any(track.steps for track in plan.activities[view.index].tracks)

    async def _group_timers(self) -> None:
        await self._desk.enter(lambda run: run.add_group_timers())
        self._timers()

    def _keep_timer(self, text: str) -> None:
        line = self._console.timer_line
        act = _timer_act(line.what, text)
        if act is None:
            line.not_understood(
                t("Like 6 x 2") if line.what == "turns" else t("Minutes as a number")
            )
            return
        self._spawn(self._kept_in(self._timer_kept, line.not_understood, self._desk.enter(act)))

    def _timer_kept(self) -> None:
        self._console.timer_line.hide()
        self._console.timer_line.field.clear()
        self._timers()

    def _do_to_chosen(self, deed: str) -> None:
        chosen = self._console.timers.chosen
        if chosen is not None:
            self._do_to_timer(chosen.id, deed)

    def _do_to_timer(self, timer_id: str, deed: str) -> None:
        timer = next((each for each in self._console.timers.timers if each.id == timer_id), None)
        if timer is None:
            return
        paused = timer.state is TimerState.PAUSED
        acts: dict[str, Callable[[LiveRun], object]] = {
            "pause": lambda run: (run.timer_resume if paused else run.timer_pause)(timer_id),
            "next": lambda run: run.timer_next(timer_id),
            "back": lambda run: run.timer_back(timer_id),
            "extend": lambda run: run.timer_extend(timer_id, 60),
            "shorten": lambda run: run.timer_extend(timer_id, -60),
            "restart": lambda run: run.timer_restart(timer_id),
            "remove": lambda run: run.timer_remove(timer_id),
        }
        if deed == "next" and timer.lap >= timer.laps:
            return
        self._enter(acts[deed])

    # Room ----------------------------------------------------------------------------------------

    def _choose_for_room(self, choice: RoomChoice) -> None:
        self._enter(lambda run: run.show_in_room(choice))
        if not self._console.message.isVisible():
            self._console.give_back_focus()

    def _room_now(self) -> RoomChoice | None:
        view = self._desk.view()
        return view.room if view is not None and self._desk.status in _UNDER_WAY else None

    def _choose_layout(self, layout: RoomLayout | None) -> None:
        now = self._room_now()
        if now is not None:
            self._choose_for_room(replace(now, layout=layout))

    def _choose_clock(self, mode: ClockMode) -> None:
        now = self._room_now()
        if now is not None:
            self._choose_for_room(replace(now, mode=mode))

    def _next_layout(self) -> None:
        now = self._room_now()
        if now is not None:
            self._choose_layout(LAYOUTS[(LAYOUTS.index(now.layout) + 1) % len(LAYOUTS)])

    def _next_room_clock(self) -> None:
        now = self._room_now()
        if now is not None:
            modes = list(ClockMode)
            self._choose_clock(modes[(modes.index(now.mode) + 1) % len(modes)])

    def _next_mode(self) -> None:
        keeper = self._keeper
        keeper.mode = MODES[(MODES.index(keeper.mode) + 1) % len(MODES)]
        self._desk.changed.emit()

    # Re-planning ---------------------------------------------------------------------------------

    def _replan(self) -> None:
        panel, found, plan = self._console.replan, self._desk.replans(), self._desk.plan
        if self._console.panel is panel or found is None or plan is None:
            self._console.close_panel()
            return
        self._console.open_panel(panel)
        view = self._desk.view()
        panel.show_replans(found, plan.time_zone, taken=view.replans if view else 0)
        panel.begin(found)
        self._desk.changed.emit()

    def _take_replan(self, proposal: RunProposal) -> None:
        self._spawn(self._replanned(proposal))

    async def _replanned(self, shown: RunProposal) -> None:
        # What was shown may be seconds old: the same way is taken as it is now.
        found = self._desk.replans()
        ways = found.proposals if found is not None else ()
        proposal = next((each for each in ways if each.way is shown.way), shown)
        await self._desk.enter(lambda run: run.replan(proposal))
        self._console.close_panel()
        plan = self._desk.plan
        ends = wall_time(proposal.end, plan.time_zone) if plan else ""
        words = t("{way}: it ends at {time}", way=way_words(proposal.way), time=ends)
        if not proposal.changes:
            self._screen.shell.notice(words)
            return
        self._screen.shell.notice(
            words, action=t("Take back"), keys="Z", do=lambda: self.do("undo_replan")
        )

    def _shorten(self, activity_id: str, seconds: int) -> None:
        self._enter(lambda run: run.shorten(seconds, activity_id))

    # Observing -----------------------------------------------------------------------------------

    def _observe(self) -> None:
        if self._desk.standing is Standing.EMPTY:
            self._screen.go_to_tab("observe")
            return
        if self._console.panel is self._console.observe:
            self._console.close_panel()
            return
        self._spawn(self._begin_observing())

    async def _begin_observing(self) -> None:
        facts = await self._screen.session.ask(self._facts_reader())
        if not facts.people or not facts.framework.skills:
            # The tab says what is missing, and where to get it.
            self._screen.go_to_tab("observe")
            return
        self._console.open_panel(self._console.observe)
        self._console.observe.begin(facts)
        self._desk.changed.emit()

    def _facts_reader(self) -> Callable[[Workbook], ObserveFacts]:
        workshop_id = self._screen.workshop_id
        view = self._desk.view()
        on = view.activity_id or view.next_activity_id if view is not None else None

        def read(book: Workbook) -> ObserveFacts:
            words = DeskWords(tuple(book.attendance.statuses()))
            rows = book.attendance.desk(workshop_id).rows
            notes = book.skills.observations(workshop_id=workshop_id)
            seen = {each.participant_id for each in notes}
            here = [row for row in rows if words.in_room(row.status_key)] or list(rows)
            # Those whom nobody has noticed yet come first; the order is otherwise the desk's.
            here.sort(key=lambda row: row.participant_id in seen)
            activities = book.planning.agenda(workshop_id).activities
            aims = next((each.skills for each in activities if each.id == on), ())
            people = [_person(row) for row in here]
            return ObserveFacts(people, book.skills.framework(), aims, len(notes))

        return read

    def _keep_observation(self, noted: Observation) -> None:
        # Of the window: it is kept also when somebody leaves the console at once.
        self._screen.shell.spawn(self._observed(noted), self._screen)

    async def _observed(self, noted: Observation) -> None:
        workshop_id, view = self._screen.workshop_id, self._desk.view()
        on = view.activity_id if view is not None else None
        panel = self._console.observe
        if self._desk.practice is not None:
            self._screen.shell.notice(t("Practice: this was not kept"))
            return
        try:
            await self._screen.session.do(
                lambda wb: wb.skills.observe(
                    noted.person.id,
                    workshop_id,
                    noted.target.key,
                    noted.level,
                    noted.note,
                    activity_id=on,
                )
            )
        except FacilitatorError:
            panel.not_kept(noted)
            raise
        panel.kept(noted)
        panel.show_facts(await self._screen.session.ask(self._facts_reader()))

    # Practice ------------------------------------------------------------------------------------

    def _rehearse_or_end(self) -> None:
        if self._desk.practice is not None:
            self._console.close_panel()
            self._spawn(self._desk.end_practice())
        else:
            self._spawn(self._desk.rehearse(_FIRST_SPEED))

    # Helpers of all ------------------------------------------------------------------------------

    def _enter(self, act: Callable[[LiveRun], object]) -> None:
        self._spawn(self._desk.enter(act))

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        self._screen.spawn(work)

    def _status_of(self, activity_id: str) -> ActivityStatus | None:
        view = self._desk.view()
        rows = view.rows if view else ()
        return next((row.status for row in rows if row.activity_id == activity_id), None)

    def _connect(self) -> None:
        console, rooms = self._console, self._keeper.rooms
        console.act_requested.connect(self.do)
        console.pace.undo_requested.connect(lambda: self.do("undo_replan"))
        console.agenda.list.opened.connect(self.go_to)
        console.hint.action_requested.connect(self.take_way)
        console.hint.dismissed.connect(self.close_hint)
        console.note.written.connect(self._keep_note)
        console.began.entered.connect(self._keep_began)
        console.message.entered.connect(self._keep_message)
        console.timer_line.entered.connect(self._keep_timer)
        for line in (console.note, console.began, console.message):
            line.left.connect(console.give_back_focus)
        console.timer_line.left.connect(self._leave_timers)
        console.timer_keys.left.connect(self._leave_timers)
        console.timer_keys.start_requested.connect(self._start_timer)
        console.timer_keys.deed_requested.connect(self._do_to_chosen)
        console.timer_keys.step_requested.connect(console.timers.step)
        console.timer_keys.number_requested.connect(console.timers.choose)
        console.timers.deed_requested.connect(self._do_to_timer)
        console.timers.add_requested.connect(lambda: self.do("timers"))
        console.replan.chosen.connect(self._take_replan)
        console.replan.shortened.connect(self._shorten)
        console.replan.undo_requested.connect(lambda: self.do("undo_replan"))
        console.observe.observed.connect(self._keep_observation)
        console.observe.all_requested.connect(lambda: self._screen.go_to_tab("observe"))
        console.practice.speed_requested.connect(self._desk.change_speed)
        console.practice.end_requested.connect(lambda: self.do("rehearse"))
        strip = console.side.room
        strip.open_requested.connect(rooms.toggle)
        strip.dark_requested.connect(rooms.use_dark)
        strip.next_screen_requested.connect(rooms.next_screen)
        strip.blank_requested.connect(rooms.toggle_blank)
        strip.message_requested.connect(lambda: self.do("room_message"))
        strip.layout_chosen.connect(self._choose_layout)
        strip.clock_chosen.connect(self._choose_clock)


def act_keys(name: str) -> tuple[str, ...]:
    """All keys of an act, the one that is shown first."""
    act = BY_NAME[name]
    return (act.keys, *act.also)


def _timer_act(what: str, text: str) -> Callable[[LiveRun], object] | None:
    """What to enter for the timer that was asked for; None where the text says no length."""
    if what == "turns":
        turns = read_turns(text)
        if turns is None:
            return None
        return lambda run: run.add_turn_timer(turns.count, turns.seconds)
    wall = read_clock(text) if what == "break" else None
    if wall is not None:
        return lambda run: run.break_until(wall)
    seconds = read_seconds(text)
    if seconds is None:
        return None
    acts: dict[str, Callable[[LiveRun], object]] = {
        "break": lambda run: run.add_break_timer(seconds),
        "silent": lambda run: run.add_silent_timer(seconds),
        "groups": lambda run: run.add_group_timer("", seconds),
    }
    return acts[what]


def _person(row: DeskRow) -> Person:
    short = row.call_name or (row.name.split() or [row.name])[0]
    return Person(row.participant_id, row.name, short, row.native_name)
