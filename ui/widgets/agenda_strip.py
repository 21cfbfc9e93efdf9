"""The agenda as a strip of coloured blocks, each as wide as it is long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.kind_mark import draw_kind
from ui.widgets.painting import END, START, draw_line_of_text, mirrored, plain_tip

_GAP = 3
_LEAST = 6


@dataclass(frozen=True)
class StripBlock:
    """One activity: `kind` for shape and colour, `seconds` for width, `words` for tip and reader.

    `under` is written below its first edge, where there is room.
    """

    kind: str
    seconds: int
    words: str
    under: str = ""
    done: bool = False


class AgendaStrip(QWidget):
    """Shows a whole workshop in one line; time runs from the start side to the end side."""

    def __init__(
        self,
        theme: Theme,
        *,
        height: int = 34,
        name: str = "agenda_strip",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._height = height
        self._blocks: tuple[StripBlock, ...] = ()
        self._end_words = ""
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._remeasure)

    def set_blocks(self, blocks: Sequence[StripBlock], end_words: str = "") -> None:
        """Show these activities; `end_words` (the time it ends) stands under the last edge."""
        self._blocks = tuple(blocks)
        self._end_words = end_words
        self.setAccessibleDescription("; ".join(block.words for block in blocks))
        self._remeasure()

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self._strip_height() + self._under_height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def block_rects(self) -> list[QRect]:
        """Where each block lies, in widget coordinates."""
        if not self._blocks:
            return []
        room = self.width() - _GAP * (len(self._blocks) - 1)
        total = sum(max(block.seconds, 1) for block in self._blocks)
        spare = max(0, room - _LEAST * len(self._blocks))
        rects, edge, before = [], 0.0, 0
        for block in self._blocks:
            edge += _LEAST + spare * max(block.seconds, 1) / total
            rect = QRect(before, 0, max(1, round(edge) - before), self._strip_height())
            rects.append(mirrored(rect, self.rect(), self.layoutDirection()))
            before = round(edge) + _GAP
            edge += _GAP
        return rects

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rects = self.block_rects()
        for block, rect in zip(self._blocks, rects, strict=True):
            colours = self._theme.palette.kind(block.kind)
            painter.setOpacity(0.55 if block.done else 1.0)
            painter.setPen(QPen(colours.line, 1))
            painter.setBrush(colours.soft)
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            side = min(self._theme.px(13), rect.width() - 4)
            if side >= 6:
                mark = QRectF(0, 0, side, side)
                mark.moveCenter(QRectF(rect).center())
                draw_kind(painter, self._theme.palette, block.kind, mark)
        painter.setOpacity(1.0)
        self._paint_under(painter, rects)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for block, rect in zip(self._blocks, self.block_rects(), strict=True):
                if rect.contains(event.pos()):
                    QToolTip.showText(event.globalPos(), plain_tip(block.words), self, rect)
                    return True
            QToolTip.hideText()
            return True
        return super().event(event)

    def _paint_under(self, painter: QPainter, rects: list[QRect]) -> None:
        if not self._under_height() or not rects:
            return
        direction = self.layoutDirection()
        metrics = self._theme.metrics(Type.CAPTION)
        top, height = self._strip_height() + self._theme.space(1), self._theme.line(Type.CAPTION)
        font, colour = self._theme.font(Type.CAPTION), self._theme.color("text-3")
        right_to_left = direction == Qt.LayoutDirection.RightToLeft
        end_width = metrics.horizontalAdvance(self._end_words) + 2
        free_from, last = 0, self.width() - end_width - self._theme.space(2)
        for block, rect in zip(self._blocks, rects, strict=True):
            if not block.under:
                continue
            start = self.width() - rect.right() - 1 if right_to_left else rect.left()
            width = metrics.horizontalAdvance(block.under) + 2
            start = max(start, free_from)
            if start + width > last:
                continue
            spot = mirrored(QRect(start, top, width, height), self.rect(), direction)
            draw_line_of_text(
                painter, spot, block.under, font, colour, align=START, direction=direction
            )
            free_from = start + width + self._theme.space(2)
        spot = QRect(self.width() - end_width, top, end_width, height)
        spot = mirrored(spot, self.rect(), direction)
        draw_line_of_text(
            painter, spot, self._end_words, font, colour, align=END, direction=direction
        )

    def _strip_height(self) -> int:
        return self._theme.px(self._height)

    def _under_height(self) -> int:
        if not self._end_words and not any(block.under for block in self._blocks):
            return 0
        return self._theme.space(1) + self._theme.line(Type.CAPTION)

    def _remeasure(self) -> None:
        self.updateGeometry()
        self.update()
