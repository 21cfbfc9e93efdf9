"""One way to go on, as a card: what changes, the rest of the evening to scale, when it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from facilitator.live.replanning import ForeseenRow, Replans, RunProposal
from ui.live.replan_words import end_chip, way_about, way_words
from ui.live.run_words import whole_minutes
from ui.live.time_words import wall_time
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.kind_mark import draw_kind
from ui.widgets.painting import (
    END,
    chip_size,
    draw_chip,
    draw_key_cap,
    draw_line_of_text,
    key_cap_height,
    key_cap_width,
    mirrored,
)
from ui.words import t

_PAD = 14
_LEAST_BLOCK = 3


@dataclass(frozen=True, slots=True)
class Scale:
    """From when to when the pictures of all cards reach, so that they compare."""

    starts_at: datetime
    ends_at: datetime
    target: datetime

    @classmethod
    def of(cls, found: Replans) -> Scale:
        """One scale for all ways of a re-plan."""
        ends = [found.target, *(each.end for each in found.proposals)]
        return cls(found.starts_at, max(ends), found.target)

    def at(self, moment: datetime) -> float:
        """Where a moment lies, from 0 to 1."""
        whole = (self.ends_at - self.starts_at).total_seconds() or 1.0
        return min(max((moment - self.starts_at).total_seconds() / whole, 0.0), 1.0)


class ReplanCard(QAbstractButton):
    """A card of its own, chosen by its number, by a click or with Tab and Space."""

    def __init__(self, theme: Theme, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._number = number
        self._proposal: RunProposal | None = None
        self._scale: Scale | None = None
        self._zone = ""
        self.setCheckable(True)
        self.setObjectName(f"replan_card_{number}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.updateGeometry)

    @property
    def proposal(self) -> RunProposal | None:
        """The way that is shown."""
        return self._proposal

    def show_proposal(self, proposal: RunProposal, scale: Scale, time_zone: str) -> None:
        """Show a way to go on."""
        self._proposal, self._scale, self._zone = proposal, scale, time_zone
        ends = t("Ends at {time}", time=wall_time(proposal.end, time_zone))
        parts = (
            way_words(proposal.way), way_about(proposal), ends, end_chip(proposal)[0]
        )  # fmt: skip
        self.setAccessibleName(". ".join(part.rstrip(".") for part in parts if part))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(220), self._theme.px(280))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(110), self._theme.px(112))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._proposal is None or self._scale is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, whole = self._theme, self.rect()
        chosen = self.isChecked()
        painter.setPen(QPen(theme.color("focus" if chosen else "border"), 2 if chosen else 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(whole).adjusted(1, 1, -1, -1), 10, 10)
        inner = whole.adjusted(_PAD, 10, -_PAD, -10)
        top = self._paint_head(painter, inner, self._proposal)
        bottom = self._paint_end(painter, inner, self._proposal)
        room = QRect(inner.left(), top, inner.width(), bottom - top)
        if room.height() > theme.line(Type.CAPTION):
            self._paint_picture(painter, room, self._proposal, self._scale)

    def _paint_head(self, painter: QPainter, inner: QRect, proposal: RunProposal) -> int:
        theme, whole, direction = self._theme, self.rect(), self.layoutDirection()
        number = str(self._number)
        width, height = key_cap_width(theme, number), key_cap_height(theme)
        cap = QRect(inner.right() + 1 - width, inner.top() + 1, width, height)
        draw_key_cap(painter, theme, mirrored(cap, whole, direction), number)
        title_room = QRect(inner.left(), inner.top(), cap.left() - 8 - inner.left(), 10_000)
        title = way_words(proposal.way)
        top = self._wrapped(painter, title_room, title, theme.font(Type.BODY_STRONG), "text", 2)
        about_room = QRect(inner.left(), top + 2, inner.width(), 10_000)
        lines = 2 if whole.height() > theme.px(230) else 1
        font = theme.font(Type.CAPTION)
        self._wrapped(painter, about_room, way_about(proposal), font, "text-2", lines)
        # As much for one line as for two, so that the pictures of all cards begin at one height.
        painter.setFont(font)
        return top + 2 + painter.fontMetrics().lineSpacing() * lines + 8

    def _wrapped(
        self, painter: QPainter, room: QRect, text: str, font: QFont, ink: str, lines: int
    ) -> int:
        """Paint words in at most so many lines; gives where they end."""
        painter.setFont(font)
        metrics = painter.fontMetrics()
        most = metrics.lineSpacing() * lines + 2
        shown = mirrored(
            QRect(room.left(), room.top(), room.width(), most), self.rect(), self.layoutDirection()
        )
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)
        side = (
            Qt.AlignmentFlag.AlignRight
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            else Qt.AlignmentFlag.AlignLeft
        )
        flags |= int(side) | int(Qt.AlignmentFlag.AlignAbsolute)
        fits = text
        while fits and metrics.boundingRect(shown, flags, fits).height() > most:
            fits = fits[:-2].rstrip(" ,.…") + "…"
        painter.setPen(self._theme.color(ink))
        # The side follows the layout, the order of the words the text itself.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(shown, flags, fits)
        return room.top() + min(metrics.boundingRect(shown, flags, fits).height(), most)

    def _paint_end(self, painter: QPainter, inner: QRect, proposal: RunProposal) -> int:
        """When it ends, large, and how that stands to the end aimed at; gives where it begins."""
        theme, whole, direction = self._theme, self.rect(), self.layoutDirection()
        figure = theme.font(Type.TITLE, weight=600, tabular=True)
        painter.setFont(figure)
        height = painter.fontMetrics().height()
        ends = wall_time(proposal.end, self._zone)
        words, tone = end_chip(proposal)
        chip_width, chip_height = chip_size(theme, words)
        figure_width = painter.fontMetrics().horizontalAdvance(ends) + 4
        caption = theme.line(Type.CAPTION)
        along = figure_width + 8 + chip_width <= inner.width()
        top = inner.bottom() + 1 - height - caption - (0 if along else chip_height + 2)
        spot = QRect(inner.left(), top, inner.width(), caption)
        draw_line_of_text(
            painter,
            mirrored(spot, whole, direction),
            t("Ends"),
            theme.font(Type.CAPTION),
            theme.color("text-2"),
            direction=direction,
        )
        spot = QRect(inner.left(), top + caption, figure_width, height)
        draw_line_of_text(
            painter,
            mirrored(spot, whole, direction),
            ends,
            figure,
            theme.color("text"),
            direction=direction,
        )
        if along:
            left = inner.right() + 1 - chip_width
            chip = QRect(left, spot.center().y() - chip_height // 2, chip_width, chip_height)
        else:
            width = min(chip_width, inner.width())
            chip = QRect(inner.left(), inner.bottom() + 1 - chip_height, width, chip_height)
        where = mirrored(chip, whole, direction)
        draw_chip(painter, theme, where, words, tone=tone, direction=direction)
        return top - 6

    def _paint_picture(
        self, painter: QPainter, room: QRect, proposal: RunProposal, scale: Scale
    ) -> None:
        """The rest of the evening to scale, and the line of the end aimed at."""
        theme, whole, direction = self._theme, self.rect(), self.layoutDirection()
        times = theme.metrics(Type.CAPTION, tabular=True).horizontalAdvance("00:00") + 8
        half = theme.line(Type.CAPTION) // 2
        area = QRect(
            room.left() + times, room.top() + half, room.width() - times, room.height() - 2 * half
        )
        starts = wall_time(scale.starts_at, self._zone)
        self._paint_time(painter, room, area.top(), starts, "text-2")
        for row in proposal.rows:
            top = area.top() + round(scale.at(row.starts_at) * area.height())
            bottom = area.top() + round(scale.at(row.ends_at) * area.height())
            block = QRect(area.left(), top, area.width(), max(bottom - top - 2, _LEAST_BLOCK))
            self._paint_block(painter, block, row)
        at = area.top() + round(scale.at(scale.target) * area.height())
        pen = QPen(theme.color("warn"), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        line = mirrored(QRect(area.left() - 6, at, area.width() + 6, 1), whole, direction)
        painter.drawLine(line.left(), at, line.right(), at)
        if at - area.top() > 2 * half:
            self._paint_time(painter, room, at, wall_time(scale.target, self._zone), "warn")

    def _paint_time(self, painter: QPainter, room: QRect, at: int, text: str, ink: str) -> None:
        theme = self._theme
        height = theme.line(Type.CAPTION)
        spot = QRect(room.left(), at - height // 2, room.width(), height)
        draw_line_of_text(
            painter,
            mirrored(spot, self.rect(), self.layoutDirection()),
            text,
            theme.font(Type.CAPTION, weight=600 if ink == "warn" else 400, tabular=True),
            theme.color(ink),
            direction=self.layoutDirection(),
        )

    def _paint_block(self, painter: QPainter, block: QRect, row: ForeseenRow) -> None:
        theme, whole, direction = self._theme, self.rect(), self.layoutDirection()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.palette.kind(row.kind).soft)
        painter.drawRoundedRect(QRectF(mirrored(block, whole, direction)), 3, 3)
        line = theme.line(Type.CAPTION)
        if block.height() < line - 3:
            return
        side = theme.px(9)
        mark = QRect(block.left() + 8, block.center().y() - side // 2, side, side)
        draw_kind(painter, theme.palette, row.kind, QRectF(mirrored(mark, whole, direction)))
        right = self._paint_minutes(painter, block, row)
        words = QRect(mark.right() + 7, block.top(), right - mark.right() - 11, block.height())
        draw_line_of_text(
            painter,
            mirrored(words, whole, direction),
            row.title,
            theme.font(Type.CAPTION),
            theme.color("text"),
            direction=direction,
        )

    def _paint_minutes(self, painter: QPainter, block: QRect, row: ForeseenRow) -> int:
        """The minutes, those of before struck out beside them; gives where they begin."""
        theme, whole, direction = self._theme, self.rect(), self.layoutDirection()
        right = block.right() - 7
        before, after = whole_minutes(row.before_seconds), whole_minutes(row.seconds)
        texts = [(str(after), False)]
        if before != after:
            texts.append((str(before), True))
        for text, struck in texts:
            font = theme.font(Type.CAPTION, weight=400 if struck else 600, tabular=True)
            font.setStrikeOut(struck)
            painter.setFont(font)
            width = painter.fontMetrics().horizontalAdvance(text) + 3
            spot = QRect(right - width, block.top(), width, block.height())
            draw_line_of_text(
                painter,
                mirrored(spot, whole, direction),
                text,
                font,
                theme.color("text-2" if struck else "text"),
                align=END,
                direction=direction,
            )
            right -= width + 4
        return right
