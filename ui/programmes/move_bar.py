"""Moves workshops where they stand: one to another day and time, several by so many days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSpinBox, QVBoxLayout
from typing_extensions import override

from facilitator.planning.clashes import Booking
from facilitator.planning.model import WorkshopRow
from ui.programmes.choosing import DayField, TimeField
from ui.programmes.when_words import booked_at, notes_on
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.forms import pad
from ui.widgets.labels import TextLabel
from ui.words import isolate, t, tn

_USUAL_DAYS, _MOST_DAYS = 7, 3660


class MoveBar(QFrame):
    """Shown over the list while something is moved; Enter moves, Escape leaves all as it is.

    Signals:
        move_requested(str, datetime): a workshop is to begin then.
        shift_requested(list, int): these workshops are to move by so many days.
        closed: nothing is moved any more.
    """

    move_requested = Signal(str, object)
    shift_requested = Signal(list, int)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows: tuple[WorkshopRow, ...] = ()
        self._bookings: tuple[Booking, ...] = ()
        self.setObjectName("move_bar")
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._what = TextLabel(theme, "", Type.ROW, elide=True)
        row.addWidget(self._what, 1)
        self._day = DayField(theme, QDate.currentDate(), name="move_day")
        self._day.setAccessibleName(t("New day"))
        self._time = TimeField(name="move_time")
        self._time.setAccessibleName(t("New start"))
        self._days = QSpinBox()
        self._days.setObjectName("move_days")
        self._days.setRange(-_MOST_DAYS, _MOST_DAYS)
        self._days.setAccessibleName(t("By how many days"))
        for field in (self._day, self._time, self._days):
            pad(field)
            row.addWidget(field)
        self._move = Button(theme, t("Move"), role="main", keys="Enter", name="move_now")
        self._move.clicked.connect(self._ask)
        cancel = Button(theme, t("Cancel"), role="quiet", keys="Esc", name="move_cancel")
        cancel.clicked.connect(self.close_bar)
        row.addWidget(self._move)
        row.addWidget(cancel)
        column.addLayout(row)
        self._note = TextLabel(theme, "", Type.CAPTION, color="text-3", wrap=True)
        self._note.setObjectName("move_note")
        column.addWidget(self._note)
        self._day.dateChanged.connect(self._tell)
        self._time.timeChanged.connect(self._tell)
        self._days.valueChanged.connect(self._tell)
        self.hide()

    def open_for(self, rows: Sequence[WorkshopRow], bookings: Sequence[Booking]) -> None:
        """Ask where these go; the first field has the focus."""
        self._rows, self._bookings = tuple(rows), tuple(bookings)
        one = len(rows) == 1
        for field in (self._day, self._time):
            field.setVisible(one)
        self._days.setVisible(not one)
        starts = rows[0].starts_local
        if one:
            self._day.setDate(QDate(starts.year, starts.month, starts.day))
            self._time.setTime(QTime(starts.hour, starts.minute))
            self._what.setText(t("Move {title} to", title=isolate(rows[0].title)))
        else:
            self._days.setValue(_USUAL_DAYS)
            self._what.setText(tn("Move {n} workshop by", "Move {n} workshops by", len(rows)))
        self._tell()
        self.show()
        if one:
            self._day.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._days.setFocus(Qt.FocusReason.OtherFocusReason)
            self._days.selectAll()

    def close_bar(self) -> None:
        """Leave everything where it is."""
        self.hide()
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._ask()
        else:
            super().keyPressEvent(event)

    def _starts(self) -> datetime:
        day, start = self._day.date(), self._time.time()
        return datetime(  # noqa: DTZ001 - a wall time; its zone stays
            day.year(), day.month(), day.day(), start.hour(), start.minute()
        )

    def _tell(self) -> None:
        days = self._days.value()
        self._days.setSuffix(tn(" day", " days", abs(days)))
        if not self._rows:
            return
        told = ""
        if len(self._rows) == 1:
            told = self._trouble_at(self._rows[0], self._starts())
            usual = t("Only this workshop moves; the others keep their days.")
        else:
            usual = t("Each keeps its time of day; a minus moves them earlier.")
        self._note.setText(told or usual)
        self._note.set_color("on-warn-soft" if told else "text-3")
        moved = len(self._rows) > 1 or self._starts() != self._rows[0].starts_local
        self._move.setEnabled(moved and (len(self._rows) == 1 or bool(days)))

    def _trouble_at(self, row: WorkshopRow, starts: datetime) -> str:
        seconds = int((row.ends_utc - row.starts_utc).total_seconds())
        mine = next((each for each in self._bookings if each.workshop_id == row.id), None)
        if mine is None:
            return ""
        there = booked_at(mine, starts, row.time_zone, seconds)
        return notes_on(there, row.time_zone, self._bookings, most=1)

    def _ask(self) -> None:
        if not self._move.isEnabled():
            return
        if len(self._rows) == 1:
            self.move_requested.emit(self._rows[0].id, self._starts())
        else:
            self.shift_requested.emit([row.id for row in self._rows], self._days.value())
