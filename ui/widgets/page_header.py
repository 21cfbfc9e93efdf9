"""The header of a page: trail, title, tabs, and at most two actions, in one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.labels import TextLabel
from ui.widgets.painting import draw_line_of_text, mirrored
from ui.words import isolate


@dataclass(frozen=True)
class Crumb:
    """One step of the trail; `target` (a route) is given back when it is clicked, None is words."""

    words: str
    target: Any = None


@dataclass(frozen=True)
class Tab:
    """One tab: `target` (a route) is given back when chosen; `count` stands after the word."""

    key: str
    words: str
    target: Any
    count: str = ""


class PageTabs(QTabBar):
    """Tabs of a page, painted with their counts and an accent line under the chosen one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tabs: tuple[Tab, ...] = ()
        self.setObjectName("page_tabs")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._remeasure)

    def set_tabs(self, tabs: Sequence[Tab], chosen: str) -> None:
        """Show these tabs; nothing is emitted."""
        if tuple(tabs) != self._tabs:
            self.blockSignals(True)
            while self.count():
                self.removeTab(0)
            self._tabs = tuple(tabs)
            for index, tab in enumerate(tabs):
                self.addTab(tab.words.replace("&", "&&"))
                self.setAccessibleTabName(index, f"{tab.words} {tab.count}".strip())
            self.blockSignals(False)
        keys = [tab.key for tab in tabs]
        if chosen in keys:
            self.blockSignals(True)
            self.setCurrentIndex(keys.index(chosen))
            self.blockSignals(False)
        self.setVisible(bool(tabs))
        self.update()

    def tab(self, index: int) -> Tab:
        return self._tabs[index]

    @override
    def tabSizeHint(self, index: int) -> QSize:
        if index >= len(self._tabs):
            return super().tabSizeHint(index)
        tab = self._tabs[index]
        width = self._theme.metrics(Type.BODY, weight=600).horizontalAdvance(tab.words) + 2
        if tab.count:
            width += 6 + self._theme.metrics(Type.CAPTION).horizontalAdvance(tab.count) + 2
        return QSize(width + 24, self._theme.control("header") - 1)

    @override
    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    @override
    def sizeHint(self) -> QSize:
        widths = sum(self.tabSizeHint(index).width() for index in range(self.count()))
        return QSize(widths, self._theme.control("header") - 1)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120) if self.count() else 0, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, direction = self._theme, self.layoutDirection()
        for index, tab in enumerate(self._tabs):
            rect = self.tabRect(index)
            on = index == self.currentIndex()
            inner = rect.adjusted(12, 0, -12, 0)
            font = theme.font(Type.BODY, weight=600 if on else 500)
            over = self.tabAt(self.mapFromGlobal(self.cursor().pos())) == index
            color = "accent" if on else "text" if over else "text-2"
            width = draw_line_of_text(
                painter, inner, tab.words, font, theme.color(color), direction=direction
            )
            if tab.count:
                shift = QRect(inner)
                shift.setLeft(inner.left() + width + 6)
                shift.setRight(rect.right() - 6)
                draw_line_of_text(
                    painter,
                    mirrored(shift, rect, direction),
                    tab.count,
                    theme.font(Type.CAPTION),
                    theme.color("text-3"),
                    direction=direction,
                )
            if on:
                bar = QRect(rect.left() + 2, rect.bottom() - 1, rect.width() - 4, 2)
                painter.fillRect(bar, theme.color("accent"))

    def _remeasure(self) -> None:
        # Qt lays tabs out anew only when one of them changes.
        for index, tab in enumerate(self._tabs):
            self.setTabText(index, "")
            self.setTabText(index, tab.words.replace("&", "&&"))
        self.updateGeometry()
        self.update()


class PageHeader(QFrame):
    """The header.

    Signals:
        target_chosen(object): the target of a crumb or a tab.
    """

    target_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("page_header")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 20, 0)
        row.setSpacing(24)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        self._trail_row = QHBoxLayout()
        self._trail_row.setSpacing(6)
        self._trail_row.setContentsMargins(0, 0, 0, 0)
        words.addLayout(self._trail_row)
        self._trail: list[QWidget] = []
        self.title = TextLabel(theme, "", Type.SCREEN, elide=True)
        self.title.setObjectName("page_title")
        words.addWidget(self.title)
        words.addStretch(1)
        row.addLayout(words, 0)
        self.tabs = PageTabs(theme)
        self.tabs.currentChanged.connect(self._choose_tab)
        row.addWidget(self.tabs)
        row.addStretch(1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(12)
        row.addLayout(self._actions)
        self._fix()
        theme.changed.connect(self._fix)

    def show_page(self, title: str, trail: Sequence[Crumb]) -> None:
        """Title, and the trail above it; long titles are cut with "…" and whole in the tooltip."""
        self.title.setText(title)
        for old in self._trail:
            old.hide()
            old.deleteLater()
        self._trail.clear()
        while self._trail_row.count():
            self._trail_row.takeAt(0)
        for number, crumb in enumerate(trail):
            if number:
                right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
                sign = TextLabel(
                    self._theme, "‹" if right_to_left else "›", Type.CAPTION, color="text-3"
                )
                self._add_crumb(sign)
            if crumb.target is None:
                label = TextLabel(self._theme, crumb.words, Type.CAPTION, color="text-3")
                self._add_crumb(label)
            else:
                self._add_crumb(_CrumbButton(self._theme, crumb, self))
        self._trail_row.addStretch(1)

    def show_actions(self, widgets: Sequence[QWidget]) -> None:
        """The widgets at the end side; those before are hidden and stay with their owners."""
        while self._actions.count():
            item = self._actions.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
        for widget in widgets:
            self._actions.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
            widget.show()

    def trail_words(self) -> list[str]:
        """The words of the trail, for tests."""
        return [
            widget.words if isinstance(widget, Button) else widget.text()
            for widget in self._trail
            if isinstance(widget, Button | TextLabel) and widget.accessibleName() != "›"
        ]

    def _add_crumb(self, widget: QWidget) -> None:
        self._trail_row.addWidget(widget)
        self._trail.append(widget)

    def _choose_tab(self, index: int) -> None:
        if index >= 0:
            self.target_chosen.emit(self.tabs.tab(index).target)

    def _fix(self) -> None:
        least = self._theme.line(Type.CAPTION) + self._theme.line(Type.SCREEN) + 14
        self.setFixedHeight(max(self._theme.control("header"), least))


class _CrumbButton(Button):
    def __init__(self, theme: Theme, crumb: Crumb, header: PageHeader) -> None:
        super().__init__(theme, crumb.words, role="link")
        self._target = crumb.target
        self._header = header
        self.clicked.connect(self._go)

    @override
    def sizeHint(self) -> QSize:
        metrics = self._theme.metrics(Type.CAPTION)
        width = metrics.horizontalAdvance(isolate(self.words)) + 2
        return QSize(width, self._theme.line(Type.CAPTION))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        color = "accent" if self.underMouse() else "text-3"
        draw_line_of_text(
            QPainter(self),
            self.rect(),
            self.words,
            self._theme.font(Type.CAPTION),
            self._theme.color(color),
            direction=self.layoutDirection(),
        )

    def _go(self) -> None:
        self._header.target_chosen.emit(self._target)
