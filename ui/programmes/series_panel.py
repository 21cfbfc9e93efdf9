"""Beside the list of workshops: what deserves a look in the chosen one, and the aims of all."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.day_words import hours_and_minutes
from ui.programmes.planned_rows import (
    PlannedRow,
    PlannedSeries,
    SkillTime,
    hint_headline,
)
from ui.programmes.when_words import clashes_words, clock_words
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.bars import ShareBar
from ui.widgets.buttons import Button
from ui.widgets.labels import IconLabel, TextLabel
from ui.widgets.side_panel import SidePanel
from ui.words import isolate, t, tn

WIDTH = 300
_MOST_SHOWN = 6


class SeriesPanel(SidePanel):
    """Two parts: the chosen workshop, and the minutes of each skill across the series.

    Signals:
        skills_requested: the person wants to choose the skills aimed at.
    """

    skills_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, width=WIDTH, name=t("The series"))
        self._look = theme
        self._chosen = _Part()
        self._series = _Part()
        self.add(self._chosen)
        self.add(self._series)

    def show_chosen(self, row: PlannedRow | None) -> None:
        """Say what deserves a look in the chosen workshop."""
        theme, part = self._look, self._chosen
        part.clear()
        part.setVisible(row is not None)
        if row is None:
            return
        part.add(TextLabel(theme, isolate(row.row.title), Type.SECTION, wrap=True))
        if row.row.venue_name:
            part.add(TextLabel(theme, isolate(row.row.venue_name), color="text-2", wrap=True))
        told = [("triangle-alert", words) for words in clashes_words(row.clashes)]
        clocks = clock_words(row.row.starts_local, row.row.time_zone)
        if clocks:
            told.insert(0, ("clock", clocks))
        told += [("info", hint_headline(hint)) for hint in row.hints]
        for icon, words in told[:_MOST_SHOWN]:
            part.add(_said(theme, icon, words))
        if len(told) > _MOST_SHOWN:
            more = len(told) - _MOST_SHOWN
            words = tn("{n} more in the agenda", "{n} more in the agenda", more)
            part.add(TextLabel(theme, words, Type.CAPTION, color="text-3"))
        if not row.row.activity_count:
            part.add(_said(theme, "list", t("The agenda is still empty.")))
        elif not told:
            part.add(_said(theme, "check", t("Nothing here asks for a second look.")))

    def show_series(self, series: PlannedSeries) -> None:
        """Say how much time each skill gets, and which aim has none."""
        theme, part = self._look, self._series
        part.clear()
        part.add(TextLabel(theme, t("Skills aimed at"), Type.LABEL, color="text-3"))
        if not series.skills:
            part.add(
                TextLabel(
                    theme,
                    t("None are chosen yet. Then you see here how many minutes each one gets."),
                    color="text-2",
                    wrap=True,
                )
            )
        most = max((each.seconds for each in series.skills), default=0)
        for each in series.skills:
            part.add(_SkillRow(theme, each, most))
        choose = Button(theme, t("Choose skills…"), role="link", name="choose_skills")
        choose.clicked.connect(self.skills_requested)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(choose)
        line.addStretch(1)
        part.add(row)
        if series.seconds:
            part.add(TextLabel(theme, t("Planned in all"), Type.LABEL, color="text-3"))
            words = t(
                "{time}, of it {contact} contact time",
                time=hours_and_minutes(series.seconds // 60),
                contact=hours_and_minutes(series.contact_seconds // 60),
            )
            part.add(TextLabel(theme, words, wrap=True))


class _Part(QWidget):
    """Widgets under each other that are replaced together."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(8)

    def clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)


class _SkillRow(QWidget):
    """A skill, its minutes, and a bar as long as its share of the largest."""

    def __init__(self, theme: Theme, each: SkillTime, most: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(3)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(TextLabel(theme, isolate(each.skill.title), wrap=True), 1)
        if each.seconds:
            words = hours_and_minutes(each.seconds // 60)
            row.addWidget(TextLabel(theme, words, tabular=True, color="text-2"))
            column.addLayout(row)
            column.addWidget(ShareBar(theme, each.seconds // 60, most // 60))
            return
        row.addWidget(IconLabel(theme, "triangle-alert", color="warn", size=14))
        row.addWidget(TextLabel(theme, t("no minutes"), color="warn"))
        column.addLayout(row)


def _said(theme: Theme, icon: str, words: str) -> QWidget:
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    color = "warn" if icon == "triangle-alert" else "text-3"
    column = QVBoxLayout()
    column.setContentsMargins(0, 2, 0, 0)
    column.addWidget(IconLabel(theme, icon, color=color, size=16))
    column.addStretch(1)
    row.addLayout(column)
    row.addWidget(TextLabel(theme, words, wrap=True), 1)
    return widget
