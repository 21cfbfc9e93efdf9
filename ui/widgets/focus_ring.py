"""The ring around what has the keyboard focus, two pixels away from filled things."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar, QWidget
from shiboken6 import isValid
from typing_extensions import override

from ui.theme.theme import Theme

_OUTSIDE = 4


class FocusRing(QObject):
    """Follows the focus among buttons, ticks and tabs; fields draw their own border instead.

    A click with the mouse shows no ring: the pointer already says where one is. The ring lies
    beside the focused widget, in the same parent, so that it scrolls with it.
    """

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._around: QWidget | None = None
        self._ring = _Ring(theme, window)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def around(self) -> QWidget | None:
        """The widget that wears the ring now."""
        return self._around

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = QEvent.Type
        if watched is self._around:
            if event.type() in {kinds.Move, kinds.Resize, kinds.Show}:
                self._wrap()
            elif event.type() in {kinds.Hide, kinds.ParentChange, kinds.Destroy}:
                self._leave()
        return False

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._leave()
        if new is None or not isinstance(new, QAbstractButton | QTabBar):
            return
        if not self._window.isAncestorOf(new):
            return
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        self._around = new
        new.installEventFilter(self)
        self._wrap()

    def _wrap(self) -> None:
        widget, parent = self._around, self._around.parentWidget() if self._around else None
        if widget is None or parent is None or not widget.isVisible():
            return
        if not isValid(self._ring):
            # The part of the page it lay on was deleted, and the ring with it.
            self._ring = _Ring(self._theme, parent)
        if self._ring.parentWidget() is not parent:
            self._ring.setParent(parent)
        gap = 1 if isinstance(widget, QTabBar) else _OUTSIDE
        self._ring.setGeometry(widget.geometry().adjusted(-gap, -gap, gap, gap))
        self._ring.raise_()
        self._ring.show()

    def _leave(self) -> None:
        if self._around is not None:
            if isValid(self._around):
                self._around.removeEventFilter(self)
            self._around = None
        if isValid(self._ring):
            self._ring.hide()


class _Ring(QWidget):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("focus"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
