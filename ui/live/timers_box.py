"""The timers beside the main one, as the console shows them: disc, what it is, how long it has.

T and then a letter starts one; the arrows choose, and the keys beside the chosen one move it on.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.live.model import TimerKind, TimerState, TimerView
from facilitator.words.names import NAMES
from ui.live.figures import ClockFigure
from ui.live.time_words import minutes_and_seconds, wall_time
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button, IconButton
from ui.widgets.disc import draw_disc, draw_ring
from ui.widgets.labels import TextLabel
from ui.words import isolate, t

_ALONG = 3
"""So many stand beside each other in one line."""


def timer_title(timer: TimerView) -> str:
    """What a timer is: its label, else its kind, and which lap is on."""
    name = isolate(timer.label) if timer.label else t(NAMES["timer-kind"][timer.kind.value])
    if timer.laps == 1:
        return name
    return t("{name}: {lap} of {laps}", name=name, lap=timer.lap, laps=timer.laps)


def timer_about(timer: TimerView, time_zone: str) -> str:
    """What is worth knowing of it at this moment."""
    if timer.state is TimerState.PAUSED:
        return t("paused")
    if timer.back_at is not None:
        return t("Back at {time}", time=wall_time(timer.back_at, time_zone))
    if timer.lap_label:
        return isolate(timer.lap_label)
    if timer.state is TimerState.OVER:
        return t("time is up")
    if timer.laps > timer.lap:
        return t("goes on by itself") if timer.automatic else t("waits for you")
    return t("without a sound") if timer.kind is TimerKind.SILENT else ""


class TimerDisc(QWidget):
    """A small disc, or an open ring when its time is up."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share, self._over = 1.0, False
        self._side = 30
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_share(self, share: float, *, over: bool) -> None:
        """Show another moment."""
        if (share, over) != (self._share, self._over):
            self._share, self._over = share, over
            self.update()

    def be_small(self, small: bool) -> None:
        """Take less room."""
        self._side = 18 if small else 30
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        side = self._theme.px(self._side)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._over:
            draw_ring(painter, self._theme.palette, rect)
        else:
            draw_disc(painter, self._theme.palette, rect, self._share)


class TimerRow(QWidget):
    """One timer and the buttons for it.

    Signals:
        deed_requested(str, str): the id of the timer, and what is to be done to it (`pause`,
            `next`, `extend`, `shorten`, `restart` or `remove`).
    """

    deed_requested = Signal(str, str)

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self._timer_id = ""
        self._small = False
        self._state: tuple[bool, bool] | None = None
        self.setObjectName(f"run_timer_{number}")
        self.setProperty("paper", "surface-alt")
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._disc = TimerDisc(theme)
        row.addWidget(self._disc)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title = TextLabel(theme, "", Type.BODY_STRONG, elide=True)
        self._title.setObjectName(f"run_timer_title_{number}")
        self._about = TextLabel(theme, "", Type.CAPTION, color="text-2", elide=True)
        words.addWidget(self._title)
        words.addWidget(self._about)
        row.addLayout(words, 1)
        self._left = ClockFigure(
            theme, what=t("Time left"), name=f"run_timer_left_{number}", step=Type.TITLE
        )
        self._left.limit(theme.px(18))
        row.addWidget(self._left)
        column.addLayout(row)
        self._buttons = QWidget()
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(2)
        self._made: dict[str, IconButton] = {}
        for deed, icon, text, keys in (
            ("pause", "pause", t("Pause the timer"), "Space"),
            ("next", "skip-forward", t("Next turn or step"), "Enter"),
            ("shorten", "minus", t("1 min less"), "-"),
            ("extend", "plus", t("1 min more"), "+"),
            ("restart", "rotate-ccw", t("From the beginning"), "Home"),
            ("remove", "x", t("Take the timer away"), "Del"),
        ):
            button = IconButton(
                theme, icon, text, size="small", keys=keys, name=f"timer_{number}_{deed}"
            )
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(
                lambda _=False, deed=deed: self.deed_requested.emit(self._timer_id, deed)
            )
            self._made[deed] = button
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addWidget(self._buttons)

    def be_small(self, small: bool) -> None:
        """One line, without buttons: there are the keys."""
        self._small = small
        self._about.setVisible(not small)
        self._disc.be_small(small)

    def show_timer(self, timer: TimerView, time_zone: str, *, chosen: bool, tight: bool) -> None:
        """Show a timer; only the chosen one has its buttons where many are shown."""
        self._timer_id = timer.id
        over = timer.state is TimerState.OVER
        self._title.setText(timer_title(timer))
        self._about.setText(timer_about(timer, time_zone))
        self._disc.show_share(timer.share_left, over=over)
        figure = minutes_and_seconds(timer.left_seconds)
        if timer.left_seconds < 0:
            figure = minutes_and_seconds(-timer.left_seconds, sign="+")
        self._left.show_time(figure, color="disc-over" if over else "text", what=timer_title(timer))
        self._buttons.setVisible((chosen or not tight) and not self._small)
        state = (timer.state is TimerState.PAUSED, timer.lap < timer.laps)
        if state != self._state:
            self._state = state
            self._made["pause"].set_icon("play" if state[0] else "pause")
            self._made["next"].setEnabled(state[1])
        paper = "sunken" if chosen else "surface-alt"
        if self.property("paper") != paper:
            self.setProperty("paper", paper)
            self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            self.style().unpolish(self)
            self.style().polish(self)


class TimersBox(QWidget):
    """All timers, one below the other.

    Signals:
        deed_requested(str, str): as `TimerRow` says.
        add_requested: another one is to be started.
    """

    deed_requested = Signal(str, str)
    add_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._timers: tuple[TimerView, ...] = ()
        self._chosen = ""
        self._zone = ""
        self._lying = False
        self.choosing = False
        self.setObjectName("run_timers_box")
        self.setAccessibleName(t("Timers"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(TextLabel(theme, t("Timers"), Type.LABEL, color="text-3"), 1)
        add = Button(
            theme, t("Add timer"), role="link", size="small", keys="T", name="run_add_timer"
        )
        add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        add.clicked.connect(self.add_requested)
        head.addWidget(add)
        column.addWidget(self._head)
        self._rows: list[TimerRow] = []
        self._column = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._column.setSpacing(4)
        column.addLayout(self._column)

    @property
    def timers(self) -> Sequence[TimerView]:
        """What is shown."""
        return self._timers

    @property
    def chosen(self) -> TimerView | None:
        """The timer that the keys mean."""
        found = next((each for each in self._timers if each.id == self._chosen), None)
        return found or (self._timers[-1] if self._timers else None)

    def show_timers(self, timers: tuple[TimerView, ...], time_zone: str) -> None:
        """Show the timers of this moment."""
        known = {each.id for each in self._timers}
        new = [each.id for each in timers if each.id not in known]
        if new:
            self._chosen = new[0]
        self._timers, self._zone = timers, time_zone
        while len(self._rows) < len(timers):
            row = TimerRow(self._theme, len(self._rows) + 1)
            row.be_small(self._lying)
            row.deed_requested.connect(self.deed_requested)
            self._rows.append(row)
            self._column.addWidget(row)
        self._show()

    def step(self, by: int) -> None:
        """Choose the timer before or after the chosen one."""
        chosen = self.chosen
        if chosen is None:
            return
        ids = [each.id for each in self._timers]
        at = min(max(ids.index(chosen.id) + by, 0), len(ids) - 1)
        self._chosen = ids[at]
        self._show()

    def choose(self, number: int) -> None:
        """Choose the timer of that number (from 1)."""
        if 0 < number <= len(self._timers):
            self._chosen = self._timers[number - 1].id
            self._show()

    def lie(self, lying: bool) -> None:
        """One beside the other in one line, where there is little height."""
        if lying == self._lying:
            return
        self._lying = lying
        self._head.setVisible(not lying)
        along, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._column.setDirection(along if lying else down)
        for row in self._rows:
            row.be_small(lying)
        self._show()

    def let_choose(self, choosing: bool) -> None:
        """Whether the keys mean the timers now, so that the chosen one stands out."""
        self.choosing = choosing
        self._show()

    def _show(self) -> None:
        chosen = self.chosen
        tight = len(self._timers) > 2
        for row, timer in zip(self._rows, self._timers, strict=False):
            is_it = self.choosing and chosen is not None and timer.id == chosen.id
            row.show_timer(timer, self._zone, chosen=is_it, tight=tight)
        first = 0
        if self._lying and chosen is not None:
            # The chosen one is among those that there is room for.
            first = max(self._timers.index(chosen) - _ALONG + 1, 0)
        for number, row in enumerate(self._rows):
            along = not self._lying or first <= number < first + _ALONG
            row.setVisible(number < len(self._timers) and along)
