"""Hints as quiet rows: what, why on demand, what helps, and a way to put each aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.planning.hints import Hint, HintCode
from facilitator.planning.model import Agenda
from ui.planning.hints_help import (
    ICONS,
    Advice,
    Recent,
    can_be_fitted,
    headline_of,
    part_of,
    place_for_break,
    reason_of,
)
from ui.planning.hints_links import LinkFlow
from ui.planning.plan_words import clock_text, minutes_of
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button, IconButton
from ui.widgets.emptied import emptied
from ui.widgets.labels import IconLabel, TextLabel, line
from ui.words import t, tn

HintKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class HintLink:
    """One way to help: its object name, its words, what it does."""

    name: str
    words: str
    do: Callable[[], object]


class HintRow(QWidget):
    """One hint; it stays the same widget while its figures and its links change.

    Signals:
        why_toggled(bool): the reason is asked for, or put away again.
    """

    why_toggled = Signal(bool)

    def __init__(self, theme: Theme, hint: Hint, *, why: bool) -> None:
        super().__init__()
        self._theme = theme
        self._links: dict[str, Button] = {}
        self._deeds: dict[str, Callable[[], object]] = {}
        self.setObjectName("hint")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        self.rule = line("hair")
        outer.addWidget(self.rule)
        column = QVBoxLayout()
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        outer.addLayout(column)
        row = QHBoxLayout()
        row.setSpacing(10)
        icon = IconLabel(theme, ICONS[hint.code], color="warn", size=16)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        self._headline = TextLabel(theme, "", Type.BODY, weight=500, wrap=True)
        row.addWidget(self._headline, 1)
        self.dismiss = IconButton(
            theme, "x", t("Put this hint aside"), size="small", name="dismiss_hint"
        )
        row.addWidget(self.dismiss, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self._below = QVBoxLayout()
        self._below.setSpacing(2)
        self.reason = TextLabel(theme, "", Type.CAPTION, color="text-2", wrap=True)
        self.reason.setObjectName("hint_reason")
        self.reason.setVisible(why)
        self._below.addWidget(self.reason)
        self._flow = LinkFlow()
        self._below.addLayout(self._flow)
        column.addLayout(self._below)
        self._indent()
        theme.changed.connect(self._indent)

    def show_hint(self, hint: Hint, links: Sequence[HintLink]) -> None:
        """Say this hint, with these links and the one that shows the reason behind them."""
        headline = headline_of(hint)
        self.setAccessibleName(headline)
        self._headline.setText(headline)
        self.reason.setText(reason_of(hint))
        offered = [*links, HintLink("hint_why", self._why_words(), self._toggle)]
        self._deeds = {link.name: link.do for link in offered}
        if list(self._links) != [link.name for link in offered]:
            emptied(self._flow)
            self._links = {link.name: self._new_link(link) for link in offered}
        for link in offered:
            button = self._links[link.name]
            if button.words != link.words:
                button.set_words(link.words)

    def _new_link(self, link: HintLink) -> Button:
        button = Button(self._theme, link.words, role="link", name=link.name)
        name = link.name
        button.clicked.connect(lambda _checked=False: self._deeds[name]())
        self._flow.addWidget(button)
        # At once, not when the layout comes to it: a screen reader may ask before.
        button.show()
        return button

    def _indent(self) -> None:
        """Reason and links stand below the words, not below the icon."""
        self._below.setContentsMargins(self._theme.px(16) + 8, 0, 0, 0)

    def _toggle(self) -> None:
        shown = self.reason.isHidden()
        self.reason.setVisible(shown)
        self._links["hint_why"].set_words(self._why_words())
        self.why_toggled.emit(shown)

    def _why_words(self) -> str:
        return t("Why") if self.reason.isHidden() else t("Less")


class HintList(QWidget):
    """All hints of a place, one below the other.

    Signals:
        go_requested(str): the activity a hint speaks of is wanted.
        methods_requested(object): the `LibraryPart` of the library that helps.
        fit_requested(): proposals to end in time are wanted.
        back_requested(object): the `Recent` change of minutes is to be taken back.
        break_requested(int): a break is wanted before the activity at this place.
        dismiss_requested(object): the `Hint` is to be put aside.
        bring_back_requested(): those put aside are to be shown again.
    """

    go_requested = Signal(str)
    methods_requested = Signal(object)
    fit_requested = Signal()
    back_requested = Signal(object)
    break_requested = Signal(int)
    dismiss_requested = Signal(object)
    bring_back_requested = Signal()

    def __init__(self, theme: Theme, *, nothing: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._by_key: dict[HintKey, HintRow] = {}
        self._hints: dict[HintKey, Hint] = {}
        self._open: set[HintKey] = set()
        self.setObjectName("hint_list")
        self.setAccessibleName(t("Hints"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._nothing = TextLabel(theme, nothing, Type.BODY, color="text-2", wrap=True)
        self._nothing.setObjectName("no_hints")
        column.addWidget(self._nothing)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column.addLayout(self._rows)
        self._back = Button(theme, "", role="link", name="bring_back_hints")
        self._back.clicked.connect(lambda _checked=False: self.bring_back_requested.emit())
        bar = QHBoxLayout()
        bar.addWidget(self._back)
        bar.addStretch(1)
        column.addLayout(bar)

    def show_advice(
        self,
        advice: Advice,
        *,
        agenda: Agenda | None = None,
        recent: Recent | None = None,
        editable: bool = True,
    ) -> None:
        """Show hints; without `agenda` they are about more than one workshop."""
        self._nothing.setVisible(not advice.hints and bool(self._nothing.text()))
        self._back.setVisible(bool(advice.aside) and editable)
        self._back.set_words(
            tn("Bring back {n} put aside", "Bring back {n} put aside", advice.aside)
        )
        for key in set(self._by_key) - {hint.key for hint in advice.hints}:
            gone = self._by_key.pop(key)
            self._rows.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        # A row that stays is the same widget: nothing moves under a hand about to press a link,
        # and the focus stays where it is.
        for number, hint in enumerate(advice.hints):
            row = self._by_key.get(hint.key) or self._new_row(hint)
            self._hints[hint.key] = hint
            row.rule.setVisible(number > 0)
            row.dismiss.setVisible(editable)
            row.show_hint(hint, self._links_of(hint, advice, agenda, recent, editable=editable))
            if self._rows.indexOf(row) != number:
                self._rows.removeWidget(row)
                self._rows.insertWidget(number, row)
            row.show()

    def _new_row(self, hint: Hint) -> HintRow:
        key = hint.key
        row = HintRow(self._theme, hint, why=key in self._open)
        row.dismiss.clicked.connect(
            lambda _checked=False: self.dismiss_requested.emit(self._hints[key])
        )
        row.why_toggled.connect(lambda shown: self._remember(key, shown=shown))
        self._by_key[key] = row
        return row

    def _links_of(
        self,
        hint: Hint,
        advice: Advice,
        agenda: Agenda | None,
        recent: Recent | None,
        *,
        editable: bool,
    ) -> Sequence[HintLink]:
        links: list[HintLink] = []
        if editable and agenda is not None:
            links += self._changes(hint, agenda, recent)
        part = part_of(hint)
        count = advice.methods.get(part, 0) if part is not None else 0
        if count:
            words = tn("See {n} method", "See {n} methods", count)
            links.append(HintLink("hint_methods", words, lambda: self.methods_requested.emit(part)))
        if hint.activity_ids and agenda is not None:
            # Where two collide, the one that is run into is the place to look at.
            wanted = hint.activity_ids[-1 if hint.code is HintCode.LOCK_OVERLAP else 0]
            links.append(HintLink("hint_go", t("Go there"), lambda: self.go_requested.emit(wanted)))
        return links

    def _changes(self, hint: Hint, agenda: Agenda, recent: Recent | None) -> Iterator[HintLink]:
        known = {activity.id: activity for activity in agenda.activities}
        changed = known.get(recent.activity_id) if recent is not None else None
        if (
            can_be_fitted(hint)
            and recent is not None
            and changed is not None
            and changed.planned_seconds == recent.after_seconds > recent.before_seconds
        ):
            words = t("Back to {minutes}", minutes=minutes_of(recent.before_seconds))
            yield HintLink("hint_back", words, lambda: self.back_requested.emit(recent))
        end = agenda.schedule.target_end
        if can_be_fitted(hint):
            words = (
                t("Fit to {time}…", time=clock_text(end))
                if end is not None
                else t("Fit to a time…")
            )
            yield HintLink("hint_fit", words, self.fit_requested.emit)
        place = place_for_break(hint, agenda)
        if place is not None:
            words = t("Add a break")
            yield HintLink("hint_break", words, lambda: self.break_requested.emit(place))

    def _remember(self, key: HintKey, *, shown: bool) -> None:
        (self._open.add if shown else self._open.discard)(key)
