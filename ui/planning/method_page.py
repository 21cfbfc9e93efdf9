"""One method to read: how long, for how many, its steps, where it comes from, what to mind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.live.learned import Usual
from facilitator.planning.model import Method, MethodUse
from ui.day_words import day_month_year
from ui.planning.library_filters import energy_word, preparation_word
from ui.planning.plan_words import duration, kind_word, minutes_of
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.emptied import emptied
from ui.widgets.kind_mark import KindMark
from ui.widgets.labels import IconLabel, TextLabel, line
from ui.words import isolate, t, tn

_SIDE = 84
_MOST_USES = 3


class MethodPage(QWidget):
    """Filled anew for each method; the credit is part of it wherever it is shown.

    Signals:
        usual_wanted: the time that was learned is to be taken.
    """

    usual_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("method_page")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def show_method(
        self,
        method: Method,
        skills: Mapping[str, str],
        usual: Usual | None = None,
        uses: Sequence[MethodUse] | None = None,
        *,
        adopt: str = "",
    ) -> None:
        """Show a method; `skills` are titles by id. `uses` None: nothing is said of them.

        `adopt` are the words of the button beside a usual time that differs; none without.
        """
        emptied(self._column)
        self.setAccessibleName(isolate(method.title))
        self._add(self._kind(method))
        self._add(TextLabel(self._theme, isolate(method.title), Type.TITLE, wrap=True))
        if method.aliases:
            others = isolate(", ".join(method.aliases))
            self._say(t("Also called {names}", names=others), color="text-3")
        if method.summary:
            self._add(
                TextLabel(
                    self._theme,
                    isolate(method.summary),
                    Type.ROW,
                    weight=400,
                    color="text-2",
                    wrap=True,
                )
            )
        self._add(line("hair"))
        self._add(self._facts(method))
        if usual is not None:
            self._add(self._usual(usual, adopt))
        self._add(line("hair"))
        if method.steps:
            self._add(TextLabel(self._theme, t("Steps"), Type.LABEL, color="text-3"))
            self._add(self._steps(method))
        self._add(self._notes(method))
        if method.skill_ids:
            self._add(self._skills(method, skills))
        if uses is not None:
            self._add(self._uses(uses))
        self._column.addStretch(1)

    def _kind(self, method: Method) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(KindMark(self._theme, method.kind.value))
        row.addWidget(TextLabel(self._theme, kind_word(method.kind.value), color="text-2"))
        if method.own:
            row.addWidget(Chip(self._theme, t("our own")))
        if method.archived:
            row.addWidget(Chip(self._theme, t("put away"), icon="archive"))
        row.addStretch(1)
        return box

    def _usual(self, usual: Usual, adopt: str) -> QWidget:
        box = QWidget()
        box.setObjectName("method_usual")
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        words = tn(
            "Planned {planned}, usually {usual}, from {n} run",
            "Planned {planned}, usually {usual}, from {n} runs",
            usual.runs,
            planned=minutes_of(usual.planned_seconds),
            usual=minutes_of(usual.usual_seconds),
        )
        row.addWidget(IconLabel(self._theme, "history", size=16), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(TextLabel(self._theme, words, color="text-2", wrap=True), 1)
        if usual.differs and adopt:
            button = Button(self._theme, adopt, size="small", keys="U", name="take_usual")
            button.clicked.connect(self.usual_wanted)
            row.addWidget(button)
        return box

    def _facts(self, method: Method) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        least, most = minutes_of(method.min_seconds), minutes_of(method.max_seconds)
        span = t("{least} to {most}", least=least, most=most) if least != most else ""
        people = t("{least} to {most}", least=method.group_min, most=method.group_max)
        for words, value, more in (
            (t("Takes"), duration(method.usual_seconds), span),
            (t("People"), people, isolate(method.grouping)),
            (t("Energy"), energy_word(method.energy), ""),
            (t("Prepare"), preparation_word(method.preparation), ""),
        ):
            column = QVBoxLayout()
            column.setSpacing(1)
            column.addWidget(TextLabel(self._theme, words, Type.CAPTION, color="text-3"))
            column.addWidget(TextLabel(self._theme, value, Type.ROW, weight=600))
            if more.strip("\u2068\u2069"):
                column.addWidget(
                    TextLabel(self._theme, more, Type.CAPTION, color="text-2", wrap=True)
                )
            column.addStretch(1)
            # How people work may take many words.
            row.addLayout(column, 3 if more.startswith("\u2068") else 2)
        return box

    def _steps(self, method: Method) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for number, step in enumerate(method.steps):
            minutes = t("{n} min", n=minutes_of(step.seconds)) if step.seconds else ""
            when = TextLabel(self._theme, minutes, color="text-2", tabular=True)
            grid.addWidget(when, number, 0, top | Qt.AlignmentFlag.AlignTrailing)
            grid.addWidget(TextLabel(self._theme, isolate(step.text), wrap=True), number, 1, top)
        return box

    def _notes(self, method: Method) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, self._theme.px(_SIDE))
        credit = method.origin_credit or method.origin_summary
        more = method.origin_summary if method.origin_credit else ""
        told = (
            (t("Bring"), ", ".join(method.materials), "text"),
            (t("Say"), method.say, "text"),
            (t("Watch for"), method.watch, "text"),
            (t("Tip"), method.tip, "text"),
            (t("Everyone"), method.inclusion, "text"),
            (t("Credit"), credit, "text-2"),
            (t("Where from"), more, "text-2"),
            (t("Caution"), method.origin_caution, "text-2"),
        )
        row = 0
        for words, text, color in told:
            if not text:
                continue
            label = TextLabel(self._theme, words, Type.LABEL, color="text-3")
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(TextLabel(self._theme, isolate(text), color=color, wrap=True), row, 1)
            row += 1
        return box

    def _skills(self, method: Method, skills: Mapping[str, str]) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        names = [skills[each] for each in method.skill_ids if each in skills]
        row.addWidget(
            TextLabel(self._theme, tn("Skill", "Skills", len(names)), Type.LABEL, color="text-3")
        )
        for name in names:
            row.addWidget(Chip(self._theme, isolate(name), tone="accent"))
        row.addStretch(1)
        return box

    def _uses(self, uses: Sequence[MethodUse]) -> QWidget:
        box = QWidget()
        box.setObjectName("method_uses")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        count = len(uses)
        words = (
            tn("Used in {n} workshop", "Used in {n} workshops", count)
            if count
            else t("Not used in a workshop yet")
        )
        column.addWidget(TextLabel(self._theme, words, Type.LABEL, color="text-3"))
        for use in uses[:_MOST_USES]:
            day = day_month_year(use.starts_local.date())
            told = t("{title}, {day}", title=isolate(use.title), day=day)
            column.addWidget(TextLabel(self._theme, told, Type.CAPTION, color="text-2", wrap=True))
        if count > _MOST_USES:
            more = count - _MOST_USES
            words = tn("and {n} more", "and {n} more", more)
            column.addWidget(TextLabel(self._theme, words, Type.CAPTION, color="text-3"))
        return box

    def _say(self, text: str, *, color: str = "text-2") -> None:
        self._add(TextLabel(self._theme, text, Type.CAPTION, color=color, wrap=True))

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
