"""A programme in one line: each workshop a disc with its day and how many came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.disc import draw_disc
from ui.widgets.labels import TextLabel
from ui.widgets.painting import draw_line_of_text, mirrored
from ui.words import t

_MOST_SHOWN = 6


@dataclass(frozen=True)
class StripWorkshop:
    """One workshop: `part` of its disc (None: an open ring, it is next)."""

    workshop_id: str
    day: str
    words: str
    part: float | None
    chosen: bool


class SeriesStrip(Card):
    """Title at the start, discs at the end.

    Signals:
        opened(str): a workshop was clicked.
        title_opened: the programme was clicked.
    """

    opened = Signal(str)
    title_opened = Signal()

    def __init__(
        self, theme: Theme, title: str, about: str, workshops: Sequence[StripWorkshop]
    ) -> None:
        super().__init__(padding=14, name="series_strip")
        row = QHBoxLayout()
        row.setSpacing(6)
        names = QVBoxLayout()
        names.setSpacing(0)
        head = Button(theme, title, role="link", name="open_programme")
        head.clicked.connect(self.title_opened)
        first = QHBoxLayout()
        first.addWidget(head)
        first.addStretch(1)
        names.addLayout(first)
        names.addWidget(TextLabel(theme, about, Type.CAPTION, color="text-2", wrap=True))
        row.addLayout(names, 1)
        for each in _around_next(workshops):
            disc = _WorkshopDisc(theme, each)
            disc.clicked.connect(lambda _on=False, key=each.workshop_id: self.opened.emit(key))
            row.addWidget(disc)
        self.column.addLayout(row)


class _WorkshopDisc(QAbstractButton):
    """A disc with two short lines beside it."""

    def __init__(self, theme: Theme, workshop: StripWorkshop) -> None:
        super().__init__()
        self._theme = theme
        self._workshop = workshop
        self.setObjectName(f"series_{workshop.workshop_id}")
        self.setAccessibleName(t("{day}: {words}", day=workshop.day, words=workshop.words))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        metrics = self._theme.metrics(Type.CAPTION, weight=600)
        words = max(
            metrics.horizontalAdvance(self._workshop.day),
            metrics.horizontalAdvance(self._workshop.words),
        )
        return QSize(self._theme.px(22) + 10 + words + 12, 2 * self._theme.line(Type.CAPTION) + 6)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, direction, whole = self._theme, self.layoutDirection(), self.rect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(20)
        spot = whole.adjusted(4, (whole.height() - side) // 2, 0, 0)
        spot.setWidth(side)
        spot.setHeight(side)
        disc = QRectF(mirrored(spot, whole, direction)).adjusted(1, 1, -1, -1)
        if self._workshop.part is None:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(theme.color("surface"))
            painter.drawEllipse(disc)
        else:
            draw_disc(painter, theme.palette, disc, self._workshop.part)
        left = spot.right() + 9
        lines = ((self._workshop.day, "text-2"), (self._workshop.words, "text-2"))
        top = (whole.height() - 2 * theme.line(Type.CAPTION)) // 2
        for place, (text, ink) in enumerate(lines):
            strong = self._workshop.chosen and place == 0
            room = whole.adjusted(0, 0, 0, 0)
            room.setLeft(left)
            room.setTop(top + place * theme.line(Type.CAPTION))
            room.setHeight(theme.line(Type.CAPTION))
            draw_line_of_text(
                painter,
                mirrored(room, whole, direction),
                text,
                theme.font(Type.CAPTION, weight=600 if strong else 400),
                theme.color("accent" if strong else ink),
                direction=direction,
            )


def _around_next(workshops: Sequence[StripWorkshop]) -> Sequence[StripWorkshop]:
    """As many as fit in one line, with the next one among them."""
    if len(workshops) <= _MOST_SHOWN:
        return workshops
    place = next((i for i, each in enumerate(workshops) if each.chosen), len(workshops) - 1)
    first = max(0, min(place - _MOST_SHOWN // 2, len(workshops) - _MOST_SHOWN))
    return workshops[first : first + _MOST_SHOWN]
