"""Joins the hints to the agenda: reads them, does what they ask for, finds them a place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView, QWidget
from shiboken6 import isValid

from facilitator.live.learned import Usual
from facilitator.planning.hints import Hint
from facilitator.planning.model import Activity, Agenda
from facilitator.workbook import Workbook
from ui.planning.fit_link import FitLink
from ui.planning.fit_sheet import fit_agenda
from ui.planning.hints_deeds import (
    add_break,
    bring_back,
    put_aside,
    see_methods,
    take_back_minutes,
)
from ui.planning.hints_help import Advice, LibraryPart, Recent, read_advice
from ui.planning.hints_panel import HintsButton, HintsPanel
from ui.planning.plan_words import minutes_of
from ui.planning.timeline_pane import TimelinePane
from ui.planning.usual_note import UsualNote
from ui.shell.command import Command
from ui.shell.screen import Screen
from ui.words import isolate, t

_PANEL_FROM = 1200
_TIMELINE_FROM = 820

WATCHED = frozenset(
    {"dismissed_hint", "method", "method_skill", "run", "workshop_skill", "activity_material"}
)
"""Kinds of things, beside those of the agenda, whose change may change a hint."""


class HintsDesk(QObject):
    """Belongs to a screen that shows an agenda.

    The screen calls `show` after each load, `choose` when another activity is the current one,
    `fold` when its width changes, and adds `commands` to its own. `read` is for the function it
    gives to the session.

    Attributes:
        panel: the panel at the end side.
        note: what the current activity usually takes; to be put near its details.
        button: opens the panel where there is room for neither panel nor timeline; to be put
            where it is always seen.

    """

    def __init__(
        self,
        screen: Screen,
        workshop_id: str,
        pane: TimelinePane,
        table: QTableView,
        choose: Callable[[str], object],
    ) -> None:
        super().__init__(screen)
        self._screen = screen
        self._workshop_id = workshop_id
        self._pane = pane
        self._choose = choose
        self._agenda: Agenda | None = None
        self._usual: Mapping[str, Usual] = {}
        self._recent: Recent | None = None
        self._chosen = ""
        self._open = False
        self._folded: tuple[int, QWidget] | None = None
        self.panel = HintsPanel(screen.theme)
        self.note = UsualNote(screen.theme)
        self.button = HintsButton(screen.theme)
        self.button.setObjectName("show_hints_from_bar")
        self.button.hide()
        self._link = FitLink(screen.theme, table)
        self._connect()

    @staticmethod
    def read(book: Workbook, agenda: Agenda) -> tuple[Advice, Mapping[str, Usual]]:
        """All that `show` needs, read where the workbook is."""
        return read_advice(book, agenda), book.live.usual_in(agenda)

    def show(
        self,
        agenda: Agenda,
        advice: Advice,
        usual: Mapping[str, Usual],
        skill_titles: dict[str, str],
    ) -> None:
        """Show another state of the plan."""
        editable = self._may_edit()
        self._recent = recent_change(self._agenda, agenda, self._recent)
        self._agenda, self._usual = agenda, usual
        self.panel.show_agenda(agenda, skill_titles)
        self.panel.show_advice(advice, agenda, recent=self._recent, editable=editable)
        for button in (self._pane.hints, self.button):
            button.show_count(len(advice.hints))
        self._link.show_agenda(agenda, editable=editable)
        self.choose(self._chosen)

    def choose(self, activity_id: str) -> None:
        """Another activity is the current one."""
        self._chosen = activity_id
        usual = self._usual.get(activity_id)
        self.note.show_usual(activity_id, usual, editable=self._may_edit())

    def fold(self, width: int, beside: QWidget) -> None:
        """Panel and timeline side by side where there is room; `beside` is the line before them."""
        self._folded = (width, beside)
        scale = self._screen.theme.text_scale / 100
        roomy = width >= _PANEL_FROM * scale
        timeline = width >= _TIMELINE_FROM * scale and (roomy or not self._open)
        self.panel.setVisible(roomy or self._open)
        self.panel.close_button.setVisible(not roomy)
        self._pane.setVisible(timeline)
        self._pane.hints.setVisible(not roomy)
        self.button.setVisible(not timeline and not self._open)
        beside.setVisible(timeline)

    def commands(self) -> Sequence[Command]:
        """What one can do beside editing."""
        return (
            Command("agenda.fit", t("Fit to an end…"), self.fit, "F", "timer-off", self._may_edit),
            Command(
                "agenda.usual",
                t("Take the usual minutes"),
                lambda: self.adopt(self._chosen),
                "U",
                "history",
                self._has_usual,
            ),
            Command("agenda.hints", t("Show or hide the hints"), self.toggle, "H", "eye"),
        )

    # --------------------------------------------------------------------------------- deeds

    def fit(self) -> None:
        """Offer ways to end in time."""
        self._screen.spawn(fit_agenda(self._screen, self._workshop_id))

    def toggle(self) -> None:
        """Open the panel in place of the timeline, or close it; beside it where there is room."""
        self._open = not self._open
        for button in (self._pane.hints, self.button):
            button.setChecked(self._open)
        if self._folded is not None:
            self.fold(*self._folded)

    def adopt(self, activity_id: str) -> None:
        """Plan an activity as it usually takes."""
        usual = self._usual.get(activity_id)
        if usual is not None and usual.differs and self._may_edit():
            self._screen.spawn(self._adopt(activity_id, usual))

    async def _adopt(self, activity_id: str, usual: Usual) -> None:
        seconds = usual.usual_seconds
        await self._screen.session.do(lambda wb: wb.planning.adopt_usual(activity_id, seconds))
        found = self._activities().get(activity_id)
        if found is not None:
            self._screen.shell.notice(
                t(
                    "“{title}” is planned for {minutes} min now",
                    title=isolate(found.title),
                    minutes=minutes_of(seconds),
                ),
                undo=True,
            )

    def _connect(self) -> None:
        hints, screen = self.panel.hints, self._screen
        hints.go_requested.connect(self._choose)
        hints.fit_requested.connect(self.fit)
        hints.methods_requested.connect(self._see_methods)
        hints.dismiss_requested.connect(self._put_aside)
        hints.bring_back_requested.connect(
            lambda: screen.spawn(bring_back(screen, self._workshop_id))
        )
        hints.back_requested.connect(lambda recent: screen.spawn(take_back_minutes(screen, recent)))
        hints.break_requested.connect(lambda place: screen.spawn(self._add_break(place)))
        self._link.clicked.connect(lambda _checked=False: self.fit())
        for button in (self._pane.hints, self.button):
            button.clicked.connect(lambda _checked=False: self.toggle())
        self.panel.close_button.clicked.connect(lambda _checked=False: self.toggle())
        self._pane.timeline.usual_requested.connect(self.adopt)
        self.note.adopt_requested.connect(self.adopt)

    def _put_aside(self, hint: Hint) -> None:
        self._screen.spawn(put_aside(self._screen, hint))

    def _see_methods(self, part: LibraryPart) -> None:
        see_methods(self._screen, part, self._workshop_id)

    async def _add_break(self, place: int) -> None:
        made = await add_break(self._screen, self._workshop_id, place)
        if isValid(self):
            self._choose(made)

    def _may_edit(self) -> bool:
        return not self._screen.session.read_only

    def _has_usual(self) -> bool:
        usual = self._usual.get(self._chosen)
        return self._may_edit() and usual is not None and usual.differs

    def _activities(self) -> dict[str, Activity]:
        return {} if self._agenda is None else with_steps(self._agenda)


def with_steps(agenda: Agenda) -> dict[str, Activity]:
    """All activities of an agenda by id, the steps of parallel groups too."""
    return {
        each.id: each
        for activity in agenda.activities
        for each in (activity, *(step for track in activity.tracks for step in track.steps))
    }


def recent_change(before: Agenda | None, after: Agenda, known: Recent | None) -> Recent | None:
    """The last change of minutes between two states of a plan, several steps of it as one."""
    if before is None or before.workshop.id != after.workshop.id:
        return None
    old = with_steps(before)
    changed = [
        (old[key], activity)
        for key, activity in with_steps(after).items()
        if key in old and old[key].planned_seconds != activity.planned_seconds
    ]
    if not changed:
        return known
    if len(changed) > 1:
        return None
    ((was, now),) = changed
    first = was.planned_seconds
    if known is not None and (known.activity_id, known.after_seconds) == (now.id, first):
        first = known.before_seconds
    return Recent(now.id, first, now.planned_seconds)
