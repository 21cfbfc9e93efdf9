"""The pinned row under the attendance grid: how many came, of those enrolled then."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from facilitator.attendance.model import AttendanceGrid
from ui.day_words import hours_and_minutes
from ui.programmes.grid_view import GridView
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.painting import END, START, draw_line_of_text, mirrored
from ui.words import t, tn


class GridTotals(QWidget):
    """Painted under the columns of a grid view, wherever they are scrolled to."""

    def __init__(self, theme: Theme, view: GridView) -> None:
        super().__init__()
        self._theme = theme
        self._view = view
        self._cells: list[tuple[str, str]] = []
        self.setObjectName("grid_totals")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        view.horizontalHeader().sectionResized.connect(self.update)
        view.horizontalScrollBar().valueChanged.connect(self.update)
        theme.changed.connect(self.updateGeometry)

    def show_totals(self, grid: AttendanceGrid, awards: int) -> None:
        """Show the figures of a whole programme (a filter of the rows does not change them)."""
        self._cells = [(t("Came"), t("of those enrolled then"))]
        self._cells += [
            (str(each.came), t("of {all}", all=each.enrolled_then)) for each in grid.workshops
        ]
        self._cells += [
            (str(grid.attendances), ""),
            (hours_and_minutes(grid.contact_minutes), ""),
            (tn("{n} award", "{n} awards", awards), ""),
        ]
        self.setAccessibleName(
            t("Came: {list}", list=", ".join(first for first, _ in self._cells[1:]))
        )
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self._theme.row_height("row"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, direction = self._theme, self.layoutDirection()
        header = self._view.horizontalHeader()
        last = len(self._cells) - 1
        for column, (strong, quiet) in enumerate(self._cells):
            left = header.sectionViewportPosition(column) + 1
            room = QRect(left, 0, header.sectionSize(column), self.height())
            if direction != self._view.layoutDirection():
                room = mirrored(room, self.rect(), direction)
            inset = theme.space(3) if column > last - 3 else theme.space(2)
            room = room.adjusted(inset, 0, -inset, 0)
            ends = column == last - 1
            if ends:
                # Under the hours and minutes of the rows; a long sum may reach under their bars.
                needed = theme.metrics(Type.BODY, weight=600).horizontalAdvance(strong) + 4
                under_hours = room.width() - theme.px(48 + 56) - 2 * theme.space(2)
                room.setWidth(min(room.width(), max(needed, under_hours)))
            width = draw_line_of_text(
                painter,
                room,
                strong,
                theme.font(Type.BODY, weight=600, tabular=True),
                theme.color("text"),
                align=END if ends else START,
                direction=direction,
            )
            if quiet:
                rest = QRect(room)
                gap = width + theme.px(5)
                if direction == direction.LeftToRight:
                    rest.setLeft(room.left() + gap)
                else:
                    rest.setRight(room.right() - gap)
                draw_line_of_text(
                    painter,
                    rest,
                    quiet,
                    theme.font(Type.CAPTION, tabular=True),
                    theme.color("text-3"),
                    direction=direction,
                )
