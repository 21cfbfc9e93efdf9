"""Texts on screen: one label for all of them, plain text always, whole when it is cut."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.painting import draw_line_of_text, plain_tip


class TextLabel(QLabel):
    """Words in a step of the type scale and a colour of the theme.

    With `elide` the text is cut to one line with "…" and is whole in the tooltip and for screen
    readers; with `wrap` it takes as many lines as it needs. Markup is never read.
    """

    def __init__(  # noqa: PLR0913 - looks, each by name
        self,
        theme: Theme,
        text: str = "",
        step: Type = Type.BODY,
        *,
        color: str = "text",
        wrap: bool = False,
        elide: bool = False,
        tabular: bool = False,
        weight: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._step = step
        self._color = color
        self._elide = elide
        self._tabular = tabular
        self._weight = weight
        self._own_tip = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._restyle()
        self._follow_direction()
        self.setText(text)
        theme.changed.connect(self._restyle)

    def set_color(self, color: str) -> None:
        """Take another colour, by token name."""
        self._color = color
        self.setProperty("ink", color)
        self.style().unpolish(self)
        self.style().polish(self)
        self.update()

    def set_step(self, step: Type) -> None:
        """Take another step of the type scale."""
        self._step = step
        self._restyle()

    @override
    def setText(self, text: str) -> None:
        if text == self.text():
            return
        super().setText(text)
        self._tell_whole()
        if self._elide:
            self.updateGeometry()
            self.update()

    @override
    def minimumSizeHint(self) -> QSize:
        if not self._elide:
            return super().minimumSizeHint()
        few = self.fontMetrics().horizontalAdvance("MMM…")
        return QSize(min(few, self.sizeHint().width()), self.sizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        if not self._elide:
            return super().sizeHint()
        width = self.fontMetrics().horizontalAdvance(self.text()) + 1
        return QSize(width, max(self._theme.line(self._step), self.fontMetrics().height()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elide:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        side = Qt.AlignmentFlag(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        draw_line_of_text(
            painter,
            self.contentsRect(),
            self.text(),
            self.font(),
            self.palette().color(self.foregroundRole()),
            align=side,
            direction=self.layoutDirection(),
        )

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            self._follow_direction()

    def _follow_direction(self) -> None:
        """Begin at the start side of the layout, whatever direction the text itself has."""
        if self._elide:
            return
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        kept = self.alignment() & Qt.AlignmentFlag.AlignVertical_Mask
        if not self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | kept)

    def is_cut(self) -> bool:
        """Whether part of the text does not show."""
        if self._elide:
            width = self.fontMetrics().horizontalAdvance(self.text())
            return width > self.contentsRect().width()
        return False

    def _tell_whole(self) -> None:
        if self._elide:
            self.setToolTip(plain_tip(self.text()) if self.is_cut() else "")

    def _restyle(self) -> None:
        font = self._theme.font(self._step, weight=self._weight, tabular=self._tabular)
        self.setFont(font)
        self.setProperty("ink", self._color)


class IconLabel(QWidget):
    """An icon of the theme beside words; it says nothing itself unless given an accessible name."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        *,
        color: str = "text-2",
        size: int = 18,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._color = color
        self._size = size
        self._measure()
        theme.changed.connect(self._measure)

    def set_icon(self, icon: str, color: str | None = None) -> None:
        self._icon = icon
        self._color = color or self._color
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = self._theme.px(self._size)
        pixmap = self._theme.pixmap(self._icon, self._color, size, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - size) // 2, (self.height() - size) // 2, pixmap)

    def _measure(self) -> None:
        self.setFixedSize(self._theme.px(self._size), self._theme.px(self._size))
        self.update()


def line(kind: str = "horizontal", parent: QWidget | None = None) -> QFrame:
    """A dividing line: ``horizontal`` or ``vertical`` between regions, ``hair`` between rows."""
    frame = QFrame(parent)
    frame.setProperty("line", kind)
    return frame
