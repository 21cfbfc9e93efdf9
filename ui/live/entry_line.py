"""A line to type something in, just above the keys: one key, type, Enter.

Notes, "it began so many minutes ago", a message to the room and the lengths of timers are all asked
for here, so that nothing ever lies over the time.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.labels import TextLabel, line


class EntryLine(QFrame):
    """The field, with its label before it and what the keys do behind it. What was typed stays
    until it is kept, or let go with Esc.

    Signals:
        entered(str): Enter was pressed; an empty field enters nothing unless `may_be_empty`.
        entered_otherwise(str): Ctrl+Enter was pressed.
        left: the field was closed; the keys belong to the console again.
    """

    entered = Signal(str)
    entered_otherwise = Signal(str)
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        name: str,
        label: str,
        spoken: str,
        tip: str,
        most: int = 200,
        may_be_empty: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._may_be_empty = may_be_empty
        self._tip_words = tip
        self.setObjectName(f"{name}_line")
        self.setProperty("paper", "surface")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        self._label = TextLabel(theme, label, Type.BODY_STRONG)
        row.addWidget(self._label)
        self.field = _Field()
        self.field.setObjectName(f"{name}_text")
        self.field.setAccessibleName(spoken)
        self.field.setMaxLength(most)
        self._label.setBuddy(self.field)
        row.addWidget(self.field, 1)
        self._tip = TextLabel(theme, tip, Type.CAPTION, color="text-3")
        self._tip.setObjectName(f"{name}_tip")
        row.addWidget(self._tip)
        column.addLayout(row)
        self.field.returnPressed.connect(self._enter)
        self.field.entered_otherwise.connect(lambda: self._enter(otherwise=True))
        self.field.let_go.connect(self.close_line)
        self.field.textEdited.connect(lambda _text: self._say(""))
        self.hide()

    def set_words(self, label: str, spoken: str, tip: str) -> None:
        """Ask for something else."""
        self._tip_words = tip
        self._label.setText(label)
        self.field.setAccessibleName(spoken)
        self._say("")

    def open_line(self, text: str = "") -> None:
        """Show the field with `text` selected in it, and put the cursor there."""
        self._say("")
        self.show()
        self.field.setReadOnly(False)
        if text:
            self.field.setText(text)
            self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_line(self) -> None:
        """Empty the field and put it away."""
        self.field.clear()
        self.field.setReadOnly(False)
        self.hide()
        self.left.emit()

    def kept(self) -> None:
        """What was typed is on disk."""
        self.close_line()

    def not_kept(self) -> None:
        """It could not be kept: the text stays to be entered again."""
        self.field.setReadOnly(False)
        self.field.setFocus()

    def not_understood(self, words: str) -> None:
        """Say what is expected; the text stays."""
        self.not_kept()
        self.field.selectAll()
        self._say(words)

    def _say(self, problem: str) -> None:
        self._tip.setText(problem or self._tip_words)
        self._tip.set_color("warn" if problem else "text-3")

    def _enter(self, *, otherwise: bool = False) -> None:
        text = self.field.text().strip()
        if not text and not self._may_be_empty:
            self.close_line()
            return
        self.field.setReadOnly(True)
        (self.entered_otherwise if otherwise else self.entered).emit(text)


class _Field(QLineEdit):
    let_go = Signal()
    entered_otherwise = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.let_go.emit()
            return
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.entered_otherwise.emit()
            return
        super().keyPressEvent(event)
