"""A line to write a note in, just above the keys: N, type, Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.labels import TextLabel, line
from ui.words import t


class NoteLine(QFrame):
    """The field for a note. What was typed stays until it is kept, or let go with Esc.

    Signals:
        entered(str): a note is to be kept.
        left: the field was closed; the keys belong to the console again.
    """

    entered = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("run_note_line")
        self.setProperty("paper", "surface")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        self._label = TextLabel(theme, t("Note"), Type.BODY_STRONG)
        row.addWidget(self._label)
        self.field = _Field()
        self.field.setObjectName("run_note_text")
        self.field.setAccessibleName(t("Text of the note"))
        self.field.setMaxLength(2000)
        self._label.setBuddy(self.field)
        row.addWidget(self.field, 1)
        tip = t("Enter keeps it with time and activity, Esc lets it go")
        row.addWidget(TextLabel(theme, tip, Type.CAPTION, color="text-3"))
        column.addLayout(row)
        self.field.returnPressed.connect(self._enter)
        self.field.let_go.connect(self.close_line)
        self.hide()

    def open_line(self) -> None:
        """Show the field and put the cursor in it."""
        self.show()
        self.field.setEnabled(True)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_line(self) -> None:
        """Empty the field and put it away."""
        self.field.clear()
        self.field.setReadOnly(False)
        self.hide()
        self.left.emit()

    def kept(self) -> None:
        """The note is on disk."""
        self.close_line()

    def not_kept(self) -> None:
        """It could not be kept: the text stays to be entered again."""
        self.field.setReadOnly(False)
        self.field.setFocus()

    def _enter(self) -> None:
        text = self.field.text().strip()
        if not text:
            self.close_line()
            return
        self.field.setReadOnly(True)
        self.entered.emit(text)


class _Field(QLineEdit):
    let_go = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.let_go.emit()
            return
        super().keyPressEvent(event)
