"""Hints as quiet rows: what, why on demand, what helps, and a way to put each aside."""

from __future__ import annotations

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


class HintRow(QWidget):
    """One hint.

    Signals:
        why_toggled(bool): the reason is asked for, or put away again.
    """

    why_toggled = Signal(bool)

    def __init__(self, theme: Theme, hint: Hint, *, why: bool) -> None:
        super().__init__()
        self._theme = theme
        headline = headline_of(hint)
        self.setObjectName("hint")
        self.setAccessibleName(headline)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(10)
        icon = IconLabel(theme, ICONS[hint.code], color="warn", size=16)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(TextLabel(theme, headline, Type.BODY, weight=500, wrap=True), 1)
        self.dismiss = IconButton(
            theme, "x", t("Put this hint aside"), size="small", name="dismiss_hint"
        )
        row.addWidget(self.dismiss, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        below = QVBoxLayout()
        below.setSpacing(2)
        self._below = below
        self.reason = TextLabel(theme, reason_of(hint), Type.CAPTION, color="text-2", wrap=True)
        self.reason.setObjectName("hint_reason")
        self.reason.setVisible(why)
        below.addWidget(self.reason)
        self._links = LinkFlow()
        below.addLayout(self._links)
        column.addLayout(below)
        self._why: Button | None = None
        self._indent()
        theme.changed.connect(self._indent)

    def _indent(self) -> None:
        """Reason and links stand below the words, not below the icon."""
        self._below.setContentsMargins(self._theme.px(16) + 8, 0, 0, 0)

    def add_link(self, words: str, name: str) -> Button:
        """A link below the words."""
        link = Button(self._theme, words, role="link", name=name)
        self._links.addWidget(link)
        return link

    def add_why(self) -> None:
        """The link that shows the reason; the last one."""
        self._why = self.add_link(self._why_words(), "hint_why")
        self._why.clicked.connect(self._toggle)

    def _toggle(self) -> None:
        shown = self.reason.isHidden()
        self.reason.setVisible(shown)
        if self._why is not None:
            self._why.set_words(self._why_words())
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
        self._shown: tuple[object, ...] = ()
        self._open: set[tuple[str, str, str]] = set()
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
        target = agenda.schedule.target_end if agenda is not None else None
        shown = (tuple(advice.hints), dict(advice.methods), recent, editable, target)
        if shown == self._shown:
            # Nothing moves under a hand that is about to press a link.
            return
        self._shown = shown
        emptied(self._rows)
        for number, hint in enumerate(advice.hints):
            if number:
                self._rows.addWidget(line("hair"))
            row = self._row(hint, advice, agenda, recent, editable=editable)
            self._rows.addWidget(row)
            # At once, not when the layout comes to it: a screen reader may ask before.
            row.show()

    def _row(
        self,
        hint: Hint,
        advice: Advice,
        agenda: Agenda | None,
        recent: Recent | None,
        *,
        editable: bool,
    ) -> HintRow:
        row = HintRow(self._theme, hint, why=hint.key in self._open)
        row.dismiss.setVisible(editable)
        row.dismiss.clicked.connect(lambda _checked=False: self.dismiss_requested.emit(hint))
        row.why_toggled.connect(lambda shown: self._remember(hint, shown))
        if editable and agenda is not None:
            self._add_changes(row, hint, agenda, recent)
        part = part_of(hint)
        count = advice.methods.get(part, 0) if part is not None else 0
        if count:
            words = tn("See {n} method", "See {n} methods", count)
            link = row.add_link(words, "hint_methods")
            link.clicked.connect(lambda _checked=False: self.methods_requested.emit(part))
        if hint.activity_ids and agenda is not None:
            # Where two collide, the one that is run into is the place to look at.
            wanted = hint.activity_ids[-1 if hint.code is HintCode.LOCK_OVERLAP else 0]
            link = row.add_link(t("Go there"), "hint_go")
            link.clicked.connect(lambda _checked=False: self.go_requested.emit(wanted))
        row.add_why()
        return row

    def _add_changes(self, row: HintRow, hint: Hint, agenda: Agenda, recent: Recent | None) -> None:
        known = {activity.id: activity for activity in agenda.activities}
        changed = known.get(recent.activity_id) if recent is not None else None
        if (
            can_be_fitted(hint)
            and recent is not None
            and changed is not None
            and changed.planned_seconds == recent.after_seconds > recent.before_seconds
        ):
            words = t("Back to {minutes}", minutes=minutes_of(recent.before_seconds))
            link = row.add_link(words, "hint_back")
            link.clicked.connect(lambda _checked=False: self.back_requested.emit(recent))
        end = agenda.schedule.target_end
        if can_be_fitted(hint):
            words = (
                t("Fit to {time}…", time=clock_text(end))
                if end is not None
                else t("Fit to a time…")
            )
            link = row.add_link(words, "hint_fit")
            link.clicked.connect(lambda _checked=False: self.fit_requested.emit())
        place = place_for_break(hint, agenda)
        if place is not None:
            link = row.add_link(t("Add a break"), "hint_break")
            link.clicked.connect(lambda _checked=False: self.break_requested.emit(place))

    def _remember(self, hint: Hint, shown: bool) -> None:
        (self._open.add if shown else self._open.discard)(hint.key)
