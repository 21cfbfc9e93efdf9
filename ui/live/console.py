"""The facilitator's console: agenda, now, pace and room side by side, keys below.

Where the window is small or the text large, the side panel and then the agenda move behind tabs;
the pace stays in sight.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.live.model import RunPlan, RunStatus, RunView
from facilitator.live.room import RoomView
from ui.live.agenda_column import AgendaColumn
from ui.live.hint_bar import HintBar
from ui.live.key_bar import KeyBar
from ui.live.note_line import NoteLine
from ui.live.now_panel import NowPanel
from ui.live.room_screens import RoomScreens
from ui.live.side_panel import PacePanel, SidePanel
from ui.theme.theme import Theme
from ui.widgets.labels import line
from ui.words import t

_AGENDA_WIDTH, _SIDE_WIDTH = 318, 292
_WITH_SIDE, _WITH_AGENDA = 1080, 720


class RunConsole(QWidget):
    """All parts of the console; it asks and shows, and does nothing by itself.

    Signals:
        act_requested(str): an act of the key bar.
    """

    act_requested = Signal(str)

    def __init__(self, theme: Theme, rooms: RoomScreens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("run_console")
        self.hint = HintBar(theme)
        self.agenda = AgendaColumn(theme)
        self.now = NowPanel(theme)
        self.pace = PacePanel(theme)
        self.side = SidePanel(theme, rooms)
        self.note = NoteLine(theme)
        self.keys = KeyBar(theme)
        self.keys.act_requested.connect(self.act_requested)
        self._with_agenda: bool | None = None
        self._with_side: bool | None = None
        self._build()
        theme.changed.connect(self._fold)

    def show_run(self, plan: RunPlan, view: RunView, now: datetime, room: RoomView) -> None:
        """Show the run as it is at `now` (aware UTC), and what the room sees of it."""
        self.agenda.show_run(plan, view)
        self.now.show_run(plan, view, now)
        self.pace.show_run(plan, view, now)
        self.side.next.show_run(plan, view)
        self.side.room.canvas.show_view(room)

    def show_acts(self, status: RunStatus, *, can_next: bool, can_back: bool) -> None:
        """Offer what makes sense now."""
        self.keys.show_status(
            status, can_next=can_next, can_back=can_back, can_note=status is not RunStatus.READY
        )

    def give_back_focus(self) -> None:
        """Let the keys be the console's, not a field's."""
        self.now.viewport().setFocus(Qt.FocusReason.OtherFocusReason)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # Building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
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
        foot.addWidget(self.note)
        foot.addWidget(self.keys)
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
        self._tabs = QTabBar()
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
        column.addWidget(self._stack, 1)
        return middle

    # Folding -------------------------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

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

    def _show_part(self, index: int) -> None:
        if 0 <= index < len(self._parts):
            self._stack.setCurrentWidget(self._parts[index])


def _free(part: QWidget) -> None:
    part.setMinimumWidth(0)
    part.setMaximumWidth(16_777_215)
