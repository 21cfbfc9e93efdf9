"""The bar at the foot of the console: everything one can do, with the key that does it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.live.model import RunStatus
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.labels import line
from ui.words import t


@dataclass(frozen=True, slots=True)
class RunAct:
    """Something one can do on the console: its key, its icon, which group of the bar it is in.

    `also`: further keys that do the same, not shown. `cap`: how the key is written on a keyboard,
    where that is not how Qt calls it.
    """

    name: str
    keys: str
    icon: str
    group: int
    also: tuple[str, ...] = ()
    in_bar: bool = True
    cap: str = ""


PAGE_DOWN = "PgDn"

# Digits stand for five minutes: "Shift +" is the very key that types "+" on many keyboards.
ACTS: tuple[RunAct, ...] = (
    RunAct("back", "PgUp", "skip-back", 0),
    RunAct("pause", "Space", "pause", 0),
    RunAct("next", "PgDown", "skip-forward", 0, cap=PAGE_DOWN),
    RunAct("shorten", "-", "minus", 1),
    RunAct("extend", "+", "plus", 1, also=("=",)),
    RunAct("extend_five", "5", "plus", 1),
    RunAct("shorten_five", "Alt+5", "minus", 1, in_bar=False),
    RunAct("note", "N", "sticky-note", 2),
    RunAct("observe", "O", "eye", 2),
    RunAct("check_in", "C", "user-check", 2),
    RunAct("skip", "S", "repeat-2", 3),
    RunAct("finish", "F", "flag", 3),
)
BY_NAME: Mapping[str, RunAct] = {act.name: act for act in ACTS}


def act_words(name: str) -> str:
    """What a button of the bar says."""
    words = {
        "back": t("Back"),
        "pause": t("Pause"),
        "next": t("Next"),
        "shorten": t("1 min less"),
        "extend": t("1 min more"),
        "extend_five": t("5 min more"),
        "shorten_five": t("5 min less"),
        "note": t("Note"),
        "observe": t("Observe"),
        "check_in": t("Check in"),
        "skip": t("Skip"),
        "finish": t("Finish"),
    }
    return words[name]


def act_command(name: str) -> str:
    """What the palette says, where there is no button beside it."""
    words = {
        "back": t("Back to the activity before"),
        "pause": t("Start, pause or go on"),
        "next": t("On to the next activity"),
        "shorten": t("Give this activity 1 minute less"),
        "extend": t("Give this activity 1 minute more"),
        "extend_five": t("Give this activity 5 minutes more"),
        "shorten_five": t("Give this activity 5 minutes less"),
        "note": t("Write a note"),
        "observe": t("Observe somebody"),
        "check_in": t("Check somebody in"),
        "skip": t("Skip this activity"),
        "finish": t("Finish the run, or reopen it"),
    }
    return words[name]


def act_tip(name: str) -> str:
    """What it does, in a sentence, where the word is not enough."""
    tips = {
        "back": t("Return to the activity before, with the time it already had"),
        "next": t("End this activity and begin the next one"),
        "skip": t("Leave out this activity, or the one chosen in the agenda"),
        "finish": t("End the run; it can be reopened"),
        "note": t("Write a note, stamped with time and activity"),
    }
    return tips.get(name, "")


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
        self._status = RunStatus.READY
        self._narrow: bool | None = None
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
        }
        for name in ("shorten", "extend", "extend_five"):
            enabled[name] = under_way
        for name, button in self._buttons.items():
            button.setEnabled(enabled.get(name, True))
        main = "pause" if ready or status is RunStatus.PAUSED else "finish" if last else "next"
        for name in ("pause", "next", "finish"):
            role = "main" if name == main and not finished else "quiet"
            if self._buttons[name].property("role") != role:
                self._buttons[name].set_role(role)
        self._status = status
        self._refit()

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
        button.set_words("" if self._narrow and not self._is_main(name) else words)
        button.setAccessibleName(words)
        button.setToolTip(act_tip(name) or (words if self._narrow else ""))

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
                self._words[act.name],
                role="quiet",
                icon=act.icon,
                keys=act.cap or act.keys,
                stacked=True,
                name=f"run_{act.name}",
            )
            button.setToolTip(act_tip(act.name))
            # A click leaves the keys where they are: Space goes on to mean pause.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, name=act.name: self.act_requested.emit(name))
            self._buttons[act.name] = button
            self._row.addWidget(button)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def _refit(self) -> None:
        """Where the words do not fit, the icons and the keys stay; the words are in the tooltip."""
        narrow = self.width() < self._width_with_words()
        self._narrow = narrow
        for name in self._buttons:
            self._put_words(name)

    def _width_with_words(self) -> int:
        metrics = self._theme.metrics
        words = sum(
            metrics(Type.BODY, weight=600).horizontalAdvance(each) for each in self._words.values()
        )
        around = len(self._buttons) * (2 * 12 + 16 + 8 + 6)
        return words + around + 6 * 8 + 24
