"""The bar at the foot of the console: everything one can do, with the key that does it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.live.model import RunStatus
from ui.live.run_acts import ACTS, BY_NAME, FIGURES, act_tip, act_words, minutes_words
from ui.theme.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import line
from ui.words import t

_STAGES = ((9, True), (9, False), (3, False), (0, False))
"""As room gets scarce: which groups keep their words (those before this one), and whether minutes
keep their unit.
"""

_RULE_ROOM = 9
_WITH_PANEL = ("observe", "timers", "replan")


class KeyBar(QFrame):
    """Buttons with icon, word and key cap. What makes no sense now is grey.

    Signals:
        act_requested(str): the name of an act.
    """

    act_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("run_keys")
        self.setAccessibleName(t("What one can do now"))
        self.setProperty("paper", "surface")
        self._buttons: dict[str, Button] = {}
        self._words: dict[str, str] = {}
        self._stage = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        self._row = QHBoxLayout()
        self._row.setContentsMargins(12, 7, 12, 7)
        self._row.setSpacing(2)
        column.addLayout(self._row)
        self._build()
        theme.changed.connect(self._refit)

    def button(self, name: str) -> Button:
        """The button of an act."""
        return self._buttons[name]

    def show_status(
        self,
        status: RunStatus,
        *,
        can_next: bool,
        can_back: bool,
        has_agenda: bool = True,
        can_note: bool = True,
    ) -> None:
        """Offer what makes sense in that state. The main button is the step people await."""
        under_way = status in {RunStatus.RUNNING, RunStatus.PAUSED}
        ready, finished = status is RunStatus.READY, status is RunStatus.FINISHED
        last = under_way and not can_next
        self._say(
            "pause",
            self._pause_words(status),
            "play" if status is not RunStatus.RUNNING else "pause",
        )
        self._say(
            "finish", t("Reopen") if finished else t("Finish"), "rotate-ccw" if finished else "flag"
        )
        enabled = {
            "back": under_way and can_back,
            "pause": has_agenda and not finished,
            "next": (ready and has_agenda) or (under_way and can_next),
            "skip": under_way,
            "finish": under_way or finished,
            "note": can_note,
            "replan": has_agenda and not finished and not ready,
            "timers": under_way,
        }
        for name in ("shorten", "shorten_five", "extend", "extend_five"):
            enabled[name] = under_way
        for name, button in self._buttons.items():
            button.setEnabled(enabled.get(name, True))
        main = "pause" if ready or status is RunStatus.PAUSED else "finish" if last else "next"
        for name in ("pause", "next", "finish"):
            role = "main" if name == main and not finished else "quiet"
            if self._buttons[name].property("role") != role:
                self._buttons[name].set_role(role)
        self._refit()

    def show_sound(self, *, muted: bool) -> None:
        """Say whether sounds are heard."""
        words = t("Muted") if muted else t("Sound")
        self._say("sound", words, "volume-x" if muted else "volume-2")
        self._refit()

    def show_open(self, name: str) -> None:
        """Mark the button whose panel is open; "" for none."""
        for each in _WITH_PANEL:
            role = "soft" if each == name else "quiet"
            if self._buttons[each].property("role") != role:
                self._buttons[each].set_role(role)

    def _pause_words(self, status: RunStatus) -> str:
        words = {RunStatus.READY: t("Start"), RunStatus.PAUSED: t("Go on")}
        return words.get(status, t("Pause"))

    def _say(self, name: str, words: str, icon: str) -> None:
        if self._words[name] == words:
            return
        self._words[name] = words
        self._buttons[name].set_icon(icon)
        self._put_words(name)

    def _put_words(self, name: str) -> None:
        button, words = self._buttons[name], self._words[name]
        shown = words if self._has_words(name) else ""
        if name in FIGURES:
            shown = minutes_words(name) if _STAGES[self._stage][1] else FIGURES[name]
        if button.words != shown:
            button.set_words(shown)
        button.setAccessibleName(words)
        button.setToolTip(act_tip(name) or (words if shown != words else ""))

    def _has_words(self, name: str) -> bool:
        if self._is_main(name):
            return True
        return BY_NAME[name].group < _STAGES[self._stage][0]

    def _is_main(self, name: str) -> bool:
        return self._buttons[name].property("role") == "main"

    def _build(self) -> None:
        group = 0
        for act in ACTS:
            if not act.in_bar:
                continue
            if act.group != group:
                group = act.group
                self._row.addStretch(1)
                self._row.addWidget(line("vertical"))
                self._row.addStretch(1)
            self._words[act.name] = act_words(act.name)
            button = Button(
                self._theme,
                FIGURES.get(act.name) or self._words[act.name],
                role="quiet",
                size="small",
                icon="" if act.name in FIGURES else act.icon,
                keys=act.cap or act.keys,
                stacked=True,
                name=f"run_{act.name}",
            )
            button.setAccessibleName(self._words[act.name])
            button.setToolTip(act_tip(act.name))
            # A click leaves the keys where they are: Space goes on to mean pause.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, name=act.name: self.act_requested.emit(name))
            self._buttons[act.name] = button
            self._row.addWidget(button)

    @override
    def minimumSizeHint(self) -> QSize:
        # The words give way to the window, not the window to the words.
        return QSize(0, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def _refit(self) -> None:
        """Where the words do not fit, the icons and the keys stay; the words are in the tooltip."""
        for stage in range(len(_STAGES)):
            self._stage = stage
            for name in self._buttons:
                self._put_words(name)
            if self._width_wanted() <= self.width():
                return

    def _width_wanted(self) -> int:
        buttons = sum(button.sizeHint().width() + 2 for button in self._buttons.values())
        return buttons + 24 + 4 * _RULE_ROOM
