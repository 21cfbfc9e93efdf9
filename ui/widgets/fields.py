"""Fields to write and choose in, beyond what the style sheet gives Qt's own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.painting import (
    END,
    draw_icon,
    draw_key_cap,
    draw_line_of_text,
    key_cap_height,
    key_cap_width,
    key_parts,
    mirrored,
)
from ui.words import t


class SearchField(QLineEdit):
    """A field that searches as one types: loupe before, a cross to empty it, key hints after.

    `size`: ``""`` (32), ``"large"`` (40) or ``"desk"`` (52). `hints` are pairs of key and word,
    shown while the field is empty (``("Enter", "marks present")``).

    Signals:
        left_downwards: the down key was pressed; the list below may take the focus.
    """

    left_downwards = Signal()

    def __init__(
        self,
        theme: Theme,
        prompt: str,
        *,
        size: str = "",
        hints: tuple[tuple[str, str], ...] = (),
        name: str = "search",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._hints = hints
        self._size = size
        self.setProperty("extent", size)
        self.setObjectName(name)
        self.setPlaceholderText(prompt)
        self.setAccessibleName(prompt)
        self._clear = QToolButton(self)
        self._clear.setObjectName("clear_search")
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.setAccessibleName(t("Empty the search"))
        self._clear.setToolTip(t("Empty the search"))
        self._clear.setStyleSheet("QToolButton { border: none; background: transparent; }")
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self.textChanged.connect(self._show_clear)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_hints(self, hints: tuple[tuple[str, str], ...]) -> None:
        self._hints = hints
        self._restyle()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Qt's fields keep Ctrl+Z for themselves even when they have nothing to undo; here it
            # then takes back the last mark.
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._restyle()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_clear()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        theme, direction, whole = self._theme, self.layoutDirection(), self.rect()
        size = self._icon_size()
        spot = QRect(self._inset(), (whole.height() - size) // 2, size, size)
        draw_icon(painter, theme, mirrored(spot, whole, direction), "search", "text-2")
        if self.text() or not theme.key_hints:
            return
        self._paint_hints(painter, whole, direction)

    def _paint_hints(self, painter: QPainter, whole: QRect, direction: Qt.LayoutDirection) -> None:
        theme = self._theme
        right = whole.width() - self._inset()
        height = key_cap_height(theme)
        for keys, word in reversed(self._hints):
            metrics = theme.metrics(Type.CAPTION)
            width = metrics.horizontalAdvance(word) + 2
            if word:
                rect = QRect(right - width, 0, width, whole.height())
                draw_line_of_text(
                    painter,
                    mirrored(rect, whole, direction),
                    word,
                    theme.font(Type.CAPTION),
                    theme.color("text-3"),
                    align=END,
                    direction=direction,
                )
                right -= width + 12
            text = " ".join(key_parts(keys))
            cap = key_cap_width(theme, text)
            rect = QRect(right - cap, (whole.height() - height) // 2, cap, height)
            draw_key_cap(painter, theme, mirrored(rect, whole, direction), text)
            right -= cap + 12

    def _restyle(self) -> None:
        margin = self._icon_size() + self._theme.space(2)
        if self._size == "desk":
            margin += self._theme.space(2)
        # While the field is empty its prompt keeps clear of the hints.
        end = self._theme.px(20) if self.text() else max(self._theme.px(20), self._hints_width())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            self.setTextMargins(end, 0, margin, 0)
        else:
            self.setTextMargins(margin, 0, end, 0)
        self._clear.setIcon(self._theme.icon("x", "text-2", self._theme.px(14)))
        self._place_clear()
        self.update()

    def _place_clear(self) -> None:
        side = self._theme.control("min-target")
        rect = QRect(self.width() - side - 4, (self.height() - side) // 2, side, side)
        self._clear.setGeometry(mirrored(rect, self.rect(), self.layoutDirection()))

    def _show_clear(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._restyle()

    def _hints_width(self) -> int:
        if not self._theme.key_hints:
            return 0
        metrics = self._theme.metrics(Type.CAPTION)
        return sum(
            metrics.horizontalAdvance(word)
            + key_cap_width(self._theme, " ".join(key_parts(keys)))
            + 26
            for keys, word in self._hints
        )

    def _icon_size(self) -> int:
        return self._theme.px({"": 16, "large": 18, "desk": 22}[self._size])

    def _inset(self) -> int:
        return self._theme.space({"": 3, "large": 3, "desk": 4}[self._size])


class Choice(QComboBox):
    """One of a list. The wheel changes nothing unless the field has the focus."""

    def __init__(self, theme: Theme, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        if name:
            self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        theme.changed.connect(self.update)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + self._theme.px(16), hint.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        size = self._theme.px(16)
        spot = QRect(self.width() - size - 10, (self.height() - size) // 2, size, size)
        color = "text-2" if self.isEnabled() else "text-disabled"
        where = mirrored(spot, self.rect(), self.layoutDirection())
        draw_icon(painter, self._theme, where, "chevron-down", color)


class FindButton(Button):
    """Looks like a field and opens the command palette."""

    def __init__(
        self, theme: Theme, text: str, *, keys: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, text, icon="search", keys=keys, name=name, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(max(self._theme.px(192), super().sizeHint().width()), self._base_height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, direction, whole = self._theme, self.layoutDirection(), self.rect()
        painter.setPen(theme.color("text-3" if self.underMouse() else "border-strong"))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(whole.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        size = self._icon_size()
        spot = QRect(10, (whole.height() - size) // 2, size, size)
        draw_icon(painter, theme, mirrored(spot, whole, direction), "search", "text-2")
        left = spot.right() + 9
        caps = " ".join(self._caps())
        cap_width = key_cap_width(theme, caps) if caps else 0
        words = QRect(left, 0, whole.width() - left - cap_width - 14, whole.height())
        draw_line_of_text(
            painter,
            mirrored(words, whole, direction),
            self.words,
            theme.font(Type.BODY),
            theme.color("text-3"),
            direction=direction,
        )
        if caps:
            height = key_cap_height(theme)
            top = (whole.height() - height) // 2
            cap = QRect(whole.width() - cap_width - 10, top, cap_width, height)
            draw_key_cap(painter, theme, mirrored(cap, whole, direction), caps)
