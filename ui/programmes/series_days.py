"""The days of a series as they will be: a calendar in rows, from which days can be left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QDate, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.errors import Refused
from facilitator.planning.series_dates import Rhythm, series_dates
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.cards import Note
from ui.widgets.labels import TextLabel
from ui.widgets.rows import RowsModel, RowsView, RowWords
from ui.words import isolate, locale, t


@dataclass(frozen=True)
class SeriesDay:
    """One row: a month, or a day on which the series falls. `number` is 0 for a day left out."""

    day: date
    month: bool = False
    number: int = 0
    title: str = ""
    clash: str = ""


def days_of(first: date, rhythm: Rhythm) -> list[tuple[date, bool]]:
    """The days a rhythm comes to, and whether a workshop takes place: those left out are among
    them up to the last one. Raises `Refused` as `series_dates` does, but for days left out alone.
    """
    count = None if rhythm.count is None else rhythm.count + len(rhythm.skips)
    all_days = series_dates(first, replace(rhythm, count=count, skips=frozenset()))
    try:
        taking = set(series_dates(first, rhythm))
    except Refused as refusal:
        if refusal.code != "series-empty":
            raise
        taking = set()
    if rhythm.count is not None and taking:
        all_days = tuple(day for day in all_days if day <= max(taking))
    return [(day, day in taking) for day in all_days]


class SeriesDays(QWidget):
    """Months as headings, days as rows; Space or a click leaves a day out and takes it back.

    Signals:
        skips_changed: another set of days is left out.
        accepted: Enter was pressed in the list.
    """

    skips_changed = Signal()
    accepted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.skips: frozenset[date] = frozenset()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.summary = TextLabel(theme, "", Type.SECTION, wrap=True)
        self.summary.setObjectName("series_summary")
        column.addWidget(self.summary)
        self._hint = TextLabel(
            theme,
            t("A click or Space leaves a day out; the series goes on behind it."),
            Type.CAPTION,
            color="text-3",
            wrap=True,
        )
        column.addWidget(self._hint)
        self._model: RowsModel[SeriesDay] = RowsModel(_words)
        self.list = _DaysView(theme)
        self.list.set_rows_model(self._model)
        self.list.clicked.connect(self._toggle)
        self.list.space_pressed.connect(lambda: self._toggle(self.list.currentIndex()))
        self.list.opened.connect(lambda _row: self.accepted.emit())
        column.addWidget(self.list, 1)
        self.note = Note(theme, "", tone="info")
        self.note.label.setObjectName("series_note")
        self.note.hide()
        column.addWidget(self.note)

    def show_days(self, days: Sequence[SeriesDay]) -> None:
        """Show these days under their months; the current row stays on its day."""
        current = self.list.current_row()
        rows: list[SeriesDay] = []
        for each in days:
            if not rows or (rows[-1].day.year, rows[-1].day.month) != (
                each.day.year,
                each.day.month,
            ):
                rows.append(SeriesDay(each.day, month=True))
            rows.append(each)
        self._model.set_rows(rows)
        wanted = current.day if current is not None else None
        place = next(
            (i for i, row in enumerate(rows) if not row.month and row.day == wanted),
            1 if rows else -1,
        )
        if place >= 0 and self.list.currentIndex().row() != place:
            self.list.setCurrentIndex(self._model.index(place))

    def set_note(self, text: str) -> None:
        """Say something below the list, or nothing."""
        self.note.set_text(text)
        self.note.setVisible(bool(text))

    def rows(self) -> list[SeriesDay]:
        """The days that are shown, without the months."""
        return [row for row in self._model.rows() if not row.month]

    def _toggle(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        row = self._model.row(index)
        if row.month:
            return
        self.skips = self.skips ^ {row.day}
        self.skips_changed.emit()


class _DaysView(RowsView):
    """The list; Space is a signal of its own.

    Signals:
        space_pressed: the current row is to be left out or taken back.
    """

    space_pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="series_days", title=t("Days of the series"), framed=True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.space_pressed.emit()
            return
        super().keyPressEvent(event)


def _words(row: SeriesDay) -> RowWords:
    day = QDate(row.day.year, row.day.month, row.day.day)
    if row.month:
        month = locale().standaloneMonthName(day.month(), locale().FormatType.LongFormat)
        return RowWords(t("{month} {year}", month=month, year=day.year()), heading=True)
    words = locale().toString(day, "ddd d")
    if not row.number:
        return RowWords(words, chip=t("left out"), chip_icon="x", quiet=True, strong=False)
    title = isolate(row.title) if row.title else ""
    return RowWords(
        words,
        native=title,
        second=row.clash,
        trailing=str(row.number),
        chip=t("taken") if row.clash else "",
        chip_tone="warn",
    )
