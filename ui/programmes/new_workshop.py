"""The few things a new workshop needs: a title, a day, a time, a length."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from facilitator.planning.model import WorkshopRow
from ui.programmes.choosing import DayField
from ui.theme.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.forms import Form
from ui.words import t

_USUAL_MINUTES, _LONGEST_MINUTES = 120, 24 * 60
_USUAL_START = QTime(17, 30)


class NewWorkshop(QDialog):
    """Proposes a week after `last`, at the same time and as long; `answer` tells the choice."""

    def __init__(
        self,
        theme: Theme,
        last: WorkshopRow | None,
        now: datetime,
        time_zone: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("new_workshop_dialog")
        self.setWindowTitle(t("New workshop"))
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        form = Form(theme, label_width=110)
        self._title = QLineEdit()
        self._title.setObjectName("workshop_title")
        self._title.setMaxLength(200)
        self._title.setMinimumWidth(theme.px(360))
        form.add_row(t("Title"), self._title)
        self._day = DayField(theme, QDate.currentDate(), name="workshop_day")
        form.add_row(t("Day"), self._day, width=220)
        self._start = QTimeEdit(_USUAL_START)
        self._start.setObjectName("workshop_start")
        self._start.setDisplayFormat("HH:mm")
        form.add_row(
            t("Starts at"), self._start, help_text=t("Time zone: {zone}", zone=time_zone), width=110
        )
        self._minutes = QSpinBox()
        self._minutes.setObjectName("workshop_minutes")
        self._minutes.setRange(1, _LONGEST_MINUTES)
        self._minutes.setSingleStep(5)
        self._minutes.setSuffix(t(" min"))
        self._minutes.setValue(_USUAL_MINUTES)
        form.add_row(t("Planned length"), self._minutes, width=110)
        column.addWidget(form)
        column.addLayout(self._build_buttons(theme))
        self._propose_day(last, now.astimezone(ZoneInfo(time_zone)))
        self._title.textChanged.connect(self._allow)
        self._allow()

    def _build_buttons(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = Button(theme, t("Cancel"), name="cancel")
        cancel.clicked.connect(self.reject)
        self._add = Button(theme, t("Add workshop"), role="main", name="add_workshop")
        self._add.setDefault(True)
        self._add.clicked.connect(self.accept)
        row.addWidget(cancel)
        row.addWidget(self._add)
        return row

    def _propose_day(self, last: WorkshopRow | None, now: datetime) -> None:
        if last is None:
            day = now.date()
        else:
            day = last.starts_local.date() + timedelta(days=7)
            self._start.setTime(QTime(last.starts_local.hour, last.starts_local.minute))
            length = (last.ends_local - last.starts_local).total_seconds()
            self._minutes.setValue(max(1, round(length / 60)))
        self._day.setDate(QDate(day.year, day.month, day.day))

    def propose(self, title: str, like: WorkshopRow) -> None:
        """Begin with a title, and with the time of day of another workshop."""
        self._title.setText(title)
        self._title.selectAll()
        self._start.setTime(QTime(like.starts_local.hour, like.starts_local.minute))

    def answer(self) -> tuple[str, datetime, int]:
        """Title, local start and planned length in seconds."""
        day, start = self._day.date(), self._start.time()
        starts = datetime(  # noqa: DTZ001 - a wall time; its zone stands beside it
            day.year(), day.month(), day.day(), start.hour(), start.minute()
        )
        return self._title.text().strip(), starts, self._minutes.value() * 60

    def _allow(self) -> None:
        self._add.setEnabled(bool(self._title.text().strip()))
