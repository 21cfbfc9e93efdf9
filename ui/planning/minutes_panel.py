"""How a day's minutes are spent: by kind of activity, and by the skills that are aimed at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.planning.model import Agenda, KindFamily
from ui.planning.plan_words import family_word, minutes_of
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.kind_mark import draw_kind
from ui.widgets.labels import TextLabel, line
from ui.widgets.painting import END, draw_icon, draw_line_of_text, mirrored
from ui.words import t, tn


@dataclass(frozen=True, slots=True)
class Share:
    """One bar: words, seconds, its share of the longest; `kind` for mark and colour, or none."""

    words: str
    seconds: int
    part: float
    kind: str = ""


def by_kind(agenda: Agenda) -> list[Share]:
    """Minutes by family of kinds, most first; breaks last."""
    seconds: Counter[KindFamily] = Counter()
    for activity in agenda.activities:
        seconds[activity.kind.family] += activity.planned_seconds
    most = max(seconds.values(), default=0) or 1
    order = sorted(seconds, key=lambda family: (family is KindFamily.PAUSE, -seconds[family]))
    return [
        Share(family_word(family), seconds[family], seconds[family] / most, family.value)
        for family in order
    ]


def by_skill(agenda: Agenda, titles: dict[str, str]) -> list[Share]:
    """Minutes by skill, most first; skills that are aimed at but get none are there with 0."""
    seconds = {skill.id: 0 for skill in agenda.workshop.skills} | dict(agenda.skill_seconds)
    most = max(seconds.values(), default=0) or 1
    order = sorted(seconds, key=lambda key: -seconds[key])
    return [Share(titles.get(key, ""), seconds[key], seconds[key] / most) for key in order]


class ShareBars(QWidget):
    """Bars with words before and minutes after."""

    def __init__(self, theme: Theme, *, name: str, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._shares: Sequence[Share] = ()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_shares(self, shares: Sequence[Share]) -> None:
        """Show these bars."""
        self._shares = shares
        minutes = (
            f"{share.words}: " + tn("{n} minute", "{n} minutes", share.seconds // 60)
            if share.seconds
            else t("{what}: no minutes yet", what=share.words)
            for share in shares
        )
        self.setAccessibleDescription("; ".join(minutes))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, len(self._shares) * self._row())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(100, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, share in enumerate(self._shares):
            rect = QRect(0, number * self._row(), self.width(), self._row())
            self._paint(painter, rect, share)

    def _paint(self, painter: QPainter, rect: QRect, share: Share) -> None:
        theme, direction, whole = self._theme, self.layoutDirection(), self.rect()
        left = 0
        if share.kind:
            size = theme.px(12)
            spot = QRect(0, rect.center().y() - size // 2 + 1, size, size)
            draw_kind(painter, theme.palette, share.kind, QRectF(mirrored(spot, whole, direction)))
            left = size + 8
        figures = theme.metrics(Type.BODY, tabular=True).horizontalAdvance("000") + 4
        if not share.seconds:
            size = theme.px(14)
            spot = QRect(rect.width() - figures - size, 0, size, size)
            spot.moveTop(rect.center().y() - size // 2 + 1)
            draw_icon(
                painter,
                theme,
                mirrored(spot, whole, direction),
                "triangle-alert",
                theme.color("warn"),
            )
        bar = theme.px(48) if share.kind else 0
        spot = QRect(
            left,
            rect.top(),
            rect.width() - left - figures - (bar or theme.px(16)) - 10,
            rect.height(),
        )
        draw_line_of_text(
            painter,
            mirrored(spot, whole, direction),
            share.words,
            theme.font(Type.BODY),
            theme.color("text"),
            direction=direction,
        )
        spot = QRect(rect.width() - figures, rect.top(), figures, rect.height())
        draw_line_of_text(
            painter,
            mirrored(spot, whole, direction),
            minutes_of(share.seconds),
            theme.font(Type.BODY, tabular=True),
            theme.color("text" if share.seconds else "warn"),
            align=END,
            direction=direction,
        )
        if not bar:
            return
        colours = theme.palette.kind(share.kind)
        height = theme.px(8)
        track = QRect(rect.width() - figures - bar, rect.center().y() - height // 2, bar, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.soft)
        painter.drawRoundedRect(QRectF(mirrored(track, whole, direction)), 2, 2)
        filled = QRect(track)
        filled.setWidth(max(3, round(bar * share.part)))
        painter.setBrush(colours.mark)
        painter.drawRoundedRect(QRectF(mirrored(filled, whole, direction)), 2, 2)

    def _row(self) -> int:
        return max(self._theme.px(24), self._theme.line(Type.BODY) + 2)


class MinutesSpent(QWidget):
    """Both lists, for a panel."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("minutes_spent")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(TextLabel(theme, t("Minutes by kind"), Type.LABEL, color="text-3"))
        self._kinds = ShareBars(theme, name="minutes_by_kind", title=t("Minutes by kind"))
        column.addWidget(self._kinds)
        column.addWidget(line("hair"))
        column.addWidget(TextLabel(theme, t("Minutes by target skill"), Type.LABEL, color="text-3"))
        self._skills = ShareBars(theme, name="minutes_by_skill", title=t("Minutes by target skill"))
        column.addWidget(self._skills)
        self._no_skills = TextLabel(
            theme, t("No activity aims at a skill yet."), Type.CAPTION, color="text-3", wrap=True
        )
        column.addWidget(self._no_skills)

    def show_agenda(self, agenda: Agenda, skill_titles: dict[str, str]) -> None:
        """Show how this agenda spends its time."""
        self._kinds.set_shares(by_kind(agenda))
        skills = by_skill(agenda, skill_titles)
        self._skills.set_shares(skills)
        self._no_skills.setVisible(not skills)
