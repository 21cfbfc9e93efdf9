"""One quiet line above the console: what is worth knowing now, and the way on. Never in the way."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import IconLabel, TextLabel
from ui.words import t

_MOST_ACTIONS = 3
_AROUND = 110


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence with at most three ways on, chosen by a digit or a click. `key` names it,
    `actions` are (name, words) pairs.
    """

    key: str
    text: str
    actions: tuple[tuple[str, str], ...] = ()
    tone: str = "info"


class HintBar(QFrame):
    """Shows one hint.

    Signals:
        action_requested(str): the name of the action that was chosen.
        dismissed(str): the key of the hint that was closed.
    """

    action_requested = Signal(str)
    dismissed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._hint: Hint | None = None
        self._gives_way = False
        self.setObjectName("run_hint")
        self.setProperty("paper", "sunken")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(10)
        self._icon = IconLabel(theme, "info", color="info")
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(8)
        self._text = TextLabel(theme, "", wrap=True)
        self._text.setObjectName("run_hint_text")
        self._parts.addWidget(self._text, 1)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        self._buttons: list[Button] = []
        for number in range(_MOST_ACTIONS):
            keys = str(number + 1)
            button = Button(theme, "", size="small", keys=keys, name=f"run_hint_{number + 1}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, at=number: self.choose(at))
            self._buttons.append(button)
            ways.addWidget(button)
        ways.addStretch(1)
        self._parts.addLayout(ways)
        row.addLayout(self._parts, 1)
        close = IconButton(theme, "x", t("Close this hint"), size="small", name="run_hint_close")
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        close.clicked.connect(self._dismiss)
        row.addWidget(close)
        self.hide()

    @property
    def hint(self) -> Hint | None:
        """What is shown."""
        return self._hint

    def show_hint(self, hint: Hint | None) -> None:
        """Show a hint, or none."""
        if hint == self._hint:
            return
        self._hint = hint
        self.setVisible(hint is not None and not self._gives_way)
        if hint is None:
            return
        self._text.setText(hint.text)
        self.setAccessibleName(hint.text)
        self._icon.set_icon("triangle-alert" if hint.tone == "warn" else "info", hint.tone)
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(hint.actions))
            if number < len(hint.actions):
                button.set_words(hint.actions[number][1])
        self._fit()

    def give_way(self, gives_way: bool) -> None:
        """Stay away for as long as something else needs the room."""
        self._gives_way = gives_way
        self.setVisible(self._hint is not None and not gives_way)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The ways on beside the sentence, or below it where they are long."""
        if self._hint is None:
            return
        shown = self._buttons[: len(self._hint.actions)]
        ways = sum(button.sizeHint().width() + 8 for button in shown)
        words = self._text.fontMetrics().horizontalAdvance(self._hint.text)
        along = min(words, self.width() // 2) + ways + _AROUND <= self.width()
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._parts.setDirection(right if along else down)

    def choose(self, number: int) -> None:
        """Take the way of that number (from 0), if there is one."""
        if self._hint is not None and number < len(self._hint.actions):
            self.action_requested.emit(self._hint.actions[number][0])

    def _dismiss(self) -> None:
        if self._hint is not None:
            key = self._hint.key
            self.show_hint(None)
            self.dismissed.emit(key)
