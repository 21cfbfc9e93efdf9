"""A small sheet of paper with the centre's head, painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from facilitator.centre.model import CentreDetails
from ui.theme.palette import paper_palette
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.painting import draw_line_of_text, mirrored
from ui.words import t

_RATIOS = {"A4": 297 / 210, "Letter": 11 / 8.5}
_ROW = 15


class PaperHead(QWidget):
    """A sign-in sheet in small; only its head is exact."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._details = CentreDetails(name="")
        self._names: tuple[str, ...] = ()
        self._logo = QPixmap()
        self.setObjectName("paper_head")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_head(self, details: CentreDetails, names: Sequence[str]) -> None:
        """Show a centre, and some of its people below."""
        self._details = details
        self._names = tuple(names)
        self._logo = QPixmap()
        if details.logo is not None:
            self._logo.loadFromData(details.logo)
        self.setAccessibleName(
            t("Head of a sheet: {name}, {place}", name=details.name, place=self._place())
        )
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(300))

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return round(width * _RATIOS.get(self._details.paper, _RATIOS["A4"]))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        paper = paper_palette()
        painter.setPen(self._theme.color("border"))
        painter.setBrush(QColor(Qt.GlobalColor.white))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        room = self.rect().adjusted(22, 24, -22, -20)
        black, grey = paper["text"], paper["text-2"]
        left = room.left()
        if not self._logo.isNull():
            spot = QRect(left, room.top(), 32, 32)
            size = self._logo.size().scaled(32, 32, Qt.AspectRatioMode.KeepAspectRatio)
            where = QRect(0, 0, size.width(), size.height())
            where.moveCenter(mirrored(spot, room, self.layoutDirection()).center())
            painter.drawPixmap(where, self._logo)
            left += 44
        name = self._details.name or t("Name of the centre")
        words = QRect(left, room.top(), room.right() - left, 18)
        self._line(painter, words, room, name, self._font(12, 600), black)
        words.translate(0, 17)
        self._line(painter, words, room, self._place(), self._font(9, 400), grey)
        top = room.top() + 44
        painter.setPen(black)
        painter.drawLine(room.left(), top, room.right(), top)
        self._line(
            painter, QRect(room.left(), top + 10, room.width(), 18), room,
            t("Sign-in sheet"), self._font(12, 600), black,
        )  # fmt: skip
        self._paint_rows(painter, room, top + 38, black, grey)

    def _paint_rows(
        self, painter: QPainter, room: QRect, top: int, black: QColor, grey: QColor
    ) -> None:
        columns = (0.62, 0.84)
        for number, name in enumerate(self._names):
            y = top + number * (_ROW + 4)
            if y + _ROW > room.bottom():
                break
            spot = QRect(room.left(), y, 18, _ROW)
            self._line(painter, spot, room, str(number + 1), self._font(8, 400), grey)
            spot = QRect(room.left() + 20, y, round(room.width() * 0.6) - 20, _ROW)
            self._line(painter, spot, room, name, self._font(8.5, 400), black)
            painter.setPen(QColor("#C9C9C9"))
            painter.drawLine(room.left(), y + _ROW + 1, room.right(), y + _ROW + 1)
            for part in columns:
                at = QRect(room.left() + round(room.width() * part), y - 2, 1, _ROW + 3)
                where = mirrored(at, room, self.layoutDirection())
                painter.drawLine(where.left(), where.top(), where.left(), where.bottom())

    def _line(
        self, painter: QPainter, rect: QRect, room: QRect, text: str, font: QFont, ink: QColor
    ) -> None:
        direction = self.layoutDirection()
        draw_line_of_text(
            painter, mirrored(rect, room, direction), text, font, ink, direction=direction
        )

    def _font(self, size: float, weight: int) -> QFont:
        # A picture of paper keeps its sizes whatever the size of the window's text is.
        font = self._theme.font(Type.BODY, weight=weight)
        font.setPixelSize(round(size + 1))
        return font

    def _place(self) -> str:
        details = self._details
        city = "" if details.city in details.address else details.city
        return ", ".join(part for part in (details.address, city) if part)
