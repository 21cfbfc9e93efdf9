"""Bars of counts: how many came of how many, and who rated themselves higher or lower."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from facilitator.skills.progress import Change
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.words import t


class ShareBar(QWidget):
    """A length of a longer one; the words beside it carry the figures."""

    def __init__(self, theme: Theme, part: int, whole: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share = min(part / whole, 1.0) if whole else 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(t("{part} of {whole}", part=part, whole=whole))

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, self._theme.px(10))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        painter.setBrush(self._theme.color("disc-track"))
        painter.drawRoundedRect(whole, 3, 3)
        part = QRectF(whole)
        part.setWidth(whole.width() * self._share)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            part.moveRight(whole.right())
        painter.setBrush(self._theme.color("disc-fill"))
        if self._share:
            painter.drawRoundedRect(part, 3, 3)


class ChangeBar(QWidget):
    """Lower, same, higher as counts of people; `longest` pairs fill the whole width.

    Lower is an outline with a downward arrow, same is pale, higher is full: shape and sign tell
    them apart without colour.
    """

    def __init__(
        self, theme: Theme, change: Change, longest: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._longest = max(longest, 1)
        self._parts = (
            ("lower", change.lower, f"↓ {change.lower}"),
            ("same", change.same, f"= {change.same}"),
            ("higher", change.higher, f"↑ {change.higher}"),
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(
            t(
                "{higher} higher, {same} the same, {lower} lower",
                higher=change.higher,
                same=change.same,
                lower=change.lower,
            )
        )
        self.setToolTip(self.accessibleName())

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, self._theme.line(Type.CAPTION) + 4)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(Type.CAPTION, weight=600, tabular=True))
        theme, gap = self._theme, 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        unit = (self.width() - 2 * gap) / self._longest
        left = 0.0
        for what, count, words in self._parts:
            if not count:
                continue
            width = max(count * unit, theme.px(28))
            x = self.width() - left - width if mirrored else left
            rect = QRectF(x, 0, width, self.height()).adjusted(0.75, 0.75, -0.75, -0.75)
            if what == "lower":
                painter.setPen(QPen(theme.color("warn"), 1.5))
                painter.setBrush(theme.color("surface"))
                ink = theme.color("warn")
            else:
                shade = theme.palette.level(2 if what == "same" else 4)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(shade.fill)
                ink = shade.ink
            painter.drawRoundedRect(rect, 4, 4)
            painter.setPen(ink)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
            left += width + gap
