"""The middle of the console: what is on, how much time is left, what to say, do and watch."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from facilitator.live.model import (
    ClockMode,
    Phase,
    PlannedActivity,
    RunPlan,
    RunStatus,
    RunView,
)
from ui.live.figures import ClockFigure
from ui.live.moments import Moment, mode_words, moment_of
from ui.live.phase_disc import RIM_ROOM, PhaseDisc
from ui.live.run_acts import BY_NAME
from ui.live.run_words import grouping_words, groups_words, kind_words, phase_look
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.kind_mark import KindMark
from ui.widgets.labels import TextLabel, line
from ui.words import t

_LARGEST_DISC, _SMALLEST_DISC = 250, 120
_LOW = 340
"""Below this height (at 100 %) kind and task move below the time."""


class NowPanel(QScrollArea):
    """Shows the current activity of a run, the first one before it, the end after it.

    Signals:
        act_requested(str): an act whose key stands here, beside what it changes.
    """

    act_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: PlannedActivity | None = None
        self._mode = ClockMode.DOWN
        self._low = False
        self.setObjectName("run_now")
        self.setAccessibleName(t("Now"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("paper", "canvas")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(28, 20, 28, 12)
        self._column.setSpacing(4)
        self._build_heading()
        self._column.addSpacing(theme.space(2))
        self._build_time()
        self._column.addSpacing(theme.space(2))
        self._rule = line()
        self._column.addWidget(self._rule)
        self._column.addSpacing(theme.space(3))
        self._build_notes()
        self._column.addStretch(1)
        self.setWidget(inner)

    # What is shown -------------------------------------------------------------------------------

    def show_run(
        self,
        plan: RunPlan,
        view: RunView,
        now: datetime,
        mode: ClockMode,
        gone_steps: frozenset[str] = frozenset(),
    ) -> None:
        """Show the run as it is at `now` (aware UTC); `gone_steps` are left out of its groups."""
        activity = self._activity_of(plan, view)
        finished = view.state is RunStatus.FINISHED
        if activity is not self._shown or finished != self._finished:
            self._show_activity(activity, finished=finished)
        if activity is not None and activity.tracks and not finished:
            allotted = view.allotted_seconds or activity.planned_seconds
            groups = groups_words(activity, allotted, gone_steps)
            if groups != self._notes["groups"][1].text():
                self._show_note("groups", groups)
        self._show_moment(moment_of(plan, view, now, mode), view)
        if mode is not self._mode:
            self._mode = mode
            self._mode_button.set_words(mode_words(mode))

    def _show_activity(self, activity: PlannedActivity | None, *, finished: bool) -> None:
        self._shown, self._finished = activity, finished
        for widget in (self._mark, self._kind, self._who):
            widget.setVisible(activity is not None and not finished and not self._low)
        self._rule.setVisible(activity is not None and not finished)
        if activity is None or finished:
            self._title.setText(t("The run is finished"))
            self._task.setText(t("The minutes it took are kept. Wrap up while you remember."))
            self._task.show()
            self._show_notes(None)
            return
        self._mark.set_kind(activity.kind)
        self._kind.setText(kind_words(activity.kind))
        parts = [grouping_words(activity.grouping), activity.lead_name]
        self._who.setText(", ".join(part for part in parts if part))
        self._title.setText(activity.title)
        self._task.setText(activity.task)
        self._task.setVisible(bool(activity.task) and not self._low)
        self._show_notes(activity)

    def _show_notes(self, activity: PlannedActivity | None) -> None:
        texts = {
            "task": activity.task if activity and self._low else "",
            "say": activity.say if activity else "",
            "do": activity.do if activity else "",
            "watch": activity.watch if activity else "",
            "short": activity.if_short if activity else "",
            "bring": ", ".join(activity.materials) if activity else "",
        }
        for key in self._notes:
            self._show_note(key, texts.get(key, ""))

    def _show_note(self, key: str, words: str) -> None:
        label, text = self._notes[key]
        text.setText(words)
        label.setVisible(bool(words))
        text.setVisible(bool(words))

    def _show_moment(self, moment: Moment, view: RunView) -> None:
        self._above.setText(moment.above)
        self._clock.show_time(moment.figure, color=moment.color, what=moment.above)
        self._below.setText(moment.below)
        under_way = view.state in {RunStatus.RUNNING, RunStatus.PAUSED}
        self._phase.setVisible(under_way)
        self._advance.setVisible(under_way)
        self._mode_button.setVisible(under_way)
        self._began.setVisible(view.state is not RunStatus.FINISHED)
        counting = under_way and view.countdown_seconds is not None
        self._wait.setVisible(counting)
        if under_way:
            self._phase.set_state(*phase_look(view))
            if view.countdown_seconds is not None:
                words = t("Goes on by itself in {seconds} s", seconds=view.countdown_seconds)
                self._advance.set_state(words, "accent", "skip-forward")
            elif view.auto_advance_in_seconds is None:
                self._advance.set_state(t("Waits for me at the end"), "", "hand")
            else:
                self._advance.set_state(t("Goes on by itself"), "", "skip-forward")
            self._fit_chips()
        self._disc.show_share(
            moment.share_left,
            phase=view.phase if under_way else Phase.TIME_ENOUGH,
            minutes=moment.minutes,
            paused=view.state is RunStatus.PAUSED,
            done=view.state is RunStatus.FINISHED,
        )

    def _activity_of(self, plan: RunPlan, view: RunView) -> PlannedActivity | None:
        wanted = view.activity_id or view.next_activity_id
        return next((each for each in plan.activities if each.id == wanted), None)

    # Building ------------------------------------------------------------------------------------

    def _build_heading(self) -> None:
        self._finished = False
        row = QHBoxLayout()
        row.setSpacing(8)
        self._mark = KindMark(self._theme, "welcome")
        self._kind = TextLabel(self._theme, "", Type.BODY_STRONG, color="text-2")
        self._kind.setObjectName("run_now_kind")
        self._who = TextLabel(self._theme, "", color="text-2", elide=True)
        self._who.setObjectName("run_now_who")
        row.addWidget(self._mark)
        row.addWidget(self._kind)
        row.addWidget(self._who, 1)
        self._column.addLayout(row)
        self._title = TextLabel(self._theme, "", Type.DISPLAY, wrap=True)
        self._title.setObjectName("run_now_title")
        self._column.addWidget(self._title)
        self._task = TextLabel(self._theme, "", Type.SECTION, color="text-2", wrap=True, weight=400)
        self._task.setObjectName("run_now_task")
        self._column.addWidget(self._task)

    def _build_time(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(28)
        self._disc = PhaseDisc(self._theme, side=_LARGEST_DISC, name="run_disc")
        row.addWidget(self._disc, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch(1)
        self._above = TextLabel(self._theme, "", color="text-2")
        self._clock = ClockFigure(self._theme, what=t("Time left"), name="run_clock")
        self._below = TextLabel(self._theme, "", Type.ROW, color="text-2", tabular=True, wrap=True)
        self._below.setObjectName("run_gone")
        self._chips = chips = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        chips.setSpacing(6)
        self._phase = Chip(self._theme, "", name="run_phase")
        self._advance = Chip(self._theme, "", name="run_advance")
        chips.addWidget(self._phase, 0, Qt.AlignmentFlag.AlignLeft)
        chips.addWidget(self._advance, 0, Qt.AlignmentFlag.AlignLeft)
        self._wait = self._key_button("wait", t("Wait a minute"), role="soft")
        chips.addWidget(self._wait, 0, Qt.AlignmentFlag.AlignLeft)
        chips.addStretch(1)
        for widget in (self._above, self._clock, self._below):
            words.addWidget(widget)
        words.addSpacing(6)
        words.addLayout(chips)
        words.addSpacing(4)
        links = QHBoxLayout()
        links.setSpacing(4)
        self._mode_button = self._key_button("clock_mode", mode_words(self._mode))
        self._began = self._key_button("began", t("began earlier"))
        links.addWidget(self._mode_button)
        links.addWidget(self._began)
        links.addStretch(1)
        words.addLayout(links)
        words.addStretch(1)
        row.addLayout(words, 1)
        self._column.addLayout(row)

    def _key_button(self, act: str, words: str, role: str = "quiet") -> Button:
        """A small button with its key, beside what it changes."""
        keys = BY_NAME[act].keys
        button = Button(self._theme, words, role=role, size="small", keys=keys, name=f"run_{act}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _=False: self.act_requested.emit(act))
        return button

    def _build_notes(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self._notes: dict[str, tuple[TextLabel, TextLabel]] = {}
        headings = {
            "task": t("Task"),
            "groups": t("Groups"),
            "say": t("Say"),
            "do": t("Do"),
            "watch": t("Watch"),
            "short": t("If short"),
            "bring": t("Needed"),
        }
        for row, (key, heading) in enumerate(headings.items()):
            label = TextLabel(self._theme, heading, Type.BODY_STRONG, color="text-3")
            aside = key in {"short", "bring", "groups"}
            step, ink = (Type.BODY, "text-2") if aside else (Type.SECTION, "text")
            text = TextLabel(self._theme, "", step, color=ink, wrap=True, weight=400)
            text.setObjectName(f"run_{key}")
            label.setContentsMargins(0, 0 if aside else 2, 0, 0)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, row, 1)
            self._notes[key] = (label, text)
        self._column.addLayout(grid)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, height = self.viewport().width(), self.viewport().height()
        side = min(max(min(width * 0.37, height * 0.42), _SMALLEST_DISC), _LARGEST_DISC)
        self._disc.set_side(round(side / (1 + 2 * RIM_ROOM)))
        self._clock.limit(max(round(height * 0.42), 64))
        self._fit_chips()
        self._be_low(height < self._theme.px(_LOW))

    def _fit_chips(self) -> None:
        """Side by side, or one below the other where words are long."""
        room = self.viewport().width() - 2 * 28 - 28 - self._disc.sizeHint().width()
        wanted = self._phase.sizeHint().width() + self._advance.sizeHint().width() + 12
        along, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._chips.setDirection(along if wanted <= room else down)

    def _be_low(self, low: bool) -> None:
        """Where there is little height the time comes right after the title."""
        if low == self._low:
            return
        self._low = low
        self._title.set_step(Type.SCREEN if low else Type.DISPLAY)
        self._column.setContentsMargins(28, 8 if low else 20, 28, 12)
        if self._shown is not None:
            self._show_activity(self._shown, finished=self._finished)
