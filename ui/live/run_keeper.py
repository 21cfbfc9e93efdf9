"""Keeps a run going while the console is not on screen.

Screens come and go with every tab; the run, its clock and the room display stay. The keeper hangs
on the window and ends with it. It ticks while a run is on, the room display is open or a console
looks on, and not otherwise.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from facilitator.live.model import ClockMode, RunStatus
from facilitator.live.room import RoomView, room_plan, room_view
from ui.live.awake import must_stay_awake
from ui.live.room_screens import RoomPlace, RoomScreens
from ui.live.run_desk import RunDesk
from ui.live.second_timer import SECOND_MS, SecondTimer
from ui.live.sounds import RunSounds
from ui.machine.awake import AwakeState
from ui.shell.shell import Shell
from ui.words import t

_LEAST_WAIT_MS = 100
_UNDER_WAY = {RunStatus.RUNNING, RunStatus.PAUSED}


class RunKeeper(QObject):
    """One for each window.

    Attributes:
        rooms: the room display.
        sounds: what is heard; muted until somebody wants it.
        mode: which way the clock of the console counts.

    Signals:
        ticked: another second has begun, or something was done: paint what time it is.
        cued(Cue): a moment of the run has come that may be heard; it is worth a look, too.

    """

    ticked = Signal()
    cued = Signal(object)

    def __init__(self, shell: Shell, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("run_keeper")
        self._shell = shell
        self._desks: dict[str, RunDesk] = {}
        self._shown: RunDesk | None = None
        self._lookers = 0
        self.mode = ClockMode.DOWN
        self.rooms = RoomScreens(shell.theme, shell.settings, window, self)
        self.rooms.place_changed.connect(self._place_changed)
        self.rooms.act_requested.connect(self._act)
        self.rooms.mute_requested.connect(self._mute)
        self.sounds = RunSounds(shell.settings, shell.machine.player, self)
        self._awake = shell.machine.awake
        self._awake.changed.connect(self._tell_facts)
        self._timer = SecondTimer(self._ms_into_second, self)
        self._timer.ticked.connect(self._tick)
        shell.session.opened.connect(self._forget)
        shell.session.closed.connect(self._forget)

    @classmethod
    def of(cls, shell: Shell, window: QWidget) -> RunKeeper:
        """The keeper of a window; made when it is first asked for."""
        for child in window.children():
            if isinstance(child, cls):
                return child
        return cls(shell, window)

    @property
    def ticking(self) -> bool:
        """Whether another tick will come."""
        return self._timer.running

    def desk_of(self, workshop_id: str) -> RunDesk:
        """The desk of a workshop's run; the same one as long as the workbook is open."""
        if workshop_id not in self._desks:
            desk = RunDesk(self._shell.session, self._shell.clock, self)
            desk.changed.connect(self._changed)
            self._desks[workshop_id] = desk
        return self._desks[workshop_id]

    def look_on(self, desk: RunDesk) -> None:
        """A console shows this desk from now on."""
        self._lookers += 1
        self._shown = desk
        self._arm()

    def look_away(self) -> None:
        """A console is gone."""
        self._lookers -= 1
        self._arm()

    @property
    def room_desk(self) -> RunDesk | None:
        """Whose run the room sees: the one that is on, else the one on the console."""
        shown = self._shown
        if shown is not None and (shown.status in _UNDER_WAY or shown.practice is not None):
            return shown
        on = [desk for desk in self._desks.values() if desk.status in _UNDER_WAY]
        return on[0] if on else self._shown

    def room_view(self, desk: RunDesk) -> RoomView | None:
        """What the room would see of that desk's run now."""
        view = desk.view()
        if view is None or desk.plan is None:
            return None
        choice = view.room
        if desk.practice is not None and not choice.message:
            choice = replace(choice, message=t("Practice"))
        return room_view(room_plan(desk.plan), view, choice)

    # Time ----------------------------------------------------------------------------------------

    def _ms_into_second(self) -> int:
        desk = self.room_desk
        if desk is None:
            return self._shell.clock.now().microsecond // 1000
        if desk.practice is not None:
            # A second of a rehearsal is shorter; more than ten paints a second nobody could read.
            wait = (SECOND_MS - desk.ms_into_second()) / desk.practice.speed
            return SECOND_MS - max(round(wait), _LEAST_WAIT_MS)
        return desk.ms_into_second()

    def _tick(self) -> None:
        for desk in self._desks.values():
            view = desk.view()
            if view is not None and desk.wants_tick(view):
                self._shell.spawn(desk.tick())
        self._paint()

    def _paint(self) -> None:
        desk = self.room_desk
        if desk is not None and self.rooms.place is not RoomPlace.CLOSED:
            room = self.room_view(desk)
            if room is not None:
                self.rooms.show_view(room)
        self._sound_and_wake(desk)
        self.ticked.emit()

    def _sound_and_wake(self, desk: RunDesk | None) -> None:
        """Let be heard what has come, and the computer sleep only when nobody minds."""
        view = desk.view() if desk is not None else None
        shown = self.rooms.place is not RoomPlace.CLOSED
        self._awake.keep(must_stay_awake(view, room_shown=shown))
        if desk is None or view is None or desk.plan is None or desk.state is None:
            return
        for cue in self.sounds.look(desk.plan, desk.state, view, desk.now()):
            self.cued.emit(cue)

    def _act(self, name: str) -> None:
        """A clicker's key was pressed on the room display; the console need not be on screen."""
        desk = self.room_desk
        if desk is not None and desk.view() is not None:
            self._shell.spawn(desk.act(name))

    def _mute(self) -> None:
        self.sounds.toggle()
        self.ticked.emit()

    def _changed(self) -> None:
        self._arm()
        self._paint()
        self._tell_facts()

    def _place_changed(self) -> None:
        self._arm()
        self._paint()
        self._tell_facts()

    def _arm(self) -> None:
        on = any(desk.status in _UNDER_WAY for desk in self._desks.values())
        if on or self._lookers > 0 or self.rooms.place is not RoomPlace.CLOSED:
            self._timer.start()
        else:
            self._timer.stop()

    def _tell_facts(self) -> None:
        """Say in the status line what is on beside the screen that is shown."""
        facts = []
        place = self.rooms.place
        if any(desk.practice is not None for desk in self._desks.values()):
            facts.append(("info", t("Practice: nothing is kept")))
        if place is RoomPlace.SCREEN:
            number = self.rooms.screen_number
            facts.append(("monitor", t("Room display on screen {number}", number=number)))
        elif place is RoomPlace.WINDOW:
            facts.append(("monitor", t("Room display in a window")))
        elif place is RoomPlace.WAITING:
            facts.append(("monitor", t("The room display waits for its screen")))
        if self._awake.state is AwakeState.NOT_POSSIBLE:
            facts.append(("moon", t("This computer may fall asleep")))
        self._shell.show_facts(facts)

    def _forget(self) -> None:
        """Another workbook: its runs are other runs."""
        self.rooms.close()
        for desk in self._desks.values():
            desk.deleteLater()
        self._desks.clear()
        self._shown = None
        self._awake.keep(False)
        self._arm()
