"""The Run tab of a workshop: one key for everything, nothing in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QStackedLayout, QWidget
from typing_extensions import override

from facilitator.errors import FacilitatorError
from facilitator.live.model import ActivityStatus, RunPlan, RunStatus, RunView
from ui.live.console import RunConsole
from ui.live.hint_bar import Hint
from ui.live.key_bar import ACTS, PAGE_DOWN, RunAct, act_command
from ui.live.run_desk import Standing
from ui.live.run_keeper import RunKeeper
from ui.live.run_words import day_words, duration_words
from ui.live.time_words import minutes_and_seconds, wall_time
from ui.planning.workshop_screen import WorkshopScreen
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.status_line import KeyHint
from ui.words import isolate, t

_LATE_SECONDS = 90
"""A run that begins this much after the plan gets the offer to say that it began on time."""


class RunScreen(WorkshopScreen):
    """Facilitator's console of one workshop."""

    shows = frozenset({"workshop", "activity", "run_note"})

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._closed_hints: set[str] = set()
        self._gone = False
        self._header_shows: tuple[Standing, RunStatus] | None = None
        window = shell if isinstance(shell, QWidget) else self
        self._keeper = RunKeeper.of(shell, window)
        self._desk = self._keeper.desk_of(route.id)
        self._console = RunConsole(self.theme, self._keeper.rooms)
        self._empty = self._build_empty()
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._console)
        self._stack.addWidget(self._empty)
        self._connect()
        self._keeper.look_on(self._desk)

    # What the window asks ------------------------------------------------------------------------

    @override
    def keys(self) -> Sequence[KeyHint]:
        if self._desk.standing is Standing.EMPTY:
            return ()
        if self._desk.status is RunStatus.READY:
            return (KeyHint("Space", t("start")), KeyHint("D", t("room display")))
        return (
            KeyHint(PAGE_DOWN, t("next")),
            KeyHint("Space", t("pause")),
            KeyHint("N", t("note")),
            KeyHint("D", t("room display")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        found: list[Command] = []
        for act in ACTS:
            found.append(self._command_of(act, act.keys, name=f"run.{act.name}"))
            found += [
                self._command_of(act, keys, name=f"run.{act.name}.{number}", in_palette=False)
                for number, keys in enumerate(act.also)
            ]
        found.append(
            Command(
                "run.room",
                t("Open or close the room display"),
                self._keeper.rooms.toggle,
                shortcut="D",
                icon="monitor",
            )
        )
        return found

    @override
    def first_focus(self) -> QWidget | None:
        return self._console

    @override
    def foot(self) -> QWidget | None:
        return self._console.foot

    @override
    async def load(self) -> None:
        await self.load_workshop()
        await self._desk.load(self.workshop_id)

    @override
    def about_to_leave(self) -> None:
        if self._gone:
            return
        self._gone = True
        self._keeper.ticked.disconnect(self._paint)
        self._desk.changed.disconnect(self._show)
        self._keeper.rooms.place_changed.disconnect(self._console.side.room.show_place)
        self._keeper.look_away()

    # Showing -------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Something else is to be shown than the time that passes."""
        desk = self._desk
        self._stack.setCurrentWidget(
            self._empty if desk.standing is Standing.EMPTY else self._console
        )
        if self._header_shows != (desk.standing, desk.status):
            self._header_shows = (desk.standing, desk.status)
            self.shell.refresh_header()
        view, plan = desk.view(), desk.plan
        if view is None or plan is None:
            return
        self._console.show_acts(
            desk.status, can_next=view.next_activity_id is not None, can_back=desk.can_back
        )
        self._console.agenda.show_notes(desk.notes, plan.time_zone)
        self._paint()

    def _paint(self) -> None:
        """Show what time has made of the run."""
        view, plan = self._desk.view(), self._desk.plan
        room = self._keeper.room_view(self._desk)
        if view is None or plan is None or room is None:
            return
        self._console.show_run(plan, view, self._desk.now().wall_utc, room)
        self._console.hint.show_hint(self._hint(plan, view))

    def _hint(self, plan: RunPlan, view: RunView) -> Hint | None:
        """The one thing worth saying now."""
        for hint in self._hints(plan, view):
            if hint is not None and hint.key not in self._closed_hints:
                return hint
        return None

    def _hints(self, plan: RunPlan, view: RunView) -> Sequence[Hint | None]:
        if view.state is RunStatus.FINISHED:
            return (
                Hint(
                    "finished",
                    t("The run is finished. Planned and taken minutes stand in the agenda."),
                    (("wrapup", t("Wrap-up")), ("reopen", t("Reopen"))),
                ),
            )
        if view.state is RunStatus.READY:
            return (self._elsewhere(), self._other_day(plan, view))
        return (self._doubtful(view), self._resumed(plan, view), self._late(view))

    def _elsewhere(self) -> Hint | None:
        other = self._desk.elsewhere
        if other is None:
            return None
        words = t("“{title}” is still running.", title=isolate(other.workshop_title))
        return Hint("elsewhere", words, (("elsewhere", t("Go there")),))

    def _other_day(self, plan: RunPlan, view: RunView) -> Hint | None:
        moved = view.planned_start != plan.starts_at
        if not moved:
            return None
        words = t(
            "Planned for {day}. It can be run now all the same: all times move along.",
            day=day_words(plan.starts_at, plan.time_zone),
        )
        return Hint("other-day", words)

    def _resumed(self, plan: RunPlan, view: RunView) -> Hint | None:
        if not self._desk.found_open or view.started_at is None:
            return None
        words = t(
            "This run was not finished. It began at {start} and has gone on: {gone} of this"
            " activity have passed.",
            start=wall_time(view.started_at, plan.time_zone),
            gone=minutes_and_seconds(view.elapsed_seconds),
        )
        return Hint(
            "resumed", words, (("resume", t("Resume here")), ("finish", t("Finish it instead")))
        )

    def _doubtful(self, view: RunView) -> Hint | None:
        if not view.doubtful_seconds:
            return None
        words = t(
            "The computer was restarted: {time} are known from its clock alone.",
            time=duration_words(view.doubtful_seconds),
        )
        actions = (("time_right", t("The time is right")), ("time_out", t("Leave them out")))
        return Hint("doubtful", words, actions, tone="warn")

    def _late(self, view: RunView) -> Hint | None:
        """Somebody who presses Start late has mostly begun earlier, with full hands."""
        late = self._late_by(view)
        if not late:
            return None
        words = t("Start was pressed {time} after the planned start.", time=duration_words(late))
        return Hint("late", words, (("began_on_time", t("We began on time")),))

    def _late_by(self, view: RunView) -> int:
        rows = [row for row in view.rows if row.status is not ActivityStatus.WAITING]
        if view.started_at is None or len(rows) != 1 or view.elapsed_seconds > 600:
            return 0
        late = round((view.started_at - view.planned_start).total_seconds())
        return late if late >= _LATE_SECONDS else 0

    # Doing ---------------------------------------------------------------------------------------

    def _act(self, name: str) -> None:
        """Do an act of the key bar, whether by key, button or palette."""
        if not self._enabled(name):
            return
        if name == "note":
            self._console.note.open_line()
            return
        if name in {"observe", "check_in"}:
            self.go_to_tab({"observe": "observe", "check_in": "checkin"}[name])
            return
        chosen = self._console.agenda.list.chosen_id if name == "skip" else None
        if chosen is not None and self._status_of(chosen) is ActivityStatus.SKIPPED:
            name = "unskip"
        self._enter(name, chosen)

    def _enter(self, name: str, activity_id: str | None = None) -> None:
        self.spawn(self._entered(name, activity_id))

    async def _entered(self, name: str, activity_id: str | None) -> None:
        was = self._desk.status
        if name != "finish":
            self._desk.found_open = False
        await self._desk.act(name, activity_id)
        if name == "finish" and was is not RunStatus.FINISHED:
            self._closed_hints.discard("finished")

    def _hint_action(self, name: str) -> None:
        desk = self._desk
        if name == "wrapup":
            self.go_to_tab("wrapup")
            return
        if name == "elsewhere" and desk.elsewhere is not None:
            self.shell.go(Route("workshop.run", (desk.elsewhere.workshop_id,)))
            return
        if name in {"reopen", "finish"}:
            self._enter("finish")
        elif name == "resume":
            desk.found_open = False
            self._paint()
        elif name in {"time_right", "time_out", "began_on_time"}:
            self._correct(name)
        self._console.give_back_focus()

    def _correct(self, name: str) -> None:
        view = self._desk.view()
        if view is None:
            return
        seconds = {
            "time_right": 0,
            "time_out": -view.doubtful_seconds,
            "began_on_time": self._late_by(view),
        }
        self._closed_hints.add("late")
        self.spawn(self._desk.correct_start(seconds[name]))

    def _hint_closed(self, key: str) -> None:
        if key == "resumed":
            self._desk.found_open = False
        self._closed_hints.add(key)
        self._console.give_back_focus()
        self._paint()

    def _keep_note(self, text: str) -> None:
        self.spawn(self._note_kept(text))

    async def _note_kept(self, text: str) -> None:
        try:
            await self._desk.note(text)
        except FacilitatorError:
            self._console.note.not_kept()
            raise
        self._console.note.kept()

    def _pause_or_press(self) -> None:
        """Space pauses, but somebody who walked to a button with Tab means the button."""
        button = _button_walked_to()
        if button is not None:
            button.click()
            return
        self._act("pause")

    def _go_to(self, activity_id: str) -> None:
        if self._desk.status not in {RunStatus.RUNNING, RunStatus.PAUSED}:
            return
        if self._status_of(activity_id) is not ActivityStatus.CURRENT:
            self._enter("go_to", activity_id)

    def _status_of(self, activity_id: str) -> ActivityStatus | None:
        view = self._desk.view()
        rows = view.rows if view else ()
        return next((row.status for row in rows if row.activity_id == activity_id), None)

    def _enabled(self, name: str) -> bool:
        if self._desk.standing is Standing.EMPTY:
            return name in {"check_in", "observe"}
        if name == "shorten_five":
            name = "shorten"
        return self._console.keys.button(name).isEnabled()

    def _command_of(self, act: RunAct, keys: str, *, name: str, in_palette: bool = True) -> Command:
        do: Callable[[], object] = lambda: self._act(act.name)  # noqa: E731 - a callback
        enabled: Callable[[], bool] = lambda: self._enabled(act.name)  # noqa: E731
        if act.name == "pause":
            do = self._pause_or_press
            # After the end nothing can be paused, but Space still presses the buttons of the hint.
            enabled = lambda: self._enabled("pause") or _button_walked_to() is not None  # noqa: E731
        return Command(
            name,
            act_command(act.name),
            do,
            shortcut=keys,
            icon=act.icon,
            enabled=enabled,
            in_palette=in_palette,
        )

    # Building ------------------------------------------------------------------------------------

    def _connect(self) -> None:
        console, keeper = self._console, self._keeper
        console.act_requested.connect(self._act)
        console.note.entered.connect(self._keep_note)
        console.note.left.connect(console.give_back_focus)
        console.agenda.list.opened.connect(self._go_to)
        console.hint.action_requested.connect(self._hint_action)
        console.hint.dismissed.connect(self._hint_closed)
        room = console.side.room
        room.open_requested.connect(keeper.rooms.toggle)
        room.dark_requested.connect(keeper.rooms.use_dark)
        room.next_screen_requested.connect(keeper.rooms.next_screen)
        keeper.rooms.place_changed.connect(room.show_place)
        keeper.ticked.connect(self._paint)
        self._desk.changed.connect(self._show)

    def _build_empty(self) -> QWidget:
        agenda = Button(
            self.theme, t("Plan the agenda"), role="main", icon="list", name="run_plan_agenda"
        )
        agenda.clicked.connect(lambda: self.go_to_tab("agenda"))
        check_in = Button(self.theme, t("Check in"), icon="user-check", name="run_empty_check_in")
        check_in.clicked.connect(lambda: self.go_to_tab("checkin"))
        return EmptyState(
            self.theme,
            t("There is nothing to run yet"),
            t(
                "The console keeps time for the activities of the agenda, shows what comes next and"
                " notes how long everything took. This workshop has no activities so far."
            ),
            icon="timer",
            buttons=(agenda, check_in),
            name="run_empty",
        )


def _button_walked_to() -> QPushButton | None:
    """The button that has the focus because somebody went to it with Tab."""
    focus = QApplication.focusWidget()
    if isinstance(focus, QPushButton) and focus.focusPolicy() is Qt.FocusPolicy.TabFocus:
        return focus
    return None
