"""The Run tab of a workshop: one key for everything, nothing in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QStackedLayout, QWidget
from typing_extensions import override

from facilitator.live.machine import RunState
from facilitator.live.model import Instant, RunPlan, RunStatus, RunView, elapsed_ms
from ui.live.console import RunConsole
from ui.live.hint_bar import Hint
from ui.live.run_acts import ACTS, PAGE_DOWN, RunAct, act_command
from ui.live.run_deeds import RunDeeds, act_keys
from ui.live.run_desk import Standing
from ui.live.run_hints import hints_of
from ui.live.run_keeper import RunKeeper
from ui.planning.workshop_screen import WorkshopScreen
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.status_line import KeyHint
from ui.words import t

_REPLAN_EVERY_MS = 5000


class RunScreen(WorkshopScreen):
    """Facilitator's console of one workshop."""

    shows = frozenset({"workshop", "activity", "run_note"})

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._gone = False
        self._replanned_at: tuple[RunState | None, Instant] | None = None
        self._header_shows: tuple[Standing, RunStatus] | None = None
        window = shell if isinstance(shell, QWidget) else self
        self._keeper = RunKeeper.of(shell, window)
        self._desk = self._keeper.desk_of(route.id)
        self._console = RunConsole(self.theme, self._keeper.rooms)
        self._deeds = RunDeeds(self, self._console, self._desk, self._keeper)
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
            return (
                KeyHint("Space", t("start")),
                KeyHint("D", t("room display")),
                KeyHint("P", t("rehearse")),
            )
        return (
            KeyHint(PAGE_DOWN, t("next")),
            KeyHint("Space", t("pause")),
            KeyHint("Y", t("room layout")),
            KeyHint("E", t("message")),
            KeyHint("Shift+F1", t("all keys")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        found: list[Command] = []
        for act in ACTS:
            keys = act_keys(act.name)
            found.append(self._command_of(act, keys[0], name=f"run.{act.name}"))
            found += [
                self._command_of(act, each, name=f"run.{act.name}.{number}", in_palette=False)
                for number, each in enumerate(keys[1:])
            ]
        found += [self._way_command(number) for number in range(3)]
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
        self._keeper.sounds.changed.disconnect(self._show_sound)
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
            desk.status,
            can_next=view.next_activity_id is not None,
            can_back=desk.can_back,
            note=desk.practice is not None or desk.status is not RunStatus.READY,
        )
        self._console.practice.show_speed(desk.practice.speed if desk.practice else None)
        self._console.agenda.show_notes(desk.notes, plan.time_zone)
        if desk.status not in {RunStatus.RUNNING, RunStatus.PAUSED}:
            self._console.close_panel()
        self._show_panel()
        self._paint()

    def _show_panel(self) -> None:
        """Which key has its panel open."""
        console = self._console
        names = {console.replan: "replan", console.observe: "observe"}
        console.keys.show_open(names.get(console.panel, "") if console.panel else "")

    def _show_sound(self) -> None:
        self._console.keys.show_sound(muted=not self._keeper.sounds.on)

    def _paint(self) -> None:
        """Show what time has made of the run."""
        desk, console = self._desk, self._console
        view, plan = desk.view(), desk.plan
        room = self._keeper.room_view(desk)
        if view is None or plan is None or room is None:
            return
        console.show_run(plan, view, room, self._keeper.mode, desk.dropped_steps)
        if console.panel is console.replan:
            self._paint_replans(plan, view)
        console.hint.show_hint(self._hint(plan, view))

    def _paint_replans(self, plan: RunPlan, view: RunView) -> None:
        """Work the ways out anew after each act, and else now and then: they take a while."""
        desk, panel = self._desk, self._console.replan
        last = self._replanned_at
        fresh = last is not None and elapsed_ms(last[1], view.now) < _REPLAN_EVERY_MS
        if last is not None and fresh and last[0] is desk.state:
            return
        found = desk.replans()
        if found is not None:
            self._replanned_at = (desk.state, view.now)
            panel.show_replans(found, plan.time_zone, taken=view.replans)

    def _hint(self, plan: RunPlan, view: RunView) -> Hint | None:
        """The one thing worth saying now."""
        closed = self._deeds.closed_hints
        found = hints_of(self._desk, plan, view)
        return next((hint for hint in found if hint.key not in closed), None)

    # Doing ---------------------------------------------------------------------------------------

    def _pause_or_press(self) -> None:
        """Space pauses, but somebody who walked to a button with Tab means the button."""
        button = _button_walked_to()
        if button is not None:
            button.click()
            return
        self._deeds.do("pause")

    def _can_pause_or_press(self) -> bool:
        return self._deeds.enabled("pause") or _button_walked_to() is not None

    def _command_of(self, act: RunAct, keys: str, *, name: str, in_palette: bool = True) -> Command:
        do: Callable[[], object] = lambda: self._deeds.do(act.name)  # noqa: E731 - a callback
        enabled: Callable[[], bool] = lambda: self._deeds.enabled(act.name)  # noqa: E731
        if act.name == "pause":
            do = self._pause_or_press
            # After the end nothing can be paused, but Space still presses the buttons of the hint.
            enabled = self._can_pause_or_press
        return Command(
            name,
            act_command(act.name),
            do,
            shortcut=keys,
            icon=act.icon,
            enabled=enabled,
            in_palette=in_palette,
        )

    def _way_command(self, number: int) -> Command:
        """A digit takes the way on that the hint offers under it."""
        hint = self._console.hint
        return Command(
            f"run.way_{number + 1}",
            t("Take way {number} of the hint", number=number + 1),
            lambda: hint.choose(number),
            shortcut=str(number + 1),
            enabled=hint.isVisible,
            in_palette=False,
        )

    # Building ------------------------------------------------------------------------------------

    def _connect(self) -> None:
        keeper = self._keeper
        keeper.rooms.place_changed.connect(self._console.side.room.show_place)
        keeper.sounds.changed.connect(self._show_sound)
        keeper.ticked.connect(self._paint)
        self._desk.changed.connect(self._show)
        self._console.panel_closed.connect(self._show_panel)
        self._show_sound()

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
