"""A certificate as it will print, as large as there is room."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from facilitator.documents.page_image import PageImage
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.words import isolate, t


class CertificatePreview(QWidget):
    """Paints the image of a printed page on the ground, with a thin edge like a sheet of paper."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()
        self._words = ""
        self.setObjectName("certificate_preview")
        self.setProperty("paper", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(280)
        theme.changed.connect(self.update)

    def wanted_pixels(self) -> int:
        """How wide a page may be drawn to be sharp here."""
        return max(200, round((self.width() - 64) * self.devicePixelRatioF()))

    def show_page(self, page: PageImage, name: str) -> None:
        """Show a page that was drawn."""
        image = QImage(
            page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32
        )
        self._image = image.copy()
        self._words = ""
        self.setAccessibleName(t("Certificate of {name}", name=isolate(name)))
        self.update()

    def show_words(self, text: str) -> None:
        """Show a sentence instead of a page."""
        self._image, self._words = QImage(), text
        self.setAccessibleName(text)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(600, 480)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.rect().adjusted(32, 32, -32, -32)
        if self._image.isNull():
            painter.setPen(self._theme.color("text-2"))
            painter.setFont(self._theme.font(Type.BODY))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self._words)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        sheet = QRect(room.topLeft(), size)
        sheet.moveCenter(room.center())
        painter.drawImage(sheet, self._image)
        painter.setPen(self._theme.color("border"))
        painter.drawRect(sheet.adjusted(-1, -1, 0, 0))
