"""The keys for timers, just above those of the console: T, then a letter starts one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.live.entry_line import EntryLine
from ui.live.key_frame import KeyFrame
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.labels import TextLabel, line
from ui.words import t

Key = Qt.Key
_WIDE = 700
_STARTS = {Key.Key_G: "groups", Key.Key_T: "turns", Key.Key_B: "break", Key.Key_S: "silent"}
_DEEDS = {
    Key.Key_Space: "pause",
    Key.Key_Return: "next",
    Key.Key_Enter: "next",
    Key.Key_Right: "next",
    Key.Key_Left: "back",
    Key.Key_Plus: "extend",
    Key.Key_Equal: "extend",
    Key.Key_Minus: "shorten",
    Key.Key_Home: "restart",
    Key.Key_Delete: "remove",
    Key.Key_Backspace: "remove",
}
_STEPS = {Key.Key_Up: -1, Key.Key_Down: 1}
_DIGITS = (
    *(Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_5),
    *(Key.Key_6, Key.Key_7, Key.Key_8, Key.Key_9),
)


class TimerKeys(KeyFrame):
    """What can be started, and what can be done to the timer that is chosen.

    Signals:
        start_requested(str): `groups`, `turns`, `break` or `silent`.
        deed_requested(str): something is to be done to the chosen timer.
        step_requested(int): the timer above (-1) or below (1) is to be chosen.
        number_requested(int): the timer of that number is to be chosen.
    """

    start_requested = Signal(str)
    deed_requested = Signal(str)
    step_requested = Signal(int)
    number_requested = Signal(int)
    own_keys = frozenset({*_STARTS, *_DEEDS, *_STEPS, *_DIGITS, Key.Key_Escape})

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._timers = False
        self.setObjectName("run_timer_keys")
        self.setAccessibleName(t("Timers"))
        self.setProperty("paper", "surface")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(6)
        self._label = TextLabel(theme, t("New timer"), Type.BODY_STRONG)
        row.addWidget(self._label)
        for what, words, keys in (
            ("groups", t("Groups"), "G"),
            ("turns", t("Turns"), "T"),
            ("break", t("Break"), "B"),
            ("silent", t("Silent"), "S"),
        ):
            button = Button(theme, words, size="small", keys=keys, name=f"run_timer_{what}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, what=what: self.start_requested.emit(what))
            row.addWidget(button)
        self._deeds = QWidget()
        deeds = QHBoxLayout(self._deeds)
        deeds.setContentsMargins(10, 0, 0, 0)
        deeds.setSpacing(2)
        for deed, icon, words, keys in (
            ("pause", "pause", t("Pause the timer"), "Space"),
            ("next", "skip-forward", t("Next turn or step"), "Enter"),
            ("shorten", "minus", t("1 min less"), "-"),
            ("extend", "plus", t("1 min more"), "+"),
            ("remove", "x", t("Take the timer away"), "Del"),
        ):
            name = f"run_timer_do_{deed}"
            button = Button(theme, "", role="quiet", size="small", icon=icon, keys=keys, name=name)
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, deed=deed: self.deed_requested.emit(deed))
            deeds.addWidget(button)
        row.addWidget(self._deeds)
        row.addStretch(1)
        close = Button(
            theme, t("done"), role="quiet", size="small", keys="Esc", name="run_timer_done"
        )
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.left)
        row.addWidget(close)
        column.addLayout(row)
        self.hide()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room, the keys work without their buttons."""
        wide = self.width() >= self._theme.px(_WIDE)
        self._label.setVisible(wide)
        self._deeds.setVisible(self._timers and wide)

    def open_keys(self, *, timers: bool) -> None:
        """Take the keys; `timers`: whether there is one that they could mean."""
        self.show_timers(timers=timers)
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_timers(self, *, timers: bool) -> None:
        """Whether there is a timer now."""
        self._timers = timers
        self._fit()

    @override
    def key(self, event: QKeyEvent) -> bool:
        try:
            pressed = Key(event.key())
        except ValueError:
            return False
        if pressed in _STARTS:
            self.start_requested.emit(_STARTS[pressed])
        elif pressed in _DEEDS:
            self.deed_requested.emit(_DEEDS[pressed])
        elif pressed in _STEPS:
            self.step_requested.emit(_STEPS[pressed])
        elif pressed in _DIGITS:
            self.number_requested.emit(_DIGITS.index(pressed) + 1)
        else:
            return super().key(event)
        return True


class TimerLine(EntryLine):
    """Asks how long a timer is: ``6 x 2`` turns, a break of ``10`` or until ``15:20``, ``5``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme, name="run_timer_length", label="", spoken="", tip="", most=40, parent=parent
        )
        self.what = ""

    def ask(self, what: str) -> None:
        """Ask for the length of a `turns`, `break`, `silent` or `group` timer."""
        self.what = what
        words = {
            "turns": (t("Turns"), t("Turns times minutes"), t("6 x 2: six of 2 minutes. Enter")),
            "break": (
                t("Break"),
                t("Minutes, or when it is over"),
                t("10 minutes, or 15:20: back then. Enter"),
            ),
            "silent": (t("Silent"), t("Minutes of the silent timer"), t("in minutes. Enter")),
            "groups": (t("Group"), t("Minutes of the group timer"), t("in minutes. Enter")),
        }
        self.set_words(*words[what])
        self.open_line({"turns": "6 x 2", "break": "10", "silent": "5", "groups": "10"}[what])
