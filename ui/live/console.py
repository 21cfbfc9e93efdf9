"""The facilitator's console: agenda, now, pace and room side by side, keys below.

Where the window is small or the text large, the side panel and then the agenda move behind tabs;
the pace stays in sight.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.live.machine import MAX_MESSAGE
from facilitator.live.model import ClockMode, RunPlan, RunStatus, RunView
from facilitator.live.room import RoomView
from ui.live.agenda_column import AgendaColumn
from ui.live.console_panel import ConsolePanel
from ui.live.entry_line import EntryLine
from ui.live.hint_bar import HintBar
from ui.live.key_bar import KeyBar
from ui.live.note_line import NoteLine
from ui.live.now_panel import NowPanel
from ui.live.now_strip import NowStrip
from ui.live.observe_panel import ObservePanel
from ui.live.practice_sign import PracticeSign
from ui.live.replan_panel import ReplanPanel
from ui.live.room_screens import RoomScreens
from ui.live.side_panel import PacePanel, SidePanel
from ui.live.timer_keys import TimerKeys, TimerLine
from ui.live.timers_box import TimersBox
from ui.theme.theme import Theme
from ui.widgets.labels import line
from ui.words import t

_AGENDA_WIDTH, _SIDE_WIDTH = 318, 292
_WITH_SIDE, _WITH_AGENDA = 1080, 720
_LOW = 520


class RunConsole(QWidget):
    """All parts of the console; it asks and shows, and does nothing by itself.

    Signals:
        act_requested(str): an act of the key bar.
        panel_closed: the panel that took the middle is gone.
    """

    act_requested = Signal(str)
    panel_closed = Signal()

    def __init__(self, theme: Theme, rooms: RoomScreens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("run_console")
        self.practice = PracticeSign(theme)
        self.hint = HintBar(theme)
        self.agenda = AgendaColumn(theme)
        self.now = NowPanel(theme)
        self.strip = NowStrip(theme)
        self.pace = PacePanel(theme)
        self.timers = TimersBox(theme)
        self.side = SidePanel(theme, rooms)
        self.replan = ReplanPanel(theme)
        self.observe = ObservePanel(theme)
        self.note = NoteLine(theme)
        self.began = EntryLine(
            theme,
            name="run_began_ago",
            label=t("It began"),
            spoken=t("Minutes ago, or the time of the day"),
            tip=t("minutes ago, or at 17:32. Enter corrects it, Esc leaves it"),
        )
        self.message = EntryLine(
            theme,
            name="run_message",
            label=t("Message to the room"),
            spoken=t("Message to the room"),
            tip=t("Enter shows it, an empty line takes it away"),
            most=MAX_MESSAGE,
            may_be_empty=True,
        )
        self.timer_keys = TimerKeys(theme)
        self.timer_line = TimerLine(theme)
        self.keys = KeyBar(theme)
        self.keys.act_requested.connect(self.act_requested)
        self.now.act_requested.connect(self.act_requested)
        self._with_agenda: bool | None = None
        self._with_side: bool | None = None
        self._build()
        theme.changed.connect(self._fold)

    def show_run(
        self,
        plan: RunPlan,
        view: RunView,
        room: RoomView,
        mode: ClockMode,
        gone_steps: frozenset[str] = frozenset(),
    ) -> None:
        """Show the run as it is at the moment of `view`, and what the room sees of it; `mode` is
        the way in which the clock counts here.
        """
        now = view.now.wall_utc
        self.agenda.show_run(plan, view, gone_steps)
        self.now.show_run(plan, view, now, mode, gone_steps)
        if self.panel is not None:
            self.strip.show_run(plan, view, now, mode)
        self.pace.show_run(plan, view, now)
        self.timers.show_timers(view.timers, plan.time_zone)
        self.timer_keys.show_timers(timers=bool(view.timers))
        self._place_timers()
        self.side.next.show_run(plan, view)
        self.side.room.canvas.show_view(room)
        self.side.room.show_choice(view.room)

    def show_acts(self, status: RunStatus, *, can_next: bool, can_back: bool, note: bool) -> None:
        """Offer what makes sense now; `note`: whether there is a run to note in."""
        self.keys.show_status(status, can_next=can_next, can_back=can_back, can_note=note)

    def close_lines(self) -> None:
        """Put away what is open at the foot: one thing is asked at a time."""
        for line_ in (self.note, self.began, self.message, self.timer_line):
            if line_.isVisible():
                line_.close_line()
        if self.timer_keys.isVisible():
            self.timer_keys.left.emit()

    def give_back_focus(self) -> None:
        """Let the keys be the console's, not a field's."""
        if self.panel is not None and self.panel.isVisible():
            self.panel.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.now.viewport().setFocus(Qt.FocusReason.OtherFocusReason)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # Panels --------------------------------------------------------------------------------------

    @property
    def panel(self) -> ConsolePanel | None:
        """The panel that has taken the middle, if any."""
        if self._stack.currentWidget() is not self._paneled:
            return None
        found = self._panels.currentWidget()
        return found if isinstance(found, ConsolePanel) else None

    def open_panel(self, panel: ConsolePanel) -> None:
        """Let a panel take the place of what to say and do, with the time above it."""
        self._panels.setCurrentWidget(panel)
        self._stack.setCurrentWidget(self._paneled)
        self._fold_around_panel()
        panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_panel(self) -> None:
        """Put the panel away."""
        if self.panel is None:
            return
        self._tabs.setCurrentIndex(0)
        self._stack.setCurrentWidget(self.now)
        self._fold_around_panel()
        self.give_back_focus()
        self.panel_closed.emit()

    def _fold_around_panel(self) -> None:
        """A panel has the whole width but the agenda's, and where that is little, that too."""
        open_, beside = self.panel is not None, bool(self._with_side)
        self.side.setVisible((beside and not open_) or not beside)
        self._side_rule.setVisible(beside and not open_)
        agenda = bool(self._with_agenda) and (beside or not open_)
        if self._with_agenda:
            self.agenda.setVisible(agenda)
            self._agenda_rule.setVisible(agenda)
        self._strip.setVisible(not beside and not open_)
        self._strip_rule.setVisible(not beside and not open_)
        low = self.height() < self._theme.px(_LOW)
        self.strip.be_low(low)
        self.replan.be_low(low)
        self.observe.be_low(low)
        # What there is to say besides can wait until there is room for it again.
        self.hint.give_way(low and open_)
        self._place_timers()

    # Building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.practice)
        column.addWidget(self.hint)
        self._body = QHBoxLayout()
        self._body.setSpacing(0)
        self._agenda_rule, self._side_rule = line("vertical"), line("vertical")
        self._body.addWidget(self.agenda)
        self._body.addWidget(self._agenda_rule)
        self._body.addWidget(self._build_middle(), 1)
        self._body.addWidget(self._side_rule)
        self._body.addWidget(self.side)
        column.addLayout(self._body, 1)
        self.foot = QWidget()
        self.foot.setObjectName("run_foot")
        foot = QVBoxLayout(self.foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        for part in (
            *(self.note, self.began, self.message, self.timer_line),
            *(self.timer_keys, self.keys),
        ):
            foot.addWidget(part)
        column.addWidget(self.foot)
        self._fold()

    def _build_middle(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._strip = QWidget()
        self._strip_box = QHBoxLayout(self._strip)
        self._strip_box.setContentsMargins(12, 4, 16, 0)
        self._tabs = _PartTabs()
        self._tabs.setObjectName("run_tabs")
        self._tabs.setAccessibleName(t("Parts of the console"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(False)
        self._tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self._tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tabs.currentChanged.connect(self._show_part)
        self._strip_box.addWidget(self._tabs)
        self._strip_box.addStretch(1)
        column.addWidget(self._strip)
        self._strip_rule = line()
        column.addWidget(self._strip_rule)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.now)
        self._paneled = QWidget()
        paneled = QVBoxLayout(self._paneled)
        paneled.setContentsMargins(0, 0, 0, 0)
        paneled.setSpacing(0)
        paneled.addWidget(self.strip)
        self._panels = QStackedWidget()
        for panel in (self.replan, self.observe):
            panel.left.connect(self.close_panel)
            self._panels.addWidget(panel)
        paneled.addWidget(self._panels, 1)
        self._stack.addWidget(self._paneled)
        column.addWidget(self._stack, 1)
        self._timers_below = QWidget()
        below = QVBoxLayout(self._timers_below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(line())
        self._timers_box = QVBoxLayout()
        self._timers_box.setContentsMargins(12, 2, 12, 2)
        below.addLayout(self._timers_box)
        column.addWidget(self._timers_below)
        return middle

    # Folding -------------------------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
        self._fold_around_panel()

    def _place_timers(self) -> None:
        """Where the side panel is behind a tab, timers stand below the time, if there are any."""
        below = not self._with_side and bool(self.timers.timers) and self.panel is None
        self._timers_below.setVisible(below)

    def _fold(self) -> None:
        px = self._theme.px
        with_side, with_agenda = self.width() >= px(_WITH_SIDE), self.width() >= px(_WITH_AGENDA)
        self.agenda.setFixedWidth(px(_AGENDA_WIDTH)) if with_agenda else _free(self.agenda)
        self.side.setFixedWidth(px(_SIDE_WIDTH)) if with_side else _free(self.side)
        if (with_side, with_agenda) == (self._with_side, self._with_agenda):
            return
        self._with_side, self._with_agenda = with_side, with_agenda
        self._place(self.agenda, 0, beside=with_agenda)
        self._place(self.side, self._body.count(), beside=with_side)
        self._agenda_rule.setVisible(with_agenda)
        self._side_rule.setVisible(with_side)
        self._place_pace(with_side)
        (self.side.timers_place if with_side else self._timers_box).addWidget(self.timers)
        self.side.timers_rule.setVisible(with_side)
        self.timers.lie(not with_side)
        self._place_timers()
        self._name_tabs()

    def _place(self, part: QWidget, at: int, *, beside: bool) -> None:
        if beside and self._stack.indexOf(part) >= 0:
            self._stack.removeWidget(part)
            self._body.insertWidget(at, part)
            part.show()
        elif not beside and self._stack.indexOf(part) < 0:
            self._body.removeWidget(part)
            self._stack.addWidget(part)

    def _place_pace(self, with_side: bool) -> None:
        self.pace.lie(not with_side)
        if with_side:
            self.side.pace_place.addWidget(self.pace)
        else:
            self._strip_box.addWidget(self.pace, 0, Qt.AlignmentFlag.AlignVCenter)
        self.side.pace_rule.setVisible(with_side)
        self._strip.setVisible(not with_side)
        self._strip_rule.setVisible(not with_side)
        self.pace.show()

    def _name_tabs(self) -> None:
        self._tabs.blockSignals(True)
        while self._tabs.count():
            self._tabs.removeTab(0)
        self._parts: list[QWidget] = [self.now]
        self._tabs.addTab(t("Now"))
        if not self._with_agenda:
            self._parts.append(self.agenda)
            self._tabs.addTab(t("Agenda"))
        if not self._with_side:
            self._parts.append(self.side)
            self._tabs.addTab(t("Next and room"))
        self._tabs.blockSignals(False)
        self._tabs.setVisible(len(self._parts) > 1)
        self._tabs.setCurrentIndex(0)
        self._stack.setCurrentWidget(self.now)
        self._fold_around_panel()

    def _show_part(self, index: int) -> None:
        if 0 <= index < len(self._parts):
            self._stack.setCurrentWidget(self._parts[index])


class _PartTabs(QTabBar):
    """Its arrows are its own while it has the focus, and no clicker's."""

    @override
    def event(self, event: QEvent) -> bool:
        asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asked and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)


def _free(part: QWidget) -> None:
    part.setMinimumWidth(0)
    part.setMaximumWidth(16_777_215)
