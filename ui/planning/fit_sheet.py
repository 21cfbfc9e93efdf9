"""Fit to an end: the ways to end in time side by side, each as what it would do; one is taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from facilitator.planning.fitting import FitChange, FitProposal
from facilitator.planning.model import Agenda
from ui.planning.plan_words import clock_text, minutes_of
from ui.programmes.choosing import TimeField
from ui.sentences import name_of
from ui.shell.dialogs import Sheet
from ui.shell.screen import Screen
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.chip import Chip
from ui.widgets.emptied import emptied
from ui.widgets.forms import pad
from ui.widgets.kind_mark import KindMark
from ui.widgets.labels import TextLabel, line
from ui.widgets.toggles import RadioMark
from ui.words import isolate, t, tn

_COLUMN = 264
_LIST_HEIGHT = 260
_HALF_HOUR = 30


class ProposalCard(QFrame):
    """One way: its name, what becomes of each activity, and how the day would end.

    Signals:
        pressed: the card was clicked anywhere.
    """

    pressed = Signal()

    def __init__(self, theme: Theme, proposal: FitProposal, kinds: dict[str, str]) -> None:
        super().__init__()
        self._theme = theme
        self.proposal = proposal
        self.setObjectName(f"proposal_{proposal.way.value}")
        self.setProperty("card", "true")
        self.setMinimumWidth(theme.px(_COLUMN))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        words = name_of("fit-way", proposal.way.value)
        self.mark = RadioMark(theme, "", name=f"take_{proposal.way.value}")
        self.mark.setAccessibleName(words)
        self.mark.setAccessibleDescription("; ".join([*self._spoken(), *self._outcome()]))
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        title = TextLabel(theme, words, Type.BODY, weight=600, wrap=True)
        # Two lines for each, so that the lists below begin at one height.
        title.setMinimumHeight(2 * theme.line(Type.BODY))
        across = title.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        title.setAlignment(across | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)
        head.addWidget(title, 1)
        column.addLayout(head)
        column.addWidget(line("hair"))
        column.addWidget(self._build_changes(kinds), 1)
        column.addWidget(line("hair"))
        column.addLayout(self._build_end())

    def _build_changes(self, kinds: dict[str, str]) -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumHeight(self._theme.px(120))
        area.setMaximumHeight(self._theme.px(_LIST_HEIGHT))
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 4, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, change in enumerate(self.proposal.changes):
            dropped = change.after_seconds is None
            mark = KindMark(self._theme, kinds.get(change.activity_id, "welcome"), size=12)
            grid.addWidget(mark, row, 0)
            title = TextLabel(
                self._theme, change.title, color="text-2" if dropped else "text", elide=True
            )
            grid.addWidget(title, row, 1)
            figure = TextLabel(
                self._theme,
                change_words(change),
                Type.CAPTION,
                color="warn" if dropped else "text-2",
                weight=600 if dropped else None,
                tabular=True,
            )
            grid.addWidget(figure, row, 2, Qt.AlignmentFlag.AlignRight)
        grid.setRowStretch(len(self.proposal.changes), 1)
        area.setWidget(body)
        area.viewport().setAutoFillBackground(False)
        body.setAutoFillBackground(False)
        return area

    def _build_end(self) -> QVBoxLayout:
        end = QVBoxLayout()
        end.setSpacing(4)
        row = QHBoxLayout()
        row.addWidget(TextLabel(self._theme, t("Ends"), Type.CAPTION, color="text-2"))
        ends = TextLabel(self._theme, clock_text(self.proposal.end), Type.TITLE, tabular=True)
        ends.setObjectName("proposal_end")
        row.addWidget(ends)
        row.addStretch(1)
        end.addLayout(row)
        for words in self._outcome():
            tone, icon = ("ok", "check") if self.proposal.fits else ("warn", "triangle-alert")
            chips = QHBoxLayout()
            chips.addWidget(Chip(self._theme, words, tone=tone, icon=icon))
            chips.addStretch(1)
            end.addLayout(chips)
        return end

    def _outcome(self) -> list[str]:
        proposal = self.proposal
        if proposal.fits:
            early = -proposal.over_seconds // 60
            return [tn("{n} min to spare", "{n} min to spare", early) if early else t("Fits")]
        said = []
        if proposal.over_seconds > 0:
            over = -(-proposal.over_seconds // 60)
            said.append(tn("{n} min still over", "{n} min still over", over))
        if proposal.overlap_seconds:
            over = -(-proposal.overlap_seconds // 60)
            said.append(tn("{n} min into a locked start", "{n} min into a locked start", over))
        return said

    def _spoken(self) -> list[str]:
        return [f"{change.title}: {change_words(change)}" for change in self.proposal.changes]

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()


class FitSheet(Sheet):
    """Shows proposals for an end that can be changed.

    Signals:
        end_changed: other proposals are wanted, for `end`.
    """

    end_changed = Signal()

    def __init__(self, theme: Theme, window: QWidget, agenda: Agenda) -> None:
        title = t("Fit to an end")
        super().__init__(theme, window, title, main=t("Use this one"), width=620, name="fit_sheet")
        self._agenda = agenda
        self._cards: list[ProposalCard] = []
        self._group = QButtonGroup(self)
        self._kinds = {
            each.id: each.kind.value
            for activity in agenda.activities
            for each in (activity, *(step for track in activity.tracks for step in track.steps))
        }
        row = QHBoxLayout()
        row.setSpacing(10)
        label = TextLabel(theme, t("End by"), weight=500)
        self._end = TimeField(name="fit_end")
        self._end.setAccessibleName(t("End by"))
        self._end.setKeyboardTracking(False)
        pad(self._end)
        begin = _first_end(agenda)
        self._end.setTime(QTime(begin.hour, begin.minute))
        self._end.timeChanged.connect(lambda _time: self.end_changed.emit())
        label.setBuddy(self._end)
        self._now = TextLabel(theme, "", Type.BODY, color="text-2", wrap=True)
        self._now.setText(t("As planned it ends {time}.", time=clock_text(agenda.schedule.end)))
        row.addWidget(label)
        row.addWidget(self._end)
        row.addWidget(self._now, 1)
        self.column.addLayout(row)
        self._nothing = TextLabel(theme, "", Type.ROW, weight=400, color="text-2", wrap=True)
        self._nothing.setObjectName("no_proposals")
        self._nothing.hide()
        self.column.addWidget(self._nothing)
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        self.column.addLayout(self._row, 1)
        self._aside = TextLabel(
            theme,
            t("Breaks, openings and looking back are never left out, unless they are optional."),
            Type.CAPTION,
            color="text-3",
            wrap=True,
        )
        self.column.addWidget(self._aside)
        self.main_button.setEnabled(False)

    @property
    def end(self) -> time:
        """The end asked for, as a time on the wall."""
        chosen = self._end.time()
        return time(chosen.hour(), chosen.minute())

    @property
    def chosen(self) -> FitProposal | None:
        """The proposal that is marked."""
        return next((card.proposal for card in self._cards if card.mark.isChecked()), None)

    def show_proposals(self, proposals: Sequence[FitProposal], *, in_time: bool) -> None:
        """Show these; with none, say whether that is because the plan ends in time already."""
        emptied(self._row)
        for mark in self._group.buttons():
            self._group.removeButton(mark)
        self._cards = []
        for proposal in proposals:
            card = ProposalCard(self.theme, proposal, self._kinds)
            card.pressed.connect(lambda card=card: card.mark.click())
            self._group.addButton(card.mark)
            self._row.addWidget(card, 1)
            card.show()
            self._cards.append(card)
        best = next((card for card in self._cards if card.proposal.fits), None)
        best = best or next(iter(self._cards), None)
        if best is not None:
            best.mark.setChecked(True)
        self._nothing.setVisible(not proposals)
        self._nothing.setText(t("It ends in time already.") if in_time else _nothing_helps())
        self._aside.setVisible(bool(proposals))
        self.main_button.setEnabled(best is not None)
        if self._end.hasFocus() or best is None:
            return
        best.mark.setFocus()


async def fit_agenda(screen: Screen, workshop_id: str) -> bool:
    """Show the ways to end in time and take the one that is chosen; True when one was."""
    agenda: Agenda = await screen.session.ask(lambda wb: wb.planning.agenda(workshop_id))
    if not agenda.activities:
        return False
    sheet = FitSheet(screen.theme, screen, agenda)
    sheet.end_changed.connect(lambda: screen.spawn(_propose(screen, sheet, agenda)))
    await _propose(screen, sheet, agenda)
    if not await screen.shell.ask_dialog(sheet):
        return False
    proposal = sheet.chosen
    if proposal is None:
        return False
    await screen.session.do(lambda wb: wb.planning.apply_fit(workshop_id, proposal))
    screen.shell.notice(
        tn(
            "{n} activity changed: the day ends {time}",
            "{n} activities changed: the day ends {time}",
            len(proposal.changes),
            time=clock_text(proposal.end),
        ),
        undo=True,
    )
    return True


async def _propose(screen: Screen, sheet: FitSheet, agenda: Agenda) -> None:
    workshop_id, end = agenda.workshop.id, sheet.end
    proposals: list[FitProposal] = await screen.session.ask(
        lambda wb: wb.planning.fit_proposals(workshop_id, end)
    )
    if not isValid(sheet) or sheet.end != end:
        return
    times = agenda.schedule
    sheet.show_proposals(proposals, in_time=_ends_by(agenda, end) and not times.overlap_seconds)


def change_words(change: FitChange) -> str:
    """``15 → 11``, or that it is dropped: ``5 min dropped``."""
    before = minutes_of(change.before_seconds)
    if change.after_seconds is None:
        return t("{minutes} min dropped", minutes=before)
    # An island of its own: the arrow points from what was to what will be in any direction.
    return isolate(f"{before} → {minutes_of(change.after_seconds)}")


def _ends_by(agenda: Agenda, end: time) -> bool:
    times = agenda.schedule
    wall = times.end.replace(tzinfo=None)
    asked = datetime.combine(times.start.date(), end)
    if asked <= times.start.replace(tzinfo=None):
        # Before it begins: the next day is meant.
        return wall.date() == times.start.date() or wall.time() <= end
    return wall <= asked


def _first_end(agenda: Agenda) -> datetime:
    """The target end; without one, the last half hour before the day would end."""
    times = agenda.schedule
    if times.target_end is not None:
        return times.target_end
    return times.end.replace(minute=times.end.minute // _HALF_HOUR * _HALF_HOUR)


def _nothing_helps() -> str:
    return t(
        "Nothing here may be shortened or dropped. Give activities the least minutes they need,"
        " or mark some as optional, and look again."
    )
