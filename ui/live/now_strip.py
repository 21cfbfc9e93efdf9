"""The time in one strip, for as long as a panel takes the place of what to say and do."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.live.model import ClockMode, RunPlan, RunStatus, RunView
from ui.live.figures import ClockFigure
from ui.live.moments import moment_of
from ui.live.phase_disc import PhaseDisc
from ui.live.run_words import phase_look
from ui.live.time_words import wall_time
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.chip import Chip
from ui.widgets.labels import TextLabel, line
from ui.words import t

_DISC, _LOW_DISC = 92, 54


class NowStrip(QFrame):
    """Disc, title, phase, time left, what time it is and when all ends."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("run_now_strip")
        self.setAccessibleName(t("Now"))
        self.setProperty("paper", "surface-alt")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._row = row = QHBoxLayout()
        row.setContentsMargins(24, 10, 24, 10)
        row.setSpacing(16)
        self._disc = PhaseDisc(theme, side=_DISC, name="strip_disc")
        row.addWidget(self._disc)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch(1)
        self._title = TextLabel(theme, "", Type.SCREEN, elide=True)
        self._title.setObjectName("strip_title")
        words.addWidget(self._title)
        below = QHBoxLayout()
        below.setSpacing(8)
        self._phase = Chip(theme, "", name="strip_phase")
        self._below = TextLabel(theme, "", Type.CAPTION, color="text-2", tabular=True, elide=True)
        below.addWidget(self._phase)
        below.addWidget(self._below, 1)
        words.addLayout(below)
        words.addStretch(1)
        row.addLayout(words, 1)
        self._clock = ClockFigure(theme, what=t("Time left"), name="strip_clock")
        row.addWidget(self._clock)
        row.addWidget(line("vertical"))
        times = QVBoxLayout()
        times.setSpacing(0)
        times.addStretch(1)
        self._now_label = TextLabel(theme, t("Now"), Type.CAPTION, color="text-2")
        self._now = ClockFigure(theme, what=t("Now"), name="strip_now", step=Type.TITLE)
        self._end_label = TextLabel(theme, t("Ends at"), Type.CAPTION, color="text-2")
        self._end = ClockFigure(theme, what=t("Ends at"), name="strip_end", step=Type.TITLE)
        for widget in (self._now_label, self._now, self._end_label, self._end):
            times.addWidget(widget)
        times.addStretch(1)
        row.addLayout(times)
        column.addLayout(row)
        column.addWidget(line())
        self.be_low(False)

    def show_run(self, plan: RunPlan, view: RunView, now: datetime, mode: ClockMode) -> None:
        """Show the run as it is at `now` (aware UTC)."""
        activity = next((each for each in plan.activities if each.id == view.activity_id), None)
        self._title.setText(activity.title if activity else plan.title)
        moment = moment_of(plan, view, now, mode)
        self._clock.show_time(moment.figure, color=moment.color, what=moment.above)
        self._below.setText(moment.above)
        under_way = view.state in {RunStatus.RUNNING, RunStatus.PAUSED}
        self._phase.setVisible(under_way)
        if under_way:
            self._phase.set_state(*phase_look(view))
        self._disc.show_share(
            moment.share_left,
            phase=view.phase,
            minutes=moment.minutes,
            paused=view.state is RunStatus.PAUSED,
            done=view.state is RunStatus.FINISHED,
        )
        self._now.show_time(wall_time(now, plan.time_zone))
        self._end.show_time(wall_time(view.projected_end, plan.time_zone))

    def be_low(self, low: bool) -> None:
        """Take less height where there is little."""
        self._disc.set_side(_LOW_DISC if low else _DISC)
        self._clock.limit(self._theme.px(34 if low else 52))
        for figure in (self._now, self._end):
            figure.limit(self._theme.px(18 if low else 22))
        # When it ends is on no other clock in the room.
        self._now_label.setVisible(not low)
        self._now.setVisible(not low)
        self._row.setContentsMargins(24, 4 if low else 10, 24, 4 if low else 10)
