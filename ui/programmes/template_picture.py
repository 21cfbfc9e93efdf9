"""A certificate template as a small picture that can be chosen, its name below."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from facilitator.documents.page_image import PageImage
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.painting import draw_line_of_text

WIDTH, _HEIGHT, _NAME = 196, 140, 28
_AROUND = 10


class TemplatePicture(QAbstractButton):
    """One of several: checked when its template is chosen."""

    def __init__(self, theme: Theme, key: str, words: str) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()
        self.setObjectName(f"template_{key}")
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    @property
    def has_picture(self) -> bool:
        """Whether the page was drawn."""
        return not self._image.isNull()

    def show_page(self, page: PageImage) -> None:
        """Show a page that was drawn."""
        image = QImage(
            page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32
        )
        self._image = image.copy()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(WIDTH), _HEIGHT + self._theme.px(_NAME) + 2 * _AROUND)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_card(painter)
        name = self._theme.px(_NAME)
        room = self.rect().adjusted(_AROUND, _AROUND, -_AROUND, -_AROUND - name)
        self._paint_sheet(painter, room)
        below = QRect(_AROUND, self.height() - name - 4, self.width() - 2 * _AROUND, name)
        weight = 600 if self.isChecked() else 500
        draw_line_of_text(
            painter, below, self.text(), self._theme.font(Type.CAPTION, weight=weight),
            self._theme.color("text" if self.isEnabled() else "text-3"),
            align=Qt.AlignmentFlag.AlignHCenter,
        )  # fmt: skip

    def _paint_card(self, painter: QPainter) -> None:
        chosen = self.isChecked()
        edge = "accent" if chosen or self.hasFocus() else "border"
        painter.setPen(QPen(self._theme.color(edge), 2 if chosen else 1))
        painter.setBrush(self._theme.color("accent-soft" if chosen else "surface"))
        radius = self._theme.radius("control")
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), radius, radius)
        if self.hasFocus() and chosen:
            painter.setPen(QPen(self._theme.color("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(5, 5, -5, -5), radius, radius)

    def _paint_sheet(self, painter: QPainter, room: QRect) -> None:
        painter.setPen(self._theme.color("border"))
        if self._image.isNull():
            painter.setBrush(self._theme.color("ground"))
            painter.drawRect(room)
            return
        size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        sheet = QRect(room.topLeft(), size)
        sheet.moveCenter(room.center())
        painter.drawImage(sheet, self._image)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(sheet.adjusted(-1, -1, 0, 0))
