"""Beside the console: time of day, foreseen end, pace, what is next, what the room sees."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from facilitator.live.model import PlannedActivity, RunPlan, RunStatus, RunView
from ui.live.figures import ClockFigure
from ui.live.room_screens import RoomScreens
from ui.live.room_strip import RoomStrip
from ui.live.run_words import duration_words, exact_difference, pace, pace_exactly
from ui.live.time_words import wall_time
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.kind_mark import KindMark
from ui.widgets.labels import TextLabel, line
from ui.words import t


class PacePanel(QWidget):
    """Now, foreseen end, ahead or behind: never out of sight, upright or lying in one line.

    Signals:
        undo_requested: the last re-plan is to be taken back.
    """

    undo_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lying = False
        self.setObjectName("run_pace_panel")
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)
        times = QHBoxLayout()
        times.setSpacing(24)
        self._now = ClockFigure(theme, what=t("Now"), name="run_now_time", step=Type.DISPLAY)
        self._end = ClockFigure(theme, what=t("Ends at"), name="run_end_time", step=Type.DISPLAY)
        self._end_label = TextLabel(theme, t("Ends at"), Type.CAPTION, color="text-2")
        self._pairs: list[QBoxLayout] = []
        for label, figure in (
            (TextLabel(theme, t("Now"), Type.CAPTION, color="text-2"), self._now),
            (self._end_label, self._end),
        ):
            pair = QBoxLayout(QBoxLayout.Direction.TopToBottom)
            pair.setSpacing(0)
            pair.addWidget(label)
            pair.addWidget(figure)
            self._pairs.append(pair)
            times.addLayout(pair, 1)
        self._box.addLayout(times)
        chips = QHBoxLayout()
        chips.setSpacing(8)
        self._pace = Chip(theme, "", name="run_pace")
        self._exact = TextLabel(theme, "", Type.CAPTION, color="text-2", tabular=True)
        self._exact.setObjectName("run_pace_exact")
        self._undo = Button(
            theme, t("re-planned"), role="quiet", size="small", keys="Z", name="run_undo_replan"
        )
        self._undo.setToolTip(t("Take back the last re-plan"))
        self._undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._undo.clicked.connect(self.undo_requested)
        self._undo.hide()
        chips.addWidget(self._pace)
        chips.addWidget(self._exact)
        chips.addStretch(1)
        self._box.addLayout(chips)
        self._box.addWidget(self._undo, 0, Qt.AlignmentFlag.AlignLeft)
        theme.changed.connect(self._fit)

    def show_run(self, plan: RunPlan, view: RunView, now: datetime) -> None:
        """Show the pace at `now` (aware UTC)."""
        finished = view.state is RunStatus.FINISHED
        self._now.show_time(wall_time(now, plan.time_zone))
        end = view.finished_at if finished and view.finished_at else view.projected_end
        self._end_label.setText(t("Ended at") if finished else t("Ends at"))
        self._end.show_time(wall_time(end, plan.time_zone), what=self._end_label.text())
        self._pace.set_state(*pace(view))
        self._pace.setToolTip(pace_exactly(view))
        self._exact.setText(exact_difference(view))
        self._exact.setVisible(not self._lying)
        self._undo.setVisible(view.replans > 0)

    def lie(self, lying: bool) -> None:
        """Everything in one line, or the chip below the times."""
        self._lying = lying
        down, along = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for box in (self._box, *self._pairs):
            box.setDirection(along if lying else down)
        for pair in self._pairs:
            pair.setSpacing(8 if lying else 0)
        self._box.setSpacing(20 if lying else 10)
        self._fit()

    def _fit(self) -> None:
        for figure in (self._now, self._end):
            figure.limit(self._theme.px(20 if self._lying else 28))


class NextPanel(QWidget):
    """What comes next, with the words to begin it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("run_next_panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._label = TextLabel(theme, "", Type.LABEL, color="text-3", tabular=True)
        self._label.setObjectName("run_next_label")
        column.addWidget(self._label)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._mark = KindMark(theme, "welcome", size=13)
        self._title = TextLabel(theme, "", Type.ROW, elide=True)
        self._title.setObjectName("run_next_title")
        self._minutes = TextLabel(theme, "", color="text-2", tabular=True)
        row.addWidget(self._mark)
        row.addWidget(self._title, 1)
        row.addWidget(self._minutes)
        column.addLayout(row)
        self._say = TextLabel(theme, "", color="text-2", wrap=True)
        self._say.setObjectName("run_next_say")
        column.addWidget(self._say)
        self.rule = line("hair")
        self._shown: PlannedActivity | None = None

    def show_run(self, plan: RunPlan, view: RunView) -> None:
        """Show what follows the current activity."""
        self.setVisible(view.state is not RunStatus.FINISHED)
        self.rule.setVisible(view.state is not RunStatus.FINISHED)
        found = next((each for each in plan.activities if each.id == view.next_activity_id), None)
        row = next((each for each in view.rows if found and each.activity_id == found.id), None)
        if found is None or row is None:
            self._label.setText(t("Nothing comes after this."))
        else:
            time = wall_time(row.starts_at, plan.time_zone) if row.starts_at else ""
            ready = view.state is RunStatus.READY
            self._label.setText(
                t("First, {time}", time=time) if ready else t("Next, {time}", time=time)
            )
            self._minutes.setText(duration_words(row.allotted_seconds))
        if found is self._shown:
            return
        self._shown = found
        for widget in (self._mark, self._title, self._minutes):
            widget.setVisible(found is not None)
        if found is not None:
            self._mark.set_kind(found.kind)
            self._title.setText(found.title)
        self._say.setText(found.say if found else "")
        self._say.setVisible(bool(found and found.say))


class SidePanel(QScrollArea):
    """Pace, next and the room, one below the other; it scrolls before anything is lost."""

    def __init__(self, theme: Theme, rooms: RoomScreens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("run_side")
        self.setAccessibleName(t("Pace, next and the room"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("paper", "surface-alt")
        column = QVBoxLayout(inner)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(14)
        self.pace_place = QVBoxLayout()
        self.pace_rule = line("hair")
        column.addLayout(self.pace_place)
        column.addWidget(self.pace_rule)
        self.next = NextPanel(theme)
        column.addWidget(self.next)
        column.addWidget(self.next.rule)
        self.timers_place = QVBoxLayout()
        self.timers_rule = line("hair")
        column.addLayout(self.timers_place)
        column.addWidget(self.timers_rule)
        self.room = RoomStrip(theme, rooms)
        column.addWidget(self.room)
        column.addStretch(1)
        self.setWidget(inner)
