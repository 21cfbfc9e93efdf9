"""Who was noticed tonight and who is waiting to be: a chip each, wrapped over the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.painting import chip_size, draw_chip, mirrored
from ui.words import t

_GAP = 7


@dataclass(frozen=True, slots=True)
class SeenChip:
    """One person: `seen` tonight, or `now` being noted."""

    person_id: str
    words: str
    seen: bool
    now: bool


class SeenStrip(QWidget):
    """Chips of people; a click begins a note about one of them.

    Signals:
        person_chosen(str): this person is to be noted.
    """

    person_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chips: tuple[SeenChip, ...] = ()
        self.setObjectName("seen_strip")
        self.setAccessibleName(t("Seen tonight"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def set_chips(self, chips: Sequence[SeenChip]) -> None:
        """Show these people."""
        self._chips = tuple(chips)
        waiting = ", ".join(chip.words for chip in chips if not chip.seen)
        self.setAccessibleDescription(t("Waiting to be noticed: {names}", names=waiting))
        self.updateGeometry()
        self.update()

    def chip_rects(self, width: int | None = None) -> list[QRect]:
        """Where each chip lies."""
        room = width or self.width()
        left = top = 0
        rects = []
        for chip in self._chips:
            wide, high = chip_size(self._theme, chip.words, "check" if chip.seen else "")
            wide += 4
            if left and left + wide > room:
                left, top = 0, top + high + _GAP
            rects.append(QRect(left, top, wide, high))
            left += wide + _GAP
        return rects

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        rects = self.chip_rects(max(width, 100))
        return rects[-1].bottom() + 2 if rects else 0

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(max(self.width(), 400)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(max(self.width(), 120)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, direction = self._theme, self.layoutDirection()
        for chip, rect in zip(self._chips, self.chip_rects(), strict=True):
            shown = mirrored(rect, self.rect(), direction)
            if chip.seen or chip.now:
                tone = "accent" if chip.now else "ok"
                icon = "check" if chip.seen else ""
                draw_chip(
                    painter, theme, shown, chip.words, tone=tone, icon=icon, direction=direction
                )
                continue
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("border"), 1))
            painter.setBrush(theme.color("surface"))
            painter.drawRoundedRect(QRectF(shown).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setFont(theme.font(Type.CAPTION, weight=500))
            painter.setPen(theme.color("text-2"))
            painter.drawText(shown, Qt.AlignmentFlag.AlignCenter, chip.words)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point: QPoint = event.position().toPoint()
        for chip, rect in zip(self._chips, self.chip_rects(), strict=True):
            if mirrored(rect, self.rect(), self.layoutDirection()).contains(point):
                self.person_chosen.emit(chip.person_id)
