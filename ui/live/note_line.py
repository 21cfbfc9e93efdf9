"""Writing a note: N, type, Enter. Shift+N, or Ctrl+Enter, keeps it for next time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.live.entry_line import EntryLine
from ui.theme.theme import Theme
from ui.words import t


class NoteLine(EntryLine):
    """The field for a note.

    Signals:
        written(str, bool): a note is to be kept; whether it says what to change next time.
    """

    written = Signal(str, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            name="run_note",
            label=t("Note"),
            spoken=t("Text of the note"),
            tip="",
            most=2000,
            parent=parent,
        )
        self._next_time = False
        self.entered.connect(lambda text: self.written.emit(text, self._next_time))
        self.entered_otherwise.connect(lambda text: self.written.emit(text, True))

    def ask(self, *, next_time: bool) -> None:
        """Open the line for a note, or for what to change next time."""
        self._next_time = next_time
        if next_time:
            tip = t("Enter keeps it for next time, Esc lets it go")
            self.set_words(t("Next time"), t("What to change next time"), tip)
        else:
            tip = t("Enter keeps it, Ctrl+Enter for next time, Esc lets it go")
            self.set_words(t("Note"), t("Text of the note"), tip)
        self.open_line()
