"""Switch ("from now on"), tick (in lists) and radio (one of few), painted in the theme."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.painting import draw_icon, draw_line_of_text, mirrored


def draw_tick(
    painter: QPainter, theme: Theme, rect: QRect, *, on: bool, enabled: bool = True
) -> None:
    """A tick box that fills `rect`; also for delegates."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = "accent" if on else "border-strong"
    painter.setPen(QPen(theme.color(edge if enabled else "border"), 1.5))
    painter.setBrush(theme.color(("accent" if enabled else "border") if on else "surface"))
    radius = theme.radius("chip")
    painter.drawRoundedRect(QRectF(rect).adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
    if on:
        size = round(rect.width() * 0.75)
        spot = QRect(0, 0, size, size)
        spot.moveCenter(rect.center() + QPoint(rect.width() % 2 == 0, rect.height() % 2 == 0))
        draw_icon(painter, theme, spot, "check", "on-accent")
    painter.restore()


def draw_switch(
    painter: QPainter, theme: Theme, rect: QRect, *, on: bool, enabled: bool, mirror: bool
) -> None:
    """A switch of 34 by 20 that fills `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    body = QRectF(rect)
    radius = body.height() / 2
    knob = body.height() * 0.7
    gap = (body.height() - knob) / 2
    at_end = on != mirror
    x = body.right() - gap - knob if at_end else body.left() + gap
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent" if enabled else "border"))
        painter.drawRoundedRect(body, radius, radius)
        ink = theme.color("on-accent")
    else:
        ink = theme.color("border-strong" if enabled else "border")
        painter.setPen(QPen(ink, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(QRectF(x, body.top() + gap, knob, knob))
    painter.restore()


def draw_radio(painter: QPainter, theme: Theme, rect: QRect, *, on: bool, enabled: bool) -> None:
    """A radio mark that fills `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour: QColor = theme.color(("accent" if on else "border-strong") if enabled else "border")
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(theme.color("surface"))
    painter.drawEllipse(QRectF(rect).adjusted(0.75, 0.75, -0.75, -0.75))
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(QRectF(rect).center()), rect.width() / 4, rect.width() / 4)
    painter.restore()


class _Toggle:
    """What the three have in common: measuring, and words beside the mark."""

    _theme: Theme

    def _mark_size(self) -> QSize:
        raise NotImplementedError

    @staticmethod
    def _size_of(theme: Theme, mark: QSize, text: str) -> QSize:
        metrics = theme.metrics(Type.BODY)
        width = mark.width() + (10 + metrics.horizontalAdvance(text) + 2 if text else 0)
        least = theme.control("min-target")
        return QSize(max(width, least) if not text else width, max(mark.height(), least))

    @staticmethod
    def _rects(button: QAbstractButton, mark: QSize) -> tuple[QRect, QRect]:
        whole = button.rect()
        top = (whole.height() - mark.height()) // 2
        left = 0 if button.text() else (whole.width() - mark.width()) // 2
        spot = QRect(left, top, mark.width(), mark.height())
        words = whole.adjusted(mark.width() + 10, 0, 0, 0)
        direction = button.layoutDirection()
        return mirrored(spot, whole, direction), mirrored(words, whole, direction)

    @staticmethod
    def _draw_words(button: QAbstractButton, painter: QPainter, theme: Theme, rect: QRect) -> None:
        if button.text():
            draw_line_of_text(
                painter,
                rect,
                button.text().replace("&&", "&"),
                theme.font(Type.BODY),
                theme.color("text" if button.isEnabled() else "text-disabled"),
                direction=button.layoutDirection(),
            )


class Switch(QCheckBox, _Toggle):
    """For what holds from now on. `text` stands beside it and is the accessible name."""

    def __init__(
        self, theme: Theme, text: str = "", *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._theme = theme
        _prepare(self, theme, text, name)

    @override
    def sizeHint(self) -> QSize:
        return self._size_of(self._theme, self._mark_size(), self.text())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        spot, words = self._rects(self, self._mark_size())
        draw_switch(
            painter,
            self._theme,
            spot,
            on=self.isChecked(),
            enabled=self.isEnabled(),
            mirror=self.layoutDirection() == Qt.LayoutDirection.RightToLeft,
        )
        self._draw_words(self, painter, self._theme, words)

    @override
    def _mark_size(self) -> QSize:
        return QSize(self._theme.px(34), self._theme.px(20))


class TickBox(QCheckBox, _Toggle):
    """For what is done or chosen among others."""

    def __init__(
        self, theme: Theme, text: str = "", *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._theme = theme
        _prepare(self, theme, text, name)

    @override
    def sizeHint(self) -> QSize:
        return self._size_of(self._theme, self._mark_size(), self.text())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        spot, words = self._rects(self, self._mark_size())
        draw_tick(painter, self._theme, spot, on=self.isChecked(), enabled=self.isEnabled())
        self._draw_words(self, painter, self._theme, words)

    @override
    def _mark_size(self) -> QSize:
        return QSize(self._theme.px(16), self._theme.px(16))


class RadioMark(QRadioButton, _Toggle):
    """For one of a few; Qt joins those with the same parent."""

    def __init__(
        self, theme: Theme, text: str = "", *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._theme = theme
        _prepare(self, theme, text, name)

    @override
    def sizeHint(self) -> QSize:
        return self._size_of(self._theme, self._mark_size(), self.text())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        spot, words = self._rects(self, self._mark_size())
        draw_radio(painter, self._theme, spot, on=self.isChecked(), enabled=self.isEnabled())
        self._draw_words(self, painter, self._theme, words)

    @override
    def _mark_size(self) -> QSize:
        return QSize(self._theme.px(16), self._theme.px(16))


def _prepare(button: QAbstractButton, theme: Theme, text: str, name: str) -> None:
    button.setAccessibleName(text)
    if name:
        button.setObjectName(name)
    theme.changed.connect(button.updateGeometry)
    theme.changed.connect(button.update)
