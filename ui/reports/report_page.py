"""The page of figures: each with its denominator in words and how it is counted."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.attendance.model import GridWorkshop, ProgrammeFigures
from facilitator.skills.progress import Change
from ui.day_words import hours_and_minutes, percent, short_day
from ui.people.people_words import age_band, internet_answers
from ui.reports.figure_tile import FigureTile
from ui.reports.report_data import FEW_PAIRS, ReportData, groups_shown
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.bars import ChangeBar, ShareBar
from ui.widgets.cards import Note, SectionHeading
from ui.widgets.emptied import emptied
from ui.widgets.labels import TextLabel, line
from ui.words import isolate, locale, t, tn

_TILES_A_ROW, _TILE_WIDTH = 4, 220


class ReportPage(QWidget):
    """Filled anew for each programme; it is asked for no more than once a change."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: list[FigureTile] = []
        self._a_row = 0
        self.setProperty("paper", "canvas")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 8, 24, 24)
        self._column.setSpacing(theme.space(4))

    def show_report(self, data: ReportData) -> None:
        """Show a programme's figures."""
        self._shown = []
        emptied(self._column)
        self._column.addWidget(self._figures(data))
        self._column.addWidget(line("horizontal"))
        self._column.addWidget(SectionHeading(self._theme, t("Attendance by workshop")))
        self._column.addWidget(self._workshops(data.workshops))
        self._column.addWidget(line("horizontal"))
        self._show_changes(data)
        self._column.addWidget(line("horizontal"))
        self._show_groups(data)
        self._column.addStretch(1)

    # --------------------------------------------------------------------------------- figures

    def _figures(self, data: ReportData) -> QWidget:
        box = QWidget()
        self._grid = QGridLayout(box)
        self._grid.setContentsMargins(0, 8, 0, 8)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(20)
        self._shown = self._tiles(data)
        self._lay_tiles()
        return box

    def _lay_tiles(self) -> None:
        """As many figures a row as there is room for."""
        self._a_row = self._tiles_a_row()
        for number, tile in enumerate(self._shown):
            self._grid.addWidget(tile, number // self._a_row, number % self._a_row)
        for column in range(_TILES_A_ROW):
            self._grid.setColumnStretch(column, 1 if column < self._a_row else 0)

    def _tiles_a_row(self) -> int:
        return max(1, min(_TILES_A_ROW, self.width() // self._theme.px(_TILE_WIDTH)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown and self._tiles_a_row() != self._a_row:
            self._lay_tiles()

    def _tiles(self, data: ReportData) -> list[FigureTile]:
        figures, theme = data.figures, self._theme
        number = locale().toString
        tiles = [
            FigureTile(
                theme,
                number(figures.unique_participants),
                t("people took part, of {n} enrolled", n=figures.enrolled),
                t("Came at least once; each person counted once."),
                name="figure_people",
            ),
            FigureTile(
                theme,
                number(figures.attendances),
                tn(
                    "attendances at {n} workshop",
                    "attendances at {n} workshops",
                    len(figures.attendance_by_workshop),
                ),
                t("One for each person at each workshop with contact minutes."),
                name="figure_attendances",
            ),
            FigureTile(
                theme,
                hours_and_minutes(figures.contact_minutes_delivered),
                t(
                    "of learning, of {all} if everybody had been at everything",
                    all=hours_and_minutes(figures.expected_learner_minutes),
                ),
                t("The contact minutes of all people together."),
                name="figure_hours",
            ),
            FigureTile(
                theme,
                hours_and_minutes(figures.contact_minutes_offered_per_person),
                t(
                    "offered to each, of {planned} planned",
                    planned=hours_and_minutes(figures.planned_minutes),
                ),
                _breaks_words(data),
                name="figure_offered",
            ),
            FigureTile(
                theme,
                number(figures.attended_4_or_more),
                _kept_words(figures),
                t("Came to four workshops or more, of those who came at all."),
                name="figure_kept",
            ),
            FigureTile(
                theme,
                number(figures.attended_all),
                t("came to every workshop, of {n}", n=figures.unique_participants),
                t("Every workshop of the programme that was not cancelled."),
                name="figure_all",
            ),
            FigureTile(
                theme,
                number(figures.did_not_start),
                t("did not start, of {n} enrolled", n=figures.enrolled),
                t("Enrolled and never came; they are in no other figure."),
                name="figure_not_started",
            ),
            FigureTile(
                theme,
                number(data.certificates),
                t("certificates issued, to {n} who took part", n=figures.unique_participants),
                t("Valid ones; replaced and revoked ones are not counted."),
                name="figure_certificates",
            ),
        ]
        if figures.anonymous_heads:
            tiles.append(
                FigureTile(
                    theme,
                    number(figures.anonymous_heads),
                    t("visits without a name"),
                    t("Counted apart; in none of the other figures."),
                    name="figure_anonymous",
                )
            )
        return tiles

    # ------------------------------------------------------------------------------- workshops

    def _workshops(self, workshops: tuple[GridWorkshop, ...]) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 4)
        theme = self._theme
        for row, workshop in enumerate(workshops):
            day = TextLabel(theme, short_day(workshop.on), color="text-2")
            grid.addWidget(day, row, 0)
            grid.addWidget(
                TextLabel(theme, isolate(workshop.title), weight=500, elide=True), row, 1
            )
            if workshop.cancelled:
                grid.addWidget(TextLabel(theme, t("cancelled"), color="text-3"), row, 3)
                continue
            bar = ShareBar(theme, workshop.came, workshop.enrolled_then)
            grid.addWidget(bar, row, 2, Qt.AlignmentFlag.AlignVCenter)
            came = t("{came} of {all}", came=workshop.came, all=workshop.enrolled_then)
            if workshop.anonymous:
                more = tn("and {n} without a name", "and {n} without a name", workshop.anonymous)
                came = f"{came}, {more}"
            words = TextLabel(theme, came, tabular=True)
            words.setToolTip(t("Came, of those enrolled on that day"))
            grid.addWidget(words, row, 3)
            time = TextLabel(
                theme, hours_and_minutes(workshop.minutes_delivered), color="text-2", tabular=True
            )
            time.setToolTip(t("Contact time of all people together"))
            grid.addWidget(time, row, 4)
        if not workshops:
            grid.addWidget(TextLabel(theme, t("No workshop is planned yet."), color="text-2"), 0, 0)
        return box

    # --------------------------------------------------------------------------------- changes

    def _show_changes(self, data: ReportData) -> None:
        theme = self._theme
        self._column.addWidget(
            SectionHeading(
                theme,
                t("What changed, in people’s own eyes"),
                aside=t("↓ lower   = same   ↑ higher; numbers are people"),
            )
        )
        pairs = [
            change.pairs for each in data.uplift for change in (each.then_to_now, each.start_to_now)
        ]
        if not any(pairs):
            self._column.addWidget(
                TextLabel(
                    theme,
                    t("Nobody has handed in two self-ratings yet; one reading is no change."),
                    color="text-2",
                    wrap=True,
                )
            )
            return
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(2, 1)
        row = 0
        for each in data.uplift:
            grid.addWidget(TextLabel(theme, isolate(each.skill_title), weight=500), row, 0)
            for words, change in (
                (t("then to now"), each.then_to_now),
                (t("start to now"), each.start_to_now),
            ):
                self._add_change(grid, row, words, change, max(pairs))
                row += 1
            grid.setRowMinimumHeight(row, 6)
            row += 1
        self._column.addWidget(box)
        caveat = t(
            "Self-ratings of {rated} of {all} participants; people who left early are not "
            "included; levels are not test results.",
            rated=data.rated,
            all=data.figures.unique_participants,
        )
        looking_back = t(
            "“Then” was filled in on the last day, looking back, so it often shows more change "
            "than the first sheet."
        )
        self._column.addWidget(Note(theme, f"{caveat} {looking_back}"))

    def _add_change(
        self, grid: QGridLayout, row: int, words: str, change: Change, longest: int
    ) -> None:
        theme = self._theme
        grid.addWidget(TextLabel(theme, words, Type.CAPTION, color="text-2"), row, 1)
        grid.addWidget(ChangeBar(theme, change, longest), row, 2)
        pairs = tn("{n} pair", "{n} pairs", change.pairs)
        grid.addWidget(TextLabel(theme, pairs, Type.CAPTION, color="text-2", tabular=True), row, 3)
        median = "" if change.median_change is None else _signed(float(change.median_change))
        words = t("median {change}", change=median) if median else ""
        grid.addWidget(TextLabel(theme, words, Type.CAPTION, color="text-2", tabular=True), row, 4)

    # ---------------------------------------------------------------------------------- groups

    def _show_groups(self, data: ReportData) -> None:
        figures, least = data.figures, data.programme.smallest_group_shown
        self._column.addWidget(
            SectionHeading(
                self._theme,
                t("Who took part"),
                aside=tn(
                    "Groups under {n} person are put together",
                    "Groups under {n} people are put together",
                    least,
                ),
            )
        )
        internet = dict(internet_answers())
        row = QHBoxLayout()
        row.setSpacing(24)
        for title, counts in (
            (t("By age"), {age_band(k): v for k, v in figures.people_by_age_band.items()}),
            (t("By gender"), {isolate(k): v for k, v in figures.people_by_gender.items()}),
            (t("By district"), {isolate(k): v for k, v in figures.people_by_district.items()}),
            (
                t("By internet at home"),
                {
                    internet.get(k, isolate(k)): v
                    for k, v in figures.people_by_internet_at_home.items()
                },
            ),
        ):
            row.addWidget(self._group(title, counts, least), 1, Qt.AlignmentFlag.AlignTop)
        box = QWidget()
        box.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(box)

    def _group(self, title: str, counts: Mapping[str, int], least: int) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        theme = self._theme
        grid.addWidget(TextLabel(theme, title, Type.LABEL, color="text-3"), 0, 0, 1, 2)
        shown, rest = groups_shown(counts, least)
        rows = [(name if _said(name) else t("Not said"), number) for name, number in shown]
        if rest:
            rows.append((t("Smaller groups together"), rest))
        for number, (name, people) in enumerate(rows, start=1):
            grid.addWidget(TextLabel(theme, name, wrap=True), number, 0)
            figure = TextLabel(theme, locale().toString(people), tabular=True)
            grid.addWidget(figure, number, 1, Qt.AlignmentFlag.AlignTrailing)
        return box


def _breaks_words(data: ReportData) -> str:
    if data.programme.breaks_count:
        return t("Activities that count as contact, with breaks.")
    return t("Activities that count as contact, without breaks.")


def _kept_words(figures: ProgrammeFigures) -> str:
    of = figures.unique_participants
    if of >= FEW_PAIRS:
        return t("stayed, of {n} ({share})", n=of, share=percent(figures.retention_percent))
    return t("stayed, of {n}", n=of)


def _signed(change: float) -> str:
    text = locale().toString(abs(change), "f", 0 if change == int(change) else 1)
    if not change:
        return text
    return f"+{text}" if change > 0 else f"−{text}"


def _said(name: str) -> bool:
    return bool(name.strip("\u2068\u2069"))
