"""A text of several lines that saves itself: a moment after the last letter, and on leaving."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type

_AFTER_LAST_LETTER = 900


class SavedText(QPlainTextEdit):
    """With `quiet` it looks like text until one points at it.

    Tab leaves it; Escape takes back what is not saved yet.

    Signals:
        save_requested(str): the text is to be saved as it stands.
        written: a letter was typed that is not saved yet.
    """

    save_requested = Signal(str)
    written = Signal()

    def __init__(
        self,
        theme: Theme,
        label: str,
        *,
        name: str,
        lines: int = 3,
        quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines = lines
        self._saved = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_LAST_LETTER)
        self._timer.timeout.connect(self.save_now)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        if quiet:
            # Read more often than written: the frame shows where one may write.
            self.setStyleSheet(
                "QPlainTextEdit:!focus:!hover { background: transparent;"
                " border: 1px solid transparent; }"
                "QPlainTextEdit { padding: 3px 5px; } QPlainTextEdit:focus { padding: 2px 4px; }"
            )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._typed)

    def show_text(self, text: str, *, other_thing: bool = False) -> None:
        """Show what is saved; what somebody is writing right now stays, unless it is about
        another thing.
        """
        if self.is_unsaved() and not other_thing:
            self._saved = text
            return
        self._saved = text
        self._timer.stop()
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)

    def is_unsaved(self) -> bool:
        """Whether letters were typed that are not on disk."""
        return self.toPlainText() != self._saved

    def save_now(self) -> None:
        """Ask for the text to be saved, if it is not."""
        self._timer.stop()
        if self.is_unsaved():
            text = self.toPlainText()
            self._saved = text
            self.save_requested.emit(text)

    def keep_unsaved(self) -> None:
        """Saving failed: the text stays and is tried again with the next letter or on leaving."""
        self._saved = ""

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, self._lines * self._theme.line(Type.BODY) + 14)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, min(self._lines, 2) * self._theme.line(Type.BODY) + 12)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_unsaved():
            self.setPlainText(self._saved)
            return
        if event.key() == Qt.Key.Key_Return and event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self.save_now()
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.save_now()

    def _typed(self) -> None:
        if self.is_unsaved():
            self._timer.start()
            self.written.emit()
