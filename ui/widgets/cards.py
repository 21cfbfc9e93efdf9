"""Sheets that lie on the page: the card, its heading, a note, a card that is a choice."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.labels import IconLabel, TextLabel
from ui.widgets.painting import draw_key_cap, key_cap_height, key_cap_width, key_parts


class Card(QFrame):
    """A fresh sheet with a thin edge. Put things into `column`; cards never hold cards."""

    def __init__(
        self, *, padding: int = 16, spacing: int = 12, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        if name:
            self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(padding, padding, padding, padding)
        self.column.setSpacing(spacing)


class SectionHeading(QWidget):
    """The heading of a part of a page: words, a count, quiet words at the end."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        count: str = "",
        aside: str = "",
        aside_icon: str = "",
        step: Type = Type.SECTION,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.heading = TextLabel(theme, text, step, elide=not wrap, wrap=wrap)
        self.count = TextLabel(theme, count, Type.CAPTION, color="text-3")
        self.count.setVisible(bool(count))
        row.addWidget(self.heading, int(wrap))
        row.addWidget(self.count)
        row.addStretch(int(not wrap))
        if aside_icon:
            row.addWidget(IconLabel(theme, aside_icon, size=16, color="text-3"))
        self.aside = TextLabel(theme, aside, Type.CAPTION, color="text-3")
        self.aside.setVisible(bool(aside))
        row.addWidget(self.aside)
        self.row = row

    def set_count(self, text: str) -> None:
        self.count.setText(text)
        self.count.setVisible(bool(text))

    def set_aside(self, text: str) -> None:
        self.aside.setText(text)
        self.aside.setVisible(bool(text))


class Note(QFrame):
    """A soft box with a sentence that stays: `tone` is ``info``, ``ok``, ``warn`` or ``danger``."""

    _ICONS: ClassVar = {
        "info": "info",
        "ok": "circle-check",
        "warn": "triangle-alert",
        "danger": "circle-alert",
    }

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        tone: str = "info",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("note")
        self.setProperty("tone", tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        mark = IconLabel(theme, icon or self._ICONS[tone], color=f"on-{tone}-soft")
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        self.label = TextLabel(theme, text, color=f"on-{tone}-soft", wrap=True)
        row.addWidget(self.label, 1)

    def set_text(self, text: str) -> None:
        self.label.setText(text)


class ActionCard(QAbstractButton):
    """A card that does one thing: icon, title, the key for it, two or three quiet lines."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        text: str,
        *,
        icon: str,
        keys: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keys = keys
        if name:
            self.setObjectName(name)
        self.setText(title.replace("&", "&&"))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 18, 16)
        row.setSpacing(16)
        row.addWidget(IconLabel(theme, icon, color="accent", size=20), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(TextLabel(theme, title, Type.SECTION, elide=True), 1)
        self._caps = _KeyCap(theme, keys)
        head.addWidget(self._caps)
        words.addLayout(head)
        words.addWidget(TextLabel(theme, text, color="text-2", wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    @override
    def heightForWidth(self, width: int) -> int:
        return self._row.heightForWidth(width)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def enterEvent(self, event: QEvent) -> None:
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self.underMouse() and self.isEnabled()
        painter.setPen(QPen(self._theme.color("border-strong" if over else "border"), 1))
        painter.setBrush(self._theme.color("surface-alt" if self.isDown() else "surface"))
        radius = self._theme.radius("card")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class _KeyCap(QWidget):
    def __init__(self, theme: Theme, keys: str) -> None:
        super().__init__()
        self._theme = theme
        self._keys = keys
        self._measure()
        theme.changed.connect(self._measure)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        draw_key_cap(QPainter(self), self._theme, self.rect(), " ".join(key_parts(self._keys)))

    def _measure(self) -> None:
        self.setVisible(bool(self._keys) and self._theme.key_hints)
        text = " ".join(key_parts(self._keys)) if self._keys else ""
        self.setFixedSize(key_cap_width(self._theme, text), key_cap_height(self._theme))
