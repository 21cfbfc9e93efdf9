"""Beside the console: time of day, foreseen end, pace, what is next, what the room sees."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from facilitator.live.model import PlannedActivity, RunPlan, RunStatus, RunView
from ui.live.figures import ClockFigure
from ui.live.room_display import RoomCanvas
from ui.live.room_screens import RoomPlace, RoomScreens
from ui.live.run_words import duration_words, pace, pace_exactly
from ui.live.time_words import wall_time
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.kind_mark import KindMark
from ui.widgets.labels import TextLabel, line
from ui.words import t


class PacePanel(QWidget):
    """Now, foreseen end, ahead or behind: never out of sight, upright or lying in one line."""

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
        self._pace = Chip(theme, "", name="run_pace")
        self._box.addWidget(self._pace, 0, Qt.AlignmentFlag.AlignLeft)
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

    def lie(self, lying: bool) -> None:
        """Everything in one line, or the chip below the times."""
        self._lying = lying
        down, along = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for box in (self._box, *self._pairs):
            box.setDirection(along if lying else down)
        for pair in self._pairs:
            pair.setSpacing(8 if lying else 0)
        self._box.setSpacing(20 if lying else 10)
        upright = Qt.AlignmentFlag.AlignLeft
        self._box.setAlignment(self._pace, Qt.AlignmentFlag.AlignVCenter if lying else upright)
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


class RoomPreview(QWidget):
    """A small likeness of the room display, and the buttons for it.

    Signals:
        open_requested, dark_requested(bool), next_screen_requested
    """

    open_requested = Signal()
    dark_requested = Signal(bool)
    next_screen_requested = Signal()

    def __init__(self, theme: Theme, rooms: RoomScreens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rooms = rooms
        self.setObjectName("run_room_preview")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(TextLabel(theme, t("The room sees"), Type.LABEL, color="text-3"), 1)
        column.addLayout(head)
        frame = QFrame()
        frame.setProperty("card", "true")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(4, 4, 4, 4)
        self.canvas = _FourToThree(theme, dark=rooms.dark)
        self.canvas.setObjectName("run_room_likeness")
        inside.addWidget(self.canvas)
        column.addWidget(frame)
        self._where = TextLabel(theme, "", Type.CAPTION, color="text-2", wrap=True)
        self._where.setObjectName("run_room_where")
        column.addWidget(self._where)
        row = QHBoxLayout()
        row.setSpacing(6)
        self._open = Button(theme, "", size="small", keys="D", icon="monitor", name="run_room_open")
        self._open.clicked.connect(self.open_requested)
        self._dark = Button(theme, t("Dark room"), size="small", role="quiet", name="run_room_dark")
        self._dark.setCheckable(True)
        self._dark.setChecked(rooms.dark)
        self._dark.toggled.connect(self.dark_requested)
        self._screen = Button(
            theme, t("Other screen"), size="small", role="quiet", name="run_room_screen"
        )
        self._screen.clicked.connect(self.next_screen_requested)
        for button in (self._open, self._dark, self._screen):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.show_place()

    def show_place(self) -> None:
        """Say where the display is now."""
        place = self._rooms.place
        words = {
            RoomPlace.CLOSED: t("The room display is closed."),
            RoomPlace.SCREEN: t(
                "Full screen on screen {number}.", number=self._rooms.screen_number
            ),
            RoomPlace.WINDOW: t("In a window: there is only this screen."),
            RoomPlace.WAITING: t("Its screen is gone. It comes back with the screen."),
        }
        self._where.setText(words[place])
        self._open.set_words(t("Open") if place is RoomPlace.CLOSED else t("Close"))
        self._open.setAccessibleName(
            t("Open the room display") if place is RoomPlace.CLOSED else t("Close the room display")
        )
        self._screen.setVisible(place is RoomPlace.SCREEN and self._rooms.has_choice)
        self._dark.setChecked(self._rooms.dark)
        self.canvas.use_dark(self._rooms.dark)


class _FourToThree(RoomCanvas):
    """A room canvas that keeps the shape of a projector's picture."""

    def __init__(self, theme: Theme, *, dark: bool) -> None:
        super().__init__(theme, dark=dark)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def heightForWidth(self, width: int) -> int:
        return round(width * 0.75)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def sizeHint(self) -> QSize:
        return QSize(248, 186)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, 90)


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
        self.room = RoomPreview(theme, rooms)
        column.addWidget(self.room)
        column.addStretch(1)
        self.setWidget(inner)
