"""The notice: one sentence and one action, low at the start side, gone by itself after a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import TextLabel
from ui.words import t


class NoticeBar(QFrame):
    """A child of the window that floats over its lower start corner.

    It stays eight seconds, and as long as the pointer is on it or the focus in it. A new notice
    takes the place of the one before.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._window = parent
        self._act: Callable[[], object] | None = None
        self._start, self._bottom = 0, 0
        self.setObjectName("notice_bar")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 8, 5)
        row.setSpacing(14)
        self._words = TextLabel(theme, "", Type.BODY, elide=True)
        self._words.setObjectName("notice_words")
        row.addWidget(self._words, 1)
        self._button = Button(theme, "", role="notice", size="small", name="notice_action")
        self._button.clicked.connect(self._do)
        row.addWidget(self._button)
        close = IconButton(
            theme, "x", t("Close"), role="notice-quiet", size="small", name="notice_close"
        )
        close.clicked.connect(self.leave)
        row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_is_up)
        self._slide = QVariantAnimation(self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self._glide)
        for child in (self._button, close):
            child.installEventFilter(self)
        parent.installEventFilter(self)
        self.hide()

    def say(
        self,
        text: str,
        *,
        action: str = "",
        keys: str = "",
        do: Callable[[], object] | None = None,
    ) -> None:
        """Show a sentence; with `action`, a button that calls `do` (and `keys` painted in it)."""
        self._act = do
        self._words.setText(text)
        self._button.set_words(action)
        self._button.set_keys(keys)
        self._button.setVisible(bool(action))
        self.setAccessibleName(text)
        self.adjustSize()
        self.show()
        self.raise_()
        self.place(self._start, self._bottom)
        self._appear()
        self._timer.start(self._theme.duration("notice-stay"))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def place(self, start: int, bottom: int) -> None:
        """Stand `start` pixels from the start side and `bottom` above the lower edge."""
        self._start, self._bottom = start, bottom
        self.move(self._resting_place())

    def text(self) -> str:
        """The sentence on show, or nothing."""
        return self._words.text() if self.isVisible() else ""

    def leave(self) -> None:
        """Go away now."""
        self._timer.stop()
        self._act = None
        self.hide()

    @override
    def enterEvent(self, event: QEvent) -> None:
        self._timer.stop()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._restart()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.Resize:
                self.move(self._resting_place())
        elif event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut:
            self._restart()
        return False

    def _do(self) -> None:
        act = self._act
        self.leave()
        if act is not None:
            act()

    def _restart(self) -> None:
        if self.isVisible():
            self._timer.start(self._theme.duration("notice-stay"))

    def _time_is_up(self) -> None:
        focused = QApplication.focusWidget()
        if not self.underMouse() and (focused is None or not self.isAncestorOf(focused)):
            self.leave()

    def _appear(self) -> None:
        length = self._theme.duration("base")
        if not length:
            return
        self._slide.stop()
        self._slide.setDuration(length)
        self._slide.setStartValue(12)
        self._slide.setEndValue(0)
        self._slide.start()

    def _glide(self, below: int) -> None:
        self.move(self._resting_place() + QPoint(0, below))

    def _resting_place(self) -> QPoint:
        window = self._window
        width = min(self.sizeHint().width(), window.width() - 2 * self._theme.space(4))
        self.resize(width, self.sizeHint().height())
        left = self._start
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = window.width() - self._start - width
        left = max(self._theme.space(4), min(left, window.width() - width - self._theme.space(4)))
        return QPoint(left, window.height() - self._bottom - self.height())
