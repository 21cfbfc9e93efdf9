"""A second pair of eyes: hints on the agenda, and how its time is spent."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from facilitator.planning.model import Agenda
from ui.planning.hints_help import Advice, Recent
from ui.planning.hints_list import HintList
from ui.planning.minutes_panel import MinutesSpent
from ui.theme.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import line
from ui.widgets.side_panel import SidePanel
from ui.words import t, tn


class HintsPanel(SidePanel):
    """The panel at the end of the agenda.

    Attributes:
        hints: the list, with all its signals.
        close_button: shown where the panel stands in place of the timeline.

    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, t("A second pair of eyes"), width=276, parent=parent)
        self.close_button = IconButton(
            theme, "x", t("Close the hints"), size="small", name="close_hints"
        )
        self.close_button.hide()
        if self.heading is not None:
            self.heading.row.addWidget(self.close_button)
        self.hints = HintList(theme, nothing=_nothing())
        self.add(self.hints)
        self.add(line("hair"))
        self._spent = MinutesSpent(theme)
        self.add(self._spent)

    def show_agenda(self, agenda: Agenda, skill_titles: dict[str, str]) -> None:
        """Show how this agenda spends its time."""
        self._spent.show_agenda(agenda, skill_titles)

    def show_advice(
        self,
        advice: Advice,
        agenda: Agenda,
        *,
        recent: Recent | None = None,
        editable: bool = True,
    ) -> None:
        """Show hints on this agenda; `recent` is the last change of minutes made here."""
        if self.heading is not None:
            self.heading.set_count(str(len(advice.hints)))
        self.hints.show_advice(advice, agenda=agenda, recent=recent, editable=editable)


class HintsButton(Button):
    """Opens the panel where there is no room for it beside the rest; says how many hints."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", role="quiet", icon="eye", name="show_hints", parent=parent)
        self.setCheckable(True)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """How many hints there are to be read."""
        self.set_words(tn("{n} hint", "{n} hints", count) if count else t("No hints"))


def _nothing() -> str:
    return t("Nothing to say: the day has its breaks, its aims and its end.")
