"""“Fit to 19:30…” at the end of an agenda that is too long, on the row that says so."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView
from typing_extensions import override

from facilitator.planning.model import Agenda
from ui.planning.plan_words import clock_text
from ui.theme.theme import Theme
from ui.widgets.buttons import Button
from ui.words import t

_AIR = 12


class FitLink(Button):
    """Lies at the end side of the last row of a table, wherever that row is scrolled to."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(theme, "", role="link", name="fit_to_end", parent=table.viewport())
        self._table = table
        self._wanted = False
        table.viewport().installEventFilter(self)
        table.verticalScrollBar().valueChanged.connect(self._place)
        table.verticalScrollBar().rangeChanged.connect(self._place)
        model = table.model()
        for signal in (
            model.modelReset,
            model.dataChanged,
            model.rowsInserted,
            model.rowsRemoved,
            model.layoutChanged,
        ):
            signal.connect(self._place)
        self.hide()

    def show_agenda(self, agenda: Agenda, *, editable: bool) -> None:
        """Offer to fit where the agenda runs past its target end."""
        times = agenda.schedule
        self._wanted = editable and (times.over_seconds or 0) > 0
        if times.target_end is not None:
            self.set_words(t("Fit to {time}…", time=clock_text(times.target_end)))
        self._place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show}:
            self._place()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        # Words of the row that are longer than its room go on beneath.
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.end()
        super().paintEvent(event)

    def _place(self, *_given: object) -> None:
        model = self._table.model()
        last = model.rowCount() - 1
        if not self._wanted or last < 0:
            self.hide()
            return
        header = self._table.verticalHeader()
        viewport = self._table.viewport()
        row = QRect(
            0, header.sectionViewportPosition(last), viewport.width(), header.sectionSize(last)
        )
        size = self.sizeHint()
        left = row.right() - size.width() - _AIR
        if self._table.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = _AIR
        top = row.center().y() - size.height() // 2 + 1
        self.setGeometry(left, top, size.width(), size.height())
        self.show()
        self.raise_()
