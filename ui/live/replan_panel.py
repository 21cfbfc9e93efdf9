"""Re-planning what is left: the ways to go on side by side, and what the notes offer beside them.

R opens it, a digit chooses, Enter takes. Nothing changes before that.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.live.replanning import Replans, RunProposal, ShortNote
from ui.live.console_panel import ConsolePanel
from ui.live.replan_card import ReplanCard, Scale
from ui.live.replan_words import way_words
from ui.live.run_words import whole_minutes
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.labels import TextLabel
from ui.words import isolate, t, tn

_MOST_WAYS = 4
_DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)


class ReplanPanel(ConsolePanel):
    """Shows the ways of `Replans`.

    Signals:
        chosen(object): the `RunProposal` that is to be taken.
        shortened(str, int): an activity that its note offers to shorten, by so many seconds.
        undo_requested: the last re-plan is to be taken back.
    """

    chosen = Signal(object)
    shortened = Signal(str, int)
    undo_requested = Signal()
    own_keys = frozenset({*_DIGITS, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape})

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            name="replan",
            title=t("Re-plan what is left"),
            about=t("Nothing changes until you choose."),
            leave=t("leave as it is"),
            parent=parent,
        )
        self._offered: tuple[ShortNote, ...] | None = None
        self._number = 0
        self._low = False
        cards = QHBoxLayout()
        cards.setSpacing(12)
        self._group = QButtonGroup(self)
        self._cards = [ReplanCard(theme, number + 1) for number in range(_MOST_WAYS)]
        for number, card in enumerate(self._cards):
            self._group.addButton(card, number)
            cards.addWidget(card, 1)
        self.column.addLayout(cards, 1)
        self._build_notes()
        foot = QHBoxLayout()
        foot.setSpacing(12)
        self._use = Button(theme, "", role="main", keys="Enter", name="replan_use")
        self._use.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._undo = Button(
            theme, t("Take back the last re-plan"), role="quiet", keys="Z", name="replan_undo"
        )
        self._undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        foot.addWidget(self._use)
        foot.addWidget(self._undo)
        foot.addStretch(1)
        self._back = TextLabel(
            theme,
            t("One key brings the old plan back: Z"),
            Type.CAPTION,
            color="text-2",
            elide=True,
        )
        foot.addWidget(self._back)
        self.column.addLayout(foot)
        self._group.idClicked.connect(self._choose)
        self._use.clicked.connect(self._take)
        self._undo.clicked.connect(self.undo_requested)

    def show_replans(self, found: Replans, time_zone: str, *, taken: int) -> None:
        """Show the ways from this moment; `taken`: how many re-plans can be taken back."""
        scale = Scale.of(found)
        for number, card in enumerate(self._cards):
            card.setVisible(number < len(found.proposals))
            if number < len(found.proposals):
                card.show_proposal(found.proposals[number], scale, time_zone)
        if self._number >= len(found.proposals):
            self._choose(0)
        self._undo.setVisible(taken > 0)
        self._back.setVisible(taken == 0 and not self._low)
        self._say_use()
        self._show_notes(found.notes)

    def begin(self, found: Replans) -> None:
        """Choose, to begin with, the first way that comes out, else the one that ends earliest."""
        fitting = [n for n, each in enumerate(found.proposals) if each.fits and each.changes]
        if found.over_seconds <= 0:
            fitting = [0]
        earliest = min(range(len(found.proposals)), key=lambda n: found.proposals[n].end)
        self._choose(fitting[0] if fitting else earliest)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def be_low(self, low: bool) -> None:
        """Leave the room to the cards where there is little."""
        self._low = low
        self._notes.setVisible(bool(self._offered) and not low)
        self._back.setVisible(not low and self._undo.isHidden())

    @property
    def proposal(self) -> RunProposal | None:
        """The way that is chosen."""
        return self._cards[self._number].proposal

    @override
    def key(self, event: QKeyEvent) -> bool:
        if event.key() in _DIGITS:
            number = _DIGITS.index(Qt.Key(event.key()))
            if not self._cards[number].isHidden():
                self._choose(number)
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take()
            return True
        return super().key(event)

    def _choose(self, number: int) -> None:
        self._number = number
        self._cards[number].setChecked(True)
        self._say_use()

    def _say_use(self) -> None:
        if self.proposal is not None:
            self._use.set_words(t("Use “{way}”", way=way_words(self.proposal.way)))

    def _take(self) -> None:
        if self.proposal is not None:
            self.chosen.emit(self.proposal)

    def _build_notes(self) -> None:
        self._notes = QScrollArea()
        self._notes.setObjectName("replan_notes")
        self._notes.setAccessibleName(t("If short of time"))
        self._notes.setWidgetResizable(True)
        self._notes.setFrameShape(QFrame.Shape.NoFrame)
        self._notes.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._notes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._notes.setMaximumHeight(self._theme.px(112))
        self.column.addWidget(self._notes)

    def _show_notes(self, notes: tuple[ShortNote, ...]) -> None:
        if notes == self._offered:
            return
        self._offered = notes
        body = QWidget()
        body.setProperty("paper", "canvas")
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        rows.addWidget(TextLabel(self._theme, t("If short of time"), Type.LABEL, color="text-3"))
        for number, note in enumerate(notes):
            rows.addWidget(self._note_row(note, number))
        rows.addStretch(1)
        old = self._notes.takeWidget()
        if old is not None:
            old.deleteLater()
        self._notes.setWidget(body)
        self._notes.setVisible(bool(notes) and not self._low)

    def _note_row(self, note: ShortNote, number: int) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        words = t("{title}: {text}", title=isolate(note.title), text=isolate(note.text))
        row.addWidget(TextLabel(self._theme, words, elide=True), 1)
        minutes = whole_minutes(note.can_lose_seconds)
        if minutes > 0:
            button = Button(
                self._theme,
                tn("{n} min less", "{n} min less", minutes),
                size="small",
                name=f"replan_note_{number}",
            )
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(
                lambda _=False: self.shortened.emit(note.activity_id, note.can_lose_seconds)
            )
            row.addWidget(button)
        return box
