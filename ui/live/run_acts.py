"""Everything one can do on the console: its name, its key, its icon, its words.

One table for the bar of keys, the commands of the screen and the sheet of all keys, so that the
key that is shown is the key that works.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ui.live.time_words import left_to_right
from ui.words import t

PAGE_DOWN, PAGE_UP = "PgDn", "PgUp"
TIME_GROUP = 1
"""The group of the bar whose buttons are figures alone."""


@dataclass(frozen=True, slots=True)
class RunAct:
    """Something one can do on the console: its key, its icon, which group of the bar it is in.

    `also`: further keys that do the same, not shown. `cap`: how the key is written on a keyboard,
    where that is not how Qt calls it. `in_bar`: whether the bar has a button for it.
    """

    name: str
    keys: str
    icon: str
    group: int
    also: tuple[str, ...] = ()
    in_bar: bool = True
    cap: str = ""


# Five minutes have keys without Shift: "Shift +" is the very key that types "+" on many keyboards.
# The arrows to the sides are what some clickers send for Page Up and Page Down.
ACTS: tuple[RunAct, ...] = (
    RunAct("back", "PgUp", "skip-back", 0, also=("Left",)),
    RunAct("pause", "Space", "pause", 0),
    RunAct("next", "PgDown", "skip-forward", 0, also=("Right",), cap=PAGE_DOWN),
    RunAct("shorten_five", "L", "minus", TIME_GROUP, also=("Alt+5",)),
    RunAct("shorten", "-", "minus", TIME_GROUP),
    RunAct("extend", "+", "plus", TIME_GROUP, also=("=",)),
    RunAct("extend_five", "5", "plus", TIME_GROUP),
    RunAct("note", "N", "sticky-note", 2),
    RunAct("observe", "O", "eye", 2),
    RunAct("check_in", "C", "user-check", 2),
    RunAct("timers", "T", "timer", 3),
    RunAct("replan", "R", "shuffle", 3),
    RunAct("room", "D", "monitor", 3),
    RunAct("sound", "M", "volume-2", 3),
    RunAct("skip", "S", "repeat-2", 4),
    RunAct("finish", "F", "flag", 4),
    RunAct("next_time", "Shift+N", "notebook-pen", 5, in_bar=False),
    RunAct("began", "G", "history", 5, in_bar=False),
    RunAct("wait", "W", "hand", 5, in_bar=False),
    RunAct("clock_mode", "V", "clock", 5, in_bar=False),
    RunAct("undo_replan", "Z", "undo-2", 5, in_bar=False),
    RunAct("rehearse", "P", "play", 5, in_bar=False),
    RunAct("room_layout", "Y", "layout-grid", 6, in_bar=False),
    RunAct("room_clock", "Shift+V", "clock", 6, in_bar=False),
    RunAct("room_message", "E", "pencil", 6, in_bar=False),
    RunAct("room_blank", "B", "eye-off", 6, also=(".",), in_bar=False),
)
BY_NAME: Mapping[str, RunAct] = {act.name: act for act in ACTS}


def act_words(name: str) -> str:
    """What a button of the bar says, and screen readers hear."""
    words = {
        "back": t("Back"),
        "pause": t("Pause"),
        "next": t("Next"),
        "shorten_five": t("5 min less"),
        "shorten": t("1 min less"),
        "extend": t("1 min more"),
        "extend_five": t("5 min more"),
        "note": t("Note"),
        "observe": t("Observe"),
        "check_in": t("Check in"),
        "timers": t("Timers"),
        "replan": t("Re-plan"),
        "room": t("Room"),
        "sound": t("Sound"),
        "skip": t("Skip"),
        "finish": t("Finish"),
    }
    return words[name]


FIGURES: Mapping[str, str] = {
    "shorten_five": left_to_right("\N{MINUS SIGN}5"),
    "shorten": left_to_right("\N{MINUS SIGN}1"),
    "extend": left_to_right("+1"),
    "extend_five": left_to_right("+5"),
}
"""What the buttons for minutes show: they stand side by side and need no more."""


def minutes_words(name: str) -> str:
    """The same where there is room for the unit."""
    return t("{figure} min", figure=FIGURES[name])


def act_command(name: str) -> str:
    """What the palette and the sheet of keys say, where there is no button beside it."""
    words = {
        "back": t("Back to the activity before"),
        "pause": t("Start, pause or go on"),
        "next": t("On to the next activity"),
        "shorten_five": t("Give this activity 5 minutes less"),
        "shorten": t("Give this activity 1 minute less"),
        "extend": t("Give this activity 1 minute more"),
        "extend_five": t("Give this activity 5 minutes more"),
        "note": t("Write a note"),
        "next_time": t("Write down what to change next time"),
        "observe": t("Observe somebody"),
        "check_in": t("Check somebody in"),
        "timers": t("Timers for groups, turns or a break"),
        "replan": t("Re-plan what is left"),
        "room": t("Open or close the room display"),
        "sound": t("Sound on or off"),
        "skip": t("Skip this activity, or the one chosen"),
        "finish": t("Finish the run, or reopen it"),
        "began": t("Say that it began some minutes ago"),
        "wait": t("Let it wait a minute before it goes on by itself"),
        "clock_mode": t("Count down, count up, or show the time of day"),
        "undo_replan": t("Take back the last re-plan"),
        "rehearse": t("Rehearse: nothing is kept"),
        "room_layout": t("Another layout for the room"),
        "room_clock": t("Another clock for the room"),
        "room_message": t("A message to the room"),
        "room_blank": t("Blank the room display, or show it again"),
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
        "timers": t("A timer beside the main one: for groups, turns, a break, or a silent one"),
        "replan": t("See three ways to go on when time is short, and choose one"),
        "room": t("Open or close the display for the room"),
    }
    return tips.get(name, "")
