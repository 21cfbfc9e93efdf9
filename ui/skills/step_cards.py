"""Four cards in a row: what was said so far, and what is to be said now."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from ui.skills.observe_flow import Step
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.painting import draw_icon, draw_line_of_text, mirrored, plain_tip
from ui.words import t


class _StepCard(QAbstractButton):
    def __init__(self, theme: Theme, number: int, label: str) -> None:
        super().__init__()
        self._theme = theme
        self._number = number
        self._label = label
        self._answer = ""
        self._now = False
        self.setObjectName(f"observe_step_{number}")
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_state(self, answer: str, *, now: bool) -> None:
        self._answer, self._now = answer, now
        self.setAccessibleDescription(answer)
        self.setToolTip(plain_tip(answer))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(
            self._theme.px(120),
            self._theme.line(Type.BODY) + self._theme.line(Type.SECTION) + self._theme.px(26),
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, direction, whole = self._theme, self.layoutDirection(), self.rect()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2 if self._now else 1
        painter.setPen(QPen(theme.color("focus" if self._now else "border"), width))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(whole).adjusted(1, 1, -1, -1), 8, 8)
        side = theme.px(18)
        badge = QRect(12, theme.px(10), side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent-soft"))
        shown = mirrored(badge, whole, direction)
        painter.drawEllipse(shown)
        if self._answer and not self._now:
            draw_icon(painter, theme, shown.adjusted(3, 3, -3, -3), "check", "on-accent-soft")
        else:
            painter.setFont(theme.font(Type.CAPTION, weight=600))
            painter.setPen(theme.color("on-accent-soft"))
            painter.drawText(shown, Qt.AlignmentFlag.AlignCenter, str(self._number))
        line = theme.line(Type.BODY)
        spot = QRect(badge.right() + 9, badge.center().y() - line // 2, whole.width(), line)
        spot.setRight(whole.right() - 10)
        draw_line_of_text(
            painter,
            mirrored(spot, whole, direction),
            self._label,
            theme.font(Type.BODY),
            theme.color("text-2"),
            direction=direction,
        )
        spot = QRect(12, badge.bottom() + 4, whole.width() - 22, theme.line(Type.SECTION) + 4)
        said = bool(self._answer)
        draw_line_of_text(
            painter,
            mirrored(spot, whole, direction),
            self._answer or (t("Optional") if self._number == len(Step) else "…"),
            theme.font(Type.SECTION, weight=600 if said else 400),
            theme.color("text" if said else "text-3"),
            direction=direction,
        )


class StepCards(QWidget):
    """Who, skill, level, words.

    Signals:
        step_requested(int): a card was clicked: say this again.
    """

    step_requested = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("observe_steps")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._cards: list[_StepCard] = []
        labels = (t("Who"), t("Skill"), t("Level"), t("Words"))
        for step, label, stretch in zip(Step, labels, (10, 11, 8, 8), strict=True):
            card = _StepCard(theme, step + 1, label)
            card.clicked.connect(lambda _checked=False, step=step: self.step_requested.emit(step))
            row.addWidget(card, stretch)
            self._cards.append(card)

    def show_answers(self, answers: tuple[str, str, str, str], now: Step) -> None:
        """Show what was said, and which card is on."""
        for step, card, answer in zip(Step, self._cards, answers, strict=True):
            card.show_state(answer, now=step is now)
